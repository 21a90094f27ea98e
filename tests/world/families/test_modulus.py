"""The family `modulus`."""

from __future__ import annotations

from selfproof.world.families.modulus import Modulus

from .brute import some, true
from .common import check_agreement, check_family, phrasings

FAMILY = Modulus()


def test_common_demands() -> None:
    check_family(FAMILY)


def test_statements_are_true() -> None:
    for problem in some(FAMILY, 12):
        assert true(problem), problem.statement


def test_phrasings() -> None:
    assert phrasings(FAMILY, 3) >= 24


def test_no_smaller_modulus_works() -> None:
    for problem in some(FAMILY, 8):
        a, k, b, e, c, m = (problem.parameters[key] for key in "akblcm")
        for modulus in range(2, m + 1):
            pairs = ((x, y) for x in range(modulus) for y in range(modulus))
            found = any((a * x**k + b * y**e - c) % modulus == 0 for x, y in pairs)
            assert found == (modulus < m), problem.statement


def test_checker_agrees() -> None:
    check_agreement(FAMILY, 18)
