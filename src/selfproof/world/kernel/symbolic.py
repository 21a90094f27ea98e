"""When a divisor that is no number divides a term: gcd(a, b), n - 2, a prime p.

It divides multiples of itself and of what it is known to divide, their sums as they are written,
and what is left of a known multiple without a multiple of the divisor.
"""

from __future__ import annotations

from selfproof.world.kernel.calls import gcd_of
from selfproof.world.kernel.effort import Effort
from selfproof.world.kernel.facts import Facts
from selfproof.world.kernel.forms import proportional
from selfproof.world.kernel.known import poly_of
from selfproof.world.poly import (
    ONE_POLY,
    Atom,
    Poly,
    constant,
    exact_quotient,
    minus,
    plus,
    scale,
)
from selfproof.world.terms import Add, Term

_MOST_ROWS = 8


def divides_exactly(p: Poly, known: Poly) -> bool:
    """Whether p is `known` times a polynomial with integer coefficients."""
    rest = exact_quotient(p, known)
    return rest is not None and all(type(coef) is int for coef in rest.values())


def divides_plainly(d: Poly, p: Poly, term: Term | None, facts: Facts, effort: Effort) -> bool:
    """Whether d divides p, for integers."""
    if not (facts.plainly_integer(d) and facts.plainly_integer(p)):
        return False
    if symbolic_multiple(d, p, facts):
        return True
    forms = facts.forms_of(p) if term is None else (term, *facts.forms_of(p))
    for form in forms:
        if not isinstance(form, Add):
            continue
        parts = [poly_of(each, facts) for each in form.terms]
        if all(map(facts.plainly_integer, parts)) and _sum_is_multiple(d, parts, facts):
            return True
    if _rest_is_multiple(d, p, facts, effort):
        return True
    known = [q for divisor, q in facts.multiples if divisor == d][-3:]
    if len(known) < 2 or effort < Effort.DETAIL:
        return False
    return any(
        not minus(p, plus(scale(a, i), scale(b, j)))
        for k, a in enumerate(known)
        for b in known[k + 1 :]
        for i in range(-9, 10)
        for j in range(-9, 10)
    )


def _sum_is_multiple(d: Poly, parts: list[Poly], facts: Facts) -> bool:
    """Whether d divides a sum: some terms one by one, the others together."""
    rest: Poly = {}
    for q in parts:
        if not _as_gcd(d, q, facts) and not any(
            known and divides_exactly(q, known)
            for known in (d, *(each for divisor, each in facts.multiples if divisor == d))
        ):
            rest = plus(rest, q)
    return symbolic_multiple(d, rest, facts)


def _rest_is_multiple(d: Poly, p: Poly, facts: Facts, effort: Effort) -> bool:
    """Whether p is what is left of a known multiple of d without a multiple of d: as it was
    written (2n^2 + 9 = (n + 4)(2n - 8) + 41), or by taking d away a few times."""
    for whole, _ in facts.sums[-_MOST_ROWS:]:
        if any(_is_times(d, plus(whole, p, s), facts) for s in (1, -1)) and (
            facts.plainly_integer(whole) and symbolic_multiple(d, whole, facts)
        ):
            return True
    for divisor, q in facts.multiples:
        if divisor not in (d, scale(d, -1)):
            continue
        difference = exact_quotient(minus(q, p), d)
        value = None if difference is None else constant(difference)
        if value is not None and value.denominator == 1:
            return True
        if effort >= Effort.DETAIL and difference is not None and facts.plainly_integer(difference):
            return True
    return False


def _is_times(d: Poly, p: Poly, facts: Facts) -> bool:
    rest = exact_quotient(p, d)
    return rest is not None and facts.plainly_integer(rest)


def symbolic_multiple(d: Poly, p: Poly, facts: Facts) -> bool:
    """Whether d divides p, both integers, by one step."""
    if not p:
        return True
    for known in (d, *(q for divisor, q in facts.multiples if divisor == d)):
        if known and divides_exactly(p, known):
            quotient_ = exact_quotient(p, known)
            if quotient_ is not None and facts.plainly_integer(quotient_):
                return True
    if _as_gcd(d, p, facts):
        return True
    for divisor, q in facts.multiples:
        if not q:
            continue
        if divisor != d and divides_exactly(divisor, d) and divides_exactly(p, q):
            return True  # a divisor of a divisor
        if divides_exactly(p, q) and any(
            own == d and multiple and divides_exactly(divisor, multiple)
            for own, multiple in facts.multiples
        ):
            return True
    return _sum_of_known(d, p, facts) or _coprime(d, p, facts)


def _as_gcd(d: Poly, p: Poly, facts: Facts) -> bool:
    """gcd(a, b) divides multiples of a and b."""
    if len(d) != 1:
        return False
    ((mono, coef),) = d.items()
    atom = mono[0][0]
    if len(mono) != 1 or mono[0][1] != 1 or abs(coef) != 1:
        return False
    return (
        isinstance(atom, Atom)
        and atom.name == "gcd"
        and any(arg and divides_exactly(p, arg) for arg in atom.args)
    )


def _sum_of_known(d: Poly, p: Poly, facts: Facts) -> bool:
    """p = q1 + q2 or q1 - q2 of known multiples of d."""
    known = [d, *(q for divisor, q in facts.multiples if divisor == d)]
    for k, a in enumerate(known):
        for b in known[k + 1 :]:
            for s in (1, -1):
                total = plus(a, b, s)
                if total and (
                    p in (total, scale(total, -1))
                    or (proportional(p, total) and divides_exactly(p, total))
                ):
                    return True
    return False


def _coprime(d: Poly, p: Poly, facts: Facts) -> bool:
    """d divides q p and gcd(d, q) = 1."""
    for divisor, multiple in facts.multiples:
        if divisor == d and p:
            rest = exact_quotient(multiple, p)
            if rest is not None and facts.plainly_integer(rest):
                value = gcd_of([d, rest], facts)
                if value.num == value.den == ONE_POLY:
                    return True
    return False
