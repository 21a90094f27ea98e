"""The writer thread's statements: what a group of writes puts into the tables.

Replies make up nearly all of the work, so they are gathered and inserted together, many to a
statement: the interpreter's lock is let go once a statement, not three times a reply, which matters
when the event loop is busy in the other thread. Request ids are remembered, so a request drawn 64
times is looked up once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from typing import Any

from selfproof.errors import StoreError
from selfproof.store.records import Body, NewCall
from selfproof.store.text import encode, pack, pack_all, storable
from selfproof.types import Message, Problem

_REMEMBERED = 100_000
_DETAIL = 1_000
# A server may claim any number of tokens; the sum over a run must stay below 2**63.
_MOST_TOKENS = 2**40
_CHUNKS = (128, 16, 1)
_KEY = " ON CONFLICT (request, sample, attempt) DO NOTHING"


class Inserts:
    """Statements on one connection, inside the transaction that the writer began.

    A method that raises `StoreError` has changed nothing: that write fails alone (and the writer
    names the store before anyone reads it).
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._requests: dict[bytes, int] = {}
        self._calls: list[tuple[Any, ...]] = []
        self._keys: list[tuple[int, int, int]] = []
        self._bodies: list[bytes] = []

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, with everything gathered so far inserted."""
        self.flush()
        return self._connection

    def flush(self) -> None:
        """Insert the replies gathered so far; those under a known key are ignored."""
        if not self._calls:
            return
        calls, keys, bodies = self._calls, self._keys, self._bodies
        self._calls, self._keys, self._bodies = [], [], []
        blobs = [(*key, blob) for key, blob in zip(keys, pack_all(bodies), strict=True)]
        self._insert("calls", calls)
        self._insert("bodies", blobs)

    def _insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        start = 0
        for size in _CHUNKS:
            while len(rows) - start >= size:
                values = [value for row in rows[start : start + size] for value in row]
                self._connection.execute(_statement(table, len(rows[0]), size), values)
                start += size

    def add_call(self, run: str, call: NewCall, finished: float) -> None:
        """Gather a finished reply, and insert its request if it is new."""
        # What can be refused comes first: after it something is inserted.
        body = encode_body(call.body)
        sent = None if call.sent is None else pack_messages(call.sent)
        request = self._request(call.digest)
        if request is None:
            request = self._add_request(call)
        row, usage = call.row, call.usage
        key = (request, row.sample, row.attempt)
        self._calls.append(
            (
                *key,
                storable(run),
                row.outcome.kind.value,
                row.outcome.score,
                storable(row.outcome.detail[:_DETAIL]),
                call.stop.value,
                min(max(usage.prompt_tokens, 0), _MOST_TOKENS),
                min(max(usage.cached_tokens, 0), _MOST_TOKENS),
                min(max(usage.completion_tokens, 0), _MOST_TOKENS),
                max(0.0, call.seconds),
                finished,
                storable(" ".join(call.faults)) if call.faults else "",
                call.seed,
            )
        )
        self._keys.append(key)
        # The key lets a reader find out that a damaged index led it to another call's text.
        self._bodies.append(b"%d %d %d " % key + body)
        if sent is not None:
            self._connection.execute(
                f"INSERT INTO sent VALUES (?, ?, ?, ?){_KEY}",
                (*key, sent),
            )

    def _request(self, digest: bytes) -> int | None:
        known = self._requests.get(digest)
        if known is not None:
            return known
        row = self._connection.execute(
            "SELECT id FROM requests WHERE digest = ?", (digest,)
        ).fetchone()
        return None if row is None else self._remember(digest, int(row[0]))

    def _remember(self, digest: bytes, request: int) -> int:
        if len(self._requests) >= _REMEMBERED:
            self._requests.clear()
        self._requests[digest] = request
        return request

    def _add_request(self, call: NewCall) -> int:
        cursor = self._connection.execute(
            "INSERT INTO requests (digest, role, model, lineage, sampling, messages)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                call.digest,
                call.role.value,
                storable(call.model),
                storable(call.lineage),
                pack(json.dumps(asdict(call.sampling))),
                pack_messages(call.messages),
            ),
        )
        assert cursor.lastrowid is not None
        return self._remember(call.digest, cursor.lastrowid)

    def _known_request(self, digest: bytes, what: str) -> int:
        request = self._request(digest)
        if request is None:
            raise StoreError(f"{what}: its request has no finished call")
        return request

    def start_run(
        self,
        run: str,
        model: str,
        spec: str,
        problems: Sequence[Problem],
        at: float,
    ) -> None:
        """Insert a run with its problems, or mark a known one as running again."""
        packed = [pack(problem.question) for problem in problems]
        self._connection.execute(
            "INSERT INTO runs (id, created, updated, status, model, spec)"
            " VALUES (?, ?, ?, 'running', ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET status = 'running', message = '', updated = ?",
            (storable(run), at, at, storable(model), spec, at),
        )
        self._connection.executemany(
            "INSERT INTO problems VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [
                (storable(run), position, storable(problem.problem_idx), question)
                for position, (problem, question) in enumerate(zip(problems, packed, strict=True))
            ],
        )

    def end_run(self, run: str, status: str, message: str, seconds: float, at: float) -> None:
        """Record how a session of a run ended."""
        self._connection.execute(
            "UPDATE runs SET status = ?, message = ?, updated = ?, seconds = seconds + ?"
            " WHERE id = ?",
            (storable(status), storable(message), at, max(0.0, seconds), storable(run)),
        )

    def add_decision(
        self, run: str, position: int, key: str, payload: str, at: float, *, replace: bool
    ) -> None:
        """Insert a decision; an earlier one under its key stands unless `replace`."""
        known = "UPDATE SET payload = excluded.payload, decided = excluded.decided"
        self._connection.execute(
            "INSERT INTO decisions VALUES (?, ?, ?, ?, ?)"
            f" ON CONFLICT (run, position, key) DO {known if replace else 'NOTHING'}",
            (storable(run), position, storable(key), payload, at),
        )

    def add_lost(self, run: str, digest: bytes, sample: int, reason: str, at: float) -> None:
        """Account for a call that was given up; its request may never have been answered (0)."""
        self._connection.execute(
            "INSERT INTO lost VALUES (?, ?, ?, ?, ?)",
            (storable(run), self._request(digest) or 0, sample, storable(reason), at),
        )

    def add_proof(
        self,
        run: str,
        position: int,
        proof: str,
        round_: int,
        source: tuple[bytes, int],
        parents: str,
    ) -> None:
        """Insert a node of the family tree, once."""
        request = self._known_request(source[0], f"proof {proof!r}")
        self._connection.execute(
            "INSERT INTO proofs VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (storable(run), position, storable(proof), round_, request, source[1], parents),
        )

    def add_link(
        self, run: str, position: int, proof: str, role: str, analysis: int, digest: bytes
    ) -> None:
        """Insert what a request is to a proof, once."""
        request = self._known_request(digest, f"{role} of proof {proof!r}")
        self._connection.execute(
            "INSERT INTO links VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (storable(run), position, storable(proof), role, analysis, request),
        )


@cache
def _statement(table: str, width: int, rows: int) -> str:
    row = f"({','.join('?' * width)})"
    return f"INSERT INTO {table} VALUES {','.join([row] * rows)}{_KEY}"


def encode_body(body: Body) -> bytes:
    """Text and reasoning as one: the text's length, a newline, the text, the reasoning."""
    return encode(f"{len(body.text)}\n{body.text}{body.reasoning}")


def pack_messages(messages: Sequence[Message]) -> bytes:
    """A request's turns, compressed."""
    return pack(json.dumps([[message.role, message.content] for message in messages]))
