"""Reference proofs of the family `solve`, and the arithmetic behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from selfproof.world.assess import IssueKind
from selfproof.world.families import phrases as say
from selfproof.world.families.base import Draws, Parameters, Proof, ProofStep, Wrong
from selfproof.world.families.phrases import math, poly_tex, value
from selfproof.world.problem import Problem


def division(parameters: Parameters) -> tuple[int, list[int], int]:
    """(s, Q, r) with s P(n) = (kn + a) Q(n) + r, where s is k to the degree of P."""
    k, a, p = parameters["k"], parameters["a"], parameters["p"]
    scale = k ** (len(p) - 1)
    rest = [scale * c for c in p]
    quotient = [0] * (len(p) - 1)
    for i in range(len(p) - 2, -1, -1):
        quotient[i] = rest[i + 1] // k
        rest[i + 1] -= k * quotient[i]
        rest[i] -= a * quotient[i]
    return scale, quotient, rest[0]


def divisors(number: int) -> list[int]:
    """Of both signs, in order."""
    size = abs(number)
    positive = [d for d in range(1, size + 1) if size % d == 0]
    return sorted([*(-d for d in positive), *positive])


def candidates(parameters: Parameters) -> list[int]:
    """The n for which kn + a divides the constant (positive ones only, where asked)."""
    k, a = parameters["k"], parameters["a"]
    found = [(d - a) // k for d in divisors(division(parameters)[2]) if (d - a) % k == 0]
    return sorted(n for n in found if n > 0 or not parameters["positive"])


def solutions(parameters: Parameters) -> list[int]:
    """All of them, in order."""
    form, p = [parameters["a"], parameters["k"]], parameters["p"]
    return [n for n in candidates(parameters) if value(p, n) % value(form, n) == 0]


def write(problem: Problem, style: int) -> Proof:
    """A reference proof; see `Family`."""
    return _Writer(problem, Draws(f"{problem.name}/{style}")).proof()


_FATAL = (IssueKind.FALSE_STEP, IssueKind.CIRCULAR, IssueKind.GAP, IssueKind.MISSING_CASE)


class _Writer:
    """Division, the divisors of the constant, every candidate, the answer."""

    def __init__(self, problem: Problem, draws: Draws) -> None:
        self.draws, self.parameters = draws, problem.parameters
        self.k, self.a = int(problem.parameters["k"]), int(problem.parameters["a"])
        self.p: list[int] = list(problem.parameters["p"])
        self.form, self.dividend = poly_tex([self.a, self.k]), poly_tex(self.p)
        self.positive = bool(problem.parameters["positive"])
        self.scale, self.quotient, self.rest = division(problem.parameters)
        self.found = solutions(problem.parameters)
        self.candidates = candidates(problem.parameters)
        self.lines = len(self.found) > 2 and draws.between(0, 1) == 1
        self.check_form = draws.between(0, 2)

    def proof(self) -> Proof:
        steps = [self.opening(), *self.divide()]
        steps += [self.reject(n) for n in self.candidates if n not in self.found]
        steps.append(self.turn())
        steps += [self.check(n) for n in self.found]
        steps.append(self.answer())
        return Proof(tuple(step for step in steps if step.text))

    def opening(self) -> ProofStep:
        kind = "positive integer" if self.positive else "integer"
        suppose = self.draws.pick(
            (
                f"Suppose that ${self.form} \\mid {self.dividend}$.",
                f"Suppose that ${self.form}$ divides ${self.dividend}$.",
                f"Let $n$ be {'a' if self.positive else 'an'} {kind} with "
                f"${self.form} \\mid {self.dividend}$.",
                f"Assume that ${self.dividend}$ is divisible by ${self.form}$.",
            )
        )
        head = say.opening(self.draws).replace("Proof", "Solution")
        return ProofStep(" ".join(filter(None, (head, suppose))), "opening")

    def divide(self) -> list[ProofStep]:
        """Why kn + a divides the constant."""
        scaled = self.dividend if self.scale == 1 else f"{self.scale}({self.dividend})"
        quotient = poly_tex(self.quotient)
        many = sum(1 for c in self.quotient if c) > 1 or self.quotient[-1] < 0
        product = f"({self.form})({quotient})" if many else f"{quotient}({self.form})"
        if quotient == "1":
            product = f"({self.form})"
        sign, size = ("-", -self.rest) if self.rest < 0 else ("+", self.rest)
        form = self.draws.between(0, 2)
        expanded = say.product([self.a, self.k], self.quotient)

        def body(size: int) -> str:
            if form == 2:
                minus = f"{scaled} - ({poly_tex(expanded)}) = {sign.strip('+')}{size}"
                return (
                    f"Since ${self.form}$ divides ${product} = {poly_tex(expanded)}$, it also "
                    f"divides ${minus}$."
                )
            start = ("We have", "Division with remainder gives")[form]
            so = ("so", "hence")[form]
            return f"{start} ${scaled} = {product} {sign} {size}$, {so} ${self.form} \\mid {size}$."

        listed = self.list_divisors()
        if form == 2:
            kinds: tuple[IssueKind, ...] = (IssueKind.SLIP,)
            slips = (Wrong(body(size + 1), say.SLIP, kinds, 0.5),)
            return [ProofStep(body(size), "computation", wrong=slips), self.listing(listed)]
        off = f"{body(size + 1)} {listed(divisors(size + 1))}"
        kinds = (IssueKind.FALSE_STEP, IssueKind.GAP)
        short = f"{body(size)} {listed(self.shortened())}"
        wrong = (
            Wrong(off, say.PROPAGATED, kinds, 0.0),
            Wrong(short, say.MISSING_CASE, _FATAL, 0.0),
        )
        whole = f"{body(size)} {listed(divisors(size))}"
        return [ProofStep(whole, "computation", wrong=wrong)]

    def listing(self, listed: Callable[[Sequence[int]], str]) -> ProofStep:
        """The divisors in a step of their own."""
        every = divisors(self.rest)
        wrong = (Wrong(listed(self.shortened()), say.MISSING_CASE, _FATAL, 0.0),)
        return ProofStep(listed(every), "computation", wrong=wrong)

    def shortened(self) -> list[int]:
        """The divisors without the negative ones, or without one that matters."""
        every, last = divisors(self.rest), self.k * self.found[-1] + self.a
        if not self.positive and any(self.k * n + self.a < 0 for n in self.found):
            return [d for d in every if d > 0]
        return [d for d in every if d != last]

    def list_divisors(self) -> Callable[[Sequence[int]], str]:
        """How divisors, and the n that belong to them, are listed."""
        start = self.draws.pick(("So", "Hence", "Therefore", "Thus"))
        middle = self.draws.pick(("that is,", "so", "which gives"))

        def body(divisors: Sequence[int]) -> str:
            numbers = [(d - self.a) // self.k for d in divisors if (d - self.a) % self.k == 0]
            fits = [n for n in numbers if n > 0 or not self.positive]
            first = f"{start} ${self.form} \\in {_set(divisors)}$"
            if not fits:
                return f"{first}."
            if len(fits) == len(divisors):
                return f"{first}, {middle} ${_equals(fits)}$."
            why = "$n$ is a positive integer" if self.positive else "$n$ is an integer"
            return f"{first}. Since {why}, ${_equals(fits)}$."

        return body

    def reject(self, n: int) -> ProofStep:
        """A candidate that is no solution."""
        d, p = self.k * n + self.a, value(self.p, n)
        text = (
            f"If $n = {n}$, then ${self.form} = {d}$ and ${self.dividend} = {p}$, and "
            f"${d} \\nmid {p}$."
        )
        kinds = (IssueKind.GAP, IssueKind.MISSING_CASE, IssueKind.MISSING_PART)
        wrong = (Wrong("", say.GAP, kinds, 0.0, elsewhere=True),)
        return ProofStep(text, "case", f"$n = {n}$", wrong)

    def turn(self) -> ProofStep:
        text = ("Conversely, we check the candidates.", "We check these values.", "")
        if len(self.found) < len(self.candidates):
            text = ("We check the other values.", "It remains to check the other values.", "")
        return ProofStep(self.draws.pick(text), "definition")

    def check(self, n: int) -> ProofStep:
        """One solution."""
        d, p = self.k * n + self.a, value(self.p, n)
        start = "\n- " if self.lines else ""

        def body(p: int) -> str:
            product = f"{p} = {say.bracketed(d)} \\cdot {say.bracketed(p // d)}"
            return (
                start
                + (
                    f"For $n = {n}$: ${self.form} = {d}$ and ${self.dividend} = {product}$.",
                    f"If $n = {n}$, then ${self.form} = {d}$ divides ${self.dividend} = {p}$.",
                    f"For $n = {n}$ we get ${self.form} = {d}$ and ${self.dividend} = {p}$, and "
                    f"${d} \\mid {p}$.",
                )[self.check_form]
            )

        wrong = (
            Wrong("", say.UNCHECKED, (IssueKind.UNCHECKED_ANSWER,), 0.5, elsewhere=True),
            Wrong(body(p + abs(d)), say.SLIP, (IssueKind.SLIP, IssueKind.UNCHECKED_ANSWER), 0.5),
        )
        return ProofStep(body(p), "check", f"$n = {n}$", wrong)

    def answer(self) -> ProofStep:
        form = self.draws.between(0, 2)
        start = "\n" if self.lines else ""

        def body(found: Sequence[int]) -> str:
            listed = say.listing([math(f"n = {n}") for n in found])
            word = "solution is" if len(found) == 1 else "solutions are"
            return (
                start
                + (
                    f"The answer is {listed}.",
                    f"So the {word} {listed}.",
                    f"Hence the answer is ${_equals(found)}$.",
                )[form]
            )

        wrong: list[Wrong] = []
        if len(self.found) > 1:
            kinds = (IssueKind.WRONG_ANSWER,)
            wrong.append(Wrong(body(self.found[:-1]), say.WRONG_ANSWER, kinds, 0.0))
        extra = self.found[-1] + 1
        more = [*self.found, extra]
        wrong.append(Wrong(body(more), say.WRONG_ANSWER, (IssueKind.WRONG_ANSWER,), 0.0))
        return ProofStep(body(self.found), "answer", wrong=tuple(wrong))


def _equals(numbers: Sequence[int]) -> str:
    r"""`n = 5`, or `n \in \{1, 5\}`."""
    return f"n = {numbers[0]}" if len(numbers) == 1 else f"n \\in {_set(numbers)}"


def _set(numbers: Sequence[int]) -> str:
    return f"\\{{{', '.join(map(str, numbers))}\\}}"
