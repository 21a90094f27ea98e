"""Inequalities, and geometry by coordinates."""

from __future__ import annotations

import pytest
from tests.world.kernel.algebra import (
    T,
    all_of,
    any_of,
    call,
    cong,
    every,
    givens,
    integers,
    is_,
    n_,
    named,
    no,
    point,
    v,
)
from tests.world.kernel.rows import OPEN, WRONG, YES, Row

from selfproof.world.kernel import Facts, truth
from selfproof.world.props import Prop

n, k, m, x, y, z, a, b, c, s, t_, u = v("n k m x y z a b c s t u")
Z = integers("n k m")
N1 = givens("positive integer", "n k m")
R = givens("real", "x y z a b c s t u")
POS = givens("positive real", "a b c x y z")
A, B, C, D, P, Q, M = v("A B C D P Q M")

SQUARES = 2 * (x**2 + y**2 + z**2 - x * y - y * z - z * x) == (
    (x - y) ** 2 + (y - z) ** 2 + (z - x) ** 2
)

INEQUALITIES = [
    Row("square", YES, (x - y) ** 2 >= 0, (), R),
    Row("square, positive", OPEN, (x - y) ** 2 > 0, (), R),
    Row("square, positive where not 0", YES, (x - y) ** 2 > 0, (x != y,), R),
    Row("negative square", YES, -((x - y) ** 2) <= 0, (), R),
    Row("square plus a number", YES, (x - 3) ** 2 + 2 >= 2, (), R),
    Row("square plus a number, positive", YES, (x - 3) ** 2 + 2 > 0, (), R),
    Row("square plus a number, too much", WRONG, (x - 3) ** 2 + 2 > 2, (), R),
    Row("sum of squares", YES, (x - y) ** 2 + (y - z) ** 2 + (z - x) ** 2 >= 0, (), R),
    Row("half a sum of squares", YES, ((x - y) ** 2 + (y - z) ** 2) / 2 >= 0, (), R),
    Row(
        "completed before", YES, x**2 - 6 * x + 11 >= 2, (x**2 - 6 * x + 11 == (x - 3) ** 2 + 2,), R
    ),
    Row("not completed", OPEN, x**2 - 6 * x + 11 >= 2, (), R),
    Row("two variables", YES, x**2 + y**2 >= 2 * x * y, ((x - y) ** 2 >= 0,), R),
    Row("two variables at once", OPEN, x**2 + y**2 >= 2 * x * y, (), R),
    Row("two variables, wrong", WRONG, x**2 + y**2 >= 3 * x * y, ((x - y) ** 2 >= 0,), R),
    Row(
        "from an identity",
        YES,
        x**2 + y**2 - 2 * x * y >= 0,
        (x**2 + y**2 - 2 * x * y == (x - y) ** 2,),
        R,
    ),
    Row(
        "from an identity with a rest",
        YES,
        x**2 + y**2 >= 2 * x * y,
        (x**2 + y**2 == (x - y) ** 2 + 2 * x * y,),
        R,
    ),
    Row(
        "three variables from an identity",
        YES,
        2 * (x**2 + y**2 + z**2 - x * y - y * z - z * x) >= 0,
        (SQUARES,),
        R,
    ),
    Row(
        "three inequalities added",
        YES,
        x**2 + y**2 + z**2 >= x * y + y * z + z * x,
        (x**2 + y**2 >= 2 * x * y, y**2 + z**2 >= 2 * y * z, z**2 + x**2 >= 2 * z * x),
        R,
    ),
    Row("two inequalities added", YES, x + z >= 8, (x >= 3, z >= 5), R),
    Row("strict and not strict", YES, x + z > 8, (x > 3, z >= 5), R),
    Row("strictness forgotten", OPEN, x + z > 8, (x >= 3, z >= 5), R),
    Row("scaled", YES, 3 * x >= 9, (x >= 3,), R),
    Row("scaled by a negative", YES, -2 * x <= -6, (x >= 3,), R),
    Row("scaled by a negative, wrong way", WRONG, -2 * x >= -6, (x >= 3,), R),
    Row("transitive", YES, x < z, (x < y, y <= z), R),
    Row("transitive, four", YES, x < a, (x < y, y <= z, z <= a), R),
    Row("multiplied by a positive", YES, a * x >= a * y, (x >= y, a > 0), R),
    Row("multiplied by anything", WRONG, a * x >= a * y, (x >= y,), R),
    Row("product of positives", YES, a * b > 0, (), POS),
    Row("sum of positives", YES, a + b * c > 0, (), POS),
    Row("quotient of positives", YES, (a + b) / c > 0, (), POS),
    Row("quotient with a square", YES, (a - b) ** 2 / (a * b) >= 0, (), POS),
    Row("a/b + b/a", YES, a / b + b / a >= 2, (a / b + b / a - 2 == (a - b) ** 2 / (a * b),), POS),
    Row("a/b + b/a at once", OPEN, a / b + b / a >= 2, (), POS),
    Row("divided by positives", YES, a / b + b / a >= 2, (a**2 + b**2 >= 2 * a * b,), POS),
    Row("absolute value", YES, call("abs", x) >= 0, (), R),
    Row("root", YES, call("sqrt", a) >= 0, (), POS),
    Row("product of negatives", YES, x * y > 0, (x < 0, y < 0), R),
    Row("square of what is at least 3", YES, x**2 >= 9, (x >= 3,), R),
    Row("square of what is at most 3", WRONG, x**2 <= 9, (x <= 3,), R),
    Row("powers grow", YES, 2**n >= 2, (), N1),
    Row("power is positive", YES, 2**n > 0, (), N1),
    Row("induction step doubled", YES, 2 ** (k + 1) > 2 * k, (2**k > k,), N1),
    Row("induction step finished", YES, 2 ** (k + 1) > k + 1, (2**k > k,), N1),
    Row("quadratic from a bound", YES, 2 * k**2 >= (k + 1) ** 2, (k >= 3,), Z),
    Row("quadratic from a bound that is too low", WRONG, 2 * k**2 >= (k + 1) ** 2, (k >= 2,), Z),
    Row("integers are 1 apart", YES, n >= 4, (n > 3,), Z),
    Row("reals are not", WRONG, x >= 4, (x > 3,), R),
    Row("integers below", YES, n <= m - 1, (n < m,), Z),
    Row("half an integer step", YES, n >= 3, (2 * n >= 5,), Z),
    Row("positive integer", YES, n >= 1, (), N1),
    Row("positive integer, plus 1", YES, n + 1 > 1, (), N1),
    Row("trichotomy", YES, any_of(x < 0, x == 0, x > 0), (), R),
    Row("one or the other", YES, any_of(x < 3, x >= 3), (), R),
    Row("gap at 3", WRONG, any_of(x < 3, x > 3), (), R),
    Row("contradiction", YES, any_of(), (x > 3, x < 2), R),
    Row("contradiction of squares", YES, any_of(), ((x - y) ** 2 < 0,), R),
    Row("contradiction between integers", YES, any_of(), (n > 3, n < 4), Z),
    Row("no contradiction between reals", OPEN, any_of(), (x > 3, x < 4), R),
    Row("square is not negative", YES, any_of(), (x**2 + 1 == 0,), R),
    Row("not 0 because positive", YES, a + b != 0, (), POS),
    Row("equality case", YES, x == y, ((x - y) ** 2 == 0,), R),
    Row(
        "equality case, three",
        YES,
        all_of(x == y, y == z),
        ((x - y) ** 2 + (y - z) ** 2 + (z - x) ** 2 == 0,),
        R,
    ),
    Row("between consecutive squares", YES, any_of(), (m**2 > 4, m**2 < 9, m > 2, m < 3), Z),
    Row("kind", YES, is_(n - 1, "natural"), (), N1),
    Row("kind, wrong", WRONG, is_(n - 1, "positive integer"), (), N1),
]


def at(**places: tuple[int, int]) -> tuple[Prop, ...]:
    return tuple(T(v(name)[0].term) == point(*place) for name, place in places.items())


TRIANGLE = at(A=(0, 0), B=(4, 0), C=(1, 3))
LINE = at(A=(0, 0), B=(2, 1), C=(6, 3))

GEOMETRY = [
    Row("collinear", YES, named("collinear", A, B, C), LINE),
    Row("collinear, wrong", WRONG, named("collinear", A, B, C), TRIANGLE),
    Row("collinear, written out", YES, named("collinear", point(0, 0), point(1, 1), point(2, 2))),
    Row("vector", YES, point(4, 0) == B - A, TRIANGLE),
    Row("vector, wrong", WRONG, point(4, 1) == B - A, TRIANGLE),
    Row("multiple of a vector", YES, C - A == 3 * (B - A), LINE),
    Row(
        "perpendicular",
        YES,
        named("perpendicular", A, B, C, D),
        at(A=(0, 0), B=(4, 0), C=(1, 3), D=(1, -5)),
    ),
    Row("perpendicular, wrong", WRONG, named("perpendicular", A, B, A, C), TRIANGLE),
    Row("perpendicular to a point", OPEN, named("perpendicular", A, A, B, C), TRIANGLE),
    Row("parallel", YES, named("parallel", A, B, C, D), (*TRIANGLE, *at(D=(7, 3)))),
    Row("equal lengths", YES, named("equal lengths", A, B, B, C), at(A=(0, 0), B=(3, 4), C=(8, 4))),
    Row("midpoint", YES, named("midpoint", M, A, B), (*TRIANGLE, *at(M=(2, 0)))),
    Row("midpoint by a formula", YES, point(2, 0) == M, (*TRIANGLE, M == (A + B) / 2)),
    Row("on a line", YES, named("on line", D, A, B), (*TRIANGLE, *at(D=(9, 0)))),
    Row("right angle", YES, named("right angle", A, B, C), at(A=(0, 0), B=(2, 1), C=(1, 3))),
    Row(
        "parallelogram",
        YES,
        named("parallelogram", A, B, C, D),
        at(A=(0, 0), B=(4, 0), C=(5, 3), D=(1, 3)),
    ),
    Row(
        "flat parallelogram",
        OPEN,
        named("parallelogram", A, B, C, D),
        at(A=(0, 0), B=(1, 0), C=(3, 0), D=(2, 0)),
    ),
    Row(
        "concyclic",
        YES,
        named("concyclic", A, B, C, D),
        at(A=(5, 0), B=(0, 5), C=(-3, 4), D=(4, -3)),
    ),
    Row(
        "concyclic, wrong",
        WRONG,
        named("concyclic", A, B, C, D),
        at(A=(5, 0), B=(0, 5), C=(-3, 4), D=(4, -4)),
    ),
    Row(
        "concurrent",
        YES,
        named("concurrent", A, B, C, D, P, Q),
        at(A=(0, 0), B=(2, 2), C=(0, 2), D=(2, 0), P=(1, 7), Q=(1, -3)),
    ),
    Row(
        "concurrent, wrong",
        WRONG,
        named("concurrent", A, B, C, D, P, Q),
        at(A=(0, 0), B=(2, 2), C=(0, 2), D=(2, 0), P=(2, 7), Q=(2, -3)),
    ),
    Row(
        "parallel lines are not concurrent",
        OPEN,
        named("concurrent", A, B, C, D, P, Q),
        at(A=(0, 0), B=(1, 0), C=(0, 1), D=(1, 1), P=(0, 2), Q=(1, 2)),
    ),
    Row("two points are different", YES, A != B, TRIANGLE),
    Row("a determinant", YES, (n_(2) - 0) * (3 - 0) - (n_(6) - 0) * (1 - 0) == 0),
    Row("slopes", YES, n_(1) / 2 == n_(3) / 6),
    Row("an unknown point", OPEN, named("collinear", A, B, D), TRIANGLE),
]

LOGIC = [
    Row("said before", YES, x > y, (x > y,), R),
    Row("part of a conjunction", YES, x > y, (all_of(x > y, y > z),), R),
    Row("both", YES, all_of(x > 0, y > 0), (x > 0, y > 0), R),
    Row("either", YES, any_of(x > 0, y > 0), (x > 0,), R),
    Row("the other alternative", YES, any_of(x == 2), (any_of(x == 1, x == 2), x != 1), R),
    Row("implication", YES, any_of(no(cong(n, 0, 6)), cong(n, 0, 3)), (), Z),
    Row("implication, wrong", WRONG, any_of(no(cong(n, 0, 3)), cong(n, 0, 6)), (), Z),
    Row("for all", YES, every(k, (k - 1) * (k + 1) == k**2 - 1)),
    Row("for all, wrong", OPEN, every(k, (k - 1) * (k + 1) == k**2)),
    Row("for all, renamed", YES, every(k, k**2 + k >= m), (every(n, n**2 + n >= m),), Z),
    Row("name of the same letter", OPEN, every(k, k == 3), (k == 3,), Z),
    Row("anything from a contradiction", YES, x == 17, (x > 3, x < 2), R),
]


@pytest.mark.parametrize("row", INEQUALITIES + LOGIC, ids=lambda row: row.name)
def test_claims(row: Row) -> None:
    row.check()


@pytest.mark.parametrize("row", GEOMETRY, ids=lambda row: row.name)
def test_places(row: Row) -> None:
    """What is true of points; what a proof has to show of them is in test_plane."""
    found = truth(row.claim, {}, Facts(row.givens, row.facts))
    assert found is {YES: True, WRONG: False, OPEN: None}[row.want]
