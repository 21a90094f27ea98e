"""Small changes of form of polynomials that are known to be 0, not negative, or whatever."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias, TypeVar

from selfproof.world.poly import (
    ONE_POLY,
    Coef,
    Mono,
    Poly,
    RatFunc,
    content,
    denominator,
    scale,
    whole,
)
from selfproof.world.terms import Term

FormKey: TypeAlias = frozenset[tuple[Mono, Coef]]
_T = TypeVar("_T")
_MOST_FORMS = 8


def form_key(p: Poly) -> FormKey:
    """A polynomial as a key."""
    return frozenset(p.items())


def has_atom(p: Poly, name: str) -> bool:
    """Whether an atom is a factor of some monomial (whatever is inside opaque atoms)."""
    return any(atom == name for mono in p for atom, _ in mono)


def single_atom(value: RatFunc) -> str | None:
    """The atom that a value is, None when it is something else."""
    if value.den == ONE_POLY and len(value.num) == 1:
        ((mono, coef),) = value.num.items()
        if coef == 1 and len(mono) == 1 and mono[0][1] == 1:
            return mono[0][0]
    return None


def laurent(value: RatFunc) -> Poly | None:
    """A quotient whose denominator is a product of atoms, with negative exponents; None for
    polynomials and other quotients. Not for general use: it is no `Poly` by the book."""
    if len(value.den) != 1 or value.den == ONE_POLY:
        return None
    ((below, divisor),) = value.den.items()
    total: Poly = {}
    for mono, coef in value.num.items():
        exponents = dict(mono)
        for atom, k in below:
            exponents[atom] = exponents.get(atom, 0) - k
        key = tuple(sorted((atom, k) for atom, k in exponents.items() if k))
        total[key] = whole(Fraction(coef) / divisor)
    return total


def primitive(p: Poly) -> Poly:
    """p, not 0, as a multiple with integer coefficients that have no common divisor."""
    whole_p = scale(p, denominator(p))
    g = content(whole_p)
    return {mono: int(coef) // g for mono, coef in whole_p.items()}


def tightened(p: Poly, strict: bool) -> Poly:
    """q with q >= 0 exactly where p >= 0 (p > 0 when strict), for p with integer values."""
    free = {mono: coef for mono, coef in p.items() if mono}
    offset = int(p.get((), 0)) - strict
    g = content(free)
    if g == 0:
        return {(): offset} if offset else {}
    reduced: Poly = {mono: int(coef) // g for mono, coef in free.items()}
    if offset // g:
        reduced[()] = offset // g
    return reduced


def proportional(p: Poly, q: Poly) -> bool:
    """Whether p is a multiple of q by a number that is not 0 (both not 0)."""
    if len(p) != len(q):
        return False
    mono = next(iter(p))
    if mono not in q:
        return False
    return scale(q, p[mono]) == scale(p, q[mono])


def take(items: list[_T], atom: str) -> list[_T]:
    """Take those out, polynomials or tuples with some, in which an atom stands."""
    found = [each for each in items if any(has_atom(p, atom) for p in _polys_of(each))]
    if found:
        items[:] = [each for each in items if not any(each is one for one in found)]
    return found


def _polys_of(item: object) -> list[Poly]:
    parts = item if isinstance(item, tuple) else (item,)
    return [part for part in parts if isinstance(part, dict)]


def moved_forms(
    forms: dict[FormKey, tuple[Term, ...]], atom: str, moved: Callable[[Poly], Poly]
) -> dict[FormKey, tuple[Term, ...]]:
    """Forms of polynomials once the atom is replaced in these."""
    if not any(has_atom(dict(key), atom) for key in forms):
        return forms
    result: dict[FormKey, tuple[Term, ...]] = {}
    for key, terms in forms.items():
        for term in terms:
            add_form(result, form_key(moved(dict(key))), term)
    return result


def add_form(forms: dict[FormKey, tuple[Term, ...]], key: FormKey, term: Term) -> None:
    """Keep another form of a polynomial."""
    known = forms.get(key, ())
    if term not in known and len(known) < _MOST_FORMS:
        forms[key] = (*known, term)
