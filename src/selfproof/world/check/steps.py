"""The parts of an induction as the text opens them: base case, inductive step, hypothesis."""

from __future__ import annotations

from selfproof.world.check.blocks import close, close_to, open_frame, suppose
from selfproof.world.check.frames import Frame, Origin, Range
from selfproof.world.check.holds import holds
from selfproof.world.check.hypotheses import (
    MOST_INSTANCES,
    Hypothesis,
    above,
    plain_parts,
    read_hypothesis,
    target_of,
)
from selfproof.world.check.induction import Statement, examine, is_carried_out, limits_allow
from selfproof.world.check.likeness import alike, multiple, uses, written_out
from selfproof.world.check.logic import (
    INTEGERS,
    equation,
    free,
    kind_bound,
    lower_bound,
    opens_with,
    options_of,
    parts_of,
    substitute,
)
from selfproof.world.check.state import Walk
from selfproof.world.props import And, Forall, Kind, Or, Prop, Rel
from selfproof.world.terms import ONE, Div, Var, add, num, variables

_MOST_PARTS = 8
"""Values of one hypothesis that is written out."""


def base(walk: Walk, at: Prop | None) -> None:
    """A base case begins. With one value, its variable means this value inside."""
    while walk.frame.kind in ("base", "suppose", "example"):
        close(walk)
    frame = open_frame(walk, "base")
    if frame is None or at is None:
        return
    options = [option for part in parts_of(at) for option in options_of(part)]
    found = [each for option in options if (each := equation(option)) is not None]
    frame.spoken.update(int(value) for _, value in found if value.denominator == 1)
    if len(found) == 1:
        frame.renames[found[0][0]] = num(found[0][1])


def step(walk: Walk) -> None:
    """The inductive step begins."""
    _leave_bases(walk)
    open_frame(walk, "step")


def _leave_bases(walk: Walk) -> None:
    while (
        walk.frame.kind in ("suppose", "example")
        or is_single_value(walk.frame)
        or (walk.frame.kind == "step" and walk.frame.variable)
    ):
        close(walk)


def leave_single_values(walk: Walk, names: tuple[str, ...]) -> None:
    """A new variable is not for the case n = 1 only."""
    while is_single_value(walk.frame) and walk.frame.tried:
        if any(walk.frame.origin(name) is not None for name in names):
            return
        close(walk)


def is_single_value(frame: Frame) -> bool:
    """A base case, or a case such as n = 1."""
    if frame.kind == "base":
        return True
    return (
        frame.kind in ("case", "suppose")
        and len(frame.values()) == len(parts_of(frame.condition or And(()))) > 0
    )


def is_hypothesis(walk: Walk, prop: Prop) -> bool:
    """A supposition that says of an arbitrary k what is to be shown of n."""
    frame = walk.frame
    prop = And(plain_parts(prop))
    names = [
        name
        for name in sorted(free(prop))
        if (origin := frame.origin(name)) is None or (origin.every and not origin.given)
    ]
    if len(names) != 1:
        return False
    parts = [part for part in parts_of(prop) if lower_bound(part, names[0]) is None]
    if not 0 < len(parts) <= _MOST_PARTS:
        return False
    for given in walk.problem.givens:
        target = target_of(walk, given.name) if given.kind in INTEGERS else None
        if target is None or opens_with(target) != opens_with(parts[0]):
            continue
        at = [add(Var(names[0]), num(e)) if e else Var(names[0]) for e in range(len(parts))]
        instances = [substitute(target, {given.name: each}) for each in at]
        if all(alike(*pair, frame.functions) for pair in zip(instances, parts, strict=True)):
            return True
    return False


def hypothesis(walk: Walk, said: Prop) -> None:
    """An induction hypothesis: what is assumed of an arbitrary k, and how small k can be."""
    frame = walk.frame
    if frame.kind != "step" or frame.variable:
        _leave_bases(walk)
    if walk.frame.kind != "step" and open_frame(walk, "step") is None:
        return
    frame = walk.frame
    found = read_hypothesis(walk, said)
    name = _variable(walk, frame, found)
    if name is None:
        suppose(walk, said, "suppose")
        return
    bounds = [low for part in found.claims if (low := lower_bound(part, name)) is not None]
    found.claims = [part for part in found.claims if lower_bound(part, name) is None]
    least = _introduce(walk, frame, name, found, max(bounds, default=None))
    if least is None:
        frame.variable = ""
        return
    _assume(frame, name, least, found)


def _introduce(
    walk: Walk, frame: Frame, name: str, found: Hypothesis, least: int | None
) -> int | None:
    """Make the variable known in the step; its least value, None when it is not arbitrary."""
    assert frame.parent is not None
    frame.variable = name
    if frame.origin(name) is not None and not _is_outer(frame, name):
        return _declared_least(frame, name, least)
    if least is None:
        least = _least(walk, frame.parent, name, found)
    if frame.origin(name) is not None:
        frame.variable = walk.new_name(name)
        frame.renames[name] = Var(frame.variable)
    frame.introduce(frame.variable, Origin("integer"))
    return least


def _assume(frame: Frame, name: str, least: int, found: Hypothesis) -> None:
    """Learn the hypothesis."""
    k = Var(frame.variable)
    frame.least = least
    frame.learn(Rel(">=", k, num(least)))
    frame.plain = frame.facts.child()
    frame.hypothesis = tuple(map(frame.read, found.claims))
    for part in frame.hypothesis:
        frame.learn(part)
        if frame.functions:
            frame.learn(written_out(part, frame.functions))
    ranges = []
    for variable, claim, low, upper, included in found.ranges:
        top = above(upper, name)
        if top is None:
            continue
        if low is None:
            low = _first_value(frame, variable)
        claim = frame.read(substitute(claim, {variable: Var("j~")}))
        each = Range(claim, "j~", low, top if included else top - 1)
        ranges.append(each)
        _learn_range(frame, k, least, each)
    frame.ranges = tuple(ranges)


def _first_value(frame: Frame, name: str) -> int:
    """The least base value, or the least value that the variable can have."""
    assert frame.parent is not None
    origin = frame.origin(name)
    kind = None if origin is None else kind_bound(origin.kind)
    return min(frame.parent.spoken, default=1 if kind is None else kind)


def _learn_range(frame: Frame, k: Var, least: int, each: Range) -> None:
    """The general claim, and the instances at k + top, k + top - 1, ... that are sure to be in the
    range."""
    j = Var(each.name)
    outside = (Rel("<", j, num(each.low)), Rel(">", j, add(k, num(each.top))))
    frame.learn(Forall((each.name,), "integer", Or((*outside, each.claim))))
    for place in range(MOST_INSTANCES):
        e = each.top - place
        if least + e < each.low:
            break
        at = add(k, num(e)) if e else k
        frame.learn(substitute(each.claim, {each.name: at}))


def _is_outer(frame: Frame, name: str) -> bool:
    """It does not stand for every value of a kind here, or is a variable of the problem: the step
    needs a name of its own."""
    origin = frame.origin(name)
    return origin is None or origin.given or not origin.every


def _variable(walk: Walk, frame: Frame, found: Hypothesis) -> str | None:
    """The name that the induction is about."""
    names = frozenset().union(*map(free, found.claims))
    for variable, claim, _, upper, _ in found.ranges:
        names |= variables(upper) | (free(claim) - {variable})
    unknown = sorted(name for name in names if frame.origin(name) is None)
    if len(unknown) == 1:
        return unknown[0]
    if unknown:
        return None
    if found.ranges and len(tops := variables(found.ranges[0][3])) == 1:
        return next(iter(tops))
    candidates = [name for name in names if frame.facts.kind_of(name) in INTEGERS]
    own = [name for name in candidates if not _is_outer(frame, name)]
    for group in (own, candidates):
        if len(group) == 1:
            return group[0]
    targets = frozenset().union(*map(free, walk.targets))
    chosen = sorted(set(candidates) & targets) or sorted(candidates)
    return chosen[0] if chosen else None


def _least(walk: Walk, parent: Frame, name: str, found: Hypothesis) -> int | None:
    """Where the text does not say it: the least k for which the base values are enough."""
    lows = [low for _, _, low, _, _ in found.ranges if low is not None]
    spoken = sorted(parent.spoken)
    if found.ranges and spoken:
        last = lows[0] if lows else spoken[0]
        while last + 1 in parent.spoken:
            last += 1
        _, _, _, upper, included = found.ranges[0]
        return last - ((above(upper, name) or 0) - (0 if included else 1))
    if spoken:
        return spoken[0]
    origin = parent.origin(name)
    if origin is not None:
        bounds = [low for each in origin.limits if (low := lower_bound(each, name)) is not None]
        low = kind_bound(origin.kind)
        return max([*bounds, *([] if low is None else [low])], default=None)
    lows = [
        low
        for given in walk.problem.givens
        if given.kind in INTEGERS and (low := kind_bound(given.kind)) is not None
    ]
    return min(lows, default=1)


def _declared_least(frame: Frame, name: str, least: int | None) -> int | None:
    """The least value of a variable that was declared for the step, when it is arbitrary."""
    origin = frame.origin(name)
    assert origin is not None
    for each in frame.chain():
        if name in each.names:
            break
        if each.condition is not None and name in free(each.condition):
            return None
    bounds = [low for each in origin.limits if (low := lower_bound(each, name)) is not None]
    bounds += [each for each in (kind_bound(origin.kind), least) if each is not None]
    start = max(bounds, default=None)
    if start is None or not limits_allow(name, start, origin.limits):
        return None
    return start


def is_next_value(frame: Frame, prop: Prop) -> bool:
    """The claim is the statement for the next value, and nothing before it in the step has led to
    its left side."""
    said = [(each, frame.variable) for each in frame.hypothesis[:1]]
    said += [(each.claim, each.name) for each in frame.ranges[:1]]
    if not said:
        return False
    claim, name = said[0]
    if opens_with(claim) != opens_with(prop):
        return False
    whole = _once(prop)
    k = Var(frame.variable)
    first = 1 if frame.hypothesis else frame.ranges[0].top + 1
    for e in range(first, first + max(len(frame.hypothesis), 1) + 1):
        instance = substitute(claim, {name: add(k, num(e)) if e else k})
        if alike(instance, whole, frame.functions):
            if any(uses(prop, part) for part in frame.hypothesis):
                return False
            return not is_carried_out(frame, instance, alone=False)
    return False


def _once(prop: Prop) -> Prop:
    """ "3 S_{k+1} = ..." says what S_{k+1} is."""
    if isinstance(prop, Rel) and prop.op == "=":
        times, left = multiple(prop.left)
        if times != ONE:
            return Rel("=", left, Div(prop.right, times))
    return prop


_FAR_BACK = 3


def is_earlier_value(step: Frame, prop: Prop) -> bool:
    """The claim is one of the hypotheses, or the statement for a value just before them."""
    if any(alike(each, prop, step.functions) for each in step.hypothesis):
        return True
    k = Var(step.variable)
    said = [(each, step.variable, 0) for each in step.hypothesis[:1]]
    said += [(each.claim, each.name, each.top) for each in step.ranges[:1]]
    return any(
        alike(substitute(claim, {name: add(k, num(e)) if e else k}), prop, step.functions)
        for claim, name, top in said
        for e in range(-_FAR_BACK, top + 1)
    )


def finish(walk: Walk) -> None:
    """The induction is complete: leave its step, and keep what it has shown for all values."""
    for each in walk.frame.chain():
        if each.kind == "step" and each.parent is not None:
            close_to(walk, each.parent)
            _keep(walk, each.parent, each)
            return


def _keep(walk: Walk, frame: Frame, done: Frame) -> None:
    """Learn "for all n >= b" where the induction is valid."""
    said = [(each, done.variable) for each in done.hypothesis[:1]]
    said += [(each.claim, each.name) for each in done.ranges[:1]]
    if not said or done.least is None:
        return
    name = "n~"
    claim = substitute(said[0][0], {said[0][1]: Var(name)})
    low = min([done.least, *(each.low for each in done.ranges)])
    wanted = _wanted_low(frame, claim, name, walk)
    finding = examine(frame, done, Statement(claim, name, low), holds)
    if finding is None or not finding.complete or (wanted is not None and wanted < low):
        return
    kinds: dict[int, Kind] = {0: "natural", 1: "positive integer"}
    if low in kinds:
        frame.learn(Forall((name,), kinds[low], claim))
    else:
        guarded = Or((Rel("<", Var(name), num(low)), claim))
        frame.learn(Forall((name,), "integer", guarded))
    for each, origin in frame.names.items():
        if origin.kind in INTEGERS and holds(frame, Rel(">=", Var(each), num(low))):
            frame.learn(substitute(claim, {name: Var(each)}))


def _wanted_low(frame: Frame, claim: Prop, name: str, walk: Walk) -> int | None:
    """Where the statement to be shown begins, when this is it. Less than all of it is not kept: a
    missing base value would be filled in unnoticed."""
    for given in walk.problem.givens:
        target = target_of(walk, given.name) if given.kind in INTEGERS else None
        if target is not None and alike(
            substitute(target, {given.name: Var(name)}), claim, frame.functions
        ):
            origin = walk.root.names[given.name]
            bounds = [low for each in origin.limits if (low := lower_bound(each, given.name))]
            return max([kind_bound(given.kind) or 0, *bounds])
    return None
