"""Time that passes only when somebody sleeps."""

from __future__ import annotations

import asyncio


class FakeTime:
    """`clock()` and `sleep(seconds)` for whoever takes them as arguments.

    Attributes:
        now: Seconds.
        slept: What was slept, in order.
    """

    def __init__(self, now: float = 1_000.0) -> None:
        self.now = now
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Let the time pass at once, and the others have their turn."""
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)
