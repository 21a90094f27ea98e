"""Whatever the order in which replies arrive, the search decides the same."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from selfproof.search import SearchSettings
from selfproof.types import Problem
from selfproof.verify import VerifySettings
from tests.search.helpers import search
from tests.search.oracle import Oracle

POOL = SearchSettings(
    proofs=6, keep=3, prompts_per_proof=2, rounds=3, verify=VerifySettings(n=6, reviews=3)
)
FIXED = {
    "plain": POOL,
    "all": replace(POOL, verify=replace(POOL.verify, meta="all")),
    "several": replace(POOL, proofs_per_prompt=2, analyses_per_prompt=2, samples_per_prompt=2),
    "lowest": replace(POOL, analysis_order="lowest-first", prompts_per_proof=1),
    "one-shot": replace(POOL, strategy="one-shot"),
    "refine": SearchSettings(strategy="refine", threads=4, tries=3, verify=VerifySettings(n=5)),
    "forced": replace(POOL, min_rounds=3),
}
STEPWISE = {
    "deciding": replace(POOL, verify=replace(POOL.verify, meta="deciding")),
    "exact": replace(POOL, verify=replace(POOL.verify, policy="adaptive")),
    "exact deciding": replace(
        POOL, verify=replace(POOL.verify, policy="adaptive", meta="deciding")
    ),
    "statistical": replace(
        POOL,
        verify=replace(POOL.verify, policy="adaptive", stopping="statistical", meta="deciding"),
    ),
}


@pytest.mark.parametrize("name", [*FIXED, *STEPWISE])
@pytest.mark.parametrize("oracle", [Oracle(), Oracle(lost=0.2, alarm=0.0, salt=1)], ids=str)
async def test_results_and_decisions_do_not_depend_on_latencies(
    tmp_path: Path, name: str, oracle: Oracle
) -> None:
    settings = (FIXED | STEPWISE)[name]
    runs = []
    for seed in range(3):
        folder = tmp_path / str(seed)
        runs.append(await search(folder, settings, seed=seed, answers=oracle))
    for other in runs[1:]:
        assert other.result.results == runs[0].result.results
        assert other.settled == runs[0].settled


async def test_equals_that_are_complete_are_settled(tmp_path: Path) -> None:
    """Statistically open, but nothing is left to ask: their ranks decide."""
    verify = VerifySettings(n=16, policy="adaptive", stopping="statistical")
    settings = replace(POOL, proofs=8, keep=4, prompts_per_proof=2, rounds=3, verify=verify)
    problems = tuple(Problem(f"q{number}", f"Show that {number}.") for number in range(12))
    easy = Oracle(start=100, gain=10, miss=0.9, alarm=0.0)
    run = await asyncio.wait_for(
        search(tmp_path, settings, answers=easy, problems=problems, limit=64), 60
    )
    assert run.result.status == "done"


@pytest.mark.parametrize("name", FIXED)
async def test_the_very_calls_do_not_depend_on_latencies(tmp_path: Path, name: str) -> None:
    # No proof passes, so nothing is cancelled: every call is the consequence of replies alone.
    hopeless = Oracle(start=20, gain=5, miss=0.5)
    runs = [
        await search(tmp_path / str(seed), FIXED[name], seed=seed, answers=hopeless)
        for seed in range(3)
    ]
    assert all(run.result.results[0].final.status == "best" for run in runs)
    assert runs[0].asked == runs[1].asked == runs[2].asked


async def test_another_seed_is_another_search(tmp_path: Path) -> None:
    runs = [await search(tmp_path / str(seed), replace(POOL, seed=seed)) for seed in range(2)]
    assert runs[0].asked != runs[1].asked
    assert runs[0].result.run != runs[1].result.run


async def test_a_slow_proof_delays_only_what_depends_on_it(tmp_path: Path) -> None:
    """Two problems, one of them stuck: the other one finishes all its rounds."""
    import asyncio

    from selfproof.backends.scripted import ScriptedBackend
    from selfproof.budget import Budget
    from selfproof.prompts import Prompts
    from selfproof.search import RunRequest, run_search
    from selfproof.store import Store
    from tests.search.helpers import PROBLEMS

    stuck = asyncio.Event()

    async def sleep(seconds: float) -> None:
        if seconds:
            await stuck.wait()

    backend = ScriptedBackend(
        Oracle(),
        latency=lambda request: float("Show that A." in request.messages[-1].content),
        sleep=sleep,
    )
    with Store(tmp_path / "store.sqlite") as store:
        request = RunRequest(PROBLEMS, POOL, Prompts.own(), backend, store, Budget())
        task = asyncio.create_task(run_search(request))
        while request.meter.problems_done == 0:
            await asyncio.sleep(0.001)
        assert not task.done()
        stuck.set()
        result = await task
    assert {each.final.status for each in result.results} <= {"accepted", "best"}
