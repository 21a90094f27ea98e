"""When m divides a term, by one step.

Coefficients are reduced modulo m, known residues put in, powers of numbers reduced (2^(3k) is 8^k
is 1^k modulo 7), multiples of what m is known to divide left out, and coprime factors of m treated
one by one. Residues of a variable are tried one after the other only for parity and, with
`Effort.DETAIL`, for m <= 8: trying them is the proof where the modulus is larger.
"""

from __future__ import annotations

from itertools import islice, product
from math import gcd

from selfproof.world.kernel.effort import Effort
from selfproof.world.kernel.facts import Facts
from selfproof.world.kernel.known import poly_of
from selfproof.world.kernel.numbers import divisors, factors, inverse
from selfproof.world.kernel.symbolic import divides_exactly, divides_plainly
from selfproof.world.poly import (
    ONE_POLY,
    UNIT,
    Atom,
    Mono,
    Poly,
    atoms,
    const,
    constant,
    content,
    denominator,
    divided,
    exact_quotient,
    mentions,
    minus,
    opaque,
    plus,
    replaced,
    scale,
    text,
    times,
    var,
)
from selfproof.world.props import Cong, Rel
from selfproof.world.terms import Add, Mul, Num, Pow, Term, num

_MOST_TRIED = 4
_MOST_ROWS = 8
_MOST_EQUATIONS = 4
_LARGEST_CHECKED = 8
_LAST_SAID = 4
_REPEATED = [num(k) for k in range(1, 9)]


def divides(divisor: Term, term: Term, facts: Facts, effort: Effort) -> bool:
    """Whether `divisor` divides `term`."""
    d, p = poly_of(divisor, facts), poly_of(term, facts)
    m = constant(d)
    if m is None:
        return divides_plainly(d, p, term, facts, effort)
    if m.denominator != 1:
        return False
    if m == 0:
        return not p
    if is_multiple(p, abs(int(m)), facts, effort):
        return True
    forms = (term, *facts.forms_of(p))
    return any(product_is_multiple(form, abs(int(m)), facts) for form in forms)


def congruent(left: Term, right: Term, modulus: Term, facts: Facts, effort: Effort) -> bool:
    """Whether left is congruent to right."""
    a, b, d = poly_of(left, facts), poly_of(right, facts), poly_of(modulus, facts)
    p = minus(a, b)
    m = constant(d)
    if m is None:
        return divides_plainly(d, p, None, facts, effort)
    if m.denominator != 1:
        return False
    if m == 0:
        return not p
    # 25^n = 8^n modulo 17 is a step of its own; a sum that vanishes for this reason is not.
    one_power = len(a) == len(b) == 1 and not p.get(UNIT)
    if is_multiple(p, abs(int(m)), facts, effort, one_power):
        return True
    if b:
        return False
    if any(product_is_multiple(f, abs(int(m)), facts) for f in (left, *facts.forms_of(p))):
        return True
    return _as_said(left, abs(int(m)), facts)


def _as_said(term: Term, m: int, facts: Facts) -> bool:
    """ "3 j = 4 i + 2, so 3 j is even, so j is even": the term as it was written last, also where
    its names have values that were learned before."""
    for known in islice(facts.props, _LAST_SAID):
        match known:
            case Rel("=", left, right) if left == term:
                return is_multiple(poly_of(right, facts), m, facts)
            case Cong(Mul((Num(c), factor)), Num(rest), Num(n)) if factor == term and rest == 0:
                return n == m and c.denominator == 1 and gcd(int(c), m) == 1
    return False


def is_multiple(
    p: Poly,
    m: int,
    facts: Facts,
    effort: Effort = Effort.OBVIOUS,
    one_power: bool = False,
) -> bool:
    """Whether m >= 1 divides p; `one_power` when the claim is that of two single terms."""
    p = facts.lowered(p)
    d = denominator(p)
    if d > 1:
        p, m = scale(p, d), m * d
    if not facts.plainly_integer(p):
        return m == 1 and facts.is_integer(p)
    if one_power and not without_powers(reduced(p, m), m, facts, free=True):
        return True
    return _zero(p, m, facts, effort)


def _zero(p: Poly, m: int, facts: Facts, effort: Effort) -> bool:
    p = reduced(p, m)
    if not p or _divides_common(p, m, facts):
        return True
    g = gcd(content(p), m)
    if g > 1:
        p, m = {mono: int(coef) // g for mono, coef in p.items()}, m // g
    if constant(p) is not None:
        return False
    q = without_powers(p, m, facts)
    if constant(q) is not None:
        return not q
    if _known_multiple(q, m, facts) or _put_in_is_zero(q, m, facts, effort, taken_out=g > 1):
        return True
    if facts.equations and _by_equations(q, m, facts):
        return True
    if m == 2 and _by_parity(q, facts):
        return True
    parts = factors(m)
    if parts is None or len(parts) < 2:
        return False
    if m > _LARGEST_CHECKED:
        effort = Effort.OBVIOUS
    return all(_zero(p, prime**e, facts, effort) for prime, e in parts)


def _divides_common(p: Poly, m: int, facts: Facts) -> bool:
    """What divides a and b divides gcd(a, b)."""
    if len(p) != 1:
        return False
    ((mono, _),) = p.items()
    return any(
        isinstance(atom, Atom)
        and atom.name == "gcd"
        and all(is_multiple(arg, m, facts) for arg in atom.args)
        for atom, _ in mono
    )


def _put_in_is_zero(q: Poly, m: int, facts: Facts, effort: Effort, taken_out: bool) -> bool:
    """Whether m divides q once known residues are put in, and perhaps all others are tried."""
    p = without_powers(with_residues(q, m, facts), m, facts)
    if p == q:
        # 8 divides 4(a^2 + a - b^2 - b): 4 was taken out, and there are two parities to look at.
        many = taken_out and len(atoms(p)) > 1
        return (effort >= Effort.DETAIL or not many) and _by_trial(p, m, effort)
    g = gcd(content(p), m)
    if not p or g == m:
        return True
    p, m = {mono: int(coef) // g for mono, coef in p.items()}, m // g
    if constant(p) is not None:
        return False
    if _known_multiple(p, m, facts):
        return True
    return (effort >= Effort.DETAIL or _is_plain_square(q, p)) and _by_trial(p, m, effort)


def _is_plain_square(before: Poly, after: Poly) -> bool:
    """Whether values were put into a square at most: that an odd square is 1 modulo 8 is well
    known, that 16 divides a^4 - 1, or 8 divides a^2 - b^2, is a step further."""
    unknown = {atom for mono in after for atom, _ in mono if str(atom).startswith("#")}
    if not unknown:
        return True
    return len(unknown) == 1 and max(sum(k for _, k in mono) for mono in before) <= 2


def reduced(p: Poly, m: int) -> Poly:
    """p with coefficients modulo m."""
    return {mono: r for mono, coef in p.items() if (r := int(coef) % m)}


# --- Powers of numbers ------------------------------------------------------------------------


def without_powers(p: Poly, m: int, facts: Facts, free: bool = False) -> Poly:
    """p modulo m with each product of powers c^n of numbers as one power of a residue.

    Only 0, 1 and -1 are put in at once; that 25^n is 8^n modulo 17 has to be known or be the claim.
    """
    if not any(isinstance(atom, Atom) and atom.name == "pow" for mono in p for atom, _ in mono):
        return p
    free = free or m in facts.powers_reduced
    total: Poly = {}
    for mono, coef in p.items():
        total = reduced(plus(total, _power_residue(mono, m, free, facts), coef), m)
    return total


def _power_residue(mono: Mono, m: int, free: bool, facts: Facts) -> Poly:
    result: Poly = ONE_POLY
    same: dict[str, tuple[int, Poly, Poly]] = {}
    for atom, k in mono:
        base = constant(atom.args[0]) if isinstance(atom, Atom) and atom.name == "pow" else None
        if base is None or not isinstance(atom, Atom) or not facts.natural(atom.args[1]):
            result = times(result, {((atom, k),): 1})
            continue
        exponent = atom.args[1]
        fixed = constant(exponent)
        if fixed is not None:
            result = scale(result, pow(int(base), int(fixed) * k, m))
            continue
        key = text(exponent)
        before, _, written = same.get(key, (1, exponent, ONE_POLY))
        residue = before * pow(int(base), k, m) % m
        same[key] = (residue, exponent, times(written, {((atom, k),): 1}))
    for residue, exponent, written in same.values():
        result = times(result, _one_power(residue, exponent, m, facts, None if free else written))
    return result


def _one_power(residue: int, exponent: Poly, m: int, facts: Facts, else_: Poly | None) -> Poly:
    if residue == 1:
        return ONE_POLY
    if residue == 0 and (facts.least(exponent) or 0) >= 1:
        return {}
    if residue == m - 1:
        return var(opaque("pow", const(-1), exponent))
    return else_ or var(opaque("residue power", const(residue), exponent))


# --- What is known ----------------------------------------------------------------------------


def with_residues(p: Poly, m: int, facts: Facts, skip: tuple[Poly, int] | None = None) -> Poly:
    """p modulo m with known residues (but `skip`) put in, the newest first."""
    for known, n in reversed(facts.residues):
        if (known, n) != skip:
            p = _put_in(p, m, known, n)
    for equation in facts.equations:
        p = _put_in(p, m, equation, m) if facts.plainly_integer(equation) else p
    return reduced(p, m)


def _put_in(p: Poly, m: int, known: Poly, n: int) -> Poly:
    """p with one residue put in: n divides `known`."""
    linear = _linear_atom(known, n)
    if n % m == 0:
        if linear is not None:
            atom, value = linear
            return reduced(replaced(p, {atom: value}), m)
        return _divided_modulo(p, known, m)
    if linear is not None and gcd(n, m) > 1:
        atom, value = linear
        if not atoms(value) and not mentions_inside(p, atom):
            # atom = value + n t: often enough, as (1 + 2t)^2 = 1 + 4(t^2 + t).
            return reduced(replaced(p, {atom: plus(value, var("#" + atom), n)}), m)
    return p


def mentions_inside(p: Poly, name: str) -> bool:
    """Whether a name occurs inside an opaque atom."""
    return any(
        isinstance(atom, Atom) and mentions({((atom, 1),): 1}, name)
        for mono in p
        for atom, _ in mono
    )


def _linear_atom(known: Poly, n: int) -> tuple[str, Poly] | None:
    """(x, value) when n | known says that x is congruent to a value without x, modulo n."""
    best: tuple[str, Poly] | None = None
    for mono, coef in known.items():
        if len(mono) == 1 and mono[0][1] == 1:
            inverse_ = inverse(int(coef), n)
            rest = {other: c for other, c in known.items() if other != mono}
            if inverse_ is None or mentions(rest, mono[0][0]):
                continue
            value = reduced(scale(rest, -inverse_), n)
            if best is None or len(value) < len(best[1]):
                best = (mono[0][0], value)
    return best


def _divided_modulo(p: Poly, known: Poly, m: int) -> Poly:
    """The rest of p on division by what m divides, where its leading coefficient allows it."""
    known = reduced(known, m)
    if not known:
        return p
    top = max(known, key=lambda mono: (sum(k for _, k in mono), mono[::-1]))
    unit = inverse(int(known[top]), m)
    if unit is None or top == UNIT:
        return p
    monic = reduced(scale(known, unit), m)
    rest = divided(p, monic)[1]
    return reduced(rest, m)


def _known_multiple(p: Poly, m: int, facts: Facts) -> bool:
    """Whether p is a multiple of something that m, or a factor of m, is known to divide."""
    for known, n in facts.residues:
        if n % m:
            continue
        for mono, coef in known.items():
            if mono in p:
                unit = inverse(int(coef), m)
                if unit is not None and not reduced(plus(p, known, -int(p[mono]) * unit), m):
                    return True
        if divides_exactly(p, known) or _is_root(p, known, m):
            return True
    return _is_combination(p, m, [known for known, n in facts.residues if n % m == 0])


def _is_root(p: Poly, known: Poly, m: int) -> bool:
    """Whether `known` is a power of p, for m without square factors."""
    if constant(p) is not None or any(e > 1 for _, e in factors(m) or ((m, 2),)):
        return False
    rest = exact_quotient(known, p)
    while rest is not None and constant(rest) is None:
        rest = exact_quotient(rest, p)
    value = constant(rest) if rest is not None else None
    return value is not None and value.denominator == 1 and gcd(int(value), m) == 1


def _is_combination(p: Poly, m: int, known: list[Poly]) -> bool:
    """Whether p is a combination modulo m of what m divides, with numbers as coefficients."""
    rows: list[tuple[Mono, Poly]] = []
    for each in [*known[-_MOST_ROWS:], p]:
        row = each
        for pivot, other in rows:
            if pivot in row:
                row = reduced(plus(row, other, -row[pivot]), m)
        if not row:
            if each is p:
                return True
            continue
        for mono, coef in row.items():
            unit = inverse(int(coef), m)
            if unit is not None:
                rows.append((mono, reduced(scale(row, unit), m)))
                break
    return False


def _by_trial(p: Poly, m: int, effort: Effort) -> bool:
    """Whether p is 0 modulo m for all residues of its atoms, where trying is allowed."""
    names = list(atoms(p))
    if m == 2:
        if len(names) > _MOST_TRIED:
            return False
    elif m > _LARGEST_CHECKED or len(names) > 1 or effort < Effort.DETAIL:
        return False
    if any(isinstance(name, Atom) for name in names):
        return False
    return all(
        value_modulo(p, dict(zip(names, at, strict=True)), m) == 0
        for at in product(range(m), repeat=len(names))
    )


def _by_equations(p: Poly, m: int, facts: Facts) -> bool:
    """Whether an equation gives it, once known residues are put into the equation."""
    rows = []
    for equation in facts.equations[-_MOST_EQUATIONS:]:
        if facts.plainly_integer(equation):
            row = equation
            for known, n in reversed(facts.residues):
                row = _put_in(row, m, known, n)
            rows.append(reduced(row, m))
    return bool(rows) and _is_combination(p, m, [row for row in rows if row])


def _by_parity(p: Poly, facts: Facts) -> bool:
    """What is known modulo 2, where x^2 and x are the same."""
    known = [flat for q, n in facts.residues[-_MOST_ROWS:] if n % 2 == 0 and (flat := _flat(q))]
    return bool(known) and _is_combination(_flat(p), 2, known)


def _flat(p: Poly) -> Poly:
    """p modulo 2 without exponents."""
    found: Poly = {}
    for mono, coef in p.items():
        plain = tuple((atom, 1) for atom, _ in mono)
        found[plain] = (int(found.get(plain, 0)) + int(coef)) % 2
    return {mono: coef for mono, coef in found.items() if coef}


def odd_everywhere(p: Poly) -> bool:
    """Whether an integer polynomial is odd for all integers that its atoms may be."""
    q = reduced(p, 2)
    names = list(atoms(q))
    if len(names) > _MOST_TRIED or not q:
        return False
    return all(
        value_modulo(q, dict(zip(names, at, strict=True)), 2)
        for at in product(range(2), repeat=len(names))
    )


def value_modulo(p: Poly, at: dict[str, int], m: int) -> int:
    """p modulo m at residues of all its atoms."""
    total = 0
    for mono, coef in p.items():
        value = int(coef)
        for atom, k in mono:
            value = value * pow(at[atom], k, m) % m
        total += value
    return total % m


# --- Products ---------------------------------------------------------------------------------


def product_is_multiple(term: Term, m: int, facts: Facts) -> bool:
    """Whether a product has factors that together are a multiple of m: numbers, factors with a
    known divisor, and two or three consecutive integers."""
    factors_ = list(_factors_of(term))
    if isinstance(term, Add):
        return all(product_is_multiple(each, m, facts) for each in term.terms)
    polys: list[Poly] = []
    for factor in factors_:
        p = poly_of(factor, facts)
        if not facts.plainly_integer(p):
            return False
        polys.append(p)
    rest = m
    others: list[Poly] = []
    for p in polys:
        size = _known_divisor(p, rest, facts)
        rest //= size
        if size == 1:
            others.append(p)
        if rest == 1:
            return True
    run = _longest_run(polys)
    whole = {2: 2, 3: 6}.get(min(run, 3), 1)
    return (
        m // gcd(m, whole) == 1
        or rest // gcd(rest, {2: 2, 3: 6}.get(min(_longest_run(others), 3), 1)) == 1
    )


def _factors_of(term: Term) -> list[Term]:
    if isinstance(term, Mul):
        return [each for factor in term.factors for each in _factors_of(factor)]
    if isinstance(term, Pow) and term.exponent in _REPEATED:
        return _factors_of(term.base) * (_REPEATED.index(term.exponent) + 1)
    return [term]


def _known_divisor(p: Poly, m: int, facts: Facts) -> int:
    """The largest divisor of m that p is known to be a multiple of."""
    if not p:
        return m
    plain = gcd(content(p), m)
    if plain == m:
        return m
    for d in reversed(divisors(m) or []):
        if d > plain and _zero(p, d, facts, Effort.OBVIOUS):
            return d
    return plain


def _longest_run(polys: list[Poly]) -> int:
    """How many of the polynomials are consecutive."""
    best = 0
    for start in polys:
        length, at = 1, plus(start, ONE_POLY)
        while at in polys and length < 3:
            length, at = length + 1, plus(at, ONE_POLY)
        best = max(best, length)
    return best
