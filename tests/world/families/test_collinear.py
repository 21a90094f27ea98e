"""The family `collinear`."""

from __future__ import annotations

from itertools import combinations

from selfproof.world.families.collinear import Collinear, points

from .brute import some
from .common import check_family, phrasings
from .judged import missed, wrongly_judged

FAMILY = Collinear()


def test_common_demands() -> None:
    check_family(FAMILY)


def test_statements_are_true_or_false_as_meant() -> None:
    for problem in some(FAMILY, 12):
        at = list(points(problem.parameters).values())
        straight = all(
            (b[0] - a[0]) * (c[1] - a[1]) == (c[0] - a[0]) * (b[1] - a[1])
            for a, b, c in combinations(at, 3)
        )
        assert straight == problem.truth, problem.statement
        assert len(set(at)) == len(at)


def test_phrasings() -> None:
    assert phrasings(FAMILY, 3) >= 24


def test_reference_proofs_score_1() -> None:
    assert not wrongly_judged(FAMILY, 4, styles=2)


def test_planned_flaws_are_found() -> None:
    assert not missed(FAMILY, 2)
