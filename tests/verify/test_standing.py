"""The confirmed score, its bounds, and the votes of reviewers."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfproof.verify import Objection, Standing, VerifySettings
from selfproof.verify.standing import NO_SCORE

SCORE = st.sampled_from([0.0, 0.5, 1.0, None])


def test_without_reviews_the_plain_mean_is_used() -> None:
    standing = Standing(VerifySettings(n=4))
    for index, score in enumerate([1.0, 0.5, 0.0, 1.0]):
        standing.add_analysis(index, score)
    assert standing.mean == standing.lo == standing.hi == 0.625
    assert standing.refuted
    assert not standing.passed


def test_an_objection_that_is_not_confirmed_counts_one() -> None:
    standing = Standing(VerifySettings(n=2, meta="all", reviews=3))
    standing.add_analysis(0, 1.0)
    standing.add_analysis(1, 0.0)
    standing.ask_reviews(1, 3)
    assert (standing.lo, standing.hi, standing.refuted) == (0.5, 1.0, False)
    standing.add_review(1, 0.0)
    standing.add_review(1, 0.5)
    assert standing.mean == standing.lo == 1.0
    assert standing.passed
    assert standing.record()["confirmed"] == {"1": False}


@pytest.mark.parametrize(
    ("reviews", "confirmed"),
    [
        ([1.0, 1.0, 0.0], True),
        ([1.0, 0.0, 0.0], False),
        ([1.0, 0.0], False),  # no strict majority
        ([1.0, 0.0, None], False),  # lost reviews do not vote
        ([1.0, None, None], True),
        ([0.5, 0.5, 0.5], False),  # ms = 1 confirms by default
        ([None, None, None], True),  # a doubt nobody could look at stands
    ],
)
def test_a_strict_majority_of_the_reviews_that_were_read_decides(
    reviews: list[float | None], confirmed: bool
) -> None:
    standing = Standing(VerifySettings(n=1, meta="all"))
    standing.add_analysis(0, 0.5)
    standing.ask_reviews(0, len(reviews))
    for review in reviews:
        standing.add_review(0, review)
    assert standing.objections[0].confirmed is confirmed
    assert standing.mean == (0.5 if confirmed else 1.0)


def test_the_score_that_confirms_is_a_setting() -> None:
    standing = Standing(VerifySettings(n=1, meta="all", confirm_at=0.5))
    standing.add_analysis(0, 0.0)
    standing.ask_reviews(0, 1)
    standing.add_review(0, 0.5)
    assert standing.refuted


@given(st.lists(SCORE, min_size=1, max_size=7), st.integers(0, 6))
def test_a_vote_called_early_is_never_overturned(reviews: list[float | None], known: int) -> None:
    def tally(seen: list[float | None]) -> Objection:
        read = [each for each in seen if each is not None]
        confirms = sum(each == 1.0 for each in read)
        return Objection(0.0, len(reviews), len(seen), len(read), confirms)

    early, final = tally(reviews[:known]).confirmed, tally(reviews).confirmed
    assert final is not None
    assert early is None or early is final


@given(
    st.lists(st.tuples(SCORE, st.lists(SCORE, min_size=2, max_size=2)), min_size=1, max_size=6),
    st.sampled_from(["off", "all"]),
    st.randoms(use_true_random=False),
)
def test_the_bounds_only_close_in_on_the_mean(
    analyses: list[tuple[float | None, list[float | None]]], meta: str, rng: random.Random
) -> None:
    settings = VerifySettings(n=len(analyses), meta=meta, reviews=2)  # type: ignore[arg-type]
    standing = Standing(settings)
    intervals = [(standing.lo, standing.hi, standing.refuted)]
    order = list(range(len(analyses)))
    rng.shuffle(order)
    for index in order:
        score, reviews = analyses[index]
        standing.add_analysis(index, score)
        if meta == "all" and score is not None and score < 1:
            standing.ask_reviews(index, 2)
            for review in reviews:
                intervals.append((standing.lo, standing.hi, standing.refuted))
                standing.add_review(index, review)
        intervals.append((standing.lo, standing.hi, standing.refuted))
    for (lo, hi, refuted), (lo2, hi2, refuted2) in itertools.pairwise(intervals):
        assert lo <= lo2 <= hi2 <= hi
        assert refuted2 or not refuted
    mean = NO_SCORE if standing.mean is None else standing.mean
    assert mean == standing.lo == standing.hi
    if standing.passed:
        assert mean == 1.0


def test_too_many_lost_analyses_bar_acceptance_but_are_no_zero() -> None:
    standing = Standing(VerifySettings(n=10, min_read=0.9))
    for index in range(8):
        standing.add_analysis(index, 1.0)
    standing.add_analysis(8, None)
    standing.add_analysis(9, 1.0)
    assert standing.passed
    assert standing.mean == 1.0
    strict = Standing(VerifySettings(n=10, min_read=1.0))
    strict.add_analysis(0, None)
    assert strict.refuted
    assert strict.mean is None
