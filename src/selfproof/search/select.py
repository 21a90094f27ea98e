"""Selection as pure functions of what is known: who is certainly in, who certainly out.

Every candidate has a rank, the tuple (mean confirmed score, self-score, tie-break), of which a
lowest and a highest possible value are known. `certain` names those that are among the `keep` best
however the rest turns out, and those that are not, so an action on them is a function of settled
results alone and never of the order in which replies arrived.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Rank = tuple[float, float, int]
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lowest and the highest rank a candidate can still come to."""

    low: Rank
    high: Rank


@dataclass(frozen=True, slots=True)
class Certain(Generic[Key]):
    """Candidates whose fate is settled, and the `keep` places left for the others."""

    inside: frozenset[Key]
    outside: frozenset[Key]
    open: frozenset[Key]
    places: int


def certain(bounds: Mapping[Key, Bounds], keep: int) -> Certain[Key]:
    """Which candidates are certainly among the `keep` highest ranks, and which certainly not.

    Ranks of settled candidates must be distinct (the tie-break sees to it). Each pass is
    O(P log P) for P open candidates; passes are repeated while they settle somebody, because how a
    settled candidate compares with an open one no longer matters.
    """
    left = dict(bounds)
    inside: set[Key] = set()
    outside: set[Key] = set()
    while left:
        enter, leave = _pass(left, keep - len(inside))
        if not enter and not leave:
            break
        inside |= enter
        outside |= leave
        for key in enter | leave:
            del left[key]
    return Certain(frozenset(inside), frozenset(outside), frozenset(left), keep - len(inside))


def _pass(bounds: Mapping[Key, Bounds], places: int) -> tuple[set[Key], set[Key]]:
    highs = sorted(bound.high for bound in bounds.values())
    lows = sorted(bound.low for bound in bounds.values())
    total = len(bounds)
    enter, leave = set(), set()
    for key, bound in bounds.items():
        # Others that could end above this one at its worst; itself not counted.
        above = total - bisect_right(highs, bound.low) - (bound.high > bound.low)
        if above < places:
            enter.add(key)
        # Others whose worst beats this one at its best.
        elif total - bisect_right(lows, bound.high) >= places:
            leave.add(key)
    return enter, leave
