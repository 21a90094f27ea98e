"""Sentences about the states of a process: the start, the target, all that can be reached."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selfproof.world.language.clauses import clause
from selfproof.world.language.patterns import ORDINALS, F
from selfproof.world.language.phrase import Phrase, Said, Unclear, both, put_in
from selfproof.world.language.process import of_state, state_of
from selfproof.world.language.statements import Absurd, Claim, Filler, Suppose
from selfproof.world.latex.names import listed
from selfproof.world.props import Cong, Named, Rel
from selfproof.world.terms import Var

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_WE = (
    r"(?: ,)?(?: (?:however|though|on the other hand|instead)(?: ,)?)?(?: :)?"
    r"(?: we (?:always |would |then |also )*(?:have|get|obtain|find)(?: that)?| it holds that)? "
)
_START = re.compile(
    r"(?:(?:at|in|for) (?:the )?(?:very )?(?:start|beginning|start state|initial state|first|"
    r"outset|starting (?:pair|state)|initial (?:pair|state))(?: state)?|initially|at first)"
    + _WE
    + r"|the (?:start|starting pair|starting state|initial pair|initial state) has "
)
_TARGET = re.compile(
    r"(?:(?:for|at|in) the (?:target|target state|final state|goal|end)(?: state)?|at the end)"
    + _WE
    + r"|the target (?:has|would have) "
)
_PAIR = r"(?:the (?:state|pair|triple|number|position) )?"
_AT = re.compile(rf"(?:at|for|in|on) {_PAIR}({F})" + _WE)
_HAS = re.compile(rf"{_PAIR}({F}) (?:has|would have|would need) ")
_VALUE_AT = re.compile(
    rf"the value (?:of ({F}) )?(?:at|for|of|in) {_PAIR}({F}) (?:is|would be) (?={F})"
)
_START_VALUE = re.compile(rf"the (?:starting|initial|start) value(?: of ({F}))? is (?={F})")
_ALWAYS = re.compile(
    r"(?:we always have|always|in (?:every|each|any|all|all the)(?: reachable)? (?:states?|pairs?)|"
    r"at (?:any|every) (?:time|moment|point)|at all times|after (?:any number of|every number of|"
    r"all|any) moves?|throughout|in every (?:state|pair) that can be reached|during the whole "
    r"process)" + _WE
)


def state_unit(reader: SentenceReader, at: int) -> int | None:
    """ "At the start S = 5": a claim about one state, or all that can be reached."""
    phrase, text = reader.phrase, reader.phrase.text
    if not reader.scope.vocabulary.start:
        return None
    value = _START_VALUE.match(text, at)
    if value is not None:
        return _value_claims(reader, "at start", value.group(1), value.end(), at)
    value = _VALUE_AT.match(text, at)
    if value is not None:
        name = _which_state(phrase, value.group(2))
        return _value_claims(reader, name, value.group(1), value.end(), at) if name else None
    name, end = _place(phrase, at)
    if not name:
        return None
    about = _VALUE.match(text, end)
    if about is not None:
        return _value_claims(reader, name, about.group(1), about.end(), at)
    about = _NUMBER.match(text, end)
    if about is not None:
        return _component_claims(reader, name, about, at)
    said = clause(phrase, end)
    if said is None:
        return None
    return _of_state(reader, name, said, at)


_VALUE = re.compile(rf"the value(?: of ({F}))? (?:is|would be|equals) (?={F})")
_NUMBER = re.compile(
    r"the (?P<ordinal>first|second|third) (?:number|component|coordinate|entry) (?:is )?(?P<v>"
    rf"{F})(?P<is> is(?= ))?"
)


def _place(phrase: Phrase, at: int) -> tuple[str, int]:
    text = phrase.text
    for pattern, relation in ((_START, "at start"), (_TARGET, "at target"), (_ALWAYS, "always")):
        match = pattern.match(text, at)
        if match is not None:
            return relation, match.end()
    match = _AT.match(text, at) or _HAS.match(text, at)
    return (_which_state(phrase, match.group(1)), match.end()) if match else ("", 0)


def _which_state(phrase: Phrase, mark: str) -> str:
    vocabulary = phrase.scope.vocabulary
    state = state_of(phrase.term(mark))
    return {vocabulary.start: "at start", vocabulary.target: "at target"}.get(state, "")


def _value_claims(
    reader: SentenceReader, name: str, of: str | None, end: int, at: int
) -> int | None:
    """The value is that of the quantity that the moves were said to change."""
    phrase = reader.phrase
    quantity = phrase.term(of) if of else phrase.scope.quantity
    said = clause(phrase, end)
    if said is None:
        # A value alone is no clause.
        said = Said([], end + 1)
    formula = phrase.formula(phrase.text[end])
    first = formula.first if formula.props else formula.terms[0]
    if quantity is None or first is None:
        raise Unclear("it is not clear of what the value is")
    said.props = [*([] if first == quantity else [Rel("=", quantity, first)]), *said.props]
    return _of_state(reader, name, said, at)


def _component_claims(
    reader: SentenceReader, name: str, match: re.Match[str], at: int
) -> int | None:
    """ "In the pair (2, 23) the second number 23 is odd"."""
    phrase = reader.phrase
    names = reader.scope.vocabulary.state
    place = ORDINALS[match.group("ordinal")]
    if place > len(names):
        return None
    value = phrase.term(match.group("v"))
    said = Said([Rel("=", Var(names[place - 1]), value)], match.end("v"))
    if match.group("is"):
        inner = clause(phrase, match.start("v"))
        if inner is None:
            return None
        said = Said([*said.props, *inner.props], inner.end)
    return _of_state(reader, name, said, at)


def _of_state(reader: SentenceReader, name: str, said: Said, at: int) -> int | None:
    if said.note or said.names or said.defined or said.closes:
        return None
    reasons = reader.reasons + said.reasons
    reader.reasons = ()
    for prop in said.props:
        reader.add(Claim(of_state(name, prop), reasons), at, said.end)
        reasons = ()
    return said.end


_NEW = re.compile(
    rf"(?:(?:in|for) (?:all|each|every|any) cases? (?:, )?)?the new (?:value of )?({F})(?= )"
)


def new_unit(reader: SentenceReader, at: int) -> int | None:
    """ "In all cases the new S is even": said of what each move makes of S."""
    phrase, scope = reader.phrase, reader.scope
    match = _NEW.match(phrase.text, at)
    if match is None or not scope.changes:
        return None
    term = phrase.term(match.group(1))
    after = list(dict.fromkeys(each.after for each in scope.changes if each.before == term))
    said = clause(phrase, match.start(1))
    if said is None or said.note or not after or not isinstance(term, Var):
        return None
    for prop in said.props:
        parts = [put_in(prop, {term.name: value}) for value in after]
        reader.add(Claim(both(parts)), at, said.end)
        if isinstance(prop, Cong):
            reader.add(Claim(Named("kept", (prop.left, prop.right, prop.modulus))), at, said.end)
    return said.end


_BEFORE = re.compile(
    r"(?: ,)? (?:before|prior to) (?:some|a|any|the|one|this)(?: given)? move"
    r"(?: is (?:made|done|used|applied))?"
)
_SUPPOSE = re.compile(r"(?:now |next |so )*(?:suppose|assume)(?: now)?(?: that)? ")


def before_unit(reader: SentenceReader, at: int) -> int | None:
    """ "Suppose that S is even before some move"."""
    match = _SUPPOSE.match(reader.phrase.text, at)
    if match is None or not reader.scope.vocabulary.start:
        return None
    said = clause(reader.phrase, match.end())
    if said is None or said.note or said.names or said.reasons or said.defined:
        return None
    before = _BEFORE.match(reader.phrase.text, said.end)
    if before is None:
        return None
    reader.add(Suppose(said.prop, "assumption"), at, before.end())
    return before.end()


_ANNOUNCED = re.compile(
    r"(?:the|these|those) moves (?:that|which) (?:add|only add) (?:constants|fixed numbers) are "
    r"(?:easy|simple)(?: to check| to treat)?"
    r"|the (?:other|remaining)(?: [a-z]+)? moves (?:are|can be) "
    r"(?:treated|handled|checked|considered)(?: (?:by (?:inserting|putting in|substituting) the "
    r"new values|separately|directly|one by one))?"
)
_AMOUNTS = re.compile(
    rf"(?:all (?:of )?)?the (?P<count>[a-z]+|{F})? ?moves (?:change|affect) (?P<what>it|{F}) "
    r"(?:by the following amounts|as follows)"
)


def announced_unit(reader: SentenceReader, at: int) -> int | None:
    """ "The other moves are treated separately": says what comes."""
    phrase, scope = reader.phrase, reader.scope
    if not scope.vocabulary.start:
        return None
    match = _AMOUNTS.match(phrase.text, at)
    if match is not None:
        count = match.group("count")
        if count and phrase.count(count) != scope.vocabulary.moves:
            raise Unclear("the number of moves does not fit")
        if match.group("what") != "it":
            scope.quantity = phrase.term(match.group("what"))
    else:
        match = _ANNOUNCED.match(phrase.text, at)
    if match is None:
        return None
    reader.add(Filler(), at, match.end())
    return match.end()


_CONTRADICTION = re.compile(r"this contradiction (?:shows|proves|means|implies)(?: that)?(?= )")


def contradiction_unit(reader: SentenceReader, at: int) -> int | None:
    """ "This contradiction shows that ..."."""
    match = _CONTRADICTION.match(reader.phrase.text, at)
    if match is None:
        return None
    reader.add(Absurd(), at, match.end())
    reader.runs_on = True
    return match.end()


TABLE = (
    (listed("in for the"), new_unit),
    (
        listed("at in for on initially the we always after throughout during F"),
        state_unit,
    ),
    (listed("suppose assume now next"), before_unit),
    (listed("the these those all"), announced_unit),
    (("this",), contradiction_unit),
)
