"""Propositions in words and LaTeX, and that they are read back as claims of the same."""

from __future__ import annotations

import pytest

from selfproof.world import show
from selfproof.world.language import Vocabulary, read
from selfproof.world.language.statements import Claim, Declare
from selfproof.world.props import And, Cong, Divides, Exists, Forall, Is, Named, Not, Or, Prop, Rel
from selfproof.world.terms import Call, Div, Term, Var, add, mul, neg, num, power, sub

N, K, X = Var("n"), Var("k"), Var("x")
A, B, C, D = (Var(name) for name in "ABCD")
VOCABULARY = Vocabulary({"n": "integer"}, frozenset("a"), frozenset("ABCD"))

TERMS: list[tuple[Term, str]] = [
    (num(-3), "-3"),
    (add(power(N, 2), neg(N), num(-1)), "n^2 - n - 1"),
    (mul(num(2), add(N, num(1))), "2(n + 1)"),
    (mul(num(2), num(3)), "2 \\cdot 3"),
    (mul(Var("\\alpha"), X), "\\alpha x"),
    (power(num(-2), 3), "(-2)^3"),
    (power(add(N, num(1)), 10), "(n + 1)^{10}"),
    (Div(num(1), N), "\\frac{1}{n}"),
    (Call("a", (add(N, num(1)),)), "a_{n + 1}"),
    (Call("factorial", (N,)), "n!"),
    (Call("slope", (A, B)), "m_{AB}"),
    (Call("dist2", (A, B)), "AB^2"),
    (sub(N, sub(K, num(1))), "n - (k - 1)"),
    (Var("x_12"), "x_{12}"),
]


@pytest.mark.parametrize(("term", "text"), TERMS)
def test_terms(term: Term, text: str) -> None:
    assert show.tex(term) == text


READ_BACK: list[Prop] = [
    Rel("=", N, num(2)),
    Rel("!=", N, num(2)),
    Rel(">=", power(X, 2), num(0)),
    Divides(num(3), N),
    Not(Divides(num(3), N)),
    Cong(N, num(1), num(3)),
    Not(Cong(N, num(1), num(3))),
    Is(N, "integer"),
    Is(N, "prime"),
    Is(N, "square"),
    Not(Is(N, "square")),
    Or((Cong(N, num(0), num(2)), Cong(N, num(1), num(2)))),
    Or((Rel("=", N, num(1)), Rel("=", N, num(2)))),
    Or((Rel("=", N, num(1)), Divides(num(3), N))),
    Forall(("n",), "integer", Divides(num(2), mul(N, add(N, num(1))))),
    Named("collinear", (A, B, C)),
    Named("perpendicular", (A, B, C, D)),
    Named("parallel", (A, B, C, D)),
    Named("equal lengths", (A, B, C, D)),
    Named("midpoint", (A, B, C)),
    Named("on line", (A, B, C)),
    Named("right angle", (A, B, C)),
    Named("parallelogram", (A, B, C, D)),
    Named("concyclic", (A, B, C, D)),
]


@pytest.mark.parametrize("prop", READ_BACK)
def test_words_are_read_back(prop: Prop) -> None:
    (sentence,) = read(f"So {show.words(prop)}.", VOCABULARY)
    assert [item.body for item in sentence.items] == [Claim(prop)]


def test_both_parts_of_a_conjunction_are_read_back() -> None:
    parts = (Rel("=", N, num(2)), Divides(num(3), K))
    (sentence,) = read(f"So {show.words(And(parts))}.", VOCABULARY)
    assert [item.body for item in sentence.items] == [Claim(part) for part in parts]


def test_an_existence_is_read_back() -> None:
    inner = Rel("=", N, mul(num(2), K))
    (sentence,) = read(f"So {show.words(Exists(('k',), 'integer', inner))}.", VOCABULARY)
    assert [item.body for item in sentence.items] == [Declare(("k",), "integer", (inner,))]


def test_everything_has_words() -> None:
    odd: list[Prop] = [
        And(()),
        Or(()),
        Not(And((Rel("=", N, K), Rel("<", N, K)))),
        Named("some relation", (N,)),
        Exists(("n", "k"), "positive integer", Rel("=", N, K)),
    ]
    for prop in (*READ_BACK, *odd):
        assert show.words(prop)
        assert show.prop_tex(prop)
