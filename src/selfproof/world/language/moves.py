"""Clauses about what moves do: which moves, to which quantity, and what stays as it is.

A clause is made of parts that can each be said in many ways: some moves ("move 3", "the first six
moves", "each of these"), an effect ("changes", "replaces", "leaves ... unchanged"), a quantity
("S", "the parity of p + q", "it", "the remainder of S on division by 7") and values. The encoding
is that of `kernel.process`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from selfproof.world.language.patterns import END, NUMBERS, ORDINALS, F, compiled
from selfproof.world.language.phrase import Change, Phrase, Said, Unclear, is_formula
from selfproof.world.props import Named, Prop, Rel
from selfproof.world.terms import TWO, ZERO, Num, Term, Var, add, num, sub

_COUNT = rf"(?:{F}|{'|'.join(NUMBERS)})"
_ORDINAL = "|".join(ORDINALS)
_LIST = rf"{F}(?:(?: ,)?(?: and)? {F})*"
_MOVES = re.compile(
    rf"(?:the )?moves?(?: numbers?)? (?P<list>{_LIST})"
    rf"|the (?P<ordinal>{_ORDINAL}) (?:move|one)"
    rf"|the first (?P<firsts>{_COUNT}) moves"
    rf"|(?:all (?:of )?)?(?P<these>these|those)(?: (?P<some>{_COUNT}))?(?: moves)?"
    rf"|each of (?P<each>these|those|them)(?: (?P<ones>{_COUNT}))?(?: moves)?"
    rf"|(?:all (?:of )?(?:the )?|the |both )(?P<count>{_COUNT} )?(?:allowed |possible )?moves"
    r"|(?:every|each|any)(?: single| allowed| possible| one of the)? moves?"
)
_NO_MOVE = re.compile(r"(?:no move|none of the moves)(?: ever)? (?:changes?|alters?|affects?) ")
_ADVERB = r"(?: (?:always|also|again|clearly|itself|both|all|each|then|therefore|thus|in turn))?"
_EFFECT = re.compile(
    rf"{_ADVERB} (?:(?P<add>changes?|increases?|raises?|alters?)"
    r"|(?P<sub>decreases?|reduces?|lowers?|diminish(?:es)?)"
    r"|(?P<put>replaces?|turns?|transforms?|makes?|sends?|takes?|maps?)"
    r"|(?P<keep>do(?:es)? not (?:change|alter|affect)|leaves?|preserves?|keeps?|fix(?:es)?"
    r"|ha(?:s|ve) no (?:effect|influence) on)"
    r"|(?P<plus>adds?)|(?P<minus>subtracts?))(?= )"
)
_DIVIDED = r"(?:modulo|mod|(?:on|upon|after|under) division by|when (?:it is )?divided by)"
_WHAT = re.compile(
    rf"(?:the parity of (?:the (?:number|sum|quantity) )?(?P<p>{F}|it)"
    rf"|the (?:remainder|residue|residue class) of (?:the (?:number|sum|quantity) )?(?P<r>{F}|it) "
    rf"{_DIVIDED} (?P<m>{F})"
    r"|(?P<parity>its parity)"
    rf"|its (?:remainder|residue|residue class) {_DIVIDED} (?P<im>{F})"
    r"|the (?P<ordinal>first|second|third) (?:component|coordinate|number|entry)"
    rf"|(?:the (?:value|number|quantity|sum|difference|expression)(?: of)? )?(?P<s>{F}|it)"
    r"(?: itself)?"
    rf"(?: (?:modulo|mod) (?P<sm>{F}))?"
    rf"|(?:the|this) quantity(?: (?:modulo|mod) (?P<qm>{F}))?)(?=$| )"
)
_UNCHANGED = re.compile(
    r"(?: (?:unchanged|as it (?:is|was)|the same|fixed|invariant|constant|at all|untouched))?" + END
)
_STAYS = re.compile(
    r" (?:(?:therefore|thus|hence) )?(?:never (?:ever )?changes|do(?:es)? not (?:ever )?change|"
    r"stays the same|remains (?:the same|constant|unchanged)|stays constant|"
    r"is (?:therefore |thus )?(?:an invariant|invariant|unchanged|constant|preserved|not changed|"
    r"never changed))"
    rf"(?: (?:modulo|mod) (?P<m>{F}))?"
    r"(?: (?:in|by|under|with|after|during) (?:every|each|any|all|the|of|these)(?: of)?"
    r"(?: the)? moves?)?" + END
)
_BY = re.compile(r" (?:by|with|into|to)(?= )")
_MULTIPLES = compiled(r" by (?:a )?multiples? of {F}")
_VALUES = re.compile(rf" (?P<list>{_LIST})(?:(?: ,)? respectively)?(?= |$)")
_COMMA = re.compile(r",\s*(?:\\(?:quad|qquad|[ ,;:])\s*)*")


@dataclass(frozen=True, slots=True)
class _What:
    """A quantity, and the modulus by which only its residue counts (0: itself)."""

    term: Term
    modulus: Term
    end: int


def moves_said(phrase: Phrase, at: int) -> Said | None:
    """Reads a clause about the effect of moves."""
    text = phrase.text
    nobody = _NO_MOVE.match(text, at)
    if nobody is not None:
        what = _what(phrase, nobody.end())
        if what is None:
            return None
        return Said([Named("invariant", (what.term, what.modulus))], what.end)
    said = _changes_are(phrase, at) or _each_time(phrase, at)
    if said is not None:
        return said
    found = _which(phrase, at)
    if found is not None:
        effect = _EFFECT.match(text, found[1])
        if effect is not None:
            return _effect(phrase, found[0], effect)
        return _multiples(phrase, *found)
    return _stays(phrase, at)


def _which(phrase: Phrase, at: int) -> tuple[list[int], int] | None:
    """The numbers of the moves that are spoken of."""
    match = _MOVES.match(phrase.text, at)
    if match is None:
        return None
    groups = match.groupdict()
    everything = list(range(1, phrase.scope.vocabulary.moves + 1))
    if groups["list"]:
        found = [_number(phrase, mark) for mark in groups["list"] if is_formula(mark)]
    elif groups["ordinal"]:
        found = [ORDINALS[groups["ordinal"]]]
    elif groups["firsts"]:
        found = everything[: phrase.count(groups["firsts"])]
    elif groups["these"] or groups["each"]:
        found = list(dict.fromkeys(change.move for change in phrase.scope.changes))
        _expect(phrase, groups["some"] or groups["ones"], found)
    else:
        found = everything
        _expect(phrase, groups["count"], found)
    if not found or not set(found) <= set(everything):
        raise Unclear("the moves are not clear")
    return found, match.end()


def _number(phrase: Phrase, mark: str) -> int:
    term = phrase.term(mark)
    if not isinstance(term, Num) or term.value.denominator != 1:
        raise Unclear("the number of a move is expected")
    return int(term.value)


def _expect(phrase: Phrase, count: str | None, found: Sequence[object]) -> None:
    if count and phrase.count(count.strip()) != len(found):
        raise Unclear("the number of moves does not fit")


def _what(phrase: Phrase, at: int) -> _What | None:
    match = _WHAT.match(phrase.text, at)
    if match is None:
        return None
    groups = match.groupdict()
    scope = phrase.scope
    modulus: Term = ZERO
    for name in ("m", "im", "sm", "qm"):
        if groups[name]:
            modulus = phrase.term(groups[name])
    if groups["p"] or groups["parity"]:
        modulus = TWO
    mark = groups["p"] or groups["r"] or groups["s"]
    if groups["ordinal"]:
        term = component(phrase, groups["ordinal"])
    elif mark and mark != "it":
        term = phrase.term(mark)
    elif scope.quantity is not None:
        term = scope.quantity
    else:
        raise Unclear("it is not clear what changes")
    scope.quantity = term
    return _What(term, modulus, match.end())


def component(phrase: Phrase, ordinal: str) -> Term:
    """The first, second, ... number of a state."""
    names = phrase.scope.vocabulary.state
    if ORDINALS[ordinal] > len(names):
        raise Unclear("there is no such component")
    return Var(names[ORDINALS[ordinal] - 1])


def _effect(phrase: Phrase, moves: list[int], effect: re.Match[str]) -> Said | None:
    text = phrase.text
    groups = effect.groupdict()
    if groups["plus"] or groups["minus"]:
        return _added(phrase, moves, effect.end(), bool(groups["minus"]))
    what = _what(phrase, effect.end() + 1)
    if what is None:
        return None
    if groups["keep"]:
        unchanged = _UNCHANGED.match(text, what.end)
        return None if unchanged is None else _kept(phrase, moves, what, unchanged.end())
    multiples = _MULTIPLES.match(text, what.end)
    if multiples is not None and not groups["put"]:
        modulus = phrase.term(multiples.group(1))
        return _kept(phrase, moves, _What(what.term, modulus, 0), multiples.end())
    by = _BY.match(text, what.end)
    if by is None or what.modulus != ZERO:
        return None
    values = _values(phrase, by.end(), len(moves))
    if values is None:
        return None
    found, links, end = values
    put = bool(groups["put"]) or by.group() in (" into", " to")
    return _becomes(phrase, moves, what.term, found, links, end, _HOW[bool(groups["sub"]), put])


_HOW = {(False, False): "+", (True, False): "-", (False, True): "=", (True, True): "="}


def _added(phrase: Phrase, moves: list[int], at: int, less: bool) -> Said | None:
    """ "adds 3 to S", "add to it 3 and 5"."""
    text = phrase.text
    side = " from" if less else " to"
    if text.startswith(side, at):
        what = _what(phrase, at + len(side) + 1)
        values = _values(phrase, what.end, len(moves)) if what is not None else None
        end = values[2] if values is not None else 0
    else:
        values = _values(phrase, at, len(moves))
        if values is None:
            return None
        if not text.startswith(side, values[2]):
            return _added_to_it(phrase, moves, values, less)
        what = _what(phrase, values[2] + len(side) + 1)
        end = what.end if what is not None else 0
    if what is None or values is None or what.modulus != ZERO:
        return None
    how = "-" if less else "+"
    return _becomes(phrase, moves, what.term, values[0], values[1], end, how)


_ENDS = re.compile(r"$| [.,;]| and\b")


def _added_to_it(
    phrase: Phrase, moves: list[int], values: tuple[list[Term], list[Prop], int], less: bool
) -> Said | None:
    """ "Move 1 adds $3$, move 2 subtracts $3$": to what is spoken of."""
    if phrase.scope.quantity is None or not _ENDS.match(phrase.text, values[2]):
        return None
    how = "-" if less else "+"
    return _becomes(phrase, moves, phrase.scope.quantity, *values, how)


def _values(phrase: Phrase, at: int, count: int) -> tuple[list[Term], list[Prop], int] | None:
    """As many values as there are moves, or one for all of them; equations that stand with them."""
    match = _VALUES.match(phrase.text, at)
    if match is None:
        return None
    raws = [
        part
        for mark in match.group("list")
        if is_formula(mark)
        for part in (_COMMA.split(phrase.raw(mark)) if count > 1 else [phrase.raw(mark)])
    ]
    if len(raws) not in (1, count):
        raise Unclear("there are not as many values as moves")
    found: list[Term] = []
    links: list[Prop] = []
    for raw in raws:
        formula = phrase.read(raw)
        first = formula.first if formula.props else formula.terms[0]
        if first is None or len(formula.terms) > 1:
            raise Unclear("a value is expected")
        found.append(first)
        links += formula.props
    return found * (count if len(raws) == 1 else 1), links, match.end()


def _becomes(
    phrase: Phrase,
    moves: list[int],
    before: Term,
    values: list[Term],
    links: list[Prop],
    end: int,
    how: str,
) -> Said:
    props: list[Prop] = []
    scope = phrase.scope
    for move, value in zip(moves, values, strict=True):
        after = {"+": add(before, value), "-": sub(before, value), "=": value}[how]
        props.append(Named("becomes", (num(move), before, after, ZERO)))
        scope.changes.append(Change(move, before, after, how != "="))
    scope.quantity, scope.group = before, len(moves) > 1
    if how == "=":
        last = next((each.right for each in reversed(links) if isinstance(each, Rel)), values[-1])
        scope.first, scope.last = last, last
    return Said([*links, *props], end)


def _kept(phrase: Phrase, moves: list[int], what: _What, end: int) -> Said:
    if len(moves) == phrase.scope.vocabulary.moves:
        return Said([Named("invariant", (what.term, what.modulus))], end)
    for move in moves:
        phrase.scope.changes.append(Change(move, what.term, what.term, True))
    args = [(num(move), what.term, what.term, what.modulus) for move in moves]
    return Said([Named("becomes", each) for each in args], end)


_ARE = re.compile(r" (?:is|are)(?: all| both| each)? ")
_THE_CHANGES = re.compile(
    r"(?:in (?:all|each|every|both|either|any)(?: of these)? cases? (?:, )?)?the change(?= is )|"
    rf"(?:(?:all|each|every one|both)(?: of)? )?(?:these|the|those)(?: (?P<count>{_COUNT}))? "
    r"(?:changes|numbers|values|amounts|differences)"
)
_MULTIPLE_OF = [
    (compiled(pattern), modulus)
    for pattern, modulus in (
        (r"(?:a )?multiples? of {F}", None),
        (r"divisible by {F}", None),
        (r"even(?: numbers)?", TWO),
    )
]


def _changes_are(phrase: Phrase, at: int) -> Said | None:
    """ "All these changes are multiples of 3"."""
    match = _THE_CHANGES.match(phrase.text, at)
    if match is None:
        return None
    changes = [change for change in phrase.scope.changes if change.adds]
    _expect(phrase, match.group("count"), changes)
    return _multiples(phrase, [change.move for change in changes], match.end())


def _multiples(phrase: Phrase, moves: list[int], at: int) -> Said | None:
    verb = _ARE.match(phrase.text, at)
    changes = [each for each in phrase.scope.changes if each.move in moves and each.adds]
    if verb is None or not changes:
        return None
    for pattern, modulus in _MULTIPLE_OF:
        match = pattern.match(phrase.text, verb.end())
        if match is not None:
            m = modulus or phrase.term(match.group(1))
            props: list[Prop] = [
                Named("becomes", (num(each.move), each.before, each.before, m)) for each in changes
            ]
            phrase.scope.partial = phrase.scope.group
            return Said(props, match.end())
    return None


def _stays(phrase: Phrase, at: int) -> Said | None:
    """ "S never changes modulo 3". Right after words about some of the moves, it is said of
    these."""
    what = _what(phrase, at)
    verb = _STAYS.match(phrase.text, what.end) if what is not None else None
    if what is None or verb is None:
        return None
    modulus = phrase.term(verb.group("m")) if verb.group("m") else what.modulus
    told = sorted({each.move for each in phrase.scope.changes if each.before == what.term})
    if phrase.scope.partial and len(told) < phrase.scope.vocabulary.moves:
        args = [(num(move), what.term, what.term, modulus) for move in told]
        return Said([Named("becomes", each) for each in args], verb.end())
    return Said([Named("invariant", (what.term, modulus))], verb.end())


_EACH_TIME = re.compile(
    rf"(?:each|every) time(?: ,)? (?:both (?:components|numbers|coordinates)|(?P<s>{F})|"
    r"the (?P<ordinal>first|second|third) (?:component|number|coordinate)) "
    r"(?:(?:go|goes) (?:(?P<up>up)|down)|(?P<more>increases?|grows?|rises?)|"
    rf"(?:decreases?|drops?|falls?)) by (?P<by>{F})"
)


def _each_time(phrase: Phrase, at: int) -> Said | None:
    """ "Each time both components go down by 3", of the move that is used."""
    match = _EACH_TIME.match(phrase.text, at)
    if match is None or not phrase.scope.plan:
        return None
    names = [Var(name) for name in phrase.scope.vocabulary.state]
    if match.group("ordinal"):
        terms: list[Term] = [component(phrase, match.group("ordinal"))]
    else:
        terms = [phrase.term(match.group("s"))] if match.group("s") else list(names)
    value = phrase.term(match.group("by"))
    join = add if match.group("up") or match.group("more") else sub
    move = num(phrase.scope.plan[0])
    return Said(
        [Named("becomes", (move, term, join(term, value), ZERO)) for term in terms], match.end()
    )
