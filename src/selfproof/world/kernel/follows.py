"""Whether a claim follows from what is known.

`follows` tries the rules for the claim's own form first (`direct`), then known alternatives one by
one, then instances of general statements. The number of attempts is bounded, so is their nesting:
what takes more is not one step.
"""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from itertools import islice

from selfproof.world.kernel import (
    alternatives,
    congruences,
    division,
    equalities,
    inequalities,
    known_divisors,
    plane,
    powers,
    process,
    residues,
    special,
    telescopes,
)
from selfproof.world.kernel.effort import Effort
from selfproof.world.kernel.facts import Facts
from selfproof.world.kernel.geometry import conditions, differences, is_point
from selfproof.world.kernel.instances import instances, replace
from selfproof.world.kernel.judgement import Judgement
from selfproof.world.kernel.known import INTEGER_KINDS
from selfproof.world.kernel.normal import normal
from selfproof.world.kernel.truth import in_kind
from selfproof.world.poly import (
    ONE_POLY,
    Poly,
    constant,
    denominator,
    mentions,
    minus,
    scale,
)
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
    free,
    negation,
)
from selfproof.world.terms import ONE, TWO, Mul, Num, Pow, Term, Undefined, Var, num, substitute

_BRANCH_COST = 2
_MOST_ATTEMPTS = {Effort.OBVIOUS: 120, Effort.DETAIL: 400}
_MOST_DEPTH = 3
_MOST_LISTS = 6
_MOST_PARTS = 40
_MOST_INSTANCES = 8
_MOST_NESTED = 4
"""Cases of a list in each of which other lists are looked at."""
_MOST_WITNESSES = 8
_MOST_ANSWERS = 10_000
_answers: dict[tuple[int, Prop, Effort], bool] = {}
_LOWEST: dict[Kind, tuple[int, bool]] = {
    "natural": (0, False),
    "positive integer": (1, False),
    "positive real": (0, True),
    "nonnegative real": (0, False),
}


def follows(prop: Prop, facts: Facts, effort: Effort = Effort.OBVIOUS) -> bool:
    """Whether `prop` follows from `facts` by a step of this effort. Sound, never complete."""
    question = (facts.history, prop, effort)
    answer = _answers.get(question)
    if answer is None:
        if len(_answers) >= _MOST_ANSWERS:
            _answers.clear()
        answer = _answers[question] = Reader(effort).shows(prop, facts, 0)
    return answer


class Reader:
    """A reader who checks one claim, with a bound on what may be tried."""

    def __init__(self, effort: Effort) -> None:
        self.effort = effort
        self.left = _MOST_ATTEMPTS[effort]

    def shows(self, prop: Prop, facts: Facts, depth: int) -> bool:
        """Whether a claim follows."""
        if facts.false or prop in facts.said:
            return True
        self.left -= 1
        if self.left < 0 or depth > _MOST_DEPTH:
            return False
        try:
            if self.direct(prop, facts, depth):
                return True
        except (Undefined, RecursionError):
            pass
        if depth < _MOST_DEPTH:
            return self._by_cases(prop, facts, depth) or self._by_instances(prop, facts, depth)
        return False

    def direct(self, prop: Prop, facts: Facts, depth: int) -> bool:
        """By the rules for its form.

        Raises:
            Undefined: a term has no value.
        """
        if special.concerns(prop, facts.named):
            said = special.judge(prop, facts.props)
            if said is not Judgement.OPEN or special.final(prop):
                return said is Judgement.OBVIOUS or (
                    said is Judgement.DETAIL and self.effort >= Effort.DETAIL
                )
        match prop:
            case Rel("=" | "!=", _, _):
                return self._equal(prop, facts, depth)
            case Rel(op, left, right):
                low, high = (left, right) if op in ("<", "<=") else (right, left)
                return inequalities.shows(low, high, op in ("<", ">"), facts, self.effort)
            case Divides(divisor, term):
                return congruences.divides(divisor, term, facts, self.effort)
            case Cong(left, right, modulus):
                if congruences.congruent(left, right, modulus, facts, self.effort):
                    return True
                odd = (right, modulus) == (ONE, TWO)
                return odd and known_divisors.is_odd(normal(left, facts).num, facts)
            case Is(term, kind):
                return self._is(term, kind, facts)
            case Named():
                return _related(prop, facts)
            case Not(inner):
                return self._not(inner, facts, depth)
            case And(parts):
                return all(self.shows(part, facts, depth) for part in parts)
            case Or(parts):
                return self._or(prop, parts, facts, depth)
            case Exists(names, kind, inner):
                return self._exists(names, kind, inner, facts, depth)
            case Forall(names, kind, inner):
                return self._forall(names, kind, inner, facts, depth)

    # --- Forms of claims ------------------------------------------------------------------------

    def _equal(self, prop: Rel, facts: Facts, depth: int) -> bool:
        if is_point(prop.left, facts) or is_point(prop.right, facts):
            found = [value.num for value in differences(prop.left, prop.right, facts)]
            if prop.op == "=":
                return all(equalities.is_zero(p, facts) for p in found)
            return any(equalities.is_not_zero(p, facts) for p in found)
        p = equalities.difference_of(prop.left, prop.right, facts)
        if prop.op == "=":
            return (
                equalities.is_zero(p, facts)
                or known_divisors.is_only_value(p, facts)
                or _telescopes(prop, facts)
                or powers.equal(prop.left, prop.right)
            )
        if not p:
            return False
        if equalities.is_not_zero(p, facts):
            return True
        if any(inequalities.holds(scale(p, s), True, facts, Effort.OBVIOUS) for s in (1, -1)):
            return True
        if facts.plainly_integer(p) and residues.never_zero(p, facts):
            return True
        return self._absurd(Rel("=", prop.left, prop.right), facts, depth)

    def _is(self, term: Term, kind: Kind, facts: Facts) -> bool:
        value = normal(term, facts)
        if not facts.exists(value):
            return False
        if kind in INTEGER_KINDS:
            if value.den != ONE_POLY:
                return residues.quotient_is_integer(value, facts, self.effort) and kind == (
                    "integer"
                )
            if not congruences.is_multiple(value.num, 1, facts, self.effort):
                return False
        if value.den == ONE_POLY:
            known = constant(value.num)
            if known is not None:
                return in_kind(Fraction(known), kind) is True
            if facts.in_kind(value.num, kind):
                return True
        if kind in ("integer", "real"):
            return True
        if kind == "square":
            return any(_is_square(each, facts) for each in (term, *facts.forms_of(value.num)))
        low = _LOWEST.get(kind)
        if low is None:
            return False
        return inequalities.shows(num(low[0]), term, low[1], facts, self.effort)

    def _not(self, inner: Prop, facts: Facts, depth: int) -> bool:
        match inner:
            case And() | Or() | Rel() | Not():
                return self.shows(negation(inner), facts, depth)
            case Divides(divisor, term):
                found = residues.not_multiple(term, num(0), divisor, facts)
            case Cong(left, right, modulus):
                found = residues.not_multiple(left, right, modulus, facts)
            case Is(term, "integer"):
                found = residues.not_integer(term, facts)
            case Is(term, kind):
                value = constant(normal(term, facts).num)
                plain = normal(term, facts).den == ONE_POLY and value is not None
                found = plain and in_kind(Fraction(value or 0), kind) is False
            case Exists((name,), kind, Rel("=", left, right)) if kind in INTEGER_KINDS:
                linear = _linear(name, left, right, facts)
                found = linear is not None and _no_solution(*linear, facts)
            case Named("such", _):
                # What is counted is there; a contradiction says that it cannot be.
                found = self._contradictory(facts, depth, None)
            case _:
                found = False
        return found or self._absurd(inner, facts, depth)

    def _absurd(self, prop: Prop, facts: Facts, depth: int) -> bool:
        """Whether supposing it is seen to contradict what is known."""
        scope = facts.child()
        scope.learn(prop)
        if scope.false:
            return True
        return depth < _MOST_DEPTH - 1 and self._contradictory(scope, depth + 1, prop)

    def _or(self, prop: Or, parts: tuple[Prop, ...], facts: Facts, depth: int) -> bool:
        if not parts:
            return self._contradictory(facts, depth, None)
        if len(parts) > _MOST_PARTS:
            return False
        if any(negation(part) in parts for part in parts):
            return True
        if len(parts) == 2 and known_divisors.same_sign(parts, facts):
            return True
        with suppress(Undefined):
            if residues.residues_listed(parts, facts):
                return True
        with suppress(Undefined):
            if alternatives.divisors_listed(parts, facts):
                return True
        with suppress(Undefined):
            if alternatives.product_is_zero(parts, facts):
                return True
        if any(self._one_of_list(part, facts, depth) for part in parts):
            return True
        if len(parts) <= 3 and depth < 2 and self._last_part(parts, facts, depth):
            return True
        if depth > 1:
            return False
        for branches in alternatives.for_claim(parts, facts):
            if all(self._branch(branch, prop, facts, depth) for branch in branches):
                return True
        return False

    def _one(self, part: Prop, facts: Facts, depth: int) -> bool:
        with suppress(Undefined):
            return part in facts.said or self.direct(part, facts, depth + 1)
        return False

    def _one_of_list(self, part: Prop, facts: Facts, depth: int) -> bool:
        """One part; when it says several things, only by known values."""
        if not isinstance(part, And):
            return self._one(part, facts, depth)
        for each in part.parts:
            if each in facts.said:
                continue
            if not isinstance(each, Rel) or each.op != "=":
                return self._one(part, facts, depth)
            with suppress(Undefined):
                if equalities.difference_of(each.left, each.right, facts):
                    return False
                continue
            return False
        return True

    def _last_part(self, parts: tuple[Prop, ...], facts: Facts, depth: int) -> bool:
        """One part, when the others are false."""
        for place, part in enumerate(parts):
            scope = facts.child()
            for other, each in enumerate(parts):
                if other != place:
                    scope.learn(negation(each))
            if scope.false or self._one(part, scope, depth + 1):
                return True
        return False

    def _branch(self, branch: tuple[Prop, ...], prop: Prop, facts: Facts, depth: int) -> bool:
        self.left -= _BRANCH_COST
        if self.left < 0:
            return False
        scope = facts.child()
        for each in branch:
            scope.learn(each)
            if scope.false:
                return True
        if len(branch) == 2 and facts.positive and self._signs_clash(scope):
            return True
        return self.shows(prop, scope, depth + 1)

    def _exists(
        self, names: tuple[str, ...], kind: Kind, inner: Prop, facts: Facts, depth: int
    ) -> bool:
        if len(names) == 1 and isinstance(inner, Rel) and inner.op == "=":
            (name,) = names
            linear = _linear(name, inner.left, inner.right, facts)
            if linear is not None and kind in INTEGER_KINDS:
                if self._solution(*linear, kind, facts):
                    return True
                return kind == "integer" and self._as_multiple(name, inner, facts, depth)
        if kind == "natural" and process.counts_exist(names, inner, facts.named):
            return True
        if any(self._same_exists(known, names, kind, inner) for known in facts.props):
            return True
        if names == ("x", "y") and kind == "real" and isinstance(inner, And):
            return plane.meets_all(inner.parts, facts.named)
        if len(names) != 1:
            if division.remainder_exists(
                names, inner, facts, lambda prop: self.shows(prop, facts, depth + 1)
            ):
                return True
            apart = _apart(names, inner)
            return len(apart) > 1 and all(
                self._exists(own, kind, part, facts, depth) for own, part in apart
            )
        known_names = [name for name, of in facts.names.items() if of in INTEGER_KINDS]
        for witness in reversed(known_names[-_MOST_WITNESSES:]):
            said = replace(inner, {names[0]: Var(witness)})
            if (
                said is not None
                and self.shows(Is(Var(witness), kind), facts, depth + 1)
                and self.shows(said, facts, depth + 2)
            ):
                return True
        return False

    def _as_multiple(self, name: str, prop: Rel, facts: Facts, depth: int) -> bool:
        """t = 3m for some m: 3 divides t as it is written, (n - 1)n(n + 1) say."""
        for term, multiple in ((prop.left, prop.right), (prop.right, prop.left)):
            match multiple:
                case Mul((Num() as divisor, Var(own))) if own == name:
                    return self.shows(Divides(divisor, term), facts, depth + 1)
        return False

    def _same_exists(self, known: Prop, names: tuple[str, ...], kind: Kind, inner: Prop) -> bool:
        if not isinstance(known, Exists) or known.kind != kind or len(known.names) != len(names):
            return False
        own: dict[str, Term] = {
            name: Var(new) for name, new in zip(known.names, names, strict=True)
        }
        return replace(known.prop, own) == inner

    def _solution(self, slope: Poly, rest: Poly, kind: Kind, facts: Facts) -> bool:
        """Whether slope * k + rest = 0 has a solution k of an integer kind."""
        m = constant(slope)
        if m is None:
            return (
                kind == "integer"
                and facts.not_zero(slope)
                and residues.multiple_of(slope, rest, facts, self.effort)
            )
        solution = scale(rest, -1 / Fraction(m))
        if not congruences.is_multiple(solution, 1, facts, self.effort):
            return False
        if kind == "integer":
            return True
        low = _LOWEST.get(kind)
        if low is None:
            return False
        above = minus(solution, {(): low[0]} if low[0] else {})
        return inequalities.holds(above, low[1], facts, self.effort)

    def _forall(
        self, names: tuple[str, ...], kind: Kind, inner: Prop, facts: Facts, depth: int
    ) -> bool:
        # Fresh: no name of a proof begins so.
        own: dict[str, Term] = {name: Var(f"~{name}{depth}") for name in names}
        said = replace(inner, own)
        if said is None:
            return False
        for known in facts.general:
            if known.kind == kind and len(known.names) == len(names):
                as_known: dict[str, Term] = dict(zip(known.names, own.values(), strict=True))
                if replace(known.prop, as_known) == said:
                    return True
        scope = facts.child()
        for name in own.values():
            assert isinstance(name, Var)
            scope.declare(name.name, kind)
        return self.shows(said, scope, depth + 1)

    # --- Contradictions -------------------------------------------------------------------------

    def _contradictory(self, facts: Facts, depth: int, about: Prop | None) -> bool:
        """Whether what is known cannot all be true, as one step shows."""
        return (
            self._signs_clash(facts)
            or any(residues.never_zero(p, facts) for p in facts.equations[-8:])
            or any(equalities.is_zero(p, facts) for p in facts.nonzero[-8:])
            or residues.residues_clash(facts)
            or _divisor_too_large(facts)
            or (about is None and special.contradictory(facts.named, facts.props))
            or self._denied(facts, depth)
            or self._excluded(facts, depth)
        )

    def _excluded(self, facts: Facts, depth: int) -> bool:
        """A residue that is known, and of which a general statement says that it never occurs."""
        if not any(isinstance(known.prop, Not) for known in facts.general):
            return False
        known = [prop for prop in islice(facts.props, 8) if isinstance(prop, Cong)]
        return any(self._by_instances(Not(prop), facts, depth + 1) for prop in known)

    def _signs_clash(self, facts: Facts) -> bool:
        signs = [
            *reversed(facts.positive[-12:]),
            *((scale(p, s), False) for p in facts.equations[-6:] for s in (1, -1)),
        ]
        if inequalities.clash(signs, facts):
            return True
        return any(inequalities.is_impossible(prop, facts) for prop in islice(facts.props, 8))

    def _denied(self, facts: Facts, depth: int) -> bool:
        denied = [prop.prop for prop in facts.said_not[-6:]]
        return depth < _MOST_DEPTH and any(self._one(prop, facts, depth) for prop in denied)

    # --- Known alternatives and general statements ----------------------------------------------

    def _by_cases(self, prop: Prop, facts: Facts, depth: int) -> bool:
        """Whether every one of some known alternatives gives the claim. For a claim of a single
        divisibility or equation that is a proof by cases, which a text has to write out."""
        listed = isinstance(prop, Or | Not) or (isinstance(prop, Rel) and prop.op in ("=", "!="))
        at_once = listed or self.effort >= Effort.DETAIL
        equation = isinstance(prop, Rel) and prop.op == "=" and self.effort < Effort.DETAIL
        if not at_once and not isinstance(prop, Cong | Divides):
            return False
        for known in reversed(facts.alternatives[-_MOST_LISTS:]):
            if not at_once and not _plus_or_minus(known):
                continue
            if len(known.parts) > _MOST_PARTS or known.parts == ():
                continue
            if equation and not _plus_or_minus(known) and self._possible(known, facts) > 1:
                continue
            # Nobody sees cases within each of many cases.
            within = depth if len(known.parts) <= _MOST_NESTED else max(depth, _MOST_DEPTH - 1)
            if all(
                self._branch((part,), prop, _without(facts, known), within) for part in known.parts
            ):
                return True
        return False

    def _possible(self, known: Or, facts: Facts) -> int:
        """How many of some alternatives are not excluded outright."""
        found = 0
        for part in known.parts:
            scope = _without(facts, known).child()
            scope.learn(part)
            found += not scope.false
        return found

    def _by_instances(self, prop: Prop, facts: Facts, depth: int) -> bool:
        if not facts.general or isinstance(prop, Forall):
            return False
        found: list[Prop] = []
        for general in reversed(facts.general):
            for each in islice(instances(general, prop, facts), _MOST_INSTANCES):
                found += _parts(self._without_false(each, facts))
        if not found:
            return False
        scope = facts.child()
        scope.learn_all(found)
        if self.effort < Effort.DETAIL:
            scope.general = []
        return self.shows(prop, scope, depth + 1)

    def _without_false(self, prop: Prop, facts: Facts) -> Prop:
        """An implication without the conditions that are met: "not A or B" is B where A is."""
        if not isinstance(prop, Or):
            return prop
        kept = tuple(part for part in prop.parts if not self._one(negation(part), facts, 2))
        return kept[0] if len(kept) == 1 else Or(kept)


def _plus_or_minus(known: Or) -> bool:
    """n is 1 or -1, perhaps modulo m: a reader puts both in at once."""
    match known.parts:
        case (Rel("=", Var() as one, Num(a)), Rel("=", other, Num(b))):
            return one == other and a + b == 0
        case (Cong(Var() as one, Num(a), Num(m)), Cong(other, Num(b), Num(n))):
            return one == other and m == n and (a + b) % m == 0
        case _:
            return False


def _apart(names: tuple[str, ...], inner: Prop) -> list[tuple[tuple[str, ...], Prop]]:
    """ "a = 2k and b = 2m": what is said of one name only, name by name; empty where something is
    said of two."""
    found: dict[str, list[Prop]] = {name: [] for name in names}
    for part in _parts(inner):
        about = [name for name in names if name in free(part)]
        if len(about) != 1:
            return []
        found[about[0]].append(part)
    return [
        ((name,), parts[0] if len(parts) == 1 else And(tuple(parts)))
        for name, parts in found.items()
        if parts
    ]


def _divisor_too_large(facts: Facts) -> bool:
    """A prime divides 1, or d >= 5 divides 3."""
    for divisor, multiple in facts.multiples[-8:]:
        c = constant(multiple)
        if c:
            low = facts.interval(divisor).low
            if low is not None and low > abs(Fraction(c)):
                return True
    return False


def _parts(prop: Prop) -> list[Prop]:
    if isinstance(prop, And):
        return [each for part in prop.parts for each in _parts(part)]
    return [prop]


def _without(facts: Facts, known: Or) -> Facts:
    if known not in facts.alternatives:
        return facts
    scope = facts.child()
    scope.alternatives.remove(known)
    return scope


def _telescopes(prop: Rel, facts: Facts) -> bool:
    """Whether an equation holds once its sums of differences are written as their ends."""
    if not (telescopes.has_sum(prop.left) or telescopes.has_sum(prop.right)):
        return False
    left, right = telescopes.collapsed(prop.left, facts), telescopes.collapsed(prop.right, facts)
    if (left, right) == (prop.left, prop.right):
        return False
    return equalities.is_zero(equalities.difference_of(left, right, facts), facts)


def _related(prop: Named, facts: Facts) -> bool:
    """Relations of points."""
    found = conditions(prop.relation, prop.args, facts)
    return found is not None and all(equalities.is_zero(value.num, facts) for value in found)


def _linear(name: str, left: Term, right: Term, facts: Facts) -> tuple[Poly, Poly] | None:
    """(a, b) when the equation says a * name + b = 0 for a name bound in it."""
    own = {name: Var("#k")}
    p = equalities.difference_of(substitute(left, own), substitute(right, own), facts)
    slope: Poly = {}
    rest: Poly = {}
    for mono, coef in p.items():
        inside = dict(mono)
        if inside.pop("#k", 0) == 1:
            slope[tuple(sorted(inside.items()))] = coef
        else:
            rest[mono] = coef
    if not slope or mentions(rest, "#k") or mentions(slope, "#k"):
        return None
    d = max(denominator(slope), 1)
    return scale(slope, d), scale(rest, d)


def _no_solution(slope: Poly, rest: Poly, facts: Facts) -> bool:
    """Whether slope * k + rest = 0 has no integer solution k."""
    m = constant(slope)
    if m is None:
        return False
    return residues.never_multiple(scale(rest, 1 / Fraction(m)), 1, facts)


def _is_square(term: Term, facts: Facts) -> bool:
    """Whether a term is written as a square of an integer."""
    if isinstance(term, Num):
        return in_kind(term.value, "square") is True
    if isinstance(term, Pow) and isinstance(term.exponent, Num):
        base = normal(term.base, facts)
        even = term.exponent.value % 2 == 0 and term.exponent.value >= 0
        return even and base.den == ONE_POLY and facts.is_integer(base.num)
    return isinstance(term, Mul) and all(_is_square(factor, facts) for factor in term.factors)
