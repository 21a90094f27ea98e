"""Tables of powers, what is denied, and what a divisor divides, in the words of other writers; and
near misses, which must not score 1."""

from __future__ import annotations

import pytest

from selfproof.world.check import check
from selfproof.world.registry import make_problem

SEVEN = "modulus-dev-3-503"
"""x^6 - 14y^3 = 51 has no solutions."""
EXISTS = "modulus-dev-3-504"
"""Has x^2 + y^2 = 13 no solutions?"""
LINEAR = "gcd-dev-2-502"
"""(10n - 3) / (30n - 11) is irreducible."""
SQUARES = "gcd-dev-4-505"
"""3n^2 - 10n + 9 and 3n^2 - 7n + 5 are coprime."""

TABLE = (
    "Work modulo $7$. The cubes are \\[ 0^3 \\equiv 0, \\quad (\\pm 1)^3 \\equiv \\pm 1, \\quad "
    "(\\pm 2)^3 = \\pm 8 \\equiv \\pm 1, \\quad (\\pm 3)^3 = \\pm 27 \\equiv \\mp 1 \\pmod 7. \\] "
    "So $x^3$ is congruent to $0$, $1$ or $-1$ modulo $7$. Hence $x^6 = (x^3)^2$ is congruent to "
    "$0$ or $1$ modulo $7$, and so is $x^6 - 14y^3$. But $51 \\equiv 2 \\pmod 7$. The two "
    "sides are never equal."
)
NEITHER = (
    "Suppose that $x$ and $y$ are integers with $x^6 - 14y^3 = 51$. Then $x^6 \\equiv 2 \\pmod 7$. "
    "If $7 \\mid x$, then $x^6 \\equiv 0 \\pmod 7$. If $7 \\nmid x$, then $x^6 \\equiv 1 \\pmod 7$ "
    "by Fermat's little theorem. In neither case $x^6 \\equiv 2 \\pmod 7$. This is a contradiction."
)
FOUND = (
    "The statement is false. Take $x = 2$ and $y = 3$. Then $x^2 + y^2 = 4 + 9 = 13$. So the "
    "equation has an integer solution."
)
ODD = (
    "**Step 1.** Let $d$ be a positive common divisor of $10n-3$ and $30n-11$. It divides the "
    "combination $3(10n-3)-(30n-11)=2$. **Step 2.** Since $d$ divides the odd number $10n-3$, the "
    "number $d$ is odd. By Step 1 and Step 2, $d = 1$. Therefore the only positive common divisor "
    "of $10n-3$ and $30n-11$ is $1$, and the fraction is irreducible."
)
MULTIPLE = (
    "Let $d$ be a positive common divisor of the two numbers. The number $d$ divides the "
    "difference of the two numbers: $$(3n^2-7n+5)-(3n^2-10n+9)=3n-4.$$ Hence it divides the "
    "multiple $(n-2)(3n-4)=3n^2-10n+8$. So $d$ divides $(3n^2-10n+9)-(3n^2-10n+8)=1$. The only "
    "positive divisor of $1$ is $1$, so $d=1$."
)
CASES = (
    (SEVEN, TABLE),
    (SEVEN, NEITHER),
    (EXISTS, FOUND),
    (LINEAR, ODD),
    (SQUARES, MULTIPLE),
)


@pytest.mark.parametrize(("problem", "text"), CASES)
def test_what_others_write_is_read(problem: str, text: str) -> None:
    found = check(make_problem(problem), text)
    assert [(issue.kind, issue.reason) for issue in found.issues] == []


@pytest.mark.parametrize(
    ("problem", "text", "right", "wrong"),
    [
        (SEVEN, TABLE, "\\equiv \\mp 1", "\\equiv \\pm 1"),
        (SEVEN, TABLE, "(\\pm 2)^3 = \\pm 8", "(\\pm 2)^3 = \\mp 8"),
        (SEVEN, TABLE, "\\quad (\\pm 2)^3 = \\pm 8 \\equiv \\pm 1, ", ""),
        (SEVEN, TABLE, "(\\pm 3)^3 = \\pm 27", "(\\pm 3)^2 = \\pm 27"),
        (SEVEN, TABLE, "But $51 \\equiv 2 \\pmod 7$.", "But $51 \\equiv 1 \\pmod 7$."),
        (SEVEN, NEITHER, "In neither case $x^6 \\equiv 2", "In neither case $x^6 \\equiv 1"),
        (SEVEN, NEITHER, "then $x^6 \\equiv 0", "then $x^6 \\equiv 2"),
        (EXISTS, FOUND, "$y = 3$. Then $x^2 + y^2 = 4 + 9 = 13$.", "$y = 1$."),
        (EXISTS, FOUND, "Take $x = 2$ and $y = 3$. Then $x^2 + y^2 = 4 + 9 = 13$. ", ""),
        (LINEAR, ODD, "odd number $10n-3$", "even number $10n-3$"),
        (LINEAR, ODD, "odd number $10n-3$", "odd number $10n-4$"),
        (
            LINEAR,
            ODD,
            "**Step 2.** Since $d$ divides the odd number $10n-3$, the number $d$ is odd. ",
            "",
        ),
        (LINEAR, ODD, "combination $3(10n-3)-(30n-11)=2$", "combination $3(10n-3)-(30n-11)=1$"),
        (SQUARES, MULTIPLE, "=3n-4.$$", "=3n+4.$$"),
        (SQUARES, MULTIPLE, "$$(3n^2-7n+5)-(3n^2-10n+9)", "$$(3n^2-7n+5)-(3n^2-10n+8)"),
        (SQUARES, MULTIPLE, "(n-2)(3n-4)=3n^2-10n+8", "(n-2)(3n-5)=3n^2-11n+10"),
        (SQUARES, MULTIPLE, "positive divisor of $1$ is $1$", "positive divisor of $2$ is $1$"),
    ],
)
def test_a_wrong_one_is_found(problem: str, text: str, right: str, wrong: str) -> None:
    assert right in text
    assert check(make_problem(problem), text.replace(right, wrong, 1)).score < 1
