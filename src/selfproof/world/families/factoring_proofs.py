"""Equations that factor, as text and terms, and the reference proofs of `factoring`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selfproof.world import terms
from selfproof.world.assess import IssueKind
from selfproof.world.families import phrases as say
from selfproof.world.families import slips
from selfproof.world.families.base import Draws, Proof, ProofStep
from selfproof.world.families.slips import Linear, bracket, linear_tex
from selfproof.world.props import Rel
from selfproof.world.terms import Term, Var, num


@dataclass(frozen=True, slots=True)
class Equation:
    """One equation of the family; `left` and `right` are the two factors."""

    names: tuple[str, str]
    kind: str
    m: int
    a: int
    b: int
    c: int
    moved: bool
    """Whether the linear terms stand on the right side."""

    @property
    def left(self) -> Linear:
        x, y = self.names
        if self.kind == "squares":
            return {x: self.a, y: -self.b}
        return {x: self.m, "": self.b}

    @property
    def right(self) -> Linear:
        x, y = self.names
        if self.kind == "squares":
            return {x: self.a, y: self.b}
        return {y: self.m, "": self.a}

    @property
    def product(self) -> int:
        return self.c if self.kind == "squares" else self.m * self.c + self.a * self.b

    @property
    def sides(self) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
        """The equation, as pieces of its two sides."""
        x, y = self.names
        if self.kind == "squares":
            return [(self.a**2, f"{x}^2"), (-(self.b**2), f"{y}^2")], [(self.c, "")]
        linear = [(self.a, x), (self.b, y)]
        first = [(self.m, x + y)]
        if self.moved:
            return first, [(-coef, name) for coef, name in linear] + [(self.c, "")]
        return first + linear, [(self.c, "")]

    @property
    def text(self) -> str:
        left, right = self.sides
        return f"{say.sum_tex(left)} = {say.sum_tex(right)}"

    @property
    def prop(self) -> Rel:
        left, right = self.sides
        return Rel("=", _pieces_term(left), _pieces_term(right))

    @property
    def factored(self) -> str:
        left, right = linear_tex(self.left), linear_tex(self.right)
        return f"{_factor(left)}{_factor(right)} = {self.product}"

    def solve(self, d: int) -> tuple[int, int] | None:
        """The integers with left = d and right = product / d, if there are any."""
        e = self.product // d
        if self.kind == "squares":
            if (d + e) % (2 * self.a) or (e - d) % (2 * self.b):
                return None
            return (d + e) // (2 * self.a), (e - d) // (2 * self.b)
        if (d - self.b) % self.m or (e - self.a) % self.m:
            return None
        return (d - self.b) // self.m, (e - self.a) // self.m

    @property
    def divisors(self) -> list[int]:
        size = abs(self.product)
        positive = [d for d in range(1, size + 1) if size % d == 0]
        return [*positive, *(-d for d in positive)]

    @property
    def solutions(self) -> list[tuple[int, int]]:
        return [pair for d in self.divisors if (pair := self.solve(d)) is not None]

    def put_in(self, x: int, y: int) -> str:
        """The left side of the equation at a pair."""
        if self.kind == "squares":
            first = say.sum_tex([(self.a**2, say.bracketed(x) + "^2")])
            second = say.sum_tex([(self.b**2, say.bracketed(y) + "^2")])
            return f"{first} - {second}"
        pieces = [(self.m, f"{say.bracketed(x)} \\cdot {say.bracketed(y)}")]
        if not self.moved:
            pieces += [(self.a, say.bracketed(x)), (self.b, say.bracketed(y))]
        return say.sum_tex([(c, body) for c, body in pieces])


# Writing.


def proof(equation: Equation, late: bool, draws: Draws) -> Proof:
    look = _Look(equation, draws, late)
    answer = look.answer()
    first = draws.between(1, 3) == 1
    steps = [
        ProofStep(
            say.opening(draws, "We factor the equation.", "We rewrite the equation as a product."),
            "opening",
        )
    ]
    if first:
        steps.append(answer)
    steps += [look.factor(), look.announce()]
    steps += [look.case(d) for d in equation.divisors]
    if late:
        steps += look.checks()
    if not first:
        steps.append(answer)
    end = say.ending(draws)
    if end and "statement" not in end:
        steps.append(ProofStep(end, "conclusion"))
    return Proof(tuple(step for step in steps if step.text))


class _Look:
    """The wording that all cases of one proof share."""

    def __init__(self, equation: Equation, draws: Draws, late: bool) -> None:
        self.equation = equation
        self.draws = draws
        self.late = late
        self.left = linear_tex(equation.left)
        self.right = linear_tex(equation.right)
        self.lines = draws.between(1, 3) == 1
        self.form = draws.pick(
            ("If $@left$, then $@right$", "If $@left$, we have $@right$", "Case $@left$: $@right$")
        )
        self.start = draws.pick(("\n- ", "\n")) if self.lines else ""

    def factor(self) -> ProofStep:
        equation, pick = self.equation, self.draws.pick
        text = pick(
            (
                "The equation is equivalent to $@$.",
                "The equation can be written as $@$.",
                "We can rewrite the equation as $@$.",
            )
        )
        if equation.m > 1:
            text = pick(
                (
                    f"Multiplying the equation by ${equation.m}$ and adding "
                    f"${equation.a * equation.b}$ gives $@$.",
                    f"Multiplying by ${equation.m}$ gives $@$.",
                )
            )
        good = equation.factored
        bad = slips.replace_last(good, str(equation.product), str(equation.product + 1))
        # Nothing that is true rests on the wrong product, so itself it may pass for a slip; the
        # steps that follow from the right one are then false.
        found = (*slips.FATAL, IssueKind.SLIP)
        wrong = (slips.fatal(text.replace("@", bad), say.PROPAGATED, *found),)
        return ProofStep(text.replace("@", good), "computation", "", wrong)

    def announce(self) -> ProofStep:
        equation, pick = self.equation, self.draws.pick
        listed = ", ".join(f"\\pm {d}" for d in equation.divisors if d > 0)
        text = pick(
            (
                f"So ${self.left}$ divides ${equation.product}$, "
                f"that is, ${self.left} \\in \\{{{listed}\\}}$.",
                f"Since ${self.left}$ and ${self.right}$ are integers, ${self.left}$ is a divisor "
                f"of ${equation.product}$.",
                f"Hence ${self.left}$ divides ${equation.product}$.",
                f"Thus ${self.left} \\mid {equation.product}$, so "
                f"${self.left} \\in \\{{{listed}\\}}$.",
            )
        )
        return ProofStep(text, "definition")

    def case(self, d: int) -> ProofStep:
        equation = self.equation
        e, solution = equation.product // d, equation.solve(d)
        open_ = self.start + self.form.replace("@left", f"{self.left} = {d}").replace(
            "@right", f"{self.right} = {e}"
        )
        part = f"${self.left} = {d}$"
        missing = slips.fatal("", say.MISSING_CASE, elsewhere=True)
        if solution is None:
            text = f"{open_}, {self._impossible(d, e)}."
            return ProofStep(text, "case", part, (missing,))
        x, y = equation.names

        def text_of(u: int, v: int, check: bool = not self.late) -> str:
            got = f"{open_}, so ${x} = {u}$ and ${y} = {v}$."
            if not check:
                return got
            put_in, value = equation.put_in(u, v), self._right_value(u, v)
            return f"{got} Check: ${put_in} = {value}$."

        u, v = solution
        wrong = [missing, slips.minor(text_of(u, v + self.draws.pick((1, -1, 2))), say.SLIP)]
        if not self.late:
            wrong.append(
                slips.minor(text_of(u, v, False), say.UNCHECKED, IssueKind.UNCHECKED_ANSWER)
            )
        return ProofStep(text_of(u, v), "case", part, tuple(wrong))

    def _right_value(self, u: int, v: int) -> str:
        equation = self.equation
        if not equation.moved:
            return str(equation.c)
        total = -equation.a * u - equation.b * v + equation.c
        put_in = say.sum_tex(
            [
                (-equation.a, say.bracketed(u)),
                (-equation.b, say.bracketed(v)),
                (equation.c, ""),
            ]
        )
        return f"{total} = {put_in}"

    def _impossible(self, d: int, e: int) -> str:
        """Why no integers belong to this divisor."""
        equation = self.equation
        x, y = equation.names
        if equation.kind == "squares":
            if (d + e) % (2 * equation.a):
                first = f"{2 * equation.a}{x} = {d + e}"
            else:
                first = f"{2 * equation.b}{y} = {e - d}"
        elif (d - equation.b) % equation.m:
            first = f"{equation.m}{x} = {d - equation.b}"
        else:
            first = f"{equation.m}{y} = {e - equation.a}"
        return self.draws.pick(
            (f"so ${first}$, which is impossible", f"so ${first}$, a contradiction")
        )

    def checks(self) -> list[ProofStep]:
        """The solutions, put in one after the other."""
        equation = self.equation
        x, y = equation.names
        lead = "\n" if self.lines else ""
        steps = [
            ProofStep(
                lead
                + self.draws.pick(
                    ("Conversely, we check these pairs.", "Check:", "We check these pairs.")
                ),
                "check",
            )
        ]
        unchecked = slips.minor("", say.UNCHECKED, IssueKind.UNCHECKED_ANSWER)
        for u, v in equation.solutions:
            put_in, value = equation.put_in(u, v), self._right_value(u, v)
            text = f"For $({x}, {y}) = ({u}, {v})$: ${put_in} = {value}$."
            slip = text.replace(f"= {value}$", f"= {slips.off(self.draws, equation.c)}$")
            wrong = (unchecked, slips.minor(slip, say.SLIP))
            steps.append(ProofStep(text, "check", f"$({x}, {y}) = ({u}, {v})$", wrong))
        return [step for step in steps if step.text]

    def answer(self) -> ProofStep:
        equation = self.equation
        x, y = equation.names
        form = self.draws.pick(
            (
                "The solutions are $@$.",
                "The pairs are $@$.",
                f"The solutions are $({x}, {y}) \\in \\{{@\\}}$.",
                f"The answer is $({x}, {y}) \\in \\{{@\\}}$.",
            )
        )
        pairs = equation.solutions

        def text(shown: Sequence[tuple[int, int]]) -> str:
            listed = [f"({u}, {v})" for u, v in shown]
            if len(shown) == 1:
                return f"The only solution is $({x}, {y}) = {listed[0]}$."
            if "\\in" in form:
                return form.replace("@", ", ".join(listed))
            return form.replace("$@$", say.listing([f"${item}$" for item in listed]))

        u, v = pairs[-1]
        wrong = [
            slips.fatal(text([*pairs[:-1], (u + 1, v)]), say.WRONG_ANSWER, IssueKind.WRONG_ANSWER)
        ]
        if len(pairs) > 1:
            wrong.append(
                slips.fatal(
                    text(pairs[:-1]),
                    slips.MISSING_CANDIDATE,
                    IssueKind.WRONG_ANSWER,
                    IssueKind.MISSING_PART,
                )
            )
        lead = "\n" if self.lines else ""
        return ProofStep(lead + text(pairs), "answer", "", tuple(wrong))


# Formulas.


def _factor(text: str) -> str:
    return f"({text})" if bracket(text) != text else text


def _pieces_term(pieces: Sequence[tuple[int, str]]) -> Term:
    """Pieces whose bodies are x, y, xy, x^2 or nothing, as a term."""
    parts: list[Term] = []
    for coef, body in pieces:
        if coef == 0:
            continue
        factors: list[Term] = [num(coef)] if coef != 1 or not body else []
        if body.endswith("^2"):
            factors.append(terms.power(Var(body[0]), 2))
        else:
            factors += [Var(letter) for letter in body]
        parts.append(terms.mul(*factors))
    return terms.add(*parts)
