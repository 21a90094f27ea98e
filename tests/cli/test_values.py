"""Numbers, times and texts as people write and read them."""

from __future__ import annotations

import click
import pytest

from selfproof.cli.values import clock, count, dollars, duration, printable, short_count


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90", 90), ("90s", 90), ("30m", 1_800), ("2h", 7_200), ("1h30m", 5_400), ("0.5h", 1_800)],
)
def test_durations(text: str, seconds: float) -> None:
    assert duration(text) == seconds


@pytest.mark.parametrize("text", ["", "m", "5 m", "-3", "1d", "30m1h", "nan", "inf", "1e3"])
def test_no_durations(text: str) -> None:
    with pytest.raises(click.BadParameter, match="is no time"):
        duration(text)


@pytest.mark.parametrize(
    ("text", "number"), [("5000", 5_000), ("5,000", 5_000), ("500k", 500_000), ("1.5M", 1_500_000)]
)
def test_counts(text: str, number: int) -> None:
    assert count(text) == number


@pytest.mark.parametrize("text", ["", "-1", "k", "1e6", "inf", "9" * 5_000, "1 000"])
def test_no_counts(text: str) -> None:
    with pytest.raises(click.BadParameter, match="is no number"):
        count(text)


def test_narrow_numbers() -> None:
    shown = [short_count(number) for number in (0, 950, 999.9, 12_340, 999_999, 4_560_000, 7e9)]
    assert shown == ["0", "950", "1k", "12.3k", "1M", "4.56M", "7G"]
    assert clock(5_025.9) == "1:23:45"
    assert [dollars(amount) for amount in (0, 0.00421, 1_234.5)] == [
        "$0.00",
        "$0.0042",
        "$1,234.50",
    ]


def test_text_that_would_steer_a_terminal_is_defused() -> None:
    assert printable("a\x1b[31mb\x07\x9b2J\r\nc\td\u202ee\u2066") == "a[31mb2J\nc\tde"
