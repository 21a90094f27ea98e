"""What the reader knows about a problem before it reads a proof of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from selfproof.world.language.tally_state import Setting, setting_of
from selfproof.world.latex import Names
from selfproof.world.latex.names import listed, words
from selfproof.world.problem import Problem
from selfproof.world.props import (
    And,
    Cong,
    Divides,
    Exists,
    Forall,
    Kind,
    Named,
    Prop,
    Rel,
    negation,
    terms_in,
    terms_of,
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
        state: The names of the numbers that it changes.
        start, target: Its states, where it has them.
        statement: What the problem says, for "the statement holds for n = k" and "the
            inequality"; of a problem to decide, what is to be decided.
        goals: All that is to be shown.
        rules: How sequences go on, with the name of the sequence.
        asked: What a `find value` problem asks for, as `Cong(asked, ..., modulus)` or
            `Rel("=", asked, ...)` has it: its left side, and the modulus.
        counts, setting: Whether something is counted in two ways, and the numbers for it.
        values: What the problem lets names stand for.
        pair: The two numbers whose greatest common divisor the problem is about.
        fraction: Numerator and denominator of the fraction in its statement.
        condition: What is to be solved.
        chosen, elements: How many numbers are chosen, where some are, and from which.
    """

    kinds: Mapping[str, Kind] = field(default_factory=dict)
    sequences: frozenset[str] = frozenset()
    points: frozenset[str] = frozenset()
    moves: int = 0
    state: tuple[str, ...] = ()
    start: tuple[Term, ...] = ()
    target: tuple[Term, ...] = ()
    statement: Prop | None = None
    rules: tuple[tuple[Forall, str], ...] = ()
    asked: Term | None = None
    modulus: Term | None = None
    values: Mapping[str, Term] = field(default_factory=dict)
    chosen: int = 0
    elements: tuple[Term, ...] = ()
    counts: bool = False
    setting: Setting = field(default_factory=Setting)
    goals: tuple[Prop, ...] = ()
    pair: tuple[Term, ...] = ()
    fraction: tuple[Term, ...] = ()
    condition: Prop | None = None

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
        tuple(each.name for each in states.get("state", ()) if isinstance(each, Var)),
        states.get("start", ()),
        states.get("target", ()),
        _statement(problem),
        tuple(
            (each, each.prop.left.name)
            for each in problem.hypotheses
            if isinstance(each, Forall)
            and isinstance(each.prop, Rel)
            and isinstance(each.prop.left, Call)
        ),
        asked,
        modulus,
        {
            p.left.name: p.right
            for p in problem.hypotheses
            if isinstance(p, Rel) and p.op == "=" and isinstance(p.left, Var)
        },
        _whole(states.get("choose", ())),
        states.get("choose", ())[1:],
        "degrees" in states or "table" in states,
        setting_of(tuple(p for p in problem.hypotheses if isinstance(p, Named))),
        tuple(each.show for each in problem.obligations),
        *_subjects(problem),
    )


def _subjects(problem: Problem) -> tuple[tuple[Term, ...], tuple[Term, ...], Prop | None]:
    """What a problem is about: two numbers, a fraction, an equation to be solved."""
    duty = problem.obligations[0] if problem.obligations else None
    if duty is None:
        return (), (), None
    pair: tuple[Term, ...] = ()
    for side in terms_of(duty.show)[:1] if isinstance(duty.show, Rel | Divides) else ():
        if isinstance(side, Call) and side.name == "gcd" and len(side.args) == 2:
            pair = side.args
    condition = None
    if problem.task == "find all" and duty.assume:
        condition = duty.assume[0] if len(duty.assume) == 1 else And(duty.assume)
    fraction: tuple[Term, ...] = ()
    if "\\frac" in problem.statement:
        if isinstance(condition, Divides):
            fraction = (condition.term, condition.divisor)
        elif pair:
            fraction = pair
    return pair, fraction, condition


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
