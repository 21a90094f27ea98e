"""A small notation for terms and propositions, so that tables of claims read like mathematics."""

from __future__ import annotations

from dataclasses import dataclass

from selfproof.world.problem import Given
from selfproof.world.props import (
    And,
    Cong,
    Divides,
    Exists,
    Forall,
    Is,
    Kind,
    Named,
    Not,
    Or,
    Prop,
    Rel,
)
from selfproof.world.terms import Call, Div, Point, Pow, SumOver, Term, Var, add, mul, neg, num


@dataclass(frozen=True, eq=False)
class T:
    """A term with operators; comparisons make propositions."""

    term: Term

    def __add__(self, other: object) -> T:
        return T(add(self.term, t(other)))

    def __radd__(self, other: object) -> T:
        return T(add(t(other), self.term))

    def __sub__(self, other: object) -> T:
        return T(add(self.term, neg(t(other))))

    def __rsub__(self, other: object) -> T:
        return T(add(t(other), neg(self.term)))

    def __mul__(self, other: object) -> T:
        return T(mul(self.term, t(other)))

    def __rmul__(self, other: object) -> T:
        return T(mul(t(other), self.term))

    def __truediv__(self, other: object) -> T:
        return T(Div(self.term, t(other)))

    def __rtruediv__(self, other: object) -> T:
        return T(Div(t(other), self.term))

    def __pow__(self, other: object) -> T:
        return T(Pow(self.term, t(other)))

    def __rpow__(self, other: object) -> T:
        return T(Pow(t(other), self.term))

    def __neg__(self) -> T:
        return T(neg(self.term))

    def __eq__(self, other: object) -> Prop:  # type: ignore[override]
        return Rel("=", self.term, t(other))

    def __ne__(self, other: object) -> Prop:  # type: ignore[override]
        return Rel("!=", self.term, t(other))

    def __lt__(self, other: object) -> Prop:
        return Rel("<", self.term, t(other))

    def __le__(self, other: object) -> Prop:
        return Rel("<=", self.term, t(other))

    def __gt__(self, other: object) -> Prop:
        return Rel(">", self.term, t(other))

    def __ge__(self, other: object) -> Prop:
        return Rel(">=", self.term, t(other))

    __hash__ = None  # type: ignore[assignment]


def t(value: object) -> Term:
    """A number or term as a term."""
    if isinstance(value, T):
        return value.term
    assert isinstance(value, int)
    return num(value)


def n_(value: int) -> T:
    return T(num(value))


def v(names: str) -> list[T]:
    return [T(Var(name)) for name in names.split()]


def call(name: str, *args: object) -> T:
    return T(Call(name, tuple(map(t, args))))


def gcd(a: object, b: object) -> T:
    return call("gcd", a, b)


def total(index: T, low: object, high: object, body: object) -> T:
    assert isinstance(index.term, Var)
    return T(SumOver(index.term.name, t(low), t(high), t(body)))


def point(x: object, y: object) -> T:
    return T(Point(t(x), t(y)))


def cong(a: object, b: object, m: object) -> Prop:
    return Cong(t(a), t(b), t(m))


def div(d: object, a: object) -> Prop:
    return Divides(t(d), t(a))


def is_(a: object, kind: Kind) -> Prop:
    return Is(t(a), kind)


def even(a: object) -> Prop:
    return cong(a, 0, 2)


def odd(a: object) -> Prop:
    return cong(a, 1, 2)


def any_of(*parts: Prop) -> Prop:
    return Or(parts)


def all_of(*parts: Prop) -> Prop:
    return And(parts)


def no(prop: Prop) -> Prop:
    return Not(prop)


def residues(a: object, m: int, *values: int) -> Prop:
    return Or(tuple(cong(a, value, m) for value in values))


def exists(name: T, prop: Prop, kind: Kind = "integer") -> Prop:
    assert isinstance(name.term, Var)
    return Exists((name.term.name,), kind, prop)


def every(name: T, prop: Prop, kind: Kind = "integer") -> Prop:
    assert isinstance(name.term, Var)
    return Forall((name.term.name,), kind, prop)


def named(relation: str, *args: object) -> Prop:
    return Named(relation, tuple(map(t, args)))


def integers(names: str) -> tuple[Given, ...]:
    return tuple(Given(name, "integer") for name in names.split())


def givens(kind: Kind, names: str) -> tuple[Given, ...]:
    return tuple(Given(name, kind) for name in names.split())
