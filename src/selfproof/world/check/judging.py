"""From walks to an assessment: which faults there are and what each of them costs.

A first walk accepts nothing unverified. If all obligations are discharged in it, its doubts are
minor: nothing rests on them. Otherwise a second walk trusts every doubtful claim, which leaves two
sorts of faults: what is missing even so, and the claims on which the conclusion rests. Which these
are is found by trusting one claim less at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from selfproof.world.assess import Assessment, Issue, IssueKind, Severity
from selfproof.world.check import reasons as word
from selfproof.world.check.answers import answer_notes, verdict_notes
from selfproof.world.check.goals import Outcome, outcomes
from selfproof.world.check.putting_in import number
from selfproof.world.check.state import Doubt, Key, Note, Standing, Walk
from selfproof.world.check.walk import walk_over
from selfproof.world.kernel import refute
from selfproof.world.language.statements import (
    Done,
    Filler,
    Item,
    Sentence,
    ToShow,
    Verdict,
)
from selfproof.world.problem import Problem
from selfproof.world.props import Rel
from selfproof.world.show import words

SEVERITY: Mapping[IssueKind, Severity] = {
    IssueKind.SLIP: Severity.MINOR,
    IssueKind.OMITTED_DETAIL: Severity.MINOR,
    IssueKind.UNCHECKED_ANSWER: Severity.MINOR,
    IssueKind.UNREAD: Severity.MINOR,
    IssueKind.FALSE_STEP: Severity.FATAL,
    IssueKind.GAP: Severity.FATAL,
    IssueKind.MISSING_CASE: Severity.FATAL,
    IssueKind.MISSING_PART: Severity.FATAL,
    IssueKind.WRONG_ANSWER: Severity.FATAL,
    IssueKind.CIRCULAR: Severity.FATAL,
    IssueKind.UNUSED_HYPOTHESIS: Severity.FATAL,
}
"""The table of docs/concepts/world-rubric.md."""
_MOST_ABLATIONS = 6
_MOST_LATE = 12
"""Claims that a text proves later."""
MOST_DOUBTS = 40
"""Doubtful claims in one proof; beyond that nobody asks which of them matter."""


def judge(problem: Problem, sentences: Sequence[Sentence]) -> Assessment:
    """The assessment of a proof that was read."""
    items = tuple(item for sentence in sentences for item in sentence.items)
    strict = walk_over(problem, items, lambda _: False)
    later = _proved_later(problem, items, strict)
    if later is not None:
        strict = later
    doubtful = any(each.standing is not Standing.DETAIL for each in strict.doubts.values())
    ends = outcomes(strict, explain=not doubtful)
    if not doubtful:
        notes = _notes(strict, strict.doubts, ends, frozenset()) + _false_aims(strict)
        return _assessment(notes, sentences, items)
    lenient = walk_over(problem, items, lambda _: True, strict.doubts)
    bold = _bold(strict, lenient)
    if bold:
        strict = walk_over(problem, items, lambda _: False, strict.doubts, bold)
        ends = outcomes(strict, explain=False)
    needed = frozenset[Key]()
    announced = _announced(strict, items) if _all_met(ends) else None
    if announced is not None:
        del strict.doubts[announced]
        lenient.doubts.pop(announced, None)
    if not _all_met(ends):
        ends = outcomes(lenient, explain=True)
        everything = frozenset(lenient.doubts)
        needed = _needed(problem, items, lenient, bold) if _all_met(ends) else everything
    details = {
        key: doubt
        for key, doubt in strict.doubts.items()
        if doubt.standing is Standing.DETAIL and not needed
    }
    notes = _notes(lenient, {**details, **lenient.doubts}, ends, needed)
    return _assessment(notes, sentences, items)


def _announced(strict: Walk, items: Sequence[Item]) -> Key | None:
    """A text may begin with what it proves: the first claim, where the proof is complete without
    it."""
    first = next((place for place, item in enumerate(items) if _says(item)), None)
    key = (first or 0, 0)
    doubt = strict.doubts.get(key)
    return key if first is not None and doubt is not None and strict.is_goal(doubt.prop) else None


def _says(item: Item) -> bool:
    return not isinstance(item.body, Filler | Verdict | ToShow | Done)


def _false_aims(walk: Walk) -> list[Note]:
    """A text that announces a false claim and then shows another one."""
    said = {walk.key(each) for each in walk.said}
    return [
        Note(at, IssueKind.SLIP, word.false(prop, {}), "", prop)
        for at, frame, prop in walk.aims
        if walk.key(prop) not in said and not frame.unknown(prop) and refute(prop, frame.facts)
    ]


def _proved_later(problem: Problem, items: tuple[Item, ...], strict: Walk) -> Walk | None:
    """A walk in which every claim is proved, some only by what the text says after them: "P is
    even: ...", or a lemma before its proof. No claim is used before it is proved."""
    if not strict.doubts or len(strict.doubts) > _MOST_LATE:
        return None
    if any(each.standing is Standing.FALSE for each in strict.doubts.values()):
        return None
    walk = walk_over(problem, items, lambda _: False, strict.doubts, defers=True)
    return walk if not walk.doubts and _all_met(outcomes(walk, explain=False)) else None


def _bold(strict: Walk, lenient: Walk) -> frozenset[Key]:
    """Claims of what is to be proved that a reader could have filled in, but which the text draws
    from something doubtful."""
    return frozenset(
        key
        for key, doubt in strict.doubts.items()
        if doubt.standing is Standing.DETAIL
        and key not in lenient.doubts
        and strict.is_goal(doubt.prop)
    )


def _assessment(
    notes: Sequence[Note], sentences: Sequence[Sentence], items: Sequence[Item]
) -> Assessment:
    issues = sorted({_issue(note, sentences, items) for note in notes}, key=_order)
    return Assessment(tuple(issues), tuple((each.start, each.end) for each in sentences))


def _order(issue: Issue) -> tuple[object, ...]:
    """By place, the missing ones last."""
    return (issue.sentence < 0, issue.sentence, issue.start, issue.kind.value, issue.reason)


def _all_met(ends: Sequence[Outcome]) -> bool:
    return all(end.met for end in ends)


def _needed(
    problem: Problem, items: tuple[Item, ...], lenient: Walk, bold: frozenset[Key]
) -> frozenset[Key]:
    """Claims without which the conclusion does not follow. The first walk has failed, so at least
    one claim is needed."""
    keys = [key for key, doubt in lenient.doubts.items() if doubt.standing is not Standing.DETAIL]
    trusted = set(keys)
    if len(keys) == 1 or len(keys) > _MOST_ABLATIONS:
        return frozenset(keys)
    for key in keys:
        fewer = frozenset(trusted - {key})
        attempt = walk_over(problem, items, fewer.__contains__, lenient.doubts, bold)
        if _all_met(outcomes(attempt, explain=False)):
            trusted.discard(key)
    return frozenset(trusted)


def _notes(
    walk: Walk, doubts: Mapping[Key, Doubt], ends: Sequence[Outcome], needed: frozenset[Key]
) -> list[Note]:
    notes = [*walk.notes, *verdict_notes(walk), *answer_notes(walk)]
    notes += [end.note for end in ends if end.note is not None]
    complete = _all_met(ends)
    for key, doubt in islice(doubts.items(), MOST_DOUBTS):
        notes.append(_doubt_note(walk, key, doubt, key in needed, complete))
    return notes


def _doubt_note(walk: Walk, key: Key, doubt: Doubt, needed: bool, complete: bool) -> Note:
    """What a doubtful claim is, given whether the conclusion rests on it."""
    reason = doubt.reason
    if doubt.standing is Standing.DETAIL:
        kind = IssueKind.OMITTED_DETAIL
    elif not needed and _misstates(walk, doubt):
        kind = IssueKind.FALSE_STEP
    elif not needed:
        kind = IssueKind.SLIP if doubt.standing is Standing.FALSE else IssueKind.OMITTED_DETAIL
    elif not complete and walk.assumes_goal() is not None:
        kind = IssueKind.CIRCULAR
    elif doubt.kind is not None:
        kind = doubt.kind
    elif doubt.standing is Standing.FALSE:
        kind = IssueKind.FALSE_STEP
    else:
        kind = IssueKind.GAP
        if walk.is_goal(doubt.prop):
            reason = word.bold(doubt.prop)
    return Note(key[0], kind, reason, doubt.part, doubt.prop)


def _misstates(walk: Walk, doubt: Doubt) -> bool:
    """It says a wrong value of what is to be computed, and the text says the right one nowhere:
    "$a^3 + b^3 = 14 \\cdot 229 = 3204$", where it is 3206."""
    said = doubt.prop
    if walk.problem.task == "find value" or walk.answers:
        return False
    if doubt.standing is not Standing.FALSE or not isinstance(said, Rel) or said.op != "=":
        return False
    stated = {walk.key(each) for each in walk.said}
    for duty in walk.problem.obligations:
        show = duty.show
        if duty.assume:
            continue
        if not isinstance(show, Rel) or show.op != "=" or walk.key(show) in stated:
            continue
        wanted, value = number(show.right), number(said.right)
        if wanted is None or value is None or wanted == value:
            continue
        if said.left == show.left or number(said.left) == wanted:
            return True
    return False


def _issue(note: Note, sentences: Sequence[Sentence], items: Sequence[Item]) -> Issue:
    """A note with its place in the text."""
    claim = words(note.claim) if note.claim is not None else ""
    severity = SEVERITY[note.kind]
    if note.item < 0:
        return Issue(note.kind, severity, -1, 0, 0, note.reason, note.part, claim)
    item = items[note.item]
    place = next(
        (i for i, each in enumerate(sentences) if each.start <= item.start < each.end),
        len(sentences) - 1,
    )
    return Issue(note.kind, severity, place, item.start, item.end, note.reason, note.part, claim)
