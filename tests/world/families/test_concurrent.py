"""The family `concurrent`."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from selfproof.world.families.concurrent import Concurrent, corners, ends, lines

from .brute import some
from .common import check_family, phrasings
from .judged import missed, wrongly_judged

FAMILY = Concurrent()


def test_common_demands() -> None:
    check_family(FAMILY, level_3=(80, 300))


def test_statements_are_true_or_false_as_meant() -> None:
    for problem in some(FAMILY, 20):
        if problem.parameters["kind"] == "medians":
            at = corners(problem.parameters)
            (ax, ay), (bx, by), (cx, cy) = (at[name] for name in "ABC")
            assert at["D"] == ((bx + cx) / 2, (by + cy) / 2)
            assert (bx - ax) * (cy - ay) != (by - ay) * (cx - ax)
            continue
        if problem.parameters["kind"] == "points":
            places = list(ends(problem.parameters).values())
            given = []
            for (ax, ay), (bx, by) in zip(places[::2], places[1::2], strict=True):
                given.append((by - ay, ax - bx, (by - ay) * ax + (ax - bx) * ay))
        else:
            given = lines(problem.parameters)  # type: ignore[assignment]
        # Cramer's rule for every pair gives the same point, or not.
        met = {
            (Fraction(c * e - b * f, a * e - b * d), Fraction(a * f - c * d, a * e - b * d))
            for (a, b, c), (d, e, f) in combinations(given, 2)
        }
        assert (len(met) == 1) == problem.truth, problem.statement


def test_phrasings() -> None:
    assert phrasings(FAMILY, 3) >= 24


def test_reference_proofs_score_1() -> None:
    assert not wrongly_judged(FAMILY, 4, styles=2)


def test_planned_flaws_are_found() -> None:
    assert not missed(FAMILY, 2)
