from __future__ import annotations

import re
from typing import Any

from selfproof.world.families.recurrence import Recurrence
from selfproof.world.problem import Problem
from selfproof.world.props import Forall, Rel
from selfproof.world.terms import Call, Num

from .brute import some
from .common import check_family, phrasings
from .exact import false_formulas, holds, number

FAMILY = Recurrence()


def sequence(problem: Problem) -> tuple[str, dict[int, int]]:
    """The first elements, from the hypotheses alone."""
    known: dict[int, int] = {}
    letter = ""
    for prop in problem.hypotheses:
        if isinstance(prop, Rel):
            assert isinstance(prop.left, Call)
            assert isinstance(prop.left.args[0], Num)
            letter = prop.left.name
            known[int(prop.left.args[0].value)] = int(number(prop.right, {}))
    rule: Any = problem.hypotheses[-1]
    assert isinstance(rule, Forall)
    start = min(known)
    for n in range(start, start + 12):
        at = int(number(rule.prop.left.args[0], {"n": n}))  # type: ignore[union-attr]
        known[at] = int(
            number(rule.prop.right, {"n": n}, {letter: known.__getitem__})  # type: ignore[union-attr]
        )
    return letter, known


def test_common_demands() -> None:
    check_family(FAMILY)


def test_statements_are_true_or_fail_at_a_base_value() -> None:
    for problem in some(FAMILY):
        letter, known = sequence(problem)
        (obligation,) = problem.obligations
        values = [
            holds(obligation.show, {"n": n}, {letter: known.__getitem__}) for n in sorted(known)
        ]
        if problem.truth:
            assert all(values), problem.statement
        else:
            assert any(values)
            assert not values[0]


def test_base_values_are_the_parts() -> None:
    for problem in some(FAMILY, 4):
        if problem.truth:
            proof = FAMILY.write(problem, 0)
            assert problem.parts == sum(step.role == "base" for step in proof.steps)
    assert max(problem.parts for problem in some(FAMILY)) >= 20


def test_every_formula_of_a_proof_is_true_for_the_sequence() -> None:
    for problem in some(FAMILY, 6):
        if not problem.truth:
            continue
        letter, known = sequence(problem)
        order, start = problem.parameters["order"], problem.parameters["start"]
        for style in range(4):
            text = re.sub(r"\$n = [^$]*\$", "", FAMILY.write(problem, style).text)
            low = start + order * (style % 2)
            choices = [{"n": a - style % 2, "k": a, "m": a} for a in range(low, low + 5)]
            assert not false_formulas(text, choices, {letter: known.__getitem__}), text


def test_there_are_many_phrasings() -> None:
    assert phrasings(FAMILY, 3) >= 24
