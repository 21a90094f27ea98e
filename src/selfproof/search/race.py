"""Who is ahead for certain, or with the stated probability, once everything asked has come in.

Used where the amount of verification is decided on the way. `standings` is evaluated only at rest
(nothing outstanding), so it is a function of settled results. Those it leaves open get another wave
of analyses or reviews, until nobody is open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from selfproof.search.candidate import Candidate
from selfproof.search.select import Certain, certain
from selfproof.verify import VerifySettings
from selfproof.verify.predict import chance_of_reaching, forecast


def top(candidates: Sequence[Candidate], keep: int, settings: VerifySettings) -> Certain[str]:
    """The `keep` best: settled exactly, or with `statistical` stopping up to the error rate.

    Statistically, the open candidates are split at the boundary by expected rank; one is settled
    when its chance of ending on the other side is at most its share of the error rate.
    """
    exact = certain({candidate.name: candidate.bounds for candidate in candidates}, keep)
    if not settings.screens or not exact.open:
        return exact
    open_ = {each.name: each for each in candidates if each.name in exact.open}
    inside, outside = _likely(open_, exact.places, settings)
    return Certain(
        exact.inside | inside,
        exact.outside | outside,
        exact.open - inside - outside,
        exact.places - len(inside),
    )


def _likely(
    candidates: Mapping[str, Candidate], places: int, settings: VerifySettings
) -> tuple[frozenset[str], frozenset[str]]:
    ranked = sorted(candidates, key=lambda name: _expected(candidates[name]), reverse=True)
    ahead, behind = ranked[:places], ranked[places:]
    share = settings.error_rate / len(ranked)
    if all(map(_complete, candidates.values())):
        return frozenset(ahead), frozenset(behind)
    inside = {name for name in ahead if _risk(candidates, behind[0], name, settings) <= share}
    outside = {name for name in behind if _risk(candidates, name, ahead[-1], settings) <= share}
    return frozenset(inside), frozenset(outside)


def _complete(candidate: Candidate) -> bool:
    return candidate.verification is not None and candidate.verification.complete


def _risk(
    candidates: Mapping[str, Candidate], lower: str, upper: str, settings: VerifySettings
) -> float:
    """The chance that the one ranked lower ends above; none when all about both is known."""
    if _complete(candidates[lower]) and _complete(candidates[upper]):
        return 0.0
    return _chance(candidates, lower, upper, settings)


def leaders(candidates: Sequence[Candidate], settings: VerifySettings) -> list[Candidate]:
    """Those who may still come to have the highest mean and, among equals, self-score.

    One who can be equalled but not beaten stays in: ties are decided by comparison, not here.
    """
    best = max(candidate.bounds.low[:2] for candidate in candidates)
    possible = [each for each in candidates if each.bounds.high[:2] >= best]
    if not settings.screens or len(possible) == 1:
        return possible
    by_name = {candidate.name: candidate for candidate in possible}
    first = max(possible, key=_expected)
    share = settings.error_rate / len(possible)
    return [
        each
        for each in possible
        if each is first or _chance(by_name, each.name, first.name, settings) > share
    ]


def _expected(candidate: Candidate) -> tuple[float, float, int]:
    if candidate.verification is None or candidate.self_score is None:
        return candidate.rank
    mean = forecast(candidate.verification.standing).mean
    return (mean, candidate.self_score, candidate.tie)


def _chance(
    candidates: Mapping[str, Candidate], lower: str, upper: str, settings: VerifySettings
) -> float:
    below, above = candidates[lower].verification, candidates[upper].verification
    assert below is not None
    assert above is not None
    return chance_of_reaching(forecast(below.standing), forecast(above.standing), settings.n)
