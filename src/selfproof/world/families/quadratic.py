"""Quadratic inequalities in two or three real variables, by squares that have to be found.

The left side minus the right side is w1 L1^2 + w2 L2^2 (+ w3 L3^2), drawn triangular: L1 has all
the variables, the last one only the last, and every L is zero at a chosen point, the case of
equality (a line, where a square is missing). False statements ask for one more than the minimum, or
have a negative weight.
"""

from __future__ import annotations

import itertools
from typing import Any

from selfproof.world.assess import IssueKind
from selfproof.world.families import phrases as say
from selfproof.world.families import slips
from selfproof.world.families.base import Draws, Parameters, Proof, ProofStep, draw_parameters
from selfproof.world.families.quadratic_forms import Inequality, point_tex
from selfproof.world.families.quadratic_proofs import (
    at_once,
    disproof,
    equality,
    one_by_one,
    with_names,
)
from selfproof.world.problem import Category, Given, Obligation, Problem, Split, Task
from selfproof.world.props import And, Exists, Prop, Rel, negation

_SHAPES = {1: (2, 4, 3), 2: (2, 3, 4), 3: (3, 3, 3), 4: (3, 4, 5), 5: (3, 6, 8), 6: (3, 9, 12)}
"""Variables, size of coefficients, size of the point of equality, by level."""


class Quadratic:
    """See the module's docstring."""

    name = "quadratic"
    category: Category = "inequality"
    grows_by_parts = False
    discovers = "a decomposition into squares"

    def make(self, level: int, split: Split, index: int) -> Problem:
        """A problem; see `Family`."""
        parameters = draw_parameters(
            self.name, level, split, index, lambda draws: _draw(draws, level)
        )
        inequality = _inequality(parameters)
        draws = Draws(f"{self.name}/{level}/{split}/{index}/statement")
        truth = not parameters["counter"]
        task: Task = "decide" if parameters["decide"] else "prove"
        return Problem(
            family=self.name,
            category=self.category,
            level=level,
            split=split,
            index=index,
            statement=_statement(inequality, task, draws),
            task=task,
            givens=tuple(Given(name, "real") for name in inequality.names),
            hypotheses=(),
            obligations=_obligations(inequality, truth),
            truth=truth,
            parameters=parameters,
        )

    def write(self, problem: Problem, style: int) -> Proof:
        """A reference proof; see `Family`. The styles take turns: the squares at once, one
        variable after the other, with new names."""
        draws = Draws(f"{problem.name}/{style}")
        inequality = _inequality(problem.parameters)
        if not problem.truth:
            steps = disproof(inequality, problem.parameters["counter"], draws)
        else:
            opening = ProofStep(
                say.opening(draws, "We write the difference as a sum of squares."), "opening"
            )
            verdict = ProofStep(
                draws.pick(("The statement is true.", "This is true.")),
                "answer",
                "",
                (slips.fatal("The statement is false.", say.WRONG_ANSWER, IssueKind.WRONG_ANSWER),),
            )
            steps = [verdict] if problem.task == "decide" else []
            steps.append(opening)
            method = (at_once, one_by_one, with_names)[style % 3]
            steps += method(inequality, draws)
            if inequality.equality:
                steps += equality(inequality, draws)
        steps.append(ProofStep(say.ending(draws), "conclusion"))
        return Proof(tuple(step for step in steps if step.text))

    def search_effort(self, problem: Problem) -> int:
        """Linear forms with coefficients up to the size of the largest one in the squares, tried
        for each square."""
        squares = problem.parameters["squares"]
        size = max(abs(c) for _, form in squares for c in form.values())
        return int(len(squares) * (2 * size + 1) ** (len(problem.givens)))


# Making.


def _draw(draws: Draws, level: int) -> Parameters | None:
    count, size, reach = _SHAPES[level]
    names = draws.pick((("x", "y", "z"), ("a", "b", "c"), ("x", "y", "z")))[:count]
    point = {name: draws.between(-reach, reach) for name in names}
    if draws.between(1, 2 if level == 1 else 5) == 1:
        point = dict.fromkeys(names, 0)
    squares: list[list[Any]] = []
    for i, name in enumerate(names):
        form = {name: draws.between(1, 2) if level > 2 and draws.between(1, 3) == 1 else 1}
        for other in names[i + 1 :]:
            form[other] = draws.between(-size, size)
        constant = -sum(c * point[n] for n, c in form.items())
        form = {n: c for n, c in form.items() if c}
        if constant:
            form[""] = constant
        squares.append([draws.between(1, 1 + size // 2), form])
    first = squares[0][1]
    if not any(first.get(name) for name in names[1:]):
        return None
    false = draws.between(1, 8) == 1
    rest = 0
    counter: list[int] = []
    if false and draws.between(0, 1):
        rest = -draws.between(1, 3)
    elif false:
        squares[-1][0] = -squares[-1][0]
    parameters = {
        "names": list(names),
        "squares": squares,
        "rest": rest,
        "moved": draws.between(0, 2),
        "equality": not false and draws.between(1, 3) < 3,
        "decide": false or draws.between(1, 8) == 1,
        "counter": counter,
    }
    inequality = _inequality(parameters)
    if max(map(abs, inequality.whole.values())) > 150 * level:
        return None
    if false:
        found = _counterexample(inequality)
        if found is None:
            return None
        parameters["counter"] = list(found)
    if parameters["decide"]:
        parameters["equality"] = False
    return parameters


def _counterexample(inequality: Inequality) -> tuple[int, ...] | None:
    """The smallest integers near the point where the squares vanish."""
    centre = [inequality.point[name] for name in inequality.names]
    shifts = sorted(itertools.product(range(-6, 7), repeat=len(centre)), key=_size)
    for shift in shifts:
        values = tuple(c + s for c, s in zip(centre, shift, strict=True))
        if inequality.value(dict(zip(inequality.names, values, strict=True))) < 0:
            return values
    return None


def _size(shift: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    return sum(map(abs, shift)), shift


def _inequality(parameters: Parameters) -> Inequality:
    return Inequality(
        tuple(parameters["names"]),
        tuple((weight, form) for weight, form in parameters["squares"]),
        parameters["rest"],
        parameters["moved"],
        parameters["equality"],
    )


def _obligations(inequality: Inequality, truth: bool) -> tuple[Obligation, ...]:
    prop: Prop = inequality.prop
    if not truth:
        return (Obligation(Exists(inequality.names, "real", negation(prop))),)
    if not inequality.equality:
        return (Obligation(prop),)
    same = Rel("=", inequality.prop.left, inequality.prop.right)
    values = And(tuple(slips.equals(n, inequality.point[n]) for n in inequality.names))
    return (
        Obligation(prop),
        Obligation(values, (same,), "equality holds nowhere else"),
        Obligation(same, (values,), "equality holds there"),
    )


def _statement(inequality: Inequality, task: Task, draws: Draws) -> str:
    names = inequality.names
    shown = say.listing([f"${name}$" for name in names])
    who = draws.pick((f"all real numbers {shown}", f"all reals {shown}"))
    text = f"${inequality.text}$"
    if task == "decide":
        return draws.pick(
            (
                f"Prove or disprove: {text} for {who}.",
                f"Is it true that {text} for {who}? Prove your answer.",
            )
        )
    if inequality.equality:
        where = point_tex(inequality)
        return draws.pick(
            (
                f"Prove that {text} for {who}, with equality if and only if ${where}$.",
                f"Let {shown} be real numbers. Prove that {text}, and that equality holds exactly "
                f"for ${where}$.",
                f"Show that {text} for {who}, and show that equality holds only for ${where}$.",
            )
        )
    return draws.pick(
        (
            f"Prove that {text} for {who}.",
            f"Let {shown} be real numbers. Show that {text}.",
            f"Show that for {who} we have {text}.",
        )
    )
