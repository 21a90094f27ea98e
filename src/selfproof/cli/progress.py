"""What a run is doing, on stderr while it runs: a live table on a terminal, else plain lines.

The counters are polled, so nothing in the search waits for a display.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from selfproof.budget import Budget
from selfproof.calls.meter import Meter
from selfproof.cli.values import clock, dollars, short_count
from selfproof.report.words import number, plural
from selfproof.types import Role

_LIVE_SECONDS = 0.25
_LINE_SECONDS = 5.0
_LONG_SECONDS = 300.0
_WINDOW_SECONDS = 30.0
_UNITS = {
    "calls": "calls",
    "prompt_tokens": "prompt tokens",
    "completion_tokens": "tokens",
}


class Speed:
    """Completion tokens per second over the last half minute, counted as replies end."""

    def __init__(self) -> None:
        self._samples: deque[tuple[float, int]] = deque()

    def __call__(self, seconds: float, tokens: int) -> float:
        """Take in the total so far at a time; the present rate."""
        self._samples.append((seconds, tokens))
        while len(self._samples) > 2 and self._samples[1][0] <= seconds - _WINDOW_SECONDS:
            self._samples.popleft()
        began, before = self._samples[0]
        return (tokens - before) / (seconds - began) if seconds > began else 0.0


def rows(meter: Meter, budget: Budget, rate: float) -> list[tuple[str, str]]:
    """(name, value) pairs of everything worth watching."""
    analyses, reviews = meter.calls(Role.VERIFY), meter.calls(Role.REVIEW)
    parts = f"{plural(analyses, 'analysis', 'analyses')}, {plural(reviews, 'review')}"
    checks = f"{analyses + reviews:,} ({parts})"
    speed = f"{short_count(rate)} tokens/s, {plural(meter.in_flight, 'call')} in flight"
    if meter.queued:
        speed += f", {meter.queued:,} waiting"
    pairs = [
        ("problems", f"{meter.problems_done:,} of {meter.problems:,} done"),
        ("proofs", f"{meter.proofs:,} written, {len(meter.settled):,} settled"),
        ("verifications", checks),
        ("speed", speed),
        ("spent", spent(budget)),
    ]
    if meter.reused:
        pairs.append(("from the store", f"{meter.reused:,} calls of earlier sessions"))
    pairs.append(("best score", best(meter)))
    return pairs


def spent(budget: Budget) -> str:
    """What the run has used over all its sessions, and of which limits."""
    limits = budget.spent_and_limits()
    totals = {
        "calls": budget.calls,
        "prompt_tokens": budget.usage.prompt_tokens,
        "completion_tokens": budget.usage.completion_tokens,
    }
    parts = []
    for name, unit in _UNITS.items():
        part = short_count(totals[name])
        if name in limits:
            part += f" of {short_count(limits[name][1])}"
        parts.append(f"{part} {unit}")
    if budget.money is not None:
        limit = f" of {dollars(limits['money'][1])}" if "money" in limits else ""
        parts.append(f"{dollars(budget.money)}{limit}")
    if "seconds" in limits:
        parts.append(f"{clock(limits['seconds'][0])} of {clock(limits['seconds'][1])}")
    return ", ".join(parts)


def best(meter: Meter) -> str:
    """The best confirmed mean so far; over several problems, the best and how many have one."""
    if not meter.best:
        return "none yet"
    name, score = max(meter.best.items(), key=lambda item: item[1])
    if meter.problems == 1:
        return number(score)
    return f"{number(score)} ({name}); {len(meter.best)} problems have a scored proof"


def line(meter: Meter, budget: Budget, rate: float) -> str:
    """Everything on one line, for logs."""
    values = "; ".join(f"{name}: {value}" for name, value in rows(meter, budget, rate))
    return f"[{clock(meter.seconds)}] {values}"


def table(title: str, meter: Meter, budget: Budget, rate: float) -> Group:
    """Everything as a small table, for a terminal."""
    head = Text(f"{clock(meter.seconds)}  {title}", no_wrap=True, overflow="ellipsis")
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", justify="right")
    grid.add_column()
    for name, value in rows(meter, budget, rate):
        grid.add_row(name, Text(value))
    return Group(head, grid)


class Progress:
    """Shows a meter and a budget until its task is cancelled."""

    def __init__(self, title: str, meter: Meter, budget: Budget, *, quiet: bool) -> None:
        self._title = title
        self._meter = meter
        self._budget = budget
        self._quiet = quiet
        self._speed = Speed()
        self._console = Console(stderr=True)

    async def show(self) -> None:
        """Refresh until cancelled."""
        if self._quiet:
            return
        if not self._console.is_terminal:
            await self._lines()
            return
        with self._live() as live:
            while True:
                live.update(table(self._title, *self._now()), refresh=True)
                await asyncio.sleep(_LIVE_SECONDS)

    async def _lines(self) -> None:
        while True:
            # The longer it takes, the more seldom: a log of a night shall be readable.
            await asyncio.sleep(_LINE_SECONDS * (1 if self._meter.seconds < _LONG_SECONDS else 6))
            click.echo(line(*self._now()), err=True)

    def _now(self) -> tuple[Meter, Budget, float]:
        rate = self._speed(self._meter.seconds, self._meter.usage.completion_tokens)
        return self._meter, self._budget, rate

    @contextmanager
    def _live(self) -> Iterator[Live]:
        with Live(console=self._console, auto_refresh=False, transient=True) as live:
            yield live
