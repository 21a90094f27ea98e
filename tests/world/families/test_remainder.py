"""The family `remainder`."""

from __future__ import annotations

from selfproof.world.families.remainder import Remainder, remainder_of

from .brute import some, true
from .common import check_agreement, check_family, phrasings

FAMILY = Remainder()


def test_common_demands() -> None:
    check_family(FAMILY)


def test_statements_are_true() -> None:
    for problem in some(FAMILY, 12):
        assert true(problem), problem.statement


def test_phrasings() -> None:
    assert phrasings(FAMILY, 3) >= 24


def test_answers_are_remainders() -> None:
    for problem in some(FAMILY, 8):
        if problem.task == "find value":
            m = problem.parameters["m"]
            assert 0 <= remainder_of(problem.parameters) < m


def test_checker_agrees() -> None:
    check_agreement(FAMILY, 18)
