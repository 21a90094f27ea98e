"""The family `gcd`."""

from __future__ import annotations

from selfproof.world.families.gcd import Gcd

from .brute import some, true
from .common import check_agreement, check_family, phrasings

FAMILY = Gcd()


def test_common_demands() -> None:
    check_family(FAMILY, level_3=(80, 300))


def test_statements_are_true() -> None:
    for problem in some(FAMILY, 12):
        assert true(problem), problem.statement


def test_phrasings() -> None:
    assert phrasings(FAMILY, 3) >= 24


def test_checker_agrees() -> None:
    check_agreement(FAMILY, 18)
