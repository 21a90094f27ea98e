"""Reference proofs of the family `divisibility`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import gcd

from selfproof.world.assess import IssueKind
from selfproof.world.families import phrases as say
from selfproof.world.families.base import Draws, Proof, ProofStep, Wrong
from selfproof.world.families.glance import at_a_glance
from selfproof.world.families.phrases import Polynomial, math, mod
from selfproof.world.kernel.congruences import reduced, value_modulo
from selfproof.world.kernel.normal import polynomial
from selfproof.world.kernel.numbers import factors
from selfproof.world.poly import Poly, content
from selfproof.world.problem import Given, Problem
from selfproof.world.props import Cong, Divides
from selfproof.world.terms import Term, Var, add, mul, num, substitute


def write(problem: Problem, poly: Polynomial, style: int) -> Proof:
    """A reference proof; see `Family`."""
    draws = Draws(f"{problem.name}/{style}")
    if not problem.truth:
        return _disproof(problem, poly, draws)
    m = int(problem.parameters["m"])
    if len(poly.names) == 1 and not problem.hypotheses:
        abcd = _consecutive(poly, m)
        if abcd and draws.between(1, 2) == 1:
            return _factoring(problem, poly, abcd, draws)
    split = coprime_split(m)
    if split and (must_split(poly, m) or draws.between(1, 2) == 1):
        return _by_residues(problem, poly, split, draws)
    return _by_residues(problem, poly, (m,), draws)


def residue_classes(poly: Polynomial, m: int, odd: bool) -> list[tuple[int, ...]]:
    single = range(1, m, 2) if odd else range(m)
    if len(poly.names) == 1:
        return [(r,) for r in single]
    return [(r, s) for r in single for s in single]


def balanced(number: int, m: int) -> int:
    return (number + (m - 1) // 2) % m - (m - 1) // 2


def _frame(
    problem: Problem, poly: Polynomial, draws: Draws, whole: bool
) -> tuple[list[ProofStep], str]:
    """How the proof opens, and what it calls the number."""
    texts = [say.opening(draws)]
    if problem.task == "decide":
        texts.append(draws.pick(("The statement is true.", "Yes, the statement is true.")))
    if draws.between(1, 2) == 1:
        kind = "odd integer" if problem.hypotheses else "integer"
        texts.append(say.let_integers(draws, poly.names, kind))
    name = poly.tex
    if problem.parts > 5 or draws.between(1, 2) == 1:
        name = draws.pick(("N", "N", "A", "E"))
        word = draws.pick(("Let", "Put", "Set", "Write"))
        texts.append(f"{word} ${name} = {poly.tex}$.")
    wrong: tuple[Wrong, ...] = ()
    if problem.task == "decide":
        bad = "The statement is false."
        wrong = (Wrong(bad, say.WRONG_ANSWER, (IssueKind.WRONG_ANSWER,), 0.0),)
    text = " ".join(filter(None, texts))
    m = problem.parameters["m"]
    kinds = (IssueKind.CIRCULAR, IssueKind.MISSING_CASE, IssueKind.GAP)
    assumed = f"Suppose that ${m} \\mid {poly.tex}$."
    if whole:
        wrong += (Wrong(f"{text} {assumed}".strip(), say.ASSUMED, kinds, 0.0, elsewhere=True),)
    return [ProofStep(text, "opening", wrong=wrong)], name


def _by_residues(problem: Problem, poly: Polynomial, moduli: Sequence[int], draws: Draws) -> Proof:
    """By residue classes, for each of the coprime moduli."""
    steps, name = _frame(problem, poly, draws, len(moduli) == 1)
    look = _Look(draws, name, len(moduli) > 1, problem.parts)
    m, odd = problem.parameters["m"], problem.parameters["kind"] == "odd"
    for place, modulus in enumerate(moduli):
        classes = residue_classes(poly, modulus, odd)
        heavy = modulus > 7 and len(poly.names) == 1 and len(poly.coefs) > 3
        if (look.balanced or heavy) and modulus > 2:
            classes = [tuple(balanced(x, modulus) for x in r) for r in classes]
        steps.append(ProofStep(look.announce(poly.names, modulus, place, odd), "definition"))
        expand = look.expand and modulus <= 6 and max(sum(e) for _, e in poly.parts) <= 3
        missing = _missing(poly, modulus, moduli, odd)
        for r in classes:
            write = _expanded_case if expand and len(r) == 1 and not odd else _residue_case
            steps.append(write(poly, modulus, r, look, missing))
        steps.append(ProofStep(look.closing(modulus), "conclusion"))
    if len(moduli) > 1:
        a, b = moduli
        text = draws.pick(
            (
                f"Since $\\gcd({a}, {b}) = 1$, it follows that ${m} \\mid {name}$.",
                f"As ${a}$ and ${b}$ are coprime, ${name}$ is divisible by ${a} \\cdot {b} = {m}$.",
                f"Because ${a}$ and ${b}$ are coprime, ${m} \\mid {name}$.",
            )
        )
        steps.append(ProofStep(text, "conclusion"))
    end = say.ending(draws)
    if end:
        steps.append(ProofStep(end, "conclusion"))
    return Proof(tuple(step for step in steps if step.text))


class _Look:
    """The wording that all cases of one proof share."""

    def __init__(self, draws: Draws, name: str, several: bool, parts: int) -> None:
        self.draws = draws
        self.name = name
        self.several = several
        self.balanced = draws.between(1, 3) == 1
        self.expand = draws.between(1, 2) == 1
        self.lines = parts > 3 and draws.between(1, 2) == 1
        self.style = draws.pick(("Case", "If", "bold", "If"))
        self.then = draws.pick(("Then", "Here", "Then", "In this case"))
        self.count = 0

    def announce(self, names: Sequence[str], m: int, place: int, odd: bool) -> str:
        who = say.listing([math(name) for name in names])
        pick = self.draws.pick
        text = pick(
            (
                f"We consider the residue classes modulo ${m}$.",
                f"We look at {who} modulo ${m}$.",
                f"We go through the possible residues of {who} modulo ${m}$.",
                f"We distinguish cases by {who} modulo ${m}$.",
            )
        )
        if self.several:
            head = pick((f"First we show that ${m} \\mid {self.name}$.",))
            if place:
                head = f"Next we show that ${m} \\mid {self.name}$."
            text = pick((f"{head} {text}", head))
        self.count = 0
        return f"\n{text}" if self.lines and place else text

    def open(self, condition: str, when: str) -> tuple[str, str]:
        """(How the case begins, what the case is called)."""
        self.count += 1
        start = "\n" if self.lines else ""
        if self.style == "If":
            mark = "- " if self.lines else ""
            return f"{start}{mark}If {condition}, then ", when
        label = f"Case {self.count}"
        shown = f"**{label}.** " if self.style == "bold" else f"{label}: "
        return f"{start}{shown}{condition}. {self.then} ", label

    def closing(self, m: int) -> str:
        name, pick = self.name, self.draws.pick
        text = pick(
            (
                f"In all cases ${m} \\mid {name}$.",
                f"In every case ${name} \\equiv 0 {mod(m)}$, so ${m} \\mid {name}$.",
                f"So in all cases ${name}$ is divisible by ${m}$.",
                f"Hence ${name}$ is divisible by ${m}$ in every case.",
            )
        )
        return f"\n{text}" if self.lines else text


def _missing(poly: Polynomial, m: int, moduli: Sequence[int], odd: bool) -> bool:
    """Whether a case modulo m that is left out is missed. For a coprime factor up to 8 a reader
    may do the rest within a minute, unless it is all that matters."""
    if divides_at_a_glance(poly, m, odd):
        return False
    if m > 8 or len(poly.names) > 1:
        return True
    return all(each == m or divides_at_a_glance(poly, each, odd) for each in moduli)


def _residue_case(
    poly: Polynomial, m: int, r: Sequence[int], look: _Look, missing: bool
) -> ProofStep:
    conditions = [f"${name} \\equiv {x} {mod(m)}$" for name, x in zip(poly.names, r, strict=True)]
    start, part = look.open(" and ".join(conditions), conditions[0])
    value, put_in = poly.at(r), poly.put_in(r)

    def body(shown: int, rest: str = "0") -> str:
        middle = f"{put_in} = {shown}" if put_in != str(shown) else put_in
        tail = "" if str(shown) == rest else f" \\equiv {rest}"
        return f"{start}${look.name} \\equiv {middle}{tail} {mod(m)}$."

    similar = "\nThe other case is similar." if look.lines else "The other case is similar."
    other = body(value).replace(mod(m), mod(m + 1))
    wrong = [
        Wrong(body(value + m), say.SLIP, (IssueKind.SLIP,), 0.5),
        Wrong(body(value + 1, str((value + 1) % m)), say.SLIP, (IssueKind.SLIP,), 0.5),
    ]
    kinds = (IssueKind.MISSING_CASE,)
    if missing:
        wrong.append(Wrong("", say.MISSING_CASE, kinds, 0.0, elsewhere=True))
        wrong.append(Wrong(similar, say.LEAP, kinds, 0.0, elsewhere=True))
        if not look.several:
            wrong.append(Wrong(other, say.WRONG_MODULUS, kinds, 0.0, elsewhere=True))
    return ProofStep(body(value), "case", part, tuple(wrong))


def _expanded_case(
    poly: Polynomial, m: int, r: Sequence[int], look: _Look, missing: bool
) -> ProofStep:
    """The same with n = mk + r written out."""
    form = say.poly_tex((r[0], m), "k")
    extra = look.draws.pick(("with an integer $k$", "for some integer $k$"))
    start, part = look.open(f"$n = {form}$ {extra}", f"$n = {form}$")
    total, power = [0], [1]
    for coef in poly.coefs:
        total = [
            (total[i] if i < len(total) else 0) + (coef * power[i])
            for i in range(max(len(total), len(power)))
        ]
        power = say.product(power, (r[0], m))

    def body(coefs: Sequence[int], quotient: Sequence[int]) -> str:
        inner = say.poly_tex(quotient, "k")
        return f"{start}${look.name} = {say.poly_tex(coefs, 'k')} = {m}({inner})$."

    quotient = [c // m for c in total]
    changed = [c + (i == 1) for i, c in enumerate(quotient)]
    wrong = [Wrong(body(total, changed), say.SLIP, (IssueKind.SLIP,), 0.5)]
    if missing:
        kinds = (IssueKind.MISSING_CASE,)
        wrong.append(Wrong("", say.MISSING_CASE, kinds, 0.0, elsewhere=True))
    return ProofStep(body(total, quotient), "case", part, tuple(wrong))


def coprime_split(m: int) -> tuple[int, int] | None:
    """m = ab with a < b coprime and greater than 1."""
    for a in (3, 4, 5, 2):
        if m % a == 0 and gcd(a, m // a) == 1 and m > a:
            return (min(a, m // a), max(a, m // a))
    return None


def divides_at_a_glance(poly: Polynomial, m: int, odd: bool) -> bool:
    """Nothing has to be proved."""
    givens = [Given(name, "integer") for name in poly.names]
    known = [Cong(Var("n"), num(1), num(2))] if odd else []
    return at_a_glance(Divides(num(m), poly.term), givens, known)


def is_dull(poly: Polynomial, m: int, odd: bool) -> bool:
    """Hardly anything has to be proved: every prime power in m is seen to divide, or a common
    factor and a parity are (of t, where an odd n is 2t + 1)."""
    if divides_at_a_glance(poly, m, odd):
        return True
    powers = [p**e for p, e in factors(m) or ((m, 1),)]
    return all(divides_at_a_glance(poly, q, odd) or _by_parity(poly, q, odd) for q in powers)


def _by_parity(poly: Polynomial, q: int, odd: bool) -> bool:
    odd_value: dict[str, Term] = {"n": add(mul(num(2), Var("n")), num(1))} if odd else {}
    p = reduced(polynomial(substitute(poly.term, odd_value)), q)
    common = gcd(content(p), q)
    if q // common != 2:
        return False
    rest: Poly = {mono: int(c) // common for mono, c in p.items()}
    return all(
        value_modulo(rest, dict(zip(poly.names, at, strict=True)), 2) == 0
        for at in product((0, 1), repeat=len(poly.names))
    )


def must_split(poly: Polynomial, m: int) -> bool:
    """There would be too many cases otherwise."""
    return coprime_split(m) is not None and (m > 12 or len(poly.names) > 1)


def _consecutive(poly: Polynomial, m: int) -> tuple[int, int, int, int] | None:
    """(A, B, C, D) with P = A (n - 1)n(n + 1) + B n(n + 1) + C n + D, if each term is then
    divisible by m."""
    dense = [*poly.coefs, 0, 0, 0]
    if len(poly.coefs) > 4:
        return None
    a, b = dense[3], dense[2]
    c, d = dense[1] + a - b, dense[0]
    good = a * 6 % m == 0 and b * 2 % m == 0 and c % m == 0 and d % m == 0
    return (a, b, c, d) if good and (a or b) else None


def _factoring(problem: Problem, poly: Polynomial, abcd: Sequence[int], draws: Draws) -> Proof:
    """By products of consecutive integers."""
    steps, name = _frame(problem, poly, draws, False)
    m, (a, b, c, d) = problem.parameters["m"], abcd
    triple, pair = draws.pick(("(n-1)n(n+1)", "n(n-1)(n+1)")), "n(n+1)"

    def split(b: int, c: int) -> str:
        right = say.sum_tex(((a, triple), (b, pair), (c, "n"), (d, "")))
        start = f"{name} = {poly.tex}" if name != poly.tex and draws.between(0, 1) else name
        return f"{draws.pick(('We have', 'Note that', 'Rewriting gives'))} ${start} = {right}$."

    slips = (Wrong(split(b, c + m), say.SLIP, (IssueKind.SLIP,), 0.5),)
    steps.append(ProofStep(split(b, c), "computation", wrong=slips))
    if a:
        text = draws.pick(
            (
                f"The product ${triple}$ of three consecutive integers is divisible by $6$.",
                f"As a product of three consecutive integers, ${triple}$ is divisible by $6$.",
                f"Among three consecutive integers one is divisible by $3$ and at least one is "
                f"even, so $6 \\mid {triple}$.",
            )
        )
        steps.append(ProofStep(text, "computation"))
    if b:
        text = draws.pick(
            (
                f"The product ${pair}$ of two consecutive integers is even.",
                f"Since one of two consecutive integers is even, $2 \\mid {pair}$.",
            )
        )
        steps.append(ProofStep(text, "computation"))
    last = draws.pick(
        (
            f"Adding up, we see that ${m} \\mid {name}$.",
            f"{say.connective(draws)} ${m} \\mid {name}$.",
            f"{say.connective(draws)} ${name}$ is divisible by ${m}$.",
        )
    )
    steps.append(ProofStep(last, "conclusion"))
    return Proof(tuple(step for step in steps if step.text))


def _disproof(problem: Problem, poly: Polynomial, draws: Draws) -> Proof:
    """A counterexample with small values."""
    m, odd = problem.parameters["m"], problem.parameters["kind"] == "odd"
    single = sorted(range(1 if odd else -9, 10, 2 if odd else 1), key=lambda x: (abs(x), -x))
    several = len(poly.names) > 1
    places = [(x, y) for x in range(6) for y in range(6)] if several else [(x,) for x in single]
    fails = [at for at in places if poly.at(at) % m]
    at = fails[draws.between(0, min(2, len(fails) - 1))]
    holds = next((at for at in places if poly.at(at) % m == 0), None)
    verdict = draws.pick(
        (
            "The statement is false.",
            "This is false.",
            "No, the statement is false.",
            "The claim is not true.",
        )
    )
    take = draws.pick(("Take", "Consider", "A counterexample is", "Let us take"))
    form = draws.between(0, 2)

    def example(at: Sequence[int], shown: int) -> str:
        q, r = divmod(shown, m)
        values = " and ".join(f"${n} = {x}$" for n, x in zip(poly.names, at, strict=True))
        division = f"${shown} = {m} \\cdot {say.bracketed(q)} + {r}$"
        return (
            f"{take} {values}. Then ${poly.tex} = {poly.put_in(at)} = {shown}$"
            + (
                f", which is not divisible by ${m}$.",
                f", and ${m} \\nmid {shown}$.",
                f". Since {division}, it is not divisible by ${m}$.",
            )[form]
        )

    slip = next(d for d in (10, 1, 2) if (poly.at(at) + d) % m)
    wrong = [Wrong(example(at, poly.at(at) + slip), say.SLIP, (IssueKind.SLIP,), 0.5)]
    if holds is not None:
        kinds = (IssueKind.FALSE_STEP, IssueKind.MISSING_PART)
        wrong.append(Wrong(example(holds, poly.at(holds)), say.PROPAGATED, kinds, 0.0))
    yes = Wrong("The statement is true.", say.WRONG_ANSWER, (IssueKind.WRONG_ANSWER,), 0.0)
    return Proof(
        (
            ProofStep(verdict, "answer", wrong=(yes,)),
            ProofStep(example(at, poly.at(at)), "check", wrong=tuple(wrong)),
        )
    )
