"""The stand-in for the paper's experts: scores of proofs (D_v) and of analyses (D_mv).

Rows are plain values with the names that the formulas of METHOD section 3 use; `s` and `ms` are
exact, because they come from the checker.
"""

from __future__ import annotations

from dataclasses import dataclass

from selfproof.types import Score
from selfproof.world.analyses.judging import check_analysis
from selfproof.world.assess import Assessment
from selfproof.world.check import check
from selfproof.world.problem import Problem


@dataclass(frozen=True, slots=True)
class VerifierRow:
    """One element (X, Y, s) of D_v."""

    problem_idx: str
    question: str
    proof: str
    score: Score


@dataclass(frozen=True, slots=True)
class MetaRow:
    """One element (X, Y, V, ms) of D_mv."""

    problem_idx: str
    question: str
    proof: str
    analysis: str
    meta_score: Score


def label_proof(problem: Problem, proof_text: str) -> Score:
    """s of a proof by rubric I_v."""
    return check(problem, proof_text).score


def label_analysis(problem: Problem, proof_text: str, analysis_text: str) -> Score | None:
    """ms of an analysis by rubric I_mv; None when it is not in the verifier's format."""
    return check_analysis(problem, proof_text, check(problem, proof_text), analysis_text).score


def verifier_row(
    problem: Problem, proof_text: str, assessment: Assessment | None = None
) -> VerifierRow:
    """A labelled proof; `assessment` is its own, when it is known already."""
    found = assessment or check(problem, proof_text)
    return VerifierRow(problem.name, problem.statement, proof_text, found.score)


def meta_row(
    problem: Problem,
    proof_text: str,
    analysis_text: str,
    assessment: Assessment | None = None,
) -> MetaRow | None:
    """A labelled analysis; None when it is malformed, for then no expert would rate it."""
    found = assessment or check(problem, proof_text)
    score = check_analysis(problem, proof_text, found, analysis_text).score
    if score is None:
        return None
    return MetaRow(problem.name, problem.statement, proof_text, analysis_text, score)
