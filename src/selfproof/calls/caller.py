"""The dispatcher: draws samples through store, budget and backend, in order of priority.

`Caller.group(ask)` reads what the store already knows; `Group.draw(sample)` answers from it at once
or queues a job. A job waits for a free place (`backend.limit`) and for the budget, runs, is read,
committed, and only then delivered. So whoever gets a reply may act on it: it cannot be lost.

Deliveries arrive in any order; nobody here decides anything from that order.
"""

from __future__ import annotations

import asyncio
import dataclasses
import heapq
import itertools
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from selfproof.backends.base import Adaptive, Backend
from selfproof.budget import Budget, Estimator, Reservation
from selfproof.calls.ask import Ask, Next, next_step, sample_seed
from selfproof.calls.meter import Meter
from selfproof.errors import BackendError, BudgetExhausted, CallRejected
from selfproof.prompts import Prompts, joined, read_reply, visible
from selfproof.store import Body, NewCall, Reply, Store
from selfproof.types import (
    ChatRequest,
    Completion,
    Message,
    Outcome,
    OutcomeKind,
    Role,
    StopReason,
    Usage,
)

Deliver = Callable[[Reply], None]
Priority = tuple[int, ...]
_DEEPEST = 20
"""Deliveries inside one another: each is some ten frames of Python."""
_CHARS_PER_TOKEN = 3
"""Of a prompt, for the budget: formulas have short tokens, so rather too many than too few."""


class Scope:
    """The calls of one problem: they can be cancelled together."""

    def __init__(self, caller: Caller, on_stop: Callable[[], None]) -> None:
        self.caller = caller
        self.on_stop = on_stop
        """Called once when no more calls will be made (budget, fault, interrupt)."""
        self.cancelled = False
        self.tasks: set[asyncio.Task[None]] = set()
        """The attempts in flight."""

    def cancel(self) -> None:
        """Drop queued jobs and cancel those in flight; they are accounted for as lost."""
        self.cancelled = True
        for task in self.tasks:
            task.cancel()


@dataclass(frozen=True)
class Rendered:
    """A request's messages, for as long as a job holds them."""

    messages: tuple[Message, ...]


@dataclass(slots=True)
class Group:
    """An ask with its digest and the finished attempts of each of its samples."""

    caller: Caller
    scope: Scope
    ask: Ask
    digest: bytes
    known: dict[int, list[Reply]]
    on_commit: Callable[[bytes], None] | None = None
    """Called once, as soon as the request exists in the store."""
    _rendered: weakref.ref[Rendered] | None = None

    def draw(self, sample: int, priority: Priority, deliver: Deliver) -> None:
        """Deliver the reply of one sample: now if it is known, else when it is committed."""
        rows = self.known.pop(sample, [])
        if rows:
            self.caller.meter.reused += len(rows)
            # What a server rejected in an earlier session it may take now.
            rejected = rows[-1].outcome.kind is OutcomeKind.FAILED
            if not rejected and self.step(rows) is Next.DONE:
                self.caller.hand_over(self.scope, rows[-1], deliver)
                return
        self.caller.enqueue(Job(self, sample, priority, deliver, rows, self.rendered()))

    def rendered(self) -> Rendered:
        """The messages, shared by the jobs that need them now."""
        rendered = self._rendered() if self._rendered is not None else None
        if rendered is None:
            rendered = Rendered(self.ask.render())
            self._rendered = weakref.ref(rendered)
        return rendered

    def body(self, reply: Reply) -> Body:
        """The text of a delivered reply."""
        return self.caller.store.body(self.digest, reply.sample, reply.attempt)

    def committed(self) -> None:
        """Tell once that the request is in the store."""
        if self.on_commit is not None:
            self.on_commit(self.digest)
            self.on_commit = None

    def step(self, rows: list[Reply]) -> Next:
        """What comes next for a sample with these finished attempts."""
        return next_step(self.ask, rows, lambda row: bool(self.visible(row)))

    def visible(self, row: Reply) -> str:
        """The visible text of an attempt."""
        return visible(self.ask.role, self.body(row).text)


@dataclass(slots=True)
class Job:
    """One sample on its way, over all its attempts."""

    group: Group
    sample: int
    priority: Priority
    deliver: Deliver
    rows: list[Reply]
    """Its finished attempts."""
    rendered: Rendered
    reservation: Reservation | None = None

    def messages(self, prompts: Prompts) -> tuple[tuple[Message, ...], str]:
        """What to send for the next attempt, and the text that it continues (else empty)."""
        messages = self.rendered.messages
        if self.group.step(self.rows) is not Next.CONTINUE:
            return messages, ""
        cut_off = self.group.visible(self.rows[-1])
        return prompts.continue_(messages, cut_off), cut_off


class Caller:
    """Runs the calls of a run. One per run, on one event loop."""

    def __init__(
        self,
        run: str,
        backend: Backend,
        store: Store,
        budget: Budget,
        prompts: Prompts,
        meter: Meter,
    ) -> None:
        self.run = run
        self.backend = backend
        self.store = store
        self.budget = budget
        self.prompts = prompts
        self.meter = meter
        self.failure: Exception | None = None
        """Why no more calls are made."""
        self._estimator = Estimator()
        self._heap: list[tuple[Priority, int, Job]] = []
        self._order = itertools.count()
        self._scopes: list[Scope] = []
        self._writes: set[asyncio.Future[None]] = set()
        self._pump_due = False
        self._nesting = 0
        if isinstance(backend, Adaptive):
            backend.on_limit = self._pump_soon

    # What the search uses

    def scope(self, on_stop: Callable[[], None]) -> Scope:
        """A new scope; `on_stop` is called when the run cannot go on."""
        scope = Scope(self, on_stop)
        self._scopes.append(scope)
        if self.failure is not None:
            on_stop()
        return scope

    def close_scope(self, scope: Scope) -> None:
        """Cancel what a scope has left and forget it."""
        scope.cancel()
        self._scopes.remove(scope)

    def group(
        self, scope: Scope, ask: Ask, on_commit: Callable[[bytes], None] | None = None
    ) -> Group:
        """Open an ask: its key and everything the store has finished under it.

        `on_commit` is told the digest as soon as the request is in the store.
        """
        rendered = Rendered(ask.render())
        digest = ask.digest_of(self.backend.model, rendered.messages)
        known: dict[int, list[Reply]] = {}
        for row in self.store.calls(digest):
            known.setdefault(row.sample, []).append(row)
        group = Group(self, scope, ask, digest, known, on_commit, weakref.ref(rendered))
        # The draws that follow at once need them again.
        asyncio.get_running_loop().call_soon(_forget, rendered)
        if known:
            group.committed()
        return group

    def watch(self, write: asyncio.Future[None]) -> None:
        """Let a write go on in the background; the run stops if it fails."""
        self._writes.add(write)
        write.add_done_callback(self._written)

    async def flush(self) -> None:
        """Wait until everything queued so far is on disk."""
        if self._writes:
            await asyncio.gather(*self._writes, return_exceptions=True)

    def stop(self, failure: Exception, *, cancel: bool) -> None:
        """Make no more calls; those in flight finish, or are cancelled.

        The first failure is the one that counts. A later one may still cancel.
        """
        if self.failure is None:
            self.failure = failure
            self._heap.clear()
            self.meter.queued = 0
        elif not cancel:
            return
        for scope in list(self._scopes):
            if cancel:
                scope.cancel()
            scope.on_stop()

    def hand_over(self, scope: Scope, reply: Reply, deliver: Deliver) -> None:
        """Deliver a reply out of the store: at once, or a little later in a long chain of replies
        that lead to one another."""
        if self._nesting < _DEEPEST:
            self._nesting += 1
            try:
                deliver(reply)
            finally:
                self._nesting -= 1
        else:
            asyncio.get_running_loop().call_soon(self._deliver, scope, reply, deliver)

    def _deliver(self, scope: Scope, reply: Reply, deliver: Deliver) -> None:
        if scope.cancelled:
            return
        try:
            deliver(reply)
        except Exception as error:
            # Whoever waits for what follows from this reply must not wait for ever.
            self.stop(error, cancel=True)

    # Queue and dispatch

    def enqueue(self, job: Job) -> None:
        """Queue a job for its turn."""
        if self.failure is not None or job.group.scope.cancelled:
            return
        heapq.heappush(self._heap, (job.priority, next(self._order), job))
        self.meter.queued += 1
        self._pump_soon()

    def _pump_soon(self) -> None:
        # Once per turn of the loop: a round may queue thousands of jobs in a row, and the most
        # urgent of them shall go first.
        if not self._pump_due:
            self._pump_due = True
            asyncio.get_running_loop().call_soon(self._pump)

    def _pump(self) -> None:
        self._pump_due = False
        while self._heap and self.meter.in_flight < self.backend.limit:
            job = self._heap[0][2]
            if not job.group.scope.cancelled:
                if not self._reserve(job):
                    return
                self._start(job)
            if self._heap and self._heap[0][2] is job:
                heapq.heappop(self._heap)
                self.meter.queued -= 1

    def _reserve(self, job: Job) -> bool:
        ask = job.group.ask
        messages, _ = job.messages(self.prompts)
        prompt = sum(len(message.content) for message in messages) // _CHARS_PER_TOKEN
        expected = self._estimator.completion(ask.role, ask.sampling.max_tokens)
        try:
            job.reservation = self.budget.reserve(prompt, expected)
        except BudgetExhausted as exhausted:
            # What is in flight is paid for and may finish, but not after its time.
            self.stop(exhausted, cancel=exhausted.limit == "seconds")
            return False
        return job.reservation is not None

    def _start(self, job: Job) -> None:
        self.meter.in_flight += 1
        task = asyncio.get_running_loop().create_task(self._run(job))
        job.group.scope.tasks.add(task)
        task.add_done_callback(partial(self._ended, job, job.reservation))

    def _ended(self, job: Job, reservation: Reservation | None, task: asyncio.Task[None]) -> None:
        job.group.scope.tasks.discard(task)
        if job.reservation is not None and job.reservation is reservation:
            # Cancelled before it began: nothing was sent, so there is nothing to account for.
            self._free(job, None)

    async def _run(self, job: Job) -> None:
        try:
            await self._advance(job)
        except Exception as error:
            # Also a bug's exception: whoever waits for this reply must not wait for ever.
            self.stop(error, cancel=True)

    async def _advance(self, job: Job) -> None:
        """Make one attempt, then deliver the reply or queue the next attempt."""
        row = await self._attempt(job)
        job.rows.append(row)
        if job.group.step(job.rows) is not Next.DONE:
            self.enqueue(job)
            return
        if not job.group.scope.cancelled:
            job.deliver(row)

    async def _attempt(self, job: Job) -> Reply:
        """One attempt, read and committed."""
        ask, group = job.group.ask, job.group
        attempt = len(job.rows)
        messages, cut_off = job.messages(self.prompts)
        request = ChatRequest(
            messages, ask.sampling, sample_seed(group.digest, job.sample, attempt), ask.role
        )
        completion, outcome = await self._complete(job, request, cut_off)
        row = Reply(job.sample, attempt, outcome)
        await self.store.add_call(
            self.run,
            NewCall(
                digest=group.digest,
                role=ask.role,
                model=self.backend.model,
                lineage=ask.lineage,
                sampling=ask.sampling,
                messages=job.rendered.messages,
                row=row,
                body=Body(completion.text, completion.reasoning),
                stop=completion.stop,
                usage=completion.usage,
                seconds=completion.seconds,
                faults=completion.faults,
                seed=request.seed,
                sent=messages if cut_off else None,
            ),
        )
        group.committed()
        self._count(ask.role, outcome, completion.usage)
        return row

    async def _complete(
        self, job: Job, request: ChatRequest, cut_off: str
    ) -> tuple[Completion, Outcome]:
        """The reply with its outcome; the place and the budget are free again on return."""
        usage: Usage | None = None
        try:
            completion = await self.backend.complete(request)
            usage = completion.usage
        except CallRejected as rejected:
            usage = Usage()
            kind = OutcomeKind.REFUSED if rejected.refused else OutcomeKind.FAILED
            return Completion("", stop=StopReason.OTHER), Outcome(kind, detail=str(rejected))
        except (asyncio.CancelledError, BackendError) as error:
            reason = "cancelled" if isinstance(error, asyncio.CancelledError) else "unreachable"
            self.watch(self.store.add_lost(self.run, job.group.digest, job.sample, reason))
            raise
        finally:
            self._free(job, usage)
        self._estimator.observe(job.group.ask.role, usage.completion_tokens)
        if cut_off:
            completion = dataclasses.replace(completion, text=joined(cut_off, completion.text))
        outcome = read_reply(
            job.group.ask.role, completion.text, completion.reasoning, completion.stop
        )
        return completion, outcome

    def _free(self, job: Job, usage: Usage | None) -> None:
        """Give back a job's place, and settle (or release) what was reserved for it."""
        assert job.reservation is not None
        self.meter.in_flight -= 1
        if usage is None:
            self.budget.release(job.reservation)
        else:
            self.budget.settle(job.reservation, usage)
        job.reservation = None
        self._pump_soon()

    def _count(self, role: Role, outcome: Outcome, usage: Usage) -> None:
        key = (role, outcome.kind)
        self.meter.finished[key] = self.meter.finished.get(key, 0) + 1
        self.meter.usage = self.meter.usage + usage

    def _written(self, write: asyncio.Future[None]) -> None:
        self._writes.discard(write)
        if write.cancelled():
            return
        error = write.exception()
        if isinstance(error, Exception):
            self.stop(error, cancel=True)


def _forget(rendered: Rendered) -> None:
    """Does nothing: the event loop held `rendered` until now."""
