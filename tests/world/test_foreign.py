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


def _proofs(family: str, label: str) -> list[dict[str, Any]]:
    found = [row for row in rows(family) if row["label"] == label]
    assert len(found) >= 10
    return found


@pytest.mark.parametrize("family", FAMILIES)
def test_the_statements_are_those_that_the_writers_had(family: str) -> None:
    for label in ("correct", "flawed"):
        for row in _proofs(family, label):
            assert make_problem(row["problem"]).statement == row["statement"]


@pytest.mark.parametrize("family", FAMILIES)
def test_no_flawed_proof_scores_1(family: str) -> None:
    for row in _proofs(family, "flawed"):
        verdict = check(make_problem(row["problem"]), row["proof"])
        assert verdict.score < 1, (row["problem"], row["flaw"])
