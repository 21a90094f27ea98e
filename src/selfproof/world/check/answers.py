"""The answer of a `find` problem and the verdict of one to decide."""

from __future__ import annotations

from selfproof.world.assess import IssueKind
from selfproof.world.check import reasons as word
from selfproof.world.check.logic import either, free, number
from selfproof.world.check.state import Note, Walk
from selfproof.world.props import And, Cong, Prop, Rel


def verdict_notes(walk: Walk) -> list[Note]:
    """A wrong verdict, whatever the text says elsewhere."""
    if walk.problem.task != "decide":
        return []
    truth = walk.problem.truth
    return [
        Note(item, IssueKind.WRONG_ANSWER, word.wrong_verdict(truth))
        for item, said in walk.verdicts
        if said != truth
    ][:1]


def answer_notes(walk: Walk) -> list[Note]:
    """A wrong answer, or none."""
    right = walk.problem.answer
    if right is None:
        return []
    if not walk.answers:
        if any(_agrees(walk, said, right) for said in walk.said):
            return []
        return [Note(-1, IssueKind.MISSING_PART, word.no_answer())]
    return [
        Note(item, IssueKind.WRONG_ANSWER, word.wrong_answer(said, right), claim=said)
        for item, said in walk.answers
        if not _agrees(walk, said, right)
    ][:1]


def _agrees(walk: Walk, said: Prop, right: Prop) -> bool:
    """The same answer: "n = 1 and n = 5" lists the two solutions. A remainder is the number
    itself, not another one of its class."""
    is_remainder = isinstance(right, Cong) and walk.problem.task == "find value"
    if is_remainder and not _same_number(said, right):
        return False
    return any(walk.same(reading, right) for reading in _readings(said))


def _same_number(said: Prop, right: Prop) -> bool:
    if not isinstance(said, Cong) or not isinstance(right, Cong):
        return False
    return number(said.right) == number(right.right)


def _readings(said: Prop) -> list[Prop]:
    if isinstance(said, And) and len(said.parts) > 1:
        names = {free(part) for part in said.parts}
        if len(names) == 1 and all(isinstance(part, Rel | And) for part in said.parts):
            return [either(said.parts), said]
    return [said]
