"""Plans, headings and consecutive numbers in the words of other writers; and near misses, which
must not score 1."""

from __future__ import annotations

import pytest

from selfproof.world.check import check
from selfproof.world.registry import make_problem

SIX = "divisibility-dev-2-502"
"""6 | 2n^3 + 4n."""
MORE = "divisibility-dev-3-504"
"""6 | n^3 - n + 6."""

SPLIT = (
    "**Step 1: Factoring.** "
    "Put $N = 2n^3 + 4n$, where $n$ is any integer. The trick I like here is to split off a "
    "product of three consecutive integers. We start from the factorisation "
    "$2n^3 + 4n = 2(n-1)n(n+1) + 6n$. The numbers $n - 1$, $n$, $n + 1$ are three consecutive "
    "integers, so one of them is divisible by $3$. Hence $3$ divides $(n-1)n(n+1)$, "
    "and there is an "
    "integer $k$ with $(n-1)n(n+1) = 3k$. So $N = 6k + 6n = 6(k + n)$, and $6 \\mid N$."
)
PRIMES = (
    "Call the number $N = n^3 - n + 6$. First, modulo $2$. An odd integer is congruent to $1$ or "
    "$3$ modulo $4$. If $n \\equiv 0 \\pmod 2$, then $N \\equiv 6 \\equiv 0 \\pmod 2$. If "
    "$n \\equiv 1 \\pmod 2$, then $N \\equiv 1 - 1 + 6 \\equiv 0 \\pmod 2$. In both cases $N$ is "
    "even. Next, modulo $3$. We argue modulo $3$ and distinguish cases according to $n$. If "
    "$n \\equiv 0 \\pmod 3$, then $N \\equiv 6 \\equiv 0 \\pmod 3$. If $n \\equiv 1 \\pmod 3$, "
    "then $N \\equiv 6 \\equiv 0 \\pmod 3$. If $n \\equiv 2 \\pmod 3$, then $N "
    "\\equiv 12 \\equiv 0 "
    "\\pmod 3$. These are all the residues modulo $3$, and in all cases $3 \\mid N$. "
    "So $2 \\mid N$ and $3 \\mid N$. As $2$ and $3$ are coprime, $6 \\mid N$."
)


@pytest.mark.parametrize(("problem", "text"), [(SIX, SPLIT), (MORE, PRIMES)])
def test_what_others_write_is_read(problem: str, text: str) -> None:
    found = check(make_problem(problem), text)
    assert [(issue.kind, issue.reason) for issue in found.issues] == []


@pytest.mark.parametrize(
    ("problem", "text", "right", "wrong"),
    [
        (SIX, SPLIT, "$n - 1$, $n$, $n + 1$ are", "$n - 1$, $n$, $n + 2$ are"),
        (SIX, SPLIT, "Step 1: Factoring.", "Step 1: $n$ odd."),
        (SIX, SPLIT, "are three consecutive", "are four consecutive"),
        (SIX, SPLIT, "one of them is divisible by $3$", "one of them is divisible by $4$"),
        (SIX, SPLIT, "factorisation $2n^3 + 4n =", "factorisation $2n^3 + 5n ="),
        (SIX, SPLIT, "= 2(n-1)n(n+1) + 6n$", "= 2(n-1)n(n+1) + 4n$"),
        (MORE, PRIMES, "congruent to $1$ or $3$", "congruent to $1$ or $2$"),
        (MORE, PRIMES, "If $n \\equiv 1 \\pmod 3$, then $N \\equiv 6 \\equiv 0 \\pmod 3$. ", ""),
        (MORE, PRIMES, "An odd integer", "An even integer"),
        (MORE, PRIMES, "First, modulo $2$", "First, $2 = 3$"),
    ],
)
def test_a_wrong_one_is_found(problem: str, text: str, right: str, wrong: str) -> None:
    assert right in text
    assert check(make_problem(problem), text.replace(right, wrong, 1)).score < 1
