"""A model whose every reply is a function of the request alone, in the real formats.

A proof's text carries its hidden quality; analyses find it with errors drawn from the request's
seed. So a search over it is reproducible whatever the latencies, and tests can ask whether it is.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from selfproof import formats
from selfproof.types import ChatRequest, Role

_QUALITY = re.compile(r"quality (\d+)")


@dataclass(frozen=True)
class Oracle:
    """Probabilities of the simulated model.

    `start` and `gain`: quality (0 to 100) of first proofs at most, and what a refinement adds at
    most. A proof is right from 100 on. `miss`: an analysis overlooks a flaw; `alarm`: it invents
    one. `lost`: a reply is unreadable.
    """

    start: int = 60
    gain: int = 40
    miss: float = 0.3
    alarm: float = 0.05
    lost: float = 0.0
    dispels: float = 0.9
    salt: int = 0

    def __call__(self, request: ChatRequest) -> str:
        rng = random.Random(f"{self.salt}/{request.seed}/{request.role}")
        if rng.random() < self.lost:
            return "I lost the thread."
        text = "\n".join(message.content for message in request.messages)
        qualities = [int(found) for found in _QUALITY.findall(text)]
        reply: str = getattr(self, f"_{request.role.value}")(rng, qualities)
        return reply

    def _prove(self, rng: random.Random, _: list[int]) -> str:
        return self._generated(rng, rng.randint(0, self.start))

    def _refine(self, rng: random.Random, qualities: list[int]) -> str:
        return self._generated(rng, min(100, max(qualities) + rng.randint(0, self.gain)))

    def _generated(self, rng: random.Random, quality: int) -> str:
        score = _score(rng, quality, self.miss, self.alarm)
        return (
            f"{formats.SOLUTION_HEADING}\nA proof of quality {quality}, written at "
            f"{rng.random()}.\n\n{formats.SELF_EVALUATION_HEADING}\n{_evaluation(score)}"
        )

    def _verify(self, rng: random.Random, qualities: list[int]) -> str:
        return _evaluation(_score(rng, qualities[0], self.miss, self.alarm))

    def _review(self, rng: random.Random, qualities: list[int]) -> str:
        right = qualities[0] < 100
        truthful = rng.random() < self.dispels
        score = "1" if right == truthful else "0"
        return f"{formats.REVIEW}\nI looked.\n{formats.REVIEW_SCORE}\n\\boxed{{{score}}}"

    def _compare(self, rng: random.Random, qualities: list[int]) -> str:
        choice = "A" if qualities[0] > qualities[1] else "B"
        return f"{formats.COMPARISON}\nBoth.\n{formats.COMPARISON_CHOICE}\n\\boxed{{{choice}}}"


def _score(rng: random.Random, quality: int, miss: float, alarm: float) -> str:
    if quality >= 100:
        return "0.5" if rng.random() < alarm else "1"
    if rng.random() < miss * quality / 100:
        return "1"
    return "0.5" if quality > 50 else "0"


def _evaluation(score: str) -> str:
    return f"{formats.EVALUATION}\nStep 2 matters.\n{formats.EVALUATION_SCORE}\n\\boxed{{{score}}}"


ROLES = tuple(Role)
