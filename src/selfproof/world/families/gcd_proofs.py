"""Reference proofs of the family `gcd`, and the chains of divisions behind them."""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd as greatest

from selfproof.world.assess import IssueKind
from selfproof.world.families import phrases as say
from selfproof.world.families.base import Draws, Parameters, Proof, ProofStep, Wrong
from selfproof.world.families.phrases import poly_tex, value
from selfproof.world.problem import Problem

Form = list[int]


def _combined(left: Sequence[int], quotient: Sequence[int], right: Sequence[int]) -> Form:
    """left + quotient * right."""
    other = say.product(quotient, right)
    size = max(len(left), len(other))
    padded = [*left, *([0] * (size - len(left)))]
    for i, coef in enumerate(other):
        padded[i] += coef
    return say.trimmed(padded)


def forms(quotients: Sequence[Form], linear: Form, last: int) -> tuple[Form, Form]:
    """The two forms whose chain of divisions has these quotients, from the end, and ends with
    `linear` and the constant `last`. The first form is the one divided by."""
    low, high = [last], linear
    for quotient in quotients:
        low, high = high, _combined(low, quotient, high)
    return low, high


def combination(quotients: Sequence[Form]) -> tuple[Form, Form]:
    """(u, v) with u f + v g = last, for (f, g) = forms(...)."""
    u, v = [0], [1]
    rows = list(reversed(quotients))
    # r_0 = g, r_1 = f, r_2 = r_0 - q r_1, ...; each as (u, v).
    before: tuple[Form, Form] = ([0], [1])
    here: tuple[Form, Form] = ([1], [0])
    for quotient in rows:
        minus = [-c for c in quotient]
        u = _combined(before[0], minus, here[0])
        v = _combined(before[1], minus, here[1])
        before, here = here, (u, v)
    return here


def write(problem: Problem, style: int) -> Proof:
    """A reference proof; see `Family`."""
    draws = Draws(f"{problem.name}/{style}")
    if not problem.truth:
        return _disproof(problem.parameters, draws)
    return _Writer(problem, draws).proof()


def _disproof(parameters: Parameters, draws: Draws) -> Proof:
    f, g = parameters["f"], parameters["g"]
    near = sorted(range(-40, 41), key=lambda n: (abs(n), -n))
    n = next(n for n in near if greatest(value(f, n), value(g, n)) > 1)
    verdict = draws.pick(
        ("The statement is false.", "This is false.", "No, the statement is false.")
    )
    yes = Wrong("The statement is true.", say.WRONG_ANSWER, (IssueKind.WRONG_ANSWER,), 0.0)
    take = draws.pick(("Take", "Consider", "Let us take"))

    def example(n: int, a: int, b: int, d: int) -> str:
        first = f"${poly_tex(f)} = {_shown(f, n, a)}$ and ${poly_tex(g)} = {_shown(g, n, b)}$"
        return f"{take} $n = {n}$. Then {first}, and $\\gcd({a}, {b}) = {d} \\ne 1$."

    a, b = value(f, n), value(g, n)
    d = greatest(a, b)
    other = next((k for k in near if greatest(value(f, k), value(g, k)) == 1), None)
    fatal = (IssueKind.FALSE_STEP, IssueKind.SLIP)
    wrong = [Wrong(example(n, a + d, b, greatest(a + d, b)), say.SLIP, fatal, 0.5)]
    if other is not None:
        c, e = value(f, other), value(g, other)
        kinds = (IssueKind.FALSE_STEP, IssueKind.MISSING_PART)
        wrong.append(Wrong(example(other, c, e, d), say.PROPAGATED, kinds, 0.0))
    steps = (
        ProofStep(verdict, "answer", wrong=(yes,)),
        ProofStep(example(n, a, b, d), "check", wrong=tuple(wrong)),
    )
    return Proof(steps)


def _shown(form: Sequence[int], n: int, number: int) -> str:
    put_in = say.substituted_tex(form, n)
    return put_in if put_in == str(number) else f"{put_in} = {number}"


class _Writer:
    """A proof that the greatest common divisor is what is claimed."""

    def __init__(self, problem: Problem, draws: Draws) -> None:
        self.draws, self.parameters = draws, problem.parameters
        self.decide = problem.task == "decide"
        self.f: Form = list(problem.parameters["f"])
        self.g: Form = list(problem.parameters["g"])
        self.kind = str(problem.parameters["kind"])
        self.value = int(problem.parameters["value"])
        self.quotients = [list(q) for q in problem.parameters["quotients"]]
        self.d = draws.pick(("d", "d", "g", "D"))

    def proof(self) -> Proof:
        linear = all(len(q) == 1 for q in self.quotients)
        at_once = len(self.quotients) == 1 or (linear and self.draws.between(0, 1) == 1)
        middle = [self.at_once()] if at_once else self.chain()
        end = say.ending(self.draws)
        steps = [self.opening(), *middle, *self.closing()]
        if end:
            steps.append(ProofStep(end, "conclusion"))
        return Proof(tuple(steps))

    def opening(self) -> ProofStep:
        draws, d, f, g = self.draws, self.d, poly_tex(self.f), poly_tex(self.g)
        texts = [say.opening(draws)]
        wrong: list[Wrong] = []
        if self.decide:
            texts.append(draws.pick(("The statement is true.", "Yes, the statement is true.")))
        if draws.between(0, 1):
            texts.append(say.let_integers(draws, ("n",)))
        texts.append(
            draws.pick(
                (
                    f"Let ${d} = \\gcd({f}, {g})$. Then ${d} \\mid {f}$ and ${d} \\mid {g}$.",
                    f"Put ${d} = \\gcd({f}, {g})$, so that ${d} \\mid {f}$ and ${d} \\mid {g}$.",
                    f"Let ${d} = \\gcd({f}, {g})$. Then ${d}$ divides both ${f}$ and ${g}$.",
                )
            )
        )
        text = " ".join(filter(None, texts))
        if self.decide:
            false = text.replace("statement is true", "statement is false")
            wrong.append(Wrong(false, say.WRONG_ANSWER, (IssueKind.WRONG_ANSWER,), 0.0))
        if self.kind in ("one", "odd"):
            assumed = f"{text} Suppose that ${d} = 1$."
            wrong.append(Wrong(assumed, say.ASSUMED, (IssueKind.CIRCULAR,), 0.0))
        return ProofStep(text, "opening", wrong=tuple(wrong))

    @property
    def last(self) -> int:
        """The constant at the end of the chain."""
        return self.value

    def scaled(self, form: Sequence[int]) -> Form:
        return [self.value * c for c in form] if self.kind == "exactly" else list(form)

    def at_once(self) -> ProofStep:
        """One combination of both forms."""
        u, v = combination(self.quotients)
        f, g, d = poly_tex(self.f), poly_tex(self.g), self.d
        parts = [(u, f), (v, g)]
        if (u[-1], v[-1])[0] < 0:
            parts.reverse()
        form = self.draws.between(0, 2)

        def body(last: int) -> str:
            combined = _products(parts)
            return (
                f"Hence ${d}$ divides ${combined} = {last}$.",
                f"Therefore ${d} \\mid {combined} = {last}$.",
                f"Now ${combined} = {last}$, so ${d} \\mid {last}$.",
            )[form]

        wrong = [Wrong(body(self.last + 1), say.SLIP, (IssueKind.SLIP,), 0.5)]
        if form == 2 and self.kind != "divides":
            fatal = (IssueKind.FALSE_STEP, IssueKind.GAP)
            wrong = [Wrong(body(self.last + 1), say.PROPAGATED, fatal, 0.0)]
        if len(u) == len(v) == 1 and self.kind == "divides":
            leap = f"Clearly ${d} \\mid {self.last}$."
            wrong.append(Wrong(leap, say.LEAP, (IssueKind.OMITTED_DETAIL,), 0.5))
        return ProofStep(body(self.last), "computation", wrong=tuple(wrong))

    def chain(self) -> list[ProofStep]:
        """Division after division."""
        steps: list[ProofStep] = []
        before, here, d = self.g, self.f, self.d
        start = self.draws.pick(("Hence", "Therefore", "So", "Thus"))
        for quotient in reversed(self.quotients):
            rest = _combined(before, [-c for c in quotient], here)
            parts = [([1], poly_tex(before)), ([-c for c in quotient], poly_tex(here))]
            if rest[-1] < 0:
                parts = [(quotient, poly_tex(here)), ([-1], poly_tex(before))]

            def body(
                rest: Sequence[int], start: str = start, combined: str = _products(parts)
            ) -> str:
                return f"{start} ${d}$ divides ${combined} = {poly_tex(rest)}$."

            shown = [-c for c in rest] if rest[-1] < 0 else rest
            off = [shown[0] + 1, *shown[1:]]
            wrong = (Wrong(body(off), say.SLIP, (IssueKind.SLIP,), 0.5),)
            steps.append(ProofStep(body(shown), "computation", wrong=wrong))
            before, here = here, rest
            start = self.draws.pick(("Then", "Next,", "So", "Further,"))
        return steps

    def closing(self) -> list[ProofStep]:
        d, draws = self.d, self.draws
        f, g = poly_tex(self.f), poly_tex(self.g)
        if self.kind == "divides":
            text = draws.pick(
                (f"So $\\gcd({f}, {g}) \\mid {self.value}$.", f"That is, ${d} \\mid {self.value}$.")
            )
            return [ProofStep(text, "conclusion")]
        if self.kind == "exactly":
            m = self.value
            inner_f, inner_g = ([c // m for c in form] for form in (self.f, self.g))
            back = (
                f"On the other hand, ${f} = {m}({poly_tex(inner_f)})$ and "
                f"${g} = {m}({poly_tex(inner_g)})$, so ${m} \\mid {d}$."
            )
            return [
                ProofStep(back, "step"),
                ProofStep(draws.pick((f"Hence ${d} = {m}$.", f"So ${d} = {m}$.")), "conclusion"),
            ]
        if self.kind == "odd":
            return self.not_the_prime()
        text = draws.pick((f"Hence ${d} = 1$.", f"So ${d} = 1$.", f"It follows that ${d} = 1$."))
        return [ProofStep(text, "conclusion")]

    def not_the_prime(self) -> list[ProofStep]:
        """d divides a prime that does not divide the first form."""
        d, p, f = self.d, self.value, self.f
        rest = f[0] % p
        inner = [(f[0] - rest) // p, *(c // p for c in f[1:])]
        form = self.draws.between(0, 1)

        def body(rest: int) -> str:
            split = f"{poly_tex(f)} = {p}({poly_tex(inner)}) + {rest}"
            return (
                f"So ${d} = 1$ or ${d} = {p}$. But ${split}$ is not divisible by ${p}$, so "
                f"${d} \\ne {p}$.",
                f"So ${d}$ is $1$ or ${p}$. Since ${poly_tex(f)} \\equiv {rest} {say.mod(p)}$, the "
                f"number ${p}$ does not divide ${poly_tex(f)}$, so ${d} \\ne {p}$.",
            )[form]

        gap = Wrong("", say.GAP, (IssueKind.GAP, IssueKind.FALSE_STEP), 0.0, elsewhere=True)
        wrong = (gap,)
        return [
            ProofStep(body(rest), "step", wrong=wrong),
            ProofStep(f"{say.connective(self.draws)} ${d} = 1$.", "conclusion"),
        ]


def _products(parts: Sequence[tuple[Sequence[int], str]]) -> str:
    """A combination of forms, each in brackets: `2(3n + 1) - (6n + 1)`."""
    text = ""
    for multiplier, form in parts:
        terms_in = sum(1 for c in multiplier if c)
        negative = multiplier[-1] < 0
        size = [-c for c in multiplier] if negative else list(multiplier)
        shown = poly_tex(size)
        if shown == "1":
            piece = f"({form})"
        elif terms_in > 1:
            piece = f"({shown})({form})"
        else:
            piece = f"{shown}({form})"
        if not text:
            text = f"-{piece}" if negative else piece
        else:
            text += f" - {piece}" if negative else f" + {piece}"
    return text
