"""Claims: does it follow, and where; if not, is it false, or only not shown.

A claim is tried in the frame where it stands, then in the frames around it as if the inner ones
were closed. If it follows nowhere at a glance it becomes a doubt: a detail that a reader can fill
in, a claim that exact values refute, or one that was not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from itertools import islice

from selfproof.world.assess import IssueKind
from selfproof.world.check import induction, lines, reasons, steps
from selfproof.world.check.blocks import (
    attach,
    close_to,
    detach,
    home_of,
    is_impossible_equation,
    tried_outside,
)
from selfproof.world.check.equations import hides_a_zero, says_less
from selfproof.world.check.evidence import value
from selfproof.world.check.frames import Frame, FrameKind, Origin
from selfproof.world.check.holds import (
    covers,
    gives,
    holds,
    plainly_cover,
    usable_branches,
)
from selfproof.world.check.lemmas import learn_general
from selfproof.world.check.likeness import written_out
from selfproof.world.check.logic import (
    FALSE,
    both,
    free,
    number,
    options_of,
    parts_of,
)
from selfproof.world.check.state import CLOSABLE, Doubt, Key, Standing, Walk
from selfproof.world.check.theorems import by_theorem
from selfproof.world.kernel import Effort, Facts, follows, refute, tally, truth
from selfproof.world.kernel.instances import replace
from selfproof.world.kernel.normal import polynomial
from selfproof.world.kernel.plane import is_plainly_false
from selfproof.world.kernel.process import to_the_point
from selfproof.world.language.statements import RESTATED, Absurd, Reason
from selfproof.world.poly import minus
from selfproof.world.problem import Given
from selfproof.world.props import (
    Cong,
    Exists,
    Forall,
    Is,
    Kind,
    Named,
    Not,
    Prop,
    Rel,
    negation,
)
from selfproof.world.terms import (
    Add,
    Call,
    Exact,
    Num,
    SumOver,
    Term,
    Undefined,
    Var,
    children,
    variables,
)

_LASTING = frozenset(("becomes", "at start", "at target", "kept", "always", "invariant"))
"""Claims about moves and states that hold whatever is supposed."""
_MOST_PENDING = 6
_MOST_EQUATIONS = 16
_DEAR = 10
"""Questions that a claim costs which does not follow at a glance."""


def claim(
    walk: Walk, prop: Prop, given_reasons: Sequence[Reason] = (), others: Sequence[Prop] = ()
) -> None:
    """A claim of the text, with other readings of its words, and the propositions that it gives as
    reasons."""
    for place, reason in enumerate(given_reasons):
        if reason.since is not None:
            _judge(walk, (walk.at, place + 1), reason.since)
            if _compares_others(walk.frame, prop, reason.since):
                walk.note(IssueKind.SLIP, reasons.other_numbers(reason.since), reason.since)
    _judge(walk, (walk.at, 0), prop, given_reasons, others)


def _compares_others(frame: Frame, prop: Prop, reason: Prop) -> bool:
    """ "Since 33 != 32, the equation fails for n = 1", where its sides are other numbers."""
    if not isinstance(prop, Rel) or not isinstance(reason, Rel) or prop.op != "!=":
        return False
    if prop.op != reason.op or free(prop) or free(reason):
        return False
    sides = {value(each, frame.facts) for each in (prop.left, prop.right)}
    return None not in sides and sides != {
        value(each, frame.facts) for each in (reason.left, reason.right)
    }


def _judge(
    walk: Walk,
    key: Key,
    said: Prop,
    given_reasons: Sequence[Reason] = (),
    others: Sequence[Prop] = (),
) -> None:
    frame = walk.frame
    for each in frame.chain():
        each.tried = True
    prop = frame.read(said)
    if walk.pending or walk.targets:
        names_of_general(walk, prop)
    for reading in (said, *others):
        if _accepts(walk, key, frame.read(reading), given_reasons):
            return
    if _supposes_silently(walk, prop) or _explores(walk, prop) or _names_a_value(walk, prop):
        return
    lost = walk.frame is not frame and walk.frame.unknown(prop) - frame.unknown(prop)
    if not lost and _names_a_witness(walk, key, prop):
        return
    doubt = (walk.earlier or {}).get(key) or _doubt(walk, key, prop)
    walk.doubts[key] = doubt
    if walk.defers and not given_reasons:  # "Dividing by 3, ..." is no announcement.
        walk.pending.append((key, walk.frame, prop))
    elif walk.believes(doubt):
        close_to(walk, _claimed_in(walk, prop))
        learn(walk, prop)


def _accepts(walk: Walk, key: Key, prop: Prop, given_reasons: Sequence[Reason]) -> bool:
    """Whether a claim holds in this reading; then it is learned."""
    bare_words = RESTATED in given_reasons and _shows_nothing(walk.frame, prop, given_reasons)
    walk.frame.evidence.mention(prop, walk.frame.spoken_value)
    home = _home(walk, prop)
    if home is None and given_reasons and by_theorem(prop, given_reasons, walk.frame.facts):
        home = walk.frame
    if home is None and (walk.pending or walk.targets) and settle(walk):
        home = _home(walk, prop)
    if home is None:
        return False
    if bare_words:
        doubt = Doubt(key, prop, Standing.DETAIL, reasons.detail(prop), walk.part)
        walk.doubts[key] = doubt
        if not walk.believes(doubt):
            return True
    close_to(walk, home)
    learn(walk, prop)
    _of_process(walk, prop)
    _step_out(walk, prop)
    return True


def promise(walk: Walk, said: Prop) -> None:
    """What is announced need not be shown where it is said; but of points it may not be false."""
    for part in parts_of(walk.frame.read(said)):
        numbers = isinstance(part, Rel) and not free(part)
        if (numbers and truth(part, {}, walk.bare) is False) or (
            isinstance(part, Named | Not) and is_plainly_false(part, walk.frame.facts.props)
        ):
            walk.note(IssueKind.SLIP, reasons.false(part, {}), part)


def _shows_nothing(frame: Frame, prop: Prop, given: Sequence[Reason]) -> bool:
    """ "The statement holds for n = 3", where nothing was computed for 3; or in an inductive step,
    where this is the hypothesis or a value before it."""
    if not free(prop):
        return not frame.evidence.has(prop, frame.facts)
    if any("hypothesis" in reason.by or "assumption" in reason.by for reason in given):
        return False
    return any(steps.is_earlier_value(each, prop) for each in frame.chain() if each.kind == "step")


def _home(walk: Walk, prop: Prop) -> Frame | None:
    """The frame in which a claim holds, if a reader sees it."""
    frame = walk.frame
    if _is_bold(walk, prop) or _is_plainly_false(walk, prop):
        return None
    of = lines.supposed(frame)
    if of is not None and isinstance(prop, Rel) and free(prop) & _COORDINATES:
        return frame if lines.shows(frame, of, prop) else None
    home = home_of(frame, prop)
    if home is None and (plain := written_out(prop, frame.functions)) != prop:
        home = home_of(frame, plain)
    if home is not None and home.parent is not None and _is_union(home, prop):
        with tried_outside(home) as parent:
            outside = not parent.unknown(prop) and holds(parent, prop)
        return home if outside and not _is_vacuous(walk, prop, home) else None
    if home is None and frame.clash and _by_algebra(frame, prop):
        return frame
    return home


def _by_algebra(frame: Frame, prop: Prop) -> bool:
    """ "If 2a = 1, then 2b + 8 = 68": the supposition cannot hold for integers, which the text has
    not said yet. What it puts into an equation follows all the same, as for any numbers."""
    if not (isinstance(prop, Rel) and prop.op == "="):
        return False
    known = Facts(tuple(Given(name, "real") for name in free(prop)))
    known.learn_all(
        each
        for each in [*islice(frame.facts.props, _MOST_EQUATIONS)][::-1]
        if isinstance(each, Rel) and each.op == "="
    )
    return follows(prop, known)


_COORDINATES = frozenset(("x", "y"))
"""In the equation of a line they are no names of the text."""


def settle(walk: Walk) -> bool:
    """Claims that were made before their proof ("P is even: ...") and have been proved since.
    Nothing has rested on them so far, so the order of the text does no harm."""
    settled = False
    frames = set(map(id, walk.frame.chain()))
    for each in walk.pending[-_MOST_PENDING:]:
        key, frame, prop = each
        unknown = frame.unknown(prop)
        if isinstance(prop, Named):
            unknown -= _COORDINATES | walk.values.keys()
        if id(frame) not in frames or unknown:
            continue
        home = _home(walk, prop)
        if home is None:
            continue
        walk.pending.remove(each)
        del walk.doubts[key]
        close_to(walk, home)
        learn(walk, prop)
        frames = set(map(id, walk.frame.chain()))
        settled = True
    for target in walk.targets[-_MOST_PENDING:]:
        if isinstance(target, Forall) and target not in walk.frame.facts.said:
            home = _home(walk, target)
            if home is not None:
                close_to(walk, home)
                learn(walk, target)
                settled = True
    return settled


def names_of_general(walk: Walk, prop: Prop, condition: bool = False) -> None:
    """After "Lemma: for every integer t ..." its proof speaks of t; a condition in it ("if a is
    even") may use any letter."""
    unknown = walk.frame.unknown(prop)
    if not unknown:
        return
    for general in (*(each[2] for each in walk.pending), *walk.targets[-_MOST_PENDING:]):
        if not isinstance(general, Forall):
            continue
        own_letter = condition and len(unknown) == len(general.names) == 1
        if own_letter or unknown <= set(general.names):
            for name in unknown if own_letter else general.names:
                if walk.frame.origin(name) is None:
                    walk.frame.introduce(name, Origin(general.kind, (), every=True))
            return


def _names_a_value(walk: Walk, prop: Prop) -> bool:
    """ "P = n(n + 1) is even", where P is new: the equation says what P is."""
    if not isinstance(prop, Rel) or prop.op != "=" or not isinstance(prop.left, Var):
        return False
    frame, name = walk.frame, prop.left.name
    if frame.unknown(prop) != {name} or name in variables(prop.right):
        return False
    if not follows(Is(prop.right, "integer"), frame.facts):
        return False
    frame.introduce(name, Origin("integer", (prop,)))
    learn(walk, prop)
    return True


def name_values(walk: Walk, prop: Prop) -> None:
    """ "We show that P = n(n + 1) is even" gives P its value."""
    for part in parts_of(prop):
        _names_a_value(walk, part)


def _is_bold(walk: Walk, prop: Prop) -> bool:
    """A claim that a machine sees, and nobody else: what is to be proved, before anything was
    said; a large power; a difference that proves nothing; the next value of an induction, before
    anything was computed."""
    if not walk.powers.explain(prop) or _is_vacuous(walk, prop):
        return True
    if isinstance(prop, Not) and walk.has_moves and _is_beside(walk, prop):
        return True
    if walk.frame.kind == "step" and steps.is_next_value(walk.frame, prop):
        return True
    if isinstance(prop, Rel) and prop.op == "=" and hides_a_zero(prop, walk.frame.facts):
        return True
    return not walk.supported and walk.frame is walk.root and walk.is_plainly_goal(prop)


def _is_beside(walk: Walk, prop: Not) -> bool:
    """That numbers differ which are not those of the start and the target."""
    return not free(prop) and not to_the_point(prop.prop, walk.frame.facts.props)


def _is_vacuous(walk: Walk, prop: Prop, left: Frame | None = None) -> bool:
    """Under an equation that will be refuted: a list of residues, which is false without it, for
    leaving out residues because the equation forbids them is the whole contradiction; or a residue
    that the condition of the case rules out, and with which the text does not end the case. `left`
    is a case that the claim is not in."""
    parts = options_of(prop)
    if not all(isinstance(each, Cong) for each in parts):
        return False
    inner: list[Prop] = []
    for frame in walk.frame.chain():
        if frame.parent is not None and is_impossible_equation(walk, frame):
            if frame.parent.unknown(prop) or not (inner or len(parts) > 1):
                return False
            facts = frame.parent.facts.child()
            facts.learn_all(inner)
            if len(parts) > 1:
                return bool(refute(prop, facts))
            following = walk.items[walk.at + 1 : walk.at + 2]
            ends = any(isinstance(item.body, Absurd) for item in following)
            return not ends and follows(negation(prop), facts)
        if frame.condition is not None and frame is not left:
            inner.append(frame.condition)
    return False


def _is_plainly_false(walk: Walk, prop: Prop) -> bool:
    """A false claim about numbers, which stays one under contradictory suppositions."""
    if walk.frame is walk.root or prop == FALSE:
        return False
    facts = walk.frame.facts
    if prop == Named("such", ()):
        return walk.is_plainly_goal(Not(prop))
    if free(prop):
        return prop not in facts.said and tally.contradicts_value(prop, facts.props)
    return truth(prop, {}, walk.bare) is False


def learn(walk: Walk, prop: Prop) -> None:
    """A claim holds in the current frame."""
    frame = walk.frame
    frame.learn(prop)
    if isinstance(prop, Forall) and all(_is_of_kind(frame, name, prop.kind) for name in prop.names):
        # "For all x and y we have the identity ..." is said of the x and y at hand too.
        frame.learn(prop.prop)
    if walk.general:
        learn_general(walk, prop)
    if frame.functions:
        frame.learn(written_out(prop, frame.functions))
    frame.said.append(prop)
    walk.said.append(prop)
    walk.powers.note(prop)
    frame.evidence.add(prop, frame.facts, frame.spoken_value)


def _of_process(walk: Walk, prop: Prop) -> None:
    """What moves do is so whatever is supposed; what is so in all states ends a supposition about
    one of them."""
    root = walk.root
    if walk.frame is root or not isinstance(prop, Named) or prop.relation not in _LASTING:
        return
    if walk.frame.kind not in CLOSABLE or root.unknown(prop) or not follows(prop, root.facts):
        return
    if prop.relation in ("always", "invariant"):
        close_to(walk, root)
    root.learn(prop)
    root.said.append(prop)


def _is_of_kind(frame: Frame, name: str, kind: Kind) -> bool:
    """A variable of the problem is a value of this kind."""
    origin = frame.origin(name)
    given = origin is not None and origin.given and name not in frame.renames
    return given and follows(Is(Var(name), kind), frame.facts)


def _step_out(walk: Walk, prop: Prop) -> None:
    """A claim that is to be proved, or is said again, ends the frames outside of which it holds as
    well."""
    again = walk.frame.said.count(prop) > 1
    union = _is_union(walk.frame, prop)
    while walk.frame.kind in CLOSABLE and (again or union or walk.is_plainly_goal(prop)):
        frame = walk.frame
        if union and not again and frame.kind != "case":
            return
        if again and is_impossible_equation(walk, frame):
            return  # The text is on its way to the contradiction.
        assert frame.parent is not None
        parent = frame.parent
        attach(frame)
        conditions = [branch.closed_condition for branch in usable_branches(parent, prop)]
        hopeless = frame.kind == "case" and plainly_cover(conditions) is False
        outside = not hopeless and not parent.unknown(prop) and holds(parent, prop)
        detach(frame)
        if not outside:
            return
        close_to(walk, frame.parent)
        learn(walk, prop)


def _is_union(frame: Frame, prop: Prop) -> bool:
    """A list of residues that is longer than the one of this case: that of all cases."""
    whole = _residues(prop)
    if frame.kind != "case" or whole is None or len(whole[1]) < 2:
        return False
    lists = [found for said in frame.said if (found := _residues(said)) is not None]
    return any(each[0] == whole[0] and each[1] < whole[1] for each in lists)


def _residues(prop: Prop) -> tuple[tuple[Term, int], frozenset[int]] | None:
    """((term, modulus), residues) of "x is 0 or 1 modulo 4"."""
    found: set[int] = set()
    about: tuple[Term, int] | None = None
    for each in options_of(prop):
        m = number(each.modulus) if isinstance(each, Cong) else None
        rest = number(each.right) if isinstance(each, Cong) else None
        if m is None or rest is None or m.denominator != 1 or rest.denominator != 1 or m < 1:
            return None
        assert isinstance(each, Cong)
        if about not in (None, (each.left, int(m))):
            return None
        about = (each.left, int(m))
        found.add(int(rest) % int(m))
    return (about, frozenset(found)) if about is not None else None


def _supposes_silently(walk: Walk, prop: Prop) -> bool:
    """ "The equation can be written as ...": where solutions are asked for, or there are none, a
    text need not say that it looks at one. The bare equation, after other claims, is one of them
    ("so $x^2 + 3y^2 = 5$") and no supposition."""
    if walk.frame is not walk.root:
        return False
    for duty in walk.problem.obligations[:1]:
        kind: FrameKind = "suppose"
        if duty.assume and walk.problem.task == "find all":
            condition = both(duty.assume)
        elif isinstance(duty.show, Rel) and duty.show.op == "!=":
            kind, condition = "refute", negation(duty.show)
            if not _speaks_of(prop, condition) or (
                walk.supported and _is_the_same(prop, condition)
            ):
                return False
        else:
            return False
        frame = walk.root.open(kind, walk.at)
        frame.suppose(condition)
        if not holds(frame, prop) or (kind == "refute" and not says_less(prop, condition)):
            return False
        frame.tried = True
        walk.frame = frame
        learn(walk, prop)
        return True
    return False


def _is_the_same(prop: Prop, condition: Prop) -> bool:
    """Whether both are the same equation, however its signs are written."""
    if not isinstance(prop, Rel) or not isinstance(condition, Rel):
        return False
    sides = (prop.left, condition.left), (prop.right, condition.right)
    with suppress(Undefined):
        return all(not minus(polynomial(one), polynomial(other)) for one, other in sides)
    return False


def _explores(walk: Walk, prop: Prop) -> bool:
    """Where a point on all the given lines is to be found, a text may look for it: what it says
    of x and y is said of such a point. Nothing of it is kept but for the search."""
    show = walk.problem.obligations[0].show if walk.problem.obligations else None
    if walk.frame is not walk.root or not isinstance(show, Exists) or show.kind != "real":
        return False
    if not free(prop) & set(show.names) or any(walk.root.origin(n) is None for n in show.names):
        return False
    if walk.search is None:
        walk.search = walk.root.open("suppose", walk.at)
        walk.search.suppose(show.prop)
    if not holds(walk.search, prop):
        return False
    walk.search.learn(prop)
    return True


def _speaks_of(prop: Prop, condition: Prop) -> bool:
    """Whether a claim can be taken for the equation itself in another form. A list of residues
    cannot: it is said of all integers, and under an impossible equation any list would hold."""
    equation = isinstance(prop, Cong) or (isinstance(prop, Rel) and prop.op == "=")
    return equation and free(condition) <= free(prop)


def _names_a_witness(walk: Walk, key: Key, prop: Prop) -> bool:
    """ "So n = 2k", where k is new: it exists, which is all that can be meant."""
    unknown = walk.frame.unknown(prop)
    if not unknown or isinstance(prop, Exists):
        return False
    names = tuple(sorted(unknown))
    if isinstance(prop, Rel) and prop.op == "=" and len(names) == 1:
        general = Forall(names, _counting_kind(walk), prop)
        if holds(walk.frame, general):  # an identity in a new letter
            learn(walk, general)
            return True
    if not holds(walk.frame, Exists(names, "integer", prop)):
        return False
    for name in names:
        walk.frame.introduce(name, Origin("integer", (prop,)))
    learn(walk, prop)
    if not _is_named(prop, frozenset(names)) or _is_slip_of_pen(walk, prop, names):
        walk.note(IssueKind.OMITTED_DETAIL, reasons.not_introduced(names), prop)
    return True


def _is_named(prop: Prop, names: frozenset[str]) -> bool:
    """Whether an equation says what new names make of something known ("n = 2k + 1"). One that has
    them on both sides, or among terms that say more ("... = S_m + (i + 1)^2"), is about numbers
    that nobody has introduced."""
    if not isinstance(prop, Rel) or prop.op != "=":
        return False
    for known, other in ((prop.left, prop.right), (prop.right, prop.left)):
        terms = other.terms if isinstance(other, Add) else (other,)
        rest = [each for each in terms if not variables(each) & names]
        plain = all(isinstance(each, Num | Var) for each in rest) and not _is_a_sum(other)
        if plain and not variables(known) & names:
            return True
    return False


def _is_a_sum(term: Term) -> bool:
    """Whether a sum, or a term of a sequence, is in it."""
    return isinstance(term, Call | SumOver) or any(map(_is_a_sum, children(term)))


def _is_slip_of_pen(walk: Walk, prop: Prop, names: Sequence[str]) -> bool:
    """Whether a letter in use was meant: with it the equation holds, and needs no new one."""
    for known in sorted(free(prop) - frozenset(names)):
        meant = replace(prop, {name: Var(known) for name in names})
        if meant is not None and holds(walk.frame, meant):
            return True
    return False


def _counting_kind(walk: Walk) -> Kind:
    """What a new letter that stands for an index can be."""
    kinds = {given.kind for given in walk.problem.givens}
    return "positive integer" if kinds == {"positive integer"} else "natural"


def _doubt(walk: Walk, key: Key, prop: Prop) -> Doubt:
    """Why a claim was not accepted."""
    frame = walk.frame
    if not frame.meter.ask(_DEAR):
        return Doubt(key, prop, Standing.UNPROVED, reasons.too_long(), walk.part)
    if frame.kind == "step" and steps.is_next_value(frame, prop):
        unused = IssueKind.UNUSED_HYPOTHESIS
        return Doubt(key, prop, Standing.UNPROVED, reasons.bold_step(prop), walk.part, unused)
    if not walk.powers.explain(prop) and truth(prop, {}, frame.facts):
        return Doubt(key, prop, Standing.UNPROVED, reasons.large_power(prop), walk.part)
    kind, reason = _what_lacks(walk, prop)
    if kind is None and not is_whole_proof(walk, prop) and holds(frame, prop, Effort.DETAIL):
        return Doubt(key, prop, Standing.DETAIL, reasons.detail(prop), walk.part)
    plain = truth(prop, {}, frame.facts) if not free(prop) else None
    if plain is False:
        return Doubt(key, prop, Standing.FALSE, reasons.false(prop, {}), walk.part, None, {})
    values = refute(prop, frame.facts)
    if values is None:
        values = _refuted_outside(frame, prop)
    if values is not None:
        shown = {name: value for name, value in values.items() if name in free(prop)}
        reason = reasons.false(prop, shown)
        return Doubt(key, prop, Standing.FALSE, reason, walk.part, kind, shown)
    return Doubt(key, prop, Standing.UNPROVED, reason or reasons.unproved(prop), walk.part, kind)


def _refuted_outside(frame: Frame, prop: Prop) -> dict[str, Exact] | None:
    """Under a supposition that cannot hold nothing is false; but the claim may be false without
    it, and it does not follow from it."""
    for each in frame.chain():
        if each.kind == "refute" and each.parent is not None and not each.parent.unknown(prop):
            return refute(prop, each.parent.facts)
    return None


def is_whole_proof(walk: Walk, prop: Prop) -> bool:
    """What a reader would have to fill in is the proof itself: nothing that was said before is
    needed for the claim, and from the claim alone the end is in sight."""
    if not follows(prop, walk.alone(), Effort.DETAIL):
        return False
    return any(
        follows(duty.show, walk.alone(prop, *duty.assume)) for duty in walk.problem.obligations
    )


def _what_lacks(walk: Walk, prop: Prop) -> tuple[IssueKind | None, str]:
    """A case or a base value that is missing, when the claim is what cases or an induction come
    to."""
    frame: Frame | None = walk.frame
    attached: list[Frame] = []
    try:
        while frame is not None:
            for look in (_gap_in_induction, _gap_in_cases):
                kind, reason = look(frame, prop)
                if kind is not None:
                    return kind, reason
            if frame.kind not in CLOSABLE:
                break
            attach(frame)
            attached.append(frame)
            frame = frame.parent
    finally:
        for each in reversed(attached):
            detach(each)
    return None, ""


def _gap_in_induction(frame: Frame, prop: Prop) -> tuple[IssueKind | None, str]:
    """What an induction for the claim lacks."""
    for step in frame.steps[-6:]:
        for statement in induction.statements(frame, prop):
            finding = induction.examine(frame, step, statement, holds)
            if finding is not None and finding.bases:
                return IssueKind.MISSING_PART, reasons.no_base(finding.bases, statement.name)
            if finding is not None and finding.step:
                return IssueKind.UNUSED_HYPOTHESIS, reasons.no_step()
    return None, ""


def _gap_in_cases(frame: Frame, prop: Prop) -> tuple[IssueKind | None, str]:
    """Some branches have the claim, but they do not cover everything."""
    usable = usable_branches(frame, prop)
    giving = [branch for branch in usable if gives(branch, prop)]
    if any(branch.condition is not None for branch in giving):
        conditions = [branch.closed_condition for branch in giving]
        if not covers(frame, conditions):
            return IssueKind.MISSING_CASE, reasons.missing_case(frame, usable, giving)
    return None, ""


def _claimed_in(walk: Walk, prop: Prop) -> Frame:
    """Where a doubtful claim is learned: the statement itself is claimed for all cases."""
    frame = walk.frame
    if walk.is_goal(prop):
        while frame.kind == "case" and frame.parent is not None and len(frame.said) == 0:
            frame = frame.parent
    return frame


def contradiction(walk: Walk) -> Frame | None:
    """The frame in which a contradiction was reached, if one was; else a doubt is noted."""
    frame = walk.frame
    for each in frame.chain():
        each.tried = True
    seen = False
    if not frame.dead:
        of = lines.supposed(frame)
        if of is not None:
            seen = lines.clashes(frame, of)
            home = frame if seen and lines.clash_is_said(frame, of) else None
        else:
            home = home_of(frame, FALSE)
        if home is not None:
            return home
    elif frame.parent is not None:
        attach(frame)
        home = home_of(frame.parent, FALSE)
        detach(frame)
        return home or frame
    key = (walk.at, 0)
    doubt = (walk.earlier or {}).get(key)
    if doubt is None:
        conditions = [each.condition for each in frame.chain() if each.condition is not None]
        whole = follows(FALSE, walk.alone(*conditions), Effort.DETAIL)
        detail = seen or (not whole and holds(frame, FALSE, Effort.DETAIL))
        standing = Standing.DETAIL if detail else Standing.UNPROVED
        doubt = Doubt(key, FALSE, standing, reasons.no_contradiction(detail), walk.part)
    walk.doubts[key] = doubt
    return frame if walk.believes(doubt) else None
