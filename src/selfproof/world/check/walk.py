"""Walks over what a proof says, item by item."""

from __future__ import annotations

from collections.abc import Mapping

from selfproof.world.assess import IssueKind
from selfproof.world.check import claims, lemmas, names, steps
from selfproof.world.check import reasons as word
from selfproof.world.check.blocks import absurd, case, close_to, end_cases, suppose
from selfproof.world.check.holds import covers
from selfproof.world.check.logic import both, either, free
from selfproof.world.check.putting_in import claim_solutions
from selfproof.world.check.state import Doubt, Key, Standing, Trust, Walk
from selfproof.world.check.symmetry import is_symmetric
from selfproof.world.kernel import refute
from selfproof.world.language import statements as say
from selfproof.world.language.statements import Item
from selfproof.world.problem import Problem
from selfproof.world.props import Is, Named, Not, Prop
from selfproof.world.terms import Var

SUCH = Named("such", ())
MOST_ITEMS = 3_000
"""Later items are not read."""


def walk_over(
    problem: Problem,
    items: tuple[Item, ...],
    trust: Trust,
    earlier: Mapping[Key, Doubt] | None = None,
    bold: frozenset[Key] = frozenset(),
    defers: bool = False,
) -> Walk:
    """The state after the last item, with all frames closed."""
    walk = Walk(problem, items, trust, earlier, bold, defers)
    _count_what_is_not(walk)
    for place, item in enumerate(items[:MOST_ITEMS]):
        walk.at = place
        _take(walk, item.body)
    walk.at = -1
    close_to(walk, walk.root)
    if walk.pending:
        claims.settle(walk)
    if len(items) > MOST_ITEMS:
        walk.at = MOST_ITEMS
        walk.note(IssueKind.UNREAD, "The proof is too long to be read beyond this point.")
    return walk


def _take(walk: Walk, body: say.Body) -> None:
    match body:
        case say.Claim(prop, reasons, others):
            claims.claim(walk, prop, reasons, others)
        case say.Declare(_, kind, props) if props and steps.is_hypothesis(walk, both(props)):
            kinds = tuple(Is(Var(name), kind) for name in body.names if kind != "integer")
            steps.hypothesis(walk, both((*kinds, *props)))
        case say.Declare():
            steps.leave_single_values(walk, body.names)
            names.declare(walk, body)
        case say.Define():
            names.define(walk, body)
        case say.Suppose(prop, purpose):
            if walk.pending or walk.targets:
                claims.names_of_general(walk, prop, condition=True)
            _suppose(walk, prop, purpose)
        case say.Cases(props):
            _announce(walk, props)
        case say.Case(label, prop):
            if prop is not None and (walk.pending or walk.targets):
                claims.names_of_general(walk, prop, condition=True)
            case(walk, label, prop)
        case say.EndCases():
            end_cases(walk)
        case say.Base(at):
            steps.base(walk, at)
        case say.Step():
            steps.step(walk)
        case say.Absurd():
            frame = claims.contradiction(walk)
            if frame is not None:
                absurd(walk, frame)
        case say.ToShow(prop):
            if prop is not None:
                claims.name_values(walk, prop)
                _aim(walk, walk.frame.read(prop))
                claims.promise(walk, prop)
        case say.Done(what):
            if what == "step":
                steps.finish(walk)
        case say.Answer(prop):
            walk.answers.append((walk.at, prop))
        case say.Solves(count, several):
            walk.solved = True
            if several and any(each.kind == "case" for each in walk.frame.chain()):
                end_cases(walk)
            for instance in claim_solutions(walk, count):
                claims.claim(walk, instance)
        case say.Verdict(truth):
            walk.verdicts.append((walk.at, truth))
        case say.Instance(values):
            lemmas.put_values(walk, values)
        case say.Example():
            names.example(walk, body)
        case say.Unread(why):
            walk.note(IssueKind.UNREAD, word.unread(why))
        case _:
            pass


def _count_what_is_not(walk: Walk) -> None:
    """What a text counts of a table that does not exist it counts under the supposition that it
    does, said or not: after a contradiction no false equation of numbers is learned."""
    duties = walk.problem.obligations
    if len(duties) == 1 and duties[0].show == Not(SUCH) and not duties[0].assume:
        walk.frame = walk.root.open("refute", -1)
        walk.frame.suppose(SUCH)


def _aim(walk: Walk, prop: Prop) -> None:
    """What will be shown. Of moves it is seen at once that it cannot be."""
    walk.targets.append(prop)
    walk.aims.append((walk.at, walk.frame, prop))
    if not walk.has_moves or walk.is_plainly_goal(prop):
        return
    if refute(prop, walk.frame.facts) is not None:
        walk.note(IssueKind.SLIP, word.false(prop, {}), prop)


def _suppose(walk: Walk, prop: Prop, purpose: say.Purpose) -> None:
    match purpose:
        case "hypothesis":
            steps.hypothesis(walk, prop)
        case "contradiction" if prop != SUCH:
            suppose(walk, prop, "refute")
        case "general":
            _without_loss(walk, prop)
        case _ if prop == SUCH and walk.is_plainly_goal(Not(prop)):
            if any(each.condition == SUCH for each in walk.frame.chain()):
                walk.supposed.append((walk.at, prop))
            else:
                suppose(walk, prop, "refute")
        case _ if steps.is_hypothesis(walk, prop):
            steps.hypothesis(walk, prop)
        case _:
            suppose(walk, prop, "suppose")


def _without_loss(walk: Walk, prop: Prop) -> None:
    """ "Without loss of generality": fine where exchanging the names changes nothing."""
    if is_symmetric(walk, prop):
        walk.frame.learn(prop)
        walk.orders.append(prop)
        return
    key = (walk.at, 0)
    reason = word.not_symmetric(prop)
    walk.doubts[key] = Doubt(key, prop, Standing.UNPROVED, reason, walk.part)
    if walk.trust(key):
        walk.frame.learn(prop)


def _announce(walk: Walk, props: tuple[Prop, ...]) -> None:
    """A list of cases is a claim: one of them holds."""
    if not props:
        return
    frame = walk.frame
    options = [frame.read(prop) for prop in props]
    if any(name for prop in options for name in free(prop) if frame.origin(name) is None):
        return
    whole = either(options)
    if covers(frame, options):
        frame.learn(whole)
        return
    claims.claim(walk, either(props))
