"""Counting the same thing in two ways: degrees of a graph, sums of a table, members of clubs.

Parameters are the setting with its numbers: degrees whose sum is odd (no such graph) or a graph's
(an example shows it); row and column sums that agree or do not; sizes of clubs against the clubs of
each member; one number may be unknown and asked for. The meaning is encoded as `kernel.tally` says:
what is counted is not in the problem, a proof has to say it.
"""

from __future__ import annotations

from collections.abc import Sequence

from selfproof.world.families import counting_proofs
from selfproof.world.families.base import Draws, Parameters, Proof, draw_parameters
from selfproof.world.families.counting_scenes import SCENES, Count, expected
from selfproof.world.kernel.tally import PAIRS
from selfproof.world.problem import Category, Given, Obligation, Problem, Split, Task
from selfproof.world.props import Named, Not, Prop, Rel
from selfproof.world.terms import Call, Term, Var, mul, num

_PEOPLE = {1: (5, 7), 2: (5, 9), 3: (7, 11), 4: (9, 13), 5: (11, 16), 6: (16, 24)}
_ROWS = {1: (2, 3), 2: (2, 4), 3: (3, 6), 4: (4, 8), 5: (6, 11), 6: (9, 18)}
_ENTRY = {1: 9, 2: 12, 3: 20, 4: 40, 5: 80, 6: 150}
_COUNTED = (Given("pairs", "natural"), Given("total", "integer"))
_MOST_EXAMPLE = 6
"""Rows and columns of a table that a proof writes down."""


class Counting:
    """See the module's docstring."""

    name = "counting"
    category: Category = "combinatorics"
    grows_by_parts = False
    discovers = "what to count"

    def make(self, level: int, split: Split, index: int) -> Problem:
        """A problem; see `Family`."""
        plan = Draws(f"{self.name}/{level}/{split}/{index}/plan")
        kind = plan.pick(("degrees", "degrees", "table", "table", "clubs"))
        form = plan.pick(("impossible",) * 4 + ("not", "possible", "unknown", "unknown"))
        if kind == "clubs" and form == "possible":
            form = "impossible"
        parameters = draw_parameters(
            self.name, level, split, index, lambda draws: _draw(draws, level, kind, form)
        )
        return _problem(self.name, level, split, index, parameters)

    def write(self, problem: Problem, style: int) -> Proof:
        """A reference proof; see `Family`."""
        return counting_proofs.write(problem, count(problem.parameters), style)

    def search_effort(self, problem: Problem) -> int:
        """Things that could be counted: the givens, and sums of them."""
        here = count(problem.parameters)
        return len(here.first) + len(here.second) + 2


def count(parameters: Parameters) -> Count:
    """What these parameters stand for."""
    return Count(
        kind=parameters["kind"],
        form=parameters["form"],
        first=tuple(parameters["first"]),
        second=tuple(parameters["second"]),
        unknown=parameters["unknown"],
        example=tuple(map(tuple, parameters["example"])),
        scene=parameters["scene"],
    )


# Making.


def _draw(draws: Draws, level: int, kind: str, form: str) -> Parameters | None:
    made: dict[str, object] | None
    if kind == "degrees":
        made = _draw_degrees(draws, level, form)
    elif kind == "table":
        made = _draw_table(draws, level, form)
    else:
        made = _draw_clubs(draws, level, form)
    if made is None:
        return None
    scene = draws.between(0, len(SCENES[kind]) - 1)
    if (kind, form) == ("degrees", "possible"):
        scene = 0
    return {"kind": kind, "form": form, "second": [], "example": [], "unknown": "", **made} | {
        "scene": scene
    }


def _draw_degrees(draws: Draws, level: int, form: str) -> dict[str, object] | None:
    n = draws.between(*_PEOPLE[level])
    if form == "possible":
        n = min(n, 4 + level)
        edges = [[i, j] for i in range(1, n + 1) for j in range(i + 1, n + 1)]
        edges = sorted(draws.rng.sample(edges, draws.between(n - 1, min(2 * n, len(edges) - 1))))
        degrees = [sum(i in edge for edge in edges) for i in range(1, n + 1)]
        return {"first": degrees, "example": edges} if min(degrees) else None
    degrees = [draws.between(1, min(n - 1, 3 + level)) for _ in range(n)]
    if form == "unknown":  # How many edges?
        return {"first": degrees, "unknown": "pairs"} if graphic(degrees) else None
    return {"first": degrees} if sum(degrees) % 2 else None


def graphic(degrees: Sequence[int]) -> bool:
    """Whether a simple graph has these degrees (Havel and Hakimi)."""
    left = sorted(degrees, reverse=True)
    while left and left[0] > 0:
        top = left.pop(0)
        if top > len(left):
            return False
        left = sorted([x - 1 for x in left[:top]] + left[top:], reverse=True)
        if left and left[-1] < 0:
            return False
    return True


def _draw_table(draws: Draws, level: int, form: str) -> dict[str, object] | None:
    rows, columns = draws.between(*_ROWS[level]), draws.between(*_ROWS[level])
    if form == "possible":
        rows, columns = min(rows, _MOST_EXAMPLE), min(columns, _MOST_EXAMPLE)
    most = _ENTRY[level]
    table = [[draws.between(0, most // 2) for _ in range(columns)] for _ in range(rows)]
    first, second = (
        [sum(row) for row in table],
        [sum(column) for column in zip(*table, strict=True)],
    )
    if form == "possible":
        return {"first": first, "second": second, "example": table}
    if form == "unknown":
        which = draws.pick(("first", "second"))
        return {"first": first, "second": second, "unknown": which}
    spoiled = draws.pick((first, second))
    spoiled[draws.between(0, len(spoiled) - 1)] += draws.pick((1, -1, 2, -2, 3, 5))
    return {"first": first, "second": second} if min(first + second) >= 0 else None


def _draw_clubs(draws: Draws, level: int, form: str) -> dict[str, object] | None:
    members, each = draws.between(8, 10 + 8 * level), draws.between(2, 2 + level)
    clubs = draws.between(3, 4 + 2 * level)
    if each > clubs:
        return None
    total = members * each
    sizes = [total // clubs] * clubs
    sizes[0] += total - sum(sizes)
    for _ in range(3 * clubs):
        i, j = draws.rng.sample(range(clubs), 2)
        move = draws.between(0, 3)
        sizes[i], sizes[j] = sizes[i] + move, sizes[j] - move
    if form != "unknown":
        sizes[draws.between(0, clubs - 1)] += draws.pick((1, -1, 2, -2))
    if min(sizes) < 2 or max(sizes) > members:
        return None
    unknown = draws.pick(("first", "second")) if form == "unknown" else ""
    return {"first": [members, each], "second": sizes, "unknown": unknown}


# Meaning.


def _problem(family: str, level: int, split: Split, index: int, parameters: Parameters) -> Problem:
    here = count(parameters)
    draws = Draws(f"{family}/{level}/{split}/{index}/statement")
    asked = here.form == "unknown"
    such: Prop = Named("such", ())
    answer = Rel("=", Var("x"), num(expected(here))) if asked else None
    show = answer or (such if here.form == "possible" else Not(such))
    tasks: dict[str, Task] = {"impossible": "prove", "unknown": "find value"}
    task = tasks.get(here.form, "decide")
    hypotheses = _hypotheses(here)
    if here.unknown == "pairs":
        hypotheses = (*hypotheses, Rel("=", Var("x"), PAIRS))
    return Problem(
        family=family,
        category="combinatorics",
        level=level,
        split=split,
        index=index,
        statement=SCENES[here.kind][here.scene].statement(here, draws),
        task=task,
        givens=(*_COUNTED, *((Given("x", "integer"),) if asked else ())),
        hypotheses=hypotheses,
        obligations=(Obligation(show),),
        truth=here.form != "not",
        answer=answer,
        parameters=parameters,
        parts=1,
    )


def _hypotheses(here: Count) -> tuple[Prop, ...]:
    def written(values: Sequence[int], name: str) -> tuple[Term, ...]:
        shown: list[Term] = [num(value) for value in values]
        if here.unknown == name:
            shown[-1] = Var("x")
        return tuple(shown)

    if here.kind == "degrees":
        return (Named("degrees", written(here.first, "first")),)
    first = written(here.first, "first")
    if here.kind == "clubs":
        first = (mul(*first),)
    return (Named("table", (Call("first", first), Call("second", written(here.second, "second")))),)
