"""When an inequality follows by one step.

p >= 0 is plain when every part is (even powers, products of what is not negative), as written or
in normal form; it follows when it is a sum of known inequalities with positive factors and plain
parts, or a known inequality times something plainly positive. Over the integers p > 0 is
p - 1 >= 0. Whether a polynomial is a sum of squares is for the proof to say: nothing is searched
but which known inequalities to add.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from selfproof.world.kernel.bounds import interval_of
from selfproof.world.kernel.effort import Effort
from selfproof.world.kernel.facts import Facts
from selfproof.world.kernel.forms import laurent, tightened
from selfproof.world.kernel.normal import normal
from selfproof.world.poly import (
    ONE_POLY,
    Atom,
    Mono,
    Poly,
    RatFunc,
    atoms,
    const,
    constant,
    divided,
    exact_quotient,
    mentions,
    minus,
    plus,
    quotient,
    rat_plus,
    replaced,
    scale,
    times,
    var,
)
from selfproof.world.props import Prop, Rel
from selfproof.world.terms import ZERO, Add, Call, Div, Mul, Num, Pow, Term, Undefined, neg, sub

_MOST_TRIED = 160
_MOST_KNOWN = 24
_MOST_SPREAD = 72
_MOST_LAST = 24
_MOST_FACTORS = 6
_MOST_BELOW = 3


@dataclass(slots=True)
class _Search:
    """The known inequalities, and how much may still be tried."""

    facts: Facts
    known: list[tuple[Poly, bool]]
    left: int = _MOST_TRIED


def holds(p: Poly, strict: bool, facts: Facts, effort: Effort) -> bool:
    """Whether p >= 0 (p > 0 where strict) follows."""
    if facts.plainly_integer(p) and p:
        p, strict = tightened(p, strict), False
    value = constant(p)
    if value is not None:
        return value > 0 or (value == 0 and not strict)
    if plain(p, strict, facts):
        return True
    known = facts.positive[-_MOST_KNOWN:]
    known = [*known, *((e, False) for q in facts.equations[-8:] for e in (q, scale(q, -1)))]
    known += _limits(p, facts)
    search = _Search(facts, known)
    if _adds_up(p, strict, search, 3 if effort >= Effort.DETAIL else 2):
        return True
    return _is_product(p, strict, facts) or _from_ends(p, strict, facts, effort)


def clash(signs: Iterable[tuple[Poly, bool]], facts: Facts) -> bool:
    """Whether for one (p, strict) of what is known, p < 0 (p <= 0 where strict) is seen at once, or
    by adding one known inequality. What may be tried is bounded for all of them together."""
    known = facts.positive[-_MOST_KNOWN:]
    search = _Search(facts, known)
    for p, strict in signs:
        opposite, open_ = scale(p, -1), not strict
        if facts.plainly_integer(opposite) and opposite:
            opposite, open_ = tightened(opposite, open_), False
        value = constant(opposite)
        if value is not None:
            if value > 0 or (value == 0 and not open_):
                return True
            continue
        search.known = known + _limits(opposite, facts)
        if _adds_up(opposite, open_, search, 1):
            return True
    return False


def plain(p: Poly, strict: bool, facts: Facts) -> bool:
    """Whether the sign of p can be seen from its parts."""
    found = interval_of(p, facts)
    if found.low is None:
        return False
    return found.low > 0 or (found.low == 0 and (not strict or found.above))


def _limits(p: Poly, facts: Facts) -> list[tuple[Poly, bool]]:
    """The known ends of the range of each atom, as inequalities."""
    found: list[tuple[Poly, bool]] = []
    for atom in atoms(p):
        at = interval_of(var(atom), facts)
        if at.low is not None:
            found.append((minus(var(atom), const(at.low)), at.above))
        if at.high is not None:
            found.append((minus(const(at.high), var(atom)), at.below))
    return found


def _adds_up(p: Poly, strict: bool, search: _Search, depth: int) -> bool:
    """Whether p is a sum of plain parts and at most `depth` known inequalities times numbers."""
    if plain(p, strict, search.facts):
        return True
    if depth == 0:
        return False
    mono = _obstacle(p, search.facts)
    if mono is None:
        return False
    sign = p[mono] > 0
    serving = [each for each in search.known if each[0].get(mono) and (each[0][mono] > 0) == sign]
    # Where only one can serve there is nothing to find: adding up a long list is one step.
    deeper = depth if len(serving) == 1 else depth - 1
    for known, open_ in serving:
        search.left -= 1
        if search.left < 0:
            return False
        rest = plus(p, known, -quotient(p[mono], known[mono]))
        value = constant(rest)
        if value is not None:
            if value > 0 or (value == 0 and (open_ or not strict)):
                return True
        elif _adds_up(rest, strict and not open_, search, deeper):
            return True
    return False


def _obstacle(p: Poly, facts: Facts) -> Mono | None:
    """The first monomial, of high degree first, that is not plainly >= 0; else the first one,
    fractions first, since fewer known inequalities have them."""
    worst = [mono for mono, c in p.items() if mono and not plain({mono: c}, False, facts)]
    if worst:
        return max(worst, key=lambda mono: (sum(k for _, k in mono), mono[::-1]))
    free = [mono for mono in p if mono]
    below = [mono for mono in free if any(k < 0 for _, k in mono)]
    return max(below or free, key=lambda mono: (sum(k for _, k in mono), mono[::-1]), default=None)


def _is_product(p: Poly, strict: bool, facts: Facts) -> bool:
    """Whether p is a known inequality times something plain, or a product of known ones."""
    known = facts.positive[-_MOST_KNOWN:]
    for first, open_ in known:
        rest = exact_quotient(p, first)
        if rest is None:
            # p = first * (something positive) + something plain
            rest, left = divided(p, first)
            if not rest or constant(rest) is not None or not left:
                continue
            if plain(rest, False, facts) and plain(left, strict, facts):
                return True
            continue
        if plain(rest, strict, facts) and (open_ or not strict):
            return True
        for second, also in known:
            factor = exact_quotient(rest, second)
            value = constant(factor) if factor is not None else None
            if value is not None and value > 0 and ((open_ and also) or not strict):
                return True
    # q p is known with q positive
    for first, open_ in known:
        rest = exact_quotient(first, p)
        if rest is not None and plain(rest, True, facts) and (open_ or not strict):
            return True
    return False


def _from_ends(p: Poly, strict: bool, facts: Facts, effort: Effort) -> bool:
    """Whether p has only plain parts when each variable is written as its least value and the
    rest (or its greatest less the rest)."""
    names = atoms(p)
    degree = max(names.values(), default=0)
    if len(names) > (1 if effort < Effort.DETAIL else 3) or degree > (2 if effort < 2 else 6):
        return False
    moved = p
    rest: dict[str, Poly] = {}
    for name in names:
        if isinstance(name, Atom) and name.name != "pow":
            return False
        if any(other != name and mentions(var(other), name) for other in names):
            return False
        at = interval_of(var(name), facts)
        fresh = var("#+" + name)
        if at.low is not None:
            rest[name] = plus(const(at.low), fresh)
        elif at.high is not None:
            rest[name] = minus(const(at.high), fresh)
        else:
            return False
    moved = replaced(p, rest)
    if any(coef < 0 for coef in moved.values()):
        return False
    return not strict or moved.get((), 0) > 0


def _spread_adds_up(a: RatFunc, b: RatFunc, strict: bool, facts: Facts, effort: Effort) -> bool:
    """As `holds` by adding, for sums of fractions a - b with products as denominators."""
    if not facts.spread:
        return False
    difference = rat_plus(a, b, -1)
    p = laurent(difference)
    if p is None and difference.den == ONE_POLY:
        p = difference.num
    if p is None:
        return False
    known = [*facts.spread[-_MOST_SPREAD:], *facts.positive[-_MOST_KNOWN:]]
    if effort >= Effort.DETAIL:
        known += _divided_by_names(p, facts)
    return _adds_up(p, strict, _Search(facts, known), 4 if effort >= Effort.DETAIL else 3)


def _divided_by_names(p: Poly, facts: Facts) -> list[tuple[Poly, bool]]:
    """What is known of one positive name alone, divided by it, where p has it as a denominator."""
    found: list[tuple[Poly, bool]] = []
    below = dict.fromkeys(atom for mono in p for atom, exponent in mono if exponent < 0)
    for atom in below:
        if not plain(var(atom), True, facts):
            continue
        for known, strict in facts.positive[-_MOST_KNOWN:]:
            if set(atoms(known)) == {atom}:
                shifted = {_shifted(mono, atom): coef for mono, coef in known.items()}
                found.append((shifted, strict))
    return found


def _shifted(mono: Mono, atom: str) -> Mono:
    """A power of an atom, divided by it."""
    exponent = (mono[0][1] if mono else 0) - 1
    return ((atom, exponent),) if exponent else ()


def _sum_of_last(p: Poly, strict: bool, facts: Facts) -> bool:
    """Whether p is the sum of the last known inequalities as they were said, bounds such as
    a^2 >= 0 aside: a list is added up in one step."""
    total: Poly = {}
    open_, added = False, 0
    for prop in islice(facts.props, _MOST_LAST):
        if not isinstance(prop, Rel) or prop.op in ("=", "!=") or ZERO in (prop.left, prop.right):
            continue
        high, low = (prop.left, prop.right) if prop.op in (">", ">=") else (prop.right, prop.left)
        a, b = normal(high, facts), normal(low, facts)
        if a.den != ONE_POLY or b.den != ONE_POLY:
            return False
        total = plus(total, minus(a.num, b.num))
        open_, added = open_ or prop.op in (">", "<"), added + 1
        value = constant(minus(p, total))
        if added > 1 and value is not None and (value > 0 or (value == 0 and open_ >= strict)):
            return True
    return False


def _multiplied(left: Term, right: Term, strict: bool, facts: Facts) -> bool:
    """Whether right is a product of factors, each at least something plainly not negative, and
    left the product of these."""
    if not isinstance(right, Mul) or strict or len(right.factors) > _MOST_FACTORS:
        return False
    values = [normal(each, facts) for each in (left, *right.factors)]
    if any(value.den != ONE_POLY for value in values):
        return False
    wanted, *factors = [value.num for value in values]
    partial: list[Poly] = [ONE_POLY]
    for factor in factors:
        below = [factor] if plain(factor, False, facts) else []
        for known, _ in facts.positive[-_MOST_KNOWN:]:
            smaller = minus(factor, known)
            if len(smaller) == 1 and plain(smaller, False, facts):
                below.append(smaller)
        partial = [times(p, q) for p in partial for q in below[:_MOST_BELOW]]
        if len(partial) > _MOST_TRIED:
            return False
    return any(p == wanted for p in partial)


# --- As written -------------------------------------------------------------------------------


def term_is_positive(term: Term, strict: bool, facts: Facts) -> bool:
    """Whether the sign of a term, which has a value, can be seen as it is written."""
    if isinstance(term, Num):
        return term.value > 0 or (not strict and term.value == 0)
    if isinstance(term, Add):
        return _sum_is_positive(list(term.terms), {}, strict, facts)
    if isinstance(term, Mul):
        return _product_is_positive(term.factors, strict, facts)
    if isinstance(term, Div):
        return _product_is_positive((term.top, term.bottom), strict, facts)
    if isinstance(term, Pow) and isinstance(term.exponent, Num):
        even = term.exponent.value % 2 == 0
        if even and (not strict or _not_zero(term.base, facts)):
            return True
        if term.exponent.value.denominator == 1 and not even:
            return term_is_positive(term.base, strict, facts)
    if isinstance(term, Call) and term.name in ("abs", "sqrt") and not strict:
        return True
    return _poly_is_plain(term, strict, facts)


def _product_is_positive(parts: tuple[Term, ...], strict: bool, facts: Facts) -> bool:
    sign, rest = 1, list(parts)
    negative = 0
    for part in parts:
        if term_is_positive(part, strict, facts):
            rest.remove(part)
        elif _is_negative(part, strict, facts):
            rest.remove(part)
            negative += 1
    if negative % 2:
        sign = -1
    if not rest:
        return sign == 1
    pairs = [rest.count(part) for part in rest]
    if all(count % 2 == 0 for count in pairs) and sign == 1:
        return not strict or all(_not_zero(part, facts) for part in rest)
    return False


def _is_negative(term: Term, strict: bool, facts: Facts) -> bool:
    p = _poly(term, facts)
    return p is not None and _known_sign(scale(p, -1), strict, facts)


def _poly_is_plain(term: Term, strict: bool, facts: Facts) -> bool:
    p = _poly(term, facts)
    return p is not None and _known_sign(p, strict, facts)


def _known_sign(p: Poly, strict: bool, facts: Facts) -> bool:
    if plain(p, strict, facts):
        return True
    if facts.plainly_integer(p) and p:
        p, strict = tightened(p, strict), False
        if plain(p, strict, facts):
            return True
    for known, open_ in facts.positive:
        value = constant(minus(p, known))
        if value is not None and (value > 0 or (value == 0 and (open_ or not strict))):
            return True
        if len(p) == len(known) and open_ >= strict:
            mono = next(iter(p))
            factor = quotient(p[mono], known[mono]) if mono in known else 0
            if factor > 0 and p == scale(known, factor):
                return True
    return False


def _not_zero(term: Term, facts: Facts) -> bool:
    p = _poly(term, facts)
    return p is not None and facts.not_zero(p)


def _poly(term: Term, facts: Facts) -> Poly | None:
    """A polynomial with the sign of a term."""
    try:
        value = normal(term, facts)
    except Undefined:
        return None
    if not facts.exists(value):
        return None
    return value.num if value.den == ONE_POLY else times(value.num, value.den)


def _sum_is_positive(parts: list[Term], less: Poly, strict: bool, facts: Facts) -> bool:
    """Whether a sum of terms minus `less` is plain: some as written, the others together."""
    total, visible = scale(less, -1), False
    for part in parts:
        if not isinstance(part, Num) and term_is_positive(part, False, facts):
            visible = visible or (strict and term_is_positive(part, True, facts))
            continue
        value = normal(part, facts)
        if value.den != ONE_POLY or not facts.exists(value):
            return False
        total = plus(total, value.num)
    return plain(total, strict and not visible, facts)


def shows(left: Term, right: Term, strict: bool, facts: Facts, effort: Effort) -> bool:
    """Whether left <= right (left < right where strict) follows.

    Raises:
        Undefined: a side has no value, or is not known to have one.
    """
    a, b = normal(right, facts), normal(left, facts)
    if not (facts.exists(a) and facts.exists(b)):
        return False
    p = facts.difference(a, b)
    if holds(p, strict, facts, effort):
        return True
    if any(term_is_positive(form, strict, facts) for form in facts.signed_forms_of(p)):
        return True
    written = right if not b.num else neg(left) if not a.num else sub(right, left)
    if term_is_positive(written, strict, facts) or _spread_adds_up(a, b, strict, facts, effort):
        return True
    if _multiplied(left, right, strict, facts) or _sum_of_last(p, strict, facts):
        return True
    return any(
        _sum_is_positive(list(form.terms), minus(whole, p), strict, facts)
        for whole, form in facts.sums[-8:]
    )


def is_impossible(prop: Prop, facts: Facts) -> bool:
    """Whether the sides as they are written show that an inequality, or equation, is false."""
    if not isinstance(prop, Rel) or prop.op == "!=":
        return False
    left, right = prop.left, prop.right
    try:
        if not all(facts.exists(normal(side, facts)) for side in (left, right)):
            return False
        up = prop.op in ("<", "<=", "=") and term_is_positive(
            sub(left, right), prop.op != "<", facts
        )
        down = prop.op in (">", ">=", "=") and term_is_positive(
            sub(right, left), prop.op != ">", facts
        )
    except Undefined:
        return False
    return up or down
