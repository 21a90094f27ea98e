"""Find all integers n such that kn + a divides P(n).

Division with remainder leaves a constant, so kn + a is one of its divisors: these candidates are
the parts, and each has to be checked. With k > 1 some of them give no integer n, or an n that is no
solution. The parameters are the divisor, P, and whether n has to be positive.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd

from selfproof.world.families import phrases as say
from selfproof.world.families import solve_proofs
from selfproof.world.families.base import Draws, Parameters, Proof, draw_parameters
from selfproof.world.families.phrases import poly_term
from selfproof.world.problem import Category, Given, Obligation, Problem, Split
from selfproof.world.props import Divides, Or, Prop, Rel
from selfproof.world.terms import Var, num

_CANDIDATES = {1: (2, 4), 2: (4, 6), 3: (6, 8), 4: (8, 12), 5: (12, 16), 6: (18, 24)}
_SIZE = {1: 20, 2: 40, 3: 80, 4: 200, 5: 400, 6: 900}
"""Of the constant."""


class Solve:
    """See the module's docstring."""

    name = "solve"
    category: Category = "number theory"
    grows_by_parts = True
    discovers = "a division with remainder"

    def make(self, level: int, split: Split, index: int) -> Problem:
        """A problem; see `Family`."""
        plan = Draws(f"{self.name}/{level}/{split}/{index}/plan").between(0, 5)
        parameters = draw_parameters(
            self.name, level, split, index, lambda draws: _draw(draws, level, plan)
        )
        return _problem(self.name, level, split, index, parameters)

    def write(self, problem: Problem, style: int) -> Proof:
        """A reference proof; see `Family`."""
        return solve_proofs.write(problem, style)

    def search_effort(self, problem: Problem) -> int:
        """Integers tried one by one up to where none can follow."""
        constant = solve_proofs.division(problem.parameters)[2]
        return 2 * abs(constant) + 1


def _draw(draws: Draws, level: int, plan: int) -> Parameters | None:
    positive = plan % 2 == 0
    k = 1 if plan < 4 or level == 1 else draws.pick((2, 2, 3, 4, 6))
    a = draws.pick([a for a in range(-9, 10) if a])
    degree = draws.between(1 if k > 1 else 2, 2 if level < 4 or k > 1 else 3)
    dense = [draws.between(-6 - level, 6 + level) for _ in range(degree)]
    dense.append(draws.pick((1, 1, 1, 2, 3)))
    # The constant term is chosen last, so that the remainder has as many divisors as wanted.
    constant = draws.between(2, _SIZE[level]) * draws.pick((1, -1))
    dense[0] = 0
    remainder = solve_proofs.division({"k": k, "a": a, "p": dense})[2]
    scale = k**degree
    if (constant - remainder) % scale:
        return None
    dense[0] = (constant - remainder) // scale
    parameters = {"k": k, "a": a, "p": dense, "positive": positive}
    low, high = _CANDIDATES[level]
    if positive:
        low, high = max(2, low // 2), max(2, high // 2)
    found = solve_proofs.solutions(parameters)
    shown = solve_proofs.divisors(constant)
    count = len(shown) if not positive else len([d for d in shown if d > 0])
    if not low <= count <= high or not found or abs(dense[0]) > 4 * _SIZE[level]:
        return None
    if gcd(*dense) > 1 or dense[0] == 0 or gcd(a, k) == k > 1:
        return None
    return parameters


def _problem(family: str, level: int, split: Split, index: int, parameters: Parameters) -> Problem:
    divisor, dividend = [parameters["a"], parameters["k"]], parameters["p"]
    draws = Draws(f"{family}/{level}/{split}/{index}/statement")
    condition = Divides(poly_term(divisor), poly_term(dividend))
    found = solve_proofs.solutions(parameters)
    values: list[Prop] = [Rel("=", Var("n"), num(n)) for n in found]
    answer = values[0] if len(values) == 1 else Or(tuple(values))
    obligations = (
        Obligation(answer, (condition,), "the answer is complete"),
        Obligation(condition, (answer,), "the solutions satisfy the condition"),
    )
    kind = "positive integer" if parameters["positive"] else "integer"
    return Problem(
        family=family,
        category="number theory",
        level=level,
        split=split,
        index=index,
        statement=_statement(divisor, dividend, kind, draws),
        task="find all",
        givens=(Given("n", "positive integer" if parameters["positive"] else "integer"),),
        hypotheses=(),
        obligations=obligations,
        answer=answer,
        parameters=parameters,
        parts=len(solve_proofs.candidates(parameters)),
    )


def _statement(divisor: Sequence[int], dividend: Sequence[int], kind: str, draws: Draws) -> str:
    d, p = say.poly_tex(divisor), say.poly_tex(dividend)
    condition = draws.pick(
        (
            f"such that ${d}$ divides ${p}$",
            f"for which ${d} \\mid {p}$",
            f"such that ${p}$ is divisible by ${d}$",
            f"such that ${d} \\mid {p}$",
            f"for which $\\frac{{{p}}}{{{d}}}$ is an integer",
        )
    )
    return draws.pick(
        (
            f"Find all {kind}s $n$ {condition}.",
            f"Determine all {kind}s $n$ {condition}.",
            f"Find, with proof, every {kind} $n$ {condition}.",
        )
    )
