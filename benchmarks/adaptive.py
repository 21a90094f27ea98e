"""Verification tokens of adaptive stopping over fixed verification, and what it costs in choices.

The real search (`PoolSearch`, its selection and its stopping rules) runs over simulated proofs and
analyses; only the model, the dispatcher and the store are replaced by ones that answer at once, so
that thousands of problems can be searched three times: `fixed`, `adaptive` exact and `adaptive`
statistical, on the same simulated analyses (analysis j of proof i is the same in all three).

The simulated model. A pool of 16 proofs a problem, no refinement, n = 64 analyses. A proof is right
with the stated share. An analysis of a right proof claims a defect with the false-alarm rate; an
analysis of a flawed proof overlooks the flaw with a rate of its own, uniform within 0.15 of the
stated miss rate. Claimed defects score 0 or 0.5 with equal odds. Self-scores: right proofs 1 (90%)
or 0.5; flawed proofs 1 (40%), 0.5 (30%) or 0 (30%). With meta-verification a review of an
objection is right with probability 0.9. Comparisons prefer right proofs, and among equals follow a
fixed order. Every verification call (analysis, review, comparison) counts alike: the saving in
calls is the saving in tokens where their lengths do not depend on the policy.

    python -m benchmarks.adaptive [--problems 1000] [--quick] [--out FILE]
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import time
from collections.abc import Callable, Generator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, cast

from benchmarks import record
from selfproof.calls import Ask, Caller, Meter, Reply
from selfproof.prompts import Prompts
from selfproof.search.final import Final, settle_final
from selfproof.search.pool import PoolSearch
from selfproof.search.problem import SearchContext
from selfproof.search.settings import SearchSettings
from selfproof.store import Body
from selfproof.types import Outcome, OutcomeKind, Problem, Role
from selfproof.verify import VerifySettings
from selfproof.verify.verification import no_grammar

PROOFS, N = 16, 64


@dataclass(frozen=True)
class Cell:
    """A point of the grid: shares and error rates between 0 and 1."""

    right: float
    alarm: float
    miss: float


GRID = [
    Cell(right, alarm, miss)
    for right in (0.1, 0.5)
    for alarm in (0.0, 0.01, 0.05)
    for miss in (0.1, 0.3, 0.5)
]
QUICK = [Cell(0.1, 0.0, 0.3), Cell(0.5, 0.01, 0.3)]


class Simulated:
    """The proofs of one problem and every analysis, review and comparison there could be."""

    def __init__(self, seed: str, cell: Cell) -> None:
        rng = random.Random(seed)
        self.seed = seed
        self.right = [rng.random() < cell.right for _ in range(PROOFS)]
        self.doubt = [
            cell.alarm if right else 1 - min(0.95, max(0.0, cell.miss + rng.uniform(-0.15, 0.15)))
            for right in self.right
        ]
        self.self_score = [
            rng.choices((1.0, 0.5, 0.0), (0.9, 0.1, 0.0) if right else (0.4, 0.3, 0.3))[0]
            for right in self.right
        ]
        self.strength = [right + rng.random() for right in self.right]

    def outcome(self, ask: Ask, sample: int) -> float:
        """The score of one reply: a function of its key alone."""
        if ask.role is Role.PROVE:
            return self.self_score[sample]
        names = ask.lineage.rpartition(":")[2].partition("#")[0].split("|")
        proof, *other = (int(name.removeprefix("p")) - 1 for name in names)
        if other:
            return float(self.strength[proof] > self.strength[other[0]])
        rng = random.Random(f"{self.seed}/{ask.lineage}/{sample}")
        if ask.role is Role.VERIFY:
            return rng.choice((0.0, 0.5)) if rng.random() < self.doubt[proof] else 1.0
        real = not self.right[proof]
        return 1.0 if (rng.random() < 0.9) == real else 0.0


class Done:
    """A write that is committed already."""

    def __await__(self) -> Generator[None, None, None]:
        return
        yield


class Instant:
    """Stands for caller, store and scope: answers every draw at once and counts it."""

    def __init__(self, simulated: Simulated) -> None:
        self.simulated = simulated
        self.store = self
        self.run = "simulated"
        self.meter = Meter()
        self.failure = None
        self.tasks: set[Any] = set()
        self.counts: dict[Role, int] = {}

    def scope(self, on_stop: Callable[[], None]) -> Instant:
        return self

    def close_scope(self, scope: object) -> None: ...

    def group(self, scope: object, ask: Ask, on_commit: object = None) -> InstantGroup:
        return InstantGroup(self, ask)

    def watch(self, write: object) -> None: ...

    def proofs(self, run: str, position: int) -> set[str]:
        return set()

    def links(self, run: str, position: int) -> set[tuple[str, str, int]]:
        return set()

    def decisions(self, run: str, position: int) -> dict[str, Any]:
        return {}

    def add_decision(self, *_: object, **__: object) -> Done:
        return Done()

    def add_proof(self, *_: object) -> None: ...

    def add_link(self, *_: object) -> None: ...


@dataclass
class InstantGroup:
    """Every draw is known already."""

    caller: Instant
    ask: Ask
    digest: bytes = b""

    def draw(self, sample: int, priority: object, deliver: Callable[[Reply], None]) -> None:
        counts = self.caller.counts
        counts[self.ask.role] = counts.get(self.ask.role, 0) + 1
        score = self.caller.simulated.outcome(self.ask, sample)
        deliver(Reply(sample, 0, Outcome(OutcomeKind.OK, score)))

    def body(self, reply: Reply) -> Body:
        return Body(
            "## Solution\nx\n## Self Evaluation\nHere is my evaluation of the solution:\nx\n"
            "Based on my evaluation, the final overall score should be:\n\\boxed{1}"
        )


class Plain(Prompts):
    """Prompts that cost nothing to render; nobody reads them here."""

    def __init__(self) -> None:
        self.name, self.digest = "plain", ""

    def prove(self, problem: str) -> tuple[()]:
        return ()

    def verify(self, problem: str, proof: str) -> tuple[()]:
        return ()

    def review(self, problem: str, proof: str, analysis: str) -> tuple[()]:
        return ()

    def compare(self, problem: str, first: str, second: str) -> tuple[()]:
        return ()


async def search(simulated: Simulated, settings: SearchSettings) -> tuple[Final, int]:
    """The final choice and the number of analyses and reviews it took."""
    caller = Instant(simulated)
    context = SearchContext(cast("Caller", caller), Plain(), settings, no_grammar)
    pool = PoolSearch(context, 0, Problem("x", "x"))
    try:
        await pool.solve()
        final = await settle_final(pool)
    finally:
        pool.close()
    return final, sum(caller.counts.values()) - caller.counts[Role.PROVE]


def policies(meta: str) -> dict[str, SearchSettings]:
    """The three ways, each with the same n."""
    fixed = VerifySettings(n=N, meta="off" if meta == "off" else "all", reviews=4)
    way = replace(fixed, policy="adaptive", meta="off" if meta == "off" else "deciding")
    base = SearchSettings(proofs=PROOFS, rounds=0)
    return {
        "fixed": replace(base, verify=fixed),
        "exact": replace(base, verify=way),
        "statistical": replace(base, verify=replace(way, stopping="statistical")),
    }


async def measure(cell: Cell, meta: str, problems: int) -> dict[str, Any]:
    """Token ratios and changed choices of one cell."""
    settings = policies(meta)
    spent: dict[str, list[int]] = {name: [] for name in settings}
    changed = dict.fromkeys(settings, 0)
    accepted = 0
    for number in range(problems):
        simulated = Simulated(f"{number}/{cell}", cell)
        finals = {}
        for name, each in settings.items():
            finals[name], count = await search(simulated, each)
            spent[name].append(count)
        accepted += finals["fixed"].status == "accepted"
        for name, final in finals.items():
            changed[name] += final.proof != finals["fixed"].proof
    total = sum(spent["fixed"])
    return {
        "right": cell.right,
        "alarm": cell.alarm,
        "miss": cell.miss,
        "meta": meta,
        "problems": problems,
        "accepted": accepted / problems,
        "fixed_calls": statistics.mean(spent["fixed"]),
        "exact_ratio": sum(spent["exact"]) / total,
        "statistical_ratio": sum(spent["statistical"]) / total,
        "exact_changed": changed["exact"] / problems,
        "statistical_changed": changed["statistical"] / problems,
    }


def _row(job: tuple[Cell, str, int]) -> dict[str, Any]:
    return asyncio.run(measure(*job))


def main() -> None:
    parser = record.options("adaptive", __doc__)
    parser.add_argument("--problems", type=int, default=1000, help="problems in each cell")
    options = parser.parse_args()
    cells, problems = (QUICK, 100) if options.quick else (GRID, options.problems)
    environment, started = record.environment(), time.monotonic()
    jobs = [(cell, meta, problems) for meta in ("off", "deciding") for cell in cells]
    with ProcessPoolExecutor() as pool:
        rows = []
        for row in pool.map(_row, jobs):
            rows.append(row)
            print(json.dumps(row), flush=True)
    seconds = time.monotonic() - started
    record.write({"environment": environment, "seconds": seconds, "rows": rows}, options.out)


if __name__ == "__main__":
    main()
