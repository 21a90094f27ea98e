"""Cases about the values of one term, the checks of solutions, and what is said to be equivalent.

Right proofs of others, and the same with one thing made wrong that the kernel would see through: a
case that leaves a value out or is at odds with what it comes to, a check that does not look at the
number in question.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from selfproof.world.check import check
from selfproof.world.registry import make_problem

_FOREIGN = Path(__file__).parents[1] / "foreign" / "first"


@cache
def _proof(name: str) -> str:
    family = name.split("-")[0]
    for line in (_FOREIGN / f"{family}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["problem"] == name and row["label"] == "correct":
            return str(row["proof"])
    raise KeyError(name)


DIVISOR, LINEAR = "solve-test-1-101", "solve-test-3-106"
PLACES, PRIME, LISTED = "factoring-test-1-101", "factoring-test-2-102", "factoring-test-2-103"
TWICE, COMBINED = "factoring-test-3-107", "gcd-test-4-108"

RIGHT = [DIVISOR, LINEAR, PLACES, PRIME, LISTED, TWICE, COMBINED]

STILL_RIGHT: list[tuple[str, str, str]] = [
    (LINEAR, "$6n - 8 = -2$, then $6n = 6$, so $n = 1$", "$6n - 8 = -2$, then $n = 1$"),
    (PRIME, "$x + 1 = 1$ and $y + 10 = 71$", "$y + 10 = 71$ and $x + 1 = 1$"),
    (LISTED, "given equation $ab - 4a + b = 9$", "given equation"),
    (LISTED, "given equation $ab - 4a + b = 9$", "given equation $b + ab - 4a = 9$"),
]

NEAR: list[tuple[str, str, str]] = [
    # The case does not hold for the values that it comes to.
    (PRIME, "$x + 1 = 1$ and $y + 10 = 71$", "$x + 1 = 1$ and $y + 10 = 72$"),
    (PRIME, "$x + 1 = 1$ and $y + 10 = 71$", "$x + 1 = 1$ and $y + 11 = 71$"),
    (PRIME, "$x + 1 = 1$ and $y + 10 = 71$", "$x + 1 \\ne 1$ and $y + 10 = 71$"),
    (PRIME, "$x + 1 = -1$ and $y + 10 = -71$", "$x + 1 = -1$ and $y + 10 = 71$"),
    (PRIME, "Then $x = 0$ and $y = 61$.", "Then $x = 0$ and $y = 6$. Then $y = 61$."),
    (LISTED, "$a + 1 = 5$ and $b - 4 = 1$", "$a + 1 = 5$ and $b + 4 = 1$"),
    (LISTED, "$a + 1 = -5$ and $b - 4 = -1$", "$a + 1 = -1$ and $b - 4 = -5$"),
    (LINEAR, "If $6n - 8 = 34$, then", "If $5n - 8 = 34$, then"),
    # A value of the list is in no case, though it gives no solution.
    (LINEAR, "* If $6n - 8 = 2$, then $6n = 10$, which is impossible for an integer $n$.\n", ""),
    (LINEAR, "If $6n - 8 = 2$, then", "If $6n - 8 = 3$, then"),
    (LINEAR, "* If $6n - 8 = -34$", "* If $6n - 8 = -43$"),
    # A case is left open, or gives more than the answer has.
    (LINEAR, ", which is impossible for an integer $n$", ""),
    (PRIME, "y = -11$.", "y = -11$.\n\n**Case 5:** $x + 1 = 3$ and $y + 10 = 71$. Then $x = 2$."),
    # A solution that is not put in.
    (DIVISOR, " and $n^2 - 7n - 19 = 196 + 98 - 19 = 275 = (-11) \\cdot (-25)$", ""),
    (DIVISOR, " and $n^2 - 7n - 19 = 64 - 56 - 19 = -11$, which is divisible by $11$", ""),
    (PLACES, " and $-36 + 10 + 2 = -24$", ""),
    # Two identities are subtracted the other way round, or added.
    (COMBINED, "the second equation from the first", "the first equation from the second"),
    (COMBINED, "Subtracting the second equation from the first", "Adding the two equations"),
    # Another equation than the given one.
    (LISTED, "given equation $ab - 4a + b = 9$", "given equation $ab - 4a + b = 8$"),
    (LISTED, "given equation $ab - 4a + b = 9$", "given equation $ab - 3a + b = 9$"),
    (LISTED, "given equation $ab - 4a + b = 9$", "given equation $ab - 4a + b \\ne 9$"),
]


def test_a_number_in_an_exponent_is_not_put_in() -> None:
    text = (
        "The equation can be written as $(m - n)(m + n) = 5$. Since $m - n$ and $m + n$ are "
        "integers, $m - n$ is a divisor of $5$. If $m - n = 1$, then $m + n = 5$, so $m = 3$ and "
        "$n = 2$. Check: $3^2 - 2^2 = 5$. If $m - n = 5$, then $m + n = 1$, so $m = 3$ and "
        "$n = -2$. Check: $3^2 - (-2)^2 = 5$. If $m - n = -1$, then $m + n = -5$, so $m = -3$ and "
        "$n = -2$. Check: $(-3)^2 - (-2)^2 = 5$. If $m - n = -5$, then $m + n = -1$, so $m = -3$ "
        "and $n = 2$. Check: $(-3)^2 - 2^2 = 5$. The answer is $(m, n) \\in \\{(3, 2), (3, -2), "
        "(-3, -2), (-3, 2)\\}$."
    )
    assert _score("factoring-train-1-12", text) == 1
    assert _score("factoring-train-1-12", text.replace(" Check: $3^2 - 2^2 = 5$.", "")) < 1
    assert _score("factoring-train-1-12", text.replace(" Check: $3^2 - (-2)^2 = 5$.", "")) < 1


def _score(name: str, text: str) -> float:
    return check(make_problem(name), text).score


@pytest.mark.parametrize("name", RIGHT)
def test_the_proof_as_it_is(name: str) -> None:
    assert _score(name, _proof(name)) == 1


@pytest.mark.parametrize(("name", "old", "new"), STILL_RIGHT)
def test_said_in_another_way(name: str, old: str, new: str) -> None:
    assert old in _proof(name)
    assert _score(name, _proof(name).replace(old, new, 1)) == 1


@pytest.mark.parametrize(("name", "old", "new"), NEAR)
def test_made_wrong(name: str, old: str, new: str) -> None:
    assert old in _proof(name)
    assert _score(name, _proof(name).replace(old, new, 1)) < 1


def test_a_minus_sign_is_no_number_that_was_put_in() -> None:
    """The check of (4, -1) is not that of (4, 1), though $4^2 - 9 \\cdot 1^2$ has a minus."""
    problem = make_problem("factoring-train-3-15")
    cases = {
        "1": "$x + 3y = 7$, so $x = 4$ and $y = 1$. Check: $4^2 - 9 \\cdot 1^2 = 7$.",
        "7": "$x + 3y = 1$, so $x = 4$ and $y = -1$. Check: $4^2 - 9 \\cdot (-1)^2 = 7$.",
        "-1": "$x + 3y = -7$, so $x = -4$ and $y = -1$. Check: $(-4)^2 - 9 \\cdot (-1)^2 = 7$.",
        "-7": "$x + 3y = -1$, so $x = -4$ and $y = 1$. Check: $(-4)^2 - 9 \\cdot 1^2 = 7$.",
    }
    said = "\n".join(f"- Case $x - 3y = {value}$: {text}" for value, text in cases.items())
    proof = (
        "The equation can be written as $(x - 3y)(x + 3y) = 7$. Hence $x - 3y$ divides $7$.\n"
        f"{said}\nThe pairs are $(4, 1)$, $(4, -1)$, $(-4, -1)$ and $(-4, 1)$."
    )
    assert check(problem, proof).score == 1
    unchecked = proof.replace(" Check: $4^2 - 9 \\cdot (-1)^2 = 7$.", "")
    assert unchecked != proof
    assert check(problem, unchecked).score == 0.5
