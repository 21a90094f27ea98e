"""A sum of inequalities is no product of them; examples of graphs and grids in words."""

from __future__ import annotations

from selfproof.world.check import check
from selfproof.world.registry import make_problem

PRODUCT = make_problem("symmetric-dev-1-501")
SQUARES = (
    r"From $(x-3)^2\ge 0$ we get $x^2+9\ge 6x$. From $(y-1)^2\ge 0$ we get $y^2+1\ge 2y$. THEN "
    r"it follows that $(x^2+9)(y^2+1)\ge 12xy$."
)


def test_inequalities_are_multiplied() -> None:
    text = SQUARES.replace("THEN it follows that", "All sides are positive. Multiplying, we get")
    assert check(PRODUCT, text).score == 1


def test_inequalities_that_are_added_are_not_multiplied() -> None:
    added = r"Adding the two inequalities gives $(x^2+9)+(y^2+1)\ge 6x+2y$. Hence"
    assert check(PRODUCT, SQUARES.replace("THEN", added)).score < 1


GRAPH = make_problem("counting-dev-2-502")
EDGES = (
    r"Take the graph with the edges $\{1, 2\}$, $\{2, 3\}$, $\{2, 4\}$, $\{2, 5\}$, $\{1, 3\}$, "
    r"$\{3, 4\}$, $\{4, 5\}$, $\{1, 5\}$. The edges are distinct and none is a loop, so the graph "
    "is simple. The degrees are $3, 4, 3, 3, 3$."
)


def test_a_graph_that_is_simple() -> None:
    assert check(GRAPH, EDGES.split(" The degrees")[0]).score == 1
    assert check(GRAPH, EDGES.replace(r"\{1, 5\}", r"\{5, 4\}")).score < 1
    assert check(GRAPH, EDGES.replace(r"\{1, 5\}", r"\{1, 1\}")).score < 1


GRID = make_problem("counting-dev-3-504")
SUMS = (
    "Suppose, for contradiction, that integers have been written into the grid as required. "
    "Let $T$ be the sum of all entries. Adding the row sums gives $T = 41 + 38 + 31 + 25 "
    "+ 19 + 42 = 196$. Adding the column sums gives $T = 21 + 24 + 36 + 40 + 43 + 30 = 194$. This "
    "is a contradiction. Hence the grid cannot be filled in this way."
)


def test_a_grid_that_cannot_be_filled() -> None:
    assert check(GRID, SUMS).score == 1
    for old, new in (
        ("+ 38 ", ""),
        ("194", "196"),
        ("cannot be filled", "can be filled"),
        (" Adding the column sums gives $T = 21 + 24 + 36 + 40 + 43 + 30 = 194$.", ""),
    ):
        assert check(GRID, SUMS.replace(old, new)).score < 1
