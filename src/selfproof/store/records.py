"""What goes into the store and comes out of it, as frozen dataclasses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from selfproof.types import Message, Outcome, Role, Sampling, StopReason, Usage


class Reply(NamedTuple):
    """What a finished reply came to: all that a search which is taken up again asks about it."""

    sample: int
    attempt: int
    outcome: Outcome


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
    row: Reply
    body: Body
    stop: StopReason
    usage: Usage
    seconds: float
    faults: tuple[str, ...]
    seed: int | None = None
    """The seed this reply was drawn with."""
    sent: tuple[Message, ...] | None = None
    """The messages that went over the wire where they are not `messages` (a continuation)."""


class CallId(NamedTuple):
    """Names one finished reply within its store."""

    request: int
    sample: int
    attempt: int


@dataclass(frozen=True, slots=True)
class RequestView:
    """What one reply answered: everything that was sent for it."""

    digest: bytes
    """The request's key, 16 bytes, over model, role, lineage, messages and sampling."""
    role: Role
    model: str
    lineage: str
    messages: tuple[Message, ...]
    """As sent for this very reply."""
    sampling: Sampling
    sample: int
    attempt: int
    seed: int | None
    """The reply's own seed; None where it was not recorded."""
    continues: bool
    """The messages go on where an earlier, cut-off attempt stopped."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run has used, over all its sessions."""

    calls: int = 0
    usage: Usage = Usage()
