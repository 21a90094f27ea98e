"""Relations with names of their own at given values: of points, of a process, of boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from math import gcd

from selfproof.world.props import Named, Prop
from selfproof.world.terms import Call, Num, Term, Var
from tests.world.mutants.values import Env, Unknown, Value, number, over, whole

State = tuple[int, ...]
_MOST_STATES = 200
_MOST_NUMBERS = 60


@dataclass
class Story:
    """What a statement gives that is no number.

    Attributes:
        state, start, target, moves: Of a process.
        count, elements: How many numbers are chosen, and from which.
        boxes, taken: The boxes, and the numbers of an example, that a text speaks of.
    """

    state: tuple[str, ...] = ()
    start: State = ()
    target: State = ()
    moves: dict[int, tuple[Term, ...]] = field(default_factory=dict)
    count: int = 0
    elements: tuple[int, ...] = ()
    boxes: tuple[tuple[int, ...], ...] = ()
    taken: tuple[int, ...] = ()

    @cached_property
    def reached(self) -> frozenset[State]:
        """Some of the states that can be reached."""
        seen, waiting = {self.start}, [self.start]
        for state in waiting:
            for move in self.moves:
                after = _next(state, move, self)
                if after not in seen and len(seen) < _MOST_STATES:
                    seen.add(after)
                    waiting.append(after)
        return frozenset(seen)


def story_of(hypotheses: Iterable[Prop]) -> Story:
    """What the hypotheses of a problem tell."""
    story, nothing = Story(), Env({})
    for prop in hypotheses:
        match prop:
            case Named("state", args):
                story.state = tuple(arg.name for arg in args if isinstance(arg, Var))
            case Named("start", args):
                story.start = tuple(whole(number(arg, nothing)) for arg in args)
            case Named("target", args):
                story.target = tuple(whole(number(arg, nothing)) for arg in args)
            case Named("move", (Num(i), Call("state", args))):
                story.moves[int(i)] = args
            case Named("choose", (Num(count), *rest)):
                story.count = int(count)
                story.elements = tuple(whole(number(each, nothing)) for each in rest)
    return story


def named(prop: Named, env: Env, story: Story) -> bool | None:
    """Whether it holds."""
    relation, args = prop.relation, prop.args
    if relation in _OF_POINTS:
        points = [_point(arg, env) for arg in args]
        if len(points) < _ENOUGH.get(relation, 3) or (relation == "concurrent" and len(points) % 2):
            return None
        return bool(_OF_POINTS[relation](points))
    if relation == "lies on":
        x, y = _point(args[0], env)
        inside = env.put({"x": x, "y": y})
        return bool(number(args[1], inside) == number(args[2], inside))
    if story.moves:
        return _of_process(relation, args, env, story)
    if story.elements:
        return _of_choice(relation, args, env, story)
    return None


def _point(term: Term, env: Env) -> tuple[Value, Value]:
    value = number(term, env)
    if not isinstance(value, tuple) or len(value) != 2:
        raise Unknown("no point")
    return value


Points = Sequence[tuple[Value, Value]]


def _cross(a: Value, b: Value, c: Value, d: Value) -> Value:
    """Of the vectors from a to b and from c to d; 0 where they are parallel."""
    return (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0])


def _dot(a: Value, b: Value, c: Value, d: Value) -> Value:
    return (b[0] - a[0]) * (d[0] - c[0]) + (b[1] - a[1]) * (d[1] - c[1])


def _collinear(points: Points) -> bool:
    return all(_cross(a, b, a, c) == 0 for a, b, c in combinations(points, 3))


def _midpoint(points: Points) -> bool:
    m, a, b = points
    return all(2 * m[i] == a[i] + b[i] for i in (0, 1))


def _parallelogram(points: Points) -> bool:
    a, b, c, d = points
    return all(b[i] - a[i] == c[i] - d[i] for i in (0, 1)) and _cross(a, b, a, d) != 0


def _concurrent(points: Points) -> bool:
    lines = list(zip(points[::2], points[1::2], strict=True))
    (a, b), (c, d) = lines[0], lines[1]
    between = _cross(a, b, c, d)
    if between == 0:
        raise Unknown("parallel lines")
    t = over(_cross(a, c, c, d), between)
    meet = (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]))
    return all(_cross(p, q, p, meet) == 0 for p, q in lines)


_OF_POINTS = {
    "collinear": _collinear,
    "on line": _collinear,
    "perpendicular": lambda p: _dot(p[0], p[1], p[2], p[3]) == 0,
    "parallel": lambda p: _cross(p[0], p[1], p[2], p[3]) == 0,
    "right angle": lambda p: _dot(p[1], p[0], p[1], p[2]) == 0,
    "equal lengths": lambda p: _dot(p[0], p[1], p[0], p[1]) == _dot(p[2], p[3], p[2], p[3]),
    "midpoint": _midpoint,
    "parallelogram": _parallelogram,
    "concurrent": _concurrent,
}


_ENOUGH = {
    "perpendicular": 4,
    "parallel": 4,
    "equal lengths": 4,
    "parallelogram": 4,
    "concurrent": 4,
}
"""How many points a relation has at least; 3 where nothing is said."""


def _of_process(relation: str, args: tuple[Term, ...], env: Env, story: Story) -> bool | None:
    match relation, args:
        case "becomes", (Num(i), before, after, modulus):
            if int(i) not in story.moves:
                return False
            return _same(number(before, _moved(env, int(i), story)), number(after, env), modulus)
        case "invariant", (term, modulus):
            now = number(term, env)
            later = [number(term, _moved(env, move, story)) for move in story.moves]
            return all(_same(now, each, modulus) for each in later)
        case "at start" | "at target", (left, right, modulus):
            state = story.start if relation == "at start" else story.target
            there = env.put(dict(zip(story.state, state, strict=True)))
            return _same(number(left, there), number(right, there), modulus)
        case "always", (left, right, modulus):
            found = [env.put(dict(zip(story.state, s, strict=True))) for s in story.reached]
            return all(_same(number(left, e), number(right, e), modulus) for e in found)
        case "goes", (Num(i), Num(k), Call("state", a), Call("state", b)):
            return _goes(int(i), int(k), _state(a), _state(b), story)
        case "unreachable", _:
            return _state(args) not in story.reached
        case "reachable", _:
            return True if _state(args) in story.reached else None
    return None


def _same(a: Value, b: Value, modulus: Term) -> bool:
    m = whole(number(modulus, Env({})))
    return bool(a == b if m == 0 else whole(a - b) % m == 0)


def _moved(env: Env, move: int, story: Story) -> Env:
    after = [number(term, env) for term in story.moves[move]]
    return env.put(dict(zip(story.state, after, strict=True)))


def _state(args: tuple[Term, ...]) -> State:
    return tuple(whole(number(arg, Env({}))) for arg in args)


def _next(state: State, move: int, story: Story) -> State:
    env = Env(dict(zip(story.state, state, strict=True)))
    return tuple(whole(number(term, env)) for term in story.moves[move])


def _goes(i: int, k: int, a: State, b: State, story: Story) -> bool:
    if len(a) != len(b) or len(a) != len(story.state):
        return False
    if i == 0:
        return k == 1 and any(_next(a, move, story) == b for move in story.moves)
    if i not in story.moves or not 1 <= k <= _MOST_STATES:
        return False
    for _ in range(k):
        a = _next(a, i, story)
    return a == b


def _of_choice(relation: str, args: tuple[Term, ...], env: Env, story: Story) -> bool | None:
    match relation, args:
        case "boxes", _:
            inside = [x for box in boxes_in(args) for x in box]
            return sorted(inside) == sorted(story.elements)
        case "take", _:
            taken = [whole(number(arg, env)) for arg in args]
            chosen = len(set(taken)) == len(taken) == story.count
            return chosen and set(taken) <= set(story.elements)
        case "box count", (count,) if story.boxes:
            return bool(number(count, env) == len(story.boxes))
        case "one box", _ if story.boxes:
            return sorted(next(boxes_in(args))) in map(sorted, story.boxes)
        case "same box", () if story.boxes:
            return len(story.boxes) < story.count
        case "each box", (relation_of,) if story.boxes:
            pairs = (pair for box in story.boxes for pair in combinations(box, 2))
            return all(_pair(relation_of, a, b) for a, b in pairs)
        case "none with", (relation_of,) if story.taken:
            return not any(_pair(relation_of, a, b) for a, b in combinations(story.taken, 2))
        case "two with", (relation_of,):
            return _unavoidable(relation_of, story)
    return None


def boxes_in(args: Iterable[Term]) -> Iterator[tuple[int, ...]]:
    """The boxes as written."""
    for each in args:
        if not isinstance(each, Call) or each.name != "box":
            raise Unknown("no box")
        yield tuple(whole(number(arg, Env({}))) for arg in each.args)


def _unavoidable(relation: Term, story: Story) -> bool | None:
    """Whether any choice has two numbers with the relation: false when greedy choosing avoids it,
    from the left or from the right."""
    for numbers in (story.elements, story.elements[::-1]):
        taken: list[int] = []
        for x in numbers[:_MOST_NUMBERS]:
            if not any(_pair(relation, x, y) for y in taken):
                taken.append(x)
        if len(taken) >= story.count:
            return False
    return True


def _pair(relation: Term, a: int, b: int) -> bool:
    if not isinstance(relation, Call):
        raise Unknown("a relation")
    values = [whole(number(arg, Env({}))) for arg in relation.args]
    match relation.name, values:
        case "sum", [s]:
            return a + b == s
        case "difference", [d]:
            return abs(a - b) == d
        case "sum multiple", [m] if m:
            return (a + b) % m == 0
        case "difference multiple", [m] if m:
            return (a - b) % m == 0
        case "divides", []:
            return bool((a and b % a == 0) or (b and a % b == 0))
        case "coprime", []:
            return gcd(a, b) == 1
        case "within", [d]:
            return abs(a - b) <= d
    raise Unknown(relation.name)
