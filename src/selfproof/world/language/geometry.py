"""Clauses about points and lines; the encoding is that of `kernel.plane`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from selfproof.world.language.phrase import Phrase, Unclear, is_formula
from selfproof.world.language.rows import Maker, Row, value_of
from selfproof.world.props import Named, Not, Prop, Rel
from selfproof.world.terms import (
    TWO,
    ZERO,
    Add,
    Call,
    Div,
    Term,
    mul,
)


def _ends(phrase: Phrase, mark: str) -> tuple[Term, Term]:
    points = phrase.points(mark)
    if len(points) != 2:
        raise Unclear("a line is expected")
    return points[0], points[1]


def _slope(phrase: Phrase, mark: str) -> Term:
    slope = Call("slope", _ends(phrase, mark))
    phrase.scope.slopes.append(slope)
    return slope


def _slopes(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    lines = [c for c in match.group(1) if is_formula(c)]
    values = [c for c in match.group(2) if is_formula(c)]
    slopes = [_slope(phrase, mark) for mark in lines]
    if len(values) == 1:
        values *= len(lines)
    if len(values) != len(lines):
        raise Unclear("the slopes do not fit")
    return [p for s, v in zip(slopes, values, strict=True) for p in value_of(phrase, s, v)]


def _same_slope(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    slopes = [_slope(phrase, mark) for mark in match.group(1) if is_formula(mark)]
    return _equal_all(slopes)


def _equal_all(terms: Sequence[Term]) -> list[Prop]:
    terms = list(dict.fromkeys(terms))
    if len(terms) < 2:
        raise Unclear("it is not clear what is equal")
    return [Rel("=", a, b) for a, b in pairwise(terms)]


def _slopes_equal(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    return _equal_all(phrase.scope.slopes)


def _slopes_differ(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    slopes = list(dict.fromkeys(phrase.scope.slopes))
    if len(slopes) != 2:
        raise Unclear("it is not clear which slopes")
    return [Rel("!=", slopes[0], slopes[1])]


def _slope_product(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    slopes = list(dict.fromkeys(phrase.scope.slopes))
    if len(slopes) != 2:
        raise Unclear("it is not clear which slopes")
    return value_of(phrase, mul(*slopes), match.group(1))


def _multiples(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    base = phrase.points(match.group(1))
    others = [each.args for each in phrase.scope.vectors if isinstance(each, Call)]
    props: list[Prop] = [
        Named("parallel", (*ends, *base)) for ends in others if ends != base and ends != base[::-1]
    ]
    if not props:
        raise Unclear("no vectors were spoken of")
    return props


def _right_angle(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    points = phrase.points(match.group(1))
    if len(points) != 3:
        raise Unclear("an angle is expected")
    said: Prop = Named("right angle", points)
    return [Not(said) if " not " in match.group() else said]


def _quadrilateral(*more: str) -> Maker:
    def make(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
        a, b, c, d = (phrase.points(match.group(1)) + (ZERO,) * 4)[:4]
        if ZERO in (a, b, c, d):
            raise Unclear("four points are expected")
        props: list[Prop] = [Named("parallelogram", (a, b, c, d))]
        if "right" in more:
            props.append(Named("right angle", (d, a, b)))
        if "equal" in more:
            props.append(Named("equal lengths", (a, b, a, d)))
        return props

    return make


def _midpoint_value(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    ends = phrase.points(match.group(1))
    if len(ends) != 2:
        raise Unclear("a segment is expected")
    return value_of(phrase, Div(Add(ends), TWO), match.group(2))


def _distance(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    ends = phrase.points(match.group(1))
    if len(ends) != 2:
        raise Unclear("two points are expected")
    return value_of(phrase, Call("sqrt", (Call("dist2", ends),)), match.group(2))


GEOMETRY_ROWS: list[Row] = [
    (
        r"(?:the )?slopes? of (?:the (?:line|segment|side) )?{F} (?:is|equals|is equal to) {F}",
        lambda p, m: value_of(p, _slope(p, m.group(1)), m.group(2)),
    ),
    (
        r"(?:the )?(?:line |segment )?{F} has (?:the )?slope {F}",
        lambda p, m: value_of(p, _slope(p, m.group(1)), m.group(2)),
    ),
    (
        r"the slopes of (?:the lines )?{L} are (?:both |all |equal to )*{L}(?: respectively)?",
        _slopes,
    ),
    (r"(?:both )?(?:the lines )?{L} (?:both |all )?have (?:the )?(?:same )?slope {L}", _slopes),
    (r"(?:the lines )?{L} have (?:the same|equal) slopes?", _same_slope),
    (
        r"(?:all )?(?:of )?(?:these|the|those) (?:(?:two|three|four|five) )?slopes (?:are|"
        r"agree|coincide)(?: all| both)?(?: equal| the same)?",
        _slopes_equal,
    ),
    (
        r"(?:these|the|those) (?:two )?slopes (?:are (?:different|not equal|distinct)|differ)",
        _slopes_differ,
    ),
    (r"the product of (?:the|these|their|both|the two) slopes is {F}", _slope_product),
    (r"(?:all )?(?:of )?(?:these|the) vectors are (?:all )?multiples of {F}", _multiples),
    (r"(?:the )?angle (?:at )?{F} is (?:not )?(?:a )?right(?: angle)?", _right_angle),
    (r"{F} is a square", _quadrilateral("right", "equal")),
    (r"{F} is a rectangle", _quadrilateral("right")),
    (r"{F} is a rhombus", _quadrilateral("equal")),
    (r"the midpoint of (?:the (?:segment|side) )?{F} is {F}", _midpoint_value),
    (r"the distance (?:between|of|from) {F} (?:is|equals) {F}", _distance),
]
