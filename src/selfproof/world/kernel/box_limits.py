"""Pigeonhole by contradiction: of each pair at most one number can be chosen.

- `Named("no two", (relation,))`: supposed of the chosen numbers.
- `Named("at most one", (1, 12))`: of these numbers of the set at most one is chosen, which holds
  where any two of them have the relation that no two chosen numbers have.
- `Named("at most", (6,))`: so many numbers are chosen at most; one from each of the boxes, of which
  the text has said that every number of the set is in one of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from selfproof.world.kernel import boxes
from selfproof.world.kernel.judgement import Judgement
from selfproof.world.props import Named, Prop

RELATIONS = frozenset(("no two", "at most one", "at most"))


def judge(prop: Named, known: Iterable[Prop]) -> Judgement:
    """What is known about a claim of one of `RELATIONS`."""
    named = [fact for fact in known if isinstance(fact, Named)]
    if prop in named:
        return Judgement.OBVIOUS
    if prop.relation == "at most one":
        return _at_most_one(prop, named)
    return _at_most(prop, named) if prop.relation == "at most" else Judgement.OPEN


def contradictory(named: Iterable[Named]) -> bool:
    """More numbers are chosen than can be."""
    chosen: int | None = None
    most: list[int] = []
    for fact in named:
        if fact.relation in ("choose", "at most"):
            values = boxes.integers(fact.args[:1])
            if values and fact.relation == "choose":
                chosen = values[0]
            elif values:
                most.append(values[0])
    return chosen is not None and any(chosen > each for each in most)


def _elements(named: Iterable[Named]) -> frozenset[int]:
    for fact in named:
        if fact.relation == "choose":
            return frozenset((boxes.integers(fact.args) or ())[1:])
    return frozenset()


def _at_most_one(prop: Named, named: list[Named]) -> Judgement:
    members = boxes.integers(prop.args)
    if members is None or len(set(members)) < 2 or not set(members) <= _elements(named):
        return Judgement.OPEN
    for fact in named:
        if fact.relation == "no two" and len(fact.args) == 1:
            related = (boxes.holds(fact.args[0], a, b) for a, b in combinations(members, 2))
            return Judgement.OBVIOUS if all(related) else Judgement.OPEN
    return Judgement.OPEN


def _at_most(prop: Named, named: list[Named]) -> Judgement:
    written = next((fact for fact in named if fact.relation == "boxes"), None)
    parts = boxes.contents(written) if written is not None else None
    if parts is None or boxes.integers(prop.args) != (len(parts),):
        return Judgement.OPEN
    limited = {
        frozenset(boxes.integers(fact.args) or ())
        for fact in named
        if fact.relation == "at most one"
    }
    shown = all(len(part) == 1 or frozenset(part) in limited for part in parts)
    return Judgement.OBVIOUS if shown else Judgement.OPEN
