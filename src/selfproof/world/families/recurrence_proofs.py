"""Linear recurrences as text and terms, and the reference proofs of `recurrence`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from selfproof.world import terms
from selfproof.world.assess import IssueKind
from selfproof.world.families import phrases as say
from selfproof.world.families import slips
from selfproof.world.families.base import Draws, ProofStep
from selfproof.world.families.phrases import mod
from selfproof.world.props import Cong, Kind, Prop, Rel
from selfproof.world.terms import Call, Term, Var, num


@dataclass(frozen=True, slots=True)
class LinearSequence:
    """The parameters of a problem, with what they say as text and as terms."""

    letter: str
    start: int
    order: int
    lags: tuple[tuple[int, int], ...]
    """(e, p) for p a_{n+e} in the recurrence for a_{n+order}, the largest e first."""
    shift: int
    first: tuple[int, ...]
    modulus: int
    """0 for a closed form."""
    roots: tuple[tuple[int, int], ...]
    """(w, r) for w r^n in the closed form or residue; r = 1 for a constant."""
    slope: int
    """u of a part u n."""

    def a(self, at: str, plus: int = 0) -> str:
        return slips.index_tex(self.letter, _shifted(at, plus))

    def value(self, n: int) -> int:
        """What a_n is said to be (for residues, some number of that residue)."""
        return sum(w * int(r**n) for w, r in self.roots) + self.slope * n

    def claimed(self, at: str, plus: int = 0) -> str:
        """The closed form at `at` + plus."""
        pieces: list[tuple[int, str]] = []
        if self.slope:
            base = f"({_shifted(at, plus)})" if plus else at
            pieces.append(
                (self.slope, f"\\cdot {base}" if base.isdigit() and self.slope > 1 else base)
            )
        for w, r in self.roots:
            pieces.append((w, "" if r == 1 else _power(r, _shifted(at, plus))))
        pieces.sort(key=lambda piece: (piece[1] == "", piece[0] < 0))
        return _spaced(say.sum_tex(pieces))

    def recurrence(self, at: str = "n") -> str:
        """Its right side."""
        pieces = [(p, self.a(at, e)) for e, p in self.lags]
        return say.sum_tex([*pieces, (self.shift, "")])

    def reaching(self, at: str, show: Any) -> str:
        """The right side with show(e) for a_{at + e}, in brackets where needed."""
        pieces: list[tuple[int, str]] = []
        for e, p in self.lags:
            body = show(e)
            if not (p == 1 and not pieces):
                body = slips.bracket(body)
            if body[0].isdigit() or (body[0] == "(" and body[1:-1].lstrip("-").isdigit()):
                pieces.append((p, body) if abs(p) == 1 else (p, f"\\cdot {body}"))
            else:
                pieces.append((p, body))
        text = say.sum_tex([*pieces, (self.shift, "")])
        return _spaced(text)

    def next(self, window: Sequence[int]) -> int:
        return sum(p * window[e] for e, p in self.lags) + self.shift

    def term(self, at: Term) -> Term:
        """The closed form as a term."""
        parts: list[Term] = []
        if self.slope:
            parts.append(at if self.slope == 1 else terms.mul(num(self.slope), at))
        for w, r in self.roots:
            power = terms.power(num(r), at)
            parts.append(num(w) if r == 1 else power if w == 1 else terms.mul(num(w), power))
        return terms.add(*parts)

    @property
    def claim(self) -> Prop:
        here = Call(self.letter, (Var("n"),))
        if self.modulus:
            return Cong(here, self.term(Var("n")), num(self.modulus))
        return Rel("=", here, self.term(Var("n")))

    @property
    def kind(self) -> Kind:
        return "positive integer" if self.start else "natural"

    @property
    def failing(self) -> int | None:
        """The first base value that is not as claimed."""
        for i, value in enumerate(self.first):
            n = self.start + i
            difference = value - self.value(n)
            if difference % self.modulus if self.modulus else difference:
                return n
        return None


def claim_tex(sequence: LinearSequence, at: str = "n", plus: int = 0) -> str:
    """The claim, at an index."""
    here, value = sequence.a(at, plus), sequence.claimed(at, plus)
    if sequence.modulus:
        return f"{here} \\equiv {value} {mod(sequence.modulus)}"
    return f"{here} = {value}"


# Writing.


def proof(sequence: LinearSequence, strong: bool, decide: bool, draws: Draws) -> list[ProofStep]:
    steps = []
    if decide:
        verdict = draws.pick(("The statement is true.", "We show that the statement is true."))
        wrong = slips.fatal("The statement is false.", say.WRONG_ANSWER, IssueKind.WRONG_ANSWER)
        steps.append(ProofStep(verdict, "answer", "", (wrong,)))
    steps.append(
        ProofStep(
            say.opening(
                draws,
                "We use induction on $n$.",
                "We argue by strong induction on $n$." if strong else "The proof is by induction.",
                f"We prove by induction that ${claim_tex(sequence)}$ "
                f"for all $n \\ge {sequence.start}$.",
            ),
            "opening",
        )
    )
    steps += _bases(sequence, draws)
    steps += _step(sequence, strong, draws)
    low = sequence.start
    last = draws.pick(
        (
            f"By induction, ${claim_tex(sequence)}$ for all $n \\ge {low}$.",
            f"By induction, the statement holds for all $n \\ge {low}$.",
            f"By induction it holds for all $n \\ge {low}$.",
        )
    )
    steps.append(ProofStep(last, "conclusion"))
    return steps


def _bases(sequence: LinearSequence, draws: Draws) -> list[ProofStep]:
    several = sequence.order > 1
    head = "Base cases: " if several else "Base case: "
    head = draws.pick((head, f"**{head.strip()}** ", head))
    form = draws.pick(("For $n = {n}$, ${chain}$.", "${chain}$."))
    if not several:
        form = draws.pick(("$n = {n}$. We have ${chain}$.", "For $n = {n}$, ${chain}$."))
    steps = []
    for i, value in enumerate(sequence.first):
        n = sequence.start + i
        lead = head if i == 0 else ""

        def text(chain: str, n: int = n, lead: str = lead) -> str:
            return lead + form.format(n=n, chain=chain)

        false = _base_chain(sequence, n, value, draws.pick((1, 2, -1)))
        wrong = [slips.minor(text(false), say.SLIP, IssueKind.SLIP)]
        if i > 0 or not several:
            wrong.append(slips.fatal("", slips.MISSING_BASE, elsewhere=True))
        chain = _base_chain(sequence, n, value)
        steps.append(ProofStep(text(chain), "base", f"n = {n}", tuple(wrong)))
    return steps


def _base_chain(sequence: LinearSequence, n: int, value: int, slip: int = 0) -> str:
    """`a_3 = 17 = 2 + 3 \\cdot 5 \\equiv 2 \\pmod 5`, or `a_3 = 17 = 2 \\cdot 2^3 + 1`."""
    here, m = sequence.a(str(n)), sequence.modulus
    put_in = sequence.claimed(str(n))
    if not m:
        said = f"{value + slip}" if put_in == str(value) else f"{value + slip} = {put_in}"
        return f"{here} = {said}"
    claimed = sequence.value(n)
    if claimed == value + slip:
        return f"{here} = {value + slip}" + (f" = {put_in}" if put_in != str(claimed) else "")
    return f"{here} = {value + slip} \\equiv {put_in} {mod(m)}"


def _step(sequence: LinearSequence, strong: bool, draws: Draws) -> list[ProofStep]:
    """From k, ..., k + order - 1 to k + order; strongly, from all below k to k."""
    k, order = draws.pick(("k", "k", "m") if sequence.letter != "m" else ("k",)), sequence.order
    # `base` + e is the index of the lag e, and `base` + order the new index.
    low = sequence.start + (order if strong else 0)
    plus = -order if strong else 0
    suppose = _supposed(sequence, k, strong, low, draws)
    head = draws.pick(("Inductive step: ", "**Inductive step.** ", "Inductive step: ", ""))
    new = sequence.a(k, order + plus)
    rule = f"{new} = {sequence.reaching(k, lambda e: sequence.a(k, e + plus))}"
    put_in = sequence.reaching(k, lambda e: sequence.claimed(k, e + plus))
    target = sequence.claimed(k, order + plus)
    chain = _chain(sequence, k, plus, put_in, target)
    form = draws.pick(
        (
            "Then $@rule@chain$.",
            "By the induction hypothesis, $@rule@chain$.",
            "By the recurrence, $@rule$. By the induction hypothesis, $@new@chain$.",
            "The recurrence gives $@rule$, and by the induction hypothesis, $@new@chain$.",
        )
    )

    def text(shown: str) -> str:
        return form.replace("@rule", rule).replace("@new", new).replace("@chain", shown)

    at = _shifted(k, order + plus)
    holds = draws.pick(
        (
            f"So the statement holds for $n = {at}$.",
            f"Hence it holds for $n = {at}$.",
            f"This is the statement for $n = {at}$.",
        )
    )
    said = claim_tex(sequence, k, order + plus)
    slipped = put_in + f" + {draws.between(1, 2)}"
    wrong = (
        slips.minor(text(_chain(sequence, k, plus, slipped, target)), say.SLIP, IssueKind.SLIP),
    )
    return [
        ProofStep(
            head + suppose,
            "step",
            "",
            (
                slips.fatal(f"{head}Suppose that ${said}$.", say.ASSUMED, elsewhere=True),
                slips.fatal(
                    f"{head}Let ${k} \\ge {low}$ be an integer.", say.NO_HYPOTHESIS, elsewhere=True
                ),
            ),
        ),
        ProofStep(text(chain), "computation", "", wrong),
        ProofStep(holds, "step"),
    ]


def _supposed(sequence: LinearSequence, k: str, strong: bool, low: int, draws: Draws) -> str:
    start, order = sequence.start, sequence.order
    if strong:
        below = f"n < {k}" if start == 0 else f"1 \\le n < {k}"
        return draws.pick(
            (
                f"Let ${k} \\ge {low}$, and suppose that the statement holds for all $n$ with "
                f"${start} \\le n < {k}$.",
                f"Let ${k} \\ge {low}$ be an integer, and suppose that "
                f"${claim_tex(sequence)}$ for all $n$ with ${start} \\le n < {k}$.",
                f"Let ${k} \\ge {low}$ and assume that the statement holds for all ${below}$.",
            )
        )
    if order == 1:
        return draws.pick(
            (
                f"Suppose that the statement holds for $n = {k}$, that is, "
                f"${claim_tex(sequence, k)}$, where ${k} \\ge {low}$.",
                f"Let ${k} \\ge {low}$ be an integer, and suppose that ${claim_tex(sequence, k)}$.",
            )
        )
    if order == 2:
        both = f"${claim_tex(sequence, k)}$ and ${claim_tex(sequence, k, 1)}$"
        return draws.pick(
            (
                f"Let ${k} \\ge {low}$, and suppose that {both}.",
                f"Suppose that the statement holds for $n = {k}$ and $n = {k} + 1$, where "
                f"${k} \\ge {low}$.",
            )
        )
    if order == 3:
        values = f"$n = {k}$, $n = {k} + 1$ and $n = {k} + 2$"
    else:
        values = f"all $n$ with ${k} \\le n \\le {k} + {order - 1}$"
    return draws.pick(
        (
            f"Suppose that the statement holds for {values}, where ${k} \\ge {low}$.",
            f"Let ${k} \\ge {low}$, and suppose that the statement holds for {values}.",
        )
    )


def _chain(sequence: LinearSequence, k: str, plus: int, put_in: str, target: str) -> str:
    if not sequence.modulus:
        middle = _regrouped(sequence, k, plus)
        tail = f" = {middle}" if middle != target else ""
        return f" = {put_in}{tail} = {target}"
    relation = f" \\equiv {put_in}"
    reduced = _reduced(sequence, k, plus)
    if reduced not in (put_in, target):
        relation += f" = {reduced}"
    last = f" \\equiv {target}" if target not in (put_in, reduced) else ""
    if reduced == target and put_in != target:
        last = ""
        relation = f" \\equiv {put_in} = {target}"
    return f"{relation}{last} {mod(sequence.modulus)}"


def _regrouped(sequence: LinearSequence, k: str, plus: int) -> str:
    """The powers collected: w r^base (sum of p r^e), computed."""
    pieces = []
    for w, r in sequence.roots:
        total = sum(p * r**e for e, p in sequence.lags)
        if r == 1:
            pieces.append((w * total + sequence.shift, ""))
        else:
            pieces.append((w * total, _power(r, _shifted(k, plus))))
    if all(r != 1 for _, r in sequence.roots):
        pieces.append((sequence.shift, ""))
    pieces.sort(key=lambda piece: (piece[1] == "", piece[0] < 0))
    return say.sum_tex(pieces)


def _reduced(sequence: LinearSequence, k: str, plus: int) -> str:
    """What the claimed residues add up to, over the integers."""
    lags = sequence.lags
    if sequence.slope:
        total = sum(p for _, p in lags)
        constant = sum(w for w, _ in sequence.roots)
        rest = sum(p * (sequence.slope * (e + plus) + constant) for e, p in lags)
        return say.sum_tex([(total * sequence.slope, k), (rest + sequence.shift, "")])
    ((w, r),) = sequence.roots
    total = w * sum(p * r**e for e, p in lags)
    if r == 1:
        return str(total + sequence.shift)
    return say.sum_tex([(total, _power(r, _shifted(k, plus))), (sequence.shift, "")])


def disproof(sequence: LinearSequence, draws: Draws) -> list[ProofStep]:
    n = sequence.failing or 0
    value = sequence.first[n - sequence.start]
    here, put_in, m = sequence.a(str(n)), sequence.claimed(str(n)), sequence.modulus
    claimed = sequence.value(n)
    closed = put_in if put_in == str(claimed) else f"{put_in} = {claimed}"
    if m:
        difference = value - claimed
        chain = f"{here} - {slips.bracket(put_in)} = {difference}"
        plain = f"${here} = {value} \\not\\equiv {put_in} {mod(m)}$"
        text = draws.pick(
            (
                f"Take $n = {n}$; then {plain}.",
                f"For $n = {n}$ we have ${chain}$, which is not divisible by ${m}$.",
            )
        )
        wrong = f"Take $n = {n}$; then ${here} = {value + 1} \\not\\equiv {put_in} {mod(m)}$."
    else:
        text = draws.pick(
            (
                f"Take $n = {n}$; then ${here} = {value}$, but ${closed}$.",
                f"For $n = {n}$ we have ${here} = {value}$, while ${closed}$.",
            )
        )
        wrong = text.replace(f"{here} = {value}", f"{here} = {value + 7}")
    last = draws.pick(
        (f"So the statement does not hold for $n = {n}$.", "So the statement is false.")
    )
    wrongs = (slips.minor(wrong, say.SLIP, IssueKind.SLIP),)
    verdict = slips.fatal("The statement is true.", say.WRONG_ANSWER, IssueKind.WRONG_ANSWER)
    return [
        ProofStep(
            draws.pick(("The statement is false.", "This is false.")), "answer", "", (verdict,)
        ),
        ProofStep(text, "check", f"n = {n}", wrongs),
        ProofStep(last, "conclusion"),
    ]


# Formulas.


def _shifted(at: str, plus: int) -> str:
    if at.lstrip("-").isdigit():
        return str(int(at) + plus)
    return f"{at}{plus:+d}" if plus else at


def _spaced(text: str) -> str:
    return text.replace("\\cdot", " \\cdot").replace("  ", " ")


def _power(base: int, exponent: str) -> str:
    shown = f"({base})" if base < 0 else str(base)
    return f"{shown}^{{{exponent}}}" if len(exponent) > 1 else f"{shown}^{exponent}"
