"""Reference proofs of the family `collinear`: by slopes, vectors, determinants or the equation."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from selfproof.world.assess import IssueKind
from selfproof.world.families import phrases as say
from selfproof.world.families.base import Draws, Proof, ProofStep, Wrong
from selfproof.world.families.coordinates import (
    Pair,
    cross,
    factor_tex,
    line_tex,
    line_through,
    minus_tex,
    number_tex,
    on_line,
    pair_tex,
    put_in_tex,
    vector,
)
from selfproof.world.families.slips import FATAL, verdict
from selfproof.world.problem import Problem

_SLIP = (IssueKind.SLIP, IssueKind.FALSE_STEP, IssueKind.OMITTED_DETAIL)
_DETAIL = (IssueKind.OMITTED_DETAIL, IssueKind.MISSING_PART, IssueKind.GAP)


def write(problem: Problem, points: Mapping[str, Pair], style: int) -> Proof:
    """A reference proof; see `Family`."""
    draws = Draws(f"{problem.name}/{style}")
    steps = [_opening(problem, draws)]
    if problem.truth:
        ways = [_by_line, _by_vectors, _by_determinants if len(points) < 8 else _by_line]
        xs = [x for x, _ in points.values()]
        if len(set(xs)) == len(xs):
            ways += [_by_slopes, _by_slopes]
        steps += draws.pick(ways)(points, draws)
    else:
        steps += _not_collinear(points, draws)
    steps.append(ProofStep(say.ending(draws), "conclusion"))
    return Proof(tuple(step for step in steps if step.text))


def _missing(points: Mapping[str, Pair]) -> Wrong:
    """Without a point: a detail among many, most of the proof among few."""
    return Wrong("", say.MISSING_CASE, _DETAIL, 0.5 if len(points) > 4 else 0.0, elsewhere=True)


def _opening(problem: Problem, draws: Draws) -> ProofStep:
    wrong: tuple[Wrong, ...] = ()
    if problem.task == "decide":
        text, wrong = verdict(problem, draws)
    else:
        text = say.opening(draws)
    if problem.truth:
        assumed = "Suppose that the points are collinear."
        wrong += (Wrong(f"{text} {assumed}".strip(), say.ASSUMED, (IssueKind.CIRCULAR,), 0.0),)
    return ProofStep(text, "opening", wrong=wrong)


def slope_tex(a: Pair, b: Pair, value: Fraction | None = None) -> str:
    """How a slope is computed: `\\frac{5 - 1}{3 - 1} = \\frac{4}{2} = 2`; the points have different
    x. `value` replaces the result."""
    run, rise = vector(a, b)
    shown = number_tex(rise / run if value is None else value)
    top, bottom = minus_tex(b[1], a[1]), minus_tex(b[0], a[0])
    return f"\\frac{{{top}}}{{{bottom}}} = {shown}"


def _by_slopes(points: Mapping[str, Pair], draws: Draws) -> list[ProofStep]:
    (first, a), *others = points.items()
    named = draws.between(0, 1)
    steps = []
    for name, at in others:
        lead = f"The slope of ${first}{name}$ is $"
        if named:
            lead = f"$m_{{{first}{name}}} = "
        text = f"{lead}{slope_tex(a, at)}$."
        run, rise = vector(a, at)
        bad = f"{lead}{slope_tex(a, at, rise / run + 1)}$."
        wrong = (
            Wrong(bad, say.SLIP, _SLIP, 0.5),
            _missing(points),
        )
        steps.append(ProofStep(text, "case", f"${name}$", wrong))
    end = draws.pick(
        (
            "All these slopes are equal, so the points are collinear.",
            "The slopes are equal. Hence the points are collinear.",
            "Since all these slopes are equal, the points lie on one line.",
        )
    )
    return [*steps, ProofStep(end, "conclusion")]


def _by_line(points: Mapping[str, Pair], draws: Draws) -> list[ProofStep]:
    (_, a), (_, b), *_ = points.items()
    line = line_through(a, b)
    equation = line_tex(line)
    lead = draws.pick(
        (
            f"We show that all the points lie on the line ${equation}$.",
            f"Consider the line ${equation}$.",
        )
    )
    steps = [ProofStep(lead, "opening")]
    form = draws.between(0, 2) if len(points) < 7 else draws.between(3, 4)
    for place, (name, at) in enumerate(points.items()):
        shown = put_in_tex(line, at)

        def text(value: int, name: str = name, shown: str = shown) -> str:
            check = shown if shown == str(value) else f"{shown} = {value}"
            if shown == str(value) and form < 3:
                return f"${name}$ lies on the line ${equation}$."
            return (
                f"${name}$ lies on the line ${equation}$, since ${check}$.",
                f"Since ${check}$, the point ${name}$ lies on the line ${equation}$.",
                f"We have ${check}$, so ${name}$ is on the line ${equation}$.",
                f"For ${name}$: ${shown} = {value}$.",
                f"${name}$ lies on it, since ${shown} = {value}$.",
            )[form]

        # The line may be found from two points; that the others are on it has to be shown.
        bad = text(line[2] + draws.pick((1, -1, 10)))
        score = 0.5 if place < 2 or len(points) > 4 else 0.0
        wrong = [Wrong(bad, say.SLIP, _SLIP, score)]
        if shown == str(line[2]) and form < 3:
            wrong = []
        if place > 1:
            wrong.append(_missing(points))
        steps.append(ProofStep(text(line[2]), "case", f"${name}$", tuple(wrong)))
    end = draws.pick(
        (
            f"So all the points lie on the line ${equation}$.",
            f"Hence all the points lie on the line ${equation}$, so they are collinear.",
        )
        if form == 3
        else ("Hence the points are collinear.", "Therefore all the points are on one line.")
    )
    return [*steps, ProofStep(end, "conclusion")]


def _by_vectors(points: Mapping[str, Pair], draws: Draws) -> list[ProofStep]:
    (first, a), (second, b), *others = points.items()
    base = f"\\overrightarrow{{{first}{second}}}"
    u = vector(a, b)
    text = f"We have ${base} = {pair_tex(u)}$."
    bad = f"We have ${base} = {pair_tex((u[0], u[1] + 1))}$."
    steps = [ProofStep(text, "computation", wrong=(Wrong(bad, say.SLIP, _SLIP, 0.5),))]
    for name, at in others:
        v = vector(a, at)
        factor = v[0] / u[0] if u[0] else v[1] / u[1]

        def text_of(factor: Fraction, name: str = name, v: Pair = v) -> str:
            multiple = base if factor == 1 else f"-{base}" if factor == -1 else ""
            multiple = multiple or f"{number_tex(factor)} {base}"
            return f"$\\overrightarrow{{{first}{name}}} = {pair_tex(v)} = {multiple}$."

        wrong = (
            Wrong(text_of(factor + 1 if factor != -1 else factor - 1), say.SLIP, _SLIP, 0.5),
            _missing(points),
        )
        steps.append(ProofStep(text_of(factor), "case", f"${name}$", wrong))
    end = draws.pick(
        (
            f"All these vectors are multiples of ${base}$, so the points are collinear.",
            "Hence the points are collinear.",
            "So all the points lie on one line.",
        )
    )
    return [*steps, ProofStep(end, "conclusion")]


def _by_determinants(points: Mapping[str, Pair], draws: Draws) -> list[ProofStep]:
    (first, a), (second, b), *others = points.items()
    u = vector(a, b)
    base = f"$\\overrightarrow{{{first}{second}}} = {pair_tex(u)}$"
    steps = [ProofStep(f"We have {base}.", "computation")]
    for name, at in others:
        v = vector(a, at)

        def text(value: Fraction, name: str = name, v: Pair = v) -> str:
            products = (
                f"{factor_tex(u[0])} \\cdot {factor_tex(v[1])}"
                f" - {factor_tex(u[1])} \\cdot {factor_tex(v[0])}"
            )
            return (
                f"$\\overrightarrow{{{first}{name}}} = {pair_tex(v)}$ and "
                f"${products} = {number_tex(value)}$, so ${name}$ lies on the line "
                f"${first}{second}$."
            )

        wrong = (
            Wrong(text(Fraction(draws.pick((1, -1, 2)))), say.SLIP, _SLIP, 0.5),
            _missing(points),
        )
        steps.append(ProofStep(text(cross(u, v)), "case", f"${name}$", wrong))
    end = draws.pick(("Hence the points are collinear.", "So all the points lie on one line."))
    return [*steps, ProofStep(end, "conclusion")]


def _not_collinear(points: Mapping[str, Pair], draws: Draws) -> list[ProofStep]:
    (first, a), *others = points.items()
    good = [(n, p) for n, p in others if p[0] != a[0]]
    second, b = (
        next((n, p) for n, p in good if sum(on_line(q, a, p) for _, q in good) > 1)
        if (len(good) > 2)
        else good[0]
    )
    name, at = next((n, p) for n, p in good if not on_line(p, a, b))
    slopes = [vector(a, p)[1] / vector(a, p)[0] for p in (b, at)]
    one = f"The slope of ${first}{second}$ is ${slope_tex(a, b)}$."
    two = f"The slope of ${first}{name}$ is ${slope_tex(a, at)}$."
    bad = f"The slope of ${first}{name}$ is ${slope_tex(a, at, slopes[0])}$."
    end = draws.pick(
        (
            f"These slopes are different, so ${first}$, ${second}$ and ${name}$ are not collinear.",
            f"Since ${number_tex(slopes[0])} \\ne {number_tex(slopes[1])}$, the points ${first}$, "
            f"${second}$ and ${name}$ are not collinear.",
        )
    )
    return [
        ProofStep(one, "computation"),
        ProofStep(two, "computation", wrong=(Wrong(bad, say.PROPAGATED, (*FATAL, *_SLIP), 0.5),)),
        ProofStep(end, "conclusion"),
    ]
