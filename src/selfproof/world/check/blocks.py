"""Opening and closing frames: suppositions, cases, contradictions.

The text seldom says where a supposition ends. Whatever is decided here is sound, because a closed
frame gives nothing but "under this condition, that"; the rules below only guess what the writer
meant. A supposition that clashes with the one before it, or completes a list with it, stands
beside it; otherwise it stands inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from selfproof.world.assess import IssueKind
from selfproof.world.check import lines
from selfproof.world.check.frames import Frame, FrameKind
from selfproof.world.check.holds import covers, holds
from selfproof.world.check.logic import (
    FALSE,
    both,
    free,
    number,
    options_of,
    parts_of,
    substitute,
)
from selfproof.world.check.state import CLOSABLE, MOST_DEPTH, Walk, depth, speaks_of
from selfproof.world.kernel import Facts, follows
from selfproof.world.kernel.normal import polynomial
from selfproof.world.props import And, Cong, Exists, Kind, Or, Prop, Rel, negation
from selfproof.world.terms import Num, Term, Undefined, Var, sub

_MOST_LEVELS = 4
"""How far outwards a new supposition is compared with those that stand."""
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4"} | dict.fromkeys(
    ("last", "remaining", "other", "former", "latter"), "9"
)
_LABEL = re.compile(rf"(subcase|case|{'|'.join(_ORDINALS)})\b(.*)")
_NUMBERS = re.compile(r"\d+|[ivx]+\b|[a-z]\b")


def attach(frame: Frame) -> None:
    """Make a frame a branch (or a step) of the frame around it."""
    parent = frame.parent
    assert parent is not None
    (parent.steps if frame.kind == "step" else parent.branches).append(frame)


def detach(frame: Frame) -> None:
    """Undo `attach`."""
    parent = frame.parent
    assert parent is not None
    (parent.steps if frame.kind == "step" else parent.branches).pop()


def close(walk: Walk) -> None:
    """Leave the current frame for good."""
    frame = walk.frame
    parent = frame.parent
    assert parent is not None
    attach(frame)
    settle_closed(frame)
    walk.frame = parent


def settle_closed(frame: Frame) -> None:
    """What an attached frame leaves behind besides a branch: a refuted condition is false, and a
    value was spoken of."""
    parent = frame.parent
    assert parent is not None
    if frame.kind == "refute" and not frame.dead:
        frame.dead = holds(frame, FALSE)
    if frame.dead and frame.condition is not None:
        parent.learn(negation(frame.closed_condition))
    if frame.tried:
        parent.spoken.update(speaks_of(frame))
        if frame.kind == "base":
            parent.spoken.update(frame.spoken)


def close_to(walk: Walk, frame: Frame) -> None:
    """Close frames until `frame` is the current one."""
    while walk.frame is not frame:
        close(walk)


@contextmanager
def tried_outside(frame: Frame) -> Iterator[Frame]:
    """The frame around this one, as if this one were closed."""
    attach(frame)
    try:
        assert frame.parent is not None
        yield frame.parent
    finally:
        detach(frame)


def home_of(frame: Frame, prop: Prop) -> Frame | None:
    """The innermost frame, from `frame` outwards, in which a claim holds once the inner ones are
    closed."""
    if not frame.dead and holds(frame, prop):
        return frame
    if frame.kind in CLOSABLE or (frame.kind == "refute" and frame.dead):
        with tried_outside(frame) as parent:
            found = home_of(parent, prop)
        if found is not None:
            return found
    return frame if frame.dead and holds(frame, prop) else None


def open_frame(walk: Walk, kind: FrameKind, label: str = "") -> Frame | None:
    """Go into a new frame; None when frames are nested too deeply."""
    if depth(walk.frame) >= MOST_DEPTH:
        walk.note(IssueKind.UNREAD, "The suppositions are nested too deeply to be followed.")
        return None
    walk.frame = walk.frame.open(kind, walk.at, label)
    return walk.frame


def suppose(walk: Walk, prop: Prop, kind: FrameKind) -> None:
    """A supposition, or the condition of a case that was only named."""
    frame = walk.frame
    if frame.kind == "case" and frame.condition is None and not frame.tried:
        _assume(walk, frame, prop)
        return
    if kind == "suppose":
        close_to(walk, _beside(walk, prop))
    walk.supposed.append((walk.at, prop))
    opened = open_frame(walk, kind)
    if opened is not None:
        _assume(walk, opened, prop)


def _assume(walk: Walk, frame: Frame, prop: Prop) -> None:
    """Learn a condition, with names for what it says exists."""
    own: dict[str, Kind] = {}
    parts: list[Prop] = []
    for part in parts_of(frame.read(prop)):
        while isinstance(part, Exists):
            part = _instance(walk, frame, part, own)
        parts.append(part)
    whole = both(parts)
    for name in sorted(frame.unknown(whole) - own.keys()):
        own[name] = "integer"
    if walk.problem.obligations:
        frame.lines = lines.system(whole, walk.problem.obligations[0].show)
    frame.suppose(whole, own)


def _instance(walk: Walk, frame: Frame, prop: Exists, own: dict[str, Kind]) -> Prop:
    """The body of an existence, about the problem's own variables or about new names."""
    values: dict[str, Term] = {}
    for name in prop.names:
        origin = frame.origin(name)
        if origin is not None and origin.given and origin.kind == prop.kind:
            continue
        new = name
        if origin is not None or name in own:
            new = walk.new_name(name)
            values[name] = frame.renames[name] = Var(new)
        own[new] = prop.kind
    return substitute(prop.prop, values)


def _beside(walk: Walk, prop: Prop) -> Frame:
    """The frame in which a new supposition is opened."""
    outermost = walk.frame
    frame = walk.frame
    for _ in range(_MOST_LEVELS):
        if frame.kind not in ("suppose", "case", "base", "example") or frame.parent is None:
            break
        if frame.kind in ("base", "example") or frame.dead or _is_beside(walk, frame, prop):
            outermost = frame.parent
        frame = frame.parent
    return outermost


def _is_beside(walk: Walk, frame: Frame, prop: Prop) -> bool:
    if isinstance(frame.condition, Rel) and _is_to_be_solved(walk, frame.condition):
        # A value that the equation forbids is a case under it, and not another supposition.
        return _completes(frame, prop) or _turns(walk, frame, prop)
    return _clashes(walk, frame, prop) or _completes(frame, prop) or _turns(walk, frame, prop)


def _is_to_be_solved(walk: Walk, condition: Prop) -> bool:
    return walk.problem.task == "find all" and any(
        each.assume == (condition,) for each in walk.problem.obligations[:1]
    )


def is_impossible_equation(walk: Walk, frame: Frame) -> bool:
    """An equation that the text supposes in order to refute it."""
    if frame.condition is None or frame.kind not in ("refute", "suppose"):
        return False
    equations = [each for each in parts_of(frame.condition) if isinstance(each, Rel)]
    if frame.kind == "refute":
        return bool(equations)
    return any(_denies(each, duty.show) for each in equations for duty in walk.problem.obligations)


def _denies(equation: Rel, shown: Prop) -> bool:
    """The equation, in whatever order its terms are written, is what cannot be."""
    if negation(equation) == shown:
        return True
    if equation.op != "=" or not isinstance(shown, Rel) or shown.op != "!=":
        return False
    try:
        one, other = (polynomial(sub(each.left, each.right)) for each in (equation, shown))
    except Undefined:
        return False
    return one == other


def _clashes(walk: Walk, frame: Frame, prop: Prop) -> bool:
    """It cannot hold together with what is supposed."""
    if frame.condition is None or not frame.meter.ask():
        return False
    alike, clash = _compared(frame.condition, prop)
    if alike:
        return clash
    if negation(frame.condition) == prop:
        return True
    if is_impossible_equation(walk, frame):
        # Every case of it is impossible, sooner or later.
        return False
    assert frame.parent is not None
    facts = frame.parent.facts.child()
    for name, kind in frame.own.items():
        facts.declare(name, kind)
    facts.learn(frame.condition)
    return _refutes(frame, prop, facts) and not _refutes(frame, prop, frame.parent.facts.child())


def _compared(first: Prop, second: Prop) -> tuple[bool, bool]:
    """(Both give a term a value or a residue of the same modulus, and these differ.)"""
    match first, second:
        case Rel("=", one, a), Rel("=", two, b) if one == two:
            values = number(a), number(b)
        case Cong(one, a, m), Cong(two, b, n) if one == two and m == n:
            values = number(a), number(b)
        case And(), And():
            return _differ(first, second), True
        case ((Or() | Rel("=")), (Or() | Rel("="))):
            return _apart(first, second), True
        case _:
            return False, False
    return None not in values, values[0] != values[1]


def _apart(first: Prop, second: Prop) -> bool:
    """Lists of values of one term that have none in common."""
    values: list[set[object]] = [set(), set()]
    terms: set[Term] = set()
    for found, prop in zip(values, (first, second), strict=True):
        for each in options_of(prop):
            if not isinstance(each, Rel) or each.op != "=" or number(each.right) is None:
                return False
            terms.add(each.left)
            found.add(number(each.right))
    return len(terms) == 1 and not values[0] & values[1]


def _differ(first: And, second: And) -> bool:
    """They give some term different values: "p = 1 and q = 6", "p = 2 and q = 3"."""
    known = {p.left: number(p.right) for p in first.parts if isinstance(p, Rel) and p.op == "="}
    for part in second.parts:
        if isinstance(part, Rel) and part.op == "=" and part.left in known:
            values = known[part.left], number(part.right)
            if None not in values and values[0] != values[1]:
                return True
    return False


def _refutes(frame: Frame, prop: Prop, facts: Facts) -> bool:
    """The facts and the proposition contradict each other at a glance."""
    for part in parts_of(frame.read(prop)):
        while isinstance(part, Exists):
            fresh = {name: Var(f"{name}~other") for name in part.names}
            for variable in fresh.values():
                facts.declare(variable.name, part.kind)
            part = substitute(part.prop, fresh)
        facts.learn(part)
    return follows(FALSE, facts)


def _completes(frame: Frame, prop: Prop) -> bool:
    """With it, the list of suppositions is complete."""
    parent = frame.parent
    if parent is None or frame.condition is None or not frame.tried or frame.unknown(prop):
        return False
    if not set(free(prop)) & set(free(frame.condition)):
        return False
    if not parent.branches and _leave_values_out(frame.condition, prop):
        return False
    conditions = [branch.closed_condition for branch in parent.branches]
    conditions.append(frame.closed_condition)
    if not covers(parent, [*conditions, prop]):
        return False
    return not covers(parent, conditions) or not _is_within(parent, frame.condition, prop)


def _leave_values_out(condition: Prop, prop: Prop) -> bool:
    """A value, such as n = 3, and a supposition of another sort are never a complete list."""
    if not isinstance(prop, Rel) or prop.op != "=" or not isinstance(prop.right, Num):
        return False
    return not any(
        isinstance(each, Rel) and (each.op != "=" or each.left == prop.left)
        for each in options_of(condition)
    )


def _is_within(parent: Frame, condition: Prop, prop: Prop) -> bool:
    """ "p = -1 and q = -5", where the list of cases is complete and p and q are negative here."""
    facts = parent.facts.child()
    facts.learn(prop)
    return follows(condition, facts)


def _turns(walk: Walk, frame: Frame, prop: Prop) -> bool:
    """One direction is shown, and this supposition begins another one."""
    obligations = walk.problem.obligations
    if frame.condition is None or len(obligations) < 2:
        return False
    mine = [each for each in obligations if each.assume and frame.condition in _sides(each.assume)]
    others = [each for each in obligations if each not in mine]
    if not mine or not any(prop in _sides(each.assume) for each in others):
        return False
    return all(home_of(walk.frame, each.show) is not None for each in mine)


def _sides(assume: tuple[Prop, ...]) -> list[Prop]:
    """What a supposition for this direction can be."""
    whole = both(assume)
    return [whole, *(option for part in assume for option in options_of(part))]


def case(walk: Walk, label: str, prop: Prop | None) -> None:
    """A case begins; the one before it ends. Cases without a number ("if n = 1, then") are
    placed by what they say."""
    if prop is None or _numbers(label):
        close_to(walk, _around(walk.frame, label))
    else:
        close_to(walk, _beside(walk, prop))
    opened = open_frame(walk, "case", label)
    if opened is not None and prop is not None:
        walk.supposed.append((walk.at, prop))
        _assume(walk, opened, prop)


def _around(frame: Frame, label: str) -> Frame:
    """The frame in which a case with this label is opened."""
    number = _numbers(label)
    for each in frame.chain():
        if each.kind == "case":
            open_number = _numbers(each.label)
            inside = (
                len(number) > len(open_number) > 0 and number[: len(open_number)] == open_number
            )
            sub = label.lower().startswith("sub") and not each.label.lower().startswith("sub")
            if inside or sub or (_first(number) and not _first(open_number) and each is frame):
                return frame
            if len(number) < len(open_number) and each.parent is not None:
                continue
            if len(number) == len(open_number) > 1 and number[:-1] != open_number[:-1]:
                continue
            return each.parent or each
        if each.kind in ("step", "root"):
            return frame if each.kind == "root" else each
    return frame


def _numbers(label: str) -> tuple[str, ...]:
    match = _LABEL.match(label.lower())
    if match is None:
        return ()
    word = match.group(1)
    return (_ORDINALS[word],) if word in _ORDINALS else tuple(_NUMBERS.findall(match.group(2)))


def _first(number: tuple[str, ...]) -> bool:
    return bool(number) and number[-1] in ("1", "a", "i")


def end_cases(walk: Walk) -> None:
    """All cases are done."""
    for each in walk.frame.chain():
        if each.kind == "case":
            assert each.parent is not None
            close_to(walk, each.parent)
            return
    while walk.frame.kind in ("suppose", "example", "base"):
        close(walk)


def absurd(walk: Walk, frame: Frame) -> None:
    """A contradiction was reached in `frame`: a refuted supposition ends there."""
    close_to(walk, frame)
    frame.dead = True
    if frame.kind in ("suppose", "refute"):
        close(walk)
