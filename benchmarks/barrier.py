"""The same pool search in stages, with a barrier over all problems after each: the baseline.

All first proofs; barrier; all analyses; barrier; then for each round all refinements; barrier; all
their analyses; barrier. Same candidates, selection, prompts, client and commits as the search it is
compared with; only the waiting differs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from selfproof.calls import Caller
from selfproof.search import Final, ProblemResult, RunRequest
from selfproof.search.candidate import Candidate
from selfproof.search.final import settle_final
from selfproof.search.pool import PoolSearch
from selfproof.search.problem import SearchContext


class Stages:
    """A barrier that parties may leave for good."""

    def __init__(self, parties: int) -> None:
        self._parties = parties
        self._waiting: list[asyncio.Future[None]] = []

    async def arrive(self) -> None:
        """Wait until all parties that have not left are here."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        self._open_if_complete()
        await future

    def leave(self) -> None:
        """Be waited for no more."""
        self._parties -= 1
        self._open_if_complete()

    def _open_if_complete(self) -> None:
        if self._waiting and len(self._waiting) >= self._parties:
            for future in self._waiting:
                future.set_result(None)
            self._waiting.clear()


class StagedSearch(PoolSearch):
    """A pool search of one problem that keeps step with the others."""

    stages: Stages

    async def solve(self) -> None:
        try:
            await self._solve()
        finally:
            self.stages.leave()

    async def _solve(self) -> None:
        settings = self.settings
        await self._stage(self.prove([f"p{number + 1}" for number in range(settings.proofs)]))
        for round_ in range(settings.rounds + 1):
            if round_ >= settings.min_rounds and await self.someone_passed():
                return
            if round_ < settings.rounds:
                known = set(self.candidates)
                await self._refine_round(round_ + 1)
                await self._stage(
                    [self.candidates[name] for name in self.candidates.keys() - known]
                )

    def written(self, candidate: Candidate) -> None:
        """A proof waits for its stage to be verified."""

    async def _stage(self, written: Sequence[Candidate]) -> None:
        """All proofs of a stage, over all problems, then all their analyses."""
        await self.until(lambda: not any(each.writing for each in written))
        await self.stages.arrive()
        for each in written:
            if not each.lost:
                self.verify(each)
        await self.until(lambda: all(each.halted for each in written))
        await self.stages.arrive()


async def run_staged(request: RunRequest) -> list[ProblemResult]:
    """Search all problems in step."""
    run = request.run
    await request.store.start_run(run, request.backend.model, request.spec, request.problems)
    caller = Caller(
        run, request.backend, request.store, request.budget, request.prompts, request.meter
    )
    context = SearchContext(caller, request.prompts, request.settings, request.grammar)
    searches = [
        StagedSearch(context, position, each) for position, each in enumerate(request.problems)
    ]
    stages = Stages(len(searches))
    for search in searches:
        search.stages = stages
    finals = await asyncio.gather(*(_final(search) for search in searches))
    await caller.flush()
    return [
        ProblemResult(each.problem_idx, final)
        for each, final in zip(request.problems, finals, strict=True)
    ]


async def _final(search: StagedSearch) -> Final:
    try:
        await search.solve()
        return await settle_final(search)
    finally:
        search.close()
