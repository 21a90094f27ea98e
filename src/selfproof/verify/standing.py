"""One proof's verification as numbers: what is known, and what could still become of it.

Each analysis j of the n has a score s_j; c_j is what it counts: 1 when it claims no defect, 1 when
its objection was reviewed and not confirmed, else s_j. The confirmed score is the mean of the c_j
over the analyses that were read. While replies are outstanding it lies between `lo` and `hi`, which
only ever move towards each other: an action that is right for the whole interval is right for
certain, whatever still arrives and in whatever order.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from selfproof.types import Score
from selfproof.verify.settings import VerifySettings

NO_SCORE = -1.0
"""Ranks below every mean: a proof none of whose analyses could be read."""


@dataclass(slots=True)
class Objection:
    """An analysis that claims a defect (s < 1) and the reviews it has had."""

    score: Score
    asked: int = 0
    """Reviews asked for; 0 while nobody decided to review it."""
    done: int = 0
    read: int = 0
    confirms: int = 0

    @property
    def confirmed(self) -> bool | None:
        """True or False once a strict majority of the reviews is certain, None before.

        Only reviews that were read vote. Without a single readable one the objection stands: a
        doubt that nobody could dispel is not dispelled.
        """
        if not self.asked:
            return None
        outstanding = self.asked - self.done
        if outstanding == 0 and self.read == 0:
            return True
        if 2 * self.confirms > self.read + outstanding:
            return True
        # Even if all that is outstanding confirmed, it would be no majority.
        if 2 * (self.confirms + outstanding) <= self.read + outstanding:
            return False
        return None

    @property
    def low(self) -> float:
        """The least this analysis can come to count."""
        return 1.0 if self.confirmed is False else self.score

    @property
    def high(self) -> float:
        """The most this analysis can come to count, if it were reviewed."""
        return self.score if self.confirmed is True else 1.0


@dataclass(slots=True)
class Standing:
    """The verification of one proof; analyses are numbered 0 to n - 1."""

    settings: VerifySettings
    passes: set[int] = field(default_factory=set)
    """Analyses that claim no defect."""
    objections: dict[int, Objection] = field(default_factory=dict)
    lost: set[int] = field(default_factory=set)
    """Analyses that could not be had: cut off, unreadable, refused, failed."""
    _low: float = 0.0
    _high: float = 0.0
    _confirmed: int = 0

    def add_analysis(self, index: int, score: Score | None) -> None:
        """Take in one analysis; `score` is None when it was lost."""
        if score is None:
            self.lost.add(index)
        elif score == 1.0:
            self.passes.add(index)
        else:
            objection = self.objections[index] = Objection(score)
            self._add(objection, 1)

    def ask_reviews(self, index: int, count: int) -> None:
        """Note that `count` reviews of an objection were asked for."""
        objection = self.objections[index]
        self._add(objection, -1)
        objection.asked = count
        self._add(objection, 1)

    def add_review(self, index: int, score: Score | None) -> None:
        """Take in one review of an objection; `score` (ms) is None when it was lost."""
        objection = self.objections[index]
        self._add(objection, -1)
        objection.done += 1
        if score is not None:
            objection.read += 1
            objection.confirms += score >= self.settings.confirm_at
        self._add(objection, 1)

    def _add(self, objection: Objection, sign: int) -> None:
        # Sums of halves are exact, so adding and subtracting leaves no rounding behind.
        self._low += sign * objection.low
        high = objection.score if self.settings.meta == "off" else objection.high
        self._high += sign * high
        self._confirmed += sign * (objection.confirmed is True)

    @property
    def read(self) -> int:
        """Analyses that were read."""
        return len(self.passes) + len(self.objections)

    @property
    def known(self) -> int:
        """Analyses whose fate is known."""
        return self.read + len(self.lost)

    @property
    def lo(self) -> float:
        """The least the mean over all n can come to; `NO_SCORE` while it might not exist."""
        if self.read == 0:
            return NO_SCORE
        return (len(self.passes) + self._low) / (self.read + self.settings.n - self.known)

    @property
    def hi(self) -> float:
        """The most the mean over all n can come to."""
        outstanding = self.settings.n - self.known
        if self.read + outstanding == 0:
            return NO_SCORE
        return (len(self.passes) + self._high + outstanding) / (self.read + outstanding)

    @property
    def mean(self) -> float | None:
        """Mean confirmed score of what was read; an unreviewed objection counts its own score."""
        return (len(self.passes) + self._low) / self.read if self.read else None

    def total(self, *, hopeful: bool) -> float:
        """Sum of the c_j read so far; an undecided objection counts 1 when `hopeful`."""
        return len(self.passes) + (self._high if hopeful else self._low)

    @property
    def refuted(self) -> bool:
        """It can no longer pass: an objection stands for certain, or too many analyses are lost."""
        if self.lost:
            needed = math.ceil(self.settings.min_read * self.settings.n)
            if len(self.lost) > self.settings.n - needed:
                return True
        return bool(self.objections) if self.settings.meta == "off" else self._confirmed > 0

    @property
    def passed(self) -> bool:
        """All n analyses are known, enough were read, and every one of them counts 1."""
        return self.known == self.settings.n and not self.refuted and self.lo == 1.0

    @property
    def unreviewed(self) -> list[int]:
        """Objections that nobody was asked to review, gravest first (lowest score, then index)."""
        waiting = [index for index, objection in self.objections.items() if not objection.asked]
        return sorted(waiting, key=lambda index: (self.objections[index].score, index))

    def counted(self) -> dict[int, float]:
        """c_j of every analysis that was read."""
        values = dict.fromkeys(self.passes, 1.0)
        values.update((index, objection.low) for index, objection in self.objections.items())
        return values

    def record(self) -> dict[str, Any]:
        """The standing as plain data, for the store."""
        confirmed = {str(index): each.confirmed for index, each in self.objections.items()}
        return {
            "mean": self.mean,
            "passed": self.passed,
            "known": self.known,
            "lost": sorted(self.lost),
            "counted": {str(index): value for index, value in sorted(self.counted().items())},
            "confirmed": {key: value for key, value in confirmed.items() if value is not None},
        }
