"""Sentences about sequences of moves: which moves are used, how often, and where they lead.

What a text announces ("we use move 1 three times", "ten moves are enough") is kept and compared
with what it does: a route that leads elsewhere, or is longer or shorter, is not the one announced.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from selfproof.world.language.patterns import NUMBERS, ORDINALS, F
from selfproof.world.language.phrase import Phrase, Said, Unclear, is_formula
from selfproof.world.language.process import state_at, state_of
from selfproof.world.language.statements import Claim, Declare, Filler
from selfproof.world.latex.names import listed
from selfproof.world.props import Named, Prop, Rel
from selfproof.world.terms import ZERO, Call, Num, Term, Var, add, mul, num, sub

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_COUNT = rf"(?:{F}|{'|'.join(NUMBERS)})"
_TIMES = rf"(?:once|twice|thrice|(?:{_COUNT}) (?:more )?times)"
_USED = rf"(?:move (?P<i>{F})|the (?P<ordinal>{'|'.join(ORDINALS)}) move)(?: (?P<times>{_TIMES}))?"
_MOST_MOVES = 200

_FIRST_WORDS = (
    r"(?:(?:first|next|then|finally|now|lastly|at last|after that|afterwards|again)(?: ,)? )*"
)
_USE = re.compile(
    _FIRST_WORDS + r"(?:we (?:can |may |now |then |first |next |finally )?)?"
    r"(?:use|apply|make|perform|take|carry out) "
)
_THEN = re.compile(
    r"(?: ,)?(?: and)?(?: then| next| finally| after that)*"
    r"(?: (?:we )?(?:use|apply|make))? (?=move)"
)
_ONE = re.compile(_USED)
_FROM = re.compile(
    rf"(?:starting|beginning|we start|we begin|start|begin) (?:from|with|at|in) "
    rf"(?:the (?:pair|state|start|triple) )?({F})"
)


def use_unit(reader: SentenceReader, at: int) -> int | None:
    """ "First we use move 1 three times, then move 2 once": announces these moves."""
    phrase, text, scope = reader.phrase, reader.phrase.text, reader.scope
    start = _USE.match(text, at)
    if start is None or not scope.vocabulary.start:
        return None
    plan: list[int] = []
    end = start.end()
    while (one := _ONE.match(text, end)) is not None:
        plan += [_number(phrase, one)] * _times(phrase, one.group("times"))
        end = one.end()
        then = _THEN.match(text, end)
        if then is None:
            break
        end = then.end()
    if not plan or len(plan) + len(scope.plan) > _MOST_MOVES:
        return None
    scope.plan += plan
    reader.add(Filler(), at, end)
    return end


def _times(phrase: Phrase, words: str | None) -> int:
    words = (words or "once").removesuffix(" times").removesuffix(" more")
    return {"once": 1, "twice": 2, "thrice": 3}.get(words) or phrase.count(words)


def _number(phrase: Phrase, match: re.Match[str]) -> int:
    if match.group("ordinal"):
        return ORDINALS[match.group("ordinal")]
    term = phrase.term(match.group("i"))
    if not isinstance(term, Num) or term.value.denominator != 1:
        raise Unclear("the number of a move is expected")
    return int(term.value)


def from_unit(reader: SentenceReader, at: int) -> int | None:
    """ "Starting from (1, 3), we ..."."""
    match = _FROM.match(reader.phrase.text, at)
    if match is None or not reader.scope.vocabulary.start:
        return None
    reader.scope.place = _state(reader.phrase, match.group(1))
    reader.scope.plan.clear()
    reader.add(Filler(), at, match.end())
    return match.end()


def _state(phrase: Phrase, mark: str) -> Call:
    state = state_at(phrase, mark)
    if len(state) != len(phrase.scope.vocabulary.start):
        raise Unclear("a state is expected")
    return Call("state", state)


_ARROWS = re.compile(rf"{F}(?: arrow {F})+")
_GIVES = re.compile(
    _USED
    + r" (?:then |now |always )?(?:gives|yields|leads to|takes us to|brings us to|leads us to|"
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
        states = [_state(phrase, mark) for mark in arrows.group() if is_formula(mark)]
        return Said(_along(phrase, states), arrows.end())
    gives = _GIVES.match(text, at)
    if gives is not None:
        after = state_at(phrase, gives.group("b"))
        if len(after) != len(scope.vocabulary.start):
            return _change_only(phrase, gives)
        moves = [_number(phrase, gives)] * _times(phrase, gives.group("times"))
        if scope.plan and scope.plan[: len(moves)] != moves:
            raise Unclear("another move was announced")
        scope.plan = scope.plan[len(moves) :]
        before, scope.place = _here(phrase), Call("state", after)
        return Said([_leg(before, Call("state", after), moves)], gives.end())
    leads = _LEADS.match(text, at)
    if leads is None or not scope.plan:
        return None
    mark = leads.group("b") or leads.group("c")
    place = _state(phrase, leads.group("a")) if leads.group("a") else _here(phrase)
    reached = _state(phrase, mark)
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
    move = num(_number(phrase, match))
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


_SO_MANY = re.compile(
    rf"(?:here is (?:a|one) (?:sequence|chain|list|possible sequence) of (?P<n>{_COUNT}) moves"
    r"(?: that (?:works|does it|leads to it|leads there))?"
    rf"|we (?:can )?(?:reach|get to|obtain) (?:it|the (?:pair|state|target)|this pair|(?P<s>{F})) "
    rf"(?:with|in|by|after|using) (?P<m>{_COUNT}) moves?"
    rf"|(?P<k>{_COUNT}) moves (?:are enough|suffice))"
)


def so_many_unit(reader: SentenceReader, at: int) -> int | None:
    """ "Here is a sequence of ten moves": what follows has to be one."""
    phrase, scope = reader.phrase, reader.scope
    match = _SO_MANY.match(phrase.text, at)
    if match is None or not scope.vocabulary.start:
        return None
    count = phrase.count(match.group("n") or match.group("m") or match.group("k"))
    state = state_of(phrase.term(match.group("s"))) if match.group("s") else scope.vocabulary.target
    prop = Named("reached in", (num(count), *state))
    scope.later.append(prop)
    reader.add(Filler(), at, match.end())
    return match.end()


_MOVE_LIST = rf"moves? {F}(?:(?: ,)?(?: and)?(?: move)? {F})*"
_NUMBERS_OF = re.compile(
    rf"(?:let|denote by|write|call) (?P<names>{F}(?:(?: ,)?(?: and)? {F})*)(?: be| denote| for)? "
    r"the numbers? of (?:times|uses|applications)(?: of| that| we use| we apply)? "
    rf"(?P<moves>{_MOVE_LIST})(?: (?:is|are|was|were))?(?: (?:used|applied|made))?"
    r"(?:(?: ,)? respectively)?"
)
_CONTAIN = re.compile(
    r"(?:let|suppose|assume|say)(?: that)?"
    r"(?: (?:it|we|the sequence|this sequence|such a sequence))?"
    r"(?: (?:contains?|uses?|apply|have used|used))? (?=move)"
)
_OFTEN = re.compile(
    rf"move ({F})(?: (?:is|was|be))?(?: (?:used|applied|made))?(?: exactly)? ({F}) times"
    r"(?: exactly)?(?:(?: ,)?(?: and)? (?=move)|(?=$| [.,;]))"
)


def counts_unit(reader: SentenceReader, at: int) -> int | None:
    """ "Let i and j be the numbers of times that move 1 and move 2 are used"."""
    phrase, text = reader.phrase, reader.phrase.text
    if not reader.scope.vocabulary.start:
        return None
    match = _NUMBERS_OF.match(text, at)
    pairs: list[tuple[str, str]] = []
    end = 0
    if match is not None:
        names, moves = (list(filter(is_formula, match.group(x))) for x in ("names", "moves"))
        if len(names) != len(moves):
            raise Unclear("there are not as many names as moves")
        pairs, end = list(zip(moves, names, strict=True)), match.end()
    elif (match := _CONTAIN.match(text, at)) is not None:
        end = match.end()
        while (often := _OFTEN.match(text, end)) is not None:
            pairs.append((often.group(1), often.group(2)))
            end = often.end()
    if not pairs:
        return None
    counts = tuple(Named("count", (phrase.term(a), phrase.term(b))) for a, b in pairs)
    names_of = tuple(each.args[1].name for each in counts if isinstance(each.args[1], Var))
    if len(names_of) != len(set(names_of)) or len(names_of) != len(counts):
        return None
    reader.add(Declare(names_of, "natural", counts), at, end)
    reader.scope.known |= set(names_of)
    return end


_MULTIPLE = rf"(?:(?P<{{0}}>twice|{_COUNT} times) )?"
_COMBINE = re.compile(
    r"(?:we )?(?P<how>add|adding|subtract|subtracting) "
    + _MULTIPLE.replace("{0}", "a")
    + r"the (?P<one>first|second|third|last) equation (?:to|from) "
    + _MULTIPLE.replace("{0}", "b")
    + r"the (?P<other>first|second|third|last)(?: one| equation)?"
)
_SAYS = re.compile(
    r"the (?P<which>first|second|third|last) equation (?:says|gives|means|implies|shows|yields|"
    r"tells us)(?: that)?(?= )"
)


def combine_unit(reader: SentenceReader, at: int) -> int | None:
    """ "We add three times the second equation to the first one": claims the sum."""
    phrase = reader.phrase
    match = _COMBINE.match(phrase.text, at)
    if match is None:
        return None
    one, other = (_equation(reader, match.group(each)) for each in ("one", "other"))
    a, b = (_factor(phrase, match.group(each)) for each in ("a", "b"))
    join = add if match.group("how").startswith("add") else sub
    left, right = (
        join(mul(b, y), mul(a, x)) for x, y in zip(_sides(one), _sides(other), strict=True)
    )
    reader.add(Claim(Rel("=", left, right)), at, match.end())
    return match.end()


def _sides(equation: Rel) -> tuple[Term, Term]:
    return equation.left, equation.right


def _factor(phrase: Phrase, words: str | None) -> Term:
    return num(_times(phrase, words)) if words else num(1)


def _equation(reader: SentenceReader, which: str) -> Rel:
    equations = reader.scope.equations
    place = len(equations) - 1 if which == "last" else ORDINALS[which] - 1
    if not 0 <= place < len(equations):
        raise Unclear("it is not clear which equation is meant")
    return equations[place]


def says_unit(reader: SentenceReader, at: int) -> int | None:
    """ "The first equation says that P"."""
    match = _SAYS.match(reader.phrase.text, at)
    if match is None or not reader.scope.equations:
        return None
    _equation(reader, match.group("which"))
    reader.runs_on = True
    return match.end()


_CONSTANTS = re.compile(
    rf"all (?:of )?(?:the )?(?P<count>{_COUNT} )?moves add (?:fixed|constant) (?:numbers|amounts|"
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


_COMPONENT = re.compile(
    r"(?:(?:looking at|for|from|comparing) )?the (?:first|second|third) "
    r"(?:components?|coordinates?|numbers?|entry|entries)(?: ,)? (?:gives|yields|shows|implies|"
    r"we (?:get|have|obtain|find|see))(?: that)?(?= )"
)


def component_unit(reader: SentenceReader, at: int) -> int | None:
    """ "The second component gives ...": what follows is the claim."""
    match = _COMPONENT.match(reader.phrase.text, at)
    if match is None or not reader.scope.vocabulary.start:
        return None
    reader.runs_on = True
    return match.end()


TABLE = (
    (
        listed("first next then finally now lastly at after we use apply make perform take"),
        use_unit,
    ),
    (listed("starting beginning we start begin"), from_unit),
    (listed("here we F") + listed(" ".join(NUMBERS)), so_many_unit),
    (listed("let denote write call suppose assume say"), counts_unit),
    (listed("we add adding subtract subtracting"), combine_unit),
    (("the",), says_unit),
    (listed("looking for from comparing the"), component_unit),
)
