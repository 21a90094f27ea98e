"""What is not so: "in neither case $x^2 \\equiv 2$", "none of these is even", "the two sides are
never equal"; and that a solution was found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selfproof.world.language.patterns import END, NUMBERS
from selfproof.world.language.phrase import Phrase, Said, both
from selfproof.world.language.predicates import predicate
from selfproof.world.language.statements import Claim, EndCases
from selfproof.world.props import Exists, Rel, negation
from selfproof.world.terms import variables

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_COUNT = rf"(?:(?P<count>{'|'.join(NUMBERS)}) )?"
_NO_CASE = re.compile(
    rf"in (?:neither|none of (?:the|these)|no) {_COUNT}cases?(?: ,)? "
    r"(?:do we have |we have |can we have |does |is )?"
)
_POSSIBLE = re.compile(r" (?:hold|possible|occur|happen|true)" + END)


def in_no_case(reader: SentenceReader, at: int) -> int | None:
    """The cases are over, and what follows is denied."""
    match = _NO_CASE.match(reader.phrase.text, at)
    if match is None:
        return None
    formula = reader.phrase.text[match.end() : match.end() + 1]
    props = reader.phrase.props(formula) if "\ue000" <= formula <= "\uf000" else []
    if not props or both(props) == reader.scope.claimed:
        return None
    end = match.end() + 1
    more = _POSSIBLE.match(reader.phrase.text, end)
    reader.add(EndCases(), at, match.end())
    end = more.end() if more is not None else end
    reader.add(Claim(negation(both(props))), at, end)
    return end


_OF_THESE = re.compile(
    rf"(?P<none>none|neither)(?: of (?:these|them|those|the))?(?: {_COUNT}(?:numbers|values|"
    r"differences|sums|products|residues|integers|candidates|results))?(?= (?:is|are|equals?|"
    r"leaves?|divides?|has|can)\b)"
)


def none_of_these(phrase: Phrase, at: int, depth: int) -> Said | None:
    """Of what was listed last, one by one."""
    match = _OF_THESE.match(phrase.text, at)
    listed = phrase.scope.listed
    if match is None or not listed:
        return None
    size = NUMBERS.get(match.group("count") or "", len(listed))
    if size != len(listed) or (match.group("none") == "neither") != (len(listed) == 2):
        return None
    found = [predicate(phrase, match.end(), [subject]) for subject in listed]
    denied = [negation(both(each[0])) for each in found if each is not None]
    if found[0] is None or len(denied) < len(listed):
        return None
    return Said(denied, found[0][1])


_DIFFER = re.compile(
    r"the (?:two )?sides (?:of the equation )?(?:are (?:never|not) (?:equal|the same)|"
    r"(?:cannot|can never|never) (?:be equal|agree|coincide)|(?:always )?(?:differ|are different))"
    + END
)


def sides_differ(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "The two sides are never equal": of the equation of the problem."""
    match = _DIFFER.match(phrase.text, at)
    statement = phrase.scope.vocabulary.statement
    if match is None or not isinstance(statement, Rel) or not variables(statement.left):
        return None
    return Said([Rel("!=", statement.left, statement.right)], match.end())


_HAS = re.compile(
    r"(?:the|this|our)(?: given)? equation (?:does |indeed |in fact |therefore |thus )*(?:has|"
    r"have) (?:an? |at least one |such an? )?(?:integer |integral )?solutions?"
    r"(?: in (?:the )?integers)?" + END
)


def has_solution(reader: SentenceReader, at: int) -> int | None:
    """ "So the equation has an integer solution", where it is asked whether there is none."""
    match = _HAS.match(reader.phrase.text, at)
    goals = [each for each in reader.scope.vocabulary.goals if isinstance(each, Exists)]
    if match is None or len(goals) != 1:
        return None
    reader.add(Claim(goals[0]), at, match.end())
    return match.end()


TABLE = ((("in",), in_no_case), (("the", "this", "our"), has_solution))
