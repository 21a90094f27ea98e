"""Boxes: the judge against brute force."""

from __future__ import annotations

from itertools import combinations

import pytest

from selfproof.world.kernel.boxes import holds, judge
from selfproof.world.kernel.judgement import Judgement
from selfproof.world.props import Named, Prop
from selfproof.world.terms import Call, num

OBVIOUS, DETAIL, FALSE, OPEN = Judgement
SUM = Call("sum", (num(13),))


def named(relation: str, *values: int) -> Named:
    return Named(relation, tuple(map(num, values)))


def boxes(*rows: tuple[int, ...]) -> Named:
    return Named("boxes", tuple(Call("box", tuple(map(num, row))) for row in rows))


CHOOSE = named("choose", 7, *range(1, 13))
PAIRS = boxes(*((x, 13 - x) for x in range(1, 7)))
EACH, SAME, TWO = Named("each box", (SUM,)), Named("same box", ()), Named("two with", (SUM,))


@pytest.mark.parametrize(
    ("claim", "known", "judged"),
    [
        (PAIRS, (), OBVIOUS),
        (boxes(*((x, 13 - x) for x in range(1, 6))), (), FALSE),
        (boxes(*((x, 13 - x) for x in range(1, 7)), (13,)), (), FALSE),
        (boxes((1, 12), (1, 11), (2,), *((x, 13 - x) for x in range(3, 7))), (), FALSE),
        (named("box count", 6), (PAIRS,), OBVIOUS),
        (named("box count", 7), (PAIRS,), FALSE),
        (named("box count", 6), (), OPEN),
        (Named("one box", (Call("box", (num(12), num(1))),)), (PAIRS,), OBVIOUS),
        (Named("one box", (Call("box", (num(11), num(1))),)), (PAIRS,), FALSE),
        (EACH, (PAIRS,), OBVIOUS),
        (EACH, (boxes((1, 11), (2, 12), *((x, 13 - x) for x in range(3, 7))),), FALSE),
        (EACH, (), OPEN),
        (SAME, (PAIRS,), OBVIOUS),
        (SAME, (boxes(*((x,) for x in range(1, 13))),), FALSE),
        (SAME, (), OPEN),
        (TWO, (), OPEN),
        (TWO, (PAIRS,), DETAIL),
        (TWO, (SAME, PAIRS), OBVIOUS),
        (TWO, (EACH, SAME, PAIRS), OBVIOUS),
        (Named("two with", (Call("sum", (num(12),)),)), (EACH, SAME, PAIRS), OPEN),
        # What was said of other boxes does not count.
        (TWO, (boxes(*((x,) for x in range(1, 13))), SAME, PAIRS), OPEN),
        (SAME, (boxes(*((x,) for x in range(1, 13))), SAME, PAIRS), FALSE),
        (EACH, (boxes((1, 11), (2, 12), *((x, 13 - x) for x in range(3, 7))), EACH), FALSE),
    ],
)
def test_claims(claim: Named, known: tuple[Prop, ...], judged: Judgement) -> None:
    assert judge(claim, (*known, CHOOSE)) is judged


@pytest.mark.parametrize(
    ("claim", "known", "judged"),
    [
        (named("take", 1, 2, 3, 4, 5, 6), (), OBVIOUS),
        (named("take", 1, 2, 3, 4, 5), (), FALSE),
        (named("take", 1, 2, 3, 4, 5, 5), (), FALSE),
        (named("take", 1, 2, 3, 4, 5, 13), (), FALSE),
        (Named("none with", (SUM,)), (named("take", 1, 2, 3, 4, 5, 6),), OBVIOUS),
        (Named("none with", (SUM,)), (named("take", 1, 2, 3, 4, 5, 8),), FALSE),
        (Named("choice without", (SUM,)), (named("take", 1, 2, 3, 4, 5, 6),), DETAIL),
        (Named("choice without", (SUM,)), (named("take", 1, 2, 3, 4, 5, 8),), OPEN),
        (Named("choice without", (SUM,)), (), OPEN),
    ],
)
def test_choices(claim: Named, known: tuple[Prop, ...], judged: Judgement) -> None:
    assert judge(claim, (*known, named("choose", 6, *range(1, 13)))) is judged


def test_accepted_goals_are_true() -> None:
    """All partitions of six numbers into pairs, and some goals: nothing wrong is accepted."""
    numbers = range(1, 7)
    goals = [Call("sum", (num(s),)) for s in (5, 7, 8)] + [Call("difference", (num(3),))]
    accepted = 0
    for count in (3, 4):
        known = named("choose", count, *numbers)
        for goal in goals:
            true = all(
                any(holds(goal, a, b) for a, b in combinations(chosen, 2))
                for chosen in combinations(numbers, count)
            )
            for rows in _pairings(list(numbers)):
                claim = Named("two with", (goal,))
                said = judge(claim, (Named("same box", ()), boxes(*rows), known))
                accepted += said is OBVIOUS
                assert true or said is OPEN
    assert accepted


def _pairings(left: list[int]) -> list[list[tuple[int, int]]]:
    if not left:
        return [[]]
    first, rest = left[0], left[1:]
    return [
        [(first, other), *more]
        for other in rest
        for more in _pairings([x for x in rest if x != other])
    ]


def test_nonsense_is_open() -> None:
    for args in ((), (num(1),), (Call("sum", ()),), (Call("box", (num(1), num(1))),)):
        for relation in ("boxes", "each box", "two with", "box count", "take", "none with"):
            assert judge(Named(relation, args), (PAIRS, CHOOSE)) in (OPEN, FALSE)
            assert judge(Named(relation, args), ()) is OPEN
