"""Clauses about moves and states; the encoding is that of `kernel.process`."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from selfproof.world.language.patterns import ORDINALS, F
from selfproof.world.language.phrase import Phrase, Unclear, is_formula
from selfproof.world.language.rows import Maker, Row, first_of_chain
from selfproof.world.props import Named, Prop
from selfproof.world.terms import (
    ZERO,
    Call,
    Point,
    Term,
    add,
    num,
    sub,
)

_ORDINAL = "|".join(ORDINALS)


_MOVE = (
    rf"(?:move(?: number)? (?P<i>{F})|the (?P<ordinal>{_ORDINAL}) (?:move|one)|the "
    rf"move (?P<j>{F}))(?: always| also| again| clearly| itself| then| in turn)?"
)


_EVERY = r"(?:every|each|any)(?: single| allowed| possible)? move(?: always)?"


def _move(phrase: Phrase, match: re.Match[str]) -> Term:
    groups = match.groupdict()
    if groups.get("ordinal"):
        return num(ORDINALS[groups["ordinal"]])
    return phrase.term(groups.get("i") or groups["j"])


def _becomes(
    phrase: Phrase, match: re.Match[str], make: Callable[[Term, Term], Term], chained: bool = True
) -> list[Prop]:
    move, state = _move(phrase, match), phrase.term(match.group("s"))
    value, links = first_of_chain(phrase, match.group("t"))
    phrase.scope.moves.append((move, state))
    return [*(links if chained else []), Named("becomes", (move, state, make(state, value), ZERO))]


def _kept(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    move, state = _move(phrase, match), phrase.term(match.group("s"))
    mark = match.groupdict().get("m")
    modulus = phrase.term(mark) if mark else ZERO
    phrase.scope.moves.append((move, state))
    return [Named("becomes", (move, state, state, modulus))]


def _invariant(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    mark = match.groupdict().get("m")
    modulus = phrase.term(mark) if mark else ZERO
    return [Named("invariant", (phrase.term(match.group("s")), modulus))]


def _all_multiples(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    modulus = phrase.term(match.group("m"))
    props: list[Prop] = [
        Named("becomes", (move, state, state, modulus)) for move, state in phrase.scope.moves
    ]
    if not props:
        raise Unclear("no changes were spoken of")
    return props


def state_of(term: Term) -> tuple[Term, ...]:
    """The values of a state: a pair, a triple, or one number."""
    if isinstance(term, Point):
        return (term.x, term.y)
    if isinstance(term, Call) and term.name == "tuple":
        return term.args
    return (term,)


def _reach(name: str) -> Maker:
    def make(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
        if not phrase.scope.vocabulary.start:
            raise Unclear("nothing can be reached")
        mark = match.groupdict().get("s")
        state = state_of(phrase.term(mark)) if mark else phrase.scope.vocabulary.target
        return [Named(name, state)]

    return make


def _goes(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    groups = match.groupdict()
    times = groups.get("times") or ""
    count = {"": 1, "once": 1, "twice": 2}.get(times.strip())
    if count is None:
        count = phrase.count(times.strip().removesuffix(" times"))
    before, after = (Call("state", state_of(phrase.term(groups[x]))) for x in ("a", "b"))
    return [Named("goes", (_move(phrase, match), num(count), before, after))]


def _arrows(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    if not phrase.scope.vocabulary.start:
        raise Unclear("an arrow is not clear")
    states = [Call("state", state_of(phrase.term(c))) for c in match.group() if is_formula(c)]
    return [Named("goes", (ZERO, num(1), a, b)) for a, b in pairwise(states)]


_S = rf"(?:the (?:value|number|quantity|residue|remainder|sum) (?:of )?)?(?P<s>{F})"


_MOD = rf"(?: (?:modulo|mod) (?P<m>{F}))?"


_IN_MOVES = (
    r"(?: (?:in|by|under|with|after|during) (?:every|each|any|all|all the|these|the|"
    r"all of the)(?: of the)? moves?)?"
)


_TIMES = (
    rf"(?P<times> once| twice| (?:{F}|three|four|five|six|seven|eight|nine|ten|eleven|"
    rf"twelve) times)?"
)


PROCESS_ROWS: list[Row] = [
    (
        rf"{_MOVE} (?:changes|increases|raises|alters) {_S} by (?P<t>{F})",
        lambda p, m: _becomes(p, m, add),
    ),
    (
        rf"{_MOVE} (?:decreases|reduces|lowers|diminishes) {_S} by (?P<t>{F})",
        lambda p, m: _becomes(p, m, sub),
    ),
    (rf"{_MOVE} adds (?P<t>{F}) to {_S}", lambda p, m: _becomes(p, m, add)),
    (rf"{_MOVE} subtracts (?P<t>{F}) from {_S}", lambda p, m: _becomes(p, m, sub)),
    (rf"{_MOVE} replaces {_S} (?:by|with|into) (?P<t>{F})", lambda p, m: _replaces(p, m)),
    (
        rf"{_MOVE} (?:turns|changes|transforms|makes|sends|takes|maps) {_S} (?:into|to) (?P<t>{F})",
        lambda p, m: _replaces(p, m),
    ),
    (
        rf"{_MOVE} (?:does not change|leaves|preserves|keeps|fixes) {_S}{_MOD}(?: "
        rf"unchanged| as it is| the same| fixed| invariant| at all)?",
        _kept,
    ),
    (rf"{_MOVE} changes {_S} by (?:a multiple|multiples) of (?P<m>{F})", _kept),
    (rf"{_EVERY} changes {_S} by (?:a multiple|multiples) of (?P<m>{F})", _invariant),
    (
        rf"{_EVERY} (?:leaves|preserves|keeps|fixes) {_S}{_MOD}(?: unchanged| as it is| "
        rf"the same| fixed| invariant)?",
        _invariant,
    ),
    (rf"no move (?:ever )?(?:changes|alters|affects) {_S}{_MOD}", _invariant),
    (rf"(?:all )?(?:the )?moves do not change {_S}{_MOD}", _invariant),
    (
        rf"{_S} is (?:an )?(?:invariant|unchanged|constant|preserved) (?:modulo|mod) "
        rf"(?P<m>{F}){_IN_MOVES}",
        _invariant,
    ),
    (rf"{_S} does not change (?:modulo|mod) (?P<m>{F}){_IN_MOVES}", _invariant),
    (
        rf"{_S}{_MOD} (?:never changes|does not (?:ever )?change|stays the same|remains "
        rf"the same|is (?:an )?invariant|is unchanged|never (?:ever )?changes|is constant|"
        rf"remains constant|remains unchanged|stays constant|is preserved|is not "
        rf"changed){_IN_MOVES}",
        _invariant,
    ),
    (
        rf"all (?:these|the|of these|of the) changes are (?:multiples of|divisible by) (?P<m>{F})",
        _all_multiples,
    ),
    (
        rf"(?:the (?:state|pair|triple|number|point|position|target|target state) "
        rf")?(?P<s>{F}) (?:can never be|cannot be|can not be|is never|is not|cannot ever "
        rf"be) (?:ever )?(?:reached|reachable|attained|obtained)",
        _reach("unreachable"),
    ),
    (rf"(?P<s>{F}) is unreachable", _reach("unreachable")),
    (
        r"the target(?: state)? (?:can never be|cannot be|is never|is not) (?:reached|reachable)",
        _reach("unreachable"),
    ),
    (
        rf"it is (?:not possible|impossible) to (?:reach|get to|arrive at|obtain) (?:the "
        rf"(?:state|pair|triple|number|position) )?(?P<s>{F})",
        _reach("unreachable"),
    ),
    (
        rf"(?:no (?:sequence of )?moves?|the moves never) leads? to (?:the (?:state|pair|"
        rf"triple|number) )?(?P<s>{F})",
        _reach("unreachable"),
    ),
    (
        rf"we (?:can never|cannot) (?:reach|get to|arrive at|obtain) (?P<s>{F})",
        _reach("unreachable"),
    ),
    (
        rf"(?:the (?:state|pair|triple|number|position) )?(?P<s>{F}) (?:can be reached|is "
        rf"reached|is reachable|can indeed be reached)",
        _reach("reachable"),
    ),
    (r"the target(?: state)? (?:can be reached|is reached|is reachable)", _reach("reachable")),
    (
        rf"{_MOVE}(?: ,)?(?: used| applied| done)?{_TIMES}(?: ,)? (?:leads|takes us|brings "
        rf"us|goes|gets us) from (?P<a>{F}) to (?P<b>{F})",
        _goes,
    ),
    (
        rf"(?:using|by|with|applying) {_MOVE}{_TIMES}(?: ,)? we (?:get|go|come|move|pass|"
        rf"arrive) from (?P<a>{F}) to (?P<b>{F})",
        _goes,
    ),
    (rf"(?P<a>{F})(?: arrow {F})+", _arrows),
]


def _replaces(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    move = _move(phrase, match)
    state = phrase.term(match.group("s"))
    value, links = first_of_chain(phrase, match.group("t"))
    phrase.scope.moves.append((move, state))
    return [*links, Named("becomes", (move, state, value, ZERO))]
