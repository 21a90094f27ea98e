"""Kill -9 at random moments, again and again: the result is that of an undisturbed run."""

from __future__ import annotations

import json
import random
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from selfproof.calls.ask import sample_seed
from selfproof.store import Store
from tests.cli.helpers import PROGRAM, answering, model
from tests.fakes.server import End, Pause, Reply, Script, Seen
from tests.search.oracle import Oracle

PROBLEMS = [
    {"question": "Show that A.", "problem_idx": "first"},
    {"question": "Show that B.", "problem_idx": "second"},
]
SETTINGS = ["--proofs", "4", "--rounds", "4", "--analyses", "6", "--meta", "all", "--quiet"]
KILLS = 20


def slowly(script: Script) -> Script:
    """Every reply takes 20 to 60 ms, so that a kill finds calls in flight."""

    def slow(seen: Seen) -> Reply:
        reply = script(seen)
        pause = Pause(0.02 + 0.04 * random.Random(seen.body).random())
        return Reply(reply.status, reply.headers, (pause, *reply.steps))

    return slow


def command(address: str, folder: Path) -> list[str]:
    problems = folder / "problems.json"
    problems.parent.mkdir(parents=True, exist_ok=True)
    problems.write_text(json.dumps(PROBLEMS))
    out = ["--out", str(folder / "runs"), "--json", "--concurrency", "8"]
    return [*PROGRAM, "prove", str(problems), "--model", address, *SETTINGS, *out]


def finished_seeds(folder: Path) -> set[int]:
    """The seeds of all calls that the store holds."""
    if not (folder / "runs" / "store.sqlite").exists():
        return set()
    with Store(folder / "runs" / "store.sqlite", readonly=True) as store:
        rows = store.rows(
            "SELECT r.digest, c.sample, c.attempt FROM calls c JOIN requests r ON r.id = c.request"
        )
    return {sample_seed(digest, sample, attempt) for digest, sample, attempt in rows}


def result(output: bytes) -> Any:
    """What the run found, without what depends on the session and on where its files lie."""
    data = json.loads(output)
    return [
        {key: problem.get(key) for key in ("problem_idx", "status", "proof", "mean", "self_score")}
        for problem in data["problems"]
    ]


def test_twenty_kills_change_nothing_and_repeat_nothing(tmp_path: Path) -> None:
    script = slowly(answering(Oracle(start=50, gain=20, lost=0.1)))
    with model(script) as server:
        whole = subprocess.run(
            command(server.address, tmp_path / "whole"), capture_output=True, check=True
        )
        undisturbed = len(server.seen)
    rng = random.Random(5)
    with model(script) as server:
        folder = tmp_path / "killed"
        asked = 0
        for _ in range(KILLS):
            done = finished_seeds(folder)
            before = len(server.seen)
            # Kill when a random number of further calls has come in: wherever that finds it.
            goal = before + rng.randint(1, undisturbed // KILLS + 5)
            process = subprocess.Popen(
                command(server.address, folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            deadline = time.monotonic() + 60
            while len(server.seen) < goal and process.poll() is None:
                assert time.monotonic() < deadline
                time.sleep(0.002)
            process.kill()
            process.communicate()
            seeds = [int(each.json["seed"]) for each in server.seen[before:]]
            assert not done & set(seeds), "a finished call was repeated"
            assert len(seeds) == len(set(seeds))
            asked += len(seeds)
        before = len(server.seen)
        done = finished_seeds(folder)
        last = subprocess.run(command(server.address, folder), capture_output=True, check=True)
        assert not done & {int(each.json["seed"]) for each in server.seen[before:]}
    assert result(last.stdout) == result(whole.stdout)
    assert len(done) > 20


@pytest.mark.parametrize("fault", ["status", "drop", "malformed", "empty", "null"])
def test_a_faulty_server_delays_a_run_and_changes_nothing(tmp_path: Path, fault: str) -> None:
    """Every third stream breaks, or is nonsense: the run comes to the same."""
    good = answering(Oracle(start=50, gain=20))
    faults: dict[str, Callable[[Reply], Reply]] = {
        "status": lambda reply: Reply(429, {"Retry-After": "0"}, (b"slow down",)),
        "drop": lambda reply: Reply(reply.status, reply.headers, (reply.steps[0], End.DROP)),
        "malformed": lambda reply: Reply(
            reply.status, reply.headers, (b"data: {nonsense\n\n", *reply.steps)
        ),
        "empty": lambda reply: Reply(
            reply.status,
            reply.headers,
            (
                b'data: {"choices":[{"delta":{"content":""},"finish_reason":"stop"}]}\n\n',
                b"data: [DONE]\n\n",
            ),
        ),
        "null": lambda reply: Reply(
            reply.status,
            reply.headers,
            (
                b'data: {"choices":[{"delta":{"content":null},"finish_reason":"stop"}]}\n\n',
                b"data: [DONE]\n\n",
            ),
        ),
    }
    broken = faults[fault]
    seen_once: set[bytes] = set()

    def script(seen: Seen) -> Reply:
        reply = good(seen)
        hit = random.Random(seen.body).random() < 1 / 3 and seen.body not in seen_once
        seen_once.add(seen.body)
        return broken(reply) if hit else reply

    settings = ["--set", "verify.attempts=6", "--set", "attempts=6"]
    with model(good) as server:
        whole = subprocess.run(
            [*command(server.address, tmp_path / "whole"), *settings],
            capture_output=True,
            check=True,
        )
    with model(script) as server:
        faulty = subprocess.run(
            [*command(server.address, tmp_path / "faulty"), *settings],
            capture_output=True,
            check=True,
        )
        requests = len(server.seen)
    with Store(tmp_path / "faulty" / "runs" / "store.sqlite", readonly=True) as store:
        calls = store.rows("SELECT count(*) FROM calls")[0][0]
        cancelled = store.rows("SELECT count(*) FROM lost WHERE reason = 'cancelled'")[0][0]
        words = " ".join(row[0] for row in store.rows("SELECT faults FROM calls")).split()
        unread = store.rows("SELECT count(*) FROM calls WHERE outcome = 'unparsed'")[0][0]
    assert requests > calls if fault in ("status", "drop", "malformed") else unread > 0
    # Every request is a finished call, a lost attempt of one, or a call given up.
    assert calls + len(words) <= requests <= calls + len(words) + 2 * cancelled
    if fault in ("status", "drop", "malformed"):
        # The same samples in the end, so the same search.
        assert result(faulty.stdout) == result(whole.stdout)
