"""What a call costs the client: requests per second that one core sustains, store included.

2,000 requests in flight, streamed replies of 20 tokens in 20 events and several TCP writes. The
client with all its threads is pinned to one core, the scripted server to another. Three layers, so
that it can be seen what costs what: aiohttp alone (the bodies are read and thrown away),
`HttpBackend` (replies are parsed), and `Caller` with `HttpBackend` and a store on disk (every call
is committed before it is delivered). Every layer is measured from the moment all 2,000 are in
flight to the moment nothing waits any more.
"""

from __future__ import annotations

import asyncio
import cProfile
import os
import pstats
import resource
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks import record
from benchmarks.model import VERIFY_TOKENS
from benchmarks.server import Running, ServerConfig, running
from selfproof.backends.endpoint import Endpoint
from selfproof.backends.http import HttpBackend
from selfproof.backends.wire import Dialect, request_body
from selfproof.budget import Budget
from selfproof.calls import Ask, Caller, Meter, Reply
from selfproof.calls.collect import collect_seldom
from selfproof.prompts import Prompts
from selfproof.store import Store
from selfproof.types import ChatRequest, Message, Role, Sampling

_PROBLEM = "Prove that the sum of two odd integers is even, and that the converse is false. " * 3
_PROOF = "Let a and b be odd. Then a = 2k+1 and b = 2m+1 for integers k, m. " * 30
_SAMPLING = Sampling(max_tokens=VERIFY_TOKENS)
_GROUP = 64
"""Samples drawn from one request: the analyses of one proof."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What is measured."""

    in_flight: int = 2_000
    calls: int = 40_000
    tokens: int = 20
    writes: int = 4
    """TCP writes a reply comes in."""
    median: float = 0.5
    sigma: float = 0.3

    @property
    def server(self) -> ServerConfig:
        return ServerConfig(
            slots=self.in_flight,
            median=self.median,
            sigma=self.sigma,
            slow_share=0.0,
            events=self.tokens,
            writes=self.writes,
            tokens=self.tokens,
        )


QUICK = Setup(calls=12_000)


class Window:
    """Rate and CPU between the moment all are in flight and the moment no more wait."""

    def __init__(self, setup: Setup) -> None:
        # Every place was taken twice by then, so the limiter and the connections are warm.
        self._first = 2 * setup.in_flight
        self._last = setup.calls - setup.in_flight
        self.count = 0
        self._marks: list[tuple[float, float]] = []

    def tick(self) -> None:
        """A reply was delivered."""
        self.count += 1
        if self.count in (self._first, self._last):
            self._marks.append((time.perf_counter(), time.process_time()))

    def figures(self) -> dict[str, float]:
        """Requests per second, and CPU time per request in microseconds."""
        (wall, cpu), (wall_end, cpu_end) = self._marks
        calls = self._last - self._first
        return {
            "requests_per_second": round(calls / (wall_end - wall), 1),
            "cpu_us_per_request": round(1e6 * (cpu_end - cpu) / calls, 1),
            "core_used": round((cpu_end - cpu) / (wall_end - wall), 3),
        }


def messages(number: int) -> tuple[Message, ...]:
    """The request about proof `number`."""
    return Prompts.own().verify(_PROBLEM, f"Proof {number}. {_PROOF}")


def ask(number: int) -> Ask:
    """The same, to draw samples from."""
    return Ask(Role.VERIFY, partial(messages, number), _SAMPLING, f"p{number}")


async def bare(server: Running, setup: Setup, window: Window, _: Path) -> None:
    """aiohttp alone: one request body is sent over and over, replies are read and dropped."""
    request = ChatRequest(messages(0), _SAMPLING, 1, Role.VERIFY)
    body = request_body(request, "scripted", Dialect(), {})
    url = f"{server.address}/v1/chat/completions"
    headers = Endpoint(server.address).headers
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, headers=headers) as session:

        async def one(_: int) -> None:
            async with session.post(url, data=body) as response:
                while await response.content.readany():
                    pass

        await _many(one, setup, window)


async def backend_alone(server: Running, setup: Setup, window: Window, _: Path) -> None:
    """`HttpBackend` without dispatcher and store."""
    asked = messages(0)
    async with _backend(server, setup) as backend:

        async def one(number: int) -> None:
            await backend.complete(ChatRequest(asked, _SAMPLING, number, Role.VERIFY))

        await _many(one, setup, window)


async def whole(server: Running, setup: Setup, window: Window, folder: Path) -> None:
    """Dispatcher, backend and store: every call committed, then delivered."""
    done = asyncio.Event()

    def deliver(reply: Reply) -> None:
        if not reply.outcome.ok:
            raise RuntimeError(f"a reply was not read: {reply.outcome.detail}")
        window.tick()
        if window.count == setup.calls:
            done.set()

    path = folder / "store.sqlite"
    with Store(path) as store:
        async with _backend(server, setup) as backend:
            caller = Caller("bench", backend, store, Budget(), Prompts.own(), Meter())
            scope = caller.scope(done.set)
            for first in range(0, setup.calls, _GROUP):
                group = caller.group(scope, ask(first))
                for sample in range(min(_GROUP, setup.calls - first)):
                    group.draw(sample, (0, 0), deliver)
            await done.wait()
            if caller.failure is not None:
                raise caller.failure
            committed = store.rows("SELECT count(*) FROM calls")[0][0]
            if committed != setup.calls:
                raise RuntimeError(f"{committed} calls in the store instead of {setup.calls}")
            caller.close_scope(scope)


@asynccontextmanager
async def _backend(server: Running, setup: Setup) -> AsyncIterator[HttpBackend]:
    backend = HttpBackend(server.address, "scripted", key=None, ceiling=setup.in_flight)
    try:
        yield backend
    finally:
        await backend.aclose()


async def _many(one: Callable[[int], Awaitable[None]], setup: Setup, window: Window) -> None:
    numbers = iter(range(setup.calls))

    async def worker() -> None:
        for number in numbers:
            await one(number)
            window.tick()

    await asyncio.gather(*(worker() for _ in range(setup.in_flight)))


LAYERS = {"aiohttp alone": bare, "HttpBackend": backend_alone, "Caller and Store": whole}


def measure(name: str, setup: Setup, core: int, profile: bool) -> dict[str, Any]:
    """Figures of one layer, with a server of its own."""
    window = Window(setup)
    config = replace(setup.server, core=core)
    with running(config) as server, tempfile.TemporaryDirectory() as folder:
        profiler = cProfile.Profile()
        if profile:
            profiler.enable()
        collect_seldom()
        asyncio.run(LAYERS[name](server, setup, window, Path(folder)))
        profiler.disable()
        stats = server.stats()
    figures: dict[str, Any] = window.figures()
    figures["most_in_flight"] = stats.most_in_flight
    figures["server_cpu_us_per_request"] = round(1e6 * stats.cpu_seconds / stats.calls, 1)
    if stats.aborted or stats.calls != setup.calls:
        raise RuntimeError(f"{stats.calls} replies, {stats.aborted} not read to the end")
    print(f"{name:17}", *(f"{key} {value}" for key, value in figures.items()), flush=True)
    if profile:
        pstats.Stats(profiler).sort_stats("tottime").print_stats(40)
    return figures


def main() -> None:
    parser = record.options("overhead", __doc__)
    parser.add_argument("--writes", type=int, help="TCP writes a reply comes in")
    parser.add_argument("--layer", choices=list(LAYERS), help="measure only this one")
    parser.add_argument("--profile", action="store_true", help="with cProfile (slower)")
    options = parser.parse_args()
    setup = QUICK if options.quick else Setup()
    if options.writes:
        setup = replace(setup, writes=options.writes)
    result = record.environment()
    client, core = _pin()
    _raise_file_limit(2 * setup.in_flight + 100)
    result["setup"] = {**asdict(setup), "client_core": client, "server_core": core}
    names = [options.layer] if options.layer else list(LAYERS)
    result["layers"] = {name: measure(name, setup, core, options.profile) for name in names}
    record.write(result, options.out)


def _pin() -> tuple[int, int]:
    """Pin this process, threads to come included, to one core; returns it and the server's."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        raise SystemExit("needs two cores: one for the client, one for the server")
    os.sched_setaffinity(0, {cores[0]})
    return cores[0], cores[1]


def _raise_file_limit(wanted: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard), hard))


if __name__ == "__main__":
    main()
