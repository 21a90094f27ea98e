"""How long it takes to reopen an unfinished run of 500,000 calls and go on, and the memory for it.

The run is a pool search with the paper's settings (64 proofs x 64 analyses, 8 refinements of each
kept proof) over 6 problems, made by the real engine with a model that answers at once and stopped
by its budget of calls. Then a fresh process opens the store and runs the same command again, once
with the file in the page cache and once evicted from it. Measured: seconds from the start of that
process (imports included) to the first call that is not in the store, to the first one made when
all that is in the store has been taken in, and its peak memory then and after 2,000 more.
"""

from __future__ import annotations

import asyncio
import cProfile
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks import record
from benchmarks.model import (
    ANALYSIS_CHARS,
    PROOF_CHARS,
    PROVE_TOKENS,
    VERIFY_TOKENS,
    reply,
    tokens,
)
from selfproof.budget import Budget, Limits
from selfproof.calls import Meter
from selfproof.calls.collect import collect_seldom
from selfproof.prompts import Prompts
from selfproof.search import RunRequest, SearchSettings, preset, run_search
from selfproof.store import Store
from selfproof.types import ChatRequest, Completion, Problem, Usage

_STATEMENT = "Problem {number}: prove that every set of $n$ integers has a nonempty subset whose "
_STATEMENT += "sum is divisible by $n$, and find all sets for which only one subset has it."
_MORE = 2_000
"""New calls after the first."""
_IN_FLIGHT = 256


@dataclass(frozen=True, slots=True)
class Setup:
    """What is measured."""

    calls: int = 500_000
    problems: int = 6
    preset: str = "paper"
    proof_chars: int = PROOF_CHARS
    analysis_chars: int = ANALYSIS_CHARS

    @property
    def settings(self) -> SearchSettings:
        settings = preset(self.preset)
        return replace(
            settings,
            max_tokens=PROVE_TOKENS,
            verify=replace(settings.verify, max_tokens=VERIFY_TOKENS),
        )


QUICK = Setup(calls=20_000)


@dataclass(slots=True)
class InstantBackend:
    """Answers at once; notes when it was first asked, and first asked with all calls reread."""

    known: int
    """Finished calls in the store."""
    meter: Meter = field(default_factory=Meter)
    started: float = field(default_factory=time.perf_counter)
    first_call: float | None = None
    first_memory: float = 0.0
    all_reread: float | None = None
    model = "scripted"
    limit = _IN_FLIGHT

    async def complete(self, request: ChatRequest) -> Completion:
        if self.first_call is None:
            self.first_call = time.perf_counter()
            self.first_memory = peak_memory()
        if self.all_reread is None and self.meter.reused == self.known:
            self.all_reread = time.perf_counter()
        prompt = "\n".join(message.content for message in request.messages)
        text = reply(request.seed, request.sampling.max_tokens, prompt)
        # A real reply never comes in the same turn of the loop.
        await asyncio.sleep(0)
        return Completion(text, usage=Usage(tokens(prompt), 0, tokens(text)), seconds=60.0)

    async def aclose(self) -> None:
        """Nothing to close."""


def peak_memory() -> float:
    """The largest resident size of this process so far, in MB (10**6 bytes)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise RuntimeError("this benchmark reads /proc/self/status: it needs Linux")


async def session(setup: Setup, path: Path, known: int, calls: int) -> InstantBackend:
    """Run the command from `known` finished calls up to `calls` calls in all."""
    backend = InstantBackend(known)
    problems = [
        Problem(f"r{number}", _STATEMENT.format(number=number)) for number in range(setup.problems)
    ]
    with Store(path) as store:
        request = RunRequest(problems, setup.settings, Prompts.own(), backend, store, Budget())
        request.meter = backend.meter
        spent = store.spent(request.run)
        request.budget = Budget(Limits(calls=calls), spent_calls=spent.calls, spent=spent.usage)
        result = await run_search(request)
        if result.status != "budget":
            raise RuntimeError(f"the run ended otherwise than by its budget: {result}")
        if (spent.calls, request.meter.reused, request.budget.calls) != (known, known, calls):
            raise RuntimeError(f"{spent.calls} calls known, {request.meter.reused} reused")
        return backend


def build(setup: Setup, path: Path) -> float:
    """Make the unfinished run; seconds it took."""
    started = time.perf_counter()
    asyncio.run(session(setup, path, 0, setup.calls))
    return time.perf_counter() - started


def reopen(setup: Setup, path: Path, epoch: float, profile: bool) -> dict[str, Any]:
    """In a fresh process: run the command again. `epoch` is when the process was started."""
    opened = time.time()
    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    collect_seldom()
    backend = asyncio.run(session(setup, path, setup.calls, setup.calls + _MORE))
    profiler.disable()
    if profile:
        pstats.Stats(profiler, stream=sys.stderr).sort_stats("tottime").print_stats(45)
    assert backend.first_call is not None
    assert backend.all_reread is not None
    imports = opened - epoch
    return {
        "seconds_to_first_call": round(imports + backend.first_call - backend.started, 2),
        "seconds_to_all_reread": round(imports + backend.all_reread - backend.started, 2),
        "of_these_imports": round(imports, 2),
        "peak_memory_mb": round(backend.first_memory, 1),
        "peak_memory_mb_after_more": round(peak_memory(), 1),
    }


def measure(setup: Setup, path: Path, cold: bool, profile: bool) -> dict[str, Any]:
    """Reopen a copy of the store in a fresh process."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        copy = Path(folder) / "store.sqlite"
        subprocess.run(["cp", str(path), str(copy)], check=True)
        _settle(copy, evict=cold)
        command = [sys.executable, "-m", "benchmarks.reopen", "--child", str(copy)]
        command += ["--setup", json.dumps(asdict(setup)), "--epoch", repr(time.time())]
        command += ["--profile"] if profile else []
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    print("cold:" if cold else "warm:", figures, flush=True)
    return figures


def _settle(path: Path, *, evict: bool) -> None:
    """Write a file to disk and have it in the page cache, or not."""
    file = os.open(path, os.O_RDWR)
    try:
        os.fsync(file)
        if evict:
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
        else:
            while os.read(file, 2**20):
                pass
    finally:
        os.close(file)


def main() -> None:
    parser = record.options("reopen", __doc__)
    parser.add_argument("--store", type=Path, help="keep the run here, and use it if it is there")
    parser.add_argument("--profile", action="store_true", help="with cProfile (slower)")
    parser.add_argument("--child", type=Path, help="(internal) reopen this store")
    parser.add_argument("--setup", type=json.loads, help="(internal)")
    parser.add_argument("--epoch", type=float, help="(internal)")
    options = parser.parse_args()
    if options.child:
        setup = Setup(**options.setup)
        print(json.dumps(reopen(setup, options.child, options.epoch, options.profile)))
        return
    setup = QUICK if options.quick else Setup()
    result = record.environment()
    result["setup"] = asdict(setup)
    with tempfile.TemporaryDirectory() as folder:
        path = options.store or Path(folder) / "store.sqlite"
        if not path.exists():
            result["build_seconds"] = round(build(setup, path), 1)
            print(f"built {setup.calls} calls in {result['build_seconds']} s", flush=True)
        result["store_mb"] = round(path.stat().st_size / 1e6, 1)
        print(f"the store has {result['store_mb']} MB", flush=True)
        result["warm"] = measure(setup, path, cold=False, profile=options.profile)
        result["cold"] = measure(setup, path, cold=True, profile=False)
    record.write(result, options.out)


if __name__ == "__main__":
    main()
