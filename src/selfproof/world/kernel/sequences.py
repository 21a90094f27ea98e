"""Which sequences have integer values, from how they are defined.

A sequence with integer first values, in which every later element is a polynomial with integer
coefficients in the index and in elements before it, has integer values: a reader takes this for
granted, and congruences of elements need it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from selfproof.world.props import And, Forall, Kind, Or, Prop, Rel
from selfproof.world.terms import Add, Call, Mul, Num, Pow, Term, Var

if TYPE_CHECKING:
    from selfproof.world.kernel.known import Known

_FIRST: dict[Kind, int] = {"natural": 0, "positive integer": 1}
_MOST_GUARDS = 4


class Rule(NamedTuple):
    """name_{bound + shift} = value for all integers bound >= first."""

    bound: str
    shift: int
    first: int
    value: Term


def integer_from(name: str, facts: Known) -> int | None:
    """The least index from which all elements are known to be integers, None without one."""
    if name not in facts.elements:
        return None
    known = sorted(_integer_indices(name, facts))
    for general in facts.general:
        for rule in rules(name, general):
            back = _furthest_back(rule, name)
            if back is None:
                continue
            start = rule.first + back
            needed = range(start, rule.first + rule.shift)
            if len(needed) <= len(known) and all(index in known for index in needed):
                return start
    return None


def _integer_indices(name: str, facts: Known) -> Iterator[int]:
    for equation in facts.elements.get(name, ()):
        match equation:
            case Rel("=", Call(called, (Num(index),)), Num(value)) if called == name:
                if index.denominator == 1 and value.denominator == 1:
                    yield int(index)
            case Rel("=", Call(called, (Num(index),)), Mul((Num(a), Num(b)))) if called == name:
                if index.denominator == a.denominator == b.denominator == 1:
                    yield int(index)


def rules(name: str, general: Forall) -> Iterator[Rule]:
    """The rules that a general statement gives for a sequence."""
    if len(general.names) != 1:
        return
    bound = general.names[0]
    for equation, first in _equations(general.prop, bound, _FIRST.get(general.kind)):
        shift = _shift(equation.left, name, bound)
        if shift is not None and first is not None:
            yield Rule(bound, shift, first, equation.right)


def _equations(prop: Prop, bound: str, first: int | None) -> Iterator[tuple[Rel, int | None]]:
    match prop:
        case Rel("=", _, _):
            yield prop, first
        case And(parts):
            for part in parts:
                yield from _equations(part, bound, first)
        case Or(parts) if len(parts) <= _MOST_GUARDS:
            # "n < c or ..." holds the rest from c on.
            rest = []
            for part in parts:
                match part:
                    case Rel("<", Var(name), Num(c)) if name == bound and c.denominator == 1:
                        first = int(c) if first is None else max(first, int(c))
                    case _:
                        rest.append(part)
            if len(rest) == 1:
                yield from _equations(rest[0], bound, first)


def _shift(term: Term, name: str, bound: str) -> int | None:
    match term:
        case Call(called, (Var(index),)) if called == name and index == bound:
            return 0
        case Call(called, (Add((Var(index), Num(c))),)) if called == name and index == bound:
            return int(c) if c.denominator == 1 else None
        case _:
            return None


def _furthest_back(rule: Rule, name: str) -> int | None:
    """The lowest shift of an element in the rule's value; None where the value need not be an
    integer or speaks of later elements."""
    found = [rule.shift]
    if not _is_whole(rule.value, rule, name, found):
        return None
    earlier = found[1:]
    if any(shift >= rule.shift for shift in earlier):
        return None
    return min(found)


def _is_whole(term: Term, rule: Rule, name: str, found: list[int]) -> bool:
    match term:
        case Num(value):
            return value.denominator == 1
        case Var(index):
            return index == rule.bound
        case Add(parts) | Mul(parts):
            return all(_is_whole(part, rule, name, found) for part in parts)
        case Pow(base, Num(k)):
            return k.denominator == 1 and k >= 0 and _is_whole(base, rule, name, found)
        case Call():
            shift = _shift(term, name, rule.bound)
            if shift is not None:
                found.append(shift)
            return shift is not None
        case _:
            return False
