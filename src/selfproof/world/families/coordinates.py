"""What the geometry families share: exact points, and their arithmetic in LaTeX."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import TypeAlias

from selfproof.world.families import phrases as say
from selfproof.world.props import Prop, Rel
from selfproof.world.terms import Point, Var, num

Pair: TypeAlias = tuple[Fraction, Fraction]
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWX"


def fractions(rows: Sequence[Sequence[str]]) -> tuple[Pair, ...]:
    """Points from parameters, which hold fractions as texts ("3/2")."""
    return tuple((Fraction(x), Fraction(y)) for x, y in rows)


def number_tex(value: Fraction) -> str:
    """`3`, `-\\frac{3}{2}`."""
    if value.denominator == 1:
        return str(value.numerator)
    sign = "-" if value < 0 else ""
    return f"{sign}\\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"


def factor_tex(value: Fraction) -> str:
    """A number as a factor: negative ones in brackets."""
    shown = number_tex(value)
    if value >= 0:
        return shown
    return f"\\left({shown}\\right)" if value.denominator > 1 else f"({shown})"


def pair_tex(point: Sequence[Fraction]) -> str:
    """`(1, -2)`."""
    shown = ", ".join(map(number_tex, point))
    return f"\\left({shown}\\right)" if "frac" in shown else f"({shown})"


def minus_tex(a: Fraction, b: Fraction) -> str:
    """`a - b`, not computed; a negative b in brackets."""
    return f"{number_tex(a)} - {factor_tex(b)}"


def vector(a: Pair, b: Pair) -> Pair:
    """From a to b."""
    return (b[0] - a[0], b[1] - a[1])


def cross(u: Pair, v: Pair) -> Fraction:
    """0 exactly for parallel vectors."""
    return u[0] * v[1] - u[1] * v[0]


def on_line(p: Pair, a: Pair, b: Pair) -> bool:
    """Whether p is on the line through two different points."""
    return cross(vector(a, b), vector(a, p)) == 0


def line_through(a: Pair, b: Pair) -> tuple[int, int, int]:
    """(p, q, r) with p x + q y = r for the line through two points, in lowest terms."""
    u = vector(a, b)
    p, q = u[1], -u[0]
    r = p * a[0] + q * a[1]
    scale = lcm(p.denominator, q.denominator, r.denominator)
    whole = [int(each * scale) for each in (p, q, r)]
    factor = gcd(*whole) * (-1 if (whole[0] or whole[1]) < 0 else 1)
    return (whole[0] // factor, whole[1] // factor, whole[2] // factor)


def line_tex(line: Sequence[int]) -> str:
    """`2x - y = 3`."""
    return f"{say.sum_tex(((line[0], 'x'), (line[1], 'y')))} = {line[2]}"


def put_in_tex(line: Sequence[int], point: Sequence[Fraction]) -> str:
    """The left side of a line's equation with a point put in: `2 \\cdot 3 - 1`."""
    text = ""
    for coef, value in zip(line[:2], point, strict=True):
        if not coef:
            continue
        if abs(coef) == 1:
            sign, body = ("-" if coef * value < 0 else "+"), number_tex(abs(value))
        else:
            sign = "-" if coef < 0 else "+"
            body = f"{abs(coef)} \\cdot {factor_tex(value)}"
        text += f" {sign} {body}" if text else ("-" if sign == "-" else "") + body
    return text or "0"


def hypotheses(points: Mapping[str, Pair]) -> tuple[Prop, ...]:
    """That the points are these."""
    return tuple(Rel("=", Var(name), Point(num(x), num(y))) for name, (x, y) in points.items())


def listed(points: Mapping[str, Pair], draws_equals: bool) -> str:
    """`$A(1, 2)$, $B(3, 4)$ and $C(0, 0)$`, or with equals signs."""
    mark = " = " if draws_equals else ""
    return say.listing([f"${name}{mark}{pair_tex(at)}$" for name, at in points.items()])
