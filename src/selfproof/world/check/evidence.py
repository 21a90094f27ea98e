"""What a proof has visibly computed.

The kernel can check a base value or a solution by itself. A proof has to show it all the same, so
the checker keeps the numerical claims of the text, each as its sort and its values: "26 is
divisible by 13" is evidence for 13 | 5^2 + 1. Elements of sequences are remembered by name: what
was said of a_2 is evidence for a_2, and not for a_3 with the same value.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from selfproof.world.check.logic import free
from selfproof.world.kernel import Facts
from selfproof.world.kernel.normal import normal
from selfproof.world.language.vocabulary import FUNCTIONS
from selfproof.world.poly import constant
from selfproof.world.props import And, Cong, Divides, Is, Not, Or, Prop, Rel, terms_of
from selfproof.world.terms import (
    Add,
    Call,
    Exact,
    Mul,
    Num,
    Pow,
    Term,
    Undefined,
    children,
    num,
    variables,
)

T = TypeVar("T")
Key = tuple[object, ...]
Spoken = int | None
"""The value n = 1, 2, ... of the case that the text is in; None when it is in none."""


@dataclass(slots=True)
class Evidence:
    """Numerical claims that were verified, and elements of sequences that were spoken of."""

    waiting: list[tuple[Prop, Facts, Spoken]] = field(default_factory=list)
    keys: set[tuple[Key, Spoken]] = field(default_factory=set)
    elements: set[tuple[Term, Spoken]] = field(default_factory=set)
    numbers: list[tuple[frozenset[Exact], frozenset[Exact]]] = field(default_factory=list)

    def add(self, prop: Prop, facts: Facts, spoken: Spoken = None) -> None:
        """Keep a verified claim, if it is about numbers only."""
        if not free(prop):
            self.waiting.append((prop, facts, spoken))

    def mention(self, prop: Prop, spoken: Spoken = None) -> None:
        """Note the elements that a claim speaks of, right or wrong."""
        self.elements.update((each, spoken) for each in _elements(prop))

    def has(self, prop: Prop, facts: Facts, value: Spoken = None) -> bool:
        """The text has shown this, or the same with other writing; with a value n, not under the
        heading of another value."""
        match prop:
            case And(parts):
                return all(self.has(part, facts, value) for part in parts)
            case Or(parts):
                return any(self.has(part, facts, value) for part in parts)
            case _:
                elements = _elements(prop)
                if elements:
                    return all(_fits(self.elements, each, value) for each in elements)
                found = key(prop, facts)
                return found is not None and _fits(self._all_keys(), found, value)

    def puts_in(self, values: frozenset[Exact], exponents: bool = True) -> bool:
        """A claim was written with all of these numbers; in $3^2 - (-2)^2$ there is no 2 but in
        the exponents."""
        self._all_keys()
        return any(values <= (each if exponents else bases) for each, bases in self.numbers)

    def _all_keys(self) -> set[tuple[Key, Spoken]]:
        """Computed when they are asked for, which most proofs never do."""
        for prop, facts, spoken in self.waiting:
            self.numbers.append((numbers_in(prop), numbers_in(prop, exponents=False)))
            found = key(prop, facts)
            if found is not None:
                self.keys.add((found, spoken))
        self.waiting.clear()
        return self.keys


def _fits(known: Set[tuple[T, Spoken]], wanted: T, value: Spoken) -> bool:
    if value is None:
        return any(each == wanted for each, _ in known)
    return (wanted, None) in known or (wanted, value) in known


def numbers_in(prop: Prop, exponents: bool = True) -> frozenset[Exact]:
    """The numbers as they are written in a claim, with those in exponents or without."""
    found: set[Exact] = set()
    while isinstance(prop, Not):
        prop = prop.prop
    stack = list(terms_of(prop))
    while stack:
        term = stack.pop()
        if isinstance(term, Num):
            found.add(term.value)
        elif isinstance(term, Add):
            stack.append(term.terms[0])
            stack.extend(each for part in term.terms[1:] for each in _without_minus(part))
        else:
            base_only = isinstance(term, Pow) and not exponents
            stack.extend(children(term)[:1] if base_only else children(term))
    return frozenset(found)


def _without_minus(part: Term) -> tuple[Term, ...]:
    """What is subtracted: the -1 of a minus sign is no number that was written."""
    if isinstance(part, Mul) and part.factors[0] == num(-1) and len(part.factors) > 1:
        return part.factors[1:]
    return (part,)


def in_exponents(prop: Prop) -> bool:
    """There are names in exponents."""
    stack = list(terms_of(prop))
    while stack:
        term = stack.pop()
        if isinstance(term, Pow) and variables(term.exponent):
            return True
        stack.extend(children(term))
    return False


def _elements(prop: Prop) -> set[Term]:
    """Elements of sequences with a number as index: a_2."""
    found: set[Term] = set()
    stack = list(terms_of(prop))
    while stack:
        term = stack.pop()
        if isinstance(term, Call) and term.name not in FUNCTIONS and not variables(term):
            found.add(term)
        stack.extend(children(term))
    return found


def key(prop: Prop, facts: Facts) -> Key | None:
    """Equal for claims that say the same about the same numbers; None for other claims."""
    match prop:
        case Rel(op, left, right):
            values = (value(left, facts), value(right, facts))
            if op in (">", ">="):
                op, values = ("<" if op == ">" else "<="), values[::-1]
            return None if None in values else (op, *values)
        case Divides(divisor, term):
            return _divided(value(term, facts), value(divisor, facts))
        case Cong(left, right, modulus):
            first, second = value(left, facts), value(right, facts)
            if first is None or second is None:
                return None
            by = value(modulus, facts)
            if second == 0 or by is None:
                return _divided(first, by)
            return ("congruent", min(first, second), max(first, second), by)
        case Is(term, kind):
            number = value(term, facts)
            return None if number is None else (kind, number)
        case _:
            return None


def _divided(number: Exact | None, by: Exact | None) -> Key | None:
    return None if number is None or by is None else ("divides", number, by)


def value(term: Term, facts: Facts) -> Exact | None:
    """The number that a term is known to be."""
    try:
        found = normal(term, facts)
        top, bottom = constant(found.num), constant(found.den)
    except Undefined:
        return None
    if top is None or not bottom:
        return None
    return Fraction(top) / Fraction(bottom)
