"""What is said of several vectors or lines at once: each row changes a complete proof."""

from __future__ import annotations

import pytest

from selfproof.world.check import check
from selfproof.world.registry import make_problem

LINE = make_problem("collinear-dev-2-502")
"""A(-20, 22), B(-16, 18), C(20, -18), D(28, -26)."""
VECTORS = (
    r"We use vectors with the starting point $A$. $\overrightarrow{AB} = (4, -4) = 4 \cdot (1, "
    r"-1)$, $\overrightarrow{AC} = (40, -40)$ and $\overrightarrow{AD} = (48, -48)$. All three "
    "vectors are multiples of the vector $(1, -1)$. They all start at $A$. So the points $A$, "
    "$B$, $C$ and $D$ are collinear."
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("All three vectors are multiples of the vector", "Each of these vectors is a multiple of"),
        ("All three vectors are multiples of", "All of these vectors are parallel to"),
        ("They all start", "All three of them start"),
        ("We use vectors with the starting point $A$.", "The point $A = (-20, 22)$ has integer "
         "coordinates, so let us measure everything from $A$."),
    ],
)  # fmt: skip
def test_vectors_that_are_multiples(old: str, new: str) -> None:
    assert check(LINE, VECTORS.replace(old, new)).score == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("All three", "All four"),
        ("the vector $(1, -1)$", "the vector $(1, 1)$"),
        ("the vector $(1, -1)$", "the vector $(0, 0)$"),
        ("They all start at $A$", "They all start at $B$"),
        ("All three vectors are", "No two vectors are"),
        ("(40, -40)", "(40, -41)"),
        ("They all start", "All four of them start"),
        (r", $\overrightarrow{AC} = (40, -40)$ and $\overrightarrow{AD} = (48, -48)$", ""),
        ("We use vectors with the starting point $A$.", r"The point $A = (-\frac{1}{2}, 22)$ has "
         "integer coordinates."),
    ],
)  # fmt: skip
def test_vectors_that_are_none(old: str, new: str) -> None:
    assert check(LINE, VECTORS.replace(old, new)).score < 1


TWO = make_problem("perpendicular-dev-1-501")
SLOPES = (
    r"The slope of $AB$ is $\frac{2 - 0}{4 - 2} = 1$. The slope of $CD$ is $\frac{0 - 2}{4 - 2} = "
    r"-1$. The product of the slopes is $1 \cdot (-1) = -1$. FACT So $AB$ is perpendicular to $CD$."
)


@pytest.mark.parametrize(
    "fact",
    [
        "Two lines whose slopes have the product $-1$ are perpendicular.",
        "Two lines are perpendicular if the product of their slopes is $-1$.",
        "Two vectors are parallel if and only if their determinant is $0$.",
        "A point $X$ lies on the line through two different points $U$ and $V$ if $X - U = t(V - "
        "U)$ for a number $t$.",
    ],
)
def test_facts_about_all_lines(fact: str) -> None:
    assert check(TWO, SLOPES.replace("FACT", fact)).score == 1


@pytest.mark.parametrize(
    "fact",
    [
        "Two lines whose slopes have the product $1$ are perpendicular.",
        "Two lines whose slopes have the product $-1$ are parallel.",
        "Two vectors are parallel if and only if their determinant is $1$.",
        "Two vectors are perpendicular if and only if their determinant is $0$.",
        "A point $X$ lies on the line through two different points $U$ and $V$ if $X - U = t(V - "
        "X)$ for a number $t$.",
        "The two lines are parallel.",
    ],
)
def test_facts_that_are_wrong(fact: str) -> None:
    assert check(TWO, SLOPES.replace("FACT", fact)).score < 1


def test_a_claim_about_the_lines_is_proved_later() -> None:
    assert check(TWO, "The lines are perpendicular. " + SLOPES.replace("FACT ", "")).score == 1
    assert check(TWO, "The lines are perpendicular.").score < 1


MEDIANS = make_problem("concurrent-dev-1-501")
POINT = (
    r"The line $AD$ has the equation $2x - 5y = -1$. Indeed, for $A$ we get $14 - 15 = -1$, and "
    r"for $D = \left(-\frac{1}{2}, 0\right)$ we get $-1 - 0 = -1$. The line $BE$ has the equation "
    r"$x + y = 3$. Indeed, for $B$ we get $7 - 4 = 3$, and for $E = \left(-\frac{1}{2}, "
    r"\frac{7}{2}\right)$ we get $-\frac{1}{2} + \frac{7}{2} = 3$. The line $CF$ has the equation "
    r"$3x + 10y = 16$. Indeed, for $C$ we get $-24 + 40 = 16$, and for $F = \left(7, "
    r"-\frac{1}{2}\right)$ we get $21 - 5 = 16$. Let $G = (2, 1)$. We check the three equations: "
    r"$2 \cdot 2 - 5 \cdot 1 = -1$, $2 + 1 = 3$ and $3 \cdot 2 + 10 \cdot 1 = 16$. So $G$ lies on "
    "$AD$, on $BE$ and on $CF$. Hence the lines are concurrent."
)


def test_a_point_on_several_lines() -> None:
    assert check(MEDIANS, POINT).score == 1
    for old, new in (
        (r", $2 + 1 = 3$ and", " and"),
        ("on $CF$", "on $CB$"),
    ):
        assert check(MEDIANS, POINT.replace(old, new)).score < 1
