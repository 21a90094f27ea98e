"""When an equation, or its negation, follows by one step.

An equation holds when the difference of its sides is 0 in normal form (known values put in), a
multiple or a combination of known equations, a factor of a product known to be 0 whose other factor
is not, or one square of several that add up to 0.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd

from selfproof.world.kernel.facts import Facts
from selfproof.world.kernel.forms import form_key, proportional
from selfproof.world.kernel.normal import normal
from selfproof.world.poly import (
    ONE_POLY,
    Atom,
    Coef,
    Poly,
    const,
    constant,
    degree_of,
    divided,
    exact_quotient,
    mentions,
    minus,
    plus,
    quotient,
    raised,
    replaced,
    scale,
)
from selfproof.world.props import Cong, Divides
from selfproof.world.terms import Add, Div, Mul, Num, Pow, Term, Undefined

_MOST_EQUATIONS = 16
_MOST_SUMS = 6
_LONGEST_FACTOR = 3
_MOST_PUT_IN = 5


def difference_of(left: Term, right: Term, facts: Facts) -> Poly:
    """left - right without its denominator, with its sign.

    Raises:
        Undefined: a side has no value, or is not known to have one.
    """
    a, b = normal(left, facts), normal(right, facts)
    if not (facts.exists(a) and facts.exists(b)):
        raise Undefined("a denominator that may be 0")
    return facts.difference(a, b)


def is_zero(p: Poly, facts: Facts) -> bool:
    """Whether p = 0 follows."""
    if not p:
        return True
    if constant(p) is not None:
        return False
    equations = facts.equations[-_MOST_EQUATIONS:]
    for equation in equations:
        if proportional(p, equation) or _is_plain_multiple(p, equation):
            return True
    if len(equations) > 1:
        if _combination(p, equations) or _reduces(p, equations):
            return True
        if _eliminates(p, equations):
            return True
    return (
        _is_factor_of_zero(p, equations, facts)
        or _was_factored(p, equations, facts)
        or _is_square_in_zero(p, facts)
        or _is_squeezed(p, facts)
        or _divides_one(p, facts)
        or _is_gcd(p, facts)
    )


def _is_plain_multiple(p: Poly, equation: Poly) -> bool:
    """Whether p is the equation times something; of a relation between names, such as x + y = z,
    something short, for nobody sees a longer factor."""
    factor = exact_quotient(p, equation)
    if factor is None:
        return False
    short = len(factor) <= _LONGEST_FACTOR or not _is_relation(equation)
    return short or _is_power_of_sides(p, equation)


def _is_relation(equation: Poly) -> bool:
    return len(equation) > 1 and all(degree_of(mono) <= 1 for mono in equation)


def _is_power_of_sides(p: Poly, equation: Poly) -> bool:
    """Whether p = u^n - v^n (up to its sign), where the equation says that u = v, one term."""
    n = max(map(degree_of, p))
    for mono, coef in equation.items():
        one = raised({mono: coef}, n)
        other = raised({m: -c for m, c in equation.items() if m != mono}, n)
        if (found := minus(one, other)) and proportional(p, found):
            return True
    return False


def _was_factored(p: Poly, equations: list[Poly], facts: Facts) -> bool:
    """Whether p was written as a product with a factor that is known to be 0."""
    for form in facts.signed_forms_of(p):
        for factor in form.factors if isinstance(form, Mul) else ():
            q = normal(factor, facts)
            zero = not q.num or any(proportional(q.num, each) for each in equations)
            if zero and q.den == ONE_POLY:
                return True
    return False


def _combination(p: Poly, equations: list[Poly]) -> bool:
    """Whether p is a linear combination of the equations with constant coefficients."""
    rows: list[Poly] = []
    for equation in equations:
        row = _eliminate(equation, rows)
        if row:
            rows.append(row)
    return not _eliminate(p, rows)


def _eliminate(p: Poly, rows: list[Poly]) -> Poly:
    for row in rows:
        pivot = next(iter(row))
        coef = p.get(pivot)
        if coef:
            p = plus(p, row, -quotient(coef, row[pivot]))
    return p


def _reduces(p: Poly, equations: list[Poly]) -> bool:
    """Whether dividing by one equation after the other leaves nothing."""
    for equation in reversed(equations):
        factor, p = divided(p, equation)
        if len(factor) > _MOST_PUT_IN and _is_relation(equation):
            return False
        if not p:
            return True
    return False


def _eliminates(p: Poly, equations: list[Poly]) -> bool:
    """Whether p = 0 follows from one equation once another is solved for a variable. Nobody puts a
    sum into cubes at a glance."""
    high = max(map(degree_of, p)) > 2
    for solved in equations:
        for mono, coef in solved.items():
            if len(mono) != 1 or mono[0][1] != 1:
                continue
            rest = {other: c for other, c in solved.items() if other != mono}
            if mentions(rest, mono[0][0]) or (high and len(rest) > 1 and () not in rest):
                continue
            value = {mono[0][0]: scale(rest, quotient(-1, coef))}
            left = replaced(p, value)
            others = [replaced(each, value) for each in equations if each is not solved]
            if not left or any(each and exact_quotient(left, each) is not None for each in others):
                return True
            break
    return False


def _is_factor_of_zero(p: Poly, equations: list[Poly], facts: Facts) -> bool:
    """Whether p q = 0 is known with q != 0, or a power of p is 0."""
    for equation in equations:
        rest = exact_quotient(equation, p)
        while rest is not None and constant(rest) is None:
            if facts.not_zero(rest):
                return True
            rest = exact_quotient(rest, p)
        if rest is not None:
            return True
    return False


def _is_square_in_zero(p: Poly, facts: Facts) -> bool:
    """Whether p^2 is a part of a sum of what is not negative that is known to be 0."""
    for left, right in facts.factored:
        if isinstance(right, Num) and right.value == 0:
            total = left
        elif isinstance(left, Num) and left.value == 0:
            total = right
        else:
            continue
        if _vanishes_in(p, total, facts):
            return True
    if not facts.zero_forms:
        return False
    known = (sided for each in facts.equations[-_MOST_SUMS:] for sided in (each, scale(each, -1)))
    return any(
        _vanishes_in(p, total, facts)
        for each in known
        for total in facts.zero_forms.get(form_key(each), ())
    )


def _vanishes_in(p: Poly, total: Term, facts: Facts) -> bool:
    """Whether total = 0 is a sum of what is not negative, and p or p^2 is in it."""
    parts = total.terms if isinstance(total, Add) else (total,)
    bases = [*(base for part in parts for base in _bases(part)), *parts]
    return all(_not_negative(part, facts) for part in parts) and any(
        proportional(p, q) for base in bases if (q := _as_poly(base, facts))
    )


def _bases(part: Term) -> list[Term]:
    """Terms whose squares are in a product with constants only."""
    if isinstance(part, Div):
        part = part.top
    if isinstance(part, Mul) and Num(Fraction(0)) not in part.factors:
        others = [factor for factor in part.factors if not isinstance(factor, Num)]
        part = others[0] if len(others) == 1 else part
    if isinstance(part, Pow) and isinstance(part.exponent, Num) and part.exponent.value > 0:
        return [part.base]
    return []


def _as_poly(term: Term, facts: Facts) -> Poly | None:
    try:
        value = normal(term, facts)
    except Undefined:
        return None
    return value.num if value.den == ONE_POLY else None


def _not_negative(part: Term, facts: Facts) -> bool:
    if isinstance(part, Pow) and isinstance(part.exponent, Num) and part.exponent.value % 2 == 0:
        return True
    if isinstance(part, Mul):
        return all(_not_negative(factor, facts) for factor in part.factors)
    if isinstance(part, Div):
        return _not_negative(part.top, facts) and _not_negative(part.bottom, facts)
    p = _as_poly(part, facts)
    return p is not None and facts.sign_of(p) == 1


def _is_squeezed(p: Poly, facts: Facts) -> bool:
    """Whether p >= 0 and p <= 0 are both known."""
    signs = set()
    for known, _ in facts.positive:
        if proportional(p, known):
            mono = next(iter(p))
            signs.add(p[mono] * known[mono] > 0)
    plain = facts.sign_of(p)
    if plain is not None:
        signs.add(plain == 1)
    return len(signs) == 2


def _divides_one(p: Poly, facts: Facts) -> bool:
    """d - c = 0 for a known divisor d > 0 of c that c > 0 is known to divide."""
    for divisor, multiple in facts.multiples:
        c = constant(multiple)
        if c and c.denominator == 1 and facts.sign_of(divisor) == 1:
            size = abs(int(c))
            if proportional(p, minus(divisor, const(size))):
                return size == 1 or _said_to_divide(size, divisor, facts)
    return False


def _said_to_divide(m: int, d: Poly, facts: Facts) -> bool:
    """m divides d, or both numbers of which d is the greatest common divisor, and the text has
    come to it: that it can be seen is not enough where it is half of the claim."""
    if any(n % m == 0 and proportional(known, d) for known, n in facts.residues):
        return True
    found = [atom for mono in d for atom, _ in mono if isinstance(atom, Atom)]
    if len(d) != 1 or len(found) != 1 or found[0].name != "gcd":
        return False
    return all(_written_as_multiple(arg, m, facts) for arg in found[0].args)


def _written_as_multiple(p: Poly, m: int, facts: Facts) -> bool:
    for said in facts.props:
        match said:
            case Divides(Num(n), term) | Cong(term, Num(0), Num(n)):
                if n % m == 0 and proportional(normal(term, facts).num, p):
                    return True
    return any(
        isinstance(form, Mul)
        and any(isinstance(each, Num) and each.value % m == 0 for each in form.factors)
        for form in facts.forms_of(p)
    )


def _is_gcd(p: Poly, facts: Facts) -> bool:
    """gcd(a, b) = gcd(c, d) by a step of Euclid's algorithm, gcd(a, b) = e likewise."""
    found = [(m[0][0], c) for m, c in p.items() if len(m) == 1 and m[0][1] == 1]
    pairs = [(a, c) for a, c in found if isinstance(a, Atom) and a.name == "gcd"]
    for atom, coef in pairs:
        if len(atom.args) != 2 or not all(map(facts.plainly_integer, atom.args)):
            continue
        rest = {m: quotient(c, -coef) for m, c in p.items() if m != ((atom, 1),)}
        other = next((a for a, _ in pairs if a != atom), None)
        alike = other is not None and rest == {((other, 1),): 1} and len(other.args) == 2
        if alike and other is not None and all(map(facts.plainly_integer, other.args)):
            return same_gcd(atom.args, other.args)
        if _gcd_is(atom.args, rest, facts):
            return True
    return False


def _gcd_is(args: tuple[Poly, ...], value: Poly, facts: Facts) -> bool:
    """Whether gcd(args) = value at a glance: value, which is not negative, is one of the args (up
    to sign) and divides the other; or the args differ by a multiple and leave 1."""
    a, b = args
    number = constant(value)
    for one, two in ((a, b), (b, a)):
        if facts.sign_of(value) == 1 and value and one in (value, scale(value, -1)):
            rest = exact_quotient(two, value)
            if rest is not None and facts.plainly_integer(rest):
                return True
        if number is not None and number > 0:
            for leftover in _remainders(one, two):
                c = constant(leftover)
                # gcd(c, two), where two is a number or a multiple of c.
                told = constant(two) is not None or c in (number, -number)
                if told and c and gcd(int(c), *_all_coefs(two)) == number:
                    return True
    return False


def _all_coefs(p: Poly) -> list[int]:
    return [int(coef) for coef in p.values()]


def _remainders(one: Poly, two: Poly) -> list[Poly]:
    """one - q two for the quotients q that a reader thinks of."""
    if not two:
        return []
    number = constant(two)
    results = []
    if number is not None:
        results.append({mono: coef for mono, coef in one.items() if int(coef) % int(number)})
    for mono in two:
        q, r = divmod(int(one.get(mono, 0)), int(two[mono]))
        results.append(plus(one, two, -q))
        if r:
            results.append(plus(one, two, -q - 1))
    whole, rest = divided(one, two)
    if whole and all(type(coef) is int for coef in whole.values()):
        results.append(rest)
    return results


def same_gcd(first: tuple[Poly, ...], second: tuple[Poly, ...]) -> bool:
    """Whether the pairs have the same common divisors, as one Euclidean step shows: each of either
    pair is an integer combination of the other pair."""
    for (a, b), (c, d) in ((first, second), (first, second[::-1])):
        for one, two in ((a, b), (b, a)):
            if _up_to_sign(two, d) and any(_up_to_sign(r, c) for r in _remainders(one, two)):
                return True
            if _up_to_sign(d, two) and any(_up_to_sign(r, one) for r in _remainders(c, d)):
                return True
    return False


def _up_to_sign(p: Poly, q: Poly) -> bool:
    return p == q or p == scale(q, -1)


def is_not_zero(p: Poly, facts: Facts) -> bool:
    """Whether p != 0 follows."""
    if facts.not_zero(p):
        return True
    if not p or constant(p) is not None:
        return False
    for known in facts.nonzero:
        rest = exact_quotient(known, p)
        if rest is not None:
            return True  # a factor of what is not 0
    for equation in facts.equations[-_MOST_EQUATIONS:]:
        if constant(minus(p, equation)) not in (0, None):
            return True
        ratio = _ratio(p, equation)
        if ratio is not None and constant(minus(p, scale(equation, ratio))) not in (0, None):
            return True
    return False


def _ratio(p: Poly, q: Poly) -> Coef | None:
    for mono in q:
        if mono:
            return quotient(p[mono], q[mono]) if mono in p else None
    return None
