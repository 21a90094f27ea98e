"""Points that are made of known points: midpoints, sums, multiples."""

from __future__ import annotations

from collections.abc import Mapping

from selfproof.world.terms import Add, Div, Mul, Point, Term, Var, add, children, mul

_MOST_NESTED = 12
_LARGEST = 300
"""Nodes of a place; sums of sums of points would grow without end."""


def place_of(term: Term, points: Mapping[str, Point], depth: int = 0) -> Point | None:
    """A combination of known points as a pair of coordinates, None for anything else."""
    if isinstance(term, Point):
        return term
    if isinstance(term, Var):
        return points.get(term.name)
    if not isinstance(term, Add | Mul | Div) or not points or depth > _MOST_NESTED:
        return None
    parts = children(term)
    at = [place_of(part, points, depth + 1) for part in parts]
    known = [place for place in at if place is not None]
    if isinstance(term, Add) and len(known) == len(parts):
        place = Point(add(*(p.x for p in known)), add(*(p.y for p in known)))
    elif isinstance(term, Div) and at[0] is not None and len(known) == 1:
        place = Point(Div(at[0].x, parts[1]), Div(at[0].y, parts[1]))
    elif isinstance(term, Mul) and len(known) == 1:
        rest = [part for part, own in zip(parts, at, strict=True) if own is None]
        place = Point(mul(*rest, known[0].x), mul(*rest, known[0].y))
    else:
        return None
    return place if _size(place) <= _LARGEST else None


def _size(term: Term) -> int:
    return 1 + sum(map(_size, children(term)))
