"""A sentence while it is read: its skeleton, its formulas, and what is known so far."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from selfproof.world.language.patterns import NUMBERS
from selfproof.world.language.statements import Reason
from selfproof.world.language.text import FIRST, LAST, Skeleton
from selfproof.world.language.vocabulary import Vocabulary
from selfproof.world.latex import Failure, Formula, Names, parse_formula
from selfproof.world.props import (
    And,
    Exists,
    Forall,
    Kind,
    Not,
    Or,
    Prop,
    Rel,
    with_terms,
)
from selfproof.world.props import free as free_in
from selfproof.world.terms import Add, Call, Num, Term, Var, add, num, substitute


class Unclear(Exception):
    """A phrase does not fit; the message says why. Never leaves this package."""


@dataclass(slots=True)
class Scope:
    """What the text has said so far, as far as reading needs it.

    Attributes:
        names: For `latex`.
        pending_case: A case was opened, and its condition may be the next sentence.
        known: Variables that mean something.
        statement: What is to be shown now.
        predicates: P in "let P(n) be the statement that ...", with its variable.
        first, last: The outer terms of the last chain, for "it" and "which".
        linked: Whether its links are equations and congruences only.
        summands: Of the last sum that ended a chain.
        slopes, vectors: Those that were spoken of.
        moves: Of "move 2 changes S by 3", the number of the move and S.
        line: The equation of the line that was spoken of last.
        squares: What is squared in the last sum of squares.
        inequalities: The last ones that were claimed.
        induction: An induction is going on, and its hypothesis is not yet said.
        hypothesized: An induction hypothesis was stated.
        modulus: Of "we work modulo 7".
        said: Something was claimed or supposed.
        pending_base: The place of the title of a base case without its value.
    """

    vocabulary: Vocabulary
    names: Names
    known: set[str]
    statement: Prop | None = None
    predicates: dict[str, tuple[str, Prop]] = field(default_factory=dict)
    first: Term | None = None
    last: Term | None = None
    linked: bool = False
    summands: tuple[Term, ...] = ()
    slopes: list[Term] = field(default_factory=list)
    vectors: list[Term] = field(default_factory=list)
    moves: list[tuple[Term, Term]] = field(default_factory=list)
    line: Rel | None = None
    squares: list[Term] = field(default_factory=list)
    inequalities: list[Rel] = field(default_factory=list)
    induction: bool = False
    hypothesized: bool = False
    pending_base: tuple[int, int] | None = None
    modulus: Term | None = None
    pending_case: bool = False
    said: bool = False

    def add_sequence(self, name: str) -> None:
        """From now on, `name` with an index or argument is an element of a sequence."""
        self.names = Names(self.names.sequences | {name}, self.names.points)

    def add_point(self, name: str) -> None:
        """From now on, `name` is a point."""
        self.names = Names(self.names.sequences, self.names.points | {name})

    def unknown(self, props: list[Prop]) -> list[str]:
        """Names in the propositions that mean nothing yet, in order of the alphabet."""
        return sorted(free(props) - self.known - self.names.points)

    def at(self, values: dict[str, Term]) -> Prop | None:
        """What is to be shown, with values put in."""
        if self.statement is None or not set(values) <= free([self.statement]):
            return None
        return put_in(self.statement, values)


def free(props: Iterable[Prop]) -> set[str]:
    """Free variables of all of them."""
    return set().union(*map(free_in, props))


def put_in(prop: Prop, values: dict[str, Term]) -> Prop:
    """A proposition with values for free variables; bound names are left alone."""
    match prop:
        case Not(inner):
            return Not(put_in(inner, values))
        case And(parts):
            return And(tuple(put_in(part, values) for part in parts))
        case Or(parts):
            return Or(tuple(put_in(part, values) for part in parts))
        case Exists(names, kind, inner) | Forall(names, kind, inner):
            kept = {name: value for name, value in values.items() if name not in names}
            return type(prop)(names, kind, put_in(inner, kept))
        case _:
            return with_terms(prop, lambda term: substitute(term, values))


@dataclass(slots=True)
class Said:
    """What a clause says, up to `end` of the skeleton.

    Attributes:
        props: All of them together.
        names, kind: "for some integer k": the names it speaks of as existing.
        reasons: Of "since" and "by".
        defined: "where S = a + b".
        closes: "in all cases".
        note: A word for what is no proposition: "absurd", "done", "filler".
    """

    props: list[Prop]
    end: int
    names: tuple[str, ...] = ()
    kind: Kind = "integer"
    reasons: tuple[Reason, ...] = ()
    defined: list[tuple[Term, Term]] = field(default_factory=list)
    closes: bool = False
    note: str = ""

    @property
    def prop(self) -> Prop:
        """As one proposition."""
        whole = both(self.props)
        return Exists(self.names, self.kind, whole) if self.names else whole


def both(props: list[Prop]) -> Prop:
    """All of them as one."""
    return props[0] if len(props) == 1 else And(tuple(props))


class Grammar(Protocol):
    """The readers of clauses, for what reads parts of clauses and so is below them."""

    def core(self, phrase: Phrase, at: int, depth: int) -> Said | None:
        """A clause without what hangs on it."""
        ...

    def conjunction(self, phrase: Phrase, at: int, depth: int) -> Said | None:
        """Clauses joined by "and"."""
        ...


class Phrase:
    """One sentence."""

    def __init__(self, skeleton: Skeleton, scope: Scope, grammar: Grammar) -> None:
        self.skeleton = skeleton
        self.scope = scope
        self.grammar = grammar
        self.text = skeleton.text
        self.why = ""
        self.side: list[Prop] = []

    def word(self, at: int) -> str:
        """The word at a place; `F` for a formula."""
        end = self.text.find(" ", at)
        word = self.text[at:] if end < 0 else self.text[at:end]
        return "F" if is_formula(word) else word

    def place(self, at: int, end: int) -> tuple[int, int]:
        """Where a part of the skeleton stands in the text."""
        return self.skeleton.place(at, end)

    def raw(self, mark: str) -> str:
        """A formula as written."""
        return self.skeleton.formulas[ord(mark) - FIRST]

    def formula(self, mark: str) -> Formula:
        """A formula, read.

        Raises:
            Unclear: It is not one.
        """
        return self.read(self.raw(mark))

    def read(self, raw: str) -> Formula:
        """The text of a formula, read."""
        scope = self.scope
        found = parse_formula(raw, scope.names, scope.modulus)
        if isinstance(found, Failure):
            shown = " ".join(raw.split())
            shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
            self.why = f"the formula {shown} is not read: {found.why}"
            raise Unclear(self.why)
        return found

    def names_within(self, marks: str) -> tuple[tuple[str, ...], list[Prop]]:
        """Names, with limits where they are written with them (`k \\ge 1`)."""
        try:
            return self.names(marks), []
        except Unclear:
            limits = self.props(marks)
        found = free(limits)
        new = found - (self.scope.known - set(self.scope.vocabulary.kinds))
        return tuple(sorted(new or found)), limits

    def term(self, mark: str) -> Term:
        """A formula that is a single term."""
        terms = self._as_terms(self.formula(mark))
        if len(terms) != 1:
            raise Unclear("a term is expected")
        return terms[0]

    def _as_terms(self, formula: Formula) -> tuple[Term, ...]:
        """Its terms; of `5 \\cdot 7 = 35` the first, and that it is so is claimed on the side."""
        first = formula.first
        if first is None or isinstance(first, Var) or formula.terms:
            return formula.terms
        if not all(isinstance(prop, Rel) and prop.op == "=" for prop in formula.props):
            return ()
        self.side += [prop for prop in formula.props if prop not in self.side]
        return (first,)

    def terms(self, marks: str) -> list[Term]:
        """The terms of a list of formulas."""
        found: list[Term] = []
        for mark in marks:
            if is_formula(mark):
                terms = self._as_terms(self.formula(mark))
                if not terms:
                    raise Unclear("a term is expected")
                found.extend(terms)
        return found

    def names(self, marks: str) -> tuple[str, ...]:
        """The variables of a list of formulas."""
        found = []
        for term in self.terms(marks):
            if not isinstance(term, Var):
                raise Unclear("a name is expected")
            found.append(term.name)
        return tuple(found)

    def props(self, marks: str) -> list[Prop]:
        """The propositions of a list of formulas."""
        found: list[Prop] = []
        for mark in marks:
            if is_formula(mark):
                formula = self.formula(mark)
                if not formula.props:
                    raise Unclear("an equation or inequality is expected")
                found.extend(formula.props)
        return found

    def count(self, word: str) -> int:
        """A count in digits or words."""
        if word in NUMBERS:
            return NUMBERS[word]
        term = self.term(word)
        if not isinstance(term, Num) or term.value.denominator != 1:
            raise Unclear("a number is expected")
        return int(term.value)

    def points(self, marks: str) -> tuple[Term, ...]:
        """Points, also those of lines (`AB`) and polygons, in order."""
        found: list[Term] = []
        for term in self.terms(marks):
            found.extend(points_of(term))
        return tuple(found)


def points_of(term: Term) -> tuple[Term, ...]:
    """A, or the points of AB or ABC."""
    if isinstance(term, Var):
        return (term,)
    if isinstance(term, Call) and term.name in ("polygon", "vector"):
        return term.args
    inner = term.args[0] if isinstance(term, Call) and term.name == "sqrt" else None
    if isinstance(inner, Call) and inner.name == "dist2":
        return inner.args
    raise Unclear("points are expected")


def is_formula(mark: str) -> bool:
    """Whether a character stands for a formula."""
    return len(mark) == 1 and FIRST <= ord(mark) < LAST


_INDEX = re.compile(r"\s*([A-Za-z])\s*=\s*(.+)\Z", re.DOTALL)


def index_values(phrase: Phrase, mark: str) -> tuple[str, list[Term]]:
    """The name and the values of `n = 1, 2` or `n = k, k + 1, \\dots, k + 3`.

    Raises:
        Unclear: It is something else.
    """
    match = _INDEX.match(phrase.raw(mark))
    if match is None:
        raise Unclear("a value is expected")
    name, rest = match.groups()
    values: list[Term] = []
    dotted = False
    for part in rest.replace("\\text{ and }", ",").split(","):
        if part.strip() in ("\\dots", "\\ldots", "\\cdots", "..."):
            dotted = True
            continue
        formula = phrase.read(part)
        if len(formula.terms) != 1:
            raise Unclear("a value is expected")
        if dotted:
            values += _between(values, formula.terms[0])
            dotted = False
        values.append(formula.terms[0])
    if not values or dotted:
        raise Unclear("a value is expected")
    return name, values


def _between(values: list[Term], last: Term) -> list[Term]:
    """What the dots in k, k + 1, ..., k + 3 stand for."""
    offsets = [_offset(value) for value in (*values, last)]
    base = offsets[0][0] if offsets else ""
    if len(values) < 1 or any(name != base for name, _ in offsets):
        raise Unclear("the dots are not clear")
    start, end = offsets[-2][1], offsets[-1][1]
    if not 0 < end - start <= 12:
        raise Unclear("the dots are not clear")
    return [_shifted(base, by) for by in range(start + 1, end)]


def _offset(term: Term) -> tuple[str, int]:

    if isinstance(term, Var):
        return term.name, 0
    if isinstance(term, Num) and term.value.denominator == 1:
        return "", int(term.value)
    if isinstance(term, Add) and len(term.terms) == 2:
        name, by = term.terms
        if isinstance(name, Var) and isinstance(by, Num) and by.value.denominator == 1:
            return name.name, int(by.value)
    raise Unclear("the dots are not clear")


def _shifted(name: str, by: int) -> Term:

    return add(Var(name), num(by)) if name else num(by)
