"""Units about what single moves do to a state or to a quantity.

"Move 2 turns it into $(-2, 7)$", "**Move 1.** The new sum is $p + q + 2 = S + 2$", "after move 3
the sum is $S + 6$". The encoding is that of `kernel.process`, which compares each with the move.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from selfproof.world.kernel.normal import polynomial
from selfproof.world.language.patterns import ORDINALS, F
from selfproof.world.language.phrase import Change, Unclear
from selfproof.world.language.process import state_at
from selfproof.world.language.routes import state_call
from selfproof.world.language.statements import Claim, Filler
from selfproof.world.poly import minus
from selfproof.world.props import Cong, Named, Rel
from selfproof.world.terms import ZERO, Add, Call, Num, Point, Term, Var, num, sub

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_ORDINAL = "|".join(ORDINALS)
_MOVE = rf"(?:the )?(?:move(?: number)? (?P<i>{F})|(?P<ordinal>{_ORDINAL}) move)"
_STOP = r"(?=$| [.,;]| (?:and|so|which|because|since|as|but)\b)"
_TURNS = re.compile(
    _MOVE + r"(?: (?:now|then|again))? (?:turns|takes|transforms|sends|changes|brings|maps|makes) "
    rf"(?:(?P<it>it|this|this (?:pair|state|triple)|that)|(?:the (?:pair|state|triple) )?"
    rf"(?P<a>{F})) (?:in)?to (?:the (?:pair|state|triple) )?(?P<b>{F}){_STOP}"
)


def _number(reader: SentenceReader, match: re.Match[str]) -> int:
    if match.group("ordinal"):
        found = ORDINALS[match.group("ordinal")]
    else:
        term = reader.phrase.term(match.group("i"))
        found = int(term.value) if isinstance(term, Num) and term.value.denominator == 1 else 0
    if not 1 <= found <= reader.scope.vocabulary.moves:
        raise Unclear("there is no such move")
    return found


def turns(reader: SentenceReader, at: int) -> int | None:
    """ "Move 2 turns $(1, 6)$ into $(1 - 3, 6 + 1) = (-2, 7)$"; "it" is where the moves led."""
    match = _TURNS.match(reader.phrase.text, at)
    if match is None:
        return None
    phrase, scope = reader.phrase, reader.scope
    before = scope.place or Call("state", scope.vocabulary.start)
    if match.group("a"):
        formula = phrase.formula(match.group("a"))
        if formula.props or not isinstance(formula.terms[0], Point | Call):
            return None
        before = state_call(phrase, match.group("a"))
        if not all(isinstance(each, Num) for each in before.args):
            return None
    after = Call("state", state_at(phrase, match.group("b")))
    last = phrase.formula(match.group("b")).last
    for prop in phrase.side:
        reader.add(Claim(prop), at, match.end())
    phrase.side.clear()
    number = _number(reader, match)
    if scope.plan and scope.plan.pop(0) != number:
        raise Unclear("another move was announced")
    move = num(number)
    reader.add(Claim(Named("goes", (move, num(1), before, after))), at, match.end())
    scope.place = Call("state", (last.x, last.y)) if isinstance(last, Point) else after
    return match.end()


_TITLE = re.compile(_MOVE + r"(?P<end>$| :$| :(?= )| \.$)")


def title(reader: SentenceReader, at: int) -> int | None:
    """ "**Move 1.**": what follows is about this move."""
    match = _TITLE.match(reader.phrase.text, at) if at == 0 else None
    if match is None:
        return None
    reader.scope.move = _number(reader, match)
    reader.add(Filler(), at, match.end())
    return match.end()


_NEW = re.compile(
    rf"(?:(?:after (?:this move|{_MOVE}) ,? ?(?:we have |we get )?)?(?:the|its|our) "
    r"(?P<new>new )?(?P<what>sum|difference|total|value|quantity)"
    rf"(?: of (?:the two (?:numbers|components)|(?P<of>{F})))? (?:is|becomes|equals)"
    rf"(?: now| then)?|{_MOVE.replace('<i>', '<j>').replace('<ordinal>', '<which>')} "
    r"(?:gives|leads to|yields|produces) the (?:new )?(?P<made>sum|difference|total|value))"
    rf" (?P<v>{F})"
)


def new_value(reader: SentenceReader, at: int) -> int | None:
    """ "The new sum is $(p + 2) + (q - 5) = S - 3$": what the move of the title makes of it."""
    phrase, scope = reader.phrase, reader.scope
    match = _NEW.match(phrase.text, at)
    if match is None:
        return None
    groups = match.groupdict()
    move = scope.move
    if groups["i"] or groups["ordinal"]:
        move = _number(reader, match)
    elif groups["j"] or groups["which"]:
        mark = groups["j"]
        move = ORDINALS[groups["which"]] if not mark else _value(phrase.term(mark))
    elif not groups["new"] and "after this move" not in match.group():
        return None
    if not 1 <= move <= scope.vocabulary.moves:
        return None
    before = _before(reader, groups["what"] or groups["made"] or "", groups["of"])
    formula = phrase.formula(groups["v"])
    first = formula.first if formula.props else formula.terms[0]
    if before is None or first is None or isinstance(first, Point):
        return None
    end = match.end()
    reader.add(Claim(Named("becomes", (num(move), before, first, ZERO))), at, end)
    for prop in formula.props:
        if not isinstance(prop, Rel | Cong):
            return None
        reader.add(Claim(prop), at, end)
    ends = formula.props[-1] if formula.props else None
    if isinstance(ends, Cong):
        became = (num(move), before, ends.right, ends.modulus)
        reader.add(Claim(Named("becomes", became)), at, end)
    scope.changes.append(
        Change(move, before, ends.right if isinstance(ends, Cong) else first, True)
    )
    scope.quantity = before
    scope.first, scope.last = first, formula.last or first
    return end


def _value(term: Term) -> int:
    return int(term.value) if isinstance(term, Num) and term.value.denominator == 1 else 0


def _before(reader: SentenceReader, what: str, of: str | None) -> Term | None:
    """The quantity that is spoken of: "sum" and "difference" of the two numbers of a state, or a
    name that the text gave to it."""
    scope = reader.scope
    if of:
        return reader.phrase.term(of)
    names = [Var(name) for name in scope.vocabulary.state]
    if what in ("value", "quantity") or len(names) != 2:
        return scope.quantity
    whole = Add((names[0], names[1])) if what in ("sum", "total") else sub(names[0], names[1])
    if scope.quantity is not None:
        value = scope.quantity
        if isinstance(value, Var):
            value = scope.definitions.get(value.name, value)
        if not minus(polynomial(value), polynomial(whole)):
            return scope.quantity
    for name, value in scope.definitions.items():
        if name not in scope.vocabulary.state and not minus(polynomial(value), polynomial(whole)):
            return Var(name)
    return whole


_TRACKED = re.compile(
    r"(?:we|let us) (?:(?:now|first|only|just) )*(?:look|focus|concentrate)(?: only| just)? "
    r"(?:at|on) "
    rf"(?:the (?P<ordinal>first|second|third) (?:entry|number|component|coordinate)"
    rf"(?: (?P<name>{F}))?|(?P<s>{F}))(?: (?:modulo|mod) (?P<m>{F}))?(?= :|$)"
    rf"|(?:we|let us) (?:now |first )*(?:compute|see|check|determine|look at|examine|find out) how "
    rf"(?P<how>{F}) (?:changes|behaves)(?: under (?:each|the|every) moves?)?(?= :|$)"
)


def tracked(reader: SentenceReader, at: int) -> int | None:
    """ "We look only at the second entry $q$ modulo 3": what "it" is from here on."""
    match = _TRACKED.match(reader.phrase.text, at)
    if match is None:
        return None
    scope, groups = reader.scope, match.groupdict()
    mark = groups["s"] or groups["how"] or groups["name"]
    term = reader.phrase.term(mark) if mark else None
    if groups["ordinal"]:
        place = ORDINALS[groups["ordinal"]]
        if place > len(scope.vocabulary.state):
            return None
        named = Var(scope.vocabulary.state[place - 1])
        if term not in (None, named):
            return None
        term = named
    if term is None or isinstance(term, Point | Num):
        return None
    scope.quantity = term
    reader.add(Filler(), at, match.end())
    return match.end()


_NO_SUCH = re.compile(
    rf"there is no such sequence(?: of moves)?{_STOP}|such a sequence (?:of moves )?(?:cannot|does "
    rf"not) exist{_STOP}"
)
_GIVEN = re.compile(
    r"(?:we|i) (?:now )?(?:give|show|list|present|describe|write down) (?:a|one|the|such a) "
    r"(?:(?:possible|suitable|explicit) )?(?:sequence|list|chain)(?: of (?P<n>{N}) moves| of moves)"
    r"(?: that (?:works|does it|leads to it|leads there))?(?= :|$)".replace(
        "{N}", rf"(?:{F}|[a-z]+)"
    )
)


def sequence(reader: SentenceReader, at: int) -> int | None:
    """ "So there is no such sequence", "we give a sequence of four moves"."""
    text, scope = reader.phrase.text, reader.scope
    match = _NO_SUCH.match(text, at)
    if match is not None:
        reader.add(Claim(Named("unreachable", scope.vocabulary.target)), at, match.end())
        return match.end()
    match = _GIVEN.match(text, at)
    if match is None:
        return None
    if match.group("n"):
        count = num(reader.phrase.count(match.group("n")))
        scope.later.append(Named("reached in", (count, *scope.vocabulary.target)))
    reader.add(Filler(), at, match.end())
    return match.end()


_Unit = Callable[["SentenceReader", int], "int | None"]
UNITS: tuple[_Unit, ...] = (
    turns,
    title,
    new_value,
    tracked,
    sequence,
)
