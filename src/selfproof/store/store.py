"""The store's interface: read on the caller's thread, write through the group-committing writer."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from selfproof.errors import StoreError
from selfproof.store.database import connect, lock_writer, translated
from selfproof.store.text import pack, unpack
from selfproof.store.writer import Operation, Writer
from selfproof.types import (
    Message,
    Outcome,
    OutcomeKind,
    Problem,
    Role,
    Sampling,
    StopReason,
    Usage,
)


@dataclass(frozen=True, slots=True)
class CallRow:
    """A finished reply without its text."""

    sample: int
    attempt: int
    outcome: Outcome
    stop: StopReason
    usage: Usage


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a finished reply: what it answered, and what it thought before, if shown."""

    text: str
    reasoning: str = ""


@dataclass(frozen=True, slots=True)
class NewCall:
    """A finished reply on its way into the store."""

    digest: bytes
    role: Role
    model: str
    lineage: str
    sampling: Sampling
    messages: tuple[Message, ...]
    row: CallRow
    body: Body
    seconds: float
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run has used, over all its sessions."""

    calls: int = 0
    usage: Usage = Usage()


class Store:
    """Every call, outcome, decision and parent link of every run in one SQLite file.

    A finished reply is committed under its key (request digest, sample, attempt) before anyone acts
    on it. Keys do not depend on time, order or run: runs that ask the same share the answers.
    """

    def __init__(self, path: Path | str, *, readonly: bool = False) -> None:
        """Open or create the store.

        Raises:
            StoreError: in use by another writer, damaged, read-only or from a newer version.
        """
        self.path = Path(path)
        if not readonly:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StoreError(
                    f"store {self.path}: its folder cannot be made ({error.strerror}); "
                    "choose another --out"
                ) from error
        self._lock = None if readonly else lock_writer(self.path)
        try:
            self._writer = None if readonly else Writer(self.path)
            self._reader = connect(self.path, readonly=True)
        except BaseException:
            if self._lock is not None:
                self._lock.release()
            raise

    def close(self) -> None:
        """Commit what is queued and release the file."""
        self._reader.close()
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    # Reading

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Rows of a query, for the views; SQLite's errors become `StoreError`."""
        with translated(self.path):
            return self._reader.execute(sql, values).fetchall()

    def calls(self, digest: bytes) -> list[CallRow]:
        """All finished replies to one request, by sample, then attempt."""
        rows = self.rows(
            "SELECT sample, attempt, outcome, score, detail, stop, prompt_tokens, cached_tokens,"
            " completion_tokens FROM calls WHERE request ="
            " (SELECT id FROM requests WHERE digest = ?) ORDER BY sample, attempt",
            (digest,),
        )
        return [_call_row(row) for row in rows]

    def body(self, digest: bytes, sample: int, attempt: int) -> Body:
        """The text of one finished reply.

        Raises:
            StoreError: there is no such reply.
        """
        rows = self.rows(
            "SELECT body FROM bodies WHERE request = (SELECT id FROM requests WHERE digest = ?)"
            " AND sample = ? AND attempt = ?",
            (digest, sample, attempt),
        )
        if not rows:
            raise StoreError(f"store {self.path}: the text of a finished call is missing")
        return read_body(rows[0][0])

    def spent(self, run: str) -> Spent:
        """Calls and tokens this run has paid for (answers shared from other runs are free)."""
        calls, prompt, cached, completion = self.rows(
            "SELECT count(*), coalesce(sum(prompt_tokens), 0), coalesce(sum(cached_tokens), 0),"
            " coalesce(sum(completion_tokens), 0) FROM calls WHERE run = ?",
            (run,),
        )[0]
        return Spent(calls, Usage(prompt, cached, completion))

    def decisions(self, run: str, position: int) -> dict[str, Any]:
        """Everything decided so far about one problem."""
        rows = self.rows(
            "SELECT key, payload FROM decisions WHERE run = ? AND position = ?", (run, position)
        )
        return {key: json.loads(payload) for key, payload in rows}

    # Writing: each returns a future that resolves after the commit

    def start_run(
        self, run: str, model: str, spec: dict[str, Any], problems: Sequence[Problem]
    ) -> asyncio.Future[None]:
        """Record a run and its problems, or mark a known one as running again."""
        now = time.time()
        questions = [
            (run, position, problem.problem_idx, pack(problem.question))
            for position, problem in enumerate(problems)
        ]

        def write(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT INTO runs (id, created, updated, status, model, spec)"
                " VALUES (?, ?, ?, 'running', ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET status = 'running', message = '', updated = ?",
                (run, now, now, model, json.dumps(spec, sort_keys=True), now),
            )
            connection.executemany("INSERT OR IGNORE INTO problems VALUES (?, ?, ?, ?)", questions)

        return self.submit(write)

    def end_run(self, run: str, status: str, message: str, seconds: float) -> asyncio.Future[None]:
        """Record how a session of a run ended; `seconds` adds to the run's total."""

        def write(connection: sqlite3.Connection) -> None:
            connection.execute(
                "UPDATE runs SET status = ?, message = ?, updated = ?, seconds = seconds + ?"
                " WHERE id = ?",
                (status, message, time.time(), seconds, run),
            )

        return self.submit(write)

    def add_call(self, run: str, call: NewCall) -> asyncio.Future[None]:
        """Commit a finished reply; a second reply under the same key is ignored."""
        row, usage, now = call.row, call.row.usage, time.time()

        def write(connection: sqlite3.Connection) -> None:
            request = _request_id(connection, call)
            connection.execute(
                "INSERT OR IGNORE INTO calls VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    request, row.sample, row.attempt, run, row.outcome.kind, row.outcome.score,
                    row.outcome.detail, row.stop, usage.prompt_tokens, usage.cached_tokens,
                    usage.completion_tokens, call.seconds, now, " ".join(call.faults),
                ),
            )  # fmt: skip
            body = pack_body(call.body)
            connection.execute(
                "INSERT OR IGNORE INTO bodies VALUES (?,?,?,?)",
                (request, row.sample, row.attempt, body),
            )

        return self.submit(write)

    def add_lost(self, run: str, digest: bytes, sample: int, reason: str) -> asyncio.Future[None]:
        """Account for a call that was given up before it finished (cancelled, unreachable)."""

        def write(connection: sqlite3.Connection) -> None:
            found = connection.execute("SELECT id FROM requests WHERE digest = ?", (digest,))
            request = found.fetchone()
            connection.execute(
                "INSERT INTO lost VALUES (?,?,?,?,?)",
                (run, request[0] if request else 0, sample, reason, time.time()),
            )

        return self.submit(write)

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
        proof and the indices of its analyses that the prompt showed.
        """

        def write(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT OR IGNORE INTO proofs SELECT ?, ?, ?, ?, id, ?, ? FROM requests"
                " WHERE digest = ?",
                (run, position, proof, round_, source[1], json.dumps(parents), source[0]),
            )

        return self.submit(write)

    def add_link(
        self, run: str, position: int, proof: str, role: Role, analysis: int, digest: bytes
    ) -> asyncio.Future[None]:
        """Record what a request is to a proof: its verification, or the review of an analysis.

        `analysis` is the reviewed analysis' index, -1 for the verification. The request must have
        a finished call.
        """

        def write(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT OR IGNORE INTO links SELECT ?, ?, ?, ?, ?, id FROM requests"
                " WHERE digest = ?",
                (run, position, proof, role, analysis, digest),
            )

        return self.submit(write)

    def add_decision(self, run: str, position: int, key: str, payload: Any) -> asyncio.Future[None]:
        """Commit a decision before it is used; the first one under a key stands."""
        text = json.dumps(payload, sort_keys=True)

        def write(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT OR IGNORE INTO decisions VALUES (?,?,?,?,?)",
                (run, position, key, text, time.time()),
            )

        return self.submit(write)

    def submit(self, operation: Operation) -> asyncio.Future[None]:
        """Queue one write."""
        if self._writer is None:
            raise StoreError(f"store {self.path}: opened for reading only")
        return self._writer.submit(operation)


def pack_body(body: Body) -> bytes:
    """Text and reasoning in one blob: the text's length, a newline, the text, the reasoning."""
    return pack(f"{len(body.text)}\n{body.text}{body.reasoning}")


def read_body(blob: bytes) -> Body:
    """A reply's text and reasoning out of its compressed form."""
    length, _, rest = unpack(blob).partition("\n")
    return Body(rest[: int(length)], rest[int(length) :])


def _request_id(connection: sqlite3.Connection, call: NewCall) -> int:
    found = connection.execute(
        "SELECT id FROM requests WHERE digest = ?", (call.digest,)
    ).fetchone()
    if found is not None:
        return int(found[0])
    sampling = {
        "temperature": call.sampling.temperature,
        "top_p": call.sampling.top_p,
        "max_tokens": call.sampling.max_tokens,
        "seed": call.sampling.seed,
        "grammar": call.sampling.grammar is not None,
    }
    messages = json.dumps([[message.role, message.content] for message in call.messages])
    cursor = connection.execute(
        "INSERT INTO requests (digest, role, model, lineage, sampling, messages)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (call.digest, call.role, call.model, call.lineage, json.dumps(sampling), pack(messages)),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _call_row(row: tuple[Any, ...]) -> CallRow:
    sample, attempt, kind, score, detail, stop, prompt, cached, completion = row
    return CallRow(
        sample,
        attempt,
        Outcome(OutcomeKind(kind), score, detail),
        StopReason(stop),
        Usage(prompt, cached, completion),
    )
