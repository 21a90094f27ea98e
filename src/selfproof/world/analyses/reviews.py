"""Meta-verifier's replies, written and judged.

A review goes through the defects that an analysis claims, says of each whether it is there, and
rates the analysis. A good one repeats what `check_analysis` finds; a bad one believes an invented
defect, denies a real one, or rates wrongly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from selfproof import formats
from selfproof.types import SCORES, Role, Score
from selfproof.world.analyses import phrases
from selfproof.world.analyses.judging import Claimed, Judgement, Verdict, check_analysis
from selfproof.world.assess import Assessment
from selfproof.world.families.base import Draws
from selfproof.world.problem import Problem

ReviewQuality = Literal["good", "confirms invented", "rejects real", "wrong score"]
REVIEW_QUALITIES: tuple[ReviewQuality, ...] = get_args(ReviewQuality)
_LONGEST_QUOTE = 140
_MOST_QUOTED = 6


@dataclass(frozen=True, slots=True)
class ReviewJudgement:
    """Whether a review rates an analysis rightly.

    Attributes:
        given: The ms it gives; None when it is not in the meta-verifier's format.
        expected: The ms by rubric I_mv; None when the analysis is malformed.
        reason: Why `right` is False, in words; empty otherwise.
    """

    given: Score | None
    expected: Score | None
    reason: str

    @property
    def right(self) -> bool:
        """Both exist and agree."""
        return self.given is not None and self.given == self.expected


def review_qualities_for(judgement: Judgement) -> tuple[ReviewQuality, ...]:
    """The qualities that a review of such an analysis can have."""
    verdicts = {claim.verdict for claim in judgement.claims}
    found: list[ReviewQuality] = ["good"]
    if Verdict.UNREAL in verdicts:
        found.append("confirms invented")
    if verdicts & {Verdict.REAL, Verdict.WORDED_WRONG}:
        found.append("rejects real")
    return (*found, "wrong score")


def write_review(
    problem: Problem,
    proof_text: str,
    assessment: Assessment,
    analysis_text: str,
    quality: ReviewQuality,
    style: int,
    judgement: Judgement | None = None,
) -> str:
    """A meta-verifier's reply about an analysis, in METHOD's format.

    `style` >= 0 chooses the wording; equal arguments give equal replies in any process. All
    qualities but `good` give a score that is not the analysis's ms. `judgement` is the analysis's
    own, when it is known already.

    Raises:
        ValueError: The analysis is malformed, or has nothing that could be judged so.
    """
    judgement = judgement or check_analysis(problem, proof_text, assessment, analysis_text)
    if judgement.score is None:
        raise ValueError(f"the analysis is malformed: {judgement.reasons[0]}")
    if quality not in review_qualities_for(judgement):
        raise ValueError(f"quality {quality!r} does not fit the defects of this analysis")
    draws = Draws(f"review/{problem.name}/{quality}/{style}")
    return _Reviewer(assessment, judgement, draws, quality).reply()


def check_review(
    problem: Problem,
    proof_text: str,
    assessment: Assessment,
    analysis_text: str,
    review_text: str,
) -> ReviewJudgement:
    """Whether a review's ms is that of the analysis. Total on any text."""
    expected = check_analysis(problem, proof_text, assessment, analysis_text).score
    found = formats.read_review(formats.visible(Role.REVIEW, review_text))
    if isinstance(found, formats.Malformed):
        return ReviewJudgement(None, expected, found.why)
    if expected is None:
        return ReviewJudgement(found.score, None, "the analysis is malformed")
    agree = found.score == expected
    reason = "" if agree else f"the rating is {found.score:g}, by the rubric it is {expected:g}"
    return ReviewJudgement(found.score, expected, reason)


class _Reviewer:
    def __init__(
        self,
        assessment: Assessment,
        judgement: Judgement,
        draws: Draws,
        quality: ReviewQuality,
    ) -> None:
        self.assessment, self.judgement = assessment, judgement
        self.draws, self.quality = draws, quality

    def reply(self) -> str:
        """The whole reply."""
        judgement, pick = self.judgement, self.draws.pick
        turned = self.turned()
        claims = judgement.claims
        texts = [pick(phrases.REVIEW_OPENINGS)]
        seen: set[tuple[str, Verdict]] = set()
        for i, claim in enumerate(claims):
            again = (claim.text, claim.verdict) in seen or len(seen) >= _MOST_QUOTED
            seen.add((claim.text, claim.verdict))
            if i == turned or not again:
                texts.append(self.opinion(claim, i == turned))
        if not claims:
            texts.append(pick(phrases.NONE_CLAIMED))
        assert judgement.score is not None
        if turned < 0:
            texts.append(self.on_score())
        score = judgement.score
        if self.quality != "good":
            score = self.wrong(turned)
        return formats.write_review(pick((" ", "\n")).join(filter(None, texts)), score)

    def turned(self) -> int:
        """The claim that is judged wrongly, -1 for none."""
        wanted: tuple[Verdict, ...] = ()
        if self.quality == "confirms invented":
            wanted = (Verdict.UNREAL,)
        elif self.quality == "rejects real":
            wanted = (Verdict.REAL, Verdict.WORDED_WRONG)
        claims = self.judgement.claims
        options = [i for i, claim in enumerate(claims) if claim.verdict in wanted]
        return self.draws.pick(options) if options else -1

    def wrong(self, turned: int) -> Score:
        """The score that goes with the wrong opinion, or any wrong one."""
        right = self.judgement.score
        if turned >= 0:
            believed = [
                (claim.verdict is Verdict.UNREAL) == (i == turned)
                for i, claim in enumerate(self.judgement.claims)
            ]
            score = 1.0 if all(believed) else 0.5 if any(believed) else 0.0
            if score != right:
                return score
        return self.draws.pick([each for each in SCORES if each != right])

    def opinion(self, claim: Claimed, turned: bool) -> str:
        """One claimed defect, judged."""
        pick = self.draws.pick
        quote = pick(phrases.QUOTES).replace("{quote}", _short(claim.text))
        options: Sequence[str]
        if turned:
            options = phrases.BLIND if claim.verdict is Verdict.UNREAL else phrases.DENIAL
            return f"{quote} {pick(options)}"
        match claim.verdict:
            case Verdict.REAL:
                options, why = phrases.CONFIRMED, self.truth(claim)
            case Verdict.WORDED_WRONG:
                options, why = phrases.PARTLY, claim.reason
            case _:
                options, why = phrases.REJECTED, claim.reason
        return f"{quote} {pick(options).replace('{why}', why)}"

    def truth(self, claim: Claimed) -> str:
        """What the proof's issue is, in the checker's words."""
        return self.assessment.issues[claim.issue].reason if claim.issue is not None else ""

    def on_score(self) -> str:
        """Whether the analysis's score follows."""
        judgement = self.judgement
        if judgement.given is None or judgement.follows is None or judgement.score == 0:
            return ""
        given, follows = f"{judgement.given:g}", f"{judgement.follows:g}"
        options = phrases.FOLLOWS if given == follows else phrases.DOES_NOT_FOLLOW
        text: str = self.draws.pick(options)
        return text.format(given=f"${given}$", follows=f"${follows}$")


def _short(text: str) -> str:
    """A quotation of a bounded length that cuts no formula."""
    text = text.replace('"', "'").strip()
    if len(text) <= _LONGEST_QUOTE:
        return text
    cut = text[:_LONGEST_QUOTE].rsplit(" ", 1)[0]
    if cut.count("$") % 2:
        cut = cut[: cut.rindex("$")]
    return f"{cut.rstrip(' ,;')} ..."
