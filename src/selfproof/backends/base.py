"""The one interface behind which every model stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from selfproof.types import ChatRequest, Completion


class Backend(Protocol):
    """A way to reach one model.

    `complete` returns one finished reply or raises:
    `CallRejected` when this request can never succeed (it becomes an outcome of the call),
    `BackendError` when the model cannot be served at all (the run stops and can be resumed).
    Passing faults (429, 5xx, broken or stalled streams) are retried inside and reported in
    `Completion.faults`. Cancelling the awaiting task must free the connection.
    """

    @property
    def model(self) -> str:
        """The model's identity, part of every call's key: no port, no secret."""
        ...

    @property
    def limit(self) -> int:
        """How many calls may be in flight right now; may change over time, at least 1."""
        ...

    async def complete(self, request: ChatRequest) -> Completion: ...

    async def aclose(self) -> None: ...


@runtime_checkable
class Adaptive(Protocol):
    """A backend whose limit grows by itself and says so."""

    on_limit: Callable[[], None] | None
    """Called when the limit has grown; set by whoever hands out the places."""
