"""Backoff and Retry-After."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfproof.backends.retry import RetryPolicy, parse_retry_after, summary

NOW = 1_784_023_200.0
"""Tue, 14 Jul 2026 10:00:00 GMT."""


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("7", 7.0),
        (" 0.5 ", 0.5),
        ("-3", 0.0),
        ("Tue, 14 Jul 2026 10:00:30 GMT", 30.0),
        ("Tue, 14 Jul 2026 09:00:00 GMT", 0.0),
        ("Tue, 14 Jul 2026 10:00:30 -0000", 30.0),
        ("soon", None),
        ("inf", None),
        ("nan", None),
        ("Tue, 99 Jul 2026 10:00:00 GMT", None),
    ],
)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert parse_retry_after(header, NOW) == seconds


@given(st.text(max_size=40))
def test_any_retry_after_is_read_or_ignored(header: str) -> None:
    seconds = parse_retry_after(header, NOW)
    assert seconds is None or seconds >= 0


@given(st.integers(1, 10**9), st.floats(0, 1, exclude_max=True), st.none() | st.floats(0, 1e9))
def test_delays_are_bounded(failures: int, chance: float, retry_after: float | None) -> None:
    policy = RetryPolicy()
    delay = policy.delay(failures, chance, retry_after)
    least = 0.0 if retry_after is None else min(retry_after, policy.longest_retry_after)
    assert least <= delay <= least + policy.longest_delay


def test_jitter_comes_on_top_of_what_the_server_asks() -> None:
    policy = RetryPolicy(first_delay=2.0)
    assert policy.delay(1, 0.0, 7.0) == 7.0
    assert policy.delay(1, 0.5, 7.0) == 8.0
    assert policy.delay(3, 0.5, 7.0) == 11.0


def test_summary() -> None:
    words = ["http500", "stalled", "http500"]
    assert summary(words) == "http500 x 2, stalled"
