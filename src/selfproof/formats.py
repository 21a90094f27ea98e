"""The reply formats of METHOD section 2: phrases, sections and scores, and how to read them.

Shared by `prompts` (which asks for the formats), `world` (which writes them) and training's format
reward. Reading is strict and total: a function returns a value or a reason, never a guess.

The score is the last ``\\boxed{}`` after the last score phrase of the role's format. So whatever a
proof or an analysis quotes on the way, a boxed number, a heading, a whole evaluation, changes
nothing: only what stands last, in the role's own format, counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from selfproof.types import Score

EVALUATION = "Here is my evaluation of the solution:"
EVALUATION_SCORE = "Based on my evaluation, the final overall score should be:"
REVIEW = 'Here is my analysis of the "solution evaluation":'
REVIEW_SCORE = 'Based on my analysis, I will rate the "solution evaluation" as:'
COMPARISON = "Here is my comparison of the two solutions:"
COMPARISON_CHOICE = "Based on my comparison, the better solution is:"
SOLUTION_HEADING = "## Solution"
SELF_EVALUATION_HEADING = "## Self Evaluation"

_SCORES: dict[str, Score] = {
    "0": 0.0,
    "0.0": 0.0,
    "0.5": 0.5,
    ".5": 0.5,
    "1/2": 0.5,
    "1": 1.0,
    "1.0": 1.0,
}
_BOX = re.compile(r"\\boxed\s*\{")
# The official prompts spell "overal": both spellings are accepted, whatever the spacing.
_EVALUATION = re.compile(r"Here\s+is\s+my\s+evaluation\s+of\s+the\s+solution\s*:", re.I)
_EVALUATION_SCORE = re.compile(
    r"Based\s+on\s+my\s+evaluation,\s+the\s+final\s+overall?\s+score\s+should\s+be\s*:", re.I
)
_QUOTED = r"[\"“”'*]*solution\s+evaluation[\"“”'*]*"
_REVIEW = re.compile(rf"Here\s+is\s+my\s+analysis\s+of\s+the\s+{_QUOTED}\s*:", re.I)
_REVIEW_SCORE = re.compile(
    rf"Based\s+on\s+my\s+analysis,\s+I\s+will\s+rate\s+the\s+{_QUOTED}\s+as\s*:", re.I
)
_COMPARISON = re.compile(r"Here\s+is\s+my\s+comparison\s+of\s+the\s+two\s+solutions\s*:", re.I)
_COMPARISON_CHOICE = re.compile(
    r"Based\s+on\s+my\s+comparison,\s+the\s+better\s+solution\s+is\s*:", re.I
)
_SOLUTION_LINE = re.compile(r"^[ \t]*##[ \t]+Solution[ \t]*:?[ \t]*$", re.M | re.I)
_SELF_LINE = re.compile(r"^[ \t]*##[ \t]+Self[ \t-]Evaluation[ \t]*:?[ \t]*$", re.M | re.I)


@dataclass(frozen=True, slots=True)
class Scored:
    """A text in a role's format: `body` is the whole text from its opening phrase on."""

    body: str
    score: Score


@dataclass(frozen=True, slots=True)
class Generated:
    """A generator's reply in format: proof, self-analysis (verifier format) and self-score."""

    proof: str
    self_analysis: str
    self_score: Score


@dataclass(frozen=True, slots=True)
class Malformed:
    """Why a text is not in the format, in words."""

    why: str


def parse_score(text: str) -> Score | None:
    """The score written in `text`: one of 0, 0.5, 1 (also 0.0, 1.0, 1/2, .5), else None."""
    return _SCORES.get(text.strip().strip("$").strip())


def _last_box(text: str, start: int) -> str | None:
    """What the last box after `start` holds, braces balanced; None where no box closes."""
    ends = [opening.end() for opening in _BOX.finditer(text, start)]
    if not ends:
        return None
    depth = 1
    for place in range(ends[-1], len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return text[ends[-1] : place]
    return None


def _read(
    text: str, opening: re.Pattern[str], closing: re.Pattern[str], names: tuple[str, str]
) -> tuple[str, str] | Malformed:
    """(body, content of the deciding box) of a text in a phrase-then-box format."""
    start = opening.search(text)
    if start is None:
        return Malformed(f"the phrase {names[0]!r} is missing")
    ends = list(closing.finditer(text, start.end()))
    if not ends:
        return Malformed(f"the phrase {names[1]!r} is missing")
    box = _last_box(text, ends[-1].end())
    if box is None:
        return Malformed(f"no \\boxed{{}} after the phrase {names[1]!r}")
    return text[start.start() :].strip(), box


def _read_scored(
    text: str, opening: re.Pattern[str], closing: re.Pattern[str], names: tuple[str, str]
) -> Scored | Malformed:
    found = _read(text, opening, closing, names)
    if isinstance(found, Malformed):
        return found
    score = parse_score(found[1])
    if score is None:
        return Malformed(f"\\boxed{{{found[1][:40]}}} is not one of 0, 0.5, 1")
    return Scored(found[0], score)


def read_evaluation(text: str) -> Scored | Malformed:
    """Read a verifier's reply, or a self-analysis: the same format (METHOD section 2)."""
    return _read_scored(text, _EVALUATION, _EVALUATION_SCORE, (EVALUATION, EVALUATION_SCORE))


def read_review(text: str) -> Scored | Malformed:
    """Read a meta-verifier's reply."""
    return _read_scored(text, _REVIEW, _REVIEW_SCORE, (REVIEW, REVIEW_SCORE))


def read_comparison(text: str) -> str | Malformed:
    """Read a comparison's reply: `A` or `B`, the last box after the last choice phrase."""
    found = _read(text, _COMPARISON, _COMPARISON_CHOICE, (COMPARISON, COMPARISON_CHOICE))
    if isinstance(found, Malformed):
        return found
    choice = found[1].strip().strip("$").removeprefix("\\text").strip("{} ").upper()
    return (
        choice if choice in ("A", "B") else Malformed(f"\\boxed{{{found[1][:40]}}} is not A or B")
    )


def read_generated(text: str) -> Generated | Malformed:
    """Read a generator's reply: ``## Solution``, then ``## Self Evaluation`` in verifier format.

    The proof may quote headings and whole evaluations, so the self-evaluation begins at the *last*
    heading line from which a complete evaluation follows.
    """
    opening = _SOLUTION_LINE.search(text)
    if opening is None:
        return Malformed(f"the heading {SOLUTION_HEADING!r} is missing")
    headings = list(_SELF_LINE.finditer(text, opening.end()))
    if not headings:
        return Malformed(f"the heading {SELF_EVALUATION_HEADING!r} is missing")
    reason = Malformed("")
    for heading in reversed(headings):
        evaluation = read_evaluation(text[heading.end() :])
        if isinstance(evaluation, Malformed):
            reason = reason if reason.why else evaluation
            continue
        proof = text[opening.end() : heading.start()].strip()
        if not proof:
            return Malformed("the solution is empty")
        return Generated(proof, evaluation.body, evaluation.score)
    return Malformed(f"self evaluation: {reason.why}")
