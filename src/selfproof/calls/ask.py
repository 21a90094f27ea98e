"""What is asked of the model, its key, and what happens when a reply is lost.

A call's key is made from its content and its place in the lineage, never from time or order: the
request digest covers model, role, messages, sampling and lineage; the sample index distinguishes
the independent replies drawn from one request; the attempt counts replies that had to be replaced.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Literal

import orjson

from selfproof.store import Reply
from selfproof.types import Message, OutcomeKind, Role, Sampling

Truncated = Literal["retry", "continue", "drop"]


@dataclass(frozen=True, slots=True)
class Ask:
    """A request from which any number of samples can be drawn.

    `render` makes its messages, the same ones each time. They are not kept: a large run has
    thousands of requests open, each of which shows a whole proof.

    `attempts`, `truncated` and `continuations` say what to do about lost replies; they are no part
    of the key, so a run repeated with more patience keeps what it has.
    """

    role: Role
    render: Callable[[], tuple[Message, ...]]
    sampling: Sampling
    lineage: str
    attempts: int = 3
    truncated: Truncated = "retry"
    continuations: int = 0

    def digest(self, model: str) -> bytes:
        """The request's key (16 bytes)."""
        return self.digest_of(model, self.render())

    def digest_of(self, model: str, messages: Sequence[Message]) -> bytes:
        """The same, where the messages are at hand."""
        sampling = self.sampling
        content = orjson.dumps(
            [
                model,
                self.role,
                self.lineage,
                [[message.role, _encodable(message.content)] for message in messages],
                [sampling.temperature, sampling.top_p, sampling.max_tokens, sampling.seed],
                sampling.grammar,
            ]
        )
        return hashlib.blake2b(content, digest_size=16).digest()


class Next(Enum):
    """What to do for a sample after its attempts so far."""

    FRESH = "fresh"
    CONTINUE = "continue"
    DONE = "done"


def next_step(ask: Ask, rows: Sequence[Reply], has_text: Callable[[Reply], bool]) -> Next:
    """Decide from the attempts so far, in order; `has_text` says that one has visible text.

    A call that the server rejects as such would be rejected again, so it stands. A cut-off reply
    with visible text can be continued; one cut off while still thinking cannot.
    """
    if not rows:
        return Next.FRESH
    last = rows[-1].outcome.kind
    if last in (OutcomeKind.OK, OutcomeKind.FAILED):
        return Next.DONE
    if last is OutcomeKind.TRUNCATED and ask.truncated == "drop":
        return Next.DONE
    allowed = ask.attempts
    if ask.truncated == "continue":
        # Only these were continued; whoever spends an attempt on thinking alone has spent it.
        cut = [row for row in rows if row.outcome.kind is OutcomeKind.TRUNCATED and has_text(row)]
        if len(cut) <= ask.continuations and cut and cut[-1] is rows[-1]:
            return Next.CONTINUE
        allowed += min(len(cut), ask.continuations)
    return Next.FRESH if len(rows) < allowed else Next.DONE


def sample_seed(digest: bytes, sample: int, attempt: int) -> int:
    """A sample's own seed, 0 <= seed < 2**31."""
    content = digest + sample.to_bytes(4, "big") + attempt.to_bytes(4, "big")
    return int.from_bytes(hashlib.blake2b(content, digest_size=4).digest(), "big") >> 1


def _encodable(text: str) -> str:
    """`text` without lone surrogates, which cannot be encoded (a server or file may hold them)."""
    return text.encode("utf-8", "replace").decode("utf-8")
