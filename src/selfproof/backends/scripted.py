"""A model that says what it is told to: for tests, demonstrations and benchmarks.

A real backend in every respect but the model: calls take time, fail, and can be cancelled. What it
answers depends on the request alone, never on the order in which requests arrive, so that a search
over it must come to the same result whatever the latencies.
"""

from __future__ import annotations

import asyncio
import hashlib
import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from selfproof.errors import SelfproofError, UsageError
from selfproof.types import ChatRequest, Completion, Usage

Answer = str | Completion | SelfproofError
"""A text, a whole completion, or the error to raise."""

Script = Callable[[ChatRequest], Answer]

_CHARS_PER_TOKEN = 4


class ScriptedBackend:
    """A `Backend` whose replies come from a function or a list.

    Args:
        answers: The reply to a request; or a list, out of which `digest(request)` picks one.
        model: The model's identity.
        limit: Calls that may be in flight, >= 1; may be set at any time.
        latency: Seconds a call takes, or a function of the request.
        faults: The words of the attempts lost on the way, or a function of the request.
        sleep: Waits some seconds.

    Attributes:
        requests: The requests in order of arrival.
        in_flight: Calls that have begun and not ended.
        most_in_flight: The largest value of `in_flight` so far.
        cancelled: Calls that were cancelled.
    """

    def __init__(
        self,
        answers: Script | Sequence[Answer],
        *,
        model: str = "scripted",
        limit: int = 64,
        latency: Callable[[ChatRequest], float] | float = 0.0,
        faults: Callable[[ChatRequest], Sequence[str]] | Sequence[str] = (),
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        if not callable(answers) and not answers:
            raise UsageError("scripted answers: the list is empty; give at least one answer")
        self._answer = answers if callable(answers) else _picker(answers)
        self._model = model
        self.limit = limit
        self._latency = latency if callable(latency) else lambda _: latency
        self._faults = faults if callable(faults) else lambda _: faults
        self._sleep = sleep
        self._closed = False
        self.requests: list[ChatRequest] = []
        self.in_flight = 0
        self.most_in_flight = 0
        self.cancelled = 0

    @property
    def model(self) -> str:
        return self._model

    async def complete(self, request: ChatRequest) -> Completion:
        """The scripted reply after the scripted time.

        Usage is counted at 4 characters a token where the script gives only a text; `seconds` is
        the scripted latency, so that a recorded run does not depend on the machine.

        Raises:
            SelfproofError: the one the script gives.
        """
        if self._closed:
            raise RuntimeError("the backend is closed")
        self.requests.append(request)
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            seconds = self._latency(request)
            # Also without latency, others get their turn, as with any real backend.
            await self._sleep(seconds)
            answer = self._answer(request)
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self.in_flight -= 1
        if isinstance(answer, SelfproofError):
            raise answer
        if isinstance(answer, str):
            answer = Completion(answer, usage=_usage(request, answer), seconds=seconds)
        faults = tuple(self._faults(request))
        return replace(answer, faults=answer.faults + faults) if faults else answer

    async def aclose(self) -> None:
        """Refuse further calls."""
        self._closed = True


def digest(request: ChatRequest) -> int:
    """A number made from everything in a request, 0 <= number < 2**64; the same on any machine."""
    sampling = request.sampling
    parts = [
        request.role,
        str(request.seed),
        repr((sampling.temperature, sampling.top_p, sampling.max_tokens, sampling.seed)),
        sampling.grammar or "",
    ]
    for message in request.messages:
        parts += (message.role, message.content)
    state = hashlib.blake2b(digest_size=8)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        state.update(len(data).to_bytes(8, "big") + data)
    return int.from_bytes(state.digest(), "big")


def _picker(answers: Sequence[Answer]) -> Script:
    return lambda request: answers[digest(request) % len(answers)]


def _usage(request: ChatRequest, text: str) -> Usage:
    characters = sum(len(message.content) for message in request.messages)
    return Usage(
        prompt_tokens=math.ceil(characters / _CHARS_PER_TOKEN),
        completion_tokens=math.ceil(len(text) / _CHARS_PER_TOKEN),
    )
