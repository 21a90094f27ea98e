"""A GGUF model run here: llama.cpp in a child process, spoken to through the HTTP backend.

The child carries llama.cpp's own OpenAI-compatible server on a free loopback port with a random
key. Everything about requests and replies is `HttpBackend`'s; this adds the process's life: it
starts before the first call, and when it dies, calls in flight fail at once and say why.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from selfproof.backends.gguf import GgufInfo, file_identity, read_gguf
from selfproof.backends.http import HttpBackend
from selfproof.backends.llama_process import LlamaProcess, LlamaSettings
from selfproof.errors import BackendError, UsageError
from selfproof.types import ChatRequest, Completion

DEFAULT_CONTEXT = 8_192
"""Tokens a slot holds unless the caller says, where the model was trained for as many."""
LEAST_CONTEXT = 256

_MOST_SLOTS = 256
_SILENCE = 3_600.0
"""Seconds of silence before a call is taken for stalled. A slow machine with long prompts may say
nothing for many minutes, and a process that died is noticed without any waiting."""
_LAST_WORDS = 5.0
"""Seconds a broken call waits for the process's end to explain it."""


def default_slots() -> int:
    """Sequences decoded at once unless the caller says: 4 on 2 cores, 8 from 4 cores on."""
    return 4 if _cores() < 4 else 8


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class EmbeddedBackend:
    """One GGUF model behind the `Backend` interface. Use `start`; `aclose` ends the process."""

    def __init__(self, process: LlamaProcess, identity: str, settings: LlamaSettings) -> None:
        self._process = process
        self._settings = settings
        self._http = HttpBackend(
            process.address,
            key=process.key,
            ceiling=settings.slots,
            idle_seconds=_SILENCE,
            first_token_seconds=_SILENCE,
            identity=identity,
            # llama.cpp closes a connection after a streamed reply, now and then just when the next
            # request is on its way.
            reuse_connections=False,
        )

    @classmethod
    async def start(
        cls,
        path: Path,
        *,
        slots: int | None = None,
        context: int | None = None,
        threads: int | None = None,
        label: str | None = None,
    ) -> EmbeddedBackend:
        """Check the file, start llama.cpp and wait until it serves.

        Args:
            path: The GGUF file.
            slots: Sequences decoded at once, 1 to 256; None: `default_slots`.
            context: Tokens of prompt and reply together, a slot, >= 256; None: 8,192 at most, and
                no more than the model was trained for.
            threads: CPU threads, >= 1; None: llama.cpp's choice.
            label: How messages name the model.

        Raises:
            UsageError: a wrong argument or a file that is no usable GGUF.
            BackendError: llama.cpp cannot load it.
        """
        label = label or f"--model {str(path)!r}"
        info = read_gguf(path, label)
        settings = _settings(info, slots, context, threads, label)
        process = await LlamaProcess.start(path, settings, label)
        return cls(process, file_identity(path), settings)

    @property
    def model(self) -> str:
        """The file's name and a short hash of its content."""
        return self._http.model

    @property
    def limit(self) -> int:
        """Calls that may be in flight: the slots."""
        return self._http.limit

    @property
    def settings(self) -> LlamaSettings:
        """Slots, context and threads in use."""
        return self._settings

    @property
    def pid(self) -> int:
        """The process id of llama.cpp."""
        return self._process.pid

    async def complete(self, request: ChatRequest) -> Completion:
        """One finished reply.

        Raises:
            CallRejected: this request cannot succeed, such as one longer than the context.
            BackendError: llama.cpp has died; the message says why.
        """
        ended = self._process.ended
        if ended.done():
            raise BackendError(ended.result())
        call = asyncio.ensure_future(self._http.complete(request))
        try:
            await asyncio.wait({call, ended}, return_when=asyncio.FIRST_COMPLETED)
            if call.done() and isinstance(call.exception(), BackendError):
                # The connection may break a moment before the process is seen to be gone.
                await asyncio.wait({ended}, timeout=_LAST_WORDS)
            if ended.done() and not (call.done() and call.exception() is None):
                raise BackendError(ended.result())
            return call.result()
        finally:
            if not call.done():
                call.cancel()
                await asyncio.wait({call})

    async def aclose(self) -> None:
        """Close the connections and end the process."""
        try:
            await self._http.aclose()
        finally:
            await self._process.stop()

    async def __aenter__(self) -> EmbeddedBackend:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()


def _settings(
    info: GgufInfo, slots: int | None, context: int | None, threads: int | None, label: str
) -> LlamaSettings:
    """Defaults filled in and ranges checked."""
    trained = info.context_length or DEFAULT_CONTEXT
    if context is not None and context > trained:
        raise UsageError(
            f"context={context}: {label} was trained for {trained} tokens; give at most that"
        )
    settings = LlamaSettings(
        default_slots() if slots is None else slots,
        min(DEFAULT_CONTEXT, trained) if context is None else context,
    )
    if not 1 <= settings.slots <= _MOST_SLOTS:
        raise UsageError(f"slots={settings.slots}: must be 1 to {_MOST_SLOTS}")
    if settings.context < LEAST_CONTEXT:
        raise UsageError(f"context={settings.context}: must be at least {LEAST_CONTEXT}")
    if threads is not None and threads < 1:
        raise UsageError(f"threads={threads}: must be at least 1")
    return replace(settings, threads=threads or 0)
