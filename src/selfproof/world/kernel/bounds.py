"""Where a polynomial lies, from where its atoms lie: interval arithmetic with open ends."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple, Protocol

from selfproof.world.poly import (
    Atom,
    Coef,
    Mono,
    Poly,
    bits_fit,
    constant,
    content,
    minus,
    scale,
)


class Interval(NamedTuple):
    """low <= value <= high; < where `above` (for low) or `below` (for high); None is infinite."""

    low: Coef | None
    above: bool
    high: Coef | None
    below: bool

    @property
    def excludes_zero(self) -> bool:
        """Whether 0 is outside."""
        if self.low is not None and (self.low > 0 or (self.low == 0 and self.above)):
            return True
        return self.high is not None and (self.high < 0 or (self.high == 0 and self.below))

    @property
    def empty(self) -> bool:
        """Whether nothing is inside."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.above or self.below))


ANY = Interval(None, False, None, False)
NONNEGATIVE = Interval(0, False, None, False)
POSITIVE = Interval(0, True, None, False)
AT_LEAST_1 = Interval(1, False, None, False)


class Ranges(Protocol):
    """Knowledge of atoms."""

    bounds: dict[str, Interval]

    def least(self, p: Poly) -> int | None:
        """The least integer that p can be."""


def meet(a: Interval, b: Interval) -> Interval:
    """What is in both."""
    low, above, high, below = a
    if b.low is not None and (low is None or b.low > low or (b.low == low and b.above)):
        low, above = b.low, b.above
    if b.high is not None and (high is None or b.high < high or (b.high == high and b.below)):
        high, below = b.high, b.below
    return Interval(low, above, high, below)


def interval_of(p: Poly, known: Ranges) -> Interval:
    """Where p lies."""
    low: Coef | None = 0
    high: Coef | None = 0
    above = below = False
    for mono, coef in p.items():
        part = _mono(mono, known) if mono else Interval(1, False, 1, False)
        if coef < 0:
            part = Interval(part.high, part.below, part.low, part.above)
        low = None if low is None or part.low is None else low + part.low * coef
        high = None if high is None or part.high is None else high + part.high * coef
        above, below = above or part.above, below or part.below
        if low is None and high is None:
            return ANY
    return Interval(low, above, high, below)


def _mono(mono: Mono, known: Ranges) -> Interval:
    result: Interval | None = None
    for atom, exponent in mono:
        part = _power(_atom(atom, known), exponent)
        result = part if result is None else _product(result, part)
    return result or AT_LEAST_1


def _atom(atom: str, known: Ranges) -> Interval:
    said = known.bounds.get(atom, ANY)
    return meet(said, _opaque(atom, known)) if isinstance(atom, Atom) else said


def _opaque(atom: Atom, known: Ranges) -> Interval:
    if atom.name == "gcd":
        return AT_LEAST_1 if _not_all_zero(atom.args, known) else NONNEGATIVE
    if atom.name in ("abs", "abs/", "sqrt"):
        return NONNEGATIVE
    if atom.name == "factorial":
        low = known.least(atom.args[0])
        return ANY if low is None or low < 0 else AT_LEAST_1
    if atom.name == "pow":
        return _opaque_power(atom, known)
    return ANY


def _not_all_zero(args: tuple[Poly, ...], known: Ranges) -> bool:
    """Whether one of some integers is plainly not 0: one has a remainder on division by what
    divides its other terms, or two of them differ, as multiples, by a number."""
    for p in args:
        free = {mono: coef for mono, coef in p.items() if mono}
        if all(type(coef) is int for coef in p.values()):
            g = content(free)
            if p.get((), 0) % g if g else p:
                return True
        if interval_of(p, known).excludes_zero:
            return True
    for p, q in combinations(args, 2):
        mono = next((mono for mono in p if mono and mono in q), None)
        if mono is not None and constant(minus(scale(p, q[mono]), scale(q, p[mono]))):
            return True
    return False


def _opaque_power(atom: Atom, known: Ranges) -> Interval:
    base, exponent = atom.args
    value = constant(base)
    if value == -1:
        return Interval(-1, False, 1, False)
    if value is not None:  # an integer >= 2
        low = known.least(exponent)
        if low is not None and low >= 0 and bits_fit(value, low):
            return Interval(value**low, False, None, False)
        return POSITIVE
    found = interval_of(base, known)
    if found.low is None or found.low < 0:
        return ANY
    if found.low >= 1:
        return AT_LEAST_1
    return POSITIVE if found.low > 0 or found.above else NONNEGATIVE


def _power(a: Interval, exponent: int) -> Interval:
    if exponent == 1:
        return a
    if exponent < 0:  # only of what is not 0
        return POSITIVE if exponent % 2 == 0 or (a.low is not None and a.low >= 0) else ANY
    if exponent % 2 == 0 and (a.low is None or a.low < 0):
        if a.high is not None and a.high <= 0:
            a = Interval(-a.high, a.below, None if a.low is None else -a.low, a.above)
        elif a.low is None or a.high is None:
            return NONNEGATIVE
        else:
            return Interval(0, False, max(-a.low, a.high) ** exponent, False)
    return Interval(
        None if a.low is None else a.low**exponent,
        a.above,
        None if a.high is None else a.high**exponent,
        a.below,
    )


def _product(a: Interval, b: Interval) -> Interval:
    if a.empty or b.empty:
        return ANY  # what is known clashes; turning signs would not end
    if a.low is not None and a.low >= 0 and b.low is not None and b.low >= 0:
        above = (a.above and (b.low > 0 or b.above)) or (b.above and (a.low > 0 or a.above))
        high = None if a.high is None or b.high is None else a.high * b.high
        return Interval(a.low * b.low, above, high, False)
    if a.high is not None and a.high <= 0:
        return _flip(_product(_flip(a), b))
    if b.high is not None and b.high <= 0:
        return _flip(_product(a, _flip(b)))
    if a.low is None or a.high is None or b.low is None or b.high is None:
        return ANY
    corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high]
    return Interval(min(corners), False, max(corners), False)


def _flip(a: Interval) -> Interval:
    return Interval(
        None if a.high is None else -a.high, a.below, None if a.low is None else -a.low, a.above
    )
