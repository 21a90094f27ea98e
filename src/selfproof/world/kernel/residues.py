"""What is never a multiple of m, and lists of residues that cover everything.

Residues of one variable are tried where a claim lists the outcome ("a square is 0 or 1 modulo 4");
with several variables the alternatives for each have to be known first.
"""

from __future__ import annotations

from itertools import product
from math import gcd, prod

from selfproof.world.kernel.congruences import (
    is_multiple,
    odd_everywhere,
    reduced,
    value_modulo,
    with_residues,
    without_powers,
)
from selfproof.world.kernel.effort import Effort
from selfproof.world.kernel.facts import Facts
from selfproof.world.kernel.known import poly_of
from selfproof.world.kernel.normal import normal
from selfproof.world.kernel.numbers import divisors, is_prime
from selfproof.world.kernel.symbolic import divides_plainly, symbolic_multiple
from selfproof.world.poly import (
    ONE_POLY,
    Atom,
    Poly,
    RatFunc,
    atoms,
    constant,
    content,
    denominator,
    minus,
    scale,
    times,
)
from selfproof.world.props import And, Cong, Divides, Prop
from selfproof.world.terms import Mul, Num, Pow, Term, Undefined, Var

_LARGEST_LISTED = 24
_MOST_DIVISORS = 48
_MOST_MODULI = 6
_LARGEST_GRID = 1_024


def rest_modulo(p: Poly, m: int, facts: Facts, skip: tuple[Poly, int] | None = None) -> int | None:
    """The residue of p modulo m where what is known fixes it."""
    q = without_powers(reduced(p, m), m, facts)
    q = without_powers(with_residues(q, m, facts, skip), m, facts)
    value = constant(q)
    return None if value is None else int(value) % m


def never_multiple(p: Poly, m: int, facts: Facts, skip: tuple[Poly, int] | None = None) -> bool:
    """Whether m > 0 cannot divide p."""
    p = facts.lowered(p)
    d = denominator(p)
    p, m = scale(p, d), m * d
    if m < 2 or not facts.plainly_integer(p):
        return False
    g = gcd(m, content({mono: c for mono, c in p.items() if mono}))
    if int(p.get((), 0)) % g:
        return True
    if m % 2 == 0 and odd_everywhere(p):
        return True
    for excluded, n in facts.excluded:
        if m % n == 0 and not reduced(minus(p, excluded), n):
            return True
    found = divisors(m) or [m]
    return any(rest_modulo(p, e, facts, skip) for e in found[1:_MOST_DIVISORS])


def never_zero(p: Poly, facts: Facts) -> bool:
    """Whether p, a polynomial with integer values, cannot be 0 for a reason of divisibility."""
    if constant(p) is not None:
        return p != {}
    if not facts.plainly_integer(p):
        return False
    moduli = dict.fromkeys([m for _, m in reversed(facts.residues)][:_MOST_MODULI])
    g = content({mono: c for mono, c in p.items() if mono})
    if int(p.get((), 0)) % g or odd_everywhere(p):
        return True
    return any(rest_modulo(p, m, facts) for m in moduli if m > 1)


def not_multiple(left: Term, right: Term, modulus: Term, facts: Facts) -> bool:
    """Whether left and right cannot be congruent."""
    m = constant(poly_of(modulus, facts))
    if m is None or m.denominator != 1 or m == 0:
        return False
    p = minus(poly_of(left, facts), poly_of(right, facts))
    n = abs(int(m))
    if never_multiple(p, n, facts):
        return True
    match left, right:
        case Pow(Var(), Num()), Num(r) if r.denominator == 1 and n <= _LARGEST_LISTED:
            # As a reader sees that a square is 0 or 1 modulo 4.
            q = poly_of(left, facts)
            return facts.plainly_integer(q) and int(r) % n not in _values(q, n, facts)
    return False


def not_integer(term: Term, facts: Facts) -> bool:
    """Whether a term cannot be an integer."""
    return never_multiple(poly_of(term, facts), 1, facts)


def residues_clash(facts: Facts) -> bool:
    """Whether two known residues exclude each other."""
    return any(
        any(rest_modulo(p, e, facts, (p, m)) for e in (divisors(m) or [m])[1:_MOST_DIVISORS])
        for p, m in facts.residues[-4:]
    )


def quotient_is_integer(value: RatFunc, facts: Facts, effort: Effort) -> bool:
    """Whether a quotient that exists is an integer."""
    if multiple_of(value.den, value.num, facts, effort):
        return True
    symbolic = constant(value.den) is None
    return symbolic and divides_plainly(value.den, value.num, None, facts, effort)


def multiple_of(d: Poly, p: Poly, facts: Facts, effort: Effort) -> bool:
    """Whether d divides p, both integers."""
    m = constant(d)
    if m is not None:
        whole = m.denominator == 1 and m != 0
        return whole and is_multiple(p, abs(int(m)), facts, effort)
    return facts.plainly_integer(d) and facts.plainly_integer(p) and symbolic_multiple(d, p, facts)


def residues_listed(parts: tuple[Prop, ...], facts: Facts) -> bool:
    """Whether a list of residues of one term, or of a prime's multiples, leaves nothing out.

    Raises:
        Undefined: a term has no value.
    """
    return (
        _all_residues(parts, facts)
        or _grid_is_full(parts, facts)
        or _prime_divides_one(parts, facts)
    )


def _grid_is_full(parts: tuple[Prop, ...], facts: Facts) -> bool:
    """Whether cases for the residues of one or more terms (x = 1 and y = 2 modulo 3, ...) cover
    all that these terms can be. Cases of different terms are of names: that 5 divides n^5 - n, or
    n is 1 modulo 5, is a divisibility in disguise."""
    cases = [_residues_in(part) for part in parts]
    found = [case for case in cases if case is not None]
    if not found:
        return False
    if any(case.keys() != found[0].keys() for case in found):
        found = [case for case in found if all(isinstance(term, Var) for term, _ in case)]
        if not found:
            return False
    axes = sorted({axis for case in found for axis in case}, key=repr)
    possible = [sorted(_can_be(term, m, facts)) for term, m in axes]
    if prod(map(len, possible)) > _LARGEST_GRID:
        return False
    return all(
        any(all(place[axes.index(axis)] == r for axis, r in case.items()) for case in found)
        for place in product(*possible)
    )


def _residues_in(part: Prop) -> dict[tuple[Term, int], int] | None:
    """What a case says of residues: of which terms modulo what."""
    found: dict[tuple[Term, int], int] = {}
    for each in part.parts if isinstance(part, And) else (part,):
        match each:
            case Cong(left, Num(r), Num(m)) if r.denominator == m.denominator == 1 and m >= 2:
                found[left, int(m)] = int(r) % int(m)
            case Cong(left, Mul((Num(s), Num(r))), Num(m)) if (
                s.denominator == r.denominator == m.denominator == 1 and m >= 2
            ):
                found[left, int(m)] = int(s * r) % int(m)
            case Divides(Num(m), term) if m.denominator == 1 and m >= 2:
                found[term, int(m)] = 0
            case _:
                return None
    return found


def _can_be(term: Term, m: int, facts: Facts) -> set[int]:
    """The residues of a term, from lists that are known and as its variable runs."""
    p = poly_of(term, facts)
    if not facts.plainly_integer(p) or m > _LARGEST_GRID:
        raise Undefined("no residues to run through")
    found = _values(p, m, facts) & _values(p, m, facts, put_in=False)
    for known in facts.alternatives:
        cases = [_residues_in(part) for part in known.parts]
        listed = {case[term, m] for case in cases if case is not None and (term, m) in case}
        if cases and all(case is not None and (term, m) in case for case in cases):
            found &= listed
    return found


def _all_residues(parts: tuple[Prop, ...], facts: Facts) -> bool:
    first = parts[0]
    if not isinstance(first, Cong) or not isinstance(first.modulus, Num):
        return False
    m = first.modulus.value
    if m.denominator != 1 or not 2 <= m <= _LARGEST_LISTED:
        return False
    allowed = set()
    for part in parts:
        if not isinstance(part, Cong) or part.left != first.left or part.modulus != first.modulus:
            return False
        right = constant(normal(part.right, facts).num)
        if right is None or right.denominator != 1:
            return False
        allowed.add(int(right) % int(m))
    p = poly_of(first.left, facts)
    if not facts.plainly_integer(p):
        return False
    return any(_values(p, int(m), facts, put_in) <= allowed for put_in in (True, False))


def _values(p: Poly, m: int, facts: Facts, put_in: bool = True) -> set[int]:
    """The residues that p can have, as its single atom runs; all where there are more atoms."""
    p = without_powers(reduced(facts.lowered(p), m), m, facts)
    if put_in:
        p = reduced(with_residues(p, m, facts), m)
    names = list(atoms(p))
    if not names:
        return {int(p.get((), 0)) % m}
    if len(names) > 1:
        return set(range(m))
    (name,) = names
    if isinstance(name, Atom):
        runs = _powers(name, m, facts)
    else:
        runs = {r for r in range(m) if _possible(name, r, m, facts)}
    return {value_modulo(p, {name: r}, m) for r in runs}


def _powers(atom: Atom, m: int, facts: Facts) -> set[int]:
    """The residues of c^e over exponents that are possible."""
    if atom.name not in ("pow", "residue power"):
        return set(range(m))
    base = constant(atom.args[0])
    low = facts.least(atom.args[1])
    if base is None or low is None or low < 0:
        return set(range(m))
    value = pow(int(base), low, m)
    found: set[int] = set()
    while value not in found:
        found.add(value)
        value = value * int(base) % m
    return found


def _possible(name: str, r: int, m: int, facts: Facts) -> bool:
    for p, n in facts.residues:
        a = p.get(((name, 1),), 0)
        alone = a and len(p) == (2 if () in p else 1)
        if alone and (int(a) * r + int(p.get((), 0))) % gcd(n, m):
            return False
    for p, n in facts.excluded:
        alone = ((name, 1),) in p and len(p) == (2 if () in p else 1)
        if alone and m % n == 0 and value_modulo(p, {name: r}, n) == 0:
            return False
    return True


def _prime_divides_one(parts: tuple[Prop, ...], facts: Facts) -> bool:
    """A prime that divides a product divides a factor."""
    whole = ONE_POLY
    first = parts[0]
    for part in parts:
        if not (isinstance(part, Divides) and isinstance(first, Divides)):
            return False
        if part.divisor != first.divisor:
            return False
        p = poly_of(part.term, facts)
        if not facts.plainly_integer(p):
            return False
        whole = times(whole, p)
    assert isinstance(first, Divides)
    d = poly_of(first.divisor, facts)
    value = constant(d)
    if value is not None:
        prime = value.denominator == 1 and is_prime(abs(int(value))) is True
        return prime and is_multiple(whole, abs(int(value)), facts)
    prime = facts.in_kind(d, "prime") or facts.in_kind(d, "odd prime")
    return prime and symbolic_multiple(d, whole, facts)
