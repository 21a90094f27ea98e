"""Alternatives that cover everything, of which a claim "one of these" can be tried.

An integer between two numbers is one of those between; a divisor of a number is one of its
divisors, up to sign; a product of two integers that is a number splits in so many ways; an integer
has one of m residues.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from math import lcm

from selfproof.world.kernel.equalities import difference_of, is_zero
from selfproof.world.kernel.facts import Facts
from selfproof.world.kernel.instances import as_term
from selfproof.world.kernel.known import INTEGER_KINDS
from selfproof.world.kernel.normal import normal
from selfproof.world.kernel.numbers import divisors
from selfproof.world.poly import ONE_POLY, Poly, atoms, constant, scale, times, var
from selfproof.world.props import And, Cong, Divides, Exists, Prop, Rel, free
from selfproof.world.terms import Mul, Num, Term, Undefined, Var, num, variables

Branch = tuple[Prop, ...]
_WIDEST = 40
_LARGEST = 10**6
_MOST_BRANCHES = 64
_LARGEST_MODULUS = 24


def for_claim(parts: tuple[Prop, ...], facts: Facts) -> Iterator[list[Branch]]:
    """Lists of branches, one of which always holds, that a claim of these parts may go through.

    Only claims that list the outcomes themselves: what follows in every branch (a + b is 5 or 7
    as ab = 6) is a proof by cases, which a text has to write out.
    """
    names = sorted(frozenset().union(*map(free, parts)))
    if all(map(_is_value, parts)):
        yield from _between(names, facts)
        yield from _divisors(facts)
    if all(
        isinstance(part, And) and all(map(_is_value, part.parts)) for part in parts
    ) or _give_factors(parts, facts):
        yield from _products(facts)
    yield from _residues(parts, names, facts)


def _give_factors(parts: tuple[Prop, ...], facts: Facts) -> bool:
    """Each part says what the factors of a known product are: "x - y = 1 and x + y = 13"."""
    if not facts.factored:
        return False
    factors = {
        factor
        for sides in facts.factored[-6:]
        for side in sides
        if isinstance(side, Mul)
        for factor in side.factors
    }
    return all(
        isinstance(part, And)
        and all(
            isinstance(each, Rel)
            and each.op == "="
            and each.left in factors
            and not variables(each.right)
            for each in part.parts
        )
        for part in parts
    )


def _is_value(part: Prop) -> bool:
    """Whether a part says what one name is, or what one name plus or times a number is."""
    if not isinstance(part, Rel) or part.op != "=":
        return False
    return len(free(part)) == 1


def product_is_zero(parts: tuple[Prop, ...], facts: Facts) -> bool:
    """Whether one of several equations holds because the product of the differences is 0.

    Raises:
        Undefined: a side has no value.
    """
    product: Poly = ONE_POLY
    for part in parts:
        if not (isinstance(part, Rel) and part.op == "="):
            return False
        product = times(product, difference_of(part.left, part.right, facts))
    return is_zero(product, facts)


def _between(names: list[str], facts: Facts) -> Iterator[list[Branch]]:
    for name in names:
        if facts.kind_of(name) not in INTEGER_KINDS or name in facts.values:
            continue
        at = facts.interval(var(name))
        if at.low is None or at.high is None or at.high - at.low > _WIDEST:
            continue
        low, high = -int(-at.low // 1), int(at.high // 1)
        yield [(Rel("=", Var(name), num(v)),) for v in range(low, high + 1)]


def _divisors(facts: Facts) -> Iterator[list[Branch]]:
    for divisor, multiple in facts.multiples[-6:]:
        value = constant(multiple)
        if value is None or not 0 < value * value <= _LARGEST**2 or len(atoms(divisor)) != 1:
            continue
        term = as_term(divisor) or _named(divisor, facts)
        found = divisors(abs(int(value)))
        if term is not None and found is not None and len(found) * 2 <= _MOST_BRANCHES:
            yield [(Rel("=", term, num(s * d)),) for d in found for s in (1, -1)]


def _named(p: Poly, facts: Facts) -> Term | None:
    """A name whose value is p."""
    for name in facts.names:
        known = facts.value_of(name)
        if known is not None and known.den == ONE_POLY and known.num == p:
            return Var(name)
    return None


def divisors_listed(parts: tuple[Prop, ...], facts: Facts) -> bool:
    """Whether a list of values of one term has all divisors of a number that it divides.

    Raises:
        Undefined: the term has no value.
    """
    first = parts[0]
    if not isinstance(first, Rel):
        return False
    allowed = set()
    for part in parts:
        if not isinstance(part, Rel) or part.op != "=" or part.left != first.left:
            return False
        value = normal(part.right, facts)
        allowed.add(constant(value.num) if value.den == ONE_POLY else None)
    p = normal(first.left, facts)
    if p.den != ONE_POLY:
        return False
    signs = {1: (1,), -1: (-1,), None: (1, -1)}[facts.sign_of(p.num)]
    for divisor, multiple in facts.multiples:
        c = constant(multiple)
        if c and divisor in (p.num, scale(p.num, -1)) and c * c <= _LARGEST**2:
            found = divisors(abs(int(c))) or []
            if found and all(s * d in allowed for d in found for s in signs):
                return True
    return False


def _products(facts: Facts) -> Iterator[list[Branch]]:
    for left, right in facts.factored[-6:]:
        for side, other in ((left, right), (right, left)):
            with suppress(Undefined):
                value = constant(normal(other, facts).num)
                factors = _two_factors(side, facts)
                if value is None or factors is None or not 0 < value * value <= _LARGEST**2:
                    continue
                if value.denominator != 1 or normal(other, facts).den != ONE_POLY:
                    continue
                found = divisors(abs(int(value)))
                if found is None or len(found) * 2 > _MOST_BRANCHES:
                    continue
                pairs = [(s * d, int(value) // (s * d)) for d in found for s in (1, -1)]
                first, second = factors
                yield [(Rel("=", first, num(a)), Rel("=", second, num(b))) for a, b in pairs]


def _two_factors(term: Term, facts: Facts) -> tuple[Term, Term] | None:
    """The two factors of a product of integers."""
    if not isinstance(term, Mul):
        return None
    factors = term.factors
    if len(factors) != 2:
        return None
    polys = [normal(factor, facts) for factor in factors]
    if not all(p.den == ONE_POLY and facts.plainly_integer(p.num) for p in polys):
        return None
    return factors[0], factors[1]


def _residues(parts: tuple[Prop, ...], names: list[str], facts: Facts) -> Iterator[list[Branch]]:
    """All residues of the one variable, modulo what the parts speak of. That 5 divides n^5 - n or
    n + 1 is more than a list of residues: it has to be proved for each of them."""
    if not all(map(_is_linear, parts)):
        return
    whole = [name for name in names if facts.kind_of(name) in INTEGER_KINDS]
    if len(whole) != 1 or whole[0] in facts.values:
        return
    moduli = [m for part in parts if (m := _modulus(part)) is not None]
    m = lcm(*moduli) if len(moduli) == len(parts) else 0
    if 2 <= m <= _LARGEST_MODULUS:
        yield [(Cong(Var(whole[0]), num(r), num(m)),) for r in range(m)]


def _is_linear(part: Prop) -> bool:
    """Whether a part says what a name plus or times a number is (modulo something)."""
    match part:
        case Cong(left, right, _):
            sides = (left, right)
        case Divides(_, term):
            sides = (term, term)
        case _:
            return True
    with suppress(Undefined):
        return all(
            sum(exponent for _, exponent in mono) <= 1
            for side in sides
            for mono in normal(side).num
        )
    return False


def _modulus(part: Prop) -> int | None:
    match part:
        case Cong(_, _, Num(m)) | Divides(Num(m), _) if m.denominator == 1:
            return abs(int(m)) or None
        case Exists((name,), kind, Rel("=", left, right)) if kind in INTEGER_KINDS:
            with suppress(Undefined):
                for side in (left, right):
                    slope = normal(side).num.get(((name, 1),))
                    if slope is not None and slope.denominator == 1:
                        return abs(int(slope))
    return None
