"""Proofs with assessments made by hand, so that these tests need no checker."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selfproof import formats
from selfproof.types import Score
from selfproof.world.analyses import Judgement, check_analysis
from selfproof.world.assess import Assessment, Issue, IssueKind, Severity
from selfproof.world.problem import Given, Obligation, Problem
from selfproof.world.props import Divides
from selfproof.world.terms import Var, num

MINOR = (IssueKind.SLIP, IssueKind.OMITTED_DETAIL, IssueKind.UNCHECKED_ANSWER, IssueKind.UNREAD)


def problem(truth: bool = True) -> Problem:
    return Problem(
        "sample",
        "number theory",
        3,
        "train",
        1,
        "Prove that $5$ divides $n^5 - n$ for every integer $n$.",
        "prove" if truth else "decide",
        (Given("n", "integer"),),
        (),
        (Obligation(Divides(num(5), Var("n"))),),
        truth,
    )


@dataclass(frozen=True)
class Sample:
    proof: str
    assessment: Assessment


def issue(
    proof: str, kind: IssueKind, at: str, reason: str, claim: str = "", part: str = ""
) -> Issue:
    """An issue at the sentence that contains `at`; an absent one when `at` is empty."""
    severity = Severity.MINOR if kind in MINOR else Severity.FATAL
    if not at:
        return Issue(kind, severity, -1, 0, 0, reason, part, claim)
    place = next(i for i, (a, b) in enumerate(spans(proof)) if at in proof[a:b])
    start = proof.index(at)
    return Issue(kind, severity, place, start, start + len(at), reason, part, claim)


def spans(proof: str) -> tuple[tuple[int, int], ...]:
    ends = [m.end() for m in re.finditer(r"[.:](?=\s|$)", proof)]
    found, start = [], 0
    for end in ends:
        if proof[end - 1] == ":" or re.fullmatch(r"\s*Case \d\.", proof[start:end]):
            continue
        while proof[start].isspace():
            start += 1
        found.append((start, end))
        start = end
    return tuple(found)


def sample(proof: str, *issues: tuple[IssueKind, str, str, str, str]) -> Sample:
    made = tuple(issue(proof, *each) for each in issues)
    return Sample(proof, Assessment(made, spans(proof)))


CASES = (
    "We consider the residues of $n$ modulo $5$. "
    "Case 1: $n \\equiv 0 \\pmod 5$. Then $n^5 - n \\equiv 0 - 0 = 0 \\pmod 5$. "
    "Case 2: $n \\equiv 1 \\pmod 5$. Then $n^5 - n \\equiv 1 - 1 = 0 \\pmod 5$. "
    "Case 3: $n \\equiv 2 \\pmod 5$. Then $n^5 - n \\equiv 2^5 - 2 = 31 \\equiv 0 \\pmod 5$. "
    "Case 4: $n \\equiv 4 \\pmod 5$. Then $n^5 - n \\equiv 4^5 - 4 = 1020 \\equiv 0 \\pmod 5$. "
    "In all cases $5 \\mid n^5 - n$."
)
SLIP = (
    IssueKind.SLIP,
    "2^5 - 2 = 31",
    "The claim that $2^5 - 2 = 31$ is false.",
    "$2^5 - 2 = 31$",
    "Case 3",
)
LOST = (
    IssueKind.MISSING_CASE,
    "In all cases",
    "The cases do not cover everything: $n \\equiv 3 \\pmod{5}$ is not treated.",
    "$5 \\mid n^5 - n$",
    "",
)
BOTH = sample(CASES, SLIP, LOST)
ONE = sample(CASES.replace("= 31", "= 31"), SLIP)
RIGHT = sample(CASES)

INDUCTION = (
    "Base case: $n = 1$. Both sides are equal to $2$. "
    "Inductive step: Suppose that $S(k) = k^2 + k$ for some integer $k \\ge 1$. "
    "Then $S(k+1) = S(k) + 2(k + 1)$. "
    "Hence $S(k+1) = (k+1)^2 + (k+1)$. "
    "By induction the claim holds for all $n \\ge 1$."
)
GAP = (
    IssueKind.GAP,
    "Hence $S(k+1)",
    "It is not shown that $S(k+1) = (k+1)^2 + (k+1)$; this does not follow from what was said "
    "before.",
    "$S(k+1) = (k+1)^2 + (k+1)$",
    "",
)
NO_BASE = (
    IssueKind.MISSING_PART,
    "",
    "The base case $n = 1$ is not shown, and the induction needs it.",
    "",
    "",
)
LEAP = sample(INDUCTION, GAP)
BASELESS = sample(INDUCTION.partition(". Both sides are equal to $2$. ")[2], NO_BASE)

SOLVE = (
    "Suppose that $n + 2$ divides $n + 8$. "
    "Then $n + 2$ divides $6$, because $n + 8 = (n + 2) + 6$. "
    "So $n + 2$ is one of $1, 2, 3, 6$. "
    "Hence $n = 1$ or $n = 4$. "
    "The answer is $n = 1$ and $n = 4$."
)
UNCHECKED = (
    IssueKind.UNCHECKED_ANSWER,
    "",
    "It is not checked that $n = 1$ and $n = 4$ are indeed a solution.",
    "",
    "the solutions satisfy the condition",
)
INCOMPLETE = (
    IssueKind.MISSING_PART,
    "",
    "The proof does not show that the answer is complete.",
    "",
    "the answer is complete",
)
WRONG = (
    IssueKind.WRONG_ANSWER,
    "The answer is",
    "The answer given is that $n = 1$ or $n = 4$, but the right answer is that $n = 0$, $n = 1$ "
    "or $n = 4$.",
    "$n = 1$ or $n = 4$",
    "",
)
UNCHECKED_ONE = sample(SOLVE, UNCHECKED)
INCOMPLETE_ONE = sample(SOLVE, INCOMPLETE)
WRONG_ONE = sample(SOLVE, WRONG)
CIRCLE = sample(
    INDUCTION,
    (
        IssueKind.CIRCULAR,
        "Suppose that",
        "The proof supposes what it has to show, namely that $S(k) = k^2 + k$.",
        "",
        "",
    ),
)
UNUSED = sample(
    INDUCTION,
    (
        IssueKind.UNUSED_HYPOTHESIS,
        "Inductive step",
        "The inductive step does not lead from the hypothesis to the next value.",
        "",
        "",
    ),
)
STRANGE = sample(
    SOLVE,
    (
        IssueKind.UNREAD,
        "So $n + 2$ is one",
        "This cannot be read as a justified mathematical statement.",
        "",
        "",
    ),
)
DETAIL = sample(
    SOLVE,
    (
        IssueKind.OMITTED_DETAIL,
        "Then $n + 2$ divides $6$",
        "That $n + 2 \\mid 6$ is true, but the short argument for it is left out.",
        "$n + 2 \\mid 6$",
        "",
    ),
)
ALL = {
    "both": BOTH,
    "one": ONE,
    "right": RIGHT,
    "leap": LEAP,
    "baseless": BASELESS,
    "unchecked": UNCHECKED_ONE,
    "incomplete": INCOMPLETE_ONE,
    "wrong": WRONG_ONE,
    "circle": CIRCLE,
    "unused": UNUSED,
    "strange": STRANGE,
    "detail": DETAIL,
}


def judged(name: str, words: str, score: Score, truth: bool = True) -> Judgement:
    of = ALL[name]
    reply = formats.write_evaluation(words, score)
    return check_analysis(problem(truth), of.proof, of.assessment, reply)
