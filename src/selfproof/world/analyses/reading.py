"""What an analysis accuses a proof of: its text, read clause by clause.

An `Accusation` is one claimed defect with everything said about it: the words for it, the places
named, the formulas it calls wrong, those it asserts as an explanation, and the values it would put
instead. Sentences that go on about a defect ("This is fatal.", "In fact $5^2 = 25$.") are added to
it. What cannot be told apart here, such as a conclusion that falls with an earlier step, is left to
the judge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from selfproof.world.analyses import cues, prose
from selfproof.world.analyses.clauses import REPORTS, Clause, ClauseReader
from selfproof.world.analyses.cues import Fault
from selfproof.world.analyses.prose import Label, Masked
from selfproof.world.analyses.topics import WEAK, topics
from selfproof.world.assess import Severity

LONGEST_SENTENCE = 1_500

_SPECIFIC = re.compile(
    r"^that\b|\b(?:claims?|fact|assertion|step|formula|true|false|right|correct|clear|reasons?) "
    r"(?:that|why|to)\b|"
    r"\b(?:show|prov|establish|verif|check|explain|justif|sa[yi]|stat|deduc|deriv|conclud)\w* "
    r"(?:that|why|how|whether)\b"
)
_PRAISE = re.compile(
    r"\b(?:correct|right|fine|sound|valid|holds?|true|ok|okay|good|convincing|complete|flawless|"
    r"clear|follows|works|agree[sd]?|confirm\w*|justified|accept\w*|no objection|as it should)\b"
)
_EARLIER = re.compile(
    r"\b(?:this|these|those|here|such an?|that (?:is|was|step|claim|value|formula|equation|"
    r"error|mistake|sentence|computation)|"
    r"it(?! (?:is|was|has|does|remains) (?:been )?(?:\w+ ){0,3}?(?:that|whether|why|how|"
    r"what)\b)|the (?:correct|right|true|actual|proper|real) \w+|the (?:error|mistake|gap|slip|"
    r"omission|flaw|issue|fault|defect|leap|same|step|"
    r"claim|formula|equation|value|computation|calculation|assertion|miscalculation|missing|"
    r"point|problem)(?! (?:that|of|in|for|to|⟦)))(?!\w)"
)
_THE_FAULT = re.compile(r"(?:\b(?:this|that|the|such an?|only|one|same|an?)\s+(?:\w+ )?)$")
_WHOLE = re.compile(
    r"\b(?:proof|solution|argument|reasoning|attempt|write-?up|there (?:is|are|remains?)|score|"
    r"rest|contains?|^it|overall|all in all|grade|rubric|i found|i find|one|two|three|several|"
    r"because of|due to)\b"
)
_FRESH = re.compile(
    r"\b(?:also|another|further|furthermore|moreover|additionally|second|besides|in addition|"
    r"other|more|somewhere|some|elsewhere|several|many)\b"
)
_SEVERE = re.compile(
    r"(?P<no>\b(?:no|not|without|nothing|nor)\b(?:\s+\w+){0,2}\s+)?\b(?:(?P<big>fatal|serious|"
    r"severe|crucial|decisive|grave|major)|(?P<small>minor|small|harmless|slight|tiny|cosmetic|"
    r"trivial|inessential))\b"
)
_SPARED = re.compile(
    r"\b(?:not|nothing|n't)\b[^.]{0,24}\b(?:affect|depend|rest|rel(?:y|ies)|used? (?:later|"
    r"again)|needs?|matter|harm|change)\w*|\b(?:easily|readily) (?:mended|repaired|fixed|filled)"
)
_SCORE = re.compile(r"\b(?:scores?|rubric|rat(?:e|ing)|grade|full marks?|marks|⟦f\d+⟧ out of)\b")
_GENERAL = {Fault.WRONG, Fault.FALSE, Fault.SOME, Fault.UNPROVED, Fault.MISSING}
_NONE = re.compile(r"(?:\w+ ){0,2}\w+:\s+(?:none|nothing|no \w+)\W*$")
_COUNT = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|[2-9])\s+(?:\w+ )?(?:errors?|mistakes?|"
    r"gaps?|issues?|flaws|slips|faults|defects|problems)\b"
)
_COUNTS = dict(
    zip(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        range(2, 11),
        strict=True,
    )
)


@dataclass(slots=True)
class Accusation:
    """One claimed defect.

    Attributes:
        text: The sentence it begins in, masked.
        faults: What it is called; with `nouns` those only named in passing ("this error").
        labels, accused, quotes: Where it is said to be; formulas and quotations as written.
        asserted, corrections, examples: What is said in its explanation: relations; values put
            instead; values that are to refute a claim.
        apposed: Formulas after a comma: accused, or right.
        words: The clauses about it, for what they speak of.
        severity: How bad it is said to be.
        whole: It is about the proof as a whole and names no place.
        conclusion: It is about what falls with an earlier step.
        follows: It begins with a word of consequence.
        fresh: It says that it is another defect.
        unclear: It is denied twice, or too long to be understood.
        count: How many defects it speaks of, when more than one.
    """

    text: str
    faults: list[Fault] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    accused: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    asserted: list[str] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)
    apposed: list[str] = field(default_factory=list)
    words: str = ""
    severity: Severity | None = None
    whole: bool = False
    conclusion: bool = False
    follows: bool = False
    fresh: bool = False
    unclear: bool = False
    count: int = 1

    @property
    def placed(self) -> bool:
        """It names a place."""
        return bool(self.labels or self.accused or self.quotes)


@dataclass(frozen=True, slots=True)
class Reading:
    """The accusations of an analysis, and the formulas its labels may stand for."""

    accusations: list[Accusation]
    masked: Masked


def read(text: str) -> Reading:
    """What an analysis (its words, without the score) accuses the proof of."""
    masked = prose.mask(text)
    reader = _Reader(masked)
    for sentence in prose.sentences(masked.text):
        reader.sentence(sentence)
    return Reading(reader.found, masked)


class _Reader:
    def __init__(self, masked: Masked) -> None:
        self.reader = ClauseReader(masked)
        self.found: list[Accusation] = []
        self.context: Clause | None = None
        self.heading: Clause | None = None
        self.open = False

    def sentence(self, written: str) -> None:
        text = written.lower()
        if len(text) > LONGEST_SENTENCE:
            if cues.find(text[:LONGEST_SENTENCE]):
                self.found.append(Accusation(written[:80], [Fault.SOME], unclear=True))
            return
        if _NONE.match(text):
            return
        clauses = [self.reader.clause(part) for part in prose.clauses(text)]
        if not any(clause.cues for clause in clauses):
            self.neutral(text, clauses)
            return
        if text.endswith(":") and len(text.split()) <= 5:
            return  # a heading such as "Issues found:"
        if _SCORE.search(text) and not any(clause.placed for clause in clauses):
            self.verdict(written)
            return
        last: Accusation | None = None
        for place, clause in enumerate(clauses):
            if clause.cues:
                last = self.accuse(written, clauses, place, last)
            elif last is not None:
                self.explain(last, clause)
        self.context, self.open = _merged(clauses), True

    def neutral(self, text: str, clauses: Sequence[Clause]) -> None:
        """No defect here: an explanation of the last one, or the walk goes on."""
        merged = _merged(clauses)
        if self.open and self.found and not merged.placed:
            self.severe(self.found[-1], text)
        if not merged.placed and not merged.asserted and len(text.split()) <= 6:
            return
        names = len(text.split()) <= 6 and text.endswith((".", ":")) and bool(merged.labels)
        if names and not _PRAISE.search(text):
            self.heading = merged
        reports = merged.accused and any(REPORTS.search(clause.text) for clause in clauses)
        going_on = self.open and self.found and not merged.labels and not reports
        if going_on and not _PRAISE.search(text):
            last = self.found[-1]
            self.severe(last, text)
            for clause in clauses:
                last.asserted += clause.accused + clause.asserted
                last.corrections += clause.corrections
            return
        self.open = self.open and not merged.placed
        self.context = merged if merged.placed else self.context

    def verdict(self, text: str) -> None:
        """A sentence about the score; it only counts when nothing else was said."""
        words = text.lower()
        found = [cue.fault for cue in cues.find(words)]
        accusation = Accusation(text, found, whole=True, words=words)
        if self.found:
            accusation.count = _count(words)
        self.found.append(accusation)

    def accuse(
        self, text: str, clauses: Sequence[Clause], place: int, last: Accusation | None
    ) -> Accusation:
        clause = clauses[place]
        if last is not None and self.goes_on(last, clause):
            self.extend(last, clause)
            return last
        if last is None and not clause.placed:
            attached = self.attached(clause, clauses, place)
            if attached is not None:
                return attached
        here = Accusation(text)
        if not clause.placed and not topics(clause.text) - WEAK:
            here.words = " ".join(other.text for other in clauses[:place] if not other.cues)
        self.extend(here, clause)
        self.place(here, clauses, place)
        here.follows = bool(
            re.match(r"(?:so|hence|thus|therefore|consequently|as a result)\b", clause.text)
        )
        here.fresh = bool(_FRESH.search(clause.text))
        here.count = _count(clause.text)
        general = set(here.faults) <= _GENERAL and not _specific(here.words)
        here.whole = (
            general and not here.placed and bool(_WHOLE.search(clause.text)) and not here.fresh
        )
        here.conclusion = any(label.sort == "end" for label in here.labels) or bool(
            re.search(
                r"\b(?:conclusion|result|statement|theorem|what (?:is|was|has|had) to be|"
                r"divisibility claim)\b",
                clause.text,
            )
        )
        here.conclusion = here.conclusion and set(here.faults) <= _GENERAL
        self.found.append(here)
        return here

    def goes_on(self, last: Accusation, clause: Clause) -> bool:
        """A later clause is about the same defect: it explains it, or says where it is."""
        if clause.labels:
            return False
        if not clause.placed:
            return True
        if clause.text.startswith("and "):
            return False
        return clause.explains or not (last.accused or last.quotes)

    def attached(self, clause: Clause, clauses: Sequence[Clause], place: int) -> Accusation | None:
        """A clause about the last accusation, or about the place just spoken of."""
        others = any(other.placed for other in clauses)
        said = sum(len(other.text.split()) for other in clauses[:place])
        if others or said > 3 or not _EARLIER.search(clause.text) or _FRESH.search(clause.text):
            return None
        if self.open and self.found:
            self.extend(self.found[-1], clause)
            return self.found[-1]
        return None

    def extend(self, here: Accusation, clause: Clause) -> None:
        """Adds what a clause says."""
        predicates = [c for c in clause.cues if not _THE_FAULT.search(clause.text[: c.start])]
        nouns_only = bool(here.faults) and not clause.placed
        here.faults += [cue.fault for cue in (predicates if nouns_only else clause.cues)]
        here.labels += [label for label in clause.labels if label not in here.labels]
        here.accused += clause.accused
        here.apposed += clause.apposed
        here.quotes += clause.quotes
        self.explain(here, clause)
        here.whole = here.whole and not here.placed and not _specific(clause.text)
        here.unclear = here.unclear or any(cue.unclear for cue in clause.cues)

    def explain(self, here: Accusation, clause: Clause) -> None:
        here.words += " " + clause.text
        here.asserted += clause.asserted if clause.cues else clause.asserted + clause.accused
        here.corrections += clause.corrections
        here.examples += clause.examples
        self.severe(here, clause.text)

    def severe(self, here: Accusation, text: str) -> None:
        for match in _SEVERE.finditer(text):
            big = match["big"] is not None
            if match["no"] and "not" not in match["no"]:
                continue
            here.severity = Severity.FATAL if big != bool(match["no"]) else Severity.MINOR
        if here.severity is None and _SPARED.search(text):
            here.severity = Severity.MINOR

    def place(self, here: Accusation, clauses: Sequence[Clause], place: int) -> None:
        """Where it is, when its own clause does not say (all of) it."""
        around = [*reversed(clauses[:place]), *clauses[place + 1 :]]
        if not here.placed:
            for clause in around:
                if clause.placed and not clause.cues:
                    _take(here, clause)
                    break
        else:
            labels = [c.labels for c in reversed(clauses[:place]) if c.labels and not c.cues]
            here.labels += labels[0] if labels else []
        if here.placed:
            if not here.labels and self.heading and self.heading is self.context:
                here.labels += self.heading.labels
            return
        previous = self.context
        about = _EARLIER.search(clauses[place].text) or previous is self.heading
        if previous is not None and about and not _FRESH.search(clauses[place].text):
            _take(here, previous)


def _merged(clauses: Sequence[Clause]) -> Clause:
    merged = Clause(" ".join(c.text for c in clauses), [], [])
    for clause in clauses:
        merged.labels += clause.labels
        merged.accused += clause.accused
        merged.quotes += clause.quotes
        merged.asserted += clause.asserted
    return merged


def _specific(text: str) -> bool:
    """It says what is missing or not shown, though it names no place."""
    return bool(topics(text) - WEAK or _SPECIFIC.search(text))


def _take(here: Accusation, clause: Clause) -> None:
    here.labels += clause.labels
    here.accused += clause.accused
    here.quotes += clause.quotes


def _count(text: str) -> int:
    match = _COUNT.search(text)
    if match is None:
        return 1
    return int(match[1]) if match[1].isdigit() else _COUNTS[match[1]]
