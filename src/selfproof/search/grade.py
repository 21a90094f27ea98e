"""Grading a proof that somebody else wrote: verification without a search.

The proof comes from a student, a benchmark or another model; it gets the analyses and reviews that
a proof of our own would get, and its standing is the result.
"""

from __future__ import annotations

from selfproof.search.final import Final
from selfproof.search.problem import ProblemSearch, SearchContext
from selfproof.types import Problem
from selfproof.verify import Verification

GIVEN = "given"
"""The name of the graded proof in the store."""


class GradeSearch(ProblemSearch):
    """The verification of one given proof."""

    def __init__(self, context: SearchContext, position: int, problem: Problem, proof: str) -> None:
        super().__init__(context, position, problem)
        self.proof = proof
        self.verification: Verification | None = None

    async def solve(self) -> None:
        await self.ledger.decide(GIVEN, {"proof": self.proof})
        self.verification = Verification(
            self.verify_context, GIVEN, lambda: self.proof, 0, lambda urgent: self.signal(urgent)
        )
        self.verification.start()
        await self.until(lambda: self.verification is not None and self.verification.halted)

    async def grade(self) -> Final:
        """Commit the grade."""
        self.note_standing()
        return Final(**await self.ledger.decide("final", self.describe("graded", "").as_payload()))

    def note_standing(self) -> None:
        """Record what is known about the proof."""
        if self.verification is not None:
            self.ledger.note(f"standing/{GIVEN}", self.verification.standing.record())

    def describe(self, status: str, why: str) -> Final:
        """The grade by what is known now."""
        if self.verification is None:
            return Final(status, GIVEN, None, None, why)
        standing = self.verification.standing
        confirmed = sum(each.confirmed is True for each in standing.objections.values())
        doubts = len(standing.objections)
        if standing.passed:
            reason = f"passed all {standing.read} verifications that could be read"
        else:
            reason = f"{doubts} of {standing.read} analyses claim a defect"
            if standing.settings.meta != "off":
                reason += f", {confirmed} of them confirmed by review"
        return Final(status, GIVEN, standing.mean, None, f"{why}; {reason}" if why else reason)
