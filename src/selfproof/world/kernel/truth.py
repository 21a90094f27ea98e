"""Exact evaluation of propositions."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from selfproof.world.kernel import special
from selfproof.world.kernel.evaluate import Evaluator, compare
from selfproof.world.kernel.facts import Facts
from selfproof.world.kernel.geometry import conditions, differences, is_point
from selfproof.world.kernel.judgement import Judgement
from selfproof.world.kernel.normal import normal
from selfproof.world.kernel.numbers import is_prime, root
from selfproof.world.poly import RatFunc, constant, minus, quotient
from selfproof.world.props import (
    And,
    Cong,
    Divides,
    Exists,
    Forall,
    Is,
    Kind,
    Named,
    Not,
    Or,
    Prop,
    Rel,
)
from selfproof.world.terms import Exact, Term, Undefined, Var, num, substitute

Values = Mapping[str, Exact]
_SMALL = 12
"""Largest value tried for a bound name."""


def truth(prop: Prop, values: Values, facts: Facts | None = None) -> bool | None:
    """Whether a proposition holds at these values; None where it has no truth value that is known
    (a name without a value, a division by 0, an unbounded search). `facts` define sequences and
    points."""
    return truth_at(prop, values, Evaluator(facts))


def truth_at(prop: Prop, values: Values, at: Evaluator) -> bool | None:
    """As `truth`, with elements of sequences that were worked out before."""
    try:
        return _evaluated(prop, values, at)
    except (Undefined, RecursionError):
        return None


def _evaluated(prop: Prop, values: Values, at: Evaluator) -> bool | None:
    match prop:
        case Rel(op, left, right):
            if at.facts is not None and (is_point(left, at.facts) or is_point(right, at.facts)):
                return _points(prop, values, at.facts)
            return compare(op, at.value(left, values), at.value(right, values))
        case Divides(divisor, term):
            return _divides(at.value(divisor, values), at.value(term, values))
        case Cong(left, right, modulus):
            a, b = at.value(left, values), at.value(right, values)
            if a.denominator != 1 or b.denominator != 1:
                return None
            return _divides(at.value(modulus, values), a - b)
        case Is(term, kind):
            return in_kind(at.value(term, values), kind)
        case Not(inner):
            found = truth_at(inner, values, at)
            return None if found is None else not found
        case And(parts):
            return _all(parts, values, at, True)
        case Or(parts):
            return _all(parts, values, at, False)
        case Exists(names, kind, inner):
            return _some(names, kind, inner, values, at)
        case Forall(names, kind, inner):
            found = _some(names, kind, Not(inner), values, at)
            return None if found is None else not found
        case Named():
            return None if at.facts is None else _named(prop, values, at.facts)


def _all(parts: tuple[Prop, ...], values: Values, at: Evaluator, wanted: bool) -> bool | None:
    unknown = False
    for part in parts:
        found = truth_at(part, values, at)
        if found is None:
            unknown = True
        elif found != wanted:
            return found
    return None if unknown else wanted


def _divides(divisor: Exact, value: Exact) -> bool | None:
    if divisor.denominator != 1 or value.denominator != 1:
        return None
    return value == 0 if divisor == 0 else value % divisor == 0


def in_kind(value: Exact, kind: Kind) -> bool | None:
    """Whether a number is of a kind; None when it is too large to tell."""
    if kind in ("rational", "real"):
        return True
    if kind == "positive real":
        return value > 0
    if kind == "nonnegative real":
        return value >= 0
    if value.denominator != 1:
        return False
    n = int(value)
    match kind:
        case "natural":
            return n >= 0
        case "positive integer":
            return n >= 1
        case "prime":
            return is_prime(n)
        case "odd prime":
            return is_prime(n) if n != 2 else False
        case "square":
            return root(value) is not None
        case _:
            return True


def _some(
    names: tuple[str, ...], kind: Kind, inner: Prop, values: Values, at: Evaluator
) -> bool | None:
    """Whether some values of `kind` make `inner` true."""
    if len(names) == 1 and isinstance(inner, Rel) and inner.op == "=":
        exact = _solved(names[0], kind, inner, values)
        if exact is not None:
            return exact
    if len(names) > 2:
        return None
    tried = list(range(_SMALL + 1))
    tried += [-k for k in tried[1:]]
    for chosen in product(tried, repeat=len(names)):
        if not all(in_kind(value, kind) for value in chosen):
            continue
        at.trials -= 1
        if at.trials < 0:
            return None
        if truth_at(inner, {**values, **dict(zip(names, chosen, strict=True))}, at):
            return True
    return None


def _solved(name: str, kind: Kind, equation: Rel, values: Values) -> bool | None:
    """Whether a linear equation in `name` has a solution of the kind."""
    own: dict[str, Term] = {key: num(value) for key, value in values.items() if key != name}
    p = minus(
        *(normal(substitute(side, own), Facts()).num for side in (equation.left, equation.right))
    )
    if any(normal(substitute(s, own)).needs for s in (equation.left, equation.right)):
        return None
    slope = p.get(((name, 1),), 0)
    rest = minus(p, {((name, 1),): slope}) if slope else p
    offset = constant(rest)
    if not slope or offset is None:
        return None
    return in_kind(quotient(-offset, slope), kind)


def _points(prop: Rel, values: Values, facts: Facts) -> bool | None:
    scope = _at(values, facts)
    found = _zero(differences(prop.left, prop.right, scope))
    if found is None or prop.op not in ("=", "!="):
        return None
    return found == (prop.op == "=")


def _named(prop: Named, values: Values, facts: Facts) -> bool | None:
    found = conditions(prop.relation, prop.args, _at(values, facts))
    if found is not None:
        return _zero(found)
    if prop.relation not in special.RELATIONS:
        return None
    said = special.judge(prop, facts.props)
    return None if said is Judgement.OPEN else said is not Judgement.FALSE


def _at(values: Values, facts: Facts) -> Facts:
    scope = Facts()
    for name, value in values.items():
        scope.learn(Rel("=", Var(name), num(value)))
    scope.points = facts.points
    return scope


def _zero(found: list[RatFunc]) -> bool | None:
    tops = [constant(value.num) for value in found]
    if any(top is not None and top != 0 for top in tops):
        return False
    return None if None in tops else True
