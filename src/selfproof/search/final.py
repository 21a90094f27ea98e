"""The final choice: mean confirmed score, then self-score, then comparison by the model."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from selfproof.search.candidate import Candidate
from selfproof.search.compare import tournament
from selfproof.search.problem import ProblemSearch
from selfproof.search.race import leaders


@dataclass(frozen=True, slots=True)
class Final:
    """What the search of a problem came to.

    `status`: `accepted` (passed all its verifications), `best` (none did; this one ranks highest),
    `none` (no reply held a readable proof), `partial` (the search ended early) or `graded` (the
    proof was given).
    """

    status: str
    proof: str | None
    mean: float | None
    self_score: float | None
    reason: str

    def as_payload(self) -> dict[str, Any]:
        """Plain data, for the store."""
        return asdict(self)


async def settle_final(search: ProblemSearch) -> Final:
    """Choose, commit the choice, and return the one that stands."""
    tied = await _contenders(search)
    if not tied:
        final = Final("none", None, None, None, "no reply held a readable proof")
        if all(each.rejected for each in search.candidates.values()):
            # Not for good: the server may take another day what it rejected now.
            return final
    else:
        winner = await tournament(search, tied)
        final = _describe(winner, len(tied))
    return Final(**await search.ledger.decide("final", final.as_payload()))


def partial_final(search: ProblemSearch, why: str) -> Final:
    """The best so far when a search ends early, by what is known now.

    Proofs with few analyses are not favoured: one good and one bad analysis are added to each.
    """

    def estimate(candidate: Candidate) -> tuple[bool, float, float, int]:
        verification = candidate.verification
        known = 0.5
        if verification is not None:
            standing = verification.standing
            known = (standing.total(hopeful=False) + 1) / (standing.read + 2)
        return (candidate.passed, known, candidate.self_score or 0.0, candidate.tie)

    written = [each for each in search.candidates.values() if each.self_score is not None]
    if not written:
        return Final("partial", None, None, None, f"{why}; no proof was written yet")
    best = max(written, key=estimate)
    standing = best.verification.standing if best.verification else None
    return Final(
        "partial",
        best.name,
        standing.mean if standing else None,
        best.self_score,
        f"{why}; best of {len(written)} proofs so far",
    )


async def _contenders(search: ProblemSearch) -> list[Candidate]:
    """The proofs with the highest mean confirmed score and, among these, self-score."""
    if await search.someone_passed():
        pool = [candidate for candidate in search.pool() if candidate.passed]
    else:
        pool = await _race(search)
    if not pool:
        return []
    best = max(candidate.rank[:2] for candidate in pool)
    return [candidate for candidate in pool if candidate.rank[:2] == best]


async def _race(search: ProblemSearch) -> list[Candidate]:
    """Verify until it is settled who leads; what `fixed` asked for is waited for."""
    while True:
        await search.until(lambda: all(candidate.halted for candidate in search.pool()))
        pool = search.pool()
        if not pool:
            return []
        leading = leaders(pool, search.settings.verify)
        if len(leading) == 1:
            return leading
        more = [each for each in leading if each.verification and each.verification.step()]
        if not more:
            return leading


def _describe(winner: Candidate, tied: int) -> Final:
    verification = winner.verification
    assert verification is not None
    standing = verification.standing
    status = "accepted" if winner.passed else "best"
    if winner.passed:
        reason = f"passed all {standing.read} verifications that could be read"
    else:
        reason = "no proof passed all its verifications; this one has the highest confirmed score"
    if tied > 1:
        reason += f"; chosen among {tied} equals by comparison"
    return Final(status, winner.name, standing.mean, winner.self_score, reason)
