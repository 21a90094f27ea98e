"""Reference proofs of the family `modulus`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selfproof.world.assess import IssueKind
from selfproof.world.families import phrases as say
from selfproof.world.families.base import Draws, Proof, ProofStep, Wrong
from selfproof.world.families.phrases import math, mod, monomial
from selfproof.world.problem import Problem
from selfproof.world.terms import Term, add

_POWERS = {2: "square", 3: "cube", 4: "fourth power", 5: "fifth power", 6: "sixth power"}


@dataclass(frozen=True, slots=True)
class Equation:
    """a x^k + b y^l = c."""

    a: int
    k: int
    b: int
    l: int  # noqa: E741
    c: int

    @property
    def left_tex(self) -> str:
        x, y = say.power_tex("x", self.k), say.power_tex("y", self.l)
        return say.sum_tex(((self.a, x), (self.b, y)))

    @property
    def tex(self) -> str:
        return f"{self.left_tex} = {self.c}"

    @property
    def left(self) -> Term:
        return add(monomial(self.a, "x", self.k), monomial(self.b, "y", self.l))

    def at(self, x: int, y: int) -> int:
        return self.a * int(x**self.k) + self.b * int(y**self.l)

    def solvable(self, m: int) -> bool:
        """Modulo m."""
        right = {self.b * y % m for y in residues(self.l, m)}
        return any((self.c - self.a * x) % m in right for x in residues(self.k, m))


def residues(exponent: int, m: int) -> list[int]:
    """Of the powers modulo m, in order."""
    return sorted({pow(x, exponent, m) for x in range(m)})


def write(problem: Problem, here: Equation, style: int) -> Proof:
    """A reference proof; see `Family`."""
    draws = Draws(f"{problem.name}/{style}")
    if not problem.truth:
        return _solution(here, draws)
    return _Writer(problem, here, draws).proof()


def _solution(here: Equation, draws: Draws) -> Proof:
    """The equation has solutions after all."""
    near = sorted(range(-8, 9), key=lambda x: (abs(x), -x))
    places = [(x, y) for x in near for y in near]
    x, y = next(at for at in places if here.at(*at) == here.c)
    verdict = draws.pick(
        ("The statement is false.", "This is false.", "No, the statement is false.")
    )
    yes = Wrong("The statement is true.", say.WRONG_ANSWER, (IssueKind.WRONG_ANSWER,), 0.0)
    take = draws.pick(("Take", "Consider", "Let us take"))

    def example(x: int, y: int, shown: tuple[int, int]) -> str:
        put_in = say.sum_tex(
            (
                (here.a, say.power_tex(say.bracketed(x), here.k)),
                (here.b, say.power_tex(say.bracketed(y), here.l)),
            )
        )
        middle = say.plus_tex(shown)
        value = "" if middle == str(here.c) else f" = {here.c}"
        text = f"{take} $x = {x}$ and $y = {y}$. Then ${here.left_tex} = {put_in} = {middle}"
        return f"{text}{value}$."

    sizes = (here.a * x**here.k, here.b * y**here.l)
    wrong = (
        Wrong(example(x, y, (sizes[0] + 1, sizes[1])), say.SLIP, (IssueKind.SLIP,), 0.5),
        Wrong(
            example(x + 1, y, (here.c - sizes[1], sizes[1])),
            say.PROPAGATED,
            (IssueKind.FALSE_STEP, IssueKind.MISSING_PART),
            0.0,
        ),
    )
    steps = (
        ProofStep(verdict, "answer", wrong=(yes,)),
        ProofStep(example(x, y, sizes), "check", wrong=wrong),
    )
    return Proof(steps)


@dataclass(frozen=True, slots=True)
class _Used:
    """A term of the left side that does not vanish modulo m."""

    name: str
    coef: int
    k: int


class _Writer:
    """One proof of impossibility."""

    def __init__(self, problem: Problem, here: Equation, draws: Draws) -> None:
        self.problem, self.here, self.draws = problem, here, draws
        self.m = int(problem.parameters["m"])
        self.table = problem.level > 2 or draws.between(1, 3) == 1
        self.lines = draws.between(1, 2) == 1
        self.pairs = draws.between(1, 2) == 1 and self.pair_count() <= (4 if self.table else 9)
        self.order = draws.pick(("suppose first", "residues first", "residues first", "direct"))

    def proof(self) -> Proof:
        """Suppose a solution, look at the powers, combine."""
        here, m = self.here, self.m
        steps = [self.opening()]
        used = [_Used("x", here.a, here.k), _Used("y", here.b, here.l)]
        used = [each for each in used if any(each.coef * r % m for r in residues(each.k, m))]
        if self.table:
            for exponent in dict.fromkeys(each.k for each in used):
                steps += self.powers(exponent)
        steps.append(self.core(used))
        if len(used) == 2 and self.pairs:
            steps += [*self.cases(), self.combined(used)]
        if self.order == "residues first":
            steps.append(ProofStep(self.suppose(), "opening"))
        steps.append(self.end())
        return Proof(tuple(step for step in steps if step.text))

    def opening(self) -> ProofStep:
        draws, tex = self.draws, math(self.here.tex)
        texts = [say.opening(draws)]
        wrong: tuple[Wrong, ...] = ()
        if self.problem.task == "decide":
            texts.append(draws.pick(("The statement is true.", "Yes, the statement is true.")))
            bad = "The statement is false."
            wrong = (Wrong(bad, say.WRONG_ANSWER, (IssueKind.WRONG_ANSWER,), 0.0),)
        if self.order == "suppose first":
            texts.append(
                draws.pick(
                    (
                        f"Suppose, for contradiction, that {tex} for some integers $x$ and $y$.",
                        f"Suppose, for contradiction, that there are integers $x$ and $y$ with "
                        f"{tex}.",
                        f"Assume, for contradiction, that $x$ and $y$ are integers with {tex}.",
                        f"Suppose that $x$ and $y$ are integers such that {tex}.",
                    )
                )
            )
        else:
            texts.append(say.let_integers(draws, ("x", "y")))
        look = [f"We work modulo ${self.m}$.", ""]
        if self.order == "suppose first":
            look.append(f"Consider the equation modulo ${self.m}$.")
        texts.append(draws.pick(look))
        return ProofStep(" ".join(filter(None, texts)), "opening", wrong=wrong)

    def suppose(self) -> str:
        """After the residues are known."""
        tex = math(self.here.tex)
        return self.draws.pick(
            (
                f"Suppose, for contradiction, that {tex}.",
                f"Now suppose, for contradiction, that {tex}.",
                f"Assume, for contradiction, that {tex}.",
                f"Suppose that {tex}.",
            )
        )

    def powers(self, exponent: int) -> list[ProofStep]:
        """The powers of all residues, one by one."""
        m = self.m
        word = f"{_POWERS[exponent]}s"
        head = self.draws.pick(
            (f"We compute the {word} modulo ${m}$.", f"The {word} modulo ${m}$ are as follows.")
        )
        steps, mark = [ProofStep(head, "definition")], "\n- " if self.lines else ""
        for r in range(m):
            power, least = r**exponent, r**exponent % m
            start = say.power_tex(str(r), exponent)

            def body(shown: int, rest: int, start: str = start) -> str:
                tail = "" if shown == rest else f" \\equiv {rest} {mod(m)}"
                return f"{mark}${start} = {shown}{tail}$."

            wrong = (
                Wrong(body(power + m, least), say.SLIP, (IssueKind.SLIP,), 0.5),
                Wrong(body(power, (least + 1) % m), say.SLIP, (IssueKind.SLIP,), 0.5),
            )
            steps.append(ProofStep(body(power, least), "computation", math(start), wrong))
        return steps

    def listed(self, numbers: Sequence[int]) -> str:
        return say.listing([math(number) for number in numbers], "or")

    def core(self, used: Sequence[_Used]) -> ProofStep:
        """The residues of the powers and, but for pairs, what they combine to."""
        true = [residues(each.k, self.m) for each in used]
        alone = len(used) == 2 and self.pairs
        forms = [self.draws.between(0, 2) for _ in used]
        again = [used[i].k in [each.k for each in used[:i]] for i in range(len(used))]
        word = self.draws.pick(("Therefore", "Hence", "It follows that"))

        def body(lists: Sequence[Sequence[int]]) -> str:
            texts = [
                self.listed_powers(each, rests, form if self.table else 2, same)
                for each, rests, form, same in zip(used, lists, forms, again, strict=True)
            ]
            if not alone:
                texts.append(self.combination(used, lists, word))
            start = "\n" if self.lines and self.table else ""
            return start + " ".join(texts)

        wrong: list[Wrong] = []
        # Once a contradiction is at hand nothing that is said can be refuted, and the sums of two
        # powers modulo 8 or less are a detail to a reader.
        if self.order != "suppose first" and not alone and (self.m > 8 or len(used) == 1):
            for i, rests in enumerate(true):
                for bad in self.misread(rests):
                    lists = [*true[:i], bad, *true[i + 1 :]]
                    if self.here.c % self.m not in self.sums(used, lists):
                        kinds = (IssueKind.FALSE_STEP, IssueKind.MISSING_CASE)
                        wrong.append(Wrong(body(lists), say.PROPAGATED, kinds, 0.0))
        return ProofStep(body(true), "computation", wrong=tuple(wrong))

    def misread(self, rests: Sequence[int]) -> list[list[int]]:
        """Wrong lists of residues: one is missing, one is another number."""
        lists = [list(rests[:-1])]
        if len(rests) < self.m:
            extra = next(r for r in range(self.m) if r not in rests)
            lists.append(sorted({*rests[1:], extra}))
        return lists

    def listed_powers(self, used: _Used, rests: Sequence[int], form: int, again: bool) -> str:
        shown, listed = math(say.power_tex(used.name, used.k)), self.listed(rests)
        end = f"{shown} is congruent to {listed} modulo ${self.m}$."
        if again:
            return f"Likewise {end}"
        return (f"So {end}", f"Hence {end}", f"The {_POWERS[used.k]} {end}")[form]

    def pair_count(self) -> int:
        return len(residues(self.here.k, self.m)) * len(residues(self.here.l, self.m))

    def sums(self, used: Sequence[_Used], lists: Sequence[Sequence[int]]) -> list[int]:
        """What the left side can be modulo m."""
        found = {0}
        for each, rests in zip(used, lists, strict=True):
            found = {(old + each.coef * r) % self.m for old in found for r in rests}
        return sorted(found)

    def combination(self, used: Sequence[_Used], lists: Sequence[Sequence[int]], start: str) -> str:
        listed, left = self.listed(self.sums(used, lists)), self.here.left_tex
        if len(used) == 1:
            term = say.sum_tex(((used[0].coef, say.power_tex(used[0].name, used[0].k)),))
            first = f"{start} ${left} \\equiv {term} {mod(self.m)}$"
            return f"{first}, which is congruent to {listed} modulo ${self.m}$."
        return f"{start} ${left}$ is congruent to {listed} modulo ${self.m}$."

    def combined(self, used: Sequence[_Used]) -> ProofStep:
        """What all pairs come to."""
        lists = [residues(each.k, self.m) for each in used]
        return ProofStep(self.combination(used, lists, "In all cases"), "computation")

    def cases(self) -> list[ProofStep]:
        """Every pair of residues of the powers."""
        here, m, steps = self.here, self.m, []
        x, y = say.power_tex("x", here.k), say.power_tex("y", here.l)
        for r in residues(here.k, m):
            for s in residues(here.l, m):
                total = here.a * r + here.b * s
                put_in = say.sum_tex(
                    (c if rest else 0, "" if rest == 1 else str(rest))
                    for c, rest in ((here.a, r), (here.b, s))
                )
                case = f"${x} \\equiv {r} {mod(m)}$ and ${y} \\equiv {s} {mod(m)}$"

                def body(rest: int, put_in: str = put_in, case: str = case) -> str:
                    tail = "" if put_in == str(rest) else f" \\equiv {rest}"
                    return f"If {case}, then ${here.left_tex} \\equiv {put_in}{tail} {mod(m)}$."

                wrong = (
                    Wrong(
                        body((total + 1) % m),
                        say.SLIP,
                        (IssueKind.SLIP,),
                        0.5,
                    ),
                )
                steps.append(ProofStep(body(total % m), "case", case, wrong))
        return steps

    def end(self) -> ProofStep:
        here, m, draws = self.here, self.m, self.draws
        rest = here.c % m
        form = draws.between(0, 1)
        last = draws.pick(
            (
                "So the equation has no integer solutions.",
                "Hence there are no such integers.",
                "So there are no integer solutions.",
            )
        )

        def body(rest: int) -> str:
            c = f"{here.c} \\equiv {rest} {mod(m)}" if here.c != rest else str(rest)
            if self.order == "direct":
                return f"But ${c}$, so ${here.left_tex} \\ne {here.c}$. {last}".replace(
                    f"But ${rest}$, so", f"In particular it is not congruent to ${rest}$, so"
                )
            equal = f"But ${here.left_tex} = {c}$. "
            return equal + (f"This is a contradiction. {last}", "This is a contradiction.")[form]

        wrong = (
            Wrong(body((rest + 1) % m), say.SLIP, (IssueKind.SLIP, IssueKind.FALSE_STEP), 0.5),
        )
        return ProofStep(body(rest), "conclusion", wrong=wrong)
