"""Kill, resume, budgets and interruptions: nothing is repeated and nothing is lost."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from selfproof.backends.scripted import Answer, ScriptedBackend
from selfproof.budget import Budget, Limits
from selfproof.errors import BackendError, CallRejected, UsageError
from selfproof.prompts import Prompts
from selfproof.search import RunRequest, SearchSettings, run_search
from selfproof.store import Store
from selfproof.types import ChatRequest, Completion, Role, StopReason, Usage
from selfproof.verify import VerifySettings
from tests.search.helpers import PROBLEMS, search
from tests.search.oracle import Oracle

POOL = SearchSettings(
    proofs=4, keep=3, prompts_per_proof=2, rounds=3, verify=VerifySettings(n=5, reviews=3)
)


async def test_a_finished_run_is_answered_from_the_store(tmp_path: Path) -> None:
    first = await search(tmp_path, POOL)
    again = await search(tmp_path, POOL)
    assert again.result.results == first.result.results
    assert again.backend.requests == []


@pytest.mark.parametrize("meta", ["off", "all", "deciding"])
async def test_a_run_stopped_again_and_again_comes_to_the_same(tmp_path: Path, meta: str) -> None:
    settings = replace(POOL, verify=VerifySettings(n=5, reviews=3, meta=meta))  # type: ignore[arg-type]
    whole = await search(tmp_path / "whole", settings)
    seen: list[tuple[str, int]] = []
    for session in range(1, 200):
        store = Store(tmp_path / "store.sqlite")
        spent = store.spent("")
        store.close()
        assert spent.calls == 0
        budget = Budget(Limits(calls=40 * session), spent_calls=len(seen))
        run = await search(tmp_path, settings, seed=session, budget=budget)
        seen += run.asked
        if run.result.status == "done":
            break
        assert run.result.status == "budget"
        assert "--max-calls" in run.result.message
    assert session > 3
    assert run.result.results == whole.result.results
    assert len(seen) == len(set(seen)), "a finished call was repeated"


REOPENING = {
    # With these a wave, once it is there, reopens what was settled before it was asked for.
    "reviews": (
        SearchSettings(
            seed=4, proofs=6, keep=1, prompts_per_proof=1, samples_per_prompt=2,
            analyses_per_prompt=4, rounds=2, min_rounds=2, attempts=1, pairwise=False,
            verify=VerifySettings(
                n=8, min_read=0.5, policy="adaptive", stopping="statistical", error_rate=0.3,
                screen=4, first_wave=1, meta="deciding", reviews=3, attempts=2,
            ),
        ),
        Oracle(start=60, gain=10, miss=0.3, alarm=0.2, lost=0.1, dispels=0.9, salt=362),
    ),
    "analyses": (
        SearchSettings(
            seed=8, proofs=2, keep=1, prompts_per_proof=2, analyses_per_prompt=2,
            proofs_per_prompt=2, rounds=2, min_rounds=2, attempts=1, pairwise=False,
            verify=VerifySettings(
                n=8, policy="adaptive", stopping="statistical", error_rate=0.3, screen=1,
                first_wave=1, meta="deciding", reviews=4, attempts=1,
            ),
        ),
        Oracle(start=60, gain=40, miss=0.3, alarm=0.05, lost=0.1, dispels=0.6, salt=277),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REOPENING)
async def test_what_comes_at_once_from_the_store_changes_no_decision(
    tmp_path: Path, name: str
) -> None:
    settings, oracle = REOPENING[name]
    whole = await search(tmp_path / "whole", settings, answers=oracle, problems=PROBLEMS[:1])
    for percent in (40, 60, 80, 95):
        folder, calls = tmp_path / str(percent), len(whole.backend.requests) * percent // 100
        budget = Budget(Limits(calls=calls))
        await search(folder, settings, answers=oracle, problems=PROBLEMS[:1], budget=budget)
        again = await search(folder, settings, answers=oracle, problems=PROBLEMS[:1])
        assert again.result.results == whole.result.results
        assert again.settled == whole.settled


async def test_a_long_chain_is_taken_up_again(tmp_path: Path) -> None:
    """Each reply out of the store leads to the next: that must not nest without end."""
    settings = replace(POOL, strategy="refine", threads=1, tries=400, verify=VerifySettings(n=1))
    lazy = Oracle(start=10, gain=0, miss=0.0)
    budget = Budget(Limits(calls=390))
    await search(tmp_path, settings, answers=lazy, problems=PROBLEMS[:1], budget=budget)
    again = await search(tmp_path, settings, answers=lazy, problems=PROBLEMS[:1])
    assert again.result.status == "done"
    assert len(again.backend.requests) == 400 + 1 - 390


async def test_a_rejected_call_is_tried_again_in_the_next_session(tmp_path: Path) -> None:
    settings = replace(POOL, rounds=0)
    run = await search(tmp_path, settings, answers=lambda _: CallRejected("context of 512 tokens"))
    assert [each.final.status for each in run.result.results] == ["none", "none"]
    assert len(run.backend.requests) == 8
    # Meanwhile the server was started anew, with a longer context.
    again = await search(tmp_path, settings)
    assert all(each.final.proof for each in again.result.results)


async def test_the_same_problem_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'first'"):
        await search(tmp_path, POOL, problems=(PROBLEMS[0], PROBLEMS[0]))


async def test_the_best_so_far_comes_out_when_the_budget_ends(tmp_path: Path) -> None:
    run = await search(tmp_path, POOL, budget=Budget(Limits(calls=30)))
    finals = [each.final for each in run.result.results]
    assert all(final.status == "partial" for final in finals)
    assert any(final.proof is not None for final in finals)
    assert len(run.backend.requests) == 30


async def test_a_budget_in_tokens_is_not_overshot_by_more_than_what_is_in_flight(
    tmp_path: Path,
) -> None:
    # Above what is reserved for the first call of a role, whose length nobody knows yet.
    limit = 20_000
    settings = replace(POOL, rounds=30)
    hopeless = Oracle(start=10, gain=0, miss=0.0)
    budget = Budget(Limits(completion_tokens=limit))
    run = await search(tmp_path, settings, answers=hopeless, budget=budget, limit=4)
    with Store(tmp_path / "store.sqlite") as store:
        used = store.spent(run.result.run).usage.completion_tokens
    longest = 200
    assert 0 < used <= limit + 4 * longest
    assert run.result.status == "budget"


async def test_a_continuation_s_prompt_is_reserved_with_what_it_continues(tmp_path: Path) -> None:
    part = "## Solution\n" + "x " * 30_000

    def answers(request: ChatRequest) -> Answer:
        prompt = sum(len(message.content) for message in request.messages) // 3
        return Completion(part, stop=StopReason.LENGTH, usage=Usage(prompt, 0, 20_000))

    settings = replace(POOL, strategy="one-shot", proofs=6, truncated="continue")
    limit = 30_000
    budget = Budget(Limits(prompt_tokens=limit))
    await search(tmp_path, settings, answers=answers, budget=budget, problems=PROBLEMS[:1])
    with Store(tmp_path / "store.sqlite") as store:
        used = store.rows("SELECT sum(prompt_tokens) FROM calls")[0][0]
    assert 0 < used <= limit


async def test_time_ends_a_run_that_only_waits(tmp_path: Path) -> None:
    backend = ScriptedBackend(Oracle(), latency=3_600.0)
    with Store(tmp_path / "store.sqlite") as store:
        budget = Budget(Limits(seconds=0.05))
        result = await run_search(RunRequest(PROBLEMS, POOL, Prompts.own(), backend, store, budget))
    assert result.status == "budget"
    assert backend.cancelled == len(backend.requests) > 0


async def test_an_interrupted_run_is_resumed(tmp_path: Path) -> None:
    whole = await search(tmp_path / "whole", POOL)
    count = 0

    def slower(request: ChatRequest) -> float:
        nonlocal count
        count += 1
        return 0.001 if count <= 25 else 3_600.0

    backend = ScriptedBackend(Oracle(), latency=slower, limit=4)
    with Store(tmp_path / "store.sqlite") as store:
        request = RunRequest(PROBLEMS, POOL, Prompts.own(), backend, store, Budget())
        task = asyncio.create_task(run_search(request))
        while len(backend.requests) < 29:
            await asyncio.sleep(0.001)
        task.cancel()
        result = await task
        lost = store.rows("SELECT reason, count(*) FROM lost GROUP BY reason")
    assert result.status == "interrupted"
    assert backend.cancelled == 4
    assert dict(map(tuple, lost)) == {"cancelled": 4}
    again = await search(tmp_path, POOL)
    assert again.result.results == whole.result.results
    assert len(again.asked) + len(backend.requests) - backend.cancelled == len(whole.asked)


async def test_an_unreachable_model_stops_the_run_and_keeps_what_there_is(tmp_path: Path) -> None:
    oracle = Oracle()
    count = 0

    def answers(request: ChatRequest) -> Answer:
        nonlocal count
        count += 1
        return oracle(request) if count <= 20 else BackendError("--model x: cannot be reached")

    run = await search(tmp_path, POOL, answers=answers)
    assert run.result.status == "stopped"
    assert run.result.message == "--model x: cannot be reached"
    assert isinstance(run.result.failure, BackendError)
    whole = await search(tmp_path / "whole", POOL)
    again = await search(tmp_path, POOL)
    assert again.result.results == whole.result.results


async def test_a_bug_in_a_backend_is_not_swallowed(tmp_path: Path) -> None:
    def answers(request: ChatRequest) -> Answer:
        raise ZeroDivisionError("a bug")

    with pytest.raises(ZeroDivisionError, match="a bug"):
        await search(tmp_path, POOL, answers=answers)


def flaky(share: float, kind: Callable[[ChatRequest], Answer]) -> Callable[[ChatRequest], Answer]:
    """An oracle of which a share of the replies is lost in one way."""
    oracle = Oracle()

    def answers(request: ChatRequest) -> Answer:
        if random.Random(f"lost/{request.seed}").random() < share:
            return kind(request)
        return oracle(request)

    return answers


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (lambda _: Completion("", stop=StopReason.FILTER), "refused"),
        (lambda _: Completion("", usage=Usage(1, 0, 1)), "unparsed"),
        (lambda _: Completion("## Solution\nbut", stop=StopReason.LENGTH), "truncated"),
        (lambda _: CallRejected("context overflow"), "failed"),
    ],
)
async def test_lost_replies_are_outcomes_and_never_scores(
    tmp_path: Path, reply: Callable[[ChatRequest], Answer], outcome: str
) -> None:
    run = await search(tmp_path, POOL, answers=flaky(0.2, reply))
    assert run.result.status == "done"
    with Store(tmp_path / "store.sqlite") as store:
        rows = store.rows("SELECT outcome, count(*), count(score) FROM calls GROUP BY outcome")
        cancelled = store.rows("SELECT count(*) FROM lost")[0][0]
    counts = {row[0]: (row[1], row[2]) for row in rows}
    assert counts[outcome][0] > 0
    assert counts[outcome][1] == 0
    assert counts["ok"][0] == counts["ok"][1]
    total = sum(count for count, _ in counts.values())
    assert total + cancelled == len(run.backend.requests)


async def test_when_every_proof_is_lost_there_is_none(tmp_path: Path) -> None:
    run = await search(tmp_path, POOL, answers=lambda _: "I would rather not.")
    assert [each.final.status for each in run.result.results] == ["none", "none"]
    assert run.result.status == "done"
    # 4 proofs of 2 problems, 3 attempts each
    assert len(run.backend.requests) == 24


async def test_when_every_analysis_is_lost_nothing_is_accepted(tmp_path: Path) -> None:
    oracle = Oracle()

    def answers(request: ChatRequest) -> Answer:
        return "?" if request.role is Role.VERIFY else oracle(request)

    run = await search(tmp_path, replace(POOL, rounds=1), answers=answers)
    finals = [each.final for each in run.result.results]
    assert [final.status for final in finals] == ["best", "best"]
    assert [final.mean for final in finals] == [None, None]


async def test_cut_off_replies_are_continued(tmp_path: Path) -> None:
    """With `continue` the model is asked to go on, and the pieces make one reply."""
    oracle = Oracle()

    def answers(request: ChatRequest) -> Answer:
        before = [each for each in request.messages if each.role == "assistant"]
        if request.role in (Role.PROVE, Role.REFINE) and not before:
            return Completion("## Solution\nA proof of quality 3", stop=StopReason.LENGTH)
        if before:
            return (
                "0, in two pieces.\n## Self Evaluation\nHere is my evaluation of the solution:\n"
                "Fine.\nBased on my evaluation, the final overall score should be:\n\\boxed{0.5}"
            )
        return oracle(request)

    settings = replace(POOL, truncated="continue", rounds=0)
    run = await search(tmp_path, settings, answers=answers)
    final = run.result.results[0].final
    assert final.proof is not None
    with Store(tmp_path / "store.sqlite") as store:
        from selfproof.store import load_run

        view = load_run(store, run.result.run)
    text = view.problems[0].proof(final.proof).text
    assert text.startswith("## Solution\nA proof of quality 30, in two pieces.\n")
