"""Checks a proof of a problem, whoever wrote it.

`check` reads the text into items (`language`), walks over them with what is known at each point
(`frames`, `blocks`, `claims`, `steps`, `names`), asks at the end what was to be shown (`goals`,
`answers`) and turns doubts into issues (`judging`). What is minor and what is fatal is the table in
docs/concepts/world-rubric.md.
"""

from __future__ import annotations

from selfproof.world.assess import Assessment
from selfproof.world.check.judging import SEVERITY, judge
from selfproof.world.language import read
from selfproof.world.language.vocabulary import vocabulary_of
from selfproof.world.problem import Problem

__all__ = ["SEVERITY", "check", "judge"]


def check(problem: Problem, proof_text: str) -> Assessment:
    """The score of a proof by rubric I_v, and its faults with their places.

    Deterministic and total: any text gets an assessment, and text outside of the language is an
    unjustified claim. A proof scores 1 only when every claim in it was verified exactly.
    """
    return judge(problem, read(proof_text, vocabulary_of(problem)))
