"""Known theorems that a text names: Fermat's little theorem and Euler's.

An instance is accepted when the text names a theorem and the instance is exactly one: the prime is
prime, and the base is known not to be a multiple of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import gcd

from selfproof.world.check.logic import number
from selfproof.world.kernel import Facts, follows
from selfproof.world.kernel.numbers import is_prime
from selfproof.world.language.statements import Reason
from selfproof.world.props import Cong, Divides, Forall, Is, Not, Or, Prop, Rel, negation
from selfproof.world.terms import ONE, Add, Call, Mul, Num, Pow, Term, Var, num

_LARGEST = 10_000
_NAMES = ("fermat", "euler", "theorem")


def by_theorem(prop: Prop, reasons: Iterable[Reason], facts: Facts) -> bool:
    """Whether one of the reasons names a theorem of which the claim is an instance."""
    if not any(name in reason.by for reason in reasons for name in _NAMES):
        return False
    match prop:
        case Cong(left, right, modulus):
            m = number(modulus)
            if m is None or m.denominator != 1 or not 1 < m <= _LARGEST:
                return False
            return any(_instance(a, b, int(m), facts) for a, b in ((left, right), (right, left)))
        case Divides(divisor, Add((first, second))):
            return by_theorem(Cong(first, _negated(second), divisor), reasons, facts)
        case Forall((name,), "integer" | "positive integer" | "natural", body):
            return _for_all(Var(name), body)
        case _:
            return False


def _for_all(a: Var, body: Prop) -> bool:
    """The theorem itself: a^p = a, or a^(p-1) = 1 for every a with a condition on it."""
    parts = body.parts if isinstance(body, Or) else (body,)
    said = [each for each in parts if isinstance(each, Cong)]
    others = [each for each in parts if not isinstance(each, Cong)]
    if len(said) != 1 or len(others) > 1 or not isinstance(said[0].left, Pow):
        return False
    m, exponent = number(said[0].modulus), number(said[0].left.exponent)
    if m is None or m.denominator != 1 or not 1 < m <= _LARGEST or said[0].left.base != a:
        return False
    if said[0].right == a:
        return not others and exponent == m and bool(is_prime(int(m)))
    if said[0].right != ONE or not others:
        return False
    coprime = Rel("=", Call("gcd", (a, num(m))), ONE)
    if others[0] == Divides(num(m), a):
        return exponent == m - 1 and bool(is_prime(int(m)))
    return others[0] in (Not(coprime), negation(coprime)) and exponent == _totient(int(m))


def _negated(term: Term) -> Term:
    if isinstance(term, Num):
        return Num(-term.value)
    if isinstance(term, Mul) and term.factors[0] == num(-1):
        rest = term.factors[1:]
        return rest[0] if len(rest) == 1 else Mul(rest)
    return Mul((num(-1), term))


def _instance(left: Term, right: Term, m: int, facts: Facts) -> bool:
    """`left` is a power with the exponent of the theorem, and `right` its residue."""
    if not isinstance(left, Pow) or not follows(Is(left.base, "integer"), facts):
        return False
    exponent = number(left.exponent)
    if exponent == m and right == left.base:
        return bool(is_prime(m))
    if right != ONE:
        return False
    base = number(left.base)
    if base is not None:
        return gcd(int(base), m) == 1 and exponent == _totient(m)
    if exponent != m - 1 or not is_prime(m):
        return False
    return follows(Not(Divides(num(m), left.base)), facts)


def _totient(m: int) -> int:
    return sum(gcd(k, m) == 1 for k in range(1, m + 1))
