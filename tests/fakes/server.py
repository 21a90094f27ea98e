"""A real HTTP server on loopback that plays scripts: replies, faults and silences of every kind.

A script is a function from the request to a `Reply`. A reply is a status, headers and steps: bytes
to write, pauses, and ways to end badly. The builders below write what real servers write.

    async with FakeServer(lambda seen: stream("hello")) as server:
        backend = HttpBackend(server.address, "fake", key=None, ceiling=4)

`serving(script)` runs the same in a thread, for tests that start the program as a process.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from types import TracebackType
from typing import Any

MODEL = "fake"


class End(Enum):
    """Ways for a connection to end other than well."""

    DROP = "drop"
    """Break the connection here."""
    HANG = "hang"
    """Say nothing more until the client leaves."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait before the next step."""

    seconds: float


Step = bytes | Pause | End


@dataclass(frozen=True, slots=True)
class Reply:
    """What to answer: each step of bytes is one HTTP chunk, sent at once."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()

    def then(self, *steps: Step) -> Reply:
        """The same with more steps."""
        return Reply(self.status, self.headers, (*self.steps, *steps))


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes
    index: int
    """How many chat requests came before it."""

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def prompt(self) -> str:
        """The content of the last message."""
        return str(self.json["messages"][-1]["content"])


Script = Callable[[Seen], Reply]


class FakeServer:
    """Serves `POST .../chat/completions` from a script and `GET .../models` from a list.

    Attributes:
        seen: The chat requests so far.
        left: How many times a client left before its reply had ended.
        open: Connections open now.
    """

    def __init__(self, script: Script, *, models: Sequence[str] | Reply = (MODEL,)) -> None:
        self.script = script
        self.models = models
        self.seen: list[Seen] = []
        self.left = 0
        self.open = 0
        self._changed = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._port = 0

    @property
    def address(self) -> str:
        """Without `/v1`."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def listening(self) -> bool:
        return self._server is not None and self._server.is_serving()

    async def __aenter__(self) -> FakeServer:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def until(self, holds: Callable[[], bool], seconds: float = 10.0) -> None:
        """Wait until a condition on this server holds; it is looked at after each event."""
        async with asyncio.timeout(seconds):
            while not holds():
                self._changed.clear()
                await self._changed.wait()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.open += 1
        try:
            while await self._one(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            self.left += 1
        except asyncio.CancelledError:
            # Closing down: asyncio.streams logs a cancelled handler as an error.
            pass
        finally:
            self.open -= 1
            self._tasks.discard(task)
            self._changed.set()
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Serve one request; False when the connection is over."""
        head = await _head(reader)
        if head is None:
            return False
        method, path, headers = head
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        if method == "GET":
            models = self.models
            reply = models if isinstance(models, Reply) else model_list(*models)
        else:
            seen = Seen(method, path, headers, body, len(self.seen))
            self.seen.append(seen)
            self._changed.set()
            reply = self.script(seen)
        return await self._play(reply, reader, writer)

    async def _play(
        self, reply: Reply, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        headers = {"Transfer-Encoding": "chunked", **reply.headers}
        lines = [f"HTTP/1.1 {reply.status} Fake", *(f"{k}: {v}" for k, v in headers.items())]
        head = "\r\n".join(lines).encode() + b"\r\n\r\n"
        if reply.steps[:1] != (End.DROP,):
            writer.write(head)
        for step in reply.steps:
            match step:
                case bytes():
                    if step:
                        writer.write(f"{len(step):x}\r\n".encode() + step + b"\r\n")
                    await writer.drain()
                case Pause():
                    await asyncio.sleep(step.seconds)
                case End.DROP:
                    await writer.drain()
                    writer.transport.abort()
                    return False
                case End.HANG:
                    await writer.drain()
                    # Returns when the client leaves.
                    await reader.read()
                    self.left += 1
                    return False
        writer.write(b"0\r\n\r\n")
        await writer.drain()
        return True


async def _head(reader: asyncio.StreamReader) -> tuple[str, str, dict[str, str]] | None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    first, *rest = head.decode("latin-1").rstrip().split("\r\n")
    method, path, _ = first.split(" ", 2)
    pairs = (line.split(":", 1) for line in rest)
    return method, path, {name.lower(): value.strip() for name, value in pairs}


@contextmanager
def serving(script: Script, *, models: Sequence[str] | Reply = (MODEL,)) -> Iterator[FakeServer]:
    """A `FakeServer` in a thread with a loop of its own; its fields may be read from outside."""
    started = threading.Event()
    server = FakeServer(script, models=models)
    failure: list[BaseException] = []
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    async def run() -> None:
        async with server:
            started.set()
            await stop.wait()

    def thread() -> None:
        try:
            loop.run_until_complete(run())
        except BaseException as error:
            failure.append(error)
            started.set()
        finally:
            loop.close()

    worker = threading.Thread(target=thread, daemon=True)
    worker.start()
    started.wait(10)
    if failure:
        raise failure[0]
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(stop.set)
        worker.join(10)


# What real servers write


def event(document: object) -> bytes:
    """One server-sent event."""
    return b"data: " + json.dumps(document).encode() + b"\n\n"


DONE = b"data: [DONE]\n\n"
KEEP_ALIVE = b": keep-alive\n\n"


def chunk(finish: str | None = None, **delta: object) -> bytes:
    """One event of a streamed reply with the given fields in its delta."""
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return event({"object": "chat.completion.chunk", "model": MODEL, "choices": [choice]})


def usage_event(usage: Mapping[str, object]) -> bytes:
    """The last event before [DONE] when usage was asked for: no choices."""
    return event({"object": "chat.completion.chunk", "choices": [], "usage": dict(usage)})


def stream(
    text: str,
    *,
    reasoning: str = "",
    reasoning_field: str = "reasoning_content",
    finish: str | None = "stop",
    usage: Mapping[str, object] | None = None,
    pieces: int = 4,
) -> Reply:
    """A whole streamed reply, its text in about `pieces` events."""
    steps = [chunk(role="assistant", content="")]
    steps += [chunk(**{reasoning_field: part}) for part in _parts(reasoning, pieces)]
    steps += [chunk(content=part) for part in _parts(text, pieces)]
    if finish is not None:
        steps.append(chunk(finish=finish))
    if usage is not None:
        steps.append(usage_event(usage))
    return Reply(200, {"Content-Type": "text/event-stream"}, (*steps, DONE))


def whole(text: str | None, *, finish: str = "stop", **message: object) -> Reply:
    """A reply in one JSON document, from a server that ignores `stream`."""
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": text, **message},
        "finish_reason": finish,
    }
    body = {"object": "chat.completion", "model": MODEL, "choices": [choice]}
    return _json(200, {**body, "usage": {"prompt_tokens": 7, "completion_tokens": 3}})


def refuse(
    status: int,
    message: str = "",
    *,
    retry_after: str | None = None,
    **fields: object,
) -> Reply:
    """An HTTP error with an `error` object as OpenAI writes it."""
    reply = _json(status, {"error": {"message": message, **fields}})
    if retry_after is None:
        return reply
    return Reply(status, {**reply.headers, "Retry-After": retry_after}, reply.steps)


def dropped(text: str) -> Reply:
    """A stream whose connection breaks in the middle."""
    return Reply(200, {"Content-Type": "text/event-stream"}, (chunk(content=text), End.DROP))


def cut_short(text: str) -> Reply:
    """A stream that ends in good order but without finish reason and [DONE]."""
    return Reply(200, {"Content-Type": "text/event-stream"}, (chunk(content=text),))


def stalled(text: str = "") -> Reply:
    """A stream that falls silent, after `text` if there is any."""
    steps = (chunk(content=text),) if text else ()
    return Reply(200, {"Content-Type": "text/event-stream"}, (*steps, End.HANG))


def malformed(text: str) -> Reply:
    """A stream with a piece of broken JSON in it."""
    reply = stream(text)
    broken = b'data: {"choices": [{"delta": {"content": "x}}\n\n'
    return Reply(200, reply.headers, (reply.steps[0], broken, *reply.steps[1:]))


def model_list(*names: str) -> Reply:
    """The answer to GET /models."""
    return _json(200, {"object": "list", "data": [{"id": name} for name in names]})


def in_turn(*replies: Reply) -> Script:
    """A script that gives each chat request the next reply, and the last one ever after."""
    return lambda seen: replies[min(seen.index, len(replies) - 1)]


def _json(status: int, document: object) -> Reply:
    return Reply(status, {"Content-Type": "application/json"}, (json.dumps(document).encode(),))


def _parts(text: str, pieces: int) -> list[str]:
    size = max(1, -(-len(text) // pieces))
    return [text[start : start + size] for start in range(0, len(text), size)]
