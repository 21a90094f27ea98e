from __future__ import annotations

from fractions import Fraction
from random import Random

from selfproof.world.families.symmetric import Symmetric
from selfproof.world.props import Exists

from .brute import some
from .common import check_family, phrasings
from .exact import false_formulas, holds
from .inequalities import with_values

FAMILY = Symmetric()


def point(row: list[int], kind: str) -> Fraction:
    """Where the two sides of one part are equal."""
    return Fraction(row[2], row[1]) if kind == "fractions" else Fraction(row[-1])


def test_common_demands() -> None:
    check_family(FAMILY)


def test_inequalities_and_equality_cases_hold_at_many_points() -> None:
    rng = Random("symmetric")
    for problem in some(FAMILY, 8):
        kind, numbers = problem.parameters["kind"], problem.parameters["numbers"]
        names = [given.name for given in problem.givens]
        centre = dict(zip(names, (point(row, kind) for row in numbers), strict=True))
        if not problem.truth:
            (obligation,) = problem.obligations
            assert isinstance(obligation.show, Exists)
            assert holds(obligation.show, centre), problem.statement
            continue
        choices = [centre]
        for _ in range(12):
            values = {name: value + rng.randint(-3, 3) for name, value in centre.items()}
            if problem.givens[0].kind == "positive real":
                values = {n: v if v > 0 else Fraction(1, 2) for n, v in values.items()}
            choices.append(values)
        for values in choices:
            for obligation in problem.obligations:
                if all(holds(prop, values) for prop in obligation.assume):
                    assert holds(obligation.show, values), problem.statement


def test_terms_are_the_parts() -> None:
    assert max(problem.parts for problem in some(FAMILY)) >= 20


def test_every_formula_of_a_proof_is_true_for_all_values() -> None:
    for text, choices in with_values(FAMILY):
        assert not false_formulas(text, choices), text


def test_there_are_many_phrasings() -> None:
    assert phrasings(FAMILY, 3) >= 24
