"""Pigeonhole by contradiction, and where every number has its place.

"Suppose that seven numbers are chosen so that no two of them have the sum 47", "at most one of 7
and 40 is chosen", "these six pairs contain all the given numbers", "so at most six numbers are
chosen". The encoding is that of `kernel.box_limits`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from selfproof.world.language.box_relations import asked, relation
from selfproof.world.language.box_words import BOX, BOXES, NUM, counted
from selfproof.world.language.boxes import no_two, two_with
from selfproof.world.language.patterns import F
from selfproof.world.language.phrase import Unclear, is_formula
from selfproof.world.language.rows import first_of_chain
from selfproof.world.language.statements import Claim, Filler, Suppose
from selfproof.world.props import Named, Prop, Rel
from selfproof.world.terms import Add, Call, Num, Term, num

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_LIST = rf"{F}(?:(?: ,)?(?: and| or)? {F})*"
_STOP = r"(?=$| [.,;]| (?:so|and|but|because|since|as|hence|thus|therefore)\b)"
_CHOSEN = r"(?:chosen|selected|picked|taken)"
_SUPPOSED = re.compile(
    r"(?:now )?(?:suppose|assume|imagine)(?: now)?(?: ,)?(?: (?:for (?:the sake of )?(?:a )?"
    r"contradiction|(?:on |to )?the contrary|contrary to the claim))?(?: ,)?(?: that)? "
    rf"(?:(?:(?:we|one|someone) (?:can |could |has |have |had )?(?:choose|{_CHOSEN}|chose|select|"
    rf"pick|take) (?P<n>{NUM}) (?:of )?(?:the |these )?(?:given |different )*(?:numbers|of them)|"
    rf"(?P<k>{NUM}) (?:of )?(?:the |these )?(?:given |different )*(?:numbers|of them)"
    rf"(?: (?:are|were|have been|can be|could be) {_CHOSEN})?)"
    r"(?: (?:from|of|out of) (?:the|this|our) (?:list|set))?(?: ,)?"
    r" (?:so that|such that|and that|and|in such a way that|with|but) )?(?=no two )"
)
"""Also "suppose that no two of the seven chosen numbers have the sum 47"."""


def supposed(reader: SentenceReader, at: int) -> int | None:
    """ "Suppose that 7 of the numbers are chosen and that no two of them have the sum 47."""
    phrase = reader.phrase
    match = _SUPPOSED.match(phrase.text, at)
    if match is None:
        return None
    found = no_two(phrase, match.end())
    if found is None:
        return None
    mark = match.group("n") or match.group("k")
    if mark and phrase.count(mark) != reader.scope.vocabulary.chosen:
        raise Unclear("another number of numbers is chosen")
    related, end = found
    reader.add(Suppose(Named("no two", (related,)), "contradiction"), at, end)
    return end


_ONE = r"at most one(?: of (?:them|these|those|the two))?(?: numbers?)?"
_IS = rf"(?: (?:is|was|can be|could be|has been|may be|can have been) {_CHOSEN})"
_WE = r"(?:we|one) (?:can |could |may |have )?(?:choose|chose|chosen|take|select|pick)"
_PAIR = (
    rf"(?:(?:each|every one|all) of )?(?:the |these )?(?:(?:{NUM}) )?(?:two )?"
    rf"(?:numbers |elements |{BOX} |{BOXES} )?(?:{BOX} |{BOXES} )?"
)
_LIMITED = re.compile(
    rf"(?:(?:{_WE} )?at most one (?:number )?(?:of|from|in) {_PAIR}(?P<a>{_LIST})"
    rf"(?:(?: (?:is|was|can be|could be|has been)(?: among the)? {_CHOSEN}(?: numbers)?)|(?=$| ,))|"
    rf"(?:of|from|in) {_PAIR}(?P<b>{_LIST})(?: ,)? (?:{_ONE}{_IS}|{_WE} {_ONE})|"
    rf"(?P<c>{F} (?:and|,) {F}) cannot both (?:be|have been) {_CHOSEN}|"
    rf"{_PAIR}(?P<d>{_LIST}) contains? at most one (?:of the )?{_CHOSEN} numbers?)" + _STOP
)


def limited(reader: SentenceReader, at: int) -> int | None:
    """ "At most one of 7 and 40 is chosen", "from each of the pairs {7, 40}, ..."."""
    match = _LIMITED.match(reader.phrase.text, at)
    if match is None:
        return None
    marks = next(each for each in match.groups() if each)
    groups = _groups(reader, marks)
    state = reader.scope.boxes
    for group in groups:
        if group not in state.limited:
            state.limited.append(group)
        _claim(reader, Named("at most one", group), at, match.end())
    reader.reasons = ()
    return match.end()


def _groups(reader: SentenceReader, marks: str) -> list[tuple[Term, ...]]:
    """Sets, or the numbers of one."""
    terms = [t for m in marks if is_formula(m) for t in reader.phrase.formula(m).terms]
    if any(reader.phrase.formula(m).props for m in marks if is_formula(m)) or not terms:
        raise Unclear("numbers are expected")
    sets = [each.args for each in terms if isinstance(each, Call) and each.name == "set"]
    if sets and len(sets) == len(terms):
        return sets
    if sets or not all(isinstance(each, Num) for each in terms):
        raise Unclear("numbers are expected")
    return [tuple(terms)]


def _claim(reader: SentenceReader, prop: Prop, at: int, end: int) -> None:
    reader.add(Claim(prop, reader.reasons), at, end)


_ALL = (
    rf"(?:(?:all|each|every one) (?:of )?)?(?:the |our )?(?:(?:given|original|chosen) )?"
    rf"(?:(?P<n>{NUM}) )?(?:given )?numbers?"
)
_HOLD = re.compile(
    rf"(?:(?:together|all together|altogether) (?:, )?)?(?:these|the|those|our) (?P<count>{NUM} )?"
    rf"(?:disjoint )?{BOXES}(?P<list> {_LIST})?(?: ,)? (?:together )?(?:contain|cover|include|"
    rf"exhaust|comprise|make up|use up|are made of|use)(?: exactly)? {_ALL}"
    rf"(?: (?:exactly )?once)?{_STOP}"
)
_LIES = re.compile(
    rf"(?:each|every|all|any)(?: single)?(?: one)?(?: of)?(?: the| these| our)?(?: given)?"
    rf"(?: (?P<n>{NUM}))?(?: given)? (?:numbers?|integers?)"
    rf"(?: from (?P<from>{F}) to (?P<to>{F})| (?P<list>{_LIST}))? (?:is|are|lies|lie|belongs|"
    r"appears|occurs|is contained|is placed) (?:in|to) (?:exactly |precisely )?(?:one|a)(?: (?:of "
    rf"(?:the|these|our|them))?(?: ?(?P<count>{NUM}))?(?: ?(?:{BOXES}|{BOX}))?)?{_STOP}"
)


def covered(reader: SentenceReader, at: int) -> int | None:
    """ "Each of the twelve numbers is in exactly one of these six boxes"."""
    text = reader.phrase.text
    held = _HOLD.match(text, at)
    match = held or _LIES.match(text, at)
    if match is None:
        return None
    state, said = reader.scope.boxes, match.groupdict()
    if held and said["list"]:
        _set_boxes(reader, _groups(reader, said["list"]))
    elif state.claim is None and state.limited:
        _set_boxes(reader, state.limited)
    if state.claim is None or (not held and not _are_all(reader, said)):
        raise Unclear("no boxes are written out")
    _claim(reader, state.claim, at, match.end())
    _counts(reader, said, at, match.end())
    reader.reasons = ()
    return match.end()


def _set_boxes(reader: SentenceReader, groups: list[tuple[Term, ...]]) -> None:
    reader.scope.boxes.claim = Named("boxes", tuple(Call("box", each) for each in groups))


def _counts(reader: SentenceReader, said: dict[str, str | None], at: int, end: int) -> None:
    """The numbers that are named on the way."""
    phrase = reader.phrase
    numbers, parts = said.get("n"), said.get("count")
    if numbers:
        for prop in counted(phrase.count(numbers), len(reader.scope.vocabulary.elements)):
            _claim(reader, prop, at, end)
    if parts:
        _claim(reader, Named("box count", (num(phrase.count(parts.strip())),)), at, end)


def _are_all(reader: SentenceReader, said: dict[str, str | None]) -> bool:
    """What is listed are the numbers of the problem."""
    elements = set(reader.scope.vocabulary.elements)
    if said["from"] and said["to"]:
        ends = [reader.phrase.term(said[name] or "") for name in ("from", "to")]
        if not all(isinstance(each, Num) and each.value.denominator == 1 for each in ends):
            return False
        first, last = (int(each.value) for each in ends if isinstance(each, Num))
        return last - first < 1_000 and set(map(num, range(first, last + 1))) == elements
    if not said["list"]:
        return True
    (group, *more) = _groups(reader, said["list"])
    return not more and set(group) == elements


_PARTS = re.compile(rf"(?:these|there|they) are (?P<count>{NUM}) {BOXES}{_STOP}")
_MOST = re.compile(
    rf"(?:(?:{_WE} )?at most (?P<a>{NUM}) (?:of the )?numbers (?:can be|are|were|could be|"
    rf"have been|would be) {_CHOSEN}|there (?:are|can be|would be) "
    rf"at most (?P<b>{NUM}) {_CHOSEN} numbers|"
    rf"{_WE} at most (?P<c>{NUM}) numbers)(?: (?:in total|altogether|in all|together))?{_STOP}"
)


def at_most(reader: SentenceReader, at: int) -> int | None:
    """ "So at most 1 + 1 + 1 = 3 numbers are chosen"; "these are 8 pairs" counts those before."""
    phrase, state = reader.phrase, reader.scope.boxes
    parts = _PARTS.match(phrase.text, at)
    if parts is not None and state.claim is None and state.limited:
        for prop in counted(phrase.count(parts.group("count")), len(state.limited)):
            _claim(reader, prop, at, parts.end())
        return parts.end()
    match = _MOST.match(phrase.text, at)
    if match is None:
        return None
    mark = next(each for each in match.groups() if each)
    if is_formula(mark):
        _, links = first_of_chain(phrase, mark)
        last = phrase.formula(mark).last
        value: Term | None = last if links and last is not None else phrase.term(mark)
    else:
        links, value = [], num(phrase.count(mark))
    if not isinstance(value, Num):
        raise Unclear("a number is expected")
    for prop in (*links, Named("at most", (value,))):
        _claim(reader, prop, at, match.end())
    reader.reasons = ()
    return match.end()


_WHICHEVER = re.compile(
    rf"(?:whichever|no matter which) (?:of the )?{BOX}(?: (?:it|this|that) is| we (?:take|have)| "
    rf"they are in)?(?: ,)? (?=(?:the|these|those|their) )"
)
_WANTED = re.compile(
    rf"(?:we|i) (?:want|need|look for|would like|are looking for|would like to have|want to find|"
    rf"use) (?:disjoint )?{BOXES} (?:of (?:two )?numbers )?(?:(?:in which|where|such that|so that) "
    r"(?:any |the )?two numbers )?"
)


def whichever(reader: SentenceReader, at: int) -> int | None:
    """ "Whichever box it is, the two numbers have the sum 47": so it is in every box, and of the
    two that were found."""
    match = _WHICHEVER.match(reader.phrase.text, at)
    if match is None or not reader.scope.boxes.pair:
        return None
    found = two_with(reader.phrase, match.end())
    if found is None:
        return None
    for prop in found[0]:
        if isinstance(prop, Named) and prop.relation == "two with":
            _claim(reader, Named("each box", prop.args), at, found[1])
        _claim(reader, prop, at, found[1])
    reader.reasons = ()
    return found[1]


def wanted(reader: SentenceReader, at: int) -> int | None:
    """ "We want pairs with the sum 47": what boxes should be like."""
    match = _WANTED.match(reader.phrase.text, at)
    found = relation(reader.phrase, match.end()) if match else None
    if found is None or found[0] != asked(reader.phrase):
        return None
    reader.add(Filler(), at, found[1])
    return found[1]


_PAIRED = re.compile(
    rf"(?:(?:the|these|all(?: the)?|our) (?:given )?(?:{NUM} )?numbers (?:can be|are) (?:paired"
    r"(?: up)?|(?:grouped|divided|split|put|arranged) into pairs)|(?:we|let us) (?:can |now )?"
    r"(?:pair(?: up)?|group) the (?:given )?numbers(?: into pairs)?)"
    r"(?: (?:so that|such that|in such a way that)(?: the numbers of)? (?:every|each|any) pair )"
)


def paired(reader: SentenceReader, at: int) -> int | None:
    """ "The numbers can be paired so that every pair has the sum 31: 8 + 23 = ... = 31"."""
    text = reader.phrase.text
    match = _PAIRED.match(text, at)
    found = relation(reader.phrase, match.end()) if match else None
    if match is None or found is None or not text.startswith(" : ", found[1]):
        return None
    related, end = found[0], found[1] + 4
    mark = text[end - 1 : end]
    links = reader.phrase.formula(mark).props if is_formula(mark) else ()
    groups: list[tuple[Term, ...]] = []
    for link in links:
        sides = (link.left, link.right) if isinstance(link, Rel) and link.op == "=" else ()
        for side in sides:
            if isinstance(side, Add) and len(side.terms) == 2 and side.terms not in groups:
                groups.append(side.terms)
    if not groups:
        return None
    _set_boxes(reader, groups)
    boxes = reader.scope.boxes.claim
    assert boxes is not None
    for prop in (*links, boxes, Named("each box", (related,))):
        _claim(reader, prop, at, end)
    return end


UNITS: tuple[Callable[[SentenceReader, int], int | None], ...] = (
    supposed,
    limited,
    covered,
    at_most,
    whichever,
    wanted,
    paired,
)
