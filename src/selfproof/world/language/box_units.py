"""Units of the pigeonhole family that are more than a clause: boxes, choices, remainders.

Boxes may be written out at once ("put the numbers into the boxes {1, 12}, ..."), as a list after an
announcement, or as classes of remainders. They are claimed when every number of the problem has its
place, so what is left out is never taken to be somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selfproof.world.language.box_relations import known_modulus
from selfproof.world.language.box_words import BOX, BOXES, DIVIDED, NUM, counted
from selfproof.world.language.boxes import each_box
from selfproof.world.language.patterns import NUMBERS, F, compiled
from selfproof.world.language.phrase import Unclear, is_formula
from selfproof.world.language.statements import Claim, Declare, Filler
from selfproof.world.language.text import LABEL
from selfproof.world.latex.names import words
from selfproof.world.props import Cong, Divides, Named, Prop, Rel, terms_of
from selfproof.world.terms import Add, Call, Num, Term, Var, children, num

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_PLACING = words(
    "put divide divided split splits distribute place sort partition group arrange form forms "
    "build make makes"
)
_SHOWING = words(
    "consider use take look define have get obtain are is contain contains give gives divides "
    "partitions following"
)
"""Verbs with which boxes are written out, but not announced."""
_BESIDE = words(
    "we now can may first then let us here these those this the all our each every of them up into "
    "over among in as to at between from with by numbers integers elements list given original "
    "number : , once exactly so close nearby such follows out"
)
"""Words around boxes that say nothing of them but that every number has a place there."""
_NOUNS = re.compile(rf"(?:{BOX}|{BOXES})(?= |$)")
_CONSECUTIVE = re.compile(r"of (?:two )?consecutive (?:integers|numbers)(?= |$)")
_SETS = compiled("{M}", ends=False)
_MOST_WORDS = 40
_NOT_FIRST = words("so : , such once exactly number list from with by of then")


@dataclass(slots=True)
class _Placing:
    """The words around boxes: what they count, and which sort of words they are."""

    numbers: int | None = None
    boxes: int | None = None
    noun: bool = False
    verb: bool = False
    shown: bool = False
    consecutive: bool = False


def placing(reader: SentenceReader, at: int) -> int | None:
    """ "Put the twelve numbers into six boxes: {1, 12}, ..."; without the boxes, they follow."""
    phrase, text = reader.phrase, reader.phrase.text
    found, place = _Placing(), at
    if phrase.word(at) in _NOT_FIRST:
        return None
    for _ in range(_MOST_WORDS):
        if place >= len(text):
            break
        if is_formula(text[place]) and _is_sets(reader, text[place]):
            said = found.noun and (found.verb or found.shown)
            return _written(reader, at, place, found) if said else None
        following = _placing_word(reader, place, found)
        if following is None:
            return None
        place = following
    if not (found.verb and found.noun) or found.shown or found.consecutive or place < len(text):
        return None
    _announced(reader, (found.numbers, found.boxes))
    reader.add(Filler(), at, len(text))
    return len(text)


def _placing_word(reader: SentenceReader, place: int, found: _Placing) -> int | None:
    """Past one word, or one noun with its number."""
    phrase, text = reader.phrase, reader.phrase.text
    for pattern, name in ((_NOUNS, "noun"), (_CONSECUTIVE, "consecutive")):
        match = pattern.match(text, place)
        if match is not None:
            setattr(found, name, True)
            return match.end() + 1
    word = phrase.word(place)
    if word == "F" or word in NUMBERS:
        mark = text[place] if word == "F" else word
        end = place + len(mark) + 1
        if phrase.word(end) in ("numbers", "integers", "given"):
            found.numbers = phrase.count(mark)
        elif word == "F" and _are_elements(reader, mark):
            pass
        elif _NOUNS.match(text, end) or phrase.word(end) == "such":
            found.boxes = phrase.count(mark)
        else:
            return None
        return end
    if word in _PLACING:
        found.verb = True
    elif word in _SHOWING:
        found.shown = True
    elif word not in _BESIDE:
        return None
    return place + len(word) + 1


def _is_sets(reader: SentenceReader, mark: str) -> bool:
    try:
        terms = reader.phrase.formula(mark).terms
    except Unclear:
        return False
    return bool(terms) and all(isinstance(each, Call) and each.name == "set" for each in terms)


def _are_elements(reader: SentenceReader, mark: str) -> bool:
    """Whether "the numbers $1, 2, \\dots, 12$" are those that are chosen from."""
    raw = reader.phrase.raw(mark).strip()
    if "=" in raw:
        return False
    terms = reader.phrase.read(raw if raw.startswith("\\{") else f"\\{{{raw}\\}}").terms
    if len(terms) != 1 or not isinstance(terms[0], Call):
        return False
    return set(terms[0].args) == set(reader.scope.vocabulary.elements)


def _announced(reader: SentenceReader, counts: tuple[int | None, int | None]) -> None:
    state = reader.scope.boxes
    state.open, state.counts, state.parts, state.claim = True, counts, {}, None


def _written(reader: SentenceReader, at: int, place: int, found: _Placing) -> int | None:
    """All boxes at once."""
    state = reader.scope.boxes
    match = _SETS.match(reader.phrase.text, place)
    if match is None:
        return None
    boxes = []
    for term in reader.phrase.terms(match.group(1)):
        if not isinstance(term, Call) or term.name != "set":
            raise Unclear("the boxes are not written out")
        boxes.append(term.args)
    announced = state.counts if state.open else (None, None)
    state.counts = (found.numbers or announced[0], found.boxes or announced[1])
    _claimed(reader, boxes, at, match.end())
    if found.consecutive:
        _claim(reader, Named("each box", (Call("difference", (num(1),)),)), at, match.end())
    return match.end()


def _claim(reader: SentenceReader, prop: Prop, at: int, end: int) -> None:
    reader.add(Claim(prop, reader.reasons), at, end)
    reader.reasons = ()


def _claimed(reader: SentenceReader, boxes: list[tuple[Term, ...]], at: int, end: int) -> None:
    """The boxes, what was announced of their number, and what was claimed of them before."""
    state = reader.scope.boxes
    state.by_rest = False
    state.claim = Named("boxes", tuple(Call("box", box) for box in boxes))
    _claim(reader, state.claim, at, end)
    numbers, count = state.counts
    if numbers is not None:
        for prop in counted(numbers, len(reader.scope.vocabulary.elements)):
            _claim(reader, prop, at, end)
    if count is not None:
        _claim(reader, Named("box count", (num(count),)), at, end)
    for prop in state.waiting:
        _claim(reader, prop, at, end)
    state.open, state.counts, state.waiting, state.parts = False, (None, None), [], {}
    state.spoken = set()


# Boxes one after the other.

_ITEM = re.compile(
    rf"(?:(?:the |in |with |for )?(?:(?P<rest>remainder|residue|residue class|class|remainder "
    rf"class)|{BOX})(?: (?:number )?(?P<label>{F}|{LABEL}))?(?: (?::|is|are|contains?|consists? of|"
    rf"has|have|we have|dash|,))? )?(?P<list>{F}(?:(?: ,)?(?: and)? {F})*)"
    r"(?: (?:alone|only|by itself|on its own|alone in (?:its|a) (?:box|class|group|row)))?"
    r"(?=$| [.;,])"
)
_SHOWN = re.compile(r" ,? ?(?:where|with|since|because|as|for|indeed|and|so|which)(?= )")


def item(reader: SentenceReader, at: int) -> int | None:
    """ "Remainder $0$: $8$ and $32$.", "$5, 15, 45$, where $15 = 3 \\cdot 5$", "$21$ alone"."""
    state = reader.scope.boxes
    match = _ITEM.match(reader.phrase.text, at) if state.open and at == 0 else None
    if match is None:
        return None
    members = _members(reader, match.group("list"))
    if members is None:
        return None
    label = match.group("label")
    if match.group("rest") and label and is_formula(label):
        if state.modulus is None:
            raise Unclear("it is not clear on division by what")
        _with_remainder(reader, members, reader.phrase.term(label), at, match.end())
    else:
        reader.add(Filler(), at, match.end())
        _collect(reader, len(state.parts), members, at, match.end())
    shown = _SHOWN.match(reader.phrase.text, match.end())
    reader.runs_on = shown is not None
    return shown.end() if shown else match.end()


def _members(reader: SentenceReader, marks: str) -> list[Term] | None:
    """Numbers of the problem, as a list or a set."""
    found: list[Term] = []
    for mark in marks:
        if not is_formula(mark):
            continue
        formula = reader.phrase.formula(mark)
        if formula.props:
            return None
        for term in formula.terms:
            found += term.args if isinstance(term, Call) and term.name == "set" else (term,)
    elements = reader.scope.vocabulary.elements
    return found if found and all(each in elements for each in found) else None


def _with_remainder(
    reader: SentenceReader, members: list[Term], rest: Term, at: int, end: int
) -> None:
    modulus = reader.scope.boxes.modulus
    assert modulus is not None
    for each in members:
        _claim(reader, Cong(each, rest, modulus), at, end)
    if isinstance(rest, Num) and isinstance(modulus, Num):
        if not 0 <= rest.value < modulus.value:
            raise Unclear("this is no remainder")
        _collect(reader, rest, members, at, end)


def _collect(reader: SentenceReader, name: object, members: list[Term], at: int, end: int) -> None:
    """One more box, or more of a class; when all numbers have a place the boxes are claimed."""
    state = reader.scope.boxes
    part = state.parts.setdefault(name, [])
    part += [each for each in members if isinstance(name, int) or each not in part]
    if sum(map(len, state.parts.values())) < len(reader.scope.vocabulary.elements):
        return
    by_rest, modulus = not isinstance(name, int), state.modulus
    _claimed(reader, [tuple(each) for each in state.parts.values()], at, end)
    state.by_rest = by_rest
    if by_rest and modulus is not None:
        related = Call("difference multiple", (modulus,))
        _claim(reader, Named("each box", (related,)), at, end)


# Remainders.

_SORTED = re.compile(
    r"(?:(?:we|let us) )?(?:now )?(?:sort|group|arrange|classify|divide|split|distribute|order|put|"
    r"partition|reduce|consider|compute|look at|list|use|work out|write down)"
    rf"(?: (?:the|these|all|given|of|numbers|into|boxes|groups|classes|(?P<n>{NUM})(?= (?:numbers|"
    r"given)))){0,7} (?:(?:by|according to|after) )?(?:(?:the|their) )?(?:remainders?|residues?|"
    rf"(?:residue|remainder) class(?:es)?|residue classes)?(?: of (?:the|these) (?:given "
    rf")?numbers)? "
    rf"?(?:{DIVIDED}) (?P<m>{F})(?: as (?:the )?boxes)?(?=$| [.:;,])"
)
_ARE_AS_FOLLOWS = re.compile(
    rf"the (?:remainders|residues)(?: of (?:the|these)(?: (?P<n>{NUM}))?(?: given)? numbers)?"
    rf"(?: {DIVIDED} (?P<m>{F}))?(?: are(?: as follows)?)?(?=$| [.:])"
)
_LEAVE = re.compile(
    rf"(?:the )?(?:numbers? )?(?P<list>{F}(?:(?: ,)?(?: and)? {F})*) (?:leaves?|has|have|gives?|"
    rf"all "
    rf"leave|both leave) (?:the )?(?:remainder|residue) (?P<r>{F})(?: {DIVIDED} (?P<m>{F}))?"
    r"(?=$| [.;,]| and)"
)


def remainders(reader: SentenceReader, at: int) -> int | None:
    """ "We sort the numbers by their remainders on division by 8." Boxes, but not yet their
    contents."""
    phrase, state = reader.phrase, reader.scope.boxes
    match = _SORTED.match(phrase.text, at) or _ARE_AS_FOLLOWS.match(phrase.text, at)
    if match is None:
        return None
    modulus = _modulus(reader, match.group("m"))
    if modulus is None:
        return None
    count = phrase.count(match.group("n")) if match.group("n") else None
    state.modulus = modulus
    _announced(reader, (count, None))
    reader.add(Filler(), at, match.end())
    return match.end()


def _modulus(reader: SentenceReader, mark: str | None) -> Term | None:
    return reader.phrase.term(mark) if mark else known_modulus(reader.phrase)


def leave(reader: SentenceReader, at: int) -> int | None:
    """ "The numbers 3 and 12 leave the remainder 0"."""
    match = _LEAVE.match(reader.phrase.text, at)
    members = _members(reader, match.group("list")) if match else None
    modulus = _modulus(reader, match.group("m")) if match else None
    if match is None or members is None or modulus is None:
        return None
    state = reader.scope.boxes
    if state.modulus != modulus:
        state.modulus, state.parts = modulus, {}
    rest = reader.phrase.term(match.group("r"))
    _with_remainder(reader, members, rest, at, match.end())
    return match.end()


def finish(reader: SentenceReader) -> None:
    """After a sentence: congruences between numbers of the problem and remainders are classes."""
    state = reader.scope.boxes
    links = [
        item.body.prop
        for item in reader.items
        if isinstance(item.body, Claim) and isinstance(item.body.prop, Cong | Rel | Divides)
    ]
    for link in links:
        state.spoken.update(terms_of(link))
        for term in terms_of(link):
            if not isinstance(term, Num):
                state.spoken.update(_within(term))
    elements = set(reader.scope.vocabulary.elements)
    end = len(reader.phrase.text)
    for link in links if state.open else ():
        if not isinstance(link, Cong) or link.left not in elements:
            continue
        rest, modulus = link.right, link.modulus
        if not isinstance(rest, Num) or state.modulus != modulus or not isinstance(modulus, Num):
            continue
        # In "1 ≡ 25 ≡ 1" the last number is the remainder; in "8 ≡ 32" it is one of the class.
        value = rest.value % modulus.value
        both = [link.left] if 0 <= rest.value < modulus.value else [link.left, rest]
        _collect(reader, num(value), [x for x in both if x in elements], 0, end)


def _within(term: Term) -> list[Term]:
    found, stack = [], [term]
    while stack:
        each = stack.pop()
        found.append(each)
        stack.extend(children(each))
    return found


# Choices.

_GIVEN_CHOICE = re.compile(
    rf"(?:now |so )?(?:if|when|whenever|once|suppose(?: now)?(?: that)?|assume(?: now)?(?: "
    rf"that)?|let"
    rf"|now let) (?:any |some )?(?P<n>{NUM}) (?:different |distinct )?(?:of (?:the|these|our)(?: "
    r"given)? numbers|numbers|of them) (?:of the list |from the list )?(?:are|be|have been|were) "
    r"(?:chosen|selected|picked|taken)(?: from (?:the list|them|these numbers))?(?=$| )"
)
_WE_CHOOSE = re.compile(
    rf"(?:now |so )?(?:if|when|whenever|once|suppose(?: that)?) (?:we|someone|one) (?:now )?"
    rf"(?:chooses?|selects?|picks?|takes?) (?:any )?(?P<n>{NUM}) (?:different |of the |of these )*"
    r"numbers(?=$| )"
)
_AMONG = re.compile(
    rf"(?:among|of|from|given|for|out of) (?:any |the |these |every |all |our )*(?P<n>{NUM}) "
    r"(?:chosen |selected |different )*(?:numbers|of (?:the|these) numbers|of them)(?: ,)?(?= )"
)


def chosen(reader: SentenceReader, at: int) -> int | None:
    """ "If eight numbers are chosen, ...", "among the eight chosen numbers": what is given."""
    text = reader.phrase.text
    for pattern in (_GIVEN_CHOICE, _WE_CHOOSE, _AMONG):
        match = pattern.match(text, at)
        if match is None:
            continue
        if reader.phrase.count(match.group("n")) != reader.scope.vocabulary.chosen:
            raise Unclear("another number of numbers is chosen")
        reader.add(Filler(), at, match.end())
        reader.runs_on = match.end() < len(text) and text[match.end() + 1] not in ",.;:"
        return match.end()
    return None


_IN_THIS = re.compile(
    rf"(?:in|for) (?:the|this|that|each) (?:{BOX}|{BOXES})(?: (?:with|of) (?:(?P<size>{NUM})|"
    rf"several|more "
    rf"than "
    rf"one) (?:numbers|elements))?(?: ,| :)?(?: (?:we )?(?:have|get|find|see)(?: that)?)? (?={F})"
)


def in_this(reader: SentenceReader, at: int) -> int | None:
    """ "In the box with three numbers we have $6 = 2 \\cdot 3$": the equations are the claim."""
    match = _IN_THIS.match(reader.phrase.text, at)
    if match is None or not reader.phrase.formula(reader.phrase.text[match.end()]).props:
        return None
    size = match.group("size")
    if size and reader.phrase.count(size) not in map(len, reader.scope.boxes.written):
        raise Unclear("there is no such box")
    reader.runs_on = True
    return match.end() - 1


_LIST = rf"(?P<list>{F}(?:(?: ,)?(?: and)? {F})*)"
_TAKE = re.compile(
    r"(?:(?:we|let us|one can|we can|now|and|for example|for instance|just) )*(?:choose|take|"
    r"consider|pick|select|look at|try|chooses?)(?: (?:the|these|following|selection|choice|set of|"
    rf"set|integers|numbers|of|:|(?P<n>{NUM})(?= (?:numbers|different|integers)))){{0,6}} {_LIST}"
    r"(?=$| [.;,])"
)
_LET_BE = re.compile(
    rf"let the (?:chosen |selected )?(?:(?P<n>{NUM}) )?(?:chosen )?numbers be {_LIST}"
)
_OCCUR = re.compile(
    rf"(?:all |each )?(?:of )?(?:the )?(?:(?P<n>{NUM}) )?(?:numbers )?{_LIST} (?:all )?(?:occur|"
    r"appear|are|lie|belong)(?: all)? (?:in|to|on|from|among) the (?:given )?(?:list|set|numbers)"
    r"(?=$| [.;,])"
)


def take(reader: SentenceReader, at: int) -> int | None:
    """ "Choose the three numbers $1$, $3$ and $8$": a choice."""
    text = reader.phrase.text
    match = _TAKE.match(text, at) or _LET_BE.match(text, at) or _OCCUR.match(text, at)
    if match is None:
        return None
    taken: list[Term] = []
    for mark in match.group("list"):
        if is_formula(mark):
            for term in reader.phrase.formula(mark).terms:
                taken += term.args if isinstance(term, Call) and term.name == "set" else (term,)
    if not taken or not all(isinstance(each, Num) for each in taken):
        return None
    reader.scope.boxes.taken, reader.scope.boxes.pair = tuple(taken), False
    _claim(reader, Named("take", tuple(taken)), at, match.end())
    if match.group("n"):
        for prop in counted(reader.phrase.count(match.group("n")), len(taken)):
            _claim(reader, prop, at, match.end())
    return match.end()


_LET_THEM = re.compile(
    rf"(?:let|call|denote) (?:them|these(?: two)?(?: numbers)?|the two(?: chosen)?(?: numbers)?)"
    rf"(?: be| by)? ({F})(?: and ({F}))?(?=$| [.;,])"
)


def let_them(reader: SentenceReader, at: int) -> int | None:
    """ "Let them be $n$ and $n + 1$": two numbers of one box, where all boxes are such pairs."""
    match = _LET_THEM.match(reader.phrase.text, at)
    if match is None or not reader.scope.boxes.pair:
        return None
    terms = reader.phrase.terms(match.group(1) + (match.group(2) or ""))
    if len(terms) != 2 or not isinstance(terms[0], Var) or terms[0].name in reader.scope.known:
        return None
    first, second = terms
    if not isinstance(second, Add) or len(second.terms) != 2 or second.terms[0] != first:
        return None
    related = Call("difference", (second.terms[1],))
    _claim(reader, Named("each box", (related,)), at, match.end())
    reader.add(Declare((terms[0].name,), "integer"), at, match.end())
    reader.scope.known.add(terms[0].name)
    return match.end()


_CHECK = re.compile(r"(?:we|let us|one) (?:now |next )?(?:checks?|verify|verifies|show) that ")


def checked(reader: SentenceReader, at: int) -> int | None:
    """ "We check that two numbers in a box always have the sum 13": claimed, and seen at once."""
    match = _CHECK.match(reader.phrase.text, at)
    said = each_box(reader.phrase, match.end()) if match else None
    if said is None:
        return None
    for prop in said[0]:
        _claim(reader, prop, at, said[1])
    return said[1]


_Unit = Callable[["SentenceReader", int], "int | None"]
UNITS: tuple[_Unit, ...] = (
    item,
    checked,
    chosen,
    leave,
    remainders,
    placing,
    in_this,
    take,
    let_them,
)
