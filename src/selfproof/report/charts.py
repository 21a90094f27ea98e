"""Small drawings: the spread of scores over a round's proofs, and a proof's analyses one by one."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from selfproof.report.words import analyses_of, number, plural, state
from selfproof.store.views import ProblemView, ProofView

_BINS = 11
_BAR = 20.0
_HEIGHT = 40.0
_TICK = 11.0
_MOST_TICKS = 512


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a histogram, with its height and what it says on hovering."""

    x: float
    y: float
    width: float
    height: float
    css: str
    title: str


@dataclass(frozen=True, slots=True)
class Spread:
    """The mean confirmed scores of one round's proofs."""

    label: str
    proofs: int
    unscored: int
    best: str
    middle: str
    bars: tuple[Bar, ...]
    width: float = _BINS * _BAR
    height: float = _HEIGHT


def spreads(problem: ProblemView) -> list[Spread]:
    """One histogram per round; bin k holds the means nearest to k / 10, the last only 1."""
    rounds: dict[int, list[ProofView]] = {}
    for proof in problem.proofs:
        rounds.setdefault(proof.round, []).append(proof)
    return [_spread(round_, rounds[round_]) for round_ in sorted(rounds)]


def _spread(round_: int, proofs: list[ProofView]) -> Spread:
    means = [proof.mean for proof in proofs if proof.mean is not None]
    counts = [0] * _BINS
    for mean in means:
        # A mean just below 1 is not a pass: the last bar is for 1 alone.
        counts[_BINS - 1 if mean >= 1 else min(_BINS - 2, max(0, int(mean * 10 + 0.5)))] += 1
    highest = max([*counts, 1])
    bars = []
    for place, count in enumerate(counts):
        if count:
            height = max(2.0, round(count / highest * (_HEIGHT - 2), 1))
            value = "1" if place == _BINS - 1 else f"about {place / 10:g}"
            title = f"{plural(count, 'proof')} with a mean of {value}"
            css = "s4" if place == 10 else f"s{min(3, int(place / 10 * 4))}"
            bars.append(Bar(place * _BAR + 2, _HEIGHT - height, _BAR - 4, height, css, title))
    return Spread(
        "first proofs" if round_ == 0 else f"round {round_}",
        len(proofs),
        len(proofs) - len(means),
        number(max(means, default=None)),
        number(median(means) if means else None),
        tuple(bars),
    )


@dataclass(frozen=True, slots=True)
class Tick:
    """One analysis of a proof in its strip."""

    css: str
    title: str
    href: str | None


def strip(proof: ProofView, anchors: dict[int, str]) -> list[Tick]:
    """A proof's analyses in order; `anchors` maps the indices of those on the page."""
    ticks = []
    for analysis in analyses_of(proof)[:_MOST_TICKS]:
        kind = state(analysis)
        anchor = anchors.get(analysis.index)
        said = {"pass": "no issue", "lost": f"lost ({analysis.outcome.value})"}.get(
            kind, f"issue {kind}"
        )
        title = f"analysis {analysis.index}: score {number(analysis.score)}, {said}"
        ticks.append(Tick(kind, title, f"#{anchor}" if anchor else None))
    return ticks
