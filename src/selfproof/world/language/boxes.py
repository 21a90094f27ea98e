"""Clauses about boxes and chosen numbers; the encoding is that of `kernel.boxes`."""

from __future__ import annotations

import re

from selfproof.world.language.patterns import COUNT_WORD, END, F
from selfproof.world.language.phrase import Phrase, Said, Unclear
from selfproof.world.language.rows import Row
from selfproof.world.latex.names import listed
from selfproof.world.props import And, Named, Prop
from selfproof.world.terms import (
    Call,
    Term,
    num,
)

_BOX = r"(?:box|pair|group|pigeonhole|set|class|subset)"


_BOXES = r"(?:boxes|pairs|groups|pigeonholes|sets|classes|subsets)"


_V = r"(?:the |a )?"


_RELATIONS: list[tuple[str, str]] = [
    (
        rf"(?:(?:have|has) (?:the |a )?sum|add up to|sum to|whose sum is|with (?:the )?sum|"
        rf"that (?:have (?:the )?sum|add up to)|which add up to) {F}",
        "sum",
    ),
    (
        rf"(?:(?:have|has) (?:a |the )?difference divisible by|differ by a multiple of|are "
        rf"congruent (?:modulo|mod)|whose difference is (?:divisible by|a multiple of)|"
        rf"that differ by a multiple of|that are congruent (?:modulo|mod)|with (?:a "
        rf")?difference divisible by|congruent modulo|leave the same remainder (?:modulo|"
        rf"mod|when divided by|on division by)) {F}",
        "difference multiple",
    ),
    (
        rf"(?:(?:have|has) (?:a |the )?sum divisible by|add up to a multiple of|whose sum "
        rf"is (?:divisible by|a multiple of)|with (?:a )?sum divisible by|that add up to a "
        rf"multiple of|that have (?:a )?sum divisible by) {F}",
        "sum multiple",
    ),
    (
        rf"(?:differ by at most|that differ by at most|whose difference is at most|with "
        rf"(?:a )?difference (?:of )?at most|have (?:a )?difference (?:of )?at most) {F}",
        "within",
    ),
    (
        rf"(?:differ by(?: exactly)?|(?:have|has) (?:the |a )?difference(?: of)?|whose "
        rf"difference is|with (?:the )?difference|that (?:differ by|have (?:the "
        rf")?difference)) {F}",
        "difference",
    ),
    (
        r"(?:are (?:coprime|relatively prime)|that are (?:coprime|relatively prime)|have "
        r"no common factor)",
        "coprime",
    ),
    (
        r"(?:one of which divides the other|such that one divides the other|where one "
        r"divides the other|one divides the other|one of them divides the other|one is a "
        r"divisor of the other|one is a multiple of the other)",
        "divides",
    ),
]


_RELATED = [(re.compile(source.replace(F, f"({F})") + END), name) for source, name in _RELATIONS]


def relation(phrase: Phrase, at: int) -> tuple[Term, int] | None:
    """ "have the sum 13", "whose difference is 5": the relation as a term."""
    for pattern, name in _RELATED:
        match = pattern.match(phrase.text, at)
        if match is not None:
            values = tuple(phrase.term(each) for each in match.groups())
            return Call(name, values), match.end()
    return None


_CHOSEN = (
    rf"(?:them|these|those|(?:the |these |your )?(?:(?P<n>{F}) )?(?:chosen |selected "
    rf")?(?:numbers?|integers)|the chosen ones)"
)


_HEADS: list[tuple[str, str]] = [
    (
        rf"(?:any|every|the|each) two (?:different |distinct )?(?:numbers|elements|"
        rf"integers) (?:in|of|from|within) (?:the same|each|every|one|a|any|any one|a "
        rf"single) {_BOX}(?: always)? ",
        "each box",
    ),
    (
        rf"two (?:different |distinct )?(?:numbers|elements|integers) (?:in|of|from|"
        rf"within) (?:the same|each|every|one|a|any) {_BOX}(?: always)? ",
        "each box",
    ),
    (
        rf"(?:the )?(?:two )?numbers (?:in|of|within) (?:the same|each|every|any) "
        rf"{_BOX}(?: always| all)? ",
        "each box",
    ),
    (
        rf"in (?:each|every|any|all) (?:of the |of these |of )?(?:{_BOX}|{_BOXES})(?: ,)? "
        rf"(?:(?:any|the|every) two (?:different |distinct )?(?:numbers|elements) |of any "
        rf"two (?:different )?numbers(?: ,)? )",
        "each box",
    ),
    (
        rf"of any two (?:different |distinct )?numbers (?:in|from|of) (?:the same|each|"
        rf"every|one) {_BOX}(?: ,)? ",
        "each box",
    ),
    (rf"no two of {_CHOSEN}(?: here)? ", "none with"),
    (rf"there are no two (?:numbers )?(?:among|of) {_CHOSEN} ", "none with"),
    (r"there are no two (?:numbers|among) (?:among them |of them )?", "none with"),
    (rf"two of {_CHOSEN} ", "two with"),
    (r"(?:these|those|the) two(?: chosen)?(?: numbers)? ", "two with"),
    (
        rf"there (?:are|must be) two (?:of (?:the |these )?|of them |among them |numbers "
        rf"among them |among {_CHOSEN} )?(?:chosen )?(?:numbers )?(?:among them )?",
        "two with",
    ),
    (r"of (?:these|those|the) two(?: numbers)?(?: ,)? ", "two with"),
    (r"(?=one of them divides the other)", "two with"),
]


_HEAD_PATTERNS = [(re.compile(source), name) for source, name in _HEADS]


_NONE_DIVIDES = re.compile(
    r"(?:none|no one) of (?:them|these|the numbers|these numbers|the chosen numbers) "
    r"divides (?:another|any other|another one|any of the others)" + END
)


HEAD_WORDS = frozenset(listed("any every the each two numbers in of no there these those one none"))


def related_said(phrase: Phrase, at: int) -> Said | None:
    """Sentences about two numbers in a box, or two of the chosen ones."""
    none = _NONE_DIVIDES.match(phrase.text, at)
    if none is not None:
        return Said([Named("none with", (Call("divides", ()),))], none.end())
    for pattern, name in _HEAD_PATTERNS:
        match = pattern.match(phrase.text, at)
        if match is None:
            continue
        try:
            found = relation(phrase, match.end())
            if found is None:
                continue
            _check_count(phrase, match)
        except Unclear as unclear:
            phrase.why = phrase.why or str(unclear)
            continue
        return Said([Named(name, (found[0],))], found[1])
    return None


def _check_count(phrase: Phrase, match: re.Match[str]) -> None:
    """ "two of the 7 chosen numbers" must have the right 7."""
    mark = match.groupdict().get("n")
    if mark and phrase.count(mark) != phrase.scope.vocabulary.chosen:
        raise Unclear("another number of numbers is chosen")


def _boxes(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    boxes: list[Term] = []
    for term in phrase.terms(match.group(match.re.groups)):
        if not isinstance(term, Call) or term.name != "set":
            raise Unclear("the boxes are not written out")
        boxes.append(Call("box", term.args))
    groups = match.groupdict()
    if groups.get("count") and phrase.count(groups["count"]) != len(boxes):
        raise Unclear("another number of boxes is written out")
    if groups.get("from") and not _are_elements(phrase, groups["from"]):
        raise Unclear("the numbers are others")
    return [Named("boxes", tuple(boxes))]


def _are_elements(phrase: Phrase, mark: str) -> bool:
    """Whether "the numbers $1, 2, \\dots, 12$" are those that are chosen from."""
    raw = phrase.raw(mark).strip()
    terms = phrase.read(raw if raw.startswith("\\{") else f"\\{{{raw}\\}}").terms
    if len(terms) != 1 or not isinstance(terms[0], Call):
        return False
    return set(terms[0].args) == set(phrase.scope.vocabulary.elements)


def _box_count(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    return [Named("box count", (num(phrase.count(match.group(1))),))]


def _same_box(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    _check_count(phrase, match)
    return [Named("same box", ())]


def _take(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    terms = phrase.terms(match.group(1))
    if not phrase.scope.vocabulary.chosen:
        raise Unclear("nothing is chosen")
    return [Named("take", tuple(terms))]


def _numbers_chosen(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    if phrase.count(match.group(1)) != phrase.scope.vocabulary.chosen:
        raise Unclear("another number of numbers is chosen")
    return [And(())]


_PLACE = r"(?:put|divide|split|distribute|place|sort|partition|group|arrange|divide up|split up)"


_N_BOXES = rf"(?:(?P<count>{COUNT_WORD}) )?{_BOXES}"


BOX_ROWS: list[Row] = [
    (
        rf"(?:we (?:now |can |may )?)?{_PLACE} (?:all )?(?:the |these |of the )?numbers"
        rf"(?: (?P<from>{F}))?(?: up)? (?:into|over|among|in|as|to|between) (?:the )?"
        rf"(?:following )?{_N_BOXES}(?: :| given by| ,)? {{L}}",
        _boxes,
    ),
    (
        r"(?:we (?:now |can )?)?(?:consider|use|take|look at|form|make) (?:the |these )?"
        rf"(?:following )?{_N_BOXES}(?: :)? {{L}}",
        _boxes,
    ),
    (rf"the {_N_BOXES} are(?: :)? {{L}}", _boxes),
    (
        rf"(?:there are|these are|this gives|we have|this makes|they are)(?: exactly| only|"
        rf" just)? {{N}} (?:such )?(?:different )?{_BOXES}",
        _box_count,
    ),
    (
        rf"(?:at least )?two of {_CHOSEN} (?:are|lie|must be|must lie|fall|are both|belong|"
        rf"end up|have to be|must belong) (?:in|to|into) (?:the same|one|one and the same|"
        rf"a common|the very same|one of the) {_BOX}",
        _same_box,
    ),
    (
        rf"(?:some|one|a|at least one|one of the|at least one of the|some one) (?:{_BOX}|"
        rf"{_BOXES}) (?:contains|must contain|has|holds|must have|gets|receives)(?: at "
        rf"least)? two (?:of {_CHOSEN}|numbers|chosen numbers)",
        _same_box,
    ),
    (
        rf"there (?:is|must be) (?:a|some|one) {_BOX} (?:with|that contains|containing|"
        rf"which contains)(?: at least)? two (?:of {_CHOSEN}|numbers|chosen numbers)",
        _same_box,
    ),
    (
        r"(?:we )?(?:can )?(?:choose|take|consider|pick|select) (?:the )?numbers(?: :)? {L}",
        _take,
    ),
    (r"(?:{N}) (?:different )?(?:numbers|of them|of the numbers) are chosen", _numbers_chosen),
    (r"there are {N} (?:chosen )?numbers", _numbers_chosen),
]
