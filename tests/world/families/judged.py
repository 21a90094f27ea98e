"""What the checker has to say about reference proofs and their planned wrong versions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from selfproof.world.assess import Assessment
from selfproof.world.check import check
from selfproof.world.families.base import Proof, Wrong, join
from selfproof.world.problem import Problem

from .brute import some


def wrong_texts(proof: Proof) -> Iterator[tuple[Wrong, str, int, int]]:
    """Every planned wrong version: (what, text, start and end of the changed step)."""
    for place, step in enumerate(proof.steps):
        for wrong in step.wrong:
            texts = [each.text for each in proof.steps]
            before = join(texts[:place], proof.separator)
            texts[place] = wrong.text
            until = join(texts[: place + 1], proof.separator)
            yield wrong, join(texts, proof.separator), len(before), len(until)


def wrongly_judged(family: Any, each: int, styles: int = 3) -> list[tuple[str, Assessment]]:
    """Reference proofs that do not score 1."""
    found = []
    for problem in some(family, each):
        for style in range(styles):
            text = family.write(problem, style).text
            verdict = check(problem, text)
            if verdict.score != 1:
                found.append((text, verdict))
    return found


def missed(family: Any, each: int) -> list[tuple[Problem, Wrong, str, Assessment]]:
    """Planned wrong versions without their score, or without an issue of their kinds in place."""
    found = []
    for number, problem in enumerate(some(family, each)):
        for wrong, text, start, end in wrong_texts(family.write(problem, number)):
            verdict = check(problem, text)
            there = [
                issue
                for issue in verdict.issues
                if issue.kind in wrong.found
                and (wrong.elsewhere or issue.sentence < 0 or start <= issue.start < end)
            ]
            if verdict.score != wrong.score or not there:
                found.append((problem, wrong, text, verdict))
    return found
