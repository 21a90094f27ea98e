"""Tables of powers: "The cubes modulo 7 are $0^3 \\equiv 0$, $(\\pm 1)^3 \\equiv \\pm 1$, ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selfproof.world.language.listing import formulas_from
from selfproof.world.language.patterns import compiled
from selfproof.world.language.phrase import Phrase, Said, Unclear, is_formula
from selfproof.world.props import And, Cong, Or, Prop, Rel, terms_of
from selfproof.world.terms import Mul, Num, Pow, Term

_ARE = compiled(r" are(?: :)?(?: as follows :)? (?={F})", ends=False)
_LARGEST = 1_000


def power_table(phrase: Phrase, match: re.Match[str], exponent: int) -> Said | None:
    """The congruences of a table, which has every residue, up to its sign."""
    are = _ARE.match(phrase.text, match.end())
    if are is None or match.group("odd") or match.group("of") or exponent == 1:
        return None
    marks, end = formulas_from(phrase, are.end())
    found: list[Prop] = []
    for mark in filter(is_formula, marks):
        formula = phrase.formula(mark)
        if not formula.props:
            return None
        found += formula.props
    moduli = {each.modulus for each in _parts(found) if isinstance(each, Cong)}
    (modulus,) = moduli if len(moduli) == 1 else (None,)
    if not isinstance(modulus, Num) or not 1 < modulus.value <= _LARGEST:
        return None
    m = int(modulus.value)
    bases = {base for each in _parts(found) for base in _bases(each, exponent)}
    if {s * base % m for base in bases for s in (1, -1)} != set(range(m)):
        raise Unclear("the table does not have all residues")
    return Said(found, end)


def _parts(props: Sequence[Prop]) -> Iterator[Prop]:
    for each in props:
        if isinstance(each, And | Or):
            yield from _parts(each.parts)
        else:
            yield each


def _bases(prop: Prop, exponent: int) -> Iterator[int]:
    """Of the power on the left of a congruence or an equation."""
    if isinstance(prop, Cong | Rel):
        base = _base(terms_of(prop)[0], exponent)
        if base is not None:
            yield base


def _base(term: Term, exponent: int) -> int | None:
    if isinstance(term, Mul) and len(term.factors) == 2 and isinstance(term.factors[0], Num):
        return _base(term.factors[1], exponent)
    if not isinstance(term, Pow) or term.exponent != Num(exponent):
        return None
    base = term.base
    return int(base.value) if isinstance(base, Num) and base.value.denominator == 1 else None
