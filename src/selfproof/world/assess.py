"""What the checker says about a proof: issues with their places, and the score by rubric I_v.

The table of kinds is the world's reading of the rubric (METHOD section 2): 1 is complete, every
step carried out and justified; 0.5 is sound as a whole with a minor error or an omitted detail; 0
does not settle the problem, or has a fatal error or a severe gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from selfproof.types import Score


class Severity(Enum):
    """How much an issue costs."""

    MINOR = "minor"
    FATAL = "fatal"


class IssueKind(Enum):
    """What is wrong, in a word."""

    SLIP = "slip"
    """A false claim that nothing else needs: minor."""
    FALSE_STEP = "false step"
    """A false claim, or one that does not follow, on which the conclusion rests: fatal."""
    OMITTED_DETAIL = "omitted detail"
    """A true claim that needs a short argument which is not there: minor."""
    GAP = "gap"
    """A claim that would need most of the proof: fatal."""
    MISSING_CASE = "missing case"
    """Cases that do not cover everything: fatal."""
    MISSING_PART = "missing part"
    """An obligation nobody discharged (a direction, the base case, a candidate): fatal."""
    UNCHECKED_ANSWER = "unchecked answer"
    """Right solutions that were not checked: minor."""
    WRONG_ANSWER = "wrong answer"
    """The answer, or the verdict true or false, is wrong: fatal."""
    CIRCULAR = "circular"
    """What is to be proved is assumed: fatal."""
    UNREAD = "unread"
    """A sentence outside the language; it may say anything, so it is unjustified: minor."""
    UNUSED_HYPOTHESIS = "unused hypothesis"
    """An inductive step that does not use its hypothesis where it must: fatal."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One fault.

    Attributes:
        kind: What is wrong.
        severity: What it costs.
        sentence: Number of the sentence, from 0; -1 when it is what no sentence says.
        start, end: The place in the proof's text, in characters; (0, 0) when sentence is -1.
        reason: One sentence of plain English that says what is wrong and why.
        part: The independent part it is in, as the proof calls it ("Case 3", "n = 5"); may be
            empty.
        claim: The formula or words at fault, as the proof has them; may be empty.
    """

    kind: IssueKind
    severity: Severity
    sentence: int
    start: int
    end: int
    reason: str
    part: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The checker's verdict on a proof; `issues` in order of place, the missing ones last."""

    issues: tuple[Issue, ...]
    sentences: tuple[tuple[int, int], ...]
    """(start, end) of every sentence of the text."""

    @property
    def score(self) -> Score:
        """By rubric I_v: 0 with a fatal issue, 0.5 with minor ones only, 1 without any."""
        if any(issue.severity is Severity.FATAL for issue in self.issues):
            return 0.0
        return 0.5 if self.issues else 1.0
