"""Reference proofs of the family `perpendicular`: by vectors, slopes or squared lengths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from selfproof.world.assess import IssueKind
from selfproof.world.families import phrases as say
from selfproof.world.families.base import Draws, Proof, ProofStep, Wrong
from selfproof.world.families.coordinates import number_tex
from selfproof.world.families.slips import FATAL, verdict
from selfproof.world.problem import Problem

Linear: TypeAlias = tuple[int, int]
"""a + b t."""
_SLIP = (IssueKind.SLIP, IssueKind.FALSE_STEP, IssueKind.OMITTED_DETAIL)
_DETAIL = (IssueKind.OMITTED_DETAIL, IssueKind.MISSING_PART, IssueKind.GAP)


@dataclass(frozen=True, slots=True)
class Figure:
    """Points with linear coordinates, and the relations to show about them."""

    kind: str
    points: Mapping[str, tuple[Linear, Linear]]
    shows: tuple[tuple[str, tuple[str, ...]], ...]
    t: bool

    def vector(self, a: str, b: str) -> tuple[Linear, Linear]:
        """From a to b."""
        (ax, ay), (bx, by) = self.points[a], self.points[b]
        return (bx[0] - ax[0], bx[1] - ax[1]), (by[0] - ay[0], by[1] - ay[1])

    def place_tex(self, name: str) -> str:
        """`(2t + 1, 3)`."""
        x, y = self.points[name]
        return f"({linear_tex(x)}, {linear_tex(y)})"


def linear_tex(value: Linear) -> str:
    """`2t + 1`."""
    return say.sum_tex(((value[1], "t"), (value[0], "")))


def factor_tex(value: Linear) -> str:
    """As a factor, in brackets where it must be."""
    shown = linear_tex(value)
    return shown if shown.isalnum() else f"({shown})"


def times(p: Linear, q: Linear) -> tuple[int, int, int]:
    """The product, from the constant up."""
    return (p[0] * q[0], p[0] * q[1] + p[1] * q[0], p[1] * q[1])


def dot(u: Sequence[Linear], v: Sequence[Linear]) -> tuple[int, ...]:
    """The scalar product."""
    first, second = times(u[0], v[0]), times(u[1], v[1])
    return tuple(a + b for a, b in zip(first, second, strict=True))


def holds(here: Figure, show: tuple[str, tuple[str, ...]]) -> bool:
    """Whether a relation is true for every t."""
    relation, names = show
    match relation:
        case "right angle":
            a, b, c = names
            return not any(dot(here.vector(b, a), here.vector(b, c)))
        case "perpendicular":
            a, b, c, d = names
            return not any(dot(here.vector(a, b), here.vector(c, d)))
        case "equal lengths":
            a, b, c, d = names
            u, v = here.vector(a, b), here.vector(c, d)
            return dot(u, u) == dot(v, v)
        case "parallelogram":
            a, b, c, d = names
            return here.vector(a, b) == here.vector(d, c)
        case _:
            m, a, b = names
            return here.vector(a, m) == here.vector(m, b)


def spoken(relation: str, names: Sequence[str]) -> str:
    """A relation in words."""
    joined = "".join(names)
    match relation:
        case "right angle":
            return f"the angle ${joined}$ is a right angle"
        case "perpendicular":
            return f"${joined[:2]}$ is perpendicular to ${joined[2:]}$"
        case "equal lengths":
            return f"${joined[:2]} = {joined[2:]}$"
        case "parallelogram":
            return f"${joined}$ is a parallelogram"
        case _:
            return f"${names[0]}$ is the midpoint of ${joined[1:]}$"


def write(problem: Problem, here: Figure, style: int) -> Proof:
    """A reference proof; see `Family`."""
    draws = Draws(f"{problem.name}/{style}")
    steps = [_opening(problem, here, draws)]
    shows = here.shows
    if not problem.truth:
        shows = tuple(show for show in shows if not holds(here, show))[:1]
    for show in shows:
        steps += _shown(here, show, problem.truth, draws)
    if problem.truth and here.kind in ("rectangle", "square"):
        steps.append(ProofStep(f"{say.connective(draws)} $ABCD$ is a {here.kind}.", "conclusion"))
    steps.append(ProofStep(say.ending(draws), "conclusion"))
    return Proof(tuple(step for step in steps if step.text))


def _opening(problem: Problem, here: Figure, draws: Draws) -> ProofStep:
    wrong: tuple[Wrong, ...] = ()
    text = say.opening(draws)
    if problem.task == "decide":
        text, wrong = verdict(problem, draws)
    if problem.truth:
        assumed = f"Suppose that {spoken(*here.shows[0])}."
        kinds = (IssueKind.CIRCULAR, IssueKind.GAP)
        wrong += (Wrong(f"{text} {assumed}".strip(), say.ASSUMED, kinds, 0.0, len(here.shows) > 1),)
    return ProofStep(text, "opening", wrong=wrong)


def _shown(
    here: Figure, show: tuple[str, tuple[str, ...]], truth: bool, draws: Draws
) -> list[ProofStep]:
    relation, names = show
    if relation == "midpoint":
        return [_middle(here, names, draws)]
    if relation == "parallelogram":
        return _parallelogram(here, names, truth, draws)
    if relation == "equal lengths":
        return _equal(here, names, truth, draws)
    a, b, c, d = names if relation == "perpendicular" else (names[1], names[0], names[1], names[2])
    u, v = here.vector(a, b), here.vector(c, d)
    constant = not any(slope for _, slope in (*u, *v))
    if constant and truth and u[0][0] and v[0][0] and u[1][0] and draws.between(0, 2) == 0:
        return _by_slopes(here, (a, b, c, d), show, draws)
    if truth and relation == "right angle" and draws.between(0, 2) == 0 and constant:
        return _by_pythagoras(here, names, show, draws)
    return _by_product(here, (a, b, c, d), show, truth, draws)


def _end(show: tuple[str, tuple[str, ...]], truth: bool, draws: Draws) -> str:
    shown = spoken(*show)
    if truth:
        return f"{say.connective(draws)} {shown}."
    denied = shown.replace(" is ", " is not ", 1) if " is " in shown else shown.replace("=", "\\ne")
    return f"{say.connective(draws)} {denied}."


def vector_tex(a: str, b: str) -> str:
    """`\\overrightarrow{AB}`."""
    return f"\\overrightarrow{{{a}{b}}}"


def pair_tex(u: Sequence[Linear]) -> str:
    """`(2t, -1)`."""
    return f"({linear_tex(u[0])}, {linear_tex(u[1])})"


def square_poly(coefs: Sequence[int]) -> str:
    """A polynomial in t, from the constant up."""
    return say.poly_tex(say.trimmed(coefs), "t")


def _products(u: Sequence[Linear], v: Sequence[Linear]) -> str:
    products = [f"{factor_tex(a)} \\cdot {factor_tex(b)}" for a, b in zip(u, v, strict=True)]
    return " + ".join(products)


def _vectors(
    here: Figure, pairs: Sequence[tuple[str, str]], draws: Draws, slips: bool = True
) -> ProofStep:
    def text(change: int) -> str:
        shown = []
        for i, (a, b) in enumerate(pairs):
            (x, dx), y = here.vector(a, b)
            shown.append(f"${vector_tex(a, b)} = {pair_tex(((x + change * (i == 0), dx), y))}$")
        return f"{lead} {say.listing(shown)}."

    lead = draws.pick(("We have", "We compute", "The vectors are"))
    wrong = Wrong(text(draws.pick((1, -1, 2))), say.SLIP, _SLIP, 0.5)
    return ProofStep(text(0), "computation", wrong=(wrong,) if slips else ())


def _by_product(
    here: Figure,
    names: Sequence[str],
    show: tuple[str, tuple[str, ...]],
    truth: bool,
    draws: Draws,
) -> list[ProofStep]:
    a, b, c, d = names
    u, v = here.vector(a, b), here.vector(c, d)
    value = dot(u, v)

    def text(value: Sequence[int]) -> str:
        left = f"{vector_tex(a, b)} \\cdot {vector_tex(c, d)}"
        return f"{lead}${left} = {_products(u, v)} = {square_poly(value)}$."

    lead = draws.pick(("Their product is ", "The scalar product is ", "So ", "Then "))
    slip = [value[0] + draws.pick((3, 4) if value[0] > 0 else (-3, -4)), *value[1:]]
    kinds = _SLIP if truth else (*FATAL, *_SLIP)
    wrong = (Wrong(text(slip), say.SLIP, kinds, 0.5), Wrong("", say.LEAP, _DETAIL, 0.0, True))
    steps = [_vectors(here, ((a, b), (c, d)), draws)]
    steps.append(
        ProofStep(
            text(value), "computation", wrong=wrong if len(here.shows) == 1 and truth else wrong[:1]
        )
    )
    return [*steps, ProofStep(_end(show, truth, draws), "conclusion")]


def _by_slopes(
    here: Figure, names: Sequence[str], show: tuple[str, tuple[str, ...]], draws: Draws
) -> list[ProofStep]:
    a, b, c, d = names
    slopes = []
    steps = []
    for p, q in ((a, b), (c, d)):
        (run, _), (rise, _) = here.vector(p, q)
        slope = Fraction(rise, run)
        slopes.append(slope)

        def text(value: Fraction, p: str = p, q: str = q, run: int = run, rise: int = rise) -> str:
            whole = f"\\frac{{{rise}}}{{{run}}}"
            chain = whole if number_tex(value) == whole else f"{whole} = {number_tex(value)}"
            return f"The slope of ${p}{q}$ is ${chain}$."

        wrong = Wrong(text(slope + 1), say.SLIP, _SLIP, 0.5)
        steps.append(ProofStep(text(slope), "computation", wrong=(wrong,)))
    first, second = (number_tex(s) if s > 0 else f"({number_tex(s)})" for s in slopes)
    product = f"${first} \\cdot {second} = {{}}$"
    form = draws.pick((f"Their product is {product}.", f"We have {product}."))
    wrong = Wrong(form.replace("{}", "1"), say.SLIP, _SLIP, 0.5)
    steps.append(ProofStep(form.replace("{}", "-1"), "computation", wrong=(wrong,)))
    return [*steps, ProofStep(_end(show, True, draws), "conclusion")]


def _square(here: Figure, a: str, b: str) -> int:
    u = here.vector(a, b)
    return dot(u, u)[0]


def _length_tex(here: Figure, a: str, b: str, change: int = 0) -> str:
    u = here.vector(a, b)
    value = dot(u, u)
    squares = " + ".join(f"{factor_tex(x)}^2" for x in u)
    return f"{a}{b}^2 = {squares} = {square_poly((value[0] + change, *value[1:]))}"


def _by_pythagoras(
    here: Figure, names: Sequence[str], show: tuple[str, tuple[str, ...]], draws: Draws
) -> list[ProofStep]:
    a, b, c = names
    sides = ((b, a), (b, c), (a, c))
    place = draws.between(0, 2)

    def text(change: int) -> str:
        shown = [
            f"${_length_tex(here, *side, change if i == place else 0)}$"
            for i, side in enumerate(sides)
        ]
        return f"We have {say.listing(shown)}."

    totals = [_square(here, *side) for side in sides]
    sum_up = (
        f"{say.connective(draws)} ${b}{a}^2 + {b}{c}^2 = {totals[0]} + {totals[1]} = {totals[2]} = "
        f"{a}{c}^2$."
    )
    end = draws.pick(
        (
            f"By the converse of the theorem of Pythagoras, {spoken(*show)}.",
            f"So {spoken(*show)}, by the converse of the Pythagorean theorem.",
        )
    )
    slip = Wrong(text(draws.pick((1, -1, 2))), say.SLIP, _SLIP, 0.5)
    return [
        ProofStep(text(0), "computation", wrong=(slip,)),
        ProofStep(sum_up, "computation"),
        ProofStep(end, "conclusion"),
    ]


def _equal(here: Figure, names: Sequence[str], truth: bool, draws: Draws) -> list[ProofStep]:
    a, b, c, d = names
    lead = draws.pick(("We have", "We compute", "Indeed,"))
    change = draws.pick((1, -1, 2))

    def text(first: int, second: int) -> str:
        one, two = _length_tex(here, a, b, first), _length_tex(here, c, d, second)
        return f"{lead} ${one}$ and ${two}$."

    if not truth and _square(here, c, d) + change == _square(here, a, b):
        change = -change
    wrong = Wrong(text(0, change), say.SLIP, _SLIP if truth else (*FATAL, *_SLIP), 0.5)
    leap = Wrong("", say.LEAP, _DETAIL, 0.0, elsewhere=True)
    alone = truth and len(here.shows) == 1
    return [
        ProofStep(text(0, 0), "computation", wrong=(wrong, leap) if alone else (wrong,)),
        ProofStep(_end(("equal lengths", tuple(names)), truth, draws), "conclusion"),
    ]


def _parallelogram(
    here: Figure, names: Sequence[str], truth: bool, draws: Draws
) -> list[ProofStep]:
    a, b, c, d = names
    # Where the vectors are different, a slip is hardly harmless.
    steps = [_vectors(here, ((a, b), (d, c)), draws, slips=truth)]
    sign = "=" if truth else "\\ne"
    same = f"So ${vector_tex(a, b)} {sign} {vector_tex(d, c)}$."
    steps.append(ProofStep(same, "step"))
    steps.append(ProofStep(_end(("parallelogram", tuple(names)), truth, draws), "conclusion"))
    return steps


def _middle(here: Figure, names: Sequence[str], draws: Draws) -> ProofStep:
    m, a, b = names
    (ax, ay), (bx, by) = here.points[a], here.points[b]

    def text(change: int) -> str:
        x, y = here.points[m]
        sums = [(p[0] + q[0], p[1] + q[1]) for p, q in ((ax, bx), (ay, by))]
        halves = ", ".join(f"\\frac{{{linear_tex(total)}}}{{2}}" for total in sums)
        shown = f"({linear_tex((x[0] + change, x[1]))}, {linear_tex(y)})"
        return (
            f"The midpoint of ${a}{b}$ is $\\left({halves}\\right) = {shown}$, so ${m}$ is the "
            f"midpoint of ${a}{b}$."
        )

    wrong = (
        Wrong(text(1), say.SLIP, _SLIP, 0.5),
        Wrong("", say.MISSING_CASE, (*FATAL, *_DETAIL), 0.0, elsewhere=True),
    )
    return ProofStep(text(0), "step", wrong=wrong)
