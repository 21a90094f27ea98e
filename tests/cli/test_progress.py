"""Progress says what was done, how fast, what is left and how good it is so far."""

from __future__ import annotations

import asyncio
import io
import sys

import pytest
from rich.console import Console

from selfproof.budget import Budget, Limits, Price
from selfproof.calls.meter import Meter
from selfproof.cli import progress
from selfproof.cli.progress import Progress, Speed, line, rows, table
from selfproof.types import OutcomeKind, Role, Usage


def meter() -> Meter:
    return Meter(
        problems=3,
        problems_done=1,
        proofs=12,
        settled={("p", str(number)) for number in range(9)},
        in_flight=4,
        queued=1_200,
        finished={
            (Role.VERIFY, OutcomeKind.OK): 100,
            (Role.VERIFY, OutcomeKind.UNPARSED): 5,
            (Role.REVIEW, OutcomeKind.OK): 7,
        },
        reused=42,
        best={"a": 0.5, "b[bold]": 0.9375},
    )


def budget() -> Budget:
    limits = Limits(calls=5_000, completion_tokens=2_000_000, money=3.0)
    return Budget(
        limits, Price(1.0, 2.0), spent_calls=1_234, spent=Usage(500_000, 100_000, 250_000)
    )


def test_every_number_of_a_run_is_there() -> None:
    values = dict(rows(meter(), budget(), 321.4))
    assert values == {
        "problems": "1 of 3 done",
        "proofs": "12 written, 9 settled",
        "verifications": "112 (105 analyses, 7 reviews)",
        "speed": "321 tokens/s, 4 calls in flight, 1,200 waiting",
        "spent": "1.23k of 5k calls, 500k prompt tokens, 250k of 2M tokens, $1.00 of $3.00",
        "from the store": "42 calls of earlier sessions",
        "best score": "0.94 (b[bold]); 2 problems have a scored proof",
    }


def test_before_anything_has_happened() -> None:
    values = dict(rows(Meter(problems=1), Budget(), 0.0))
    assert values["best score"] == "none yet"
    assert values["spent"] == "0 calls, 0 prompt tokens, 0 tokens"
    assert "from the store" not in values


def test_one_problem_needs_no_name() -> None:
    assert dict(rows(Meter(problems=1, best={"a": 1.0}), Budget(), 0.0))["best score"] == "1"


def test_the_table_shows_a_problems_name_as_it_is() -> None:
    out = io.StringIO()
    Console(file=out, width=120).print(table("run x", meter(), budget(), 1.0))
    assert "0.94 (b[bold]);" in out.getvalue()
    assert "run x" in out.getvalue()


def test_a_line_for_logs_is_one_line() -> None:
    text = line(meter(), budget(), 1.0)
    assert "\n" not in text
    assert text.startswith("[0:00:0")
    assert "problems: 1 of 3 done; proofs: 12 written" in text


def test_speed_is_that_of_the_last_half_minute() -> None:
    speed = Speed()
    assert speed(0.0, 0) == 0.0
    rates = [speed(float(second), 100 * min(second, 40)) for second in range(1, 101)]
    assert rates[:40] == [100.0] * 40
    assert rates[54] == 50.0
    assert rates[-1] == 0.0


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("terminal", [True, False])
async def test_it_is_shown_on_stderr_until_cancelled(
    monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    monkeypatch.setattr(progress, "_LINE_SECONDS", 0.001)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    err = _Terminal() if terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", err)
    task = asyncio.create_task(Progress("run x", meter(), budget(), quiet=False).show())
    while "12 written" not in err.getvalue():
        assert not task.done()
        await asyncio.sleep(0.001)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert ("run x" in err.getvalue()) == terminal


async def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    await Progress("run x", meter(), budget(), quiet=True).show()
    assert capsys.readouterr() == ("", "")
