"""How many requests a server is given at once: found by trying, below a ceiling the user sets.

Additive increase, multiplicative decrease, as TCP does it. The limit doubles per round trip (as
many accepted requests as the limit) until the server first pushes back, then creeps. HTTP 429 and
503 halve it, at most once per round trip: a refusal of a request that was sent before the last cut
says nothing new. A time to first token far above what this server showed before means that
requests queue there, so the limit shrinks by a tenth; a level that persists becomes the new normal.

Pure: time comes from a clock that is handed in, and nothing here waits.
"""

from __future__ import annotations

import time
from collections.abc import Callable

START = 32
"""Where the limit starts, if the ceiling allows it."""

_CREEP = 1 / 32
"""Additive step per round trip, as a share of the ceiling (at least 1)."""
_GENTLE = 0.9
_SLOW_FACTOR = 3.0
_SLOW_SECONDS = 1.0
"""Slow means: a mean time to first token above 3 times the baseline plus one second."""
_DRIFT = 0.05
"""How fast the baseline follows a persistently higher level, per round trip."""
_LONGEST_HOLD = 120.0


class Limiter:
    """The limit on requests in flight at one server.

    Args:
        ceiling: Most requests in flight, >= 1.
        start: Where to begin; cut to the ceiling.
        clock: Seconds, monotonic.
    """

    def __init__(
        self, ceiling: int, *, start: int = START, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._ceiling = max(1, ceiling)
        self._limit = float(max(1, min(start, self._ceiling)))
        self._floor = self._limit
        """Slowness alone does not push the limit below this: only refusals do."""
        self._threshold = float(self._ceiling)
        """Below it the limit doubles, above it creeps."""
        self._epoch = 0
        self._refusing = False
        """True from a cut to the next accepted request: one episode of refusals."""
        self._held_until = float("-inf")
        self._clock = clock
        self._baseline: float | None = None
        self._window: list[float] = []
        self._slow = False

    @property
    def limit(self) -> int:
        """Requests that may be in flight now, 1 to the ceiling."""
        return int(self._limit)

    @property
    def epoch(self) -> int:
        """The number of cuts so far; note it when a request is sent."""
        return self._epoch

    @property
    def hold(self) -> float:
        """Seconds to wait before anything new is sent (the server said when), >= 0."""
        return max(0.0, self._held_until - self._clock())

    def accepted(self, epoch: int, active: int, first_token_seconds: float | None = None) -> None:
        """The server took a request and began to answer it.

        Args:
            epoch: `epoch` as it was when the request was sent.
            active: Requests in flight now. A limit that is not used is no evidence to raise it.
            first_token_seconds: Time from sending to the first token, where it was streamed.
        """
        if epoch != self._epoch:
            return
        self._refusing = False
        if first_token_seconds is not None:
            self._observe(first_token_seconds)
        if self._slow or 2 * active < self._limit:
            return
        if self._limit < self._threshold:
            self._limit = min(self._limit + 1, self._threshold)
        else:
            self._limit += max(1.0, self._ceiling * _CREEP) / self._limit
        self._limit = min(self._limit, float(self._ceiling))

    def overloaded(self, epoch: int, retry_after: float | None = None) -> None:
        """The server refused a request because it has too many.

        Args:
            epoch: `epoch` as it was when the request was sent.
            retry_after: Seconds the server asks to wait; nothing is sent before they are over.
        """
        if retry_after is not None:
            wait = min(retry_after, _LONGEST_HOLD)
            self._held_until = max(self._held_until, self._clock() + wait)
        if epoch != self._epoch:
            return
        half = max(1.0, self._limit / 2)
        if not self._refusing:
            # A storm of refusals brings the limit down to 1; afterwards it shall come back quickly
            # to half of where the storm began, not to half of 1.
            self._threshold = half
        self._refusing = True
        self._limit = half
        self._epoch += 1
        self._window.clear()

    def _observe(self, seconds: float) -> None:
        self._window.append(seconds)
        if len(self._window) < self._limit:
            return
        mean = sum(self._window) / len(self._window)
        self._window.clear()
        if self._baseline is None or mean < self._baseline:
            self._baseline = mean
        self._slow = mean > _SLOW_FACTOR * self._baseline + _SLOW_SECONDS
        self._baseline += _DRIFT * (mean - self._baseline)
        if self._slow and self._limit > self._floor:
            self._limit = max(self._floor, self._limit * _GENTLE)
            self._threshold = self._limit
