"""Exact values with sums, fractions and sequences, written apart from the kernel."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import prod
from typing import Any

from selfproof.world.latex import Formula, Names, parse_formula
from selfproof.world.props import And, Cong, Exists, Not, Or, Prop, Rel
from selfproof.world.terms import Add, Call, Div, Mul, Num, Pow, SumOver, Term, Var

Values = Mapping[str, Any]
Sequences = Mapping[str, Callable[[int], int | Fraction]]
_OPS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def number(term: Term, values: Values, sequences: Sequences | None = None) -> Fraction:
    """The value of a term."""
    match term:
        case Num(value):
            return Fraction(value)
        case Var(name):
            return Fraction(values[name])
        case Add(terms):
            return sum((number(each, values, sequences) for each in terms), Fraction(0))
        case Mul(factors):
            return prod((number(each, values, sequences) for each in factors), start=Fraction(1))
        case Pow(base, exponent):
            power = number(exponent, values, sequences)
            assert power.denominator == 1
            return number(base, values, sequences) ** int(power)
        case Div(top, bottom):
            return number(top, values, sequences) / number(bottom, values, sequences)
        case Call(name, (at,)) if sequences is not None:
            return Fraction(sequences[name](int(number(at, values, sequences))))
        case SumOver(index, low, high, body):
            first, last = int(number(low, values, sequences)), int(number(high, values, sequences))
            inner = ({**values, index: i} for i in range(first, last + 1))
            return sum((number(body, each, sequences) for each in inner), Fraction(0))
    raise NotImplementedError(term)


def holds(prop: Prop, values: Values, sequences: Sequences | None = None) -> bool:
    """Whether a proposition without quantifiers is true."""
    match prop:
        case Rel(op, left, right):
            return _OPS[op](number(left, values, sequences), number(right, values, sequences))
        case Cong(left, right, modulus):
            gap = number(left, values, sequences) - number(right, values, sequences)
            return gap % number(modulus, values, sequences) == 0
        case Not(inner):
            return not holds(inner, values, sequences)
        case And(parts):
            return all(holds(each, values, sequences) for each in parts)
        case Or(parts):
            return any(holds(each, values, sequences) for each in parts)
        case Exists(_, _, inner):
            return holds(inner, values, sequences)
    raise NotImplementedError(prop)


def false_formulas(
    text: str, choices: Iterable[Values], sequences: Sequences | None = None
) -> list[str]:
    """The equations, inequalities and congruences of a text that some of the values make false.
    Formulas with other variables are left out; every formula must be readable."""
    names, found = Names(frozenset(sequences or ())), []
    values = list(choices)
    for shown in re.findall(r"\$\$?([^$]+)\$\$?", text):
        formula = parse_formula(shown, names)
        assert isinstance(formula, Formula) or shown == "\\square", shown
        for prop in formula.props if isinstance(formula, Formula) else ():
            if isinstance(prop, Rel | Cong) and not _all_hold(prop, values, sequences):
                found.append(shown)
    return found


def _all_hold(prop: Prop, choices: list[Values], sequences: Sequences | None) -> bool:
    try:
        return all(holds(prop, values, sequences) for values in choices)
    except KeyError:
        return True
