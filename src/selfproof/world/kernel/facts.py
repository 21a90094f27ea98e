"""What is known at a point of a proof, sorted by use.

Every proposition is kept as it was said, and its content is put where rules look for it: values
of names (`n = 2k` replaces n everywhere), equations and inequalities as polynomials, residues,
divisors, alternatives, general statements. A value for a name that was in use makes everything be
sorted anew, so that all stored polynomials are in the same normal form. What cannot be sorted (a
denominator that might be 0, sizes out of bounds) is only kept as said.

A child is a copy: scopes are small, and a copy keeps lookups flat.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import count
from math import gcd

from selfproof.world.kernel.bounds import ANY, Interval, meet
from selfproof.world.kernel.forms import (
    add_form,
    form_key,
    has_atom,
    laurent,
    moved_forms,
    primitive,
    single_atom,
    take,
    tightened,
)
from selfproof.world.kernel.known import INTEGER_KINDS, LOWEST, Known
from selfproof.world.kernel.normal import normal
from selfproof.world.kernel.places import place_of
from selfproof.world.poly import (
    ONE_POLY,
    Atom,
    Mono,
    Poly,
    RatFunc,
    const,
    constant,
    denominator,
    mentions,
    minus,
    rat,
    rat_plus,
    replaced,
    scale,
    whole,
)
from selfproof.world.problem import Given
from selfproof.world.props import (
    And,
    Cong,
    Divides,
    Exists,
    Forall,
    Is,
    Kind,
    Named,
    Not,
    Or,
    Prop,
    Rel,
)
from selfproof.world.terms import (
    Add,
    Call,
    Div,
    Mul,
    Pow,
    Term,
    Undefined,
    Var,
    num,
    substitute,
)

_MOST_ROUNDS = 6
_MOST_HISTORIES = 20_000
_histories: dict[tuple[int, object], int] = {}
_numbers = count(1)


def _after(history: int, event: object) -> int:
    """The number of a history with one more event. Numbers are never used twice."""
    if len(_histories) >= _MOST_HISTORIES:
        _histories.clear()
    found = _histories.get((history, event))
    if found is None:
        found = _histories[history, event] = next(_numbers)
    return found


class Facts(Known):
    """What is known. Attributes other than the methods are for the kernel's own rules.

    Attributes:
        history: A number for what was declared and learned, in its order. Where it is the same, the
            same follows: a proof is walked through several times, and most questions return.
    """

    def __init__(self, givens: Iterable[Given] = (), facts: Iterable[Prop] = ()) -> None:
        super().__init__()
        self._props: list[Prop] = []
        self._solved: list[tuple[Term, Term]] = []
        self.history = 0
        self._stale: list[str] = []
        """Names that came to a value, and are in what was sorted before."""
        for given in givens:
            self.declare(given.name, given.kind)
        for prop in facts:
            self.learn(prop)

    def child(self) -> Facts:
        """A scope of its own, which starts with what is known here now."""
        copy = Facts.__new__(Facts)
        for name, value in self.__dict__.items():
            fresh = value if isinstance(value, int) else value.copy()
            setattr(copy, name, fresh)
        return copy

    @property
    def props(self) -> Iterator[Prop]:
        """Everything known, newest first."""
        return reversed(self._props)

    def declare(self, name: str, kind: Kind) -> None:
        """Say of what kind a name is. Names that stood for something else are the caller's care."""
        self.history = _after(self.history, (name, kind))
        self._kinds[name] = kind
        self.normals.clear()
        low = LOWEST.get(kind)
        if low is not None:
            self._bound(name, Interval(Fraction(low[0]), low[1], None, False))

    def kind_of(self, name: str) -> Kind | None:
        """What a name was declared to be."""
        return self._kinds.get(name)

    @property
    def names(self) -> dict[str, Kind]:
        """All declared names."""
        return self._kinds

    def learn(self, prop: Prop) -> None:
        """Add a proposition. `And` is split."""
        if isinstance(prop, And):
            for part in prop.parts:
                self.learn(part)
            return
        if prop in self.said:
            return
        self.history = _after(self.history, prop)
        self._props.append(prop)
        self._sort(prop)
        self._settle()

    def learn_all(self, props: Iterable[Prop]) -> None:
        """Add propositions that are no conjunctions, sorting anew only once."""
        for prop in props:
            if prop not in self.said:
                self.history = _after(self.history, (prop, "unsettled"))
                self._props.append(prop)
                self._sort(prop)
        self.history = _after(self.history, "settled")
        self._settle()

    def forget_clash(self) -> None:
        """What was learned clashes; go on as if it did not."""
        self.history = _after(self.history, "clash forgotten")
        self.false = False

    def _settle(self) -> None:
        for _ in range(_MOST_ROUNDS):
            if not self._stale:
                return
            stale, self._stale = self._stale, []
            if any(map(self._is_deep, stale)):
                self._sort_anew()
                continue
            for atom in stale:
                with suppress(Undefined, RecursionError):
                    self._put_in(atom)

    # --- Sorting --------------------------------------------------------------------------------

    def _sort_anew(self) -> None:
        props, solved = self._props, self._solved
        self._clear()
        for name, kind in self._kinds.items():
            self.declare(name, kind)
        # Names first: the keys of opaque atoms depend on them.
        for left, right in sorted(solved, key=lambda pair: not isinstance(pair[0], Var)):
            with suppress(Undefined):
                self._give_value(left, right)
        for prop in props:
            self._sort(prop)

    def _sort(self, prop: Prop) -> None:
        self.said.add(prop)
        with suppress(Undefined, RecursionError):
            self._place(prop)

    def _place(self, prop: Prop) -> None:
        match prop:
            case Rel("=", left, right):
                self._equal(left, right)
            case Rel("!=", left, right):
                self._unequal(left, right)
            case Rel(op, left, right):
                low, high = (left, right) if op in ("<", "<=") else (right, left)
                self._below(low, high, op in ("<", ">"))
            case Cong(left, right, modulus):
                p, m = minus(self._poly(left), self._poly(right)), self._poly(modulus)
                self._congruent(p, m)
                if not any(mono and not _is_power(mono) for mono in p):
                    self.powers_reduced.add(int(constant(m) or 0))
            case Divides(divisor, term):
                self._congruent(self._poly(term), self._poly(divisor))
            case Is(term, kind):
                self._is(term, kind)
            case Named():
                self.named.append(prop)
            case Or(parts):
                self.alternatives.append(prop)
                self.false = self.false or not parts
            case Forall():
                self.general.append(prop)
                self._whole_from.clear()
                self.normals.clear()
            case Exists(names, kind, Rel("=", left, right)) if len(names) == 1:
                self._exists_equal(names[0], kind, left, right)
            case Not(inner):
                self.said_not.append(prop)
                self.false = self.false or inner in self.said
                if isinstance(inner, Divides):
                    self._never(self._poly(inner.term), self._poly(inner.divisor))
                elif isinstance(inner, Cong):
                    p = minus(self._poly(inner.left), self._poly(inner.right))
                    self._never(p, self._poly(inner.modulus))
            case _:
                pass

    def _exists_equal(self, name: str, kind: Kind, left: Term, right: Term) -> None:
        """n = m k + r for some integer k says that m divides n - r."""
        if kind not in INTEGER_KINDS:
            return
        own = {name: Var("#k")}  # no name of the proof begins so
        p = minus(self._poly(substitute(left, own)), self._poly(substitute(right, own)))
        m = p.get((("#k", 1),), 0)
        free = minus(p, {(("#k", 1),): m}) if m else p
        if m and m.denominator == 1 and not mentions(free, "#k"):
            self._congruent(free, const(m))

    def _poly(self, term: Term) -> Poly:
        value = normal(term, self)
        if value.den != ONE_POLY or not self.exists(value):
            raise Undefined("a denominator")
        self._notice(value.num)
        return value.num

    def _quotient(self, term: Term) -> RatFunc:
        value = normal(term, self)
        if not self.exists(value):
            raise Undefined("a denominator that may be 0")
        return value

    def _notice(self, p: Poly) -> None:
        for mono in p:
            for atom, _ in mono:
                if atom not in self._seen:
                    self._seen.add(atom)
                    if isinstance(atom, Atom):
                        self._look_into(atom)

    def _look_into(self, atom: Atom) -> None:
        for arg in atom.args:
            self._notice(arg)
            for mono in arg:
                for inner, _ in mono:
                    if inner not in self._inside:
                        self._inside.add(inner)
                        if isinstance(inner, Atom):
                            self._look_into(inner)

    def _is_deep(self, atom: str) -> bool:
        """Whether the value of a name changes more than the places where it stands alone."""
        if atom in self._inside or any(has_atom(p, atom) for p, _ in self.spread):
            return True
        try:
            value = self.value_of(atom)
        except Undefined:
            return True
        return value is None or value.den != ONE_POLY

    def _put_in(self, atom: str) -> None:
        """Put the value of a name into everything that was sorted before."""
        value = self.value_of(atom)
        if value is None:
            return
        new = {atom: value.num}

        def moved(p: Poly) -> Poly:
            return replaced(p, new)

        at = self.bounds.pop(atom, ANY)
        if at.low is not None:
            self.at_least_zero(minus(value.num, const(at.low)), at.above)
        if at.high is not None:
            self.at_least_zero(minus(const(at.high), value.num), at.below)
        for p in take(self.equations, atom):
            self._zero(moved(p))
        for p in take(self.nonzero, atom):
            self._nonzero(moved(p))
        for p, strict in take(self.positive, atom):
            self.at_least_zero(moved(p), strict)
        for p, m in take(self.residues, atom):
            self._congruent(moved(p), const(m))
        for d, p in take(self.multiples, atom):
            self._congruent(moved(p), moved(d))
        for p, m in take(self.excluded, atom):
            self._never(moved(p), const(m))
        self.integers += [moved(p) for p in take(self.integers, atom)]
        self.sums = [(moved(p), term) for p, term in self.sums]
        self.forms = moved_forms(self.forms, atom, moved)
        self.signed_forms = moved_forms(self.signed_forms, atom, moved)
        self.zero_forms = moved_forms(self.zero_forms, atom, lambda p: primitive(moved(p) or p))

    def _difference(self, left: Term, right: Term) -> Poly:
        """left - right, times something positive."""
        p = self.difference(self._quotient(left), self._quotient(right))
        self._notice(p)
        return p

    def _equal(self, left: Term, right: Term) -> None:
        place = place_of(right, self.points) if isinstance(left, Var) else None
        if place is not None and isinstance(left, Var):
            self.points.setdefault(left.name, place)
            return
        for side in (left, right):
            if isinstance(side, Call):
                known = self.elements.get(side.name, ())
                self.elements[side.name] = (*known, Rel("=", left, right))
                if self._whole_from.get(side.name, 0) is None:
                    del self._whole_from[side.name]
                    self.normals.clear()
        p = self._difference(left, right)
        if not p:
            self._remember_form(left, right)
        elif constant(p) is not None:
            self.false = True
        elif not (self._give_value(left, right) or self._give_value(right, left)):
            self.factored.append((left, right))
            for product, value in ((left, right), (right, left)):
                with suppress(Undefined):
                    self._factors_divide(product, value)
            self._zero(p)

    def _zero(self, p: Poly) -> None:
        """Know that p = 0."""
        if constant(p) is not None:
            self.false = self.false or bool(p)
            return
        solved = self._solution(p)
        if solved is None or not self._give_value(*solved):
            self.equations.append(primitive(p))

    def _factors_divide(self, product: Term, value: Term) -> None:
        """The factors of a product of integers divide what it is."""
        if isinstance(product, Mul):
            polys = [self._poly(factor) for factor in product.factors]
            total = self._poly(value)
            if all(map(self.plainly_integer, (*polys, total))):
                self.multiples += [(p, total) for p in polys if constant(p) is None]

    def _give_value(self, name: Term, value: Term) -> bool:
        """Put `value` for a name or call from now on, where that is possible."""
        if not isinstance(name, Var | Call):
            return False
        own, other = self._quotient(name), self._quotient(value)
        atom = single_atom(own)
        if atom is None or mentions(other.num, atom) or mentions(other.den, atom):
            return False
        integer = constant(other.num) if other.den == ONE_POLY else None
        if integer is not None and integer.denominator != 1 and self.integer_atom(atom):
            self.false = True
        self.values[atom] = value
        self._memo.clear()
        self.normals.clear()
        if (name, value) not in self._solved:
            self._solved.append((name, value))
            if atom in self._seen:
                self._stale.append(atom)
        self._seen.add(atom)
        if isinstance(atom, Atom):
            self._look_into(atom)
        elif atom in self._kinds:
            self._is(name, self._kinds[atom])
        return True

    def _solution(self, p: Poly) -> tuple[Term, Term] | None:
        """The value of a name that an equation p = 0 gives at once: a x + b = 0 or x = y."""
        plain = [mono[0][0] for mono in p if len(mono) == 1 and mono[0][1] == 1]
        plain = [atom for atom in plain if not isinstance(atom, Atom)]
        if len(plain) == 1 and len(p) == (2 if () in p else 1):
            (atom,) = plain
            return Var(atom), num(-Fraction(p.get((), 0)) / p[((atom, 1),)])
        if len(plain) == len(p) == 2 and p[((plain[0], 1),)] == -p[((plain[1], 1),)]:
            return Var(plain[1]), Var(plain[0])
        return None

    def _remember_form(self, left: Term, right: Term) -> None:
        """Keep other ways to write a term: its factors or squares may be what is needed."""
        a = normal(left, self)
        for term, value in ((left, a), (right, normal(right, self))):
            if not isinstance(term, Add | Mul | Pow | Div):
                continue
            if value.den == ONE_POLY:
                add_form(self.forms, form_key(value.num), term)
                if isinstance(term, Add):
                    self.sums.append((value.num, term))
            for other in (value, a):
                add_form(self.signed_forms, form_key(self.difference(other, _ZERO)), term)
            if isinstance(term, Add) and constant(value.num) is None:
                top = self.difference(value, _ZERO)
                add_form(self.zero_forms, form_key(primitive(top)), term)

    def _unequal(self, left: Term, right: Term) -> None:
        self._nonzero(self._difference(left, right))

    def _nonzero(self, p: Poly) -> None:
        if not p:
            self.false = True
        elif constant(p) is None:
            self.nonzero.append(p)

    def _below(self, low: Term, high: Term, strict: bool) -> None:
        spread = laurent(rat_plus(self._quotient(high), self._quotient(low), -1))
        if spread is not None and (spread, strict) not in self.spread:
            self.spread.append((spread, strict))
        self.at_least_zero(self._difference(high, low), strict)

    def at_least_zero(self, p: Poly, strict: bool) -> None:
        """Know that p >= 0, or p > 0 where strict."""
        if self.plainly_integer(p):
            p, strict = tightened(p, strict), False
        elif p:
            p = primitive(p)
        value = constant(p)
        if value is not None:
            self.false = self.false or value < 0 or (strict and value == 0)
            return
        if (p, strict) in self.positive:
            return
        self.positive.append((p, strict))
        linear = [mono for mono in p if mono]
        if len(linear) == 1 and len(linear[0]) == 1 and linear[0][0][1] == 1:
            coef = p[linear[0]]
            end = whole(-Fraction(p.get((), 0)) / coef)
            at = (
                Interval(end, strict, None, False)
                if coef > 0
                else Interval(None, False, end, strict)
            )
            self._bound(linear[0][0][0], at)

    def _bound(self, atom: str, at: Interval) -> None:
        old = self.bounds.get(atom, ANY)
        new = meet(old, at)
        if new == old:
            return
        self.bounds[atom] = new
        self.normals.clear()
        self.false = self.false or new.empty
        pinned = new.low is not None and new.low == new.high and not new.empty
        if pinned and not isinstance(atom, Atom) and atom not in self.values:
            self._give_value(Var(atom), num(new.low or 0))

    def _congruent(self, p: Poly, modulus: Poly) -> None:
        m = constant(modulus)
        if m is None:
            if self.plainly_integer(p) and self.plainly_integer(modulus):
                self.multiples.append((modulus, p))
            return
        if m.denominator != 1:
            return
        p = self.lowered(p)
        d = denominator(p)
        whole_p, m = scale(p, d), abs(int(m)) * d
        if not self.plainly_integer(whole_p):
            return
        if m == 0:  # 0 divides only 0
            self.false = self.false or constant(p) not in (None, 0)
            if constant(p) is None:
                self.equations.append(primitive(p))
            return
        if d > 1:
            self.integers.append(p)
            self.normals.clear()
        self.add_residue(whole_p, m)

    def add_residue(self, p: Poly, m: int) -> None:
        """Know that m > 0 divides p, a polynomial with integer coefficients in integers."""
        q: Poly = {mono: r for mono, coef in p.items() if (r := int(coef) % m)}
        g = gcd(m, *(int(c) for mono, c in q.items() if mono))
        self.false = self.false or int(q.get((), 0)) % g != 0
        if not q or (q, m) in self.residues or self.false:
            return
        if g > 1:
            q, m = {mono: int(c) // g for mono, c in q.items()}, m // g
            if m == 1:
                return
        for other, n in self.residues:
            difference = constant(minus(q, other))
            if difference is not None and int(difference) % gcd(m, n):
                self.false = True
        self.residues.append((q, m))

    def _never(self, p: Poly, modulus: Poly) -> None:
        """Know that `modulus` does not divide p."""
        m = constant(modulus)
        if not self.plainly_integer(p):
            return
        self._nonzero(p)  # everything divides 0
        if m is not None and m.denominator == 1 and m != 0:
            self.excluded.append((p, abs(int(m))))

    def _is(self, term: Term, kind: Kind) -> None:
        quotient = normal(term, self)
        if kind in INTEGER_KINDS and quotient.den != ONE_POLY and self.exists(quotient):
            self._congruent(quotient.num, quotient.den)
            return
        p = self._poly(term)
        atom = single_atom(RatFunc(p, ONE_POLY))
        if kind in INTEGER_KINDS and not self.is_integer(p):
            value = constant(p)
            self.false = self.false or (value is not None and value.denominator != 1)
            self.integers.append(p)
            self.normals.clear()
            d = denominator(p)
            if d > 1 and self.plainly_integer(scale(p, d)):
                self.add_residue(scale(p, d), d)
        if atom is not None and not isinstance(atom, Atom):
            special = kind in ("prime", "odd prime", "square")
            if special or self._kinds.get(atom) not in INTEGER_KINDS:
                self._kinds[atom] = kind
                self.normals.clear()
        low = LOWEST.get(kind)
        if low is not None:
            self.at_least_zero(minus(p, const(low[0])), low[1])


_ZERO = rat({})


def _is_power(mono: Mono) -> bool:
    return all(isinstance(atom, Atom) and atom.name == "pow" for atom, _ in mono)
