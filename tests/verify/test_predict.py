"""The forecast behind statistical stopping is calibrated where its prior is right."""

from __future__ import annotations

import random

import pytest

from selfproof.verify import Standing, VerifySettings
from selfproof.verify.predict import Forecast, chance_of_reaching, forecast


def draw(rng: random.Random, rate: float, settings: VerifySettings, known: int) -> Standing:
    """A proof whose first `known` analyses are in; the same `rng` draws the rest."""
    standing = Standing(settings)
    for index in range(known):
        standing.add_analysis(index, 1.0 if rng.random() < rate else rng.choice((0.0, 0.5)))
    return standing


def finish(rng: random.Random, rate: float, standing: Standing) -> float:
    for index in range(standing.known, standing.settings.n):
        standing.add_analysis(index, 1.0 if rng.random() < rate else rng.choice((0.0, 0.5)))
    assert standing.mean is not None
    return standing.mean


def test_when_all_is_known_the_forecast_is_the_mean() -> None:
    settings = VerifySettings(n=4)
    standing = draw(random.Random(1), 0.5, settings, 4)
    assert forecast(standing) == Forecast(standing.mean or 0.0, 0.0)


@pytest.mark.parametrize("known", [8, 24])
def test_the_final_mean_lies_where_the_forecast_says(known: int) -> None:
    rng = random.Random(7)
    settings = VerifySettings(n=64)
    inside = 0
    for _ in range(2_000):
        rate = rng.betavariate(0.5, 0.5)
        standing = draw(rng, rate, settings, known)
        expected = forecast(standing)
        final = finish(rng, rate, standing)
        inside += abs(final - expected.mean) <= 2 * expected.variance**0.5
    # Two standard deviations hold 95% under the normal law; the seed is fixed.
    assert inside / 2_000 > 0.93


def test_stopping_errs_no_more_often_than_stated() -> None:
    """Stop at the first look at which the chance of a change is at most 1%."""
    rng = random.Random(3)
    settings = VerifySettings(n=64)
    wrong = stopped = 0
    for _ in range(2_000):
        rates = [rng.betavariate(0.5, 0.5) for _ in range(2)]
        proofs = [draw(rng, rate, settings, 4) for rate in rates]
        while proofs[0].known < settings.n:
            ahead = max((0, 1), key=lambda each: forecast(proofs[each]).mean)
            behind = 1 - ahead
            chance = chance_of_reaching(forecast(proofs[behind]), forecast(proofs[ahead]), 64)
            if chance <= 0.01:
                stopped += 1
                finals = [
                    finish(rng, rate, proof) for rate, proof in zip(rates, proofs, strict=True)
                ]
                wrong += finals[behind] >= finals[ahead]
                break
            for rate, proof in zip(rates, proofs, strict=True):
                for index in range(proof.known, proof.known + 2):
                    proof.add_analysis(index, 1.0 if rng.random() < rate else 0.0)
    assert stopped > 1_000
    assert wrong / stopped <= 0.015


def test_unreviewed_objections_widen_the_forecast() -> None:
    settings = VerifySettings(n=8, meta="deciding")
    plain, reviewed = Standing(settings), Standing(settings)
    for standing in (plain, reviewed):
        for index, score in enumerate([1.0, 0.0, 0.0, 1.0]):
            standing.add_analysis(index, score)
    for index in (1, 2):
        reviewed.ask_reviews(index, 1)
        reviewed.add_review(index, 1.0)
    assert forecast(plain).variance > forecast(reviewed).variance
    assert forecast(plain).mean > forecast(reviewed).mean
