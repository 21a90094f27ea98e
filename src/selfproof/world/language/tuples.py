"""Tuples that stand for values of the problem's variables: "for $(3, 4)$"."""

from __future__ import annotations

import re

from selfproof.world.language.listing import assigned
from selfproof.world.language.patterns import F
from selfproof.world.language.phrase import Phrase, Said, Unclear, free, index_values, put_in
from selfproof.world.props import Or, Prop, Rel, negation
from selfproof.world.terms import Call, Mul, Point, Term, Var, num, substitute, variables

_SQUARES = re.compile(
    rf"only the squares of (?P<a>{F}) and (?P<b>{F}) (?:matter|enter(?: the equation)?|occur"
    r"(?: in the equation)?|appear(?: in the equation)?|are used|play a role)(?=$| [,.;])"
)


def only_squares(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "only the squares of $x$ and $y$ matter": the equation does not change with their signs."""
    match = _SQUARES.match(phrase.text, at)
    condition = phrase.scope.vocabulary.condition
    if match is None or not isinstance(condition, Rel):
        return None
    props: list[Prop] = []
    for mark in match.group("a", "b"):
        name = phrase.term(mark)
        if not isinstance(name, Var):
            return None
        minus: dict[str, Term] = {name.name: Mul((num(-1), name))}
        for side in (condition.left, condition.right):
            props.append(Rel("=", substitute(side, minus), side))
    return Said(props, match.end())


def values(phrase: Phrase, mark: str) -> Prop | None:
    """What $(3, 4)$ says of them, None when it is no such tuple."""
    names = list(phrase.scope.vocabulary.kinds)
    try:
        terms = phrase.formula(mark).terms
        if len(terms) != 1 or len(names) < 2 or not isinstance(terms[0], Point | Call):
            return None
        return assigned(names, terms[0])
    except Unclear:
        return None


_FOR_LATE = re.compile(rf" for (?:the pair )?(?P<value>{F})(?=$| [,.;]| and\b)")


_SEVERAL = re.compile(r"\s*[A-Za-z]\s*=[^=]*,")


def _at_each(phrase: Phrase, said: Said, match: re.Match[str]) -> Said:
    """ "... for $n = k, k + 1, \\dots, k + 5$": for each of these values."""
    name, indices = index_values(phrase, match.group("value"))
    if name not in free(said.props) or any(name in variables(each) for each in indices):
        raise Unclear("it is not clear for which values")
    said.props = [put_in(prop, {name: each}) for each in indices for prop in said.props]
    said.end = match.end()
    return said


def for_values_suffix(phrase: Phrase, said: Said, depth: int) -> Said | None:
    """ "... is $5$ for $(2, 3)$": if the variables have these values."""
    match = _FOR_LATE.match(phrase.text, said.end)
    if match is None or not said.props or said.names:
        return said
    if _SEVERAL.match(phrase.raw(match.group("value"))):
        return _at_each(phrase, said, match)
    prop = values(phrase, match.group("value"))
    if prop is None:
        return said
    said.props = [Or((negation(prop), each)) for each in said.props]
    said.end = match.end()
    return said
