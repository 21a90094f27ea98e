"""What an induction hypothesis says.

It may be written out ("suppose that a_k = 2^k"), refer to what is to be shown ("it holds for n =
k", "for n = k and n = k + 1") or be about a range ("for all n < k", "for all n with k <= n <= k +
3"). Here it becomes single claims and ranges; `steps` assumes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from selfproof.world.check.logic import (
    free,
    kind_bound,
    lower_bound,
    options_of,
    parts_of,
    substitute,
)
from selfproof.world.check.state import Walk
from selfproof.world.props import And, Exists, Forall, Is, Kind, Not, Or, Prop, Rel, negation
from selfproof.world.terms import Add, Num, Term, Var, add, num, variables

MOST_INSTANCES = 30
"""Values of one hypothesis."""


@dataclass(slots=True)
class Hypothesis:
    """What a hypothesis says: single claims, ranges (name, claim, lower bound, upper term,
    whether the upper term is included), and bounds of k."""

    claims: list[Prop] = field(default_factory=list)
    ranges: list[tuple[str, Prop, int | None, Term, bool]] = field(default_factory=list)


def read_hypothesis(walk: Walk, said: Prop) -> Hypothesis:
    """The parts of a hypothesis; what refers to the statement is put into it."""
    found = Hypothesis()
    parts = plain_parts(said)
    about = _range_variable(walk, parts)
    guards: list[Prop] = []
    for part in parts:
        if about is not None and isinstance(part, Rel) and about in free(part):
            guards.append(part)
        elif isinstance(part, Forall) and len(part.names) == 1:
            _read_general(walk, part, found)
        else:
            found.claims.extend(_unfolded(walk, part))
    if about is not None:
        target = target_of(walk, about)
        assert target is not None
        _add_range(found, about, target, guards)
    return found


def plain_parts(said: Prop) -> tuple[Prop, ...]:
    """The parts, where "for some k >= 1" may stand around them."""
    while isinstance(said, Exists):
        kinds = tuple(Is(Var(name), said.kind) for name in said.names if said.kind != "integer")
        said = And((*kinds, said.prop))
    return parts_of(said)


def _range_variable(walk: Walk, parts: Iterable[Prop]) -> str | None:
    """n, where the hypothesis is that the statement holds for all n < k."""
    for part in parts:
        if isinstance(part, Rel) and part.op in ("<", "<=", ">", ">="):
            small, large = (part.left, part.right)
            if part.op in (">", ">="):
                small, large = large, small
            if isinstance(small, Var) and variables(large) and target_of(walk, small.name):
                return small.name
    return None


def _read_general(walk: Walk, part: Forall, found: Hypothesis) -> None:
    """For all n with ..., the statement or a claim."""
    name = part.names[0]
    body = part.prop
    options = body.parts if isinstance(body, Or) else (body,)
    guards: list[Prop] = []
    claims: list[Prop] = []
    for option in options:
        if len(options) > 1 and all(_bounds(each, name) for each in _all_parts(option)):
            guards.extend(parts_of(negation(option)))
        else:
            claims.append(option)
    if not claims:
        target = target_of(walk, name)
        claims = [target] if target is not None else []
    if len(claims) == 1:
        _add_range(found, name, claims[0], guards, part.kind)


def _all_parts(prop: Prop) -> list[Prop]:
    if isinstance(prop, Not):
        return _all_parts(prop.prop)
    if isinstance(prop, And | Or):
        return [each for part in prop.parts for each in _all_parts(part)]
    return [prop]


def _bounds(prop: Prop, name: str) -> bool:
    """An inequality that bounds the name."""
    return (
        isinstance(prop, Rel)
        and prop.op in ("<", "<=", ">", ">=")
        and (Var(name) in (prop.left, prop.right))
    )


def _add_range(
    found: Hypothesis, name: str, claim: Prop, guards: Iterable[Prop], kind: Kind = "integer"
) -> None:
    """A claim for all values between bounds. Between k and k + 3 it is four claims."""
    low: int | None = kind_bound(kind)
    lower: tuple[Term, bool] | None = None
    upper: tuple[Term, bool] | None = None
    for guard in guards:
        bound = lower_bound(guard, name)
        if bound is not None:
            low = bound if low is None else max(low, bound)
            continue
        if not isinstance(guard, Rel) or guard.op not in ("<", "<=", ">", ">="):
            return
        small, large = guard.left, guard.right
        if guard.op in (">", ">="):
            small, large = large, small
        included = guard.op in ("<=", ">=")
        if small == Var(name):
            upper = (large, included)
        elif large == Var(name):
            lower = (small, included)
        else:
            return
    if upper is not None and lower is not None:
        found.claims.extend(_window(name, claim, lower, upper))
    elif upper is not None:
        found.ranges.append((name, claim, low, *upper))


def _window(
    name: str, claim: Prop, lower: tuple[Term, bool], upper: tuple[Term, bool]
) -> list[Prop]:
    """The claims for k + c, ..., k + d; none when the bounds are not of this form."""
    letters = variables(lower[0]) | variables(upper[0])
    if len(letters) != 1:
        return []
    (letter,) = letters
    first, last = above(lower[0], letter), above(upper[0], letter)
    if first is None or last is None:
        return []
    first, last = first + (not lower[1]), last - (not upper[1])
    if not first <= last < first + MOST_INSTANCES:
        return []
    k = Var(letter)
    return [substitute(claim, {name: add(k, num(e)) if e else k}) for e in range(first, last + 1)]


def _unfolded(walk: Walk, part: Prop) -> list[Prop]:
    """ "n = k" stands for the statement with k in the place of n; so do several such values."""
    claims: list[Prop] = []
    for option in options_of(part):
        if not isinstance(option, Rel) or option.op != "=" or not isinstance(option.left, Var):
            return [part]
        target = target_of(walk, option.left.name)
        if target is None or not variables(option.right):
            return [part]
        claims.append(substitute(target, {option.left.name: option.right}))
    return claims


def target_of(walk: Walk, name: str) -> Prop | None:
    """The last statement about `name` that is to be shown."""
    shows = [each.show for each in walk.problem.obligations]
    for prop in (*reversed(walk.targets), *shows):
        if isinstance(prop, Forall) and name in prop.names:
            return prop.prop
        if name in free(prop):
            return prop
    return None


def above(term: Term, name: str) -> int | None:
    """e, when the term is `name` + e."""
    match term:
        case Var(n) if n == name:
            return 0
        case Add((Var(n), Num(value))) if n == name and value.denominator == 1:
            return int(value)
        case _:
            return None
