"""The one thread that writes, in group commits.

Everything waiting when a transaction begins goes into it together, so the cost of a commit (an
fsync) is shared by as many calls as finished meanwhile and needs no timer: a lone call is committed
at once, a thousand together. A write's future resolves after its commit, never before.
"""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

from selfproof.errors import StoreError
from selfproof.store.database import connect, explain

Operation = Callable[[sqlite3.Connection], None]
_Item = tuple[Operation, "asyncio.Future[None]", asyncio.AbstractEventLoop]
_GROUP = 2_000


class Writer:
    """Runs operations on its own connection; `submit` resolves once they are on disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = connect(path, readonly=False)
        self._queue: queue.SimpleQueue[_Item | None] = queue.SimpleQueue()
        self._broken: str | None = None
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, operation: Operation) -> asyncio.Future[None]:
        """Queue `operation`; the future fails with `StoreError` when its commit fails."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[None] = loop.create_future()
        self._queue.put((operation, future, loop))
        return future

    def close(self) -> None:
        """Commit what is queued, then end the thread and close the connection."""
        self._queue.put(None)
        self._thread.join()
        self._connection.close()

    def _run(self) -> None:
        while (item := self._queue.get()) is not None:
            group = [item]
            last = False
            while len(group) < _GROUP:
                try:
                    following = self._queue.get_nowait()
                except queue.Empty:
                    break
                if following is None:
                    last = True
                    break
                group.append(following)
            self._settle(group, self._broken or self._commit(group))
            if last:
                return

    def _commit(self, group: list[_Item]) -> str | None:
        """Apply a group in one transaction; what went wrong, in one line, or None."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for operation, _, _ in group:
                operation(self._connection)
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            # Nothing after a failed commit may be acted upon: the run must stop here.
            self._broken = explain(self._path, error)
            if self._connection.in_transaction:
                self._connection.rollback()
        return self._broken

    @staticmethod
    def _settle(group: list[_Item], problem: str | None) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[asyncio.Future[None]]] = {}
        for _, future, loop in group:
            by_loop.setdefault(loop, []).append(future)
        for loop, futures in by_loop.items():
            if not loop.is_closed():
                loop.call_soon_threadsafe(_resolve, futures, problem)


def _resolve(futures: list[asyncio.Future[None]], problem: str | None) -> None:
    for future in futures:
        if future.done():
            continue
        if problem is None:
            future.set_result(None)
        else:
            future.set_exception(StoreError(problem))
