"""What a chain leaves behind for the words after it: "it", "which", "every square"."""

from __future__ import annotations

from itertools import takewhile

from selfproof.world.language.phrase import (
    Phrase,
    Scope,
)
from selfproof.world.latex import Formula
from selfproof.world.props import (
    And,
    Cong,
    Divides,
    Prop,
    Rel,
    RelOp,
    terms_of,
)
from selfproof.world.terms import TWO, ZERO, Add, Call, Div, Mul, Num, Pow, Term, Var, variables

_MOST_KEPT = 23
_MOST_SUMS = 7


def note_chain(phrase: Phrase, formula: Formula) -> None:
    """Remember what "it" and "which" mean after a chain."""
    scope = phrase.scope
    linked = links_only(formula)
    for prop in formula.props:
        if isinstance(prop, And):
            _note_values(scope, prop)
        if isinstance(prop, Rel):
            if isinstance(prop.left, Call) and prop.left.name == "slope":
                scope.slopes.append(prop.left)
            if isinstance(prop.left, Call):
                _note_measure(scope, prop.left, formula.last)
            for term in (prop.left, prop.right):
                roots = square_roots(term)
                if roots and roots not in scope.squares[-1:]:
                    scope.squares = [*scope.squares[-_MOST_SUMS:], roots]
            if prop.op not in ("=", "!="):
                scope.inequalities = [*scope.inequalities[-23:], prop]
    only = formula.props[0] if len(formula.props) == 1 else None
    if isinstance(only, Rel) and only.op == "=" and only not in scope.equations:
        scope.equations = [*scope.equations[-23:], only]
    for prop in formula.props[:1]:
        if isinstance(prop, Divides):
            scope.divided = [*scope.divided[-3:], (prop.divisor, prop.term)]
    if formula.props and is_equation(formula):
        assert isinstance(formula.props[0], Rel)
        scope.sides = (formula.props[0].left, formula.props[0].right)
    if isinstance(formula.last, Num):
        for prop in formula.props:
            for side in (prop.left, prop.right) if isinstance(prop, Rel) else ():
                if isinstance(side, Mul) and sum(bool(variables(f)) for f in side.factors) == 2:
                    scope.split = (side.factors, formula.last)
    if isinstance(formula.last, Add):
        scope.summands = formula.last.terms
        if is_square_sum(formula.last):
            scope.squared = formula.last.terms
    for each in (formula.last, formula.first):
        if isinstance(each, Mul) and variables(each):
            scope.product = each
            break
    moduli = [prop.modulus for prop in formula.props if isinstance(prop, Cong)]
    scope.congruent = moduli[-1] if moduli else None
    if formula.last is not None and (not scope.ends or scope.ends[-1] is not formula.last):
        scope.ends = (*scope.ends[-7:], formula.last)
    if formula.first is not None and formula.last is not None:
        _note_outer(phrase, formula, formula.first, formula.last)
    if formula.first is not None:
        scope.first = formula.first
        scope.last = formula.last if linked else None
    elif len(formula.terms) == 1:
        scope.first = scope.last = formula.terms[0]


def _note_measure(scope: Scope, call: Call, last: Term | None) -> None:
    """A vector with its value, or a segment whose length is spoken of."""
    if call.name == "vector":
        scope.vectors.append(call)
        if last is not None:
            scope.plane.values[call] = last
    inner = call.args[0] if call.name == "sqrt" else call
    if isinstance(inner, Call) and inner.name == "dist2":
        scope.plane.segments.append((inner.args[0], inner.args[1]))


def links_only(formula: Formula) -> bool:
    """A chain of equations and congruences."""
    return formula.first is not None and all(
        isinstance(prop, Cong) or (isinstance(prop, Rel) and prop.op == "=")
        for prop in formula.props
    )


def _note_values(scope: Scope, prop: And) -> None:
    """`(x, y) = (1, 2)`: the values that are spoken of."""
    for part in prop.parts:
        match part:
            case Rel("=", Var(name), Num() as number):
                scope.assigned[name] = number


def _note_outer(phrase: Phrase, formula: Formula, first: Term, last: Term) -> None:
    scope = phrase.scope
    scope.chain = (first, last)
    if is_equation(formula):
        if variables(first) or variables(last):
            scope.identity = scope.chain
            if scope.run and scope.sentence > scope.run[-1][0] + 1:
                scope.run = []
            scope.run = [*scope.run[-_MOST_KEPT:], (scope.sentence, Rel("=", first, last))]
        if isinstance(last, Num):
            linked = (part for prop in formula.props for part in terms_of(prop))
            scope.assigned |= {each.name: last for each in linked if isinstance(each, Var)}
    else:
        # "D = a + b >= 0": the equation in front.
        front = list(takewhile(_is_equal, formula.props))
        if front:
            scope.identity = (first, terms_of(front[-1])[1])
        if ZERO not in (first, last):
            scope.bounds = [*scope.bounds[-_MOST_KEPT:], Rel(_whole_op(formula), first, last)]


def _is_equal(prop: Prop) -> bool:
    return isinstance(prop, Rel) and prop.op == "="


def _whole_op(formula: Formula) -> RelOp:
    """The relation between the ends of a chain, as far as its links go in one direction."""
    ops = [prop.op for prop in formula.props if isinstance(prop, Rel) and prop.op != "="]
    return ops[0] if ops else "="


def ends_of_product(formula: Formula) -> tuple[Prop, ...]:
    """Of $(x + 5)(y + 3) = xy + 3x + 5y + 15 = 17$ that the product is 17, which is the point."""
    first, last = formula.first, formula.last
    if len(formula.props) < 2 or not isinstance(first, Mul) or not isinstance(last, Num):
        return ()
    if not is_equation(formula) or sum(bool(variables(f)) for f in first.factors) != 2:
        return ()
    return (Rel("=", first, last),)


def is_equation(formula: Formula) -> bool:
    return formula.first is not None and all(
        isinstance(prop, Rel) and prop.op == "=" for prop in formula.props
    )


def is_square_sum(term: Term) -> bool:
    """Written as a sum of squares with positive factors."""
    for part in term.terms if isinstance(term, Add) else (term,):
        factors: tuple[Term, ...] = part.factors if isinstance(part, Mul) else (part,)
        for factor in factors:
            match factor:
                case Num(value) if value > 0:
                    continue
                case Pow(_, Num(exponent)) if exponent > 0 and exponent % 2 == 0:
                    continue
            return False
    return True


def square_roots(term: Term) -> list[Term]:
    """What is squared in a sum of squares; empty when it is none."""
    found: list[Term] = []
    for part in term.terms if isinstance(term, Add) else (term,):
        factors: list[Term] = list(part.factors) if isinstance(part, Mul) else [part]
        if isinstance(part, Div):
            factors = list(part.top.factors) if isinstance(part.top, Mul) else [part.top]
        roots = [each.base for each in factors if isinstance(each, Pow) and each.exponent == TWO]
        if len(roots) != 1:
            return []
        found += roots
    return found
