"""Truth by brute force: exact values of terms and propositions, written apart from the kernel."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

from selfproof.world.families.base import Family
from selfproof.world.problem import Problem, Split
from selfproof.world.props import And, Cong, Divides, Exists, Not, Or, Prop, Rel
from selfproof.world.terms import Add, Call, Mul, Num, Pow, Term, Var

Values = Mapping[str, int]
_NEAR = range(-7, 8)


def number(term: Term, values: Values) -> Any:
    """The value of a term (an int or a Fraction)."""
    match term:
        case Num(value):
            return int(value) if value.denominator == 1 else value
        case Var(name):
            return values[name]
        case Add(terms):
            return sum(number(each, values) for each in terms)
        case Mul(factors):
            return math.prod(number(each, values) for each in factors)
        case Pow(base, exponent):
            return number(base, values) ** number(exponent, values)
        case Call("gcd", args):
            return math.gcd(*(number(each, values) for each in args))
    raise NotImplementedError(term)


def holds(prop: Prop, values: Values) -> bool:
    """Whether a proposition is true; existence is looked for among small numbers."""
    match prop:
        case Rel(op, left, right):
            a, b = Fraction(number(left, values)), Fraction(number(right, values))
            return {"=": a == b, "!=": a != b, "<": a < b, ">": a > b}[op]
        case Divides(divisor, term):
            d, n = number(divisor, values), number(term, values)
            return bool(n % d == 0 if d else n == 0)
        case Cong(left, right, modulus):
            gap = number(left, values) - number(right, values)
            return bool(gap % number(modulus, values) == 0)
        case Not(inner):
            return not holds(inner, values)
        case And(parts):
            return all(holds(each, values) for each in parts)
        case Or(parts):
            return any(holds(each, values) for each in parts)
        case Exists(names, _, inner):
            choices = product(_NEAR, repeat=len(names))
            return any(
                holds(inner, {**values, **dict(zip(names, each, strict=True))}) for each in choices
            )
    raise NotImplementedError(prop)


def assignments(problem: Problem, near: range = _NEAR) -> Iterator[Values]:
    """Small values of the givens that satisfy the hypotheses; defined numbers get their value."""
    defined = {
        prop.left.name: number(prop.right, {})
        for prop in problem.hypotheses
        if isinstance(prop, Rel) and prop.op == "=" and isinstance(prop.left, Var)
    }
    free = [given for given in problem.givens if given.name not in defined]
    for choice in product(near, repeat=len(free)):
        pairs = list(zip(free, choice, strict=True))
        if any(given.kind == "positive integer" and x <= 0 for given, x in pairs):
            continue
        values = {**defined, **{given.name: x for given, x in pairs}}
        if all(holds(prop, values) for prop in problem.hypotheses):
            yield values


def true(problem: Problem, near: range = _NEAR) -> bool:
    """All obligations hold for small values."""
    return all(
        holds(obligation.show, values)
        for values in assignments(problem, near)
        for obligation in problem.obligations
        if all(holds(prop, values) for prop in obligation.assume)
    )


def some(family: Family, each: int = 12) -> Iterator[Problem]:
    """Problems of every level and split."""
    splits: tuple[Split, ...] = ("train", "dev", "test")
    for level in range(1, 7):
        for split in splits if level < 6 else ("hard",):
            for index in range(each if split in ("train", "hard") else each // 4):
                yield family.make(level, split, index)
