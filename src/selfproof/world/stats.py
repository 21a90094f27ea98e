"""How long problems, proofs and analyses are, and how much harder finding is than checking.

A token is taken for three characters, about what a tokenizer makes of mathematics in LaTeX. Search
effort is counted in candidates that a naive search tries before it finds what a proof needs (see
`Family.search_effort`), check effort in sentences that are judged, each once.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass, field

from selfproof.world.analyses.writing import draft_analysis
from selfproof.world.check import check
from selfproof.world.families.base import Draws
from selfproof.world.flaws import with_flaws
from selfproof.world.problem import Split
from selfproof.world.registry import family_named

_CHARACTERS = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """Of the problems of one family and level. Lengths are in tokens.

    Attributes:
        family, level: Where they are from.
        problems: How many were looked at.
        statement, proof, analysis: Medians. The proofs are the reference ones, the analyses are
            good ones of proofs with a flaw.
        longest: The longest proof.
        context: The most that a refinement needs: a statement, a proof, two analyses of it and the
            next proof.
        parts: Median number of independent parts.
        search: Median number of candidates tried.
        sentences: Median number of sentences to check.
        seconds: Median time of a check, as measured.
    """

    family: str
    level: int
    problems: int
    statement: int
    proof: int
    longest: int
    analysis: int
    context: int
    parts: int
    search: int
    sentences: int
    seconds: float = field(compare=False)


def tokens(text: str) -> int:
    """About how many tokens a text has."""
    return -(-len(text) // _CHARACTERS)


def measure(name: str, level: int, split: Split = "train", count: int = 20) -> Measured:
    """The figures of problems 0 to `count - 1` (at least one) of a family, level and split.

    Raises:
        UsageError: there is no such family.
        ValueError: the level is not of the split.
    """
    family = family_named(name)
    rows: list[tuple[int, ...]] = []
    times: list[float] = []
    for index in range(count):
        problem = family.make(level, split, index)
        reference = family.write(problem, index)
        begun = time.perf_counter()
        assessment = check(problem, reference.text)
        times.append(time.perf_counter() - begun)
        flawed = with_flaws(reference, 1, Draws(f"stats/{problem.name}")).text
        draft = draft_analysis(problem, flawed, check(problem, flawed), "good", index)
        rows.append(
            (
                tokens(problem.statement),
                tokens(reference.text),
                tokens(draft.text),
                problem.parts,
                family.search_effort(problem),
                len(assessment.sentences),
            )
        )
    statement, proof, analysis, parts, search, sentences = (
        statistics.median_low(column) for column in zip(*rows, strict=True)
    )
    return Measured(
        family=name,
        level=level,
        problems=count,
        statement=statement,
        proof=proof,
        longest=max(row[1] for row in rows),
        analysis=analysis,
        context=max(row[0] + 2 * row[1] + 2 * row[2] for row in rows),
        parts=parts,
        search=search,
        sentences=sentences,
        seconds=statistics.median(times),
    )
