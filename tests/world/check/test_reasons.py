"""What an issue says: the case, the base value or the values that are missing or refute a claim."""

from __future__ import annotations

import pytest

from selfproof.world.assess import Assessment, IssueKind
from selfproof.world.check import check
from selfproof.world.check.judging import MOST_DOUBTS
from tests.world.check import problems as given

HOSTILE = [
    "Suppose that $n > %d$. ",
    "Case 1: $n \\equiv %d \\pmod{7}$. ",
    "We have $n^3 - n \\equiv %d \\pmod 6$. ",
    "Let $k$ be an integer with $n = 2k + %d$. ",
    "If $n = %d$, then $n^2 = 4$. ",
    "Let $A = n^2 + %d$. ",
    "Suppose that the statement holds for $n = k + %d$. ",
    "Suppose, for contradiction, that $n = %d$. This is a contradiction. ",
    "Take $n = %d$. ",
    "\\boxed{1} %d. ",
    "Hence $n \\in \\{%d, 2, 3\\}$. ",
]


def reasons(assessment: Assessment, kind: IssueKind) -> str:
    return " ".join(issue.reason for issue in assessment.issues if issue.kind is kind)


def test_the_missing_residue_is_named() -> None:
    text = (
        "If $n \\equiv 0 \\pmod 3$, then $n^3 - n \\equiv 0 \\pmod 3$. "
        "If $n \\equiv 2 \\pmod 3$, then $n^3 - n \\equiv 6 \\equiv 0 \\pmod 3$. "
        "In all cases $3 \\mid n^3 - n$."
    )
    assert "n \\equiv 1 \\pmod{3}" in reasons(check(given.CUBE, text), IssueKind.MISSING_CASE)


def test_the_missing_base_value_is_named() -> None:
    text = (
        "Base case: $a_1 = 1 = 2^1 - 1$. Let $k \\ge 1$ and suppose that the statement holds for "
        "$n = k$ and $n = k+1$. Then $a_{k+2} = 3a_{k+1} - 2a_k = 3(2^{k+1} - 1) - 2(2^k - 1) = "
        "2^{k+2} - 1$. By induction it holds for all $n \\ge 1$."
    )
    said = reasons(check(given.TWO_STEPS, text), IssueKind.MISSING_PART)
    assert "$n = 2$" in said
    assert "$n = 1$" not in said


def test_a_false_claim_is_refuted_by_values() -> None:
    text = "We have $n^3 - n = 6n^2 - 6$. So $6 \\mid n^3 - n$."
    (issue,) = check(given.SIX, text).issues
    assert issue.kind is IssueKind.FALSE_STEP
    assert "take $n = " in issue.reason
    assert "$n^3 - n = 6n^2 - 6$" in text[issue.start : issue.end]


def test_the_right_verdict_is_named() -> None:
    said = reasons(check(given.FALSE_PRIME, "The statement is true."), IssueKind.WRONG_ANSWER)
    assert said == "The proof says that the statement is true, but it is false."


def test_an_unchecked_solution_is_named() -> None:
    text = (
        "Suppose that $n - 2 \\mid n + 3$. Since $n + 3 = (n - 2) + 5$, we get $n - 2 \\mid 5$. So "
        "$n - 2 \\in \\{-5, -1, 1, 5\\}$, which gives $n \\in \\{-3, 1, 3, 7\\}$. For $n = -3$: "
        "$-5 \\mid 0$. For $n = 1$: $-1 \\mid 4$. For $n = 7$: $5 \\mid 10$. So the solutions are "
        "$n = -3$, $n = 1$, $n = 3$ and $n = 7$."
    )
    said = reasons(check(given.FIND, text), IssueKind.UNCHECKED_ANSWER)
    assert said == "It is not checked that $n = 3$ is indeed a solution."


@pytest.mark.parametrize("template", HOSTILE)
def test_hostile_texts_get_an_assessment(template: str) -> None:
    text = "".join(template.replace("%d", str(i)) for i in range(25))
    assessment = check(given.SIX, text)
    assert assessment.score == 0.0
    assert len(assessment.issues) <= MOST_DOUBTS + 30
    assert check(given.SIX, text) == assessment
