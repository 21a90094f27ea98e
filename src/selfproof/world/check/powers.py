"""Large powers: a residue that a machine sees, and a reader does not.

The kernel computes 7^100 modulo 13 in no time. A proof has to get there in steps, so every large
power in a claim must be explained: it was spoken of before, it is a power of such a power, its
exponent splits into one with a known power of 1 or -1 and a small rest, its base is 0, 1 or -1, or
both sides are the same powers of the same primes but for small factors. This only ever rejects
claims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from selfproof.world.check.logic import number
from selfproof.world.kernel.numbers import factors, is_prime
from selfproof.world.props import Cong, Divides, Forall, Or, Prop, Rel, terms_of
from selfproof.world.terms import ONE, Add, Exact, Mul, Num, Pow, Term, Var, children, mul

GLANCE = 12
"""Exponents that a reader computes alone."""
_GLANCE_BITS = 40
_MOST_REST = 6
_MOST_TIMES = 6
_LARGEST_BASE = 10**6


Power = tuple[Exact, int]
"""(base, exponent)."""
_Link = tuple[frozenset[Power], frozenset[Power], int]


@dataclass(slots=True)
class Powers:
    """The powers whose residues a text has found.

    Attributes:
        active: The problem has large powers; in others nothing hangs on them.
        known: (base, exponent, modulus); modulus 0 for an exact value.
        links: Equal sides that both have large powers, and the modulus.
        orders: (exponent, modulus) of a general claim that a^exponent is congruent to 1.
    """

    active: bool = True
    known: set[tuple[Exact, int, int]] = field(default_factory=set)
    links: list[_Link] = field(default_factory=list)
    orders: set[tuple[int, int]] = field(default_factory=set)

    def note(self, prop: Prop) -> None:
        """A verified claim."""
        if self.active and isinstance(prop, Forall | Or | Cong):
            self.orders.update(_orders(prop))
        if not self.active or not (
            isinstance(prop, Cong) or (isinstance(prop, Rel) and prop.op == "=")
        ):
            return
        m = _modulus(prop)
        left, right = (frozenset(_large(side)) for side in terms_of(prop)[:2])
        small = [power for side in terms_of(prop)[:2] for power in _powers(side)]
        if left and right:
            self.links.append((left, right, m))
        else:
            self.known.update((*power, m) for power in (*left, *right, *small))
        if self.links:
            self._spread(m)

    def _spread(self, m: int) -> None:
        """A side is known when the other one is."""
        for left, right, modulus in self.links:
            if modulus in (0, m):
                for one, other in ((left, right), (right, left)):
                    if all(self._is_known(power, m) for power in one):
                        self.known.update((*power, m) for power in other)

    def _is_known(self, power: Power, m: int) -> bool:
        return (*power, m) in self.known or (*power, 0) in self.known

    def explain(self, prop: Prop) -> bool:
        """Every large power in the claim is accounted for."""
        if not self.active:
            return True
        large = [each for term in terms_of(prop) for each in _outer(term) if _is_large(each)]
        if not large:
            return True
        m = _modulus(prop)
        if all(self._explained(each, m) for each in large):
            return True
        return _same_exponents(terms_of(prop)[:2], m)

    def _explained(self, term: Pow, m: int) -> bool:
        power = _as_power(term)
        if power is None or self._is_known(power, m):
            return True
        inner = _as_power(term.base) if isinstance(term.base, Pow) else None
        if inner is not None:
            return self._is_known(inner, m) or self._is_unit(inner, m)
        base, exponent = power
        if m and base.denominator == 1 and int(base) % m in (0, 1, m - 1):
            return True
        return self._splits(base, exponent, m) or (m > 0 and self._by_primes(base, exponent, m))

    def _is_unit(self, power: Power, m: int) -> bool:
        """A power that is 0, 1 or -1 modulo m at a glance, or by a general fact."""
        base, exponent = power
        if m < 2 or base.denominator != 1 or pow(int(base), exponent, m) not in (0, 1, m - 1):
            return False
        small = int(base).bit_length() * exponent <= _GLANCE_BITS
        return small or (exponent, m) in self.orders or (exponent == m - 1 and is_prime(m) is True)

    def _by_primes(self, base: Exact, exponent: int, m: int) -> bool:
        """The base is reduced modulo m and split into primes, and their powers are explained."""
        parts = _split(base, exponent, m)
        if parts == [(base, exponent)]:
            return False
        return all(
            -1 <= part <= 1 or self._is_known((part, e), m) or self._splits(part, e, m)
            for part, e in parts
        )

    def _splits(self, base: Exact, exponent: int, m: int) -> bool:
        """The exponent is that of a known power, taken a few times or with residue 1 or -1, and a
        small rest; or it is p - 1 for a prime modulus p."""
        if m and exponent == m - 1 and is_prime(m):
            return True
        if any(m == of and _fits(base, exponent, e, m) for e, of in self.orders):
            return True
        return any(
            modulus in (0, m) and _is_base(known, base, m) and _fits(base, exponent, smaller, m)
            for known, smaller, modulus in self.known
        )


def _is_base(known: Exact, base: Exact, m: int) -> bool:
    """The same base, or one of its class."""
    return known == base or (m > 0 and (known - base) % m == 0)


def _fits(base: Exact, exponent: int, smaller: int, m: int) -> bool:
    """From one exponent to the other in a step."""
    if not 1 < smaller < exponent or exponent % smaller > _MOST_REST:
        return False
    if exponent <= _MOST_TIMES * smaller + _MOST_REST:
        return True
    return m > 0 and base.denominator == 1 and pow(int(base), smaller, m) in (1, m - 1)


def _modulus(prop: Prop) -> int:
    """Of a congruence or divisibility; 0 for other claims."""
    value = None
    if isinstance(prop, Cong):
        value = number(prop.modulus)
    elif isinstance(prop, Divides):
        value = number(prop.divisor)
    return int(value) if value is not None and value.denominator == 1 else 0


def _as_power(term: Term) -> Power | None:
    """(b, e) for b^e or (b^c)^d, with numbers."""
    exponent = 1
    while isinstance(term, Pow):
        value = number(term.exponent)
        if value is None or value.denominator != 1 or not 0 <= value < 10**9:
            return None
        exponent *= int(value)
        term = term.base
    base = number(term)
    return None if base is None or exponent == 1 else (base, exponent)


def has_large_power(prop: Prop) -> bool:
    """A power of a number that is not computed at a glance."""
    return any(_is_large(each) for term in terms_of(prop) for each in _outer(term))


def _is_large(term: Pow) -> bool:
    power = _as_power(term)
    if power is None:
        return False
    base, exponent = power
    if -1 <= base <= 1:
        return False
    return exponent > GLANCE and int(base).bit_length() * exponent > _GLANCE_BITS


def _outer(term: Term) -> Iterator[Pow]:
    """Powers that are not inside of others."""
    stack = [term]
    while stack:
        each = stack.pop()
        if isinstance(each, Pow):
            yield each
        else:
            stack.extend(children(each))


def _large(term: Term) -> Iterator[Power]:
    for each in _outer(term):
        power = _as_power(each)
        if power is not None and _is_large(each):
            yield power


def _powers(term: Term) -> Iterator[Power]:
    """Powers of numbers, those inside of powers too."""
    stack = [term]
    while stack:
        each = stack.pop()
        if isinstance(each, Pow) and (power := _as_power(each)) is not None:
            yield power
        stack.extend(children(each))


def _orders(prop: Prop) -> Iterator[tuple[int, int]]:
    """(16, 17) for "a^16 is congruent to 1 modulo 17", with conditions on a or without."""
    if isinstance(prop, Forall):
        prop = prop.prop
    for part in prop.parts if isinstance(prop, Or) else (prop,):
        if isinstance(part, Cong) and isinstance(part.left, Pow) and part.right == ONE:
            exponent, m = number(part.left.exponent), _modulus(part)
            if isinstance(part.left.base, Var) and exponent is not None and m:
                yield int(exponent), m


def _same_exponents(sides: tuple[Term, ...], m: int) -> bool:
    """Both sides are products of the same powers: 7^100 and (7^12)^8 * 7^4 or 49^50, term by term;
    or they are sums of small multiples of one power: 3^28 + 3^29 and 4 * 3^28."""
    if len(sides) != 2:
        return False
    for modulus in {0, m}:
        left, right = ([_exponents(part, modulus) for part in _summands(side)] for side in sides)
        if Counter(left) == Counter(right) or _small_multiples(left, right, m):
            return True
    return False


_Product = frozenset[tuple[Term | Exact, int]]
"""Each prime (or other factor) and its exponent; -1 stands for itself."""


def _small_multiples(left: list[_Product], right: list[_Product], m: int) -> bool:
    """What is left when the common power is taken out is small, and the same on both sides."""
    totals = [dict(each) for each in (*left, *right)]
    keys = {key for each in totals for key in each}
    least = {key: min(each.get(key, 0) for each in totals) for key in keys}
    values: list[int] = []
    for each in totals:
        value = -1 if each.get(-1) else 1
        for key, e in each.items():
            rest = e - least[key] if key != -1 else 0
            if not rest:
                continue
            if not isinstance(key, int) or key.bit_length() * rest > _GLANCE_BITS:
                return False
            value *= key**rest
        values.append(value)
    gap = sum(values[: len(left)]) - sum(values[len(left) :])
    return gap % m == 0 if m else gap == 0


def _summands(term: Term) -> tuple[Term, ...]:
    """Of a sum; a factor outside of brackets is multiplied in."""
    if isinstance(term, Mul):
        for place, factor in enumerate(term.factors):
            if isinstance(factor, Add) and len(factor.terms) <= _MOST_TIMES:
                rest = term.factors[:place] + term.factors[place + 1 :]
                return tuple(mul(*rest, each) for each in factor.terms)
    return term.terms if isinstance(term, Add) else (term,)


def _exponents(term: Term, m: int) -> _Product:
    """The total exponent of each prime, the bases reduced modulo m."""
    totals: dict[Term | Exact, int] = {}
    for factor in term.factors if isinstance(term, Mul) else (term,):
        if factor == ONE:
            continue
        power = _as_power(factor) if isinstance(factor, Pow) else None
        if power is None:
            value = number(factor) if isinstance(factor, Num) else None
            if value is None:
                totals[factor] = totals.get(factor, 0) + 1
                continue
            power = (value, 1)
        for base, exponent in _split(*power, m):
            totals[base] = totals.get(base, 0) + exponent
    if totals.pop(-1, 0) % 2:
        totals[-1] = 1
    return frozenset(totals.items())


def _split(base: Exact, exponent: int, m: int) -> list[Power]:
    """A power as powers of -1 and of primes; the base is first reduced modulo m."""
    if base.denominator != 1 or abs(base.numerator) > _LARGEST_BASE:
        return [(base, exponent)]
    value = int(base)
    if m:
        value %= m
        value = value - m if 2 * value > m else value
    if value in (0, 1):
        return [(0, 1)] if value == 0 else []
    sign: list[Power] = [(-1, exponent)] if value < 0 else []
    return sign + [(p, k * exponent) for p, k in factors(abs(value)) or ()]
