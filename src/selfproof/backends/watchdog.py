"""An idle limit on a piece of work, re-armed by a call that costs next to nothing.

A long reply has no total time limit, only a limit on silence, and the clock is re-armed for every
chunk of every stream. So there is one timer per call and not one per chunk: it looks at the time
of the last sign of life when it fires, and goes back to sleep if that was recent.
"""

from __future__ import annotations

import asyncio
from types import TracebackType


class Stalled(Exception):
    """Nothing happened for as long as the watchdog allows."""


class Watchdog:
    """`with Watchdog(seconds) as watch:` raises `Stalled` after `seconds` without `watch.alive()`.

    It interrupts the body by cancelling the current task and turns that cancellation, and only
    that one, into `Stalled`: a cancellation from outside stays one.

    Args:
        seconds: Longest silence, > 0.
    """

    __slots__ = ("_cancelling", "_fired", "_last", "_loop", "_seconds", "_task", "_timer")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._fired = False

    def __enter__(self) -> Watchdog:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a watchdog needs a task")
        self._task = task
        self._cancelling = task.cancelling()
        self._loop = asyncio.get_running_loop()
        self._last = self._loop.time()
        self._timer = self._loop.call_at(self._last + self._seconds, self._look)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        if (
            self._fired
            and self._task.uncancel() <= self._cancelling
            and kind is asyncio.CancelledError
        ):
            raise Stalled from error

    def alive(self) -> None:
        """Something happened: the silence starts anew."""
        self._last = self._loop.time()

    def allow(self, seconds: float) -> None:
        """Something happened, and from now on `seconds` of silence are the limit."""
        self._last = self._loop.time()
        if seconds < self._seconds:
            # The running timer would look too late.
            self._timer.cancel()
            self._timer = self._loop.call_at(self._last + seconds, self._look)
        self._seconds = seconds

    def _look(self) -> None:
        due = self._last + self._seconds
        if self._loop.time() < due:
            self._timer = self._loop.call_at(due, self._look)
        else:
            self._fired = True
            self._task.cancel()
