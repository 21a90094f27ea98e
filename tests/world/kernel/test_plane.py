"""Points: what must be shown, and what the coordinates say."""

from __future__ import annotations

from fractions import Fraction

import pytest

from selfproof.world.kernel.judgement import Judgement
from selfproof.world.kernel.special import judge
from selfproof.world.props import Named, Not, Prop, Rel
from selfproof.world.terms import Call, Div, Point, Term, Var, add, mul, num, sub

OBVIOUS, DETAIL, FALSE, OPEN = Judgement


def point(x: int, y: int) -> Point:
    return Point(num(x), num(y))


def at(name: str, x: int, y: int) -> Rel:
    return Rel("=", Var(name), point(x, y))


def call(name: str, letters: str) -> Call:
    return Call(name, tuple(map(Var, letters)))


def named(relation: str, letters: str) -> Named:
    return Named(relation, tuple(map(Var, letters)))


def says(name: str, letters: str, value: Term) -> Rel:
    return Rel("=", call(name, letters), value)


LINE = (at("A", 0, 1), at("B", 1, 3), at("C", 2, 5), at("D", 5, 11), at("E", 6, 13), at("F", 0, 0))
X, Y = Var("x"), Var("y")
ON = tuple(Named("lies on", (Var(n), Y, add(mul(num(2), X), num(1)))) for n in "ABCDE")
TWO = num(2)
PUT_IN = tuple(
    Rel("=", num(y), add(mul(num(2), num(x)), num(1))) for x, y in ((2, 5), (5, 11), (6, 13))
)


@pytest.mark.parametrize(
    ("claim", "known", "judged"),
    [
        (ON[3], (), OBVIOUS),
        (Named("lies on", (Var("F"), Y, add(mul(num(2), X), num(1)))), (), FALSE),
        (Named("lies on", (Var("A"), X, X)), (), OPEN),
        (Named("lies on", (Var("A"), mul(X, Y), num(0))), (), OPEN),
        (named("collinear", "ABC"), (), DETAIL),
        (named("collinear", "ABCDE"), (), OPEN),
        (named("collinear", "ABF"), (), FALSE),
        (named("collinear", "ABCDE"), (*ON[::-1], *PUT_IN), OBVIOUS),
        (named("collinear", "ABCDE"), (*ON[::-1], *PUT_IN[1:]), DETAIL),
        (named("collinear", "ABCDE"), ON[::-1], OPEN),
        (named("collinear", "ABC"), ON[2::-1], DETAIL),
        (
            named("collinear", "ABCDE"),
            tuple(says("slope", f"A{n}", TWO) for n in "BCDE"),
            OBVIOUS,
        ),
        (
            named("collinear", "ABC"),
            (says("vector", "AB", point(1, 2)), says("vector", "AC", point(2, 4))),
            OBVIOUS,
        ),
        (
            named("collinear", "ABC"),
            (Rel("=", sub(mul(num(1), num(4)), mul(TWO, TWO)), num(0)),),
            OBVIOUS,
        ),
        (Named("on line", tuple(map(Var, "DAB"))), (), DETAIL),
        (Not(named("collinear", "ABF")), (), DETAIL),
        (Not(named("collinear", "ABC")), (), OPEN),
        (
            Not(named("collinear", "ABCF")),
            (says("slope", "BA", TWO), says("slope", "BF", num(3))),
            OBVIOUS,
        ),
        (Not(named("collinear", "ABCF")), (Not(named("collinear", "ABF")),), OBVIOUS),
        (says("slope", "AB", TWO), (), OBVIOUS),
        (says("slope", "AB", num(3)), (), FALSE),
        (says("slope", "AF", num(3)), (), OPEN),
        (says("dist2", "AB", num(5)), (), OBVIOUS),
        (says("vector", "AB", point(1, 2)), (), OBVIOUS),
        (Rel("=", point(2, 4), mul(TWO, call("vector", "AB"))), (), OBVIOUS),
        (Rel("=", point(2, 4), mul(num(3), call("vector", "AB"))), (), FALSE),
        (says("vector", "AZ", point(2, 4)), (), OPEN),
    ],
)
def test_lines(claim: Prop, known: tuple[Prop, ...], judged: Judgement) -> None:
    assert judge(claim, (*known, *LINE)) is judged


HALF = Rel("=", Var("N"), Point(num(Fraction(1, 2)), num(Fraction(3, 2))))
SQUARE = (at("A", 0, 0), at("B", 2, 1), at("C", 1, 3), at("D", -1, 2), at("M", 0, 0), HALF)
DOT = Call("dot", (call("vector", "AB"), call("vector", "AD")))


@pytest.mark.parametrize(
    ("claim", "known", "judged"),
    [
        (named("right angle", "BAD"), (), DETAIL),
        (named("right angle", "BAD"), (Rel("=", DOT, num(0)),), OBVIOUS),
        (named("right angle", "BAC"), (), FALSE),
        (named("perpendicular", "ABDA"), (Rel("=", DOT, num(0)),), OBVIOUS),
        (Rel("=", DOT, num(0)), (), OBVIOUS),
        (Rel("=", DOT, num(1)), (), FALSE),
        (named("parallelogram", "ABCD"), (), DETAIL),
        (
            named("parallelogram", "ABCD"),
            (says("vector", "AB", point(2, 1)), says("vector", "DC", point(2, 1))),
            OBVIOUS,
        ),
        (named("parallelogram", "ABDC"), (), FALSE),
        (named("equal lengths", "ABAD"), (), DETAIL),
        (named("midpoint", "MAC"), (), FALSE),
        (named("midpoint", "NAC"), (), DETAIL),
        (
            named("midpoint", "NAC"),
            (Rel("=", Div(add(Var("A"), Var("C")), TWO), Var("N")),),
            OBVIOUS,
        ),
        (named("parallel", "AMCD"), (), OPEN),
        (Not(named("right angle", "BAC")), (), DETAIL),
    ],
)
def test_figures(claim: Prop, known: tuple[Prop, ...], judged: Judgement) -> None:
    assert judge(claim, (*known, *SQUARE)) is judged


MEDIANS = (
    at("A", 0, 0),
    at("B", 6, 0),
    at("C", 0, 6),
    at("D", 3, 3),
    at("E", 0, 3),
    at("F", 3, 0),
    at("G", 2, 2),
)
THROUGH = tuple(Named("on line", tuple(map(Var, f"G{line}"))) for line in ("AD", "BE", "CF"))


def test_concurrent() -> None:
    claim = named("concurrent", "ADBECF")
    assert judge(claim, MEDIANS) is OPEN
    assert judge(claim, (*THROUGH, *MEDIANS)) is OBVIOUS
    assert judge(claim, (*THROUGH[:2], *MEDIANS)) is DETAIL
    assert judge(claim, (*THROUGH[:1], *MEDIANS)) is OPEN
    assert judge(named("concurrent", "ADADAD"), (*THROUGH, *MEDIANS)) is OPEN
