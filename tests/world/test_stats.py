"""Lengths and efforts that training rests on."""

from __future__ import annotations

import pytest

from selfproof.world.registry import FAMILIES
from selfproof.world.stats import measure

_CONTEXT = 2_048
_LONGEST = 700
NOTHING_TO_FIND = {"divisibility", "induction_sum", "recurrence", "perpendicular"}
"""Families in which a proof needs no choice that somebody has to search for."""


@pytest.mark.parametrize("family", FAMILIES)
def test_a_refinement_fits_the_context_of_a_small_model(family: str) -> None:
    """Statement, proof, two analyses and the next proof, at the highest level of training."""
    found = measure(family, 5, count=8)
    assert found.context <= _CONTEXT
    assert found.longest <= _LONGEST


@pytest.mark.parametrize("family", sorted(set(FAMILIES) - NOTHING_TO_FIND))
def test_finding_is_harder_than_checking(family: str) -> None:
    low, high = measure(family, 1, count=4), measure(family, 5, count=4)
    assert 1 < low.search <= high.search
    assert high.search > 10
