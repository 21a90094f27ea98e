"""Exact values of terms, written apart from the kernel: numbers, points, sequences, sums.

A point or vector is a pair of numbers. What has no value here (a division by 0, a name that
nobody knows, a number too large) raises `Unknown`, so that a judge can leave the values aside.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, TypeAlias

from selfproof.world.terms import Add, Call, Div, Mul, Num, Point, Pow, SumOver, Term, Var

Value: TypeAlias = Any
"""An int, a Fraction, or a pair of them."""
Function: TypeAlias = "Callable[[Env, int], Value]"
_MOST_BITS = 60_000
_MOST_TERMS = 300
_MOST_DEPTH = 40


class Unknown(Exception):
    """It has no value that could be computed here."""


@dataclass(frozen=True)
class Env:
    """What names mean.

    Attributes:
        values: Of variables.
        terms: What defined names stand for.
        functions: Sequences.
    """

    values: Mapping[str, Value]
    terms: Mapping[str, Term] = field(default_factory=dict)
    functions: Mapping[str, Function] = field(default_factory=dict)
    depth: int = 0

    def put(self, values: Mapping[str, Value]) -> Env:
        """With these values, whatever the names meant before."""
        terms = {name: term for name, term in self.terms.items() if name not in values}
        return replace(self, values={**self.values, **values}, terms=terms)

    def look_up(self, name: str) -> Value:
        """The value of a variable."""
        if name in self.terms:
            if self.depth > _MOST_DEPTH:
                raise Unknown(name)
            return number(self.terms[name], replace(self, depth=self.depth + 1))
        if name in self.values:
            return self.values[name]
        raise Unknown(name)


def number(term: Term, env: Env) -> Value:
    """The value of a term."""
    match term:
        case Num(value):
            return plain(value)
        case Var(name):
            return env.look_up(name)
        case Add(terms):
            return _sum([number(each, env) for each in terms])
        case Mul(factors):
            return _product([number(each, env) for each in factors])
        case Pow(base, exponent):
            return _power(number(base, env), number(exponent, env))
        case Div(top, bottom):
            return over(number(top, env), number(bottom, env))
        case Point(x, y):
            return number(x, env), number(y, env)
        case SumOver(index, low, high, body):
            first, last = whole(number(low, env)), whole(number(high, env))
            if last - first > _MOST_TERMS:
                raise Unknown("a long sum")
            return _sum([number(body, env.put({index: i})) for i in range(first, last + 1)])
        case Call(name, args):
            return _call(name, args, env)
    raise Unknown(repr(term))


def plain(value: Fraction | int) -> Value:
    """Whole numbers as int, which is much faster."""
    return value.numerator if value.denominator == 1 else value


def whole(value: Value) -> int:
    """An integer."""
    if isinstance(value, tuple) or value.denominator != 1:
        raise Unknown("no integer")
    return int(value)


def over(top: Value, bottom: Value) -> Value:
    """A quotient."""
    if isinstance(bottom, tuple) or bottom == 0:
        raise Unknown("a division by 0")
    if isinstance(top, tuple):
        return tuple(over(each, bottom) for each in top)
    return plain(Fraction(top) / bottom)


def _sum(values: list[Value]) -> Value:
    if any(isinstance(each, tuple) for each in values):
        if not all(isinstance(each, tuple) for each in values):
            raise Unknown("a number added to a point")
        return tuple(sum(each) for each in zip(*values, strict=True))
    return plain(sum(values))


def _product(values: list[Value]) -> Value:
    points = [each for each in values if isinstance(each, tuple)]
    scale = plain(math.prod(each for each in values if not isinstance(each, tuple)))
    if not points:
        return scale
    if len(points) > 1:
        raise Unknown("a product of points")
    return tuple(plain(scale * each) for each in points[0])


def _power(base: Value, exponent: Value) -> Value:
    if isinstance(base, tuple) or (base == 0 and exponent < 0):
        raise Unknown("a power of a point, or of 0")
    exponent = whole(exponent)
    size = max(abs(base.numerator), base.denominator).bit_length()
    if size * abs(exponent) > _MOST_BITS:
        raise Unknown("a large power")
    return plain(Fraction(base) ** exponent) if exponent < 0 else base**exponent


def _call(name: str, args: tuple[Term, ...], env: Env) -> Value:
    if name in env.functions and len(args) == 1:
        if env.depth > _MOST_DEPTH:
            raise Unknown(name)
        deeper = replace(env, depth=env.depth + 1)
        return env.functions[name](deeper, whole(number(args[0], env)))
    values = [number(each, env) for each in args]
    match name, values:
        case "vector", [(a, b), (c, d)]:
            return c - a, d - b
        case "slope", [(a, b), (c, d)]:
            return over(d - b, c - a)
        case "dot", [(a, b), (c, d)]:
            return plain(a * c + b * d)
        case "dist2", [(a, b), (c, d)]:
            return plain((a - c) ** 2 + (b - d) ** 2)
    if any(isinstance(each, tuple) for each in values):
        raise Unknown(name)
    match name, values:
        case "gcd", _:
            return math.gcd(*map(whole, values))
        case "abs", [value]:
            return abs(value)
        case "min" | "max", [_, *_]:
            return min(values) if name == "min" else max(values)
        case "sqrt", [value]:
            return _root(Fraction(value))
        case "factorial", [value] if 0 <= whole(value) < 200:
            return math.factorial(whole(value))
        case "binom", [n, k] if whole(k) >= 0 and 0 <= whole(n) < 2_000:
            return math.comb(whole(n), whole(k))
        case "floor", [value]:
            return math.floor(value)
    raise Unknown(name)


def _root(value: Fraction) -> Value:
    if value >= 0:
        top, bottom = math.isqrt(value.numerator), math.isqrt(value.denominator)
        if top * top == value.numerator and bottom * bottom == value.denominator:
            return plain(Fraction(top, bottom))
    raise Unknown("an irrational root")
