"""Faults that pass: what is tried again, for how long, and what is reported."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from selfproof.backends import reply as reply_module
from selfproof.backends import sse
from selfproof.backends.retry import RetryPolicy
from selfproof.errors import BackendError, CallRejected
from selfproof.types import Completion, StopReason
from tests.backends.helpers import ask, backend_to, served
from tests.fakes.clock import FakeTime
from tests.fakes.server import (
    DONE,
    KEEP_ALIVE,
    End,
    FakeServer,
    Pause,
    Reply,
    Seen,
    chunk,
    cut_short,
    dropped,
    event,
    in_turn,
    malformed,
    refuse,
    stalled,
    stream,
    whole,
)

HTML = Reply(200, {"Content-Type": "text/html"}, (b"<html><body>Welcome</body></html>",))


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503, 504, 520, 529])
async def test_passing_statuses_are_tried_again(status: int) -> None:
    async with served(in_turn(refuse(status), refuse(status), stream("ok"))) as (server, backend):
        completion = await backend.complete(ask())
    assert completion.text == "ok"
    assert completion.faults == (f"http{status}",) * 2
    assert len(server.seen) == 3


LOST = {
    "drop": (dropped("half a rep"), "broken_stream"),
    "drop before anything": (Reply(steps=(End.DROP,)), "connection"),
    "drop after the headers": (Reply(steps=(b"", End.DROP)), "broken_stream"),
    "end without finish": (cut_short("half a rep"), "broken_stream"),
    "nothing": (Reply(), "broken_stream"),
    "only comments": (Reply(steps=(KEEP_ALIVE, b"\n\n")), "broken_stream"),
    "broken JSON": (malformed("a reply"), "malformed"),
    "no object": (Reply(steps=(b"data: [1, 2]\n\n", DONE)), "malformed"),
    "choices of numbers": (Reply(steps=(event({"choices": [1]}),)), "malformed"),
    "choices a number": (Reply(steps=(event({"choices": 7}),)), "malformed"),
    "a delta of text": (Reply(steps=(event({"choices": [{"delta": "x"}]}),)), "malformed"),
    "content a number": (Reply(steps=(chunk(content=5),)), "malformed"),
    "a part a number": (Reply(steps=(chunk(content=[{"text": 5}]),)), "malformed"),
    "reasoning an object": (Reply(steps=(chunk(reasoning={"a": 1}),)), "malformed"),
    "a finish of numbers": (
        Reply(steps=(event({"choices": [{"finish_reason": [1]}]}),)),
        "malformed",
    ),
    "deep nesting": (Reply(steps=(b"data: " + b"[" * 100_000 + b"\n\n",)), "malformed"),
    "a document without choices": (Reply(steps=(b'{"object": "x"}',)), "malformed"),
    "half a document": (Reply(steps=(b'{"choices": [{"mess',)), "malformed"),
    "a web page": (HTML, "malformed"),
    "error in the stream": (
        Reply(steps=(chunk(content="a"), event({"error": {"message": "CUDA", "code": 503}}))),
        "http503",
    ),
    "error without code": (
        Reply(steps=(chunk(content="a"), event({"error": "engine died"}), DONE)),
        "http500",
    ),
    "error in a document": (
        Reply(steps=(b'{"object": "error", "message": "busy", "code": 429}',)),
        "http429",
    ),
    "given up": (stream("x", finish="insufficient_system_resource"), "abandoned"),
    "aborted": (stream("x", finish="abort"), "abandoned"),
}


@pytest.mark.parametrize("name", LOST)
async def test_lost_replies_are_tried_again(name: str) -> None:
    reply, word = LOST[name]
    async with served(in_turn(reply, reply, stream("ok"))) as (server, backend):
        completion = await backend.complete(ask())
    assert completion.text == "ok"
    assert completion.faults == (word, word)
    assert len(server.seen) == 3


async def test_stalls() -> None:
    silent = Reply(steps=(End.HANG,))
    script = in_turn(stalled("half a rep"), stalled(), silent, stream("ok"))
    async with served(script, idle_seconds=0.2, first_token_seconds=0.3) as (server, backend):
        completion = await backend.complete(ask())
        assert completion.text == "ok"
        # Perhaps more than the three, on a machine that is very busy.
        assert len(completion.faults) >= 3
        assert set(completion.faults) == {"stalled"}
        # The server sees that nobody waits any more.
        await server.until(lambda: server.left >= 3)


NO_LIFE = [
    KEEP_ALIVE,
    b"\n\n",
    b": \n",
    chunk(role="assistant", content=""),
    event({"choices": []}),
]


@pytest.mark.parametrize("filler", NO_LIFE)
@pytest.mark.parametrize("start", [(), (chunk(content="half"),)])
async def test_what_is_no_payload_does_not_break_silence(
    filler: bytes, start: tuple[bytes, ...]
) -> None:
    chatter = Reply(steps=(*start, *(filler, Pause(0.03)) * 2_000))
    script = in_turn(chatter, stream("ok"))
    async with served(script, idle_seconds=0.2, first_token_seconds=0.2) as (_, backend):
        completion = await backend.complete(ask())
    assert completion.text == "ok"
    assert set(completion.faults) == {"stalled"}


async def test_a_reply_has_no_time_limit_while_it_comes() -> None:
    # Two seconds in all, with a limit of one and a half on silence.
    steps = ((chunk(content="x"), Pause(0.05)) * 40) + (chunk("stop"), DONE)
    async with served(Reply(steps=steps), idle_seconds=1.5) as (_, backend):
        completion = await backend.complete(ask())
    assert completion.text == "x" * 40
    assert completion.faults == ()


async def test_a_finished_reply_counts_although_the_connection_hangs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("selfproof.backends.exchange._GRACE_AFTER_FINISH", 0.1)
    steps = (chunk(content="all"), chunk("stop"), End.HANG)
    async with served(Reply(steps=steps)) as (server, backend):
        completion = await backend.complete(ask())
        assert (completion.text, completion.stop) == ("all", StopReason.STOP)
        assert completion.faults == ()
        await server.until(lambda: server.left == 1)


@pytest.mark.parametrize("end", [End.DROP, End.HANG])
async def test_after_done_nothing_is_waited_for(end: End, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selfproof.backends.exchange._GRACE_AFTER_DONE", 0.1)
    async with served(stream("all").then(end)) as (_, backend):
        completion = await backend.complete(ask())
    assert (completion.text, completion.faults) == ("all", ())


async def test_cancelling_frees_the_connection() -> None:
    async with served(in_turn(stalled("half"), stream("ok")), ceiling=1) as (server, backend):
        task = asyncio.create_task(backend.complete(ask()))
        await server.until(lambda: len(server.seen) == 1)
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await server.until(lambda: server.left == 1 and server.open == 0)
        # Its place is free too: the only one there is.
        assert (await backend.complete(ask())).text == "ok"


async def test_cancelling_while_it_waits_to_try_again() -> None:
    async with served(refuse(500), sleep=asyncio.sleep) as (server, backend):
        task = asyncio.create_task(backend.complete(ask()))
        await server.until(lambda: len(server.seen) == 2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_a_429_for_a_minute_is_survived() -> None:
    time = FakeTime()
    over = time.now + 60

    def script(seen: Seen) -> Reply:
        return refuse(429, "slow down") if time.now < over else stream(seen.prompt)

    async with served(script, time=time, ceiling=64) as (server, backend):
        texts = [f"text {number}" for number in range(40)]
        completions = await asyncio.gather(*(backend.complete(ask(text)) for text in texts))
        assert [completion.text for completion in completions] == texts
        refused = Counter(word for completion in completions for word in completion.faults)
        assert refused == {"http429": len(server.seen) - len(texts)}
    assert refused["http429"] > 0


async def test_ten_minutes_of_refusals_are_survived_and_more_are_not() -> None:
    async def after(seconds: float) -> Completion:
        time = FakeTime()
        over = time.now + seconds
        async with served(
            lambda _: refuse(503) if time.now < over else stream("ok"), time=time
        ) as (_, backend):
            return await backend.complete(ask())

    assert (await after(560)).text == "ok"
    with pytest.raises(BackendError, match="same command again to resume") as caught:
        await after(900)
    assert caught.value.exit_code == 4
    assert "http503 x" in str(caught.value)


async def test_retry_after_in_seconds_is_waited_for() -> None:
    time = FakeTime()
    script = in_turn(refuse(429, retry_after="7"), stream("ok"))
    async with served(script, time=time) as (_, backend):
        await backend.complete(ask())
    assert 7 <= time.now - 1_000.0 <= 9


async def test_retry_after_as_a_date_is_waited_for() -> None:
    time = FakeTime()
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    async with served(in_turn(refuse(503, retry_after=date), stream("ok")), time=time) as (
        _,
        backend,
    ):
        await backend.complete(ask())
    assert 30 <= time.now - 1_000.0 <= 62


async def test_a_retry_after_of_a_day_is_cut() -> None:
    time = FakeTime()
    script = in_turn(refuse(500, retry_after="86400"), stream("ok"))
    async with served(script, time=time) as (_, backend):
        await backend.complete(ask())
    assert 120 <= time.now - 1_000.0 <= 122


async def test_after_a_retry_after_new_calls_wait_too() -> None:
    time = FakeTime()
    sent: list[float] = []
    asleep: asyncio.Queue[None] = asyncio.Queue()
    passing = asyncio.Event()

    async def sleep(seconds: float) -> None:
        asleep.put_nowait(None)
        await passing.wait()
        await time.sleep(seconds)

    def script(seen: Seen) -> Reply:
        sent.append(time.now)
        return refuse(429, retry_after="50") if seen.index == 0 else stream("ok")

    async with served(script, time=time, sleep=sleep) as (_, backend):
        first = asyncio.create_task(backend.complete(ask()))
        await asleep.get()
        second = asyncio.create_task(backend.complete(ask()))
        await asleep.get()
        assert len(sent) == 1
        passing.set()
        await asyncio.gather(first, second)
    assert sent[0] == 1_000.0
    assert all(moment >= 1_050.0 for moment in sent[1:])


async def test_refusals_lower_the_limit() -> None:
    async with served(in_turn(*[refuse(429)] * 3, stream("ok"))) as (_, backend):
        assert backend.limit == 8
        await backend.complete(ask())
        assert backend.limit == 1 + 1


async def test_backoff_grows_with_full_jitter() -> None:
    time = FakeTime()
    script = in_turn(*[refuse(500)] * 9, stream("ok"))
    async with served(script, time=time, chance=lambda: 0.999) as (_, backend):
        await backend.complete(ask())
    assert [round(seconds, 1) for seconds in time.slept] == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]
    time = FakeTime()
    async with served(script, time=time, chance=lambda: 0.0) as (_, backend):
        await backend.complete(ask())
    assert time.slept == []


async def test_a_call_that_alone_fails_is_rejected() -> None:
    def script(seen: Seen) -> Reply:
        return dropped("po") if seen.prompt == "poison" else stream("ok")

    async with served(script) as (server, backend):
        poison = asyncio.create_task(backend.complete(ask("poison")))
        await server.until(lambda: len(server.seen) >= 2)
        assert (await backend.complete(ask("good"))).text == "ok"
        with pytest.raises(CallRejected, match="broken_stream x 16") as caught:
            await poison
    assert not caught.value.refused


async def test_a_call_starved_by_refusals_is_rejected_only_when_patience_ends() -> None:
    time = FakeTime()

    def script(seen: Seen) -> Reply:
        return refuse(429) if seen.prompt == "starved" else stream("ok")

    async with served(script, time=time) as (server, backend):
        starved = asyncio.create_task(backend.complete(ask("starved")))
        await server.until(lambda: len(server.seen) >= 2)
        await backend.complete(ask("good"))
        with pytest.raises(CallRejected, match="http429"):
            await starved
    assert time.now - 1_000.0 >= 600
    assert len(server.seen) > 20


async def test_successes_before_the_first_fault_do_not_make_it_poison() -> None:
    script = in_turn(stream("ok"), refuse(500))
    async with served(script) as (_, backend):
        await backend.complete(ask())
        with pytest.raises(BackendError, match="cannot be reached"):
            await backend.complete(ask())


async def test_waiting_for_a_place_is_no_time_of_failure() -> None:
    time = FakeTime()
    others: list[asyncio.Task[Completion]] = []

    def script(seen: Seen) -> Reply:
        if seen.prompt == "long":
            return Reply(steps=(Pause(0.2), chunk("stop", content="ok"), DONE))
        return refuse(500) if seen.index < 4 else stream("ok")

    async with FakeServer(script) as server:

        async def sleep(seconds: float) -> None:
            """The first wait lets another call take the only place, for a very long time."""
            if not others:
                others.append(asyncio.create_task(backend.complete(ask("long"))))
                await server.until(lambda: len(server.seen) == 2)
                asyncio.get_running_loop().call_later(0.05, later)

        def later() -> None:
            time.now += 5_000

        policy = RetryPolicy(patience=100.0, least_attempts=1)
        async with backend_to(server, time=time, sleep=sleep, retry=policy, ceiling=1) as backend:
            completion = await backend.complete(ask("short"))
            assert (await others[0]).text == "ok"
    assert completion.text == "ok"
    assert completion.faults == ("http500",) * 3


async def test_patience_is_a_setting() -> None:
    policy = RetryPolicy(patience=0.0, least_attempts=2)
    async with served(refuse(500), retry=policy) as (server, backend):
        with pytest.raises(BackendError, match="2 attempts"):
            await backend.complete(ask())
    assert len(server.seen) == 2


async def test_a_server_that_comes_back_is_found_again() -> None:
    time = FakeTime()
    async with (
        FakeServer(in_turn(stream("ok"))) as server,
        backend_to(server, time=time) as backend,
    ):
        await backend.complete(ask())
        address = server.address
        await server.__aexit__(None, None, None)

        async def sleep(seconds: float) -> None:
            await time.sleep(seconds)
            if time.now > 1_030 and not server.listening:
                await server.__aenter__()

        backend._sleep = sleep
        completion = await backend.complete(ask())
        assert server.address == address
    assert completion.text == "ok"
    assert set(completion.faults) == {"connection"}


async def test_a_mixture_of_everything_ends_well() -> None:
    """Every third stream breaks, others stall, are malformed, empty or refused: all accounted."""
    kinds = {
        1: dropped("ha"),
        3: refuse(429, retry_after="1"),
        4: malformed("x"),
        7: refuse(500),
        10: stalled("ha"),
        13: dropped("ha"),
        17: cut_short("ha"),
    }

    def script(seen: Seen) -> Reply:
        good = whole(seen.prompt) if seen.index % 2 else stream(seen.prompt)
        return kinds.get(seen.index % 20, good)

    async with served(script, ceiling=16, idle_seconds=0.5) as (server, backend):
        texts = [f"text {number}" for number in range(120)]
        completions = await asyncio.gather(*(backend.complete(ask(text)) for text in texts))
        assert [completion.text for completion in completions] == texts
        lost = sum(len(completion.faults) for completion in completions)
        assert lost > 50
        assert len(server.seen) == len(texts) + lost


async def test_a_line_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sse.EventParser.__init__, "__defaults__", (10_000,))
    endless = Reply(steps=(b"data: ", *(b"x" * 1_000,) * 1_000))
    async with served(in_turn(endless, stream("ok"))) as (_, backend):
        assert (await backend.complete(ask())).faults == ("malformed",)


async def test_a_reply_without_end_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reply_module, "LARGEST_TEXT", 10_000)
    endless = Reply(steps=(chunk(content="x" * 1_000),) * 100)
    async with served(endless) as (_, backend):
        with pytest.raises(CallRejected, match="longer than 10,000 characters"):
            await backend.complete(ask())


async def test_a_document_without_end_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selfproof.backends.exchange.LARGEST_DOCUMENT", 10_000)
    endless = Reply(steps=(b'{"x": "', *(b"y" * 1_000,) * 100))
    async with served(endless) as (_, backend):
        with pytest.raises(CallRejected, match="longer than"):
            await backend.complete(ask())
