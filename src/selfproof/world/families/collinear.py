"""Points with rational coordinates on one line, or not.

Parameters are the points. The line has to be found from two of them, and each of the others is a
part. Of a false statement one point is beside the line.
"""

from __future__ import annotations

from fractions import Fraction

from selfproof.world.families import collinear_proofs
from selfproof.world.families.base import Draws, Parameters, Proof, draw_parameters
from selfproof.world.families.coordinates import (
    LETTERS,
    Pair,
    fractions,
    hypotheses,
    listed,
    on_line,
)
from selfproof.world.problem import Category, Obligation, Problem, Split, Task
from selfproof.world.props import Named, Not, Prop
from selfproof.world.terms import Var

_POINTS = {1: (3, 4), 2: (4, 5), 3: (5, 7), 4: (8, 11), 5: (12, 16), 6: (18, 24)}
_SIZE = {1: 4, 2: 6, 3: 8, 4: 12, 5: 16, 6: 24}


class Collinear:
    """See the module's docstring."""

    name = "collinear"
    category: Category = "geometry"
    grows_by_parts = True
    discovers = "the line"

    def make(self, level: int, split: Split, index: int) -> Problem:
        """A problem; see `Family`."""
        plan = Draws(f"{self.name}/{level}/{split}/{index}/plan")
        task = plan.pick(("prove",) * 6 + ("true", "false"))
        parameters = draw_parameters(
            self.name, level, split, index, lambda draws: _draw(draws, level, task)
        )
        return _problem(self.name, level, split, index, parameters)

    def write(self, problem: Problem, style: int) -> Proof:
        """A reference proof; see `Family`."""
        return collinear_proofs.write(problem, points(problem.parameters), style)

    def search_effort(self, problem: Problem) -> int:
        """Lines through two of the points."""
        n = len(problem.parameters["points"])
        return n * (n - 1) // 2


def points(parameters: Parameters) -> dict[str, Pair]:
    """The points by name."""
    return dict(zip(LETTERS, fractions(parameters["points"]), strict=False))


def _draw(draws: Draws, level: int, task: str) -> Parameters | None:
    count, size = draws.between(*_POINTS[level]), _SIZE[level]
    part = draws.pick((1, 1, 2)) if level < 4 else draws.pick((1, 1, 2, 3))
    run = Fraction(draws.between(1, 3 + level // 2), part)
    rise = Fraction(draws.pick((-1, 1)) * draws.between(1, 2 + level), draws.pick((1, part)))
    x = Fraction(draws.between(-size, size), draws.pick((1, 1, part)))
    y = Fraction(draws.between(-size, size))
    places = draws.rng.sample(range(-size, size + 1), count)
    if draws.between(0, 1):
        places.sort()
    rows = [(x + run * t, y + rise * t) for t in places]
    if task == "false":
        off = draws.between(2, count - 1)
        rows[off] = (rows[off][0], rows[off][1] + draws.pick((1, -1, 2, -2)))
        if rows[off][0] == rows[0][0]:
            return None
    if max(abs(each) for row in rows for each in row) > 12 * size:
        return None
    return {"points": [[str(a), str(b)] for a, b in rows], "decide": task != "prove"}


def _problem(family: str, level: int, split: Split, index: int, parameters: Parameters) -> Problem:
    here = points(parameters)
    task: Task = "decide" if parameters["decide"] else "prove"
    a, b, *others = here.values()
    truth = all(on_line(p, a, b) for p in others)
    claim: Prop = Named("collinear", tuple(map(Var, here)))
    draws = Draws(f"{family}/{level}/{split}/{index}/statement")
    return Problem(
        family=family,
        category="geometry",
        level=level,
        split=split,
        index=index,
        statement=_statement(here, task, draws),
        task=task,
        givens=(),
        hypotheses=hypotheses(here),
        obligations=(Obligation(claim if truth else Not(claim)),),
        truth=truth,
        parameters=parameters,
        parts=len(others) if truth else 1,
    )


def _statement(here: dict[str, Pair], task: Task, draws: Draws) -> str:
    shown = listed(here, draws.between(0, 2) == 0)
    what = draws.pick(
        (
            f"the points {shown} are collinear",
            f"the points {shown} lie on one line",
            f"the points {shown} lie on a common line",
            f"the points {shown} all lie on a single line",
        )
    )
    if task == "decide":
        return draws.pick(
            (
                f"Prove or disprove: {what}.",
                f"Prove or disprove that {what}.",
                f"Is it true that {what}? Prove your answer.",
                f"Decide, with proof, whether {what}.",
            )
        )
    given = draws.pick(("Given are the points", "Consider the points"))
    return draws.pick(
        (
            f"Prove that {what}.",
            f"Show that {what}.",
            f"{given} {shown}. Prove that they are collinear.",
            f"{given} {shown}. Show that they lie on one line.",
        )
    )
