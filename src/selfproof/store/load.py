"""From the tables to views, without a model and without search code.

A large run has thousands of proofs with 64 analyses each: their scores fit in memory, their texts
do not. So `load_run(store, run, texts="none")` reads everything but the texts, and `with_texts` or
`read_texts` then fill in the proofs that somebody wants to read:

    view = load_run(store, run, texts="none")
    for problem in view.problems:
        shown = with_texts(store, problem, {problem.final, ...})

`load_problem` reads a single problem. From any view, `request_of(store, view.call)` is the exact
request that its reply answered.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any, Literal

from selfproof.errors import StoreError, UsageError
from selfproof.store import parse
from selfproof.store.records import Body, CallId, RequestView
from selfproof.store.store import Store
from selfproof.store.text import unpack
from selfproof.store.views import (
    AnalysisView,
    ProblemView,
    ProofView,
    ReviewView,
    RoleCount,
    RunSummary,
    RunView,
)
from selfproof.types import Outcome, OutcomeKind, Problem, Role, Usage

Texts = Literal["all", "proofs", "none"]
"""Which texts to read: all, only those of the proofs themselves, or none."""

_TOKENS = "prompt_tokens, cached_tokens, completion_tokens"


def list_runs(store: Store) -> list[RunSummary]:
    """All runs, newest first. A run that was ended without a word has the status `killed`.

    Raises:
        StoreError: the store cannot be read.
    """
    rows = store.rows(
        "SELECT id, created, updated, status, message, model, spec, seconds,"
        " (SELECT count(*) FROM problems WHERE run = id) FROM runs ORDER BY created DESC, id"
    )
    in_use = store.in_use
    with store.parsing():
        return [
            RunSummary(
                run,
                created,
                updated,
                "killed" if status == "running" and not in_use else status,
                message,
                model,
                json.loads(spec),
                seconds,
                n,
            )
            for run, created, updated, status, message, model, spec, seconds, n in rows
        ]


def find_run(store: Store, run: str) -> RunSummary:
    """The run whose id is `run` or, alone, begins with it.

    Raises:
        UsageError: no run has this id, or several begin with it.
    """
    found = [summary for summary in list_runs(store) if summary.run.startswith(run)]
    exact = [summary for summary in found if summary.run == run]
    if len(exact or found) != 1:
        what = "is not a run" if not found else "begins the ids of several runs"
        raise UsageError(f"run {run!r} {what} in {store.path}; see `selfproof runs list`")
    return (exact or found)[0]


def load_run(store: Store, run: str, *, texts: Texts = "all") -> RunView:
    """Everything about one run, as of one moment.

    Args:
        store: where it is recorded; another process may be writing to it.
        run: its id, or the beginning of it.
        texts: which texts to read; `all` of a large run may not fit in memory.

    Raises:
        UsageError: no run has this id, or several begin with it.
        StoreError: the store cannot be read.
    """
    with store.snapshot():
        summary = find_run(store, run)
        problems = tuple(
            _problem(store, summary.run, row, texts) for row in _questions(store, summary.run)
        )
        return RunView(summary, problems, _roles(store, summary.run), _faults(store, summary.run))


def asked(store: Store, run: str) -> list[Problem]:
    """The problems of a run as they were put to it, in order, `run` being its full id.

    Raises:
        StoreError: the store cannot be read.
    """
    with store.parsing():
        return [Problem(name, unpack(text)) for _, name, text in _questions(store, run)]


def load_problem(store: Store, run: str, position: int, *, texts: Texts = "all") -> ProblemView:
    """One problem of a run, `run` being its full id.

    Raises:
        UsageError: the run has no problem number `position`.
        StoreError: the store cannot be read.
    """
    with store.snapshot():
        for row in _questions(store, run):
            if row[0] == position:
                return _problem(store, run, row, texts)
    raise UsageError(f"problem {position}: run {run!r} has no such problem in {store.path}")


def with_texts(store: Store, problem: ProblemView, names: Collection[str | None]) -> ProblemView:
    """The problem with the texts of the proofs called `names` read, the others as they are."""
    proofs = (read_texts(store, each) if each.name in names else each for each in problem.proofs)
    return replace(problem, proofs=tuple(proofs))


def read_texts(store: Store, proof: ProofView) -> ProofView:
    """The proof with its texts and those of its analyses and reviews.

    Raises:
        StoreError: a text is missing or damaged.
    """
    own = _bodies(store, [proof.call])[proof.call]
    replies = [each.call for each in proof.analyses]
    replies += [review.call for each in proof.analyses for review in each.reviews]
    bodies = _bodies(store, replies)
    analyses = tuple(
        replace(
            each,
            text=bodies[each.call].text,
            reviews=tuple(
                replace(review, text=bodies[review.call].text) for review in each.reviews
            ),
        )
        for each in proof.analyses
    )
    return replace(proof, text=own.text, reasoning=own.reasoning, analyses=analyses, has_texts=True)


def request_of(store: Store, call: CallId) -> RequestView:
    """Exactly what was sent for one reply: messages, sampling, role, lineage, seed.

    Raises:
        StoreError: the store holds no such reply, or cannot be read.
    """
    rows = store.rows(
        "SELECT r.digest, r.role, r.model, r.lineage, r.messages, r.sampling, c.seed,"
        " (SELECT messages FROM sent WHERE request = c.request AND sample = c.sample"
        " AND attempt = c.attempt) FROM calls c JOIN requests r ON r.id = c.request"
        " WHERE c.request = ? AND c.sample = ? AND c.attempt = ?",
        call,
    )
    if not rows:
        raise StoreError(f"store {store.path}: it holds no call {tuple(call)}")
    digest, role, model, lineage, messages, sampling, seed, sent = rows[0]
    with store.parsing():
        return RequestView(
            digest,
            parse.role(role),
            model,
            lineage,
            parse.messages(messages if sent is None else sent),
            parse.sampling(sampling),
            call.sample,
            call.attempt,
            seed,
            sent is not None,
        )


def _questions(store: Store, run: str) -> list[tuple[int, str, bytes]]:
    rows: list[tuple[int, str, bytes]] = store.rows(
        "SELECT position, problem_idx, question FROM problems WHERE run = ? ORDER BY position",
        (run,),
    )
    return rows


def _problem(store: Store, run: str, row: tuple[int, str, bytes], texts: Texts) -> ProblemView:
    position, problem_idx, question = row
    decisions = store.decisions(run, position)
    rows = store.rows(
        "SELECT proof, round, parents, request, sample FROM proofs"
        " WHERE run = ? AND position = ? ORDER BY round, proof",
        (run, position),
    )
    with store.parsing():
        # An unfinished search notes the best so far.
        final = decisions.get("final", decisions.get("partial", {}))
        proofs = (_proof(store, run, position, decisions, each) for each in rows)
        return ProblemView(
            position,
            problem_idx,
            unpack(question),
            final.get("status", "open"),
            final.get("proof"),
            final.get("reason", ""),
            tuple(_filled(store, proof, texts) for proof in proofs),
            decisions,
        )


def _filled(store: Store, proof: ProofView, texts: Texts) -> ProofView:
    if texts == "all":
        return read_texts(store, proof)
    if texts == "proofs":
        body = _bodies(store, [proof.call])[proof.call]
        return replace(proof, text=body.text, reasoning=body.reasoning)
    return proof


def _proof(
    store: Store,
    run: str,
    position: int,
    decisions: dict[str, Any],
    row: tuple[str, int, str, int, int],
) -> ProofView:
    name, round_, parents, request, sample = row
    attempts = store.rows(
        f"SELECT attempt, outcome, score, detail, {_TOKENS} FROM calls"
        " WHERE request = ? AND sample = ? ORDER BY attempt",
        (request, sample),
    )
    attempt, kind, score, detail, *_ = attempts[-1]
    outcome = parse.outcome(kind, score, detail)
    standing = decisions.get(f"standing/{name}", {})
    return ProofView(
        name,
        round_,
        tuple((parent, tuple(indices)) for parent, indices in json.loads(parents)),
        outcome.kind,
        outcome.detail,
        "",
        "",
        outcome.score,
        standing.get("mean"),
        bool(standing.get("passed")),
        _analyses(store, (run, position, name), standing),
        sum((Usage(*parse.integers(each[4:])) for each in attempts), Usage()),
        request,
        sample,
        attempt,
        has_texts=False,
    )


def _analyses(
    store: Store, proof: tuple[str, int, str], standing: dict[str, Any]
) -> tuple[AnalysisView, ...]:
    counted = {int(index): value for index, value in standing.get("counted", {}).items()}
    confirmed = {int(index): value for index, value in standing.get("confirmed", {}).items()}
    reviews: dict[int, tuple[ReviewView, ...]] = {}
    for analysis, request, sample, attempt, read in _last_attempts(store, proof, Role.REVIEW):
        reviews[analysis] = (
            *reviews.get(analysis, ()),
            ReviewView(sample, read.kind, read.score, "", read.detail, request, attempt),
        )
    return tuple(
        AnalysisView(
            index,
            read.kind,
            read.score,
            "",
            read.detail,
            confirmed.get(index),
            counted.get(index),
            reviews.get(index, ()),
            request,
            attempt,
        )
        for _, request, index, attempt, read in _last_attempts(store, proof, Role.VERIFY)
    )


def _last_attempts(
    store: Store, proof: tuple[str, int, str], role: Role
) -> list[tuple[int, int, int, int, Outcome]]:
    """The attempt that stands (the last) of each sample linked to a proof, by sample: the number
    of the analysis it reviews, its request, sample, attempt and outcome."""
    rows = store.rows(
        "SELECT l.analysis, c.request, c.sample, c.attempt, c.outcome, c.score, c.detail"
        " FROM links l JOIN calls c ON c.request = l.request"
        " WHERE l.run = ? AND l.position = ? AND l.proof = ? AND l.role = ?"
        " ORDER BY l.analysis, c.sample, c.attempt",
        (*proof, role.value),
    )
    last = {(row[0], row[2]): row for row in rows}
    return [
        (analysis, request, sample, attempt, parse.outcome(kind, score, detail))
        for analysis, request, sample, attempt, kind, score, detail in last.values()
    ]


def _bodies(store: Store, calls: Iterable[CallId]) -> dict[CallId, Body]:
    """The texts of replies; many samples of one request are read together."""
    wanted: dict[int, set[CallId]] = {}
    for call in calls:
        wanted.setdefault(call.request, set()).add(call)
    bodies: dict[CallId, Body] = {}
    for request, group in wanted.items():
        alone = next(iter(group)) if len(group) == 1 else None
        rows = store.rows(
            "SELECT sample, attempt, body FROM bodies WHERE request = ?"
            + (" AND sample = ? AND attempt = ?" if alone else ""),
            alone or (request,),
        )
        with store.parsing():
            for sample, attempt, blob in rows:
                call = CallId(request, sample, attempt)
                if call in group:
                    bodies[call] = parse.body(call, blob)
        if len(group - bodies.keys()):
            raise StoreError(f"store {store.path}: the text of a finished call is missing")
    return bodies


def _roles(store: Store, run: str) -> tuple[RoleCount, ...]:
    rows = store.rows(
        "SELECT r.role, c.outcome, count(*), sum(c.prompt_tokens), sum(c.cached_tokens),"
        " sum(c.completion_tokens), sum(c.seconds) FROM calls c JOIN requests r ON r.id = c.request"
        " WHERE c.run = ? GROUP BY r.role, c.outcome",
        (run,),
    )
    counts = []
    with store.parsing():
        for role in Role:
            mine = [row for row in rows if row[0] == role]
            if mine:
                outcomes = {OutcomeKind(row[1]): int(row[2]) for row in mine}
                usage = sum((Usage(*parse.integers(row[3:6])) for row in mine), Usage())
                counts.append(RoleCount(role, outcomes, usage, sum(row[6] for row in mine)))
    return tuple(counts)


def _faults(store: Store, run: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    rows = store.rows(
        "SELECT faults, count(*) FROM calls WHERE run = ? AND faults != '' GROUP BY faults", (run,)
    )
    with store.parsing():
        for words, count in rows:
            for word in words.split():
                counts[word] = counts.get(word, 0) + count
    for reason, count in store.rows(
        "SELECT reason, count(*) FROM lost WHERE run = ? GROUP BY reason", (run,)
    ):
        counts[reason] = counts.get(reason, 0) + count
    return counts
