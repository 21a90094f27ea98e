"""How a proof is verified: how many analyses, when to stop, and who reviews the analyses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from selfproof.errors import UsageError

Policy = Literal["fixed", "adaptive"]
Stopping = Literal["exact", "statistical"]
Meta = Literal["off", "all", "deciding"]


@dataclass(frozen=True, slots=True)
class VerifySettings:
    """Settings of verification and meta-verification (METHOD sections 3.5 and 4)."""

    n: int = 64
    """Analyses a proof gets; all of them must pass for it to be accepted."""
    min_read: float = 0.9
    """Share of the n analyses that must have been read for a proof to be accepted (rounded up):
    those lost after all attempts are neither for it nor against it."""
    policy: Policy = "fixed"
    """`fixed`: always n. `adaptive`: stop once what will be done with the proof is settled."""
    stopping: Stopping = "exact"
    """With `adaptive`: settled for certain, or with probability of another outcome at most
    `error_rate` a decision."""
    error_rate: float = 0.01
    screen: int = 4
    """With `statistical` stopping: analyses every proof gets; of those that none of them refutes,
    the favourite (by self-score, then comparison) is verified in full first."""
    first_wave: int = 2
    """With `adaptive`: analyses in a proof's first wave; each further wave doubles the total."""
    meta: Meta = "off"
    """Which analyses that claim issues are reviewed: none, all, or those that decide something."""
    reviews: int = 4
    """m: reviews of an analysis; a strict majority must confirm its issues."""
    confirm_at: float = 1.0
    """The review score ms from which on a review confirms."""
    temperature: float = 1.0
    top_p: float = 0.95
    max_tokens: int = 65_536
    attempts: int = 3
    """Times an analysis or review is asked for when its reply is lost."""

    def __post_init__(self) -> None:
        for name in ("n", "screen", "first_wave", "reviews", "max_tokens", "attempts"):
            if getattr(self, name) < 1:
                raise UsageError(f"verify.{name}={getattr(self, name)}: must be at least 1")
        if not 0 < self.min_read <= 1:
            raise UsageError(f"verify.min_read={self.min_read}: must be over 0 and at most 1")
        if not 0 < self.error_rate < 1:
            raise UsageError(f"verify.error_rate={self.error_rate}: must be between 0 and 1")
        if self.confirm_at not in (0.5, 1.0):
            raise UsageError(f"verify.confirm_at={self.confirm_at}: must be 0.5 or 1")

    @property
    def screens(self) -> bool:
        """Proofs are screened, and only favourites verified in full."""
        return self.policy == "adaptive" and self.stopping == "statistical"
