"""The normal form of a term: a quotient of polynomials over what cannot be taken apart.

Known values of variables and sequence elements are put in on the way. What may be rewritten depends
on what is known (n! = n (n-1)! needs n >= 1), so the reader of terms asks for it. Two terms with
equal normal forms are equal wherever both exist; the converse need not hold.

- c^(a n + b) with a number c becomes (c^n)^a c^b, over the primes of c.
- x^(n + b), (n + b)! and sums up to n + b are taken from one base exponent, argument or end.
- |x| is x where the sign is known.
"""

from __future__ import annotations

from functools import lru_cache
from math import gcd

from selfproof.world.kernel.calls import Knowledge, call, looked_up
from selfproof.world.kernel.power_forms import power_of
from selfproof.world.poly import (
    ONE_POLY,
    UNIT,
    Atom,
    Coef,
    Mono,
    Poly,
    RatFunc,
    const,
    constant,
    content,
    mentions,
    minus,
    opaque,
    plus,
    quotient,
    raised,
    rat,
    rat_over,
    rat_plus,
    rat_times,
    replaced,
    scale,
    times,
    var,
    whole,
)
from selfproof.world.terms import (
    Add,
    Call,
    Div,
    Mul,
    Num,
    Point,
    Pow,
    SumOver,
    Term,
    Undefined,
    Var,
    add,
    children,
    num,
    substitute,
    variables,
)

_MOST_DEPTH = 60
_MOST_SHIFT = 12
_MOST_SUMMANDS = 200
_MOST_REMEMBERED = 256


class Nothing:
    """Knowledge of nothing."""

    @property
    def normals(self) -> dict[Term, RatFunc]:
        """Nothing is kept."""
        return {}

    def value_of(self, atom: str) -> RatFunc | None:
        """Never known."""
        return None

    def is_integer(self, p: Poly) -> bool:
        """Constants only."""
        value = constant(p)
        return value is not None and value.denominator == 1

    def least(self, p: Poly) -> int | None:
        """Constants only."""
        value = constant(p)
        return int(value) if value is not None and value.denominator == 1 else None

    def sign_of(self, p: Poly) -> int | None:
        """Constants only."""
        value = constant(p)
        return None if value is None else (1 if value >= 0 else -1)


NOTHING = Nothing()


def normal(term: Term, known: Knowledge = NOTHING) -> RatFunc:
    """The normal form; not to be changed, since it is remembered.

    Raises:
        Undefined: no value (division by 0), a point, or too large.
    """
    if known is NOTHING:
        return _alone(term)
    found = known.normals.get(term)
    if found is not None:
        return found
    value = _computed(term, known)
    if len(known.normals) < _MOST_REMEMBERED:
        known.normals[term] = value
    return value


@lru_cache(maxsize=8_192)
def _alone(term: Term) -> RatFunc:
    return _computed(term, NOTHING)


def _computed(term: Term, known: Knowledge) -> RatFunc:
    value = _normal(term, known, 0)
    top, bottom = _tidy(value.num), _tidy(value.den)
    if top is value.num and bottom is value.den:
        return value
    return RatFunc(top, bottom, value.needs)


def polynomial(term: Term, known: Knowledge = NOTHING) -> Poly:
    """The normal form of a term without denominators.

    Raises:
        Undefined: as `normal`, or it has a denominator.
    """
    value = normal(term, known)
    if value.den != ONE_POLY:
        raise Undefined("a denominator")
    return value.num


def _normal(term: Term, known: Knowledge, depth: int) -> RatFunc:
    if depth > _MOST_DEPTH:
        raise Undefined("nested too deeply")
    depth += 1
    if isinstance(term, Num):
        return rat(const(term.value))
    if isinstance(term, Var):
        return known.value_of(term.name) or rat(var(term.name))
    if isinstance(term, Add):
        return _added([_normal(each, known, depth) for each in term.terms])
    if isinstance(term, Mul):
        total = _normal(term.factors[0], known, depth)
        for each in term.factors[1:]:
            total = rat_times(total, _normal(each, known, depth))
        return total
    if isinstance(term, Pow):
        return power_of(_normal(term.base, known, depth), _exponent(term, known, depth), known)
    if isinstance(term, Div):
        return rat_over(_normal(term.top, known, depth), _normal(term.bottom, known, depth))
    if isinstance(term, Call):
        return call(term.name, [_normal(each, known, depth) for each in term.args], known)
    if isinstance(term, SumOver):
        return _sum(term, known, depth)
    assert isinstance(term, Point)
    raise Undefined("a point is no number")


def _exponent(term: Pow, known: Knowledge, depth: int) -> Poly:
    value = _normal(term.exponent, known, depth)
    if value.den != ONE_POLY:
        raise Undefined("a fraction in an exponent")
    return value.num


def _added(parts: list[RatFunc]) -> RatFunc:
    if all(part.den is ONE_POLY for part in parts):
        total: Poly = {}
        needs = parts[0].needs
        for part in parts:
            needs = needs if part.needs == needs else (*needs, *part.needs)
            for mono, coef in part.num.items():
                value = total.get(mono, 0) + coef
                if value:
                    total[mono] = value if type(value) is int else whole(value)
                else:
                    del total[mono]
        return RatFunc(total, ONE_POLY, needs)
    result = parts[0]
    for part in parts[1:]:
        result = rat_plus(result, part)
    return result


# --- Sums -------------------------------------------------------------------------------------


def _sum(term: SumOver, known: Knowledge, depth: int) -> RatFunc:
    low, high = _normal(term.low, known, depth), _normal(term.high, known, depth)
    if low.den != ONE_POLY or high.den != ONE_POLY:
        raise Undefined("a fraction as an end of a sum")
    first, last = constant(low.num), constant(high.num)
    if first is not None and last is not None:
        return _written_out(term, first, last, known, depth)
    offset = high.num.get(UNIT, 0)
    free = {mono: coef for mono, coef in high.num.items() if mono}
    shift = offset if type(offset) is int and abs(offset) <= _MOST_SHIFT else 0
    base = minus(high.num, const(shift)) if shift else high.num
    ends = (free, base, high.num)
    room = [known.least(minus(end, low.num)) for end in ends]
    if not (room[1] is not None and room[1] >= -1 and room[2] is not None and room[2] >= -1):
        base, shift = high.num, 0
    total = _opaque_sum(term, low.num, base, known, depth)
    for j in range(min(shift, 0) + 1, max(shift, 0) + 1):
        at = substitute(term.body, {term.bound: add(term.high, num(j - shift))})
        total = rat_plus(total, _normal(at, known, depth), 1 if shift > 0 else -1)
    return total


def _written_out(term: SumOver, first: Coef, last: Coef, known: Knowledge, depth: int) -> RatFunc:
    if first.denominator != 1 or last.denominator != 1 or last - first > _MOST_SUMMANDS:
        raise Undefined("a sum that is too long")
    total = rat({})
    for i in range(int(first), int(last) + 1):
        total = rat_plus(total, _normal(substitute(term.body, {term.bound: num(i)}), known, depth))
    return total


def _opaque_sum(term: SumOver, low: Poly, high: Poly, known: Knowledge, depth: int) -> RatFunc:
    """A sum as a linear combination of sums of single monomials in the index."""
    # The same name wherever the sum stands, and another one than sums inside it have.
    index = f"#{_height(term.body)}"
    if index in variables(term.body) or not (known.is_integer(low) and known.is_integer(high)):
        raise Undefined("a sum over no integers")
    body = _normal(substitute(term.body, {term.bound: Var(index)}), known, depth)
    if not all(_positive_from(need, index, low, known) for need in body.needs):
        raise Undefined("a sum of fractions that need not exist")
    if body.den != ONE_POLY:
        return looked_up(opaque("sum", low, high, *_lowest_terms(body.num, body.den)), known)
    total = rat({})
    by_part: dict[Mono, Poly] = {}
    for mono, coef in body.num.items():
        inside = tuple((a, e) for a, e in mono if mentions({((a, 1),): 1}, index))
        outside = tuple((a, e) for a, e in mono if not mentions({((a, 1),): 1}, index))
        by_part[inside] = plus(by_part.get(inside, {}), {outside: coef})
    for inside, coef_poly in by_part.items():
        room = known.least(minus(high, low))
        if not inside and room is not None and room >= -1:
            count = rat(plus(minus(high, low), const(1)))
        else:
            count = looked_up(opaque("sum", low, high, {inside: 1}), known)
        total = rat_plus(total, rat_times(rat(coef_poly), count))
    return total


def _lowest_terms(top: Poly, bottom: Poly) -> tuple[Poly, Poly]:
    """A fraction without a common factor in its coefficients, which the sum's name would keep."""
    if not all(type(coef) is int for coef in (*top.values(), *bottom.values())):
        return top, bottom
    common = gcd(content(top), content(bottom))
    if common < 2:
        return top, bottom
    return scale(top, quotient(1, common)), scale(bottom, quotient(1, common))


def _height(term: Term) -> int:
    inner = max(map(_height, children(term)), default=0)
    return inner + 1 if isinstance(term, SumOver) else inner


def _positive_from(p: Poly, index: str, low: Poly, known: Knowledge) -> bool:
    """Whether p > 0 is plain for every value of the index from `low` on."""
    moved = replaced(p, {index: plus(low, var("#"))})
    parts: dict[Mono, Poly] = {}
    for mono, coef in moved.items():
        rest = tuple(pair for pair in mono if pair[0] != "#")
        power = tuple(pair for pair in mono if pair[0] == "#")
        parts[power] = plus(parts.get(power, {}), {rest: coef})
    start = minus(parts.pop(UNIT, {}), const(1))
    return all(known.sign_of(part) == 1 for part in (start, *parts.values()))


# --- Squares of roots -------------------------------------------------------------------------


def _tidy(p: Poly) -> Poly:
    """p with squares of roots, absolute values and signs taken out."""
    for mono in p:
        for atom, exponent in mono:
            if exponent > 1 and isinstance(atom, Atom) and _square(atom) is not None:
                return _tidy_all(p)
    return p


def _square(atom: Atom) -> Poly | None:
    if atom.name == "abs":
        return times(atom.args[0], atom.args[0])
    if atom.name == "sqrt" and constant(atom.args[0]) is not None:
        return atom.args[0]
    if atom.name == "pow" and constant(atom.args[0]) == -1:
        return ONE_POLY
    return None


def _tidy_all(p: Poly) -> Poly:
    total: Poly = {}
    for mono, coef in p.items():
        product: Poly = {UNIT: coef}
        for atom, exponent in mono:
            square = _square(atom) if isinstance(atom, Atom) and exponent > 1 else None
            if square is None:
                product = times(product, {((atom, exponent),): 1})
            else:
                product = times(product, raised(square, exponent // 2))
                if exponent % 2:
                    product = times(product, var(atom))
        total = plus(total, product)
    return total
