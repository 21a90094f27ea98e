"""What selection calls certain is certain: checked against every way the rest can turn out."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from selfproof.search.select import Bounds, certain

LEVELS = (0.0, 0.5, 1.0)


@st.composite
def fields(draw: st.DrawFn) -> tuple[dict[int, list[float]], int]:
    """Up to five candidates with the means each can still come to, and the places there are."""
    count = draw(st.integers(1, 5))
    means = {
        key: sorted(draw(st.sets(st.sampled_from(LEVELS), min_size=1))) for key in range(count)
    }
    return means, draw(st.integers(1, 6))


@given(fields())
def test_certain_is_what_holds_however_the_rest_turns_out(
    field: tuple[dict[int, list[float]], int],
) -> None:
    means, keep = field
    bounds = {key: Bounds((m[0], 0.5, key), (m[-1], 0.5, key)) for key, m in means.items()}
    verdict = certain(bounds, keep)
    tops = []
    for world in itertools.product(*means.values()):
        ranked = sorted(means, key=lambda key: (world[key], 0.5, key), reverse=True)
        tops.append(set(ranked[:keep]))
    always, ever = set.intersection(*tops), set.union(*tops)
    assert verdict.inside <= always
    assert not verdict.outside & ever
    assert verdict.inside | verdict.outside | verdict.open == set(means)
    # Intervals hide gaps between possible means; without them the verdict is complete.
    if all(len(m) == 1 for m in means.values()):
        assert not verdict.open


@given(fields())
def test_knowing_more_never_takes_back_what_was_certain(
    field: tuple[dict[int, list[float]], int],
) -> None:
    means, keep = field
    bounds = {key: Bounds((m[0], 0.5, key), (m[-1], 0.5, key)) for key, m in means.items()}
    before = certain(bounds, keep)
    for key, m in means.items():
        for mean in m:
            after = certain(bounds | {key: Bounds((mean, 0.5, key), (mean, 0.5, key))}, keep)
            assert before.inside <= after.inside
            assert before.outside <= after.outside


def test_with_room_for_all_everybody_is_in_at_once() -> None:
    bounds = {key: Bounds((-1.0, -1.0, key), (1.0, 1.0, key)) for key in range(3)}
    assert certain(bounds, 3).inside == {0, 1, 2}
    assert certain(bounds, 2).open == {0, 1, 2}
