"""A proof in the search: being written, lost, or written and under verification."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from selfproof.calls import Group, Reply
from selfproof.prompts import proof_of
from selfproof.search.select import Bounds, Rank
from selfproof.types import OutcomeKind, ProofText, Score
from selfproof.verify import Verification
from selfproof.verify.standing import NO_SCORE

_TIE_BITS = 48


@dataclass(slots=True, eq=False)
class Candidate:
    """One node of the family tree. `name` is its path: `p3/1.2` is child 2 of `p3` in round 1."""

    name: str
    round: int
    parents: tuple[tuple[str, tuple[int, ...]], ...]
    group: Group
    sample: int
    tie: int
    """Seeded tie-break: distinct, and a function of the run's seed and the name alone."""
    reply: Reply | None = None
    self_score: Score | None = None
    verification: Verification | None = None

    @property
    def writing(self) -> bool:
        """Its reply is still outstanding."""
        return self.reply is None

    @property
    def lost(self) -> bool:
        """Its reply came and holds no readable proof."""
        return self.reply is not None and self.self_score is None

    @property
    def rejected(self) -> bool:
        """The server rejected the request for it."""
        return self.reply is not None and self.reply.outcome.kind is OutcomeKind.FAILED

    @property
    def may_pass(self) -> bool:
        """Some reply still to come could make it an accepted proof."""
        if self.writing:
            return True
        return self.verification is not None and self.verification.may_pass

    @property
    def passed(self) -> bool:
        """It passed every one of its verifications."""
        return self.verification is not None and self.verification.standing.passed

    @property
    def halted(self) -> bool:
        """Nothing about it is outstanding."""
        if self.verification is None:
            return self.lost
        return self.verification.halted

    @property
    def bounds(self) -> Bounds:
        """The lowest and highest rank it can still come to."""
        if self.verification is None or self.self_score is None:
            return Bounds((NO_SCORE, NO_SCORE, self.tie), (1.0, 1.0, self.tie))
        standing, own = self.verification.standing, self.self_score
        return Bounds((standing.lo, own, self.tie), (standing.hi, own, self.tie))

    @property
    def rank(self) -> Rank:
        """Its rank by what is known now; final once its verification is complete."""
        if self.verification is None or self.self_score is None:
            return (NO_SCORE, NO_SCORE, self.tie)
        mean = self.verification.standing.mean
        return (NO_SCORE if mean is None else mean, self.self_score, self.tie)

    def text(self) -> ProofText:
        """The proof with its self-analysis, read from the store."""
        assert self.reply is not None
        content = proof_of(self.group.body(self.reply).text)
        assert content is not None, f"{self.name} was read before"
        return content

    def proof_text(self) -> str:
        """The proof alone."""
        return self.text().proof


def tie_break(seed: int, name: str) -> int:
    """A proof's place among equals."""
    content = f"{seed}/{name}".encode()
    digest = hashlib.blake2b(content, digest_size=_TIE_BITS // 8).digest()
    return int.from_bytes(digest, "big")
