"""Divisibility of a polynomial in one or two integers by a fixed number.

Parameters are the modulus and the monomials. Right statements come from products of consecutive
integers (or of Fermat's type in two variables), so that they hold for all integers but not term by
term. A proof goes through the residue classes, by modulus or by its coprime factors (the parts),
or splits off products of consecutive integers. False statements hold for 0 and 1 and fail soon.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import factorial, gcd

from selfproof.world.families import divisibility_proofs
from selfproof.world.families import phrases as say
from selfproof.world.families.base import (
    Draws,
    Parameters,
    Proof,
    draw_parameters,
)
from selfproof.world.families.divisibility_proofs import (
    balanced,
    coprime_split,
    is_dull,
    must_split,
    residue_classes,
)
from selfproof.world.families.phrases import Monomials, Polynomial, math
from selfproof.world.problem import Category, Given, Obligation, Problem, Split, Task
from selfproof.world.props import And, Cong, Divides, Exists, Not, Prop
from selfproof.world.terms import Var, num

_MODULI = {
    1: (3, 4, 5, 6),
    2: (4, 5, 6, 7),
    3: (5, 6, 7, 8, 9),
    4: (8, 9, 10, 12, 15),
    5: (12, 15, 16, 18, 20),
    6: (21, 24, 28, 30),
}
_DEGREE = {1: 3, 2: 3, 3: 4, 4: 5, 5: 5, 6: 6}
_ODD_MODULI = {1: (4,), 2: (8,), 3: (8, 16), 4: (16,), 5: (16,), 6: (32,)}
_PAIR_MODULI = {3: (3,), 4: (3, 6), 5: (6,), 6: (4,)}
_LONGEST = {1: 500, 2: 600, 3: 700, 4: 1300, 5: 1500, 6: 1800}
"""Characters of the cases, roughly."""


class Divisibility:
    """See the module's docstring."""

    name = "divisibility"
    category: Category = "number theory"
    grows_by_parts = True
    discovers = ""

    def make(self, level: int, split: Split, index: int) -> Problem:
        """A problem; see `Family`."""
        plan = Draws(f"{self.name}/{level}/{split}/{index}/plan").between(1, 16)
        parameters = draw_parameters(
            self.name, level, split, index, lambda draws: _draw(draws, level, plan)
        )
        return _problem(self.name, level, split, index, parameters)

    def write(self, problem: Problem, style: int) -> Proof:
        """A reference proof; see `Family`."""
        return divisibility_proofs.write(problem, polynomial(problem.parameters), style)

    def search_effort(self, problem: Problem) -> int:
        """One: residues always work."""
        return 1


# Making.


def _draw(draws: Draws, level: int, plan: int) -> Parameters | None:
    kind = draws.pick(("plain", "plain", "plain", "odd", "pair" if level > 2 else "plain"))
    false = plan <= 2
    if kind == "pair":
        m = draws.pick(_PAIR_MODULI[level])
        parts = _draw_pair(draws, m)
    elif kind == "odd":
        m = draws.pick(_ODD_MODULI[level])
        base = [-1, 0, 1] if m <= 8 else [-1, 0, 0, 0, 1] if m == 16 else [9, 0, -10, 0, 1]
        factor = [draws.between(-3, 3) for _ in range(draws.between(1, 3 - (len(base) > 3)))]
        parts = _from_dense(_lifted(draws, say.product(base, [*factor, 1]), m))
    else:
        m = draws.pick(_MODULI[level])
        parts = _from_dense(_draw_dense(draws, m, draws.between(2, _DEGREE[level])))
    if false:
        parts = _spoiled(draws, parts)
    names = ("x", "y") if kind == "pair" else ("n",)
    poly = Polynomial(names, parts)
    if (
        len(parts) < 2
        or parts[0][0] < 0
        or max(abs(c) for c, _ in parts) > 60
        or _content(poly) % m == 0
    ):
        return None
    if gcd(_content(poly), m) > 3 or all(c % m == 0 or not any(e) for c, e in parts):
        return None
    classes = residue_classes(poly, m, kind == "odd")
    parts_here = _parts(poly, m, kind == "odd")
    if parts_here * (50 + 2 * len(poly.tex)) > _LONGEST[level]:
        return None
    fails = [r for r in classes if poly.at(r) % m]
    if bool(fails) != false or (false and any(max(map(abs, r)) < 2 for r in fails)):
        return None
    if not false and is_dull(poly, m, kind == "odd"):
        return None
    return {
        "m": m,
        "kind": kind,
        "parts": [[c, *e] for c, e in parts],
        "decide": plan <= 3,
    }


def _draw_dense(draws: Draws, m: int, degree: int) -> list[int]:
    """Divisible for all n: multiples of k (k - 1) ... (k - i + 1), as far as i! needs them."""
    dense = [0] * (degree + 1)
    falling = [1]
    for i in range(1, degree + 1):
        falling = say.product(falling, [1 - i, 1])
        unit = m // gcd(m, factorial(i))
        size = draws.between(1, 3) if i == degree else draws.between(-2, 2)
        for j, coef in enumerate(falling):
            dense[j] += size * unit * coef
    return _lifted(draws, dense, m)


def _lifted(draws: Draws, dense: Sequence[int], m: int) -> list[int]:
    """Coefficients of ordinary size, congruent to these; the first is kept positive."""
    low = [balanced(c, m) + m * draws.pick((0, 0, 0, 0, 1, -1)) for c in dense[:-1]]
    return say.trimmed([*low, dense[-1] % m])


def _from_dense(dense: Sequence[int]) -> Monomials:
    return tuple((dense[i], (i,)) for i in range(len(dense) - 1, -1, -1) if dense[i])


def _draw_pair(draws: Draws, m: int) -> Monomials:
    """b^i (a^k - a^l) and the same with a and b exchanged, and a multiple of m."""
    high, low = {2: (2, 1), 3: (3, 1), 4: (4, 2), 6: (3, 1)}[m]
    found: dict[tuple[int, ...], int] = {}
    for swap in (False, True):
        size, other = draws.pick((1, 1, 2, -1, -1)), draws.between(0, 2)
        for coef, exponent in ((size, high), (-size, low)):
            key = (other, exponent) if swap else (exponent, other)
            found[key] = found.get(key, 0) + coef
    extra = (draws.between(0, 2), draws.between(0, 2))
    found[extra] = found.get(extra, 0) + m * draws.pick((0, 1, 1, 2, -1))
    keys = sorted(found, key=lambda e: (-sum(e), -e[0]))
    return tuple((found[e], e) for e in keys if found[e])


def _spoiled(draws: Draws, parts: Monomials) -> Monomials:
    """Two coefficients changed so that the value at 1 stays."""
    if len(parts) < 2:
        return parts
    i, change = draws.between(0, len(parts) - 2), draws.pick((1, 2, 3, -1, -2))
    changed = [list(part) for part in parts]
    changed[i][0] += change  # type: ignore[operator]
    changed[i + 1][0] -= change  # type: ignore[operator]
    return tuple((c, e) for c, e in changed if c)  # type: ignore[misc]


def _content(poly: Polynomial) -> int:
    return gcd(*(c for c, _ in poly.parts))


def _parts(poly: Polynomial, m: int, odd: bool) -> int:
    """How many residue classes a proof goes through."""
    moduli = coprime_split(m) if must_split(poly, m) else None
    return sum(len(residue_classes(poly, each, odd)) for each in moduli or (m,))


def polynomial(parameters: Parameters) -> Polynomial:
    parts = tuple((row[0], tuple(row[1:])) for row in parameters["parts"])
    return Polynomial(("x", "y") if parameters["kind"] == "pair" else ("n",), parts)


def _problem(family: str, level: int, split: Split, index: int, parameters: Parameters) -> Problem:
    poly, m = polynomial(parameters), int(parameters["m"])
    odd = parameters["kind"] == "odd"
    draws = Draws(f"{family}/{level}/{split}/{index}/statement")
    claim: Prop = Divides(num(m), poly.term)
    truth = not any(poly.at(r) % m for r in residue_classes(poly, m, odd))
    hypotheses: tuple[Prop, ...] = (Cong(Var("n"), num(1), num(2)),) if odd else ()
    task: Task = "decide" if parameters["decide"] else "prove"
    show: Prop = claim
    if not truth:
        show = Not(claim) if not hypotheses else And((*hypotheses, Not(claim)))
        show = Exists(poly.names, "integer", show)
    return Problem(
        family=family,
        category="number theory",
        level=level,
        split=split,
        index=index,
        statement=_statement(poly, m, odd, task, draws),
        task=task,
        givens=tuple(Given(name, "integer") for name in poly.names),
        hypotheses=hypotheses,
        obligations=(Obligation(show),),
        truth=truth,
        parameters=parameters,
        parts=_parts(poly, m, odd) if truth else 1,
    )


def _statement(poly: Polynomial, m: int, odd: bool, task: Task, draws: Draws) -> str:
    who = "$n$" if len(poly.names) == 1 else "$x$ and $y$"
    kind = ("odd integer" if odd else "integer") + ("s" if len(poly.names) > 1 else "")
    let = "Let $n$ be an " + kind if len(poly.names) == 1 else "Let $x$ and $y$ be integers"
    value = math(poly.tex)
    divisible = draws.pick(
        (
            f"{value} is divisible by ${m}$",
            f"${m}$ divides {value}",
            f"${m} \\mid {poly.tex}$",
            f"{value} is a multiple of ${m}$",
        )
    )
    every = draws.pick(("all", "any") if len(poly.names) > 1 else ("every", "each", "any"))
    if task == "decide":
        return draws.pick(
            (
                f"Prove or disprove: for {every} {kind} {who}, {divisible}.",
                f"Is it true that {divisible} for {every} {kind} {who}? Prove your answer.",
                f"Prove or disprove that {divisible} for {every} {kind} {who}.",
                f"Decide whether {divisible} for {every} {kind} {who}, with proof.",
            )
        )
    return draws.pick(
        (
            f"Prove that {divisible} for {every} {kind} {who}.",
            f"Show that for {every} {kind} {who}, {divisible}.",
            f"{let}. Prove that {divisible}.",
            f"{let}. Show that {divisible}.",
        )
    )
