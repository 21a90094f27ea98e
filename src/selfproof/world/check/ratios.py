"""Geometric sequences: from a constant ratio and a first value to the closed form.

A text that has shown y_{n+1} = r y_n for all n and the value of y_b may claim y_n = y_b r^{n-b} for
all n >= b: every reader knows it. The closed form is checked as an induction would check it.
"""

from __future__ import annotations

from collections.abc import Iterator

from selfproof.world.check.frames import Frame
from selfproof.world.check.induction import Ask, Statement, shown, statements
from selfproof.world.check.logic import INTEGERS, free, kind_bound, lower_bound
from selfproof.world.kernel import Facts, follows
from selfproof.world.kernel.sequences import rules
from selfproof.world.problem import Given
from selfproof.world.props import Forall, Prop, Rel
from selfproof.world.terms import (
    ONE,
    Call,
    Mul,
    Num,
    Term,
    Var,
    add,
    children,
    mul,
    num,
    substitute,
)


def by_ratio(frame: Frame, prop: Prop, ask: Ask) -> bool:
    """Whether the claim is the closed form of a sequence that is known to be geometric."""
    inner = prop.prop if isinstance(prop, Forall) else prop
    if not isinstance(inner, Rel) or inner.op != "=" or not isinstance(inner.left, Call):
        return False
    return any(_is_closed_form(frame, each, ask) for each in statements(frame, prop))


def _is_closed_form(frame: Frame, statement: Statement, ask: Ask) -> bool:
    claim = statement.claim
    assert isinstance(claim, Rel)
    n, sequence = Var(statement.name), claim.left
    if not isinstance(sequence, Call) or sequence.args != (n,) or _calls(claim.right):
        return False
    if not free(claim) <= {n.name}:
        return False
    low = statement.low if statement.low is not None else _least(frame, n.name)
    if low is None:
        return False
    return any(
        first <= low and _grows(claim.right, n.name, low, ratio)
        for first, ratio in _ratios(frame, sequence.name)
    ) and shown(frame, statement, low, ask)


def _grows(value: Term, name: str, low: int, ratio: Num) -> bool:
    """From n to n + 1 the value is multiplied by the ratio, for all n >= low."""
    n = Var("n~")
    facts = Facts((Given(n.name, "integer"),), (Rel(">=", n, num(low)),))
    now, after = (substitute(value, {name: each}) for each in (n, add(n, ONE)))
    return follows(Rel("=", after, mul(ratio, now)), facts)


def _least(frame: Frame, name: str) -> int | None:
    """The least value of a variable that stands for all values from there on."""
    origin = frame.origin(name)
    if origin is None or not origin.every:
        return None
    bounds = [lower_bound(each, name) for each in origin.limits]
    low = kind_bound(origin.kind)
    if None in bounds or (low is None and not bounds):
        return None
    return max(each for each in (*bounds, low) if each is not None)


def _ratios(frame: Frame, name: str) -> Iterator[tuple[int, Num]]:
    """(b, r) for everything known of the form y_{n+1} = r y_n for all n >= b."""
    for general in frame.facts.general:
        for rule in rules(name, general):
            ratio = _ratio(rule.value, Call(name, (Var(rule.bound),)))
            if rule.shift == 1 and ratio is not None:
                yield rule.first, ratio
    for fact in frame.facts.elements.get(name, ()):
        for letter in free(fact):
            origin = frame.origin(letter)
            if origin is None or not origin.every or origin.kind not in INTEGERS:
                continue
            low, k = _least(frame, letter), Var(letter)
            ratio = _ratio(fact.right, Call(name, (k,)))
            if fact.left == Call(name, (add(k, ONE),)) and ratio is not None and low is not None:
                yield low, ratio


def _ratio(value: Term, element: Term) -> Num | None:
    """r, where the value is r times the element."""
    if not isinstance(value, Mul) or value.factors.count(element) != 1:
        return None
    others = [each for each in value.factors if each != element]
    if not all(isinstance(each, Num) for each in others):
        return None
    total = num(1)
    for each in others:
        assert isinstance(each, Num)
        total = num(total.value * each.value)
    return total


def _calls(term: Term) -> bool:
    return isinstance(term, Call) or any(map(_calls, children(term)))
