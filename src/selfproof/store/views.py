"""A run as people look at it: problems, proofs with their analyses and reviews, and the accounts.

Built from the tables alone, so a report or an export needs no model and no search code. The texts
of proofs are read at once; those of analyses and reviews too, one problem at a time.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from selfproof.errors import UsageError
from selfproof.store.store import Store, read_body
from selfproof.store.text import unpack
from selfproof.types import OutcomeKind, Role, Score, Usage


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One review of an analysis; `score` (ms) is None unless the reply was read."""

    sample: int
    outcome: OutcomeKind
    score: Score | None
    text: str


@dataclass(frozen=True, slots=True)
class AnalysisView:
    """One analysis of a proof. `confirmed` is what its reviews decided, None without reviews."""

    index: int
    outcome: OutcomeKind
    score: Score | None
    text: str
    detail: str
    confirmed: bool | None
    counted: float | None
    """What it counts in the proof's confirmed score; None when it was lost."""
    reviews: tuple[ReviewView, ...]


@dataclass(frozen=True, slots=True)
class ProofView:
    """A node of the family tree. A reply that held no readable proof has an empty `proof`."""

    name: str
    round: int
    parents: tuple[tuple[str, tuple[int, ...]], ...]
    outcome: OutcomeKind
    detail: str
    text: str
    """The whole visible reply."""
    reasoning: str
    self_score: Score | None
    mean: float | None
    """Mean confirmed score over its analyses; None before any was counted."""
    passed: bool
    """Passed every one of its verifications."""
    analyses: tuple[AnalysisView, ...]
    usage: Usage
    """Tokens of writing it (all attempts)."""


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
        return next(proof for proof in self.proofs if proof.name == name)


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run in a line of `selfproof runs list`."""

    run: str
    created: float
    updated: float
    status: str
    message: str
    model: str
    spec: dict[str, Any]
    seconds: float
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


def list_runs(store: Store) -> list[RunSummary]:
    """All runs, newest first."""
    rows = store.rows(
        "SELECT id, created, updated, status, message, model, spec, seconds,"
        " (SELECT count(*) FROM problems WHERE run = id) FROM runs ORDER BY created DESC, id"
    )
    return [RunSummary(*row[:6], json.loads(row[6]), row[7], row[8]) for row in rows]


def load_run(store: Store, run: str) -> RunView:
    """Everything about one run.

    Raises:
        UsageError: no run has this id, or several begin with it.
    """
    found = [summary for summary in list_runs(store) if summary.run.startswith(run)]
    exact = [summary for summary in found if summary.run == run]
    if len(exact or found) != 1:
        what = "is not a run" if not found else "begins the ids of several runs"
        raise UsageError(f"run {run!r} {what} in {store.path}; see `selfproof runs list`")
    summary = (exact or found)[0]
    rows = store.rows(
        "SELECT position, problem_idx, question FROM problems WHERE run = ? ORDER BY position",
        (summary.run,),
    )
    problems = tuple(_problem(store, summary.run, *row) for row in rows)
    return RunView(summary, problems, _roles(store, summary.run), _faults(store, summary.run))


def _problem(
    store: Store, run: str, position: int, problem_idx: str, question: bytes
) -> ProblemView:
    decisions = store.decisions(run, position)
    rows = store.rows(
        "SELECT proof, round, parents, request, sample FROM proofs"
        " WHERE run = ? AND position = ? ORDER BY round, proof",
        (run, position),
    )
    final = decisions.get("final", {})
    proofs = tuple(_proof(store, run, position, decisions, *row) for row in rows)
    return ProblemView(
        position,
        problem_idx,
        unpack(question),
        final.get("status", "open"),
        final.get("proof"),
        final.get("reason", ""),
        proofs,
        decisions,
    )


def _proof(
    store: Store,
    run: str,
    position: int,
    decisions: dict[str, Any],
    name: str,
    round_: int,
    parents: str,
    request: int,
    sample: int,
) -> ProofView:
    standing = decisions.get(f"standing/{name}", {})
    kind, score, detail, text, reasoning = _final_attempt(store, request)[sample]
    links = store.rows(
        "SELECT role, analysis, request FROM links WHERE run = ? AND position = ? AND proof = ?",
        (run, position, name),
    )
    verify = next((row[2] for row in links if row[0] == Role.VERIFY), None)
    reviews = {row[1]: row[2] for row in links if row[0] == Role.REVIEW}
    usage = store.rows(
        "SELECT coalesce(sum(prompt_tokens), 0), coalesce(sum(cached_tokens), 0),"
        " coalesce(sum(completion_tokens), 0) FROM calls WHERE request = ? AND sample = ?",
        (request, sample),
    )[0]
    return ProofView(
        name,
        round_,
        tuple((parent, tuple(indices)) for parent, indices in json.loads(parents)),
        kind,
        detail,
        text,
        reasoning,
        score,
        standing.get("mean"),
        bool(standing.get("passed")),
        _analyses(store, verify, reviews, standing) if verify is not None else (),
        Usage(*usage),
    )


def _analyses(
    store: Store, verify: int, reviews: dict[int, int], standing: dict[str, Any]
) -> tuple[AnalysisView, ...]:
    counted: dict[str, float] = standing.get("counted", {})
    confirmed: dict[str, bool] = standing.get("confirmed", {})
    views = []
    for index, (kind, score, detail, text, _) in sorted(_final_attempt(store, verify).items()):
        replies = _final_attempt(store, reviews[index]) if index in reviews else {}
        views.append(
            AnalysisView(
                index,
                kind,
                score,
                text,
                detail,
                confirmed.get(str(index)),
                counted.get(str(index)),
                tuple(
                    ReviewView(sample, reply[0], reply[1], reply[3])
                    for sample, reply in sorted(replies.items())
                ),
            )
        )
    return tuple(views)


_Attempt = tuple[OutcomeKind, Score | None, str, str, str]


def _final_attempt(store: Store, request: int) -> dict[int, _Attempt]:
    """By sample, the attempt that stands (the last): outcome, score, detail, text, reasoning."""
    rows = store.rows(
        "SELECT c.sample, c.outcome, c.score, c.detail, b.body FROM calls c"
        " JOIN bodies b USING (request, sample, attempt) WHERE c.request = ?"
        " ORDER BY c.sample, c.attempt",
        (request,),
    )
    attempts: dict[int, _Attempt] = {}
    for sample, outcome, score, detail, blob in rows:
        body = read_body(blob)
        attempts[sample] = (OutcomeKind(outcome), score, detail, body.text, body.reasoning)
    return attempts


def _roles(store: Store, run: str) -> tuple[RoleCount, ...]:
    rows = store.rows(
        "SELECT r.role, c.outcome, count(*), sum(c.prompt_tokens), sum(c.cached_tokens),"
        " sum(c.completion_tokens), sum(c.seconds) FROM calls c JOIN requests r ON r.id = c.request"
        " WHERE c.run = ? GROUP BY r.role, c.outcome",
        (run,),
    )
    counts = []
    for role in Role:
        mine = [row for row in rows if row[0] == role]
        if mine:
            outcomes = {OutcomeKind(row[1]): int(row[2]) for row in mine}
            usage = sum((Usage(*row[3:6]) for row in mine), Usage())
            counts.append(RoleCount(role, outcomes, usage, sum(row[6] for row in mine)))
    return tuple(counts)


def _faults(store: Store, run: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for (words,) in store.rows("SELECT faults FROM calls WHERE run = ? AND faults != ''", (run,)):
        for word in words.split():
            counts[word] = counts.get(word, 0) + 1
    for reason, count in store.rows(
        "SELECT reason, count(*) FROM lost WHERE run = ? GROUP BY reason", (run,)
    ):
        counts[reason] = counts.get(reason, 0) + count
    return counts
