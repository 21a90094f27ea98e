"""Whether an accusation is true of a proof, and whether its words fit what is really wrong.

An accusation is real when the assessment has an issue at the place it names, of a kind that its
words can mean. Right place and wrong words (calling false what is only not shown, a miscalculation,
a misquoted formula) is real but worded wrongly; everything else is unreal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from selfproof.world.analyses import prose
from selfproof.world.analyses.cues import Fault
from selfproof.world.analyses.formulas import canon, links, shows, verdict
from selfproof.world.analyses.places import (
    MOST_FITS,
    NOWHERE,
    Map,
    Sentences,
    flatten,
    narrowed,
    survey,
)
from selfproof.world.analyses.prose import Label, Masked
from selfproof.world.analyses.reading import Accusation
from selfproof.world.analyses.spots import (
    ABSENT,
    NATURAL,
    Fit,
    Spot,
    content,
    fits,
    is_absurd,
    is_relation,
    spot_of,
)
from selfproof.world.analyses.topics import WEAK, topics
from selfproof.world.assess import Assessment, IssueKind, Severity

_K = IssueKind
_MOST_KEY_FORMULAS = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one accusation, or of one of the places it names."""

    fit: Fit
    issue: int | None
    reason: str


@dataclass(slots=True)
class Matcher:
    """One proof with its assessment."""

    proof: str
    assessment: Assessment
    masked: Masked
    map: Map = field(init=False)
    spots: list[Spot] = field(init=False)

    def __post_init__(self) -> None:
        self.map = survey(self.proof, self.assessment.sentences)
        self.spots = [spot_of(i, issue) for i, issue in enumerate(self.assessment.issues)]

    def match(self, accusation: Accusation) -> list[Finding]:
        """One finding for every place that is accused."""
        targets = self.targets(accusation)
        return [self.finding(accusation, labels, formula) for labels, formula in targets]

    def targets(self, here: Accusation) -> list[tuple[list[Label], str]]:
        """Pairs of (labels that narrow the place together, the accused formula or empty)."""
        self.sort_out(here)
        groups: dict[str, list[Label]] = {}
        for label in here.labels:
            groups.setdefault(label.sort, []).append(label)
        many = max(groups.values(), key=len, default=[])
        if len(many) > 1 and len(here.accused) <= 1:
            rest = [label for label in here.labels if label not in many]
            return [([label, *rest], here.accused[0] if here.accused else "") for label in many]
        if len(here.accused) > 1 and any(all(map(s.says, here.accused)) for s in self.spots):
            return [(here.labels, _worst(here.accused))]
        return [(here.labels, formula) for formula in here.accused or [""]]

    def sort_out(self, here: Accusation) -> None:
        """A formula put after a comma is what is accused, or else what is right instead."""
        for formula in here.apposed:
            quoted = self.map.formula(canon(formula)) or any(s.says(formula) for s in self.spots)
            (here.accused if quoted else here.asserted).append(formula)
        here.apposed = []

    def finding(self, here: Accusation, labels: list[Label], formula: str) -> Finding:
        """The best issue for one target."""
        best, rank = (
            Finding(Fit.UNREAL, None, "no issue of the proof is there"),
            (0, False, False, False),
        )
        place, misquoted = self.place(here, labels, formula)
        said = "" if formula else flatten(self.masked.restored(here.words))
        for spot in self.spots:
            found = self.against(here, labels, formula, spot, place)
            quotes = spot.issue.sentence >= 0 and not spot.named_only(formula)
            if found.fit is Fit.REAL and misquoted and quotes:
                found = Finding(Fit.WORDED_WRONG, spot.index, "it misquotes the proof")
            exact = spot.is_claim(formula) if formula else spot.is_repeated(said)
            natural = NATURAL.get(spot.issue.kind) in here.faults
            severity = spot.issue.severity
            agrees = severity is (here.severity or Severity.FATAL)
            if (found.fit.value, natural, exact, agrees) > rank:
                best, rank = found, (found.fit.value, natural, exact, agrees)
        return best

    def place(self, here: Accusation, labels: list[Label], formula: str) -> tuple[Sentences, bool]:
        """(the sentences meant, whether the proof is misquoted)."""
        misquoted = False
        by_label = narrowed(self.labelled(label) for label in labels)
        by_words = NOWHERE
        if formula:
            by_words = self.map.formula(canon(formula))
            misquoted = not by_words and not any(s.is_claim(formula) for s in self.spots)
            by_words |= {s.issue.sentence for s in self.spots if s.says(formula)} - {-1}
        if here.quotes:
            quoted = narrowed(self.map.quoted(quote) for quote in here.quotes)
            by_words = quoted & by_words if by_words and quoted else quoted or by_words
        if (formula or here.quotes) and not by_words:
            misquoted = True
        if len(by_words) > MOST_FITS:
            by_words = NOWHERE
        if by_words and by_label:
            both = by_words & by_label
            return (both, misquoted) if both else (by_words, True)
        return by_words or by_label, misquoted

    def foreign(self, here: Accusation) -> bool:
        """It speaks of a formula that neither the proof nor an issue has."""
        formulas = prose.mask(self.masked.restored(here.words)).formulas
        known = [spot for spot in self.spots if any(map(spot.names, formulas))]
        return not known and any(not self.map.formula(canon(each)) for each in formulas)

    def labelled(self, label: Label) -> Sentences:
        """The sentences of a label."""
        return self.map.label(label, self.shape(label))

    def shape(self, label: Label) -> str:
        """The formula that a label is, or empty."""
        return canon(self.masked.formula(label.name)) if label.name.startswith("⟦f") else ""

    def against(
        self, here: Accusation, labels: list[Label], formula: str, spot: Spot, place: Sentences
    ) -> Finding:
        """One target against one issue."""
        issue = spot.issue
        located = issue.sentence >= 0 and issue.sentence in place
        if located and formula and spot.props and not spot.says(formula):
            located = not is_relation(formula)
        if located and not labels and not formula and not here.quotes:
            located = False
        if not located and issue.sentence >= 0 and not formula and labels:
            located = self.same_part(labels, spot)
        absurd = is_absurd(issue.claim) and "contradict" in here.words and not here.placed
        located = located or absurd or self.echoes(here, spot.said)
        if not located and not self.absent(here, labels, formula, spot, place):
            return self.misquote(here, labels, formula, spot)
        fit = fits(issue, here.faults)
        if fit is Fit.UNREAL:
            return Finding(fit, None, "what is wrong there is of another kind")
        if _denies_truth(here.faults) and formula and verdict(formula) is True:
            return Finding(Fit.UNREAL, None, "it calls a true formula wrong")
        if fit is Fit.WORDED_WRONG:
            return Finding(fit, spot.index, "it calls it by what it is not")
        return Finding(fit, spot.index, "")

    def same_part(self, labels: list[Label], spot: Spot) -> bool:
        """All the labels name the part that the issue says it is in."""
        return bool(labels) and all(self.is_part(label, spot) for label in labels)

    def is_part(self, label: Label, spot: Spot) -> bool:
        shape = self.shape(label)
        if shape:
            return any(shows(each, shape) for each in spot.others if each)
        return any(own.sort == label.sort and own.name == label.name for own in spot.labels)

    def absent(
        self, here: Accusation, labels: list[Label], formula: str, spot: Spot, place: Sentences
    ) -> bool:
        """The accusation is about what no sentence says, and the issue is that."""
        issue = spot.issue
        about = topics(here.words)
        if issue.kind not in ABSENT and issue.sentence >= 0:
            return not here.placed and _by_nature(issue.kind, here.faults, about)
        named = [self.masked.formula(label.name) for label in labels if self.shape(label)]
        named += [formula] if formula and is_relation(formula) else []
        if named:
            if not all(spot.names(each) for each in named):
                return False
            if not self.speaks_of(here, spot, about):
                return False
            return not _settled(labels) or self.same_part(_settled(labels), spot)
        numbered = [label for label in labels if label.name and label.sort != "sentence"]
        if numbered:
            if self.same_part(numbered, spot):
                return True
            return not place and issue.kind is _K.MISSING_CASE and "case" in about
        strong = about - WEAK
        if strong & spot.topics:
            return True
        if issue.sentence < 0 and self.echoes(here, spot.words):
            return True
        if issue.kind not in ABSENT:
            return False
        return not strong and bool(about & spot.topics) and not place - self.tail()

    def speaks_of(self, here: Accusation, spot: Spot, about: frozenset[str]) -> bool:
        """Naming a formula is not enough: it is also called a case, a base, a check."""
        if spot.issue.kind is _K.MISSING_CASE:
            return "case" in about or Fault.MISSING in here.faults
        strong = spot.topics - WEAK
        return not strong or bool(strong & about)

    def echoes(self, here: Accusation, words: frozenset[str]) -> bool:
        """It has most of the words by which the issue says what is wrong."""
        if len(words) < 2:
            return False
        said = content(self.masked.restored(here.words))
        formulas = {word for word in words if word[0] == "$"}
        if len(formulas) <= _MOST_KEY_FORMULAS and not formulas <= said:
            return False
        foreign = {word for word in said - formulas if word[0] == "$"}
        if any(not self.map.formula(canon(word)) for word in foreign):
            return False
        return len(words & said) * 10 >= len(words) * 7

    def tail(self) -> Sentences:
        """The last sentences, where a conclusion is."""
        return frozenset(range(max(self.map.count - 2, 0), self.map.count))

    def misquote(self, here: Accusation, labels: list[Label], formula: str, spot: Spot) -> Finding:
        """A formula that the proof does not have, but which can only mean this issue's."""
        unreal = Finding(Fit.UNREAL, None, "no issue of the proof is there")
        if not formula or not spot.props or self.map.formula(canon(formula)):
            return unreal
        first = links(canon(formula))[0][0]
        known = [links(claim)[0][0] for claim in spot.claims]
        if first not in known or not is_relation(formula):
            return unreal
        if fits(spot.issue, here.faults) is Fit.UNREAL:
            return unreal
        return Finding(Fit.WORDED_WRONG, spot.index, "it misquotes the proof")


def _by_nature(kind: IssueKind, faults: Sequence[Fault], about: frozenset[str]) -> bool:
    """Defects that need no place, because a proof has only one such place."""
    if kind is _K.CIRCULAR:
        return Fault.CIRCULAR in faults
    if kind is _K.UNUSED_HYPOTHESIS:
        return Fault.UNUSED in faults
    return kind is _K.WRONG_ANSWER and "answer" in about


def _worst(formulas: Sequence[str]) -> str:
    """Of the parts of one claim, one that is not plainly true."""
    return next((each for each in formulas if verdict(each) is not True), formulas[0])


def _settled(labels: Sequence[Label]) -> list[Label]:
    return [label for label in labels if label.name and not label.name.startswith("⟦")]


def _denies_truth(faults: Sequence[Fault]) -> bool:
    return Fault.FALSE in faults or Fault.WRONG in faults
