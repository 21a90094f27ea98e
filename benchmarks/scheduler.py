"""How busy a pool search keeps a server's slots, and how long it takes: three ways, same seeds.

- ours: the search through `HttpBackend` and a store on disk, against the scripted server;
- barriers: the same with a barrier over all problems after each stage, same client and store;
- ideal: the same search in virtual time, without any overhead (`benchmarks.virtual`).

Beside them stand two figures from virtual time: a bound that no schedule without speculation can
beat, the larger of all work divided by the slots and the longest chain of calls that need one
another ("chain", the ideal with unlimited slots); and what barriers cost without overhead ("ideal
barriers"), so that it can be seen how much faster than barriers any schedule can be. All ways make
exactly the same calls and choose the same proofs; the benchmark fails if not.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks import record
from benchmarks.barrier import run_staged
from benchmarks.model import PROVE_TOKENS, VERIFY_TOKENS, ReplyTimes
from benchmarks.server import Running, ServerConfig, running
from benchmarks.virtual import CountingStore, VirtualBackend, VirtualLoop, no_delay
from selfproof.backends.http import HttpBackend
from selfproof.budget import Budget
from selfproof.calls.collect import collect_seldom
from selfproof.prompts import Prompts
from selfproof.search import ProblemResult, RunRequest, SearchSettings, run_search
from selfproof.store import Store
from selfproof.types import Problem
from selfproof.verify import VerifySettings

_STATEMENT = (
    "Problem {number} of the benchmark. Let $n$ be a positive integer and let $S$ be a finite set "
    "of at least $n + {number}$ integers. Prove that some two distinct elements of $S$ have a "
    "difference divisible by $n$, and determine all sets of exactly $n$ integers for which the "
    "conclusion fails."
)


@dataclass(frozen=True, slots=True)
class Setup:
    """What is measured. The defaults are those of the published figures."""

    problems: tuple[int, ...] = (6, 24, 120)
    slots: int = 128
    proofs: int = 16
    analyses: int = 16
    rounds: int = 4
    median: float = 0.15
    sigma: float = 1.0
    seed: int = 1

    @property
    def settings(self) -> SearchSettings:
        return SearchSettings(
            proofs=self.proofs,
            keep=self.proofs,
            prompts_per_proof=1,
            rounds=self.rounds,
            seed=self.seed,
            max_tokens=PROVE_TOKENS,
            pairwise=False,
            verify=VerifySettings(n=self.analyses, max_tokens=VERIFY_TOKENS),
        )

    @property
    def times(self) -> ReplyTimes:
        return ReplyTimes(self.median, self.sigma)


QUICK = Setup(problems=(6,), proofs=8, analyses=8, rounds=2, median=0.06)


@dataclass(frozen=True, slots=True)
class Measured:
    """One way: what it took and what came of it."""

    seconds: float
    calls: int
    busy_seconds: float
    accepted: int
    results: tuple[ProblemResult, ...]
    client_cpu_seconds: float = 0.0
    server_cpu_seconds: float = 0.0

    def figures(self, slots: int) -> dict[str, Any]:
        """Plain numbers for the record."""
        return {
            "seconds": round(self.seconds, 3),
            "busy": round(self.busy_seconds / (slots * self.seconds), 4),
            "calls": self.calls,
            "calls_per_second": round(self.calls / self.seconds, 1),
            "accepted": self.accepted,
            "client_cpu_seconds": round(self.client_cpu_seconds, 2),
            "server_cpu_seconds": round(self.server_cpu_seconds, 2),
        }


Runner = Callable[[RunRequest], Awaitable[Sequence[ProblemResult]]]


async def run_ours(request: RunRequest) -> Sequence[ProblemResult]:
    """The search as it is."""
    result = await run_search(request)
    if result.status != "done":
        raise RuntimeError(f"the search ended early: {result.message}")
    return result.results


def problems(count: int) -> list[Problem]:
    """Statements that differ, so that nothing is shared between problems."""
    return [Problem(f"b{number}", _STATEMENT.format(number=number)) for number in range(count)]


def over_http(setup: Setup, count: int, server: Running, way: Runner, folder: Path) -> Measured:
    """Measure one way against the server, with a new store."""

    async def work() -> tuple[float, Sequence[ProblemResult]]:
        backend = HttpBackend(server.address, "scripted", key=None, ceiling=setup.slots)
        path = Path(tempfile.mkdtemp(dir=folder)) / "store.sqlite"
        with Store(path) as store:
            request = RunRequest(
                problems(count), setup.settings, Prompts.own(), backend, store, Budget()
            )
            started = time.perf_counter()
            results = await way(request)
            seconds = time.perf_counter() - started
        await backend.aclose()
        return seconds, results

    server.reset()
    cpu = time.process_time()
    collect_seldom()
    seconds, results = asyncio.run(work())
    cpu = time.process_time() - cpu
    stats = server.stats()
    if stats.aborted:
        raise RuntimeError(f"{stats.aborted} replies were not read to the end")
    return Measured(
        seconds,
        stats.calls,
        stats.busy_seconds,
        _accepted(results),
        tuple(results),
        cpu,
        stats.cpu_seconds,
    )


def in_virtual_time(setup: Setup, count: int, way: Runner, slots: int) -> Measured:
    """The same without any overhead. The store is real but its time does not count."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with (
        tempfile.TemporaryDirectory(dir=memory) as folder,
        CountingStore(Path(folder) / "store.sqlite") as store,
        asyncio.Runner(loop_factory=VirtualLoop) as runner,
        no_delay(),
    ):
        loop = runner.get_loop()
        assert isinstance(loop, VirtualLoop)
        loop.frozen = lambda: store.pending > 0
        backend = VirtualBackend(setup.times, slots)
        request = RunRequest(
            problems(count), setup.settings, Prompts.own(), backend, store, Budget()
        )
        results = runner.run(_awaited(way, request))
        return Measured(
            loop.time(), backend.calls, backend.busy_seconds, _accepted(results), tuple(results)
        )


async def _awaited(way: Runner, request: RunRequest) -> Sequence[ProblemResult]:
    return await way(request)


def _accepted(results: Sequence[ProblemResult]) -> int:
    return sum(result.final.status == "accepted" for result in results)


def compare(
    setup: Setup, count: int, server: Running, folder: Path, ways: Sequence[str]
) -> dict[str, Any]:
    """The asked ways for one number of problems."""
    measured: dict[str, Measured] = {}
    for name in ways:
        if name in _HTTP:
            measured[name] = over_http(setup, count, server, _HTTP[name], folder)
        else:
            way, slots = _VIRTUAL[name]
            measured[name] = in_virtual_time(setup, count, way, slots or setup.slots)
        _say(count, name, measured[name], setup)
    first = next(iter(measured.values()))
    for name, other in measured.items():
        if (other.calls, other.results) != (first.calls, first.results):
            raise RuntimeError(f"{name}: other calls or results than {ways[0]}")
    figures: dict[str, Any] = {"problems": count, "seed": setup.seed}
    for name, each in measured.items():
        figures[name] = each.figures(setup.slots)
    return figures | _ratios(measured, setup)


def _ratios(measured: Mapping[str, Measured], setup: Setup) -> dict[str, float]:
    """What follows from the times, as far as they were measured."""
    seconds = {name: each.seconds for name, each in measured.items()}
    found = {}
    if "chain" in seconds:
        work = measured["chain"].busy_seconds / setup.slots
        found["lower_bound_seconds"] = round(max(work, seconds["chain"]), 3)
    for title, above, below in (
        ("speed_over_ideal", "ideal", "ours"),
        ("speed_over_barriers", "barriers", "ours"),
        ("ideal_speed_over_ideal_barriers", "ideal barriers", "ideal"),
    ):
        if above in seconds and below in seconds:
            found[title] = round(seconds[above] / seconds[below], 4)
    print("     ", *(f"{name} {value}" for name, value in found.items()), flush=True)
    return found


_HTTP: dict[str, Runner] = {"ours": run_ours, "barriers": run_staged}
_VIRTUAL: dict[str, tuple[Runner, int]] = {
    "ideal": (run_ours, 0),
    "chain": (run_ours, 10**9),
    "ideal barriers": (run_staged, 0),
}
"""With the slots they have, 0 for the setup's."""
WAYS = ("ideal", "chain", "ideal barriers", "ours", "barriers")


def _say(count: int, name: str, measured: Measured, setup: Setup) -> None:
    busy = measured.busy_seconds / (setup.slots * measured.seconds)
    print(
        f"{count:4} problems  {name:14} {measured.seconds:8.2f} s  slots busy {busy:.3f}  "
        f"{measured.calls} calls, {measured.accepted} accepted, "
        f"client {measured.client_cpu_seconds:.1f} s CPU",
        flush=True,
    )


def main() -> None:
    parser = record.options("scheduler", __doc__)
    parser.add_argument("--problems", type=int, nargs="+", help="instead of 6 24 120")
    parser.add_argument("--median", type=float, help="median reply time in seconds")
    parser.add_argument("--sigma", type=float, help="standard deviation of its logarithm")
    parser.add_argument("--seed", type=int, help="of the run: other replies and reply times")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=WAYS, help="only these")
    options = parser.parse_args()
    setup = QUICK if options.quick else Setup()
    given = {
        "problems": tuple(options.problems) if options.problems else None,
        "median": options.median,
        "sigma": options.sigma,
        "seed": options.seed,
    }
    setup = Setup(**{**asdict(setup), **{k: v for k, v in given.items() if v is not None}})
    result = record.environment()
    result["setup"] = {**asdict(setup), **asdict(setup.times), "mean": setup.times.mean}
    runs = result["runs"] = []
    config = ServerConfig(slots=setup.slots, **asdict(setup.times))
    with tempfile.TemporaryDirectory() as folder, running(config) as server:
        for count in setup.problems:
            runs.append(compare(setup, count, server, Path(folder), options.ways))
            # Long runs may be cut off: keep what there is.
            record.write(result, options.out)


if __name__ == "__main__":
    main()
