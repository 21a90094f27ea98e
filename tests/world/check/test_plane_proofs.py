"""Proofs about points and lines, and near misses of them, none of which may score 1."""

from __future__ import annotations

import pytest

from selfproof.world.check import check
from selfproof.world.problem import Given, Obligation, Problem
from selfproof.world.props import And, Exists, Named, Prop, Rel, negation
from selfproof.world.terms import Point, Term, Var, add, mul, num

X, Y = Var("x"), Var("y")


def _problem(show: tuple[Prop, ...], places: dict[str, tuple[int, int]], truth: bool) -> Problem:
    return Problem(
        family="hand made",
        category="geometry",
        level=1,
        split="train",
        index=0,
        statement="",
        task="prove" if truth else "decide",
        givens=() if places else (Given("x", "real"), Given("y", "real")),
        hypotheses=tuple(
            Rel("=", Var(name), Point(num(x), num(y))) for name, (x, y) in places.items()
        ),
        obligations=tuple(map(Obligation, show)),
        truth=truth,
    )


def _line(a: int, b: int, c: int) -> Rel:
    parts: list[Term] = [v if k == 1 else mul(num(k), v) for k, v in ((a, X), (b, Y)) if k]
    return Rel("=", add(*parts), num(c))


def _named(relation: str, letters: str) -> Named:
    return Named(relation, tuple(map(Var, letters)))


FOUR = _problem(
    (_named("collinear", "ABCD"),), {"A": (0, 1), "B": (1, 3), "C": (2, 5), "D": (5, 11)}, True
)
_ON_ALL = And((_line(1, 1, 3), _line(1, -1, 1), _line(2, 1, 5), _line(3, -1, 5)))
MEET = _problem((Exists(("x", "y"), "real", _ON_ALL),), {}, True)
APART = _problem(
    (negation(And((_line(1, 1, 3), _line(1, -1, 1), _line(2, 1, 4), _line(3, -1, 7)))),),
    {},
    False,
)
RECTANGLE = _problem(
    (_named("parallelogram", "ABCD"), _named("right angle", "DAB")),
    {"A": (0, 0), "B": (4, 2), "C": (3, 4), "D": (-1, 2)},
    True,
)
LENGTHS = _problem(
    (_named("equal lengths", "ABCD"),), {"A": (0, 0), "B": (3, 4), "C": (1, 1), "D": (5, -2)}, True
)

PUT_IN = (
    "For $A$: $2 \\cdot 0 + 1 = 1$. For $B$: $2 \\cdot 1 + 1 = 3$. For $C$: $2 \\cdot 2 + 1 = 5$. "
    "For $D$: $2 \\cdot 5 + 1 = 11$."
)
THROUGH = (
    "We determine the line through $A(0, 1)$ and $B(1, 3)$. Its slope is "
    "$\\frac{3 - 1}{1 - 0} = 2$, and it meets the $y$-axis at $A$. So it has the equation "
    "$y = 2x + 1$. The other two points "
    "satisfy this equation too, since $2 \\cdot 2 + 1 = 5$ and $2 \\cdot 5 + 1 = 11$. "
    "Hence all four points lie on this line."
)
SLOPES = (
    "- $AB$: $\\frac{3 - 1}{1 - 0} = 2$\n- $BC$: $\\frac{5 - 3}{2 - 1} = 2$\n"
    "- $CD$: $\\frac{11 - 5}{5 - 2} = 2$\n\n"
)
LAST = "So all the points lie on this line."
CHECKS = "$2 + 1 = 3$, $2 - 1 = 1$, $2 \\cdot 2 + 1 = 5$ and $3 \\cdot 2 - 1 = 5$"
FIND = "From $x + y = 3$ and $x - y = 1$ we get $2x = 4$, so $x = 2$ and $y = 1$. "
NONE = f"No. Suppose that the point $(x, y)$ lies on all four lines. {FIND}"
VECTORS = "We have $\\vec{AB} = (4, 2)$, $\\vec{DC} = (3 + 1, 4 - 2) = (4, 2)$ and "
"$\\vec{BC} = (-1, 2)$. "
DOT = "The scalar product of $\\vec{AB}$ and $\\vec{BC}$ is $4 \\cdot (-1) + 2 \\cdot 2 = 0$. "

RIGHT: list[tuple[Problem, str]] = [
    (FOUR, f"Consider the line $y = 2x + 1$. {PUT_IN} {LAST}"),
    (FOUR, f"Let $g$ be the line $y = 2x + 1$. {PUT_IN} So all four points lie on $g$."),
    (FOUR, f"All four points satisfy the equation $y = 2x + 1$. {PUT_IN}"),
    (FOUR, THROUGH),
    (
        FOUR,
        "We compute the slope of each line.\n\n" + SLOPES + "The lines $AB$ and $BC$ have the same "
        "slope and share the point $B$, so they are equal. The same argument applies at $C$. Thus "
        "all three lines are one and the same line.",
    ),
    (
        FOUR,
        "Let $v = (1, 2)$. Then $\\vec{AB} = (1, 2) = v$, $\\vec{AC} = (2, 4) = 2v$ and $\\vec{AD} "
        "= (5, 10) = 5v$. So $B$, $C$ and $D$ lie on the line through $A$ with the direction $v$.",
    ),
    (
        MEET,
        f"We check that the point $(2, 1)$ lies on all four lines: {CHECKS}. So the four "
        f"lines meet in "
        "this point.",
    ),
    (MEET, f"{FIND}We have {CHECKS}. So the four lines pass through the point $(2, 1)$."),
    (
        MEET,
        "We put $x = 2$ and $y = 1$ into each equation.\n\n- $x + y = 2 + 1 = 3$\n- $x - y = 2 - 1 "
        "= 1$\n- $2x + y = 4 + 1 = 5$\n- $3x - y = 6 - 1 = 5$\n\nAll four equations are satisfied.",
    ),
    (
        APART,
        NONE + "But this point does not lie on the line $2x + y = 4$, because $2 \\cdot 2 + 1 = 5 "
        "\\ne 4$. This is a contradiction.",
    ),
    (
        RECTANGLE,
        VECTORS
        + "Since $\\vec{AB} = \\vec{DC}$, the quadrilateral $ABCD$ is a parallelogram. "
        + DOT
        + "So the angle at $B$ is a right angle. A parallelogram with a right angle is a "
        "rectangle. Hence $ABCD$ is a rectangle.",
    ),
    (
        LENGTHS,
        "From $A$ to $B$ we go $3$ units to the right and $4$ units up. From $C$ to $D$ we go $4$ "
        "units to the right and $3$ units down. By the theorem of Pythagoras $AB = \\sqrt{3^2 + "
        "4^2} = 5$ and $CD = \\sqrt{4^2 + 3^2} = 5$. Hence $AB = CD$.",
    ),
]
NEAR: list[tuple[Problem, str]] = [
    (FOUR, f"Consider the line $y = 2x + 1$. {PUT_IN.replace('For $D$: ', 'For $A$: ')} {LAST}"),
    (FOUR, f"Consider the line $y = 2x + 1$. {PUT_IN.partition(' For $D$')[0]} {LAST}"),
    (FOUR, f"Consider the line $y = 2x + 1$. {PUT_IN.partition('For $B$')[2]} {LAST}"),
    (FOUR, f"Consider the line $y = 2x + 1$. {PUT_IN.replace('= 11', '= 12')} {LAST}"),
    (FOUR, f"Consider the line $y = 3x + 1$. {PUT_IN} {LAST}"),
    (FOUR, f"Let $g$ be the line $y = 2x + 1$. {PUT_IN} So all five points lie on $g$."),
    (FOUR, "All four points satisfy the equation $y = 2x + 1$."),
    (FOUR, THROUGH.replace("at $A$", "at $B$")),
    (FOUR, THROUGH.replace("y = 2x + 1", "y = 2x + 3")),
    (FOUR, THROUGH.replace(" and $2 \\cdot 5 + 1 = 11$", "")),
    (FOUR, SLOPES.replace("- $BC$: $\\frac{5 - 3}{2 - 1} = 2$\n", "")),
    (
        FOUR,
        "The lines $AB$ and $CD$ have the same slope, so they are equal. So the points lie on one "
        "line.",
    ),
    (MEET, "The four lines pass through the point $(2, 1)$."),
    (MEET, f"{FIND}So the four lines pass through the point $(2, 1)$."),
    (MEET, f"{FIND}We have {CHECKS.partition(' and')[0]}. So the lines pass through $(2, 1)$."),
    (
        MEET,
        f"We check that the point $(2, 2)$ lies on all four lines: {CHECKS}. So the four "
        f"lines meet in this point.",
    ),
    (MEET, f"We have {CHECKS}. So the five lines pass through the point $(2, 1)$."),
    (MEET, f"We have {CHECKS.replace('3 ', '4 ')}. So the four lines pass through $(2, 1)$."),
    (
        MEET,
        "Take $x = 2$ and $y = 1$. Then $x + y = 2 + 1 = 3$ and $2x + y = 4 + 1 = 5$. So all the "
        "lines pass through $(2, 1)$.",
    ),
    (
        MEET,
        f"Adding $2x + y = 3$ and $x - y = 1$, we get $2x = 4$, so $x = 2$ and $y = 1$. {CHECKS}. "
        "So the four lines pass through the point $(2, 1)$.",
    ),
    (APART, NONE + "This is a contradiction."),
    (APART, NONE.partition("so")[0] + "a contradiction."),
    (APART, NONE.replace("2x = 4", "2x = 6") + "So $2x + y = 5 \\ne 4$, a contradiction."),
    (APART, NONE + "But this point does not lie on the line $2x + 2y = 4$, a contradiction."),
    (
        RECTANGLE,
        VECTORS + "Since $\\vec{AB} = \\vec{DC}$, $ABCD$ is a parallelogram. Hence $ABCD$ is "
        "a rectangle. " + DOT.replace("4 \\cdot (-1)", "5 \\cdot (-1)"),
    ),
    (
        RECTANGLE,
        VECTORS + DOT + "A parallelogram with two equal sides is a rectangle. Hence $ABCD$ is "
        "a rectangle.",
    ),
    (
        LENGTHS,
        "From $A$ to $B$ we go $3$ units to the left and $4$ units up. So $AB = 5$ and $CD = "
        "\\sqrt{4^2 + 3^2} = 5$. Hence $AB = CD$.",
    ),
    (LENGTHS, "We have $AB = \\sqrt{3^2 + 4^2} = \\sqrt{26}$ and $CD = \\sqrt{26}$. So $AB = CD$."),
    (
        LENGTHS,
        "We prove that $AB$ and $CD$ are parallel. We have $AB^2 = 25$ and $CD^2 = 25$. So $AB = "
        "CD$.",
    ),
]


@pytest.mark.parametrize(("problem", "text"), RIGHT)
def test_right_proofs_score_one(problem: Problem, text: str) -> None:
    assert check(problem, text).issues == ()


@pytest.mark.parametrize(("problem", "text"), NEAR)
def test_near_misses_do_not(problem: Problem, text: str) -> None:
    assert check(problem, text).score < 1
