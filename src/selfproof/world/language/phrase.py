"""A sentence while it is read: its skeleton, its formulas, and what is known so far."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol, TypeAlias

from selfproof.world.language.box_state import BoxState
from selfproof.world.language.moduli import ambient
from selfproof.world.language.patterns import NUMBERS
from selfproof.world.language.statements import Reason
from selfproof.world.language.tally_state import TallyState
from selfproof.world.language.text import FIRST, LAST, Skeleton
from selfproof.world.language.vocabulary import Vocabulary
from selfproof.world.latex import NO_MODULUS, Failure, Formula, Names, parse_formula
from selfproof.world.props import (
    And,
    Exists,
    Forall,
    Kind,
    Named,
    Not,
    Or,
    Prop,
    Rel,
    with_terms,
)
from selfproof.world.props import free as free_in
from selfproof.world.terms import Add, Call, Num, Term, Var, add, num, substitute, variables


class Unclear(Exception):
    """A phrase does not fit; the message says why. Never leaves this package."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a move was said to do: the value `before` becomes `after`; `adds`: by adding."""

    move: int
    before: Term
    after: Term
    adds: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its equation (two sides), two of its points, or a point and a direction.

    Attributes:
        relation: Of `kernel.plane`, what it means that a point is on it.
        args: What follows the point in that relation.
    """

    relation: str
    args: tuple[Term, ...]

    def has(self, point: Term) -> Prop:
        """The point is on it."""
        return Named(self.relation, (point, *self.args))


@dataclass(slots=True)
class Plane:
    """Points, lines and figures that the text has spoken of.

    Attributes:
        line: The line that was spoken of last.
        lines: Lines with names of their own, and equations of lines through two points.
        recent: Lines that were spoken of, the last one last.
        point: The point that was spoken of last.
        found: The points that the current line goes through by what was said of it.
        figure: The corners of the triangle or quadrilateral that was spoken of last.
        measure: What is computed for each point: a term in x and y, or "slope" of each line.
        measured: The points for which it was computed, with the values.
        values: What vectors were last said to be.
        segments: Those whose lengths were spoken of.
        corner: Of the angle that was spoken of last.
        contrary: What holds if a supposition of the last sentence does not.
        forms: Of "let f(x, y) = x + 2y", the terms in x and y.
    """

    line: Line | None = None
    lines: dict[str, Line] = field(default_factory=dict)
    recent: list[Line] = field(default_factory=list)
    point: Term | None = None
    found: tuple[Term, ...] = ()
    figure: tuple[Term, ...] = ()
    measure: Term | None = None
    measured: list[tuple[Term, Term]] = field(default_factory=list)
    forms: dict[str, Term] = field(default_factory=dict)
    values: dict[Term, Term] = field(default_factory=dict)
    segments: list[tuple[Term, Term]] = field(default_factory=list)
    corner: Term | None = None
    contrary: Prop | None = None

    def note(self, point: Term, value: Term) -> None:
        """What was computed for a point; a clause can be read more than once."""
        if (point, value) not in self.measured:
            self.measured.append((point, value))


Spoken: TypeAlias = "tuple[Term | None, Term | None, Term | None]"
"""What "it" and "which" mean, and the modulus of the chain that they stood in."""


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
        summands, squared: Of the last sum that ended a chain, and of the last such sum of squares.
        sides: Of the last equation; before there is one, of the equation to be solved.
        divisors: Those that were listed last, for "one of these".
        divided: Divisors, and what they were last said to divide.
        split: The factors of the last product that was said to be a number, and the number.
        candidates: The solutions, or candidates for them, that were listed last.
        pair: The last two things that were said together to be divided, for "them".
        product: The last product that ended a chain.
        listed: What was spoken of together last, as "25 and 12".
        summed: The sums of both sides of an equation that was added up for all values of an index.
        equation: The last one that stood alone.
        congruent: The modulus of the last chain, where it had one.
        condition: Of the last case that was opened.
        promise: What the text has just said it will show, for "this gives".
        values: The members of the last list of values.
        residues: What was said to have one of some residues: term, modulus, residues.
        predicated: The last subject of a verb, and what was said of it.
        slopes, vectors: Those that were spoken of.
        changes: Of "move 2 changes S by 3", in order.
        group: The last change was said of several moves at once.
        partial: The sentence goes on from what such a group does.
        quantity: S, of which the moves were said to change it, or which was named last.
        plan: Moves that the text says it uses, each as often as it does.
        place: The state to which the moves that were used have led.
        move: Whose title stands above.
        listed_plan: The plan was given as a list of moves ("first move 2, then move 3").
        step: The last value for which an induction hypothesis was stated, such as k.
        ends: Of the last chains.
        combined: The equation to which the text has just put two others together.
        aim: What the text has said last that it would show.
        equations: Those that were displayed or claimed by themselves, in order.
        later: Claims that are judged when all of the proof is known.
        plane: Points and lines that were spoken of.
        squares: What is squared in the last sums of squares.
        inequalities: The last ones that were claimed.
        induction: An induction is going on, and its hypothesis is not yet said.
        hypothesized: An induction hypothesis was stated.
        modulus: Of "we work modulo 7".
        named_modulus: What was named last as a modulus.
        said: Something was claimed or supposed.
        boxes, tally: Of the boxes of a pigeonhole problem, and of what is counted.
        sentence: The number of the sentence that is read.
        chain, identity: Outer terms of the last chain, and of the last chain of equations.
        named_identity: Of the last one that the text calls an identity.
        run: The last equations in a row, with the numbers of their sentences.
        definitions: What names of the text stand for.
        added: The greater sides of inequalities that were added up last.
        bounds: The last inequalities between sides that are both not 0.
        assigned: The last number that each variable was said to be.
        arbitrary: Names that stand for any value of their kind.
        exemplified: Particular values were taken as an example.
        claimed: The last claim.
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
    sides: tuple[Term, ...] = ()
    divisors: tuple[Term, ...] = ()
    divided: list[tuple[Term, Term]] = field(default_factory=list)
    split: tuple[tuple[Term, ...], Term] | None = None
    candidates: tuple[Prop, ...] = ()
    pair: tuple[Term, ...] = ()
    summands: tuple[Term, ...] = ()
    product: Term | None = None
    listed: tuple[Term, ...] = ()
    summed: tuple[Term, Term] | None = None
    equation: Rel | None = None
    congruent: Term | None = None
    condition: Prop | None = None
    promise: Prop | None = None
    values: tuple[Term, ...] = ()
    residues: list[tuple[Term, Term, list[Term]]] = field(default_factory=list)
    predicated: tuple[Term, Prop] | None = None
    squared: tuple[Term, ...] = ()
    slopes: list[Term] = field(default_factory=list)
    vectors: list[Term] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    move: int = 0
    listed_plan: bool = False
    group: bool = False
    partial: bool = False
    quantity: Term | None = None
    plan: list[int] = field(default_factory=list)
    place: Call | None = None
    step: Term | None = None
    ends: tuple[Term, ...] = ()
    combined: Rel | None = None
    aim: Prop | None = None
    equations: list[Rel] = field(default_factory=list)
    later: list[Prop] = field(default_factory=list)
    plane: Plane = field(default_factory=Plane)
    squares: list[list[Term]] = field(default_factory=list)
    inequalities: list[Rel] = field(default_factory=list)
    induction: bool = False
    hypothesized: bool = False
    pending_base: tuple[int, int] | None = None
    modulus: Term | None = None
    named_modulus: Term | None = None
    pending_case: bool = False
    said: bool = False
    boxes: BoxState = field(default_factory=BoxState)
    sentence: int = 0
    chain: tuple[Term, Term] | None = None
    identity: tuple[Term, Term] | None = None
    named_identity: tuple[Term, Term] | None = None
    run: list[tuple[int, Rel]] = field(default_factory=list)
    definitions: dict[str, Term] = field(default_factory=dict)
    bounds: list[Rel] = field(default_factory=list)
    added: tuple[Term, ...] = ()
    assigned: dict[str, Num] = field(default_factory=dict)
    arbitrary: set[str] = field(default_factory=set)
    exemplified: bool = False
    claimed: Prop | None = None
    tally: TallyState = field(default_factory=TallyState)

    @property
    def spoken(self) -> Spoken:
        """What "it" and "which" mean now, to be given back after words that do not change it."""
        return self.first, self.last, self.congruent

    @spoken.setter
    def spoken(self, meant: Spoken) -> None:
        self.first, self.last, self.congruent = meant

    def add_sequence(self, name: str) -> None:
        """From now on, `name` with an index or argument is an element of a sequence."""
        self.names = Names(self.names.sequences | {name}, self.names.points)

    def add_point(self, name: str) -> None:
        """From now on, `name` is a point."""
        self.names = Names(self.names.sequences, self.names.points | {name})

    def runs(self) -> list[list[Rel]]:
        """The equations that "these" may be: those of the last sentence with some, or all in a row,
        with or without the one that they are about."""
        if not self.run:
            return []
        rows = [each for _, each in self.run]
        last = [each for sentence, each in self.run if sentence == self.run[-1][0]]
        return [each for each in (last, rows, rows[1:]) if each]

    def unknown(self, props: list[Prop]) -> list[str]:
        """Names in the propositions that mean nothing yet, in order of the alphabet."""
        return sorted(free(props) - self.known - self.names.points)

    def about(self) -> str:
        """The one variable of the problem that the statement is about; empty if it is not one."""
        names = free([self.statement]) & set(self.vocabulary.kinds) if self.statement else set()
        return names.pop() if len(names) == 1 else ""

    def next_value(self) -> dict[str, Term]:
        """In an inductive step, the value for which the statement is to be shown."""
        name = self.about()
        return {name: add(self.step, num(1))} if name and self.step is not None else {}

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
        listed: The names as listed there, whether or not the clause has them.
        reasons: Of "since" and "by".
        defined: "where S = a + b".
        arbitrary: Names that stand for any integer from here on.
        closes: "in all cases".
        note: A word for what is no proposition: "absurd", "done", "filler".
    """

    props: list[Prop]
    end: int
    names: tuple[str, ...] = ()
    kind: Kind = "integer"
    reasons: tuple[Reason, ...] = ()
    defined: list[tuple[Term, Term]] = field(default_factory=list)
    arbitrary: tuple[str, ...] = ()
    closes: bool = False
    note: str = ""
    listed: tuple[str, ...] = ()

    @property
    def prop(self) -> Prop:
        """As one proposition."""
        whole = both(self.props)
        return Exists(self.names, self.kind, whole) if self.names else whole


def both(props: list[Prop]) -> Prop:
    """All of them as one."""
    return props[0] if len(props) == 1 else And(tuple(props))


def spelled_out(props: list[Prop]) -> list[Prop]:
    """`a = b = c = 0` as a value of each name; other propositions as they are."""
    links = [each for each in props if isinstance(each, Rel) and each.op == "="]
    sides = [side for each in links for side in (each.left, each.right)]
    value = sides[-1] if sides else None
    names = list(dict.fromkeys(side for side in sides if isinstance(side, Var)))
    joined = all(a.right == b.left for a, b in pairwise(links))
    plain = len(names) == len(links) == len(props) > 1 and isinstance(value, Num) and joined
    return [Rel("=", name, value) for name in names] if plain and value is not None else props


class Grammar(Protocol):
    """The readers of clauses, for what reads parts of clauses and so is below them."""

    def core(self, phrase: Phrase, at: int, depth: int) -> Said | None:
        """A clause without what hangs on it."""
        ...

    def conjunction(self, phrase: Phrase, at: int, depth: int) -> Said | None:
        """Clauses joined by "and"."""
        ...


class Phrase:
    """One sentence.

    Attributes:
        why: What could not be read, when something could not.
        side: Equations that stand where a term is expected.
        named: New names that are given a value where a term is expected.
    """

    def __init__(self, skeleton: Skeleton, scope: Scope, grammar: Grammar) -> None:
        self.skeleton = skeleton
        self.scope = scope
        self.grammar = grammar
        self.text = skeleton.text
        self.why = ""
        self.side: list[Prop] = []
        self.before = scope.last
        """What was written last before this sentence."""
        self.this: Term | None = None
        """What "this" is behind "since ...": what was spoken of before."""
        self.readings: dict[Prop, tuple[Prop, ...]] = {}
        """Other readings of claims about "the right side" and the like."""
        self.named: list[tuple[Var, Term]] = []

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

    def read(self, raw: str, modulus: Term | None = None) -> Formula:
        """The text of a formula, read; `modulus` of congruences that name none."""
        scope = self.scope
        found = parse_formula(raw, scope.names, modulus or self._modulus_of(raw))
        if isinstance(found, Failure) and found.why == NO_MODULUS:
            modulus = ambient(self)
            if modulus is not None:
                found = parse_formula(raw, scope.names, modulus)
        if isinstance(found, Failure):
            shown = " ".join(raw.split())
            shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
            self.why = f"the formula {shown} is not read: {found.why}"
            raise Unclear(self.why)
        return found

    def _modulus_of(self, raw: str) -> Term | None:
        """Of "we work modulo 7"; a new name in a set is one of its elements all the same."""
        scope = self.scope
        if scope.modulus is not None and "\\in" in raw:
            match = _ELEMENT.match(raw)
            if match is not None and match.group(1) not in scope.known:
                return None
        return scope.modulus

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
        if first is None or formula.terms:
            return formula.terms
        if isinstance(first, Var) and first.name in self.scope.known:
            return ()
        if not all(isinstance(prop, Rel) and prop.op == "=" for prop in formula.props):
            return ()
        if isinstance(first, Var):
            return self._defined(first, formula)
        self.side += [prop for prop in formula.props if prop not in self.side]
        return (first,)

    def _defined(self, name: Var, formula: Formula) -> tuple[Term, ...]:
        """A new name: $d$ divides $C = B - 2A$ says what C is, by the way."""
        first, *links = formula.props
        assert isinstance(first, Rel)
        if name.name in self.scope.known or self.scope.unknown([first]) != [name.name]:
            return ()
        if name.name in variables(first.right):
            return ()
        if (name, first.right) not in self.named:
            self.named.append((name, first.right))
            self.side += [prop for prop in links if prop not in self.side]
        return (name,)

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
        if not is_formula(word):
            raise Unclear("a number is expected")
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


_ELEMENT = re.compile(r"\s*([A-Za-z])\s*\\in\b")
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


_MOST_VALUES = 40


def statement_value(phrase: Phrase, mark: str) -> list[dict[str, Term]]:
    """Values of what the statement is about: `n = k + 1`, `k + 1`, `n = 1, 2`, `1 \\le n \\le 4`,
    or an element `a_{k+1}` of the sequence that it is about.

    Raises:
        Unclear: It is something else.
    """
    try:
        name, values = index_values(phrase, mark)
        return [{name: value} for value in values]
    except Unclear:
        pass
    name = phrase.scope.about()
    formula = phrase.formula(mark)
    if name and len(formula.terms) == 1:
        term = formula.terms[0]
        if isinstance(term, Call) and term.name in phrase.scope.vocabulary.sequences:
            return [{name: arg} for arg in term.args]
        return [{name: term}]
    match formula.props:
        case (Rel("<=", Num(low), Var(n)), Rel("<=" | "<" as op, Var(m), Num(high))) if n == m:
            whole = low.denominator == high.denominator == 1
            end = int(high) + (op == "<=")
            if whole and 0 < end - int(low) <= _MOST_VALUES:
                return [{n: num(value)} for value in range(int(low), end)]
    raise Unclear("a value is expected")


def _between(values: list[Term], last: Term) -> list[Term]:
    """What the dots in k, k + 1, ..., k + 3 stand for."""
    offsets = [offset(value) for value in (*values, last)]
    base = offsets[0][0] if offsets else ""
    if len(values) < 1 or any(name != base for name, _ in offsets):
        raise Unclear("the dots are not clear")
    start, end = offsets[-2][1], offsets[-1][1]
    if not 0 < end - start <= 12:
        raise Unclear("the dots are not clear")
    return [_shifted(base, by) for by in range(start + 1, end)]


def offset(term: Term) -> tuple[str, int]:
    """(n, 2) for n + 2."""
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
