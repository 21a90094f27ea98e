"""Greatest common divisors of forms in n: coprime for all n, or always g, or a divisor of D.

The forms are built backwards from a chain of divisions with remainder that ends in a constant, so
a linear combination with small coefficients exists and has to be found. Higher levels have longer
chains. A false statement claims that two forms are coprime that share a prime for some n.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd as greatest

from selfproof.world.families import gcd_proofs
from selfproof.world.families import phrases as say
from selfproof.world.families.base import Draws, Parameters, Proof, draw_parameters
from selfproof.world.families.glance import at_a_glance
from selfproof.world.families.phrases import poly_term
from selfproof.world.problem import Category, Given, Obligation, Problem, Split, Task
from selfproof.world.props import Divides, Exists, Prop, Rel
from selfproof.world.terms import Call, num

_STEPS = {1: (2, 2), 2: (2, 2), 3: (2, 2), 4: (2, 3), 5: (3, 3), 6: (4, 4)}
_KINDS = ("one", "odd", "one", "divides", "exactly", "odd", "one")
_TRIES = range(-40, 41)


class Gcd:
    """See the module's docstring."""

    name = "gcd"
    category: Category = "number theory"
    grows_by_parts = False
    discovers = "a linear combination"

    def make(self, level: int, split: Split, index: int) -> Problem:
        """A problem; see `Family`."""
        plan = Draws(f"{self.name}/{level}/{split}/{index}/plan").between(1, 16)
        parameters = draw_parameters(
            self.name, level, split, index, lambda draws: _draw(draws, level, plan)
        )
        return _problem(self.name, level, split, index, parameters)

    def write(self, problem: Problem, style: int) -> Proof:
        """A reference proof; see `Family`."""
        return gcd_proofs.write(problem, style)

    def search_effort(self, problem: Problem) -> int:
        """Pairs of multipliers tried, by size of their coefficients."""
        u, v = gcd_proofs.combination(problem.parameters["quotients"])
        size = max(abs(c) for c in (*u, *v))
        return int((2 * size + 1) ** (len(u) + len(v)))


def _draw(draws: Draws, level: int, plan: int) -> Parameters | None:
    false = plan <= 2
    kind = "divides" if false else _KINDS[plan % len(_KINDS)]
    steps = draws.between(*_STEPS[level])
    last = (
        1 if kind in ("one", "exactly") else draws.pick((2, 3, 5, 7, 11, 4, 9, 6, 10)[: 3 + level])
    )
    quotients = [_quotient(draws, level, steps, i) for i in range(steps)]
    linear = [draws.pick([c for c in range(-9, 10) if c]), draws.between(1, 2 + 2 * level)]
    if kind == "odd":
        last = draws.pick((2, 3, 5, 7)[: max(1, level - 1)])
        linear[1] *= last
    if level < 3 or draws.between(0, 2) == 0:
        # Linear forms all the way: Euclid with integer quotients.
        quotients = [[draws.between(1, 3 + level // 2)] for _ in range(steps)]
    f, g = gcd_proofs.forms(quotients, linear, last)
    scale = draws.between(2, 6) if kind == "exactly" else 1
    f, g = [scale * c for c in f], [scale * c for c in g]
    if max(map(abs, (*f, *g))) > 30 + 20 * level or len(f) < 2 or len(g) > 5 or f == g:
        return None
    if greatest(*f) != scale or greatest(*g) != scale or f[-1] <= 0 or g[-1] <= 0:
        return None
    if max(map(len, (f, g))) == 2 and (f[1] < 2 or g[1] < 2) and level > 1:
        return None
    ones = all(greatest(say.value(f, n), say.value(g, n)) == 1 for n in _TRIES)
    if false:
        if kind != "divides" or ones:
            return None
    elif kind == "odd" and not _coprime(f, last):
        return None
    if kind == "divides" and not false and ones:
        return None
    parameters = {
        "f": f,
        "g": g,
        "kind": "false" if false else kind,
        "value": scale if kind == "exactly" else last,
        "quotients": quotients,
        "linear": linear,
        "decide": plan <= 3 and (false or kind in ("one", "odd")),
    }
    glance = not false and at_a_glance(_show(parameters), (Given("n", "integer"),))
    return None if glance else parameters


def _coprime(f: Sequence[int], p: int) -> bool:
    """The first form is never divisible by the prime p, visibly: f = p q + r."""
    return all(c % p == 0 for c in f[1:]) and f[0] % p != 0


def _quotient(draws: Draws, level: int, steps: int, place: int) -> list[int]:
    if place == 0 or draws.between(0, 2) == 0:
        return [draws.between(-2, 2), draws.pick((1, 1, 1, 2))]
    return [draws.between(1, 2)]


def _show(parameters: Parameters) -> Prop:
    """What is to be proved."""
    kind = parameters["kind"]
    both = Call("gcd", (poly_term(parameters["f"]), poly_term(parameters["g"])))
    if kind == "divides":
        return Divides(both, num(parameters["value"]))
    if kind == "false":
        return Exists(("n",), "integer", Rel("!=", both, num(1)))
    return Rel("=", both, num(parameters["value"] if kind == "exactly" else 1))


def _problem(family: str, level: int, split: Split, index: int, parameters: Parameters) -> Problem:
    draws = Draws(f"{family}/{level}/{split}/{index}/statement")
    task: Task = "decide" if parameters["decide"] else "prove"
    return Problem(
        family=family,
        category="number theory",
        level=level,
        split=split,
        index=index,
        statement=_statement(parameters, task, draws),
        task=task,
        givens=(Given("n", "integer"),),
        hypotheses=(),
        obligations=(Obligation(_show(parameters)),),
        truth=parameters["kind"] != "false",
        parameters=parameters,
    )


def _statement(parameters: Parameters, task: Task, draws: Draws) -> str:
    f, g = say.poly_tex(parameters["f"]), say.poly_tex(parameters["g"])
    every = draws.pick(("every integer $n$", "all integers $n$", "any integer $n$"))
    goal, kind = parameters["value"], parameters["kind"]
    if kind == "divides":
        claim = draws.pick(
            (
                f"$\\gcd({f}, {g})$ divides ${goal}$",
                f"$\\gcd({f}, {g}) \\mid {goal}$",
                f"the greatest common divisor of ${f}$ and ${g}$ divides ${goal}$",
            )
        )
    elif kind == "exactly":
        claim = draws.pick(
            (
                f"$\\gcd({f}, {g}) = {goal}$",
                f"the greatest common divisor of ${f}$ and ${g}$ is ${goal}$",
            )
        )
    else:
        claim = draws.pick(
            (
                f"$\\gcd({f}, {g}) = 1$",
                f"${f}$ and ${g}$ are coprime",
                f"the fraction $\\frac{{{f}}}{{{g}}}$ is irreducible",
                f"${f}$ and ${g}$ are relatively prime",
            )
        )
    if task == "decide":
        return draws.pick(
            (
                f"Prove or disprove: {claim} for {every}.",
                f"Is it true that {claim} for {every}? Prove your answer.",
                f"Decide, with proof, whether {claim} for {every}.",
            )
        )
    return draws.pick(
        (
            f"Prove that {claim} for {every}.",
            f"Show that {claim} for {every}.",
            f"Let $n$ be an integer. Prove that {claim}.",
        )
    )
