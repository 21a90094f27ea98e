"""Clauses about points and lines; the encoding is that of `kernel.plane`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from selfproof.world.language.phrase import Phrase, Unclear, is_formula, put_in
from selfproof.world.language.rows import Maker, Row, value_of
from selfproof.world.props import Exists, Named, Not, Or, Prop, Rel, negation
from selfproof.world.terms import (
    TWO,
    ZERO,
    Add,
    Call,
    Div,
    Point,
    Term,
    Var,
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


def _figure_points(phrase: Phrase) -> tuple[Term, ...]:
    """The points that "the points" are: those of the statement, or all."""
    statement = phrase.scope.statement
    inner = statement.prop if isinstance(statement, Not) else statement
    if isinstance(inner, Named) and inner.relation in ("collinear", "concyclic"):
        return inner.args
    return tuple(Var(name) for name in sorted(phrase.scope.vocabulary.points))


def _all_collinear(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    points = _figure_points(phrase)
    if len(points) < 3:
        raise Unclear("it is not clear which points")
    said: Prop = Named("collinear", points)
    return [Not(said) if " not " in match.group() or "no " in match.group() else said]


def _line_of(phrase: Phrase, mark: str | None) -> Rel:
    if mark is None:
        if phrase.scope.line is None:
            raise Unclear("it is not clear which line")
        return phrase.scope.line
    props = phrase.formula(mark).props
    if len(props) != 1 or not isinstance(props[0], Rel) or props[0].op != "=":
        raise Unclear("an equation of a line is expected")
    phrase.scope.line = props[0]
    return props[0]


def _lies(points: Sequence[Term], line: Rel) -> list[Prop]:
    return [Named("lies on", (point, line.left, line.right)) for point in points]


def _lies_on(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    line = _line_of(phrase, match.group(2))
    props = _lies(phrase.terms(match.group(1)), line)
    if " not " in match.group():
        if len(props) != 1:
            raise Unclear("'not' of several things is not clear")
        return [Not(props[0])]
    return props


def _all_on(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    return _lies(_figure_points(phrase), _line_of(phrase, match.group(1)))


def _passes(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    return _lies(phrase.terms(match.group(2)), _line_of(phrase, match.group(1)))


def _all_lines(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    """All the lines of the problem pass through a point."""
    statement = phrase.scope.statement
    inner = statement.prop if isinstance(statement, Not) else statement
    if isinstance(statement, Or):  # No point (x, y) is on all the lines.
        inner = Exists(("x", "y"), "real", negation(statement))
    point = phrase.term(match.group(1))
    if isinstance(inner, Exists) and isinstance(point, Point) and len(inner.names) == 2:
        x, y = inner.names
        return [put_in(inner.prop, {x: point.x, y: point.y})]
    if isinstance(inner, Named) and inner.relation == "concurrent":
        return _meet(inner.args, point)
    raise Unclear("it is not clear which lines")


def _meet(ends: tuple[Term, ...], point: Term) -> list[Prop]:
    lines = [ends[k : k + 2] for k in range(0, len(ends), 2)]
    return [*(Named("on line", (point, *line)) for line in lines), Named("concurrent", ends)]


def _lines_meet(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    ends = phrase.points(match.group(1))
    if len(ends) < 6 or len(ends) % 2:
        raise Unclear("lines are expected")
    return _meet(ends, phrase.term(match.group(2)))


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


_THE_POINTS = (
    r"(?:all )?(?:of )?(?:the|these|those) (?:given |(?:three|four|five|six|seven|"
    r"eight|nine|ten) )?points"
)


_ON_ONE = (
    r"(?:(?:all )?(?:lie|are) (?:all )?(?:not )?on (?:a|one|the same)(?: single| "
    r"common)?(?: straight)? line|are (?:all |therefore |indeed |not )?collinear|do "
    r"not (?:all )?lie on (?:a|one)(?: single| common)? line)"
)


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
    (rf"{_THE_POINTS} {_ON_ONE}", _all_collinear),
    (rf"they {_ON_ONE}", _all_collinear),
    (
        r"(?:the points? )?{L} (?:(?:also |all |both |clearly |therefore )?(?:lies?|are|"
        r"is) on|(?:is|are) (?:a )?points? (?:of|on)|does not lie on|is not on) (?:it|"
        r"them|this line|the line|that line|(?:the |this )?line (?:with (?:the )?equation "
        r")?{F})",
        _lies_on,
    ),
    (
        rf"{_THE_POINTS} (?:also |all )*(?:lie|are) on (?:it|this line|the line|(?:the |"
        rf"this )?line (?:with (?:the )?equation )?{{F}})",
        _all_on,
    ),
    (r"the line {F} (?:passes|goes) through (?:the points? )?{L}", _passes),
    (
        r"(?:all )?(?:the |these )?(?:given )?lines (?:all )?(?:pass through|go through|"
        r"meet in|meet at|intersect in|contain|have in common) (?:the (?:common )?point "
        r")?{F}",
        _all_lines,
    ),
    (
        r"(?:the point )?{F} (?:lies|is) on (?:all|each|every one|every) (?:of )?(?:the |"
        r"these )?(?:given )?lines?",
        _all_lines,
    ),
    (
        r"(?:all )?(?:the )?(?:lines |medians )?{L} (?:all )?(?:meet in|meet at|pass "
        r"through|intersect in|intersect at|go through) (?:the (?:common )?point )?{F}",
        _lines_meet,
    ),
    (r"(?:the )?angle (?:at )?{F} is (?:not )?(?:a )?right(?: angle)?", _right_angle),
    (r"{F} is a square", _quadrilateral("right", "equal")),
    (r"{F} is a rectangle", _quadrilateral("right")),
    (r"{F} is a rhombus", _quadrilateral("equal")),
    (r"the midpoint of (?:the (?:segment|side) )?{F} is {F}", _midpoint_value),
    (r"the distance (?:between|of|from) {F} (?:is|equals) {F}", _distance),
]
