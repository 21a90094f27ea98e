"""The family `solve`."""

from __future__ import annotations

from selfproof.world.families.solve import Solve

from .brute import some, true
from .common import check_agreement, check_family, phrasings

FAMILY = Solve()


def test_common_demands() -> None:
    check_family(FAMILY)


def test_statements_are_true() -> None:
    for problem in some(FAMILY, 12):
        assert true(problem), problem.statement


def test_phrasings() -> None:
    assert phrasings(FAMILY, 3) >= 24


def test_answers_are_complete() -> None:
    for problem in some(FAMILY, 4):
        assert true(problem, range(-950, 950)), problem.statement


def test_checker_agrees() -> None:
    check_agreement(FAMILY, 18)
