"""Grading a given proof."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfproof.backends.scripted import ScriptedBackend
from selfproof.budget import Budget, Limits
from selfproof.prompts import Prompts
from selfproof.search import RunRequest, RunResult, SearchSettings, run_search
from selfproof.store import Store, load_run
from selfproof.types import Problem
from selfproof.verify import VerifySettings
from tests.search.oracle import Oracle

PROBLEM = Problem("p", "Show that A.")


async def grade(
    folder: Path, proof: str, verify: VerifySettings, budget: Budget | None = None
) -> RunResult:
    backend = ScriptedBackend(Oracle(alarm=0.2, dispels=1.0))
    with Store(folder / "store.sqlite") as store:
        request = RunRequest(
            [PROBLEM],
            SearchSettings(verify=verify),
            Prompts.own(),
            backend,
            store,
            budget or Budget(),
            given=[proof],
        )
        return await run_search(request)


@pytest.mark.parametrize("quality", [30, 100])
async def test_a_given_proof_gets_its_analyses_and_reviews(tmp_path: Path, quality: int) -> None:
    text = f"A proof of quality {quality} by hand."
    result = await grade(tmp_path, text, VerifySettings(n=12, meta="all", reviews=3))
    final = result.results[0].final
    assert (final.status, final.proof) == ("graded", "given")
    with Store(tmp_path / "store.sqlite", readonly=True) as store:
        view = load_run(store, result.run)
        assert store.spent(result.run).calls == sum(role.calls for role in view.roles)
    proof = view.problems[0].proof("given")
    assert proof.text == text
    assert len(proof.analyses) == 12
    assert proof.mean == final.mean
    confirmed = [each for each in proof.analyses if each.confirmed]
    assert proof.passed is (quality == 100)
    assert bool(confirmed) is (quality == 30)
    assert "prove" not in [role.role for role in view.roles]


async def test_another_proof_is_another_run_and_the_same_one_is_resumed(tmp_path: Path) -> None:
    settings = VerifySettings(n=6)
    first = await grade(tmp_path, "quality 3", settings, Budget(Limits(calls=2)))
    assert first.status == "budget"
    assert first.results[0].final.status == "partial"
    assert first.results[0].final.mean is not None
    again = await grade(tmp_path, "quality 3", settings)
    assert again.run == first.run
    assert again.results[0].final.status == "graded"
    other = await grade(tmp_path, "quality 4", settings)
    assert other.run != first.run


async def test_statistical_stopping_does_not_end_a_grade_early(tmp_path: Path) -> None:
    verify = VerifySettings(n=16, policy="adaptive", stopping="statistical", meta="all", reviews=3)
    final = (await grade(tmp_path / "right", "quality 100", verify)).results[0].final
    assert final.reason == "passed all 16 verifications that could be read"
    wrong = (await grade(tmp_path / "wrong", "quality 5", verify)).results[0].final
    assert wrong.reason.endswith("of 16 analyses")
    assert "stopped after" in wrong.reason
