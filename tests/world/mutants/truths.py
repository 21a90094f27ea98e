"""Whether propositions are true at given values, written apart from the kernel.

None means that it could not be found out. Of "for all" and "there is" only what small values show
is known: a "for all" is false by one of them, a "there is" true by one of them.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from itertools import islice, product
from math import isqrt
from typing import Any

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
from selfproof.world.terms import Term
from tests.world.mutants.named import Story, named
from tests.world.mutants.values import Env, Unknown, Value, number, whole

_OPS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_TRIED = tuple(range(-3, 9))
_MOST_TRIED = 150


def true(prop: Prop, env: Env, story: Story) -> bool | None:
    """Whether it holds; None where that cannot be said."""
    try:
        return _true(prop, env, story)
    except Unknown:
        return None


def _true(prop: Prop, env: Env, story: Story) -> bool | None:
    match prop:
        case Rel(op, left, right):
            return _related(op, number(left, env), number(right, env))
        case Cong(left, right, modulus):
            return _congruent(left, right, modulus, env)
        case Divides(divisor, term):
            d, n = whole(number(divisor, env)), whole(number(term, env))
            return n % d == 0 if d else n == 0
        case Is(term, kind):
            return fits(number(term, env), kind)
        case Named():
            return named(prop, env, story)
        case Not(Forall(names, kind, inner)):
            return _exists(names, kind, Not(inner), env, story)
        case Not(Exists(names, kind, inner)):
            return _for_all(names, kind, Not(inner), env, story)
        case Not(inner):
            found = true(inner, env, story)
            return None if found is None else not found
        case And(parts):
            return _all(true(each, env, story) for each in parts)
        case Or(parts):
            return _any(true(each, env, story) for each in parts)
        case Exists(names, kind, inner):
            return _exists(names, kind, inner, env, story)
        case Forall(names, kind, inner):
            return _for_all(names, kind, inner, env, story)
    return None


def _related(op: str, left: Value, right: Value) -> bool:
    if isinstance(left, tuple) != isinstance(right, tuple):
        raise Unknown("a point beside a number")
    if isinstance(left, tuple) and op not in ("=", "!="):
        raise Unknown("an order of points")
    return _OPS[op](left, right)


def _congruent(left: Term, right: Term, modulus: Term, env: Env) -> bool:
    m = whole(number(modulus, env))
    if m == 0:
        raise Unknown("modulo 0")
    return (whole(number(left, env)) - whole(number(right, env))) % m == 0


def fits(value: Value, kind: Kind) -> bool:
    """Whether a number is of a kind."""
    if isinstance(value, tuple):
        raise Unknown("a point")
    if kind in ("rational", "real"):
        return True
    if kind in ("positive real", "nonnegative real"):
        return bool(value > 0 if kind == "positive real" else value >= 0)
    if value.denominator != 1:
        return False
    n = int(value)
    match kind:
        case "natural":
            return n >= 0
        case "positive integer":
            return n > 0
        case "square":
            return n >= 0 and isqrt(n) ** 2 == n
        case "prime" | "odd prime":
            prime = n > 1 and all(n % d for d in range(2, isqrt(n) + 1))
            return prime and (kind == "prime" or n > 2)
    return True


def _all(found: Iterable[bool | None]) -> bool | None:
    values = list(found)
    if False in values:
        return False
    return None if None in values else True


def _any(found: Iterable[bool | None]) -> bool | None:
    values = list(found)
    if True in values:
        return True
    return None if None in values else False


def _instances(
    names: tuple[str, ...], kind: Kind, inner: Prop, env: Env, story: Story
) -> Iterable[bool | None]:
    tried = [value for value in _TRIED if fits(value, kind)]
    for values in islice(product(tried, repeat=len(names)), _MOST_TRIED):
        yield true(inner, env.put(dict(zip(names, values, strict=True))), story)


def _exists(names: tuple[str, ...], kind: Kind, inner: Prop, env: Env, story: Story) -> bool | None:
    return True if any(_instances(names, kind, inner, env, story)) else None


def _for_all(
    names: tuple[str, ...], kind: Kind, inner: Prop, env: Env, story: Story
) -> bool | None:
    found = list(_instances(names, kind, inner, env, story))
    if False in found:
        return False
    return True if True in found else None
