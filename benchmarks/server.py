"""A scripted OpenAI-compatible server on loopback, cheap enough to be no bottleneck.

`python -m benchmarks.server --slots 128 ...` prints its port and serves until its standard input
ends. A raw `asyncio.Protocol` per connection; a request holds one of a fixed number of slots from
the moment it is read to the last byte of its reply, and waits in line while none is free. Text and
time are functions of the request's seed (`benchmarks.model`). The reply is streamed in `--events`
server-sent events, sent in `--writes` TCP writes spread evenly over the reply's time, the first at
once.

GET /stats gives what happened since the last GET /reset.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import subprocess
import sys
import urllib.request
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import orjson

from benchmarks.model import ReplyTimes, reply, tokens
from selfproof import formats

_HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
    b"Transfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n"
)
_LENGTH = b"content-length:"


@dataclass(frozen=True, slots=True)
class ServerConfig:
    """What the server is told on its command line."""

    slots: int = 128
    median: float = 0.15
    sigma: float = 1.0
    slow_share: float = 0.05
    slow_factor: float = 10.0
    events: int = 4
    """Events with text in a reply."""
    writes: int = 4
    """TCP writes they are sent in."""
    tokens: int = 0
    """With a number above 0 every reply is an analysis of about so many tokens."""
    core: int = -1
    """CPU core to run on, -1 for any."""

    @property
    def times(self) -> ReplyTimes:
        return ReplyTimes(self.median, self.sigma, self.slow_share, self.slow_factor)


@dataclass(slots=True)
class Stats:
    """Counters since the last reset."""

    calls: int = 0
    busy_seconds: float = 0.0
    """Slot-time: the reply times that were served, as planned."""
    held_seconds: float = 0.0
    """Slot-time as measured, the server's own delays included."""
    most_in_flight: int = 0
    most_waiting: int = 0
    aborted: int = 0
    cpu_seconds: float = 0.0


class Server:
    """Slots, the line before them and the counters."""

    def __init__(self, config: ServerConfig) -> None:
        self.config = config
        self.times = config.times
        self.stats = Stats()
        self.in_flight = 0
        self.waiting: deque[tuple[Connection, bytes]] = deque()
        self._cpu = os.times()
        self._fixed = self._fixed_pieces() if config.tokens else None

    def _fixed_pieces(self) -> list[bytes]:
        text = short_reply(self.config.tokens)
        usage = {"prompt_tokens": 1_000, "completion_tokens": self.config.tokens}
        return stream(text, usage, self.config.events, self.config.writes)

    def take(self, connection: Connection, body: bytes) -> None:
        """Serve a request now or when a slot is free."""
        if self.in_flight < self.config.slots:
            self._start(connection, body)
        else:
            self.waiting.append((connection, body))
            self.stats.most_waiting = max(self.stats.most_waiting, len(self.waiting))

    def _start(self, connection: Connection, body: bytes) -> None:
        self.in_flight += 1
        self.stats.most_in_flight = max(self.stats.most_in_flight, self.in_flight)
        connection.serve(*self._plan(body))

    def _plan(self, body: bytes) -> tuple[float, list[bytes]]:
        """Seconds and the pieces of a reply."""
        request = orjson.loads(body)
        seed = request["seed"]
        if self._fixed is not None:
            return self.times.seconds(seed), self._fixed
        prompt = "\n".join(message["content"] for message in request["messages"])
        text = reply(seed, request["max_tokens"], prompt)
        usage = {"prompt_tokens": tokens(prompt), "completion_tokens": tokens(text)}
        pieces = stream(text, usage, self.config.events, self.config.writes)
        return self.times.seconds(seed), pieces

    def done(self, planned: float, held: float) -> None:
        """A reply was sent; its slot goes to the next in line."""
        self.stats.calls += 1
        self.stats.busy_seconds += planned
        self.stats.held_seconds += held
        self._free()

    def aborted(self) -> None:
        """The client went away in the middle of a reply."""
        self.stats.aborted += 1
        self._free()

    def _free(self) -> None:
        self.in_flight -= 1
        while self.waiting and self.in_flight < self.config.slots:
            connection, body = self.waiting.popleft()
            if connection.open:
                self._start(connection, body)

    def control(self, path: bytes) -> bytes:
        """The body of a reply to GET `path`."""
        now = os.times()
        if path == b"/reset":
            self.stats = Stats()
            self._cpu = now
        self.stats.cpu_seconds = now.user + now.system - self._cpu.user - self._cpu.system
        return orjson.dumps(asdict(self.stats))


class Connection(asyncio.Protocol):
    """One keep-alive connection; one request at a time, as HTTP/1.1 clients do it."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._loop = asyncio.get_running_loop()
        self._buffer = bytearray()
        self._timer: asyncio.TimerHandle | None = None
        self.open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport
        self.open = True

    def connection_lost(self, error: Exception | None) -> None:
        self.open = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
            self._server.aborted()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self._buffer[:end])
        low = head.lower()
        at = low.find(_LENGTH)
        size = int(low[at + len(_LENGTH) :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(self._buffer) < end + 4 + size:
            return
        body = bytes(self._buffer[end + 4 : end + 4 + size])
        del self._buffer[: end + 4 + size]
        if head.startswith(b"GET"):
            content = self._server.control(head.split(b" ", 2)[1])
            self._transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                % (len(content), content)
            )
        else:
            self._server.take(self, body)

    def serve(self, seconds: float, pieces: list[bytes]) -> None:
        """Stream `pieces` over `seconds`."""
        self._seconds, self._pieces = seconds, pieces
        self._started = self._loop.time()
        self._next = 0
        self._transport.write(_HEAD)
        self._send()

    def _send(self) -> None:
        last = len(self._pieces) - 1
        self._timer = None
        if self._next == last and self._loop.time() < self._started + self._seconds:
            # A single piece is sent when the reply is over, not at once.
            self._wait(1.0)
            return
        self._transport.write(self._pieces[self._next])
        self._next += 1
        if self._next <= last:
            self._wait(self._next / last)
        else:
            self._server.done(self._seconds, self._loop.time() - self._started)

    def _wait(self, part: float) -> None:
        self._timer = self._loop.call_at(self._started + part * self._seconds, self._send)


def stream(text: str, usage: dict[str, int], events: int, writes: int) -> list[bytes]:
    """A reply's body: `events` events with text, the end and the usage, in `writes` pieces."""
    step = max(1, -(-len(text) // events))
    lines = [_event({"content": text[at : at + step]}, None) for at in range(0, len(text), step)]
    lines[-1] += _event({}, "stop")
    lines[-1] += b"data: %s\n\n" % orjson.dumps({"choices": [], "usage": usage})
    lines[-1] += b"data: [DONE]\n\n"
    each = -(-len(lines) // writes)
    blocks = [b"".join(lines[at : at + each]) for at in range(0, len(lines), each)]
    pieces = [b"%x\r\n%s\r\n" % (len(block), block) for block in blocks]
    pieces[-1] += b"0\r\n\r\n"
    return pieces


def _event(delta: dict[str, str], reason: str | None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    return b"data: %s\n\n" % orjson.dumps(
        {"id": "x", "object": "chat.completion.chunk", "model": "scripted", "choices": [choice]}
    )


def short_reply(count: int) -> str:
    """An analysis of about `count` tokens in the verifier's format."""
    bare = formats.write_evaluation("", 1.0)
    return formats.write_evaluation("x" * max(0, 4 * count - len(bare)), 1.0)


# The client's side


@dataclass(frozen=True, slots=True)
class Running:
    """A server in its own process."""

    address: str

    def stats(self) -> Stats:
        """What happened since the last reset."""
        found = self._get("/stats")
        whole = {"calls", "most_in_flight", "most_waiting", "aborted"}
        return Stats(**{key: int(v) if key in whole else v for key, v in found.items()})  # type: ignore[arg-type]

    def reset(self) -> None:
        """Set all counters to 0."""
        self._get("/reset")

    def _get(self, path: str) -> dict[str, float]:
        with urllib.request.urlopen(self.address + path) as answer:
            found: dict[str, float] = json.load(answer)
            return found


@contextlib.contextmanager
def running(config: ServerConfig) -> Iterator[Running]:
    """Start a server and stop it at the end."""
    arguments = [f"--{name.replace('_', '-')}={value}" for name, value in asdict(config).items()]
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.server", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        port = int(process.stdout.readline())
        yield Running(f"http://127.0.0.1:{port}")
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait(10)


def _parse() -> ServerConfig:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    for name, value in asdict(ServerConfig()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    return ServerConfig(**vars(parser.parse_args()))


async def _main(config: ServerConfig) -> None:
    if config.core >= 0:
        os.sched_setaffinity(0, {config.core})
    loop = asyncio.get_running_loop()
    server = Server(config)
    listener = await loop.create_server(lambda: Connection(server), "127.0.0.1", 0, backlog=4_096)
    print(listener.sockets[0].getsockname()[1], flush=True)
    ended = asyncio.Event()
    # The parent holds our standard input: when it goes, however it goes, we go.
    loop.add_reader(sys.stdin.fileno(), ended.set)
    await ended.wait()


if __name__ == "__main__":
    asyncio.run(_main(_parse()))
