"""The one thread that writes, in group commits.

Everything waiting when a transaction begins goes into it together, so the cost of a commit (an
fsync) is shared by as many calls as finished meanwhile and needs no timer: a lone call is committed
at once, a thousand together. A write's future resolves after its commit, never before.

After a commit that failed nothing may be acted upon: every later write fails with the same words,
and the run stops. The transaction was rolled back, so the file holds what was committed before.
"""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from selfproof.errors import StoreError
from selfproof.store.database import connect_writer, failure
from selfproof.store.inserts import Inserts

Operation = Callable[[Inserts], object]
_GROUP = 2_000


class _Write(NamedTuple):
    operation: Operation
    future: asyncio.Future[None]
    loop: asyncio.AbstractEventLoop


class Writer:
    """Runs operations on its own connection; `submit` resolves once they are on disk."""

    def __init__(self, path: Path, file: Path) -> None:
        self._path = path
        self._connection = connect_writer(path, file)
        self._inserts = Inserts(self._connection)
        self._queue: queue.SimpleQueue[_Write | None] = queue.SimpleQueue()
        self._gate = threading.Lock()
        self._closed = False
        self._broken: StoreError | None = None
        self._untold: list[StoreError] = []
        """Failures that no future has delivered yet."""
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, operation: Operation) -> asyncio.Future[None]:
        """Queue `operation`; the future fails with `StoreError` when its commit fails.

        An operation that raises `StoreError` must have changed nothing; it fails alone.

        Raises:
            StoreError: the store is closed.
        """
        loop = asyncio.get_running_loop()
        write = _Write(operation, loop.create_future(), loop)
        with self._gate:
            if self._closed:
                raise StoreError(f"store {self._path}: it is closed")
            self._queue.put(write)
        return write.future

    def close(self) -> None:
        """Commit what is queued, then end the thread and close the connection.

        Raises:
            StoreError: a write failed and whoever made it was gone before the failure was told.
        """
        with self._gate:
            if self._closed:
                return
            self._closed = True
            self._queue.put(None)
        self._thread.join()
        self._connection.close()
        if self._untold:
            raise self._untold[0]

    # On the writer thread

    def _run(self) -> None:
        open_ = True
        while open_:
            group, open_ = self._next_group()
            if group:
                self._settle(group, self._commit(group))

    def _next_group(self) -> tuple[list[_Write], bool]:
        """What waits now, after waiting for the first; and whether more can come."""
        group: list[_Write] = []
        write = self._queue.get()
        while write is not None:
            group.append(write)
            if len(group) == _GROUP:
                return group, True
            try:
                write = self._queue.get_nowait()
            except queue.Empty:
                return group, True
        return group, False

    def _commit(self, group: list[_Write]) -> dict[int, StoreError]:
        """Apply a group in one transaction; the failures by place in the group."""
        failures: dict[int, StoreError] = {}
        if self._broken is None:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                for place, write in enumerate(group):
                    try:
                        write.operation(self._inserts)
                    except StoreError as error:
                        failures[place] = StoreError(f"store {self._path}: {error}")
                        self._untold.append(failures[place])
                self._inserts.flush()
                self._connection.execute("COMMIT")
            except Exception as error:
                # A bug in an operation must not leave its writers waiting for ever either.
                self._break(error)
        if self._broken is not None:
            return dict.fromkeys(range(len(group)), self._broken)
        return failures

    def _break(self, error: Exception) -> None:
        self._broken = failure(self._path, error)
        self._broken.__cause__ = error
        self._untold.append(self._broken)
        try:
            if self._connection.in_transaction:
                self._connection.rollback()
        except sqlite3.Error as second:
            # The transaction ends with the connection; the first error is what matters.
            error.add_note(f"the rollback failed too: {second}")

    def _settle(self, group: list[_Write], failures: dict[int, StoreError]) -> None:
        waiting: dict[
            asyncio.AbstractEventLoop, list[tuple[asyncio.Future[None], StoreError | None]]
        ] = {}
        for place, write in enumerate(group):
            waiting.setdefault(write.loop, []).append((write.future, failures.get(place)))
        for loop, results in waiting.items():
            try:
                loop.call_soon_threadsafe(self._resolve, results)
            except RuntimeError:
                # The loop is closed: whoever waited is gone. `close` tells of a failure.
                continue

    # On the event loop

    def _resolve(self, results: list[tuple[asyncio.Future[None], StoreError | None]]) -> None:
        for future, problem in results:
            if future.done():
                continue
            if problem is None:
                future.set_result(None)
                continue
            if problem in self._untold:
                self._untold.remove(problem)
            # Each future its own exception: raising one object twice grows its traceback.
            told = StoreError(str(problem))
            told.__cause__ = problem.__cause__
            future.set_exception(told)
