"""Plain numbers: primes, factors, roots, residues. Everything is bounded."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import isqrt

from selfproof.world.terms import Exact

LARGEST_FACTORED = 10**9
"""Larger numbers are not factored; trial division stays below about 30,000 steps."""


@lru_cache(maxsize=4_096)
def factors(n: int) -> tuple[tuple[int, int], ...] | None:
    """Prime powers (p, e) of n >= 1, None when n is too large to factor."""
    if n > LARGEST_FACTORED:
        return None
    found, p = [], 2
    while p * p <= n:
        e = 0
        while n % p == 0:
            n, e = n // p, e + 1
        if e:
            found.append((p, e))
        p += 1 if p == 2 else 2
    if n > 1:
        found.append((n, 1))
    return tuple(found)


def is_prime(n: int) -> bool | None:
    """Whether n is a prime, None when it is too large to tell."""
    if n < 2:
        return False
    parts = factors(n)
    return None if parts is None else parts == ((n, 1),)


def root(value: Exact) -> Exact | None:
    """The exact square root, None when there is no rational one."""
    if value < 0:
        return None
    top, bottom = isqrt(value.numerator), isqrt(value.denominator)
    if top * top == value.numerator and bottom * bottom == value.denominator:
        return top if bottom == 1 else Fraction(top, bottom)
    return None


def divisors(n: int) -> list[int] | None:
    """The positive divisors of n >= 1 in order, None when n is too large."""
    parts = factors(n)
    if parts is None:
        return None
    found = [1]
    for p, e in parts:
        found = [d * p**k for d in found for k in range(e + 1)]
    return sorted(found)


def inverse(a: int, m: int) -> int | None:
    """The inverse of a modulo m >= 1, None when there is none."""
    try:
        return pow(a, -1, m)
    except ValueError:
        return None
