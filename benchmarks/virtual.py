"""An ideal scheduler without overhead: the real search on a clock that costs nothing.

`VirtualLoop` is an event loop whose clock jumps to the next timer instead of waiting for it.
Reply times are timers; everything else, our own work and the commits included, takes no time on
that clock: it stands still while a commit is pending. The replies and their times are those of the
scripted server.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from benchmarks.model import ReplyTimes, reply, tokens
from selfproof.search import signal
from selfproof.store import Store
from selfproof.types import ChatRequest, Completion, Usage


class _Selector(selectors.BaseSelector):
    """Waits for commits in real time, and for timers not at all."""

    def __init__(self) -> None:
        self._real = selectors.DefaultSelector()
        self.loop: VirtualLoop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout == 0:
            return self._real.select(0)
        if self.loop.frozen():
            return self._real.select(None)
        if timeout is None:
            raise RuntimeError("nothing left to wait for: the search is stuck")
        self.loop.now += timeout
        return self._real.select(0)

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.register(fileobj, events, data)

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        return self._real.unregister(fileobj)

    def modify(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.modify(fileobj, events, data)

    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        return self._real.get_map()

    def close(self) -> None:
        self._real.close()


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop in virtual seconds from 0; `frozen` says when its clock stands still."""

    def __init__(self) -> None:
        selector = _Selector()
        selector.loop = self
        self.now = 0.0
        self.frozen: Callable[[], bool] = lambda: False
        super().__init__(selector)

    def time(self) -> float:
        return self.now


class CountingStore(Store):
    """A store that knows how many of its commits are pending."""

    pending = 0

    def _submit(self, *args: Any, **options: Any) -> asyncio.Future[None]:
        future = super()._submit(*args, **options)
        self.pending += 1
        future.add_done_callback(self._committed)
        return future

    def _committed(self, _: asyncio.Future[None]) -> None:
        self.pending -= 1


class VirtualBackend:
    """The scripted server without a wire."""

    model = "scripted"

    def __init__(self, times: ReplyTimes, limit: int) -> None:
        self.limit = limit
        self.calls = 0
        self.busy_seconds = 0.0
        self._times = times

    async def complete(self, request: ChatRequest) -> Completion:
        seconds = self._times.seconds(request.seed)
        prompt = "\n".join(message.content for message in request.messages)
        text = reply(request.seed, request.sampling.max_tokens, prompt)
        await asyncio.sleep(seconds)
        self.calls += 1
        self.busy_seconds += seconds
        usage = Usage(tokens(prompt), 0, tokens(text))
        return Completion(text, usage=usage, seconds=seconds)

    async def aclose(self) -> None:
        """Nothing to close."""


@contextmanager
def no_delay() -> Iterator[None]:
    """Let a search look at once whenever anything came in, not within a twentieth of a second."""
    before = signal._SOON
    signal._SOON = 0.0
    try:
        yield
    finally:
        signal._SOON = before
