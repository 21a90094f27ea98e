"""Values people write on a command line: `30m`, `2M`, `0.3/0.006/1.2`."""

from __future__ import annotations

import re

import click

_DURATION = re.compile(
    r"(?:(?P<h>\d+(?:\.\d+)?)h)?(?:(?P<m>\d+(?:\.\d+)?)m)?(?:(?P<s>\d+(?:\.\d+)?)s?)?"
)
_COUNT = re.compile(r"(\d{1,15}(?:\.\d{1,9})?)([kMG]?)")
_FACTORS = {"": 1, "k": 10**3, "M": 10**6, "G": 10**9}


def duration(text: str) -> float:
    """Seconds, written as `90`, `90s`, `30m`, `2h` or `1h30m`."""
    found = _DURATION.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        raise click.BadParameter(f"{text[:40]!r} is no time; write 90s, 30m, 2h or 1h30m.")
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return 3600 * hours + 60 * minutes + seconds


def count(text: str) -> int:
    """A whole number, written as `5000`, `500k`, `2M` or `1.5G`."""
    found = _COUNT.fullmatch(text.strip().replace(",", "").replace("_", ""))
    if found is None:
        raise click.BadParameter(f"{text[:40]!r} is no number; write 5000, 500k or 2M.")
    return round(float(found[1]) * _FACTORS[found[2]])


def short_count(number: float) -> str:
    """A count for a narrow place: `950`, `12.3k`, `4.56M`."""
    for limit, factor, unit in ((10**3, 1, ""), (10**6, 10**3, "k"), (10**9, 10**6, "M")):
        if number < limit * 0.9995:
            return f"{number / factor:.3g}{unit}"
    return f"{number / 10**9:.3g}G"


def clock(seconds: float) -> str:
    """A time span as `0:01:23`."""
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def dollars(amount: float) -> str:
    """Money with as many digits as matter: `$12.30`, `$0.0042`."""
    return f"${amount:,.2f}" if amount >= 1 or amount == 0 else f"${amount:.4f}"


_UNSEEN = [
    *(code for code in range(32) if code not in (9, 10)),
    *range(0x7F, 0xA0),
    # Marks that reorder what is shown: text must stand as it is stored.
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
]
_CONTROL = dict.fromkeys(_UNSEEN)


def printable(text: str) -> str:
    """`text` without control characters: a model's words must not steer a terminal."""
    return text.translate(_CONTROL)
