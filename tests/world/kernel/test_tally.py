"""Counting twice."""

from __future__ import annotations

import pytest

from selfproof.world.kernel.judgement import Judgement
from selfproof.world.kernel.tally import PAIRS, TOTAL, judge_count, judge_named
from selfproof.world.kernel.tally_clash import contradictory
from selfproof.world.props import Cong, Divides, Named, Not, Prop, Rel
from selfproof.world.terms import Call, Term, Var, add, mul, num

OBVIOUS, DETAIL, FALSE, OPEN = Judgement
E, T, X = Var("E"), Var("T"), Var("x")


def numbers(*values: int) -> tuple[Term, ...]:
    return tuple(map(num, values))


DEGREES = Named("degrees", numbers(3, 3, 2, 1))
TABLE = Named("table", (Call("first", numbers(5, 7)), Call("second", numbers(6, 5))))
FIND = Named("table", (Call("first", (num(5), X)), Call("second", numbers(6, 6))))
NINE = add(*numbers(3, 3, 2, 1))


@pytest.mark.parametrize(
    ("claim", "known", "judged"),
    [
        (Rel("=", NINE, mul(num(2), E)), (Rel("=", E, PAIRS), DEGREES), OBVIOUS),
        (Rel("=", num(9), mul(num(2), E)), (Rel("=", E, PAIRS), DEGREES), OBVIOUS),
        (Rel("=", NINE, E), (Rel("=", E, PAIRS), DEGREES), OPEN),
        (Rel("=", NINE, mul(num(2), E)), (DEGREES,), OPEN),
        (Rel("<=", NINE, mul(num(2), PAIRS)), (DEGREES,), OPEN),
        (Cong(NINE, num(0), num(2)), (DEGREES,), OBVIOUS),
        (Cong(TOTAL, num(0), num(2)), (DEGREES,), OBVIOUS),
        (Cong(NINE, num(1), num(2)), (DEGREES,), OPEN),
        (Cong(NINE, num(0), num(3)), (DEGREES,), OPEN),
        (Rel("=", TOTAL, num(12)), (TABLE,), OBVIOUS),
        (Rel("=", TOTAL, num(11)), (TABLE,), OBVIOUS),
        (Rel("=", TOTAL, num(10)), (TABLE,), OPEN),
        (Rel("=", T, num(12)), (Rel("=", T, TOTAL), TABLE), OBVIOUS),
        (Rel("=", num(12), num(11)), (TABLE,), OPEN),
        (Rel("=", add(*numbers(5, 7)), add(*numbers(6, 5))), (TABLE,), OBVIOUS),
        (Rel("=", add(*numbers(5, 7)), add(*numbers(6, 6))), (TABLE,), OPEN),
        (Rel("=", num(12), num(12)), (TABLE,), OPEN),
        (Rel("=", TOTAL, add(num(5), X)), (FIND,), OBVIOUS),
        (Rel("=", TOTAL, add(num(6), X)), (FIND,), OPEN),
        (Rel("=", add(num(5), X), add(*numbers(6, 6))), (FIND,), OBVIOUS),
        # Nothing was counted so far.
        (Rel("=", add(num(5), X), num(12)), (FIND,), OPEN),
        (Rel("=", X, num(7)), (FIND,), OPEN),
        (Rel("=", X, num(8)), (FIND,), OPEN),
        (Rel("=", X, num(7)), (), OPEN),
    ],
)
def test_counts(claim: Rel | Cong, known: tuple[Prop, ...], judged: Judgement) -> None:
    assert judge_count(claim, known) is judged


VALUES = (Rel("=", TOTAL, num(12)), Rel("=", T, num(11)), Rel("=", T, TOTAL), TABLE)


@pytest.mark.parametrize(
    ("claim", "known", "judged"),
    [
        (Named("both", numbers(12, 11)), VALUES, OBVIOUS),
        (Named("both", numbers(11, 12)), VALUES, OBVIOUS),
        (Named("both", numbers(12, 10)), VALUES, OPEN),
        (Named("both", numbers(12, 12)), VALUES, OPEN),
        (Named("both", numbers(12, 11)), (TABLE,), OPEN),
        (Named("odd ones", numbers(3)), (DEGREES,), OBVIOUS),
        (Named("odd ones", numbers(1)), (TABLE,), OBVIOUS),
        (Named("odd ones", numbers(2)), (DEGREES,), FALSE),
    ],
)
def test_what_was_found(claim: Named, known: tuple[Prop, ...], judged: Judgement) -> None:
    assert judge_named(claim, known) is judged


@pytest.mark.parametrize(
    ("facts", "clashes"),
    [
        ((TABLE, Rel("=", TOTAL, num(12)), Rel("=", T, TOTAL), Rel("=", T, num(11))), True),
        ((TABLE, Rel("=", TOTAL, num(12)), Rel("=", T, num(11))), False),
        ((TABLE, Rel("=", TOTAL, num(12)), Divides(num(3), TOTAL)), False),
        ((TABLE, Rel("=", TOTAL, num(11)), Divides(num(3), TOTAL)), True),
        ((TABLE, Rel("=", TOTAL, num(12)), Not(Divides(num(3), TOTAL))), True),
        ((DEGREES, Rel("=", TOTAL, num(9)), Rel("=", TOTAL, mul(num(2), PAIRS))), True),
        ((DEGREES, Rel("=", TOTAL, num(8)), Rel("=", TOTAL, mul(num(2), PAIRS))), False),
        ((DEGREES, Cong(TOTAL, num(0), num(2)), Cong(TOTAL, num(1), num(2))), True),
        ((DEGREES, Cong(TOTAL, num(0), num(2)), Cong(TOTAL, num(0), num(2))), False),
        ((Rel("=", TOTAL, num(12)), Rel("=", TOTAL, num(11))), False),
    ],
)
def test_clashes(facts: tuple[Prop, ...], clashes: bool) -> None:
    assert contradictory(facts) is clashes


def row(*values: int) -> Call:
    return Call("row", numbers(*values))


def edges(*pairs: tuple[int, int]) -> Named:
    return Named("example", tuple(Call("edge", numbers(*pair)) for pair in pairs))


SUMS = Named("table", (Call("first", numbers(5, 7)), Call("second", numbers(6, 6))))
PATH = Named("degrees", numbers(1, 2, 1))


@pytest.mark.parametrize(
    ("claim", "known", "judged"),
    [
        (Named("example", (row(1, 4), row(5, 2))), (SUMS,), OBVIOUS),
        (Named("example", (row(1, 4), row(5, 3))), (SUMS,), FALSE),
        (Named("example", (row(1, 4),)), (SUMS,), FALSE),
        (Named("example", (row(1, 4, 0), row(5, 2, 0))), (SUMS,), FALSE),
        (edges((1, 2), (2, 3)), (PATH,), OBVIOUS),
        (edges((1, 2), (1, 2)), (PATH,), FALSE),
        (edges((1, 2), (2, 2)), (PATH,), FALSE),
        (edges((1, 3), (2, 4)), (PATH,), FALSE),
        (Named("such", ()), (SUMS,), OPEN),
        (Named("such", ()), (edges((1, 2), (2, 3)), PATH), OBVIOUS),
        (edges((1, 2), (2, 3)), (), OPEN),
    ],
)
def test_examples(claim: Named, known: tuple[Prop, ...], judged: Judgement) -> None:
    assert judge_named(claim, known) is judged
