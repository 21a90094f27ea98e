"""The benchmarks run: small, without a look at the clock."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from benchmarks import adaptive, overhead, reopen, scheduler
from benchmarks.server import ServerConfig, running


def test_adaptive_verification_saves_calls() -> None:
    row = asyncio.run(adaptive.measure(adaptive.QUICK[0], "off", 3))
    assert 0 < row["statistical_ratio"] <= row["exact_ratio"] < 1


def test_all_ways_of_scheduling_make_the_same_calls(tmp_path: Path) -> None:
    setup = scheduler.Setup(
        problems=(2,), slots=32, proofs=3, analyses=4, rounds=1, median=0.002, sigma=0.5
    )
    config = ServerConfig(slots=setup.slots, median=setup.median, sigma=setup.sigma)
    with running(config) as server:
        figures = scheduler.compare(setup, 2, server, tmp_path, scheduler.WAYS)
    assert figures["ours"]["calls"] == figures["chain"]["calls"] > 0


def test_a_run_is_reopened(tmp_path: Path) -> None:
    setup = replace(reopen.QUICK, calls=500)
    reopen.build(setup, tmp_path / "store.sqlite")
    figures = reopen.measure(setup, tmp_path / "store.sqlite", cold=False, profile=False)
    assert figures["peak_memory_mb"] > 0


async def test_overhead_counts_committed_calls(tmp_path: Path) -> None:
    setup = replace(overhead.QUICK, calls=200, in_flight=50, median=0.01)
    window = overhead.Window(setup)
    with running(setup.server) as server:
        await asyncio.wait_for(overhead.whole(server, setup, window, tmp_path), 60)
    assert window.count == setup.calls
