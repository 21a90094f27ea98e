"""Sums, products and lists with dots, where the pattern is certain.

A sum that ends in a term with a variable (1 + 3 + ... + (2n - 1)) has the pattern that its last
term shows; every written term must fit it. A sum of numbers (1^2 + 2^2 + ... + 10^2) has the
pattern of numbers that grow evenly in the same place of every term. Terms are compared by exact
values at several points, with other names and elements of sequences given values that no pattern
could meet by chance.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import comb, factorial, gcd

from selfproof.world import terms as t
from selfproof.world.latex.tokens import Unreadable
from selfproof.world.terms import Add, Call, Div, Mul, Num, Point, Pow, SumOver, Term, Var

_INDEX = "i"
_LOWS = range(-4, 8)
_MOST_FILLED = 200


def dotted_sum(shown: Sequence[Term], dotted: int) -> Term:
    """The sum whose terms before the dots are `shown[:dotted]`; what stands after the first term
    behind the dots is added as it is.

    Raises:
        Unreadable: No pattern, or more than one, fits.
    """
    before, behind = shown[:dotted], shown[dotted:]
    if not behind:
        raise Unreadable("a sum with dots has no last term")
    last, rest = behind[0], behind[1:]
    if not t.variables(last):
        return t.add(_numeric(before, last), *rest)
    if len(before) < 2 and not isinstance(last, Call):
        raise Unreadable("a sum with dots shows too few terms")
    fits: list[Term] = []
    for name in sorted(t.variables(last)):
        found = _symbolic(before, last, name)
        if found is not None:
            fits.append(found)
    if len(fits) != 1:
        raise Unreadable("the pattern of a sum with dots is not certain")
    return t.add(fits[0], *rest)


def _symbolic(before: Sequence[Term], last: Term, name: str) -> Term | None:
    """The sum with `last` as its pattern in `name`."""
    index = _fresh(before, last)
    shift = _shift(last, name)
    moved = t.sub(Var(index), t.num(shift)) if shift else Var(index)
    body = _tidy(t.substitute(last, {name: moved}))
    wanted = [_values(each, {}) for each in before]
    if any(value is None for value in wanted):
        return None
    lows = [
        low
        for low in _LOWS
        if all(
            _values(body, {index: Fraction(low + place)}) == value
            for place, value in enumerate(wanted)
        )
    ]
    if len(lows) != 1:
        return None
    high = t.add(Var(name), t.num(shift)) if shift else Var(name)
    return SumOver(index, t.num(lows[0]), high, body)


def _fresh(before: Sequence[Term], last: Term) -> str:
    used = frozenset().union(*map(t.variables, before), t.variables(last))
    return next(name for name in (_INDEX, "j", "r", "s", "u", "v", "i_0") if name not in used)


def _shift(last: Term, name: str) -> int:
    """c where every occurrence of the name in `last` is in `name + c`, else 0."""
    shifts: set[int] = set()
    _collect_shifts(last, name, shifts)
    return shifts.pop() if len(shifts) == 1 else 0


def _collect_shifts(term: Term, name: str, shifts: set[int]) -> None:
    if isinstance(term, Add) and len(term.terms) == 2:
        one, other = term.terms
        if isinstance(one, Num):
            one, other = other, one
        if one == Var(name) and isinstance(other, Num) and other.value.denominator == 1:
            shifts.add(int(other.value))
            return
    if term == Var(name):
        shifts.add(0)
    for each in t.children(term):
        _collect_shifts(each, name, shifts)


def _tidy(term: Term) -> Term:
    """Numbers in sums put together, so that (i - 1) + 1 is i."""
    match term:
        case Add(terms):
            parts = [_tidy(each) for each in terms]
            number = sum((p.value for p in parts if isinstance(p, Num)), Fraction(0))
            kept = [p for p in parts if not isinstance(p, Num)]
            return t.add(*kept, *([t.num(number)] if number or not kept else []))
        case Mul(factors):
            return t.mul(*map(_tidy, factors))
        case Pow(base, exponent):
            return Pow(_tidy(base), _tidy(exponent))
        case Div(top, bottom):
            return Div(_tidy(top), _tidy(bottom))
        case Call(name, args):
            return Call(name, tuple(map(_tidy, args)))
        case _:
            return term


def _numeric(before: Sequence[Term], last: Term) -> Term:
    """A sum of numbers: evenly growing numbers in the same places of terms of the same shape."""
    if len(before) < 2:
        raise Unreadable("a sum with dots shows too few terms")
    index = Var(_INDEX)
    lengths: set[int] = set()
    body = _growing(before[0], before[1], last, index, lengths)
    if body is None or len(lengths) != 1:
        raise Unreadable("the pattern of a sum with dots is not certain")
    length = lengths.pop()
    for place, each in enumerate(before, 1):
        if _values(each, {}) != _values(body, {_INDEX: Fraction(place)}):
            raise Unreadable("the pattern of a sum with dots is not certain")
    if _doubling(before, last):
        raise Unreadable("the pattern of a sum with dots is not certain")
    return SumOver(_INDEX, t.ONE, t.num(length), body)


def _doubling(before: Sequence[Term], last: Term) -> bool:
    """Whether two written numbers and the last could as well be powers."""
    if len(before) > 2 or not all(isinstance(each, Num) for each in (*before, last)):
        return False
    first, second, end = (_values(each, {}) for each in (before[0], before[1], last))
    if not first or not second or end is None or second == first:
        return False
    ratio = second / first
    if abs(ratio) <= 1:
        return False
    value = second
    while abs(value) < abs(end):
        value *= ratio
    return value == end


def _growing(a: Term, b: Term, last: Term, index: Term, lengths: set[int]) -> Term | None:
    if isinstance(a, Num) and isinstance(b, Num) and isinstance(last, Num):
        step = b.value - a.value
        if not step:
            return a if a == last else None
        length = Fraction(last.value - a.value) / step + 1
        if length.denominator != 1 or length < 3:
            return None
        lengths.add(int(length))
        grown = index if step == 1 else t.mul(t.num(step), index)
        return _tidy(t.add(grown, t.num(a.value - step)))
    if type(a) is not type(b) or type(a) is not type(last) or isinstance(a, Var | SumOver):
        return a if a == b == last else None
    if isinstance(a, Call) and not a.name == b.name == last.name:  # type: ignore[union-attr]
        return None
    parts = list(zip(t.children(a), t.children(b), t.children(last), strict=False))
    if not len(parts) == len(t.children(a)) == len(t.children(b)) == len(t.children(last)):
        return None
    inner = [_growing(*part, index, lengths) for part in parts]
    kept = [each for each in inner if each is not None]
    return _rebuilt(a, kept) if len(kept) == len(inner) else None


def _rebuilt(term: Term, parts: list[Term]) -> Term | None:
    match term:
        case Add():
            return t.add(*parts)
        case Mul():
            return t.mul(*parts)
        case Pow():
            return Pow(parts[0], parts[1])
        case Div():
            return Div(parts[0], parts[1])
        case Call(name, _):
            return Call(name, tuple(parts))
        case _:
            return None


def dotted_product(factors: Sequence[Term], last: Term) -> Term:
    """1 · 2 ··· n is n!, upwards or downwards.

    Raises:
        Unreadable: It is not a factorial.
    """
    counted = [t.num(each) for each in range(1, len(factors) + 1)]
    if list(factors) == counted and len(factors) > 1 and isinstance(last, Var | Num):
        return Call("factorial", (last,))
    raise Unreadable("the pattern of a product with dots is not certain")


def filled(parts: Sequence[Term], last: Term) -> list[Term]:
    """Numbers that grow evenly, with the dots before `last` filled in.

    Raises:
        Unreadable: They do not, or there are too many.
    """
    values = [Fraction(each.value) for each in (*parts, last) if isinstance(each, Num)]
    if len(values) == len(parts) + 1 and len(parts) >= 2:
        step = values[1] - values[0]
        steps = (values[-1] - values[0]) / step if step else Fraction(-1)
        even = all(values[k] - values[k - 1] == step for k in range(1, len(parts)))
        if even and steps.denominator == 1 and len(parts) <= steps <= _MOST_FILLED:
            return [t.num(values[0] + step * k) for k in range(int(steps) + 1)]
    raise Unreadable("the pattern of a list with dots is not certain")


def _values(term: Term, at: Mapping[str, Fraction]) -> Fraction | None:
    """An exact value, with every other name and element of a sequence a number of its own."""
    try:
        return _value(term, at)
    except (ZeroDivisionError, OverflowError, t.Undefined):
        return None


def _value(term: Term, at: Mapping[str, Fraction]) -> Fraction:
    match term:
        case Num(value):
            return Fraction(value)
        case Var(name):
            return at[name] if name in at else _own(name)
        case Add(terms):
            return sum((_value(each, at) for each in terms), Fraction(0))
        case Mul(factors):
            product = Fraction(1)
            for each in factors:
                product *= _value(each, at)
            return _small(product)
        case Pow(base, exponent):
            return _power(_value(base, at), exponent, at)
        case Div(top, bottom):
            return _value(top, at) / _value(bottom, at)
        case Call(name, args):
            return _called(name, [_value(each, at) for each in args])
        case SumOver() | Point():
            raise t.Undefined("a sum in a sum")


def _power(base: Fraction, exponent: Term, at: Mapping[str, Fraction]) -> Fraction:
    power = _value(exponent, at)
    if power.denominator != 1 or abs(power) > 64:
        raise t.Undefined("a power")
    return _small(base ** int(power))


def _small(value: Fraction) -> Fraction:
    if value.numerator.bit_length() + value.denominator.bit_length() > t.MOST_BITS:
        raise t.Undefined("too large")
    return value


def _own(text: str) -> Fraction:
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()
    return Fraction(int.from_bytes(digest, "big") | 1)


def _called(name: str, args: list[Fraction]) -> Fraction:
    whole = [int(each) for each in args if each.denominator == 1]
    if len(whole) == len(args):
        if name == "factorial" and 0 <= whole[0] <= 40:
            return Fraction(factorial(whole[0]))
        if name == "binom" and len(whole) == 2 and 0 <= whole[1] <= whole[0] <= 200:
            return Fraction(comb(whole[0], whole[1]))
        if name == "gcd":
            return Fraction(gcd(*whole))
    return _own(f"{name} {args}")
