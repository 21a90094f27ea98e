"""The scripted backend keeps the promises of a backend."""

from __future__ import annotations

import asyncio
import dataclasses

import pytest

from selfproof.backends.base import Backend
from selfproof.backends.scripted import ScriptedBackend, digest
from selfproof.errors import CallRejected, UsageError
from selfproof.types import ChatRequest, Completion, Message, Role, Sampling, StopReason, Usage
from tests.backends.helpers import ask
from tests.fakes.clock import FakeTime


async def test_it_is_a_backend() -> None:
    backend: Backend = ScriptedBackend(["yes"])
    assert (await backend.complete(ask())).text == "yes"
    assert (backend.model, backend.limit) == ("scripted", 64)
    await backend.aclose()
    with pytest.raises(RuntimeError, match="closed"):
        await backend.complete(ask())


async def test_answers_from_a_function() -> None:
    backend = ScriptedBackend(lambda request: request.messages[0].content[::-1])
    completion = await backend.complete(ask("abcde"))
    assert completion == Completion("edcba", usage=Usage(2, 0, 2))
    assert backend.requests == [ask("abcde")]


async def test_whole_completions_and_errors() -> None:
    cut = Completion("half", "thought", StopReason.LENGTH, Usage(1, 0, 9), 3.0, ("http429",))
    rejected = CallRejected("no", refused=True)
    backend = ScriptedBackend(lambda request: cut if request.seed else rejected)
    assert await backend.complete(ask(seed=1)) == cut
    with pytest.raises(CallRejected):
        await backend.complete(ask(seed=0))


async def test_a_list_depends_on_the_request_and_not_on_the_order() -> None:
    requests = [ask(f"text {number}", seed=number) for number in range(60)]
    answers = [str(number) for number in range(10)]

    async def texts(order: list[ChatRequest]) -> dict[ChatRequest, str]:
        time = FakeTime()
        backend = ScriptedBackend(
            answers, latency=lambda request: (request.seed * 37) % 11, sleep=time.sleep
        )
        found = await asyncio.gather(*(backend.complete(request) for request in order))
        return {request: reply.text for request, reply in zip(order, found, strict=True)}

    forward = await texts(requests)
    assert await texts(requests[::-1]) == forward
    assert set(forward.values()) == set(answers)


def test_the_digest_covers_everything() -> None:
    request = ChatRequest((Message("user", "x"), Message("assistant", "")), Sampling(), 1)
    others = [
        dataclasses.replace(request, seed=2),
        dataclasses.replace(request, role=Role.VERIFY),
        dataclasses.replace(request, sampling=Sampling(temperature=0.5)),
        dataclasses.replace(request, sampling=Sampling(grammar="g")),
        dataclasses.replace(request, messages=(Message("userx", ""), Message("assistant", ""))),
        dataclasses.replace(request, messages=request.messages[:1]),
    ]
    assert len({digest(other) for other in [request, *others]}) == len(others) + 1
    assert digest(request) == digest(dataclasses.replace(request))


def test_the_digest_never_changes() -> None:
    # Recorded demonstrations depend on it.
    sampling = Sampling(temperature=1.0, top_p=0.95, max_tokens=100, seed=3)
    assert digest(ChatRequest((Message("user", "x"),), sampling, 1)) == 9528225953212426571


async def test_latency_and_faults() -> None:
    time = FakeTime()
    backend = ScriptedBackend(
        ["x"],
        latency=lambda request: request.seed / 2,
        faults=lambda request: ["stalled"] * request.seed,
        sleep=time.sleep,
    )
    completion = await backend.complete(ask(seed=3))
    assert completion.seconds == 1.5
    assert completion.faults == ("stalled",) * 3
    assert time.slept == [1.5]
    fixed = ScriptedBackend(["x"], latency=2.0, faults=("http500",), sleep=time.sleep)
    assert (await fixed.complete(ask())).faults == ("http500",)
    assert time.slept == [1.5, 2.0]


async def test_it_counts_what_is_in_flight_and_cancelled() -> None:
    backend = ScriptedBackend(["x"], latency=3_600.0)
    tasks = [asyncio.create_task(backend.complete(ask(seed=seed))) for seed in range(3)]
    await asyncio.sleep(0)
    assert backend.in_flight == 3
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert (backend.in_flight, backend.most_in_flight, backend.cancelled) == (0, 3, 3)


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(UsageError, match="empty"):
        ScriptedBackend([])
