"""A point that is supposed to be on lines which have none in common.

From equations that contradict each other everything follows, so here they are not simply known: an
equation has to follow from what was found so far and at most two of the lines, which agree with
each other; and a contradiction is reached where what was found clashes with one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import TypeAlias

from selfproof.world.check.frames import Frame
from selfproof.world.check.logic import free, parts_of
from selfproof.world.kernel import follows
from selfproof.world.kernel.normal import polynomial
from selfproof.world.poly import minus
from selfproof.world.props import Not, Prop, Rel, negation
from selfproof.world.terms import Undefined

_FEWEST = 3
Row: TypeAlias = tuple[Fraction, ...]
"""(a, b, c) of a x + b y + c = 0."""


def system(prop: Prop, show: Prop) -> tuple[Rel, ...]:
    """The equations of a supposition that is the opposite of what is to be shown, where these are
    of lines."""
    parts = parts_of(prop)
    if len(parts) < _FEWEST or negation(show) != prop:
        return ()
    found = [each for each in parts if isinstance(each, Rel) and _row(each) is not None]
    return tuple(found) if len(found) == len(parts) else ()


def supposed(frame: Frame) -> Frame | None:
    """The frame in which a point on such lines is supposed."""
    return next((each for each in frame.chain() if each.lines), None)


def shows(frame: Frame, of: Frame, prop: Prop) -> bool:
    """Whether a claim about the point follows."""
    row = _row(prop)
    if row is None:
        return follows(prop, frame.facts)
    known = _found(frame, of)
    lines = [line for line in map(_row, of.lines) if line is not None]
    if any(not any(_reduced(row, [line])) for line in lines):
        return True
    for size in (0, 1, 2):
        for few in combinations(lines, size):
            basis = _basis((*known, *few))
            if basis is not None and not any(_reduced(row, basis)):
                return True
    return False


def clashes(frame: Frame, of: Frame) -> bool:
    """Whether what was found contradicts one of the lines."""
    known = _found(frame, of)
    lines = [line for line in map(_row, of.lines) if line is not None]
    return any(_basis((*known, *few)) is None for n in (0, 1) for few in combinations(lines, n))


def clash_is_said(frame: Frame, of: Frame) -> bool:
    """Whether the text has said with which line: that something is not equal, that the point is
    not on it, or what its left side is instead."""
    lines = [line for line in map(_row, of.lines) if line is not None]
    for said in _said(frame, of):
        row = _row(said)
        if isinstance(said, Not) or (isinstance(said, Rel) and said.op == "!="):
            return True
        if row is not None and any(_basis((row, line)) is None for line in lines):
            return True
    return False


def _found(frame: Frame, of: Frame) -> list[Row]:
    """The equations that the text has found for the point, but for those of the lines."""
    rows = [_row(said) for said in _said(frame, of) if said not in of.lines]
    return [row for row in rows if row is not None]


def _said(frame: Frame, of: Frame) -> Iterator[Prop]:
    for each in frame.chain():
        yield from each.said
        if each is of:
            return


def _row(prop: Prop) -> Row | None:
    """A linear equation in x and y, None for other propositions."""
    if not isinstance(prop, Rel) or prop.op != "=" or not free(prop) <= {"x", "y"}:
        return None
    try:
        p = minus(polynomial(prop.left), polynomial(prop.right))
    except Undefined:
        return None
    keys = ((("x", 1),), (("y", 1),), ())
    if not set(p) <= set(keys):
        return None
    return tuple(Fraction(p.get(key, 0)) for key in keys)


def _basis(rows: Iterable[Row]) -> list[Row] | None:
    """Rows from which the others follow; None when they contradict each other."""
    basis: list[Row] = []
    for row in rows:
        rest = _reduced(row, basis)
        if any(rest[:2]):
            basis.append(rest)
        elif rest[2]:
            return None
    return basis


def _reduced(row: Row, basis: Sequence[Row]) -> Row:
    """What is left of a row."""
    for each in basis:
        pivot = 0 if each[0] else 1
        factor = row[pivot] / each[pivot]
        row = tuple(a - factor * b for a, b in zip(row, each, strict=True))
    return row
