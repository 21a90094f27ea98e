"""Large powers in the words of other writers: power laws in one step, Fermat's theorem, what the
exponents are reduced by, headings; and near misses, which must not score 1."""

from __future__ import annotations

import pytest

from selfproof.world.check import check
from selfproof.world.registry import make_problem

TERMS = "remainder-dev-2-502"
"""9 divides 3 * 29^124 + 2^89 - 32^85 + 6."""
FERMAT = "remainder-dev-3-504"
"""13^145 + 3 * 47^523 - 25^999 + 38^34 + 14 modulo 17, which is 6."""
TWO = "remainder-dev-1-501"
"""3 * 11^27 + 7^29 modulo 4, which is 0."""

LAWS = (
    "Let $N = 3 \\cdot 29^{124} + 2^{89} - 32^{85} + 6$. **Step 1 (a useful power).** We have "
    "$2^6 = 64 \\equiv 1 \\pmod 9$. **Step 2 (the term $3 \\cdot 29^{124}$).** Here "
    "$29 \\equiv 2 \\pmod 9$, so $29^{124} \\equiv 2^{124} = (2^6)^{20} \\cdot 2^4 \\equiv 16 "
    "\\equiv 7 \\pmod 9$ and $3 \\cdot 29^{124} \\equiv 21 \\equiv 3 \\pmod 9$. **The two powers "
    "of $2$.** $2^{89} = (2^6)^{14} \\cdot 2^5 \\equiv 5 \\pmod 9$, and since $32 = 2^5$ we have "
    "$32^{85} = 2^{425} = (2^6)^{70} \\cdot 2^5 \\equiv 5 \\pmod 9$. **Verdict.** "
    "$N \\equiv 3 + 5 - 5 + 6 \\equiv 0 \\pmod 9$."
)
BY_FERMAT = (
    "We work modulo $17$. As $17$ is prime, Fermat's little theorem gives $a^{16} \\equiv 1 "
    "\\pmod{17}$ for every integer $a$ that is not divisible by $17$. "
    "So we only need the exponents modulo $16$. We have $13^{145} = (13^{16})^9 \\cdot 13 \\equiv "
    "13 \\pmod{17}$, $47^{523} \\equiv (-4)^{523} = ((-4)^{16})^{32} \\cdot (-4)^{11} \\equiv "
    "(-4)^{11} \\equiv 4 \\pmod{17}$, $25^{999} \\equiv 8^{999} = (8^{16})^{62} \\cdot 8^7 \\equiv "
    "8^7 \\equiv 15 \\pmod{17}$ and $38^{34} \\equiv 4^{34} = (4^{16})^2 \\cdot 4^2 \\equiv 16 "
    "\\pmod{17}$. Hence $N \\equiv 13 + 12 - 15 + 16 + 14 = 40 \\equiv 6 \\pmod{17}$. "
    "The remainder is $6$."
)
BASES = (
    "Let $N = 3 \\cdot 11^{27} + 7^{29}$. We split the number into its two terms and reduce each "
    "of them modulo $4$. Both bases are congruent to $3$ modulo $4$ and both exponents are odd. "
    "Hence $N \\equiv 3 \\cdot 3^{27} + 3^{29} = 3^{28} + 3^{29} = 3^{28}(1 + 3) = 4 \\cdot 3^{28} "
    "\\equiv 0 \\pmod 4$. The remainder is $0$."
)


@pytest.mark.parametrize(("problem", "text"), [(TERMS, LAWS), (FERMAT, BY_FERMAT), (TWO, BASES)])
def test_power_laws_are_seen(problem: str, text: str) -> None:
    found = check(make_problem(problem), text)
    assert [(issue.kind, issue.reason) for issue in found.issues] == []


@pytest.mark.parametrize(
    ("problem", "text", "right", "wrong"),
    [
        (TERMS, LAWS, "32^{85} = 2^{425}", "32^{85} = 2^{420}"),
        (TERMS, LAWS, "(2^6)^{70} \\cdot 2^5", "(2^6)^{69} \\cdot 2^5"),
        (TERMS, LAWS, "We have $2^6 = 64 \\equiv 1 \\pmod 9$.", "We have $2^6 = 62$."),
        (TERMS, LAWS, "Step 1 (a useful power)", "Step 1 ($2^3 = 9$)"),
        (TERMS, LAWS, "The two powers of $2$.", "The number $2$ odd."),
        (FERMAT, BY_FERMAT, "$a^{16}", "$a^{15}"),
        (FERMAT, BY_FERMAT, " that is not divisible by $17$", ""),
        (FERMAT, BY_FERMAT, "not divisible by $17$", "not divisible by $13$"),
        (FERMAT, BY_FERMAT, "exponents modulo $16$", "exponents modulo $15$"),
        (FERMAT, BY_FERMAT, "(13^{16})^9 \\cdot 13", "(13^{16})^9 \\cdot 13^2"),
        (TWO, BASES, "congruent to $3$ modulo $4$", "congruent to $1$ modulo $4$"),
        (TWO, BASES, "both exponents are odd", "both exponents are even"),
        (TWO, BASES, "both exponents are odd", "all three exponents are odd"),
        (TWO, BASES, "3^{28}(1 + 3)", "3^{28}(1 + 2)"),
    ],
)
def test_a_wrong_power_is_found(problem: str, text: str, right: str, wrong: str) -> None:
    assert right in text
    assert check(make_problem(problem), text.replace(right, wrong, 1)).score < 1
