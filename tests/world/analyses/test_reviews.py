"""Reviews and replies: written with a plan, judged as planned."""

from __future__ import annotations

import pytest

from selfproof import formats
from selfproof.types import Role
from selfproof.world.analyses import (
    REVIEW_QUALITIES,
    ReviewQuality,
    Verdict,
    check_analysis,
    check_reply,
    check_review,
    draft_analysis,
    qualities_for,
    review_qualities_for,
    write_review,
)
from tests.world.analyses.samples import ALL, judged, problem


@pytest.mark.parametrize("quality", REVIEW_QUALITIES)
@pytest.mark.parametrize("name", ALL)
def test_a_review_is_right_exactly_when_it_is_meant_to_be(
    name: str, quality: ReviewQuality
) -> None:
    of = ALL[name]
    for kind in qualities_for(of.assessment):
        for style in range(6):
            analysis = draft_analysis(problem(), of.proof, of.assessment, kind, style).text
            judgement = check_analysis(problem(), of.proof, of.assessment, analysis)
            args = (problem(), of.proof, of.assessment, analysis)
            if quality not in review_qualities_for(judgement):
                with pytest.raises(ValueError, match="does not fit"):
                    write_review(*args, quality, style)
                continue
            review = write_review(*args, quality, style)
            assert isinstance(formats.read(Role.REVIEW, review), float)
            found = check_review(*args, review)
            assert found.right == (quality == "good"), review
            assert found.expected == judgement.score


def test_a_malformed_analysis_has_no_review() -> None:
    of = ALL["one"]
    with pytest.raises(ValueError, match="malformed"):
        write_review(problem(), of.proof, of.assessment, "nothing", "good", 0)
    review = formats.write_review("Fine.", 1.0)
    found = check_review(problem(), of.proof, of.assessment, "nothing", review)
    assert not found.right
    assert found.expected is None


def test_a_malformed_review_is_never_right() -> None:
    of = ALL["one"]
    analysis = formats.write_evaluation("Case 3 is wrong.", 0.5)
    found = check_review(problem(), of.proof, of.assessment, analysis, "\\boxed{1}")
    assert found.given is None
    assert not found.right


def test_a_reply_is_judged_in_both_parts() -> None:
    of = ALL["one"]
    reply = formats.write_generated(of.proof, "In Case 3, $2^5 - 2 = 31$ is wrong.", 0.5)
    found = check_reply(problem(), reply, of.assessment)
    assert found.proof == of.proof
    assert found.self_score == 0.5
    assert found.self_analysis is not None
    assert found.self_analysis.score == 1.0


def test_a_reply_without_a_self_evaluation_is_malformed() -> None:
    found = check_reply(problem(), "## Solution\nNothing.", ALL["one"].assessment)
    assert found.self_score is None
    assert "Self Evaluation" in found.why


def test_claims_say_which_issue_they_name() -> None:
    judgement = judged("both", "Case 3 has a slip. The case $n \\equiv 3 \\pmod 5$ is missing.", 0)
    assert [(claim.verdict, claim.issue) for claim in judgement.claims] == [
        (Verdict.REAL, 0),
        (Verdict.REAL, 1),
    ]
