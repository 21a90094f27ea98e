"""Whatever the kernel accepts is true at every small assignment that satisfies the facts.

Facts and claims are drawn at random from forms that proofs use, so most claims are false; every
accepted one is checked by brute force over small values with an evaluator of its own.
"""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product
from math import gcd

import pytest
from tests.world.kernel.algebra import (
    T,
    any_of,
    call,
    cong,
    div,
    exists,
    givens,
    is_,
    n_,
    no,
    t,
    v,
)

from selfproof.world.kernel import Effort, Facts, follows, refute
from selfproof.world.props import And, Cong, Divides, Exists, Is, Kind, Not, Or, Prop, Rel
from selfproof.world.terms import Add, Call, Div, Exact, Mul, Num, Pow, Term, Var

X, Y = v("x y")
KINDS: tuple[Kind, ...] = ("integer", "natural", "positive integer", "real")
MODULI = (2, 3, 4, 5, 6, 8, 9)


class NoValue(Exception):
    """A term has no value."""


def evaluate(term: Term, at: dict[str, Fraction] | dict[str, Exact]) -> Fraction:
    match term:
        case Num(value):
            return Fraction(value)
        case Var(name):
            return Fraction(at[name])
        case Add(terms):
            return sum((evaluate(each, at) for each in terms), Fraction(0))
        case Mul(factors):
            total = Fraction(1)
            for factor in factors:
                total *= evaluate(factor, at)
            return total
        case Pow(base, exponent):
            b, e = evaluate(base, at), evaluate(exponent, at)
            if e.denominator != 1 or (b == 0 and e < 0):
                raise NoValue
            return b ** int(e)
        case Div(top, bottom):
            by = evaluate(bottom, at)
            if by == 0:
                raise NoValue
            return evaluate(top, at) / by
        case Call("abs", (arg,)):
            return abs(evaluate(arg, at))
        case Call("gcd", (a, b)):
            u, w = evaluate(a, at), evaluate(b, at)
            if u.denominator != 1 or w.denominator != 1:
                raise NoValue
            return Fraction(gcd(int(u), int(w)))
        case _:
            raise NoValue


def holds(prop: Prop, at: dict[str, Fraction] | dict[str, Exact]) -> bool:
    match prop:
        case Rel(op, left, right):
            a, b = evaluate(left, at), evaluate(right, at)
            return {
                "=": a == b,
                "!=": a != b,
                "<": a < b,
                "<=": a <= b,
                ">": a > b,
                ">=": a >= b,
            }[op]
        case Divides(divisor, term):
            return multiple(evaluate(divisor, at), evaluate(term, at))
        case Cong(left, right, modulus):
            return multiple(evaluate(modulus, at), evaluate(left, at) - evaluate(right, at))
        case Is(term, "integer"):
            return evaluate(term, at).denominator == 1
        case Is(term, "natural"):
            value = evaluate(term, at)
            return value.denominator == 1 and value >= 0
        case Not(inner):
            return not holds(inner, at)
        case And(parts):
            return all(holds(part, at) for part in parts)
        case Or(parts):
            return any(holds(part, at) for part in parts)
        case Exists((name,), _, Rel("=", left, right)):  # linear in the name, slope not 0
            start, after = (
                evaluate(left, here) - evaluate(right, here)
                for here in ({**at, name: Fraction(0)}, {**at, name: Fraction(1)})
            )
            return (start / (start - after)).denominator == 1
        case _:
            raise AssertionError(prop)


def multiple(divisor: Fraction, value: Fraction) -> bool:
    if divisor.denominator != 1 or value.denominator != 1:
        raise NoValue
    return value == 0 if divisor == 0 else value % divisor == 0


def some_term(rng: random.Random, depth: int = 2) -> T:
    pick = rng.randrange(10)
    if depth == 0 or pick < 3:
        return rng.choice((X, Y, X, n_(rng.randint(-3, 5))))
    if pick < 5:
        return some_term(rng, depth - 1) + some_term(rng, depth - 1)
    if pick < 6:
        return some_term(rng, depth - 1) - some_term(rng, depth - 1)
    if pick < 8:
        return some_term(rng, depth - 1) * some_term(rng, depth - 1)
    if pick < 9:
        return some_term(rng, depth - 1) ** rng.choice((2, 2, 3))
    special = rng.randrange(5)
    if special == 0:
        return call("abs", some_term(rng, depth - 1))
    if special == 1:
        return call("gcd", some_term(rng, depth - 1), some_term(rng, depth - 1))
    if special == 2:
        return n_(rng.choice((2, 3, 5, -1))) ** X
    return some_term(rng, depth - 1) / rng.choice((n_(2), n_(3), X, Y))


def some_prop(rng: random.Random, depth: int = 1) -> Prop:
    pick = rng.randrange(12)
    a, b = some_term(rng), some_term(rng, 1)
    m = rng.choice(MODULI)
    if pick < 2:
        return Rel(rng.choice(("=", "=", "!=")), t(a), t(b))
    if pick < 5:
        return Rel(rng.choice(("<", "<=", ">", ">=")), t(a), t(b))
    if pick < 7:
        return cong(a, rng.randint(0, 4), m)
    if pick < 8:
        return div(rng.choice((n_(m), X)), a)
    if pick < 9 and depth:
        return any_of(*(some_prop(rng, depth - 1) for _ in range(rng.randint(1, 3))))
    if pick < 10 and depth:
        return no(some_prop(rng, depth - 1))
    if pick < 11:
        k = T(Var("k"))
        return exists(k, some_term(rng, 1) == m * k + rng.randint(0, 2))
    return is_(a / 2, "integer")


def listed(rng: random.Random) -> Prop:
    """A list of residues or values, as proofs by cases have them."""
    a, m = some_term(rng), rng.choice(MODULI)
    if rng.random() < 0.5:
        return Or(tuple(cong(a, r, m) for r in range(m) if rng.random() < 0.7))
    return Or(tuple(Rel("=", t(X), t(r)) for r in range(-3, 5) if rng.random() < 0.7))


def implied(rng: random.Random, facts: list[Prop]) -> Prop:
    """A claim made from a fact, so that many are true."""
    fact = rng.choice(facts) if facts else some_prop(rng)
    c = rng.choice((1, 2, -1, 3, X, Y, X + 1))
    match fact:
        case Rel(op, left, right):
            a, b = T(left), T(right)
            if rng.random() < 0.5:
                return Rel(op, t(a * c), t(b * c))
            return Rel(rng.choice((op, "<=", "!=", ">")), t(a + c), t(b + rng.choice((c, 1))))
        case Cong(left, right, modulus):
            m = rng.choice((modulus, num_half(modulus)))
            return Cong(t(T(left) * c), t(T(right) * rng.choice((c, 1))), m)
        case Divides(divisor, term):
            return Divides(divisor, t(T(term) * c + rng.choice((0, 0, T(divisor), 1))))
        case Or(parts):
            return Or(parts[1:]) if rng.random() < 0.3 else Or(tuple(reversed(parts)))
        case _:
            return fact


def num_half(modulus: Term) -> Term:
    return t(int(modulus.value) // 2 or 1) if isinstance(modulus, Num) else modulus


def some_case(rng: random.Random) -> tuple[Kind, Kind, list[Prop], Prop]:
    kinds = rng.choice(KINDS), rng.choice(KINDS)
    facts = [
        some_prop(rng) if rng.random() < 0.8 else listed(rng) for _ in range(rng.randint(0, 3))
    ]
    if rng.random() < 0.3:
        facts.append(some_term(rng, 1) == X)
    if rng.random() < 0.3:
        facts += [rng.randint(-2, 2) <= X, rng.randint(1, 4) >= X]
    pick = rng.random()
    claim = implied(rng, facts) if pick < 0.5 else listed(rng) if pick < 0.65 else some_prop(rng)
    return *kinds, facts, claim


def values_of(kind: Kind) -> list[Fraction]:
    low = {"natural": 0, "positive integer": 1}.get(kind, -6)
    whole = [Fraction(k) for k in range(low, 8)]
    return whole + [Fraction(k, 2) for k in (-3, -1, 1, 3, 5)] if kind == "real" else whole


def counterexample(
    kinds: tuple[Kind, Kind], facts: list[Prop], claim: Prop
) -> dict[str, Fraction] | None:
    for x, y in product(values_of(kinds[0]), values_of(kinds[1])):
        at = {"x": x, "y": y}
        try:
            if all(holds(fact, at) for fact in facts) and not holds(claim, at):
                return at
        except NoValue:
            continue
    return None


def run(seed: int, cases: int) -> int:
    rng = random.Random(f"soundness {seed}")
    accepted = 0
    for _ in range(cases):
        x, y, said, claim = some_case(rng)
        facts = Facts((*givens(x, "x"), *givens(y, "y")), said)
        if follows(claim, facts, Effort.DETAIL):
            accepted += 1
            assert counterexample((x, y), said, claim) is None, (x, y, said, claim)
        elif rng.random() < 0.1:
            found = refute(claim, facts, limit=60)
            if found is not None and not any(map(undefined_in(found), (*said, claim))):
                at = {"x": Fraction(1), "y": Fraction(1), **found}
                assert not holds(claim, at), (said, claim, found)
    return accepted


def undefined_in(found: dict[str, Exact]):  # type: ignore[no-untyped-def]
    def undefined(prop: Prop) -> bool:
        try:
            holds(prop, {"x": Fraction(1), "y": Fraction(1), **found})
        except NoValue:
            return True
        return False

    return undefined


@pytest.mark.parametrize("seed", range(4))
def test_nothing_wrong_is_accepted(seed: int) -> None:
    assert run(seed, 300) > 30
