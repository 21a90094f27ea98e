"""The store's interface: read on the caller's thread, write through the group-committing writer."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from filelock import FileLock

from selfproof.errors import StoreError
from selfproof.store import database, parse
from selfproof.store.records import Body, NewCall, Reply, Spent
from selfproof.store.writer import Operation, Writer
from selfproof.types import Problem, Role, Usage


class Store:
    """Every call, outcome, decision and parent link of every run in one SQLite file.

    A finished reply is committed under its key (request digest, sample, attempt) before anyone acts
    on it. Keys do not depend on time, order or run: runs that ask the same share the answers.

    Texts carry a checksum, so a damaged one is an error and never another text. The numbers beside
    them carry none: SQLite finds torn pages, and what it lets pass is only checked for its form.

    One process writes to a store at a time; any number may read meanwhile (`readonly=True`). What a
    write's future has resolved for is what every later read sees. Reading is safe from any thread,
    writing from any event loop of the process that opened the store.
    """

    def __init__(self, path: Path | str, *, readonly: bool = False) -> None:
        """Open or create the store. A file that cannot be opened is not touched.

        Raises:
            StoreError: in use by another writer, damaged, read-only, not a store or from a newer
                version.
        """
        self.path = Path(path)
        self._file = database.real_path(self.path)
        self._process = os.getpid()
        self._reading = threading.RLock()
        self._writer: Writer | None = None
        self._closed = False
        if readonly:
            self._lock = None
            self._reader = database.connect_reader(self.path, self._file)
            return
        self._lock = self._prepare()
        try:
            self._reader = database.connect_reader(self.path, self._file)
            try:
                self._writer = Writer(self.path, self._file)
            except BaseException:
                self._reader.close()
                raise
        except BaseException:
            self._lock.release()
            raise

    def _prepare(self) -> FileLock:
        """Take the writer lock and see to it that there is a store."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"store {self.path}: its folder cannot be made ({error.strerror}); "
                "choose another --out"
            ) from error
        lock = database.lock_writer(self.path, self._file)
        try:
            if not self._file.exists() or not self._file.stat().st_size:
                database.create(self.path, self._file)
        except BaseException:
            lock.release()
            raise
        return lock

    def close(self) -> None:
        """Commit what is queued and release the file.

        Raises:
            StoreError: a write failed and whoever made it was gone before the failure was told.
        """
        if os.getpid() != self._process:
            # A fork has a copy of everything but the writer thread, and nothing of it is its own.
            return
        self._closed = True
        with self._reading:
            self._reader.close()
        writer, self._writer = self._writer, None
        try:
            if writer is not None:
                writer.close()
        finally:
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    # Reading

    @property
    def in_use(self) -> bool:
        """Whether a process has the store open for writing now (also when that is not known).

        A run whose status is `running` in a store that is not in use was killed.
        """
        return self._writer is not None or database.is_locked(self._file)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Rows of a query, for the views; SQLite's errors become `StoreError`."""
        with self._reading:
            self._require_open()
            try:
                return self._reader.execute(sql, values).fetchall()
            except database.ERRORS as error:
                raise database.failure(self.path, error) from error

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All reads inside see one state, whatever is committed meanwhile. Do not await inside."""
        with self._reading:
            self.rows("BEGIN")
            try:
                yield
            finally:
                # A failed read may have ended it already.
                if not self._closed and self._reader.in_transaction:
                    self.rows("ROLLBACK")

    @contextmanager
    def parsing(self) -> Iterator[None]:
        """Turn what parsing raises on content that no selfproof wrote into `StoreError`."""
        try:
            yield
        except parse.PARSE_ERRORS as error:
            raise database.damaged(self.path, error) from error

    def calls(self, digest: bytes) -> list[Reply]:
        """All finished replies to one request, by sample, then attempt."""
        rows = self.rows(
            "SELECT sample, attempt, outcome, score, detail FROM calls WHERE request ="
            " (SELECT id FROM requests WHERE digest = ?) ORDER BY sample, attempt",
            (digest,),
        )
        with self.parsing():
            return parse.call_rows(rows)

    def body(self, digest: bytes, sample: int, attempt: int) -> Body:
        """The text of one finished reply.

        Raises:
            StoreError: there is no such reply.
        """
        rows = self.rows(
            "SELECT request, body FROM bodies"
            " WHERE request = (SELECT id FROM requests WHERE digest = ?)"
            " AND sample = ? AND attempt = ?",
            (digest, sample, attempt),
        )
        if not rows:
            raise StoreError(f"store {self.path}: the text of a finished call is missing")
        with self.parsing():
            request, blob = rows[0]
            return parse.body((request, sample, attempt), blob)

    def spent(self, run: str) -> Spent:
        """Calls and tokens this run has paid for (answers shared from other runs are free)."""
        row = self.rows(
            "SELECT count(*), coalesce(sum(prompt_tokens), 0), coalesce(sum(cached_tokens), 0),"
            " coalesce(sum(completion_tokens), 0) FROM calls WHERE run = ?",
            (run,),
        )[0]
        with self.parsing():
            calls, prompt, cached, completion = parse.integers(row)
        return Spent(calls, Usage(prompt, cached, completion))

    def proofs(self, run: str, position: int) -> set[str]:
        """The names in one problem's family tree."""
        rows = self.rows("SELECT proof FROM proofs WHERE run = ? AND position = ?", (run, position))
        return {name for (name,) in rows}

    def links(self, run: str, position: int) -> set[tuple[str, str, int]]:
        """Which requests belong to which proof: (proof, role, analysis or -1)."""
        rows = self.rows(
            "SELECT proof, role, analysis FROM links WHERE run = ? AND position = ?",
            (run, position),
        )
        return set(rows)

    def decisions(self, run: str, position: int) -> dict[str, Any]:
        """Everything decided so far about one problem."""
        rows = self.rows(
            "SELECT key, payload FROM decisions WHERE run = ? AND position = ?", (run, position)
        )
        with self.parsing():
            return {key: json.loads(payload) for key, payload in rows}

    # Writing: each returns a future that resolves after the commit

    def start_run(
        self, run: str, model: str, spec: dict[str, Any], problems: Sequence[Problem]
    ) -> asyncio.Future[None]:
        """Record a run and its problems, or mark a known one as running again."""
        text, now = json.dumps(spec, sort_keys=True), time.time()
        known = tuple(problems)
        return self._submit(lambda inserts: inserts.start_run(run, model, text, known, now))

    def end_run(self, run: str, status: str, message: str, seconds: float) -> asyncio.Future[None]:
        """Record how a session of a run ended; `seconds` adds to the run's total."""
        now = time.time()
        return self._submit(lambda inserts: inserts.end_run(run, status, message, seconds, now))

    def add_call(self, run: str, call: NewCall) -> asyncio.Future[None]:
        """Commit a finished reply; a second reply under the same key is ignored.

        What SQLite cannot hold is bent into shape: lone surrogates are replaced, token counts kept
        within 0 and 2**40, an outcome's detail cut at 1,000 characters.
        """
        now = time.time()
        return self._submit(lambda inserts: inserts.add_call(run, call, now))

    def add_lost(self, run: str, digest: bytes, sample: int, reason: str) -> asyncio.Future[None]:
        """Account for a call that was given up before it finished (cancelled, unreachable)."""
        now = time.time()
        return self._submit(lambda inserts: inserts.add_lost(run, digest, sample, reason, now))

    def add_proof(
        self,
        run: str,
        position: int,
        proof: str,
        round_: int,
        source: tuple[bytes, int],
        parents: Sequence[tuple[str, Sequence[int]]],
    ) -> asyncio.Future[None]:
        """Record a proof's place in the family tree.

        `source` is (request digest, sample) of the call that wrote it; `parents` are pairs of a
        proof and the indices of its analyses that the prompt showed. The future fails when the
        request has no finished call.
        """
        text = json.dumps(parents)
        return self._submit(
            lambda inserts: inserts.add_proof(run, position, proof, round_, source, text)
        )

    def add_link(
        self, run: str, position: int, proof: str, role: Role, analysis: int, digest: bytes
    ) -> asyncio.Future[None]:
        """Record what a request is to a proof: its verification, or the review of an analysis.

        `analysis` is the reviewed analysis' index, -1 for the verification. The future fails when
        the request has no finished call.
        """
        return self._submit(
            lambda inserts: inserts.add_link(run, position, proof, role.value, analysis, digest)
        )

    def add_decision(
        self, run: str, position: int, key: str, payload: Any, *, replace: bool = False
    ) -> asyncio.Future[None]:
        """Commit a decision before it is used; the first one under a key stands.

        With `replace` (notes that only inform people) the newest stands.
        """
        text, now = json.dumps(payload, sort_keys=True), time.time()
        return self._submit(
            lambda inserts: inserts.add_decision(run, position, key, text, now, replace=replace)
        )

    def submit(self, operation: Callable[[sqlite3.Connection], object]) -> asyncio.Future[None]:
        """Queue one write of another kind; it runs on the writer thread, in a transaction."""
        return self._submit(lambda inserts: operation(inserts.connection))

    def _submit(self, operation: Operation) -> asyncio.Future[None]:
        self._require_open()
        if self._writer is None:
            raise StoreError(f"store {self.path}: opened for reading only")
        return self._writer.submit(operation)

    def _require_open(self) -> None:
        if self._closed:
            raise StoreError(f"store {self.path}: it is closed")
        if os.getpid() != self._process:
            raise StoreError(
                f"store {self.path}: opened by the process this one was forked from; "
                "open it again here"
            )
