"""When a lost attempt is tried again: exponential backoff with full jitter, and patience.

A call gives up only after minutes of nothing but failures, so that a server may restart or refuse
everything for a while. Who has given up asks whether other calls got through meanwhile: if so, the
fault is this call's and the run goes on without it; if not, the server is gone.
"""

from __future__ import annotations

import email.utils
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime


class LostAttempt(Exception):
    """One attempt that did not bring a reply and may be repeated.

    Attributes:
        word: The fault in one word, for `Completion.faults`.
        detail: What happened, in words fit to show.
        retry_after: Seconds the server asks to wait, or None.
        overload: True when there were too many requests.
        strange: True when what answered, if anything, does not look like a model server at all:
            no use being patient when it never did.
    """

    def __init__(
        self,
        word: str,
        detail: str,
        *,
        retry_after: float | None = None,
        overload: bool = False,
        strange: bool = False,
    ) -> None:
        super().__init__(detail)
        self.word = word
        self.detail = detail
        self.retry_after = retry_after
        self.overload = overload
        self.strange = strange


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How long a call keeps trying. All times in seconds.

    Attributes:
        first_delay: Longest wait after the first failure; it doubles with each further one.
        longest_delay: Where the doubling ends.
        longest_retry_after: A server that asks to wait longer is asked again after this.
        patience: Time of uninterrupted failure after which a call gives up.
        least_attempts: It tries at least this often, however long an attempt takes.
        poison_attempts: After so many failures that no other call shares, it gives up early.
        quick_attempts: Attempts at an address that never answered.
    """

    first_delay: float = 0.5
    longest_delay: float = 30.0
    longest_retry_after: float = 120.0
    patience: float = 600.0
    least_attempts: int = 4
    poison_attempts: int = 16
    quick_attempts: int = 3

    def delay(self, failures: int, chance: float, retry_after: float | None = None) -> float:
        """Seconds to wait after the given number of failures (>= 1).

        Args:
            failures: Attempts lost so far.
            chance: A random number, 0 <= chance < 1 (full jitter).
            retry_after: What the server asked for. The jitter comes on top of it, so that not
                all who were told the same time come back at the same moment.
        """
        backoff = chance * min(self.longest_delay, self.first_delay * 2.0 ** min(failures - 1, 40))
        if retry_after is None:
            return backoff
        return min(retry_after, self.longest_retry_after) + backoff


def parse_retry_after(value: str | None, now: float) -> float | None:
    """Seconds to wait out of a Retry-After header, which holds seconds or an HTTP date.

    Args:
        value: The header, or None.
        now: Seconds since the epoch.

    Returns:
        Seconds, >= 0, or None where the header is missing or cannot be read.
    """
    value = (value or "").strip()
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        return _until(value, now)
    return max(0.0, seconds) if seconds < float("inf") else None


def _until(date: str, now: float) -> float | None:
    try:
        when = email.utils.parsedate_to_datetime(date)
    except (ValueError, TypeError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.fromtimestamp(now, UTC)).total_seconds())


def summary(words: list[str]) -> str:
    """Faults counted, for a message: `http500 x 3, stalled`."""
    return ", ".join(
        word if count == 1 else f"{word} x {count}" for word, count in Counter(words).items()
    )
