"""From rows and blobs of the file to values, which a damaged file may hold in any form.

Whatever no selfproof wrote raises one of `PARSE_ERRORS`; the callers turn that into a `StoreError`.
Outcomes repeat, so equal ones are one object: half a million calls are read in a few seconds.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from selfproof.store.records import Body, Reply
from selfproof.store.text import unpack
from selfproof.types import (
    SCORES,
    Message,
    Outcome,
    OutcomeKind,
    Role,
    Sampling,
    Score,
)

PARSE_ERRORS = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)

_ROLES = {role.value: role for role in Role}


def call_rows(rows: Sequence[tuple[Any, ...]]) -> list[Reply]:
    """Calls from (sample, attempt, outcome, score, detail)."""
    integers([row[0] for row in rows])
    integers([row[1] for row in rows])
    return [
        Reply(sample, attempt, outcome(kind, score, detail))
        for sample, attempt, kind, score, detail in rows
    ]


def integers(values: Sequence[Any]) -> Sequence[int]:
    """`values`, which must be integers, 0 or more."""
    if not set(map(type, values)) <= {int} or (values and min(values) < 0):
        raise ValueError("not a count")
    return values


@lru_cache(maxsize=4096)
def outcome(kind: str, score: Score | None, detail: str) -> Outcome:
    """An outcome; a score that is none of 0, 0.5, 1 is no score."""
    if (score is not None and score not in SCORES) or not isinstance(detail, str):
        raise ValueError(f"score {score!r}, detail {detail!r}")
    return Outcome(OutcomeKind(kind), score, detail)


def role(name: str) -> Role:
    """The role called `name`."""
    return _ROLES[name]


def body(key: tuple[int, int, int], blob: bytes) -> Body:
    """The text and reasoning of the reply with this key, out of their compressed form."""
    head, _, rest = unpack(blob).partition("\n")
    *owner, length = map(int, head.split())
    if tuple(owner) != tuple(key):
        raise ValueError("a text belongs to another call")
    if not 0 <= length <= len(rest):
        raise ValueError("a text is shorter than it says")
    return Body(rest[:length], rest[length:])


def messages(blob: bytes) -> tuple[Message, ...]:
    """A request's turns out of their compressed form."""
    return tuple(Message(turn, content) for turn, content in json.loads(unpack(blob)))


def sampling(blob: bytes) -> Sampling:
    """How replies to a request were drawn."""
    return Sampling(**json.loads(unpack(blob)))
