"""Proofs about numbers in the words of writers who have not seen the grammar: what is read, and
near misses, which must not score 1."""

from __future__ import annotations

import pytest

from selfproof.world.check import check
from selfproof.world.registry import make_problem

SIX = "divisibility-test-1-101"
"""6 | n^3 - n."""
THREE = "modulus-test-1-101"
"""4x^2 + 3y^2 = 17 has no solutions."""
SEVEN = "modulus-test-3-106"
"""x^3 + y^6 = 26 has no solutions."""
POWERS = "remainder-test-1-101"
"""3 * 17^11 + 23^60 + 12 modulo 6, which is 4."""

CONSECUTIVE = (
    "We have $n^3 - n = (n-1)n(n+1)$, a product of three consecutive integers. Among three "
    "consecutive integers there is an even one and exactly one is a multiple of $3$. "
    "Hence $6$ divides it."
)
NAMED = (
    "Put $N = n^3 - n$. We show that $2 \\mid N$ and $3 \\mid N$; this gives $6 \\mid N$ as $2$ "
    "and $3$ are coprime. If $n$ is even, both $n^3$ and $n$ are even; otherwise both are odd. "
    "In both cases $N$ is even. By Fermat's little theorem $n^3 \\equiv n \\pmod 3$. "
    "So $3 \\mid N$, and $6 \\mid N$."
)
SQUARE = (
    "Suppose, for contradiction, that $4x^2 + 3y^2 = 17$ with integers $x$, $y$. We reduce modulo "
    "$3$, since squares take few values there. Since $4 \\equiv 1$ and $17 \\equiv 2$, we get "
    "$x^2 \\equiv 2$. But a square is never congruent to $2$ modulo $3$. This is a contradiction."
)
TABLE = (
    "Assume that $x^3 + y^6 = 26$ for some integers $x$ and $y$. The cubes of $0, 1, 2, 3, 4, 5, "
    "6$ are $0, 1, 8, 27, 64, 125, 216$. Modulo $7$ they leave the remainders $0, 1, 1, 6, 1, 6, "
    "6$. A cube is congruent to $0$, $1$ or $-1$ modulo $7$. So $y^6 = (y^3)^2$ is congruent to "
    "$0$ or $1$. If $y^6 \\equiv 0$, then $x^3 + y^6$ is congruent to $0$, $1$ or $6$. "
    "If $y^6 \\equiv 1$, then $x^3 + y^6$ is congruent to $1$, $2$ or $7 \\equiv 0$. "
    "Hence the left side is congruent to $0$, $1$, $2$ or $6$ modulo $7$. But $26 = 3 \\cdot 7 "
    "+ 5$ is congruent to $5$. This is a contradiction."
)
SUM = (
    "All congruences are modulo $6$. The first power: $17 \\equiv -1$ and $11$ is odd, so "
    "$17^{11} \\equiv -1$. The second power: $23 \\equiv -1$ and $60$ is even, so "
    "$23^{60} \\equiv 1$. Adding up, the whole number is congruent to $-3 + 1 + 12 = 10 \\equiv "
    "4$. The remainder is $4$."
)


@pytest.mark.parametrize(
    ("problem", "text"),
    [(SIX, CONSECUTIVE), (SIX, NAMED), (THREE, SQUARE), (SEVEN, TABLE), (POWERS, SUM)],
)
def test_what_others_write_is_read(problem: str, text: str) -> None:
    found = check(make_problem(problem), text)
    assert [(issue.kind, issue.reason) for issue in found.issues] == []


@pytest.mark.parametrize(
    ("problem", "text", "old", "new"),
    [
        (SIX, CONSECUTIVE, "of three consecutive integers. ", "of four consecutive integers. "),
        (SIX, CONSECUTIVE, "Among three", "Among two"),
        (SIX, CONSECUTIVE, "exactly one is a multiple of $3$", "exactly one is a multiple of $2$"),
        (SIX, CONSECUTIVE, "(n-1)n(n+1)", "(n-1)n(n+2)"),
        (SIX, CONSECUTIVE, "$6$ divides it", "$12$ divides it"),
        (SIX, NAMED, "Put $N = n^3 - n$", "Put $N = n^3 + n$"),
        (SIX, NAMED, "Put $N = n^3 - n$", "Put $N = n^9 - n$"),
        (SIX, NAMED, "$2 \\mid N$ and", "$4 \\mid N$ and"),
        (SIX, NAMED, "$2$ and $3$ are coprime", "$2$ and $4$ are coprime"),
        (SIX, NAMED, "$n^3 \\equiv n \\pmod 3$", "$n^3 \\equiv n \\pmod 9$"),
        (SIX, NAMED, "otherwise both are odd", "otherwise both are even"),
        (SIX, NAMED, "both $n^3$ and $n$ are even; otherwise", "$n^3$ is odd; otherwise"),
        (SIX, NAMED, "By Fermat's little theorem ", ""),
        (THREE, SQUARE, "$x^2 \\equiv 2$", "$x^2 \\equiv 1$"),
        (THREE, SQUARE, "congruent to $2$ modulo $3$", "congruent to $1$ modulo $3$"),
        (THREE, SQUARE, "is never congruent", "is congruent"),
        (THREE, SQUARE, "But a square is never congruent to $2$ modulo $3$. ", ""),
        (SEVEN, TABLE, "$0, 1, 8, 27", "$0, 1, 9, 27"),
        (SEVEN, TABLE, "remainders $0, 1, 1", "remainders $0, 1, 2"),
        (SEVEN, TABLE, "remainders $0, 1, 1, 6", "remainders $0, 1, 1"),
        (SEVEN, TABLE, "congruent to $0$, $1$ or $-1$", "congruent to $0$ or $1$"),
        (SEVEN, TABLE, "is congruent to $0$ or $1$. If", "is congruent to $0$ or $2$. If"),
        (SEVEN, TABLE, "$1$, $2$ or $7 \\equiv 0$", "$1$, $2$ or $8 \\equiv 0$"),
        (SEVEN, TABLE, "$0$, $1$, $2$ or $6$ modulo", "$0$, $1$, $2$ or $5$ modulo"),
        (SEVEN, TABLE, "is congruent to $5$.", "is congruent to $4$."),
        (POWERS, SUM, "modulo $6$", "modulo $7$"),
        (POWERS, SUM, "$11$ is odd", "$11$ is even"),
        (POWERS, SUM, "10 \\equiv 4", "10 \\equiv 3"),
        (POWERS, SUM, "-3 + 1 + 12 = 10", "-3 + 1 + 11 = 9"),
        (POWERS, SUM, "the whole number is", "each of the two powers is"),
        (POWERS, SUM, "The remainder is $4$", "The remainder is $5$"),
    ],
)
def test_near_misses_do_not_pass(problem: str, text: str, old: str, new: str) -> None:
    assert old in text
    assert check(make_problem(problem), text.replace(old, new, 1)).score < 1


def test_an_equation_of_numbers_that_is_written_down_is_claimed() -> None:
    text = SUM.replace("Adding up", "We write $60 = 2 \\cdot 31$. Adding up")
    assert check(make_problem(POWERS), text).score < 1


def test_what_is_said_to_be_enough_has_to_be_a_part_of_the_problem() -> None:
    for base, passes in (("23", True), ("22", False)):
        text = SUM.replace(
            "The second", f"It is enough to know ${base}^{{60}}$ modulo $6$. The second"
        )
        assert (check(make_problem(POWERS), text).score == 1) is passes
