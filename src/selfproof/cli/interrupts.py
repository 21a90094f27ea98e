"""Ctrl-C and SIGTERM: the first stops cleanly, the second at once.

A clean stop cancels what is in flight, commits what is finished and ends the model's process.
"""

from __future__ import annotations

import asyncio
import os
import signal
from types import TracebackType
from typing import Any

import click

INTERRUPTED = 130
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupts:
    """While entered, the first signal cancels `task` and the second ends the process."""

    def __init__(self, task: asyncio.Task[Any]) -> None:
        self._task = task
        self.fired = False

    def __enter__(self) -> Interrupts:
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            loop.add_signal_handler(number, self._on_signal)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            loop.remove_signal_handler(number)

    def _on_signal(self) -> None:
        if self.fired:
            # What is finished is on disk, and the model's process ends with its parent.
            os._exit(INTERRUPTED)
        self.fired = True
        click.echo("stopping; once more to stop at once", err=True)
        self._task.cancel()
