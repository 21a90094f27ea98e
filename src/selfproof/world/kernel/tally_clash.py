"""What was counted twice cannot be: it has two values, or is odd and even.

Of `tally` only the names are used here. What the text has found are equations and congruences for
the total and the number of pairs; they clash when no whole numbers satisfy two of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from fractions import Fraction

from selfproof.world.kernel.boxes import integers
from selfproof.world.kernel.normal import polynomial
from selfproof.world.kernel.tally import PAIRS, TOTAL, put_in, read
from selfproof.world.poly import constant
from selfproof.world.props import Cong, Divides, Not, Prop, Rel
from selfproof.world.terms import Term, Undefined, num, sub, substitute, variables

_NAMES = {TOTAL.name, PAIRS.name}
_Line = tuple[Fraction, Fraction, Fraction]
"""a, b and c of an equation a total + b pairs + c = 0."""


def contradictory(known: Iterable[Prop]) -> bool:
    """Two things that the text has found of what it counts cannot both be true."""
    known = tuple(known)
    setting, defined = read(known)
    if setting is None:
        return False
    lines: list[_Line] = []
    rests: list[tuple[Fraction, Fraction, int, bool]] = []
    for fact in known:
        with suppress(Undefined):
            holds = not isinstance(fact, Not)
            match fact.prop if isinstance(fact, Not) else fact:
                case Rel("=", left, right) if holds:
                    line = _line(put_in(sub(left, right), defined))
                    if line is not None:
                        lines.append(line)
                case Cong(left, right, modulus):
                    _learn_rest(rests, put_in(sub(left, right), defined), modulus, holds)
                case Divides(modulus, term):
                    _learn_rest(rests, put_in(term, defined), modulus, holds)
    return _clashing(lines, rests)


def _line(term: Term) -> _Line | None:
    """The term as a total + b pairs + c."""
    if not variables(term) <= _NAMES or not variables(term):
        return None
    at = [_at(term, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1), (2, 0), (0, 2))]
    if None in at:
        return None
    c, one, two, both, twice, second = (Fraction(each or 0) for each in at)
    a, b = one - c, two - c
    linear = both == a + b + c and twice == 2 * a + c and second == 2 * b + c
    return (a, b, c) if linear else None


def _at(term: Term, total: int, pairs: int) -> Fraction | None:
    values: dict[str, Term] = {TOTAL.name: num(total), PAIRS.name: num(pairs)}
    found = constant(polynomial(substitute(term, values)))
    return None if found is None else Fraction(found)


def _learn_rest(
    rests: list[tuple[Fraction, Fraction, int, bool]], term: Term, modulus: Term, holds: bool
) -> None:
    """a total + c is, or is not, a multiple of the modulus."""
    by = integers((modulus,))
    line = _line(term)
    if by is not None and by[0] > 1 and line is not None and line[1] == 0:
        rests.append((line[0], line[2], by[0], holds))


def _clashing(lines: list[_Line], rests: list[tuple[Fraction, Fraction, int, bool]]) -> bool:
    totals = {-c / a for a, b, c in lines if a and not b}
    pairs = {-c / b for a, b, c in lines if b and not a}
    pairs |= {-(a * total + c) / b for a, b, c in lines if a and b for total in totals}
    if len(totals) > 1 or len(pairs) > 1:
        return True
    if any(each.denominator != 1 for each in (*totals, *pairs)):
        return True
    for a, c, by, holds in rests:
        if any(((a * total + c) % by == 0) is not holds for total in totals):
            return True
    twice = any(a and b and abs(b / a) == 2 and (c / a) % 2 == 0 for a, b, c in lines)
    odd = {(c % 2 == 1) is holds for a, c, by, holds in rests if a % 2 == 1 and by == 2}
    return len(odd) > 1 or (twice and True in odd)
