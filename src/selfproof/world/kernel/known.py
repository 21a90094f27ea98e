"""What is known, sorted by use, and the questions that normal forms and rules ask of it.

Everything here is a plain look-up or interval arithmetic; how a proposition gets to its place is
in `facts`.
"""

from __future__ import annotations

from selfproof.world.kernel.bounds import Interval, interval_of
from selfproof.world.kernel.forms import FormKey, form_key, proportional
from selfproof.world.kernel.normal import normal
from selfproof.world.kernel.sequences import integer_from
from selfproof.world.poly import (
    ONE_POLY,
    Atom,
    Poly,
    RatFunc,
    const,
    constant,
    denominator,
    minus,
    opaque,
    rat_plus,
    scale,
    times,
    whole,
)
from selfproof.world.props import Forall, Is, Kind, Named, Not, Or, Prop, Rel
from selfproof.world.terms import Add, Call, Point, Term, Undefined, Var

INTEGER_KINDS = frozenset(
    ("integer", "natural", "positive integer", "prime", "odd prime", "square")
)
LOWEST: dict[Kind, tuple[int, bool]] = {
    "natural": (0, False),
    "positive integer": (1, False),
    "positive real": (0, True),
    "nonnegative real": (0, False),
    "prime": (2, False),
    "odd prime": (3, False),
    "square": (0, False),
}
"""The least value of a kind, and whether it is excluded."""
MOST_NESTED = 12
_MOST_LOWERED = 16


class Known:
    """The stores, and what can be read off them."""

    def __init__(self) -> None:
        self._kinds: dict[str, Kind] = {}
        self._clear()

    def _clear(self) -> None:
        self.said: set[Prop] = set()
        self.values: dict[str, Term] = {}
        self.points: dict[str, Point] = {}
        self.equations: list[Poly] = []
        self.positive: list[tuple[Poly, bool]] = []
        """(p, strict): p > 0 where strict, else p >= 0."""
        self.spread: list[tuple[Poly, bool]] = []
        """Those with a product of names as denominator, written with negative exponents."""
        self.bounds: dict[str, Interval] = {}
        self.nonzero: list[Poly] = []
        self.residues: list[tuple[Poly, int]] = []
        """(p, m): m divides p, a polynomial with integer coefficients in integers."""
        self.excluded: list[tuple[Poly, int]] = []
        """(p, m): m does not divide p."""
        self.multiples: list[tuple[Poly, Poly]] = []
        """(d, p): d divides p, both integers."""
        self.integers: list[Poly] = []
        self.forms: dict[FormKey, tuple[Term, ...]] = {}
        self.signed_forms: dict[FormKey, tuple[Term, ...]] = {}
        self.zero_forms: dict[FormKey, tuple[Term, ...]] = {}
        """Sums that are 0 where a polynomial is."""
        self.sums: list[tuple[Poly, Add]] = []
        """Sums with what they are equal to."""
        self.factored: list[tuple[Term, Term]] = []
        self.alternatives: list[Or] = []
        self.said_not: list[Not] = []
        self.general: list[Forall] = []
        self.named: list[Named] = []
        self.elements: dict[str, tuple[Rel, ...]] = {}
        """Equations with an element of a sequence on a side, by its name."""
        self.powers_reduced: set[int] = set()
        """Moduli for which residues of powers were spoken of."""
        self.false = False
        self.normals: dict[Term, RatFunc] = {}
        self._whole_from: dict[str, int | None] = {}
        self._memo: dict[str, RatFunc | None] = {}
        self._open: set[str] = set()
        self._inside: set[str] = set()
        """Atoms that stand inside opaque ones."""
        self._seen: set[str] = set()

    def value_of(self, atom: str) -> RatFunc | None:
        """The normal form of the value of a name or opaque atom, None when it has none."""
        if atom not in self.values:
            return None
        if atom not in self._memo:
            # Written terms may lead back to the name (x = y + z - z with z = x + 1): there it
            # stands for itself.
            if atom in self._open:
                return None
            if len(self._open) > MOST_NESTED:
                raise Undefined("values of values of values")
            self._open.add(atom)
            try:
                self._memo[atom] = normal(self.values[atom], self)
            finally:
                self._open.discard(atom)
        return self._memo[atom]

    def is_integer(self, p: Poly) -> bool:
        """Whether p is plainly an integer, or was said to be one."""
        if self.plainly_integer(p) or any(p == known for known in self.integers):
            return True
        return denominator(p) > 1 and self.plainly_integer(self.lowered(p))

    def plainly_integer(self, p: Poly) -> bool:
        """Whether the coefficients and atoms of p are integers."""
        for mono, coef in p.items():
            if type(coef) is not int:
                return False
            for atom, _ in mono:
                if not self.integer_atom(atom):
                    return False
        return True

    def integer_atom(self, atom: str) -> bool:
        """Whether an atom is an integer."""
        if not isinstance(atom, Atom):
            return atom.startswith("#") or self._kinds.get(atom) in INTEGER_KINDS
        if atom.name == "pow":
            base, exponent = atom.args
            if constant(base) == -1:
                return True
            return self.is_integer(base) and self.natural(exponent)
        if atom.name in ("factorial", "binom"):
            return all(map(self.natural, atom.args))
        if atom.name == "gcd":
            return all(map(self.is_integer, atom.args))
        if atom.name in ("abs", "min", "max"):
            return all(map(self.is_integer, atom.args))
        if atom.name == "sum" and len(atom.args) == 3:
            return self.is_integer(atom.args[2])
        if any(len(p) == 1 and p.get(((atom, 1),)) == 1 for p in self.integers):
            return True
        return self._integer_sequence(atom)

    def lowered(self, p: Poly) -> Poly:
        """p with powers c^e of numbers as c^l c^(e - l), where l is the least that e can be: so
        2^(k - 4), which is 2^k / 16 in normal form, is an integer as k >= 4."""
        if not any(isinstance(a, Atom) and a.name == "pow" for mono in p for a, _ in mono):
            return p
        total: Poly = {}
        for mono, coef in p.items():
            kept: list[tuple[str, int]] = []
            for atom, k in mono:
                low = self._least_exponent(atom)
                if low and isinstance(atom, Atom):
                    base, exponent = atom.args
                    coef = coef * (constant(base) or 1) ** (low * k)
                    atom = opaque("pow", base, minus(exponent, const(low)))
                kept.append((atom, k))
            key = tuple(sorted(kept))
            total[key] = total.get(key, 0) + coef
        return {mono: whole(coef) for mono, coef in total.items() if coef}

    def _least_exponent(self, atom: str) -> int:
        """l > 0 when an atom is c^e for a number c >= 2 and an integer e >= l that is no number;
        else 0."""
        if not isinstance(atom, Atom) or atom.name != "pow":
            return 0
        base, exponent = atom.args
        value = constant(base)
        if value is None or value < 2 or constant(exponent) is not None:
            return 0
        return min(max(self.least(exponent) or 0, 0), _MOST_LOWERED)

    def natural(self, p: Poly) -> bool:
        """Whether p is known to be an integer >= 0."""
        low = self.least(p) if self.is_integer(p) else None
        return low is not None and low >= 0

    def _integer_sequence(self, atom: Atom) -> bool:
        """Whether a known general statement says that the sequence has integer values."""
        if len(atom.args) != 1:
            return False
        if atom.name not in self._whole_from:
            self._whole_from[atom.name] = integer_from(atom.name, self)
        start = self._whole_from[atom.name]
        if start is not None:
            least = self.least(atom.args[0])
            if least is not None and least >= start:
                return True
        for fact in self.general:
            match fact:
                case Forall((name,), kind, Is(Call(called, (Var(index),)), of)) if (
                    called == atom.name and index == name and of in INTEGER_KINDS
                ):
                    if self.is_integer(atom.args[0]) and self.in_kind(atom.args[0], kind):
                        return True
        return False

    def in_kind(self, p: Poly, kind: Kind) -> bool:
        """Whether p is plainly of a kind (numbers of the common kinds only)."""
        if kind in INTEGER_KINDS and not self.is_integer(p):
            return False
        if kind in ("integer", "real"):
            return True
        if kind == "rational":
            return all(
                self.integer_atom(atom) or self._kinds.get(atom) == "rational"
                for mono in p
                for atom, _ in mono
            )
        low = LOWEST.get(kind)
        if low is None or kind in ("prime", "odd prime", "square"):
            return any(p == {((name, 1),): 1} and of == kind for name, of in self._kinds.items())
        found = self.interval(p)
        if found.low is None:
            return False
        return found.low > low[0] or (found.low == low[0] and (found.above or not low[1]))

    def interval(self, p: Poly) -> Interval:
        """Where p is known to lie."""
        return interval_of(p, self)

    def least(self, p: Poly) -> int | None:
        """The least integer that p, known to be an integer, can be."""
        if not self.is_integer(p):
            return None
        found = self.interval(p)
        if found.low is None:
            return None
        low = -((-found.low.numerator) // found.low.denominator)
        return low + 1 if found.above and low == found.low else low

    def sign_of(self, p: Poly) -> int | None:
        """1 when p >= 0 is plain, -1 when p <= 0 is, else None."""
        found = self.interval(p)
        if found.low is not None and found.low >= 0:
            return 1
        if found.high is not None and found.high <= 0:
            return -1
        return None

    def not_zero(self, p: Poly) -> bool:
        """Whether p != 0 is plain or was said."""
        value = constant(p)
        if value is not None:
            return value != 0
        found = self.interval(p)
        if found.excludes_zero:
            return True
        for known in (*self.nonzero, *(q for q, strict in self.positive if strict)):
            if proportional(p, known):
                return True
        if len(p) == 1:  # a product of what is not 0
            (mono,) = p
            return len(mono) + (mono[0][1] > 1) > 1 and all(
                self.not_zero({((atom, 1),): 1}) for atom, _ in mono
            )
        return False

    def exists(self, value: RatFunc) -> bool:
        """Whether a quotient is known to exist."""
        return all(map(self.not_zero, value.needs))

    def forms_of(self, p: Poly) -> tuple[Term, ...]:
        """Terms that were shown to equal p."""
        return self.forms.get(form_key(p), ())

    def signed_forms_of(self, p: Poly) -> tuple[Term, ...]:
        """Terms that were shown to have the sign of p."""
        return self.signed_forms.get(form_key(p), ())

    def difference(self, a: RatFunc, b: RatFunc) -> Poly:
        """a - b without its denominator, which is not 0, with the sign of a - b."""
        value = rat_plus(a, b, -1)
        if value.den == ONE_POLY:
            return value.num
        sign = self.sign_of(value.den)
        return times(value.num, value.den) if sign is None else scale(value.num, sign)


def poly_of(term: Term, facts: Known) -> Poly:
    """A term as a polynomial.

    Raises:
        Undefined: it has a denominator, or is not known to have a value.
    """
    value = normal(term, facts)
    if value.den != ONE_POLY or not facts.exists(value):
        raise Undefined("a denominator")
    return value.num
