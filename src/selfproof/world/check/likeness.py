"""Whether two claims visibly say the same, whatever else is known.

Sides are compared by their normal forms with nothing known, after functions that the text has
defined (S_n = 1 + ... + n) are written out. So "the same" never means "follows by a step".
"""

from __future__ import annotations

from collections.abc import Mapping

from selfproof.world.kernel.normal import normal
from selfproof.world.props import Cong, Divides, Prop, Rel, terms_of, with_terms
from selfproof.world.terms import (
    ONE,
    ZERO,
    Add,
    Call,
    Div,
    Mul,
    Num,
    Point,
    Pow,
    SumOver,
    Term,
    Undefined,
    Var,
    add,
    children,
    mul,
    sub,
    substitute,
)

Functions = Mapping[str, tuple[str, Term]]
"""By name: the argument and the value."""


def written_out(prop: Prop, functions: Functions) -> Prop:
    """With functions replaced by what they stand for."""
    if not functions:
        return prop
    return with_terms(prop, lambda term: _expanded(term, functions))


def _expanded(term: Term, functions: Functions) -> Term:
    match term:
        case Call(name, (arg,)) if name in functions:
            variable, value = functions[name]
            return substitute(value, {variable: _expanded(arg, functions)})
        case Num() | Var():
            return term
        case Add(parts):
            return add(*(_expanded(part, functions) for part in parts))
        case Mul(factors):
            return mul(*(_expanded(factor, functions) for factor in factors))
        case Pow(base, exponent):
            return Pow(_expanded(base, functions), _expanded(exponent, functions))
        case Div(top, bottom):
            return Div(_expanded(top, functions), _expanded(bottom, functions))
        case Call(name, args):
            return Call(name, tuple(_expanded(arg, functions) for arg in args))
        case SumOver(index, low, high, body):
            parts = (_expanded(low, functions), _expanded(high, functions))
            return SumOver(index, *parts, _expanded(body, functions))
        case Point(x, y):
            return Point(_expanded(x, functions), _expanded(y, functions))


def equal(first: Term, second: Term) -> bool:
    """The same normal form."""
    if first == second:
        return True
    try:
        one, two = normal(first), normal(second)
    except Undefined:
        return False
    return one.num == two.num and one.den == two.den


def alike(first: Prop, second: Prop, functions: Functions) -> bool:
    """Visibly the same claim; 3 | N and N ≡ 0 (mod 3) are."""
    first, second = written_out(first, functions), written_out(second, functions)
    if first == second:
        return True
    match _as_divides(first), _as_divides(second):
        case Divides(m, one), Divides(n, two):
            return equal(m, n) and (equal(one, two) or equal(one, sub(ZERO, two)))
        case (Rel(op, _, _) as one, Rel(other, _, _) as two) if op == other:
            return all(map(equal, terms_of(one), terms_of(two)))
        case _:
            return False


def _as_divides(prop: Prop) -> Prop:
    if isinstance(prop, Cong):
        return Divides(prop.modulus, sub(prop.left, prop.right))
    return prop


def uses(claim: Prop, hypothesis: Prop) -> bool:
    """A side of the hypothesis stands in the claim, as a whole or as some of its summands; of an
    equation times a number, times this number."""
    parts = [part for part in terms_of(hypothesis) if not isinstance(part, Num)]
    if any(_contains(side, part) for side in terms_of(claim) for part in parts):
        return True
    if not isinstance(claim, Rel) or not isinstance(hypothesis, Rel):
        return False
    times = multiple(claim.left)[0]
    return isinstance(claim.right, Add) and _sums_up(claim.right, mul(times, hypothesis.right))


def multiple(term: Term) -> tuple[Num, Term]:
    """(3, x) for 3x."""
    match term:
        case Mul((Num(value) as times, *rest)) if rest and value != 0:
            return times, mul(*rest)
        case _:
            return ONE, term


def _sums_up(whole: Add, part: Term) -> bool:
    """Neighbouring summands of the whole, but not all of them, are the part in another form."""
    terms = whole.terms[:_MOST_SUMMANDS]
    runs = [
        terms[start:end]
        for start in range(len(terms))
        for end in range(start + 1, len(terms) + 1)
        if end - start < len(whole.terms)
    ]
    return any(equal(add(*run), part) for run in runs)


_MOST_SUMMANDS = 8


def _contains(term: Term, part: Term) -> bool:
    stack = [term]
    while stack:
        each = stack.pop()
        if each == part:
            return True
        if isinstance(each, Add) and isinstance(part, Add):
            left = list(each.terms)
            if all(_taken(left, summand) for summand in part.terms):
                return True
        stack.extend(children(each))
    return False


def _taken(left: list[Term], summand: Term) -> bool:
    if summand in left:
        left.remove(summand)
        return True
    return False


def offsets_in(prop: Prop, name: str) -> frozenset[int]:
    """e for every place where the claim has `name` + e."""
    found: set[int] = set()
    stack = list(terms_of(prop))
    while stack:
        term = stack.pop()
        match term:
            case Add(parts) if Var(name) in parts and any(isinstance(p, Num) for p in parts):
                found.update(int(p.value) for p in parts if isinstance(p, Num))
                stack.extend(part for part in parts if part != Var(name))
            case Var(other) if other == name:
                found.add(0)
            case _:
                stack.extend(children(term))
    return frozenset(found)
