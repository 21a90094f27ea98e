"""Right proofs about moves, recurrences and sums, and the same with one thing made wrong.

Every change leaves a text that a strict reader would not pass: a wrong number, label, referent or
condition, or a step that is missing.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from selfproof.world.check import check
from selfproof.world.registry import make_problem

_FOREIGN = Path(__file__).parents[1] / "foreign" / "first"


def _proof(name: str) -> str:
    family = name.split("-")[0]
    for line in (_FOREIGN / f"{family}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["problem"] == name and row["label"] == "correct":
            return str(row["proof"])
    raise KeyError(name)


def _score(name: str, text: str) -> float:
    return check(make_problem(name), text).score


RIGHT = [
    *(f"invariant-test-{n}" for n in ("1-101", "2-102", "2-103", "3-104", "3-105", "3-106")),
    *(f"invariant-test-{n}" for n in ("3-107", "4-108", "4-109", "5-110")),
    *(f"recurrence-test-{n}" for n in ("1-101", "2-102", "2-103", "3-104", "3-106")),
    *(f"recurrence-test-{n}" for n in ("3-107", "4-108", "4-109")),
    *(
        f"induction_sum-test-{n}"
        for n in ("1-101", "2-102", "3-104", "3-105", "3-107", "4-108", "5-110")
    ),
]

NEAR: list[tuple[str, str, str]] = [
    # An equation is added up for all values of its index, and what cancels cancels.
    ("induction_sum-test-3-107", "Division by $6$", "Division by $7$"),
    ("induction_sum-test-3-107", "the $i$-th summand", "the $n$-th summand"),
    ("induction_sum-test-3-107", "- 4i + 3$, which", "- 4i + 4$, which"),
    ("induction_sum-test-3-107", "for $i = 1, 2, \\dots, n$", "for $i = 2, 3, \\dots, n$"),
    ("induction_sum-test-3-107", "for $i = 1, 2, \\dots, n$", "for $i = 1, 3, \\dots, n$"),
    ("induction_sum-test-3-107", "for $i = 1, 2, \\dots, n$", "for $j = 1, 2, \\dots, n$"),
    ("induction_sum-test-3-107", "to $F(n) - F(0)$", "to $F(n) - F(1)$"),
    ("induction_sum-test-3-107", "to $F(n) - F(0)$", "to $F(n + 1) - F(0)$"),
    ("induction_sum-test-3-107", "The left sides telescope", "The right sides multiply"),
    ("induction_sum-test-3-107", "and $F(0) = 0$", "and $F(0) = 1$"),
    (
        "induction_sum-test-3-107",
        "Now we add up these equations for $i = 1, 2, \\dots, n$. The left sides telescope to "
        "$F(n) - F(0)$, and $F(0) = 0$. ",
        "",
    ),
    # Headings, hypotheses and the two sides of a statement with a name.
    ("induction_sum-test-2-102", "**$A(0)$ is true.**", "**$A(1)$ is true.**"),
    ("induction_sum-test-2-102", "$A(k)$ implies $A(k + 1)$", "$A(k + 1)$ implies $A(k)$"),
    ("induction_sum-test-2-102", "for which $A(k)$ is true", "for which $A(k + 1)$ is true"),
    ("induction_sum-test-2-102", "Let $k \\ge 0$ be", "Let $k \\ge 1$ be"),
    ("induction_sum-test-2-102", "with $i = 0$, which is $-1$", "with $i = 1$, which is $-1$"),
    ("induction_sum-test-2-102", "= (k + 1)(k^2 + 5k - 1) +", "= (k + 1)(k^2 + 5k + 1) +"),
    ("induction_sum-test-2-102", "so $A(k + 1)$ is true", "so $A(k + 2)$ is true"),
    ("induction_sum-test-2-102", "the right side of $A(k + 1)$", "the right side of $A(k)$"),
    # A counterexample is one, and what is compared are its two sides.
    ("induction_sum-test-3-104", "$n = 1$ is a counterexample", "$n = 0$ is a counterexample"),
    ("induction_sum-test-3-104", "For $i = 1$ the summand", "For $i = 2$ the summand"),
    ("induction_sum-test-3-104", "Since $33 \\ne 32$", "Since $34 \\ne 32$"),
    ("induction_sum-test-3-104", "does not hold for $n = 1$", "does not hold for $n = 2$"),
    ("induction_sum-test-3-104", "for every integer $n \\ge 0$.", "for every integer $n \\ge 1$."),
    ("induction_sum-test-3-104", "it does not hold for every", "it holds for every"),
    # The hypothesis is used, in whatever form.
    ("induction_sum-test-3-105", "(21k^2 + 29k + 22)}{12} + (k", "(21k^2 + 29k + 23)}{12} + (k"),
    (
        "induction_sum-test-3-105",
        "sum of the first $k + 1$ terms is\n",
        "sum of the first $k$ terms is\n",
    ),
    ("induction_sum-test-4-108", "= 6k^4 + 11k^3 + 16k + 3(", "= 6k^4 + 11k^3 + 17k + 3("),
    ("induction_sum-test-4-108", "= 6k^4 + 11k^3 + 16k + 3(8k^3 + 23k^2 + 19k + 11) ", ""),
    ("induction_sum-test-4-108", "and dividing by $3$ gives", "and dividing by $2$ gives"),
    ("induction_sum-test-4-108", "the formula for $n = k + 1$", "the formula for $n = k + 2$"),
    # A geometric sequence needs its ratio, its first value, and that it is one.
    ("recurrence-test-2-102", "is $-3$ times the previous", "is $3$ times the previous"),
    ("recurrence-test-2-102", "sequence with ratio $-3$", "sequence with ratio $-2$"),
    ("recurrence-test-2-102", "Its first term is $y_1", "Its first term is $y_2"),
    ("recurrence-test-2-102", "Its first term is $y_1 = -11 + 5 = -6$. ", ""),
    ("recurrence-test-2-102", "y_n = -6 \\cdot (-3)^{n-1}", "y_n = -6 \\cdot (-3)^n"),
    ("recurrence-test-2-102", "y_n = -6 \\cdot (-3)^{n-1}", "y_n = -5 \\cdot (-3)^{n-1}"),
    ("recurrence-test-2-102", "y_n = -6 \\cdot (-3)^{n-1}", "y_n = -6 \\cdot 3^{n-1}"),
    ("recurrence-test-2-102", "Put $y_n = x_n + 5$ for $n \\ge 1$", "Put $y_n = x_n + 4$"),
    ("recurrence-test-2-102", "x_n + 5$ for $n \\ge 1$", "x_n + 5$ for $n \\ge 2$"),
    # As many first values as are announced, from the first one on.
    ("recurrence-test-3-106", "The first three values", "The first two values"),
    ("recurrence-test-3-106", "$d_2 = 29 - 5 = 24$", "$d_3 = 29 - 5 = 24$"),
    ("recurrence-test-3-106", "$d_1 = 29 - 5 = 24$ and $d_2", "$d_2 = 29 - 5 = 24$ and $d_1"),
    (
        "recurrence-test-3-106",
        "All of them are divisible by $6$",
        "All of them are divisible by $12$",
    ),
    # The hypothesis is for the values that are written.
    ("recurrence-test-4-108", "$n = k, k + 1, \\dots, k + 5$", "$n = k, k + 1, k + 2$"),
    ("recurrence-test-4-108", "$n = k, k + 1, \\dots, k + 5$", "$n = k + 1, \\dots, k + 5$"),
    ("recurrence-test-4-108", "$n = k, k + 1, \\dots, k + 5$", "$m = k, k + 1, \\dots, k + 5$"),
    ("recurrence-test-4-108", "$b_n \\equiv 3n + 7$ for", "$b_n \\equiv 3n + 8$ for"),
    ("recurrence-test-3-104", "$a_n = c_n$ by", "$a_n = c_{n+1}$ by"),
    # Another component, another equation, another combination than is written.
    ("invariant-test-1-101", "Looking at the first component", "Looking at the second component"),
    ("invariant-test-1-101", "The second component gives", "The first component gives"),
    ("invariant-test-1-101", "The first equation says", "The second equation says"),
    ("invariant-test-1-101", "1 - 4i + 3j + 2k = 19", "1 - 4i + 3j + 2k = 20"),
    ("invariant-test-1-101", "move 1, move 2 and move 3 are", "move 1, move 3 and move 2 are"),
    ("invariant-test-3-105", "three times the second", "four times the second"),
    (
        "invariant-test-3-105",
        "the second equation to the first",
        "the first equation to the second",
    ),
    ("invariant-test-3-105", "move 2 exactly $b$ times, ", ""),
    ("invariant-test-3-105", "However, $15$", "However, $16$"),
    # Other moves, or more or fewer of them, than are announced.
    ("invariant-test-2-102", "use move 1 three times", "use move 1 four times"),
    ("invariant-test-2-102", "use move 1 three times", "use move 0 three times"),
    ("invariant-test-2-102", "use move 2 three times", "use move 1 three times"),
    ("invariant-test-2-102", "with seven moves", "with six moves"),
    ("invariant-test-2-103", "sequence of ten moves", "sequence of nine moves"),
    ("invariant-test-2-103", "go down by $3$", "go up by $3$"),
    ("invariant-test-3-107", "then move 2 once", "then move 3 once"),
    ("invariant-test-3-107", "with four moves", "with five moves"),
    ("invariant-test-3-107", "4. Move 4 gives", "4. Move 1 gives"),
    # A move is missing, or its effect is another one.
    ("invariant-test-3-104", "- Move 3 changes $S$ by $5 + 3 \\cdot 3 = 14$.\n", ""),
    ("invariant-test-4-108", "Move 7 changes $T$ by $2 \\cdot (-1) - 3 = -5$.\n", ""),
    ("invariant-test-4-108", "Every one of these changes is a multiple of $5$.", ""),
    ("invariant-test-4-108", "is a multiple of $5$.", "is a multiple of $10$."),
    ("invariant-test-4-109", "The first six moves", "The first five moves"),
    ("invariant-test-4-109", "These numbers are all even", "These numbers are all odd"),
    ("invariant-test-4-109", "Move 7 replaces", "Move 6 replaces"),
    ("invariant-test-5-110", "Move 8 replaces $S$ by", "Move 7 replaces $S$ by"),
    ("invariant-test-5-110", "no move changes the remainder", "no move changes the parity"),
    # The values of start and target are needed, and are those of this target.
    ("invariant-test-3-104", "At the start $S = 4 + 3 \\cdot 4 = 16 \\equiv 2 \\pmod 7$. ", ""),
    (
        "invariant-test-3-104",
        "$40 + 3 \\cdot 15 = 85 \\equiv 1",
        "$40 + 3 \\cdot 15 = 85 \\equiv 3",
    ),
    ("invariant-test-3-104", "Hence $(40, 15)$ can never", "Hence $(40, 16)$ can never"),
    ("invariant-test-4-108", "and $73$ is not", "and $74$ is not"),
    ("invariant-test-5-110", "Since $9 \\not\\equiv 6", "Since $10 \\not\\equiv 6"),
    ("invariant-test-3-106", "In the pair $(2, 23)$ the second number $23$ is odd. ", ""),
    ("invariant-test-3-106", "the second number $23$", "the first number $23$"),
    ("invariant-test-3-106", "At the start $q = 10$, which is even. ", ""),
    # What is announced is not what is shown.
    ("invariant-test-3-104", "$S$ modulo $7$ never changes.", "$S$ modulo $8$ never changes."),
    ("invariant-test-3-106", "We claim that $q$ is always even", "We claim that $q$ is always odd"),
    # Inductions: base values, labels and hypotheses.
    ("recurrence-test-1-101", "for $k + 1$ too", "for $k$ too"),
    ("recurrence-test-1-101", "for $k + 1$ too", "for $k + 4$ too"),
    ("recurrence-test-4-109", "We have $8 \\cdot 5 + 13 = 53$ and $u_5 = 89 = 53 + 36$. ", ""),
    ("recurrence-test-4-109", "We have $8 \\cdot 1 + 13 = 21 \\equiv 3 = u_1$. ", ""),
    ("recurrence-test-4-109", "for $1 \\le n \\le 7$", "for $1 \\le n \\le 8$"),
    ("recurrence-test-4-109", "$1 \\le n \\le k + 6$", "$1 \\le n \\le k + 2$"),
    ("recurrence-test-4-109", "The coefficient of $k$ on", "The constant on"),
    ("recurrence-test-4-109", "The constant is", "The coefficient of $k$ is"),
    ("recurrence-test-4-109", "congruence for $n = k + 7$", "congruence for $n = k + 4$"),
    ("induction_sum-test-1-101", "true for $n = 1$", "true for $n = 4$"),
    ("induction_sum-test-1-101", "For $n = 1$ the sum", "For $n = 2$ the sum"),
    ("induction_sum-test-1-101", "the formula for $n = k + 1$", "the formula for $n = k$"),
    (
        "induction_sum-test-1-101",
        "Adding the next term $2(k + 1)",
        "Adding the next term $3(k + 1)",
    ),
    ("induction_sum-test-5-110", "The left side for $n = k + 1$", "The left side for $n = k$"),
    ("induction_sum-test-5-110", "The left side for $n = k + 1$", "The right side for $n = k + 1$"),
    ("induction_sum-test-5-110", "The two powers of $2$", "The two powers of $3$"),
    ("induction_sum-test-5-110", "= 540$, the right side", "= 541$, the right side"),
]


@pytest.mark.parametrize("name", RIGHT)
def test_the_proof_as_it_is(name: str) -> None:
    assert _score(name, _proof(name)) == 1


@pytest.mark.parametrize(("name", "old", "new"), NEAR)
def test_made_wrong(name: str, old: str, new: str) -> None:
    text = _proof(name)
    assert old in text
    assert _score(name, text.replace(old, new, 1)) < 1


@pytest.mark.parametrize("name", ["invariant-test-4-109", "invariant-test-3-105"])
def test_any_word_may_be_missing(name: str) -> None:
    text = _proof(name)
    for match in re.finditer(r"\S+", text):
        assert _score(name, text[: match.start()] + text[match.end() :]) in (0, 0.5, 1)


def test_a_count_that_is_no_number() -> None:
    assert _score("invariant-test-4-108", "Some of the moves change $p$ as follows.") == 0
    assert _score("invariant-test-4-108", "The many moves change it as follows.") == 0
