"""Running a search over the oracle with latencies of any order."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selfproof.backends.scripted import Answer, ScriptedBackend
from selfproof.budget import Budget
from selfproof.prompts import Prompts
from selfproof.search import RunRequest, RunResult, SearchSettings, run_search
from selfproof.store import Store
from selfproof.types import ChatRequest, Problem
from tests.search.oracle import Oracle

PROBLEMS = (Problem("first", "Show that A."), Problem("second", "Show that B."))


def latencies(seed: int) -> Callable[[ChatRequest], float]:
    """Up to 2 ms, one in ten 20 ms: heavy-tailed, and another order for every seed."""
    rng = random.Random(seed)
    return lambda _: rng.random() * 0.002 * (10 if rng.random() < 0.1 else 1)


@dataclass
class Run:
    """A finished run with what was asked and decided."""

    result: RunResult
    backend: ScriptedBackend
    decisions: list[dict[str, Any]]

    @property
    def asked(self) -> list[tuple[str, int]]:
        """Role and seed of every call, in no order: the seed is a hash of the call's key."""
        return sorted((request.role, request.seed) for request in self.backend.requests)

    @property
    def settled(self) -> list[dict[str, Any]]:
        """Decisions proper, without notes."""
        return [
            {key: value for key, value in each.items() if not key.startswith(("standing/", "part"))}
            for each in self.decisions
        ]


async def search(
    folder: Path,
    settings: SearchSettings,
    *,
    seed: int = 0,
    answers: Callable[[ChatRequest], Answer] | None = None,
    budget: Budget | None = None,
    problems: tuple[Problem, ...] = PROBLEMS,
    limit: int = 32,
) -> Run:
    """One run over the store in `folder`; a second one there resumes it."""
    backend = ScriptedBackend(answers or Oracle(), latency=latencies(seed), limit=limit)
    with Store(folder / "store.sqlite") as store:
        request = RunRequest(problems, settings, Prompts.own(), backend, store, budget or Budget())
        result = await run_search(request)
        decisions = [store.decisions(result.run, place) for place in range(len(problems))]
    return Run(result, backend, decisions)
