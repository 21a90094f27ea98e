"""Lets as many attempts through as the limiter allows, first come first served.

The dispatcher reads `limit` before it starts a call, but calls that were started before a cut are
still there and want to try again. At the gate they wait for their turn without spending attempts.
"""

from __future__ import annotations

import asyncio
from collections import deque

from selfproof.backends.limiter import Limiter


class Gate:
    """`await enter()` before an attempt, `leave()` after it, whatever became of it."""

    def __init__(self, limiter: Limiter) -> None:
        self._limiter = limiter
        self._waiting: deque[asyncio.Future[None]] = deque()
        self.active = 0
        """Attempts inside."""

    async def enter(self) -> None:
        """Wait for a place. Cancelling the wait leaves the queue as if never joined."""
        if not self._waiting and self.active < self._limiter.limit:
            self.active += 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                # The place was given in the same moment: pass it on.
                self.leave()
            raise

    def leave(self) -> None:
        """Free a place."""
        self.active -= 1
        self.wake()

    def wake(self) -> None:
        """Let in whoever fits; to be called when the limit has grown."""
        while self._waiting and self.active < self._limiter.limit:
            turn = self._waiting.popleft()
            if not turn.done():
                self.active += 1
                turn.set_result(None)
