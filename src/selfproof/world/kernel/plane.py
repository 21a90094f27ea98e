"""Relations of points that a proof has to show by computing, not just to state.

Whether points with known coordinates are collinear, or lines perpendicular, a program sees at
once. A proof has to show the numbers. So a relation is OBVIOUS where what it needs was spoken of
in a verified equation: slopes (`Call("slope", (A, B))`), vectors (`Call("vector", (A, B))`), their
product (`Call("dot", (vector, vector))`), squared lengths (`Call("dist2", (A, B))`), a vanishing
determinant 2 * 6 - 4 * 3 = 0, that points lie on a line; it is DETAIL where it is true and little
is missing, FALSE where the coordinates say so, and OPEN otherwise. Relations are those of
`props.Named`, and

- `Named("lies on", (P, l, r))`: the coordinates of P satisfy l = r in x and y, the equation of a
  line. "$A$ lies on the line $y = 2x + 1$" (also: is on, is a point of; "the line passes through
  $A$").

Points are `Point`s, or names with a known equation `Rel("=", Var("A"), Point(x, y))`; coordinates
are polynomials.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, permutations

from selfproof.world.kernel import vectors
from selfproof.world.kernel.judgement import Judgement
from selfproof.world.kernel.normal import polynomial
from selfproof.world.kernel.shown import (
    Ends,
    Place,
    Shown,
    cross,
    dot,
    nonzero,
    order,
    put_in,
    read,
)
from selfproof.world.poly import ONE_POLY, Poly, constant, lead, minus, plus, quotient, text, times
from selfproof.world.props import Named, Not, Prop, Rel
from selfproof.world.terms import (
    Call,
    Point,
    Term,
    Undefined,
    variables,
)

RELATIONS = frozenset(
    (
        "lies on",
        "collinear",
        "on line",
        "concurrent",
        "perpendicular",
        "right angle",
        "parallel",
        "equal lengths",
        "parallelogram",
        "midpoint",
    )
)
_FILLED_IN = 2
"""Points, or lines, that a reader checks alone."""
_MOST_POINTS = 60


def judge(prop: Named, known: Iterable[Prop]) -> Judgement:
    """What is known about a claim of one of `RELATIONS`."""
    try:
        shown = read(tuple(known), RELATIONS)
        if prop in shown.told:
            return Judgement.OBVIOUS
        if len(prop.args) > _MOST_POINTS:
            return Judgement.OPEN
        match prop.relation, prop.args:
            case "lies on", (point, left, right):
                return _lies_on(point, left, right, shown)
            case "collinear", points if len(points) >= 3:
                return _collinear(points, shown)
            case "on line", (point, a, b):
                return _collinear((a, b, point), shown)
            case "concurrent", ends if len(ends) >= 4 and len(ends) % 2 == 0:
                return _concurrent(ends, shown)
            case _:
                return _simple(prop, shown)
    except Undefined:
        return Judgement.OPEN


def deny(prop: Named, known: Iterable[Prop]) -> Judgement:
    """What is known about the negation of such a claim."""
    facts = tuple(known)
    judged = judge(prop, facts)
    if judged is not Judgement.FALSE:
        return Judgement.FALSE if judged is Judgement.OBVIOUS else Judgement.OPEN
    shown = read(facts, RELATIONS)
    for fact in facts:
        match fact:
            case Not(Named("collinear", args)) if prop.relation == "collinear":
                if set(args) <= set(prop.args):
                    return Judgement.OBVIOUS
    try:
        seen = _seen_apart(prop, shown)
    except Undefined:
        seen = False
    return Judgement.OBVIOUS if seen else Judgement.DETAIL


def _seen_apart(prop: Named, shown: Shown) -> bool:
    """Whether the numbers were shown that a relation contradicts."""
    spoken = (shown.slopes, shown.vectors)
    match prop.relation, prop.args:
        case "lies on" | "midpoint", _:
            return True
        case "collinear" | "on line", points:
            inside = [{p for p in pairs if p <= set(points)} for pairs in spoken]
            return any(
                nonzero(cross(shown.vector(m, p), shown.vector(m, q)))
                for pairs in inside
                for one, other in combinations(sorted(pairs, key=_in_order), 2)
                for m in one & other
                for p in one - {m}
                for q in other - {m}
            )
        case "equal lengths", (a, b, c, d):
            return {frozenset((a, b)), frozenset((c, d))} <= shown.lengths
        case "perpendicular", (a, b, c, d):
            return _upright_seen((a, b), (c, d), shown)
        case "right angle", (a, b, c):
            sides = {frozenset((a, b)), frozenset((b, c)), frozenset((a, c))}
            return sides <= shown.lengths or _upright_seen((b, a), (b, c), shown)
        case "parallel", (a, b, c, d):
            return _both((a, b), (c, d), shown)
        case "parallelogram", (a, b, c, d):
            return _both((a, b), (d, c), shown) or _both((b, c), (a, d), shown)
    return False


def _lies_on(point: Term, left: Term, right: Term, shown: Shown) -> Judgement:
    if not variables(left) | variables(right) <= {"x", "y"}:
        return Judgement.OPEN
    place = point if isinstance(point, Point) else None
    equation = minus(polynomial(left), polynomial(right))
    if any(sum(e for _, e in mono) > 1 for mono in equation) or constant(equation) is not None:
        return Judgement.OPEN
    x, y = shown.place(place or point)
    value: Poly = {}
    for mono, coef in equation.items():
        factor = {"x": x, "y": y}[mono[0][0]] if mono else ONE_POLY
        value = plus(value, factor, coef)
    return Judgement.FALSE if nonzero(value) else _sure(not value)


def _sure(value: bool) -> Judgement:
    return Judgement.OBVIOUS if value else Judgement.OPEN


# Equations.


def judge_equation(prop: Rel, known: Iterable[Prop]) -> Judgement:
    """Whether two sides made of slopes, vectors and lengths are equal."""
    facts = tuple(known)
    lengths = _squared(prop.left), _squared(prop.right)
    if isinstance(lengths[0], Call) and isinstance(lengths[1], Call):
        same = Named("equal lengths", (*lengths[0].args, *lengths[1].args))
        if prop.op not in ("=", "!="):
            return Judgement.OPEN
        return judge(same, facts) if prop.op == "=" else deny(same, facts)
    return vectors.judge_equation(prop, facts)


def _squared(term: Term) -> Term | None:
    """AB^2 of a length AB."""
    match term:
        case Call("sqrt", (Call("dist2", (_, _)) as square,)):
            return square
    return None


# Lines with many points.


def _collinear(points: Sequence[Term], shown: Shown) -> Judgement:
    distinct = list(dict.fromkeys(points))
    first = distinct[0]
    other = next((p for p in distinct[1:] if any(map(nonzero, shown.vector(first, p)))), None)
    if other is None or len(distinct) < 3:
        return Judgement.OPEN
    along = shown.vector(first, other)
    crosses = [cross(along, shown.vector(first, p)) for p in distinct]
    if any(map(nonzero, crosses)):
        return Judgement.FALSE
    if any(crosses):
        return Judgement.OPEN
    best = max((len(line & set(distinct)) for line in _lines(distinct, shown)), default=2)
    missing = len(distinct) - best
    if missing == 0:
        return Judgement.OBVIOUS
    return Judgement.DETAIL if missing <= _FILLED_IN else Judgement.OPEN


def _lines(points: Sequence[Term], shown: Shown) -> list[set[Term]]:
    """Sets of points that were shown to be on one line; those with two points in common are one."""
    sets: list[set[Term]] = []
    equations: dict[str, list[Named]] = {}
    for fact in reversed(shown.told):
        match fact:
            case Named("collinear" | "on line", args):
                sets.append(set(args))
            case Named("lies on", (_, left, right)):
                key = text(_monic(minus(polynomial(left), polynomial(right))))
                equations.setdefault(key, []).append(fact)
    sets.extend(put_in(facts, shown) for facts in equations.values())
    among = set(points)
    for pairs in (shown.slopes, shown.vectors):
        sets.extend(_stars({pair for pair in pairs if pair <= among}, shown))
    if len(points) == 3:
        a, b, c = points
        if any(_is_determinant(zero, (a, b, c), shown) for zero in shown.zeros):
            sets.append(set(points))
    return _merged([each for each in sets if len(each & among) > 1], shown)


def _monic(p: Poly) -> Poly:
    """The same equation with leading coefficient 1."""
    top = lead(p)
    return {mono: quotient(coef, p[top]) for mono, coef in p.items()}


def _stars(pairs: set[Ends], shown: Shown) -> list[set[Term]]:
    """For each point, the ends in one direction of slopes or vectors that were spoken of."""
    at: dict[Term, list[Term]] = {}
    for pair in sorted(pairs, key=_in_order):
        if len(pair) == 2:
            a, b = sorted(pair, key=order)
            at.setdefault(a, []).append(b)
            at.setdefault(b, []).append(a)
    found: list[set[Term]] = []
    for middle, ends in at.items():
        rays: list[tuple[Place, set[Term]]] = []
        for end in ends:
            ray = shown.vector(middle, end)
            for direction, members in rays:
                if not cross(direction, ray):
                    members.add(end)
                    break
            else:
                rays.append((ray, {middle, end}))
        found.extend(members for _, members in rays)
    return found


def _is_determinant(zero: tuple[Poly, Poly], points: Sequence[Term], shown: Shown) -> bool:
    """Whether these are the two products of the determinant of three points."""
    for a, b, c in permutations(points):
        u, v = shown.vector(a, b), shown.vector(a, c)
        if zero == (times(u[0], v[1]), times(u[1], v[0])):
            return True
    return False


def _in_order(pair: Ends) -> list[str]:
    return sorted(map(order, pair))


def _merged(sets: list[set[Term]], shown: Shown) -> list[set[Term]]:
    merged: list[set[Term]] = []
    for each in sets:
        line = set(each)
        again = True
        while again:
            again = False
            for other in merged:
                common = sorted(line & other, key=order)
                if any(any(map(nonzero, shown.vector(p, q))) for p, q in combinations(common, 2)):
                    line |= other
                    merged.remove(other)
                    again = True
                    break
        merged.append(line)
    return merged


def _concurrent(ends: Sequence[Term], shown: Shown) -> Judgement:
    lines = [(ends[i], ends[i + 1]) for i in range(0, len(ends), 2)]
    along = [shown.vector(a, b) for a, b in lines]
    if not all(any(map(nonzero, u)) for u in along):
        return Judgement.OPEN
    if not any(nonzero(cross(along[0], u)) for u in along[1:]):
        return Judgement.OPEN
    candidates: dict[Term, int] = {}
    for fact in shown.told:
        match fact:
            case Named("on line" | "lies on", (point, *_)):
                candidates[point] = 0
            case Named("collinear", args):
                candidates.update(dict.fromkeys(args, 0))
    best = len(lines)
    for point in list(candidates)[:_MOST_POINTS]:
        missing = 0
        for (a, b), u in zip(lines, along, strict=True):
            if cross(u, _minus(shown.place(point), shown.place(a))):
                break
            missing += _collinear((a, b, point), shown) is not Judgement.OBVIOUS and (
                point not in (a, b)
            )
        else:
            best = min(best, missing)
    if best == 0:
        return Judgement.OBVIOUS
    return Judgement.DETAIL if best <= 1 else Judgement.OPEN


def _minus(p: Place, q: Place) -> Place:
    """p - q."""
    return minus(p[0], q[0]), minus(p[1], q[1])


# Relations of two, three or four points.


def _simple(prop: Named, shown: Shown) -> Judgement:
    match prop.relation, prop.args:
        case "midpoint", (m, a, b):
            u, v = shown.vector(a, m), shown.vector(m, b)
            seen = isinstance(m, Point) or _both((a, m), (m, b), shown)
            seen = seen or frozenset((a, b)) in _middles(shown)
            return _verdict([minus(u[0], v[0]), minus(u[1], v[1])], seen)
        case "perpendicular", (a, b, c, d):
            return _upright(((a, b), (c, d)), shown)
        case "right angle", (a, b, c):
            judged = _upright(((b, a), (b, c)), shown)
            sides = {frozenset((a, b)), frozenset((b, c)), frozenset((a, c))}
            seen = judged is Judgement.DETAIL and sides <= shown.lengths
            return Judgement.OBVIOUS if seen else judged
        case "parallel", (a, b, c, d):
            u, v = shown.vector(a, b), shown.vector(c, d)
            if not (any(map(nonzero, u)) and any(map(nonzero, v))):
                return Judgement.OPEN
            return _verdict([cross(u, v)], _both((a, b), (c, d), shown))
        case "equal lengths", (a, b, c, d):
            u, v = shown.vector(a, b), shown.vector(c, d)
            pairs = {frozenset((a, b)), frozenset((c, d))}
            seen = pairs <= shown.lengths or pairs <= shown.vectors
            return _verdict([minus(dot(u, u), dot(v, v))], seen)
        case "parallelogram", (a, b, c, d):
            u, v = shown.vector(a, b), shown.vector(d, c)
            if not nonzero(cross(u, shown.vector(b, c))):
                return Judgement.OPEN
            seen = _both((a, b), (d, c), shown) or _both((b, c), (a, d), shown)
            seen = seen or _same_middle(a, b, c, d, shown)
            return _verdict([minus(u[0], v[0]), minus(u[1], v[1])], seen)
    return Judgement.OPEN


def _verdict(zeros: Sequence[Poly], seen: bool) -> Judgement:
    if any(map(nonzero, zeros)):
        return Judgement.FALSE
    if any(zeros):
        return Judgement.OPEN
    return Judgement.OBVIOUS if seen else Judgement.DETAIL


def _upright(lines: tuple[tuple[Term, Term], tuple[Term, Term]], shown: Shown) -> Judgement:
    (a, b), (c, d) = lines
    u, v = shown.vector(a, b), shown.vector(c, d)
    if not (any(map(nonzero, u)) and any(map(nonzero, v))):
        return Judgement.OPEN
    return _verdict([dot(u, v)], _upright_seen((a, b), (c, d), shown))


def _upright_seen(one: tuple[Term, Term], other: tuple[Term, Term], shown: Shown) -> bool:
    pairs = frozenset((frozenset(one), frozenset(other)))
    return pairs in shown.dots or pairs <= shown.slopes


def _both(one: tuple[Term, Term], other: tuple[Term, Term], shown: Shown) -> bool:
    pairs = {frozenset(one), frozenset(other)}
    return pairs <= shown.vectors or pairs <= shown.slopes


def _same_middle(a: Term, b: Term, c: Term, d: Term, shown: Shown) -> bool:
    """The midpoints of the diagonals were spoken of."""
    return {frozenset((a, c)), frozenset((b, d))} <= _middles(shown)


def _middles(shown: Shown) -> set[Ends]:
    told = {frozenset(fact.args[1:]) for fact in shown.told if fact.relation == "midpoint"}
    return shown.middles | told
