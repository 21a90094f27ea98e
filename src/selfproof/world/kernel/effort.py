"""How much a reader may be asked to fill in for one claim."""

from __future__ import annotations

from enum import IntEnum


class Effort(IntEnum):
    """`OBVIOUS` is one step checked at a glance; `DETAIL` is two or three of them in a row."""

    OBVIOUS = 1
    DETAIL = 2
