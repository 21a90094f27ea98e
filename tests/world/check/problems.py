"""Small problems made by hand, so that the tests do not depend on the families."""

from __future__ import annotations

from collections.abc import Sequence

from selfproof.world.problem import Given, Obligation, Problem, Task
from selfproof.world.props import (
    And,
    Cong,
    Divides,
    Exists,
    Forall,
    Kind,
    Named,
    Not,
    Or,
    Prop,
    Rel,
)
from selfproof.world.terms import Call, Div, Point, SumOver, Term, Var, add, mul, num, power, sub

N, X, Y, A, B, C, K = (Var(name) for name in "nxyabck")


def problem(
    statement: str,
    givens: Sequence[tuple[str, Kind]],
    show: Prop | list[Obligation],
    hypotheses: Sequence[Prop] = (),
    task: Task = "prove",
    truth: bool = True,
    answer: Prop | None = None,
) -> Problem:
    """A problem with one obligation, or with several."""
    duties = tuple(show) if isinstance(show, list) else (Obligation(show),)
    return Problem(
        family="hand made",
        category="algebra",
        level=1,
        split="train",
        index=0,
        statement=statement,
        task=task,
        givens=tuple(Given(name, kind) for name, kind in givens),
        hypotheses=tuple(hypotheses),
        obligations=duties,
        truth=truth,
        answer=answer,
    )


def equals(left: Term, right: Term | int) -> Rel:
    """left = right."""
    return Rel("=", left, num(right) if isinstance(right, int) else right)


CUBE = problem(
    "Let $n$ be an integer. Prove that $3$ divides $n^3 - n$.",
    [("n", "integer")],
    Divides(num(3), sub(power(N, 3), N)),
)
SIX = problem(
    "Let $n$ be an integer. Prove that $6$ divides $n^3 - n$.",
    [("n", "integer")],
    Divides(num(6), sub(power(N, 3), N)),
)
EVEN_SQUARE = problem(
    "Let $n$ be an integer such that $n^2$ is even. Prove that $n$ is even.",
    [("n", "integer")],
    Cong(N, num(0), num(2)),
    [Cong(power(N, 2), num(0), num(2))],
)
NO_SQUARES = problem(
    "Prove that there are no integers $x$ and $y$ with $x^2 + y^2 = 4003$.",
    [("x", "integer"), ("y", "integer")],
    Rel("!=", add(power(X, 2), power(Y, 2)), num(4003)),
)
SUM = problem(
    "Prove that $1 + 2 + \\dots + n = \\frac{n(n+1)}{2}$ for all positive integers $n$.",
    [("n", "positive integer")],
    equals(SumOver("i", num(1), N, Var("i")), Div(mul(N, add(N, num(1))), num(2))),
)


def sequence(*indices: Term | int) -> list[Term]:
    """Elements of the sequence a."""
    return [Call("a", (num(i) if isinstance(i, int) else i,)) for i in indices]


_A1, _A2 = sequence(1, 2)
_AN, _AN1, _AN2 = sequence(N, add(N, num(1)), add(N, num(2)))
TWO_STEPS = problem(
    "Let $a_1 = 1$, $a_2 = 3$ and $a_{n+2} = 3a_{n+1} - 2a_n$ for all $n \\ge 1$. Prove that "
    "$a_n = 2^n - 1$ for all $n \\ge 1$.",
    [("n", "positive integer")],
    equals(_AN, sub(power(num(2), N), num(1))),
    [
        equals(_A1, 1),
        equals(_A2, 3),
        Forall(
            ("n",),
            "positive integer",
            equals(_AN2, sub(mul(num(3), _AN1), mul(num(2), _AN))),
        ),
    ],
)
_CONDITION = Divides(sub(N, num(2)), add(N, num(3)))
_SOLUTIONS = Or(tuple(equals(N, n) for n in (-3, 1, 3, 7)))
FIND = problem(
    "Find all integers $n$ such that $n - 2$ divides $n + 3$.",
    [("n", "integer")],
    [
        Obligation(_SOLUTIONS, (_CONDITION,), "the answer is complete"),
        Obligation(_CONDITION, (_SOLUTIONS,), "the solutions satisfy the condition"),
    ],
    task="find all",
    answer=_SOLUTIONS,
)
_VALUE = add(power(N, 2), N, num(11))
FALSE_PRIME = problem(
    "Prove or disprove: $n^2 + n + 11$ is not divisible by $13$ for any integer $n$.",
    [("n", "integer")],
    Exists(("n",), "integer", Divides(num(13), _VALUE)),
    task="decide",
    truth=False,
)
TRUE_ODD = problem(
    "Prove or disprove: $n^2 + n$ is even for every integer $n$.",
    [("n", "integer")],
    Divides(num(2), add(power(N, 2), N)),
    task="decide",
)
_POWER = power(num(7), 100)
_REST = Cong(_POWER, num(9), num(13))
REMAINDER = problem(
    "Find the remainder of $7^{100}$ on division by $13$.",
    [],
    _REST,
    task="find value",
    answer=_REST,
)
_GCD = Call("gcd", (add(mul(num(2), N), num(1)), add(mul(num(3), N), num(1))))
COPRIME = problem(
    "Prove that $2n + 1$ and $3n + 1$ are coprime for every integer $n$.",
    [("n", "integer")],
    equals(_GCD, 1),
)
_LEFT = add(power(A, 2), power(B, 2))
_RIGHT = sub(add(mul(num(2), A), mul(num(4), B)), num(5))
_SAME = equals(_LEFT, _RIGHT)
_WHERE = And((equals(A, 1), equals(B, 2)))
SQUARES = problem(
    "Prove that $a^2 + b^2 \\ge 2a + 4b - 5$ for all real numbers $a$ and $b$. When does equality "
    "hold?",
    [("a", "real"), ("b", "real")],
    [
        Obligation(Rel(">=", _LEFT, _RIGHT)),
        Obligation(_WHERE, (_SAME,), "equality holds nowhere else"),
        Obligation(_SAME, (_WHERE,), "equality holds there"),
    ],
)
IDENTITY = problem(
    "Prove that $(a+b)^2 - (a-b)^2 = 4ab$ for all real numbers $a$ and $b$.",
    [("a", "real"), ("b", "real")],
    equals(sub(power(add(A, B), 2), power(sub(A, B), 2)), mul(num(4), A, B)),
)
_I = Var("i")
TELESCOPE = problem(
    "Prove that $\\sum_{i=1}^{n} \\frac{1}{i(i+1)} = \\frac{n}{n+1}$ for all $n \\ge 1$.",
    [("n", "positive integer")],
    equals(
        SumOver("i", num(1), N, Div(num(1), mul(_I, add(_I, num(1))))),
        Div(N, add(N, num(1))),
    ),
)
TRIANGLE = problem(
    "Let $A = (0, 0)$, $B = (2, 3)$ and $C = (4, 6)$. Prove that $A$, $B$ and $C$ are collinear.",
    [],
    Named("collinear", (Var("A"), Var("B"), Var("C"))),
    [
        Rel("=", Var("A"), Point(num(0), num(0))),
        Rel("=", Var("B"), Point(num(2), num(3))),
        Rel("=", Var("C"), Point(num(4), num(6))),
    ],
)
BOXES = problem(
    "Five different numbers are chosen from $1, 2, \\dots, 8$. Prove that two of them have the sum "
    "$9$.",
    [],
    Named("two with", (Call("sum", (num(9),)),)),
    [Named("choose", tuple(map(num, (5, 1, 2, 3, 4, 5, 6, 7, 8))))],
)
PROCESS = problem(
    "A number $a$ starts at $1$. A move replaces it by $a + 3$ or by $a - 6$. Prove that $2003$ "
    "cannot be reached.",
    [("a", "integer")],
    Named("unreachable", (num(2003),)),
    [
        Named("state", (A,)),
        Named("start", (num(1),)),
        Named("target", (num(2003),)),
        Named("move", (num(1), Call("state", (add(A, num(3)),)))),
        Named("move", (num(2), Call("state", (sub(A, num(6)),)))),
    ],
)
PRODUCT_ORDER = problem(
    "Let $a$ and $b$ be positive integers with $ab = 6$. Prove that $a + b = 5$ or $a + b = 7$.",
    [("a", "positive integer"), ("b", "positive integer")],
    Or((equals(add(A, B), 5), equals(add(A, B), 7))),
    [equals(mul(A, B), 6)],
)
NOT_SQUARE = problem(
    "Let $n$ be an integer. Prove that $4$ does not divide $n^2 + 1$.",
    [("n", "integer")],
    Not(Divides(num(4), add(power(N, 2), num(1)))),
)
ODD_SQUARES = problem(
    "Let $a$ and $b$ be odd integers. Prove that $8$ divides $a^2 - b^2$.",
    [("a", "integer"), ("b", "integer")],
    Divides(num(8), sub(power(A, 2), power(B, 2))),
    [Cong(A, num(1), num(2)), Cong(B, num(1), num(2))],
)
CANCEL = problem(
    "Let $a$ and $b$ be real numbers with $a^2 = ab$. Prove that $a = b$.",
    [("a", "real"), ("b", "real")],
    equals(A, B),
    [equals(power(A, 2), mul(A, B))],
)
