"""Polynomials over the rationals in a sparse normal form, and quotients of them.

A polynomial is a dict from monomials to coefficients that are not 0; two are equal exactly when the
dicts are. A monomial is a sorted tuple of (atom, exponent). An atom is the name of a variable, or
an `Atom`: a string that stands for something opaque (`gcd(a, b)`, `2^n`, a_n, a sum) and remembers
what it is made of. Dicts and tuples of plain values, because the checker lives in these loops;
treat a polynomial as immutable. Sizes are bounded: beyond them, `Undefined`.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple, TypeAlias

from selfproof.world.terms import MOST_BITS, Undefined

Coef: TypeAlias = int | Fraction
"""An int where it is whole, so that the common case is fast."""
Mono: TypeAlias = tuple[tuple[str, int], ...]
Poly: TypeAlias = dict[Mono, Coef]

UNIT: Mono = ()
MOST_MONOS = 400
MOST_DEGREE = 96


class Atom(str):
    """An opaque factor. Equal to every other with the same text; `args` are polynomials.

    `name` is `pow` (base, exponent), `sum` (low, high), or the name of a function or sequence;
    `args` is empty where an argument is no polynomial.
    """

    __slots__ = ("args", "name")
    name: str
    args: tuple[Poly, ...]

    def __new__(cls, text: str, name: str, args: tuple[Poly, ...]) -> Atom:
        atom = super().__new__(cls, text)
        atom.name, atom.args = name, args
        return atom


def const(value: Coef) -> Poly:
    """A constant."""
    if type(value) is Fraction and value.denominator == 1:
        value = value.numerator
    return {UNIT: value} if value else {}


def var(atom: str) -> Poly:
    """A single atom."""
    return {((atom, 1),): 1}


def constant(p: Poly) -> Coef | None:
    """The value of a constant polynomial, None when it is not constant."""
    if not p:
        return 0
    return p.get(UNIT) if len(p) == 1 else None


def quotient(a: Coef, b: Coef) -> Coef:
    """a / b, an int where it is whole."""
    if type(a) is int and type(b) is int and a % b == 0:
        return a // b
    value = Fraction(a) / b
    return value.numerator if value.denominator == 1 else value


def plus(p: Poly, q: Poly, factor: Coef = 1) -> Poly:
    """p + factor * q."""
    total = dict(p)
    for mono, coef in q.items():
        value = total.get(mono, 0) + coef * factor
        if value:
            total[mono] = whole(value)
        else:
            total.pop(mono, None)
    if len(total) > MOST_MONOS:
        raise Undefined("too many terms")
    return total


def whole(value: Coef) -> Coef:
    """The same value, an int where it is whole."""
    if type(value) is int:
        return value
    return value.numerator if value.denominator == 1 else value


def minus(p: Poly, q: Poly) -> Poly:
    """p - q."""
    return plus(p, q, -1)


def scale(p: Poly, factor: Coef) -> Poly:
    """factor * p."""
    if not factor:
        return {}
    return {mono: whole(coef * factor) for mono, coef in p.items()}


def mono_times(a: Mono, b: Mono) -> Mono:
    """The product of monomials."""
    if not a:
        return b
    if not b:
        return a
    exponents = dict(a)
    for atom, exponent in b:
        exponents[atom] = exponents.get(atom, 0) + exponent
    return tuple(sorted(exponents.items()))


def mono_over(a: Mono, b: Mono) -> Mono | None:
    """a / b, None when b does not divide a."""
    exponents = dict(a)
    for atom, exponent in b:
        rest = exponents.get(atom, 0) - exponent
        if rest < 0:
            return None
        if rest:
            exponents[atom] = rest
        else:
            del exponents[atom]
    return tuple(exponents.items())


def degree_of(mono: Mono) -> int:
    """The total degree of a monomial."""
    return sum(exponent for _, exponent in mono)


def times(p: Poly, q: Poly) -> Poly:
    """p * q."""
    if len(q) == 1 and UNIT in q:
        factor = q[UNIT]
        return p if factor == 1 else _checked(scale(p, factor))
    if len(p) == 1 and UNIT in p:
        factor = p[UNIT]
        return q if factor == 1 else _checked(scale(q, factor))
    if len(p) * len(q) > 8 * MOST_MONOS:
        raise Undefined("too many terms")
    total: Poly = {}
    for mono, coef in p.items():
        for other, factor in q.items():
            key = mono_times(mono, other)
            value = total.get(key, 0) + coef * factor
            if value:
                total[key] = value
            else:
                total.pop(key, None)
    return _checked(total)


def _checked(p: Poly) -> Poly:
    """p with whole coefficients as ints, if it is not too large."""
    if len(p) > MOST_MONOS:
        raise Undefined("too many terms")
    for mono, coef in p.items():
        if type(coef) is int:
            if coef.bit_length() > MOST_BITS:
                raise Undefined("a coefficient is too large")
        else:
            p[mono] = value = whole(coef)
            if value.numerator.bit_length() + value.denominator.bit_length() > 2 * MOST_BITS:
                raise Undefined("a coefficient is too large")
        if degree_of(mono) > MOST_DEGREE:
            raise Undefined("the degree is too high")
    return p


def raised(p: Poly, exponent: int) -> Poly:
    """p to a power, exponent >= 0."""
    if exponent == 0:
        return {UNIT: 1}
    if exponent == 1:
        return p
    if len(p) == 1:
        ((mono, coef),) = p.items()
        if not bits_fit(coef, exponent) or degree_of(mono) * exponent > MOST_DEGREE:
            raise Undefined("the power is too large")
        return {tuple((atom, k * exponent) for atom, k in mono): whole(coef**exponent)}
    if exponent > MOST_DEGREE:
        raise Undefined("the power is too large")
    half = raised(p, exponent // 2)
    square = times(half, half)
    return times(square, p) if exponent % 2 else square


def bits_fit(value: Coef, exponent: int) -> bool:
    """Whether value ** exponent is small enough to be computed."""
    bits = max(value.numerator.bit_length(), value.denominator.bit_length())
    return value in (0, 1, -1) or bits * exponent <= MOST_BITS


def divided(p: Poly, d: Poly) -> tuple[Poly, Poly]:
    """Quotient and rest of dividing by `d` (not 0): p = quotient * d + rest, and no monomial of the
    rest is a multiple of the leading one of d, unless the division takes too long."""
    lead_mono = lead(d)
    lead_coef = d[lead_mono]
    rest = dict(p)
    result: Poly = {}
    done: Poly = {}
    for _ in range(MOST_MONOS):
        if not rest:
            break
        mono = lead(rest)
        over = mono_over(mono, lead_mono)
        if over is None:
            done[mono] = rest.pop(mono)
            continue
        factor = quotient(rest[mono], lead_coef)
        result[over] = factor
        rest = plus(rest, times({over: factor}, d), -1)
    else:
        done = plus(done, rest)
    return result, done


def exact_quotient(p: Poly, d: Poly) -> Poly | None:
    """p / d when d divides p exactly and is not 0."""
    if not d:
        return None
    value = constant(d)
    if value is not None:
        return {mono: quotient(coef, value) for mono, coef in p.items()}
    top = lead(d)
    low = min(d, key=_order)
    if p and (mono_over(lead(p), top) is None or mono_over(min(p, key=_order), low) is None):
        return None
    result, rest = divided(p, d)
    return None if rest else result


def _order(mono: Mono) -> tuple[int, Mono]:
    # Graded lexicographic, later atoms count more: at the first difference from the end either an
    # atom is there that the other lacks, or its exponent is higher.
    return (degree_of(mono), mono[::-1])


def lead(p: Poly) -> Mono:
    """The leading monomial of a polynomial that is not 0."""
    return max(p, key=_order) if len(p) > 1 else next(iter(p))


def content(p: Poly) -> int:
    """The greatest common divisor of integer coefficients, 0 for the polynomial 0."""
    return gcd(*(int(coef) for coef in p.values()))


def denominator(p: Poly) -> int:
    """The least common denominator of the coefficients."""
    found = 1
    for coef in p.values():
        if type(coef) is not int:
            found = lcm(found, coef.denominator)
    return found


def atoms(p: Poly) -> dict[str, int]:
    """The atoms of a polynomial with their highest exponents, in order of first appearance."""
    found: dict[str, int] = {}
    for mono in p:
        for atom, exponent in mono:
            if found.get(atom, 0) < exponent:
                found[atom] = exponent
    return found


def mentions(p: Poly, name: str) -> bool:
    """Whether a variable or atom occurs, also inside opaque atoms."""
    for mono in p:
        for atom, _ in mono:
            if atom == name:
                return True
            if isinstance(atom, Atom):
                if not atom.args and name in atom:
                    return True  # unknown inside: better one too many
                if any(mentions(arg, name) for arg in atom.args):
                    return True
    return False


def text(p: Poly) -> str:
    """A canonical text: equal texts exactly for equal polynomials."""
    parts = []
    for mono in sorted(p):
        factors = []
        for atom, exponent in mono:
            if not isinstance(atom, Atom) and ("(" in atom or ")" in atom or "," in atom):
                raise Undefined("a name with brackets")
            factors.append(atom if exponent == 1 else f"{atom}**{exponent}")
        parts.append("*".join([str(p[mono]), *factors]))
    return "+".join(parts)


def opaque(name: str, *args: Poly) -> Atom:
    """The atom of a named thing made of polynomials."""
    return Atom(f"({name} {','.join(map(text, args))})", name, args)


def replaced(p: Poly, values: dict[str, Poly]) -> Poly:
    """p with atoms replaced by polynomials (not inside opaque atoms)."""
    if not any(atom in values for mono in p for atom, _ in mono):
        return p
    total: Poly = {}
    for mono, coef in p.items():
        product: Poly = {UNIT: coef}
        kept: list[tuple[str, int]] = []
        for atom, exponent in mono:
            if atom in values:
                product = times(product, raised(values[atom], exponent))
            else:
                kept.append((atom, exponent))
        total = plus(total, times(product, {tuple(kept): 1}) if kept else product)
    return total


class RatFunc(NamedTuple):
    """num / den. `needs` are the polynomials that were divided by: the value exists, and equals
    the quotient, where none of them is 0."""

    num: Poly
    den: Poly
    needs: tuple[Poly, ...] = ()


ONE_POLY: Poly = {UNIT: 1}


def rat(p: Poly) -> RatFunc:
    """A polynomial as a quotient."""
    return RatFunc(p, ONE_POLY)


def rat_plus(a: RatFunc, b: RatFunc, factor: Coef = 1) -> RatFunc:
    """a + factor * b."""
    if a.den == b.den:
        return RatFunc(plus(a.num, b.num, factor), a.den, _both(a, b))
    if len(b.den) == 1 and UNIT in b.den:
        return RatFunc(plus(a.num, times(b.num, a.den), factor), a.den, _both(a, b))
    num = plus(times(a.num, b.den), times(b.num, a.den), factor)
    return RatFunc(num, times(a.den, b.den), _both(a, b))


def rat_times(a: RatFunc, b: RatFunc) -> RatFunc:
    """a * b."""
    den = a.den if b.den is ONE_POLY else times(a.den, b.den)
    return RatFunc(times(a.num, b.num), den, _both(a, b))


def rat_over(a: RatFunc, b: RatFunc) -> RatFunc:
    """a / b; the numerator of b joins `needs` unless it is a constant.

    Raises:
        Undefined: b is 0.
    """
    value = constant(b.num)
    if value == 0:
        raise Undefined("division by 0")
    if value is not None:
        num = {mono: quotient(coef, value) for mono, coef in times(a.num, b.den).items()}
        return RatFunc(num, a.den, _both(a, b))
    return RatFunc(times(a.num, b.den), times(a.den, b.num), (*_both(a, b), b.num))


def _both(a: RatFunc, b: RatFunc) -> tuple[Poly, ...]:
    if not b.needs:
        return a.needs
    return a.needs + tuple(need for need in b.needs if need not in a.needs)
