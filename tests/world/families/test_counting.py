"""The family `counting`."""

from __future__ import annotations

from selfproof.world.families.counting import Counting, count, graphic
from selfproof.world.families.counting_scenes import Count, expected

from .brute import some
from .common import check_family, phrasings
from .judged import missed, wrongly_judged

FAMILY = Counting()


def totals(here: Count) -> tuple[int, int]:
    """Both counts."""
    first = here.first[0] * here.first[1] if here.kind == "clubs" else sum(here.first)
    return first, sum(here.second)


def test_common_demands() -> None:
    check_family(FAMILY, level_3=(60, 300))


def test_statements_are_true_or_false_as_meant() -> None:
    for problem in some(FAMILY, 20):
        here = count(problem.parameters)
        if here.kind == "degrees":
            possible = graphic(here.first)
            assert possible == (here.form in ("possible", "unknown"))
            if here.form not in ("possible", "unknown"):
                assert sum(here.first) % 2 == 1
            continue
        first, second = totals(here)
        assert (first == second) == (here.form in ("possible", "unknown")), problem.statement


def test_examples() -> None:
    for problem in some(FAMILY, 20):
        here = count(problem.parameters)
        if here.form == "possible" and here.kind == "table":
            assert tuple(map(sum, here.example)) == here.first
            assert tuple(map(sum, zip(*here.example, strict=True))) == here.second
        elif here.form == "possible":
            degrees = [sum(i in edge for edge in here.example) for i in range(1, 99)]
            assert tuple(degrees[: len(here.first)]) == here.first
        elif here.form == "unknown" and here.unknown == "pairs":
            assert 2 * expected(here) == sum(here.first)


def test_phrasings() -> None:
    assert phrasings(FAMILY, 3) >= 24


def test_reference_proofs_score_1() -> None:
    assert not wrongly_judged(FAMILY, 4, styles=2)


def test_planned_flaws_are_found() -> None:
    assert not missed(FAMILY, 2)
