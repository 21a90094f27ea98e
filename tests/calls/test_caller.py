"""The dispatcher: durable before delivered, urgent first, never over the limit."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from selfproof.backends.scripted import ScriptedBackend
from selfproof.budget import Budget, Limits
from selfproof.calls import Ask, Caller, Group, Meter, Reply, Scope
from selfproof.errors import BudgetExhausted, StoreError
from selfproof.prompts import Prompts
from selfproof.store import Store
from selfproof.types import ChatRequest, Completion, Message, Role, Sampling, StopReason

EVALUATION = (
    "Here is my evaluation of the solution:\nFine.\n"
    "Based on my evaluation, the final overall score should be:\n\\boxed{0.5}"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store.sqlite") as opened:
        yield opened


def caller_of(store: Store, backend: ScriptedBackend, budget: Budget | None = None) -> Caller:
    return Caller("run", backend, store, budget or Budget(), Prompts.own(), Meter())


def ask(text: str = "Is it right?", **more: object) -> Ask:
    messages = (Message("user", text),)
    return Ask(Role.VERIFY, lambda: messages, Sampling(), "p:proof", **more)  # type: ignore[arg-type]


class Sink:
    """Collects replies and lets a test wait for them."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.replies: dict[int, Reply] = {}
        self.signal = asyncio.Event()
        self.scope: Scope = caller.scope(self.signal.set)

    def take(self, reply: Reply) -> None:
        assert reply.sample not in self.replies
        self.replies[reply.sample] = reply
        self.signal.set()

    def draw(self, asked: Ask, count: int, priority: tuple[int, ...] = (0,)) -> Group:
        group = self.caller.group(self.scope, asked)
        for sample in range(count):
            group.draw(sample, priority, self.take)
        return group

    async def wait(self, count: int) -> None:
        while len(self.replies) < count and self.caller.failure is None:
            await self.signal.wait()
            self.signal.clear()


async def test_a_reply_is_on_disk_when_it_is_delivered(store: Store) -> None:
    caller = caller_of(store, ScriptedBackend(lambda _: EVALUATION))
    sink = Sink(caller)
    seen: list[int] = []
    group = caller.group(sink.scope, ask())

    def take(reply: Reply) -> None:
        with Store(store.path, readonly=True) as other:
            seen.append(len(other.calls(group.digest)))
        sink.take(reply)

    group.draw(0, (0,), take)
    await sink.wait(1)
    assert seen == [1]
    assert sink.replies[0].outcome.score == 0.5
    assert group.body(sink.replies[0]).text == EVALUATION


async def test_known_replies_are_delivered_at_once_and_free(store: Store) -> None:
    first = caller_of(store, ScriptedBackend(lambda _: EVALUATION))
    sink = Sink(first)
    sink.draw(ask(), 3)
    await sink.wait(3)
    backend = ScriptedBackend(lambda _: EVALUATION)
    again = Sink(caller_of(store, backend))
    again.draw(ask(), 4)
    assert sorted(again.replies) == [0, 1, 2]
    await again.wait(4)
    assert len(backend.requests) == 1
    assert again.caller.budget.calls == 1


async def test_never_more_in_flight_than_the_backend_allows(store: Store) -> None:
    backend = ScriptedBackend(lambda _: EVALUATION, limit=3, latency=0.001)
    sink = Sink(caller_of(store, backend))
    sink.draw(ask(), 20)
    await sink.wait(20)
    assert backend.most_in_flight == 3
    assert sink.caller.meter.in_flight == sink.caller.meter.queued == 0


async def test_urgent_calls_go_first(store: Store) -> None:
    order: list[str] = []

    def answer(request: ChatRequest) -> str:
        order.append(request.messages[0].content)
        return EVALUATION

    sink = Sink(caller_of(store, ScriptedBackend(answer, limit=1)))
    for number, priority in enumerate([(2, 0), (1, 2), (1, 0), (0, 5)]):
        group = sink.caller.group(sink.scope, ask(str(priority)))
        group.draw(number, priority, sink.take)
    await sink.wait(4)
    assert order == ["(0, 5)", "(1, 0)", "(1, 2)", "(2, 0)"]


async def test_lost_replies_are_asked_for_again_with_another_seed(store: Store) -> None:
    seeds: list[int] = []

    def answer(request: ChatRequest) -> str:
        seeds.append(request.seed)
        return EVALUATION if len(seeds) == 3 else "no format"

    sink = Sink(caller_of(store, ScriptedBackend(answer)))
    group = sink.draw(ask(attempts=5), 1)
    await sink.wait(1)
    assert sink.replies[0].outcome.ok
    assert sink.replies[0].attempt == 2
    assert len(set(seeds)) == 3
    assert [row.outcome.kind for row in store.calls(group.digest)] == ["unparsed", "unparsed", "ok"]


async def test_attempts_go_on_where_an_earlier_session_ended(store: Store) -> None:
    limited = Budget(Limits(calls=2))
    backend = ScriptedBackend(lambda _: "no format")
    sink = Sink(caller_of(store, backend, limited))
    sink.draw(ask(attempts=3), 1)
    await sink.wait(1)
    assert isinstance(sink.caller.failure, BudgetExhausted)
    assert len(backend.requests) == 2
    last = ScriptedBackend(lambda _: "no format")
    again = Sink(caller_of(store, last))
    again.draw(ask(attempts=3), 1)
    await again.wait(1)
    assert len(last.requests) == 1
    assert again.replies[0].outcome.kind == "unparsed"


async def test_a_continued_reply_goes_on_after_a_restart(store: Store) -> None:
    start, end = EVALUATION[:30], EVALUATION[30:]
    cut = ScriptedBackend(lambda _: Completion(start, stop=StopReason.LENGTH))
    asked = ask(truncated="continue", continuations=2)
    sink = Sink(caller_of(store, cut, Budget(Limits(calls=1))))
    sink.draw(asked, 1)
    await sink.wait(1)

    def rest(request: ChatRequest) -> str:
        assert [each.role for each in request.messages[-2:]] == ["assistant", "user"]
        assert request.messages[-2].content == start
        return end

    again = Sink(caller_of(store, ScriptedBackend(rest)))
    group = again.draw(asked, 1)
    await again.wait(1)
    assert again.replies[0].outcome.score == 0.5
    assert group.body(again.replies[0]).text == EVALUATION


async def test_cancelling_a_scope_frees_its_places_and_leaves_others_alone(store: Store) -> None:
    backend = ScriptedBackend(
        lambda _: EVALUATION,
        limit=2,
        latency=lambda request: 3_600.0 if request.messages[0].content == "slow" else 0.0,
    )
    caller = caller_of(store, backend)
    slow, quick = Sink(caller), Sink(caller)
    slow.draw(ask("slow"), 5)
    while backend.in_flight < 2:
        await asyncio.sleep(0)
    quick.draw(ask("quick"), 3)
    caller.close_scope(slow.scope)
    await quick.wait(3)
    assert slow.replies == {}
    assert backend.cancelled == 2
    assert not slow.scope.tasks
    assert (caller.meter.queued, caller.meter.in_flight) == (0, 0)
    await caller.flush()
    assert store.rows("SELECT reason, count(*) FROM lost")[0][1] == 2


async def test_a_later_stop_still_cancels(store: Store) -> None:
    """The budget of time ends a run; Ctrl-C must not wait for its slowest reply."""
    backend = ScriptedBackend(lambda _: EVALUATION, latency=3_600.0)
    caller = caller_of(store, backend)
    sink = Sink(caller)
    sink.draw(ask(), 2)
    while backend.in_flight < 2:
        await asyncio.sleep(0)
    first = BudgetExhausted("calls", limit="calls")
    caller.stop(first, cancel=False)
    await asyncio.sleep(0)
    assert backend.in_flight == 2
    caller.stop(RuntimeError("interrupted"), cancel=True)
    while sink.scope.tasks:
        await asyncio.sleep(0)
    assert (backend.cancelled, caller.failure) == (2, first)


async def test_time_that_is_up_cancels_what_is_in_flight(store: Store) -> None:
    now = 0.0
    backend = ScriptedBackend(lambda _: EVALUATION, latency=3_600.0)
    caller = caller_of(store, backend, Budget(Limits(seconds=10), clock=lambda: now))
    sink = Sink(caller)
    sink.draw(ask(), 1)
    while backend.in_flight < 1:
        await asyncio.sleep(0)
    now = 11.0
    sink.draw(ask("other"), 1)
    while sink.scope.tasks:
        await asyncio.sleep(0)
    assert backend.cancelled == 1
    assert isinstance(caller.failure, BudgetExhausted)


async def test_messages_are_kept_only_while_a_call_needs_them(store: Store) -> None:
    rendered = 0

    def render() -> tuple[Message, ...]:
        nonlocal rendered
        rendered += 1
        return (Message("user", "a long proof"),)

    sink = Sink(caller_of(store, ScriptedBackend(lambda _: EVALUATION, latency=0.001)))
    group = sink.draw(replace(ask(), render=render), 3)
    await sink.wait(3)
    assert rendered == 1
    await asyncio.sleep(0.01)
    gc.collect()
    assert group._rendered is not None
    assert group._rendered() is None


async def test_a_cancelled_scope_that_has_not_begun_gives_everything_back(store: Store) -> None:
    backend = ScriptedBackend(lambda _: EVALUATION, limit=2)
    caller = caller_of(store, backend, Budget(Limits(calls=3)))
    first, second = Sink(caller), Sink(caller)
    first.draw(ask("a"), 2)
    # One turn of the loop: tasks exist, none has run.
    caller._pump()
    caller.close_scope(first.scope)
    second.draw(ask("b"), 3)
    await second.wait(3)
    assert len(second.replies) == 3
    assert len(backend.requests) == 3
    assert caller.meter.in_flight == 0


async def test_when_the_store_fails_nothing_more_is_asked(store: Store) -> None:
    backend = ScriptedBackend(lambda _: EVALUATION, limit=1, latency=0.005)
    caller = caller_of(store, backend)
    sink = Sink(caller)
    assert store._writer is not None
    store._writer._connection.execute("PRAGMA query_only = ON")
    sink.draw(ask(), 500)
    await sink.wait(500)
    assert isinstance(caller.failure, StoreError)
    assert sink.replies == {}
    assert len(backend.requests) < 500
