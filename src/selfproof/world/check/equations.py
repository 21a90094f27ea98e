"""What a claim says beside a known equation: the same, less (a multiple of it, perhaps modulo m),
or nothing about a product that the equation makes 0.

An impossible equation implies everything, so where it is supposed silently, what follows from it is
not enough: a claim has to be this equation in another form.
"""

from __future__ import annotations

from contextlib import suppress
from math import gcd

from selfproof.world.check.logic import number
from selfproof.world.kernel import Facts, follows
from selfproof.world.kernel.forms import proportional
from selfproof.world.kernel.normal import polynomial
from selfproof.world.poly import Poly, constant, plus
from selfproof.world.props import Cong, Divides, Prop, Rel
from selfproof.world.terms import ZERO, Mul, Num, Term, Undefined, Var, sub

_LARGEST = 500


def says_less(prop: Prop, equation: Prop) -> bool:
    """Whether `prop` is the equation times a number, with multiples of m left out where it is a
    congruence modulo m."""
    if not isinstance(equation, Rel):
        return False
    with suppress(Undefined):
        whole = polynomial(sub(equation.left, equation.right))
        match prop:
            case Rel("=", left, right):
                return proportional(polynomial(sub(left, right)), whole)
            case Cong(left, right, modulus):
                if _is_about_one_side(left, right, equation):
                    return False
                return _modulo(sub(left, right), whole, modulus)
            case Divides(divisor, term):
                return _modulo(term, whole, divisor)
    return False


def hides_a_zero(equation: Rel, facts: Facts) -> bool:
    """A factor of a side is known to be 0, and the equation is no identity: then it says nothing
    of this product, but that the other side is 0."""
    with suppress(Undefined):
        for side, other in ((equation.left, equation.right), (equation.right, equation.left)):
            if not isinstance(side, Mul) or constant(polynomial(other)) is not None:
                continue
            if any(_becomes_zero(each, facts) for each in side.factors):
                return bool(polynomial(sub(equation.left, equation.right)))
    return False


def _becomes_zero(factor: Term, facts: Facts) -> bool:
    return not isinstance(factor, Num | Var) and follows(Rel("=", factor, ZERO), facts)


def _is_about_one_side(left: Term, right: Term, equation: Rel) -> bool:
    """ "4x^2 - 5y^2 ≡ 4x^2 (mod 5)" is about the left-hand side for all x and y."""
    side = polynomial(equation.left)
    for one, other in ((left, right), (right, left)):
        if polynomial(one) == side and constant(polynomial(other)) is None:
            return True
    return False


def _modulo(term: Term, whole: Poly, modulus: Term) -> bool:
    m = number(modulus)
    if m is None or m.denominator != 1 or not 1 < m <= _LARGEST:
        return False
    part = polynomial(term)
    return any(
        _vanishes(plus(part, whole, -c), int(m)) for c in range(1, int(m)) if gcd(c, int(m)) == 1
    )


def _vanishes(p: Poly, m: int) -> bool:
    return all(type(coef) is int and coef % m == 0 for coef in p.values())
