"""Propositions as data: parts, free names, substitution, closure.

Nothing here knows what is true. Functions are total on any tree that the reader can build (its
nesting is bounded there).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from selfproof.world import terms
from selfproof.world.poly import quotient
from selfproof.world.props import (
    FALSE,
    TRUE,
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
    free,
    with_terms,
)
from selfproof.world.terms import Exact, Num, Term, Var

INTEGERS: frozenset[Kind] = frozenset(
    ("integer", "natural", "positive integer", "prime", "odd prime", "square")
)
"""Kinds whose values are integers."""


def parts_of(prop: Prop) -> tuple[Prop, ...]:
    """What a conjunction is made of; any other proposition is its only part."""
    if not isinstance(prop, And):
        return (prop,)
    return tuple(part for each in prop.parts for part in parts_of(each))


def options_of(prop: Prop) -> tuple[Prop, ...]:
    """What a disjunction is made of; any other proposition is its only option."""
    if not isinstance(prop, Or):
        return (prop,)
    return tuple(part for each in prop.parts for part in options_of(each))


def both(props: Iterable[Prop]) -> Prop:
    """All of them, flat."""
    flat = tuple(part for prop in props for part in parts_of(prop))
    return flat[0] if len(flat) == 1 else And(flat)


def either(props: Iterable[Prop]) -> Prop:
    """At least one of them, flat."""
    flat = tuple(part for prop in props for part in options_of(prop))
    return flat[0] if len(flat) == 1 else Or(flat)


def substitute(prop: Prop, values: Mapping[str, Term]) -> Prop:
    """`prop` with free variables replaced; bound names that a value mentions are renamed."""
    if not values:
        return prop
    match prop:
        case Not(inner):
            return Not(substitute(inner, values))
        case And(parts):
            return And(tuple(substitute(part, values) for part in parts))
        case Or(parts):
            return Or(tuple(substitute(part, values) for part in parts))
        case Exists(names, kind, inner):
            names, inner = _apart(names, inner, values)
            return Exists(names, kind, inner)
        case Forall(names, kind, inner):
            names, inner = _apart(names, inner, values)
            return Forall(names, kind, inner)
        case _:
            return with_terms(prop, lambda term: terms.substitute(term, values))


def _apart(
    names: tuple[str, ...], inner: Prop, values: Mapping[str, Term]
) -> tuple[tuple[str, ...], Prop]:
    """A quantifier's names and body after substitution, without capture."""
    used = {name: value for name, value in values.items() if name not in names}
    if not used:
        return names, inner
    mentioned = frozenset().union(*map(terms.variables, used.values()))
    taken = mentioned | free(inner)
    changed: list[str] = []
    for name in names:
        new = name
        while name in mentioned and new in taken:
            new += "'"
        changed.append(new)
        if new != name:
            used[name] = Var(new)
            taken |= {new}
    return tuple(changed), substitute(inner, used)


def closed(prop: Prop, kinds: Mapping[str, Kind]) -> Prop:
    """There are values of these names and kinds such that `prop`; without such names, `prop`."""
    names = free(prop)
    for kind in sorted(set(kinds.values())):
        kept = tuple(sorted(name for name in names if kinds.get(name) == kind))
        if kept:
            prop = Exists(kept, kind, prop)
    return prop


def equation(prop: Prop) -> tuple[str, Exact] | None:
    """(name, value) of `x = 3` or `3 = x`."""
    if isinstance(prop, Rel) and prop.op == "=":
        for left, right in ((prop.left, prop.right), (prop.right, prop.left)):
            if isinstance(left, Var):
                value = number(right)
                if value is not None:
                    return left.name, value
    return None


def number(term: Term) -> Exact | None:
    """The value of a number as written: 3, -3, 1/2."""
    match term:
        case Num(value):
            return value
        case terms.Mul((Num(first), Num(second))):
            return first * second
        case terms.Div(top, bottom):
            above, below = number(top), number(bottom)
            return None if above is None or not below else quotient(above, below)
        case _:
            return None


def lower_bound(prop: Prop, name: str) -> int | None:
    """c, when the proposition says that the integer `name` is at least c."""
    match prop:
        case Rel(">=", Var(n), right) | Rel("<=", right, Var(n)) if n == name:
            value = number(right)
            return None if value is None else -((-value.numerator) // value.denominator)
        case Rel(">", Var(n), right) | Rel("<", right, Var(n)) if n == name:
            value = number(right)
            return None if value is None else value.numerator // value.denominator + 1
        case Is(Var(n), kind) if n == name:
            return kind_bound(kind)
        case _:
            return None


def kind_bound(kind: Kind) -> int | None:
    """The least integer of a kind."""
    return {"natural": 0, "positive integer": 1, "prime": 2, "odd prime": 3, "square": 0}.get(kind)


def opens_with(prop: Prop) -> str:
    """A word for the sort of claim; claims of different sorts are never the same claim."""
    match prop:
        case Divides() | Cong():
            return "divisibility"
        case Rel("="):
            return "equation"
        case Rel("!="):
            return "inequation"
        case Rel():
            return "inequality"
        case Named(relation, _):
            return relation
        case Not(inner):
            return "not " + opens_with(inner)
        case _:
            return type(prop).__name__


__all__ = [
    "FALSE",
    "INTEGERS",
    "TRUE",
    "both",
    "closed",
    "either",
    "equation",
    "free",
    "kind_bound",
    "lower_bound",
    "number",
    "opens_with",
    "options_of",
    "parts_of",
    "substitute",
]
