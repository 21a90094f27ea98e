from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import partial

from selfproof.world.families.induction_sum import InductionSum
from selfproof.world.latex import Failure, parse_term
from selfproof.world.props import Exists

from .brute import some
from .common import check_family, phrasings
from .exact import false_formulas, holds, number

FAMILY = InductionSum()


def test_common_demands() -> None:
    check_family(FAMILY)


def test_closed_forms_are_right_and_wrong_ones_fail_at_the_second_value() -> None:
    for problem in some(FAMILY):
        (obligation,) = problem.obligations
        start = 1 if problem.givens[0].kind == "positive integer" else 0
        values = [holds(obligation.show, {"n": n}) for n in range(start, start + 8)]
        if problem.truth:
            assert all(values), problem.statement
        else:
            assert isinstance(obligation.show, Exists)
            assert values[:2] == [False, True], problem.statement


def _value(meaning: str, n: int) -> Fraction:
    term = parse_term(meaning)
    assert not isinstance(term, Failure)
    return number(term, {"n": n})


def test_every_formula_of_a_proof_is_true_for_all_values() -> None:
    for problem in some(FAMILY, 8):
        if not problem.truth:
            continue
        start = 1 if problem.givens[0].kind == "positive integer" else 0
        for style in range(3):
            steps = FAMILY.write(problem, style).steps
            text = " ".join(step.text for step in steps)
            text = re.sub(r"\$n = [^$]*\$", "", text)
            named = re.search(r"(?:Let|Write) \$([ST])_n = (.*?)\$", text)
            sums: dict[str, Callable[[int], Fraction]] = {}
            if named:
                sums[named[1]] = partial(_value, named[2])
            choices = [
                dict.fromkeys("nkm", a) | dict.fromkeys("ij", b)
                for a in range(start, start + 4)
                for b in range(max(start, 1), 4)
            ]
            assert not false_formulas(text, choices, sums), text


def test_there_are_many_phrasings() -> None:
    assert phrasings(FAMILY, 3) >= 24
