"""That a list of solutions is complete: the text has to come to the list.

The kernel enumerates divisors and throws out what does not fit. A proof says which values are
possible, and what is wrong with each of those that are no solutions.
"""

from __future__ import annotations

from collections.abc import Iterator

from selfproof.world.assess import IssueKind
from selfproof.world.check import case_lists
from selfproof.world.check import reasons as word
from selfproof.world.check.evidence import value
from selfproof.world.check.frames import Frame
from selfproof.world.check.logic import FALSE, equation, free, options_of, parts_of
from selfproof.world.check.state import Note, Walk
from selfproof.world.kernel import Facts, follows
from selfproof.world.problem import Obligation
from selfproof.world.props import Not, Prop
from selfproof.world.show import tex, words
from selfproof.world.terms import Num, Term, Var, num

Values = frozenset[tuple[str, Term]]


def values_of(option: Prop) -> dict[str, Term]:
    """The values in `x = 1 and y = 2`; empty when it says anything else."""
    found = [equation(part) for part in parts_of(option)]
    return {} if None in found else {each[0]: num(each[1]) for each in found if each is not None}


def all_branches(frame: Frame) -> Iterator[Frame]:
    """Closed frames at any depth."""
    for branch in (*frame.branches, *frame.steps):
        yield branch
        yield from all_branches(branch)


def _listed(prop: Prop) -> set[Values] | None:
    """The possible values in a list of solutions; None when it is none."""
    found = [values_of(option) for option in options_of(prop) if option != FALSE]
    if not all(found):
        return None
    return {frozenset(each.items()) for each in found}


def lack(walk: Walk, duty: Obligation) -> Note | None:
    """What the text leaves out on the way to the list of solutions that it has to come to."""
    answer = _listed(duty.show)
    if answer is None or not answer:
        return None
    names = free(duty.show)
    frames = [walk.root, *all_branches(walk.root)]
    fault = case_lists.fault(walk, frames)
    if fault is not None:
        return fault
    lists: list[set[Values]] = []
    for frame in frames:
        for said in frame.said:
            if free(said) == names and (listed := _listed(said)) is not None:
                lists.append(listed)
    singles = single_values(frames, names)
    if not answer <= singles.union(*lists):
        reason = word.not_listed(words(duty.show))
        looked = bool(lists or singles or walk.supposed)
        return Note(-1, IssueKind.GAP if looked else IssueKind.MISSING_PART, reason, duty.part)
    everything = set().union(*lists, singles)
    if not any(answer <= listed for listed in lists) and not answer <= singles:
        lists = [everything]
    wide = singles.union(*(listed for listed in lists if answer < listed)) - answer
    left = [each for each in wide if not _is_excluded(walk, frames, each)]
    if left:
        shown = sorted(
            word.listed([f"${name} = {tex(value)}$" for name, value in sorted(each, key=str)])
            for each in left
        )
        return Note(-1, IssueKind.MISSING_PART, word.not_excluded(shown), duty.part)
    return None


def listed_values(frames: list[Frame], names: frozenset[str]) -> set[Values]:
    """The list of values that was claimed last."""
    for frame in frames:
        for said in reversed(frame.said):
            if free(said) == names and len(options_of(said)) > 1:
                listed = _listed(said)
                if listed is not None:
                    return listed
    return set()


def single_values(frames: list[Frame], names: frozenset[str]) -> set[Values]:
    """Values that cases come to: in a frame that does not suppose them, they are known."""
    found: set[Values] = set()
    for frame in frames:
        supposed = {name for each in frame.chain() for name, _ in each.values()}
        if frame.dead or not frame.said or names <= supposed:
            continue
        here = {name: value(Var(name), frame.facts) for name in names}
        known = {name: num(each) for name, each in here.items() if each is not None}
        if len(known) == len(names):
            found.add(frozenset(known.items()))
    return found


def _is_excluded(walk: Walk, frames: list[Frame], values: Values) -> bool:
    """The text looks at the values, or the kinds of the variables forbid them."""
    wanted = {(name, term.value) for name, term in values if isinstance(term, Num)}
    if any(wanted <= set(frame.values()) and (frame.tried or frame.dead) for frame in frames):
        return True
    alone = Facts(walk.problem.givens)
    options = [prop for frame in frames for said in frame.said for prop in options_of(said)]
    for prop in options:
        found = values_of(prop)
        if frozenset(found.items()) == values and follows(Not(prop), alone):
            return True
    return False
