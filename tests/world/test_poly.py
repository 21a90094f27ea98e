"""Polynomials against evaluation at points."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from selfproof.world.poly import (
    MOST_DEGREE,
    Poly,
    const,
    constant,
    divided,
    exact_quotient,
    minus,
    opaque,
    plus,
    raised,
    rat,
    rat_over,
    rat_plus,
    rat_times,
    replaced,
    text,
    times,
    var,
)
from selfproof.world.terms import Undefined

NAMES = ("x", "y", "z")


def value(p: Poly, at: dict[str, Fraction]) -> Fraction:
    total = Fraction(0)
    for mono, coef in p.items():
        part = Fraction(coef)
        for atom, exponent in mono:
            part *= at[atom] ** exponent
        total += part
    return total


def some_poly(rng: random.Random, size: int = 3) -> Poly:
    p: Poly = {}
    for _ in range(size):
        part = const(Fraction(rng.randint(-4, 4), rng.choice((1, 1, 2, 3))))
        for name in NAMES:
            part = times(part, raised(var(name), rng.choice((0, 0, 1, 2))))
        p = plus(p, part)
    return p


def some_point(rng: random.Random) -> dict[str, Fraction]:
    return {name: Fraction(rng.randint(-5, 5), rng.randint(1, 3)) for name in NAMES}


@pytest.mark.parametrize("seed", range(60))
def test_operations_agree_with_values(seed: int) -> None:
    rng = random.Random(f"poly {seed}")
    p, q, r = (some_poly(rng) for _ in range(3))
    at = some_point(rng)
    a, b = value(p, at), value(q, at)
    assert value(plus(p, q), at) == a + b
    assert value(minus(p, q), at) == a - b
    assert value(times(p, q), at) == a * b
    assert value(raised(p, 3), at) == a**3
    moved = {**at, "x": value(r, at)}
    assert value(replaced(p, {"x": r}), at) == value(p, moved)
    assert times(p, q) == times(q, p)
    assert (text(p) == text(q)) == (p == q)


@pytest.mark.parametrize("seed", range(60))
def test_division(seed: int) -> None:
    rng = random.Random(f"division {seed}")
    p, q = some_poly(rng), some_poly(rng)
    if not q:
        return
    assert exact_quotient(times(p, q), q) == p
    whole, rest = divided(p, q)
    assert plus(times(whole, q), rest) == p
    if constant(q) is None:
        assert exact_quotient(plus(times(p, q), const(1)), q) is None


@pytest.mark.parametrize("seed", range(40))
def test_quotients_agree_with_values(seed: int) -> None:
    rng = random.Random(f"quotients {seed}")
    p, q, r = (some_poly(rng) for _ in range(3))
    at = some_point(rng)
    if value(q, at) == 0 or value(r, at) == 0:
        return
    total = rat_plus(rat_over(rat(p), rat(q)), rat_times(rat_over(rat(q), rat(r)), rat(p)))
    exact = value(p, at) / value(q, at) + value(q, at) / value(r, at) * value(p, at)
    assert value(total.num, at) / value(total.den, at) == exact
    assert all(value(need, at) != 0 for need in total.needs)


def test_sizes_are_bounded() -> None:
    with pytest.raises(Undefined):
        raised(plus(var("x"), var("y")), MOST_DEGREE + 1)
    with pytest.raises(Undefined):
        raised(const(3), 10**9)
    wide: Poly = {}
    for name in range(60):
        wide = plus(wide, var(f"x_{name}"))
    with pytest.raises(Undefined):
        times(times(wide, wide), wide)


def test_atoms_with_equal_text_are_equal() -> None:
    a, b = opaque("gcd", var("x"), var("y")), opaque("gcd", var("x"), var("y"))
    assert a == b
    assert var(a) == var(b)
    assert a != opaque("gcd", var("y"), var("x"))
    with pytest.raises(Undefined):
        opaque("f", var("g(x,y)"))
