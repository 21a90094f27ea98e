"""Proofs by writers who knew the statements, the rubric and the page on the language, and nothing
of the grammar or of the reference writer: ten correct and ten flawed ones a family.

`foreign/*.jsonl` is a fixed set; a proof is never changed to please the checker.
"""

from __future__ import annotations

from typing import Any

import pytest
from benchmarks.foreign import rows

from selfproof.world.check import check
from selfproof.world.registry import FAMILIES, make_problem

FULL_MARKS = {
    "divisibility": 10,
    "modulus": 8,
    "remainder": 8,
    "gcd": 9,
    "solve": 3,
    "induction_sum": 3,
    "recurrence": 4,
    "factoring": 1,
    "quadratic": 9,
    "symmetric": 9,
    "pigeonhole": 10,
    "invariant": 10,
    "counting": 10,
    "collinear": 10,
    "perpendicular": 10,
    "concurrent": 10,
}
"""How many of the ten correct proofs score 1, at least; 8 is the aim."""


def _proofs(family: str, label: str) -> list[dict[str, Any]]:
    found = [row for row in rows(family) if row["label"] == label]
    assert len(found) == 10
    return found


@pytest.mark.parametrize("family", FAMILIES)
def test_the_statements_are_those_that_the_writers_had(family: str) -> None:
    for row in rows(family):
        assert make_problem(row["problem"]).statement == row["statement"]


@pytest.mark.parametrize("family", FAMILIES)
def test_no_flawed_proof_scores_1(family: str) -> None:
    for row in _proofs(family, "flawed"):
        verdict = check(make_problem(row["problem"]), row["proof"])
        assert verdict.score < 1, (row["problem"], row["flaw"])


@pytest.mark.parametrize("family", FAMILIES)
def test_correct_proofs_score_1(family: str) -> None:
    proofs = _proofs(family, "correct")
    below = [
        row["problem"]
        for row in proofs
        if check(make_problem(row["problem"]), row["proof"]).score < 1
    ]
    assert len(proofs) - len(below) >= FULL_MARKS[family], below
