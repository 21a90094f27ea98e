"""A scripted model: reply and reply time are pure functions of a request, so of its `seed`.

The scripted server and the simulation in virtual time both ask this module, so the same call takes
the same time and says the same whatever the schedule. Proofs carry a hidden quality, which analyses
find with errors and refinements raise; texts have the sizes of short real ones, in the formats of
METHOD section 2.
"""

from __future__ import annotations

import functools
import math
import random
import re
from dataclasses import dataclass

from selfproof import formats

PROVE_TOKENS = 131_072
"""`max_tokens` of a proof's request: how the model tells it from an analysis."""
VERIFY_TOKENS = 65_536

PROOF_CHARS = 2_000
"""Length of a proof's reply, self-analysis included, about."""
ANALYSIS_CHARS = 1_000

_CHARS_PER_TOKEN = 4
_QUALITY = re.compile(r"quality (\d+)")
_BEST = 90
"""Highest quality: with it an analysis passes a proof with chance 0.45."""
_WORDS = [
    "let",
    "suppose",
    "then",
    "hence",
    "since",
    "therefore",
    "consider",
    "every",
    "some",
    "integer",
    "prime",
    "sum",
    "product",
    "lemma",
    "bound",
    "which",
    "divides",
    "both",
    "sides",
    "induction",
    "on",
    "the",
    "set",
    "of",
    "all",
    "such",
    "that",
    "we",
    "have",
    "by",
    "assumption",
    "contradiction",
    "at",
    "most",
    "least",
    "one",
    "two",
    "three",
    "even",
    "odd",
    "mod",
    "$n$",
    "$k$",
    "$p$",
    "$x_i$",
    "$a+b$",
    "$f(x)$",
    "$\\frac{1}{2}$",
    "$n\\ge",
    "2$",
    "equality",
    "holds",
    "if",
    "and",
    "only",
    "case",
    "follows",
    "from",
    "above",
    "claim",
]


@dataclass(frozen=True, slots=True)
class ReplyTimes:
    """Log-normal reply times in seconds; a share of the replies is several times slower."""

    median: float = 0.15
    sigma: float = 1.0
    """Standard deviation of the logarithm."""
    slow_share: float = 0.05
    slow_factor: float = 10.0

    def seconds(self, seed: int) -> float:
        """How long the reply to the request with this seed takes."""
        rng = random.Random(seed)
        slow = self.slow_factor if rng.random() < self.slow_share else 1.0
        return self.median * math.exp(self.sigma * rng.gauss(0.0, 1.0)) * slow

    @property
    def mean(self) -> float:
        """The expected reply time."""
        return (
            self.median
            * math.exp(self.sigma**2 / 2)
            * (1 + self.slow_share * (self.slow_factor - 1))
        )


def reply(seed: int, max_tokens: int, prompt: str) -> str:
    """The reply to a request, by its seed, its `max_tokens` and the text of its messages."""
    rng = random.Random(seed ^ 0x5EED)
    found = _QUALITY.search(prompt)
    if max_tokens == VERIFY_TOKENS:
        assert found is not None, "an analysis is asked of a proof that this model wrote"
        return _analysis(rng, int(found[1]))
    if found is None:
        return _proof(rng, rng.randint(0, 60))
    return _proof(rng, max(0, min(_BEST, int(found[1]) + rng.randint(-5, 20))))


def tokens(text: str) -> int:
    """About how many tokens `text` has."""
    return max(1, len(text) // _CHARS_PER_TOKEN)


def _proof(rng: random.Random, quality: int) -> str:
    score = rng.choice((0.5, 1.0))
    body = f"A proof of quality {quality}. {_prose(rng, PROOF_CHARS - 400)}"
    return formats.write_generated(body, _prose(rng, 200), score)


def _analysis(rng: random.Random, quality: int) -> str:
    chance = 0.5 * quality / 100
    draw = rng.random()
    score = 1.0 if draw < chance else 0.5 if draw < chance + 0.25 else 0.0
    return formats.write_evaluation(_prose(rng, ANALYSIS_CHARS - 130), score)


def _prose(rng: random.Random, chars: int) -> str:
    """Words in about the density of mathematical English."""
    return " ".join(rng.choices(_WORDS, k=int(chars / _mean_length())))


@functools.cache
def _mean_length() -> float:
    return sum(len(word) + 1 for word in _WORDS) / len(_WORDS)
