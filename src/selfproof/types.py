"""The vocabulary every other room speaks.

Frozen dataclasses and enums only: nothing here does I/O, knows a file format or holds a policy.
Names and symbols follow the paper (arXiv 2511.22570): a problem X, a proof Y with its
self-analysis Z, an analysis V of a proof with score s, a review of an analysis with score ms.

A score is 0, 0.5 or 1, or it does not exist. A reply that was cut off, refused, lost or could not
be read is a *different outcome*, never a score of 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

Score = float
"""One of `SCORES`."""

SCORES: tuple[Score, ...] = (0.0, 0.5, 1.0)


class Role(StrEnum):
    """What a call asks the model to be (METHOD section 2)."""

    PROVE = "prove"
    REFINE = "refine"
    VERIFY = "verify"
    REVIEW = "review"
    COMPARE = "compare"


class StopReason(StrEnum):
    """Why the server stopped writing."""

    STOP = "stop"
    LENGTH = "length"
    FILTER = "content_filter"
    OTHER = "other"


class OutcomeKind(StrEnum):
    """What became of one call. Only OK carries a score."""

    OK = "ok"
    TRUNCATED = "truncated"
    UNPARSED = "unparsed"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Message:
    """One chat turn; `role` is `system`, `user` or `assistant`."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Sampling:
    """How a reply is drawn. `seed` is the run's seed; each sample derives its own from it."""

    temperature: float = 1.0
    top_p: float = 0.95
    max_tokens: int = 131_072
    seed: int = 0
    grammar: str | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call or a sum of calls. `cached_tokens` are part of `prompt_tokens`."""

    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.prompt_tokens + other.prompt_tokens,
            self.cached_tokens + other.cached_tokens,
            self.completion_tokens + other.completion_tokens,
        )


@dataclass(frozen=True, slots=True)
class Completion:
    """A finished reply as the server gave it.

    `text` is the visible content, `reasoning` what the server returned apart from it. `seconds`
    runs from sending the request to the last byte, over the attempt that succeeded.
    `faults` are the attempts lost on the way (for the accounts), one word each.
    """

    text: str
    reasoning: str = ""
    stop: StopReason = StopReason.STOP
    usage: Usage = Usage()
    seconds: float = 0.0
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """What goes over the wire once: everything a backend needs for one reply."""

    messages: tuple[Message, ...]
    sampling: Sampling
    seed: int
    """This sample's own seed, 0 <= seed < 2**31."""
    role: Role = Role.PROVE


@dataclass(frozen=True, slots=True)
class Outcome:
    """A reply read strictly: a score when `kind` is OK, else `detail` says what is wrong."""

    kind: OutcomeKind
    score: Score | None = None
    detail: str = ""

    @property
    def ok(self) -> bool:
        return self.kind is OutcomeKind.OK


@dataclass(frozen=True, slots=True)
class Problem:
    """A statement X, named `problem_idx` in files; a model never sees `reference`."""

    problem_idx: str
    question: str
    reference: str | None = None
    extra: dict[str, object] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class ProofText:
    """What a generator's reply holds: the proof Y, its self-analysis Z and self-score s'."""

    proof: str
    self_analysis: str
    self_score: Score


@dataclass(frozen=True, slots=True)
class IssueText:
    """An analysis as a refinement prompt shows it."""

    text: str
    score: Score
    confirmed: bool | None
    """True or False when reviews decided, None when the analysis was not reviewed."""
