"""Flaws planted into reference proofs.

A family says with each step what realistic wrong versions it has; here they are put in, one or
several at once. What a single flaw costs is known beforehand. Several at once can hide or aggravate
each other, so their score is the checker's to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from selfproof.world.families import phrases, slips
from selfproof.world.families.base import Draws, Proof, Wrong

KINDS: Mapping[str, str] = MappingProxyType(
    {
        phrases.SLIP: "One number is miscalculated and the proof goes on with the right one.",
        phrases.PROPAGATED: "A number or formula is wrong, and what follows builds on it.",
        phrases.MISSING_CASE: "One of the cases or parts is left out.",
        phrases.LEAP: "The work of a step is skipped: it is called obvious, or similar.",
        phrases.ASSUMED: "What is to be shown is supposed.",
        phrases.WRONG_BASE: "The induction starts at another value than the statement does.",
        slips.MISSING_BASE: "A base value that the induction needs is left out.",
        phrases.NO_HYPOTHESIS: "The inductive step does not use its hypothesis.",
        phrases.ZERO_DIVISION: "Both sides are divided by what may be 0.",
        phrases.WRONG_ANSWER: "The answer, or the verdict true or false, is wrong.",
        slips.MISSING_CANDIDATE: "One of the solutions is missing in the answer.",
        phrases.UNCHECKED: "A solution is not put in.",
        phrases.GAP: "The right answer without one of the arguments that it needs.",
        phrases.WRONG_MODULUS: "A congruence is claimed for another modulus.",
        slips.WRONG_SIGN: "A sign or an inequality is turned round.",
        slips.WRONG_EQUALITY: "The case of equality is wrong.",
    }
)
"""Every kind of flaw, with what it is. No family has all of them."""
MOST_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Change:
    """One wrong version in its place.

    Attributes:
        step: Number of the changed step in the reference proof, from 0.
        start, end: Where it now stands in the flawed text; equal where the step was left out.
        wrong: The wrong version: its kind, the issues to be found, and the score as only change.
        part: The independent part of the proof that it is in; may be empty.
    """

    step: int
    start: int
    end: int
    wrong: Wrong
    part: str


@dataclass(frozen=True, slots=True)
class Flawed:
    """A reference proof with one or more changes, in the order of their places."""

    text: str
    changes: tuple[Change, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kind of each change."""
        return tuple(change.wrong.flaw for change in self.changes)


def flaw_kinds(proof: Proof) -> tuple[str, ...]:
    """The kinds of flaw that can be planted into a proof, in the order of `KINDS`."""
    there = {wrong.flaw for step in proof.steps for wrong in step.wrong}
    return tuple(kind for kind in KINDS if kind in there)


def planted(proof: Proof) -> Iterator[Flawed]:
    """Every version of a proof with a single flaw, step by step."""
    for number, step in enumerate(proof.steps):
        for wrong in step.wrong:
            yield plant(proof, {number: wrong})


def flaw(proof: Proof, kind: str, draws: Draws) -> Flawed:
    """A proof with one flaw of a kind; where several are possible, `draws` chooses.

    Raises:
        ValueError: the proof has no flaw of this kind (see `flaw_kinds`).
    """
    options = [
        (number, wrong)
        for number, step in enumerate(proof.steps)
        for wrong in step.wrong
        if wrong.flaw == kind
    ]
    if not options:
        raise ValueError(f"kind {kind!r}: this proof has only {', '.join(flaw_kinds(proof))}")
    return plant(proof, dict([draws.pick(options)]))


def with_flaws(proof: Proof, count: int, draws: Draws, kinds: Sequence[str] = ()) -> Flawed:
    """A proof with up to `count` flaws in different steps, independent of each other.

    Kinds are drawn evenly among those the proof can have (of `kinds`, if given), then a place among
    those of the kind, so rare kinds are not drowned by slips. It has fewer than `count` flaws where
    the steps do not suffice; none, where there is no flaw of `kinds`.

    Raises:
        ValueError: `count` is not in 1 to MOST_AT_ONCE.
    """
    if not 1 <= count <= MOST_AT_ONCE:
        raise ValueError(f"count={count}: must be 1 to {MOST_AT_ONCE}")
    options: dict[str, list[tuple[int, Wrong]]] = {}
    for number, step in enumerate(proof.steps):
        for wrong in step.wrong:
            if not kinds or wrong.flaw in kinds:
                options.setdefault(wrong.flaw, []).append((number, wrong))
    chosen: dict[int, Wrong] = {}
    while options and len(chosen) < count:
        kind = draws.pick([each for each in KINDS if each in options])
        number, wrong = draws.pick(options[kind])
        chosen[number] = wrong
        options = {
            name: rest
            for name, all_ in options.items()
            if (rest := [each for each in all_ if each[0] != number])
        }
    return plant(proof, chosen)


def plant(proof: Proof, wrongs: Mapping[int, Wrong]) -> Flawed:
    """A proof with steps replaced by wrong versions of theirs, by number of the step."""
    text = ""
    changes: list[Change] = []
    for number, step in enumerate(proof.steps):
        wrong = wrongs.get(number)
        piece = step.text if wrong is None else wrong.text
        if piece and text and not piece.startswith("\n"):
            text += proof.separator
        # As `join` does; a step's place begins after its line breaks.
        start = len(text) + len(piece) - len(piece.lstrip("\n"))
        text += piece
        if wrong is not None:
            changes.append(Change(number, min(start, len(text)), len(text), wrong, step.part))
    return Flawed(text, tuple(changes))
