"""Functions in normal form: gcd, absolute values, roots, factorials, binomials, sequences."""

from __future__ import annotations

from fractions import Fraction
from math import comb, factorial, gcd
from typing import Protocol

from selfproof.world.kernel.numbers import factors, root
from selfproof.world.poly import (
    ONE_POLY,
    UNIT,
    Atom,
    Poly,
    RatFunc,
    const,
    constant,
    lead,
    opaque,
    plus,
    rat,
    rat_times,
    scale,
    text,
    times,
    var,
)
from selfproof.world.terms import Term, Undefined

_MOST_SHIFT = 12
_MOST_FACTORIAL = 500


class Knowledge(Protocol):
    """What a normal form may depend on."""

    @property
    def normals(self) -> dict[Term, RatFunc]:
        """Normal forms that were found before, as long as nothing new is known."""

    def value_of(self, atom: str) -> RatFunc | None:
        """The known value of a variable or an opaque atom."""

    def is_integer(self, p: Poly) -> bool:
        """Whether p is known to be an integer."""

    def least(self, p: Poly) -> int | None:
        """A known integer that p, known to be an integer, is not below; None without one."""

    def sign_of(self, p: Poly) -> int | None:
        """1 when p >= 0 is plain, -1 when p <= 0 is, else None."""


def shifted(p: Poly, known: Knowledge) -> tuple[Poly, int]:
    """p = variable + shift, where `variable` >= 0 depends only on p without its constant, and
    shift >= 0; shift is 0 where this cannot be had."""
    free = {mono: coef for mono, coef in p.items() if mono}
    offset = p.get(UNIT, 0)
    low = known.least(free)
    if low is None or type(offset) is not int:
        return p, 0
    low = min(low, 4)
    shift = offset + low
    if not 0 <= shift <= _MOST_SHIFT:
        return p, 0
    return plus(free, const(-low)), shift


def call(name: str, args: list[RatFunc], known: Knowledge) -> RatFunc:
    """A function or an element of a sequence.

    Raises:
        Undefined: it does not exist, or need not.
    """
    polys = [arg.num for arg in args if arg.den == ONE_POLY]
    needs = tuple(need for arg in args for need in arg.needs)
    if len(polys) < len(args):
        if name in _FUNCTIONS and name != "abs":
            raise Undefined(f"{name} of a fraction")
        parts = [poly for arg in args for poly in (arg.num, arg.den)]
        atom = Atom(f"({name}/ {','.join(map(text, parts))})", name + "/", tuple(parts))
        return RatFunc(var(atom), ONE_POLY, needs)
    rule = _FUNCTIONS.get(name)
    if len(args) != _ARITY.get(name, len(args)) or not (args or name in _COUNTS):
        raise Undefined(f"{name} of {len(args)} arguments")
    value = rule(polys, known) if rule else looked_up(opaque(name, *polys), known)
    return RatFunc(value.num, value.den, value.needs + needs) if needs else value


def looked_up(atom: Atom, known: Knowledge) -> RatFunc:
    """An opaque atom, or what it is known to be."""
    return known.value_of(atom) or rat(var(atom))


def _positive_lead(p: Poly) -> Poly:
    return scale(p, -1) if p and p[lead(p)] < 0 else p


def gcd_of(args: list[Poly], known: Knowledge) -> RatFunc:
    """The greatest common divisor of integers."""
    values = [constant(arg) for arg in args]
    if all(value is not None and value.denominator == 1 for value in values):
        return rat(const(gcd(*(int(value or 0) for value in values))))
    if any(value in (1, -1) for value in values) and all(map(known.is_integer, args)):
        return rat(ONE_POLY)
    return looked_up(opaque("gcd", *sorted(map(_positive_lead, args), key=text)), known)


def _abs(args: list[Poly], known: Knowledge) -> RatFunc:
    (arg,) = args
    sign = known.sign_of(arg)
    if sign is not None:
        return rat(scale(arg, sign))
    return looked_up(opaque("abs", _positive_lead(arg)), known)


def _sqrt(args: list[Poly], known: Knowledge) -> RatFunc:
    (arg,) = args
    value = constant(arg)
    if value is not None:
        if value < 0:
            raise Undefined("a root of a negative number")
        return rat(_surd(Fraction(value)))
    return looked_up(opaque("sqrt", arg), known)


def _surd(value: Fraction) -> Poly:
    """The root of a number: what is a square in it stands before the root."""
    exact = root(value)
    if exact is not None:
        return const(exact)
    whole = value.numerator * value.denominator
    inside, outside = whole, 1
    for p, e in factors(whole) or ():
        inside, outside = inside // p ** (e - e % 2), outside * p ** (e // 2)
    return scale(var(opaque("sqrt", const(inside))), Fraction(outside, value.denominator))


def _factorial(args: list[Poly], known: Knowledge) -> RatFunc:
    (arg,) = args
    value = constant(arg)
    if value is not None:
        if value.denominator != 1 or not 0 <= value <= _MOST_FACTORIAL:
            raise Undefined("a factorial")
        return rat(const(factorial(int(value))))
    variable, shift = shifted(arg, known)
    product = looked_up(opaque("factorial", variable), known)
    for k in range(1, shift + 1):
        product = rat_times(product, rat(plus(variable, const(k))))
    return product


def _binom(args: list[Poly], known: Knowledge) -> RatFunc:
    top, bottom = args
    n, k = constant(top), constant(bottom)
    if k is not None and k.denominator == 1 and 0 <= k <= 6:
        if n is not None and n.denominator == 1 and 0 <= n <= 2_000:
            return rat(const(comb(int(n), int(k))))
        if known.is_integer(top) and (known.least(top) or -1) >= 0:
            product: Poly = const(Fraction(1, factorial(int(k))))
            for j in range(int(k)):
                product = times(product, plus(top, const(-j)))
            return rat(product)
    elif n is not None and k is not None and n.denominator == k.denominator == 1:
        if 0 <= k <= n <= 1_000:
            return rat(const(comb(int(n), int(k))))
        if 0 <= n < k:
            return rat({})
    return looked_up(opaque("binom", top, bottom), known)


def _extreme(name: str, args: list[Poly], known: Knowledge) -> RatFunc:
    values = [value for value in map(constant, args) if value is not None]
    if len(values) == len(args):
        return rat(const(min(values) if name == "min" else max(values)))
    return looked_up(opaque(name, *sorted(args, key=text)), known)


def _min(args: list[Poly], known: Knowledge) -> RatFunc:
    return _extreme("min", args, known)


def _max(args: list[Poly], known: Knowledge) -> RatFunc:
    return _extreme("max", args, known)


_FUNCTIONS = {
    "gcd": gcd_of,
    "abs": _abs,
    "sqrt": _sqrt,
    "factorial": _factorial,
    "binom": _binom,
    "min": _min,
    "max": _max,
}
_COUNTS = frozenset(("pairs", "total"))
"""Numbers that a problem counts; no other name stands alone."""
_ARITY = {"abs": 1, "sqrt": 1, "factorial": 1, "binom": 2}
