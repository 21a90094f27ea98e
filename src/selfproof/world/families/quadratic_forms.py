"""Quadratic polynomials and inequalities between them, as text and terms."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selfproof.world import terms
from selfproof.world.families import phrases as say
from selfproof.world.families import slips
from selfproof.world.families.slips import Linear, linear_value
from selfproof.world.props import Rel
from selfproof.world.terms import Term, Var, num

Form = Mapping[tuple[str, ...], int]
"""A quadratic polynomial: monomials as sorted names, () for the constant."""


@dataclass(frozen=True, slots=True)
class Inequality:
    """left >= right, with left - right = sum of weight * square + rest."""

    names: tuple[str, ...]
    squares: tuple[tuple[int, Linear], ...]
    rest: int
    """0 where it holds; the right side asks for this much too much otherwise (negative)."""
    moved: int
    """0: everything stands on the left; 1: the constant on the right; 2: linear terms too."""
    equality: bool
    """The case of equality is asked for."""

    @property
    def whole(self) -> Form:
        """left - right, expanded."""
        total: dict[tuple[str, ...], int] = {(): self.rest}
        for weight, form in self.squares:
            for key, coef in square(form).items():
                total[key] = total.get(key, 0) + weight * coef
        return total

    @property
    def sides(self) -> tuple[Form, Form]:
        keep = {0: 0, 1: 1, 2: 2}[self.moved]
        left = {key: c for key, c in self.whole.items() if len(key) >= keep}
        right = {key: -c for key, c in self.whole.items() if len(key) < keep}
        return left, right

    @property
    def text(self) -> str:
        left, right = self.sides
        return f"{form_tex(left, self.names)} \\ge {form_tex(right, self.names)}"

    @property
    def difference(self) -> str:
        """left - right as a proof begins with it."""
        left, right = (form_tex(side, self.names) for side in self.sides)
        if right.lstrip("-").isdigit() and right[0] == "-":
            return f"{left} + {right[1:]}"
        return left if right == "0" else f"{left} - {slips.bracket(right)}"

    @property
    def prop(self) -> Rel:
        left, right = self.sides
        return Rel(">=", form_term(left, self.names), form_term(right, self.names))

    @property
    def point(self) -> dict[str, int]:
        """Where all squares vanish; the variables are solved for from the last to the first."""
        values: dict[str, int] = {}
        by_first = {next(iter(form)): form for _, form in self.squares}
        for name in reversed(self.names):
            form = by_first[name]
            rest = sum(c * (values[n] if n else 1) for n, c in form.items() if n != name)
            values[name] = -rest // form[name]
        return values

    def value(self, values: Mapping[str, int]) -> int:
        return self.rest + sum(w * linear_value(form, values) ** 2 for w, form in self.squares)


def point_tex(inequality: Inequality) -> str:
    point = inequality.point
    return slips.pair(inequality.names, [point[name] for name in inequality.names])


# Quadratic polynomials.


def square(form: Linear) -> Form:
    total: dict[tuple[str, ...], int] = {}
    for (first, a), (second, b) in itertools.product(form.items(), repeat=2):
        key = tuple(sorted(name for name in (first, second) if name))
        total[key] = total.get(key, 0) + a * b
    return total


def _order(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Squares, then mixed terms, then linear ones, then the constant."""
    squares: list[tuple[str, ...]] = [(name, name) for name in names]
    mixed: list[tuple[str, ...]] = [*itertools.combinations(sorted(names), 2)]
    return [*squares, *mixed, *((name,) for name in names), ()]


def _monomial_tex(key: tuple[str, ...]) -> str:
    if len(key) == 2 and key[0] == key[1]:
        return f"{key[0]}^2"
    return "".join(key)


def form_tex(form: Form, names: Sequence[str]) -> str:
    return say.sum_tex([(form.get(key, 0), _monomial_tex(key)) for key in _order(names)])


def form_term(form: Form, names: Sequence[str]) -> Term:
    parts: list[Term] = []
    for key in _order(names):
        coef = form.get(key, 0)
        if not coef:
            continue
        factors: list[Term] = [num(coef)] if coef != 1 or not key else []
        if len(key) == 2 and key[0] == key[1]:
            factors.append(terms.power(Var(key[0]), 2))
        else:
            factors += [Var(name) for name in key]
        parts.append(terms.mul(*factors))
    return terms.add(*parts)


def form_value(form: Form, values: Mapping[str, int]) -> int:
    total = 0
    for key, coef in form.items():
        for name in key:
            coef *= values[name]
        total += coef
    return total


def put_in(form: Form, names: Sequence[str], values: Mapping[str, int]) -> str:
    """With the values written in."""
    text = ""
    for key in _order(names):
        coef = form.get(key, 0)
        if not coef:
            continue
        if len(key) == 2 and key[0] == key[1]:
            body = f"{say.bracketed(values[key[0]])}^2"
        else:
            body = " \\cdot ".join(say.bracketed(values[name]) for name in key)
        size = abs(coef)
        piece = f"{size}" if not body else body if size == 1 else f"{size} \\cdot {body}"
        if not text:
            text = f"-{piece}" if coef < 0 else piece
        else:
            text += f" - {piece}" if coef < 0 else f" + {piece}"
    return text or "0"
