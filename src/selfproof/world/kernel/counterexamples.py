"""The search for exact values that satisfy what is known and make a claim false.

It tells a false claim from one that is only not proved. Small values of the names that have no
known value are tried; the others follow from these. Claims are compiled to polynomials first, since
most assignments fail at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import islice, product
from typing import TypeAlias

from selfproof.world.kernel import plane, process, special
from selfproof.world.kernel.evaluate import Evaluator
from selfproof.world.kernel.facts import Facts
from selfproof.world.kernel.instances import replace
from selfproof.world.kernel.judgement import Judgement
from selfproof.world.kernel.known import INTEGER_KINDS
from selfproof.world.kernel.normal import normal, polynomial
from selfproof.world.kernel.truth import in_kind, truth_at
from selfproof.world.poly import Atom, Coef, Poly, atoms, constant, minus, quotient, var, whole
from selfproof.world.props import And, Cong, Divides, Forall, Is, Kind, Named, Or, Prop, Rel, free
from selfproof.world.terms import Call, Exact, Term, Undefined, Var

_RANGE = 60
_MOST_NAMES = 4

Point: TypeAlias = dict[str, Coef]
Test: TypeAlias = Callable[[Point], bool | None]


def refute(prop: Prop, facts: Facts, limit: int = 400) -> dict[str, Exact] | None:
    """Values of all names at hand that satisfy what is known and make `prop` false, or None.

    At most `limit` assignments of small numbers are tried, so None says nothing.
    """
    concerned = special.concerns(prop, facts.named)
    if concerned and special.judge(prop, facts.props) is Judgement.FALSE:
        return {}
    if isinstance(prop, Named) and prop.relation in process.RELATIONS:
        return None  # it speaks of all states at once: there is nothing to try
    if isinstance(prop, Named) and prop.relation in plane.WITH_EQUATIONS:
        return None  # x and y stand in the equations of lines, and have no values
    try:
        return _Search(*_opened(prop, facts)).run(limit)
    except RecursionError:
        return None


def _opened(prop: Prop, facts: Facts) -> tuple[Prop, Facts]:
    """A general claim as one about new names, for which it fails if it is false."""
    for _ in range(_MOST_NAMES):
        if not isinstance(prop, Forall):
            break
        facts = facts.child()
        fresh: dict[str, Term] = {}
        for name in prop.names:
            new = f"{name}~" if name in facts.names or name in facts.values else name
            facts.declare(new, prop.kind)
            fresh[name] = Var(new)
        inner = replace(prop.prop, fresh)
        if inner is None:
            break
        prop = inner
    return prop, facts


class _Search:
    """A claim and what is known, ready to be tried at many assignments."""

    def __init__(self, prop: Prop, facts: Facts) -> None:
        self.prop, self.facts = prop, facts
        self.known: list[Prop] = [p for p in facts.props if not isinstance(p, Named)]
        names = sorted(_needed(prop, self.known, facts))
        self.base = [name for name in names if name not in facts.values]
        self.derived = [name for name in names if name in facts.values]
        self.full: dict[str, Exact] = {}
        self.at = Evaluator(facts)

    def run(self, limit: int) -> dict[str, Exact] | None:
        """The first assignment that serves."""
        if len(self.base) > _MOST_NAMES:
            return None
        claim = self.test(self.prop)
        relevant = [p for p in self.known if self.is_relevant(p)]
        tests = [self.test(p) for p in relevant if not isinstance(p, Forall)]
        # That a general statement holds cannot be tried out, only that it fails.
        general = [self.test(p) for p in relevant if isinstance(p, Forall)]
        kinds: list[tuple[str, Kind]] = [
            (name, kind) for name in self.derived if (kind := self.facts.kind_of(name))
        ]
        tests += [self.test(Is(Var(name), kind)) for name, kind in kinds]
        for chosen in islice(_assignments(self.base, self.facts), limit):
            point: Point = dict(zip(self.base, chosen, strict=True))
            self.full = {}
            if claim(point) is not False or not all(test(point) for test in tests):
                continue
            values = self.all_values(point)
            complete = len(values) == len(self.base) + len(self.derived)
            if complete and all(test(point) is not False for test in general):
                return dict(values)
        return None

    def is_relevant(self, prop: Prop) -> bool:
        """Whether a proposition speaks of the names that are tried, or of none."""
        names = free(prop)
        return not names or not names.isdisjoint((*self.base, *self.derived))

    def test(self, prop: Prop) -> Test:
        """A function that says whether a proposition holds at a point."""
        with suppress(Undefined):
            compiled = self.compiled(prop)
            if compiled is not None:
                return compiled
        return lambda point: truth_at(prop, self.all_values(point), self.at)

    def compiled(self, prop: Prop) -> Test | None:
        """The test of a proposition about polynomials, None for others.

        Raises:
            Undefined: a term has no normal form.
        """
        match prop:
            case Rel("=", Call(), _) | Rel("=", _, Call()):
                return None  # in normal form it is put in already: true whatever the values
            case Rel(op, left, right):
                a, b = normal(left, self.facts), normal(right, self.facts)
                if not (self.facts.exists(a) and self.facts.exists(b)):
                    return None
                return self._sign(self.facts.difference(a, b), op)
            case Divides(divisor, term):
                return self._divisible(divisor, polynomial(term, self.facts))
            case Cong(left, right, modulus):
                p = minus(polynomial(left, self.facts), polynomial(right, self.facts))
                return self._divisible(modulus, p)
            case Is(term, kind):
                p = polynomial(term, self.facts)
                return (lambda at: in_kind(_value(p, at), kind)) if self._plain(p) else None
            case And(parts) | Or(parts):
                return _joined([self.test(part) for part in parts], isinstance(prop, And))
            case _:
                return None

    def _plain(self, p: Poly) -> bool:
        return all(not isinstance(atom, Atom) and atom in self.base for atom in atoms(p))

    def _sign(self, p: Poly, op: str) -> Test | None:
        if not self._plain(p):
            return None
        compare = _SIGNS[op]
        return lambda point: compare(_value(p, point))

    def _divisible(self, modulus: Term, p: Poly) -> Test | None:
        m = constant(polynomial(modulus, self.facts))
        if m is None or m.denominator != 1 or m == 0 or not self._plain(p):
            return None

        def test(point: Point) -> bool | None:
            value = _value(p, point)
            return None if value.denominator != 1 else value % m == 0

        return test

    def all_values(self, point: Point) -> dict[str, Exact]:
        """The values of the other names as well."""
        if not self.full:
            self.full = dict(point)
            for name in self.derived:
                value = self.derived_value(name, point)
                if value is not None:
                    self.full[name] = value
        return self.full

    def derived_value(self, name: str, point: Point) -> Exact | None:
        """The value of a name that other names have."""
        known = self.facts.value_of(name)
        if known is not None and self._plain(known.num) and self._plain(known.den):
            below = _value(known.den, point)
            return quotient(_value(known.num, point), below) if below else None
        with suppress(Undefined):
            return self.at.value(self.facts.values[name], self.full)
        return None


_SIGNS: dict[str, Callable[[Coef], bool]] = {
    "=": lambda value: value == 0,
    "!=": lambda value: value != 0,
    "<": lambda value: value < 0,
    "<=": lambda value: value <= 0,
    ">": lambda value: value > 0,
    ">=": lambda value: value >= 0,
}


def _value(p: Poly, point: Point) -> Coef:
    total: Coef = 0
    for mono, coef in p.items():
        for atom, exponent in mono:
            coef = coef * point[atom] ** exponent
        total += coef
    return total


def _joined(tests: list[Test], every: bool) -> Test:
    def test(point: Point) -> bool | None:
        unknown = False
        for each in tests:
            found = each(point)
            if found is None:
                unknown = True
            elif found is not every:
                return found
        return None if unknown else every

    return test


def _needed(prop: Prop, known: list[Prop], facts: Facts) -> set[str]:
    """The names that the claim speaks of, and those that what is known links to them."""
    found = {name for name in free(prop) if name not in facts.points}
    if not found:  # it only says that what is known can be true
        found = {name for each in known for name in free(each) if name not in facts.points}
    links = [free(each) for each in known]
    for _ in range(4):
        before = len(found)
        for link in links:
            if link & found:
                found |= {name for name in link if name not in facts.points}
        if len(found) == before:
            break
    return found


def _assignments(names: list[str], facts: Facts) -> Iterator[tuple[Coef, ...]]:
    """Small values first: by the place of the largest in its list."""
    lists = [_candidates(name, facts) for name in names]
    if len(lists) < 2:
        yield from product(*lists)
        return
    for size in range(max(map(len, lists), default=0)):
        for chosen in product(*(range(min(size + 1, len(values))) for values in lists)):
            if max(chosen) == size:
                yield tuple(values[i] for values, i in zip(lists, chosen, strict=True))


def _candidates(name: str, facts: Facts) -> list[Coef]:
    """Values of a name that its kind, bounds and residues allow."""
    at = facts.interval(var(name))
    kind = facts.kind_of(name) or "real"
    start = 0
    if at.low is not None and at.low > 0:
        start = int(at.low)
    elif at.high is not None and at.high < 0:
        start = int(at.high)
    near: list[Coef] = [start]
    for k in range(1, _RANGE):
        near += [start + k, start - k]
        if k <= 3 and kind not in INTEGER_KINDS:
            near += [start + Fraction(k, 2 + k % 2), start - Fraction(k, 3)]
    residues = [
        (int(p[((name, 1),)]), int(p.get((), 0)), m)
        for p, m in facts.residues
        if ((name, 1),) in p and len(p) == (2 if () in p else 1)
    ]
    return [
        whole(value)
        for value in near
        if in_kind(value, kind)
        and all((a * value + b) % m == 0 for a, b, m in residues)
        and not (at.low is not None and value < at.low)
        and not (at.high is not None and value > at.high)
    ]
