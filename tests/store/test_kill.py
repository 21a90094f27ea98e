"""Killed at any moment: whatever a future had resolved for is there, and the file is whole."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from selfproof.store import Store, list_runs
from tests.store.helpers import digest

_ROOT = Path(__file__).parents[2]
_KILLS = 10

# Writes calls from many tasks and reports each key once its future has resolved, never before.
_CHILD = """
import asyncio, itertools, os, sys
sys.path.insert(0, sys.argv[3])
from selfproof.store import Body, Store
from selfproof.types import Problem
from tests.store.helpers import RUN, call

async def work(store, name, numbers):
    for sample in numbers:
        await store.add_call(RUN, call(name, sample, body=Body(f"{name} {sample} " * 200)))
        os.write(1, f"{name} {sample}\\n".encode())
        if sample % 10 == 0:
            await store.add_decision(RUN, 0, f"{name}/{sample}", sample)
            os.write(1, f"{name}/{sample} decided\\n".encode())

async def main():
    with Store(sys.argv[1]) as store:
        await store.start_run(RUN, "model", {}, [Problem("1", "one")])
        names = [f"{sys.argv[2]}-{task % 7}" for task in range(40)]
        numbers = {name: itertools.count() for name in names}
        await asyncio.gather(*(work(store, name, numbers[name]) for name in names))

asyncio.run(main())
"""


def _killed_run(path: Path, name: str, delay: float) -> list[str]:
    """What a child reported until it was killed `delay` seconds after its first report."""
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(path), name, str(_ROOT)], stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    reports = [child.stdout.readline()]
    time.sleep(delay)
    child.kill()
    reports += child.stdout.readlines()
    child.stdout.close()
    assert child.wait() == -9
    # A report that the kill cut short is none.
    return [report.decode().strip() for report in reports if report.endswith(b"\n")]


def test_kill_nine_at_random_moments(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    source = random.Random(5)
    all_saved: set[tuple[str, int]] = set()
    all_decided: set[str] = set()
    for kill in range(_KILLS):
        saved: set[tuple[str, int]] = set()
        decided: set[str] = set()
        for report in _killed_run(path, f"k{kill}", source.uniform(0.0, 0.15)):
            name, what = report.split()
            if what == "decided":
                decided.add(name)
            else:
                saved.add((name, int(what)))
        # Reading does not repair anything, writing afterwards does: try either first.
        with Store(path, readonly=bool(kill % 2)) as store:
            assert store.rows("PRAGMA integrity_check") == [("ok",)]
            _check(store, saved, decided)
        assert saved
        all_saved |= saved
        all_decided |= decided
    with Store(path) as store:
        _check(store, all_saved, all_decided)
        assert [run.status for run in list_runs(store)] == ["running"]
    with Store(path, readonly=True) as store:
        assert [run.status for run in list_runs(store)] == ["killed"]


def _check(store: Store, saved: set[tuple[str, int]], decided: set[str]) -> None:
    names = {name for name, _ in saved}
    there = {(name, row.sample) for name in names for row in store.calls(digest(name))}
    assert saved <= there
    assert decided <= store.decisions("run-1", 0).keys()
    # No call without its text either.
    for name, sample in there:
        assert store.body(digest(name), sample, 0).text == f"{name} {sample} " * 200
