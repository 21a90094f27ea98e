"""What a run came to, in sentences and as data. What is not proved is not called so."""

from __future__ import annotations

from typing import Any

from selfproof.budget import Price
from selfproof.cli.grade import grade_data, grade_summary, issue_lines
from selfproof.cli.values import printable
from selfproof.report import words
from selfproof.search.grade import GIVEN
from selfproof.store import ProblemView, RunView

_LONGEST_SHOWN = 6_000


def sentence(problem: ProblemView) -> str:
    """What was found for a problem, in a few sentences for a terminal."""
    proof = words.result(problem).proof
    if proof is not None and proof.name == GIVEN:
        return " ".join(grade_summary(proof))
    return printable(words.verdict(problem))


def details(problem: ProblemView) -> list[str]:
    """The chosen proof as lines, or what is wrong with the one that was given. Needs its texts."""
    proof = words.result(problem).proof
    if proof is None:
        return []
    if proof.name == GIVEN:
        return issue_lines(proof)
    parts = words.proof_text(proof)
    if parts is None:
        return []
    safe = printable(parts[0])
    if len(safe) > _LONGEST_SHOWN:
        safe = f"{safe[:_LONGEST_SHOWN]}\n[the rest is in the report]"
    return ["", f"Proof {proof.name}, self-score {words.number(proof.self_score)}:", "", safe]


def as_data(view: RunView, price: Price | None) -> dict[str, Any]:
    """A run as plain data, for `--json`."""
    usage = view.usage
    return {
        "run": view.summary.run,
        "status": view.summary.status,
        "message": view.summary.message,
        "model": view.summary.model,
        "seconds": view.summary.seconds,
        "problems": [_problem_data(problem) for problem in view.problems],
        "replies": {
            role.role.value: {kind.value: count for kind, count in role.outcomes.items()}
            for role in view.roles
        },
        "faults": view.faults,
        "usage": {
            "calls": sum(role.calls for role in view.roles),
            "prompt_tokens": usage.prompt_tokens,
            "cached_tokens": usage.cached_tokens,
            "completion_tokens": usage.completion_tokens,
            "dollars": None if price is None else price.dollars(usage),
        },
    }


def _problem_data(problem: ProblemView) -> dict[str, Any]:
    found = words.result(problem)
    proof = found.proof
    data: dict[str, Any] = {
        "problem_idx": problem.problem_idx,
        "status": found.status,
        "verdict": sentence(problem),
    }
    if proof is not None and proof.name == GIVEN:
        return {**data, **grade_data(proof)}
    parts = None if proof is None else words.proof_text(proof)
    return {
        **data,
        "proof_name": None if proof is None else proof.name,
        "mean": None if proof is None else proof.mean,
        "self_score": None if proof is None else proof.self_score,
        "proof": None if parts is None else parts[0],
    }
