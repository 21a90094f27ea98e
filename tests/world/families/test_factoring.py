from __future__ import annotations

from itertools import product

from selfproof.world.families.factoring import Factoring
from selfproof.world.problem import Problem
from selfproof.world.props import And, Or

from .brute import some
from .common import check_family, phrasings
from .exact import holds, number

FAMILY = Factoring()


def solutions(problem: Problem) -> set[tuple[int, int]]:
    """The answer as pairs."""
    answer = problem.answer
    assert isinstance(answer, Or)
    found = set()
    for pair in answer.parts:
        assert isinstance(pair, And)
        u, v = (int(number(equation.right, {})) for equation in pair.parts)  # type: ignore[union-attr]
        found.add((u, v))
    return found


def test_common_demands() -> None:
    check_family(FAMILY)


def test_answers_are_right_and_complete_among_small_pairs() -> None:
    for problem in some(FAMILY, 6):
        if problem.task != "find all":
            continue
        x, y = (given.name for given in problem.givens)
        complete, right = problem.obligations
        (equation,) = complete.assume
        assert right.show == equation
        found = solutions(problem)
        assert found
        for u, v in found:
            assert holds(equation, {x: u, y: v}), problem.statement
        for u, v in product(range(-40, 41), repeat=2):
            if holds(equation, {x: u, y: v}):
                assert (u, v) in found, problem.statement


def test_identities_hold() -> None:
    seen = 0
    for problem in some(FAMILY, 20):
        if problem.task != "prove":
            continue
        seen += 1
        (obligation,) = problem.obligations
        factors = problem.parameters["factors"]
        names = problem.parameters["names"]
        if problem.parameters["shape"] == "cubes":
            p, q, r = factors
            for u, v in product(range(-4, 5), repeat=2):
                values = {names[0]: u * r, names[1]: v * r, names[2]: -(p * u + q * v)}
                assert all(holds(prop, values) for prop in problem.hypotheses)
                assert holds(obligation.show, values), problem.statement
        else:
            total, times, power = factors
            assert total**2 >= 4 * times
            sums = [2, total]
            while len(sums) <= power:
                sums.append(total * sums[-1] - times * sums[-2])
            assert f"= {sums[power]}$" in problem.statement
    assert seen > 10


def test_divisors_are_the_parts() -> None:
    for problem in some(FAMILY, 4):
        if problem.task == "find all":
            proof = FAMILY.write(problem, 0)
            assert problem.parts == sum(step.role == "case" for step in proof.steps)
    assert max(problem.parts for problem in some(FAMILY)) >= 20


def test_there_are_many_phrasings() -> None:
    assert phrasings(FAMILY, 3) >= 24
