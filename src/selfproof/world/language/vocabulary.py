"""What the reader knows about a problem before it reads a proof of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from selfproof.world.latex import Names
from selfproof.world.latex.names import listed, words
from selfproof.world.problem import Problem
from selfproof.world.props import (
    And,
    Cong,
    Exists,
    Kind,
    Named,
    Prop,
    Rel,
    negation,
    terms_in,
)
from selfproof.world.terms import Call, Num, Point, Term, Var, children

FUNCTIONS = words(
    "gcd lcm abs factorial binom sqrt min max floor set tuple state box row edge slope dist2 "
    "vector dot pairs total first second at polygon"
)
"""Calls that are no elements of sequences."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names of a problem; those that a proof introduces are added while it is read.

    Attributes:
        kinds: The variables with their kinds (the problem's givens).
        sequences: Names of sequences, such as `a` for a_n.
        points: Names of points.
        moves: How many moves a process has.
        start, target: Its states, where it has them.
        statement: What the problem says, for "the statement holds for n = k" and "the
            inequality"; of a problem to decide, what is to be decided.
        asked: What a `find value` problem asks for, as `Cong(asked, ..., modulus)` or
            `Rel("=", asked, ...)` has it: its left side, and the modulus.
        counts: Whether something is counted in two ways.
        chosen, elements: How many numbers are chosen, where some are, and from which.
    """

    kinds: Mapping[str, Kind] = field(default_factory=dict)
    sequences: frozenset[str] = frozenset()
    points: frozenset[str] = frozenset()
    moves: int = 0
    start: tuple[Term, ...] = ()
    target: tuple[Term, ...] = ()
    statement: Prop | None = None
    asked: Term | None = None
    modulus: Term | None = None
    chosen: int = 0
    elements: tuple[Term, ...] = ()
    counts: bool = False

    @property
    def names(self) -> Names:
        """For `latex`."""
        return Names(self.sequences, self.points)


def vocabulary_of(problem: Problem) -> Vocabulary:
    """The names that a proof of this problem can use without introducing them."""
    props = [*problem.hypotheses, *(each.show for each in problem.obligations)]
    states = {p.relation: p.args for p in problem.hypotheses if isinstance(p, Named)}
    points = frozenset(
        p.left.name
        for p in problem.hypotheses
        if isinstance(p, Rel) and isinstance(p.left, Var) and isinstance(p.right, Point)
    )
    asked, modulus = None, None
    if problem.task == "find value":
        if isinstance(problem.answer, Cong):
            asked, modulus = problem.answer.left, problem.answer.modulus
        elif isinstance(problem.answer, Rel):
            asked = problem.answer.left
    return Vocabulary(
        {given.name: given.kind for given in problem.givens},
        frozenset(_calls(props)) - FUNCTIONS,
        points | frozenset(_point_names(props)),
        sum(isinstance(p, Named) and p.relation == "move" for p in problem.hypotheses),
        states.get("start", ()),
        states.get("target", ()),
        _statement(problem),
        asked,
        modulus,
        _whole(states.get("choose", ())),
        states.get("choose", ())[1:],
        "degrees" in states or "table" in states,
    )


def _whole(terms: tuple[Term, ...]) -> int:
    return int(terms[0].value) if terms and isinstance(terms[0], Num) else 0


def _statement(problem: Problem) -> Prop | None:
    """What the problem says; the obligation to refute it says the opposite."""
    if not problem.obligations or problem.task in ("find all", "find value"):
        return None
    show = problem.obligations[0].show
    if not problem.truth and isinstance(show, Exists):
        inner = show.prop
        if isinstance(inner, And) and inner.parts:
            inner = inner.parts[-1]
        return negation(inner)
    return show


def _calls(props: Iterable[Prop]) -> set[str]:
    return {
        term.name
        for prop in props
        for term in _within(prop)
        if isinstance(term, Call) and term.args
    }


_OF_POINTS = frozenset(
    listed("collinear perpendicular parallel midpoint parallelogram concyclic concurrent")
) | {"equal lengths", "on line", "right angle"}


def _point_names(props: Iterable[Prop]) -> set[str]:
    return {
        term.name
        for prop in props
        if isinstance(prop, Named) and prop.relation in _OF_POINTS
        for term in prop.args
        if isinstance(term, Var)
    }


def _within(prop: Prop) -> list[Term]:
    """All terms in a proposition."""
    found: list[Term] = []
    stack: list[Term] = list(terms_in(prop))
    while stack:
        term = stack.pop()
        found.append(term)
        stack.extend(children(term))
    return found
