"""Verifier's replies of planned quality.

A reply walks through some steps that are right and says why, names the defects with their places,
and ends with the score. What the quality plans is known exactly, so a reply comes with its ms by
rubric I_mv.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from selfproof import formats
from selfproof.types import SCORES, Score
from selfproof.world.analyses import phrases
from selfproof.world.analyses.wording import Speaker
from selfproof.world.assess import Assessment, Issue, Severity
from selfproof.world.families.base import Draws
from selfproof.world.problem import Problem

Quality = Literal[
    "good", "invented issue", "overlooked", "wrong explanation", "wrong score", "careless"
]
QUALITIES: tuple[Quality, ...] = get_args(Quality)
_MOST_NAMED = 6
NEEDS_ISSUE: tuple[Quality, ...] = ("overlooked", "wrong explanation")
"""These make no sense for a flawless proof."""


@dataclass(frozen=True, slots=True)
class Rates:
    """How often a careless grader misses a real defect, and calls a right step wrong."""

    miss: float = 0.3
    alarm: float = 0.1


@dataclass(frozen=True, slots=True)
class Draft:
    """A verifier's reply with what it was meant to be.

    Attributes:
        text: The reply in METHOD's format.
        score: The score s it gives.
        meta: Its ms by rubric I_mv, as planned.
        named: Indices of the issues that it names.
        invented: How many defects it invents.
    """

    text: str
    score: Score
    meta: Score
    named: tuple[int, ...]
    invented: int


def qualities_for(assessment: Assessment) -> tuple[Quality, ...]:
    """The qualities that an analysis of such a proof can have."""
    return tuple(q for q in QUALITIES if assessment.issues or q not in NEEDS_ISSUE)


def write_analysis(
    problem: Problem, proof_text: str, assessment: Assessment, quality: Quality, style: int
) -> str:
    """A verifier's reply about a proof; see `draft_analysis`."""
    return draft_analysis(problem, proof_text, assessment, quality, style).text


def draft_analysis(
    problem: Problem,
    proof_text: str,
    assessment: Assessment,
    quality: Quality,
    style: int,
    rates: Rates = Rates(),
) -> Draft:
    """A verifier's reply about a proof, with its planned score and ms.

    `style` >= 0 chooses wording, and which issue is left out or explained wrongly; equal arguments
    give equal replies in any process. `rates` is for the quality `careless`.

    Raises:
        ValueError: The quality needs an issue and the proof has none.
    """
    if quality in NEEDS_ISSUE and not assessment.issues:
        raise ValueError(f"quality {quality!r} needs a proof with an issue")
    draws = Draws(f"analysis/{problem.name}/{quality}/{style}")
    return _Writer(Speaker(problem, proof_text, assessment, draws), quality, rates).draft()


class _Writer:
    def __init__(self, speaker: Speaker, quality: Quality, rates: Rates) -> None:
        self.speaker, self.quality, self.rates = speaker, quality, rates
        self.draws = speaker.draws
        self.issues = speaker.assessment.issues
        self.right = speaker.right()

    def draft(self) -> Draft:
        named = self.telling()
        distorted = -1
        inventions: list[str] = []
        if self.quality == "overlooked":
            named.remove(self.draws.pick(named))
        elif self.quality == "wrong explanation":
            distorted = self.draws.pick(named)
        elif self.quality == "invented issue":
            inventions.append(self.speaker.invent(self.right))
            if named and self.draws.between(0, 1):
                named = []
        elif self.quality == "careless":
            named, inventions = self.carelessly()
        score = self.score(named, inventions)
        meta = 0.5 if self.quality in ("wrong explanation", "wrong score") else 1.0
        if inventions:
            meta = 0.5 if named else 0.0
        words = self.words(named, distorted, inventions, score)
        return Draft(
            formats.write_evaluation(words, score), score, meta, tuple(named), len(inventions)
        )

    def telling(self) -> list[int]:
        """The issues that are named. Of very many, most with one cause, these are the first ones,
        the last one, and a fatal one if there is any."""
        found = list(range(len(self.issues)))
        if len(found) <= _MOST_NAMED:
            return found
        fatal = [i for i in found if self.issues[i].severity is Severity.FATAL][:1]
        return sorted({*found[: _MOST_NAMED - 2], *fatal, found[-1]})

    def carelessly(self) -> tuple[list[int], list[str]]:
        """What a careless grader sees."""
        rng = self.draws.rng
        named = [i for i in self.telling() if rng.random() >= self.rates.miss]
        alarms = [step for step in self.right if rng.random() < self.rates.alarm]
        return named, [self.speaker.invent([step]) for step in alarms[:3]]

    def score(self, named: Sequence[int], inventions: Sequence[str]) -> Score:
        """By I_v from the defects named; a wrong one where that is the plan."""
        fatal = any(self.issues[i].severity is Severity.FATAL for i in named)
        score = 0.0 if fatal else 0.5 if named else 1.0
        if inventions and not fatal:
            score = self.draws.pick((0.0, 0.5))
        if self.quality == "wrong score":
            return self.draws.pick([each for each in SCORES if each != score])
        return score

    def words(
        self, named: Sequence[int], distorted: int, inventions: Sequence[str], score: Score
    ) -> str:
        """The text between the opening phrase and the score."""
        pick = self.draws.pick
        blamed = {sentence for text in inventions for sentence in self.blamed(text)}
        right = [step for step in self.right if step[0] not in blamed]
        wanted = min(len(right), self.draws.between(1, 2))
        shown = sorted(self.draws.rng.sample(right, wanted))
        pieces = [(sentence, self.speaker.praise(sentence, f)) for sentence, f in shown]
        for index in named:
            issue = self.issues[index]
            bad = index == distorted
            text = self.speaker.distort(issue) if bad else self.defect(issue)
            place = issue.sentence if issue.sentence >= 0 else len(self.speaker.proof)
            pieces.append((place, text))
        pieces += [(len(self.speaker.proof), text) for text in inventions]
        pieces.sort(key=lambda piece: piece[0])
        closing = pick(phrases.REST_RIGHT if named or inventions else phrases.ALL_RIGHT)
        honest = self.quality != "wrong score"
        last = pick(phrases.SCORES[score]) if honest else ""
        texts = [pick(phrases.OPENINGS), *(text for _, text in pieces), closing, last]
        return pick((" ", "\n")).join(filter(None, texts))

    def blamed(self, text: str) -> list[int]:
        """Sentences with a formula that an invention blames: they are not praised too."""
        return [sentence for sentence, formula in self.right if f"${formula}$" in text]

    def defect(self, issue: Issue) -> str:
        """A real defect and what it costs."""
        return f"{self.speaker.explain(issue)} {self.speaker.weight(issue)}".strip()
