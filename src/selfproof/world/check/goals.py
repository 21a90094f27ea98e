"""What a proof has to discharge, and what is missing when it does not.

An obligation is discharged when it holds outside of all frames, once its own assumptions are added
to everything. What the kernel could have seen without any proof must at least have been said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from selfproof.world.assess import IssueKind
from selfproof.world.check import reasons as word
from selfproof.world.check import solutions
from selfproof.world.check.evidence import in_exponents, numbers_in, value
from selfproof.world.check.frames import Frame
from selfproof.world.check.holds import by_branches, covers, gives, holds, usable_branches
from selfproof.world.check.induction import examine, statements
from selfproof.world.check.likeness import alike, equal, written_out
from selfproof.world.check.logic import (
    FALSE,
    both,
    free,
    options_of,
    parts_of,
    substitute,
)
from selfproof.world.check.powers import has_large_power
from selfproof.world.check.putting_in import both_sides, by_equivalence, is_put_in, looks_at
from selfproof.world.check.solutions import all_branches, values_of
from selfproof.world.check.state import Note, Walk
from selfproof.world.kernel import Effort, Facts, follows
from selfproof.world.language.statements import Done
from selfproof.world.problem import Obligation
from selfproof.world.props import (
    And,
    Divides,
    Exists,
    Is,
    Named,
    Not,
    Or,
    Prop,
    Rel,
    negation,
    terms_of,
)
from selfproof.world.show import words
from selfproof.world.terms import Call, Exact, Num, Point, Term, Var, num, sub, variables

_MOST_RULES = 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an obligation stands at the end: `met`, met but for a detail (`note`), or not met, with
    the reason."""

    met: bool
    note: Note | None = None


def outcomes(walk: Walk, explain: bool) -> list[Outcome]:
    """For each obligation; the reasons only when asked for."""
    return [_outcome(walk, each, explain) for each in walk.problem.obligations]


def _outcome(walk: Walk, duty: Obligation, explain: bool) -> Outcome:
    if isinstance(duty.show, Exists) and (found := _by_example(walk, duty.show)) is not None:
        return found
    if _is_value_check(duty):
        return _checked(walk, duty, explain)
    if not duty.assume and walk.key(duty.show) in {walk.key(said) for said in walk.root.said}:
        return Outcome(True)
    view = walk.root.under(duty.assume)
    if duty.assume:
        _draw(view)
    bare = walk.bare.child()
    for each in duty.assume:
        bare.learn(each)
    if follows(duty.show, bare):
        if _touched(walk, duty.show):
            return Outcome(True)
    elif isinstance(duty.show, Divides) and _ends_with_another(walk, duty.show):
        return Outcome(False, _explain(walk, duty, view) if explain else None)
    elif holds(view, duty.show):
        lack = solutions.lack(walk, duty) if duty.assume else None
        return Outcome(lack is None, lack if explain else None)
    elif _needs_detail(walk, duty.show, view, bare):
        reason = word.detail(duty.show)
        return Outcome(True, Note(-1, IssueKind.OMITTED_DETAIL, reason, duty.part))
    return Outcome(False, _explain(walk, duty, view) if explain else None)


def _ends_with_another(walk: Walk, show: Divides) -> bool:
    """The text never says it of this number, but of one that it has given a name, or at its very
    end of another one: it has shown something else."""
    said = [(each, _as_divides(walk, each)) for each in walk.root.said]
    found = [(each, plain) for each, plain in said if plain is not None]
    found = [(each, plain) for each, plain in found if _goes_into(plain.divisor, show.divisor)]
    if any(equal(plain.term, show.term) for _, plain in found):
        return False
    named = any(isinstance(side, Var | Call) for each, _ in found for side in terms_of(each)[:2])
    done = bool(walk.items) and isinstance(walk.items[-1].body, Done)
    last = found[-1][1] if found else None
    ends = last is not None and last.divisor == show.divisor and said[-1][1] is last
    return named or (ends and not done)


def _goes_into(divisor: Term, whole: Term) -> bool:
    """A factor of the number that is to divide, or that number."""
    if not isinstance(divisor, Num) or not isinstance(whole, Num):
        return divisor == whole
    return divisor.value > 1 and whole.value % divisor.value == 0


def _as_divides(walk: Walk, said: Prop) -> Divides | None:
    """A divisibility, with what names and functions of the text stand for."""
    plain = walk.key(written_out(said, walk.root.functions))
    return plain if isinstance(plain, Divides) else None


def _draw(view: Frame) -> None:
    """ "Where A is, B is" was shown, and A is assumed."""
    rules = [
        each
        for known in islice(view.facts.props, 64)
        for each in parts_of(known)
        if isinstance(each, Or) and len(each.parts) == 2 and isinstance(each.parts[0], Not)
    ]
    for each in rules[:_MOST_RULES]:
        condition, result = negation(each.parts[0]), each.parts[1]
        if result not in view.facts.said and follows(condition, view.facts):
            view.facts.learn(result)


def _needs_detail(walk: Walk, show: Prop, view: Frame, bare: Facts) -> bool:
    """It follows from what the proof has shown, though not at a glance; and not without it."""
    if not walk.said or walk.bold or follows(show, bare, Effort.DETAIL):
        return False
    return follows(show, view.facts, Effort.DETAIL) or by_branches(view, show, Effort.DETAIL)


def _touched(walk: Walk, show: Prop) -> bool:
    """The text has said it, or has come from its one side to the other."""
    if show == FALSE:
        return bool(walk.said)
    wanted = walk.key(show)
    if any(walk.key(said) == wanted for said in walk.said):
        return True
    if walk.powers.active and has_large_power(wanted) and walk.powers.explain(wanted):
        return True
    sides = terms_of(show)[:2]
    spoken = {side for said in walk.said for side in terms_of(said)}
    if sides and all(_is_spoken(side, spoken) for side in sides):
        return True
    return any(alike(said, show, {}) for said in walk.said)


def _is_spoken(side: Term, spoken: set[Term]) -> bool:
    names = variables(side)
    return side in spoken or any(variables(each) == names and equal(side, each) for each in spoken)


def _by_example(walk: Walk, show: Exists) -> Outcome | None:
    """Particular values that the text takes, for which it holds."""
    for frame in _valued(walk.root, walk.examples):
        said = [pair for each in frame.chain() for pair in each.values()]
        values = {name: num(value) for name, value in reversed(said)}
        if not set(show.names) <= values.keys():
            continue
        instance = substitute(show.prop, {name: values[name] for name in show.names})
        kinds = [Is(values[name], show.kind) for name in show.names]
        if not all(follows(kind, Facts()) for kind in kinds):
            continue
        here = Facts((), walk.definitions)
        for facts in (walk.root.facts, frame.facts if frame.kind == "example" else here):
            if follows(instance, facts):
                return _shown_example(walk, frame, show, instance, values)
    return None


def _shown_example(
    walk: Walk, frame: Frame, show: Exists, instance: Prop, taken: Mapping[str, Num]
) -> Outcome:
    values = {name: each.value for name, each in taken.items() if name in show.names}
    lines = _lines_of(show)
    if lines:
        return _on_all_lines(walk, frame, show, lines)
    if isinstance(instance, Rel) and instance.op not in ("=", "!="):
        shown = _is_computed(walk, instance)
    else:
        written = frozenset[Exact]().union(*map(numbers_in, frame.said))
        shown = any(map(free, frame.said)) or bool(
            frame.said and written.issuperset(values.values())
        )
        shown = shown or walk.root.evidence.has(instance, walk.root.facts)
    if shown:
        return Outcome(True)
    reason = f"It is not checked that {word.values_text(values)} is an example as claimed."
    return Outcome(True, Note(frame.item, IssueKind.OMITTED_DETAIL, reason))


def _is_computed(walk: Walk, instance: Rel) -> bool:
    """An equation of the text has the number that a side of an inequality comes to, or what it is
    less than it."""
    facts = Facts()
    values = (value(instance.left, facts), value(sub(instance.left, instance.right), facts))
    equations = [each for each in walk.said if isinstance(each, Rel) and each.op == "="]
    numbers = frozenset[Exact]().union(*map(numbers_in, equations))
    sizes = {abs(number) for number in numbers}
    return any(each is not None and abs(each) in sizes for each in values)


def _lines_of(show: Exists) -> tuple[Term, ...]:
    """The sides of the equations of lines on which a point is to be found."""
    if show.names != ("x", "y") or not isinstance(show.prop, And):
        return ()
    equations = [each for each in show.prop.parts if isinstance(each, Rel) and each.op == "="]
    if len(equations) < len(show.prop.parts):
        return ()
    return tuple(side for each in equations for side in (each.left, each.right))


def _on_all_lines(walk: Walk, frame: Frame, show: Exists, sides: tuple[Term, ...]) -> Outcome:
    """The point has to be put into the equation of each line."""
    values = dict(frame.values())
    claim = Named("common point", (Point(*(Num(values[name]) for name in show.names)), *sides))
    for facts in (frame.facts, walk.root.facts):
        if follows(claim, facts):
            return Outcome(True)
    reason = word.not_on_every_line(values)
    for facts in (frame.facts, walk.root.facts):
        if follows(claim, facts, Effort.DETAIL):
            return Outcome(True, Note(frame.item, IssueKind.OMITTED_DETAIL, reason))
    return Outcome(False, Note(frame.item, IssueKind.MISSING_PART, reason))


def _valued(frame: Frame, examples: Iterable[Frame]) -> Iterable[Frame]:
    """Frames in which variables have values, innermost conditions included."""
    yield from examples
    stack = list(frame.branches)
    while stack:
        branch = stack.pop(0)
        if branch.kind != "example" and branch.values():
            yield branch
        stack.extend(branch.branches)


def _is_value_check(duty: Obligation) -> bool:
    """Something holds for particular values: solutions found, the case of equality."""
    return bool(duty.assume) and all(
        values_of(option) for option in options_of(both(duty.assume)) if option != FALSE
    )


def _checked(walk: Walk, duty: Obligation, explain: bool) -> Outcome:
    """The values have to be right, and the text has to put in each of them."""
    left = []
    for option in options_of(both(duty.assume)):
        if option == FALSE:
            continue
        instance = substitute(duty.show, values_of(option))
        if not holds(walk.root, instance):
            view = walk.root.under(parts_of(option))
            if not holds(view, duty.show):
                return Outcome(False, _explain(walk, duty, view) if explain else None)
        if not _seen(walk, duty.show, option):
            left.append(words(option))
    if not left:
        return Outcome(True)
    return Outcome(True, Note(-1, IssueKind.UNCHECKED_ANSWER, word.unchecked(left), duty.part))


def _seen(walk: Walk, show: Prop, option: Prop) -> bool:
    """The text puts values in: by its numbers, or by a claim under this condition."""
    values = values_of(option)
    root = walk.root
    wanted = {(name, term.value) for name, term in values.items() if isinstance(term, Num)}
    instance = substitute(show, values)
    if (
        root.evidence.has(instance, root.facts)
        and root.evidence.puts_in(frozenset(each for _, each in wanted), in_exponents(show))
        and both_sides(root, instance)
    ):
        return True
    frames = (*walk.examples, *all_branches(root))
    if any(wanted <= set(frame.values()) and looks_at(frame, show, values) for frame in frames):
        return True
    if any(_implies(walk, said, option, show) for said in walk.said):
        return True
    return is_put_in(walk, show, values) or by_equivalence(walk, show, values)


def _implies(walk: Walk, said: Prop, option: Prop, show: Prop) -> bool:
    """The claim "if these values, then that"."""
    return (
        isinstance(said, Or)
        and negation(option) in (*said.parts, Or(said.parts[:-1]))
        and any(walk.same(part, show) for part in said.parts)
    )


def _explain(walk: Walk, duty: Obligation, view: Frame) -> Note:
    """Why it is not discharged."""
    show, part = duty.show, duty.part
    assumed = walk.assumes_goal()
    if assumed is not None:
        return Note(assumed, IssueKind.CIRCULAR, word.circular(show), part)
    for step in view.steps[-6:]:
        for statement in statements(view, show):
            finding = examine(view, step, statement, holds)
            if finding is not None and finding.bases:
                reason = word.no_base(finding.bases, statement.name)
                return Note(-1, IssueKind.MISSING_PART, reason, part)
            if finding is not None and finding.step:
                return Note(step.item, IssueKind.UNUSED_HYPOTHESIS, word.no_step(), part)
    usable = usable_branches(view, show)
    usable = [branch for branch in usable if not _says_so(branch, show)]
    giving = [branch for branch in usable if gives(branch, show)]
    if giving and not covers(view, [branch.closed_condition for branch in giving]):
        return _explain_cases(view, usable, giving, show, part)
    return Note(-1, IssueKind.MISSING_PART, word.not_shown(show, part), part)


def _says_so(branch: Frame, show: Prop) -> bool:
    """The condition of the branch is (a part of) what is to be shown: no case of a proof of it."""
    condition = branch.condition
    return condition is not None and set(options_of(condition)) <= set(options_of(show))


def _explain_cases(
    view: Frame, usable: list[Frame], giving: list[Frame], show: Prop, part: str
) -> Note:
    lacking = [branch for branch in usable if branch not in giving and branch.kind == "case"]
    if lacking and covers(view, [branch.closed_condition for branch in usable]):
        labels = [
            branch.label or f"the case that {words(branch.closed_condition)}" for branch in lacking
        ]
        reason = word.not_in_every_case(labels, show)
        return Note(lacking[0].item, IssueKind.MISSING_PART, reason, labels[0])
    return Note(-1, IssueKind.MISSING_CASE, word.missing_case(view, usable, giving), part)
