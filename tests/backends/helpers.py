"""What the tests of the HTTP backend share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from selfproof.backends.http import HttpBackend
from selfproof.types import ChatRequest, Message, Sampling
from tests.fakes.clock import FakeTime
from tests.fakes.server import MODEL, FakeServer, Reply, Script, in_turn

_HANGING = 100.0
"""Real seconds after which a test counts as hanging."""

KEY = "sk-very-secret-0123456789"


def ask(text: str = "Why?", *, seed: int = 7, **sampling: Any) -> ChatRequest:
    """A request with one user message."""
    return ChatRequest((Message("user", text),), Sampling(**sampling), seed)


@asynccontextmanager
async def backend_to(
    server: FakeServer, *, time: FakeTime | None = None, **settings: Any
) -> AsyncIterator[HttpBackend]:
    """A backend to a server, in fake time unless told otherwise. What hangs fails in the end."""
    time = time or FakeTime()
    given: dict[str, Any] = {"key": KEY, "ceiling": 8, "sleep": time.sleep, "clock": time.clock}
    given |= settings
    backend = HttpBackend(server.address, given.pop("model", MODEL), **given)
    try:
        async with asyncio.timeout(_HANGING):
            yield backend
    finally:
        await backend.aclose()


@asynccontextmanager
async def served(
    script: Script | Reply, *, time: FakeTime | None = None, **settings: Any
) -> AsyncIterator[tuple[FakeServer, HttpBackend]]:
    """A server that plays a script, and a backend to it."""
    if isinstance(script, Reply):
        script = in_turn(script)
    async with FakeServer(script) as server, backend_to(server, time=time, **settings) as backend:
        yield server, backend
