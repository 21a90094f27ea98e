"""Clauses about all squares or terms at hand, or about all integers."""

from __future__ import annotations

import re

from selfproof.world.language.patterns import NUMBERS, F, compiled
from selfproof.world.language.phrase import (
    Phrase,
    Said,
    Unclear,
    both,
)
from selfproof.world.language.predicates import predicate
from selfproof.world.language.rows import first_of_chain
from selfproof.world.language.suffixes import universal
from selfproof.world.props import (
    Cong,
    Divides,
    Forall,
    Or,
    Prop,
    Rel,
)
from selfproof.world.terms import ONE, TWO, ZERO, Term, Var, power

_ITS_SQUARE = re.compile(r"its square(?= )")


_GENERAL = re.compile(
    r"(?:(?:the|a|an|any|every|each|all|all the) )?(?P<odd>odd |even )?(?:perfect )?"
    r"(?P<power>squares?|cubes?|fourth powers?|integers?|numbers?)"
    r"(?: of (?:an|any|every|all|a)? ?(?P<of>odd |even )?(?:integers?|numbers?))?"
    rf"(?: (?:modulo|mod) (?P<m>{F}))?(?= (?:is|are|leaves?|has|have|can)\b)"
)


_POWERS = {"square": 2, "cube": 3, "fourth power": 4, "integer": 1, "number": 1}


def its_square(phrase: Phrase, at: int, depth: int) -> Said | None:
    match = _ITS_SQUARE.match(phrase.text, at)
    if match is None or phrase.scope.first is None:
        return None
    found = predicate(phrase, match.end(), [power(phrase.scope.first, 2)])
    return None if found is None else Said(*found)


def general(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "A square is congruent to 0 or 1 modulo 4": said of all integers."""
    match = _GENERAL.match(phrase.text, at)
    if match is None:
        return None
    words_of = match.group()
    exponent = _POWERS[match.group("power").removesuffix("s")]
    if exponent == 1 and not re.match("(?:any|every|each|all) ", words_of):
        return None
    name = next(each for each in ("t", "s", "u", "w", "j_0") if each not in phrase.scope.known)
    subject: Term = Var(name) if exponent == 1 else power(Var(name), exponent)
    if match.group("m"):
        return _general_residues(phrase, match, name, subject)
    found = predicate(phrase, match.end(), [subject])
    if found is None:
        return None
    parity = match.group("of") or match.group("odd") or ""
    limits = [Cong(Var(name), ONE if parity == "odd " else ZERO, TWO)] if parity else []
    return Said([universal((name,), "integer", list(limits), both(found[0]))], found[1])


_COMMON_DIVISOR = re.compile(
    rf"(?:a|any|every|each) common (?:prime )?(?:divisor|factor) (?P<d>{F} )?of (?P<x>{F}) and "
    rf"(?P<y>{F}) (?:also |must |therefore |then |would )*divides? (?:also )?(?:(?:their|the) "
    rf"(?:difference|sum)|the (?:number|combination|expression))? ?(?P<value>{F})"
)


def common_divisor(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "A common divisor of n and n + 1 divides their difference (n + 1) - n = 1"."""
    match = _COMMON_DIVISOR.match(phrase.text, at)
    if match is None:
        return None
    mark = match.group("d")
    try:
        fresh = "t" if "t" not in phrase.scope.known else "s"
        name = phrase.term(mark.strip()) if mark else Var(fresh)
        x, y = phrase.term(match.group("x")), phrase.term(match.group("y"))
        value, links = first_of_chain(phrase, match.group("value"))
    except Unclear:
        return None
    if not isinstance(name, Var) or name.name in phrase.scope.known:
        return None
    divided: list[Prop] = [Divides(name, x), Divides(name, y)]
    claim = universal((name.name,), "integer", divided, Divides(name, value))
    return Said([claim, *links], match.end())


def _general_residues(
    phrase: Phrase, match: re.Match[str], name: str, subject: Term
) -> Said | None:
    """ "The squares modulo 4 are 0 and 1"."""
    listed = _RESIDUES.match(phrase.text, match.end())
    if listed is None or match.group("odd") or match.group("of"):
        return None
    modulus = phrase.term(match.group("m"))
    options = tuple(Cong(subject, rest, modulus) for rest in phrase.terms(listed.group(1)))
    return Said([Forall((name,), "integer", Or(options))], listed.end())


_RESIDUES = compiled(r" (?:is|are)(?: always| only| exactly| just)? {L}")


_SQUARES_ZERO = compiled(
    r"(?:every|each|all|both|these|the|all the|all of the|each of the|both of the|all "
    r"these)(?: of these)? (?:(?:two|three|four) )?squares? "
    r"(?:is|are|must be|vanish|vanishes|must vanish)(?: equal to)?(?: zero| {F})?"
)


_RIGHT_SIDE = compiled(
    r"(?:the right(?:-| )(?:hand )?side|the last expression|this sum|this expression|"
    r"this|the sum|the right|every term on the right|each term on the right|all terms "
    r"on the right|it) "
    r"(?:is|are) (?:clearly |always |obviously |certainly )?(?:nonnegative|at least "
    r"zero|never negative)"
)


_TERMS_DIVISIBLE = compiled(
    rf"(?:every|each|all)(?: of)?(?: the)?(?: (?P<count>{'|'.join(NUMBERS)}))? "
    r"(?:terms?|summands?)(?: on the right| of the sum| here)?(?:-hand side| side)? "
    r"(?:is|are) (?:divisible by|a multiple of|multiples of) {F}"
)


_ALL_POSITIVE = compiled(
    r"(?:all|both) (?:the |of the )?(sides|variables|numbers)(?: here)? are positive"
)


def squares_said(phrase: Phrase, at: int, depth: int) -> Said | None:
    match = _SQUARES_ZERO.match(phrase.text, at)
    if match is not None:
        value = match.group(1)
        roots = phrase.scope.squares
        if not roots or (value is None and not re.search("zero|vanish", match.group())):
            return None
        if value is not None and phrase.raw(value).strip() != "0":
            return None
        return Said([Rel("=", root, ZERO) for root in roots], match.end())
    match = _RIGHT_SIDE.match(phrase.text, at)
    if match is not None and phrase.scope.last is not None:
        return Said([Rel(">=", phrase.scope.last, ZERO)], match.end())
    match = _TERMS_DIVISIBLE.match(phrase.text, at)
    if match is not None and phrase.scope.summands:
        count = NUMBERS.get(match.group("count") or "")
        if count not in (None, len(phrase.scope.summands)):
            return None
        divisor = phrase.term(match.group(2))
        return Said([Divides(divisor, term) for term in phrase.scope.summands], match.end())
    match = _ALL_POSITIVE.match(phrase.text, at)
    if match is not None:
        return _all_positive(phrase, match)
    return None


def _all_positive(phrase: Phrase, match: re.Match[str]) -> Said | None:
    scope = phrase.scope
    if match.group(1) != "sides":
        kinds = scope.vocabulary.kinds
        props: list[Prop] = [Rel(">", Var(name), ZERO) for name in kinds]
        return Said(props, match.end()) if props else None
    sides = [side for each in scope.inequalities for side in (each.left, each.right)]
    shown = [Rel(">", side, ZERO) for side in dict.fromkeys(sides) if side != ZERO]
    return Said(list(shown), match.end()) if shown else None
