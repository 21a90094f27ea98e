"""Induction: from a step and base values to all values.

A step was carried out for every integer k >= c, from hypotheses Q(k + e) to Q(k + s), with every
e < s; or from Q(j) for all j from some value up to k + e. Then Q(n) holds for all n >= b if no
hypothesis reaches below b (c + e >= b) and the base values Q(b), ..., Q(c + s - 1) are shown.

What Q is follows from the claim: the claim about n, with another term in the place of n. Other
names in it are parameters, which stay the same throughout; that makes the rule sound whatever is
known about them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from selfproof.world.check.frames import Frame, Range
from selfproof.world.check.likeness import alike, equal, multiple, offsets_in, uses, written_out
from selfproof.world.check.logic import (
    INTEGERS,
    free,
    kind_bound,
    lower_bound,
    opens_with,
    substitute,
)
from selfproof.world.kernel import Facts, follows
from selfproof.world.problem import Given
from selfproof.world.props import Divides, Forall, Or, Prop, Rel, terms_of
from selfproof.world.terms import Term, Var, add, num

Ask = Callable[[Frame, Prop], bool]
"""Whether a claim holds in a frame."""

_OFFSETS = (0, -1, 1, -2, 2, -3, 3)
_FARTHEST = 25
_MOST_STEPS = 6
_MOST_BASES = 40


@dataclass(frozen=True, slots=True)
class Statement:
    """Q: a claim about `name`, for values from `low` on (None when that is open)."""

    claim: Prop
    name: str
    low: int | None

    def at(self, term: Term) -> Prop:
        """Q of a term."""
        return substitute(self.claim, {self.name: term})


@dataclass(frozen=True, slots=True)
class Finding:
    """What an induction lacks; all empty when it is complete.

    Attributes:
        step: It does not lead from the hypothesis to the next value.
        bases: Base values that are not shown.
        unused: The hypothesis is not one about the statement.
    """

    step: bool = False
    bases: tuple[int, ...] = ()
    unused: bool = False

    @property
    def complete(self) -> bool:
        """The induction is valid."""
        return not (self.step or self.bases or self.unused)


def proves(frame: Frame, prop: Prop, ask: Ask) -> bool:
    """Some step that was carried out in this frame proves the claim."""
    return any(
        (finding := examine(frame, step, statement, ask)) is not None and finding.complete
        for step in frame.steps[-_MOST_STEPS:]
        for statement in statements(frame, prop)
    )


def statements(frame: Frame, prop: Prop) -> list[Statement]:
    """The claim as a statement about one of its integer variables."""
    if isinstance(prop, Forall):
        if len(prop.names) != 1 or prop.kind not in ("integer", "natural", "positive integer"):
            return []
        name, low = prop.names[0], kind_bound(prop.kind)
        claim, guard = _without_guard(prop.prop, name)
        bounds = [each for each in (low, guard) if each is not None]
        return [Statement(claim, name, max(bounds))] if bounds else []
    return [
        Statement(prop, name, None)
        for name in sorted(free(prop))
        if frame.facts.kind_of(name) in INTEGERS
    ]


def _without_guard(claim: Prop, name: str) -> tuple[Prop, int | None]:
    """Q and c, when the claim is "n < c or Q"."""
    if isinstance(claim, Or) and len(claim.parts) == 2:
        for guard, body in (claim.parts, claim.parts[::-1]):
            bound = _guard(guard, name)
            if bound is not None:
                return body, bound
    return claim, None


def _guard(prop: Prop, name: str) -> int | None:
    """c, when the proposition says that the integer `name` is less than c."""
    match prop:
        case Rel("<", Var(n), right) if n == name:
            return lower_bound(Rel(">=", Var(n), right), name)
        case Rel(">", left, Var(n)) if n == name:
            return lower_bound(Rel(">=", Var(n), left), name)
        case _:
            return None


def examine(frame: Frame, step: Frame, statement: Statement, ask: Ask) -> Finding | None:
    """What an induction on `statement` by `step` lacks; None when the step is about something
    else."""
    if step.plain is None or not step.variable or step.least is None:
        return None
    k = Var(step.variable)
    parameters = free(statement.claim) - {statement.name}
    if step.variable in parameters or any(name in step.names for name in parameters):
        return None
    said = [*step.hypothesis, *(each.claim for each in step.ranges)]
    if said and opens_with(statement.claim) not in {opens_with(each) for each in said}:
        return None
    reach = _reach(_step_of(step, step.plain), statement.claim, statement.name)
    if reach is None:
        return None
    deepest, top = reach
    low = _lowest(frame, statement, deepest)
    if low is None:
        return None
    for size in range(top + 1, top + 4):
        next_one = statement.at(_shift(k, size))
        if step.dead or (is_carried_out(step, next_one) and ask(step, next_one)):
            needed = range(low, step.least + size)
            if len(needed) > _MOST_BASES:
                return Finding(bases=tuple(needed[:_MOST_BASES]))
            return Finding(bases=tuple(j for j in needed if not shown(frame, statement, j, ask)))
    return Finding(step=True)


def is_carried_out(step: Frame, claim: Prop, alone: bool = True) -> bool:
    """The text of the step comes to the claim: it speaks of the claim's left side. With `alone`
    false, in another claim than this one."""
    claim = written_out(claim, step.functions)
    sides = terms_of(claim)
    if not sides:
        return bool(step.said)
    wanted = sides[1] if isinstance(claim, Divides) else sides[0]
    for each in step.said:
        said = written_out(each, step.functions)
        if any(equal(multiple(side)[1], wanted) for side in terms_of(said)) and (
            alone or not alike(said, claim, {}) or any(uses(each, h) for h in step.hypothesis)
        ):
            return True
    return False


def _shift(k: Term, by: int) -> Term:
    return add(k, num(by)) if by else k


@dataclass(frozen=True, slots=True)
class _Step:
    """What of a step says which values its hypotheses are about. Equal steps occur again and again
    (the text is walked through several times), so what is found is kept."""

    variable: str
    least: int
    hypothesis: tuple[Prop, ...]
    ranges: tuple[Range, ...]
    functions: tuple[tuple[str, tuple[str, Term]], ...]
    known: int
    """What is known before the hypotheses: the history of `plain`."""
    plain: Facts = field(compare=False)


def _step_of(step: Frame, plain: Facts) -> _Step:
    assert step.least is not None
    return _Step(
        step.variable,
        step.least,
        tuple(step.hypothesis),
        tuple(step.ranges),
        tuple(step.functions.items()),
        plain.history,
        plain,
    )


@lru_cache(maxsize=256)
def _reach(step: _Step, claim: Prop, name: str) -> tuple[int, int] | None:
    """The least value that a hypothesis speaks of when k is least, and the greatest e of the
    hypotheses Q(k + e); None when a hypothesis is about something else. Without any hypothesis
    the step alone is a proof."""
    statement, k = Statement(claim, name, None), Var(step.variable)
    functions = dict(step.functions)
    found: list[int] = []
    for part in step.hypothesis:
        e = _offset(step, statement, k, part)
        if e is None:
            return None
        found.append(e)
    lows = [step.least + e for e in found]
    general = Var("j~")
    for each in step.ranges:
        part = substitute(each.claim, {each.name: general})
        instance = statement.at(general)
        if not alike(part, instance, functions) and not _same(step.plain, instance, part):
            return None
        lows.append(each.low)
        found.append(each.top)
    return min(lows, default=step.least), max(found, default=-1)


def _offset(step: _Step, statement: Statement, k: Var, part: Prop) -> int | None:
    """e, when the hypothesis is Q(k + e), or that in other words. Where a reader's step leads from
    one value to the next, several fit; then the one that speaks of the same k + e."""
    for e in range(-_FARTHEST, _FARTHEST + 1):
        if statement.at(_shift(k, e)) == part:
            return e
    near = {e: statement.at(_shift(k, e)) for e in _OFFSETS}
    functions = dict(step.functions)
    for e, instance in near.items():
        if alike(part, instance, functions):
            return e
    fitting = [e for e, instance in near.items() if _same(step.plain, instance, part)]
    spoken = offsets_in(part, k.name)
    exact = [e for e in fitting if offsets_in(near[e], k.name) == spoken]
    return exact[0] if exact else max(fitting, default=None)


def _same(plain: Facts, instance: Prop, part: Prop) -> bool:
    if opens_with(instance) != opens_with(part):
        return False
    facts = plain.child()
    facts.learn(instance)
    return follows(part, facts)


def _lowest(frame: Frame, statement: Statement, reach: int) -> int | None:
    """The least value that the claim is about, not above what the step reaches."""
    if statement.low is not None:
        return statement.low if statement.low <= reach else None
    name = Var(statement.name)
    for low in range(reach, reach - 4, -1):
        if follows(Rel(">=", name, num(low)), frame.facts):
            return low
    return None


def shown(frame: Frame, statement: Statement, value: int, ask: Ask) -> bool:
    """The text shows the statement for one value: it speaks of the value, and it is so."""
    instance = statement.at(num(value))
    spoken = value in frame.spoken or frame.evidence.has(instance, frame.facts, value)
    return spoken and ask(frame, instance)


def limits_allow(name: str, least: int, limits: tuple[Prop, ...]) -> bool:
    """An integer that is at least `least` is within the limits."""
    facts = Facts((Given(name, "integer"),), (Rel(">=", Var(name), num(least)),))
    return all(follows(limit, facts) for limit in limits)
