"""Instances of general statements: which terms to put in is read off the claim.

`a_{n+1} = 2 a_n + 1 for all n >= 1` is used at the elements that a claim speaks of; a lemma is used
where the claim has its form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from selfproof.world import terms
from selfproof.world.kernel.facts import Facts
from selfproof.world.kernel.normal import normal
from selfproof.world.poly import (
    ONE_POLY,
    Atom,
    Poly,
    mentions,
    minus,
    quotient,
    scale,
    text,
)
from selfproof.world.props import (
    And,
    Exists,
    Forall,
    Is,
    Named,
    Not,
    Or,
    Prop,
    Rel,
    terms_in,
    with_terms,
)
from selfproof.world.terms import (
    Call,
    Num,
    Term,
    Undefined,
    Var,
    add,
    children,
    mul,
    num,
    variables,
)

_BUILT_IN = frozenset(("gcd", "abs", "sqrt", "factorial", "binom", "min", "max"))
_MOST_CALLS = 12
_MOST_VARIABLES = 3
_REAL = ("real", "positive real", "nonnegative real")
_MOST_SUBTERMS = 32


def replace(prop: Prop, values: Mapping[str, Term]) -> Prop | None:
    """`prop` with free variables replaced; None where a bound name would catch one."""
    match prop:
        case Not(inner):
            found = replace(inner, values)
            return None if found is None else Not(found)
        case And(parts) | Or(parts):
            each = [replace(part, values) for part in parts]
            kept = tuple(part for part in each if part is not None)
            if len(kept) < len(parts):
                return None
            return And(kept) if isinstance(prop, And) else Or(kept)
        case Exists(names, kind, inner) | Forall(names, kind, inner):
            kept_values = {name: value for name, value in values.items() if name not in names}
            if any(variables(value) & set(names) for value in kept_values.values()):
                return None
            found = replace(inner, kept_values)
            if found is None:
                return None
            make = Exists if isinstance(prop, Exists) else Forall
            return make(names, kind, found)
        case _:
            return with_terms(prop, lambda term: terms.substitute(term, values))


def calls_in(prop: Prop) -> list[Call]:
    """Elements of sequences that a proposition speaks of."""
    found: list[Call] = []
    stack = list(terms_in(prop))
    while stack and len(found) < _MOST_CALLS:
        term = stack.pop()
        if isinstance(term, Call) and term.name not in _BUILT_IN and len(term.args) == 1:
            found.append(term)
        stack.extend(children(term))
    return found


def as_term(p: Poly) -> Term | None:
    """A polynomial in plain variables as a term."""
    parts: list[Term] = []
    for mono, coef in p.items():
        if any(isinstance(atom, Atom) for atom, _ in mono):
            return None
        factors = [terms.power(Var(a), k) if k > 1 else Var(a) for a, k in mono]
        parts.append(mul(num(coef), *factors) if coef != 1 or not factors else mul(*factors))
    return add(*parts)


def instances(general: Forall, goal: Prop, facts: Facts) -> Iterator[Prop]:
    """What a general statement says of the terms of a claim."""
    seen: set[str] = set()
    for values in _choices(general, goal, facts):
        polys = [_poly(value, facts) for value in values.values()]
        if not all(p is not None and facts.in_kind(p, general.kind) for p in polys):
            continue
        key = ";".join(text(p) for p in polys if p is not None)
        if key in seen:
            continue
        seen.add(key)
        found = replace(general.prop, values)
        if found is not None:
            yield found


def _poly(term: Term, facts: Facts) -> Poly | None:
    try:
        value = normal(term, facts)
    except Undefined:
        return None
    return value.num if value.den == ONE_POLY else None


def _choices(general: Forall, goal: Prop, facts: Facts) -> Iterator[dict[str, Term]]:
    if len(general.names) == 1:
        (name,) = general.names
        wanted = calls_in(goal)
        wanted += [each for call in wanted for each in _values_of(call, facts)]
        for pattern in calls_in(general.prop):
            for call in wanted:
                if call.name == pattern.name:
                    at = _solve(pattern.args[0], call.args[0], name, facts)
                    if at is not None:
                        yield {name: at}
    yield from _subterm_choices(general, goal)
    yield from _variable_choices(general, goal)
    for part in _conclusions(general.prop):
        for said in _conclusions(goal):
            found: dict[str, Term] = {}
            if _match_prop(part, said, frozenset(general.names), found) and len(found) == len(
                general.names
            ):
                yield found


def _variable_choices(general: Forall, goal: Prop) -> Iterator[dict[str, Term]]:
    """An inequality for all t at the variables of an inequality."""
    if len(general.names) != 1 or general.kind not in _REAL or not isinstance(goal, Rel):
        return
    if goal.op not in ("=", "!=") and any(isinstance(p, Rel) for p in _conclusions(general.prop)):
        for name in sorted(variables(goal.left) | variables(goal.right))[:_MOST_VARIABLES]:
            yield {general.names[0]: Var(name)}


def _values_of(call: Call, facts: Facts) -> list[Call]:
    """The elements in what an element is known to be."""
    for equation in facts.elements.get(call.name, ()):
        if call in (equation.left, equation.right):
            return [each for each in calls_in(equation) if each != call]
    return []


def _subterm_choices(general: Forall, goal: Prop) -> Iterator[dict[str, Term]]:
    """A lemma about x^2 at the squares in a claim."""
    names = frozenset(general.names)
    patterns = [
        term
        for term in terms_in(general.prop)
        if not isinstance(term, Num | Var) and names <= variables(term)
    ]
    if not patterns or any(pattern != patterns[0] for pattern in patterns):
        return
    stack = list(terms_in(goal))
    seen = 0
    while stack and seen < _MOST_SUBTERMS:
        term, seen = stack.pop(), seen + 1
        found: dict[str, Term] = {}
        if _match(patterns[0], term, names, found):
            yield found
        stack.extend(children(term))


def _solve(pattern: Term, wanted: Term, name: str, facts: Facts) -> Term | None:
    """The term to put for `name` that makes the pattern the wanted term: linear patterns."""
    try:
        if name in facts.values:
            return None
        left, right = normal(pattern, facts), normal(wanted, facts)
    except Undefined:
        return None
    slope = left.num.get(((name, 1),))
    if slope is None or left.den != ONE_POLY or right.den != ONE_POLY:
        return None
    rest = {mono: coef for mono, coef in left.num.items() if mono != ((name, 1),)}
    if mentions(rest, name):
        return None
    return as_term(scale(minus(right.num, rest), quotient(1, slope)))


def _conclusions(prop: Prop) -> list[Prop]:
    if isinstance(prop, And):
        return [each for part in prop.parts for each in _conclusions(part)]
    if isinstance(prop, Or):
        return [prop, *prop.parts]
    return [prop]


def _match_prop(pattern: Prop, said: Prop, names: frozenset[str], found: dict[str, Term]) -> bool:
    """Whether a proposition is an instance of a pattern, term by term."""
    if type(pattern) is not type(said):
        return False
    match pattern, said:
        case Rel(op, _, _), Rel(other, _, _) if op != other:
            return False
        case (Is(_, kind), Is(_, of)) if kind != of:
            return False
        case (Or(parts), Or(others)) | (And(parts), And(others)):
            return len(parts) == len(others) and all(
                _match_prop(a, b, names, found) for a, b in zip(parts, others, strict=True)
            )
        case (Named(relation, _), Named(other_relation, _)) if relation != other_relation:
            return False
    left, right = list(terms_in(pattern)), list(terms_in(said))
    return len(left) == len(right) and all(
        _match(a, b, names, found) for a, b in zip(left, right, strict=True)
    )


def _match(pattern: Term, said: Term, names: frozenset[str], found: dict[str, Term]) -> bool:
    if isinstance(pattern, Var) and pattern.name in names:
        return found.setdefault(pattern.name, said) == said
    if type(pattern) is not type(said):
        return False
    if isinstance(pattern, Num | Var):
        return pattern == said
    if isinstance(pattern, Call) and isinstance(said, Call) and pattern.name != said.name:
        return False
    left, right = children(pattern), children(said)
    return len(left) == len(right) and all(
        _match(a, b, names, found) for a, b in zip(left, right, strict=True)
    )
