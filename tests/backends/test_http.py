"""What the HTTP backend sends and reads when all goes well, against a real server."""

from __future__ import annotations

import asyncio

import pytest

from selfproof.errors import UsageError
from selfproof.types import ChatRequest, Message, Sampling, StopReason, Usage
from tests.backends.helpers import KEY, ask, backend_to, served
from tests.fakes.server import (
    DONE,
    FakeServer,
    Reply,
    Seen,
    chunk,
    event,
    in_turn,
    refuse,
    stream,
    usage_event,
    whole,
)


async def test_a_streamed_reply() -> None:
    usage = {"prompt_tokens": 20, "completion_tokens": 9, "total_tokens": 29}
    async with served(stream("hello there", usage=usage)) as (_, backend):
        completion = await backend.complete(ask())
    assert completion.text == "hello there"
    assert completion.stop is StopReason.STOP
    assert completion.usage == Usage(20, 0, 9)
    assert completion.faults == ()
    assert completion.seconds > 0


async def test_what_is_sent() -> None:
    messages = (Message("system", "Be brief."), Message("user", "1 < 2 é ∀"))
    sampling = Sampling(temperature=0.5, top_p=0.9, max_tokens=123, seed=99)
    async with served(stream("x")) as (server, backend):
        await backend.complete(ChatRequest(messages, sampling, 41))
    (seen,) = server.seen
    assert seen.path == "/v1/chat/completions"
    assert seen.headers["authorization"] == f"Bearer {KEY}"
    assert seen.json == {
        "model": "fake",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "1 < 2 é ∀"},
        ],
        "stream": True,
        "stream_options": {"include_usage": True},
        "temperature": 0.5,
        "top_p": 0.9,
        "max_tokens": 123,
        "seed": 41,
    }


async def test_a_grammar_is_sent_when_there_is_one() -> None:
    async with served(stream("x")) as (server, backend):
        await backend.complete(ask(grammar='root ::= "x"'))
    assert server.seen[0].json["grammar"] == 'root ::= "x"'


async def test_without_key_and_model_neither_is_sent() -> None:
    async with served(stream("x"), key=None, model=None) as (server, backend):
        await backend.complete(ask())
        assert backend.model == "127.0.0.1"
    assert "authorization" not in server.seen[0].headers
    assert "model" not in server.seen[0].json


async def test_extra_body_adds_replaces_and_removes() -> None:
    extra = {"reasoning_effort": "high", "top_p": None, "temperature": 0.1}
    async with served(stream("x"), extra_body=extra) as (server, backend):
        await backend.complete(ask())
    body = server.seen[0].json
    assert body["reasoning_effort"] == "high"
    assert body["temperature"] == 0.1
    assert "top_p" not in body


@pytest.mark.parametrize("name", ["messages", "model", "n"])
async def test_extra_body_does_not_set_what_is_ours(name: str) -> None:
    async with FakeServer(in_turn(stream("x"))) as server:
        with pytest.raises(UsageError, match=name):
            async with backend_to(server, extra_body={name: 1}):
                pass


async def test_identity() -> None:
    async with served(stream("x"), identity="gguf:abc") as (server, backend):
        assert backend.model == "gguf:abc"
        await backend.complete(ask())
    assert server.seen[0].json["model"] == "fake"


@pytest.mark.parametrize("name", ["reasoning_content", "reasoning"])
async def test_reasoning_under_both_names(name: str) -> None:
    reply = stream("answer", reasoning="I think so", reasoning_field=name)
    async with served(reply) as (_, backend):
        completion = await backend.complete(ask())
    assert (completion.reasoning, completion.text) == ("I think so", "answer")


async def test_reasoning_under_both_names_at_once_counts_once() -> None:
    both = chunk(reasoning="thought", reasoning_content="thought", content=None)
    async with served(Reply(steps=(both, chunk("stop"), DONE))) as (_, backend):
        completion = await backend.complete(ask())
    assert (completion.reasoning, completion.text) == ("thought", "")


@pytest.mark.parametrize("name", ["reasoning_content", "reasoning"])
async def test_reasoning_and_content_in_one_event(name: str) -> None:
    both = chunk(content="answer", **{name: "thought"})
    async with served(Reply(steps=(both, chunk("stop"), DONE))) as (_, backend):
        completion = await backend.complete(ask())
    assert (completion.reasoning, completion.text) == ("thought", "answer")


async def test_think_tags_stay_in_the_text() -> None:
    async with served(stream("<think>hm</think>yes")) as (_, backend):
        assert (await backend.complete(ask())).text == "<think>hm</think>yes"


@pytest.mark.parametrize(
    ("finish", "stop"),
    [
        ("stop", StopReason.STOP),
        ("length", StopReason.LENGTH),
        ("content_filter", StopReason.FILTER),
        ("tool_calls", StopReason.OTHER),
        (None, StopReason.OTHER),
    ],
)
async def test_finish_reasons(finish: str | None, stop: StopReason) -> None:
    async with served(stream("x", finish=finish)) as (_, backend):
        assert (await backend.complete(ask())).stop is stop


async def test_a_refusal_beside_the_content_is_a_filter_stop() -> None:
    steps = (chunk(refusal="I cannot"), chunk(refusal=" help."), chunk("stop"), DONE)
    async with served(Reply(steps=steps)) as (_, backend):
        completion = await backend.complete(ask())
    assert completion.stop is StopReason.FILTER
    assert completion.text == "I cannot help."


@pytest.mark.parametrize(
    "cached", [{"prompt_tokens_details": {"cached_tokens": 64}}, {"prompt_cache_hit_tokens": 64}]
)
async def test_cached_tokens_under_both_names(cached: dict[str, object]) -> None:
    usage = {"prompt_tokens": 100, "completion_tokens": 5, **cached}
    async with served(stream("x", usage=usage)) as (_, backend):
        assert (await backend.complete(ask())).usage == Usage(100, 64, 5)


async def test_usage_is_estimated_where_none_is_reported() -> None:
    steps = (*(chunk(content="ab") for _ in range(9)), chunk("stop"), DONE)
    async with served(Reply(steps=steps)) as (_, backend):
        assert (await backend.complete(ask("x" * 41))).usage == Usage(11, 0, 9)
    async with served(Reply(steps=(chunk("stop", content="x" * 400), DONE))) as (_, backend):
        assert (await backend.complete(ask("x" * 41))).usage == Usage(11, 0, 100)


@pytest.mark.parametrize(
    "usage",
    [
        {"prompt_tokens": -5, "completion_tokens": "many"},
        {"prompt_tokens": True, "completion_tokens": 1.5},
        {"prompt_tokens": 2**70, "completion_tokens": None, "prompt_tokens_details": 3},
        {},
    ],
)
async def test_absurd_usage_is_no_usage(usage: dict[str, object]) -> None:
    async with served(stream("abcd", usage=usage, pieces=4)) as (_, backend):
        assert (await backend.complete(ask("12345678"))).usage == Usage(2, 0, 4)


async def test_more_cached_than_prompt_is_cut() -> None:
    usage = {"prompt_tokens": 10, "completion_tokens": 1, "prompt_cache_hit_tokens": 99}
    async with served(stream("x", usage=usage)) as (_, backend):
        assert (await backend.complete(ask())).usage == Usage(10, 10, 1)


async def test_usage_without_choices_and_empty_events_are_no_trouble() -> None:
    steps = (
        event({"choices": []}),
        event({"choices": None, "prompt_filter_results": []}),
        chunk(role="assistant", content=None),
        event({"choices": [{"index": 0, "delta": None, "finish_reason": ""}]}),
        chunk(content="ok"),
        event({"choices": [{"index": 0, "delta": {"content": "!"}, "usage": None}], "usage": None}),
        chunk("stop"),
        usage_event({"prompt_tokens": 1, "completion_tokens": 2}),
        DONE,
    )
    async with served(Reply(steps=steps)) as (_, backend):
        completion = await backend.complete(ask())
    assert completion.text == "ok!"
    assert completion.usage == Usage(1, 0, 2)


async def test_content_as_a_list_of_parts() -> None:
    parts = [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}, {"type": "other"}]
    async with served(Reply(steps=(chunk(content=parts), chunk("stop"), DONE))) as (_, backend):
        assert (await backend.complete(ask())).text == "ab"


@pytest.mark.parametrize(("content", "text"), [("", ""), (None, "")])
async def test_empty_replies_are_replies(content: str | None, text: str) -> None:
    async with served(in_turn(stream(""), whole(content))) as (_, backend):
        for _ in range(2):
            completion = await backend.complete(ask())
            assert (completion.text, completion.stop) == (text, StopReason.STOP)
            assert completion.faults == ()


@pytest.mark.parametrize("content_type", ["application/json", "text/event-stream", "text/plain"])
async def test_a_document_in_place_of_a_stream(content_type: str) -> None:
    reply = whole("all at once", finish="length", reasoning_content="hm")
    # DeepSeek sends blank lines while a request waits.
    steps = (b"\n\n", b"\n", *reply.steps, b"\n")
    reply = Reply(200, {"Content-Type": content_type}, steps)
    async with served(reply) as (_, backend):
        completion = await backend.complete(ask())
    assert completion.text == "all at once"
    assert completion.reasoning == "hm"
    assert completion.stop is StopReason.LENGTH
    assert completion.usage == Usage(7, 0, 3)


async def test_a_stream_under_a_wrong_content_type() -> None:
    reply = Reply(200, {"Content-Type": "application/json"}, stream("yes").steps)
    async with served(reply) as (_, backend):
        assert (await backend.complete(ask())).text == "yes"


async def test_events_cut_anywhere_and_glued_together() -> None:
    data = b"".join(step for step in stream("héllo ∀x").steps if isinstance(step, bytes))
    cut = Reply(steps=tuple(data[i : i + 1] for i in range(len(data))))
    glued = Reply(steps=(b"\xef\xbb\xbf: hi\r\n\r\n" + data.replace(b"\n", b"\r\n"),))
    async with served(in_turn(cut, glued)) as (_, backend):
        for _ in range(2):
            assert (await backend.complete(ask())).text == "héllo ∀x"


async def test_invalid_utf8_is_replaced() -> None:
    bad = b'data: {"choices": [{"delta": {"content": "a\xffb"}}]}\n\n'
    async with served(Reply(steps=(bad, chunk("stop"), DONE))) as (_, backend):
        completion = await backend.complete(ask())
    assert completion.text == "a�b"
    assert completion.faults == ()


async def test_halves_of_a_surrogate_pair_are_joined_and_single_ones_replaced() -> None:
    steps = (chunk(content="\ud83d"), chunk(content="\ude00 \ud83d"), chunk("stop"), DONE)
    async with served(Reply(steps=steps)) as (_, backend):
        completion = await backend.complete(ask())
    assert completion.text == "😀 �"
    completion.text.encode()


async def test_a_finished_reply_counts_although_done_never_comes() -> None:
    reply = stream("complete")
    async with served(Reply(steps=reply.steps[:-1])) as (_, backend):
        completion = await backend.complete(ask())
    assert (completion.text, completion.faults) == ("complete", ())


async def test_connections_are_used_again() -> None:
    async with served(stream("x")) as (server, backend):
        for _ in range(5):
            await backend.complete(ask())
        assert len(server.seen) == 5
        assert server.open == 1


async def test_many_at_once() -> None:
    async with served(lambda seen: stream(seen.prompt), ceiling=50) as (_, backend):
        texts = [f"text {number}" for number in range(200)]
        completions = await asyncio.gather(*(backend.complete(ask(text)) for text in texts))
        assert [completion.text for completion in completions] == texts
        assert 1 <= backend.limit <= 50


async def test_a_dispatcher_hears_of_a_grown_limit() -> None:
    async with served(stream("x"), ceiling=100) as (_, backend):
        heard: list[int] = []
        backend.on_limit = lambda: heard.append(backend.limit)
        before = backend.limit
        await asyncio.gather(*(backend.complete(ask()) for _ in range(50)))
    assert heard == sorted(heard)
    assert heard[0] == before + 1


async def test_a_closed_backend_says_so() -> None:
    async with served(stream("x")) as (_, backend):
        await backend.complete(ask())
        await backend.aclose()
        await backend.aclose()
        with pytest.raises(RuntimeError, match="closed"):
            await backend.complete(ask())


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Unrecognized request argument supplied: stream_options", 400),
        ('[{"type":"extra_forbidden","loc":["body","stream_options"]}]', 422),
        ("bad request", 400),
    ],
)
async def test_a_server_that_rejects_stream_options(words: str, status: int) -> None:
    def script(seen: Seen) -> Reply:
        return refuse(status, words) if "stream_options" in seen.json else stream("fine")

    async with served(script) as (server, backend):
        first = await backend.complete(ask())
        second = await backend.complete(ask())
    assert (first.text, first.faults) == ("fine", (f"http{status}",))
    assert (second.text, second.faults) == ("fine", ())
    assert len(server.seen) == 3


async def test_many_at_once_learn_together() -> None:
    def script(seen: Seen) -> Reply:
        return refuse(400, "unknown field") if "stream_options" in seen.json else stream("fine")

    async with served(script) as (server, backend):
        completions = await asyncio.gather(*(backend.complete(ask()) for _ in range(8)))
        assert {completion.text for completion in completions} == {"fine"}
        assert len(server.seen) <= 16
        assert (await backend.complete(ask())).faults == ()


async def test_a_server_that_wants_max_completion_tokens_and_no_seed() -> None:
    def script(seen: Seen) -> Reply:
        if "max_tokens" in seen.json:
            words = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
            return refuse(400, words, code="unsupported_parameter")
        if "seed" in seen.json:
            return refuse(422, "extra inputs are not permitted: seed")
        return stream("fine")

    async with served(script) as (server, backend):
        completion = await backend.complete(ask(max_tokens=55))
        assert completion.faults == ("http400", "http422")
        await backend.complete(ask(max_tokens=55))
    assert server.seen[-1].json["max_completion_tokens"] == 55
    assert len(server.seen) == 4
