"""No proof with a false step scores 1: reference proofs with one small change each.

What is false is found out by `judge`, by values and without the checker. The long mode is
`python -m benchmarks.mutants --full`; its result is in docs/results.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selfproof.world.registry import FAMILIES
from tests.world.mutants.survey import LEVELS, mixed, original, proofs, survey, survives, together

_EXAMPLES = 250
"""Of each family; about two thirds of the changes make a step false."""
_LONG = 40


@pytest.mark.parametrize("family", FAMILIES)
@settings(
    max_examples=_EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_a_false_step_is_never_worth_1(family: str, data: st.DataObject) -> None:
    level = data.draw(st.sampled_from(LEVELS), "level")
    number = data.draw(st.integers(0, 3), "number")
    proof = original(family, level, number, 4 * number + level)
    if proof is None:
        return
    changes = mixed(proof.text)
    edit = changes[data.draw(st.integers(0, len(changes) - 1), "edit")]
    if proof.judge(edit) == "false":
        assert not survives(proof.problem, edit.of(proof.text)), edit.of(proof.text)


@pytest.mark.long
@pytest.mark.parametrize("family", FAMILIES)
def test_no_mutant_of_many_proofs_survives(family: str) -> None:
    found = together(survey(*proof, most=120) for proof in proofs(family, _LONG))
    assert found.survivors == []
    assert found.false.total() > 1_000
