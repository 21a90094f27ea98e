"""One training sample after another: a problem, a proof of known quality, and what is said of it.

A sample is a function of the mix, the seed and its number, and of nothing else, so any part of a
data set can be made anywhere, in any order. The true scores come from the checker and the
annotator, never from the plan; the plan only decides how often something goes wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, TypeVar, get_args

from selfproof import formats
from selfproof.errors import UsageError
from selfproof.types import Score
from selfproof.world.analyses.judging import Judgement, check_analysis
from selfproof.world.analyses.reviews import review_qualities_for, write_review
from selfproof.world.analyses.writing import draft_analysis, qualities_for
from selfproof.world.assess import Assessment
from selfproof.world.check import check
from selfproof.world.families.base import Draws
from selfproof.world.flaws import with_flaws
from selfproof.world.problem import LEVELS, Problem, Split
from selfproof.world.registry import (
    FAMILIES,
    MOST_INDEX,
    SPLITS,
    family_named,
    levels_of,
    write_proof,
)

Q = TypeVar("Q", bound=str)
SampleRole = Literal["prove", "refine", "verify", "review"]
ROLES: tuple[SampleRole, ...] = get_args(SampleRole)
MOST_STYLES = 1_000_000
MOST_PER_PROBLEM = 1_000
_MOST_FLAWS = 4


@dataclass(frozen=True, slots=True)
class Mix:
    """What samples are drawn from.

    Attributes:
        roles: (role, weight) pairs; weights are above 0.
        families: Names, drawn evenly.
        levels: Drawn evenly; all of them have to be of the split.
        split: Where the problems come from.
        flawed: Share of proofs with planted flaws (0 to 1). A proof to be refined always has some.
        several: Share of those that have 2 to 4 flaws instead of one.
        bad: Share of replies that judge badly: the self-evaluation of a proof, an analysis, a
            review.
        doubtful: Share of bad analyses among those that a review is asked about.
        per_problem: Samples in a row about one problem. Its reference proof and one with flaws are
            checked once for all of them, so more is faster; 1 gives the most problems.

    Raises:
        UsageError: a value that cannot be.
    """

    roles: tuple[tuple[SampleRole, float], ...] = (("prove", 1), ("verify", 1), ("review", 1))
    families: tuple[str, ...] = tuple(FAMILIES)
    levels: tuple[int, ...] = LEVELS
    split: Split = "train"
    flawed: float = 0.6
    several: float = 0.3
    bad: float = 0.25
    doubtful: float = 0.5
    per_problem: int = 1

    def __post_init__(self) -> None:
        for name in self.families:
            family_named(name)
        if not self.families:
            raise UsageError(f"families=(): is empty; choose of {', '.join(FAMILIES)}")
        if self.split not in SPLITS:
            raise UsageError(f"split={self.split!r}: unknown; choose one of {', '.join(SPLITS)}")
        there = levels_of(self.split)
        if not self.levels or not set(self.levels) <= set(there):
            shown = ", ".join(map(str, self.levels)) or "none"
            raise UsageError(
                f"levels={shown}: split {self.split} has {', '.join(map(str, there))}; use these"
            )
        for role, weight in self.roles:
            if role not in ROLES or not 0 < weight < 1e9:
                raise UsageError(
                    f"roles={role}={weight:g}: must be one of {', '.join(ROLES)} "
                    "with a weight above 0"
                )
        if not self.roles:
            raise UsageError(f"roles=(): is empty; choose of {', '.join(ROLES)}")
        if not 1 <= self.per_problem <= MOST_PER_PROBLEM:
            raise UsageError(
                f"per_problem={self.per_problem}: must be from 1 to {MOST_PER_PROBLEM}"
            )
        for share in ("flawed", "several", "bad", "doubtful"):
            if not 0 <= getattr(self, share) <= 1:
                raise UsageError(f"{share}={getattr(self, share):g}: must be a share from 0 to 1")


@dataclass(frozen=True, slots=True)
class Opinion:
    """An analysis or review with what it was planned to be and what it is worth.

    Attributes:
        text: The reply in METHOD's format.
        quality: As planned, such as `good` or `invented issue`.
        given: The score that it ends with.
        worth: Of an analysis, its ms by rubric I_mv; of a review, 1 if its score is the right ms,
            else 0.
    """

    text: str
    quality: str
    given: Score
    worth: Score


@dataclass(frozen=True, slots=True)
class Sample:
    """A problem, a proof, and what is said of it.

    Attributes:
        number: Its place in the data set.
        role: Who answers.
        problem: X.
        style: Of the reference proof that `proof` is or comes from.
        proof: Y. In `refine` the new one.
        assessment: Of `proof`, by the checker.
        analysis: V of `proof`, or its self-analysis Z in `prove` and `refine`.
        flaws: Kinds of the flaws planted into `proof`; in `refine` into the earlier one.
        earlier: In `refine` the earlier proof and the analysis of it, else None.
        review: In `review` the review of the analysis, else None.
    """

    number: int
    role: SampleRole
    problem: Problem
    style: int
    proof: str
    assessment: Assessment
    analysis: Opinion
    flaws: tuple[str, ...] = ()
    earlier: tuple[str, Opinion] | None = None
    review: Opinion | None = None

    @property
    def reply(self) -> str:
        """What the role answers."""
        if self.role == "verify":
            return self.analysis.text
        if self.review is not None:
            return self.review.text
        evaluation = self.analysis.text
        return (
            f"{formats.SOLUTION_HEADING}\n{self.proof}\n\n"
            f"{formats.SELF_EVALUATION_HEADING}\n{evaluation}"
        )


def make_sample(mix: Mix, seed: int, number: int) -> Sample:
    """Sample `number` of the data set that a mix and a seed stand for."""
    subject = _subject(mix, seed, number // mix.per_problem)
    return _Maker(mix, Draws(f"sample/{seed}/{number}"), subject).sample(number)


@dataclass(frozen=True, slots=True)
class _Proof:
    """A proof as samples use it."""

    text: str
    flaws: tuple[str, ...]
    assessment: Assessment


class _Subject:
    """A problem, its reference proof, and that proof with flaws; each is checked once, when it is
    first asked for."""

    def __init__(self, mix: Mix, seed: int, group: int) -> None:
        self.mix = mix
        self.draws = Draws(f"problem/{seed}/{group}")
        family = FAMILIES[self.draws.pick(mix.families)]
        index = self.draws.between(0, MOST_INDEX - 1)
        self.problem: Problem = family.make(self.draws.pick(mix.levels), mix.split, index)
        self.style = self.draws.between(0, MOST_STYLES - 1)
        self.reference = write_proof(self.problem, self.style)

    @cached_property
    def right(self) -> _Proof:
        """The reference proof."""
        text = self.reference.text
        return _Proof(text, (), check(self.problem, text))

    @cached_property
    def wrong(self) -> _Proof:
        """The same with planted flaws."""
        several = self.draws.rng.random() < self.mix.several
        count = self.draws.between(2, _MOST_FLAWS) if several else 1
        found = with_flaws(self.reference, count, self.draws)
        return _Proof(found.text, found.kinds, check(self.problem, found.text))


@lru_cache(maxsize=4)
def _subject(mix: Mix, seed: int, group: int) -> _Subject:
    return _Subject(mix, seed, group)


class _Maker:
    """Draws what a sample holds, in a fixed order."""

    def __init__(self, mix: Mix, draws: Draws, subject: _Subject) -> None:
        self.mix, self.draws, self.subject = mix, draws, subject
        self.problem = subject.problem

    def sample(self, number: int) -> Sample:
        role = _weighted(self.draws, self.mix.roles)
        flawed = role == "refine" or self.chance(self.mix.flawed)
        proof = self.subject.wrong if flawed else self.subject.right
        flaws = proof.flaws
        earlier = review = None
        if role == "refine":
            earlier = (proof.text, self.analysis(proof.text, proof.assessment, 0.0)[0])
            proof = self.subject.right
        share = self.mix.doubtful if role == "review" else self.mix.bad
        analysis, judgement = self.analysis(proof.text, proof.assessment, share)
        if role == "review":
            review = self.review(proof.text, proof.assessment, analysis, judgement)
        return Sample(
            number=number,
            role=role,
            problem=self.problem,
            style=self.subject.style,
            proof=proof.text,
            assessment=proof.assessment,
            analysis=analysis,
            flaws=flaws,
            earlier=earlier,
            review=review,
        )

    def analysis(self, proof: str, assessment: Assessment, bad: float) -> tuple[Opinion, Judgement]:
        """An analysis of a proof, bad with a probability, and what it is worth."""
        quality = self.quality(qualities_for(assessment), bad)
        draft = draft_analysis(self.problem, proof, assessment, quality, self.wording())
        judgement = check_analysis(self.problem, proof, assessment, draft.text)
        assert judgement.score is not None
        return Opinion(draft.text, quality, draft.score, judgement.score), judgement

    def review(
        self, proof: str, assessment: Assessment, analysis: Opinion, judgement: Judgement
    ) -> Opinion:
        """A review of an analysis."""
        quality = self.quality(review_qualities_for(judgement), self.mix.bad)
        text = write_review(
            self.problem, proof, assessment, analysis.text, quality, self.wording(), judgement
        )
        found = formats.read_review(text)
        assert isinstance(found, formats.Scored)
        return Opinion(text, quality, found.score, float(found.score == analysis.worth))

    def quality(self, options: Sequence[Q], bad: float) -> Q:
        """`good`, the first option, or with a probability one of the others."""
        return self.draws.pick(options[1:]) if self.chance(bad) else options[0]

    def wording(self) -> int:
        return self.draws.between(0, MOST_STYLES - 1)

    def chance(self, share: float) -> bool:
        return self.draws.rng.random() < share


def _weighted(draws: Draws, weights: Sequence[tuple[Q, float]]) -> Q:
    place = draws.rng.random() * sum(weight for _, weight in weights)
    for option, weight in weights:
        place -= weight
        if place < 0:
            return option
    return weights[-1][0]
