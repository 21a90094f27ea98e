"""The embedded backend with the real llama.cpp and the default weights."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from selfproof.backends.embedded import EmbeddedBackend
from selfproof.backends.grammar import grammar_for
from selfproof.backends.weights import default_weights
from selfproof.errors import BackendError, CallRejected, MissingExtra, UsageError
from selfproof.prompts import read_reply
from selfproof.types import ChatRequest, Message, OutcomeKind, Role, Sampling, StopReason
from tests.fakes import gguf as fake

pytest.importorskip("xllamacpp")
try:
    WEIGHTS = default_weights()
except MissingExtra:
    pytest.skip("the default weights are not installed", allow_module_level=True)

pytestmark = pytest.mark.asyncio(loop_scope="module")
CONTEXT = 512
ENDLESS = "root ::= [^\\x00] root"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def model() -> AsyncIterator[EmbeddedBackend]:
    """One server for all tests that leave it alive."""
    async with await EmbeddedBackend.start(WEIGHTS, slots=4, context=CONTEXT) as backend:
        yield backend


def ask(
    text: str = "Say hello.", *, seed: int = 1, tokens: int = 8, grammar: str | None = None
) -> ChatRequest:
    sampling = Sampling(max_tokens=tokens, grammar=grammar)
    return ChatRequest((Message("user", text),), sampling, seed)


async def test_identity_is_file_and_content(model: EmbeddedBackend) -> None:
    assert model.model == "SmolLM2-135M-Instruct.Q4_1.gguf@816f6eb8948a"
    assert model.limit == 4


async def test_a_reply(model: EmbeddedBackend) -> None:
    reply = await model.complete(ask())
    assert reply.text
    assert reply.stop is StopReason.LENGTH
    assert reply.usage.completion_tokens == 8
    assert reply.usage.prompt_tokens > 20


async def test_prompt_is_reused(model: EmbeddedBackend) -> None:
    text = "Compare 3 and 5 in many words. " * 8
    first = await model.complete(ask(text, seed=1))
    second = await model.complete(ask(text, seed=2))
    assert first.usage.prompt_tokens == second.usage.prompt_tokens
    assert second.usage.cached_tokens >= second.usage.prompt_tokens - 1


async def test_seeds_give_other_replies(model: EmbeddedBackend) -> None:
    replies = await asyncio.gather(*(model.complete(ask(seed=seed)) for seed in range(8)))
    assert len({reply.text for reply in replies}) > 1


async def test_replies_are_in_the_formats(model: EmbeddedBackend) -> None:
    """Whatever so small a model writes, a reply of any role is read and ends by itself."""
    sizes = {Role.PROVE: 320, Role.VERIFY: 220, Role.REVIEW: 220, Role.COMPARE: 220}
    requests = [
        ask(f"Write a {role} text.", tokens=size, grammar=grammar_for(role, size))
        for role, size in sizes.items()
    ]
    replies = await asyncio.gather(*map(model.complete, requests))
    for role, reply in zip(sizes, replies, strict=True):
        outcome = read_reply(role, reply.text, reply.reasoning, reply.stop)
        assert outcome.kind is OutcomeKind.OK, (outcome, reply.text)
        assert reply.usage.completion_tokens < sizes[role]


async def test_largest_grammars_are_accepted(model: EmbeddedBackend) -> None:
    for role in Role:
        reply = await model.complete(ask(tokens=2, grammar=grammar_for(role, 131_072)))
        assert reply.text.startswith(("##", "Here is"))


async def test_wrong_grammar_is_this_request_s_fault(model: EmbeddedBackend) -> None:
    with pytest.raises(CallRejected):
        await model.complete(ask(grammar="root ::= ["))
    assert (await model.complete(ask())).text


async def test_context_overflow(model: EmbeddedBackend) -> None:
    with pytest.raises(CallRejected, match="context"):
        await model.complete(ask("word " * 2 * CONTEXT))
    assert (await model.complete(ask())).text


async def test_reply_that_fills_the_context_is_truncated(model: EmbeddedBackend) -> None:
    words = "word " * (CONTEXT - 60)
    reply = await model.complete(ask(words, tokens=500, grammar=ENDLESS))
    assert reply.stop is StopReason.LENGTH
    assert reply.usage.prompt_tokens + reply.usage.completion_tokens == CONTEXT


async def test_server_wants_the_key(model: EmbeddedBackend) -> None:
    async with aiohttp.ClientSession() as session:
        for path in ("/v1/models", "/props", "/slots", "/v1/chat/completions"):
            async with session.get(model._process.address + path) as response:
                assert response.status in (401, 403, 404)


def is_gone(pid: int) -> bool:
    """Whether a process has ended (nobody may have collected it yet)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    if sys.platform != "linux":
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def wait_for_end(pid: int) -> bool:
    limit = time.monotonic() + 30
    while not is_gone(pid) and time.monotonic() < limit:
        time.sleep(0.05)
    return is_gone(pid)


async def test_death_fails_calls_at_once_and_says_why() -> None:
    async with await EmbeddedBackend.start(WEIGHTS, slots=1, context=512) as backend:
        endless = ask(tokens=400, grammar=ENDLESS)
        call = asyncio.create_task(backend.complete(endless))
        await asyncio.sleep(0.3)
        os.kill(backend.pid, signal.SIGKILL)
        # Retries over HTTP would go on for ten minutes.
        with pytest.raises(BackendError, match="most likely for lack of memory; run the same"):
            await asyncio.wait_for(call, 30)
        with pytest.raises(BackendError, match=r"llama\.cpp was killed"):
            await backend.complete(ask())


async def test_close_ends_the_process_and_calls() -> None:
    backend = await EmbeddedBackend.start(WEIGHTS, slots=1, context=512)
    await backend.complete(ask(tokens=1))
    await backend.aclose()
    assert is_gone(backend.pid)


async def test_cancelling_a_call_frees_its_slot() -> None:
    async with await EmbeddedBackend.start(WEIGHTS, slots=1, context=8_192) as backend:
        endless = ask(tokens=8_000, grammar=ENDLESS)
        call = asyncio.create_task(backend.complete(endless))
        await asyncio.sleep(0.3)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert (await asyncio.wait_for(backend.complete(ask()), 60)).text


PARENT = """
import asyncio, sys
from pathlib import Path
from selfproof.backends.embedded import EmbeddedBackend

async def main():
    backend = await EmbeddedBackend.start(Path(sys.argv[1]), slots=1, context=512)
    print(backend.pid, flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


async def test_kill_of_the_parent_ends_the_child() -> None:
    parent = subprocess.Popen(  # noqa: ASYNC220
        [sys.executable, "-c", PARENT, str(WEIGHTS)], stdout=subprocess.PIPE
    )
    with parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert not is_gone(child)
        parent.kill()
    assert wait_for_end(child)


def shape(**changes: int) -> bytes:
    """A GGUF that passes our check and not llama.cpp's."""
    values = {"embedding_length": 64, "block_count": 1, "feed_forward_length": 64} | changes
    metadata = {f"llama.{name}": (fake.UINT32, value) for name, value in values.items()}
    return fake.gguf({**fake.LLAMA, **metadata})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"expert_count": 4, "expert_used_count": 9}, r"died of SIGABRT: .*GGML_ASSERT"),
        ({"attention.head_count": 4}, "cannot load it: "),
    ],
)
async def test_model_that_llama_cannot_take(
    tmp_path: Path, changes: dict[str, int], words: str
) -> None:
    path = tmp_path / "odd.gguf"
    path.write_bytes(shape(**changes))
    with pytest.raises(BackendError, match=words) as caught:
        await EmbeddedBackend.start(path)
    message = str(caught.value)
    assert message.startswith(f"--model {str(path)!r}: llama.cpp ")
    assert "\n" not in message
    assert caught.value.exit_code == 2


async def test_file_cut_off_in_its_last_tensor(tmp_path: Path) -> None:
    path = tmp_path / "cut.gguf"
    path.write_bytes(WEIGHTS.read_bytes()[:-1_000])
    with pytest.raises(BackendError, match=r"cannot load it: .*not within the file bounds"):
        await EmbeddedBackend.start(path)


async def test_files_that_are_no_models(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("hello")
    with pytest.raises(UsageError, match=r"--model '.*x\.txt': not a GGUF file"):
        await EmbeddedBackend.start(path)
    path.write_bytes(WEIGHTS.read_bytes()[:1_000_000])
    with pytest.raises(UsageError, match="cut off"):
        await EmbeddedBackend.start(path)


@pytest.mark.parametrize(
    ("name", "value"),
    [("slots", 0), ("slots", 1_000), ("context", 10), ("context", 10_000), ("threads", 0)],
)
async def test_settings_out_of_range(name: str, value: int) -> None:
    settings: dict[str, Any] = {name: value}
    with pytest.raises(UsageError, match=f"{name}={value}: "):
        await EmbeddedBackend.start(WEIGHTS, **settings)
