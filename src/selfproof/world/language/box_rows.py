"""Clauses about two numbers in one box, counts, and what is in the boxes or in a choice."""

from __future__ import annotations

import re
from collections.abc import Callable

from selfproof.world.language.box_words import (
    BOX,
    BOXES,
    CHOSEN,
    NUM,
    NUMBERS_OF,
    SAME_BOX,
    TWO_CHOSEN,
    Found,
    check_count,
    counted,
)
from selfproof.world.language.patterns import END, F
from selfproof.world.language.phrase import Phrase, Unclear, is_formula
from selfproof.world.language.rows import first_of_chain
from selfproof.world.props import And, Named, Prop, Rel
from selfproof.world.terms import Num, num, sub

Maker = Callable[[Phrase, "re.Match[str]"], "list[Prop]"]


def _same_box(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    check_count(phrase, match)
    if _REMAINDER.search(match.group()) and not phrase.scope.boxes.by_rest:
        raise Unclear("the boxes are no classes of remainders")
    phrase.scope.boxes.pair = True
    return [Named("same box", ())]


_REMAINDER = re.compile(r"remainder|residue")


def _box_count(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    claim = Named("box count", (num(phrase.count(match.group("count"))),))
    return [claim]


def _numbers_chosen(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    return counted(phrase.count(match.group("n")), phrase.scope.vocabulary.chosen)


def _both_counts(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    return [*_numbers_chosen(phrase, match), *_box_count(phrase, match)]


def _all_covered(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    """Every number is in a box (or in the choice: every chosen number is of the list)."""
    boxes = phrase.scope.boxes
    if boxes.claim is None:
        raise Unclear("no boxes are written out")
    mark = match.groupdict().get("n")
    size = len(phrase.scope.vocabulary.elements)
    return [boxes.claim, *(counted(phrase.count(mark), size) if mark else [])]


def _all_of_the_list(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    taken = phrase.scope.boxes.taken
    if not taken:
        raise Unclear("no numbers are taken")
    mark = match.groupdict().get("n")
    return [
        Named("take", tuple(taken)),
        *(counted(phrase.count(mark), len(taken)) if mark else []),
    ]


def _how_many_taken(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    return counted(phrase.count(match.group("n")), len(phrase.scope.boxes.taken))


def _alone(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    """ "The other boxes contain one number each": no number of theirs was spoken of."""
    boxes = phrase.scope.boxes
    rest = [box for box in boxes.written if not set(box) & boxes.spoken]
    if not rest or any(len(box) != 1 for box in rest):
        raise Unclear("it is not clear which boxes have one number")
    return [And(())]


def _disjoint(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    check_count(phrase, match)
    boxes = phrase.scope.boxes
    if not boxes.taken or not boxes.listed:
        raise Unclear("it is not clear what is spoken of")
    common = [each for each in boxes.listed if each in boxes.taken]
    return [Rel("!=", each, each) for each in common] or [And(())]


def _shifted(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    """ "the numbers increased by 3 are 15, 23, ...": one after the other."""
    boxes = phrase.scope.boxes
    by, found = phrase.term(match.group("by")), phrase.terms(match.group("list"))
    if not boxes.taken or len(found) != len(boxes.taken):
        raise Unclear("it is not clear what is spoken of")
    boxes.listed = tuple(found)
    return [Rel("=", sub(new, old), by) for old, new in zip(boxes.taken, found, strict=True)]


def _would_be_another(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    """If two differ by 3, one of them is the other increased by 3: true of any two numbers."""
    if phrase.term(match.group("a")) != phrase.term(match.group("b")):
        raise Unclear("the differences are not the same")
    return [And(())]


def _all_counted(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    """ "The boxes have 2 + 3 + 1 = 6 numbers"."""
    value, links = first_of_chain(phrase, match.group("sum"))
    return [*links, Rel("=", value, num(len(phrase.scope.vocabulary.elements)))]


def _extremes(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    """The largest minus the smallest number, box by box."""
    boxes = [box for box in phrase.scope.boxes.written if len(box) > 1]
    marks = [mark for mark in match.group("list") if is_formula(mark)]
    if len(marks) != len(boxes):
        raise Unclear("it is not clear which boxes are meant")
    found: list[Prop] = []
    for box, mark in zip(boxes, marks, strict=True):
        values = [each for each in box if isinstance(each, Num)]
        values.sort(key=lambda each: each.value)
        value, links = first_of_chain(phrase, mark)
        found += [Rel("=", sub(values[-1], values[0]), value), *links]
    return found


_EVERY_BOX = rf"(?:in|within|inside) (?:a|each|every|any|the) (?:{BOX}|{BOXES})"
_THERE_ARE = (
    r"(?:there (?:are|were)|these are|this gives(?: us)?|this makes|we have|they are|we get|we use|"
    r"that makes|that is|and)"
)
_ONLY = r"(?:(?:exactly|only|just|in total|altogether|at most|but|different|such) )*"
_LIE = (
    r"(?:(?:must|have to|will|both|are|be|lie|lies|fall|belong|come|end up|land|have come|occur|"
    r"appear|stand|sit|are both|are contained|is) )+"
)
_SOME = r"(?:some|one|a|at least one|one of the|at least one of the|some one)"
_HAS = (
    r"(?:contains?|must contain|has|holds|must have|gets|receives|must receive|includes|"
    r"contributes)"
)
_REST = r"(?:the )?(?:remaining|other|rest of the)"
_SAME_BOX_ROWS: list[tuple[str, Maker]] = [
    (rf"{TWO_CHOSEN}(?: (?:of|among) {CHOSEN})? {_LIE}{SAME_BOX}", _same_box),
    (
        rf"{TWO_CHOSEN}(?: (?:of|among) {CHOSEN})? (?:must |have to )?share (?:a|the same|"
        rf"one) {BOX}",
        _same_box,
    ),
    (
        rf"{_SOME} (?:{BOX}|{BOXES}) {_HAS}(?: at least)? (?:two|two or more) (?:of {CHOSEN}|"
        rf"numbers|"
        rf"(?:of the )?chosen (?:numbers|ones))",
        _same_box,
    ),
    (
        rf"there (?:is|must be)(?: therefore| thus)? {_SOME} {BOX} (?:with|that contains|"
        rf"containing|"
        rf"which contains|that has)(?: at least)? (?:two|two or more) (?:of {CHOSEN}|numbers|"
        rf"chosen "
        rf"numbers)",
        _same_box,
    ),
    (
        rf"there (?:are|must be)(?: therefore| thus| always| then)? (?:at least )?two (?:(?:of|"
        rf"among) "
        rf"{CHOSEN} |chosen numbers |of them |numbers |)(?:that (?:are|lie) )?{SAME_BOX}",
        _same_box,
    ),
    (
        rf"both (?:numbers|elements|members) (?:of|in|from) {_SOME} {BOX} (?:are|have been|must be|"
        r"were|have to be|must have been|must both be) (?:chosen|selected|picked|taken)",
        _same_box,
    ),
    (
        rf"{_SOME} (?:remainder|residue|residue class) (?:occurs|appears|is left)(?: at least)? "
        rf"(?:twice|two times)(?: among {CHOSEN})?",
        _same_box,
    ),
]
_OTHER_ROWS: list[tuple[str, Maker]] = [
    (
        rf"(?P<n>{NUM}) (?:different )?(?:chosen )?numbers (?:lie|are|are placed|are put|are "
        rf"distributed|fall|go|belong|are to be placed|must be placed) (?:in|into|over|among|to) "
        rf"(?:only |just |the )?(?P<count>{NUM}) {BOXES}",
        _both_counts,
    ),
    (
        rf"(?:there are|we have|these are) (?:only |just )?(?P<n>{NUM}) (?:chosen )?numbers "
        rf"(?:and|but)(?: only| just)? (?P<count>{NUM}) {BOXES}",
        _both_counts,
    ),
    (
        rf"(?:{_THERE_ARE} )?{_ONLY}(?P<count>{NUM}) (?:(?:different|such) )*{BOXES}"
        r"(?: (?:only|in total|altogether|in all))?",
        _box_count,
    ),
    (
        rf"(?:only |exactly |at most )?(?P<count>{NUM}) (?:different )?(?:remainders|residues|"
        rf"residue "
        rf"classes|classes) (?:occur|appear|are possible|are left|are represented)",
        _box_count,
    ),
    (
        rf"(?:now )?(?P<n>{NUM}) (?:different |distinct )?(?:numbers|of them|{NUMBERS_OF}) "
        r"(?:are|have been|were) (?:chosen|selected|picked|taken)",
        _numbers_chosen,
    ),
    (
        rf"(?:we|you|someone) (?:have )?(?:choose|chose|select|pick|chosen|chooses|take) "
        rf"(?P<n>{NUM}) (?:different |distinct |of the |of these )*numbers",
        _numbers_chosen,
    ),
    (rf"(?:there are|we have) (?P<n>{NUM}) (?:different )?(?:chosen )?numbers", _numbers_chosen),
    (
        rf"(?:the|these|our|all) (?:{BOX}|{BOXES})(?: together)? (?:have|contain|hold)(?: "
        rf"together| in "
        rf"total)? (?P<sum>{F}) numbers(?: in total| together| altogether)?",
        _all_counted,
    ),
    (
        rf"{_EVERY_BOX} ,? ?the (?:largest|greatest|biggest) and the smallest number (?:always "
        rf")?differ "
        rf"by (?P<list>{F}(?:(?: ,)?(?: and)? {F})*)",
        _extremes,
    ),
    (
        rf"(?:together |all together )?(?:they|these|the {BOXES}|these {BOXES})(?: together)? "
        rf"(?:contain|cover|include|exhaust|comprise)(?: exactly)? (?:all |each of |every "
        rf")?(?:of )?"
        rf"(?:the |these )?(?:given )?(?:(?P<n>{NUM}) )?(?:given )?numbers?(?: of the list| in "
        rf"the list)?"
        r"(?: exactly once| once)?",
        _all_covered,
    ),
    (
        rf"(?:each|every|all)(?: single)?(?: one)?(?: of)?(?: the| these)?(?: (?P<n>{NUM}))?"
        rf"(?: given)? numbers?"
        rf"(?: (?:of|in|from) (?:the|our) list)? (?:is|are|lies|lie|belongs|appears|occurs|"
        rf"stands|is "
        rf"contained) (?:in|to) (?:exactly )?(?:one|a|some|precisely one)(?: of (?:the|these|"
        rf"them))?"
        rf"(?: (?:{BOX}|{BOXES}))?",
        _all_covered,
    ),
    (
        rf"{_REST} (?:{BOX}|{BOXES}) (?:contain|have|has|contains|consist of) (?:only |just )?(?:a "
        r"single|one|only one) (?:number|element)(?: each| only)?",
        _alone,
    ),
    (
        r"(?:(?:they|these|which|all of them|all of these|all of which|these numbers) )?(?:all "
        r")?(?:are|"
        r"belong|appear|occur|lie|come)(?: all)? (?:in|to|from|on|of|among|elements of|members of) "
        r"(?:the|our) (?:given )?(?:list|set|numbers|given numbers)",
        _all_of_the_list,
    ),
    (
        rf"these are (?P<n>{NUM}) (?:different |distinct )?(?:of the )?numbers (?:of|from|in|on) "
        rf"the "
        r"(?:given )?(?:list|set)",
        _all_of_the_list,
    ),
    (rf"there are (?:exactly )?(?P<n>{NUM}) of (?:them|these)", _how_many_taken),
    (
        rf"the (?:chosen )?numbers (?:,)? ?(?:each )?increased by (?P<by>{F}) ,? ?are "
        rf"(?P<list>{F}(?:(?: ,)?(?: and)? {F})*)",
        _shifted,
    ),
    (rf"none of (?:these|them|these numbers) is (?:among|one of|in) {CHOSEN}", _disjoint),
    (
        rf"if two of them (?:had|have) (?:the |a )?difference (?:of )?(?P<a>{F}) ,? ?(?:then "
        rf")?one of "
        rf"(?:the numbers|them)(?: ,)? increased by (?P<b>{F})(?: ,)? would be another (?:one|of "
        rf"them|"
        r"one of them|of these numbers)",
        _would_be_another,
    ),
]


def _rows(rows: list[tuple[str, Maker]]) -> Callable[[Phrase, int], Found | None]:
    """Reads a clause by the first template that fits."""
    table = [(re.compile(source + END), maker) for source, maker in rows]

    def read(phrase: Phrase, at: int) -> Found | None:
        for pattern, maker in table:
            match = pattern.match(phrase.text, at)
            if match is None:
                continue
            try:
                return maker(phrase, match), match.end()
            except Unclear as unclear:
                phrase.why = phrase.why or str(unclear)
        return None

    return read


same_box = _rows(_SAME_BOX_ROWS)
other = _rows(_OTHER_ROWS)
