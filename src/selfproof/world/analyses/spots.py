"""An issue as it can be pointed at: its formulas, its words, its part, and what may be said of it.

The tables say which words fit which kind of issue. Words that fit another kind are wrong about the
defect (calling false what is only not shown) or about something else entirely.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from selfproof.world.analyses import prose
from selfproof.world.analyses.cues import Fault
from selfproof.world.analyses.formulas import canon, chained, links, parsed, shows
from selfproof.world.analyses.places import flatten
from selfproof.world.analyses.prose import Label
from selfproof.world.analyses.topics import topics_of
from selfproof.world.assess import Issue, IssueKind
from selfproof.world.props import Prop


class Fit(IntEnum):
    """How well an accusation fits."""

    UNREAL = 0
    WORDED_WRONG = 1
    REAL = 2


_K, _F = IssueKind, Fault
ABSENT = (_K.MISSING_CASE, _K.MISSING_PART, _K.UNCHECKED_ANSWER)
_RIGHT: dict[IssueKind, frozenset[Fault]] = {
    _K.SLIP: frozenset((_F.FALSE, _F.WRONG, _F.UNPROVED)),
    _K.FALSE_STEP: frozenset((_F.FALSE, _F.WRONG, _F.UNPROVED)),
    _K.GAP: frozenset((_F.UNPROVED, _F.MISSING, _F.UNCHECKED)),
    _K.OMITTED_DETAIL: frozenset((_F.UNPROVED, _F.MISSING, _F.UNCHECKED)),
    _K.UNREAD: frozenset((_F.UNREADABLE, _F.UNPROVED)),
    _K.MISSING_CASE: frozenset((_F.MISSING, _F.WRONG, _F.UNPROVED, _F.FALSE)),
    _K.MISSING_PART: frozenset((_F.MISSING, _F.UNPROVED, _F.UNCHECKED)),
    _K.UNCHECKED_ANSWER: frozenset((_F.UNCHECKED, _F.MISSING, _F.UNPROVED)),
    _K.WRONG_ANSWER: frozenset((_F.FALSE, _F.WRONG, _F.MISSING, _F.UNPROVED)),
    _K.CIRCULAR: frozenset((_F.CIRCULAR, _F.UNPROVED, _F.WRONG)),
    _K.UNUSED_HYPOTHESIS: frozenset((_F.UNUSED, _F.UNPROVED, _F.WRONG, _F.MISSING)),
}
_WORDING: dict[IssueKind, frozenset[Fault]] = {
    _K.SLIP: frozenset((_F.UNREADABLE, _F.UNCHECKED)),
    _K.FALSE_STEP: frozenset((_F.UNREADABLE, _F.UNCHECKED)),
    _K.GAP: frozenset((_F.FALSE, _F.WRONG, _F.UNREADABLE)),
    _K.OMITTED_DETAIL: frozenset((_F.FALSE, _F.WRONG, _F.UNREADABLE)),
    _K.UNREAD: frozenset((_F.FALSE, _F.WRONG, _F.MISSING, _F.UNCHECKED)),
    _K.MISSING_CASE: frozenset((_F.UNCHECKED,)),
    _K.MISSING_PART: frozenset((_F.FALSE, _F.WRONG)),
    _K.UNCHECKED_ANSWER: frozenset((_F.FALSE, _F.WRONG)),
    _K.WRONG_ANSWER: frozenset((_F.UNCHECKED, _F.UNREADABLE)),
    _K.CIRCULAR: frozenset((_F.FALSE,)),
    _K.UNUSED_HYPOTHESIS: frozenset((_F.FALSE,)),
}
_WORD = re.compile(r"(?<![\\A-Za-z])[a-z]{4,}")
_CONTENT = re.compile(r"[a-z]{4,}|\$[^$]{1,80}\$")
_EMPTY_WORDS = frozenset(
    (
        *("that", "this", "with", "from", "what", "they", "there", "here", "which", "have", "been"),
        *("proof", "does", "show", "shown", "establish", "claim", "true", "short", "argument"),
        *("left", "said", "before", "follow", "proved", "given"),
    )
)
_SHORT_CLAIM = 8
NATURAL = {
    _K.UNCHECKED_ANSWER: _F.UNCHECKED,
    _K.CIRCULAR: _F.CIRCULAR,
    _K.UNUSED_HYPOTHESIS: _F.UNUSED,
    _K.UNREAD: _F.UNREADABLE,
}
"""Words that mean one kind above all."""
_NOT_FALSE = ("not shown", "does not follow", "not established")
_REASONING = frozenset((_F.UNPROVED, _F.WRONG))


def fits(issue: Issue, faults: Sequence[Fault]) -> Fit:
    """Whether words for faults can mean an issue."""
    right = _RIGHT[issue.kind]
    if issue.kind is _K.FALSE_STEP and any(mark in issue.reason for mark in _NOT_FALSE):
        right = _REASONING
    good = [fault for fault in faults if fault is Fault.SOME or fault in right]
    if len(good) == len(faults):
        return Fit.REAL
    near = [fault for fault in faults if fault in _WORDING[issue.kind] | right]
    return Fit.WORDED_WRONG if good or near else Fit.UNREAL


@dataclass(frozen=True, slots=True)
class Spot:
    """An issue with what can be quoted of it."""

    index: int
    issue: Issue
    claims: tuple[str, ...]
    props: tuple[Prop, ...]
    others: tuple[str, ...]
    """Formulas of its part and reason."""
    labels: tuple[Label, ...]
    topics: frozenset[str]
    words: frozenset[str]
    """The words of its reason that carry a meaning."""
    said: frozenset[str]
    """The same of its claim, where that is words and no formula."""

    def says(self, formula: str) -> bool:
        """A formula is its claim, or shows it, or is a piece of it."""
        shape = canon(formula)
        if any(shows(each, shape) or chained(shape, each) for each in self.claims):
            return True
        found = parsed(formula)
        return found is not None and any(prop in self.props for prop in found.props)

    def is_claim(self, formula: str) -> bool:
        """A formula is its claim, and not only a part of it or more than it."""
        found = parsed(formula)
        return canon(formula) in self.claims or (found is not None and found.props == self.props)

    def is_repeated(self, said: str) -> bool:
        """Flattened words contain its claim."""
        claim = flatten(self.issue.claim)
        return len(claim) > _SHORT_CLAIM and claim in said

    def named_only(self, formula: str) -> bool:
        """It is not its claim, but its reason speaks of it: no quotation of the proof."""
        return bool(formula) and not self.says(formula) and self.names(formula)

    def names(self, formula: str) -> bool:
        """A formula occurs in its claim, part or reason."""
        shape = canon(formula)
        return self.says(formula) or any(
            shows(each, shape) or chained(shape, each) for each in self.others
        )


def is_relation(formula: str) -> bool:
    """It says something, and does not only name a thing."""
    return len(links(canon(formula))[0]) > 1


@lru_cache(maxsize=2048)
def spot_of(index: int, issue: Issue) -> Spot:
    """An issue, prepared."""
    claim = prose.mask("" if is_absurd(issue.claim) else as_quoted(issue.claim))
    other = prose.mask(f"{issue.part}. {issue.reason}")
    part = prose.mask(issue.part)
    if len(issue.part) < 40 and not part.formulas and "=" in issue.part:
        part = prose.mask(f"${issue.part}$")
    props = [prop for each in claim.formulas if (found := parsed(each)) for prop in found.props]
    labels = prose.labels(f"{issue.part}. {issue.reason}".lower())
    return Spot(
        index,
        issue,
        tuple(canon(each) for each in claim.formulas if is_relation(each)),
        tuple(props),
        tuple(map(canon, [*other.formulas, *part.formulas])),
        tuple(labels),
        topics_of(issue),
        content(issue.reason),
        frozenset() if props else content(" ".join(_spoken(issue))),
    )


def _spoken(issue: Issue) -> tuple[str, ...]:
    """Its claim when that says it all, else its reason."""
    said = issue.claim and not is_absurd(issue.claim)
    return (issue.claim,) if said else (issue.reason,)


def is_absurd(claim: str) -> bool:
    """The claim of a contradiction, as the checker writes it."""
    return canon(claim) == "0=1"


def as_quoted(claim: str) -> str:
    """A claim as a text: formulas in dollar signs, words as they are."""
    if "$" in claim or not claim or _WORD.search(claim.replace("\\", " \\")):
        return claim
    return f"${claim}$"


def content(text: str) -> frozenset[str]:
    """The words of a text that carry a meaning, formulas with a letter included."""
    return frozenset(_CONTENT.findall(text.lower())) - _EMPTY_WORDS
