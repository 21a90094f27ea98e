"""Makes mutants of reference proofs and looks for ones that score 1."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest

from selfproof.world.check import check
from selfproof.world.problem import Problem
from selfproof.world.registry import FAMILIES, write_proof
from tests.world.mutants.edits import Edit, edits
from tests.world.mutants.judge import Original

LEVELS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change that makes a step false, or that nobody reads."""

    problem: str
    style: int
    edit: Edit
    sentence: str
    """The changed text, from a little before the change."""


@dataclass
class Survey:
    """What came of some proofs.

    Attributes:
        proofs: How many were changed; those that do not score 1 are left out.
        skipped: How many were left out.
        made: Changes of each kind.
        false: Those that make a step false.
        survivors: Those of them that score 1.
        unread: Changed numbers that change nothing that is read, in proofs that score 1.
    """

    proofs: int = 0
    skipped: int = 0
    made: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    survivors: list[Mutant] = field(default_factory=list)
    unread: list[Mutant] = field(default_factory=list)

    def add(self, other: Survey) -> None:
        """All of it together."""
        self.proofs += other.proofs
        self.skipped += other.skipped
        self.made += other.made
        self.false += other.false
        self.survivors += other.survivors
        self.unread += other.unread


@lru_cache(maxsize=64)
def original(family: str, level: int, index: int, style: int) -> Original | None:
    """A reference proof; None when the checker does not accept it."""
    problem = FAMILIES[family].make(level, "train", index)
    text = write_proof(problem, style).text
    return Original(problem, text) if check(problem, text).score == 1 else None


@lru_cache(maxsize=64)
def mixed(text: str) -> tuple[Edit, ...]:
    """All changes of a text, the kinds taking turns, in an order that only the text decides."""
    found: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits(text):
        found[edit.kind].append(edit)
    source = random.Random(text)
    for each in found.values():
        source.shuffle(each)
    return tuple(e for row in zip_longest(*found.values()) for e in row if e is not None)


def survey(family: str, level: int, index: int, style: int, most: int) -> Survey:
    """At most `most` changes of one proof."""
    result = Survey()
    proof = original(family, level, index, style)
    if proof is None:
        result.skipped += 1
        return result
    result.proofs += 1
    for edit in mixed(proof.text)[:most]:
        result.made[edit.kind] += 1
        judged = proof.judge(edit)
        if judged == "false":
            result.false[edit.kind] += 1
            if survives(proof.problem, edit.of(proof.text)):
                result.survivors.append(_mutant(proof, style, edit))
        elif judged == "same" and edit.kind in ("number", "number in words", "index"):
            result.unread.append(_mutant(proof, style, edit))
    return result


def survives(problem: Problem, text: str) -> bool:
    """Whether the checker finds no fault."""
    return check(problem, text).score == 1


def _mutant(proof: Original, style: int, edit: Edit) -> Mutant:
    start = max(0, edit.start - 60)
    shown = edit.of(proof.text)[start : edit.start + len(edit.new) + 60]
    return Mutant(proof.problem.name, style, edit, shown)


def proofs(family: str, count: int) -> Iterator[tuple[str, int, int, int]]:
    """Family, level, index and style of so many proofs, spread over levels and styles."""
    for number in range(count):
        yield family, LEVELS[number % len(LEVELS)], number // len(LEVELS), number


def together(parts: Iterable[Survey]) -> Survey:
    """One survey of several."""
    whole = Survey()
    for part in parts:
        whole.add(part)
    return whole
