"""Clauses about moves and states; the encoding is that of `kernel.process`."""

from __future__ import annotations

import re

from selfproof.world.language.patterns import NUMBERS, ORDINALS, F
from selfproof.world.language.phrase import Phrase, Said, Unclear, free
from selfproof.world.language.rows import Maker, Row
from selfproof.world.props import And, Cong, Divides, Named, Prop, Rel
from selfproof.world.terms import ZERO, Call, Point, Term, num

_ORDINAL = "|".join(ORDINALS)


_MOVE = (
    rf"(?:move(?: number)? (?P<i>{F})|the (?P<ordinal>{_ORDINAL}) (?:move|one)|the "
    rf"move (?P<j>{F}))(?: always| also| again| clearly| itself| then| in turn)?"
)


def _move(phrase: Phrase, match: re.Match[str]) -> Term:
    groups = match.groupdict()
    if groups.get("ordinal"):
        return num(ORDINALS[groups["ordinal"]])
    return phrase.term(groups.get("i") or groups["j"])


def state_at(phrase: Phrase, mark: str) -> tuple[Term, ...]:
    """The state that a formula is; of `(1 + 2, 3) = (3, 3)` the first, and that it is so is claimed
    on the side."""
    formula = phrase.formula(mark)
    if not isinstance(formula.first, Point):
        return state_of(phrase.term(mark))
    phrase.side += [prop for prop in formula.props if prop not in phrase.side]
    return state_of(formula.first)


def state_of(term: Term) -> tuple[Term, ...]:
    """The values of a state: a pair, a triple, or one number."""
    if isinstance(term, Point):
        return (term.x, term.y)
    if isinstance(term, Call) and term.name == "tuple":
        return term.args
    return (term,)


def of_state(name: str, prop: Prop) -> Prop:
    """A proposition about the numbers of a state, said of one state or of all."""
    match prop:
        case Rel("=", left, right):
            return Named(name, (left, right, ZERO))
        case Cong(left, right, modulus):
            return Named(name, (left, right, modulus))
        case Divides(divisor, term):
            return Named(name, (term, ZERO, divisor))
        case And(parts):
            return And(tuple(of_state(name, part) for part in parts))
    if free([prop]):
        raise Unclear("only equations and congruences can be said of a state")
    return prop


_EVERYWHERE = re.compile(
    r"(?: ,)? (?:at (?:all times|any time|every moment)(?: (?:of|during) the process)?|"
    r"after (?:any|every|each)(?: number of)? moves?|whatever moves? (?:we|are|is)(?: make| made| "
    r"use| used)?|no matter (?:which|what) moves (?:we|are) (?:make|made|use|used)|"
    r"(?:for|in) (?:every|each|all|any)(?: reachable)? (?:pairs?|states?)"
    r"(?: (?:that|which) (?:can be|is|are) (?:reached|reachable)| we can reach)?|"
    r"throughout(?: the (?:whole )?process)?|during the (?:whole )?process)"
)
_LASTING = re.compile(r" (?:always|stays?|remains?) ")


def always_said(phrase: Phrase, at: int, said: Said | None) -> Said | None:
    """ "S is always even", "S stays odd", "S is odd after any number of moves"."""
    if said is None or said.note or said.names or not said.props:
        return said
    suffix = _EVERYWHERE.match(phrase.text, said.end)
    if suffix is None and not _LASTING.search(phrase.text, at, said.end + 1):
        return said
    if any(isinstance(prop, Named) for prop in said.props):
        return said if suffix is None else None
    said.end = suffix.end() if suffix else said.end
    said.props = [of_state("always", prop) for prop in said.props]
    return said


def _reach(name: str) -> Maker:
    def make(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
        if not phrase.scope.vocabulary.start:
            raise Unclear("nothing can be reached")
        groups = match.groupdict()
        mark, start = groups.get("s"), groups.get("from")
        state = state_of(phrase.term(mark)) if mark else phrase.scope.vocabulary.target
        if start and state_of(phrase.term(start)) != phrase.scope.vocabulary.start:
            raise Unclear("the moves do not start there")
        if groups.get("n"):
            count = num(phrase.count(groups["n"]))
            return [Named(name, state), Named("reached in", (count, *state))]
        return [Named(name, state)]

    return make


def _goes(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    groups = match.groupdict()
    times = groups.get("times") or ""
    count = {"": 1, "once": 1, "twice": 2}.get(times.strip())
    if count is None:
        count = phrase.count(times.strip().removesuffix(" times"))
    before, after = (Call("state", state_at(phrase, groups[x])) for x in ("a", "b"))
    return [Named("goes", (_move(phrase, match), num(count), before, after))]


_TIMES = (
    rf"(?P<times> once| twice| (?:{F}|three|four|five|six|seven|eight|nine|ten|eleven|"
    rf"twelve) times)?"
)


_PAIR = r"(?:the (?:state|pair|triple|number|point|position|target|target state) )?"
_THIS = r"(?:this|the) (?:pair|state|triple|target|target state)"
_CANNOT = (
    r"(?:can never be|cannot be|can not be|is never|is not|cannot ever be)(?: ever)? "
    r"(?:reached|reachable|attained|obtained)|is unreachable"
)
_GET = r"(?:reach|get to|arrive at|obtain)"
PROCESS_ROWS: list[Row] = [
    (rf"(?:{_PAIR}(?P<s>{F})|{_THIS}) (?:{_CANNOT})", _reach("unreachable")),
    (
        rf"it is (?:not possible|impossible) to {_GET} (?:{_PAIR}(?P<s>{F})|{_THIS})",
        _reach("unreachable"),
    ),
    (
        rf"(?:no (?:sequence of )?moves?|the moves never) (?:leads?|can lead) to "
        rf"(?:{_PAIR}(?P<s>{F})|{_THIS})",
        _reach("unreachable"),
    ),
    (
        rf"we (?:can never|cannot) {_GET} (?:{_PAIR}(?P<s>{F})|{_THIS})",
        _reach("unreachable"),
    ),
    (
        rf"(?:{_PAIR}(?P<s>{F})|{_THIS}) (?:can(?: indeed)? be reached|is reached|is reachable)"
        rf"(?: (?:with|in|by|after|using) (?P<n>{F}|{'|'.join(NUMBERS)}) moves?)?",
        _reach("reachable"),
    ),
    (
        rf"(?:some|a) sequence of (?:the )?moves (?:leads|takes us)(?: from (?P<from>{F}))? to "
        rf"{_PAIR}(?P<s>{F})",
        _reach("reachable"),
    ),
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
]
