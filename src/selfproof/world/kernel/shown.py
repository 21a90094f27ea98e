"""What a proof has spoken of, about points: the evidence that `plane` asks for.

Everything is read from the verified equations, each of them once (the same equation is asked about
at every later claim).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from selfproof.world.kernel.normal import polynomial
from selfproof.world.poly import Poly, constant, minus, plus, times
from selfproof.world.props import Named, Prop, Rel
from selfproof.world.terms import (
    Add,
    Call,
    Div,
    Num,
    Point,
    Term,
    Undefined,
    Var,
    children,
    variables,
)

Place: TypeAlias = tuple[Poly, Poly]
Ends: TypeAlias = frozenset[Term]

_GIVEN = 2
"""Points that make a line."""


@dataclass(slots=True)
class Spoken:
    """What one equation speaks of."""

    slopes: set[Ends] = field(default_factory=set)
    vectors: set[Ends] = field(default_factory=set)
    lengths: set[Ends] = field(default_factory=set)
    dots: set[frozenset[Ends]] = field(default_factory=set)
    middles: set[Ends] = field(default_factory=set)
    """The points a and b of (a + b) / 2."""
    sums: list[Ends] = field(default_factory=list)
    """The points of AB + BC = AC."""
    zeros: list[tuple[Poly, Poly]] = field(default_factory=list)
    """The two products of which a vanishing difference was written."""
    computed: list[tuple[Fraction, ...]] = field(default_factory=list)
    """The summands of equations between numbers, all on one side."""


@dataclass(slots=True)
class Shown(Spoken):
    """The points, what all the equations speak of, and what was said in words, newest first."""

    points: dict[Term, Point] = field(default_factory=dict)
    told: list[Named] = field(default_factory=list)
    opposite: dict[Ends, Ends] = field(default_factory=dict)
    """Sides of what is known to be a parallelogram."""

    def have(self, spoken: Set[Ends], *sides: Ends) -> bool:
        """Whether these were all spoken of, or the sides opposite to them."""
        return all(side in spoken or self.opposite.get(side) in spoken for side in sides)

    def upright(self, one: Ends, other: Ends) -> bool:
        """Whether a product of these, or of sides opposite to them, was spoken of."""
        ones, others = {one, self.opposite.get(one, one)}, {other, self.opposite.get(other, other)}
        return any(frozenset((a, b)) in self.dots for a in ones for b in others)

    def place(self, term: Term) -> Place:
        """Its coordinates.

        Raises:
            Undefined: it has none.
        """
        point = term if isinstance(term, Point) else self.points.get(term)
        if point is None:
            raise Undefined("an unknown point")
        return place(point)

    def vector(self, a: Term, b: Term) -> Place:
        """From a to b."""
        p, q = self.place(a), self.place(b)
        return minus(q[0], p[0]), minus(q[1], p[1])


@lru_cache(maxsize=4_096)
def place(point: Point) -> Place:
    """The coordinates of a point."""
    return polynomial(point.x), polynomial(point.y)


def order(term: Term) -> str:
    """A key to put points in order."""
    return term.name if isinstance(term, Var) else repr(term)


def points_of(known: Iterable[Prop]) -> dict[Term, Point]:
    """Where the points are; the first that was said of a point counts."""
    found: dict[Term, Point] = {}
    for fact in known:
        match fact:
            case Rel("=", Var() as name, Point() as point):
                found[name] = point
    return found


def read(known: Sequence[Prop], relations: frozenset[str]) -> Shown:
    """All of it, from what is known, newest first; `relations` are the words that count."""
    shown = Shown(points=points_of(known))
    for fact in known:
        if isinstance(fact, Named):
            if fact.relation in relations:
                shown.told.append(fact)
        elif isinstance(fact, Rel) and fact.op == "=":
            spoken = _spoken(fact)
            if spoken is None:
                continue
            shown.slopes |= spoken.slopes
            shown.vectors |= spoken.vectors
            shown.lengths |= spoken.lengths
            shown.dots |= spoken.dots
            shown.middles |= spoken.middles
            shown.sums += spoken.sums
            shown.zeros += spoken.zeros
            shown.computed += spoken.computed
    for fact in shown.told:
        _notice_told(fact, shown)
    return shown


def _notice_told(fact: Named, shown: Shown) -> None:
    """What is known of a figure once it is known to be one."""
    match fact.relation, fact.args:
        case "perpendicular", (a, b, c, d):
            shown.dots.add(frozenset((frozenset((a, b)), frozenset((c, d)))))
        case "right angle", (a, b, c):
            shown.dots.add(frozenset((frozenset((a, b)), frozenset((b, c)))))
        case "equal lengths", (a, b, c, d):
            shown.lengths |= {frozenset((a, b)), frozenset((c, d))}
        case "parallelogram", (a, b, c, d):
            for one, other in (((a, b), (c, d)), ((b, c), (a, d))):
                shown.opposite[frozenset(one)] = frozenset(other)
                shown.opposite[frozenset(other)] = frozenset(one)


@lru_cache(maxsize=4_096)
def _spoken(fact: Rel) -> Spoken | None:
    """What an equation speaks of; treat it as immutable."""
    left, right = fact.left, fact.right
    if isinstance(left, Var) and isinstance(right, Point):
        return None
    spoken = Spoken()
    _notice(left, spoken)
    _notice(right, spoken)
    _notice_sum(left, right, spoken)
    _notice_sum(right, left, spoken)
    if not (isinstance(left, Var) or variables(left) or variables(right)):
        _notice_zero(left, right, spoken)
        spoken.computed.append(normed((*summands_of(left), *summands_of(right, -1))))
    return spoken


def _notice(term: Term, spoken: Spoken) -> None:
    match term:
        case Div(Add((Var() as a, Var() as b)), Num(two)) if two == 2:
            spoken.middles.add(frozenset((a, b)))
        case Call("slope", (a, b)):
            spoken.slopes.add(frozenset((a, b)))
        case Call("vector", (a, b)):
            spoken.vectors.add(frozenset((a, b)))
        case Call("dist2", (a, b)):
            spoken.lengths.add(frozenset((a, b)))
        case Call("dot", (Call("vector", (a, b)), Call("vector", (c, d)))):
            spoken.dots.add(frozenset((frozenset((a, b)), frozenset((c, d)))))
        case _:
            for child in children(term):
                _notice(child, spoken)


def _notice_sum(whole: Term, parts: Term, spoken: Spoken) -> None:
    """Two lengths that are said to add up to a third one."""
    sides = [_length(each) for each in (*(parts.terms if isinstance(parts, Add) else ()), whole)]
    points = frozenset().union(*(side for side in sides if side))
    if len(sides) == 3 and None not in sides and len(set(sides)) == len(points) == 3:
        spoken.sums.append(points)


def _length(term: Term) -> Ends | None:
    match term:
        case Call("sqrt", (Call("dist2", (a, b)),)):
            return frozenset((a, b))
    return None


def summands_of(term: Term, sign: int = 1) -> list[Fraction]:
    """The numbers that are added in a sum of numbers."""
    parts = term.terms if isinstance(term, Add) else (term,)
    found = []
    for part in parts:
        try:
            value = constant(polynomial(part))
        except Undefined:
            value = None
        found.append(Fraction(value or 0) * sign)
    return found


def normed(summands: Iterable[Fraction]) -> tuple[Fraction, ...]:
    """Sorted, without zeros and up to one sign for all."""
    kept = sorted(each for each in summands if each)
    turned = sorted(-each for each in kept)
    return tuple(max(kept, turned))


def put_in(
    sides: tuple[Term, Term], facts: Sequence[Named], points: Iterable[Term], shown: Shown
) -> set[Term]:
    """The points that were put into a line's equation, each by an equation of its own; the first
    two that were said to be on it need not be: the line may have been found from them. Of
    `points`, also those that were put in without a word."""
    left = Counter(shown.computed)
    one, other = sides
    equation = minus(polynomial(one), polynomial(other))
    found: set[Term] = set()
    told = [fact.args[0] for fact in facts]
    for i, point in enumerate((*told, *(each for each in points if each not in told))):
        place = shown.place(point)
        key = summands_at(equation, place)
        if left[key] > 0 and sum(key) == 0:
            left[key] -= 1
            found.add(point)
        elif i < len(told) and (i < _GIVEN or len(variables(one) | variables(other)) == 1):
            # That a point is on x = 3 is read off.
            found.add(point)
    return found


def values_at(equation: Poly, place: Place) -> list[Fraction]:
    """The summands of a linear term, but for zeros, once the coordinates of a point are put in."""
    values = {"x": constant(place[0]), "y": constant(place[1])}
    found = []
    for mono, coef in equation.items():
        factor = values.get(str(mono[0][0])) if mono else 1
        if factor:
            found.append(Fraction(coef) * factor)
    return found


def summands_at(equation: Poly, place: Place) -> tuple[Fraction, ...]:
    """Those of a line's equation, up to one sign for all."""
    return normed(values_at(equation, place))


def _notice_zero(left: Term, right: Term, spoken: Spoken) -> None:
    """A difference of two products that is said to be 0."""
    parts = children(left)
    if len(parts) != 2:
        return
    try:
        if polynomial(right) or polynomial(left):
            return
        first, second = polynomial(parts[0]), polynomial(parts[1])
        spoken.zeros.append((first, plus({}, second, -1)))
    except Undefined:
        return


def cross(u: Place, v: Place) -> Poly:
    return minus(times(u[0], v[1]), times(u[1], v[0]))


def dot(u: Place, v: Place) -> Poly:
    return plus(times(u[0], v[0]), times(u[1], v[1]))


def nonzero(p: Poly) -> bool:
    """Certainly not 0: a constant."""
    value = constant(p)
    return value is not None and value != 0
