"""What a chain leaves behind for the words after it: "it", "which", "every square"."""

from __future__ import annotations

from selfproof.world.language.phrase import (
    Phrase,
    Scope,
)
from selfproof.world.latex import Formula
from selfproof.world.props import (
    Cong,
    Rel,
)
from selfproof.world.terms import TWO, Add, Call, Div, Mul, Pow, Term, variables


def note_chain(phrase: Phrase, formula: Formula) -> None:
    """Remember what "it" and "which" mean after a chain."""
    scope = phrase.scope
    linked = links_only(formula)
    for prop in formula.props:
        if isinstance(prop, Rel):
            if isinstance(prop.left, Call) and prop.left.name == "slope":
                scope.slopes.append(prop.left)
            if isinstance(prop.left, Call):
                _note_measure(scope, prop.left, formula.last)
            for term in (prop.left, prop.right):
                roots = square_roots(term)
                scope.squares = roots or scope.squares
            if prop.op not in ("=", "!="):
                scope.inequalities = [*scope.inequalities[-23:], prop]
    only = formula.props[0] if len(formula.props) == 1 else None
    if isinstance(only, Rel) and only.op == "=" and only not in scope.equations:
        scope.equations = [*scope.equations[-23:], only]
    if isinstance(formula.last, Add):
        scope.summands = formula.last.terms
    for each in (formula.last, formula.first):
        if isinstance(each, Mul) and variables(each):
            scope.product = each
            break
    moduli = [prop.modulus for prop in formula.props if isinstance(prop, Cong)]
    scope.congruent = moduli[-1] if moduli else None
    if formula.last is not None and (not scope.ends or scope.ends[-1] is not formula.last):
        scope.ends = (*scope.ends[-7:], formula.last)
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


def is_equation(formula: Formula) -> bool:
    return formula.first is not None and all(
        isinstance(prop, Rel) and prop.op == "=" for prop in formula.props
    )


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
