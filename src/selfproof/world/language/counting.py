"""Clauses about tables, graphs and clubs; the encoding is that of `kernel.tally`."""

from __future__ import annotations

import re

from selfproof.world.language.contributions import contribution, left_by
from selfproof.world.language.figure_examples import example_said
from selfproof.world.language.parity_words import parity_said
from selfproof.world.language.patterns import END, THING, F
from selfproof.world.language.phrase import Phrase, Said, Unclear
from selfproof.world.language.predicates import predicate
from selfproof.world.language.rows import (
    Maker,
    Row,
    compiled_rows,
    first_match,
    first_of_chain,
)
from selfproof.world.language.tally_state import TOTAL
from selfproof.world.language.tally_words import (
    NUM,
    counted_thing,
    equal_to,
    noun,
    term_of,
)
from selfproof.world.props import And, Named, Not, Prop, Rel
from selfproof.world.terms import add, num

SUCH = Named("such", ())
_LIKE = (
    r"(?: (?:as described|as in the (?:problem|statement)|like this|of this (?:kind|sort)|with "
    r"these "
    r"(?:degrees|numbers|sums|row sums|row and column sums|properties)|with this property))"
)
_WAY = (
    r"(?: (?:in this way|in the described way|like this|as described|as required|with these sums|"
    r"so))"
)
_FIGURE = rf"(?:simple )?{THING}(?: of {THING})?"
_ONE = rf"(?:such an? {_FIGURE}{_LIKE}?|an? {_FIGURE}{_LIKE}|(?:the|this) {_FIGURE}{_LIKE}?|one)"
_SITUATION = (
    rf"(?:(?:this|the|the described|such a) (?:situation|choice|{THING})(?: of [a-z]+)?{_LIKE}?|"
    rf"this|it)"
)


def _such(exists: bool) -> Maker:
    def make(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
        setting, groups = phrase.scope.vocabulary.setting, match.groupdict()
        if groups.get("n"):
            found = noun(phrase, match.start("who"))
            if found is None or setting.size(found[0]) != phrase.term(groups["n"]):
                raise Unclear("there are not so many of these")
        return [SUCH if exists else Not(SUCH)]

    return make


_SUCH_ROWS: list[Row] = [
    (
        rf"there (?:is|were|was|exists|existed) (?:such an? {_FIGURE}|an? {_FIGURE}{_LIKE}|one)",
        _such(True),
    ),
    (rf"{_ONE} (?:exists|existed|does exist)", _such(True)),
    (rf"{_SITUATION} (?:is|were|was) possible", _such(True)),
    (
        rf"the (?:(?P<n>{F}) )?(?P<who>[a-z]+) (?:have|had|can|could) (?:chosen|choose|be chosen|"
        rf"made their choice)"
        rf"(?: (?:their|the) [a-z]+)?{_WAY}",
        _such(True),
    ),
    (rf"there (?:is|can be|exists) no (?:such {_FIGURE}|{_FIGURE}{_LIKE})", _such(False)),
    (rf"no (?:such {_FIGURE}|{_FIGURE}{_LIKE}) (?:exists|can exist|is possible)", _such(False)),
    (rf"there cannot be (?:such an? {_FIGURE}|an? {_FIGURE}{_LIKE})", _such(False)),
    (rf"{_ONE} (?:does not exist|cannot exist|is impossible|is not possible)", _such(False)),
    (
        rf"it (?:cannot be|is (?:impossible|not possible)) that (?:the|a) (?:(?P<n>{F}) "
        rf")?(?P<who>[a-z]+) "
        rf"(?:have|can|"
        rf"could|choose|has|are|chose)(?: [a-z]+)?(?: (?:their|the) [a-z]+)?{_WAY}",
        _such(False),
    ),
    (
        rf"(?:the|this|such an?) {_FIGURE} cannot be (?:filled|drawn|built|made|labelled|chosen|"
        rf"completed){_WAY}?",
        _such(False),
    ),
    (rf"{_SITUATION} (?:is impossible|is not possible|cannot (?:be|occur|happen))", _such(False)),
]
_SUCH = compiled_rows(_SUCH_ROWS)


def such_said(phrase: Phrase, at: int) -> Said | None:
    """There is such a thing, or none."""
    return first_match(phrase, at, _SUCH)


# How many there are.

_WITH_SO_MANY = re.compile(rf"with (?:the )?(?P<n>{NUM}) (?=[a-z])")
_THERE_ARE = re.compile(
    r"(?:(?:altogether|together|in total|this time|here) (?:,)? ?)?(?:there (?:are|would be|must "
    r"be|"
    r"were|is)|(?:this|that|it) (?:makes|gives|is)|we (?:get|have|obtain|count|find)|(?:the|this|"
    r"our) "
    r"(?:list|table) (?:has|contains|would have)|they (?:form|make)|the [a-z]+ (?:sign up|are "
    r"written"
    r" down))(?: (?:exactly|altogether|in total|together))* "
    rf"(?P<value>{F}) "
)


def so_many(phrase: Phrase, at: int) -> Said | None:
    """ "there are $16 \\cdot 3 = 48$ memberships", "this gives $103$ entries"."""
    text, setting = phrase.text, phrase.scope.vocabulary.setting
    props: list[Prop] = []
    lead = _WITH_SO_MANY.match(text, at)
    if lead is not None:
        found = noun(phrase, lead.end())
        size = setting.size(found[0]) if found else None
        if found is None or size is None:
            return None
        value = phrase.term(lead.group("n")) if len(lead.group("n")) == 1 else None
        if value is None:
            return None
        props.append(Rel("=", value, size))
        at = found[1] + (3 if text.startswith(" , ", found[1]) else 1)
    match = _THERE_ARE.match(text, at)
    named = noun(phrase, match.end()) if match else None
    if match is None or named is None:
        return None
    term = term_of(phrase, setting, named[0], "")
    if term is None or not re.compile(END).match(text, named[1]):
        return None
    return Said([*equal_to(phrase, term, match.group("value")), *props], named[1])


# What is said of a sum or a number.

_IS = re.compile(
    r" (?:is|are|equals?|must be|would be|be)(?: (?:also|then|therefore|thus|again|both|now|equal "
    r"to|exactly))* "
)
_PLAIN = re.compile(rf"(?P<value>{F}){END}")


_IN_EVERY = re.compile(rf"in (?:every|any|a|each) (?:simple )?{THING}(?: ,)? ")


def of_sum(phrase: Phrase, at: int) -> Said | None:
    """ "the sum of the degrees is $2E$, which is even", "the sum is both even and odd"."""
    lead = _IN_EVERY.match(phrase.text, at)
    found = counted_thing(phrase, lead.end() if lead else at)
    if found is None:
        return None
    term, end = found
    verb = _IS.match(phrase.text, end)
    if verb is not None:
        other = counted_thing(phrase, verb.end())
        if other is not None:
            return Said([Rel("=", term, other[0])], other[1])
        value = _PLAIN.match(phrase.text, verb.end())
        if value is not None and not phrase.text.startswith((" or ", " modulo "), value.end()):
            props = equal_to(phrase, term, value.group("value"))
            first, _ = first_of_chain(phrase, value.group("value"))
            phrase.scope.first, phrase.scope.last = term, first
            return Said(props, value.end())
    said = predicate(phrase, end, [term])
    if said is None:
        return None
    phrase.scope.first = phrase.scope.last = term
    return Said(*said)


_IS_SUM = re.compile(rf"({F}) (?:is|equals)(?: (?:also|then|therefore|again|thus))* ")


def is_sum(phrase: Phrase, at: int) -> Said | None:
    """ "$T$ is the sum of the column sums"."""
    match = _IS_SUM.match(phrase.text, at)
    found = counted_thing(phrase, match.end()) if match else None
    if match is None or found is None:
        return None
    _check_lines(phrase, phrase.text[match.end() : found[1]], found[1])
    return Said([Rel("=", phrase.term(match.group(1)), found[0])], found[1])


_THEN = re.compile(rf" :? ?({F})")


def _check_lines(phrase: Phrase, words_of: str, end: int) -> None:
    """ "the sum of the column sums: T = ..." must not be followed by the row sums."""
    setting, match = phrase.scope.vocabulary.setting, _THEN.match(phrase.text, end)
    other = setting.first if "column sums" in words_of else setting.second
    if setting.sort != "table" or match is None or " sums" not in words_of:
        return
    for prop in phrase.formula(match.group(1)).props:
        if isinstance(prop, Rel) and add(*other) in (prop.left, prop.right):
            raise Unclear("these are the other sums")


_BOTH_COUNTS = re.compile(
    r"(?:both|the two|these two) (?:counts|sums|numbers|results|values|expressions|ways)(?: of "
    r"counting)? (?:give|count|are|must give|must be|describe|have) (?:the same (?:number|value|"
    r"total|"
    rf"thing)|equal|the sum of all entries){END}"
)


def both_counts(phrase: Phrase, at: int) -> Said | None:
    """Counting twice gives the same; what is then said to be equal is looked at."""
    match = _BOTH_COUNTS.match(phrase.text, at)
    return Said([And(())], match.end()) if match else None


_RAISES = re.compile(
    r"(?:(?:a|each|every|one|the) (?:new )?(?P<noun>[a-z]+)|it|this) (?:raises|increases) "
    r"(?:(?P<sum>"
    r"the sum(?: of the degrees)?|this sum|the total)|the degrees? of (?:each of them|each of "
    r"the two|"
    r"(?:exactly )?two vertices|both (?:of its )?(?:end ?points|ends|vertices)|each of its "
    r"(?:two )?"
    rf"(?:end ?points|ends|vertices))) by (?:exactly )?(?P<by>{NUM})(?: each)?(?P<other> and "
    rf"changes "
    rf"no other degrees?)?{END}"
)
_NO_EDGES = re.compile(
    rf"all (?:the )?degrees are (?P<zero>{NUM})(?: ,)?(?: and so is (?:their|the) sum)?{END}"
)
_STAYS = re.compile(
    r"(?:the|this) sum (?:of the degrees )?is even (?:at the (?:beginning|start)|first|in the "
    r"beginning)"
    r" and (?:stays|remains) even(?: all the time| throughout| always| with every (?:new )?edge)?"
    rf"{END}"
)


def edge_by_edge(phrase: Phrase, at: int) -> Said | None:
    """A graph is drawn edge by edge: each adds two to the sum of the degrees."""
    if phrase.scope.vocabulary.setting.sort != "graph":
        return None
    match = _RAISES.match(phrase.text, at)
    if match is not None:
        if match.group("noun") and (noun(phrase, match.start("noun")) or ("",))[0] != "edge":
            return None
        expected = 2 if match.group("sum") else 1
        said = phrase.count(match.group("by"))
        return Said([And(())] if said == expected else [_wrong(said, expected)], match.end())
    match = _NO_EDGES.match(phrase.text, at)
    if match is not None and phrase.count(match.group("zero")) == 0:
        return Said([And(())], match.end())
    match = _STAYS.match(phrase.text, at)
    if match is not None:
        found = predicate(phrase, at + match.group().index(" is even"), [TOTAL])
        return Said(found[0], match.end()) if found else None
    return None


def _wrong(said: int, is_so: int) -> Prop:
    return Rel("=", num(said), num(is_so))


_GIVEN_SUM = re.compile(
    r"(?:for|with) the (?:given )?(?:degrees|numbers)(?: (?:in the (?:problem|statement)|"
    r"given))?(?: "
    rf",)? (?:we (?:compute|get|have|find|obtain)|this (?:is|gives)|the sum (?:is|equals)) "
    rf"({F}){END}"
)


def given_sum(phrase: Phrase, at: int) -> Said | None:
    """ "For the degrees in the problem we compute $2 + 3 + 1 = 6$": this is their sum."""
    match = _GIVEN_SUM.match(phrase.text, at)
    if match is None:
        return None
    return Said(equal_to(phrase, TOTAL, match.group(1)), match.end())


_READERS = (
    such_said,
    example_said,
    given_sum,
    so_many,
    parity_said,
    edge_by_edge,
    of_sum,
    is_sum,
    left_by,
    contribution,
    both_counts,
)


def tally_claim(phrase: Phrase, at: int) -> Said | None:
    """A clause about what is counted."""
    for read in _READERS:
        try:
            found = read(phrase, at)
        except Unclear as unclear:
            phrase.why = phrase.why or str(unclear)
            continue
        if found is not None:
            return found
    return None
