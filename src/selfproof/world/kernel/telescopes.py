"""Sums of differences of neighbours: what is left of them are the ends.

The sum of f(i) - f(i+1) from l to h is f(l) - f(h+1). A reader sees this when the summand is
written as such a difference, and only then.
"""

from __future__ import annotations

from selfproof.world.kernel.facts import Facts
from selfproof.world.kernel.normal import normal
from selfproof.world.poly import minus
from selfproof.world.terms import (
    ONE,
    Add,
    Div,
    Mul,
    Pow,
    SumOver,
    Term,
    Undefined,
    Var,
    add,
    mul,
    neg,
    substitute,
    variables,
)

_MOST_TERMS = 8


def collapsed(term: Term, facts: Facts) -> Term:
    """The term with every sum that telescopes as its ends; the same term where there is none.

    Raises:
        Undefined: a sum is not known to exist.
    """
    match term:
        case SumOver():
            return _ends(term, facts) or term
        case Add(terms):
            return add(*(collapsed(each, facts) for each in terms))
        case Mul(factors):
            return mul(*(collapsed(each, facts) for each in factors))
        case Div(top, bottom):
            return Div(collapsed(top, facts), collapsed(bottom, facts))
        case Pow(base, exponent):
            return Pow(collapsed(base, facts), exponent)
        case _:
            return term


def has_sum(term: Term) -> bool:
    """Whether a sum may telescope in it."""
    match term:
        case SumOver():
            return True
        case Add(parts) | Mul(parts):
            return any(map(has_sum, parts))
        case Div(top, bottom):
            return has_sum(top) or has_sum(bottom)
        case Pow(base, _):
            return has_sum(base)
        case _:
            return False


def _ends(term: SumOver, facts: Facts) -> Term | None:
    if not isinstance(term.body, Add) or len(term.body.terms) > _MOST_TERMS:
        return None
    normal(term, facts)  # it exists
    room = minus(normal(term.high, facts).num, normal(term.low, facts).num)
    least = facts.least(room)
    if least is None or least < -1:
        return None
    parts = term.body.terms
    for place, second in enumerate(parts):
        first = add(*parts[:place], *parts[place + 1 :])
        for one, two in ((first, second), (second, first)):
            start, end = _at(one, term.bound, term.low), _at(one, term.bound, add(term.high, ONE))
            if _cancel(one, two, term.bound, facts) and all(
                facts.exists(normal(each, facts)) for each in (start, end)
            ):
                return add(start, neg(end))
    return None


def _at(term: Term, index: str, value: Term) -> Term:
    return substitute(term, {index: value})


def _cancel(first: Term, second: Term, index: str, facts: Facts) -> bool:
    """Whether first(i + 1) + second(i) = 0."""
    i = Var("#")
    if i.name in variables(first) | variables(second):
        return False
    try:
        return not normal(add(_at(first, index, add(i, ONE)), _at(second, index, i)), facts).num
    except Undefined:
        return False
