"""Runs to render: small hand-written ones, big made-up ones, and one around published proofs."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from selfproof.formats import write_evaluation, write_generated, write_review
from selfproof.store.views import (
    AnalysisView,
    ProblemView,
    ProofView,
    ReviewView,
    RoleCount,
    RunSummary,
    RunView,
)
from selfproof.types import OutcomeKind, Role, Score, Usage

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
PUBLISHED = DATA / "deepseek_math_v2" / "IMO2025.jsonl"

QUESTION = r"""
Let $n \ge 2$ be an integer. Call a set \emph{balanced} if it satisfies both of the following:
\begin{itemize}
    \item its elements are positive integers not exceeding $2n$; and
    \item no two of its elements add up to $2n+1$.
\end{itemize}
Prove that a balanced set has at most $n$ elements.
"""

PROOF = r"""
**Idea.** We pair the numbers up.

### Pairs
For \(1\le i\le n\) put
\[
\begin{aligned}
P_i &= \{\,i,\;2n+1-i\,\},\\[2mm]
|P_i| &= 2 \qquad\text{since } 2i\neq 2n+1 .
\end{aligned}
\tag{1}
\]
The sets $P_1,\dots,P_n$ are disjoint and $\bigcup_{i=1}^{n}P_i=\{1,\dots,2n\}$.

### Counting
1. A balanced set $S$ contains **at most one** element of each $P_i$ by (1).
2. Hence
   $$|S|=\sum_{i=1}^{n}|S\cap P_i|\le\underbrace{1+\cdots+1}_{n\text{ times}}=n .$$

In particular $\boxed{|S|\le n}$, where
\[
|S\cap P_i|=\begin{cases}1,&\text{if } S \text{ meets } P_i,\\0,&\text{otherwise.}\end{cases}
\]
"""

FLAWED = r"""
Suppose $|S|>n$. By the pigeonhole principle two elements of $S$ are *close*, so their sum is
$2n+1 \pmod{2n}$, a contradiction. Clearly $\overline{S}$ has at least $n$ elements as well.
"""


def review(sample: int, score: Score | None, words: str = "") -> ReviewView:
    """A review with a score, or one that could not be read."""
    if score is None:
        return ReviewView(sample, OutcomeKind.TRUNCATED, None, "Here is my ana")
    said = words or "The claimed gap is real: step 2 uses what it sets out to prove."
    return ReviewView(sample, OutcomeKind.OK, score, write_review(said, score))


def analysis(
    index: int,
    score: Score | None,
    confirmed: bool | None = None,
    reviews: Iterable[ReviewView] = (),
    words: str = "",
) -> AnalysisView:
    """An analysis with a score, or one that was lost (`score` None)."""
    if score is None:
        return AnalysisView(
            index, OutcomeKind.UNPARSED, None, "I think", "the phrase is missing", None, None, ()
        )
    said = words or (
        "Every step is carried out and justified." if score == 1 else
        r"The claim $\sum_i |P_i| = 2n$ is used before it is shown; see *Pairs*."
    )  # fmt: skip
    counted = 1.0 if confirmed is False else score
    text = write_evaluation(said, score)
    return AnalysisView(index, OutcomeKind.OK, score, text, "", confirmed, counted, tuple(reviews))


def proof(
    name: str,
    text: str,
    analyses: Sequence[AnalysisView] = (),
    *,
    round_: int = 0,
    parents: tuple[tuple[str, tuple[int, ...]], ...] = (),
    self_score: Score = 1.0,
    reasoning: str = "",
) -> ProofView:
    """A readable proof whose mean follows from its analyses."""
    counted = [each.counted for each in analyses if each.counted is not None]
    return ProofView(
        name,
        round_,
        parents,
        OutcomeKind.OK,
        "",
        write_generated(text, "I checked each step. It is complete.", self_score),
        reasoning,
        self_score,
        sum(counted) / len(counted) if counted else None,
        bool(counted) and min(counted) == 1,
        tuple(analyses),
        Usage(800, 0, 900),
    )


def lost(name: str, text: str, *, round_: int = 0) -> ProofView:
    """A reply that held no readable proof."""
    why = "the heading '## Solution' is missing"
    return ProofView(
        name, round_, (), OutcomeKind.UNPARSED, why, text, "", None, None, False, (), Usage(1, 0, 9)
    )


def problem(
    proofs: Sequence[ProofView],
    final: str | None,
    *,
    status: str = "best",
    position: int = 0,
    name: str = "pairs",
    question: str = QUESTION,
    reason: str = "",
    decisions: dict[str, Any] | None = None,
) -> ProblemView:
    """A problem with its proofs."""
    made = {"final": {"proof": final, "status": status}} if decisions is None else decisions
    return ProblemView(position, name, question, status, final, reason, tuple(proofs), made)


def run(
    problems: Sequence[ProblemView],
    *,
    model: str = "demo-model",
    grammar: bool = True,
    message: str = "",
    faults: dict[str, int] | None = None,
) -> RunView:
    """A run around problems, with plausible accounts."""
    spec = {
        "settings": {
            "strategy": "pool", "seed": 0, "proofs": 4, "temperature": 1.0,
            "verify": {"n": 6, "meta": "all", "reviews": 3, "policy": "fixed"},
        },
        "prompts": "own",
        "grammar": grammar,
    }  # fmt: skip
    summary = RunSummary(
        "pairs-1a2b3c4d", 1_790_000_000.0, 1_790_000_300.0, "done", message, model, spec, 312.0,
        len(problems),
    )  # fmt: skip
    ok, cut, bad = OutcomeKind.OK, OutcomeKind.TRUNCATED, OutcomeKind.UNPARSED
    roles = (
        RoleCount(Role.PROVE, {ok: 3, bad: 1}, Usage(3_200, 800, 5_100), 210.0),
        RoleCount(Role.REFINE, {ok: 2}, Usage(4_100, 2_000, 2_600), 88.4),
        RoleCount(Role.VERIFY, {ok: 28, cut: 2}, Usage(41_000, 30_000, 9_800), 702.0),
        RoleCount(Role.REVIEW, {ok: 17, OutcomeKind.REFUSED: 1}, Usage(30_200, 21_000, 4_000), 9.0),
    )
    lost_calls = {"stalled": 2, "http-429": 11} if faults is None else faults
    return RunView(summary, tuple(problems), roles, lost_calls)


def small_run() -> RunView:
    """Two rounds by hand with every state an analysis, a review or a proof can be in."""
    first = proof(
        "p0",
        FLAWED,
        [
            analysis(0, 0.0, True, [review(0, 1.0), review(1, 1.0), review(2, 0.5)]),
            analysis(1, 0.5, None),
            analysis(2, 1.0),
        ],
    )
    second = proof(
        "p1",
        PROOF.replace("disjoint", "obviously disjoint"),
        [analysis(0, 0.5, False, [review(0, 0.0)]), analysis(1, 1.0), analysis(2, 0.5, True)],
    )
    refined = proof(
        "p1/1.0",
        PROOF,
        [
            analysis(0, 1.0),
            analysis(1, 0.5, False, [review(0, 0.0, "The defect does not exist."), review(1, 0.5)]),
            analysis(2, 0.5, True, [review(0, 1.0), review(1, 1.0), review(2, None)]),
            analysis(3, None),
            analysis(4, 1.0),
            analysis(5, 0.5, None),
        ],
        round_=1,
        parents=(("p1", (2, 0)), ("p0", (0,))),
        reasoning="First I thought about pairs. " * 40,
    )
    other = proof("p0/1.0", FLAWED, [], round_=1, parents=(("p0", (0,)),), self_score=0.5)
    gone = lost("p2", "I would rather <b>talk</b> about the weather.")
    reason = "no proof passed all its verifications; this one has the highest confirmed score"
    return run([problem([first, second, gone, refined, other], "p1/1.0", reason=reason)])


def pool_run(first: int = 64, keep: int = 64, children: int = 8, rounds: int = 16) -> RunView:
    """A made-up pool search: many rounds of refinements of the best, with slowly rising scores."""
    draw = random.Random(7)
    proofs = [_pooled(f"p{number}", 0, (), draw, 0.35) for number in range(first)]
    for round_ in range(1, rounds + 1):
        ranked = sorted(proofs, key=lambda each: each.mean or 0.0, reverse=True)[:keep]
        level = 0.35 + 0.35 * round_ / rounds
        proofs += [
            _pooled(f"{parent.name[:6]}/{round_}.{rank}.{child}", round_,
                    ((parent.name, (child,)),), draw, level)
            for rank, parent in enumerate(ranked)
            for child in range(children)
        ]  # fmt: skip
    best = max(reversed(proofs), key=lambda each: each.mean or 0.0)
    status = "accepted" if best.passed else "best"
    return run([problem(proofs, best.name, status=status)])


def _pooled(
    name: str,
    round_: int,
    parents: tuple[tuple[str, tuple[int, ...]], ...],
    draw: random.Random,
    level: float,
) -> ProofView:
    if draw.random() < 0.03:
        return lost(name, "cut off", round_=round_)
    analyses = [
        analysis(index, 1.0 if draw.random() < level else draw.choice((0.0, 0.5)), None)
        for index in range(8)
    ]
    return proof(name, FLAWED, analyses, round_=round_, parents=parents)


def published_run(path: Path = PUBLISHED) -> RunView:
    """The published proofs of a benchmark, each with an earlier draft and made-up analyses."""
    problems = []
    for position, line in enumerate(path.read_text("utf-8").splitlines()):
        row = json.loads(line)
        text = row["model_prediction"]["proof"]
        draft = proof("p0", text[: len(text) // 2], [analysis(0, 0.0, True, [review(0, 1.0)])])
        checks = [analysis(number, 1.0) for number in range(8)]
        passed = row["model_prediction"]["human_rating"] == 7
        if not passed:
            checks[3] = analysis(3, 0.5, True, [review(0, 1.0), review(1, 1.0)])
        final = proof("p0/1.0", text, checks, round_=1, parents=(("p0", (0,)),))
        problems.append(
            problem(
                [draft, final],
                "p0/1.0",
                status="accepted" if passed else "best",
                position=position,
                name=row["problem_idx"],
                question=row["question"],
            )
        )
    return run(problems, grammar=False, faults={})
