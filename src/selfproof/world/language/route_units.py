"""Units about sequences of moves: which moves are used, how often, and what that adds up to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selfproof.world.language.clauses import clause
from selfproof.world.language.patterns import NUMBERS, ORDINALS, F
from selfproof.world.language.phrase import Phrase, Unclear, is_formula
from selfproof.world.language.process import state_of
from selfproof.world.language.routes import (
    COUNT,
    USED,
    number_of,
    same_equation,
    state_call,
    times_of,
)
from selfproof.world.language.statements import Claim, Declare, Filler
from selfproof.world.latex.names import listed
from selfproof.world.props import Named, Rel
from selfproof.world.terms import Term, Var, add, mul, num, sub

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_MOST_MOVES = 200
_FIRST_WORDS = (
    r"(?:(?:first|next|then|finally|now|lastly|at last|after that|afterwards|again)(?: ,)? )*"
)
_USE = re.compile(
    _FIRST_WORDS + r"(?:we (?:can |may |now |then |first |next |finally )?)?"
    r"(?:use|apply|make|perform|take|carry out) |(?:first|namely)(?: ,)? (?=move)"
)
_VERB = re.compile(r"use|apply|make|perform|take|carry out")
_THEN = re.compile(
    r"(?: ,)?(?: and)?(?: then| next| finally| after that)*"
    r"(?: (?:we )?(?:use|apply|make))? (?=move)"
)
_ONE = re.compile(USED)
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
        plan += [number_of(phrase, one)] * times_of(phrase, one.group("times"))
        end = one.end()
        then = _THEN.match(text, end)
        if then is None:
            break
        end = then.end()
    if not plan or len(plan) + len(scope.plan) > _MOST_MOVES:
        return None
    scope.plan += plan
    scope.listed_plan = not _VERB.search(start.group())
    reader.add(Filler(), at, end)
    return end


def from_unit(reader: SentenceReader, at: int) -> int | None:
    """ "Starting from (1, 3), we ..."."""
    match = _FROM.match(reader.phrase.text, at)
    if match is None or not reader.scope.vocabulary.start:
        return None
    reader.scope.place = state_call(reader.phrase, match.group(1))
    if not reader.scope.listed_plan:
        reader.scope.plan.clear()
    reader.add(Filler(), at, match.end())
    return match.end()


_SO_MANY = re.compile(
    rf"(?:here is (?:a|one) (?:sequence|chain|list|possible sequence) of (?P<n>{COUNT}) moves"
    r"(?: that (?:works|does it|leads to it|leads there))?"
    rf"|we (?:can )?(?:reach|get to|obtain) (?:it|the (?:pair|state|target)|this pair|(?P<s>{F})) "
    rf"(?:with|in|by|after|using) (?P<m>{COUNT}) moves?"
    rf"|(?P<k>{COUNT}) moves (?:are enough|suffice))"
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


_MULTIPLE = rf"(?:(?P<{{0}}>twice|{COUNT} times) )?"
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
    reader.scope.combined = Rel("=", left, right)
    return match.end()


def _sides(equation: Rel) -> tuple[Term, Term]:
    return equation.left, equation.right


def _factor(phrase: Phrase, words: str | None) -> Term:
    return num(times_of(phrase, words)) if words else num(1)


def _equation(reader: SentenceReader, which: str) -> Rel:
    equations = reader.scope.equations
    place = len(equations) - 1 if which == "last" else ORDINALS[which] - 1
    if not 0 <= place < len(equations):
        raise Unclear("it is not clear which equation is meant")
    return equations[place]


def says_unit(reader: SentenceReader, at: int) -> int | None:
    """ "The first equation says that P": P is this equation in another form."""
    match = _SAYS.match(reader.phrase.text, at)
    if match is None or not reader.scope.equations:
        return None
    meant = _equation(reader, match.group("which"))
    said = clause(reader.phrase, match.end() + 1)
    first = said.props[0] if said is not None and said.props else None
    if said is None or not isinstance(first, Rel) or not same_equation(first, meant):
        raise Unclear("this is not what the equation says")
    reader.claim(said, at)
    return said.end


_COMPONENT = re.compile(
    r"(?:(?:looking at|for|from|comparing) )?the (?P<which>first|second|third) "
    r"(?:components?|coordinates?|numbers?|entry|entries)(?: ,)? (?:gives|yields|shows|implies|"
    r"we (?:get|have|obtain|find|see))(?: that)?(?= )"
)


def component_unit(reader: SentenceReader, at: int) -> int | None:
    """ "The second component gives ...": the equation of this number of the state."""
    match = _COMPONENT.match(reader.phrase.text, at)
    if match is None or not reader.scope.vocabulary.start:
        return None
    said = clause(reader.phrase, match.end() + 1)
    if said is None or len(said.props) != 1 or said.names or said.defined:
        return None
    equation = said.props[0]
    if not isinstance(equation, Rel) or equation.op != "=":
        return None
    place = num(ORDINALS[match.group("which")])
    reader.add(Claim(Named("counted in", (place, equation.left, equation.right))), at, said.end)
    reader.claim(said, at)
    return said.end


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
