"""Adding up an equation for all values of an index: "we add these equations for $i = 1, 2, \\dots,
n$; the left sides telescope to $F(n) - F(0)$"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selfproof.world.language.patterns import END, F
from selfproof.world.language.phrase import Phrase, Said, Unclear
from selfproof.world.language.statements import Claim
from selfproof.world.latex.names import listed
from selfproof.world.props import Rel
from selfproof.world.terms import Num, SumOver, Term, Var, add, num, substitute, variables

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_ADD = re.compile(
    r"(?:(?:now )?(?:we|let us) (?:now |can |may |then )?(?:add|sum)|adding|summing)(?: up)? "
    r"(?:(?:these|the|all|this|last|of) )+(?:equations?|identity|identities|differences|relations?|"
    rf"equalit(?:y|ies))(?: up)? (?:for|over|from) (?P<range>{F})"
    r"(?:(?: ,)? (?:we (?:get|obtain|find|see)|gives|yields)(?: that)?|(?=$| [.:;,]))"
)
_RANGE = re.compile(
    r"\s*([a-z])\s*=\s*(\d+)\s*,(?:\s*(\d+)\s*,)?\s*\\(?:dots|ldots|cdots)\s*,\s*([^,=]+)\Z"
)
_SIDES = re.compile(
    r"the (?P<side>left|right)(?:-hand| hand)? sides (?:(?:then |now )?(?:telescope|add up|sum up|"
    rf"sum|collapse) to|add up to|give|have the sum) (?P<value>{F})"
)
_IS_SUMMAND = re.compile(
    rf" , which is (?:exactly |just |precisely )?the (?:{F}(?: ?-?th)? |(?P<general>general) )"
    r"(?:summand|term)(?: (?:of|in) (?:our|the|this) sum)?" + END
)


def added(reader: SentenceReader, at: int) -> int | None:
    """The sums of both sides of the last equation are equal."""
    match = _ADD.match(reader.phrase.text, at)
    equation = reader.scope.claimed
    if match is None or not isinstance(equation, Rel) or equation.op != "=":
        return None
    index, low, high = _range(reader.phrase, match.group("range"))
    if index not in variables(equation.left) | variables(equation.right):
        raise Unclear("it is not clear what is added")
    sides = [SumOver(index, low, high, each) for each in (equation.left, equation.right)]
    reader.scope.summed = (sides[0], sides[1])
    reader.add(Claim(Rel("=", *sides)), at, match.end())
    reader.runs_on = match.group().endswith(tuple(listed("get obtain find see gives yields that")))
    return match.end()


def _range(phrase: Phrase, mark: str) -> tuple[str, Term, Term]:
    """i, 1 and n of `i = 1, 2, \\dots, n`."""
    match = _RANGE.match(phrase.raw(mark))
    if match is None:
        raise Unclear("it is not clear for which values")
    index, low, second, last = match.groups()
    high = phrase.read(last).terms
    if len(high) != 1 or (second is not None and int(second) != int(low) + 1):
        raise Unclear("it is not clear for which values")
    if index in variables(high[0]):
        raise Unclear("it is not clear for which values")
    return index, num(int(low)), high[0]


def sides_said(phrase: Phrase, at: int) -> Said | None:
    """ "The left sides telescope to $F(n) - F(0)$": those that were added up."""
    match = _SIDES.match(phrase.text, at)
    summed = phrase.scope.summed
    if match is None or summed is None:
        return None
    value = phrase.term(match.group("value"))
    return Said([Rel("=", summed[match.group("side") == "right"], value)], match.end())


def summand_suffix(phrase: Phrase, said: Said, depth: int) -> Said | None:
    """ "..., which is the $i$-th summand of our sum"."""
    match = _IS_SUMMAND.match(phrase.text, said.end)
    statement, last = phrase.scope.statement, phrase.scope.last
    whole = statement.left if isinstance(statement, Rel) else None
    if match is None or not isinstance(whole, SumOver) or last is None or not said.props:
        return said
    index: Term = Var(whole.bound)
    if not match.group("general"):
        terms = [phrase.term(mark) for mark in match.group() if len(mark) == 1 and mark > "\ue000"]
        index = add(terms[0], whole.low, num(-1)) if whole.low != num(1) else terms[0]
    if isinstance(index, Num) or not variables(index) <= variables(last):
        raise Unclear("it is not clear which summand is meant")
    # Said by the way: what is added up next is the equation before it.
    said.props = [Rel("=", last, substitute(whole.body, {whole.bound: index})), *said.props]
    said.end = match.end()
    return said


TABLE = ((listed("we let adding summing now"), added),)
