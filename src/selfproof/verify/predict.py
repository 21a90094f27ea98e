"""Statistical stopping: how likely is it that what remains changes an order of proofs?

A proof's final mean confirmed score is predicted from what was read so far. Three unknowns carry
Jeffreys' prior Beta(1/2, 1/2): the rate p at which an analysis claims no defect, the rate q at
which reviews dismiss an objection (0 without meta-verification), and the share of objections that
score 1/2 rather than 0. Mean and variance of the final mean follow to first order in these, plus
the spread of the single draws to come; the chance that one proof ends level with or above another
is taken from the normal law with these moments.

Being a posterior probability, it may be looked at after every wave: stopping once the chance of a
changed decision is at most delta errs, averaged over the prior, with rate at most delta.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from selfproof.verify.standing import Standing

_PRIOR = 0.5


@dataclass(frozen=True, slots=True)
class Forecast:
    """Mean and variance of a proof's final mean confirmed score (0 to 1)."""

    mean: float
    variance: float


def forecast(standing: Standing) -> Forecast:
    """The final mean confirmed score to expect if verification went on to the end."""
    objections = standing.objections.values()
    # Lost analyses shrink n: the mean is over those that were read.
    rest = standing.settings.n - standing.known
    size = standing.read + rest
    if size == 0:
        return Forecast(0.0, 0.0)
    reviewed = standing.settings.meta != "off"
    open_ = [each.score for each in objections if each.confirmed is None] if reviewed else []
    dismissed = sum(each.confirmed is False for each in objections)
    confirmed = sum(each.confirmed is True for each in objections)
    p, p_variance = _beta(len(standing.passes), len(standing.objections))
    q, q_variance = _beta(dismissed, confirmed) if reviewed else (0.0, 0.0)
    half = sum(each.score == 0.5 for each in objections)
    share, share_variance = _beta(half, len(standing.objections) - half)
    low = share / 2

    # What is lost by an objection of score s that stands is 1 - s; by one dismissed, nothing.
    gap_open = sum(1 - score for score in open_)
    draw = p + (1 - p) * (low + (1 - low) * q)
    settled = standing.total(hopeful=False) - sum(open_)
    total = settled + sum(open_) + gap_open * q + rest * draw
    variance = (
        (rest * (1 - low) * (1 - q)) ** 2 * p_variance
        + (rest * (1 - p) * (1 - low) + gap_open) ** 2 * q_variance
        + (rest * (1 - p) * (1 - q) / 2) ** 2 * share_variance
        + rest * draw * (1 - draw)
        + sum((1 - score) ** 2 for score in open_) * q * (1 - q)
    )
    return Forecast(total / size, variance / size**2)


def chance_of_reaching(lower: Forecast, upper: Forecast, n: int) -> float:
    """The probability that the proof behind now ends level with or above the one ahead."""
    # Means lie on a grid of halves over n: half a step of continuity correction.
    gap = upper.mean - lower.mean - 0.25 / n
    spread = math.sqrt(lower.variance + upper.variance)
    if spread == 0.0:
        return 1.0 if gap <= 0 else 0.0
    return 0.5 * math.erfc(gap / (spread * math.sqrt(2)))


def _beta(yes: int, no: int) -> tuple[float, float]:
    """Mean and variance of a rate after so many successes and failures."""
    alpha, beta = yes + _PRIOR, no + _PRIOR
    both = alpha + beta
    return alpha / both, alpha * beta / (both**2 * (both + 1))
