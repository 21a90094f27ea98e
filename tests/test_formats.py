"""The reply formats: tables of what is read and what is not, and hostile text in bulk."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfproof import formats
from selfproof.formats import Generated, Malformed, Scored
from selfproof.types import Role
from tests.prompts.hostile import analyses, proofs, scores, texts

MEGABYTE = 1_000_000
properties = settings(max_examples=150, deadline=None, derandomize=True, database=None)


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("0", 0.0),
        ("0.0", 0.0),
        ("0.5", 0.5),
        (".5", 0.5),
        ("1/2", 0.5),
        ("1", 1.0),
        ("1.0", 1.0),
        (" 1 ", 1.0),
        ("$0.5$", 0.5),
        ("10", None),
        ("01", None),
        ("0.50", None),
        ("0.25", None),
        ("-0", None),
        ("-1", None),
        ("+1", None),
        ("1.", None),
        ("1e0", None),
        ("0,5", None),
        ("1 or 0", None),
        (r"\frac12", None),
        (r"\frac{1}{2}", None),
        (r"\text{1}", None),
        ("\uff11", None),
        ("\u0661", None),
        ("\u00bd", None),
        ("nan", None),
        ("True", None),
        ("s", None),
        ("", None),
    ],
)
def test_a_score_is_one_of_three_or_none(text: str, score: float | None) -> None:
    assert formats.parse_score(text) == score


@pytest.mark.parametrize(
    ("ending", "score"),
    [
        (r"\boxed{0}", 0.0),
        (r"\boxed {1}", 1.0),
        (r"$\boxed{0.5}$", 0.5),
        (r"$$\boxed{ 1/2 }$$", 0.5),
        (r"**\boxed{1}**", 1.0),
        ("\\boxed{1}\n\nThis is because every step holds.", 1.0),
        (r"\boxed{0} no, rather \boxed{1}", 1.0),
        (r"\boxed{\boxed{1}}", 1.0),
    ],
)
def test_the_last_box_after_the_last_phrase_decides(ending: str, score: float) -> None:
    text = f"{formats.EVALUATION}\nI doubt step 2.\n{formats.EVALUATION_SCORE}\n{ending}"
    found = formats.read_evaluation(text)
    assert isinstance(found, Scored)
    assert found.score == score
    assert found.body == text


@pytest.mark.parametrize(
    "text",
    [
        "Here is my evaluation of the solution:\nok\n"
        "Based on my evaluation, the final overal score should be: \\boxed{1}",
        "HERE IS MY EVALUATION OF THE SOLUTION :\nok\n"
        "Based on my\nevaluation, the  final overall score\nshould be :\n\\boxed{1}",
        "Sure.\n\n**Here is my evaluation of the solution:**\nok\n"
        "**Based on my evaluation, the final overall score should be:**\n\\boxed{1}",
    ],
)
def test_the_official_spelling_and_other_spacing_are_read(text: str) -> None:
    found = formats.read_evaluation(text)
    assert isinstance(found, Scored)
    assert found.score == 1.0
    assert not found.body.startswith("Sure")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "evaluation of the solution:' is missing"),
        ("\\boxed{1}", "evaluation of the solution:' is missing"),
        (f"{formats.EVALUATION} fine \\boxed{{1}}", "score should be:' is missing"),
        (f"{formats.EVALUATION_SCORE} \\boxed{{1}} {formats.EVALUATION}", "is missing"),
        (f"{formats.EVALUATION} \\boxed{{1}} {formats.EVALUATION_SCORE}", "no \\boxed{}"),
        (f"{formats.EVALUATION} x {formats.EVALUATION_SCORE} 1", "no \\boxed{}"),
        (f"{formats.EVALUATION} x {formats.EVALUATION_SCORE} \\boxed{{1", "no \\boxed{}"),
        (f"{formats.EVALUATION} x {formats.EVALUATION_SCORE} \\boxed1", "no \\boxed{}"),
        (
            f"{formats.EVALUATION} x {formats.EVALUATION_SCORE} \\boxed{{1}} or \\boxed{{",
            "no \\boxed{}",
        ),
        (
            f"{formats.EVALUATION} It ends: {formats.EVALUATION_SCORE} \\boxed{{1}} "
            f"but I say: {formats.EVALUATION_SCORE}",
            "no \\boxed{}",
        ),
        (f"{formats.EVALUATION} x {formats.EVALUATION_SCORE} \\boxed{{10}}", "\\boxed{10} is not"),
        (
            f"{formats.EVALUATION} x {formats.EVALUATION_SCORE} \\boxed{{\\frac12}}",
            "\\boxed{\\frac12} is not",
        ),
        (
            f"{formats.EVALUATION} x {formats.EVALUATION_SCORE} \\boxed{{1}} and \\boxed{{42}}",
            "\\boxed{42} is not",
        ),
        (
            f"{formats.EVALUATION} x {formats.EVALUATION_SCORE} \\boxed{{a\nb\x1b[2J\u202e}}",
            "\\boxed{a b[2J} is not",
        ),
    ],
)
def test_anything_else_is_malformed_for_a_reason_in_one_line(text: str, why: str) -> None:
    found = formats.read_evaluation(text)
    assert isinstance(found, Malformed)
    assert why in found.why
    assert found.why.isprintable()


@pytest.mark.parametrize("quote", ['"', "“", "*", "'", ""])
def test_reviews_are_read_whatever_quotation_marks_they_use(quote: str) -> None:
    text = formats.write_review("Both defects are real.", 0.5).replace('"', quote)
    found = formats.read_review(text)
    assert isinstance(found, Scored)
    assert found.score == 0.5


@pytest.mark.parametrize(
    ("boxed", "choice"),
    [
        ("A", "A"),
        ("B", "B"),
        (" b ", "B"),
        ("\\text{A}", "A"),
        ("$A$", "A"),
        ("C", None),
        ("AB", None),
        ("1", None),
        ("", None),
        ("A or B", None),
    ],
)
def test_a_comparison_chooses_a_or_b_or_nothing(boxed: str, choice: str | None) -> None:
    found = formats.read_comparison(formats.write_comparison("A cites, B proves.", boxed))
    assert isinstance(found, Malformed) if choice is None else found == choice


@pytest.mark.parametrize(
    "heading",
    [
        "## Self Evaluation",
        "##  Self-Evaluation:",
        "  ## self evaluation  ",
        "## **Self Evaluation**",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_headings_are_read_in_their_usual_spellings(heading: str, newline: str) -> None:
    text = formats.write_generated("P", "ok", 1.0).replace(formats.SELF_EVALUATION_HEADING, heading)
    found = formats.read_generated(text.replace("\n", newline))
    assert isinstance(found, Generated)
    assert (found.proof, found.self_score) == ("P", 1.0)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "'## Solution' is missing"),
        ("## Solution of part one\nP\n## Self Evaluation\n", "'## Solution' is missing"),
        ("### Solution\nP\n## Self Evaluation\n", "'## Solution' is missing"),
        ("see ## Solution\nP", "'## Solution' is missing"),
        ("## Solution\nP", "'## Self Evaluation' is missing"),
        ("## Self Evaluation\nx\n## Solution\nP", "'## Self Evaluation' is missing"),
        (formats.write_generated(" \n\u2028", "ok", 1.0), "the solution is empty"),
        ("## Solution\nP\n## Self Evaluation\n", "self evaluation: the phrase"),
        (
            formats.write_generated("P", "ok", 1.0).replace("{1}", "{10}"),
            "self evaluation: \\boxed{10} is not one of",
        ),
    ],
)
def test_a_generated_reply_must_have_both_sections(text: str, why: str) -> None:
    found = formats.read_generated(text)
    assert isinstance(found, Malformed)
    assert why in found.why


def test_a_quoted_evaluation_does_not_stand_in_for_a_missing_one() -> None:
    quoted = formats.write_generated("Trivial.", "All steps hold.", 1.0)
    reply = f"## Solution\nMy proof. {quoted}\n\n## Self Evaluation\n{formats.EVALUATION}\nI ran"
    assert isinstance(formats.read_generated(reply), Malformed)


def test_an_analysis_that_quotes_the_heading_line_is_unreadable_not_guessed() -> None:
    reply = formats.write_generated("P", "It says\n## Self Evaluation\nbut stops.", 0.0)
    assert isinstance(formats.read_generated(reply), Malformed)


@properties
@given(proofs, analyses, scores)
def test_any_proof_and_its_score_survive_writing_and_reading(
    proof: str, analysis: str, score: float
) -> None:
    found = formats.read_generated(formats.write_generated(proof, analysis, score))
    assert isinstance(found, Generated)
    assert found.proof == proof.strip()
    assert found.self_score == score
    assert found.self_analysis == formats.write_evaluation(analysis, score)


@properties
@given(texts, scores)
def test_no_analysis_changes_the_score_that_follows_it(analysis: str, score: float) -> None:
    evaluation = formats.read_evaluation(formats.write_evaluation(analysis, score))
    review = formats.read_review(formats.write_review(analysis, score))
    assert isinstance(evaluation, Scored)
    assert isinstance(review, Scored)
    assert evaluation.score == review.score == score


@properties
@given(texts, st.sampled_from("AB"))
def test_no_comparison_changes_the_choice_that_follows_it(comparison: str, choice: str) -> None:
    assert formats.read_comparison(formats.write_comparison(comparison, choice)) == choice


@properties
@given(st.one_of(texts, st.text(max_size=200)))
def test_every_reader_is_total(text: str) -> None:
    for read in (
        formats.read_generated,
        formats.read_evaluation,
        formats.read_review,
        formats.read_comparison,
    ):
        found = read(text)
        if isinstance(found, Malformed):
            assert found.why.isprintable()
    for role in Role:
        assert isinstance(formats.read(role, text), (float, Malformed))
        assert formats.visible(role, text) in text


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (r"\boxed{1}", True),
        ("\\boxed{1}\n\n", True),
        (r"$$\boxed{1}.$$", True),
        ("**\\boxed{1}**\n```\n", True),
        (r"\[\boxed{1}\]", True),
        (r"\boxed{1} since", False),
        (r"\boxed{1} 0", False),
        (r"\boxed{1} \boxed{", False),
        (r"\boxed{1", False),
        ("", False),
    ],
)
def test_a_text_ends_at_its_box_when_only_markup_follows(text: str, ends: bool) -> None:
    assert formats.ends_at_box(text) is ends


# Each of these takes time quadratic in its length (hours) if a reader scans again from every
# heading, phrase, box or blank; read once from front to back it is a fraction of a second.
BULK = {
    "braces": formats.EVALUATION + formats.EVALUATION_SCORE + "\\boxed" + "{" * MEGABYTE,
    "boxes": formats.EVALUATION + formats.EVALUATION_SCORE + "\\boxed{" * (MEGABYTE // 7),
    "spaced boxes": formats.EVALUATION + formats.EVALUATION_SCORE + "\\boxed " * (MEGABYTE // 7),
    "closing braces": formats.EVALUATION + formats.EVALUATION_SCORE + "\\boxed{2}}" * 100_000,
    "self headings": "## Solution\n" + "## Self Evaluation\n" * (MEGABYTE // 19),
    "both headings": "## Solution\n## Self Evaluation\n" * (MEGABYTE // 31),
    "openings": "## Solution\n" + f"## Self Evaluation\n{formats.EVALUATION}\n" * 17_000,
    "scores": (f"{formats.EVALUATION}\n{formats.EVALUATION_SCORE}\n") * 10_000,
    "broken phrases": "Here is my evaluation of the " * 34_000,
    "blanks in phrases": "Here" + " " * (MEGABYTE // 2) + "is" + "\n" * (MEGABYTE // 2) + "my",
    "blanks in headings": "## Solution" + " " * MEGABYTE + "x",
    "tabs before headings": ("\t" * 1_000 + "\n") * 1_000,
    "stars in headings": "## " + "*" * MEGABYTE,
    "colons in headings": "## Solution" + ": " * (MEGABYTE // 2) + "x",
    "quotes": 'Here is my analysis of the """""' * 31_000,
    "closing tags": "</think>" * (MEGABYTE // 8),
    "line breaks": "\n" * MEGABYTE,
    "markup after a box": "\\boxed{1}" + "$*`.)" * (MEGABYTE // 5) + "x",
}


@pytest.mark.parametrize("name", BULK)
def test_a_megabyte_of_hostile_text_is_read_in_one_pass(name: str) -> None:
    text = BULK[name]
    for read in (
        formats.read_generated,
        formats.read_evaluation,
        formats.read_review,
        formats.read_comparison,
    ):
        assert isinstance(read(text), Malformed)
    formats.ends_at_box(text)
