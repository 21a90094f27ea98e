"""Closed forms of sums, by induction or by telescoping.

The closed form is computed, never guessed; false statements agree at the first value and fail at
the second. Level 1 has linear terms, level 5 polynomials of degree 4 with a geometric part.
"""

from __future__ import annotations

from math import gcd
from typing import Any

from selfproof.world import terms
from selfproof.world.families.base import Draws, Parameters, Proof, draw_parameters
from selfproof.world.families.induction_sum_proofs import write_proof
from selfproof.world.families.series import At, Series
from selfproof.world.problem import Category, Given, Obligation, Problem, Split, Task
from selfproof.world.props import Exists, Kind, Prop, Rel, negation
from selfproof.world.terms import Var, num

_SIZES = {1: (1, 30), 2: (2, 12), 3: (3, 9), 4: (3, 8), 5: (4, 6), 6: (5, 6)}
"""Degree and size of coefficients of the polynomial part, by level."""
_SHAPES = {
    1: ("poly", "poly", "tele"),
    2: ("poly", "poly", "geo", "tele"),
    3: ("poly", "geo", "tele", "both"),
    4: ("poly", "geo", "both"),
    5: ("both",),
    6: ("both",),
}


class InductionSum:
    """See the module's docstring."""

    name = "induction_sum"
    category: Category = "algebra"
    grows_by_parts = False
    discovers = ""

    def make(self, level: int, split: Split, index: int) -> Problem:
        """A problem; see `Family`."""
        parameters = draw_parameters(
            self.name, level, split, index, lambda draws: _draw(draws, level)
        )
        series = _series(parameters)
        draws = Draws(f"{self.name}/{level}/{split}/{index}/statement")
        kind: Kind = "positive integer" if series.start == 1 else "natural"
        n = Var("n")
        whole = terms.SumOver("i", num(series.start), n, series.body_term(Var("i")))
        claim: Prop = Rel("=", whole, series.closed_term(n))
        task: Task = "decide" if parameters["decide"] else "prove"
        if series.error:
            claim = Exists(("n",), kind, negation(claim))
        return Problem(
            family=self.name,
            category=self.category,
            level=level,
            split=split,
            index=index,
            statement=_statement(series, task, draws),
            task=task,
            givens=(Given("n", kind),),
            hypotheses=(),
            obligations=(Obligation(claim),),
            truth=not series.error,
            parameters=parameters,
        )

    def write(self, problem: Problem, style: int) -> Proof:
        """A reference proof; see `Family`. Every third style telescopes where it can."""
        return write_proof(problem, _series(problem.parameters), style)

    def search_effort(self, problem: Problem) -> int:
        """One: the closed form is given and the induction is routine."""
        return 1


# Making.


def _draw(draws: Draws, level: int) -> Parameters | None:
    degree, size = _SIZES[level]
    shape = draws.pick(_SHAPES[level])
    false = shape != "tele" and draws.between(1, 8) == 1
    parameters: dict[str, Any] = {
        "start": 1 if shape == "tele" else draws.pick((1, 1, 1, 0)),
        "poly": [0],
        "geo": [0, 0, 0, 0],
        "tele": [0, 1, 1],
        "error": draws.pick((1, -1, 2, 3)) if false else 0,
        "decide": false or draws.between(1, 8) == 1,
    }
    if shape in ("poly", "both"):
        top = degree - ((5 - level) // 2 + 1 if shape == "both" and level < 5 else 0)
        parameters["poly"] = [draws.between(-size, size) for _ in range(top)]
        parameters["poly"] += [draws.between(1, size)]
    if shape in ("geo", "both"):
        alpha = draws.between(0, 3) if level > 2 else 0
        beta = draws.between(-5, 5) or 1
        shift = draws.pick((0, parameters["start"]))
        parameters["geo"] = [alpha, beta, draws.between(2, 5 if alpha else 7), shift]
    if shape == "tele":
        d = draws.between(1, 3 * level + 2)
        parameters["tele"] = [draws.between(1, 6 * level), d, draws.between(1, 9 * level)]
        if parameters["tele"][2] <= d and draws.between(1, 2) == 1:
            parameters["tele"][2] += d
    series = _series(parameters)
    if series.tele[0] and (series.tele[2] == series.tele[1] or gcd(*series.tele[::2]) > 1):
        return None
    coefs, divisor = series.closed_poly
    if max(map(abs, coefs)) > 400 * level or divisor > 60:
        return None
    u, v = series.geo_term
    return None if series.geo[2] and (max(abs(u), abs(v)) > 40 or not (u or v)) else parameters


def _series(parameters: Parameters) -> Series:
    return Series(
        parameters["start"],
        tuple(parameters["poly"]),
        tuple(parameters["geo"]),
        tuple(parameters["tele"]),
        parameters["error"],
    )


def _statement(series: Series, task: Task, draws: Draws) -> str:
    n = At("n")
    whole = series.dots(n) if series.has_dots and draws.between(0, 1) else series.sigma(n)
    shown = f"{whole} = {series.closed(n)}"
    shown = f"$${shown}$$" if draws.between(0, 1) else f"${shown}$"
    many = (
        ("all positive integers $n$", "every integer $n \\ge 1$", "all $n \\ge 1$")
        if series.start
        else ("all integers $n \\ge 0$", "every integer $n \\ge 0$", "all nonnegative integers $n$")
    )
    who = draws.pick(many)
    if task == "decide":
        return draws.pick(
            (
                f"Prove or disprove: for {who}, {shown}.",
                f"Decide whether {shown} holds for {who}, and prove your answer.",
                f"Is it true that {shown} for {who}? Prove or disprove.",
            )
        )
    one = "a positive integer" if series.start else "a nonnegative integer"
    return draws.pick(
        (
            f"Prove that {shown} for {who}.",
            f"Show that for {who}, {shown}.",
            f"Let $n$ be {one}. Prove that {shown}.",
            f"Prove the identity {shown} for {who}.",
            f"Show that {shown} holds for {who}.",
        )
    )
