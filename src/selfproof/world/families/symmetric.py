"""Inequalities that are sums or products of simple ones, each by a square.

`squares`: sum of p (x - c)^2 >= 0 written out; `fractions`: a^2 x + b^2 / x >= 2ab for positive
x, added up; `product`: x^2 + c^2 >= 2cx, multiplied; `cyclic`: weighted forms of
x^2 + y^2 + z^2 >= xy + yz + zx; `triple`: weighted forms of (a + b)(b + c)(c + a) >= 8abc. The
parts are the terms, from two at level 1 to 24 at level 6.
"""

from __future__ import annotations

from math import gcd

from selfproof.world.families import phrases as say
from selfproof.world.families import slips
from selfproof.world.families.base import Draws, Parameters, Proof, ProofStep, draw_parameters
from selfproof.world.families.phrases import math
from selfproof.world.families.symmetric_proofs import body, disproof, true
from selfproof.world.families.symmetric_terms import Inequality, point_tex
from selfproof.world.problem import Category, Given, Obligation, Problem, Split, Task
from selfproof.world.props import And, Exists, Prop, Rel, negation

_PARTS = {1: (2, 2), 2: (2, 3), 3: (3, 5), 4: (6, 9), 5: (10, 15), 6: (17, 24)}
_KINDS = {
    1: ("squares", "fractions", "product", "cyclic"),
    2: ("squares", "fractions", "product", "cyclic", "triple"),
    3: ("squares", "fractions", "product", "cyclic", "triple"),
    4: ("squares", "fractions", "product", "cyclic"),
    5: ("squares", "fractions"),
    6: ("squares", "fractions"),
}
_MOST_FACTORS = 6
_MOST_CYCLE = 6
_MOST_EQUAL = 4
"""Terms of a problem that asks for the case of equality."""


class Symmetric:
    """See the module's docstring."""

    name = "symmetric"
    category: Category = "inequality"
    grows_by_parts = True
    discovers = "the squares"

    def make(self, level: int, split: Split, index: int) -> Problem:
        """A problem; see `Family`."""
        parameters = draw_parameters(
            self.name, level, split, index, lambda draws: _draw(draws, level)
        )
        inequality = _inequality(parameters)
        task: Task = "decide" if parameters["decide"] else "prove"
        draws = Draws(f"{self.name}/{level}/{split}/{index}/statement")
        return Problem(
            family=self.name,
            category=self.category,
            level=level,
            split=split,
            index=index,
            statement=_statement(inequality, task, draws),
            task=task,
            givens=tuple(Given(name, inequality.variable_kind) for name in inequality.variables),
            hypotheses=(),
            obligations=_obligations(inequality),
            truth=not inequality.excess,
            parameters=parameters,
            parts=1 if inequality.excess else len(inequality.names),
        )

    def write(self, problem: Problem, style: int) -> Proof:
        """A reference proof; see `Family`. Sums of squares are proved term by term, or at once
        with every third style."""
        draws = Draws(f"{problem.name}/{style}")
        inequality = _inequality(problem.parameters)
        if inequality.excess:
            steps = disproof(inequality, draws)
        else:
            steps = [ProofStep(say.opening(draws), "opening")]
            if problem.task == "decide":
                steps = [true(draws)]
            steps += body(inequality, style, draws)
        steps.append(ProofStep(say.ending(draws), "conclusion"))
        return Proof(tuple(step for step in steps if step.text))

    def search_effort(self, problem: Problem) -> int:
        """For each term, numbers c tried in (x - c)^2 from 0 outwards."""
        numbers = problem.parameters["numbers"]
        return int(sum(2 * max(map(abs, row)) + 1 for row in numbers))


# Making.


def _draw(draws: Draws, level: int) -> Parameters | None:
    kind = draws.pick(_KINDS[level])
    count = draws.between(*_PARTS[level])
    if kind == "triple":
        count = 3
    elif kind == "product":
        count = min(count, draws.between(2 if level < 3 else 3, _MOST_FACTORS))
    elif kind == "cyclic":
        count = max(3, min(count, draws.between(3, _MOST_CYCLE)))
    size = 4 + 2 * level if level < 4 else 12
    false = kind in ("squares", "fractions") and draws.between(1, 8) == 1
    decide = false or draws.between(1, 8) == 1
    equality = kind in ("squares", "fractions") and not decide and draws.between(0, 1) == 1
    equality = equality and count <= _MOST_EQUAL
    rational = not false and not equality
    numbers: list[list[int]] = []
    for _ in range(count):
        if kind == "squares":
            sign = draws.pick((1, -1))
            numbers.append([draws.pick((1, 1, 1, 2, 3)), sign * draws.between(1, size)])
        elif kind == "fractions":
            a = draws.pick((1, 1, 2, 3)) if rational else 1
            b = draws.between(1, 1 + size)
            b += gcd(a, b) > 1
            numbers.append([draws.between(1, 4 if a == 1 else 1), a, b])
        else:
            numbers.append([draws.between(1, size if kind == "product" else 2 + level)])
    if kind in ("cyclic", "triple") and len({row[0] for row in numbers}) == 1 and level > 1:
        return None
    letters = draws.pick(("x", "a", "x", "t"))
    plain = (count <= 3 and draws.between(1, 3) < 3) or kind == "triple"
    names = (
        list("xyz" if letters in "xt" else "abc")[:count]
        if plain
        else [slips.index_tex(letters, i + 1) for i in range(count)]
    )
    return {
        "kind": kind,
        "names": names,
        "numbers": numbers,
        "excess": draws.between(1, 2) if false else 0,
        "equality": equality,
        "decide": decide,
    }


def _inequality(parameters: Parameters) -> Inequality:
    return Inequality(
        parameters["kind"],
        tuple(parameters["names"]),
        tuple(tuple(row) for row in parameters["numbers"]),
        parameters["excess"],
        parameters["equality"],
    )


def _obligations(inequality: Inequality) -> tuple[Obligation, ...]:
    prop = inequality.prop
    if inequality.excess:
        counter: Prop = negation(prop)
        return (Obligation(Exists(inequality.variables, inequality.variable_kind, counter)),)
    if not inequality.equality:
        return (Obligation(prop),)
    same = Rel("=", prop.left, prop.right)
    values = And(
        tuple(slips.equals(n, v) for n, v in zip(inequality.names, inequality.point, strict=True))
    )
    return (
        Obligation(prop),
        Obligation(values, (same,), "equality holds nowhere else"),
        Obligation(same, (values,), "equality holds there"),
    )


def _statement(inequality: Inequality, task: Task, draws: Draws) -> str:
    names = inequality.names
    if len(names) > 4:
        shown = f"${names[0]}, {names[1]}, \\dots, {names[-1]}$"
    else:
        shown = say.listing([math(name) for name in names])
    many = "positive real numbers" if inequality.variable_kind != "real" else "real numbers"
    text = math(inequality.text)
    if task == "decide":
        return draws.pick(
            (
                f"Prove or disprove: {text} for all {many} {shown}.",
                f"Is it true that {text} for all {many} {shown}? Prove your answer.",
                f"Decide whether {text} holds for all {many} {shown}, and prove your answer.",
            )
        )
    if inequality.equality:
        where = point_tex(inequality)
        return draws.pick(
            (
                f"Let {shown} be {many}. Prove that {text}, with equality if and only if {where}.",
                f"Prove that {text} for all {many} {shown}, and that equality holds only for "
                f"{where}.",
                f"Show that for all {many} {shown} we have {text}, and find out when equality "
                "holds.",
            )
        )
    return draws.pick(
        (
            f"Prove that {text} for all {many} {shown}.",
            f"Let {shown} be {many}. Prove that {text}.",
            f"Show that {text} for all {many} {shown}.",
            f"For {many} {shown}, show that {text}.",
        )
    )
