"""What a number can be of which something is known that it divides.

d divides 6 and is odd: it is one of 1, -1, 3, -3. A prime that divides 8 is 2. What divides an odd
number is odd.
"""

from __future__ import annotations

from fractions import Fraction

from selfproof.world.kernel import residues
from selfproof.world.kernel.facts import Facts
from selfproof.world.kernel.forms import proportional
from selfproof.world.kernel.normal import normal
from selfproof.world.kernel.numbers import divisors, is_prime
from selfproof.world.poly import ONE_POLY, Atom, Poly, constant, minus, plus, scale, times
from selfproof.world.props import And, Prop, Rel
from selfproof.world.terms import ZERO, Undefined

_LARGEST = 10**6
_FEW = 8
"""Divisors of a number that a reader goes through in the head."""


def candidates(d: Poly, c: int, facts: Facts) -> set[int]:
    """The divisors of c that the integer d can be, by its sign, its kind and known residues."""
    signs = {1: (1,), -1: (-1,), None: (1, -1)}[facts.sign_of(d)]
    found = {s * each for each in divisors(abs(c)) or () for s in signs}
    if len(d) == 1:
        ((mono, coef),) = d.items()
        single = coef == 1 and len(mono) == 1 and mono[0][1] == 1
        if single and facts.kind_of(str(mono[0][0])) in ("prime", "odd prime"):
            found = {each for each in found if is_prime(each)}
    for known, n in facts.residues:
        rest = constant(minus(known, d))
        if rest is not None and rest.denominator == 1:
            found = {each for each in found if (each + int(rest)) % n == 0}
    return found


def is_only_value(p: Poly, facts: Facts) -> bool:
    """Whether p = d - v, up to a factor, where d can only be v."""
    for divisor, multiple in facts.multiples:
        c = constant(multiple)
        if not c or c.denominator != 1 or abs(int(c)) > _LARGEST or constant(divisor) is not None:
            continue
        value = _value(p, divisor)
        if value is None:
            continue
        found = candidates(divisor, int(c), facts)
        if found == {value} and len(divisors(abs(int(c))) or ()) <= _FEW:
            return True
    return False


def _value(p: Poly, d: Poly) -> int | None:
    """v where p is d - v up to a factor."""
    mono = next((mono for mono in d if mono and p.get(mono)), None)
    if mono is None:
        return None
    rest = constant(minus(scale(p, d[mono]), scale(d, p[mono])))
    if rest is None:
        return None
    value = -Fraction(rest) / Fraction(p[mono])
    return int(value) if value.denominator == 1 else None


def same_sign(parts: tuple[Prop, ...], facts: Facts) -> bool:
    """ "a and b are positive, or both are negative", where the product is known to be positive."""
    match parts:
        case (
            And((Rel(">", a, zero), Rel(">", b, _))),
            And((Rel("<", c, _), Rel("<", d, _))),
        ) if zero == ZERO and (a, b) == (c, d):
            pass
        case _:
            return False
    if not all(isinstance(each, And) and _with_zero(each) for each in parts):
        return False
    try:
        first, second = normal(a, facts), normal(b, facts)
    except Undefined:
        return False
    if first.den != ONE_POLY or second.den != ONE_POLY:
        return False
    product = times(first.num, second.num)
    for equation in facts.equations[-16:]:
        rest = constant(minus(product, equation)), constant(plus(product, equation))
        if any(value is not None and value > 0 for value in rest):
            return True
    value = constant(product)
    return value is not None and value > 0


def _with_zero(whole: And) -> bool:
    return all(isinstance(each, Rel) and each.right == ZERO for each in whole.parts)


def is_odd(d: Poly, facts: Facts) -> bool:
    """It divides an odd number."""
    own = [atom for mono in d for atom, _ in mono if isinstance(atom, Atom)] if len(d) == 1 else []
    if len(own) == 1 and own[0].name == "gcd" and d == {((own[0], 1),): 1}:
        return any(residues.never_multiple(arg, 2, facts) for arg in own[0].args)
    return any(
        proportional(divisor, d) and residues.never_multiple(multiple, 2, facts)
        for divisor, multiple in facts.multiples
    )
