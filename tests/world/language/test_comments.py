"""Headings and remarks are passed over; what claims something is not."""

from __future__ import annotations

import pytest

from selfproof.world.language import read
from selfproof.world.language.statements import Filler, Unread
from tests.world.language.spoken import VOCABULARIES


def _only(text: str, kind: type) -> bool:
    items = [i.body for s in read(text, VOCABULARIES["plain"]) for i in s.items]
    return bool(items) and all(isinstance(item, kind) for item in items)


@pytest.mark.parametrize(
    "text",
    [
        "Shifting.",
        "**Step 1 (midpoints).**",
        "Step 3 (the common point).",
        "Polynomial part.",
        "First $n$.",
        "Back to $n$.",
        "Preparation.",
        "The idea is to shift the sequence so that the recurrence becomes a mere change of sign.",
        "We peel off one variable after the other.",
        "This shift should remove the linear terms.",
        "Let us complete squares and see what comes out.",
        "It is convenient to move the point to the origin.",
        "Here is the computation.",
        "Let us argue by contradiction.",
    ],
)
def test_nothing_is_claimed(text: str) -> None:
    assert _only(text, Filler)


@pytest.mark.parametrize(
    "text",
    [
        "No terms.",
        "Step 1 ($n = 3$).",
        "Back to $n = 3$.",
        "Last digit $2$.",
        "The idea is to use that all terms vanish.",
        "The idea is to see that no term is even.",
        "We look at the last term, all others vanish.",
        "We split off terms which cancel.",
        "This shift should remove the terms because $n = 3$.",
        "Step 2 (all terms vanish).",
        "Let us see that the sum is even.",
    ],
)
def test_a_claim_is_not_passed_over(text: str) -> None:
    assert not _only(text, Filler)


def test_a_remark_before_a_formula_leaves_the_formula() -> None:
    items = [i.body for s in read("Let us add them up: $2 + 2 = 5$.", VOCABULARIES["plain"])
             for i in s.items]  # fmt: skip
    assert any(not isinstance(item, Filler | Unread) for item in items)
