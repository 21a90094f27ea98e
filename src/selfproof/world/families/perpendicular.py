"""Right angles, equal lengths, parallelograms, rectangles and squares by coordinates.

Parameters are the points as rows of linear forms in a parameter t (often without it), and what is
to be shown; several things are shown in larger problems. A figure is made from two vectors that are
turned by a right angle or not, so the statements are true for every t; in a false one a corner is
moved.
"""

from __future__ import annotations

from collections.abc import Sequence

from selfproof.world.families import perpendicular_proofs
from selfproof.world.families import phrases as say
from selfproof.world.families.base import Draws, Parameters, Proof, draw_parameters
from selfproof.world.families.perpendicular_proofs import Figure, Linear, holds, spoken
from selfproof.world.problem import Category, Given, Obligation, Problem, Split, Task
from selfproof.world.props import Named, Not, Or, Rel
from selfproof.world.terms import Point, Term, Var, add, mul, num

_SIZE = {1: 3, 2: 4, 3: 6, 4: 9, 5: 14, 6: 25}
_KINDS = ("right angle", "perpendicular", "equal lengths", "parallelogram", "rectangle", "square")


class Perpendicular:
    """See the module's docstring."""

    name = "perpendicular"
    category: Category = "geometry"
    grows_by_parts = False
    discovers = ""

    def make(self, level: int, split: Split, index: int) -> Problem:
        """A problem; see `Family`."""
        plan = Draws(f"{self.name}/{level}/{split}/{index}/plan")
        kind = plan.pick(_KINDS[:4] if level == 1 else _KINDS if level < 4 else _KINDS[2:])
        task = plan.pick(("prove",) * 6 + ("true", "false"))
        parameters = draw_parameters(
            self.name, level, split, index, lambda draws: _draw(draws, level, kind, task)
        )
        return _problem(self.name, level, split, index, parameters)

    def write(self, problem: Problem, style: int) -> Proof:
        """A reference proof; see `Family`."""
        return perpendicular_proofs.write(problem, figure(problem.parameters), style)

    def search_effort(self, problem: Problem) -> int:
        """One: the coordinates say it."""
        return 1


def figure(parameters: Parameters) -> Figure:
    """What these parameters stand for."""
    points: dict[str, tuple[Linear, Linear]] = {
        name: ((x[0], x[1]), (y[0], y[1])) for name, (x, y) in parameters["points"].items()
    }
    shows = tuple((relation, tuple(names)) for relation, names in parameters["shows"])
    return Figure(parameters["kind"], points, shows, bool(parameters["t"]))


def _draw(draws: Draws, level: int, kind: str, task: str) -> Parameters | None:
    size = _SIZE[level]
    # What is false for some t may be true for others, so false statements are without t.
    use_t = level > 2 and task != "false" and draws.between(0, 1) == 1

    def linear() -> Linear:
        slope = draws.pick((0, 0, 1, -1, 2, -2, 3)) if use_t else 0
        return (draws.between(-size, size), slope)

    def plus(p: Sequence[Linear], u: Sequence[Linear], times: int = 1) -> list[Linear]:
        return [(a + times * c, b + times * d) for (a, b), (c, d) in zip(p, u, strict=True)]

    first = [linear(), linear()]
    u = [linear(), linear()]
    turned = [(-u[1][0], -u[1][1]), u[0]]
    many = draws.pick((1, 1, -1, 2)) if kind != "square" else draws.pick((1, -1))
    v = [(many * a, many * b) for a, b in turned]
    if kind in ("equal lengths", "square"):
        v = turned if draws.between(0, 1) else [(-a, -b) for a, b in turned]
    elif kind == "parallelogram":
        v = [linear(), linear()]
        v = [(v[0][0], u[0][1]), (v[1][0], u[1][1])]
    if kind in ("parallelogram", "rectangle", "square"):
        u, v = [(a, 0) for a, _ in u], [(a, 0) for a, _ in v]
    b, d = plus(first, u), plus(first, v)
    rows = {"A": first, "B": b, "C": plus(b, v), "D": d}
    shows: list[list[object]] = []
    if kind == "right angle":
        rows = {"A": b, "B": first, "C": d}
        shows = [["right angle", ["A", "B", "C"]]]
    elif kind in ("perpendicular", "equal lengths"):
        start = [linear(), linear()]
        rows = {"A": first, "B": b, "C": start, "D": plus(start, v)}
        shows = [[kind, ["A", "B", "C", "D"]]]
        if kind == "equal lengths" and level > 3:
            shows.append(["perpendicular", ["A", "B", "C", "D"]])
    else:
        shows = [["parallelogram", ["A", "B", "C", "D"]]]
        if kind != "parallelogram":
            shows.append(["right angle", ["D", "A", "B"]])
        if kind == "square":
            shows.append(["equal lengths", ["A", "B", "A", "D"]])
        if level > 3 and kind == "parallelogram" and task != "false":
            rows["M"] = plus(
                first, [((a + c) // 2, (b + d) // 2) for (a, b), (c, d) in zip(u, v, strict=True)]
            )
            shows += [["midpoint", ["M", "A", "C"]], ["midpoint", ["M", "B", "D"]]]
            if any((a + c) % 2 for (a, _), (c, _) in zip(u, v, strict=True)):
                return None
    if task == "false":
        last = list(rows)[-1] if "M" not in rows else "C"
        rows[last] = plus(rows[last], [(draws.pick((1, -1, 2)), 0), (0, 0)])
    made = {
        "kind": kind,
        "points": {name: [list(c) for c in row] for name, row in rows.items()},
        "shows": shows,
        "t": use_t and any(b for row in rows.values() for _, b in row),
        "decide": task != "prove",
    }
    here = figure(made)
    if not _proper(here) or all(holds(here, s) for s in here.shows) == (task == "false"):
        return None
    return made


def _proper(here: Figure) -> bool:
    """Points that are different for every t, no degenerate figures, and something to compute."""
    for relation, names in here.shows:
        if relation == "midpoint":
            continue
        pairs = {
            "right angle": ((names[0], names[1]), (names[1], names[-1])),
            "parallelogram": ((names[0], names[1]), (names[1], names[2 % len(names)])),
        }.get(relation, ((names[0], names[1]), (names[2 % len(names)], names[-1])))
        for a, b in pairs:
            if not any(slope == 0 and start for start, slope in here.vector(a, b)):
                return False
    if here.shows[0][0] == "parallelogram":
        u, v = here.vector("A", "B"), here.vector("B", "C")
        if u[0][0] * v[1][0] == u[1][0] * v[0][0] or any(b for _, b in (*u, *v)):
            return False
    return len(set(here.points.values())) == len(here.points)


def _problem(family: str, level: int, split: Split, index: int, parameters: Parameters) -> Problem:
    here = figure(parameters)
    task: Task = "decide" if parameters["decide"] else "prove"
    props = [Named(r, tuple(map(Var, names))) for r, names in here.shows]
    wrong = [p for p, s in zip(props, here.shows, strict=True) if not holds(here, s)]
    draws = Draws(f"{family}/{level}/{split}/{index}/statement")
    obligations = [
        Obligation(p, part=spoken(*s) if len(props) > 1 else "")
        for p, s in zip(props, here.shows, strict=True)
    ]
    if wrong:
        denied = tuple(Not(each) for each in props)
        obligations = [Obligation(denied[0] if len(denied) == 1 else Or(denied))]
    return Problem(
        family=family,
        category="geometry",
        level=level,
        split=split,
        index=index,
        statement=_statement(here, task, draws),
        task=task,
        givens=(Given("t", "real"),) if here.t else (),
        hypotheses=tuple(
            Rel("=", Var(name), Point(_term(x), _term(y))) for name, (x, y) in here.points.items()
        ),
        obligations=tuple(obligations),
        truth=not wrong,
        parameters=parameters,
        parts=1,
    )


def _term(value: Linear) -> Term:
    start, slope = value
    if not slope:
        return num(start)
    moving: Term = Var("t") if slope == 1 else mul(num(slope), Var("t"))
    return add(num(start), moving) if start else moving


def _statement(here: Figure, task: Task, draws: Draws) -> str:
    mark = " = " if draws.between(0, 2) == 0 else ""
    shown = say.listing([f"${n}{mark}{here.place_tex(n)}$" for n in here.points])
    claims = [spoken(*show) for show in here.shows]
    if here.kind in ("rectangle", "square"):
        claims = [f"$ABCD$ is a {here.kind}"]
    what = say.listing(claims)
    real = draws.pick(("for every real number $t$", "for all real numbers $t$"))
    if task == "decide":
        given = f"{draws.pick(('Let', 'Consider the points'))} {shown}"
        given += " be points of the plane." if given.startswith("Let") else "."
        tail = f", {real}" if here.t else ""
        return (
            f"{given} {draws.pick(('Prove or disprove:', 'Prove or disprove that'))} {what}{tail}."
        )
    ask = draws.pick(("Prove that", "Show that"))
    given = draws.pick((f"Given are the points {shown}", f"Consider the points {shown}"))
    if here.t:
        given += draws.pick((", where $t$ is a real number", " with a real number $t$"))
    return draws.pick(
        (
            f"{given}. {ask} {what}.",
            f"Let {shown}{', with real $t$' if here.t else ''}. {ask} {what}.",
        )
    )
