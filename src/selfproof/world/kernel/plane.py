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
- `Named("on ray", (P, A, v))`: P is on the line through A with the direction v.
- `Named("same line", (l, r, m, s))`: l = r and m = s are equations of the same line.
- `Named("differ", (A, B, u, v))`: the coordinates of A and B differ by u and v.
- `Named("proper", (A, B, C, ...))`: no three of the points are on a line.
- `Named("increasing", (A, B, C, ...))`: their first coordinates increase in this order.
- `Named("crossing", (l, r, m, s, ...))`: two of the lines l = r, m = s, ... are not parallel.
- `Named("worked out", (P, l, r, s, t))`: s = t, which was computed, is what comes of l = r, or s
  of one of its sides, when P is put in.
- `Named("all on", (l, r, P, Q, ...))`: all these points are on the line l = r; a proof has to put
  in each of them, but for two that it was said to go through.
- `Named("common point", (P, l, r, m, s, ...))`: P is on all the lines l = r, m = s, ... A proof has
  to put it into each of them, but for two from which it may have been found.

Points are `Point`s, or names with a known equation `Rel("=", Var("A"), Point(x, y))`; coordinates
are polynomials.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise, permutations

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
    normed,
    order,
    place,
    put_in,
    read,
    summands_at,
    summands_of,
    values_at,
)
from selfproof.world.poly import (
    ONE_POLY,
    Poly,
    const,
    constant,
    lead,
    minus,
    plus,
    quotient,
    text,
    times,
)
from selfproof.world.props import And, Named, Not, Prop, Rel
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
        "on ray",
        "same line",
        "differ",
        "proper",
        "increasing",
        "crossing",
        "worked out",
        "all on",
        "common point",
    )
)
_PLAIN = frozenset(
    ("on ray", "same line", "differ", "proper", "increasing", "crossing", "worked out")
)
"""They are checked by the coordinates alone."""
WITH_EQUATIONS = frozenset(
    ("lies on", "same line", "crossing", "worked out", "all on", "common point")
)
"""Some arguments are equations in x and y."""
_READ_OFF = _PLAIN | {"lies on", "midpoint"}
"""That they do not hold is seen without more."""
_GIVEN = 2
"""Lines that a point may have been found from."""
_FILLED_IN = 2
"""Points, or lines, that a reader checks alone."""
_MOST_POINTS = 60


def judge(prop: Named, known: Iterable[Prop]) -> Judgement:
    """What is known about a claim of one of `RELATIONS`."""
    try:
        shown = read(tuple(known), RELATIONS)
        prop = _by_name(prop, shown)
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
                if point in (a, b) and any(map(nonzero, shown.vector(a, b))):
                    return Judgement.OBVIOUS
                return _collinear((a, b, point), shown)
            case "all on", (left, right, *points) if points:
                return _all_on(left, right, points, shown)
            case "common point", (point, *sides) if sides and len(sides) % 2 == 0:
                return _common_point(point, sides, shown)
            case relation, args if relation in _PLAIN:
                return _plain(prop.relation, args, shown)
            case "concurrent", ends if len(ends) >= 4 and len(ends) % 2 == 0:
                return _concurrent(ends, shown)
            case _:
                return _simple(prop, shown)
    except Undefined:
        return Judgement.OPEN


def is_plainly_false(prop: Prop, known: Iterable[Prop]) -> bool:
    """Whether the coordinates say that a relation does not hold, or that one that is denied does,
    whatever the proof has shown."""
    inner = prop.prop if isinstance(prop, Not) else prop
    if not isinstance(inner, Named) or inner.relation not in RELATIONS:
        return False
    facts = tuple(known)
    if isinstance(prop, Not):
        lines = inner.relation in ("common point", "all on")
        whole = And(tuple(_single(inner))) if lines else inner
        return all(
            judge(each, facts) in (Judgement.OBVIOUS, Judgement.DETAIL)
            for each in (whole.parts if isinstance(whole, And) else (whole,))
            if isinstance(each, Named)
        )
    if judge(inner, facts) is Judgement.FALSE:
        return True
    return any(len(set(side)) < len(side) for side in _sides(inner))


def _single(prop: Named) -> list[Prop]:
    """For each point and line of a claim about several, that it is on it."""
    if prop.relation == "all on":
        return [Named("lies on", (point, *prop.args[:2])) for point in prop.args[2:]]
    point, *sides = prop.args
    return [Named("lies on", (point, *sides[k : k + 2])) for k in range(0, len(sides), 2)]


def _sides(prop: Named) -> list[Sequence[Term]]:
    """Corners, or ends of lines, that must be different points."""
    if prop.relation in ("parallelogram", "right angle"):
        return [prop.args]
    if prop.relation in ("parallel", "perpendicular", "concurrent"):
        return [prop.args[k : k + 2] for k in range(0, len(prop.args), 2)]
    return []


def _by_name(prop: Named, shown: Shown) -> Named:
    """A pair of coordinates that has a name is called by it."""
    if not any(isinstance(arg, Point) for arg in prop.args) or prop.relation == "on ray":
        return prop
    names = {_place_of(point): name for name, point in shown.points.items()}
    args = tuple(names.get(_place_of(arg), arg) for arg in prop.args)
    return Named(prop.relation, args)


def _place_of(term: Term) -> object:
    """Equal for the same coordinates."""
    return tuple(map(text, place(term))) if isinstance(term, Point) else term


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
        case relation, _ if relation in _READ_OFF:
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
            ) or (prop.relation == "collinear" and _one_beside(points, shown))
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


def _one_beside(points: Sequence[Term], shown: Shown) -> bool:
    """Two of them are said to be on a line, and another one visibly is not."""
    return any(
        sum(
            fact.args == (p, left, right)
            for fact in shown.told
            for p in points
            if p != point and fact.relation == "lies on"
        )
        >= 2
        and _lies_on(point, left, right, shown) is Judgement.FALSE
        for (left, right) in {
            (fact.args[1], fact.args[2]) for fact in shown.told if fact.relation == "lies on"
        }
        for point in points
    )


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
    rays: dict[tuple[Term, Term], set[Term]] = {}
    for fact in reversed(shown.told):
        match fact:
            case Named("collinear" | "on line", args):
                sets.append(set(args))
            case Named("midpoint", args):
                sets.append(set(args))
            case Named("all on", (_, _, *args)):
                sets.append(set(args))
            case Named("on ray", (point, start, along)):
                rays.setdefault((start, along), {start}).add(point)
            case Named("lies on", (_, left, right)):
                key = text(_monic(minus(polynomial(left), polynomial(right))))
                equations.setdefault(key, []).append(fact)
    sets.extend(
        put_in((facts[0].args[1], facts[0].args[2]), facts, points, shown)
        for facts in equations.values()
    )
    sets.extend(set(each) for each in shown.sums)
    sets.extend(rays.values())
    among = set(points)
    sets.extend({*ends, p} for ends in shown.middles for p in points if _halves(p, ends, shown))
    for pairs in (shown.slopes, shown.vectors):
        sets.extend(_stars({pair for pair in pairs if pair <= among}, shown))
    if len(points) == 3:
        a, b, c = points
        if any(_is_determinant(zero, (a, b, c), shown) for zero in shown.zeros):
            sets.append(set(points))
    return _merged([each for each in sets if len(each & among) > 1], shown)


def _halves(point: Term, ends: Ends, shown: Shown) -> bool:
    """Whether a point is the midpoint of two known ones."""
    if point in ends or len(ends) != 2 or not all(end in shown.points for end in ends):
        return False
    a, b = sorted(ends, key=order)
    u, v = shown.vector(a, point), shown.vector(point, b)
    return not minus(u[0], v[0]) and not minus(u[1], v[1])


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


def _common_point(point: Term, sides: Sequence[Term], shown: Shown) -> Judgement:
    told = {
        text(_monic(minus(polynomial(fact.args[1]), polynomial(fact.args[2]))))
        for fact in shown.told
        if fact.relation == "lies on" and _same_place(fact.args[0], point, shown)
    }
    left = Counter(shown.computed)
    missing, given = 0, 0
    for k in range(0, len(sides), 2):
        judged = _lies_on(point, sides[k], sides[k + 1], shown)
        if judged is not Judgement.OBVIOUS:
            return judged
        equation = minus(polynomial(sides[k]), polynomial(sides[k + 1]))
        key = summands_at(equation, shown.place(point))
        if left[key] > 0:
            left[key] -= 1
        elif len(variables(sides[k]) | variables(sides[k + 1])) == 1:
            continue  # That a point is on x = 3 is read off.
        elif text(_monic(equation)) in told and given < _GIVEN:
            given += 1
        else:
            missing += 1
    if missing == 0:
        return Judgement.OBVIOUS
    return Judgement.DETAIL if missing == 1 else Judgement.OPEN


def _all_on(left: Term, right: Term, points: Sequence[Term], shown: Shown) -> Judgement:
    judged = [_lies_on(point, left, right, shown) for point in points]
    for each in (Judgement.FALSE, Judgement.OPEN):
        if each in judged:
            return each
    key = _monic(minus(polynomial(left), polynomial(right)))
    told = [fact for fact in reversed(shown.told) if _is_on(fact, key)]
    seen = put_in((left, right), told, points, shown)
    missing = len(set(points) - seen)
    if missing == 0 or len(variables(left) | variables(right)) == 1:
        return Judgement.OBVIOUS
    return Judgement.DETAIL if missing <= _FILLED_IN else Judgement.OPEN


def _is_on(fact: Named, line: Poly) -> bool:
    """A fact says that a point is on this line."""
    match fact:
        case Named("lies on", (_, left, right)):
            return _monic(minus(polynomial(left), polynomial(right))) == line
    return False


def _same_place(one: Term, other: Term, shown: Shown) -> bool:
    try:
        return one == other or shown.place(one) == shown.place(other)
    except Undefined:
        return False


def meets_all(equations: Iterable[Prop], known: Iterable[Prop]) -> bool:
    """Whether a point is known to be on all of these lines."""
    wanted = {(each.left, each.right) for each in equations if isinstance(each, Rel)}
    return any(
        wanted <= set(zip(fact.args[1::2], fact.args[2::2], strict=True))
        for fact in known
        if isinstance(fact, Named) and fact.relation == "common point"
    )


# Relations that the coordinates show at a glance.


def _plain(relation: str, args: Sequence[Term], shown: Shown) -> Judgement:
    match relation, args:
        case "on ray", (point, start, along):
            u, v = shown.vector(start, point), shown.place(along)
            if not any(map(nonzero, v)):
                return Judgement.OPEN
            seen = point == start or frozenset((start, point)) in shown.vectors
            return _verdict([cross(u, v)], seen)
        case "same line", (left, right, other_left, other_right):
            one = minus(polynomial(left), polynomial(right))
            other = minus(polynomial(other_left), polynomial(other_right))
            if not all(_is_line(each) for each in (one, other)):
                return Judgement.OPEN
            same = _monic(one) == _monic(other)
            return Judgement.OBVIOUS if same else Judgement.FALSE
        case "differ", (a, b, across, up):
            changes = zip(shown.vector(a, b), (across, up), strict=True)
            steps = [(step, polynomial(by)) for step, by in changes]
            if any((constant(by) or 0) < 0 for _, by in steps):
                return Judgement.FALSE
            return _verdict([minus(times(u, u), times(v, v)) for u, v in steps], True)
        case "proper", points if len(points) >= 3:
            turns = [
                cross(shown.vector(a, b), shown.vector(a, c)) for a, b, c in combinations(points, 3)
            ]
            if not all(turns):
                return Judgement.FALSE
            return _sure(all(map(nonzero, turns)))
        case "increasing", points if len(points) >= 2:
            steps_right = [constant(shown.vector(a, b)[0]) for a, b in pairwise(points)]
            if any(step is not None and step <= 0 for step in steps_right):
                return Judgement.FALSE
            return _sure(None not in steps_right)
        case "worked out", (point, left, right, first, last):
            return _sure(_is_worked_out(point, (left, right), (first, last), shown))
        case "crossing", sides if len(sides) % 2 == 0:
            ways = [_direction(a, b) for a, b in zip(sides[::2], sides[1::2], strict=True)]
            pairs = combinations(ways, 2)
            return _sure(any(nonzero(cross(u, v)) for u, v in pairs))
    return Judgement.OPEN


def _is_worked_out(
    point: Term, sides: tuple[Term, Term], chain: tuple[Term, Term], shown: Shown
) -> bool:
    place = shown.place(point)
    whole = minus(polynomial(sides[0]), polynomial(sides[1]))
    summands = (*summands_of(chain[0]), *summands_of(chain[1], -1))
    if normed(summands) == summands_at(whole, place):
        return True
    first = sorted(each for each in summands_of(chain[0]) if each)
    return any(first == sorted(values_at(polynomial(side), place)) for side in sides)


def _direction(left: Term, right: Term) -> Place:
    """The coefficients of x and y in a line's equation."""
    equation = minus(polynomial(left), polynomial(right))
    across, up = (equation.get(((name, 1),), 0) for name in ("x", "y"))
    return const(across), const(up)


def _is_line(p: Poly) -> bool:
    """A linear equation in x and y, and of nothing else."""
    return (
        constant(p) is None
        and all(sum(e for _, e in mono) <= 1 for mono in p)
        and all(mono[0][0] in ("x", "y") for mono in p if mono)
    )


# Relations of two, three or four points.


def _simple(prop: Named, shown: Shown) -> Judgement:
    match prop.relation, prop.args:
        case "midpoint", (m, a, b):
            u, v = shown.vector(a, m), shown.vector(m, b)
            seen = isinstance(m, Point) or _both((a, m), (m, b), shown)
            seen = seen or frozenset((a, b)) in _middles(shown)
            seen = seen or any(_both((end, m), (a, b), shown) for end in (a, b))
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
            pairs = frozenset((a, b)), frozenset((c, d))
            seen = shown.have(shown.lengths, *pairs) or shown.have(shown.vectors, *pairs)
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
    sides = frozenset(one), frozenset(other)
    return shown.upright(*sides) or shown.have(shown.slopes, *sides)


def _both(one: tuple[Term, Term], other: tuple[Term, Term], shown: Shown) -> bool:
    pairs = frozenset(one), frozenset(other)
    return shown.have(shown.vectors, *pairs) or shown.have(shown.slopes, *pairs)


def _same_middle(a: Term, b: Term, c: Term, d: Term, shown: Shown) -> bool:
    """The midpoints of the diagonals were spoken of."""
    return {frozenset((a, c)), frozenset((b, d))} <= _middles(shown)


def _middles(shown: Shown) -> set[Ends]:
    told = {frozenset(fact.args[1:]) for fact in shown.told if fact.relation == "midpoint"}
    return shown.middles | told
