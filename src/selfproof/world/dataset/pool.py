"""Rows made by several processes, in order.

Work is handed out in small chunks with a bounded number ahead of the writer, so memory stays small
whatever the size of the data set. Processes are spawned, not forked: they know only the plan.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from selfproof.errors import SelfproofError
from selfproof.world.dataset.rows import Columns, Plan, Row, rows

CHUNK = 100
"""Rows made at a time."""
_AHEAD = 3
"""Chunks in work or waiting, for each process."""

Encode = Callable[[list[Row], Columns], bytes]
"""A function of a module: its name is sent to the processes, not its code."""


@dataclass(frozen=True, slots=True)
class _Work:
    plan: Plan
    encode: Encode

    def chunk(self, start: int, count: int) -> bytes:
        return self.encode(list(rows(self.plan, start, count)), self.plan.columns)


_work: _Work | None = None
"""Of a worker process; None elsewhere."""


def chunks(
    plan: Plan, start: int, count: int, workers: int, encode: Encode
) -> Iterator[tuple[int, bytes]]:
    """(number of rows, the rows encoded), in order; the same for any number of workers.

    One worker works in this process.

    Raises:
        SelfproofError: a worker process was killed.
    """
    work = _Work(plan, encode)
    pieces = [(at, min(CHUNK, start + count - at)) for at in range(start, start + count, CHUNK)]
    if workers == 1:
        for at, size in pieces:
            yield size, work.chunk(at, size)
        return
    pool = ProcessPoolExecutor(
        min(workers, max(len(pieces), 1)),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(work,),
    )
    waiting: deque[tuple[int, Future[bytes]]] = deque()
    todo = iter(pieces)
    try:
        for at, size in todo:
            waiting.append((size, pool.submit(_chunk, at, size)))
            if len(waiting) >= _AHEAD * workers:
                yield _first(waiting)
        while waiting:
            yield _first(waiting)
    except BrokenProcessPool as error:
        raise SelfproofError(
            f"--workers {workers}: a process was killed, perhaps for want of memory; "
            "use fewer and run the same command again"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _first(waiting: deque[tuple[int, Future[bytes]]]) -> tuple[int, bytes]:
    size, future = waiting.popleft()
    return size, future.result()


def _begin(work: _Work) -> None:
    """In a new process. Ctrl-C goes to all; the one that writes says when to stop."""
    global _work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _work = work


def _chunk(start: int, count: int) -> bytes:
    assert _work is not None
    return _work.chunk(start, count)
