"""Which of the numbers at hand are odd, and what that means for their sum."""

from __future__ import annotations

import re

from selfproof.world.language.patterns import END, F
from selfproof.world.language.phrase import Phrase, Said, Unclear, is_formula
from selfproof.world.language.tally_words import NUM
from selfproof.world.props import And, Divides, Named, Prop, Rel
from selfproof.world.terms import Num, Term, num

_MARKS = rf"{F}(?:(?: ,)?(?: and)? {F})*"
_NOUN = (
    r"(?:summands|numbers|terms|degrees|addends|sizes|entries|row sums|column sums|of them|of "
    r"these)"
)
_AMONG = re.compile(
    rf"among (?:the|these)(?: (?P<n>{NUM}))? (?:given )?{_NOUN}(?: (?P<all>{_MARKS}))? "
    rf",? ?(?:exactly )?"
    rf"the (?P<what>odd|even) (?:ones|numbers) are (?P<list>{_MARKS}){END}"
)
_THESE = re.compile(
    rf"these are (?:exactly )?(?P<n>{NUM}) (?P<what>odd|even) (?:numbers|ones|terms){END}"
)
_SO_MANY = re.compile(
    rf"(?:exactly |precisely )?(?P<n>{NUM}) of (?:(?:the|these) (?:(?P<m>{NUM}) )?{_NOUN}|them|"
    rf"these) (?:are|is) (?P<what>odd|even)(?: ,)?(?: namely (?P<list>{_MARKS}))?{END}"
)
_SUM_OF = re.compile(
    rf"(?:a|the|any) sum of (?:(?P<n>{NUM})|an (?P<many>odd|even) number of) odd (?:numbers|"
    rf"integers|"
    rf"summands|terms) is (?:always )?(?P<what>odd|even){END}"
)
_SUM_WITH = re.compile(
    rf"(?:a|any) sum (?:of integers )?with (?:exactly )?(?:(?P<n>{NUM})|an (?P<many>odd|even) "
    rf"number "
    rf"of) odd (?:numbers|integers|summands|terms) is (?:always )?(?P<what>odd|even){END}"
)
_KEEP = re.compile(
    rf"(?:adding )?(?:the )?even (?:numbers|ones|summands|terms)(?: (?P<list>{_MARKS}))? (?:do|"
    rf"does) "
    rf"not change the parity(?: of the sum)?{END}"
)
_NOT_BOTH = re.compile(
    r"(?:an|a|no|one) (?:integer|number|whole number) (?:(?:is|can) (?:not|never)|cannot|is|can) "
    rf"(?:be )?both (?:even and odd|odd and even){END}"
)
_ALL_DIVISIBLE = re.compile(
    rf"(?:all|each|every one|both)(?: of)?(?: the| these)?(?: (?P<n>{NUM}))? {_NOUN} (?:are|is) "
    rf"(?:divisible by|multiples of|a multiple of) (?P<by>{F}){END}"
)


def parity_said(phrase: Phrase, at: int) -> Said | None:
    """Reads one of these."""
    for pattern, maker in _ROWS:
        match = pattern.match(phrase.text, at)
        if match is not None:
            return Said(maker(phrase, match), match.end())
    return None


def _numbers(phrase: Phrase) -> tuple[Num, ...]:
    """The summands at hand, or the numbers of the statement."""
    found = phrase.scope.vocabulary.setting.addends
    last = phrase.scope.summands
    if len(last) > 1 and all(isinstance(each, Num) for each in last):
        found = last
    numbers = tuple(each for each in found if isinstance(each, Num))
    if not numbers or len(numbers) != len(found):
        raise Unclear("it is not clear which numbers are meant")
    return numbers


def _of_parity(numbers: tuple[Num, ...], what: str) -> list[Num]:
    return [each for each in numbers if each.value % 2 == (what == "odd")]


def _odd_ones(numbers: tuple[Num, ...]) -> Prop:
    """How many are odd, for what follows of their sum."""
    return Named("odd ones", (num(len(_of_parity(numbers, "odd"))),))


def _listed(phrase: Phrase, marks: str) -> list[Term]:
    found: list[Term] = []
    for mark in marks:
        if is_formula(mark):
            found.extend(phrase.formula(mark).terms)
    return found


def _same(first: list[Term], second: list[Num]) -> None:
    """The same numbers, each as often."""
    if sorted(map(repr, first)) != sorted(map(repr, second)):
        raise Unclear("these are not the numbers")


def _count(phrase: Phrase, mark: str | None, is_so: int) -> list[Prop]:
    if mark is None:
        return []
    said = phrase.count(mark)
    return [] if said == is_so else [Rel("=", num(said), num(is_so))]


def _among(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    numbers = phrase.scope.vocabulary.setting.addends
    plain = tuple(each for each in numbers if isinstance(each, Num))
    if match.group("all"):
        _same(_listed(phrase, match.group("all")), list(plain))
    listed = _listed(phrase, match.group("list"))
    _same(listed, _of_parity(plain, match.group("what")))
    phrase.scope.tally.listed = tuple(listed)
    return [*_count(phrase, match.group("n"), len(numbers)), _odd_ones(plain)]


def _these(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    listed = tuple(each for each in phrase.scope.tally.listed if isinstance(each, Num))
    if not listed or len(_of_parity(listed, match.group("what"))) != len(listed):
        raise Unclear("it is not clear which numbers are meant")
    return _count(phrase, match.group("n"), len(listed)) or [And(())]


def _so_many(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    numbers = _numbers(phrase)
    those = _of_parity(numbers, match.group("what"))
    if match.group("list"):
        _same(_listed(phrase, match.group("list")), those)
    return [
        *_count(phrase, match.group("n"), len(those)),
        *_count(phrase, match.group("m"), len(numbers)),
        _odd_ones(numbers),
    ]


def _sum_of(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    many = match.group("many") or ("odd" if phrase.count(match.group("n")) % 2 else "even")
    if many != match.group("what"):
        return [Rel("=", num(1), num(0))]
    return [And(())]


def _keep(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    if match.group("list"):
        listed = _listed(phrase, match.group("list"))
        plain = tuple(
            each for each in phrase.scope.vocabulary.setting.addends if isinstance(each, Num)
        )
        _same(listed, _of_parity(plain, "even"))
    return [And(())]


def _not_both(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    if (" not " in match.group() or "cannot" in match.group() or "never" in match.group()) == (
        match.group().startswith("no ")
    ):
        raise Unclear("this is not so")
    return [And(())]


def _all_divisible(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    numbers, by = _numbers(phrase), phrase.term(match.group("by"))
    each = [Divides(by, number) for number in dict.fromkeys(numbers)]
    return [*_count(phrase, match.group("n"), len(numbers)), *each]


_ROWS = (
    (_AMONG, _among),
    (_THESE, _these),
    (_SO_MANY, _so_many),
    (_SUM_OF, _sum_of),
    (_SUM_WITH, _sum_of),
    (_KEEP, _keep),
    (_NOT_BOTH, _not_both),
    (_ALL_DIVISIBLE, _all_divisible),
)
