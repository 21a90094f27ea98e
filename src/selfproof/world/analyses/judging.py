"""The score of an analysis by rubric I_mv, with reasons.

The rubric looks at the defects that an analysis claims, and never at what it praises or overlooks:
all unreal gives 0; some real, some unreal 0.5; all real, or none claimed, 1, unless a defect is
worded wrongly or the score does not follow by I_v from the defects claimed (an analysis without
defects has to give 1), which gives 0.5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from selfproof import formats
from selfproof.types import Role, Score
from selfproof.world.analyses.cues import Fault
from selfproof.world.analyses.explaining import explanation
from selfproof.world.analyses.matching import Finding, Matcher
from selfproof.world.analyses.places import NOWHERE
from selfproof.world.analyses.reading import Accusation, read
from selfproof.world.analyses.spots import Fit, fits
from selfproof.world.analyses.topics import WEAK, topics
from selfproof.world.assess import Assessment, IssueKind, Severity
from selfproof.world.check import check
from selfproof.world.problem import Problem

LONGEST = 20_000
"""Characters of an analysis. A longer one is not read; it cannot get more than 0."""
MOST_CLAIMS = 60
"""Defects in one analysis; nobody checks more of them."""
_FALLING = {Fault.UNPROVED, Fault.SOME, Fault.MISSING}
_OPENING = re.compile(r"\s*Here\s+is\s+my\s+evaluation\s+of\s+the\s+solution\s*:", re.I)
_CLOSING = re.compile(r"Based\s+on\s+my\s+evaluation,\s+the\s+final\s+overall?\s+score", re.I)


class Verdict(Enum):
    """What a claimed defect is worth."""

    REAL = "real"
    WORDED_WRONG = "worded wrong"
    UNREAL = "unreal"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A defect that an analysis claims.

    Attributes:
        text: The sentence it is claimed in.
        verdict: Whether it is there.
        issue: Index of the assessment's issue that it names; None when it names none.
        reason: Why it is not simply real; empty when it is.
    """

    text: str
    verdict: Verdict
    issue: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """An analysis judged by I_mv.

    Attributes:
        score: ms, 0, 0.5 or 1; None when the reply is not in the verifier's format.
        given: The score s that the analysis gives the proof; None when malformed.
        follows: The score that follows by I_v from its real defects.
        claims: The defects it claims.
        reasons: Why the score is not 1, in words.
    """

    score: Score | None
    given: Score | None
    follows: Score | None
    claims: tuple[Claimed, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReplyJudgement:
    """A generator's reply judged: its proof Y, the self-score s' and the self-analysis Z.

    `why` says what is malformed; then everything else is None or empty.
    """

    proof: str
    assessment: Assessment | None
    self_score: Score | None
    self_analysis: Judgement | None
    why: str = ""


def check_analysis(
    problem: Problem, proof_text: str, assessment: Assessment, analysis_text: str
) -> Judgement:
    """Judges a verifier's reply about a proof. Total on any text, in linear time."""
    visible = formats.visible(Role.VERIFY, analysis_text)
    found = formats.read_evaluation(visible)
    if isinstance(found, formats.Malformed):
        return Judgement(None, None, None, (), (found.why,))
    if len(found.body) > LONGEST:
        return Judgement(0.0, found.score, None, (), ("the analysis is too long to be checked",))
    return judge_words(problem, proof_text, assessment, words_of(found.body), found.score)


def check_reply(
    problem: Problem, reply_text: str, assessment: Assessment | None = None
) -> ReplyJudgement:
    """Judges a generator's reply; `assessment` is its proof's, when it is known already."""
    found = formats.read_generated(formats.visible(Role.PROVE, reply_text))
    if isinstance(found, formats.Malformed):
        return ReplyJudgement("", None, None, None, found.why)
    if assessment is None:
        assessment = check(problem, found.proof)
    judgement = check_analysis(problem, found.proof, assessment, found.self_analysis)
    return ReplyJudgement(found.proof, assessment, found.self_score, judgement)


def words_of(body: str) -> str:
    """What a verifier's reply says between its opening phrase and its score."""
    text = _OPENING.sub("", body, count=1)
    places = [match.start() for match in _CLOSING.finditer(text)]
    return text[: places[-1]] if places else text


def judge_words(
    problem: Problem, proof_text: str, assessment: Assessment, words: str, given: Score
) -> Judgement:
    """Judges what an analysis says, given the score it ends with."""
    reading = read(words)
    if len(reading.accusations) > MOST_CLAIMS:
        return Judgement(0.0, given, None, (), ("it claims too many defects to be checked",))
    matcher = Matcher(proof_text, assessment, reading.masked)
    return _Court(problem, matcher).judge(reading.accusations, given)


class _Court:
    def __init__(self, problem: Problem, matcher: Matcher) -> None:
        self.problem = problem
        self.matcher = matcher
        self.issues = matcher.assessment.issues
        self.claims: list[Claimed] = []
        self.notes: list[str] = []

    def judge(self, accusations: list[Accusation], given: Score) -> Judgement:
        """All accusations: those with places first, then what hangs on them."""
        later: list[Accusation] = []
        for here in accusations:
            if here.unclear:
                self.add(here, Verdict.UNCLEAR, None, "it cannot be understood")
            elif here.whole or here.conclusion or here.follows:
                later.append(here)
            else:
                self.accused(here)
        for here in later:
            self.hanging(here)
        return self.result(given)

    def add(self, here: Accusation, verdict: Verdict, issue: int | None, reason: str) -> None:
        text = self.matcher.masked.restored(here.text)
        self.claims.append(Claimed(text, verdict, issue, reason))

    def accused(self, here: Accusation) -> None:
        """An accusation that stands by itself."""
        found = self.matcher.match(here)
        if all(each.fit is Fit.UNREAL for each in found):
            found = self.only_one(here) or found
        for each in found:
            self.settle(here, each)

    def settle(self, here: Accusation, found: Finding) -> None:
        if found.fit is Fit.UNREAL:
            self.add(here, Verdict.UNREAL, None, found.reason)
            return
        index = found.issue
        assert index is not None
        reason = found.reason or explanation(here, self.issues[index], self.matcher.spots, index)
        verdict = Verdict.WORDED_WRONG if reason else Verdict.REAL
        self.add(here, verdict, index, reason)

    def only_one(self, here: Accusation) -> list[Finding] | None:
        """A defect without a place: real when the proof has one issue, of a kind that fits."""
        if here.placed or len(self.issues) != 1 or (here.fresh and self.claims):
            return None
        fit = fits(self.issues[0], here.faults)
        about = topics(here.words) - WEAK
        if self.matcher.foreign(here):
            return None
        if fit is Fit.UNREAL or (about and not about & self.matcher.spots[0].topics):
            return None
        reason = "" if fit is Fit.REAL else "it calls it by what it is not"
        return [Finding(fit, 0, reason)]

    def hanging(self, here: Accusation) -> None:
        """About the whole, the conclusion or a consequence: judged by what else was claimed."""
        if self.claims and here.conclusion and not here.accused and self.calls_false(here):
            self.notes.append("it calls wrong what is merely not established")
            return
        named = {claim.issue for claim in self.claims if claim.issue is not None}
        falls = here.conclusion and not (here.accused or here.quotes)
        if falls and self.any_fatal(named) and set(here.faults) <= _FALLING:
            return  # it only says what follows from a defect that it has named
        found = self.matcher.match(here) if here.placed or not here.whole else []
        if any(each.fit is Fit.REAL for each in found):
            for each in found:
                self.settle(here, each)
            return
        real = {c.issue for c in self.claims if c.issue is not None}
        if not self.claims or (here.placed and not self.falls_with(here, real)):
            self.accused(here)
            return
        if here.count > max(len(real), 1):
            self.notes.append(f"it speaks of {here.count} defects but does not name them")
        if (here.conclusion or here.follows) and not self.any_fatal(real) and real:
            self.notes.append("it says that a minor defect makes the conclusion fall")

    def falls_with(self, here: Accusation, real: set[int]) -> bool:
        """What is said not to be shown is the conclusion, or comes after a real defect of the same
        part."""
        if any(
            fault not in (Fault.UNPROVED, Fault.SOME, Fault.MISSING, Fault.FALSE, Fault.WRONG)
            for fault in here.faults
        ):
            return False
        place = NOWHERE
        for labels, formula in self.matcher.targets(here):
            place |= self.matcher.place(here, labels, formula)[0]
        if place and place <= self.matcher.tail():
            return here.conclusion or here.follows
        if not here.follows or not place or self.calls_false(here):
            return False
        for index in sorted(real):
            issue = self.issues[index]
            mates = self.matcher.map.mates(frozenset((issue.sentence,)))
            if issue.severity is Severity.FATAL and place <= mates and min(place) >= issue.sentence:
                return True
        return False

    def calls_false(self, here: Accusation) -> bool:
        """It says that the conclusion is wrong, though nothing shows that."""
        if not self.problem.truth or not {Fault.FALSE, Fault.WRONG} & set(here.faults):
            return False
        wrong = (IssueKind.WRONG_ANSWER, IssueKind.SLIP, IssueKind.FALSE_STEP)
        tail = self.matcher.tail()
        return not any(
            issue.kind in wrong and (issue.kind is wrong[0] or issue.sentence in tail)
            for issue in self.issues
        )

    def any_fatal(self, real: set[int]) -> bool:
        return any(self.issues[i].severity is Severity.FATAL for i in real)

    def result(self, given: Score) -> Judgement:
        """The score by I_mv."""
        real = {c.issue for c in self.claims if c.issue is not None}
        follows = 1.0 if not real else 0.0 if self.any_fatal(real) else 0.5
        verdicts = [claim.verdict for claim in self.claims]
        reasons = [f"{c.text} {c.reason}" for c in self.claims if c.verdict is not Verdict.REAL]
        reasons += self.notes
        unreal = verdicts.count(Verdict.UNREAL)
        if verdicts and unreal == len(verdicts):
            return Judgement(0.0, given, follows, tuple(self.claims), tuple(reasons))
        if given != follows:
            reasons.append(
                f"the score {given:g} does not follow from the defects, which give {follows:g}"
            )
        score = 0.5 if reasons else 1.0
        return Judgement(score, given, follows, tuple(self.claims), tuple(reasons))
