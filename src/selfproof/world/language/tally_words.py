"""Words of the counting family: what is counted, by its sort."""

from __future__ import annotations

import re

from selfproof.world.language.patterns import COUNT_WORD, F
from selfproof.world.language.phrase import Phrase, Unclear
from selfproof.world.language.rows import first_of_chain
from selfproof.world.language.tally_state import PAIRS, TOTAL, Setting
from selfproof.world.props import And, Prop, Rel
from selfproof.world.terms import Term, num

NUM = COUNT_WORD
EDGE = (
    r"(?:edges?|friendships?|handshakes?|games?|match(?:es)?|roads?|lines?|connections?|flights?|"
    r"cables?|bridges?|segments?|wires?|links?|pairs? of friends)"
)
VERTEX = (
    r"(?:vertices|vertex|points?|nodes?|teams?|guests?|people|persons?|players?|participants?|"
    r"members?|friends?)"
)
MEMBER = r"(?:students?|pupils?|workers?|child(?:ren)?|people|persons?|employees?)"
CLUB = r"(?:clubs?|teams?|courses?|groups?)"
INCIDENCE = (
    r"(?:memberships?|pairs?|participations?|registrations?|entries|entry|enrol?lments?|"
    r"incidences?|places|seats|names|marks?|ticks?)"
)
ENTRY = r"(?:entries|entry|numbers?|cells?)"
NOUNS: dict[str, tuple[tuple[str, str], ...]] = {
    "": (("edge", EDGE), ("vertex", VERTEX), ("incidence", INCIDENCE)),
    "graph": (("edge", EDGE), ("vertex", VERTEX)),
    "table": (("row", "rows?"), ("column", "columns?"), ("entry", ENTRY)),
    "clubs": (("incidence", INCIDENCE), ("club", CLUB), ("member", MEMBER)),
}
_SORTED = {
    sort: [(name, re.compile(rf"{source}(?= |$)")) for name, source in nouns]
    for sort, nouns in NOUNS.items()
}
LEFT_OUT = re.compile(
    r"\b(?:left out|leaves? out|misses|miss|missed|missing|skips?|omits?|omitted|left)\b"
)
_WORDS = (
    r"(?:of|in|for|by|to|from|on|at|and|or|the|a|an|all|each|every|these|those|this|that|which|"
    r"such|with|where|is|are|was|were|it|he|she|they|its|their|has|have|had|been|so far|altogether|"
    r"together|exactly|numbers?|sums?|sizes?|degrees?|row|column|rows|columns|table|grid|matrix|"
    r"graph|party|tournament|school|firm|group|games|handshakes|friends|edges|members?|"
    r"participants?|belongs?|contains?|consisting|takes?|taken|chosen|chooses|attends?|played|"
    r"shook|hands|stands?|lies|left|out|leaves|misses|missed|missing|skips|omits|omitted|"
    r"listed|given|student|pupil|worker|child|club|team|course|students|"
    r"workers|children|clubs|teams|courses|guests?|vertices|vertex|people|person|entries|pairs?|"
    rf"unordered|who|ordered|mutual|{F})"
)
"""Words behind something counted that say once more what it is."""
_TAIL = rf"(?: (?:{_WORDS}|\( (?:(?:{_WORDS}|,) ){{1,14}}\))){{0,24}}?"
_LIST = (
    r"(?:degrees|row sums|column sums|entries|sizes|club sizes|team sizes|numbers|summands|terms|"
    r"(?:numbers|number) of (?:games|friends|handshakes|members|participants|edges|neighbours))"
)
_VERB_OR_END = (
    rf"(?= (?:is|are|equals?|be|would|must|counts?|contributes)\b(?! (?:in|on|at|an?|of|taken|"
    rf"chosen|"
    rf"left|played|written)\b)| by {F}| (?:[:.,;=]|as|then) ?|$)"
)
_SUM = re.compile(
    rf"(?:the |this |that )?(?:total |whole )?sum (?:of|over) (?:(?:all|the|these|those|given|both|"
    rf"of) )*(?:(?P<n>{NUM}) )?(?:given )?(?P<what>{_LIST})(?P<tail>{_TAIL})(?: (?P<k>{NUM}) "
    rf"(?P<noun>[a-z]+)"
    rf"{_TAIL})?{_VERB_OR_END}"
)
_NUMBER = re.compile(
    rf"(?:the |their )?(?:total )?number of (?:(?:all|the|these|those|such|club|team|course) )*"
    rf"(?P<noun>[a-z]+(?: of friends)?)(?P<tail>{_TAIL}){_VERB_OR_END}"
)
_THE_SUM = re.compile(
    r"(?:the|this|that) (?:whole |total )?(?:sum|total|number)(?= (?:is|equals|would|must|"
    r"counts)\b|"
    r"$| [,.;])"
)


def noun(phrase: Phrase, at: int) -> tuple[str, int] | None:
    """The sort of thing that a word names, and where the word ends."""
    for name, pattern in _SORTED[phrase.scope.vocabulary.setting.sort]:
        match = pattern.match(phrase.text, at)
        if match is not None:
            return name, match.end()
    return None


def counted_thing(phrase: Phrase, at: int) -> tuple[Term, int] | None:
    """ "the sum of the degrees", "the number of games", "this sum": as a term."""
    setting = phrase.scope.vocabulary.setting
    match = _SUM.match(phrase.text, at)
    if match is not None:
        _check_size(phrase, setting, match)
        phrase.scope.tally.subject = TOTAL
        return TOTAL, match.end()
    match = _NUMBER.match(phrase.text, at)
    if match is not None:
        found = _number_of(phrase, setting, match)
        if found is not None:
            phrase.scope.tally.subject = found
            return found, match.end()
    match = _THE_SUM.match(phrase.text, at)
    if match is not None and phrase.scope.tally.subject is not None:
        return phrase.scope.tally.subject, match.end()
    return None


def _check_size(phrase: Phrase, setting: Setting, match: re.Match[str]) -> None:
    """ "the sum of the eleven numbers": there must be eleven."""
    mark, what = match.group("n"), match.group("what")
    if match.group("k"):
        found = noun(phrase, match.start("noun"))
        if found is None or setting.size(found[0]) != num(phrase.count(match.group("k"))):
            raise Unclear("there are not so many of these")
    if not setting.sort or mark is None:
        return
    size = {
        "row sums": len(setting.first),
        "column sums": len(setting.second),
        "entries": len(setting.first) * len(setting.second),
    }.get(what, len(setting.addends))
    if setting.sort == "table" and what == "numbers":
        size = len(setting.first) * len(setting.second)
    if phrase.count(mark) != size:
        raise Unclear("there are not so many numbers")


def _number_of(phrase: Phrase, setting: Setting, match: re.Match[str]) -> Term | None:
    found = noun(phrase, match.start("noun"))
    if found is None:
        return None
    return term_of(phrase, setting, found[0], match.group("tail"))


def term_of(phrase: Phrase, setting: Setting, name: str, tail: str) -> Term | None:
    """How many things of a sort there are."""
    if setting.sort == "clubs" and name == "incidence":
        missed = LEFT_OUT.search(tail) or (phrase.scope.tally.left_out and not tail)
        return setting.left_out if missed else TOTAL
    if name == "edge":
        return PAIRS
    return TOTAL if name == "incidence" else setting.size(name)


def equal_to(phrase: Phrase, term: Term, mark: str) -> list[Prop]:
    """It is the first of a chain, and the chain holds."""
    value, links = first_of_chain(phrase, mark)
    return [Rel("=", term, value), *links]


def same_number(phrase: Phrase, said: str, is_so: Term) -> list[Prop]:
    """A number in the text, as an equation where it is wrong."""
    value = phrase.term(said) if len(said) == 1 else num(phrase.count(said))
    return [And(())] if value == is_so else [Rel("=", value, is_so)]
