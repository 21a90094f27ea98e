"""Proofs about greatest common divisors in the words of others, and near misses of them."""

from __future__ import annotations

import pytest

from selfproof.world.check import check
from selfproof.world.registry import make_problem

PAIR = make_problem("gcd-test-3-104")  # gcd(2n - 5, 6n - 17) = 1
TWO = make_problem("gcd-test-2-103")  # gcd(18n - 4, 42n - 10) = 2

RIGHT = [
    "Let $d$ be a common divisor of $2n-5$ and $6n-17$. Then $d$ divides "
    "$3(2n-5)-(6n-17) = 2$. As $2n-5$ is odd, $d \\ne 2$ and $d \\ne -2$. So $d = 1$ or $d = -1$. "
    "So $\\gcd(2n-5,6n-17)=1$.",
    "Suppose that a prime $p$ divides both numbers. Then $p$ divides $3(2n-5)-(6n-17) = 2$. So "
    "$p = 2$. But $2n - 5$ is odd, so $2 \\nmid 2n - 5$. This is a contradiction. So no prime "
    "divides both numbers. Hence they are coprime.",
    "We have $\\gcd(2n-5, 6n-17) = \\gcd(2n-5, -2) = \\gcd(-5, -2) = 1$.",
]
WRONG = [
    # d is not every common divisor
    "Let $d$ be a common divisor of $2n-5$ and $6n-17$ with $d < 2$. Then $d$ divides "
    "$3(2n-5)-(6n-17) = 2$. So $d \\le 1$. So $\\gcd(2n-5,6n-17)=1$.",
    # of another pair
    "Let $d$ be a positive common divisor of $2n-5$ and $2n-4$. Then $d$ divides "
    "$(2n-4)-(2n-5) = 1$. So $d = 1$. So $\\gcd(2n-5,6n-17)=1$.",
    # only even numbers are looked at
    "Suppose that an even integer $d$ divides both numbers. Then $2$ divides $2n - 5$, which is "
    "odd. This is a contradiction. So $\\gcd(2n-5,6n-17)=1$.",
    "Suppose that a prime $p$ divides both $2n - 5$ and $6n - 15$. Then $p = 2$. But $2n - 5$ is "
    "odd. This is a contradiction. Hence $\\gcd(2n-5, 6n-17) = 1$.",
    "We have $\\gcd(2n-5, 6n-17) = \\gcd(2n-5, -2) = \\gcd(n, -2) = 1$.",
    "Suppose that a prime $p$ divides both numbers. So no prime divides both numbers. Hence they "
    "are coprime.",
    # a witness is not every one
    "Let $d$ be a positive integer such that $d$ divides $2n-5$, $d$ divides $6n-17$ and $d = 1$. "
    "So $\\gcd(2n-5,6n-17)=1$.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_common_divisor_stands_for_the_greatest(text: str) -> None:
    assert check(PAIR, text).score == 1


@pytest.mark.parametrize("text", WRONG)
def test_and_only_when_it_is_any_common_divisor(text: str) -> None:
    assert check(PAIR, text).score < 1


_START = (
    "Let $d = \\gcd(18n - 4, 42n - 10)$. Then $d$ divides $(42n - 10) - 2(18n - 4) = 6n - 2$. So "
    "$d$ divides $(18n - 4) - 3(6n - 2) = 2$. "
)


def test_that_it_is_at_least_two_has_to_be_said() -> None:
    assert check(TWO, _START + "Both numbers are even. So $d = 2$.").score == 1
    assert check(TWO, _START + "So $d = 2$.").score < 1
    assert check(TWO, _START + "The first number is even. So $d = 2$.").score < 1


def test_combinations() -> None:
    said = (
        "Let $d = \\gcd(2n - 5, 6n - 17)$. Since $d$ divides $2n - 5$ and $6n - 17$, it divides "
        "every combination of them with integer coefficients. {} As $2n - 5$ is odd, $d$ is odd. "
        "So $d = 1$."
    )
    assert check(PAIR, said.format("So $d$ divides $3(2n-5) - (6n-17) = 2$.")).score == 1
    assert check(PAIR, said.format("So $d$ divides $3(2n-5) - (6n-17) = 3$.")).score < 1
    assert check(PAIR, said.format("So $d$ divides $n$.")).score < 1


def test_new_names_on_the_way() -> None:
    said = (
        "Let $d = \\gcd(2n - 5, 6n - 17)$. Then $d$ divides $C = 6n - 17 - 3(2n - 5) = {}$. As "
        "$2n - 5$ is odd, $d$ is odd. So $d = 1$."
    )
    assert check(PAIR, said.format("-2")).score == 1
    assert check(PAIR, said.format("2")).score < 1
