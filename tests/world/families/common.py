"""What is asked of every family: determinism, disjoint splits, lengths, variety."""

from __future__ import annotations

import json
import random
import re

from selfproof.world.check import check
from selfproof.world.families.base import Family, join
from selfproof.world.problem import Problem

from .brute import some


def tokens(text: str) -> int:
    """About as many as a tokenizer makes of mathematics."""
    return len(text) // 3


def check_family(family: Family, level_3: tuple[int, int] = (100, 300), level_5: int = 700) -> None:
    """All of the common demands. `level_3` bounds the median length of its proofs."""
    problems = list(some(family))
    again = type(family)()
    splits: dict[str, str] = {}
    for problem in problems:
        same: Problem = again.make(problem.level, problem.split, problem.index)
        assert same == problem
        content = json.dumps(problem.parameters, sort_keys=True)
        assert splits.setdefault(content, problem.split) == problem.split
        for style in range(3):
            proof = family.write(problem, style)
            assert proof == again.write(problem, style)
            assert all(step.text for step in proof.steps)
            assert problem.level > 5 or tokens(proof.text) <= level_5, proof.text
            assert proof.text.count("$") % 2 == 0
            assert proof.text[-1] in ".$", proof.text
            for step in proof.steps:
                for wrong in step.wrong:
                    assert wrong.text != step.text, wrong
        assert family.search_effort(problem) > 0
    lengths = sorted(
        tokens(family.write(family.make(3, "train", index), index).text) for index in range(60)
    )
    assert level_3[0] <= lengths[30] <= level_3[1], lengths
    assert lengths[-1] <= 450, lengths


def phrasings(family: Family, level: int) -> int:
    """Statements and proofs of one level that differ in their words, numbers and letters aside."""
    seen = set()
    for index in range(200):
        problem = family.make(level, "train", index)
        text = problem.statement + " " + family.write(problem, index).text
        seen.add(re.sub(r"\$[^$]*\$", "#", text))
    return len(seen)


def check_agreement(family: Family, count: int, start: int = 0) -> None:
    """The checker gives every reference proof 1 and finds every planted flaw, at its price."""
    for index in range(start, start + count):
        level = 1 + index % 6
        problem = family.make(level, "hard" if level == 6 else "train", index)
        proof = family.write(problem, index)
        assessment = check(problem, proof.text)
        assert assessment.score == 1, (problem.name, proof.text, assessment.issues)
        texts = [step.text for step in proof.steps]
        flaws = [(i, wrong) for i, step in enumerate(proof.steps) for wrong in step.wrong]
        for i, wrong in random.Random(index).sample(flaws, min(4, len(flaws))):
            flawed = join([*texts[:i], wrong.text, *texts[i + 1 :]], proof.separator)
            assessment = check(problem, flawed)
            found = {issue.kind for issue in assessment.issues}
            assert assessment.score == wrong.score, (problem.name, flawed, assessment.issues)
            assert found & set(wrong.found), (problem.name, flawed, assessment.issues)
