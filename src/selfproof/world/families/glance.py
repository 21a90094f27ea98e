"""What a reader of a statement sees at once is no problem: it has no proof to write or to flaw."""

from __future__ import annotations

from collections.abc import Iterable

from selfproof.world.kernel import Facts, follows
from selfproof.world.problem import Given
from selfproof.world.props import Prop


def at_a_glance(show: Prop, givens: Iterable[Given], known: Iterable[Prop] = ()) -> bool:
    """`show` follows from `known` by one obvious step."""
    return follows(show, Facts(givens, known))
