"""Proofs written by hand, right and wrong, and what the checker has to say about them."""

from __future__ import annotations

import pytest

from selfproof.world.assess import IssueKind
from selfproof.world.check import check
from selfproof.world.problem import Problem
from selfproof.world.registry import make_problem
from tests.world.check import problems as given

K = IssueKind

RIGHT: list[tuple[str, Problem, str]] = [
    (
        "consecutive integers",
        given.SIX,
        "We have $n^3 - n = (n-1)n(n+1)$. As a product of three consecutive integers, "
        "$(n-1)n(n+1)$ is divisible by $6$. Hence $6 \\mid n^3 - n$.",
    ),
    (
        "factors apart",
        given.SIX,
        "We have $n^3 - n = (n-1)n(n+1)$. The product $n(n+1)$ of two consecutive integers is "
        "even, so $2 \\mid n^3 - n$. As a product of three consecutive integers, $(n-1)n(n+1)$ "
        "is divisible by $3$. Since $\\gcd(2, 3) = 1$, it follows that $6 \\mid n^3 - n$.",
    ),
    (
        "labelled cases",
        given.CUBE,
        "Case 1: $n \\equiv 0 \\pmod 3$. Then $n^3 - n \\equiv 0 \\pmod 3$. "
        "Case 2: $n \\equiv 1 \\pmod 3$. Then $n^3 - n \\equiv 1 - 1 = 0 \\pmod 3$. "
        "Case 3: $n \\equiv 2 \\pmod 3$. Then $n^3 - n \\equiv 8 - 2 = 6 \\equiv 0 \\pmod 3$. "
        "In all cases $3 \\mid n^3 - n$.",
    ),
    (
        "cases in another order, by if",
        given.CUBE,
        "If $n \\equiv 2 \\pmod 3$, then $n^3 - n \\equiv 8 - 2 \\equiv 0 \\pmod 3$. "
        "If $n \\equiv 0 \\pmod 3$, then $n^3 - n \\equiv 0 \\pmod 3$. "
        "If $n \\equiv 1 \\pmod 3$, then $n^3 - n \\equiv 0 \\pmod 3$. "
        "Hence $n^3 - n$ is divisible by $3$.",
    ),
    (
        "cases written out with k",
        given.CUBE,
        "Case 1: $n = 3k$ with an integer $k$. Then $n^3 - n = 27k^3 - 3k = 3(9k^3 - k)$. "
        "Case 2: $n = 3k + 1$ with an integer $k$. Then $n^3 - n = 27k^3 + 27k^2 + 6k = "
        "3(9k^3 + 9k^2 + 2k)$. "
        "Case 3: $n = 3k + 2$ with an integer $k$. Then $n^3 - n = 27k^3 + 54k^2 + 33k + 6 = "
        "3(9k^3 + 18k^2 + 11k + 2)$. So in every case $3 \\mid n^3 - n$.",
    ),
    (
        "two blocks of cases",
        given.SIX,
        "First we show that $2 \\mid n^3 - n$. If $n \\equiv 0 \\pmod 2$, then $n^3 - n \\equiv 0 "
        "\\pmod 2$. If $n \\equiv 1 \\pmod 2$, then $n^3 - n \\equiv 1 - 1 = 0 \\pmod 2$. "
        "In both cases $2 \\mid n^3 - n$. "
        "Next we show that $3 \\mid n^3 - n$. If $n \\equiv 0 \\pmod 3$, then $n^3 - n \\equiv 0 "
        "\\pmod 3$. If $n \\equiv 1 \\pmod 3$, then $n^3 - n \\equiv 0 \\pmod 3$. If $n \\equiv 2 "
        "\\pmod 3$, then $n^3 - n \\equiv 6 \\equiv 0 \\pmod 3$. In all cases $3 \\mid n^3 - n$. "
        "As $2$ and $3$ are coprime, $6 \\mid n^3 - n$.",
    ),
    (
        "contradiction",
        given.EVEN_SQUARE,
        "Suppose, for contradiction, that $n$ is odd. Then $n = 2k + 1$ for some integer $k$. So "
        "$n^2 = 4k^2 + 4k + 1 = 2(2k^2 + 2k) + 1$, which is odd. This is a contradiction. Hence "
        "$n$ is even.",
    ),
    (
        "contradiction by residues",
        given.NO_SQUARES,
        "Suppose that $x^2 + y^2 = 4003$. A square is congruent to $0$ or $1$ modulo $4$. So "
        "$x^2 + y^2$ is congruent to $0$, $1$ or $2$ modulo $4$. But $4003 \\equiv 3 \\pmod 4$. "
        "This is a contradiction.",
    ),
    (
        "direct, by residues",
        given.NO_SQUARES,
        "Let $x$ and $y$ be integers. The square $x^2$ is congruent to $0$ or $1$ modulo $4$, and "
        "$y^2$ is congruent to $0$ or $1$ modulo $4$. Hence $x^2 + y^2$ is congruent to $0$, $1$ "
        "or $2$ modulo $4$. Since $4003 \\equiv 3 \\pmod 4$, we have $x^2 + y^2 \\ne 4003$.",
    ),
    (
        "induction",
        given.SUM,
        "We use induction on $n$. Base case: $n = 1$. We have $1 = \\frac{1 \\cdot 2}{2}$. "
        "Inductive step: Suppose that the statement holds for $n = k$, that is, $1 + 2 + \\dots + "
        "k = \\frac{k(k+1)}{2}$, where $k \\ge 1$. Then $1 + 2 + \\dots + (k+1) = "
        "\\frac{k(k+1)}{2} + (k+1) = \\frac{(k+1)(k+2)}{2}$. So it holds for $n = k+1$. By "
        "induction, the statement holds for all $n \\ge 1$.",
    ),
    (
        "induction with a name",
        given.SUM,
        "Let $S_n = \\sum_{i=1}^{n} i$. For $n = 1$ we have $S_1 = 1 = \\frac{1 \\cdot 2}{2}$. "
        "Let $k \\ge 1$ be an integer, and suppose that $S_k = \\frac{k(k+1)}{2}$. Then $S_{k+1} = "
        "S_k + k + 1 = \\frac{k(k+1)}{2} + k + 1 = \\frac{(k+1)(k+2)}{2}$. By induction, $S_n = "
        "\\frac{n(n+1)}{2}$ for all $n \\ge 1$.",
    ),
    (
        "two base values",
        given.TWO_STEPS,
        "Base cases: $a_1 = 1 = 2^1 - 1$ and $a_2 = 3 = 2^2 - 1$. Inductive step: Let $k \\ge 1$ "
        "and suppose that the statement holds for $n = k$ and $n = k+1$. Then $a_{k+2} = "
        "3a_{k+1} - 2a_k = 3(2^{k+1} - 1) - 2(2^k - 1) = 6 \\cdot 2^k - 3 - 2 \\cdot 2^k + 2 = "
        "4 \\cdot 2^k - 1 = 2^{k+2} - 1$. So it holds for $n = k+2$. By induction it holds for all "
        "$n \\ge 1$.",
    ),
    (
        "strong induction",
        given.TWO_STEPS,
        "Base cases: $a_1 = 1 = 2^1 - 1$ and $a_2 = 3 = 2^2 - 1$. Let $k \\ge 3$ be an integer, "
        "and suppose that $a_n = 2^n - 1$ for all $n$ with $1 \\le n < k$. Then $a_k = 3a_{k-1} - "
        "2a_{k-2} = 3(2^{k-1} - 1) - 2(2^{k-2} - 1) = 2^k - 1$. By induction, $a_n = 2^n - 1$ for "
        "all $n \\ge 1$.",
    ),
    (
        "find all, both directions",
        given.FIND,
        "Suppose that $n - 2 \\mid n + 3$. Since $n + 3 = (n - 2) + 5$, we get $n - 2 \\mid 5$. So "
        "$n - 2 \\in \\{-5, -1, 1, 5\\}$, which gives $n \\in \\{-3, 1, 3, 7\\}$. We check these "
        "values. For $n = -3$: $n - 2 = -5$ divides $n + 3 = 0$. For $n = 1$: $n - 2 = -1$ divides "
        "$n + 3 = 4$. For $n = 3$: $n - 2 = 1$ divides $n + 3 = 6$. For $n = 7$: $n - 2 = 5$ "
        "divides $n + 3 = 10$. So the solutions are $n = -3$, $n = 1$, $n = 3$ and $n = 7$.",
    ),
    (
        "counterexample",
        given.FALSE_PRIME,
        "The statement is false. Take $n = 1$. Then $n^2 + n + 11 = 1 + 1 + 11 = 13$, which is "
        "divisible by $13$.",
    ),
    (
        "decide, true",
        given.TRUE_ODD,
        "The statement is true. We have $n^2 + n = n(n+1)$. Since one of two consecutive integers "
        "is even, $n(n+1)$ is even. So $n^2 + n$ is even.",
    ),
    (
        "powers",
        given.REMAINDER,
        "We compute $7^2 = 49 \\equiv 10 \\pmod{13}$, $7^4 \\equiv 10^2 = 100 \\equiv 9 "
        "\\pmod{13}$ and $7^{12} = (7^4)^3 \\equiv 9^3 = 729 \\equiv 1 \\pmod{13}$. So $7^{100} = "
        "(7^{12})^8 \\cdot 7^4 \\equiv 1 \\cdot 9 = 9 \\pmod{13}$. The remainder is $9$.",
    ),
    (
        "gcd",
        given.COPRIME,
        "Let $d = \\gcd(2n+1, 3n+1)$. Then $d \\mid 2n+1$ and $d \\mid 3n+1$. So $d$ divides "
        "$3(2n+1) - 2(3n+1) = 1$. Hence $d = 1$.",
    ),
    (
        "sum of squares with equality",
        given.SQUARES,
        "We have $a^2 + b^2 - (2a + 4b - 5) = (a-1)^2 + (b-2)^2 \\ge 0$. Hence $a^2 + b^2 \\ge 2a "
        "+ 4b - 5$. If equality holds, then $(a-1)^2 + (b-2)^2 = 0$, so $a = 1$ and $b = 2$. "
        "If $a = 1$ and $b = 2$, then $a^2 + b^2 = 5$ and $2a + 4b - 5 = 5$.",
    ),
    (
        "factoring",
        given.IDENTITY,
        "We have $(a+b)^2 - (a-b)^2 = (a + b - a + b)(a + b + a - b) = 2b \\cdot 2a = 4ab$.",
    ),
    (
        "expanding",
        given.IDENTITY,
        "Expanding gives $(a+b)^2 - (a-b)^2 = a^2 + 2ab + b^2 - a^2 + 2ab - b^2 = 4ab$.",
    ),
    (
        "telescoping",
        given.TELESCOPE,
        "For every integer $i \\ge 1$ we have $\\frac{1}{i(i+1)} = \\frac{1}{i} - \\frac{1}{i+1}$. "
        "Hence the sum telescopes: $\\sum_{i=1}^{n} \\frac{1}{i(i+1)} = \\sum_{i=1}^{n} "
        "\\left(\\frac{1}{i} - \\frac{1}{i+1}\\right) = 1 - \\frac{1}{n+1} = \\frac{n}{n+1}$.",
    ),
    (
        "collinear by slopes",
        given.TRIANGLE,
        "The slope of $AB$ is $\\frac{3}{2}$, and the slope of $AC$ is $\\frac{6}{4} = "
        "\\frac{3}{2}$. So $A$, $B$ and $C$ are collinear.",
    ),
    (
        "boxes",
        given.BOXES,
        "Put the numbers into the boxes $\\{1, 8\\}$, $\\{2, 7\\}$, $\\{3, 6\\}$ and $\\{4, 5\\}$. "
        "The two numbers in each box have the sum $9$. There are $4$ boxes, and $5$ numbers are "
        "chosen. By the pigeonhole principle, two of the numbers are in the same box. So two of "
        "the chosen numbers have the sum $9$.",
    ),
    (
        "process",
        given.PROCESS,
        "Move 1 changes $a$ by $3$. Move 2 changes $a$ by $-6$. So $a$ modulo $3$ never changes. "
        "At the start $a = 1$. But $2003 \\equiv 2 \\pmod 3$. So $2003$ cannot be reached.",
    ),
    (
        "without loss of generality",
        given.PRODUCT_ORDER,
        "Without loss of generality, $a \\le b$. Since $a \\mid 6$, we have $a \\in \\{1, 2, 3, "
        "6\\}$. If $a = 1$, then $b = 6$ and $a + b = 7$. If $a = 2$, then $b = 3$ and $a + b = "
        "5$. If $a = 3$, then $b = 2$, which contradicts $a \\le b$. If $a = 6$, then $b = 1$, "
        "which contradicts $a \\le b$.",
    ),
]

FLAWED: list[tuple[str, Problem, str, float, set[IssueKind]]] = [
    ("empty", given.SIX, "", 0.0, {K.MISSING_PART}),
    ("only claimed", given.SIX, "Clearly $6 \\mid n^3 - n$.", 0.0, {K.GAP}),
    (
        "circular",
        given.SIX,
        "Suppose that $6 \\mid n^3 - n$. Then $n^3 - n = 6k$ for some integer $k$. So $6 \\mid "
        "n^3 - n$.",
        0.0,
        {K.CIRCULAR},
    ),
    (
        "missing case",
        given.CUBE,
        "Case 1: $n \\equiv 0 \\pmod 3$. Then $n^3 - n \\equiv 0 \\pmod 3$. "
        "Case 2: $n \\equiv 1 \\pmod 3$. Then $n^3 - n \\equiv 1 - 1 = 0 \\pmod 3$. "
        "In all cases $3 \\mid n^3 - n$.",
        0.0,
        {K.MISSING_CASE},
    ),
    (
        "missing case at the end",
        given.CUBE,
        "If $n \\equiv 0 \\pmod 3$, then $n^3 - n \\equiv 0 \\pmod 3$. "
        "If $n \\equiv 2 \\pmod 3$, then $n^3 - n \\equiv 8 - 2 = 6 \\equiv 0 \\pmod 3$.",
        0.0,
        {K.MISSING_CASE},
    ),
    (
        "slip",
        given.CUBE,
        "If $n \\equiv 0 \\pmod 3$, then $n^3 - n \\equiv 0 \\pmod 3$. "
        "If $n \\equiv 1 \\pmod 3$, then $n^3 - n \\equiv 1 - 1 = 0 \\pmod 3$. "
        "If $n \\equiv 2 \\pmod 3$, then $n^3 - n \\equiv 8 - 2 = 5 \\equiv 0 \\pmod 3$. "
        "In all cases $3 \\mid n^3 - n$.",
        0.5,
        {K.SLIP},
    ),
    (
        "false step",
        given.SIX,
        "We have $n^3 - n = 6n^2 - 6$. So $6 \\mid n^3 - n$.",
        0.0,
        {K.FALSE_STEP},
    ),
    (
        "no contradiction",
        given.EVEN_SQUARE,
        "Suppose, for contradiction, that $n$ is odd. Then $n = 2k + 1$ for some integer $k$. This "
        "is a contradiction because of the size of $k$. Hence $n$ is even.",
        0.0,
        set(),
    ),
    (
        "leaking supposition",
        given.NOT_SQUARE,
        "If $n$ is even, then $n^2 \\equiv 0 \\pmod 4$, so $n^2 + 1 \\equiv 1 \\pmod 4$. Hence $4 "
        "\\nmid n^2 + 1$.",
        0.0,
        set(),
    ),
    (
        "a given gets a property",
        given.NOT_SQUARE,
        "Let $n$ be an even integer. Then $n^2 \\equiv 0 \\pmod 4$, so $n^2 + 1 \\equiv 1 \\pmod "
        "4$. Hence $4 \\nmid n^2 + 1$.",
        0.0,
        set(),
    ),
    (
        "same letter twice",
        given.ODD_SQUARES,
        "There is an integer $k$ with $a = 2k + 1$. There is an integer $k$ with $b = 2k + 1$. So "
        "$a = b$. Hence $a^2 - b^2 = 0$, so $8 \\mid a^2 - b^2$.",
        0.0,
        set(),
    ),
    (
        "no base",
        given.SUM,
        "Suppose that $1 + 2 + \\dots + k = \\frac{k(k+1)}{2}$, where $k \\ge 1$. Then $1 + 2 + "
        "\\dots + (k+1) = \\frac{k(k+1)}{2} + (k+1) = \\frac{(k+1)(k+2)}{2}$. By induction, the "
        "statement holds for all $n \\ge 1$.",
        0.0,
        {K.MISSING_PART},
    ),
    (
        "wrong base",
        given.SUM,
        "Base case: $n = 2$. We have $1 + 2 = 3 = \\frac{2 \\cdot 3}{2}$. Inductive step: Suppose "
        "that $1 + 2 + \\dots + k = \\frac{k(k+1)}{2}$, where $k \\ge 2$. Then $1 + 2 + \\dots + "
        "(k+1) = \\frac{k(k+1)}{2} + (k+1) = \\frac{(k+1)(k+2)}{2}$. By induction, the statement "
        "holds for all $n \\ge 1$.",
        0.0,
        {K.MISSING_PART},
    ),
    (
        "one base value of two",
        given.TWO_STEPS,
        "Base case: $a_1 = 1 = 2^1 - 1$. Inductive step: Let $k \\ge 1$ and suppose that the "
        "statement holds for $n = k$ and $n = k+1$. Then $a_{k+2} = 3a_{k+1} - 2a_k = "
        "3(2^{k+1} - 1) - 2(2^k - 1) = 2^{k+2} - 1$. By induction it holds for all $n \\ge 1$.",
        0.0,
        {K.MISSING_PART},
    ),
    (
        "hypothesis for one value only",
        given.TWO_STEPS,
        "Base cases: $a_1 = 1 = 2^1 - 1$ and $a_2 = 3 = 2^2 - 1$. Inductive step: Suppose that "
        "$a_k = 2^k - 1$ for some $k \\ge 2$. Then $a_{k+1} = 2a_k + 1 = 2^{k+1} - 1$. By "
        "induction it holds for all $n \\ge 1$.",
        0.0,
        set(),
    ),
    (
        "step assumes what it shows",
        given.SUM,
        "Base case: $n = 1$. We have $1 = \\frac{1 \\cdot 2}{2}$. Inductive step: Suppose that $1 "
        "+ 2 + \\dots + (k+1) = \\frac{(k+1)(k+2)}{2}$, where $k \\ge 1$. Then the statement holds "
        "for $n = k+1$. By induction, the statement holds for all $n \\ge 1$.",
        0.0,
        set(),
    ),
    (
        "unchecked solutions",
        given.FIND,
        "Suppose that $n - 2 \\mid n + 3$. Since $n + 3 = (n - 2) + 5$, we get $n - 2 \\mid 5$. So "
        "$n - 2 \\in \\{-5, -1, 1, 5\\}$, which gives $n \\in \\{-3, 1, 3, 7\\}$. So the solutions "
        "are $n = -3$, $n = 1$, $n = 3$ and $n = 7$.",
        0.5,
        {K.UNCHECKED_ANSWER},
    ),
    (
        "incomplete answer",
        given.FIND,
        "Suppose that $n - 2 \\mid n + 3$. Since $n + 3 = (n - 2) + 5$, we get $n - 2 \\mid 5$. So "
        "$n - 2 \\in \\{1, 5\\}$, which gives $n \\in \\{3, 7\\}$. For $n = 3$: $1$ divides $6$. "
        "For $n = 7$: $5$ divides $10$. So the solutions are $n = 3$ and $n = 7$.",
        0.0,
        {K.WRONG_ANSWER},
    ),
    (
        "only one direction",
        given.FIND,
        "For $n = -3$: $n - 2 = -5$ divides $n + 3 = 0$. For $n = 1$: $n - 2 = -1$ divides $n + 3 "
        "= 4$. For $n = 3$: $n - 2 = 1$ divides $n + 3 = 6$. For $n = 7$: $n - 2 = 5$ divides $n + "
        "3 = 10$. So the solutions are $n = -3$, $n = 1$, $n = 3$ and $n = 7$.",
        0.0,
        {K.MISSING_PART},
    ),
    (
        "wrong verdict",
        given.FALSE_PRIME,
        "The statement is true. We have $n^2 + n = n(n+1)$.",
        0.0,
        {K.WRONG_ANSWER},
    ),
    (
        "no counterexample",
        given.FALSE_PRIME,
        "The statement is false. Take $n = 2$. Then $n^2 + n + 11 = 17$, which is divisible by "
        "$13$.",
        0.0,
        set(),
    ),
    ("bare remainder", given.REMAINDER, "The remainder is $9$.", 0.0, set()),
    (
        "remainder out of the air",
        given.REMAINDER,
        "We have $7^{100} \\equiv 9 \\pmod{13}$. The remainder is $9$.",
        0.0,
        set(),
    ),
    (
        "wrong remainder",
        given.REMAINDER,
        "We compute $7^2 = 49 \\equiv 10 \\pmod{13}$ and $7^{12} \\equiv 1 \\pmod{13}$. So "
        "$7^{100} \\equiv 7^4 \\equiv 8 \\pmod{13}$. The remainder is $8$.",
        0.0,
        {K.WRONG_ANSWER},
    ),
    (
        "gcd without the combination",
        given.COPRIME,
        "Let $d = \\gcd(2n+1, 3n+1)$. Then $d \\mid 2n+1$ and $d \\mid 3n+1$. Hence $d = 1$.",
        0.0,
        set(),
    ),
    (
        "inequality without equality",
        given.SQUARES,
        "We have $a^2 + b^2 - (2a + 4b - 5) = (a-1)^2 + (b-2)^2 \\ge 0$. Hence $a^2 + b^2 \\ge 2a "
        "+ 4b - 5$.",
        0.0,
        {K.MISSING_PART},
    ),
    (
        "boxes that miss a number",
        given.BOXES,
        "Put the numbers into the boxes $\\{1, 8\\}$, $\\{2, 7\\}$ and $\\{3, 6\\}$. The two "
        "numbers in each box have the sum $9$. By the pigeonhole principle, two of the numbers are "
        "in the same box. So two of the chosen numbers have the sum $9$.",
        0.0,
        set(),
    ),
    (
        "wrong invariant",
        given.PROCESS,
        "Move 1 changes $a$ by $3$. Move 2 changes $a$ by $-6$. So $a$ modulo $6$ never changes. "
        "At the start $a = 1$. But $2003 \\equiv 5 \\pmod 6$. So $2003$ cannot be reached.",
        0.0,
        set(),
    ),
    (
        "unread sentence",
        given.SIX,
        "We have $n^3 - n = (n-1)n(n+1)$. The moon is made of green cheese in the sense of "
        "Grothendieck. This is a product of three consecutive integers, so it is divisible by $6$.",
        0.5,
        {K.UNREAD},
    ),
    (
        "claims after a contradiction",
        given.EVEN_SQUARE,
        "Suppose, for contradiction, that $n$ is odd. Then $n^2$ is odd. This is a contradiction. "
        "Hence $n$ is even. Also $1 = 2$.",
        0.5,
        {K.SLIP},
    ),
    (
        "generality lost",
        given.NOT_SQUARE,
        "Without loss of generality, $n$ is even. Then $n^2 \\equiv 0 \\pmod 4$, so $4 \\nmid n^2 "
        "+ 1$.",
        0.0,
        set(),
    ),
    (
        "trivial support",
        given.SIX,
        "We have $n = n$. Hence $6 \\mid n^3 - n$.",
        0.0,
        {K.GAP},
    ),
    (
        "a list of one residue",
        given.CUBE,
        "The number $n^3 - n$ is congruent to $0$ or $3$ modulo $3$. Hence $3 \\mid n^3 - n$.",
        0.0,
        {K.GAP},
    ),
    (
        "an induction that ends in an unknown letter",
        given.SUM,
        "Base case: $n = 1$. We have $1 = \\frac{1 \\cdot 2}{2}$. Inductive step: suppose that "
        "$\\sum_{i=1}^{m} i = \\frac{m(m+1)}{2}$ for some $m \\ge 1$. Then "
        "$\\sum_{i=1}^{m+1} i = \\frac{m(m+1)}{2} + (m + 1) = \\frac{(m+1)(m+2)}{2}$. So it holds "
        "for $n = j + 1$. By induction it holds for all $n \\ge 1$.",
        0.5,
        {K.OMITTED_DETAIL},
    ),
    (
        "a sum with a letter that is not its own",
        given.SUM,
        "Base case: $n = 1$. We have $\\sum_{i=1}^{1} j = 1 = \\frac{1 \\cdot 2}{2}$. Inductive "
        "step: suppose that $\\sum_{i=1}^{m} i = \\frac{m(m+1)}{2}$ for some $m \\ge 1$. Then "
        "$\\sum_{i=1}^{m+1} i = \\frac{m(m+1)}{2} + (m + 1) = \\frac{(m+1)(m+2)}{2}$. So it holds "
        "for $n = m + 1$. By induction it holds for all $n \\ge 1$.",
        0.5,
        {K.OMITTED_DETAIL},
    ),
    (
        "the equation as a consequence",
        given.NO_SQUARES,
        "The square of an integer is congruent to $0$ or $1$ modulo $4$. Hence $x^2 + y^2$ is "
        "congruent to $0$, $1$ or $2$ modulo $4$. But $4003 \\equiv 3 \\pmod 4$, so "
        "$x^2 + y^2 = 4003$. So there are no such integers.",
        0.5,
        {K.SLIP},
    ),
    (
        "the goal or something",
        given.SIX,
        "We have $6 \\mid n^3 - n$ or $n \\equiv 0 \\pmod 6$. If $n \\equiv 0 \\pmod 6$, then "
        "$6 \\mid n^3 - n$. Hence $6 \\mid n^3 - n$.",
        0.0,
        {K.MISSING_CASE},
    ),
    (
        "refuted by decree",
        given.CUBE,
        "Suppose, for contradiction, that $3 \\nmid n^3 - n$. This is a contradiction. "
        "Hence $3 \\mid n^3 - n$.",
        0.0,
        set(),
    ),
    (
        "the goal for all",
        given.CUBE,
        "For every integer $m$, $3 \\mid m^3 - m$. Hence $3 \\mid n^3 - n$.",
        0.0,
        {K.GAP},
    ),
    (
        "the goal as an existence",
        given.CUBE,
        "There is an integer $k$ with $n^3 - n = 3k$. Hence $3 \\mid n^3 - n$.",
        0.0,
        set(),
    ),
    (
        "the goal as a fraction",
        given.CUBE,
        "Let $k = \\frac{n^3 - n}{3}$. Then $n^3 - n = 3k$. Hence $3 \\mid n^3 - n$.",
        0.0,
        set(),
    ),
    (
        "a stronger claim",
        given.CUBE,
        "We have $6 \\mid n^3 - n$. Hence $3 \\mid n^3 - n$.",
        0.0,
        {K.GAP},
    ),
    (
        "step by decree",
        given.SUM,
        "Base case: $n = 1$. We have $1 = \\frac{1 \\cdot 2}{2}$. Suppose that the "
        "statement holds for $n = k$. Then it holds for $n = k + 1$. By induction, the "
        "statement holds for all $n \\ge 1$.",
        0.0,
        {K.UNUSED_HYPOTHESIS},
    ),
    (
        "step from two on",
        given.SUM,
        "Base case: $n = 1$. We have $1 = \\frac{1 \\cdot 2}{2}$. Let $k \\ge 2$ be an "
        "integer, and suppose that $1 + 2 + \\dots + k = \\frac{k(k+1)}{2}$. Then $1 + 2 + "
        "\\dots + (k+1) = \\frac{k(k+1)}{2} + (k+1) = \\frac{(k+1)(k+2)}{2}$. By induction, "
        "the statement holds for all $n \\ge 1$.",
        0.0,
        {K.MISSING_PART},
    ),
    (
        "a power out of the air",
        given.REMAINDER,
        "We have $7^{96} \\equiv 1 \\pmod{13}$. So $7^{100} \\equiv 7^4 = 2401 \\equiv 9 "
        "\\pmod{13}$. The remainder is $9$.",
        0.0,
        {K.GAP},
    ),
    (
        "division by zero",
        given.CANCEL,
        "We have $a^2 = ab$. Dividing by $a$ gives $a = b$.",
        0.0,
        {K.FALSE_STEP},
    ),
]


@pytest.mark.parametrize(
    ("problem", "text"), [each[1:] for each in RIGHT], ids=[e[0] for e in RIGHT]
)
def test_right_proofs_score_one(problem: Problem, text: str) -> None:
    assessment = check(problem, text)
    assert assessment.issues == ()


@pytest.mark.parametrize(
    ("problem", "text", "score", "kinds"), [each[1:] for each in FLAWED], ids=[e[0] for e in FLAWED]
)
def test_flawed_proofs_are_found_out(
    problem: Problem, text: str, score: float, kinds: set[IssueKind]
) -> None:
    assessment = check(problem, text)
    assert assessment.score == score, assessment.issues
    assert kinds <= {issue.kind for issue in assessment.issues}, assessment.issues
    for issue in assessment.issues:
        assert issue.reason.endswith("."), issue
        if issue.sentence >= 0:
            start, end = assessment.sentences[issue.sentence]
            assert start <= issue.start <= issue.end <= end


def test_a_count_that_is_no_number_is_not_read() -> None:
    problem = make_problem("invariant-test-4-108")
    for count in ("many", "of", "same"):
        assert check(problem, f"The {count} moves change it as follows.").score == 0
