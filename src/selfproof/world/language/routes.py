"""Clauses about where moves lead: "(1, 2) -> (3, 1)", "move 1 gives (3, 1)".

What a text announces ("we use move 1 three times") is kept and compared with what it does: a route
that leads elsewhere, or is longer or shorter, is not the one announced.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise

from selfproof.world.kernel.forms import proportional
from selfproof.world.kernel.normal import polynomial
from selfproof.world.language.patterns import NUMBERS, ORDINALS, F
from selfproof.world.language.phrase import Phrase, Said, Unclear, is_formula
from selfproof.world.language.process import state_at
from selfproof.world.props import Named, Prop, Rel
from selfproof.world.terms import ZERO, Call, Num, Undefined, Var, add, num, sub

COUNT = rf"(?:{F}|{'|'.join(NUMBERS)})"
_TIMES = rf"(?:once|twice|thrice|(?:{COUNT}) (?:more )?times)"
USED = rf"(?:move (?P<i>{F})|the (?P<ordinal>{'|'.join(ORDINALS)}) move)(?: (?P<times>{_TIMES}))?"


def times_of(phrase: Phrase, words: str | None) -> int:
    words = (words or "once").removesuffix(" times").removesuffix(" more")
    return {"once": 1, "twice": 2, "thrice": 3}.get(words) or phrase.count(words)


def number_of(phrase: Phrase, match: re.Match[str]) -> int:
    if match.group("ordinal"):
        number = ORDINALS[match.group("ordinal")]
    else:
        term = phrase.term(match.group("i"))
        number = int(term.value) if isinstance(term, Num) else 0
    if not 1 <= number <= phrase.scope.vocabulary.moves:
        raise Unclear("there is no such move")
    return number


def state_call(phrase: Phrase, mark: str) -> Call:
    state = state_at(phrase, mark)
    if len(state) != len(phrase.scope.vocabulary.start):
        raise Unclear("a state is expected")
    return Call("state", state)


_ARROWS = re.compile(rf"{F}(?: arrow {F})+")
_GIVES = re.compile(
    USED + r" (?:then |now |always )?(?:gives|yields|leads to|takes us to|brings us to|leads us to|"
    rf"produces) (?P<b>{F})(?=$| [.,;)]| and| so| which)"
)
_LEADS = re.compile(
    r"(?:it|this|which|this move|they|these moves) (?:leads?|takes? us|brings? us|goes?|gets? us) "
    rf"(?:from (?P<a>{F}) )?to (?P<b>{F})"
    rf"|(?:we|and) (?:arrive at|get to|reach|come to|are at|end at|end in|get|obtain) (?P<c>{F})"
    r"(?=$| [.,;)]| and| so| which)"
)


def route_said(phrase: Phrase, at: int) -> Said | None:
    """Reads a clause about where moves lead: "(1, 2) -> (3, 1)", "move 1 gives (3, 1)"."""
    text, scope = phrase.text, phrase.scope
    arrows = _ARROWS.match(text, at)
    if arrows is not None:
        states = [state_call(phrase, mark) for mark in arrows.group() if is_formula(mark)]
        return Said(_along(phrase, states), arrows.end())
    gives = _GIVES.match(text, at)
    if gives is not None:
        after = state_at(phrase, gives.group("b"))
        if len(after) != len(scope.vocabulary.start):
            return _change_only(phrase, gives)
        moves = [number_of(phrase, gives)] * times_of(phrase, gives.group("times"))
        if scope.plan and scope.plan[: len(moves)] != moves:
            raise Unclear("another move was announced")
        scope.plan = scope.plan[len(moves) :]
        before, scope.place = _here(phrase), Call("state", after)
        return Said([_leg(before, Call("state", after), moves)], gives.end())
    leads = _LEADS.match(text, at)
    if leads is None or not scope.plan:
        return None
    mark = leads.group("b") or leads.group("c")
    place = state_call(phrase, leads.group("a")) if leads.group("a") else _here(phrase)
    reached = state_call(phrase, mark)
    prop = _leg(place, reached, scope.plan)
    scope.plan, scope.place = [], reached
    return Said([prop], leads.end())


def _here(phrase: Phrase) -> Call:
    """The state that was reached."""
    return phrase.scope.place or Call("state", phrase.scope.vocabulary.start)


def _change_only(phrase: Phrase, match: re.Match[str]) -> Said | None:
    """ "Move 1 gives 6 + 9 = 15", where the change of a quantity is worked out."""
    quantity = phrase.scope.quantity
    if quantity is None or phrase.scope.plan or match.group("times"):
        raise Unclear("what the move gives is not clear")
    formula = phrase.formula(match.group("b"))
    value = formula.first if formula.props else formula.terms[0]
    if value is None:
        raise Unclear("a value is expected")
    move = num(number_of(phrase, match))
    prop = Named("becomes", (move, quantity, add(quantity, value), ZERO))
    return Said([*formula.props, prop], match.end())


def _along(phrase: Phrase, states: list[Call]) -> list[Prop]:
    """The legs of a chain of states; by the moves that were announced, where some were."""
    scope = phrase.scope
    legs = list(pairwise(states))
    runs = [list(run) for _, run in groupby(scope.plan)]
    if not scope.plan:
        moves: list[list[int]] = [[0]] * len(legs)
    elif len(scope.plan) >= len(legs) and len(runs) != len(legs):
        moves = [[move] for move in scope.plan[: len(legs)]]
    elif len(scope.plan) == len(legs):
        moves = [[move] for move in scope.plan]
    elif len(runs) == len(legs):
        moves = runs
    else:
        raise Unclear("these are not the moves that were announced")
    scope.plan = scope.plan[sum(map(len, moves)) :]
    scope.place = states[-1]
    return [_leg(a, b, used) for (a, b), used in zip(legs, moves, strict=True)]


def _leg(before: Call, after: Call, moves: list[int]) -> Prop:
    """These moves lead from one state to another; 0 is some move."""
    runs = [(move, len(list(run))) for move, run in groupby(moves)]
    if len(runs) == 1:
        return Named("goes", (num(runs[0][0]), num(runs[0][1]), before, after))
    return Named("route", (before, after, *(num(each) for run in runs for each in run)))


def same_equation(one: Rel, other: Rel) -> bool:
    """The same equation, written in another way; of two identities, that they have the same sides,
    as each comes to 0 = 0."""
    try:
        p, q = (polynomial(sub(each.left, each.right)) for each in (one, other))
        if not p and not q:
            return not polynomial(sub(one.left, other.left))
    except Undefined:
        return False
    return bool(p and q) and proportional(p, q)


_CONSTANTS = re.compile(
    rf"all (?:of )?(?:the )?(?P<count>{COUNT} )?moves add (?:fixed|constant) (?:numbers|amounts|"
    rf"values) to (?P<names>{F} and {F}|the (?:state|pair)|both (?:components|numbers))"
    r"(?P<only>(?: ,)? so only (?:these|the|their) (?:counts|numbers) matter)?"
)
_TOTAL = re.compile(rf"the (?:total |whole )?change (?:of|in) ({F}) is ({F})")


def constants_said(phrase: Phrase, at: int) -> Said | None:
    """ "All moves add fixed numbers", "the total change of x is 7 - 3 = 4"."""
    vocabulary = phrase.scope.vocabulary
    match = _CONSTANTS.match(phrase.text, at)
    if match is not None:
        if match.group("count") and phrase.count(match.group("count").strip()) != vocabulary.moves:
            raise Unclear("the number of moves does not fit")
        return Said([Named("adds constants", ())], match.end())
    match = _TOTAL.match(phrase.text, at)
    if match is None or not vocabulary.target:
        return None
    term = phrase.term(match.group(1))
    formula = phrase.formula(match.group(2))
    value = formula.first if formula.props else formula.terms[0]
    if not isinstance(term, Var) or term.name not in vocabulary.state or value is None:
        return None
    place = vocabulary.state.index(term.name)
    change = sub(vocabulary.target[place], vocabulary.start[place])
    return Said([Rel("=", change, value), *formula.props], match.end())
