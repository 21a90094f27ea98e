"""How fast the world is: proofs checked a second on one core, and training samples written.

Checks: level 3, all families, every proof a different problem, pinned to one core. Batches of equal
size are timed one by one (CPU time, so that a busy machine does not count against it) and the
median is given, for right proofs and for ones with a flaw, which cost more: the checker looks for a
refutation. The slowest family is named.

Samples: rows of a data set written to JSONL by a pool of processes, for one or more rows about each
problem. A short run is extrapolated from the rate after every process has delivered its first rows;
the time until then is counted once. `--full` writes the million.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks import record
from selfproof.prompts import Prompts
from selfproof.world.check import check
from selfproof.world.dataset import Plan, write
from selfproof.world.families.base import Draws
from selfproof.world.flaws import with_flaws
from selfproof.world.problem import Problem
from selfproof.world.registry import FAMILIES, write_proof
from selfproof.world.samples import Mix

MILLION = 1_000_000
PER_PROBLEM = (1, 8, 24)
"""Rows about each problem."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What is measured."""

    level: int = 3
    batches: int = 5
    proofs: int = 20
    """Of each family in a batch."""
    rows: int = 10_000
    workers: int = 2
    seed: int = 3


QUICK = Setup(batches=3, proofs=4, rows=1_000)


def measure_checks(setup: Setup, flawed: bool) -> dict[str, Any]:
    """Checks a second on one core, of all families together and of each."""
    rates: dict[str, list[float]] = {name: [] for name in FAMILIES}
    whole: list[float] = []
    scores: list[float] = []
    for batch in range(setup.batches):
        seconds = 0.0
        for name in FAMILIES:
            texts = [
                _proof(name, batch * setup.proofs + number, setup, flawed)
                for number in range(setup.proofs)
            ]
            begun = time.process_time()
            found = [check(problem, text).score for problem, text in texts]
            took = time.process_time() - begun
            rates[name].append(setup.proofs / took)
            scores += found
            seconds += took
        whole.append(setup.proofs * len(FAMILIES) / seconds)
    each = {name: round(statistics.median(rate), 1) for name, rate in rates.items()}
    slowest = min(each, key=lambda name: each[name])
    return {
        "checks_per_second": round(statistics.median(whole), 1),
        "batches": [round(rate, 1) for rate in whole],
        "slowest": slowest,
        "slowest_per_second": each[slowest],
        "families": each,
        "proofs": len(scores),
        "share_scored_1": round(scores.count(1.0) / len(scores), 4),
    }


def _proof(name: str, index: int, setup: Setup, flawed: bool) -> tuple[Problem, str]:
    """A problem and a proof of it in a style of its own."""
    problem = FAMILIES[name].make(setup.level, "train", index)
    proof = write_proof(problem, index)
    if not flawed:
        return problem, proof.text
    return problem, with_flaws(proof, 1, Draws(f"benchmark/{problem.name}")).text


class Clock:
    """When which number of rows was written."""

    def __init__(self) -> None:
        self.begun = time.perf_counter()
        self.marks: list[tuple[int, float]] = []

    def tell(self, rows: int) -> None:
        if rows:
            self.marks.append((rows, time.perf_counter() - self.begun))


def measure_samples(setup: Setup, rows: int, per_problem: int) -> dict[str, Any]:
    """Rows a second, and what a million of them take."""
    plan = Plan(Mix(per_problem=per_problem), setup.seed, Prompts.short())
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "samples.jsonl"
        size = write(plan, out, count=rows, workers=setup.workers, tell=clock.tell)
    seconds = time.perf_counter() - clock.begun
    (first, start), (last, end) = clock.marks[setup.workers - 1], clock.marks[-1]
    rate = (last - first) / (end - start)
    figures = {
        "rows": rows,
        "seconds": round(seconds, 1),
        "rows_per_second": round(rate, 1),
        "seconds_to_steady_rate": round(start, 2),
        "bytes_per_row": round(size / rows),
        "workers": setup.workers,
    }
    if rows < MILLION:
        figures["minutes_for_a_million_extrapolated"] = round(
            (start + (MILLION - first) / rate) / 60, 1
        )
    else:
        figures["minutes_for_a_million"] = round(seconds / 60, 1)
    return figures


@contextmanager
def one_core() -> Iterator[None]:
    """This process pinned to one core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def main() -> None:
    parser = record.options("world", __doc__)
    parser.add_argument("--full", action="store_true", help="write 1,000,000 samples (long)")
    parser.add_argument("--only", choices=["checks", "samples"], help="measure only this")
    parser.add_argument("--workers", type=int, help="processes that write samples")
    options = parser.parse_args()
    base = QUICK if options.quick else Setup()
    setup = Setup(**{**asdict(base), "workers": options.workers or base.workers})
    result = record.environment()
    result["setup"] = asdict(setup)
    if options.only != "samples":
        for name, flawed in (("right", False), ("flawed", True)):
            with one_core():
                result[f"checks_{name}"] = measure_checks(setup, flawed)
            print(f"checks of {name} proofs", result[f"checks_{name}"], flush=True)
    if options.only != "checks":
        for per_problem in PER_PROBLEM[-1:] if options.full else PER_PROBLEM:
            name = f"samples_{per_problem}_per_problem"
            rows = MILLION if options.full else setup.rows
            result[name] = measure_samples(setup, rows, per_problem)
            print(name, result[name], flush=True)
    record.write(result, options.out)


if __name__ == "__main__":
    main()
