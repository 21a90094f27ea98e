"""The remainder of a sum of large powers on division by m.

Every term is one part: a prover finds a small exponent at which its base becomes 1 or -1 modulo m.
The task is to find the remainder, or, with a constant added, to prove that m divides the sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd

from selfproof.world import terms
from selfproof.world.assess import IssueKind
from selfproof.world.families import phrases as say
from selfproof.world.families.base import (
    Draws,
    Parameters,
    Proof,
    ProofStep,
    Wrong,
    draw_parameters,
)
from selfproof.world.families.phrases import math, mod
from selfproof.world.problem import Category, Given, Obligation, Problem, Split
from selfproof.world.props import Cong, Divides, Prop, Rel
from selfproof.world.terms import Term, Var, num

_TERMS = {1: (1, 2), 2: (2, 3), 3: (3, 5), 4: (6, 9), 5: (10, 13), 6: (16, 20)}
_MODULI = {1: (3, 9), 2: (5, 11), 3: (7, 17), 4: (7, 19), 5: (9, 23), 6: (11, 31)}
_EXPONENTS = {1: (10, 60), 2: (20, 200), 3: (30, 999), 4: (50, 999), 5: (100, 2024), 6: (500, 9999)}
_LONGEST_PERIOD = 12
_SHOWN = 300_000
"""Powers above this are not written out."""


@dataclass(frozen=True, slots=True)
class _Power:
    """coef * base^exponent."""

    coef: int
    base: int
    exponent: int

    @property
    def tex(self) -> str:
        return say.power_tex(str(self.base), self.exponent)

    @property
    def term(self) -> Term:
        body = terms.power(num(self.base), self.exponent)
        return body if self.coef == 1 else terms.mul(num(self.coef), body)


class Remainder:
    """See the module's docstring."""

    name = "remainder"
    category: Category = "number theory"
    grows_by_parts = True
    discovers = "a period for each base"

    def make(self, level: int, split: Split, index: int) -> Problem:
        """A problem; see `Family`."""
        plan = Draws(f"{self.name}/{level}/{split}/{index}/plan").between(1, 3)
        parameters = draw_parameters(
            self.name, level, split, index, lambda draws: _draw(draws, level, plan == 1)
        )
        return _problem(self.name, level, split, index, parameters)

    def write(self, problem: Problem, style: int) -> Proof:
        """A reference proof; see `Family`."""
        return _Writer(problem, Draws(f"{problem.name}/{style}")).proof()

    def search_effort(self, problem: Problem) -> int:
        """Exponents tried until every base has become 1 or -1."""
        m = problem.parameters["m"]
        return sum(abs(_period(row[1], m)[0]) for row in problem.parameters["rows"])


def _period(base: int, m: int) -> tuple[int, int]:
    """The least d with base^d = 1 or -1 modulo m, and which; (0, 0) without a short one."""
    power = 1
    for d in range(1, _LONGEST_PERIOD + 1):
        power = power * base % m
        if power in (1, m - 1):
            return d, 1 if power == 1 else -1
    return 0, 0


def _short(base: int, m: int) -> bool:
    """A period can be written out."""
    d = _period(base, m)[0] if gcd(base, m) == 1 and base % m != 1 else 0
    return d > 0 and int((base % m) ** d) <= _SHOWN


def _draw(draws: Draws, level: int, divide: bool) -> Parameters | None:
    m = draws.between(*_MODULI[level])
    count = draws.between(*_TERMS[level])
    bases = [base for base in range(2, 3 * m + 7) if _short(base, m)]
    if len(bases) < count:
        return None
    rows: list[list[int]] = []
    for base in draws.rng.sample(bases, count):
        coef = draws.pick((1, 1, 1, 1, 1, -1, 2, 3)) if rows else draws.pick((1, 1, 1, 2, 3))
        rows.append([coef, base, draws.between(*_EXPONENTS[level])])
    rest = sum(c * pow(b, e, m) for c, b, e in rows) % m
    constant = draws.pick((0, 0, 0, draws.between(1, 2 * m)))
    if divide:
        constant = -rest % m + m * draws.pick((0, 0, 1)) if draws.between(0, 1) else -rest
    return {"m": m, "rows": rows, "constant": constant, "divide": divide}


def _powers(parameters: Parameters) -> list[_Power]:
    return [_Power(*row) for row in parameters["rows"]]


def _sum_tex(parameters: Parameters) -> str:
    parts = [(power.coef, power.tex) for power in _powers(parameters)]
    return say.sum_tex([*parts, (parameters["constant"], "")])


def remainder_of(parameters: Parameters) -> int:
    """The remainder that is asked for."""
    m = int(parameters["m"])
    total = sum(p.coef * pow(p.base, p.exponent, m) for p in _powers(parameters))
    return (total + int(parameters["constant"])) % m


def _problem(family: str, level: int, split: Split, index: int, parameters: Parameters) -> Problem:
    m, powers = parameters["m"], _powers(parameters)
    draws = Draws(f"{family}/{level}/{split}/{index}/statement")
    number = terms.add(*(power.term for power in powers))
    if parameters["constant"]:
        number = terms.add(number, num(parameters["constant"]))
    named = len(powers) > 3
    asked: Term = Var("N") if named else number
    rest = Cong(asked, num(remainder_of(parameters)), num(m))
    show: Prop = Divides(num(m), asked) if parameters["divide"] else rest
    return Problem(
        family=family,
        category="number theory",
        level=level,
        split=split,
        index=index,
        statement=_statement(parameters, named, draws),
        task="prove" if parameters["divide"] else "find value",
        givens=(Given("N", "integer"),) if named else (),
        hypotheses=(Rel("=", Var("N"), number),) if named else (),
        obligations=(Obligation(show),),
        answer=None if parameters["divide"] else rest,
        parameters=parameters,
        parts=len(powers),
    )


def _statement(parameters: Parameters, named: bool, draws: Draws) -> str:
    m, total = parameters["m"], _sum_tex(parameters)
    number = math(total)
    let = ""
    if named:
        let = draws.pick(("Let", "Put")) + f" $N = {total}$. "
        number = "$N$"
    if parameters["divide"]:
        return let + draws.pick(
            (
                f"Prove that {number} is divisible by ${m}$.",
                f"Show that ${m}$ divides {number}.",
                f"Prove that {number} is a multiple of ${m}$.",
                f"Show that {number} is divisible by ${m}$.",
            )
        )
    return let + draws.pick(
        (
            f"Find the remainder when {number} is divided by ${m}$.",
            f"What is the remainder of {number} on division by ${m}$? Prove your answer.",
            f"Determine the remainder when {number} is divided by ${m}$.",
            f"Compute the remainder of {number} modulo ${m}$, with proof.",
        )
    )


class _Writer:
    """One proof: the terms in order, then their sum."""

    def __init__(self, problem: Problem, draws: Draws) -> None:
        self.parameters, self.draws = problem.parameters, draws
        self.m = int(problem.parameters["m"])
        self.named = bool(problem.givens)
        self.form = draws.between(0, 3)
        self.lines = len(problem.parameters["rows"]) > 2 and draws.between(0, 1) == 1
        self.brief = len(problem.parameters["rows"]) > 9

    def proof(self) -> Proof:
        head = self.draws.pick(
            (
                f"We compute modulo ${self.m}$.",
                f"We work modulo ${self.m}$.",
                f"We reduce every term modulo ${self.m}$.",
                "",
            )
        )
        opening = " ".join(filter(None, (say.opening(self.draws), head)))
        steps = [ProofStep(opening, "opening")]
        steps += [self.term(power) for power in _powers(self.parameters)]
        steps += self.total()
        end = say.ending(self.draws) if self.parameters["divide"] else ""
        steps.append(ProofStep(end, "conclusion"))
        return Proof(tuple(step for step in steps if step.text))

    def term(self, power: _Power) -> ProofStep:
        """Why coef-free base^exponent leaves its remainder."""
        m = self.m
        d, sign = _period(power.base, m)
        small = power.base % m
        q, r = divmod(power.exponent, d)

        def body(q: int, rest: int, shown: int) -> str:
            base, reduce = power.base, ""
            if power.base > m:
                base, reduce = small, f"{power.base} \\equiv {small}"
            size = say.power_tex(str(base), d)
            first = f"{size} = {shown} \\equiv {sign}" if d > 1 else ""
            if d == 1:
                first = f"{reduce or base} \\equiv {sign}" if small != 1 else reduce
            elif reduce:
                first = f"{reduce}$ and ${first}"
            return self.worded(first, power, base, (d, sign, q, r), rest)

        rest = pow(power.base, power.exponent, m)
        true = pow(small, d) if power.base > m else power.base**d
        start = "\n- " if self.lines else ""
        minor = (IssueKind.SLIP, IssueKind.OMITTED_DETAIL)
        wrong: tuple[Wrong, ...] = (
            Wrong(start + body(q, (rest + 1) % m, true), say.SLIP, minor, 0.5),
        )
        if d > 1 and self.named:
            slip = Wrong(start + body(q, rest, true + m), say.SLIP, minor, 0.5)
            wrong = (slip, *wrong)
        return ProofStep(start + body(q, rest, true), "computation", math(power.tex), wrong)

    def worded(
        self, first: str, power: _Power, base: int, place: tuple[int, int, int, int], rest: int
    ) -> str:
        """`first` is the congruence that gives the period; place = (d, sign, q, r)."""
        m, (d, sign, q, r) = self.m, place
        inner = say.power_tex(str(base), d)
        whole = say.power_tex(f"({inner})" if d > 1 else str(base), q)
        tail = f" \\cdot {say.power_tex(str(base), r)}" if r else ""
        chain = [f"{whole}{tail}"] if d > 1 and q > 0 else []
        values = [f"({sign})^{{{q}}}{tail}"] if sign < 0 and not self.brief else []
        link = " = " if base == power.base else " \\equiv "
        text = power.tex
        if chain:
            text += link + chain[0]
        for value in values:
            text += f" \\equiv {value}"
        text += f" \\equiv {rest} {mod(m)}"
        return (
            f"Since ${first} {mod(m)}$, we have ${text}$.",
            f"We have ${first} {mod(m)}$, so ${text}$.",
            f"From ${first} {mod(m)}$ we get ${text}$.",
            f"As ${first} {mod(m)}$, it follows that ${text}$.",
        )[self.form].replace("$ and $", f" {mod(m)}$ and $")

    def total(self) -> list[ProofStep]:
        """The sum of the remainders, and what was asked."""
        m, constant = self.m, self.parameters["constant"]
        rests = [(p.coef, pow(p.base, p.exponent, m)) for p in _powers(self.parameters)]
        shown = say.sum_tex([*((c, str(rest)) for c, rest in rests), (constant, "")])
        value, answer = sum(c * r for c, r in rests) + constant, remainder_of(self.parameters)
        left = "N" if self.named else _sum_tex(self.parameters)
        start = self.draws.pick(("Adding up,", "Therefore", "Hence", "Altogether"))
        form = self.draws.between(0, 2)

        def body(value: int, answer: int) -> str:
            tail = f" = {value}" if shown != str(value) else ""
            if value != answer:
                tail += f" \\equiv {answer}"
            return f"{start} ${left} \\equiv {shown}{tail} {mod(m)}$."

        def last(answer: int) -> str:
            if self.parameters["divide"]:
                return (
                    f"So ${m} \\mid {left}$.",
                    f"Hence ${left}$ is divisible by ${m}$.",
                    f"Thus ${m}$ divides ${left}$.",
                )[form]
            return (
                f"The remainder is ${answer}$.",
                f"So the remainder is ${answer}$.",
                f"Hence the remainder is ${answer}$.",
            )[form]

        if self.lines:
            start = f"\n{start}"
        off = (answer + 1) % m
        alone = len(rests) == 1 and rests[0][0] == 1 and not constant
        whole = last(answer) if alone else f"{body(value, answer)} {last(answer)}"
        wrong: list[Wrong] = []
        if not alone:
            slip = f"{body(value + m, answer)} {last(answer)}"
            wrong.append(Wrong(slip, say.SLIP, (IssueKind.SLIP,), 0.5))
        if not self.parameters["divide"]:
            kinds = (IssueKind.WRONG_ANSWER,)
            wrong.append(Wrong(f"{body(value + 1, off)} {last(off)}", say.PROPAGATED, kinds, 0.0))
            only = whole.replace(last(answer), last(off))
            wrong.append(Wrong(only, say.WRONG_ANSWER, kinds, 0.0))
        return [ProofStep(whole, "answer", wrong=tuple(wrong))]
