"""A graded proof for people and programs: score, spread, and the issues with their standing."""

from __future__ import annotations

import statistics
from typing import Any

from selfproof.cli.values import printable
from selfproof.report.words import number
from selfproof.store import AnalysisView, ProofView
from selfproof.types import SCORES

_LONGEST_ISSUE = 2_000


def issues(proof: ProofView) -> list[AnalysisView]:
    """Analyses that claim a defect and were not found wrong: confirmed ones first, gravest first.

    One that was not reviewed is among them: nobody has dispelled it.
    """
    claims = [
        analysis
        for analysis in proof.analyses
        if analysis.score is not None and analysis.score < 1 and analysis.confirmed is not False
    ]
    return sorted(claims, key=lambda each: (each.confirmed is not True, each.score, each.index))


def grade_data(proof: ProofView) -> dict[str, Any]:
    """Score, spread and issues as plain data."""
    counted = [each.counted for each in proof.analyses if each.counted is not None]
    return {
        "score": proof.mean,
        "passed": proof.passed,
        "spread": statistics.pstdev(counted) if counted else None,
        "analyses": {f"{score:g}": _given(proof, score) for score in SCORES},
        "issues": [
            {
                "analysis": each.index,
                "score": each.score,
                "confirmed": each.confirmed,
                "text": each.text,
            }
            for each in issues(proof)
        ],
    }


def grade_summary(proof: ProofView) -> list[str]:
    """Score and spread in sentences."""
    data = grade_data(proof)
    if data["score"] is None:
        return ["No analysis could be read, so there is no score."]
    counts = ", ".join(f"{score:g}: {_given(proof, score)}" for score in SCORES)
    lines = [
        f"Score {number(proof.mean)}, standard deviation {data['spread']:.2g} over the analyses.",
        f"The analyses gave {counts}.",
    ]
    if proof.passed:
        lines.append("The proof passed every verification that could be read.")
    return lines


def issue_lines(proof: ProofView) -> list[str]:
    """The issues in words, each with its analysis."""
    lines: list[str] = []
    for each in issues(proof):
        state = "Confirmed issue" if each.confirmed else "Issue (not reviewed)"
        lines += ["", f"{state}, analysis {each.index}, score {each.score:g}:", _shown(each.text)]
    return lines


def _given(proof: ProofView, score: float) -> int:
    return sum(analysis.score == score for analysis in proof.analyses)


def _shown(text: str) -> str:
    safe = printable(text)
    return safe if len(safe) <= _LONGEST_ISSUE else safe[:_LONGEST_ISSUE] + " [...]"
