"""What a missing thing is about, for defects that no sentence of the proof shows."""

from __future__ import annotations

import re
from functools import lru_cache

from selfproof.world.assess import Issue, IssueKind

_TOPICS = re.compile(
    r"(?P<base>\bbase (?:case|value|step)|\binitial (?:case|value)|\binduction base|\bstart of "
    r"the induction|\bstarting value)"
    r"|(?P<step>\binduct(?:ive|ion) step|\bnext value|\bstep of the induction|\bpassage from)"
    r"|(?P<hypothesis>\bhypothes[ie]s)"
    r"|(?P<equality>\bequality)"
    r"|(?P<complete>\bcomplete(?:ness)?\b(?! the| proof)|\bno others?\b|\bonly (?:solution|one|"
    r"these|answer|pair|value)|\bother (?:solutions?|values?|pairs?|answers?|integers?|"
    r"possibilit\w+)|\bthe only\b|\ball (?:the )?solutions|\bfurther solutions?|\bmore "
    r"solutions?)"
    r"|(?P<check>\bsatisf\w+|\bverif\w+|\bcheck\w*|\bindeed\b|\b(?:are|is an?|is a) "
    r"solutions?\b|\bsubstitut\w+|\bput(?:ting)? (?:back )?in\b|\bequality holds there)"
    r"|(?P<case>\bcases?\b|\bresidues?\b|\bclass(?:es)?\b|\bpossibilit\w+|\bcover\w*|\bexhaust\w*)"
    r"|(?P<answer>\banswer\b|\bverdict\b|\bremainder is (?:not|never)|\bstate its\b)"
    r"|(?P<statement>\bconclu\w+|\bstatement\b|\btheorem\b|\bwhat (?:is|was|has|had) to be\b|"
    r"\bdesired\b|\bfinal claim\b|\bresult\b|\bestablish\w*|\bclaim to be\b|\bcontradiction\b|"
    r"\bmain claim\b|\bfinish\w*|\bstops\b|\bbreaks off\b)"
)
_OF_KIND = {
    IssueKind.MISSING_CASE: frozenset(("case",)),
    IssueKind.UNCHECKED_ANSWER: frozenset(("check",)),
    IssueKind.UNUSED_HYPOTHESIS: frozenset(("step", "hypothesis")),
    IssueKind.CIRCULAR: frozenset(("statement",)),
    IssueKind.WRONG_ANSWER: frozenset(("answer",)),
}
WEAK = frozenset(("statement", "case", "answer"))
"""Topics that are also just a manner of speaking: not a contradiction when they do not fit."""


@lru_cache(maxsize=2048)
def topics(text: str) -> frozenset[str]:
    """What lower-case words speak of."""
    return frozenset(match.lastgroup or "" for match in _TOPICS.finditer(text))


def topics_of(issue: Issue) -> frozenset[str]:
    """What an issue is about."""
    if issue.kind in _OF_KIND:
        return _OF_KIND[issue.kind]
    found = topics(f"{issue.part} {issue.reason}".lower())
    if issue.kind is IssueKind.MISSING_PART:
        strong = found - {"statement", "case"}
        return strong or frozenset(("statement",))
    return found
