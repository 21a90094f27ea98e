"""Relations of points, by coordinates: each is that some polynomials are 0 (and others are not).

A point is a pair of coordinates, a name with a known value, or a sum of multiples of points.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

from selfproof.world.kernel.facts import Facts
from selfproof.world.kernel.normal import normal
from selfproof.world.poly import RatFunc, const, rat, rat_over, rat_plus, rat_times
from selfproof.world.terms import Add, Div, Mul, Point, Term, Undefined, Var

Place = tuple[RatFunc, RatFunc]
_MOST_DEPTH = 20


def is_point(term: Term, facts: Facts, depth: int = 0) -> bool:
    """Whether a term is a point or vector."""
    if depth > _MOST_DEPTH:
        return False
    match term:
        case Point():
            return True
        case Var(name):
            return name in facts.points
        case Add(terms):
            return all(is_point(each, facts, depth + 1) for each in terms)
        case Mul(factors):
            return any(is_point(each, facts, depth + 1) for each in factors)
        case Div(top, _):
            return is_point(top, facts, depth + 1)
        case _:
            return False


def place_of(term: Term, facts: Facts, depth: int = 0) -> Place:
    """The coordinates of a point.

    Raises:
        Undefined: it has none.
    """
    if depth > _MOST_DEPTH:
        raise Undefined("nested too deeply")
    match term:
        case Point(x, y):
            return normal(x, facts), normal(y, facts)
        case Var(name) if name in facts.points:
            return place_of(facts.points[name], facts, depth + 1)
        case Add(terms):
            places = [place_of(each, facts, depth + 1) for each in terms]
            total = places[0]
            for dx, dy in places[1:]:
                total = rat_plus(total[0], dx), rat_plus(total[1], dy)
            return total
        case Mul(factors):
            return _multiple(factors, facts, depth)
        case Div(top, bottom):
            at, by = place_of(top, facts, depth + 1), normal(bottom, facts)
            return rat_over(at[0], by), rat_over(at[1], by)
        case _:
            raise Undefined("no point")


def _multiple(factors: tuple[Term, ...], facts: Facts, depth: int) -> Place:
    points = [factor for factor in factors if is_point(factor, facts)]
    if len(points) != 1:
        raise Undefined("a product of points")
    x, y = place_of(points[0], facts, depth + 1)
    for factor in factors:
        if factor is not points[0]:
            by = normal(factor, facts)
            x, y = rat_times(x, by), rat_times(y, by)
    return x, y


def differences(left: Term, right: Term, facts: Facts) -> list[RatFunc]:
    """What is 0 when two points are equal.

    Raises:
        Undefined: a side is no point, or need not exist.
    """
    a, b = place_of(left, facts), place_of(right, facts)
    found = [rat_plus(u, v, -1) for u, v in zip(a, b, strict=True)]
    if not all(map(facts.exists, found)):
        raise Undefined("a denominator that may be 0")
    return found


def conditions(relation: str, args: tuple[Term, ...], facts: Facts) -> list[RatFunc] | None:
    """The quotients that are all 0 exactly when the relation holds; None for other relations, and
    where lines are not known to be lines.

    Raises:
        Undefined: an argument is no point, or need not exist.
    """
    rule = _RULES.get(relation)
    if rule is None:
        return None
    counts, function = rule
    if not counts(len(args)):
        return None
    places = [place_of(arg, facts) for arg in args]
    if not all(facts.exists(value) for place in places for value in place):
        raise Undefined("a denominator that may be 0")
    return function(places, facts)


def _minus(a: Place, b: Place) -> Place:
    return rat_plus(a[0], b[0], -1), rat_plus(a[1], b[1], -1)


def _cross(u: Place, v: Place) -> RatFunc:
    return rat_plus(rat_times(u[0], v[1]), rat_times(u[1], v[0]), -1)


def _dot(u: Place, v: Place) -> RatFunc:
    return rat_plus(rat_times(u[0], v[0]), rat_times(u[1], v[1]))


def _differ(a: Place, b: Place, facts: Facts) -> bool:
    return any(facts.not_zero(value.num) for value in _minus(a, b))


def _collinear(at: list[Place], facts: Facts) -> list[RatFunc] | None:
    # All on the line of two different points; three points in any case.
    if len(at) == 3:
        return [_cross(_minus(at[1], at[0]), _minus(at[2], at[0]))]
    pair = next(((p, q) for p, q in combinations(at, 2) if _differ(p, q, facts)), None)
    if pair is None:
        return None
    along = _minus(pair[1], pair[0])
    return [_cross(along, _minus(point, pair[0])) for point in at]


def _lines(at: list[Place], facts: Facts) -> bool:
    return all(_differ(at[i], at[i + 1], facts) for i in range(0, len(at), 2))


def _perpendicular(at: list[Place], facts: Facts) -> list[RatFunc] | None:
    return [_dot(_minus(at[1], at[0]), _minus(at[3], at[2]))] if _lines(at, facts) else None


def _parallel(at: list[Place], facts: Facts) -> list[RatFunc] | None:
    return [_cross(_minus(at[1], at[0]), _minus(at[3], at[2]))] if _lines(at, facts) else None


def _equal_lengths(at: list[Place], facts: Facts) -> list[RatFunc]:
    u, v = _minus(at[1], at[0]), _minus(at[3], at[2])
    return [rat_plus(_dot(u, u), _dot(v, v), -1)]


def _midpoint(at: list[Place], facts: Facts) -> list[RatFunc]:
    two = rat(const(2))
    return [rat_plus(rat_times(two, at[0][i]), rat_plus(at[1][i], at[2][i]), -1) for i in (0, 1)]


def _on_line(at: list[Place], facts: Facts) -> list[RatFunc] | None:
    if not _differ(at[1], at[2], facts):
        return None
    return [_cross(_minus(at[2], at[1]), _minus(at[0], at[1]))]


def _right_angle(at: list[Place], facts: Facts) -> list[RatFunc] | None:
    if not (_differ(at[0], at[1], facts) and _differ(at[2], at[1], facts)):
        return None
    return [_dot(_minus(at[0], at[1]), _minus(at[2], at[1]))]


def _parallelogram(at: list[Place], facts: Facts) -> list[RatFunc] | None:
    u, v = _minus(at[1], at[0]), _minus(at[2], at[3])
    if not facts.not_zero(_cross(u, _minus(at[2], at[1])).num):
        return None  # its corners must not be on a line
    return list(_minus(u, v))


def _concyclic(at: list[Place], facts: Facts) -> list[RatFunc] | None:
    """Different points, each on the circle through three that make a triangle."""
    if not all(_differ(p, q, facts) for p, q in combinations(at, 2)):
        return None
    first = at[0]
    moved = [_minus(point, first) for point in at[1:]]
    if not facts.not_zero(_cross(moved[0], moved[1]).num):
        return None
    a, b = moved[0], moved[1]
    found = []
    for c in moved[2:]:
        part = rat_times(_dot(a, a), _cross(b, c))
        part = rat_plus(part, rat_times(_dot(b, b), _cross(a, c)), -1)
        found.append(rat_plus(part, rat_times(_dot(c, c), _cross(a, b))))
    return found


def _concurrent(at: list[Place], facts: Facts) -> list[RatFunc] | None:
    """Different lines through one point: the first two are not parallel, the others meet them."""
    if not _lines(at, facts):
        return None
    lines = [_line(at[i], at[i + 1]) for i in range(0, len(at), 2)]
    (a, b, c), (d, e, f) = lines[0], lines[1]
    across = _cross((a, b), (d, e))
    if not facts.not_zero(across.num):
        return None
    x, y = _cross((b, c), (e, f)), rat_times(rat(const(-1)), _cross((a, c), (d, f)))
    return [
        rat_plus(rat_plus(rat_times(g, x), rat_times(h, y)), rat_times(k, across))
        for g, h, k in lines[2:]
    ]


def _line(p: Place, q: Place) -> tuple[RatFunc, RatFunc, RatFunc]:
    """(a, b, c) with a x + b y + c = 0 on the line through p and q."""
    dx, dy = _minus(q, p)
    return dy, rat_times(rat(const(-1)), dx), _cross((dx, dy), p)


Rule = Callable[[list[Place], Facts], list[RatFunc] | None]
_RULES: dict[str, tuple[Callable[[int], bool], Rule]] = {
    "collinear": (lambda n: n >= 3, _collinear),
    "perpendicular": (lambda n: n == 4, _perpendicular),
    "parallel": (lambda n: n == 4, _parallel),
    "equal lengths": (lambda n: n == 4, _equal_lengths),
    "midpoint": (lambda n: n == 3, _midpoint),
    "on line": (lambda n: n == 3, _on_line),
    "right angle": (lambda n: n == 3, _right_angle),
    "parallelogram": (lambda n: n == 4, _parallelogram),
    "concyclic": (lambda n: n >= 4, _concyclic),
    "concurrent": (lambda n: n >= 6 and n % 2 == 0, _concurrent),
}
RELATIONS = frozenset(_RULES)

__all__ = ["RELATIONS", "conditions", "differences", "is_point", "place_of"]
