"""Division with remainder: that an integer is m k + r for some integers k and r."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from selfproof.world.kernel.equalities import difference_of
from selfproof.world.kernel.facts import Facts
from selfproof.world.poly import Poly, atoms, constant
from selfproof.world.props import And, Cong, Is, Not, Or, Prop, Rel
from selfproof.world.terms import Num, Term, Var, num

_LARGEST = 40


def remainder_exists(
    names: tuple[str, ...], inner: Prop, facts: Facts, shows: Callable[[Prop], bool]
) -> bool:
    """Whether "t = m k + r and r is one of these" has solutions k and r: each residue modulo m is
    among them, or t is known not to have it."""
    equation, *limits = _parts(inner)
    if len(names) != 2 or not isinstance(equation, Rel) or equation.op != "=" or not limits:
        return False
    for quotient, rest in (names, names[::-1]):
        for whole, written in ((equation.left, equation.right), (equation.right, equation.left)):
            m = _modulus(quotient, rest, written, facts)
            values = _values(rest, limits, m)
            if m and values and shows(Is(whole, "integer")):
                missing = set(range(m)) - {value % m for value in values}
                return all(shows(Not(Cong(whole, num(r), num(m)))) for r in sorted(missing))
    return False


def _parts(prop: Prop) -> list[Prop]:
    if isinstance(prop, And):
        return [each for part in prop.parts for each in _parts(part)]
    return [prop]


def _modulus(quotient: str, rest: str, written: Term, facts: Facts) -> int:
    """m of m k + r; 0 when it is something else."""
    p: Poly = difference_of(written, Var(rest), facts)
    m = p.get(((quotient, 1),), 0)
    if len(p) != 1 or list(atoms(p)) != [quotient] or constant(p) is not None:
        return 0
    return int(m) if 2 <= m <= _LARGEST and m.denominator == 1 else 0


def _values(rest: str, limits: list[Prop], m: int) -> list[int]:
    """The values that r may have; none where the limits say something else."""
    values: list[int] = []
    low, high = None, None
    for limit in limits:
        match limit:
            case Or(parts):
                values = list(_listed(rest, parts))
                if len(values) != len(parts) or len(limits) > 1:
                    return []
            case Rel("<=", Num(v), Var(name)) | Rel(">=", Var(name), Num(v)) if name == rest:
                low = int(-(-v // 1))
            case Rel("<", Var(name), Num(v)) | Rel(">", Num(v), Var(name)) if name == rest:
                high = int(-(-v // 1)) - 1
            case Rel("<=", Var(name), Num(v)) | Rel(">=", Num(v), Var(name)) if name == rest:
                high = int(v // 1)
            case _:
                return []
    if not values and low is not None and high is not None and high - low < 2 * _LARGEST:
        values = list(range(low, high + 1))
    return values


def _listed(rest: str, parts: tuple[Prop, ...]) -> Iterator[int]:
    for part in parts:
        match part:
            case Rel("=", Var(name), Num(v)) if name == rest and v.denominator == 1:
                yield int(v)
