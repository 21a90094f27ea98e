"""Sums with a closed form, as text and as terms.

The term of the sum is a polynomial, `(u i + v) r^i`, a sum of both, or a fraction that telescopes.
The closed form is computed with exact numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import comb, lcm

from selfproof.world import terms
from selfproof.world.families import phrases as say
from selfproof.world.families import slips
from selfproof.world.terms import Term, num

Pieces = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class At:
    """Where a formula is written down: a letter plus a number, or a number alone."""

    letter: str
    plus: int = 0

    @property
    def base(self) -> str:
        if not self.letter:
            return say.bracketed(self.plus)
        return f"({self.text})" if self.plus else self.letter

    @property
    def text(self) -> str:
        return say.plus_tex([self.plus]) if not self.letter else self.shifted(0)

    def shifted(self, extra: int) -> str:
        """`k + 3`, as an exponent or an index."""
        total = self.plus + extra
        if not self.letter:
            return str(total)
        return f"{self.letter}{total:+d}" if total else self.letter

    def linear(self, a: int, b: int) -> str:
        """a (k + c) + b, put together."""
        if not self.letter:
            return str(a * self.plus + b)
        return say.sum_tex([(a, self.letter), (a * self.plus + b, "")])


@dataclass(frozen=True, slots=True)
class Series:
    """A sum from `start` and its closed form, as text and as terms."""

    start: int
    poly: tuple[int, ...]
    geo: tuple[int, int, int, int]
    """(alpha, beta, ratio, shift): the term is (u i + v) ratio^(i - shift), where the closed form
    has (alpha n + beta) ratio^(n + 1 - shift); ratio 0 for none."""
    tele: tuple[int, int, int]
    """(c, d, s): the term is c / ((d i + s - d)(d i + s)); c = 0 for none."""
    error: int
    """The closed form of a false statement has error * (n - start) more."""
    constant: int = 0
    """Added to the closed form."""

    @property
    def closed_poly(self) -> tuple[list[int], int]:
        """Coefficients of the polynomial part of the closed form, and their denominator."""
        coefs, divisor = _closed_poly(self)
        return list(coefs), divisor

    @property
    def geo_rest(self) -> int:
        alpha, beta, ratio, shift = self.geo
        if not ratio:
            return 0
        return -(alpha * (self.start - 1) + beta) * int(ratio ** (self.start - shift))

    @property
    def geo_term(self) -> tuple[int, int]:
        alpha, beta, ratio, _ = self.geo
        return alpha * (ratio - 1), beta * (ratio - 1) + alpha

    # Values.

    def body_value(self, i: int) -> Fraction:
        if self.tele[0]:
            c, d, s = self.tele
            return Fraction(c, (d * i + s - d) * (d * i + s))
        total = Fraction(say.value(self.poly, i))
        if self.geo[2]:
            u, v = self.geo_term
            total += (u * i + v) * Fraction(self.geo[2]) ** (i - self.geo[3])
        return total

    def closed_value(self, n: int) -> Fraction:
        if self.tele[0]:
            c, d, s = self.tele
            return Fraction(c * n, s * (d * n + s))
        coefs, divisor = self.closed_poly
        total = Fraction(say.value(coefs, n), divisor)
        if self.geo[2]:
            alpha, beta, ratio, shift = self.geo
            total += (alpha * n + beta) * Fraction(ratio) ** (n + 1 - shift)
        return total

    # Text.

    def body(self, at: At) -> str:
        if self.tele[0]:
            c, d, s = self.tele
            left, right = at.linear(d, s - d), at.linear(d, s)
            return f"\\frac{{{c}}}{{{times(left, right)}}}"
        pieces: Pieces = []
        if any(self.poly):
            pieces += _poly_pieces(self.poly, at)
        if self.geo[2]:
            u, v = self.geo_term
            pieces += _geo_pieces(u, v, self.geo[2], at, -self.geo[3])
        return _tidy(pieces)

    def wrapped(self, at: At) -> str:
        """The term where a factor or the term of a sum goes."""
        text = self.body(at)
        several = " + " in text or " - " in text or text[0] == "-"
        return f"({text})" if several and not self.tele[0] else text

    def closed(self, at: At, change: int = 0) -> str:
        """The closed form; with a slip in its constant (or its numerator) for a change."""
        if self.tele[0]:
            c, d, s = self.tele
            top = at.linear(c, change)
            return f"\\frac{{{top}}}{{{times(str(s), at.linear(d, s))}}}"
        coefs, divisor = self.closed_poly
        coefs[0] += change
        if not self.geo[2]:
            return fraction(_factored(coefs, at), divisor)
        alpha, beta, ratio, shift = self.geo
        pieces = _geo_pieces(alpha, beta, ratio, at, 1 - shift)
        if divisor == 1:
            return _tidy(pieces + _poly_pieces(coefs, at))
        return _tidy([(1, fraction(_tidy(_poly_pieces(coefs, at)), divisor)), *pieces])

    def middle(self, k: str, change: int = 0) -> str:
        """closed(k) + body(k + 1), put together but not yet in the form of closed(k + 1)."""
        at, after = At(k), At(k, 1)
        if self.tele[0]:
            c, d, s = self.tele
            top = f"{_tidy([(c, k)])}({at.linear(d, s + d)}) + {c * s + change}"
            bottom = times(str(s), at.linear(d, s), at.linear(d, s + d))
            return f"\\frac{{{top}}}{{{bottom}}}"
        coefs, divisor = self.closed_poly
        moved = _moved(coefs)
        moved[0] += change
        if not self.geo[2]:
            return fraction(_tidy(_poly_pieces(moved, at)), divisor)
        alpha, beta, ratio, shift = self.geo
        inner = at.linear(alpha, alpha + beta) if alpha else str(beta)
        factor = slips.bracket(inner) if alpha else inner
        product = f"{ratio} \\cdot {_base_power(ratio, after.shifted(-shift))}"
        geo: Pieces = [(1, product if inner == "1" else f"{factor} \\cdot {product}")]
        if inner.startswith("-") and not alpha:
            geo = [(-1, product if inner == "-1" else f"{inner[1:]} \\cdot {product}")]
        if divisor == 1:
            return _tidy(geo + _poly_pieces(moved, at))
        return _tidy([(1, fraction(_tidy(_poly_pieces(moved, at)), divisor)), *geo])

    def sigma(self, to: At, index: str = "i") -> str:
        return f"\\sum_{{{index}={self.start}}}^{{{to.text}}} {self.wrapped(At(index))}"

    def dots(self, to: At) -> str:
        """`1 + 4 + 9 + \\dots + n^2`."""
        first = [self.body_value(self.start + i) for i in range(3)]
        shown = " + ".join(str(int(value)) for value in first)
        return f"{shown} + \\dots + {self.wrapped(to)}"

    @property
    def has_dots(self) -> bool:
        values = [self.body_value(self.start + i) for i in range(3)]
        return not self.tele[0] and all(0 < v < 1000 and v.denominator == 1 for v in values)

    # Terms.

    def body_term(self, at: Term) -> Term:
        if self.tele[0]:
            c, d, s = self.tele
            bottom = terms.mul(_linear_term(d, s - d, at), _linear_term(d, s, at))
            return terms.Div(num(c), bottom)
        parts = [_poly_term(self.poly, at)] if any(self.poly) else []
        if self.geo[2]:
            u, v = self.geo_term
            power = terms.power(num(self.geo[2]), _linear_term(1, -self.geo[3], at))
            parts.append(terms.mul(_linear_term(u, v, at), power))
        return terms.add(*parts)

    def closed_term(self, at: Term) -> Term:
        if self.tele[0]:
            c, d, s = self.tele
            return terms.Div(terms.mul(num(c), at), terms.mul(num(s), _linear_term(d, s, at)))
        coefs, divisor = self.closed_poly
        poly = _poly_term(coefs, at)
        parts = [poly if divisor == 1 else terms.Div(poly, num(divisor))]
        if self.geo[2]:
            alpha, beta, ratio, shift = self.geo
            power = terms.power(num(ratio), _linear_term(1, 1 - shift, at))
            parts.append(terms.mul(_linear_term(alpha, beta, at), power))
        return terms.add(*parts)


# Formulas.


@lru_cache(maxsize=64)
def _closed_poly(series: Series) -> tuple[tuple[int, ...], int]:
    exact = [Fraction(0)] * (len(series.poly) + 1)
    for power, coef in enumerate(series.poly):
        for i, part in enumerate(_power_sum(power)):
            exact[i] += coef * part
    exact[0] -= sum((c * (series.start - 1) ** i for i, c in enumerate(exact)), Fraction(0))
    exact[0] += series.geo_rest + series.constant - series.error * series.start
    exact[1] += series.error
    divisor = lcm(*(c.denominator for c in exact))
    return tuple(int(c * divisor) for c in exact), divisor


@lru_cache(maxsize=16)
def _power_sum(power: int) -> tuple[Fraction, ...]:
    """Coefficients of 1^p + 2^p + ... + n^p as a polynomial in n: (n + 1)^(p + 1) - 1 is the sum
    of binom(p + 1, q) (1^q + ... + n^q) over q <= p, and 0^0 is not counted."""
    result = [Fraction(comb(power + 1, i)) for i in range(power + 2)]
    result[0] = Fraction(0)
    for lower in range(power):
        for i, coef in enumerate(_power_sum(lower)):
            result[i] -= comb(power + 1, lower) * coef
    return tuple(coef / (power + 1) for coef in result)


def _moved(coefs: Sequence[int]) -> list[int]:
    """P(k + 1) from P(k)."""
    result = [0]
    for coef in reversed(coefs):
        result = [*say.product(result, [1, 1])]
        result[0] += coef
    return say.trimmed(result)


def _poly_pieces(coefs: Sequence[int], at: At) -> Pieces:
    if not at.letter and at.plus in (0, 1):
        return [(coef * (at.plus if i else 1), "") for i, coef in enumerate(coefs)][::-1]
    pieces: Pieces = []
    for i in range(len(coefs) - 1, -1, -1):
        pieces.append((coefs[i], say.power_tex(at.base, i) if i else ""))
    return pieces


def _geo_pieces(u: int, v: int, ratio: int, at: At, shift: int) -> Pieces:
    power = _base_power(ratio, at.shifted(shift))
    if u == 0 and at.letter:
        return [(v, power)]
    if not at.letter:
        coef = u * at.plus + v
        if coef == 0:
            return [(1, f"0 \\cdot {power}")]
        return [(coef, "" if at.plus + shift == 0 else power)]
    inner = say.sum_tex([(u, at.base), (v, "")])
    return [(1, f"({inner}) \\cdot {power}" if v or u != 1 else f"{inner} \\cdot {power}")]


def _base_power(ratio: int, exponent: str) -> str:
    return f"{ratio}^{{{exponent}}}" if len(exponent) > 1 else f"{ratio}^{exponent}"


def _tidy(pieces: Pieces) -> str:
    return say.sum_tex(pieces)


def times(*factors: str) -> str:
    """A product of linear forms; a factor 1 is left out."""
    shown = [f for f in factors if f != "1"] or ["1"]
    if len(shown) == 1:
        return shown[0]
    if all(f.isdigit() for f in shown):
        return " \\cdot ".join(shown)
    return "".join(f if f.isdigit() and i == 0 else _inside(f) for i, f in enumerate(shown))


def _inside(factor: str) -> str:
    return f"({factor})"


def fraction(top: str, bottom: int) -> str:
    return top if bottom == 1 else f"\\frac{{{top}}}{{{bottom}}}"


def _factored(coefs: Sequence[int], at: At) -> str:
    """With the linear factors n, n + 1, n - 1, 2n + 1 and n + 2 split off where they divide."""
    rest, shown = say.trimmed(list(coefs)), []
    for a, b in ((1, 0), (1, 1), (1, -1), (2, 1), (1, 2)):
        while len(rest) > 2 and (quotient := _divided(rest, a, b)):
            rest = quotient
            shown.append(at.linear(a, b))
    if not shown or (not at.letter and "-" in "".join(shown)):
        return _tidy(_poly_pieces(coefs, at))
    if not at.letter:
        return " \\cdot ".join([*shown, say.bracketed(say.value(rest, at.plus))])
    tail = f"({_tidy(_poly_pieces(_composed(rest, at.plus), At(at.letter)))})"
    return "".join(f if f.isalpha() else f"({f})" for f in shown) + tail


def _divided(coefs: Sequence[int], a: int, b: int) -> list[int] | None:
    """coefs / (a n + b) when it goes without remainder."""
    rest, quotient = list(coefs), [0] * (len(coefs) - 1)
    for i in range(len(coefs) - 2, -1, -1):
        if rest[i + 1] % a:
            return None
        quotient[i] = rest[i + 1] // a
        rest[i] -= quotient[i] * b
    return quotient if rest[0] == 0 else None


def _composed(coefs: Sequence[int], plus: int) -> list[int]:
    result = list(coefs)
    for _ in range(abs(plus)):
        result = _moved(result) if plus > 0 else _moved_back(result)
    return result


def _moved_back(coefs: Sequence[int]) -> list[int]:
    result = [0]
    for coef in reversed(coefs):
        result = [*say.product(result, [-1, 1])]
        result[0] += coef
    return say.trimmed(result)


def _linear_term(a: int, b: int, at: Term) -> Term:
    parts: list[Term] = []
    if a:
        parts.append(at if a == 1 else terms.mul(num(a), at))
    if b:
        parts.append(num(b))
    return terms.add(*parts)


def _poly_term(coefs: Sequence[int], at: Term) -> Term:
    parts: list[Term] = []
    for i in range(len(coefs) - 1, -1, -1):
        if coefs[i] and i == 0:
            parts.append(num(coefs[0]))
        elif coefs[i]:
            base = at if i == 1 else terms.power(at, i)
            parts.append(base if coefs[i] == 1 else terms.mul(num(coefs[i]), base))
    return terms.add(*parts)


def number(value: Fraction) -> str:
    if value.denominator == 1:
        return str(value)
    return f"\\frac{{{value.numerator}}}{{{value.denominator}}}"
