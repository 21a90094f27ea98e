"""What was shown of arbitrary numbers, used for others.

"Let t and c be positive. Then t^2 + c^2 >= 2ct" is a lemma about all such numbers, though the text
does not say "for all". It holds for every value where nothing is supposed of the names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from selfproof.world.check.frames import Frame
from selfproof.world.check.logic import free, substitute
from selfproof.world.check.state import Walk
from selfproof.world.kernel import follows
from selfproof.world.props import Forall, Is, Kind, Prop
from selfproof.world.terms import Term

_MOST_LEMMAS = 12
REAL = ("real", "positive real", "nonnegative real")


def put_values(walk: Walk, values: tuple[tuple[str, Term], ...]) -> None:
    """Learn what was shown of names, with values put for them."""
    frame = walk.frame
    chosen: dict[str, Term] = {}
    for name, value in values:
        kind = _kind_of_any(walk, frame, name)
        if kind is None or not follows(Is(value, kind), frame.facts):
            return
        chosen[name] = value
    for prop in list(_lemmas(frame))[-_MOST_LEMMAS:]:
        kinds = _kinds(walk, prop)
        if kinds is not None and not chosen.keys().isdisjoint(kinds):
            _learn_for_all(frame, substitute(prop, chosen), {**kinds, **dict.fromkeys(chosen)})


def learn_general(walk: Walk, prop: Prop) -> None:
    """Know a claim, for all values of the arbitrary name in it."""
    kinds = _kinds(walk, prop)
    if kinds and not isinstance(prop, Forall):
        _learn_for_all(walk.frame, prop, kinds)


def _learn_for_all(frame: Frame, prop: Prop, kinds: Mapping[str, Kind | None]) -> None:
    """`kinds` has None for names that are no longer in the claim."""
    left = [(name, kind) for name, kind in kinds.items() if kind is not None]
    if not left:
        frame.learn(prop)
    elif len(left) == 1:
        name, kind = left[0]
        frame.learn(Forall((name,), kind, prop))


def _kinds(walk: Walk, prop: Prop) -> dict[str, Kind] | None:
    """The arbitrary names in a claim with their kinds; None where it speaks of anything but these
    and variables of the problem: that could depend on them."""
    found: dict[str, Kind] = {}
    for name in sorted(free(prop)):
        kind = _kind_of_any(walk, walk.frame, name)
        if kind is not None:
            found[name] = kind
        elif not _is_given(walk.frame, name):
            return None
    return found


def _is_given(frame: Frame, name: str) -> bool:
    origin = frame.origin(name)
    return origin is not None and origin.given


def _lemmas(frame: Frame) -> Iterator[Prop]:
    for each in reversed(tuple(frame.chain())):
        yield from each.said


def _kind_of_any(walk: Walk, frame: Frame, name: str) -> Kind | None:
    """The kind of a name that the text has introduced for any number, where nothing has been
    supposed since but of variables of the problem."""
    origin = frame.origin(name)
    if origin is None or not origin.every or origin.given or origin.limits:
        return None
    if origin.kind not in REAL or any(name in free(order) for order in walk.orders):
        return None
    for each in frame.chain():
        if name in each.names:
            break
        if each.condition is not None and not all(
            _is_given(frame, other) for other in free(each.condition)
        ):
            return None
    return origin.kind
