"""Whether a claim holds in a frame.

The kernel says what follows from facts by one step. This module adds what follows from the shape
of the proof: a claim that every one of some branches has, when these branches cover everything; a
general claim from one about a name that stands for every value; an implication from its
supposition; an induction from its step and its base values.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from selfproof.world.check import induction
from selfproof.world.check.divisors import by_common_divisor
from selfproof.world.check.frames import Frame
from selfproof.world.check.logic import (
    FALSE,
    TRUE,
    either,
    free,
    number,
    opens_with,
    options_of,
    substitute,
)
from selfproof.world.check.ratios import by_ratio
from selfproof.world.kernel import Effort, Facts, follows
from selfproof.world.problem import Given
from selfproof.world.props import And, Cong, Exists, Forall, Is, Kind, Or, Prop, Rel, negation
from selfproof.world.terms import Term, Var

_MOST_BRANCHES = 64
_MOST_LISTS = 6
_MOST_OPTIONS = 3


def holds(frame: Frame, prop: Prop, effort: Effort = Effort.OBVIOUS) -> bool:
    """By one step from what is known in `frame`, or by the shape of the proof so far."""
    if not frame.meter.ask():
        return False
    if follows(prop, frame.facts, effort) or (frame.clash and prop == FALSE):
        return True
    match prop:
        case And(parts):
            return all(holds(frame, part, effort) for part in parts)
        case Forall(names, kind, inner) if _for_every(frame, names, kind, inner, effort):
            return True
        case Or(parts) if 1 < len(parts) <= _MOST_OPTIONS and _implies(frame, parts, effort):
            return True
        case Exists(names, kind, inner) if _witnessed(frame, names, kind, inner):
            return True
    if by_branches(frame, prop, effort) or by_common_divisor(frame, prop, holds):
        return True
    if by_ratio(frame, prop, holds):
        return True
    return bool(frame.steps) and induction.proves(frame, prop, holds)


def by_branches(frame: Frame, prop: Prop, effort: Effort = Effort.OBVIOUS) -> bool:
    """Branches that cover everything each have it."""
    usable = usable_branches(frame, prop)
    if not usable or not covers(frame, [branch.closed_condition for branch in usable]):
        return False
    giving = [branch for branch in usable if gives(branch, prop, effort)]
    cases = [branch for branch in giving if not begs(frame, branch, prop)]
    if len(cases) == len(usable):
        return True
    return bool(cases) and covers(frame, [branch.closed_condition for branch in cases])


def usable_branches(frame: Frame, prop: Prop) -> list[Frame]:
    """Those in which the claim's names mean the same as outside."""
    names = free(prop)
    return [
        branch
        for branch in frame.shown_branches()[-_MOST_BRANCHES:]
        if branch.kind != "example" and not any(name in branch.names for name in names)
    ]


def begs(frame: Frame, branch: Frame, prop: Prop) -> bool:
    """The branch supposes the claim itself: it is no case of a proof of it."""
    condition = branch.condition
    if condition is None or branch.dead or branch.own:
        return False
    if condition == prop:
        return True
    simple = isinstance(condition, Cong) and isinstance(condition.left, Var)
    if simple or opens_with(condition) != opens_with(prop):
        return False
    return _leads_to(frame.facts, condition, prop) and _leads_to(frame.facts, prop, condition)


def gives(branch: Frame, prop: Prop, effort: Effort = Effort.OBVIOUS) -> bool:
    """A branch has a claim; in one that ended in a contradiction everything holds."""
    return branch.dead or holds(branch, prop, effort)


def plainly_cover(conditions: Sequence[Prop]) -> bool | None:
    """Residues of one term that are all there, or not; None when the conditions say other things,
    or the term may not have all residues, as a square.
    Asking the kernel in vain is dear, and most cases are residues."""
    found: set[int] = set()
    about: tuple[Term, int] | None = None
    for condition in conditions:
        for each in options_of(condition):
            if not isinstance(each, Cong):
                return None
            m, r = number(each.modulus), number(each.right)
            if m is None or r is None or m.denominator != 1 or r.denominator != 1 or m < 1:
                return None
            if about is not None and about != (each.left, int(m)):
                return None
            about = (each.left, int(m))
            found.add(int(r) % int(m))
    if about is None or len(found) == about[1]:
        return about is not None
    return False if isinstance(about[0], Var) else None


def covers(frame: Frame, conditions: Sequence[Prop]) -> bool:
    """At least one of the conditions holds, whatever happens."""
    if any(condition == TRUE for condition in conditions):
        return True
    if not frame.meter.ask():
        return False
    if not conditions:
        return follows(FALSE, frame.facts)
    if plainly_cover(conditions) and _is_integer(frame, conditions):
        return True
    whole = either(conditions)
    if follows(whole, frame.facts):
        return True
    if _one_term_covers(frame, whole):
        return True
    said = set(options_of(whole))
    if any(negation(condition) in said for condition in said):
        return True
    lists = (known for known in frame.facts.props if isinstance(known, Or))
    return any(
        all(_leads_to(frame.facts, option, whole) for option in known.parts)
        for known in islice(lists, _MOST_LISTS)
    )


def _one_term_covers(frame: Frame, whole: Prop) -> bool:
    """The values of one of several terms are all there: "n - 3 = 1 or ..., or n = 4 or ..."."""
    groups: dict[Term, list[Prop]] = {}
    for each in options_of(whole):
        if not isinstance(each, Rel) or each.op != "=":
            return False
        groups.setdefault(each.left, []).append(each)
    return 1 < len(groups) < 4 and any(
        len(group) > 1 and follows(either(group), frame.facts) for group in groups.values()
    )


def _is_integer(frame: Frame, conditions: Sequence[Prop]) -> bool:
    """What the residues are of is an integer."""
    first = options_of(conditions[0])[0]
    return isinstance(first, Cong) and follows(Is(first.left, "integer"), frame.facts)


def _leads_to(facts: Facts, option: Prop, whole: Prop) -> bool:
    child = facts.child()
    child.learn(option)
    return follows(whole, child)


def _implies(frame: Frame, parts: tuple[Prop, ...], effort: Effort) -> bool:
    """One part, when the others are false."""
    if not frame.shown_branches() and not frame.steps:
        return False
    for place, part in enumerate(parts):
        others = tuple(negation(each) for i, each in enumerate(parts) if i != place)
        if holds(frame.under(others), part, effort):
            return True
    return False


def _for_every(
    frame: Frame, names: tuple[str, ...], kind: Kind, inner: Prop, effort: Effort
) -> bool:
    """The text proved it for names that stand for every value, or it holds for new ones."""
    if all(stands_for_every(frame, name, kind) for name in names) and holds(frame, inner, effort):
        return True
    view = frame.under((TRUE,))
    fresh = {name: Var(f"{name}~all") for name in names}
    for variable in fresh.values():
        view.facts.declare(variable.name, kind)
    return holds(view, substitute(inner, fresh), effort)


def stands_for_every(frame: Frame, name: str, kind: Kind) -> bool:
    """What was shown of `name` in this frame holds for every value of `kind`."""
    origin = frame.names.get(name)
    if origin is None or not origin.every:
        return False
    alone = Facts((Given(name, kind),))
    return follows(Is(Var(name), origin.kind), alone) and all(
        free(limit) == {name} and follows(limit, alone) for limit in origin.limits
    )


def _witnessed(frame: Frame, names: tuple[str, ...], kind: Kind, inner: Prop) -> bool:
    """Names of the same letters are known to be what is asked for."""
    return all(
        frame.origin(name) is not None and follows(Is(Var(name), kind), frame.facts)
        for name in names
    ) and follows(inner, frame.facts)
