"""Claims about boxes, moves, tallies and points: one door to the judges of these families.

The general kernel knows numbers and polynomials. What it means that "two of the chosen numbers are
in the same box", that "move 2 replaces S by S + 3" or that a total was counted by rows is judged
in `boxes`, `process` and `tally`, and what a proof has shown about points in `plane`, each a pure
function of a proposition and of what is known. Their docstrings say how problems and sentences are
encoded.

For the kernel: where `concerns(prop, named)` holds, `follows` is `judge(prop, known) is OBVIOUS`
(or DETAIL with more effort), and a claim is refuted where it is `FALSE`. For `OPEN` the kernel
goes on with its own rules, except where `final` holds: it would see what the proof has not shown.
"""

from __future__ import annotations

from collections.abc import Iterable

from selfproof.world.kernel import box_limits, boxes, plane, process, tally, tally_clash, vectors
from selfproof.world.kernel.judgement import Judgement
from selfproof.world.props import Cong, Divides, Is, Named, Not, Prop, Rel
from selfproof.world.terms import Term

RELATIONS = (
    boxes.RELATIONS | box_limits.RELATIONS | process.RELATIONS | tally.RELATIONS | plane.RELATIONS
)
"""The names of relations that are judged here."""


def concerns(prop: Prop, named: Iterable[Named]) -> bool:
    """Whether `judge` can have an opinion; `named` are the known propositions of that type."""
    match prop:
        case Named(relation, _):
            return relation in RELATIONS
        case Not(Named(relation, _)):
            return relation in plane.RELATIONS
        case Rel(_, left, right) if _of_points(left, right):
            return True
        case Rel() | Cong():
            return any(
                known.relation in tally.SETTINGS or known.relation == "count" for known in named
            )
        case Divides() | Is() | Not(Divides() | Cong()):
            return any(known.relation in tally.SETTINGS for known in named)
    return False


def contradictory(named: Iterable[Named], known: Iterable[Prop]) -> bool:
    """What a text has counted clashes."""
    named = tuple(named)
    if any(fact.relation == "at most" for fact in named):
        return box_limits.contradictory(named)
    if not any(fact.relation in tally.SETTINGS for fact in named):
        return False
    return tally_clash.contradictory(known)


def final(prop: Prop) -> bool:
    """Whether `OPEN` means that the claim does not follow: no other rule may be tried."""
    match prop:
        case Named(relation, _) | Not(Named(relation, _)):
            return relation in plane.RELATIONS
    return False


def judge(prop: Prop, known: Iterable[Prop]) -> Judgement:
    """What follows about a claim from what is known (hypotheses included), newest first."""
    match prop:
        case Named(relation, _) if relation in boxes.RELATIONS:
            return boxes.judge(prop, known)
        case Named(relation, _) if relation in box_limits.RELATIONS:
            return box_limits.judge(prop, known)
        case Named(relation, _) if relation in process.RELATIONS:
            return process.judge(prop, known)
        case Named(relation, _) if relation in tally.RELATIONS:
            return tally.judge_named(prop, known)
        case Named(relation, _) if relation in plane.RELATIONS:
            return plane.judge(prop, known)
        case Not(Named(relation, _) as inner) if relation in plane.RELATIONS:
            return plane.deny(inner, known)
        case Rel(_, left, right) if _of_points(left, right):
            return plane.judge_equation(prop, known)
        case Rel() | Cong() | Divides() | Is() | Not(Divides() | Cong()):
            known = tuple(known)
            said = tally.judge_count(prop, known)
            if said is Judgement.OPEN and isinstance(prop, Rel) and prop.op == "=":
                said = process.judge_counted(prop, known)
            return said
    return Judgement.OPEN


def _of_points(left: Term, right: Term) -> bool:
    return vectors.speaks_of_points(left) or vectors.speaks_of_points(right)
