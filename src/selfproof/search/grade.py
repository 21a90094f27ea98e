"""Grading a proof that somebody else wrote: verification without a search.

The proof comes from a student, a benchmark or another model; it gets the analyses and reviews that
a proof of our own would get, and its standing is the result.
"""

from __future__ import annotations

from selfproof.calls import Ask
from selfproof.search.final import Final
from selfproof.search.problem import ProblemSearch, SearchContext
from selfproof.store import Body, NewCall, Reply
from selfproof.types import (
    Message,
    Outcome,
    OutcomeKind,
    Problem,
    Role,
    Sampling,
    StopReason,
    Usage,
)
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
        await self._keep_proof()
        self.verification = Verification(
            self.verify_context, GIVEN, lambda: self.proof, 0, self.signal
        )
        self.verification.start()
        # Nobody ranks this proof: it is verified until it passes or is refuted.
        self.verification.pursue()
        await self.until(lambda: self.verification is not None and self.verification.halted)

    async def _keep_proof(self) -> None:
        """Put the proof into the store where a written one would be, charged to no run."""
        lineage = f"{self.problem.problem_idx}:{GIVEN}"
        messages = (Message("user", self.problem.question), Message("assistant", self.proof))
        ask = Ask(Role.PROVE, lambda: messages, Sampling(), lineage)
        digest = ask.digest(GIVEN)
        row = Reply(0, 0, Outcome(OutcomeKind.OK, detail=GIVEN))
        call = NewCall(
            digest=digest,
            role=ask.role,
            model=GIVEN,
            lineage=lineage,
            sampling=ask.sampling,
            messages=messages,
            row=row,
            body=Body(self.proof),
            stop=StopReason.STOP,
            usage=Usage(),
            seconds=0.0,
            faults=(),
        )
        await self.context.caller.store.add_call(GIVEN, call)
        self.ledger.proof(GIVEN, 0, (digest, 0), ())

    async def grade(self) -> Final:
        """Commit the grade."""
        self.note_standings()
        return Final(**await self.ledger.decide("final", self.describe("graded", "").as_payload()))

    def note_standings(self) -> None:
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
        if standing.known < standing.settings.n:
            reason += f", stopped after {standing.known} of {standing.settings.n} analyses"
        return Final(status, GIVEN, standing.mean, None, f"{why}; {reason}" if why else reason)
