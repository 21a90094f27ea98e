"""Sums and products of simple inequalities, as text and terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from selfproof.world import terms
from selfproof.world.families import phrases as say
from selfproof.world.families.slips import plain, variable
from selfproof.world.props import Kind, Rel
from selfproof.world.terms import Term, num


@dataclass(frozen=True, slots=True)
class Part:
    """One term: its simple inequality left >= right, and the square behind it."""

    name: str
    root: str
    """What is squared."""
    left: str
    right: str
    left_term: Term
    right_term: Term
    at: int
    """The value of the variable where both sides are equal, if it is an integer."""
    weighted: str
    """The square with its weight, for the sum of squares."""

    @property
    def too_large(self) -> str:
        """The right side with its number enlarged, so that the inequality fails."""
        size = re.match(r"-?(\d*)", self.right)
        number = size[1] if size else ""
        start = self.right.index(number) if number else self.right.startswith("-")
        larger = str(int(number or 1) + 1)
        return self.right[:start] + larger + self.right[start + len(number) :]

    @property
    def difference(self) -> str:
        """left - right."""
        right = self.right
        return f"{self.left} + {right[1:]}" if right[0] == "-" else f"{self.left} - {right}"


@dataclass(frozen=True, slots=True)
class Inequality:
    """A problem's parameters as text and terms."""

    kind: str
    names: tuple[str, ...]
    """As they are written: `x_{10}`."""
    numbers: tuple[tuple[int, ...], ...]
    """For each part: (p, c) of p (x - c)^2; (s, a, b) of s (a x - b)^2; (c,); (weight,)."""
    excess: int
    """The right side of a false statement is this much too large."""
    equality: bool

    @property
    def parts(self) -> list[Part]:
        make = {"squares": _square_part, "fractions": _fraction_part}.get(self.kind, _factor_part)
        return [make(n, row) for n, row in zip(self.names, self.numbers, strict=True)]

    @property
    def sides(self) -> tuple[str, str]:
        weights = [row[0] for row in self.numbers]
        if self.kind == "triple":
            return _triple(self.names, weights)
        if self.kind == "cyclic":
            return _cyclic(self.names, weights)
        parts = self.parts
        if self.kind == "product":
            left = "".join(f"({part.left})" for part in parts)
            whole = prod(2 * w for w in weights)
            return left, say.sum_tex([(whole, "".join(self.names))])
        if self.kind == "fractions":
            total = sum(int(part.right) for part in parts) + self.excess
            return " + ".join(part.left for part in parts), str(total)
        total = sum(p * c * c for p, c in self.numbers) - self.excess
        squares = [(p, f"{n}^2") for n, (p, _) in zip(self.names, self.numbers, strict=True)]
        right = [(2 * p * c, n) for n, (p, c) in zip(self.names, self.numbers, strict=True)]
        return say.sum_tex([*squares, (total, "")]), say.sum_tex(right)

    @property
    def text(self) -> str:
        left, right = self.sides
        return f"{left} \\ge {right}"

    @property
    def variable_kind(self) -> Kind:
        return "real" if self.kind in ("squares", "cyclic") else "positive real"

    @property
    def prop(self) -> Rel:
        weights = [row[0] for row in self.numbers]
        if self.kind == "triple":
            return _triple_prop(self.names, weights)
        if self.kind == "cyclic":
            return _cyclic_prop(self.names, weights)
        parts = self.parts
        if self.kind == "product":
            left = terms.mul(*(part.left_term for part in parts))
            whole = prod(2 * w for w in weights)
            return Rel(">=", left, terms.mul(num(whole), *map(variable, self.names)))
        left = terms.add(*(part.left_term for part in parts))
        if self.kind == "fractions":
            total = sum(int(part.right) for part in parts) + self.excess
            return Rel(">=", left, num(total))
        return Rel(
            ">=",
            terms.add(left, num(-self.excess)) if self.excess else left,
            terms.add(*(part.right_term for part in parts)),
        )

    @property
    def variables(self) -> tuple[str, ...]:
        """The names as terms have them, without braces."""
        return tuple(map(plain, self.names))

    @property
    def point(self) -> list[int]:
        return [part.at for part in self.parts]


def _square_part(name: str, row: Sequence[int]) -> Part:
    """p x^2 + p c^2 >= 2 p c x."""
    p, c = row
    x = variable(name)
    root = say.sum_tex([(1, name), (-c, "")])
    return Part(
        name,
        root,
        say.sum_tex([(p, f"{name}^2"), (p * c * c, "")]),
        say.sum_tex([(2 * p * c, name)]),
        terms.add(_scaled(p, terms.power(x, 2)), num(p * c * c)),
        _scaled(2 * p * c, x),
        c,
        say.sum_tex([(p, f"({root})^2")]),
    )


def _fraction_part(name: str, row: Sequence[int]) -> Part:
    """s a^2 x + s b^2 / x >= 2 s a b."""
    s, a, b = row
    x = variable(name)
    root = say.sum_tex([(a, name), (-b, "")])
    high, low = s * a * a, s * b * b
    return Part(
        name,
        root,
        f"{say.sum_tex([(high, name)])} + \\frac{{{low}}}{{{name}}}",
        str(2 * s * a * b),
        terms.add(_scaled(high, x), terms.Div(num(low), x)),
        num(2 * s * a * b),
        b // a,
        f"\\frac{{{say.sum_tex([(s, f'({root})^2')])}}}{{{name}}}",
    )


def _factor_part(name: str, row: Sequence[int]) -> Part:
    """x^2 + c^2 >= 2 c x."""
    return _square_part(name, (1, row[0]))


def _scaled(coef: int, term: Term) -> Term:
    return term if coef == 1 else terms.mul(num(coef), term)


def cyclic_pairs(names: Sequence[str], weights: Sequence[int]) -> list[tuple[int, str, int, str]]:
    """(p, x, q, y) for every term p q x y; a cycle of three or more."""
    count = len(names)
    return [
        (weights[i], names[i], weights[(i + 1) % count], names[(i + 1) % count])
        for i in range(count)
    ]


def _cyclic(names: Sequence[str], weights: Sequence[int]) -> tuple[str, str]:
    left = say.sum_tex([(w * w, f"{n}^2") for n, w in zip(names, weights, strict=True)])
    pairs = cyclic_pairs(names, weights)
    return left, say.sum_tex([(p * q, letters(x, y)) for p, x, q, y in pairs])


def _cyclic_prop(names: Sequence[str], weights: Sequence[int]) -> Rel:
    squares = [
        _scaled(w * w, terms.power(variable(n), 2)) for n, w in zip(names, weights, strict=True)
    ]
    mixed = [
        terms.mul(num(p * q), variable(x), variable(y))
        for p, x, q, y in cyclic_pairs(names, weights)
    ]
    return Rel(">=", terms.add(*squares), terms.add(*mixed))


def letters(x: str, y: str) -> str:
    return "".join(sorted((x, y)))


def _triple(names: Sequence[str], weights: Sequence[int]) -> tuple[str, str]:
    factors = [say.sum_tex([(p, x), (q, y)]) for p, x, q, y in cyclic_pairs(names, weights)]
    left = "".join(f"({factor})" for factor in factors)
    return left, say.sum_tex([(8 * prod(weights), "".join(names))])


def _triple_prop(names: Sequence[str], weights: Sequence[int]) -> Rel:
    factors = [
        terms.add(_scaled(p, variable(x)), _scaled(q, variable(y)))
        for p, x, q, y in cyclic_pairs(names, weights)
    ]
    right = terms.mul(num(8 * prod(weights)), *map(variable, names))
    return Rel(">=", terms.mul(*factors), right)


def point_tex(inequality: Inequality) -> str:
    values = zip(inequality.names, inequality.point, strict=True)
    return say.listing([f"${name} = {value}$" for name, value in values])
