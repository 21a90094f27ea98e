"""What is said of several vectors at once, and what is known of all lines and vectors.

"All three vectors are multiples of $(1, -2)$", "they all start at $B$", "the two vectors are
parallel". The vectors are those that were spoken of; where they are counted, there are so many.
"""

from __future__ import annotations

import re

from selfproof.world.language.patterns import NUMBERS, F
from selfproof.world.language.phrase import Phrase, Said, Unclear
from selfproof.world.props import Named, Prop
from selfproof.world.terms import ZERO, Call, Num, Point, Term, num

_COUNT = "|".join(NUMBERS)
_ALL = (
    rf"(?:(?:all|each|every one|both)(?: of)?(?: (?:these|the|those))?|these|the|those)"
    rf"(?: (?P<count>{_COUNT}))?(?: direction)? vectors?"
)
_MULTIPLES = re.compile(
    rf"{_ALL} (?:are|is)(?: all| both| each)? (?:(?:a )?multiples? of|parallel to) "
    rf"(?:the (?:same )?vector )?(?P<base>{F})"
)
_PARALLEL = re.compile(
    r"(?:the|these|both|those)(?: (?:two|direction))? vectors are (?P<no>not )?(?:parallel|"
    r"multiples of each other|proportional)(?: to each other)?"
)
_START = re.compile(
    rf"(?:(?:they|(?:both|all)(?: (?P<count>{_COUNT}))?(?: of (?:them|these vectors))?|"
    rf"(?:these|the) vectors) (?:all |both )?(?:start|begin|have their starting point)|each of "
    rf"(?:them|these vectors) (?:starts|begins)) (?:at|in|from) (?:the (?:same |common )?point )?"
    rf"(?P<at>{F})"
)
_THE_LINES = re.compile(r"(?:the|these|both|the two)(?: two| given)? lines are perpendicular")


def _vectors(phrase: Phrase, count: str | None) -> list[tuple[Term, ...]]:
    """Start and end of those that were spoken of."""
    found = [
        each.args
        for each in dict.fromkeys(phrase.scope.vectors)
        if isinstance(each, Call) and each.name == "vector"
    ]
    if len(found) < 2 or (count and NUMBERS[count] != len(found)):
        raise Unclear("it is not clear which vectors")
    return found


def multiples(phrase: Phrase, at: int) -> Said | None:
    """ "All three vectors are multiples of $(1, -2)$"."""
    match = _MULTIPLES.match(phrase.text, at)
    if match is None:
        return None
    formula = phrase.formula(match.group("base"))
    base = formula.terms[0] if formula.terms and not formula.props else None
    if not isinstance(base, Point) or base == Point(ZERO, ZERO):
        return None
    vectors = _vectors(phrase, match.group("count"))
    return Said([Named("on ray", (end, start, base)) for start, end in vectors], match.end())


def parallel(phrase: Phrase, at: int) -> Said | None:
    """ "The two vectors are parallel", of the last two."""
    match = _PARALLEL.match(phrase.text, at)
    if match is None or match.group("no"):
        return None
    (a, b), (c, d) = _vectors(phrase, None)[-2:]
    return Said([Named("parallel", (a, b, c, d))], match.end())


def start(phrase: Phrase, at: int) -> Said | None:
    """ "Both of them start at $A$": seen from how they are written."""
    match = _START.match(phrase.text, at)
    if match is None:
        return None
    point = phrase.term(match.group("at"))
    if any(each[0] != point for each in _vectors(phrase, match.group("count"))):
        raise Unclear("they do not start there")
    return Said([], match.end())


def lines(phrase: Phrase, at: int) -> Said | None:
    """ "The lines are perpendicular", of the two that the problem asks about."""
    match = _THE_LINES.match(phrase.text, at)
    statement: Prop | None = phrase.scope.vocabulary.statement
    if match is None or not isinstance(statement, Named):
        return None
    return Said([statement], match.end()) if statement.relation == "perpendicular" else None


_IF = r"(?:if|when|only if|exactly when|if and only if|iff|precisely when|exactly if)"
_FACTS = [
    (
        re.compile(
            rf"(?:two |any two )?lines (?:whose|with) slopes (?:whose product is|(?:have|with) "
            rf"(?:the )?product(?: equal to)?) (?P<v>{F}) are (?:always )?"
            r"perpendicular(?: to each other)?"
        ),
        -1,
    ),
    (
        re.compile(
            rf"(?:two |any two )?(?:non-?vertical )?lines are perpendicular {_IF} (?:the product "
            rf"of their slopes is|their slopes have (?:the )?product) (?P<v>{F})"
        ),
        -1,
    ),
    (
        re.compile(
            rf"(?:two |any two )?(?:nonzero |plane )?vectors are parallel {_IF} their determinant "
            rf"(?:is|equals|vanishes) (?P<v>zero|{F})"
        ),
        0,
    ),
    (
        re.compile(
            rf"(?:two |any two )?(?:nonzero )?vectors are perpendicular {_IF} their "
            rf"(?:scalar|dot|inner) product (?:is|equals) (?P<v>zero|{F})"
        ),
        0,
    ),
]
_ON_LINE = re.compile(
    rf"(?:a|any) point (?P<x>{F}) lies on the line (?:through|joining) (?:the )?(?:two )?"
    rf"(?:different |distinct )?(?:points )?(?P<u>{F}) and (?P<v>{F}) {_IF} (?P<e>{F}) "
    rf"(?:for|with) (?:a|some) (?:real )?(?:number )?(?P<t>{F})"
)
_COMMAND = re.compile(r"\\(?:,|;|cdot|left|right)|\s")


def facts(phrase: Phrase, at: int) -> Said | None:
    """What is true of all lines and vectors, said as such; a number in it has to be the right
    one."""
    for pattern, value in _FACTS:
        match = pattern.match(phrase.text, at)
        if match is not None:
            mark = match.group("v")
            if mark != "zero" and phrase.term(mark) != num(value):
                raise Unclear("the number does not fit")
            return Said([], match.end())
    match = _ON_LINE.match(phrase.text, at)
    if match is None:
        return None
    x, u, v, e, t = (_COMMAND.sub("", phrase.raw(match.group(key))) for key in "xuvet")
    names = {x, u, v, t}
    if len(names) != 4 or not all(re.fullmatch("[A-Za-z]", each) for each in names):
        raise Unclear("other points are expected")
    if e not in (f"{x}-{u}={t}({v}-{u})", f"{x}={u}+{t}({v}-{u})"):
        raise Unclear("this is another condition")
    return Said([], match.end())


_WHOLE = re.compile(rf"the point (?P<p>{F}) has integer coordinates|{F} has integer coordinates")


def whole(phrase: Phrase, at: int) -> Said | None:
    """ "The point $B = (1, -8)$ has integer coordinates", seen from what is written."""
    match = _WHOLE.match(phrase.text, at)
    if match is None:
        return None
    formula = phrase.formula(match.group("p") or match.group()[0])
    point = formula.last if formula.props else formula.terms[0]
    if not isinstance(point, Point) or not all(
        isinstance(each, Num) and each.value.denominator == 1 for each in (point.x, point.y)
    ):
        raise Unclear("whole coordinates are expected")
    return Said(list(formula.props), match.end())


READERS = (multiples, parallel, start, lines, facts, whole)
