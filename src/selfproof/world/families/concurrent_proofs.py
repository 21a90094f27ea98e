"""Reference proofs of the family `concurrent`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

from selfproof.world.assess import IssueKind
from selfproof.world.families import phrases as say
from selfproof.world.families.base import Draws, Proof, ProofStep, Wrong
from selfproof.world.families.coordinates import (
    Pair,
    line_tex,
    line_through,
    number_tex,
    pair_tex,
    put_in_tex,
    vector,
)
from selfproof.world.families.slips import FATAL, verdict
from selfproof.world.problem import Problem

_SLIP = (IssueKind.SLIP, IssueKind.FALSE_STEP, IssueKind.OMITTED_DETAIL)
_DETAIL = (IssueKind.OMITTED_DETAIL, IssueKind.MISSING_PART, IssueKind.GAP)
Line = Sequence[int]


def write_lines(problem: Problem, lines: Sequence[Line], style: int) -> Proof:
    """A reference proof about lines given by equations; see `Family`."""
    draws = Draws(f"{problem.name}/{style}")
    steps = [_opening(problem, "", draws)]
    steps += _one_point(lines, draws) if problem.truth else _no_point(lines, draws)
    steps.append(ProofStep(say.ending(draws), "conclusion"))
    return Proof(tuple(step for step in steps if step.text))


def _opening(problem: Problem, claim: str, draws: Draws) -> ProofStep:
    wrong: tuple[Wrong, ...] = ()
    text = say.opening(draws)
    if problem.task == "decide":
        text, wrong = verdict(problem, draws)
    if claim:
        assumed = f"Suppose that {claim}."
        wrong += (Wrong(f"{text} {assumed}".strip(), say.ASSUMED, (IssueKind.CIRCULAR,), 0.0),)
    return ProofStep(text, "opening", wrong=wrong)


def _meeting(first: Line, second: Line) -> Pair:
    a, b, c = first
    d, e, f = second
    across = a * e - b * d
    return (Fraction(c * e - b * f, across), Fraction(a * f - c * d, across))


def _one_point(lines: Sequence[Line], draws: Draws) -> list[ProofStep]:
    x, y = _meeting(lines[0], lines[1])
    point = pair_tex((x, y))
    lead = draws.pick(
        (
            f"Take $x = {number_tex(x)}$ and $y = {number_tex(y)}$.",
            f"Take $(x, y) = {point}$.",
            f"Take the point $(x, y) = {point}$.",
        )
    )
    bad = f"Take $x = {number_tex(x + 1)}$ and $y = {number_tex(y)}$."
    steps = [ProofStep(lead, "answer", wrong=(Wrong(bad, say.PROPAGATED, FATAL, 0.0, True),))]
    first = draws.pick(("Then", "We have", "Then", "Indeed,"))
    bullets = len(lines) > 4 and draws.between(0, 1) == 1
    for place, line in enumerate(lines):
        start = "\n- " if bullets else f"{first} " if place == 0 else ""
        shown = put_in_tex(line, (x, y))

        def text(value: int, line: Line = line, shown: str = shown, start: str = start) -> str:
            left = say.sum_tex(((line[0], "x"), (line[1], "y")))
            chain = f"{left} = {value}" if shown == str(value) else f"{left} = {shown} = {value}"
            return f"{start}${chain}$."

        bad = text(line[2] + draws.pick((1, -1, 10)))
        wrong = Wrong(bad, say.SLIP, (*FATAL, *_SLIP), 0.5)
        steps.append(ProofStep(text(line[2]), "case", f"${line_tex(line)}$", (wrong,)))
    end = draws.pick(
        (
            f"So all the lines pass through ${point}$.",
            f"Hence the lines meet in the point ${point}$.",
            f"Therefore the point ${point}$ lies on all the lines.",
        )
    )
    return [*steps, ProofStep(f"\n{end}" if bullets else end, "conclusion")]


def _no_point(lines: Sequence[Line], draws: Draws) -> list[ProofStep]:
    first, second = lines[0], lines[1]
    x, y = _meeting(first, second)
    other = next(line for line in lines if line[0] * x + line[1] * y != line[2])
    suppose = draws.pick(
        (
            "Suppose, for contradiction, that the point $(x, y)$ lies on all the lines.",
            "Suppose that $(x, y)$ lies on all the lines.",
            "Suppose that the point $(x, y)$ lies on all of the lines.",
        )
    )
    steps = [ProofStep(suppose, "opening"), *_eliminated(first, second, (x, y), draws)]
    left, value = put_in_tex(other, (x, y)), other[0] * x + other[1] * y
    shown = say.sum_tex(((other[0], "x"), (other[1], "y")))

    def text(value: Fraction) -> str:
        chain = f"{left} = {number_tex(value)}" if left != number_tex(value) else left
        return f"Then ${shown} = {chain} \\ne {other[2]}$, a contradiction."

    off = value + (1 if value + 1 != other[2] else 2)
    slip = Wrong(text(off), say.SLIP, (*FATAL, *_SLIP), 0.5)
    steps.append(ProofStep(text(value), "computation", wrong=(slip,)))
    return steps


def _eliminated(first: Line, second: Line, at: Pair, draws: Draws) -> list[ProofStep]:
    """x from the two equations, then y."""
    b, e = first[1], second[1]
    scale = lcm(b, e)
    p, q = scale // b, scale // e
    across, right = p * first[0] - q * second[0], p * first[2] - q * second[2]
    if across < 0:
        p, q, across, right = -p, -q, -across, -right
    x, y = at

    def text(right: int) -> str:
        product = f"{'' if across == 1 else across}x = {right}"
        tail = "" if across == 1 else f", so $x = {number_tex(x)}$"
        return f"{lead} ${product}${tail}."

    two = f"${line_tex(first)}$ and ${line_tex(second)}$"
    lead = draws.pick(
        (f"From {two} we get", f"Eliminating $y$ from {two} gives", f"From {two} we obtain")
    )
    # No slip here: equations that contradict each other give any other equation.
    steps = [ProofStep(text(right), "computation")]
    a, b, c = first
    rest = c - a * x
    product = (
        f"{ {1: '', -1: '-'}.get(b, b) }y = {c} - {number_tex(a * x)}"
        if a * x >= 0
        else (f"{ {1: '', -1: '-'}.get(b, b) }y = {c} + {number_tex(-a * x)}")
    )
    chain = f"{product} = {number_tex(rest)}"
    tail = "" if b == 1 else f", that is, $y = {number_tex(y)}$"
    steps.append(ProofStep(f"Then ${chain}${tail}.", "computation"))
    return steps


# Lines through two points.


def write_points(problem: Problem, here: Mapping[str, Pair], style: int) -> Proof:
    """A reference proof about lines through pairs of points; see `Family`."""
    draws = Draws(f"{problem.name}/{style}")
    names = "".join(here)
    lines = [names[i : i + 2] for i in range(0, len(names), 2)]
    shown = say.listing([f"${line}$" for line in lines])
    steps = [_opening(problem, f"{shown} are concurrent", draws)]
    name = draws.pick("YZ")
    first, second = (line_through(here[line[0]], here[line[1]]) for line in lines[:2])
    x, y = _meeting(first, second)
    let = draws.pick(("Let", "Consider the point", "Put"))
    bad = f"{let} ${name} = {pair_tex((x + 1, y))}$."
    wrong = Wrong(bad, say.PROPAGATED, FATAL, 0.0, elsewhere=True)
    steps.append(ProofStep(f"{let} ${name} = {pair_tex((x, y))}$.", "definition", wrong=(wrong,)))
    bullets = len(lines) > 4 and draws.between(0, 1) == 1
    for line in lines:
        steps.append(_through(here, (x, y), name, line, "\n- " if bullets else "", draws))
    end = draws.pick(
        (
            f"So the lines {shown} all pass through ${name}$.",
            f"Hence the lines {shown} meet in ${name}$.",
            f"So {shown} are concurrent.",
        )
    )
    steps.append(ProofStep(f"\n{end}" if bullets else end, "conclusion"))
    steps.append(ProofStep(say.ending(draws), "conclusion"))
    return Proof(tuple(step for step in steps if step.text))


def _through(
    here: Mapping[str, Pair], at: Pair, name: str, line: str, start: str, draws: Draws
) -> ProofStep:
    u, v = (vector(at, here[end]) for end in line)
    factor = v[0] / u[0] if u[0] else v[1] / u[1]
    one, two = (f"\\overrightarrow{{{name}{end}}}" for end in line)

    def text(v: Pair) -> str:
        times = {1: one, -1: f"-{one}"}.get(int(factor) if factor.denominator == 1 else 0)
        multiple = times or f"{number_tex(factor)} {one}"
        return (
            f"{start}${one} = {pair_tex(u)}$ and ${two} = {pair_tex(v)} = {multiple}$, so ${name}$ "
            f"lies on the line ${line}$."
        )

    slip = (v[0], v[1] + draws.pick((1, -1, 2)))
    wrong = (
        Wrong(text(slip), say.SLIP, _SLIP, 0.5),
        Wrong("", say.MISSING_CASE, (*FATAL, *_DETAIL), 0.5, elsewhere=True),
    )
    return ProofStep(text(v), "case", f"${line}$", wrong)


# Medians.


def write_medians(problem: Problem, here: Mapping[str, Pair], style: int) -> Proof:
    """A reference proof about the medians of a triangle; see `Family`."""
    draws = Draws(f"{problem.name}/{style}")
    steps = [_opening(problem, "$AD$, $BE$ and $CF$ are concurrent", draws)]
    centre = tuple((here["A"][i] + here["B"][i] + here["C"][i]) / 3 for i in (0, 1))
    center = (centre[0], centre[1])
    name = draws.pick(("G", "S", "P"))
    middles = [f"${n} = {pair_tex(here[n])}$" for n in "DEF"]
    steps.append(
        ProofStep(
            f"{draws.pick(('We have', 'The midpoints are'))} {say.listing(middles)}.", "computation"
        )
    )
    let = draws.pick(("Let", "Consider the point", "Put"))
    bad = f"{let} ${name} = {pair_tex((center[0] + 1, center[1]))}$."
    wrong = Wrong(bad, say.PROPAGATED, FATAL, 0.0, elsewhere=True)
    steps.append(ProofStep(f"{let} ${name} = {pair_tex(center)}$.", "definition", wrong=(wrong,)))
    for start, end in ("AD", "BE", "CF"):
        steps.append(_median(here, center, name, start, end, draws))
    close = draws.pick(
        (
            f"So the lines $AD$, $BE$ and $CF$ all pass through ${name}$.",
            f"Hence $AD$, $BE$ and $CF$ meet in ${name}$.",
            "So $AD$, $BE$ and $CF$ are concurrent.",
        )
    )
    steps += [ProofStep(close, "conclusion"), ProofStep(say.ending(draws), "conclusion")]
    return Proof(tuple(step for step in steps if step.text))


def _median(
    here: Mapping[str, Pair], center: Pair, name: str, start: str, end: str, draws: Draws
) -> ProofStep:
    short, long = vector(here[start], center), vector(here[start], here[end])
    whole = f"\\overrightarrow{{{start}{end}}}"

    def text(short: Pair) -> str:
        return (
            f"${whole} = {pair_tex(long)}$ and $\\overrightarrow{{{start}{name}}} = "
            f"{pair_tex(short)} = \\frac{{2}}{{3}} {whole}$, so ${name}$ lies on the line "
            f"${start}{end}$."
        )

    slip = (short[0] + draws.pick((1, -1)), short[1])
    wrong = (
        Wrong(text(slip), say.SLIP, _SLIP, 0.5),
        Wrong("", say.MISSING_CASE, (*FATAL, *_DETAIL), 0.5, elsewhere=True),
    )
    return ProofStep(text(short), "case", f"${start}{end}$", wrong)
