"""Equations between products of powers of numbers that are too large to write out."""

from __future__ import annotations

from selfproof.world.kernel.numbers import factors
from selfproof.world.terms import Div, Exact, Mul, Num, Pow, Term

_MOST_DEPTH = 20


def equal(left: Term, right: Term) -> bool:
    """Whether both sides are products of powers of numbers, with the same primes to the same
    powers: 7^1681 = (7^2)^840 * 7."""
    a, b = _primes(left, 0), _primes(right, 0)
    return a is not None and a == b


def _primes(term: Term, depth: int) -> dict[int, int] | None:
    """The exponents of primes, and of -1 modulo 2; None for 0 and for other terms."""
    if depth > _MOST_DEPTH:
        return None
    match term:
        case Num(value):
            return _of_number(value)
        case Mul(parts):
            total: dict[int, int] = {}
            for part in parts:
                found = _primes(part, depth + 1)
                if found is None:
                    return None
                total = _plus(total, found, 1)
            return total
        case Div(top, bottom):
            above, below = _primes(top, depth + 1), _primes(bottom, depth + 1)
            return None if above is None or below is None else _plus(above, below, -1)
        case Pow(base, Num(exponent)) if exponent.denominator == 1:
            found = _primes(base, depth + 1)
            return None if found is None else _plus({}, found, int(exponent))
        case _:
            return None


def _of_number(value: Exact) -> dict[int, int] | None:
    if value == 0:
        return None
    above, below = factors(abs(value.numerator)), factors(value.denominator)
    if above is None or below is None:
        return None
    sign = {-1: 1} if value < 0 else {}
    return _plus(_plus(sign, dict(above), 1), dict(below), -1)


def _plus(a: dict[int, int], b: dict[int, int], times: int) -> dict[int, int]:
    total = dict(a)
    for prime, exponent in b.items():
        value = total.get(prime, 0) + times * exponent
        value = value % 2 if prime == -1 else value
        if value:
            total[prime] = value
        else:
            total.pop(prime, None)
    return total
