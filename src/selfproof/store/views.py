"""A run as people look at it: problems, proofs with their analyses and reviews, and the accounts.

Plain values; `load` fills them from the tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from selfproof.store.records import CallId
from selfproof.types import OutcomeKind, Role, Score, Usage


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One review of an analysis; `score` (ms) is None unless the reply was read."""

    sample: int
    outcome: OutcomeKind
    score: Score | None
    text: str
    """The whole visible reply; empty while texts are not read."""
    detail: str = ""
    request: int = 0
    attempt: int = 0

    @property
    def call(self) -> CallId:
        """The reply's name in the store, for `request_of`."""
        return CallId(self.request, self.sample, self.attempt)


@dataclass(frozen=True, slots=True)
class AnalysisView:
    """One analysis of a proof. `confirmed` is what its reviews decided, None without reviews."""

    index: int
    outcome: OutcomeKind
    score: Score | None
    text: str
    """The whole visible reply; empty while texts are not read."""
    detail: str
    confirmed: bool | None
    counted: float | None
    """What it counts in the proof's confirmed score; None when it was lost, or is no part of this
    run's standing (drawn by a run that shares the request and asked for more analyses)."""
    reviews: tuple[ReviewView, ...]
    request: int = 0
    attempt: int = 0

    @property
    def call(self) -> CallId:
        """The reply's name in the store, for `request_of`."""
        return CallId(self.request, self.index, self.attempt)


@dataclass(frozen=True, slots=True)
class ProofView:
    """A node of the family tree."""

    name: str
    round: int
    parents: tuple[tuple[str, tuple[int, ...]], ...]
    """Pairs of a proof's name and the indices of its analyses that the prompt showed."""
    outcome: OutcomeKind
    detail: str
    text: str
    """The whole visible reply; empty while texts are not read (`has_texts`)."""
    reasoning: str
    self_score: Score | None
    mean: float | None
    """Mean confirmed score over its analyses; None before any was counted."""
    passed: bool
    """Passed every one of its verifications."""
    analyses: tuple[AnalysisView, ...]
    usage: Usage
    """Tokens of writing it (all attempts)."""
    request: int = 0
    sample: int = 0
    attempt: int = 0
    has_texts: bool = True
    """The texts of the proof, its analyses and their reviews were read; `read_texts` reads them."""

    @property
    def call(self) -> CallId:
        """The name in the store of the reply that holds it, for `request_of`."""
        return CallId(self.request, self.sample, self.attempt)


@dataclass(frozen=True, slots=True)
class RoleCount:
    """How many finished replies of a role had which outcome, with their tokens and time."""

    role: Role
    outcomes: dict[OutcomeKind, int]
    usage: Usage
    seconds: float

    @property
    def calls(self) -> int:
        return sum(self.outcomes.values())


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A problem with everything a run did for it; `final` names the chosen proof."""

    position: int
    problem_idx: str
    question: str
    status: str
    """`accepted`, `best` (no proof passed), `partial` (ended early), `none` or `open`."""
    final: str | None
    reason: str
    proofs: tuple[ProofView, ...]
    decisions: dict[str, Any]

    def proof(self, name: str) -> ProofView:
        """The proof called `name`; raises StopIteration where there is none."""
        return next(proof for proof in self.proofs if proof.name == name)


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run in a line of `selfproof runs list`."""

    run: str
    created: float
    """Seconds since 1970, as `updated`."""
    updated: float
    status: str
    message: str
    model: str
    spec: dict[str, Any]
    seconds: float
    """Over all sessions."""
    problems: int


@dataclass(frozen=True, slots=True)
class RunView:
    """A whole run: its settings, problems and accounts."""

    summary: RunSummary
    problems: tuple[ProblemView, ...]
    roles: tuple[RoleCount, ...]
    faults: dict[str, int]
    """Attempts lost inside calls that finished, and calls given up, by reason."""

    @property
    def usage(self) -> Usage:
        return sum((role.usage for role in self.roles), Usage())
