"""The family `pigeonhole`."""

from __future__ import annotations

from itertools import combinations

from selfproof.world.families.pigeonhole import Pigeonhole, pigeons
from selfproof.world.families.pigeonhole_proofs import Pigeons
from selfproof.world.kernel.boxes import holds

from .brute import some
from .common import check_family, phrasings
from .judged import missed, wrongly_judged

FAMILY = Pigeonhole()


def largest_without(here: Pigeons) -> int:
    """How many numbers one can choose without a related pair, by trying."""
    related = {
        x: {y for y in here.numbers if y != x and holds(here.relation, x, y)} for x in here.numbers
    }

    def best(left: frozenset[int]) -> int:
        if not left:
            return 0
        x = max(left, key=lambda each: (len(related[each] & left), each))
        if not related[x] & left:
            return len(left)
        return max(best(left - {x}), 1 + best(left - {x} - related[x]))

    return best(frozenset(here.numbers))


def test_common_demands() -> None:
    check_family(FAMILY)


def test_statements_are_true_or_false_as_meant() -> None:
    for problem in some(FAMILY, 12):
        if problem.level > 3:
            continue
        here = pigeons(problem.parameters)
        assert problem.truth == (here.count > largest_without(here)), problem.statement


def test_boxes_and_choices() -> None:
    for problem in some(FAMILY, 12):
        here = pigeons(problem.parameters)
        if problem.truth:
            assert sorted(x for box in here.boxes for x in box) == list(here.numbers)
            assert here.count > len(here.boxes) == problem.parts
            pairs = [pair for box in here.boxes for pair in combinations(box, 2)]
            assert all(holds(here.relation, a, b) for a, b in pairs)
        else:
            assert len(set(here.choice)) == here.count
            assert set(here.choice) <= set(here.numbers)
            assert not any(holds(here.relation, a, b) for a, b in combinations(here.choice, 2))


def test_phrasings() -> None:
    assert phrasings(FAMILY, 3) >= 24


def test_reference_proofs_score_1() -> None:
    assert not wrongly_judged(FAMILY, 4, styles=2)


def test_planned_flaws_are_found() -> None:
    assert not missed(FAMILY, 2)
