"""Faults that do not pass: which error they become, what it says, and what it never says."""

from __future__ import annotations

import asyncio
import logging
import socket
import traceback
from typing import Any

import pytest

from selfproof.backends.discover import discover
from selfproof.backends.http import HttpBackend
from selfproof.errors import BackendError, CallRejected, SelfproofError, UsageError
from tests.backends.helpers import KEY, ask, backend_to, served
from tests.fakes.clock import FakeTime
from tests.fakes.server import (
    End,
    FakeServer,
    Reply,
    in_turn,
    model_list,
    refuse,
    stream,
    whole,
)


async def failure(reply: Reply, **settings: Any) -> SelfproofError:
    """The error with which a call ends that meets this reply and nothing else."""
    async with served(reply, **settings) as (_, backend):
        with pytest.raises(SelfproofError) as caught:
            await backend.complete(ask())
    error = caught.value
    assert "\n" not in str(error)
    return error


@pytest.mark.parametrize("status", [401, 403])
async def test_a_wrong_key_names_the_variable(status: int) -> None:
    error = await failure(refuse(status, "Invalid key"), key_variable="DEEPSEEK_API_KEY")
    assert isinstance(error, BackendError)
    assert error.exit_code == 2
    assert "DEEPSEEK_API_KEY" in str(error)
    assert "Invalid key" in str(error)


async def test_a_missing_key_names_the_variable() -> None:
    error = await failure(refuse(401), key=None)
    assert "wants a key: set the environment variable SELFPROOF_API_KEY" in str(error)


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (404, "The model `fake` does not exist."),
        (400, "Model Not Exist"),
        (404, ""),
    ],
)
async def test_an_unknown_model_names_those_that_are_served(status: int, message: str) -> None:
    async with (
        FakeServer(in_turn(refuse(status, message)), models=("alpha", "beta")) as server,
        backend_to(server) as backend,
    ):
        with pytest.raises(BackendError, match=r"unknown model 'fake'.*'alpha', 'beta'") as caught:
            await backend.complete(ask())
    assert caught.value.exit_code == 2
    assert len(server.seen) == 1


async def test_an_unknown_path_where_there_is_no_list() -> None:
    async with (
        FakeServer(in_turn(refuse(404, "Not Found")), models=refuse(404)) as server,
        backend_to(server) as backend,
    ):
        with pytest.raises(BackendError, match="no model 'fake' is served there") as caught:
            await backend.complete(ask())
    assert server.address in str(caught.value)


CONTEXT = [
    refuse(400, "This model's maximum context length is 4096 tokens. However, you requested 9"),
    refuse(400, "the request exceeds the available context size", type="exceed_context_size_error"),
    refuse(500, "the request exceeds the available context size, try increasing it", code=500),
    refuse(400, "Please reduce the length of the messages", code="context_length_exceeded"),
    refuse(413, "Payload Too Large"),
    Reply(steps=(b'{"error": {"code": 400, "type": "exceed_context_size_error"}}',)),
]


@pytest.mark.parametrize("reply", CONTEXT)
async def test_a_context_overflow_is_this_calls_fault(reply: Reply) -> None:
    error = await failure(reply)
    assert isinstance(error, CallRejected)
    assert not error.refused
    assert "does not fit the model's context" in str(error)
    assert "max_tokens = 131072" in str(error)


@pytest.mark.parametrize(
    "reply",
    [
        refuse(400, "The response was filtered", code="content_filter"),
        refuse(403, "Your input was flagged by moderation"),
        refuse(400, "rejected by our content policy"),
    ],
)
async def test_a_content_filter_is_a_refusal(reply: Reply) -> None:
    error = await failure(reply)
    assert isinstance(error, CallRejected)
    assert error.refused


@pytest.mark.parametrize("status", [400, 422])
async def test_a_rejected_request_is_not_repeated_for_ever(status: int) -> None:
    async with served(refuse(status, "temperature must be below 1")) as (server, backend):
        with pytest.raises(CallRejected, match="temperature must be below 1"):
            await backend.complete(ask())
    # Once more without stream_options, in case that was the reason.
    assert len(server.seen) == 2


async def test_a_rejected_request_is_not_repeated_where_others_were_accepted() -> None:
    script = in_turn(stream("ok"), refuse(400, "no"))
    async with served(script) as (server, backend):
        await backend.complete(ask())
        with pytest.raises(CallRejected):
            await backend.complete(ask())
    assert len(server.seen) == 2


@pytest.mark.parametrize(
    "reply",
    [
        refuse(402, "Insufficient Balance"),
        refuse(429, "You exceeded your current quota", code="insufficient_quota"),
    ],
)
async def test_an_empty_account_ends_the_run(reply: Reply) -> None:
    error = await failure(reply)
    assert isinstance(error, BackendError)
    assert error.exit_code == 4
    assert "no credit left" in str(error)


@pytest.mark.parametrize("status", [301, 307, 405, 407, 410, 418, 501])
async def test_addresses_that_serve_something_else(status: int) -> None:
    error = await failure(Reply(status, {"Location": "http://127.0.0.1:9/"}))
    assert isinstance(error, BackendError)
    assert error.exit_code == 2
    assert f"HTTP {status}" in str(error)


async def test_a_web_page_is_no_model_server() -> None:
    page = Reply(200, {"Content-Type": "text/html"}, (b"<!doctype html><p>hello",))
    async with served(page) as (server, backend):
        with pytest.raises(BackendError, match="is no OpenAI-compatible server") as caught:
            await backend.complete(ask())
    assert caught.value.exit_code == 2
    assert len(server.seen) == 3


async def test_an_address_where_nothing_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    time = FakeTime()
    backend = HttpBackend(address, "m", key=None, ceiling=4, sleep=time.sleep, clock=time.clock)
    with pytest.raises(BackendError) as caught:
        await backend.complete(ask())
    await backend.aclose()
    assert caught.value.exit_code == 2
    assert str(caught.value).startswith(f"--model {address!r}: cannot connect (")
    assert str(caught.value).endswith("is the server running?")
    assert len(time.slept) == 2
    assert max(time.slept) <= 1


async def test_an_address_that_speaks_something_else() -> None:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example ESMTP\r\n" * 3)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        time = FakeTime()
        backend = HttpBackend(
            f"http://127.0.0.1:{port}", "m", key=KEY, ceiling=4, sleep=time.sleep, clock=time.clock
        )
        with pytest.raises(BackendError, match="is no OpenAI-compatible server"):
            await backend.complete(ask())
        await backend.aclose()


HOSTILE = [
    refuse(401, f"bad key {KEY}!"),
    refuse(400, f"bad\nrequest with {KEY}"),
    refuse(404, f"no route for Bearer {KEY}"),
    refuse(402, KEY),
    refuse(403, f"flagged: {KEY}"),
    refuse(413, KEY),
    refuse(500, KEY),
    refuse(429, KEY),
    refuse(307, KEY),
    Reply(400, {}, (f"<h1>Bearer {KEY}</h1>".encode(),)),
    Reply(steps=(f'{{"error": "{KEY}"}}'.encode(),)),
    Reply(steps=(End.DROP,)),
    Reply(200, {"Content-Encoding": "gzip"}, (KEY.encode(),)),
    Reply(200, {"X-Key": KEY, "Content-Length": "zz"}, (KEY.encode(),)),
    Reply(steps=(KEY.encode(),)),
]


@pytest.mark.parametrize("reply", HOSTILE)
async def test_the_key_is_in_no_error(reply: Reply, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with served(reply) as (_, backend):
        with pytest.raises(SelfproofError) as caught:
            await backend.complete(ask())
        assert KEY not in repr(backend)
        assert KEY not in repr(vars(backend))
    error: BaseException | None = caught.value
    assert KEY not in "".join(traceback.format_exception(error))
    while error is not None:
        assert KEY not in repr(error)
        assert KEY not in repr(error.args)
        assert KEY not in repr(vars(error))
        error = error.__cause__ or error.__context__
    assert KEY not in caplog.text


@pytest.mark.parametrize("reply", [stream(f"a {KEY} b", reasoning=KEY, pieces=7), whole(KEY)])
async def test_an_echoed_key_is_in_no_reply(reply: Reply) -> None:
    async with served(reply) as (_, backend):
        completion = await backend.complete(ask())
    assert KEY not in completion.text + completion.reasoning
    assert "[key]" in completion.text


async def test_a_placeholder_key_is_an_ordinary_word() -> None:
    async with served(stream("The set is EMPTY."), key="EMPTY") as (_, backend):
        assert (await backend.complete(ask())).text == "The set is EMPTY."


@pytest.mark.parametrize("key", ["two words", "line\nbreak", "schlüssel", "nul\0"])
def test_a_key_that_is_none_is_not_shown(key: str) -> None:
    with pytest.raises(UsageError, match="SELFPROOF_API_KEY") as caught:
        HttpBackend("http://127.0.0.1:1", "m", key=key, ceiling=1)
    assert key not in str(caught.value)


def test_white_space_around_a_key_is_dropped() -> None:
    HttpBackend("http://127.0.0.1:1", "m", key=" abc \n", ceiling=1)


@pytest.mark.parametrize("ceiling", [0, -3])
def test_a_ceiling_below_one(ceiling: int) -> None:
    with pytest.raises(UsageError, match=str(ceiling)):
        HttpBackend("http://127.0.0.1:1", "m", key=None, ceiling=ceiling)


async def test_a_prompt_that_is_no_unicode_is_rejected() -> None:
    async with served(stream("x")) as (server, backend):
        with pytest.raises(CallRejected, match="not valid Unicode"):
            await backend.complete(ask("\ud800"))
    assert server.seen == []


# Listing models


async def test_discovery() -> None:
    async with FakeServer(in_turn(stream("x")), models=("a", "org/b")) as server:
        assert await discover(server.address, None) == ["a", "org/b"]
        assert await discover(f"{server.address}/v1/", KEY) == ["a", "org/b"]


@pytest.mark.parametrize(
    "reply",
    [
        refuse(404),
        refuse(405),
        model_list(),
        Reply(steps=(b"not json",)),
        Reply(steps=(b"[]",)),
        Reply(steps=(b'{"data": 5}',)),
        Reply(steps=(b'{"data": [1, {"id": 5}, {"id": "two\\nlines"}, {"id": ""}]}',)),
        model_list("x" * 5_000),
    ],
)
async def test_discovery_where_there_is_no_list(reply: Reply) -> None:
    async with FakeServer(in_turn(stream("x")), models=reply) as server:
        assert await discover(server.address, None) == []


async def test_discovery_with_a_wrong_key() -> None:
    async with FakeServer(in_turn(stream("x")), models=refuse(401, f"no {KEY}")) as server:
        with pytest.raises(BackendError, match="SELFPROOF_API_KEY") as caught:
            await discover(server.address, KEY)
    assert caught.value.exit_code == 2
    assert KEY not in str(caught.value)


async def test_discovery_where_nothing_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selfproof.backends.discover._PAUSE", 0.0)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(BackendError, match="is the server running") as caught:
        await discover(address, KEY)
    assert caught.value.exit_code == 2


async def test_discovery_where_the_server_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selfproof.backends.discover._PAUSE", 0.0)
    async with FakeServer(in_turn(stream("x")), models=Reply(steps=(End.HANG,))) as server:
        with pytest.raises(BackendError, match="no answer in"):
            await discover(server.address, None, seconds=0.05)
