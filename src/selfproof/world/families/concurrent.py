"""Lines that meet in one point, or do not.

Parameters are the lines: as equations a x + b y = c or through pairs of points, through a point
that has to be found from two of them (the lines are the parts), or as the medians of a triangle. Of
a false statement one line misses the point.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd

from selfproof.world.families import concurrent_proofs
from selfproof.world.families import phrases as say
from selfproof.world.families.base import Draws, Parameters, Proof, draw_parameters
from selfproof.world.families.coordinates import (
    LETTERS,
    Pair,
    fractions,
    hypotheses,
    line_tex,
    listed,
)
from selfproof.world.families.phrases import monomial
from selfproof.world.problem import Category, Given, Obligation, Problem, Split, Task
from selfproof.world.props import And, Exists, Named, Prop, Rel, negation
from selfproof.world.terms import Term, Var, add, num

_LINES = {1: (3, 3), 2: (3, 4), 3: (4, 6), 4: (7, 10), 5: (11, 15), 6: (18, 24)}
_SIZE = {1: 4, 2: 5, 3: 7, 4: 9, 5: 12, 6: 20}


class Concurrent:
    """See the module's docstring."""

    name = "concurrent"
    category: Category = "geometry"
    grows_by_parts = True
    discovers = "the common point"

    def make(self, level: int, split: Split, index: int) -> Problem:
        """A problem; see `Family`."""
        plan = Draws(f"{self.name}/{level}/{split}/{index}/plan")
        kind = plan.pick(("equations", "equations", "points", "medians" if level < 5 else "points"))
        task = plan.pick(("prove",) * 6 + ("true", "false")) if kind == "equations" else "prove"
        parameters = draw_parameters(
            self.name, level, split, index, lambda draws: _draw(draws, level, kind, task)
        )
        return _problem(self.name, level, split, index, parameters)

    def write(self, problem: Problem, style: int) -> Proof:
        """A reference proof; see `Family`."""
        if problem.parameters["kind"] == "medians":
            return concurrent_proofs.write_medians(problem, corners(problem.parameters), style)
        if problem.parameters["kind"] == "points":
            return concurrent_proofs.write_points(problem, ends(problem.parameters), style)
        return concurrent_proofs.write_lines(problem, lines(problem.parameters), style)

    def search_effort(self, problem: Problem) -> int:
        """Pairs of lines that could be intersected."""
        here = problem.parameters
        n = len(here.get("lines", ())) or len(here.get("ends", ())) // 2 or 3
        return n * (n - 1) // 2


def lines(parameters: Parameters) -> list[tuple[int, int, int]]:
    """The lines (a, b, c)."""
    return [(a, b, c) for a, b, c in parameters["lines"]]


def corners(parameters: Parameters) -> dict[str, Pair]:
    """The corners of the triangle and the midpoints of its sides."""
    a, b, c = fractions(parameters["corners"])
    return {"A": a, "B": b, "C": c, "D": middle(b, c), "E": middle(c, a), "F": middle(a, b)}


def ends(parameters: Parameters) -> dict[str, Pair]:
    """The points that the lines go through, two for each."""
    return dict(zip(LETTERS, fractions(parameters["ends"]), strict=False))


def middle(p: Pair, q: Pair) -> Pair:
    """The midpoint."""
    return ((p[0] + q[0]) / 2, (p[1] + q[1]) / 2)


def _draw(draws: Draws, level: int, kind: str, task: str) -> Parameters | None:
    size = _SIZE[level]
    if kind == "medians":
        rows = [
            (draws.between(-2 * size, 2 * size), draws.between(-2 * size, 2 * size)) for _ in "ABC"
        ]
        (ax, ay), (bx, by), (cx, cy) = rows
        if (bx - ax) * (cy - ay) == (by - ay) * (cx - ax):
            return None
        if level < 3 and (sum(x for x, _ in rows) % 3 or sum(y for _, y in rows) % 3):
            return None
        return {"kind": kind, "corners": [[str(x), str(y)] for x, y in rows], "decide": False}
    x, y = draws.between(-size, size), draws.between(-size, size)
    if kind == "points":
        return _draw_ends(draws, level, x, y)
    if not x * y:
        return None
    found: list[list[int]] = []
    count = draws.between(*_LINES[level])
    while len(found) < count:
        a, b = draws.between(0, size), draws.between(-size, size)
        if gcd(a, b) != 1 or (a == 0 and b < 0) or [a, b] in [line[:2] for line in found]:
            continue
        found.append([a, b, a * x + b * y])
    (a, b, _), (c, d, _) = found[0], found[1]
    if not a * b * c * d:
        return None
    if task == "false":
        found[draws.between(2, count - 1)][2] += draws.pick((1, -1, 2, -2))
    return {"kind": kind, "lines": found, "decide": task != "prove"}


def _draw_ends(draws: Draws, level: int, x: int, y: int) -> Parameters | None:
    """Pairs of points in different directions from (x, y)."""
    size = 2 + level
    directions: list[tuple[int, int]] = []
    rows: list[list[str]] = []
    while len(directions) < min(draws.between(*_LINES[level]), len(LETTERS) // 2):
        u, v = draws.between(0, size), draws.between(-size, size)
        if gcd(u, v) != 1 or (u == 0 and v < 0) or (u, v) in directions:
            continue
        directions.append((u, v))
        for times in draws.rng.sample([k for k in range(-4, 5) if k], 2):
            rows.append([str(x + times * u), str(y + times * v)])
    if len({tuple(row) for row in rows}) < len(rows):
        return None
    return {"kind": "points", "ends": rows, "decide": False}


def meeting(first: Sequence[int], second: Sequence[int]) -> Pair:
    """Where two lines that are not parallel meet."""
    a, b, c = first
    d, e, f = second
    across = a * e - b * d
    return (Fraction(c * e - b * f, across), Fraction(a * f - c * d, across))


def _problem(family: str, level: int, split: Split, index: int, parameters: Parameters) -> Problem:
    draws = Draws(f"{family}/{level}/{split}/{index}/statement")
    task: Task = "decide" if parameters["decide"] else "prove"
    hyps: tuple[Prop, ...] = ()
    if parameters["kind"] == "medians":
        here = corners(parameters)
        hyps = hypotheses(here)
        show: Prop = Named("concurrent", tuple(map(Var, "ADBECF")))
        truth, parts = True, 3
        statement = _medians(here, draws)
    elif parameters["kind"] == "points":
        here = ends(parameters)
        hyps = hypotheses(here)
        show = Named("concurrent", tuple(map(Var, here)))
        truth, parts = True, len(here) // 2
        statement = _through(here, draws)
    else:
        given = lines(parameters)
        x, y = meeting(given[0], given[1])
        truth = all(a * x + b * y == c for a, b, c in given)
        on_all = And(tuple(map(_equation, given)))
        show = Exists(("x", "y"), "real", on_all) if truth else negation(on_all)
        parts = len(given) if truth else 1
        statement = _statement(given, task, draws)
    return Problem(
        family=family,
        category="geometry",
        level=level,
        split=split,
        index=index,
        statement=statement,
        task=task,
        givens=() if hyps else (Given("x", "real"), Given("y", "real")),
        hypotheses=hyps,
        obligations=(Obligation(show),),
        truth=truth,
        parameters=parameters,
        parts=parts,
    )


def _equation(line: Sequence[int]) -> Rel:
    parts: list[Term] = [monomial(c, n, 1) for c, n in zip(line[:2], "xy", strict=True) if c]
    return Rel("=", add(*parts), num(line[2]))


def _statement(given: Sequence[Sequence[int]], task: Task, draws: Draws) -> str:
    shown = say.listing([f"${line_tex(line)}$" for line in given])
    what = draws.pick(
        (
            f"the lines {shown} meet in one point",
            f"the lines {shown} all pass through a common point",
            f"there is a point that lies on all of the lines {shown}",
            f"the lines {shown} have a point in common",
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
    given_text = draws.pick(("Given are the lines", "Consider the lines"))
    return draws.pick(
        (
            f"Prove that {what}.",
            f"Show that {what}.",
            f"{given_text} {shown}. Prove that they meet in one point.",
            f"{given_text} {shown}. Show that they are concurrent.",
        )
    )


def _through(here: dict[str, Pair], draws: Draws) -> str:
    names = "".join(here)
    shown = say.listing([f"${names[i : i + 2]}$" for i in range(0, len(names), 2)])
    points = listed(here, draws.between(0, 1) == 1)
    given = draws.pick((f"Given are the points {points}.", f"Consider the points {points}."))
    what = draws.pick(
        (
            f"the lines {shown} meet in one point",
            f"the lines {shown} all pass through a common point",
            f"the lines {shown} are concurrent",
        )
    )
    return f"{given} {draws.pick(('Prove that', 'Show that'))} {what}."


def _medians(here: dict[str, Pair], draws: Draws) -> str:
    triangle = listed({n: here[n] for n in "ABC"}, draws.between(0, 1) == 1)
    middles = draws.pick(
        (
            "Let $D$, $E$ and $F$ be the midpoints of $BC$, $CA$ and $AB$.",
            "The midpoints of $BC$, $CA$ and $AB$ are $D$, $E$ and $F$.",
        )
    )
    begin = draws.pick(
        (
            f"The triangle $ABC$ has the vertices {triangle}.",
            f"Let $ABC$ be the triangle with {triangle}.",
        )
    )
    ask = draws.pick(("Prove that", "Show that"))
    end = draws.pick(
        (
            "the lines $AD$, $BE$ and $CF$ meet in one point",
            "the medians $AD$, $BE$ and $CF$ pass through a common point",
            "$AD$, $BE$ and $CF$ are concurrent",
        )
    )
    return f"{begin} {middles} {ask} {end}."
