"""Proofs of inequalities in the words of other writers; beside each a version with one thing
changed, which must not score 1."""

from __future__ import annotations

import time

import pytest

from selfproof.world.check import check
from selfproof.world.problem import Problem
from selfproof.world.props import Exists, Rel
from selfproof.world.terms import add, mul, num, power
from tests.world.check.problems import SQUARES, A, B, problem

_BOUND = Rel(">=", add(power(A, 2), power(B, 2)), mul(num(2), A, B))
TWO = problem(
    "Prove that $a^2 + b^2 \\ge 2ab$ for all real numbers $a$ and $b$.",
    [("a", "real"), ("b", "real")],
    _BOUND,
)
PRODUCT = problem(
    "Prove that $(a^2 + 9)(b^2 + 4) \\ge 24ab$ for all positive real numbers $a$ and $b$.",
    [("a", "positive real"), ("b", "positive real")],
    Rel(
        ">=",
        mul(add(power(A, 2), num(9)), add(power(B, 2), num(4))),
        mul(num(24), A, B),
    ),
)
TOO_LARGE = problem(
    "Prove or disprove: $a^2 + b^2 \\ge 3ab$ for all real numbers $a$ and $b$.",
    [("a", "real"), ("b", "real")],
    Exists(("a", "b"), "real", Rel("<", add(power(A, 2), power(B, 2)), mul(num(3), A, B))),
    task="decide",
    truth=False,
)
_EQUALITY = (
    "Let $D$ be the left side minus the right side. We complete the squares. We have "
    "$D = (a - 1)^2 + (b - 2)^2$. Both summands are nonnegative, so $D \\ge 0$, and this is the "
    "inequality that was claimed. "
)
_LEMMA = (
    "Let $c$ be a positive number. For every real $t$ we have $(t - c)^2 \\ge 0$, and hence "
    "$t^2 + c^2 \\ge 2ct$. We apply this to each factor:\n\n* $c = 3$: $a^2 + 9 \\ge 6a$;\n"
    "* $c = 2$: $b^2 + 4 \\ge 4b$.\n\nAll numbers that occur here are positive. Therefore the two "
    "inequalities can be multiplied. So $(a^2 + 9)(b^2 + 4) \\ge 24ab$."
)
PROOFS: list[tuple[Problem, str, tuple[tuple[str, str], ...]]] = [
    (
        SQUARES,
        _EQUALITY + "For equality we need $D = 0$, so $a - 1 = 0$ and $b - 2 = 0$. The first "
        "equation gives $a = 1$. The second gives $b = 2$. In the other direction, for $a = 1$ and "
        "$b = 2$ both squares are $0$, so equality does hold there.",
        (
            ("(a - 1)^2", "(a + 1)^2"),
            ("Both summands", "All three summands"),
            ("are nonnegative", "are positive"),
            ("gives $b = 2$", "gives $b = 3$"),
            ("for $a = 1$", "for $a = 2$"),
            ("squares are $0$", "squares are $1$"),
            ("For equality we need $D = 0$, so", "So"),
        ),
    ),
    (
        SQUARES,
        "We use the identity $a^2 + b^2 - 2a - 4b + 5 = (a - 1)^2 + (b - 2)^2$. It is verified by "
        "expanding the squares: $(a - 1)^2 = a^2 - 2a + 1$ and $(b - 2)^2 = b^2 - 4b + 4$. The "
        "constant is $1 + 4 = 5$. Since the right side of the identity is never negative, the "
        "inequality follows. Equality holds exactly when the right side of the identity is $0$, "
        "and this requires that both squares are $0$. Thus $a = 1$ and $b = 2$. For this pair the "
        "squares are all $0$, so equality really occurs.",
        (
            ("+ 5 = (a", "+ 6 = (a"),
            ("constant is $1 + 4 = 5$", "constant is $1 + 5 = 6$"),
            (
                "right side of the identity is never negative",
                "right side of the identity is never 1",
            ),
            ("both squares", "all three squares"),
            ("$b = 2$. For", "$b = 1$. For"),
            ("is never negative, the", "is always positive, the"),
        ),
    ),
    (
        TWO,
        "The difference of the two sides is $a^2 + b^2 - 2ab = (a - b)^2$. The right side is "
        "never negative. The numbers $a$ and $b$ were arbitrary, so the inequality holds "
        "for all reals.",
        (),
    ),
    (
        PRODUCT,
        _LEMMA,
        (
            ("c = 3", "c = 2"),
            ("\\ge 6a", "\\ge 7a"),
            ("Let $c$ be a positive number.", "Let $c = 3$."),
            ("\\ge 2ct", "\\ge 3ct"),
            ("the two inequalities", "the three inequalities"),
            ("24ab", "25ab"),
        ),
    ),
    (
        TOO_LARGE,
        "We disprove the statement. Consider the pair $(a, b) = (2, 3)$. The left side is "
        "$4 + 9 = 13$ and the right side is $3 \\cdot 6 = 18$. So the inequality fails for this "
        "pair.",
        (
            ("(2, 3)", "(2, 4)"),
            ("4 + 9 = 13", "4 + 9 = 14"),
            ("the right side is", "the right side is not"),
            ("The left side is $4 + 9 = 13$ and the right side is $3 \\cdot 6 = 18$. ", ""),
        ),
    ),
]


@pytest.mark.parametrize("place", range(len(PROOFS)))
def test_other_words_are_read(place: int) -> None:
    problem_, text, _ = PROOFS[place]
    verdict = check(problem_, text)
    assert verdict.score == 1, verdict.issues


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [(place, *change) for place, each in enumerate(PROOFS) for change in each[2]],
)
def test_a_change_is_noticed(place: int, old: str, new: str) -> None:
    problem_, text, _ = PROOFS[place]
    assert text.count(old) == 1
    assert check(problem_, text.replace(old, new)).score < 1


LEMMAS = (
    # What depends on an arbitrary number is not known for other values of it.
    "Let $t$ be a real number. Let $s = t + 1$. Then $s > t$. $t = 5$: $s > 5$.",
    "Let $t$ be a positive number. Let $u = t - 1$. Suppose that $u > 0$. Then $t > 1$. So $a^2 "
    "> 1$.",
    "Let $t$ be a positive number. Suppose that $t > 1$. Then $t^2 > 1$. $t = 2$: $a > 1$.",
    "Let $c$ be a positive number. Then $c + 1 > 1$. $c = -2$: $-2 + 1 > 1$.",
)


@pytest.mark.parametrize("text", LEMMAS)
def test_a_lemma_needs_an_arbitrary_number(text: str) -> None:
    rest = " We have $a^2 + b^2 - 2ab = (a - b)^2 \\ge 0$. Hence $a^2 + b^2 \\ge 2ab$."
    assert check(TWO, text + rest).score < 1


def test_a_verdict_that_is_taken_back_is_wrong() -> None:
    text = "For $a = b = 1$ we have $1^2 + 1^2 = 2 < 3 = 3 \\cdot 1 \\cdot 1$. "
    assert check(TOO_LARGE, text + "So the statement is false.").score == 1
    assert check(TOO_LARGE, f"The statement is true. {text}So the statement is false.").score < 1


TANGLES = {
    "inequalities": "Suppose that "
    + " and ".join(
        f"${k % 7 + 1}a - {k % 5 + 1}b {'+-'[k % 2]} {k}ab \\ge {k - 9}$" for k in range(24)
    )
    + ". Then "
    + " ".join(f"$a \\ne {k}$. $b \\ne {k}$." for k in range(8)),
    "general": "Let $t = \\frac{a}{b}$. We have $t^2 = 5$. "
    + "Hence $a^2 + b^2 > 2ab$ for all real $a$ and $b$. " * 4,
}


@pytest.mark.parametrize("name", TANGLES)
def test_a_tangle_takes_bounded_time(name: str) -> None:
    began = time.process_time()
    check(TWO, TANGLES[name])
    assert time.process_time() - began < 3
