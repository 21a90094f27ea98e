"""The child's life as its parent sees it, with small programs in its place."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from selfproof.backends import llama_process
from selfproof.backends.llama_process import LlamaProcess, LlamaSettings, death
from selfproof.errors import BackendError

LABEL = "--model 'x.gguf'"
SETTINGS = LlamaSettings(slots=2, context=512)
READY = """
import json, os, signal, sys, time
settings = json.loads(sys.stdin.readline())
print(json.dumps({"address": "http://127.0.0.1:1"}), flush=True)
"""


async def start(script: str) -> LlamaProcess:
    command = (sys.executable, "-c", script)
    return await LlamaProcess.start(Path("x.gguf"), SETTINGS, LABEL, command=command)


async def failure(script: str) -> str:
    """The one line a user reads when the child does this instead of serving."""
    with pytest.raises(BackendError) as caught:
        await start(script)
    assert caught.value.exit_code == 2
    message = str(caught.value)
    assert message.startswith(f"{LABEL}: llama.cpp ")
    assert "\n" not in message
    return message


async def test_serves_until_stopped() -> None:
    child = await start(READY + "sys.stdin.read()")
    assert child.address == "http://127.0.0.1:1"
    assert not child.ended.done()
    await child.stop()
    assert child.ended.done()
    await child.stop()


async def test_key_comes_by_stdin_and_differs() -> None:
    script = READY + "print(settings['key'], *sys.argv, *os.environ.values(), file=sys.stderr)"
    first, second = await start(script), await start(script)
    log = []
    for child in (first, second):
        await child.ended
        log.append(" ".join(child._log))
        assert log[-1].count(child.key) == 1, "it stands in what was read from stdin only"
        assert len(child.key) == 32
        await child.stop()
    assert first.key != second.key


async def test_assertion_in_the_library() -> None:
    message = await failure(
        "import os, sys; print('noise\\n/src/a/ggml.c:123: GGML_ASSERT(ne00 == 4) failed\\n'"
        "'[New LWP 1]\\nmore', file=sys.stderr, flush=True); os.abort()"
    )
    assert message == (
        f"{LABEL}: llama.cpp died of SIGABRT: ggml.c:123: GGML_ASSERT(ne00 == 4) failed; "
        "upgrade xllamacpp or use another GGUF file"
    )


async def test_model_that_does_not_load() -> None:
    message = await failure(
        "import sys; print('0.00.000.100 I srv init: x\\n"
        "0.00.014.276 E llama_model_load: error loading model: unknown model architecture: zzz\\n"
        "0.00.014.309 E llama_model_load_from_file_impl: failed to load model\\n"
        "RuntimeError: Failed to init server', file=sys.stderr); sys.exit(1)"
    )
    assert message == (
        f"{LABEL}: llama.cpp cannot load it: unknown model architecture: zzz; "
        "check the file or use another"
    )


async def test_killed_for_memory() -> None:
    message = await failure("import os; os.kill(os.getpid(), 9)")
    assert "most likely for lack of memory; give a lower --concurrency" in message


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("raise SystemExit(3)", "cannot load it; check"),
        ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("import sys; sys.stderr.write('x' * 300_000); sys.exit(1)", "xxx"),
        ("import sys; sys.stderr.buffer.write(b'\\xff\\x1b[31m bad'); sys.exit(1)", "bad"),
        ("import os; os.close(0); raise SystemExit(1)", "cannot load it"),
    ],
)
async def test_other_ends(script: str, words: str) -> None:
    message = await failure(script)
    assert words in message
    assert message.isprintable()
    assert len(message) < 500


async def test_log_is_bounded() -> None:
    child = await start(READY + "for i in range(5_000): print('line', i, file=sys.stderr)")
    await child.ended
    assert len(child._log) <= 200
    assert child._log[-1] == "line 4999"
    await child.stop()


async def test_address_must_be_loopback() -> None:
    with pytest.raises(BackendError, match="not on loopback"):
        await start(READY.replace("127.0.0.1:1", "10.0.0.1:1") + "sys.stdin.read()")


async def test_child_that_ignores_the_request_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(llama_process, "_GRACE", 0.2)
    deaf = READY.replace("settings =", "signal.signal(15, signal.SIG_IGN); settings =")
    child = await start(deaf + "time.sleep(600)")
    await child.stop()
    assert child.ended.done()


async def test_cancelled_start_leaves_no_child() -> None:
    script = "import sys, time; print('up', file=sys.stderr, flush=True); time.sleep(600)"
    starting = asyncio.create_task(start(script))
    await asyncio.sleep(0.3)
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting


@pytest.mark.parametrize("serving", [False, True])
@pytest.mark.parametrize("code", [0, 1, -9, -6, -11, -200])
def test_every_death_is_one_line_with_a_fix(code: int, serving: bool) -> None:
    log = [
        "0.00.1.2 E srv send_error: request (3031 tokens) exceeds the context",
        "/x/y.cpp:5: GGML_ASSERT(a) failed",
    ]
    for lines in ([], log[:1], log):
        line = death(LABEL, code, lines, serving=serving)
        assert line.startswith(f"{LABEL}: llama.cpp ")
        assert "; " in line
        assert ("run the same command again" in line) == serving
        assert not serving or "send_error" not in line, "a request's error is no reason"
