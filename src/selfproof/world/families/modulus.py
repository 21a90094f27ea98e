"""Equations a x^k + b y^l = c without integer solutions, by a modulus that must be found.

The equation is drawn so that it has no solutions modulo m and has some modulo every smaller
number. A proof lists the residues of the powers modulo m and combines them; the parts are the
residues that are computed, or the pairs that are combined. Some equations do have solutions.
"""

from __future__ import annotations

from math import gcd

from selfproof.world.families import modulus_proofs
from selfproof.world.families.base import Draws, Parameters, Proof, draw_parameters
from selfproof.world.families.modulus_proofs import Equation
from selfproof.world.families.phrases import math
from selfproof.world.problem import Category, Given, Obligation, Problem, Split, Task
from selfproof.world.props import Exists, Prop, Rel
from selfproof.world.terms import num

_CHOICES: dict[int, tuple[tuple[int, int, int], ...]] = {
    1: ((3, 2, 2), (4, 2, 2), (5, 2, 2), (5, 2, 4)),
    2: ((4, 2, 2), (5, 2, 2), (7, 2, 2), (8, 2, 2), (7, 3, 3), (5, 4, 2)),
    3: ((7, 2, 2), (8, 2, 2), (7, 3, 3), (9, 3, 3), (7, 3, 6), (5, 4, 4), (9, 3, 2)),
    4: ((9, 3, 3), (11, 5, 5), (13, 3, 3), (16, 4, 4), (13, 4, 4), (9, 6, 3), (7, 2, 6)),
    5: ((13, 3, 4), (16, 4, 2), (13, 3, 3), (11, 5, 2), (16, 4, 4), (13, 6, 4), (13, 4, 6)),
    6: ((13, 3, 4), (13, 6, 3), (16, 4, 4), (11, 5, 2), (13, 4, 4), (16, 2, 4)),
}
"""(modulus, exponent of x, exponent of y)."""
_SIZE = {1: 40, 2: 80, 3: 200, 4: 500, 5: 1_500, 6: 5_000}
"""Of the right side."""


class Modulus:
    """See the module's docstring."""

    name = "modulus"
    category: Category = "number theory"
    grows_by_parts = True
    discovers = "a modulus"

    def make(self, level: int, split: Split, index: int) -> Problem:
        """A problem; see `Family`."""
        plan = Draws(f"{self.name}/{level}/{split}/{index}/plan").between(1, 16)
        parameters = draw_parameters(
            self.name, level, split, index, lambda draws: _draw(draws, level, plan)
        )
        return _problem(self.name, level, split, index, parameters)

    def write(self, problem: Problem, style: int) -> Proof:
        """A reference proof; see `Family`."""
        return modulus_proofs.write(problem, equation(problem.parameters), style)

    def search_effort(self, problem: Problem) -> int:
        """Residue pairs looked at, modulus after modulus."""
        m = problem.parameters["m"]
        return sum(modulus * modulus for modulus in range(2, m + 1)) if m else 400


def equation(parameters: Parameters) -> Equation:
    """The equation that these parameters stand for."""
    return Equation(*(parameters[key] for key in ("a", "k", "b", "l", "c")))


def _draw(draws: Draws, level: int, plan: int) -> Parameters | None:
    m, k, l = draws.pick(_CHOICES[level])  # noqa: E741
    if draws.between(0, 1):
        k, l = l, k  # noqa: E741
    a = draws.between(1, 3 + level)
    b = draws.between(1, 5 + 3 * level) * draws.pick((1, 1, -1))
    if level < 3 and draws.between(0, 1):
        b = m * draws.pick((1, 1, 2, -1))
    c = draws.between(2 if level < 6 else _SIZE[5] + 1, _SIZE[level])
    if gcd(a, b) > 1 or c % gcd(a, b):
        return None
    decide = plan <= 3
    if plan <= 2:
        x, y = draws.between(1, 4), draws.between(1, 3)
        if k + l > 8 or a * x**k + b * y**l <= (0 if level < 6 else _SIZE[5]):
            return None
        row = (a, k, b, l, a * x**k + b * y**l)
        return {**dict(zip("akblc", row, strict=True)), "m": 0, "decide": True}
    here = Equation(a, k, b, l, c)
    if here.solvable(m) or not all(here.solvable(smaller) for smaller in range(2, m)):
        return None
    row = (a, k, b, l, c)
    return {**dict(zip("akblc", row, strict=True)), "m": m, "decide": decide}


def _problem(family: str, level: int, split: Split, index: int, parameters: Parameters) -> Problem:
    here, m = equation(parameters), parameters["m"]
    draws = Draws(f"{family}/{level}/{split}/{index}/statement")
    task: Task = "decide" if parameters["decide"] else "prove"
    show: Prop = Rel("!=", here.left, num(here.c))
    if not m:
        show = Exists(("x", "y"), "integer", Rel("=", here.left, num(here.c)))
    return Problem(
        family=family,
        category="number theory",
        level=level,
        split=split,
        index=index,
        statement=_statement(here, task, draws),
        task=task,
        givens=(Given("x", "integer"), Given("y", "integer")),
        hypotheses=(),
        obligations=(Obligation(show),),
        truth=bool(m),
        parameters=parameters,
        parts=m if m and level > 2 else 1,
    )


def _statement(here: Equation, task: Task, draws: Draws) -> str:
    shown = math(here.tex)
    claim = draws.pick(
        (
            f"the equation {shown} has no integer solutions",
            f"the equation {shown} has no solutions in integers $x$ and $y$",
            f"there are no integers $x$ and $y$ with {shown}",
            f"there are no integers $x$ and $y$ such that {shown}",
            f"{shown} is impossible for integers $x$ and $y$",
        )
    )
    if task == "decide":
        return draws.pick(
            (
                f"Prove or disprove: {claim}.",
                f"Prove or disprove that {claim}.",
                f"Is it true that {claim}? Prove your answer.",
                f"Decide, with proof, whether {claim}.",
            )
        )
    return draws.pick((f"Prove that {claim}.", f"Show that {claim}."))
