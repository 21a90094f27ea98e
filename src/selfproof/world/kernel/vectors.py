"""Equations between slopes, vectors, their products and squared lengths, by the coordinates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from selfproof.world.kernel.judgement import Judgement
from selfproof.world.kernel.normal import normal
from selfproof.world.kernel.shown import nonzero, points_of
from selfproof.world.props import Prop, Rel
from selfproof.world.terms import (
    Add,
    Call,
    Div,
    Mul,
    Point,
    Pow,
    Term,
    Undefined,
    Var,
    add,
    children,
    mul,
    power,
    sub,
)

_MOST_DEPTH = 20
_CALLS = frozenset(("slope", "vector", "dot", "dist2"))
Points = Mapping[Term, Point]


@lru_cache(maxsize=4_096)
def speaks_of_points(term: Term) -> bool:
    """Whether a term is made of slopes, vectors or lengths."""
    if isinstance(term, Call) and term.name in _CALLS:
        return True
    return any(map(speaks_of_points, children(term)))


def judge_equation(prop: Rel, known: Iterable[Prop]) -> Judgement:
    """Whether two such sides are equal, by the coordinates."""
    points = points_of(known)
    try:
        left, right = _written_out(prop.left, points, 0), _written_out(prop.right, points, 0)
        if isinstance(left, Point) and isinstance(right, Point):
            pairs = [(left.x, right.x), (left.y, right.y)]
        elif isinstance(left, Point) or isinstance(right, Point):
            return Judgement.OPEN
        else:
            pairs = [(left, right)]
        equal = [_equal(a, b) for a, b in pairs]
    except Undefined:
        return Judgement.OPEN
    if prop.op == "=":
        if False in equal:
            return Judgement.FALSE
        return Judgement.OPEN if None in equal else Judgement.OBVIOUS
    if prop.op == "!=":
        if False in equal:
            return Judgement.OBVIOUS
        return Judgement.OPEN if None in equal else Judgement.FALSE
    return Judgement.OPEN


def _equal(a: Term, b: Term) -> bool | None:
    """Whether two numbers are equal; None where it depends on a variable, or may not exist."""
    difference = normal(sub(a, b))
    if not all(map(nonzero, (difference.den, *difference.needs))):
        return None
    if not difference.num:
        return True
    return False if nonzero(difference.num) else None


def _written_out(term: Term, points: Points, depth: int) -> Term:
    """In coordinates.

    Raises:
        Undefined: a point is unknown, or vectors are multiplied.
    """
    if depth > _MOST_DEPTH:
        raise Undefined("nested too deeply")
    match term:
        case Call("sqrt", (inner,)):
            return Call("sqrt", (_number(inner, points, depth),))
        case Call(name, (a, b)) if name in _CALLS:
            return _coordinates(name, a, b, points, depth)
        case Var():
            return points.get(term, term)
        case Add(terms):
            parts = [_written_out(each, points, depth + 1) for each in terms]
            found = [each for each in parts if isinstance(each, Point)]
            if not found:
                return add(*parts)
            if len(found) < len(parts):
                raise Undefined("a point and a number")
            return Point(add(*(each.x for each in found)), add(*(each.y for each in found)))
        case Mul(factors):
            parts = [_written_out(each, points, depth + 1) for each in factors]
            found = [each for each in parts if isinstance(each, Point)]
            numbers = [each for each in parts if not isinstance(each, Point)]
            if not found:
                return mul(*parts)
            if len(found) > 1:
                raise Undefined("a product of vectors")
            return Point(mul(*numbers, found[0].x), mul(*numbers, found[0].y))
        case Pow(base, exponent):
            return Pow(_number(base, points, depth), _number(exponent, points, depth))
        case Div(top, bottom):
            above, below = _written_out(top, points, depth + 1), _number(bottom, points, depth)
            if isinstance(above, Point):
                return Point(Div(above.x, below), Div(above.y, below))
            return Div(above, below)
    return term


def _number(term: Term, points: Points, depth: int) -> Term:
    found = _written_out(term, points, depth + 1)
    if isinstance(found, Point):
        raise Undefined("a point for a number")
    return found


def _coordinates(name: str, a: Term, b: Term, points: Points, depth: int) -> Term:
    p, q = _written_out(a, points, depth + 1), _written_out(b, points, depth + 1)
    if not (isinstance(p, Point) and isinstance(q, Point)):
        raise Undefined("an unknown point")
    if name == "dot":
        return add(mul(p.x, q.x), mul(p.y, q.y))
    run, rise = sub(q.x, p.x), sub(q.y, p.y)
    if name == "slope":
        return Div(rise, run)
    if name == "vector":
        return Point(run, rise)
    return add(power(run, 2), power(rise, 2))
