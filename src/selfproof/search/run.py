"""A run: problems in, a checked proof for each out, whatever happens on the way."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

from selfproof.backends.base import Backend
from selfproof.budget import Budget
from selfproof.calls import Caller, Meter
from selfproof.errors import BudgetExhausted, SelfproofError, UsageError
from selfproof.prompts import Prompts
from selfproof.search.final import Final, partial_final, settle_final
from selfproof.search.grade import GradeSearch
from selfproof.search.identity import run_id, run_spec
from selfproof.search.pool import PoolSearch
from selfproof.search.problem import ProblemSearch, SearchContext
from selfproof.search.refine import RefineSearch
from selfproof.search.settings import SearchSettings
from selfproof.store import Store
from selfproof.types import Problem
from selfproof.verify.verification import Grammar, no_grammar


class Interrupted(SelfproofError):
    """The user stopped the run; it can be resumed."""

    exit_code = 130


@dataclass(slots=True)
class RunRequest:
    """Everything a run needs. `grammar` is given where the model cannot keep the formats itself."""

    problems: Sequence[Problem]
    settings: SearchSettings
    prompts: Prompts
    backend: Backend
    store: Store
    budget: Budget
    grammar: Grammar = no_grammar
    meter: Meter = field(default_factory=Meter)
    given: Sequence[str] | None = None
    """A proof for each problem, to be graded: nothing is searched for then."""

    @property
    def spec(self) -> dict[str, Any]:
        """The run's record besides model and problems."""
        constrained = self.grammar is not no_grammar
        spec = run_spec(self.settings, self.prompts.name, self.prompts.digest, grammar=constrained)
        if self.given is not None:
            spec["given"] = [
                blake2b(each.encode(), digest_size=16).hexdigest() for each in self.given
            ]
        return spec

    @property
    def run(self) -> str:
        """The run's id: the same for the same problems, settings, prompts and model."""
        return run_id(self.problems, self.spec, self.backend.model)


@dataclass(frozen=True, slots=True)
class ProblemResult:
    """What became of one problem; see `Final` for the statuses."""

    problem_idx: str
    final: Final


@dataclass(frozen=True, slots=True)
class RunResult:
    """What became of a run.

    `status`: `done`, `budget` (a limit was reached), `stopped` (the model or the store failed) or
    `interrupted`. `failure` is what ended it early, else None.
    """

    run: str
    status: str
    message: str
    results: tuple[ProblemResult, ...]
    failure: SelfproofError | None = None


async def run_search(request: RunRequest) -> RunResult:
    """Search all problems at once, sharing the model's capacity, early rounds first.

    Calls that an earlier session finished are answered from the store. When the budget ends, the
    model fails or the task is cancelled, the best proofs so far are the result.

    Raises:
        UsageError: two problems have the same problem_idx.
        StoreError: the store cannot be written any more.
        asyncio.CancelledError: cancelled twice.
    """
    started = time.monotonic()
    for name, count in Counter(each.problem_idx for each in request.problems).items():
        if count > 1:
            raise UsageError(f"problem_idx {name!r}: {count} problems have it; give each its own")
    run = request.run
    await request.store.start_run(run, request.backend.model, request.spec, request.problems)
    caller = Caller(
        run, request.backend, request.store, request.budget, request.prompts, request.meter
    )
    request.meter.problems = len(request.problems)
    searches = _searches(request, caller)
    work = asyncio.gather(*(_solve(search, request.meter) for search in searches))
    timer = _arm_clock(caller, request.budget)
    try:
        try:
            finals = await asyncio.shield(work)
        except asyncio.CancelledError:
            caller.stop(
                Interrupted(f"interrupted; run the same command to resume {run}"), cancel=True
            )
            finals = await work
    except BaseException:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        raise
    finally:
        if timer is not None:
            timer.cancel()
    await caller.flush()
    return await _end(request, caller, finals, time.monotonic() - started)


async def _end(
    request: RunRequest, caller: Caller, finals: Sequence[Final], seconds: float
) -> RunResult:
    failure = caller.failure
    if failure is not None and not isinstance(failure, SelfproofError):
        raise failure
    if failure is None or all(final.status != "partial" for final in finals):
        # A limit reached after the last decision changes nothing.
        status, message, failure = "done", "", None
    else:
        status = {BudgetExhausted: "budget", Interrupted: "interrupted"}.get(
            type(failure), "stopped"
        )
        message = str(failure)
    await request.store.end_run(caller.run, status, message, seconds)
    results = tuple(
        ProblemResult(problem.problem_idx, final)
        for problem, final in zip(request.problems, finals, strict=True)
    )
    return RunResult(caller.run, status, message, results, failure)


def _searches(request: RunRequest, caller: Caller) -> list[ProblemSearch]:
    settings = request.settings
    if settings.strategy == "one-shot":
        settings = replace(settings, rounds=0, min_rounds=0)
    context = SearchContext(caller, request.prompts, settings, request.grammar)
    numbered = list(enumerate(request.problems))
    if request.given is not None:
        pairs = zip(numbered, request.given, strict=True)
        return [GradeSearch(context, position, each, proof) for (position, each), proof in pairs]
    kind = RefineSearch if settings.strategy == "refine" else PoolSearch
    return [kind(context, position, each) for position, each in numbered]


async def _solve(search: ProblemSearch, meter: Meter) -> Final:
    caller = search.context.caller
    try:
        decided = search.ledger.decided("final")
        final = Final(**decided) if decided is not None else await _search(search)
        meter.problems_done += 1
        return final
    except SelfproofError as failure:
        if caller.failure is None:
            caller.stop(failure, cancel=True)
        final = _early(search, str(failure))
        search.ledger.note("partial", final.as_payload())
        return final
    except Exception as bug:
        caller.stop(bug, cancel=True)
        raise
    finally:
        search.close()


async def _search(search: ProblemSearch) -> Final:
    await search.solve()
    if isinstance(search, GradeSearch):
        return await search.grade()
    final = await settle_final(search)
    search.note_standings()
    return final


def _early(search: ProblemSearch, why: str) -> Final:
    search.note_standings()
    if not isinstance(search, GradeSearch):
        return partial_final(search, why)
    return search.describe("partial", why)


def _arm_clock(caller: Caller, budget: Budget) -> asyncio.TimerHandle | None:
    """End the run when its time is over, even while it only waits."""
    left = budget.seconds_left
    if left is None:
        return None

    why = "budget: the time of --max-time is up; resume the run for another session"

    def ring() -> None:
        caller.stop(BudgetExhausted(why, limit="seconds"), cancel=True)

    return asyncio.get_running_loop().call_later(max(0.0, left), ring)
