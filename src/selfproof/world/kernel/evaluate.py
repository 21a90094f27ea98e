"""Exact values of terms under an assignment.

Elements of sequences come from what is known: single values (a_1 = 3) and general equations
(a_{n+1} = 2 a_n + 1 for all n >= 1), worked out from below.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from math import comb, factorial, gcd

from selfproof.world.kernel.facts import Facts
from selfproof.world.kernel.numbers import root
from selfproof.world.poly import bits_fit, quotient, whole
from selfproof.world.props import And, Or, Prop, Rel
from selfproof.world.terms import (
    MOST_BITS,
    Add,
    Call,
    Div,
    Exact,
    Mul,
    Num,
    Pow,
    SumOver,
    Term,
    Undefined,
    Var,
    variables,
)

Values = Mapping[str, Exact]
_MOST_INDEX = 60
_MOST_SUMMANDS = 300
_MOST_TRIALS = 4_000
_LEAST: dict[str, int | None] = {"integer": None, "natural": 0, "positive integer": 1}


class Evaluator:
    """Values of terms; `facts` define the sequences. Only equations without free variables do, so
    elements that were worked out are kept. `trials` is how many values of bound names may still be
    tried, all searches together."""

    def __init__(self, facts: Facts | None = None) -> None:
        self.facts = facts
        self.trials = _MOST_TRIALS
        self._elements: dict[tuple[str, Exact], Exact | None] = {}
        self._sums: dict[tuple[SumOver, Exact], list[Exact]] = {}
        self._single = _singles(facts) if facts is not None else {}
        self._rules = _rules_of(facts) if facts is not None else {}

    def value(self, term: Term, values: Values) -> Exact:
        """The exact value.

        Raises:
            Undefined: there is none, or it is too large.
        """
        match term:
            case Num(value):
                return value
            case Var(name):
                if name not in values:
                    raise Undefined(name)
                return values[name]
            case Add(terms):
                return _bounded(sum(self.value(each, values) for each in terms))
            case Mul(factors):
                total: Exact = 1
                for factor in factors:
                    total = _bounded(total * self.value(factor, values))
                return total
            case Pow(base, exponent):
                return _power(self.value(base, values), self.value(exponent, values))
            case Div(top, bottom):
                by = self.value(bottom, values)
                if by == 0:
                    raise Undefined("division by 0")
                return quotient(self.value(top, values), by)
            case Call(name, args):
                return self._call(name, [self.value(arg, values) for arg in args])
            case SumOver():
                return self._sum(term, values)
            case _:
                raise Undefined("a point")

    def _sum(self, term: SumOver, values: Values) -> Exact:
        low, high = self.value(term.low, values), self.value(term.high, values)
        if low.denominator != 1 or high.denominator != 1 or high - low > _MOST_SUMMANDS:
            raise Undefined("a sum")
        if variables(term.body) <= {term.bound}:
            # The same sum is asked for again and again, with another end each time.
            totals = self._sums.setdefault((term, low), [0])
            self._add_up(term, int(low) + len(totals) - 1, int(high), {}, totals)
            return totals[max(0, int(high) - int(low) + 1)]
        totals = list[Exact]((0,))
        self._add_up(term, int(low), int(high), dict(values), totals)
        return totals[-1]

    def _add_up(
        self,
        term: SumOver,
        start: int,
        end: int,
        values: dict[str, Exact],
        totals: list[Exact],
    ) -> None:
        """Add the sums up to start, ..., end to the totals."""
        for i in range(start, end + 1):
            values[term.bound] = i
            totals.append(_bounded(totals[-1] + self.value(term.body, values)))

    def _call(self, name: str, args: list[Exact]) -> Exact:
        integers = all(arg.denominator == 1 for arg in args)
        match name, args:
            case "gcd", [_, _, *_] if integers:
                return gcd(*(int(arg) for arg in args))
            case "abs", [x]:
                return -x if x < 0 else x
            case "sqrt", [x]:
                exact = root(x)
                if exact is None:
                    raise Undefined("a root that is not rational")
                return exact
            case "factorial", [x] if integers and 0 <= x <= 300:
                return factorial(int(x))
            case "binom", [n, k] if integers and 0 <= n <= 300 and k >= 0:
                return comb(int(n), int(k))
            case "min" | "max", [_, *_]:
                return sorted(args)[0 if name == "min" else -1]
            case _, [x] if name not in ("factorial", "gcd", "binom"):
                return self._element(name, x)
            case _:
                raise Undefined(name)

    def _element(self, name: str, index: Exact) -> Exact:
        key = (name, index)
        if key not in self._elements:
            if index.denominator != 1 or not -_MOST_INDEX <= index <= _MOST_INDEX:
                raise Undefined(name)
            self._elements[key] = None  # while it is worked out: no circles
            self._elements[key] = self._worked_out(name, index)
        found = self._elements[key]
        if found is None:
            raise Undefined(name)
        return found

    def _worked_out(self, name: str, index: Exact) -> Exact | None:
        for call, other in self._single.get(name, ()):
            with suppress(Undefined):
                if self.value(call.args[0], {}) == index:
                    return self.value(other, {})
        for rule in self._rules.get(name, ()):
            at = {rule.bound: index - rule.shift}
            if rule.least is not None and at[rule.bound] < rule.least:
                continue
            with suppress(Undefined):
                if all(self._fails(guard, at) for guard in rule.guards):
                    return self.value(rule.value, at)
        return None

    def _fails(self, guard: Rel, values: Values) -> bool:
        return not compare(
            guard.op, self.value(guard.left, values), self.value(guard.right, values)
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    """a_{bound + shift} = value, where bound >= least and all guards are false."""

    bound: str
    shift: int
    least: int | None
    guards: tuple[Rel, ...]
    value: Term


def _singles(facts: Facts) -> dict[str, list[tuple[Call, Term]]]:
    found: dict[str, list[tuple[Call, Term]]] = {}
    for name, equations in facts.elements.items():
        for equation in equations:
            for call, other in _sides(equation):
                if call.name == name and not (variables(call) | variables(other)):
                    found.setdefault(name, []).append((call, other))
    return found


def _rules_of(facts: Facts) -> dict[str, list[_Rule]]:
    found: dict[str, list[_Rule]] = {}
    for general in facts.general:
        least = _LEAST.get(general.kind, False)
        if len(general.names) != 1 or least is False:
            continue
        bound = general.names[0]
        for equation, guards in _equations(general.prop, ()):
            for call, value in _sides(equation):
                shift = _shift(call.args[0], bound)
                names = variables(value).union(
                    *(variables(g.left) | variables(g.right) for g in guards)
                )
                if shift is not None and names <= {bound}:
                    found.setdefault(call.name, []).append(
                        _Rule(bound, shift, least, guards, value)
                    )
    return found


def _sides(equation: Rel) -> list[tuple[Call, Term]]:
    pairs = ((equation.left, equation.right), (equation.right, equation.left))
    return [(a, b) for a, b in pairs if isinstance(a, Call) and len(a.args) == 1]


def _equations(prop: Prop, guards: tuple[Rel, ...]) -> list[tuple[Rel, tuple[Rel, ...]]]:
    """The equations of a statement, each with what must be false for it to hold."""
    match prop:
        case Rel("=", _, _):
            return [(prop, guards)]
        case And(parts):
            return [each for part in parts for each in _equations(part, guards)]
        case Or(parts):
            others = [part for part in parts if isinstance(part, Rel) and part.op != "="]
            rest = [part for part in parts if part not in others]
            return _equations(rest[0], (*guards, *others)) if len(rest) == 1 else []
        case _:
            return []


def compare(op: str, left: Exact, right: Exact) -> bool:
    """Whether two numbers are in a relation."""
    return _COMPARE[op](left, right)


_COMPARE: dict[str, Callable[[Exact, Exact], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _shift(term: Term, name: str) -> int | None:
    """c, when the term is name + c."""
    match term:
        case Var(n) if n == name:
            return 0
        case Add((Var(n), Num(c))) | Add((Num(c), Var(n))) if n == name and c.denominator == 1:
            return int(c)
        case _:
            return None


def _power(base: Exact, exponent: Exact) -> Exact:
    if exponent.denominator != 1:
        exact = root(base) if exponent == Fraction(1, 2) else None
        if exact is None:
            raise Undefined("a root")
        return exact
    if base == 0 and exponent < 0:
        raise Undefined("division by 0")
    if not bits_fit(base, abs(int(exponent))):
        raise Undefined("the power is too large")
    if exponent < 0:
        return quotient(1, base ** -int(exponent))
    return whole(base ** int(exponent))


def _bounded(value: Exact) -> Exact:
    if value.numerator.bit_length() + value.denominator.bit_length() > 2 * MOST_BITS:
        raise Undefined("too large")
    return value
