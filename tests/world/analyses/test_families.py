"""Real proofs with real assessments: writer, judge and annotator agree."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import random
from collections.abc import Iterator
from typing import cast

import pytest

from selfproof.world import families
from selfproof.world.analyses import (
    check_analysis,
    draft_analysis,
    label_analysis,
    label_proof,
    meta_row,
    qualities_for,
    verifier_row,
)
from selfproof.world.check import check
from selfproof.world.families.base import Family, join
from selfproof.world.problem import Problem


def all_families() -> list[Family]:
    """Every class that makes problems and writes proofs."""
    found: dict[str, Family] = {}
    for module in pkgutil.iter_modules(families.__path__):
        loaded = importlib.import_module(f"{families.__name__}.{module.name}")
        for _, each in inspect.getmembers(loaded, inspect.isclass):
            own = each.__module__ == loaded.__name__ and each is not Family
            if own and hasattr(each, "make") and hasattr(each, "search_effort"):
                family = cast("Family", each())
                found[family.name] = family
    return list(found.values())


def proofs(family: Family, level: int, index: int) -> Iterator[tuple[Problem, str]]:
    """A reference proof, and some with a flaw."""
    problem = family.make(level, "train", index)
    proof = family.write(problem, index)
    yield problem, proof.text
    steps = proof.steps
    flaws = [(i, wrong.text) for i, step in enumerate(steps) for wrong in step.wrong]
    rng = random.Random(f"{family.name}/{level}/{index}")
    for place, text in rng.sample(flaws, min(3, len(flaws))):
        texts = [text if i == place else step.text for i, step in enumerate(steps)]
        yield problem, join(texts, proof.separator)


@pytest.mark.parametrize("family", all_families(), ids=lambda family: family.name)
def test_real_proofs(family: Family) -> None:
    for level in (1, 3):
        for problem, text in proofs(family, level, 1):
            assessment = check(problem, text)
            for quality in qualities_for(assessment):
                draft = draft_analysis(problem, text, assessment, quality, 0)
                judgement = check_analysis(problem, text, assessment, draft.text)
                assert judgement.score == draft.meta, (text, assessment.issues, draft, judgement)


def test_annotator() -> None:
    family = all_families()[0]
    problem, text = next(proofs(family, 1, 0))
    assessment = check(problem, text)
    analysis = draft_analysis(problem, text, assessment, "wrong score", 0).text
    assert label_proof(problem, text) == assessment.score
    assert label_analysis(problem, text, analysis) == 0.5
    assert verifier_row(problem, text).score == assessment.score
    row = meta_row(problem, text, analysis)
    assert row is not None
    assert (row.problem_idx, row.meta_score) == (problem.name, 0.5)
    assert meta_row(problem, text, "nothing") is None
