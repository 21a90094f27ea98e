"""Counters of a running search, read by whoever shows progress. Plain numbers, no events."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from selfproof.types import OutcomeKind, Role, Usage


@dataclass(slots=True)
class Meter:
    """What a run is doing right now and has done in this session."""

    started: float = field(default_factory=time.monotonic)
    problems: int = 0
    problems_done: int = 0
    proofs: int = 0
    """Proofs written (readable ones)."""
    settled: set[tuple[str, str]] = field(default_factory=set)
    """Proofs whose verification is complete, as (problem_idx, name)."""
    in_flight: int = 0
    queued: int = 0
    finished: dict[tuple[Role, OutcomeKind], int] = field(default_factory=dict)
    """Calls finished in this session."""
    reused: int = 0
    """Calls answered from the store."""
    usage: Usage = Usage()
    """Tokens of this session."""
    best: dict[str, float] = field(default_factory=dict)
    """By problem_idx: highest mean confirmed score of a settled proof so far."""

    def calls(self, role: Role) -> int:
        """Calls of a role finished in this session."""
        return sum(count for (which, _), count in self.finished.items() if which is role)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started
