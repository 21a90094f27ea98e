"""Signals, sent to the program as a process of its own while a model keeps it waiting."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from selfproof.store import Store
from tests.cli.helpers import PROGRAM, TINY, answering, model, run
from tests.fakes.server import FakeServer, Reply, Seen, stalled
from tests.search.oracle import Oracle

ANSWERED = 3
"""Calls the server answers before it falls silent."""


def silent_after_some(seen: Seen) -> Reply:
    return answering(Oracle())(seen) if seen.index < ANSWERED else stalled()


@contextmanager
def waiting(server: FakeServer, out: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    """The program, once it waits for a reply that does not come."""
    arguments = ["prove", "Prove A.", "--model", server.address, "--out", str(out), *TINY, *more]
    process = subprocess.Popen(
        [*PROGRAM, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        while len(server.seen) <= ANSWERED:
            assert process.poll() is None, process.communicate()
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.05)
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_stops_cleanly_and_says_how_to_resume(
    tmp_path: Path, number: signal.Signals
) -> None:
    with model(silent_after_some) as server, waiting(server, tmp_path) as process:
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
        assert process.returncode == 130, (out, err)
    assert "stopping; once more to stop at once" in err
    assert "stopped: interrupted" in err
    assert "Traceback" not in err
    name = out.rsplit("Resume: selfproof runs resume ", 1)[1].split()[0]
    with Store(tmp_path / "store.sqlite", readonly=True) as store:
        assert store.spent(name).calls == ANSWERED
        assert store.rows("SELECT status FROM runs") == [("interrupted",)]
    with model() as server:
        resumed = run("runs", "resume", name, "--out", tmp_path, "--model", server.address)
        assert resumed.exit_code == 0, resumed.output


def test_the_second_signal_ends_it_at_once(tmp_path: Path) -> None:
    with model(silent_after_some) as server, waiting(server, tmp_path) as process:
        # Frozen while both arrive, so that the second cannot come too late.
        process.send_signal(signal.SIGSTOP)
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGCONT)
        out, err = process.communicate(timeout=60)
        assert process.returncode == 130, (out, err)
    assert out == ""
    assert "stopping; once more to stop at once" in err
    assert "stopped:" not in err
