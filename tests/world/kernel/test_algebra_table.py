"""Claims of algebra: identities, known values, equations, sums, sequences, factors."""

from __future__ import annotations

import pytest
from tests.world.kernel.algebra import (
    T,
    any_of,
    call,
    cong,
    div,
    even,
    every,
    givens,
    integers,
    is_,
    n_,
    no,
    total,
    v,
)
from tests.world.kernel.rows import OPEN, WRONG, YES, Row

n, k, m, i, j, x, y, z, a, b, c, s, p, q = v("n k m i j x y z a b c s p q")
Z = integers("n k m x y z a b c s p q")
R = givens("real", "x y z a b c s p q")
POS = givens("positive real", "a b c x y z")
N1 = givens("positive integer", "n k m")


def A(index: object) -> T:  # noqa: N802 (a sequence)
    return call("a", index)


def F(index: object) -> T:  # noqa: N802
    return call("F", index)


HALF_SUM = total(i, 1, k, i) == k * (k + 1) / 2
RECURRENCE = every(n, A(n + 1) == 2 * A(n) + 1, "positive integer")
FIBONACCI = every(n, F(n + 2) == F(n + 1) + F(n), "natural")
GUARDED = every(n, any_of(n < 2, A(n) == 3 * A(n - 1) - 2))

ROWS = [
    # Numbers.
    Row("sum", YES, n_(17) + 25 == 42),
    Row("wrong sum", WRONG, n_(17) + 25 == 43),
    Row("fractions", YES, n_(1) / 2 + n_(1) / 3 == n_(5) / 6),
    Row("power", YES, n_(2) ** n_(10) == 1024),
    Row("comparison", YES, n_(2) ** n_(10) > 1000),
    Row("negative", YES, n_(-3) < -2),
    Row("not equal", YES, n_(3) != 4),
    Row("integer", YES, is_(n_(84) / 12, "integer")),
    Row("prime", YES, is_(n_(97), "prime")),
    Row("no prime", WRONG, is_(n_(91), "prime")),
    Row("square", YES, is_(n_(144), "square")),
    Row("no square", YES, no(is_(n_(45), "square"))),
    Row("divides", YES, div(13, n_(5) ** 2 + 1)),
    Row("does not divide", YES, no(div(13, n_(5) ** 2 + 2))),
    Row("factorial", YES, call("factorial", 5) == 120),
    Row("binomial", YES, call("binom", 6, 2) == 15),
    Row("division by 0", OPEN, n_(1) / 0 == n_(1) / 0),
    # Identities.
    Row("square of a sum", YES, (x + y) ** 2 == x**2 + 2 * x * y + y**2, (), R),
    Row("wrong square", WRONG, (x + y) ** 2 == x**2 + y**2, (), R),
    Row("factors", YES, x**3 - 1 == (x - 1) * (x**2 + x + 1), (), R),
    Row(
        "Sophie Germain",
        YES,
        x**4 + 4 * y**4 == (x**2 + 2 * y**2 + 2 * x * y) * (x**2 + 2 * y**2 - 2 * x * y),
        (),
        R,
    ),
    Row(
        "sum of squares",
        YES,
        2 * (x**2 + y**2 + z**2 - x * y - y * z - z * x)
        == (x - y) ** 2 + (y - z) ** 2 + (z - x) ** 2,
        (),
        R,
    ),
    Row("completed square", YES, x**2 - 6 * x + 11 == (x - 3) ** 2 + 2, (), R),
    Row("fractions with variables", YES, a / b + b / a == (a**2 + b**2) / (a * b), (), POS),
    Row("fractions that need not exist", OPEN, a / b == a / b + 0, (), R),
    Row("cancelled", YES, (x**2 - 1) / (x - 1) == x + 1, (x != 1,), R),
    Row("cancelled what may be 0", OPEN, (x**2 - 1) / (x - 1) == x + 1, (), R),
    Row("telescope", YES, 1 / (k * (k + 1)) == 1 / k - 1 / (k + 1), (), N1),
    Row("powers of 2", YES, 2 ** (k + 1) == 2 * 2**k, (), Z),
    Row("powers of 4", YES, n_(4) ** k == (n_(2) ** k) ** 2, (), Z),
    Row("powers of 6", YES, n_(6) ** k == n_(2) ** k * 3**k, (), Z),
    Row("powers, wrong", WRONG, 2 ** (2 * k) == 2 * 2**k, (), N1),
    Row("powers of a variable", YES, x ** (k + 1) == x * x**k, (), (*R, *N1)),
    Row("powers of a variable, any exponent", OPEN, x ** (k + 1) == x * x**k, (), R),
    Row("signs", YES, (-1) ** (n + 2) == (-1) ** n, (), Z),
    Row("factorials", YES, call("factorial", k + 1) == (k + 1) * call("factorial", k), (), N1),
    Row("absolute value", YES, call("abs", x) ** 2 == x**2, (), R),
    Row("absolute value of positive", YES, call("abs", a) == a, (), POS),
    Row("absolute value of anything", WRONG, call("abs", x) == x, (), R),
    # Known values.
    Row("put in", YES, x**2 + y == 11, (x == 3, y == 2), R),
    Row("put in later", YES, x**2 == 4 * k**2 + 4 * k + 1, (x == 2 * k + 1,), Z),
    Row("chain of values", YES, x == 9, (x == y + 2, y == z - 1, z == 8), R),
    Row("value of a sum", YES, s**2 == a**2 + 2 * a * b + b**2, (s == a + b,), R),
    Row("solved", YES, x == 4, (2 * x - 3 == 5,), R),
    Row("solved wrongly", WRONG, x == 5, (2 * x - 3 == 5,), R),
    Row("substitution backwards", YES, a + b - s == 0, (s == a + b,), R),
    # Equations.
    Row("sum of equations", YES, x == 5, (x + y == 7, x - y == 3), R),
    Row("multiple of an equation", YES, 3 * x + 3 * y == 21, (x + y == 7,), R),
    Row("product of an equation", YES, x**2 + x * y == 7 * x, (x + y == 7,), R),
    Row("square of a sum from values", YES, x**2 + y**2 == 37, (x + y == 7, x * y == 6), R),
    Row("both sides squared", YES, (x + y) ** 2 == 49, (x + y == 7,), R),
    Row("a root is one of two", YES, any_of(x == 2, x == -2), (x**2 == 4,), R),
    Row("a root is not one of one", WRONG, x == 2, (x**2 == 4,), R),
    Row("factors of 0", YES, any_of(x == 2, x == 3), ((x - 2) * (x - 3) == 0,), R),
    Row("quadratic solved", YES, any_of(x == 2, x == 3), (x**2 - 5 * x + 6 == 0,), R),
    Row("quadratic solved wrongly", WRONG, any_of(x == 1, x == 3), (x**2 - 5 * x + 6 == 0,), R),
    Row("divide by what is not 0", YES, y == z, (x * y == x * z, x != 0), R),
    Row("divide by what may be 0", WRONG, y == z, (x * y == x * z,), R),
    Row("divide by a factor", YES, x == y + 1, ((x - y) * (x - y - 1) == 0, x != y), R),
    Row("square is 0", YES, x == 1, ((x - 1) ** 2 == 0,), R),
    Row("squares add up to 0", YES, y == -2, ((x - 1) ** 2 + (y + 2) ** 2 == 0,), R),
    Row("squares and a number", OPEN, y == -2, ((x - 1) ** 2 + (y + 2) ** 2 == 1,), R),
    Row("equal differences", YES, x == y, ((x - y) ** 2 + (y - z) ** 2 + (z - x) ** 2 == 0,), R),
    Row("antisymmetric", YES, x == y, (x <= y, y <= x), R),
    Row("not equal from an equation", YES, x != 0, (x == 3,), R),
    Row("not 0 as a factor", YES, x != 0, (x * y == 1,), R),
    Row("value from parity", YES, n != 2 * k, (n == 2 * m + 1,), Z),
    # Sums.
    Row("sum split", YES, total(i, 1, k + 1, i) == total(i, 1, k, i) + (k + 1), (), N1),
    Row("sum split wrongly", WRONG, total(i, 1, k + 1, i) == total(i, 1, k, i) + k, (), N1),
    Row("sum step", YES, total(i, 1, k + 1, i) == k * (k + 1) / 2 + (k + 1), (HALF_SUM,), N1),
    Row("sum step finished", YES, total(i, 1, k + 1, i) == (k + 1) * (k + 2) / 2, (HALF_SUM,), N1),
    Row("sum without hypothesis", OPEN, total(i, 1, k, i) == k * (k + 1) / 2, (), N1),
    Row(
        "sum of odd numbers",
        YES,
        total(j, 1, k + 1, 2 * j - 1) == (k + 1) ** 2,
        (total(j, 1, k, 2 * j - 1) == k**2,),
        N1,
    ),
    Row(
        "linear in the summand", YES, total(i, 1, n, 2 * i + 1) == 2 * total(i, 1, n, i) + n, (), N1
    ),
    Row("other index", YES, total(i, 1, n, i**2) == total(j, 1, n, j**2), (), N1),
    Row("written out", YES, total(i, 1, 4, i**2) == 30),
    Row(
        "telescoping step",
        YES,
        total(i, 1, k + 1, 1 / (i * (i + 1))) == k / (k + 1) + 1 / ((k + 1) * (k + 2)),
        (total(i, 1, k, 1 / (i * (i + 1))) == k / (k + 1),),
        N1,
    ),
    Row(
        "geometric step",
        YES,
        total(i, 0, k + 1, 2**i) == 2 ** (k + 2) - 1,
        (total(i, 0, k, 2**i) == 2 ** (k + 1) - 1,),
        N1,
    ),
    Row("a base value", YES, total(i, 1, 1, i) == n_(1) * 2 / 2),
    # Sequences.
    Row("recurrence", YES, A(k + 1) == 2 * A(k) + 1, (RECURRENCE,), N1),
    Row(
        "recurrence with the hypothesis",
        YES,
        A(k + 1) == 2 * (2**k - 1) + 1,
        (RECURRENCE, A(k) == 2**k - 1),
        N1,
    ),
    Row(
        "recurrence, closed", YES, A(k + 1) == 2 ** (k + 1) - 1, (RECURRENCE, A(k) == 2**k - 1), N1
    ),
    Row("recurrence, wrong index", WRONG, A(k) == 2 * A(k) + 1, (RECURRENCE, A(1) == 1), N1),
    Row("recurrence outside its range", OPEN, A(1) == 2 * A(0) + 1, (RECURRENCE,)),
    Row("values", YES, A(2) == 3, (RECURRENCE, A(1) == 1)),
    Row("wrong value", WRONG, A(2) == 4, (RECURRENCE, A(1) == 1)),
    Row("guarded recurrence", YES, A(k + 1) == 3 * A(k) - 2, (GUARDED, k >= 1), N1),
    Row("guarded recurrence outside", OPEN, A(k) == 3 * A(k - 1) - 2, (GUARDED,), N1),
    Row("two steps back", YES, F(k + 2) == F(k + 1) + F(k), (FIBONACCI,), N1),
    Row("shifted", YES, F(k + 1) == F(k) + F(k - 1), (FIBONACCI,), N1),
    Row(
        "sum of Fibonacci numbers",
        YES,
        total(i, 1, k + 1, F(i)) == F(k + 3) - 1,
        (FIBONACCI, total(i, 1, k, F(i)) == F(k + 2) - 1),
        N1,
    ),
    Row(
        "lemma at a term",
        YES,
        any_of(cong(a**2, 0, 4), cong(a**2, 1, 4)),
        (every(x, any_of(cong(x**2, 0, 4), cong(x**2, 1, 4))),),
        Z,
    ),
    Row("lemma as an equation", YES, even((n + 1) ** 2 + (n + 1)), (every(x, even(x**2 + x)),), Z),
    Row("half a power", YES, 2 ** (k - 1) * 4 == 2 ** (k + 1), (), N1),
    Row(
        "combined powers", YES, 3 * (2 ** (k - 1) - 1) - 2 * (2 ** (k - 2) - 1) == 2**k - 1, (), N1
    ),
    Row("telescoping sum", YES, total(i, 1, n, 1 / i - 1 / (i + 1)) == 1 - 1 / (n + 1), (), N1),
    Row(
        "telescoping sum upwards",
        YES,
        total(i, 1, n, (i + 1) ** 2 - i**2) == (n + 1) ** 2 - 1,
        (),
        N1,
    ),
    Row(
        "telescoping sum, wrong end",
        WRONG,
        total(i, 1, n, 1 / i - 1 / (i + 1)) == 1 - 1 / n,
        (),
        N1,
    ),
    Row(
        "not written as differences",
        OPEN,
        total(i, 1, n, 1 / (i * (i + 1))) == 1 - 1 / (n + 1),
        (),
        N1,
    ),
    Row("values of a product", OPEN, any_of(a + b == 5, a + b == 7), (a * b == 6, a > 0, b > 0), Z),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_claims(row: Row) -> None:
    row.check()
