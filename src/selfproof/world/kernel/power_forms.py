"""Powers in normal form: of numbers over their primes, of polynomials from a least exponent."""

from __future__ import annotations

from fractions import Fraction
from math import gcd

from selfproof.world.kernel.calls import Knowledge, call, shifted
from selfproof.world.kernel.numbers import factors
from selfproof.world.poly import (
    ONE_POLY,
    Coef,
    Poly,
    RatFunc,
    bits_fit,
    const,
    constant,
    opaque,
    raised,
    rat,
    rat_over,
    rat_times,
    scale,
    times,
    var,
    whole,
)
from selfproof.world.terms import Undefined


def power_of(base: RatFunc, exponent: Poly, known: Knowledge) -> RatFunc:
    """base ** exponent.

    Raises:
        Undefined: it need not exist, or is too large.
    """
    k = constant(exponent)
    value = constant(base.num) if base.den == ONE_POLY else None
    if k is not None:
        return _fixed_power(base, value, k, known)
    if value is not None:
        return _power_of_number(value, exponent, known)
    if base.den != ONE_POLY:
        top = _power_of_poly(base.num, exponent, known)
        bottom = _power_of_poly(base.den, exponent, known)
        return RatFunc(top.num, bottom.num, base.needs)
    return _power_of_poly(base.num, exponent, known)


def _fixed_power(base: RatFunc, value: Coef | None, k: Coef, known: Knowledge) -> RatFunc:
    if k.denominator != 1:
        if k == Fraction(1, 2):
            return call("sqrt", [base], known)
        raise Undefined("a root")
    k = int(k)
    if value is not None and not bits_fit(value, abs(k)):
        if k < 0 or value.denominator != 1:
            raise Undefined("the power is too large")
        sign = -1 if value < 0 and k % 2 else 1
        return rat(scale(var(opaque("pow", const(-value if value < 0 else value), const(k))), sign))
    top = RatFunc(raised(base.num, abs(k)), raised(base.den, abs(k)), base.needs)
    return top if k >= 0 else rat_over(rat(ONE_POLY), top)


def _power_of_number(value: Coef, exponent: Poly, known: Knowledge) -> RatFunc:
    if value == 0:
        if (known.least(exponent) or 0) < 1:
            raise Undefined("a power of 0")
        return rat({})
    result = rat(ONE_POLY)
    if value < 0:
        result = rat(_sign_power(exponent, known))
        value = -value
    if value.numerator != 1:
        result = rat_times(result, _positive_power(value.numerator, exponent))
    if value.denominator != 1:
        inverse = _positive_power(value.denominator, exponent)
        result = rat_times(result, RatFunc(inverse.den, inverse.num))
    return result


def _sign_power(exponent: Poly, known: Knowledge) -> Poly:
    """(-1)^exponent, which exists for integers only."""
    if not known.is_integer(exponent):
        raise Undefined("a power of a negative number")
    rest: Poly = {}
    sign = 1
    for mono, coef in exponent.items():
        if type(coef) is not int or not known.is_integer({mono: 1}):
            return var(opaque("pow", const(-1), exponent))
        if coef % 2:
            if mono:
                rest[mono] = 1
            else:
                sign = -1
    result = const(sign)
    for mono in rest:
        result = times(result, var(opaque("pow", const(-1), {mono: 1})))
    return result


def _positive_power(value: int, exponent: Poly) -> RatFunc:
    """value^exponent for an integer >= 2, over its primes where it can be factored."""
    num_: Poly = ONE_POLY
    den: Poly = ONE_POLY
    for p, e in factors(value) or ((value, 1),):
        for mono, coef in exponent.items():
            k = coef * e
            size = abs(k.numerator)
            if not mono and k.denominator == 1:
                if not bits_fit(p, size):
                    raise Undefined("the power is too large")
                factor = const(p**size)
            else:
                part = {mono: whole(Fraction(1, k.denominator))}
                factor = raised(var(opaque("pow", const(p), part)), size)
            if k > 0:
                num_ = times(num_, factor)
            elif mono:
                den = times(den, factor)
            else:
                num_ = scale(num_, Fraction(1, p**size))
    return RatFunc(num_, den)


def _power_of_poly(base: Poly, exponent: Poly, known: Knowledge) -> RatFunc:
    """base^exponent for integers exponent >= 0, from the lowest exponent it can have."""
    if not known.is_integer(exponent):
        raise Undefined("a power that need not exist")
    variable, shift = shifted(exponent, known)
    if (known.least(exponent) or 0) < 0 or known.least(exponent) is None:
        raise Undefined("a power that need not exist")
    coefs = [coef for coef in variable.values() if type(coef) is int]
    common = gcd(*coefs) if len(coefs) == len(variable) else 1
    if common > 1 and not known.is_integer({m: whole(c // common) for m, c in variable.items()}):
        common = 1
    reduced = {mono: whole(Fraction(coef, common)) for mono, coef in variable.items()}
    atom = raised(var(opaque("pow", base, reduced)), common)
    return rat(times(atom, raised(base, shift)))
