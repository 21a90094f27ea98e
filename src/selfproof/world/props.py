"""Propositions about terms: what a proof can claim and a problem can ask.

Plain data. Words such as "even" or "is divisible by" become these when a sentence is read.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Literal, TypeAlias

from selfproof.world.node import node
from selfproof.world.terms import Term, variables

RelOp = Literal["=", "!=", "<", "<=", ">", ">="]
Kind = Literal[
    "integer",
    "natural",
    "positive integer",
    "rational",
    "real",
    "positive real",
    "nonnegative real",
    "prime",
    "odd prime",
    "square",
]
"""What a term can be. `natural` includes 0; `square` is a perfect square of an integer."""


@node
class Rel:
    """An equation or inequality. Points may be equal or not."""

    op: RelOp
    left: Term
    right: Term


@node
class Divides:
    """`divisor` divides `term` (both integers; 0 divides only 0)."""

    divisor: Term
    term: Term


@node
class Cong:
    """left ≡ right (mod modulus). Even is Cong(t, 0, 2), odd Cong(t, 1, 2)."""

    left: Term
    right: Term
    modulus: Term


@node
class Is:
    """`term` is of a kind."""

    term: Term
    kind: Kind


@node
class Named:
    """A relation with a name of its own.

    Of points: `collinear` (3 or more), `perpendicular`, `parallel` and `equal lengths` (of P0P1 and
    P2P3), `midpoint` (P0 of P1P2), `on line` (P0 on P1P2), `right angle` (at P1 in P0P1P2),
    `parallelogram` (P0P1P2P3), `concyclic` (4 or more), `concurrent` (P0P1, P2P3, P4P5, ...).
    Families add their own, such as `invariant` (term, modulus) or `reachable` (values of a state).
    """

    relation: str
    args: tuple[Term, ...]


@node
class Not:
    """The negation of a proposition that has no simpler one."""

    prop: Prop


@node
class And:
    """All of them; no parts is true."""

    parts: tuple[Prop, ...]


@node
class Or:
    """At least one of them; no parts is false."""

    parts: tuple[Prop, ...]


@node
class Exists:
    """There are values of `kind` for `names` such that `prop`."""

    names: tuple[str, ...]
    kind: Kind
    prop: Prop


@node
class Forall:
    """`prop` for all values of `kind` for `names`; used for induction hypotheses and moves."""

    names: tuple[str, ...]
    kind: Kind
    prop: Prop


Prop: TypeAlias = Rel | Divides | Cong | Is | Named | Not | And | Or | Exists | Forall

TRUE = And(())
FALSE = Or(())

_OPPOSITE: dict[RelOp, RelOp] = {
    "=": "!=",
    "!=": "=",
    "<": ">=",
    ">=": "<",
    ">": "<=",
    "<=": ">",
}


def negation(prop: Prop) -> Prop:
    """Its negation, in the simplest form."""
    match prop:
        case Rel(op, left, right):
            return Rel(_OPPOSITE[op], left, right)
        case Not(inner):
            return inner
        case And(parts):
            return Or(tuple(map(negation, parts)))
        case Or(parts):
            return And(tuple(map(negation, parts)))
        case _:
            return Not(prop)


def terms_of(prop: Prop) -> tuple[Term, ...]:
    """The terms that stand directly in it (not those of the propositions inside)."""
    match prop:
        case Rel(_, left, right):
            return (left, right)
        case Divides(divisor, term):
            return (divisor, term)
        case Cong(left, right, modulus):
            return (left, right, modulus)
        case Is(term, _):
            return (term,)
        case Named(_, args):
            return args
        case _:
            return ()


def terms_in(prop: Prop) -> tuple[Term, ...]:
    """The terms of a proposition, those of the propositions inside included."""
    match prop:
        case Not(inner) | Exists(_, _, inner) | Forall(_, _, inner):
            return terms_in(inner)
        case And(parts) | Or(parts):
            return tuple(term for part in parts for term in terms_in(part))
        case _:
            return terms_of(prop)


@lru_cache(maxsize=8_192)
def free(prop: Prop) -> frozenset[str]:
    """Names of its free variables."""
    match prop:
        case Not(inner):
            return free(inner)
        case And(parts) | Or(parts):
            return frozenset().union(*map(free, parts))
        case Exists(names, _, inner) | Forall(names, _, inner):
            return free(inner).difference(names)
        case _:
            return frozenset().union(*map(variables, terms_of(prop)))


def with_terms(prop: Prop, change: Callable[[Term], Term]) -> Prop:
    """An atomic proposition with its terms changed; others stay."""
    match prop:
        case Rel(op, left, right):
            return Rel(op, change(left), change(right))
        case Divides(divisor, term):
            return Divides(change(divisor), change(term))
        case Cong(left, right, modulus):
            return Cong(change(left), change(right), change(modulus))
        case Is(term, kind):
            return Is(change(term), kind)
        case Named(relation, args):
            return Named(relation, tuple(change(arg) for arg in args))
        case _:
            return prop
