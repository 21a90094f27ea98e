"""Proofs by writers who knew the statements, the rubric and the page on the language, and nothing
of the grammar or of the reference writer: ten correct and ten flawed ones a family and set.

`foreign/` holds fixed sets; a proof is never changed to please the checker. The language was
widened with the first set in view, and then with the second.
"""

from __future__ import annotations

from typing import Any

import pytest
from benchmarks.foreign import SETS, rows

from selfproof.world.check import check
from selfproof.world.registry import FAMILIES, make_problem

FULL_MARKS = {
    "first": {
        "divisibility": 10,
        "modulus": 8,
        "remainder": 9,
        "gcd": 10,
        "solve": 8,
        "induction_sum": 8,
        "recurrence": 8,
        "factoring": 9,
        "quadratic": 9,
        "symmetric": 9,
        "pigeonhole": 10,
        "invariant": 10,
        "counting": 10,
        "collinear": 10,
        "perpendicular": 10,
        "concurrent": 10,
    },
    "second": {
        "divisibility": 5,
        "modulus": 5,
        "remainder": 6,
        "gcd": 3,
        "solve": 1,
        "induction_sum": 0,
        "recurrence": 1,
        "factoring": 0,
        "quadratic": 3,
        "symmetric": 2,
        "pigeonhole": 6,
        "invariant": 5,
        "counting": 2,
        "collinear": 4,
        "perpendicular": 7,
        "concurrent": 1,
    },
}
"""How many of the ten correct proofs score 1, at least; 8 is the aim."""


def _proofs(family: str, which: str, label: str) -> list[dict[str, Any]]:
    found = [row for row in rows(family, which) if row["label"] == label]
    assert len(found) == 10
    return found


def _score(row: dict[str, Any]) -> float:
    return check(make_problem(row["problem"]), row["proof"]).score


@pytest.mark.parametrize("which", SETS)
@pytest.mark.parametrize("family", FAMILIES)
def test_the_statements_are_those_that_the_writers_had(family: str, which: str) -> None:
    for row in rows(family, which):
        assert make_problem(row["problem"]).statement == row["statement"]


@pytest.mark.parametrize("which", SETS)
@pytest.mark.parametrize("family", FAMILIES)
def test_no_flawed_proof_scores_1(family: str, which: str) -> None:
    through = [row for row in _proofs(family, which, "flawed") if _score(row) == 1]
    assert not through, [(row["problem"], row["flaw"]) for row in through]


@pytest.mark.parametrize("which", SETS)
@pytest.mark.parametrize("family", FAMILIES)
def test_correct_proofs_score_1(family: str, which: str) -> None:
    below = [row["problem"] for row in _proofs(family, which, "correct") if _score(row) < 1]
    assert 10 - len(below) >= FULL_MARKS[which][family], below
