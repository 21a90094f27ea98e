from __future__ import annotations

import re
from itertools import product

from selfproof.world.families.quadratic import Quadratic
from selfproof.world.latex import Failure, parse_term
from selfproof.world.props import Exists

from .brute import some
from .common import check_family, phrasings
from .exact import false_formulas, holds, number
from .inequalities import with_values
from .judged import missed, wrongly_judged

FAMILY = Quadratic()


def test_common_demands() -> None:
    check_family(FAMILY)


def test_inequalities_and_equality_cases_hold_near_the_point() -> None:
    for problem in some(FAMILY, 8):
        names = [given.name for given in problem.givens]
        squares = problem.parameters["squares"]
        point = dict.fromkeys(names, 0)
        for _, form in reversed(squares):
            name = next(iter(form))
            rest = sum(c * (point[n] if n else 1) for n, c in form.items() if n != name)
            assert rest % form[name] == 0
            point[name] = -rest // form[name]
        shifts = list(product((-2, -1, 0, 1, 2), repeat=len(names)))
        near = [{n: point[n] + s for n, s in zip(names, shift, strict=True)} for shift in shifts]
        if not problem.truth:
            (obligation,) = problem.obligations
            assert isinstance(obligation.show, Exists)
            counter = dict(zip(names, problem.parameters["counter"], strict=True))
            assert holds(obligation.show, counter), problem.statement
            continue
        for values in near:
            for obligation in problem.obligations:
                if all(holds(prop, values) for prop in obligation.assume):
                    assert holds(obligation.show, values), problem.statement


def test_every_formula_of_a_proof_is_true_for_all_values() -> None:
    for text, choices in with_values(FAMILY):
        for values in choices:
            for name, meaning in re.findall(r"\b([p-w]) = ([^,$]*)", text):
                term = parse_term(meaning)
                assert not isinstance(term, Failure)
                values[name] = number(term, values)
        assert not false_formulas(text, choices), text


def test_there_are_many_phrasings() -> None:
    assert phrasings(FAMILY, 3) >= 24


def test_reference_proofs_score_1() -> None:
    assert not wrongly_judged(FAMILY, 4)


def test_planted_faults_get_their_score_in_their_place() -> None:
    assert not missed(FAMILY, 4)
