"""Mathematical terms as immutable trees, with exact values.

Everything the world says is built from these few nodes. Subtraction is adding a product with -1.
A term knows nothing about truth: normal forms are in `poly`, truth in `kernel`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from selfproof.world.node import node

Exact: TypeAlias = int | Fraction
"""A rational number, an int where it is whole: the common case is ten times as fast."""


@node
class Num:
    """An exact rational number."""

    value: Exact


@node
class Var:
    """A variable such as `n`, `x_1` or `\\alpha` (its LaTeX name without braces or spaces)."""

    name: str


@node
class Add:
    """A sum of two or more terms."""

    terms: tuple[Term, ...]


@node
class Mul:
    """A product of two or more factors."""

    factors: tuple[Term, ...]


@node
class Pow:
    """`base` to the power `exponent`; the exponent may be symbolic (`2^n`)."""

    base: Term
    exponent: Term


@node
class Div:
    """A fraction."""

    top: Term
    bottom: Term


@node
class Call:
    """A named function: `gcd`, `abs`, `factorial`, `binom`, `sqrt`, `min`, `max`, or an element
    of a sequence, `Call("a", (n,))` for a_n."""

    name: str
    args: tuple[Term, ...]


@node
class SumOver:
    """The sum of `body` for `bound` from `low` to `high`, also where written with dots."""

    bound: str
    low: Term
    high: Term
    body: Term


@node
class Point:
    """A point of the plane, or a vector."""

    x: Term
    y: Term


Term: TypeAlias = Num | Var | Add | Mul | Pow | Div | Call | SumOver | Point


class Undefined(Exception):
    """A term has no exact value here: a division by zero, an unknown variable, a huge power."""


MOST_BITS = 4_096
"""Values beyond this size are not computed (`Undefined`)."""
_MOST_TERMS = 10_000
_MOST_KEPT = 8_192


def num(value: Exact) -> Num:
    """A number."""
    return Num(value.numerator if value.denominator == 1 else value)


ZERO, ONE, TWO, MINUS_ONE = num(0), num(1), num(2), num(-1)


def add(*terms: Term) -> Term:
    """The sum, flattened; a single term is itself."""
    flat: list[Term] = []
    for term in terms:
        flat.extend(term.terms if isinstance(term, Add) else (term,))
    if not flat:
        return ZERO
    return flat[0] if len(flat) == 1 else Add(tuple(flat))


def mul(*factors: Term) -> Term:
    """The product, flattened; a single factor is itself."""
    flat: list[Term] = []
    for factor in factors:
        flat.extend(factor.factors if isinstance(factor, Mul) else (factor,))
    if not flat:
        return ONE
    return flat[0] if len(flat) == 1 else Mul(tuple(flat))


def neg(term: Term) -> Term:
    """Its negative."""
    return Num(-term.value) if isinstance(term, Num) else mul(MINUS_ONE, term)


def sub(left: Term, right: Term) -> Term:
    """Their difference."""
    return add(left, neg(right))


def power(base: Term, exponent: int | Term) -> Term:
    """A power."""
    return Pow(base, num(exponent) if isinstance(exponent, int) else exponent)


def children(term: Term) -> tuple[Term, ...]:
    """The terms it is made of. The bound index of a sum is no term."""
    match term:
        case Num() | Var():
            return ()
        case Add(terms):
            return terms
        case Mul(factors):
            return factors
        case Pow(base, exponent):
            return (base, exponent)
        case Div(top, bottom):
            return (top, bottom)
        case Call(_, args):
            return args
        case SumOver(_, low, high, body):
            return (low, high, body)
        case Point(x, y):
            return (x, y)


@lru_cache(maxsize=_MOST_KEPT)
def variables(term: Term) -> frozenset[str]:
    """Names of its free variables."""
    if isinstance(term, Var):
        return frozenset((term.name,))
    found = frozenset().union(*map(variables, children(term)))
    if isinstance(term, SumOver):
        inner = variables(term.body) - {term.bound}
        return variables(term.low) | variables(term.high) | inner
    return found


def substitute(term: Term, values: Mapping[str, Term]) -> Term:
    """`term` with free variables replaced. Bound indices are left alone; a value that mentions a
    bound index is not renamed, so give sums an index of their own."""
    if not values:
        return term
    match term:
        case Num():
            return term
        case Var(name):
            return values.get(name, term)
        case Add(terms):
            return add(*(substitute(each, values) for each in terms))
        case Mul(factors):
            return mul(*(substitute(each, values) for each in factors))
        case Pow(base, exponent):
            return Pow(substitute(base, values), substitute(exponent, values))
        case Div(top, bottom):
            return Div(substitute(top, values), substitute(bottom, values))
        case Call(name, args):
            return Call(name, tuple(substitute(each, values) for each in args))
        case SumOver(index, low, high, body):
            inner = {name: value for name, value in values.items() if name != index}
            return SumOver(
                index, substitute(low, values), substitute(high, values), substitute(body, inner)
            )
        case Point(x, y):
            return Point(substitute(x, values), substitute(y, values))
