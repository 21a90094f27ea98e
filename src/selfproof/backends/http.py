"""Any OpenAI-compatible server behind the `Backend` interface.

vLLM, SGLang, DeepSeek, OpenAI, llama.cpp and their like. This module holds the policy of a call:
when it may start (`gate`, `limiter`), what is sent (`wire`), what a failure means (`complaints`),
whether to try again (`retry`) and with which words to end (`failures`). One attempt is `exchange`.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace

from yarl import URL

from selfproof.backends.complaints import Complaint, Verdict
from selfproof.backends.discover import list_models
from selfproof.backends.endpoint import KEY_VARIABLE, Endpoint
from selfproof.backends.exchange import Line, exchange, open_session
from selfproof.backends.failures import final, never_reached, unknown_model, with_code
from selfproof.backends.gate import Gate
from selfproof.backends.limiter import Limiter
from selfproof.backends.reply import Complained
from selfproof.backends.retry import LostAttempt, RetryPolicy, summary
from selfproof.backends.wire import Dialect, check_extra_body, request_body
from selfproof.errors import BackendError, CallRejected, SelfproofError, UsageError
from selfproof.types import ChatRequest, Completion

_DISCOVERY_SECONDS = 10.0


@dataclass(slots=True)
class _Call:
    """One call over all its attempts."""

    request: ChatRequest
    faults: list[str] = field(default_factory=list)
    own_faults: int = 0
    """Faults that are not the server's having too many requests."""
    first_fault: float | None = None
    """When the first attempt was lost."""
    successes: int = 0
    """What the backend had answered by then."""
    queued: float = 0.0
    """Seconds spent at the gate since then: no time of failure."""
    epoch: int = 0
    """The limiter's epoch at the last sending."""
    sent: Dialect = field(default_factory=Dialect)
    """In which the last attempt was sent."""
    trial: Dialect | None = None
    """A guess at what the server would take, after a complaint that named nothing."""


class HttpBackend:
    """A model served at an OpenAI-compatible address.

    Args:
        address: `http(s)://host[:port][/path]`; without a path, `/v1` is meant.
        model: The model's name there; None sends none.
        key: The secret for the Authorization header, or None. Never shown.
        ceiling: Most requests in flight, >= 1; below it the limit adapts.
        idle_seconds: Longest silence in the middle of a reply. Only payload breaks silence.
        first_token_seconds: Longest wait for a reply to begin (it may queue at the server).
        retry: How long a call keeps trying.
        extra_body: Fields to add to every request; a value None removes one.
        identity: What `model` says, where it is not the model's name.
        reuse_connections: Keep them open for later requests.
        key_variable: What messages call the environment variable that holds the key.
        sleep: Waits some seconds.
        clock: Seconds, monotonic. With `sleep` and `chance`, for tests.
        chance: A random number, 0 <= x < 1.

    Raises:
        UsageError: an argument that cannot be used.
    """

    def __init__(
        self,
        address: str,
        model: str | None = None,
        *,
        key: str | None,
        ceiling: int,
        idle_seconds: float = 300.0,
        first_token_seconds: float = 1800.0,
        retry: RetryPolicy | None = None,
        extra_body: Mapping[str, object] | None = None,
        identity: str | None = None,
        reuse_connections: bool = True,
        key_variable: str = KEY_VARIABLE,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        if ceiling < 1:
            raise UsageError(f"concurrency {ceiling}: must be at least 1")
        self._endpoint = Endpoint(address, model, key, key_variable)
        self._url = _url(self._endpoint)
        self._identity = identity or model or self._endpoint.host
        self._seconds = (idle_seconds, first_token_seconds)
        self._reuse = reuse_connections
        self._retry = retry or RetryPolicy()
        self._extra = check_extra_body(extra_body)
        self._sleep, self._clock, self._chance = sleep, clock, chance
        self._limiter = Limiter(ceiling, clock=clock)
        self._gate = Gate(self._limiter)
        self._dialect = Dialect()
        self._line: Line | None = None
        self._closed = False
        self._reached = False
        """True once something that looks like a model server has answered."""
        self._successes = 0
        self.on_limit: Callable[[], None] | None = None
        """Called when `limit` has grown, for a dispatcher that would otherwise not look."""

    def __repr__(self) -> str:
        return f"HttpBackend({self._endpoint.base!r}, model={self.model!r}, limit={self.limit})"

    @property
    def model(self) -> str:
        """The model's identity: its name, without the address."""
        return self._identity

    @property
    def limit(self) -> int:
        """Calls that may be in flight now, 1 to the ceiling."""
        return self._limiter.limit

    async def complete(self, request: ChatRequest) -> Completion:
        """One finished reply.

        Raises:
            CallRejected: this request cannot succeed: rejected as such (HTTP 400, 413, 422), or
                failing for as long as our patience lasts while others succeed.
            BackendError: the server cannot be used: not reached, key not accepted, model unknown.
        """
        call = _Call(request)
        while True:
            trouble: LostAttempt | Complaint
            try:
                completion = await self._attempt(call)
            except LostAttempt as lost:
                trouble = lost
            except Complained as complained:
                trouble = complained.complaint
            else:
                self._succeeded(call)
                return self._finished(completion, call)
            # Outside the handlers, so that what is raised here carries no context.
            delay = await self._next_delay(call, trouble)
            if delay > 0:
                await self._sleep(delay)

    async def aclose(self) -> None:
        """Close all connections. Calls still in flight fail."""
        self._closed = True
        if self._line is not None:
            await self._line.session.close()

    async def _attempt(self, call: _Call) -> Completion:
        line = self._open()
        queued = self._clock()
        await self._gate.enter()
        try:
            call.queued += self._clock() - queued
            while (hold := self._limiter.hold) > 0:
                # Not all at the same moment.
                await self._sleep(hold + self._chance() * min(hold, 1.0))
            call.epoch = self._limiter.epoch
            call.sent = call.trial or self._dialect
            body = request_body(call.request, self._endpoint.model, call.sent, self._extra)
            return await exchange(
                line, body, call.request, lambda seconds: self._begun(call, seconds)
            )
        finally:
            self._gate.leave()

    def _open(self) -> Line:
        if self._closed:
            raise RuntimeError("the backend is closed")
        if self._line is None:
            session = open_session(self._endpoint, reuse=self._reuse)
            self._line = Line(self._endpoint, session, self._url, *self._seconds)
        return self._line

    def _begun(self, call: _Call, first_token_seconds: float | None) -> None:
        self._reached = True
        before = self._limiter.limit
        self._limiter.accepted(call.epoch, self._gate.active, first_token_seconds)
        if self._limiter.limit > before:
            self._gate.wake()
            if self.on_limit is not None:
                self.on_limit()

    def _succeeded(self, call: _Call) -> None:
        self._reached = True
        self._successes += 1
        if not self._dialect.proven and (call.trial is not None or call.sent == self._dialect):
            self._dialect = call.sent.accepted()

    def _finished(self, completion: Completion, call: _Call) -> Completion:
        text = self._endpoint.masked(completion.text)
        reasoning = self._endpoint.masked(completion.reasoning)
        if not call.faults and text is completion.text and reasoning is completion.reasoning:
            return completion
        return replace(completion, text=text, reasoning=reasoning, faults=tuple(call.faults))

    async def _next_delay(self, call: _Call, trouble: LostAttempt | Complaint) -> float:
        """Account for a lost attempt; seconds to wait before the next one, or the error."""
        if isinstance(trouble, Complaint):
            self._reached = True
            verdict = trouble.verdict
            if verdict is Verdict.NO_MODEL:
                served = await self._served()
                raise with_code(unknown_model(self._endpoint, trouble, served), 2)
            if verdict is Verdict.REJECTED and self._adapt(call, trouble):
                call.faults.append(trouble.word)
                return 0.0
            if verdict is not Verdict.RETRY:
                raise final(self._endpoint, trouble, call.request)
            trouble = LostAttempt(
                trouble.word,
                f"HTTP {trouble.status}: {self._endpoint.shown(trouble.message)}",
                retry_after=trouble.retry_after,
                overload=trouble.overload,
            )
        return self._delay(call, trouble)

    def _delay(self, call: _Call, lost: LostAttempt) -> float:
        now = self._clock()
        if call.first_fault is None:
            call.first_fault = now
            call.successes = self._successes
            call.queued = 0.0
        call.faults.append(lost.word)
        if lost.overload:
            self._limiter.overloaded(call.epoch, lost.retry_after)
        else:
            call.own_faults += 1
        self._reached = self._reached or not lost.strange
        error = self._given_up(call, lost, now - call.first_fault - call.queued)
        if error is not None:
            raise error
        return self._retry.delay(len(call.faults), self._chance(), lost.retry_after)

    def _given_up(self, call: _Call, lost: LostAttempt, seconds: float) -> SelfproofError | None:
        """The error to end a call with after `seconds` of failure; None while patience lasts."""
        failures, retry, label = len(call.faults), self._retry, self._endpoint.label
        if not self._reached and failures >= retry.quick_attempts:
            if lost.word == "connection":
                return with_code(BackendError(never_reached(self._endpoint, lost.detail)), 2)
            return with_code(
                BackendError(
                    f"{label}: is no OpenAI-compatible server ({lost.detail}); check the address"
                ),
                2,
            )
        spent = failures >= retry.least_attempts and seconds >= retry.patience
        told = f"{failures} attempts: {summary(call.faults)}; last: {lost.detail}"
        if self._successes > call.successes:
            if spent or call.own_faults >= retry.poison_attempts:
                return CallRejected(f"the server fails on this request, not on others ({told})")
        elif spent:
            return BackendError(
                f"{label}: cannot be reached ({told}); run the same command again to resume"
            )
        return None

    def _adapt(self, call: _Call, complaint: Complaint) -> bool:
        """Learn from a rejected request; True if it is worth sending again in another form."""
        better = call.sent.after(complaint)
        if better is not None:
            if call.sent == self._dialect or call.trial is not None:
                self._dialect = better
            call.trial = None
            return True
        if call.trial is not None:
            return False
        call.trial = call.sent.plainest()
        return call.trial is not None

    async def _served(self) -> list[str]:
        try:
            return await list_models(self._endpoint, self._open().session, _DISCOVERY_SECONDS)
        except BackendError:
            # Only a help in a message about something else.
            return []


def _url(endpoint: Endpoint) -> URL:
    try:
        return URL(f"{endpoint.base}/chat/completions")
    except ValueError as error:
        raise UsageError(f"{endpoint.label}: is no valid address ({error})") from error
