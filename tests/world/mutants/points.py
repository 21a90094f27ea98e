"""The small values at which the steps of a proof are looked at.

A proof speaks of variables: those of its problem and those that it introduces. They are given small
values, the numbers that the text mentions, and values that make its equations true.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

from selfproof.world.language.statements import Item
from selfproof.world.props import And, Or, Prop, Rel
from selfproof.world.terms import Var
from tests.world.mutants.setting import Point, Setting, names_in, props_of
from tests.world.mutants.truths import fits, true
from tests.world.mutants.values import Env, Unknown, Value, number, plain

MOST_POINTS = 160
_NEAR = tuple(range(-5, 8))
_REAL = (*map(Fraction, (-3, -2, -1, 0, 1, 2, 3, 5)), Fraction(1, 2), Fraction(-3, 2))


Values = dict[str, Value]


def choose_points(setting: Setting) -> Sequence[Point]:
    """Small values, the values that the text speaks of, and such that make its equations true."""
    source = random.Random(setting.problem.name)
    names = _free_names(setting)
    anchors = [_anchor(setting, item) for item in setting.items]
    choices = [_candidates(setting, name, anchors) for name in names]
    found = [dict(zip(names, choice, strict=True)) for choice in _choices(choices, source)]
    found = [{**source.choice(found), **each} for each in anchors if each] + found
    equations = [prop for prop in [*setting.filters, *_supposed(setting)] if _is_equation(prop)]
    found = _repaired(setting, equations, names, found) + found
    found = [point for point in found if _in_kind(setting, point)]
    for prop in setting.filters:
        found = [point for point in found if _holds(setting, prop, point)] or found
    unique = {tuple(sorted(point.items())): point for point in found}
    return list(unique.values())[:MOST_POINTS]


def _free_names(setting: Setting) -> list[str]:
    """The names that are given values: all that no definition fixes."""
    props = [prop for item in setting.items for prop in props_of(item)]
    shows = [each for o in setting.problem.obligations for each in (o.show, *o.assume)]
    mentioned = {name for prop in [*props, *shows, *setting.filters] for name in names_in(prop)}
    always = {name for name, events in setting.defined.items() if None not in dict(events).values()}
    fixed = setting.given.keys() | (always - setting.kinds.keys()) | setting.functions.keys()
    names = sorted((mentioned | setting.kinds.keys()) - fixed)
    return [name for name in names if len(name) == 1 or "_" in name or name in setting.kinds]


def _holds(setting: Setting, prop: Prop, point: Point) -> bool:
    return bool(true(prop, Env(point, setting.given, setting.functions), setting.story))


def _is_equation(prop: Prop) -> bool:
    return isinstance(prop, Rel) and prop.op == "="


def _supposed(setting: Setting) -> Iterator[Prop]:
    """What is supposed, taken apart."""
    for _, prop in setting.suppositions:
        yield from prop.parts if isinstance(prop, And) else (prop,)


def _anchor(setting: Setting, item: Item) -> Values:
    """The values that an item gives to names."""
    found: Values = {}
    for prop in props_of(item):
        parts = prop.parts if isinstance(prop, And | Or) else (prop,)
        for part in parts:
            match part:
                case Rel("=", Var(name), value) if name not in setting.given:
                    try:
                        given = number(value, Env({}, setting.given))
                    except Unknown:
                        continue
                    if not isinstance(given, tuple):
                        found[name] = given
    return found


def _candidates(setting: Setting, name: str, anchors: Iterable[Mapping[str, Value]]) -> list[Value]:
    kind = setting.kinds.get(name, "integer")
    near: Iterable[Value] = _REAL if "real" in kind or kind == "rational" else _NEAR
    if kind in ("prime", "odd prime", "square"):
        near = range(40)
    said = [anchor[name] for anchor in anchors if name in anchor]
    values = [plain(each) for each in dict.fromkeys([*near, *said])]
    return [value for value in values if fits(value, kind)]


def _choices(values: list[list[Value]], source: random.Random) -> list[tuple[Value, ...]]:
    size = 1
    for each in values:
        size *= len(each)
    if size <= MOST_POINTS:
        found = list(product(*values))
        source.shuffle(found)
        return found
    return [tuple(map(source.choice, values)) for _ in range(MOST_POINTS)]


def _repaired(
    setting: Setting, equations: list[Prop], names: list[str], points: list[Values]
) -> list[Values]:
    """Points with one value changed so that an equation becomes true, where it is linear in it."""
    found = []
    for equation in equations[:12]:
        assert isinstance(equation, Rel)
        for name in names_in(equation) & set(names):
            for point in points[:24]:
                value = _solution(setting, equation, name, point)
                if value is not None:
                    found.append({**point, name: value})
    return found


def _solution(setting: Setting, equation: Rel, name: str, point: Point) -> Value | None:
    gaps = []
    try:
        for value in (0, 1, 2):
            env = Env({**point, name: value}, setting.given, setting.functions)
            gaps.append(Fraction(number(equation.left, env)) - number(equation.right, env))
    except (Unknown, TypeError):
        return None
    slope = gaps[1] - gaps[0]
    if slope == 0 or gaps[2] - gaps[1] != slope:
        return None
    return plain(-gaps[0] / slope)


def _in_kind(setting: Setting, point: Point) -> bool:
    return all(fits(value, setting.kinds.get(name, "integer")) for name, value in point.items())
