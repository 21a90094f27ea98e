"""Moves and invariants: the judge against trying the moves."""

from __future__ import annotations

import pytest

from selfproof.world.kernel.judgement import Judgement
from selfproof.world.kernel.process import judge
from selfproof.world.props import Named, Prop, Rel
from selfproof.world.terms import Call, Term, Var, add, mul, num, sub

OBVIOUS, DETAIL, FALSE, OPEN = Judgement
A, B, S = Var("a"), Var("b"), Var("S")


def state(*values: int) -> Call:
    return Call("state", tuple(map(num, values)))


def move(i: int, *after: Term) -> Named:
    return Named("move", (num(i), Call("state", after)))


SETTING: tuple[Prop, ...] = (
    Named("state", (A, B)),
    Named("start", (num(1), num(2))),
    Named("target", (num(4), num(7))),
    move(1, add(A, num(2)), sub(B, num(4))),
    move(2, sub(A, num(1)), add(B, num(5))),
    move(3, add(A, mul(num(3), B)), B),
)
LET = Rel("=", S, add(A, mul(num(2), B)))


def becomes(i: int, after: Term, m: int = 0) -> Named:
    return Named("becomes", (num(i), S, after, num(m)))


TOLD = (
    becomes(1, sub(S, num(6))),
    becomes(2, add(S, num(9))),
    becomes(3, add(S, mul(num(3), B))),
)
KEPT = Named("invariant", (S, num(3)))
GOAL = Named("unreachable", (num(4), num(7)))


def at(relation: str, left: Term, right: int, m: int = 0) -> Named:
    return Named(relation, (left, num(right), num(m)))


@pytest.mark.parametrize(
    ("claim", "known", "judged"),
    [
        (TOLD[0], (), OBVIOUS),
        (becomes(1, sub(S, num(5))), (), FALSE),
        (becomes(1, S, 3), (), OBVIOUS),
        (becomes(1, S, 4), (), FALSE),
        (becomes(3, S, 3), (), OBVIOUS),
        (becomes(3, S), (), FALSE),
        (becomes(4, S), (), OPEN),
        (KEPT, (), OPEN),
        (KEPT, TOLD[:1], OPEN),
        (KEPT, TOLD[:2], DETAIL),
        (KEPT, TOLD, OBVIOUS),
        (KEPT, tuple(becomes(i, S, 6) for i in (1, 2, 3)), OBVIOUS),
        (Named("invariant", (S, num(2))), TOLD, FALSE),
        (Named("invariant", (S, num(0))), TOLD, FALSE),
        (at("at start", S, 5), (), OBVIOUS),
        (at("at start", S, 6), (), FALSE),
        (at("at start", S, 2, 3), (), OBVIOUS),
        (at("at target", S, 18), (), OBVIOUS),
        (at("at target", S, 1, 3), (), FALSE),
        (at("always", S, 2, 3), (), OPEN),
        (at("always", S, 2, 3), (KEPT,), DETAIL),
        (at("always", S, 2, 3), (KEPT, at("at start", S, 5)), OBVIOUS),
        (at("always", S, 2, 3), TOLD, DETAIL),
        (at("always", S, 2, 3), TOLD[1:], OPEN),
        (at("always", S, 1, 3), (KEPT,), FALSE),
        (at("always", S, 5, 0), (KEPT,), OPEN),
        (GOAL, (), OPEN),
        (GOAL, (KEPT,), DETAIL),
        (GOAL, (KEPT, at("at start", S, 5)), DETAIL),
        (GOAL, (KEPT, at("at start", S, 5), at("at target", S, 18)), OBVIOUS),
        (GOAL, (at("always", S, 2, 3),), DETAIL),
        (GOAL, (at("always", S, 2, 3), at("at target", S, 18)), OBVIOUS),
        (GOAL, TOLD, DETAIL),
        (GOAL, TOLD[:2], OPEN),
        (Named("unreachable", (num(3), num(0))), (KEPT,), OPEN),
        (Named("unreachable", (num(3), num(-2))), (KEPT,), OPEN),
        (Named("unreachable", (num(3),)), (KEPT,), OPEN),
    ],
)
def test_claims(claim: Named, known: tuple[Prop, ...], judged: Judgement) -> None:
    assert judge(claim, (*known, LET, *SETTING)) is judged


def goes(i: int, k: int, a: Call, b: Call) -> Named:
    return Named("goes", (num(i), num(k), a, b))


@pytest.mark.parametrize(
    ("claim", "known", "judged"),
    [
        (goes(1, 1, state(1, 2), state(3, -2)), (), OBVIOUS),
        (goes(1, 1, state(1, 2), state(3, -1)), (), FALSE),
        (goes(2, 1, state(1, 2), state(3, -2)), (), FALSE),
        (goes(0, 1, state(1, 2), state(3, -2)), (), OBVIOUS),
        (goes(0, 2, state(1, 2), state(5, -6)), (), FALSE),
        (goes(1, 2, state(1, 2), state(5, -6)), (), OBVIOUS),
        (goes(1, 10**9, state(1, 2), state(5, -6)), (), OPEN),
        (Named("reachable", (num(3), num(-2))), (), OPEN),
        (
            Named("reachable", (num(3), num(-2))),
            (goes(1, 1, state(1, 2), state(3, -2)),),
            OBVIOUS,
        ),
        (
            Named("reachable", (num(3), num(-2))),
            (goes(1, 1, state(3, -2), state(5, -6)),),
            OPEN,
        ),
    ],
)
def test_ways(claim: Named, known: tuple[Prop, ...], judged: Judgement) -> None:
    assert judge(claim, (*known, LET, *SETTING)) is judged


def test_suppositions_define_nothing() -> None:
    """S = 3 is no definition, and a value of a state variable is not put in."""
    assert judge(KEPT, (Rel("=", S, num(3)), *SETTING)) is OPEN
    assert judge(becomes(1, S), (Rel("=", S, num(3)), LET, *SETTING)) is FALSE
    known = (Rel("=", A, B), LET, *SETTING)
    assert judge(becomes(1, sub(S, num(6))), known) is OBVIOUS
    assert judge(becomes(1, S), known) is FALSE


def test_huge_and_broken_terms_are_open() -> None:
    for term in (Var("z"), Call("state", ()), mul(*[add(A, B)] * 40)):
        for relation in ("becomes", "invariant", "at start", "always", "goes", "reachable"):
            for args in ((term,), (num(1), term), (num(1), term, term, num(3)), (term, num(2))):
                assert judge(Named(relation, args), (LET, *SETTING)) is not OBVIOUS
