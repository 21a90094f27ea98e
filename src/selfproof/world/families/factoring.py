"""Equations in two integers that become a product of known value, and factoring identities.

`product`: m x y + a x + b y = c, that is (m x + b)(m y + a) = m c + a b; `squares`:
p^2 x^2 - q^2 y^2 = c. A proof finds the product, goes through the divisors (the parts: four at
level 1, up to 24 at level 6) and checks the solutions. `identity`: an equation that follows from a
linear hypothesis, or from the sum and product of two numbers.
"""

from __future__ import annotations

from math import isqrt
from typing import Any

from selfproof.world.families import slips
from selfproof.world.families.base import Draws, Parameters, Proof, draw_parameters
from selfproof.world.families.factoring_proofs import Equation, proof
from selfproof.world.families.identities import draw_identity, make_identity, write_identity
from selfproof.world.problem import Category, Given, Obligation, Problem, Split
from selfproof.world.props import And, Or

_CASES = {1: (4, 4), 2: (4, 6), 3: (4, 6), 4: (6, 10), 5: (10, 16), 6: (16, 24)}
"""Divisors, negative ones included, by level."""
_TRIES = 60
_LENGTH = {1: 600, 2: 750, 3: 600, 4: 1000, 5: 1550, 6: 1700}
"""About how many characters the cases may take, by level."""


class Factoring:
    """See the module's docstring."""

    name = "factoring"
    category: Category = "algebra"
    grows_by_parts = True
    discovers = "a factoring"

    def make(self, level: int, split: Split, index: int) -> Problem:
        """A problem; see `Family`."""
        parameters = draw_parameters(
            self.name, level, split, index, lambda draws: _draw(draws, level)
        )
        draws = Draws(f"{self.name}/{level}/{split}/{index}/statement")
        if parameters["kind"] == "identity":
            return make_identity(level, split, index, parameters, draws)
        equation = _equation(parameters)
        x, y = equation.names
        answer = Or(
            tuple(And((slips.equals(x, u), slips.equals(y, v))) for u, v in equation.solutions)
        )
        return Problem(
            family=self.name,
            category=self.category,
            level=level,
            split=split,
            index=index,
            statement=_statement(equation, draws),
            task="find all",
            givens=(Given(x, "integer"), Given(y, "integer")),
            hypotheses=(),
            obligations=(
                Obligation(answer, (equation.prop,), "the answer is complete"),
                Obligation(equation.prop, (answer,), "the pairs are solutions"),
            ),
            answer=answer,
            parameters=parameters,
            parts=len(equation.divisors),
        )

    def write(self, problem: Problem, style: int) -> Proof:
        """A reference proof; see `Family`. Odd styles check the solutions last."""
        draws = Draws(f"{problem.name}/{style}")
        if problem.parameters["kind"] == "identity":
            return write_identity(problem, style, draws)
        equation = _equation(problem.parameters)
        late = style % 2 == 1 and len(equation.solutions) <= 6 and problem.level != 3
        return proof(equation, late, draws)

    def search_effort(self, problem: Problem) -> int:
        """Shifts (u, v) in (m x + u)(m y + v), tried by size until the mixed terms fit; pairs of
        coefficients for an identity."""
        size = [abs(int(problem.parameters.get(key, 1))) for key in ("a", "b")]
        return (2 * max(size) + 1) ** 2


# Making.


def _draw(draws: Draws, level: int) -> Parameters | None:
    kind = draws.pick(("product", "product", "product", "squares", "identity"))
    if kind == "identity" and level < 5:
        return draw_identity(draws, level)
    for _ in range(_TRIES):
        found = _draw_equation(draws, level, kind)
        if found is not None:
            return found
    return None


def _draw_equation(draws: Draws, level: int, kind: str) -> Parameters | None:
    low, high = _CASES[level]
    shape: dict[str, Any] = {
        "kind": "squares" if kind == "squares" else "product",
        "names": draws.pick((["x", "y"], ["x", "y"], ["a", "b"], ["m", "n"])),
        "m": 1,
        "moved": False,
    }
    limit = {1: 60, 2: 100, 3: 200, 4: 500, 5: 900, 6: 2500}[level]
    if shape["kind"] == "squares":
        shape["a"] = draws.pick((1, 1, 2, 3)) if level > 2 else 1
        shape["b"] = draws.pick((1, 1, 1, 2, 3)) if level > 2 else 1
        shape["c"] = draws.between(3, limit) * draws.pick((1, 1, -1))
        if abs(shape["c"]) == 1 or (shape["a"] > 1 and shape["a"] == shape["b"]):
            return None
    else:
        shape["m"] = draws.pick((1, 1, 2, 3)) if level > 2 else 1
        size = 4 + 3 * level
        shape["a"] = draws.between(-size, size)
        shape["b"] = draws.between(-size, size)
        if 0 in (shape["a"], shape["b"]):
            return None
        product = draws.between(2, limit) * draws.pick((1, 1, 1, -1))
        if (product - shape["a"] * shape["b"]) % shape["m"]:
            return None
        shape["c"] = (product - shape["a"] * shape["b"]) // shape["m"]
        shape["moved"] = draws.pick((False, False, True))
        if shape["moved"] and shape["a"] > 0 and shape["b"] > 0 and shape["c"] <= 0:
            return None
    equation = _equation(shape)
    cases = len(equation.divisors)
    count = len(equation.solutions)
    if not low <= cases <= high or not count or _length(shape, cases, count) > _LENGTH[level]:
        return None
    if shape["kind"] == "squares" and isqrt(abs(shape["c"])) ** 2 == abs(shape["c"]) and level < 2:
        return None
    return shape


def _length(shape: Parameters, cases: int, solutions: int) -> int:
    """About how many characters the cases of a proof take."""
    return 66 * cases + (80 if shape["moved"] else 55) * solutions


def _equation(parameters: Parameters) -> Equation:
    first, second = parameters["names"]
    return Equation(
        (first, second),
        parameters["kind"],
        parameters["m"],
        parameters["a"],
        parameters["b"],
        parameters["c"],
        parameters["moved"],
    )


def _statement(equation: Equation, draws: Draws) -> str:
    x, y = equation.names
    pair, text = f"$({x}, {y})$", equation.text
    return draws.pick(
        (
            f"Find all pairs {pair} of integers with ${text}$.",
            f"Determine all pairs of integers {pair} such that ${text}$.",
            f"Find all integers ${x}$ and ${y}$ such that $${text}.$$",
            f"Solve the equation ${text}$ in integers ${x}$ and ${y}$.",
            f"Find all integer solutions {pair} of the equation ${text}$, and prove that there "
            "are no others.",
        )
    )
