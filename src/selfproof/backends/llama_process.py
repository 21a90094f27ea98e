"""The parent's side of `llama_child`: start it, know when it ends, say why, stop it.

The child is bound to us in both directions: it ends when we do, and its end is noticed at once, so
that no call waits for a server that is gone.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections import deque
from dataclasses import asdict, dataclass
from pathlib import Path

from selfproof.backends.endpoint import one_line
from selfproof.backends.failures import with_code
from selfproof.errors import BackendError

COMMAND: tuple[str, ...] = (sys.executable, "-P", "-m", "selfproof.backends.llama_child")
"""-P: a file in the user's folder must not be taken for a module of ours."""

_KEPT_LINES = 200
_LONGEST_LINE = 1_000
_GRACE = 5.0
"""Seconds a child gets to end on request before it is killed."""

_STAMP = re.compile(r"^\d+\.\d+\.\d+\.\d+\s+[A-Z]\s+")
_ERROR = re.compile(r"^\d+\.\d+\.\d+\.\d+\s+E\s+")
_ABORT = re.compile(r"GGML_ASSERT|ggml_abort|terminate called|what\(\):|std::bad_alloc|fatal error")
_LOADING = re.compile(r"error loading model: *(?:llama_model_loader: *)?")
_SOURCE_FILE = re.compile(r"(?:/[^\s/:]+)+/(?=[^\s/:]+\.\w+:\d+)")
_RESUME = "run the same command again to resume"


@dataclass(frozen=True, slots=True)
class LlamaSettings:
    """How llama.cpp runs.

    Attributes:
        slots: Sequences decoded at once, >= 1.
        context: Tokens a slot holds, prompt and reply together, >= 1.
        threads: CPU threads, >= 1; 0 leaves it to llama.cpp (one a physical core).
    """

    slots: int
    context: int
    threads: int = 0


class LlamaProcess:
    """A running child. Use `start`; always `stop`.

    Attributes:
        address: Where it serves, `http://127.0.0.1:PORT`.
        key: The secret its server asks for.
        ended: Done when the process has ended; its result is a line that says why.
    """

    def __init__(self, process: Process, label: str) -> None:
        self.address = ""
        self.key = secrets.token_hex(16)
        self._process = process
        self._label = label
        self._log: deque[str] = deque(maxlen=_KEPT_LINES)
        self._serving = False
        self.ended: asyncio.Task[str] = asyncio.create_task(self._watch())

    @classmethod
    async def start(
        cls,
        model: Path,
        settings: LlamaSettings,
        label: str,
        *,
        command: tuple[str, ...] = COMMAND,
    ) -> LlamaProcess:
        """Start a child and wait until it serves. Loading a large model takes minutes.

        Args:
            model: The GGUF file.
            settings: How to run it.
            label: How messages name the model, such as ``--model 'x.gguf'``.
            command: The program; for tests.

        Raises:
            BackendError: it ended instead; exit code 2.
        """
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            # Ctrl-C at the terminal is for us alone: calls in flight may finish.
            start_new_session=True,
        )
        child = cls(process, label)
        try:
            await child._greet(model, settings)
        except BaseException:
            await child.stop()
            raise
        return child

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._process.pid

    async def stop(self) -> None:
        """End the child: ask, then kill. Harmless when it has ended."""
        for end in (self._process.terminate, self._process.kill):
            if self._process.returncode is not None:
                break
            end()
            await asyncio.wait({self.ended}, timeout=_GRACE)
        await self.ended

    async def _greet(self, model: Path, settings: LlamaSettings) -> None:
        """Hand the settings over and wait for the address."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        words = {"model": str(model), "key": self.key, **asdict(settings)}
        try:
            self._process.stdin.write(json.dumps(words).encode() + b"\n")
            await self._process.stdin.drain()
            answer = await self._process.stdout.readuntil(b"\n")
        except (OSError, asyncio.IncompleteReadError):
            # It ended before it could serve; `ended` knows why.
            await asyncio.wait({self.ended}, timeout=_GRACE)
            await self.stop()
            raise with_code(BackendError(self.ended.result()), 2) from None
        address = json.loads(answer)["address"]
        if not address.startswith("http://127.0.0.1:"):
            raise BackendError(f"{self._label}: llama.cpp listens at {address!r}, not on loopback")
        self.address = address
        self._serving = True

    async def _watch(self) -> str:
        """Collect the log until the process ends; a line that says why it did."""
        assert self._process.stderr is not None
        rest = b""
        while chunk := await self._process.stderr.read(2**16):
            *lines, rest = (rest + chunk).split(b"\n")
            rest = rest[:_LONGEST_LINE]
            self._log.extend(
                line[:_LONGEST_LINE].decode("utf-8", "replace") for line in lines if line.strip()
            )
        if rest.strip():
            self._log.append(rest.decode("utf-8", "replace"))
        code = await self._process.wait()
        return death(self._label, code, list(self._log), serving=self._serving)


def death(label: str, code: int, log: list[str], *, serving: bool) -> str:
    """One line that says why llama.cpp ended and what to do.

    Args:
        label: How to name the model.
        code: The process's return code; -N when signal N ended it.
        log: Its last lines, oldest first.
        serving: True when it had served before.
    """
    reason = _reason(log, serving=serving)
    said = f": {reason}" if reason else ""
    after = f" {_RESUME} with" if serving else " give"
    if code == -signal.SIGKILL:
        return (
            f"{label}: llama.cpp was killed, most likely for lack of memory;"
            f"{after} a lower --concurrency or a smaller model"
        )
    if code < 0:
        return (
            f"{label}: llama.cpp died of {_signal_name(-code)}{said}; "
            + (f"{_RESUME}, or" if serving else "upgrade xllamacpp or")
            + " use another GGUF file"
        )
    if serving:
        return f"{label}: llama.cpp ended with code {code}{said}; {_RESUME}"
    return f"{label}: llama.cpp cannot load it{said}; check the file or use another"


def _reason(log: list[str], *, serving: bool) -> str:
    """The most telling line of a log: an abort, else where loading failed, else an error.

    Errors logged while serving are about single requests: no reason for an end.
    """
    for line in reversed(log):
        if _ABORT.search(line):
            return one_line(_SOURCE_FILE.sub("", _STAMP.sub("", line)))
    if serving:
        return ""
    errors = [_ERROR.sub("", line) for line in log if _ERROR.match(line)]
    if not errors:
        # Not llama.cpp's words then, but Python's last ones.
        return one_line(log[-1]) if log else ""
    for line in errors:
        found = _LOADING.search(line)
        if found and "failed to load model from" not in line:
            return one_line(line[found.end() :])
    return one_line(errors[0])


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
