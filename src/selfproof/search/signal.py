"""Wakes a problem's search: at once when something decisive came in, soon when anything did.

What the search decides depends only on what is known, so it may look as seldom as it likes. Looking
after each of thousands of replies would cost more than the replies.
"""

from __future__ import annotations

import asyncio

_SOON = 0.05


class Signal:
    """A coalescing wake-up for one waiter."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None

    def __call__(self, urgent: bool = True) -> None:
        """Wake the waiter now, or within a twentieth of a second."""
        if urgent:
            self._event.set()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_SOON, self._ring)

    async def wait(self) -> None:
        """Wait for the next wake-up."""
        await self._event.wait()
        self._event.clear()

    def close(self) -> None:
        """Cancel a pending timer."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _ring(self) -> None:
        self._timer = None
        self._event.set()
