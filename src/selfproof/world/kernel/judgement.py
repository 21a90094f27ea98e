"""What a special judge says about a claim."""

from __future__ import annotations

from enum import Enum


class Judgement(Enum):
    """Sound in both directions: OBVIOUS and DETAIL claims are true, FALSE ones are not."""

    OBVIOUS = "obvious"
    """It follows by one step that a reader checks at a glance."""
    DETAIL = "detail"
    """It is true by a short argument that is not there."""
    FALSE = "false"
    OPEN = "open"
    """Not supported by what is known, whether true or not."""
