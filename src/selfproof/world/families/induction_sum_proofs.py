"""Reference proofs for `induction_sum`: induction, telescoping, and a counterexample."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import gcd

from selfproof.world.assess import IssueKind
from selfproof.world.families import phrases as say
from selfproof.world.families import slips
from selfproof.world.families.base import Draws, Proof, ProofStep
from selfproof.world.families.series import At, Series, fraction, number, times
from selfproof.world.problem import Problem

# Writing.

_TRUE = ("The statement is true.", "We show that the statement is true.", "This is true.")
_FALSE = ("The statement is false.", "This is false.", "The statement is not true.")
_WRONG_VERDICT = (slips.fatal("The statement is false.", say.WRONG_ANSWER, IssueKind.WRONG_ANSWER),)


def write_proof(problem: Problem, series: Series, style: int) -> Proof:
    """A reference proof, by telescoping for every third style."""
    draws = Draws(f"{problem.name}/{style}")
    if problem.truth:
        steps = (_by_telescoping if style % 3 == 2 else _by_induction)(series, draws)
        if problem.task == "decide":
            steps.insert(0, ProofStep(draws.pick(_TRUE), "answer", "", _WRONG_VERDICT))
    else:
        steps = _disproof(series, draws)
    steps.append(ProofStep(say.ending(draws), "conclusion"))
    return Proof(tuple(step for step in steps if step.text))


def _by_induction(series: Series, draws: Draws) -> list[ProofStep]:
    sums = _Naming(series, draws)
    k = draws.pick(("k", "k", "m"))
    steps = [
        ProofStep(
            say.opening(
                draws,
                "We use induction on $n$.",
                "We argue by induction on $n$.",
                "The proof is by induction on $n$.",
                "We prove the formula by induction on $n$.",
            ),
            "opening",
        ),
        ProofStep(sums.definition, "definition"),
        _base(series, sums, draws),
        *_inductive_step(series, sums, k, draws),
        ProofStep(_all(series, sums, draws), "conclusion"),
    ]
    return [step for step in steps if step.text]


class _Naming:
    """How a proof writes the sum: in full, or by a name of its own."""

    def __init__(self, series: Series, draws: Draws) -> None:
        self.series = series
        self.index = draws.pick(("i", "i", "j"))
        self.letter = draws.pick(("", "", "S", "T"))
        self.definition = ""
        if self.letter:
            named = f"{self.at(At('n'))} = {series.sigma(At('n'), self.index)}"
            self.definition = draws.pick((f"Let ${named}$.", f"Write ${named}$."))

    def at(self, to: At) -> str:
        if self.letter:
            return slips.index_tex(self.letter, to.text)
        return self.series.sigma(to, self.index)


def _base(series: Series, sums: _Naming, draws: Draws) -> ProofStep:
    start = series.start
    at, result = At("", start), number(series.body_value(start))
    left = sums.at(at)
    closed = series.closed(at)
    if closed == result:
        coefs, divisor = series.closed_poly
        closed = fraction(say.substituted_tex(coefs, start), divisor)
    same = f"{closed} = {result}"
    computed = f"{series.body(at)} = {result}" if series.body(at) != result else result

    def text(value: str = result) -> str:
        shown = same.replace(f"= {result}", f"= {value}")
        lead = f"{left} = {computed}" if value == result else f"{left} = {value}"
        return form.replace("@left", lead).replace("@right", shown)

    form = draws.pick(
        (
            f"Base case: $n = {start}$. We have $@left$ and $@right$, so the statement holds.",
            f"Base case: For $n = {start}$ we have $@left$ and $@right$.",
            f"**Base case.** Let $n = {start}$. Then $@left$ and $@right$, so the formula holds.",
            f"For $n = {start}$, we have $@left$ and $@right$, so the formula holds.",
        )
    )
    late = At("", start + 1)
    later = sum(series.body_value(start + i) for i in (0, 1))
    wrong_base = (
        f"Base case: $n = {start + 1}$. We have ${sums.at(late)} = {number(Fraction(later))}$"
        f" and ${series.closed(late)} = {number(Fraction(later))}$."
    )
    slipped = number(series.body_value(start) + 1)
    return ProofStep(
        text(),
        "base",
        f"n = {start}",
        (
            slips.fatal(wrong_base, say.WRONG_BASE, elsewhere=True),
            slips.fatal("", slips.MISSING_BASE, elsewhere=True),
            slips.minor(text(slipped), say.SLIP, IssueKind.SLIP),
        ),
    )


def _inductive_step(series: Series, sums: _Naming, k: str, draws: Draws) -> list[ProofStep]:
    now, after = At(k), At(k, 1)
    left, right = sums.at(now), series.closed(now)
    low = f"{k} \\ge {series.start}"
    head = draws.pick(("Inductive step: ", "**Inductive step.** ", "Inductive step: ", ""))
    suppose = draws.pick(
        (
            f"Suppose that the statement holds for $n = {k}$, that is, $@$, where ${low}$.",
            f"Let ${low}$ be an integer, and suppose that $@$.",
            f"Assume that $@$ for some integer ${low}$.",
            f"Suppose that $@$ for some ${low}$.",
        )
    )
    hypothesis = f"{left} = {right}"
    added = series.wrapped(after)
    first, second = f"{sums.at(after)} = {left} + {added}", f"{right} + {added}"
    last = series.closed(after)
    form = draws.pick(
        (
            "Then $@first = @second = @middle = @last$.",
            "Then $@first$. By the induction hypothesis, $@new = @second = @middle = @last$.",
            "By the induction hypothesis, $@first = @second = @middle = @last$.",
            "Then $$@first = @second = @middle = @last.$$",
            "Adding $@added$ to both sides gives $@new = @second = @middle = @last$.",
        )
    )

    def compute(middle: str, to: str = last, start: str = second, begin: str = first) -> str:
        values = {"first": begin, "second": start, "middle": middle, "last": to}
        values |= {"new": sums.at(after), "added": added}
        text = form
        for key, value in values.items():
            text = text.replace(f"@{key}", value)
        return text.replace(f"{to} = {to}", to)

    change = draws.pick((1, -1, 2))
    true_middle = series.middle(k)
    holds = draws.pick(
        (
            f"So the statement holds for $n = {k} + 1$.",
            f"So it holds for $n = {k}+1$.",
            f"Hence the statement holds for $n = {k}+1$.",
            f"This is the statement for $n = {k}+1$.",
        )
    )
    wrong_start = series.closed(now, change)
    late = f"{sums.at(after)} = {last}"
    computation_wrong = (slips.minor(compute(series.middle(k, change)), say.SLIP, IssueKind.SLIP),)
    supposed_wrong = (
        slips.fatal(
            head + suppose.replace("@", f"{left} = {wrong_start}"), say.PROPAGATED, elsewhere=True
        ),
        slips.fatal(head + suppose.replace("@", late), say.ASSUMED, elsewhere=True),
        slips.fatal(f"{head}Let ${low}$ be an integer.", say.NO_HYPOTHESIS, elsewhere=True),
    )
    return [
        ProofStep(head + suppose.replace("@", hypothesis), "step", "", supposed_wrong),
        ProofStep(compute(true_middle), "computation", "", computation_wrong),
        ProofStep(holds, "step"),
    ]


def _all(series: Series, sums: _Naming, draws: Draws) -> str:
    start = series.start
    return draws.pick(
        (
            f"By induction, the statement holds for all $n \\ge {start}$.",
            f"By induction it holds for all $n \\ge {start}$.",
            f"By induction, ${sums.at(At('n'))} = {series.closed(At('n'))}$ for all "
            f"$n \\ge {start}$.",
            f"Thus, by induction, the formula holds for all $n \\ge {start}$.",
        )
    )


def _by_telescoping(series: Series, draws: Draws) -> list[ProofStep]:
    """The term as a difference: G(i) - G(i - 1), where G is the closed form without its constant,
    or H(i) - H(i + 1) for fractions."""
    index = draws.pick(("i", "j"))
    body, last = series.body(At(index)), series.closed(At("n"))
    difference, ends = _difference(series, index), _ends(series)
    opening = draws.pick(
        (
            f"For every integer ${index} \\ge {series.start}$ we have $@$.",
            f"For all ${index} \\ge {series.start}$, $@$.",
            f"We have $@$ for every integer ${index} \\ge {series.start}$.",
            f"Note that $@$ for all ${index} \\ge {series.start}$.",
        )
    )
    inner = f"\\left({difference}\\right)"
    low = f"{index}={series.start}"
    summed = f"{series.sigma(At('n'), index)} = \\sum_{{{low}}}^{{n}} {inner}"
    form = draws.pick(
        (
            "Hence $@$.",
            f"Summing over ${index}$ gives $@$.",
            "By telescoping, $@$.",
            "Therefore $$@.$$",
        )
    )
    chain = f"{summed} = {ends} = {last}" if ends != last else f"{summed} = {last}"
    off = series.closed(At("n"), draws.pick((1, -1, 2)))
    return [
        ProofStep(
            opening.replace("@", f"{body} = {difference}"),
            "computation",
            "",
            (
                slips.minor(
                    opening.replace("@", f"{body} = {slips.with_slip(draws, difference)}"),
                    say.SLIP,
                    IssueKind.SLIP,
                ),
            ),
        ),
        ProofStep(
            form.replace("@", chain),
            "conclusion",
            "",
            (
                slips.fatal(form.replace("@", f"{summed} = {off}"), say.PROPAGATED),
                slips.fatal(form.replace("@", f"{ends} = {last}"), say.LEAP),
            ),
        ),
    ]


def _difference(series: Series, index: str) -> str:
    if series.tele[0]:
        return f"{_unit(series, At(index))} - {_unit(series, At(index, 1))}"
    here, before = _potential(series, At(index)), _potential(series, At(index, -1))
    alone = before.startswith("\\frac") and not series.geo[2]
    return f"{here} - {before if alone else slips.bracket(before)}"


def _ends(series: Series) -> str:
    if series.tele[0]:
        return f"{_unit(series, At('', 1))} - {_unit(series, At('n', 1))}"
    bare = _bare(series)
    low = bare.closed_value(series.start - 1)
    high = bare.closed(At("n"))
    if low == 0:
        return high
    return f"{high} + {number(-low)}" if low < 0 else f"{high} - {number(low)}"


def _unit(series: Series, at: At) -> str:
    """c / (d (d i + s - d)), cancelled."""
    c, d, s = series.tele
    common = gcd(c, d)
    bottom = times(str(d // common), at.linear(d, s - d))
    return f"\\frac{{{c // common}}}{{{bottom}}}"


def _potential(series: Series, at: At) -> str:
    return _bare(series).closed(at)


def _bare(series: Series) -> Series:
    """With a closed form without constant, where that leaves integers."""
    coefs, divisor = series.closed_poly
    if not series.geo[2] or coefs[0] % divisor:
        return series
    return replace(series, constant=-coefs[0] // divisor)


def _disproof(series: Series, draws: Draws) -> list[ProofStep]:
    at = series.start + 1
    first, second = series.body_value(at - 1), series.body_value(at)
    left, right = first + second, series.closed_value(at)
    to = At("", at)
    put_in = series.closed(to)
    total = f"{series.sigma(to)} = {say.plus_tex([int(first), int(second)])}"
    value = number(right)
    closed = put_in if put_in == value else f"{put_in} = {value}"
    form = draws.pick(
        (
            f"Take $n = {at}$; then $@left$, but $@right$.",
            f"For $n = {at}$ we have $@left$, but $@right$.",
            f"Let $n = {at}$. Then $@left$, while $@right$.",
        )
    )
    last = draws.pick(
        (
            f"Since ${number(left)} \\ne {value}$, the statement is false.",
            f"As ${number(left)} \\ne {value}$, the formula does not hold for $n = {at}$.",
        )
    )

    def text(shown: str, other: str = closed) -> str:
        return form.replace("@left", f"{total} = {shown}").replace("@right", other)

    same = f"{put_in} = {number(left)}"
    return [
        ProofStep(
            draws.pick(_FALSE),
            "answer",
            "",
            (slips.fatal("The statement is true.", say.WRONG_ANSWER, IssueKind.WRONG_ANSWER),),
        ),
        ProofStep(
            text(number(left)),
            "check",
            f"n = {at}",
            (
                slips.minor(text(str(slips.off(draws, int(left)))), say.SLIP, IssueKind.SLIP),
                slips.minor(text(number(left), same), say.SLIP, IssueKind.SLIP),
            ),
        ),
        ProofStep(last, "conclusion"),
    ]
