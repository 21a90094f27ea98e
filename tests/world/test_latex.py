"""Formulas: what they mean, what is refused, and that nothing hurts."""

from __future__ import annotations

import random
import time
from fractions import Fraction

import pytest

from selfproof.world import show
from selfproof.world.latex import Failure, Formula, Names, parse_formula, parse_term
from selfproof.world.props import And, Cong, Divides, Is, Named, Not, Or, Rel
from selfproof.world.terms import (
    Add,
    Call,
    Div,
    Mul,
    Point,
    Pow,
    SumOver,
    Term,
    Var,
    add,
    mul,
    neg,
    num,
    power,
    sub,
)

N, K, X, Y = Var("n"), Var("k"), Var("x"), Var("y")
A, B, C, D = (Var(name) for name in "ABCD")
ONE, TWO = num(1), num(2)
NAMES = Names(frozenset("a"), frozenset("ABCD"))
I = Var("i")  # noqa: E741

TERMS: list[tuple[str, Term]] = [
    ("n", N),
    ("12", num(12)),
    ("-3", num(-3)),
    ("0.25", num(Fraction(1, 4))),
    ("2n", mul(TWO, N)),
    ("2 \\cdot 3", mul(TWO, num(3))),
    ("2 \\times 3", mul(TWO, num(3))),
    ("2 * n", mul(TWO, N)),
    ("xy", mul(X, Y)),
    ("n^2", power(N, 2)),
    ("n²", power(N, 2)),
    ("n**2", power(N, 2)),
    ("n^{k+1}", Pow(N, add(K, ONE))),
    ("2^{3k+1}", Pow(TWO, add(mul(num(3), K), ONE))),
    ("2^10", power(TWO, 10)),
    ("x^{-1}", power(X, -1)),
    ("x^-1", power(X, -1)),
    ("-n^2", neg(power(N, 2))),
    ("(-1)^n", Pow(num(-1), N)),
    ("n - 1", sub(N, ONE)),
    ("n − 1", sub(N, ONE)),
    ("x - -1", add(X, ONE)),
    ("\\frac{n}{2}", Div(N, TWO)),
    ("\\tfrac{n}{2}", Div(N, TWO)),
    ("\\frac12", Div(ONE, TWO)),
    ("\\frac1{n}", Div(ONE, N)),
    ("n/2", Div(N, TWO)),
    ("n(n+1)/2", Div(mul(N, add(N, ONE)), TWO)),
    ("n(n+1)", mul(N, add(N, ONE))),
    ("\\left(n+1\\right)^2", power(add(N, ONE), 2)),
    ("[n+1]^2", power(add(N, ONE), 2)),
    ("n!", Call("factorial", (N,))),
    ("(n+1)!", Call("factorial", (add(N, ONE),))),
    ("\\binom{n}{2}", Call("binom", (N, TWO))),
    ("\\gcd(n, k)", Call("gcd", (N, K))),
    ("gcd(n,k)", Call("gcd", (N, K))),
    ("\\operatorname{lcm}(n, k)", Call("lcm", (N, K))),
    ("\\min\\{n, k\\}", Call("min", (N, K))),
    ("|x - y|", Call("abs", (sub(X, Y),))),
    ("2|x|", mul(TWO, Call("abs", (X,)))),
    ("\\lvert x \\rvert", Call("abs", (X,))),
    ("\\sqrt{2}", Call("sqrt", (TWO,))),
    ("\\sqrt2", Call("sqrt", (TWO,))),
    ("a_n", Call("a", (N,))),
    ("a_{n+1}", Call("a", (add(N, ONE),))),
    ("a_1", Call("a", (ONE,))),
    ("a(n)", Call("a", (N,))),
    ("x_1", Var("x_1")),
    ("x_{12}", Var("x_12")),
    ("x_k", Call("x", (K,))),
    ("x'", Var("x'")),
    ("\\alpha", Var("\\alpha")),
    ("α", Var("\\alpha")),
    ("(1, 2)", Point(ONE, TWO)),
    ("(1,2,3)", Call("tuple", (ONE, TWO, num(3)))),
    ("\\{1, 2\\}", Call("set", (ONE, TWO))),
    ("\\{1, 2, \\dots, 5\\}", Call("set", tuple(map(num, range(1, 6))))),
    ("\\sum_{i=1}^{n} i^2", SumOver("i", ONE, N, power(I, 2))),
    ("\\sum_{i=1}^n i", SumOver("i", ONE, N, I)),
    ("1 + 2 + \\dots + n", SumOver("i", ONE, N, I)),
    ("1+2+...+n", SumOver("i", ONE, N, I)),
    ("1 + 3 + \\cdots + (2n-1)", SumOver("i", ONE, N, add(mul(TWO, I), num(-1)))),
    ("1^2 + 2^2 + \\dots + k^2", SumOver("i", ONE, K, power(I, 2))),
    ("1 + 2 + \\dots + (k+1)", SumOver("i", ONE, add(K, ONE), I)),
    ("1 + 2 + 4 + \\dots + 2^n", SumOver("i", num(0), N, Pow(TWO, I))),
    ("a_1 + a_2 + \\dots + a_n", SumOver("i", ONE, N, Call("a", (I,)))),
    ("1 + 2 + \\dots + n + (n+1)", Add((SumOver("i", ONE, N, I), N, ONE))),
    ("1 + 2 + \\dots + 100", SumOver("i", ONE, num(100), I)),
    ("1 \\cdot 2 \\cdots n", Call("factorial", (N,))),
    ("AB", Call("sqrt", (Call("dist2", (A, B)),))),
    ("AB^2", Call("dist2", (A, B))),
    ("|AB|", Call("sqrt", (Call("dist2", (A, B)),))),
    ("ABC", Call("polygon", (A, B, C))),
    ("m_{AB}", Call("slope", (A, B))),
    ("\\overrightarrow{AB}", Call("vector", (A, B))),
    ("\\boxed{n}", N),
    ("n.", N),
]


@pytest.mark.parametrize(("text", "term"), TERMS)
def test_terms(text: str, term: Term) -> None:
    assert parse_term(text, NAMES) == term


REFUSED = [
    "",
    "a/bc",
    "1/2n",
    "x^2^3",
    "2 \\frac{1}{2}",
    "2 3",
    "x 2",
    "n!!",
    "(n",
    "n)",
    "n +",
    "= n",
    "n = ",
    "\\sqrt[3]{n}",
    "\\int x",
    "n is even",
    "\\text{if } n",
    "x \\equiv 1",
    "1 + 2 + \\dots + 64x \\cdot y",
    "2 + 4 + \\dots + 64",
    "1 + 2 + 5 + \\dots + n",
    "1 + \\dots + n",
    "1 - 2 + \\dots",
    "17 \\bmod 5 = 7",
    "a = 1, b",
    "a = 1 \\text{ or } b = 2 \\text{ and } c = 3",
    "3 | 4 | n | 5 | 6",
    "x = \\pm y + \\pm z",
    "\\sum_{i=1}^{i} i",
    "∫",
    "\x00",
]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_clear_is_refused(text: str) -> None:
    failure = parse_formula(text, NAMES)
    assert isinstance(failure, Failure)
    assert failure.why


def rel(left: Term, right: Term) -> Rel:
    return Rel("=", left, right)


PROPS: list[tuple[str, tuple[object, ...]]] = [
    ("n = 2k", (rel(N, mul(TWO, K)),)),
    ("a \\ne b", (Rel("!=", Var("a"), Var("b")),)),
    ("x \\ge y > 0", (Rel(">=", X, Y), Rel(">", Y, num(0)))),
    ("x ≤ y", (Rel("<=", X, Y),)),
    ("0 \\le x < 3", (Rel("<=", num(0), X), Rel("<", X, num(3)))),
    ("x, y > 0", (Rel(">", X, num(0)), Rel(">", Y, num(0)))),
    (
        "7^2 = 49 \\equiv 1 \\pmod{12}",
        (rel(power(num(7), 2), num(49)), Cong(num(49), ONE, num(12))),
    ),
    ("n \\equiv 1 \\pmod 3", (Cong(N, ONE, num(3)),)),
    ("n ≡ 1 (mod 3)", (Cong(N, ONE, num(3)),)),
    ("n \\equiv 1 \\mod 3", (Cong(N, ONE, num(3)),)),
    ("n \\equiv 1 \\ (\\mathrm{mod}\\ 3)", (Cong(N, ONE, num(3)),)),
    ("x \\equiv y \\equiv 1 \\pmod 3", (Cong(X, Y, num(3)), Cong(Y, ONE, num(3)))),
    ("17 \\bmod 5 = 2", (Cong(num(17), TWO, num(5)),)),
    ("n \\not\\equiv 1 \\pmod 3", (Not(Cong(N, ONE, num(3))),)),
    (
        "x^2 \\equiv 0, 1 \\pmod 4",
        (Or((Cong(power(X, 2), num(0), num(4)), Cong(power(X, 2), ONE, num(4)))),),
    ),
    ("n \\equiv \\pm 1 \\pmod 6", (Or((Cong(N, ONE, num(6)), Cong(N, num(-1), num(6)))),)),
    ("3 \\mid n", (Divides(num(3), N),)),
    ("3 | n", (Divides(num(3), N),)),
    ("3 ∣ n", (Divides(num(3), N),)),
    ("3 \\nmid n", (Not(Divides(num(3), N)),)),
    ("3 \\not\\mid n", (Not(Divides(num(3), N)),)),
    ("3 \\mid n, k", (Divides(num(3), N), Divides(num(3), K))),
    ("n \\in \\{1, 2\\}", (Or((rel(N, ONE), rel(N, TWO))),)),
    ("n \\notin \\{1, 2\\}", (And((Rel("!=", N, ONE), Rel("!=", N, TWO))),)),
    ("n = 1, 2", (Or((rel(N, ONE), rel(N, TWO))),)),
    ("n = 1 \\text{ or } n = 2", (Or((rel(N, ONE), rel(N, TWO))),)),
    ("x = \\pm 2", (Or((rel(X, TWO), rel(X, num(-2)))),)),
    ("x = 1, y = 2", (rel(X, ONE), rel(Y, TWO))),
    ("(x, y) = (1, 2)", (And((rel(X, ONE), rel(Y, TWO))),)),
    (
        "(x, y) \\in \\{(1, 2), (2, 1)\\}",
        (Or((And((rel(X, ONE), rel(Y, TWO))), And((rel(X, TWO), rel(Y, ONE))))),),
    ),
    ("k \\in \\mathbb{Z}", (Is(K, "integer"),)),
    ("x, y \\in \\mathbb{R}^+", (Is(X, "positive real"), Is(Y, "positive real"))),
    ("n \\in \\mathbb{Z}_{\\ge 0}", (Is(N, "natural"),)),
    ("n = 2k, k \\in \\mathbb{Z}", (rel(N, mul(TWO, K)), Is(K, "integer"))),
    ("A = (1, 2)", (rel(A, Point(ONE, TWO)),)),
    ("A(1, 2), B(2, 1)", (rel(A, Point(ONE, TWO)), rel(B, Point(TWO, ONE)))),
    ("AB \\perp CD", (Named("perpendicular", (A, B, C, D)),)),
    ("AB ∥ CD", (Named("parallel", (A, B, C, D)),)),
    ("AB = CD", (Named("equal lengths", (A, B, C, D)),)),
    ("\\angle ABC = 90^\\circ", (Named("right angle", (A, B, C)),)),
    ("\\begin{align*} x &= y \\\\ &= 1 \\end{align*}", (rel(X, Y), rel(Y, ONE))),
    ("\\boxed{n = 2}", (rel(N, TWO),)),
]


@pytest.mark.parametrize(("text", "props"), PROPS)
def test_relations(text: str, props: tuple[object, ...]) -> None:
    formula = parse_formula(text, NAMES)
    assert isinstance(formula, Formula), formula
    assert formula.props == props


def test_a_chain_knows_its_ends() -> None:
    formula = parse_formula("x = y \\equiv 1 \\pmod 3")
    assert isinstance(formula, Formula)
    assert (formula.first, formula.last) == (X, ONE)


def test_a_list_of_terms() -> None:
    formula = parse_formula("x, y")
    assert isinstance(formula, Formula)
    assert formula.terms == (X, Y)


def test_a_modulus_can_come_from_outside() -> None:
    formula = parse_formula("8 \\equiv 1", modulus=num(7))
    assert isinstance(formula, Formula)
    assert formula.props == (Cong(num(8), ONE, num(7)),)


def test_an_unknown_sequence_depends_on_its_index() -> None:
    """x_i is no constant, or a sum over i would be wrong."""
    term = parse_term("\\sum_{i=1}^{n} x_i")
    assert term == SumOver("i", ONE, N, Call("x", (I,)))


def random_term(source: random.Random, depth: int) -> Term:
    kind = source.randrange(9) if depth else source.randrange(2)
    below = [random_term(source, depth - 1) for _ in range(3)] if kind > 1 else []
    match kind:
        case 0:
            return num(Fraction(source.randrange(-9, 10), source.choice([1, 1, 1, 2, 3])))
        case 1:
            return Var(source.choice(["n", "x", "\\alpha", "k", "x_1"]))
        case 2:
            return add(*below)
        case 3:
            return mul(*below[:2])
        case 4:
            return power(below[0], source.randrange(4))
        case 5:
            return Div(below[0], num(source.randrange(1, 5)))
        case 6:
            name = source.choice(["gcd", "abs", "factorial", "binom", "sqrt", "a"])
            return Call(name, tuple(below[: 2 if name in ("gcd", "binom") else 1]))
        case 7:
            return SumOver("i", ONE, N, Mul((Var("i"), below[0])))
        case _:
            return neg(below[0])


def test_what_is_shown_reads_back() -> None:
    """Showing what was read from a shown term gives the same text from then on."""
    source = random.Random("show")
    for _ in range(1_500):
        shown = show.tex(random_term(source, 3))
        read = parse_term(shown, NAMES)
        assert not isinstance(read, Failure), shown
        again = show.tex(read)
        reread = parse_term(again, NAMES)
        assert not isinstance(reread, Failure), again
        assert show.tex(reread) == again


HOSTILE = [
    "(" * 4_000,
    "-" * 4_000,
    "{" * 4_000,
    "2^" * 2_000,
    "n!" * 2_000,
    "\\frac" * 700,
    "1/2" * 1_300,
    "|" * 3_999,
    "\\sum_{i=1}^n" * 300,
    "9" * 4_000,
    "1+2+\\dots+n+" * 200 + "1",
    "a_" * 1_900,
    "\\pm1," * 700,
    "=" * 4_000,
    "2^{2^{2^{2^{2^{2^{9}}}}}} = 1",
    "1+2+\\dots+10^{10^{10}}",
    "\\{1,2,\\dots,10^9\\}",
    "1+2+\\dots+" + "9" * 900,
    "x" * 100_000,
    "\\left(" * 600,
    "\\gcd(" * 700,
    "x_{x_{x_{x_{x_{" * 100,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_formulas_are_survived(text: str) -> None:
    began = time.process_time()
    parse_formula(text, NAMES)
    assert time.process_time() - began < 1


def test_random_characters_are_survived() -> None:
    source = random.Random("characters")
    pieces = [*"()[]{}|^_+-*/=<>,.!0123456789nxyAB ", "\\frac", "\\dots", "\\pm", "\\pmod", "\\in"]
    pieces += ["\\{", "\\}", "\\sum", "\\sqrt", "\\cdot", "≡", "²", "\\\\", "&", "\\text{or}"]
    for _ in range(4_000):
        parse_formula("".join(source.choice(pieces) for _ in range(source.randrange(30))), NAMES)
