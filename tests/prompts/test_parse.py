"""From replies to outcomes: every kind of end a reply can have, and hostile text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfproof import formats
from selfproof.prompts import (
    evaluation_of,
    joined,
    proof_of,
    read_reply,
    review_of,
    visible,
)
from selfproof.types import Outcome, OutcomeKind, Role, StopReason
from tests.prompts.hostile import WHOLE_REPLY, analyses, proofs, scores, texts

properties = settings(max_examples=150, deadline=None, derandomize=True, database=None)
SCORED = (Role.PROVE, Role.REFINE, Role.VERIFY, Role.REVIEW)


def reply(role: Role, score: float, words: str = "Every step holds.") -> str:
    """A reply in `role`'s format."""
    if role is Role.VERIFY:
        return formats.write_evaluation(words, score)
    if role is Role.REVIEW:
        return formats.write_review(words, score)
    if role is Role.COMPARE:
        return formats.write_comparison(words, "A" if score == 1.0 else "B")
    return formats.write_generated("Let $n$ be even.", words, score)


def read(
    role: Role, text: str | None, stop: StopReason = StopReason.STOP, reasoning: str = ""
) -> Outcome:
    return read_reply(role, text, reasoning, stop)


@pytest.mark.parametrize("role", SCORED)
@pytest.mark.parametrize("score", [0.0, 0.5, 1.0])
def test_a_reply_in_format_has_its_score(role: Role, score: float) -> None:
    assert read(role, reply(role, score)) == Outcome(OutcomeKind.OK, score)


@pytest.mark.parametrize("score", [0.0, 1.0])
def test_a_comparison_scores_1_for_the_first_and_0_for_the_second(score: float) -> None:
    assert read(Role.COMPARE, reply(Role.COMPARE, score)) == Outcome(OutcomeKind.OK, score)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("other", Role)
def test_a_reply_in_another_format_is_unparsed(role: Role, other: Role) -> None:
    same = role is other or {role, other} == {Role.PROVE, Role.REFINE}
    # A generator's self-evaluation is in the verifier's format by definition.
    nested = role is Role.VERIFY and other in (Role.PROVE, Role.REFINE)
    outcome = read(role, reply(other, 1.0))
    assert outcome.kind is (OutcomeKind.OK if same or nested else OutcomeKind.UNPARSED)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("box", ["10", r"\frac12", "0.25", "", "s", "1 or 0", "X"])
def test_another_number_in_the_box_is_unparsed_never_zero(role: Role, box: str) -> None:
    text = reply(role, 1.0)
    text = text[: text.rindex("{")] + "{" + box + "}"
    outcome = read(role, text)
    assert outcome.kind is OutcomeKind.UNPARSED
    assert outcome.score is None
    assert f"\\boxed{{{box}}}" in outcome.detail


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("text", [None, "", " \n\t", "\u2028"])
def test_an_empty_reply_is_unparsed(role: Role, text: str | None) -> None:
    assert read(role, text) == Outcome(OutcomeKind.UNPARSED, detail="empty reply")


@pytest.mark.parametrize(
    ("text", "reasoning"),
    [(None, "I wonder"), ("", "I wonder"), ("<think>I wonder</think>\n", ""), ("<think>I", "")],
)
def test_a_reply_that_only_thinks_is_unparsed(text: str | None, reasoning: str) -> None:
    outcome = read(Role.VERIFY, text, reasoning=reasoning)
    assert outcome == Outcome(OutcomeKind.UNPARSED, detail="empty reply after reasoning")


@pytest.mark.parametrize("role", Role)
def test_reasoning_is_never_searched_for_a_score(role: Role) -> None:
    assert not read(role, "Done.", reasoning=reply(role, 1.0)).ok
    assert not read(role, f"<think>{reply(role, 1.0)}", StopReason.LENGTH).ok
    assert not read(role, f"<think>{reply(role, 1.0)}</think>Done.").ok


@pytest.mark.parametrize("role", Role)
def test_a_reply_cut_off_is_truncated_wherever_it_was_cut(role: Role) -> None:
    text = reply(role, 1.0)
    for length in range(len(text)):
        outcome = read(role, text[:length], StopReason.LENGTH)
        assert (outcome.kind, outcome.score) == (OutcomeKind.TRUNCATED, None)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("stop", [StopReason.LENGTH, StopReason.OTHER])
@pytest.mark.parametrize(
    ("after", "complete"),
    [("", True), ("\n", True), ("$$.\n", True), (" and", False), ("\n\n## Sol", False)],
)
def test_a_complete_reply_counts_when_nothing_follows_the_box(
    role: Role, stop: StopReason, after: str, complete: bool
) -> None:
    cut = OutcomeKind.TRUNCATED if stop is StopReason.LENGTH else OutcomeKind.UNPARSED
    outcome = read(role, reply(role, 1.0) + after, stop)
    assert outcome.kind is (OutcomeKind.OK if complete else cut)


@pytest.mark.parametrize("text", [None, "", "Here is", reply(Role.PROVE, 1.0)])
def test_a_filtered_reply_is_refused_whatever_it_says(text: str | None) -> None:
    assert read(Role.PROVE, text, StopReason.FILTER).kind is OutcomeKind.REFUSED


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry, but I can't help with that.",
        "I’m sorry, I can’t assist with that request.",
        "I am sorry, but I cannot fulfill this request.",
        "Sorry, I can't do that.",
        "I apologize, but I am unable to help.",
        "I cannot comply with this request.",
        "I won't help you with this.",
        "As an AI language model, I cannot discuss this topic.",
    ],
)
@pytest.mark.parametrize("role", Role)
def test_a_plain_refusal_is_refused(role: Role, text: str) -> None:
    assert read(role, text).kind is OutcomeKind.REFUSED
    assert read(role, f"<think>Hm.</think>\n{text}\n").kind is OutcomeKind.REFUSED


@pytest.mark.parametrize(
    "text",
    [
        "I am unable to prove this.",
        "I'm sorry, but I cannot find a proof.",
        "I can't see why step 2 holds.",
        "I cannot continue with this approach.",
        "I do not know.",
        "The proof says: I'm sorry, but I can't help with that.",
        "I'm sorry, but I can't help with that. " + "Yet here is what I found. " * 40,
    ],
)
def test_failing_to_prove_is_no_refusal(text: str) -> None:
    assert read(Role.PROVE, text).kind is OutcomeKind.UNPARSED


def test_a_refusal_quoted_in_a_proof_changes_nothing() -> None:
    text = formats.write_generated("I'm sorry, but I can't help with that.", "ok", 1.0)
    assert read(Role.PROVE, text) == Outcome(OutcomeKind.OK, 1.0)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<think>a</think>b", "b"),
        (" \n<think>a</think>b</think>c", "b</think>c"),
        ("<think>a", ""),
        ("<think>a<think>b</think>c", "c"),
        ("a</think>b", "a</think>b"),
        (f"a</think>{WHOLE_REPLY}", WHOLE_REPLY),
        (f"</think>{WHOLE_REPLY}", WHOLE_REPLY),
        (f"a</think>b</think>\n{WHOLE_REPLY}", f"b</think>\n{WHOLE_REPLY}"),
        (f"{WHOLE_REPLY}</think>{WHOLE_REPLY}", f"{WHOLE_REPLY}</think>{WHOLE_REPLY}"),
        ("b<think>a</think>", "b<think>a</think>"),
        ("<THINK>a</THINK>b", "<THINK>a</THINK>b"),
        ("", ""),
    ],
)
def test_what_is_visible(text: str, shown: str) -> None:
    assert visible(Role.PROVE, text) == shown


@properties
@given(proofs, analyses, scores)
def test_a_proof_may_hold_anything(proof: str, analysis: str, score: float) -> None:
    text = formats.write_generated(proof, analysis, score)
    for stop in (StopReason.STOP, StopReason.LENGTH, StopReason.OTHER):
        assert read(Role.PROVE, text, stop) == Outcome(OutcomeKind.OK, score)
    found = proof_of(text)
    assert found is not None
    assert (found.proof, found.self_score) == (proof.strip(), score)
    assert found.self_analysis == formats.write_evaluation(analysis, score)


@properties
@given(texts, scores)
def test_an_analysis_or_review_may_quote_anything(words: str, score: float) -> None:
    evaluation, review = formats.write_evaluation(words, score), formats.write_review(words, score)
    assert read(Role.VERIFY, evaluation) == Outcome(OutcomeKind.OK, score)
    assert read(Role.REVIEW, review) == Outcome(OutcomeKind.OK, score)
    assert evaluation_of(evaluation) == evaluation
    assert review_of(review) == review


thoughts = texts.map(lambda text: text.replace("</think>", ""))


@properties
@given(thoughts, proofs, analyses, scores)
def test_thinking_in_tags_is_not_part_of_the_reply(
    thought: str, proof: str, analysis: str, score: float
) -> None:
    text = f"<think>{thought}</think>\n{formats.write_generated(proof, analysis, score)}"
    found = proof_of(text)
    assert found is not None
    assert (found.proof, found.self_score) == (proof.strip(), score)


@properties
@given(thoughts, proofs, analyses, scores)
def test_thinking_whose_tag_the_server_opened_is_not_part_of_the_reply(
    thought: str, proof: str, analysis: str, score: float
) -> None:
    # "Okay" stands for any words that are not the format's first line.
    text = f"Okay {thought}</think>\n{formats.write_generated(proof, analysis, score)}"
    found = proof_of(text)
    assert found is not None
    assert (found.proof, found.self_score) == (proof.strip(), score)


@properties
@given(proofs, analyses, scores)
def test_words_before_the_heading_do_no_harm_without_a_closing_tag(
    proof: str, analysis: str, score: float
) -> None:
    proof = proof.replace("</think>", "")
    analysis = analysis.replace("</think>", "")
    found = proof_of(f"Here it is.\n\n{formats.write_generated(proof or 'P', analysis, score)}")
    assert found is not None
    assert found.proof == (proof or "P").strip()


def test_the_one_text_that_no_rule_can_tell_apart() -> None:
    """Words before the heading, then a proof that quotes a closing tag and a whole reply."""
    quoted = formats.write_generated("quoted", "ok", 1.0)
    text = "Here it is.\n" + formats.write_generated(f"real </think>\n{quoted}", "bad", 0.0)
    assert read(Role.PROVE, text) == Outcome(OutcomeKind.OK, 0.0)
    found = proof_of(text)
    assert found is not None
    assert found.proof.startswith("quoted")
    # Without the words before the heading there is no doubt.
    found = proof_of(text.removeprefix("Here it is.\n"))
    assert found is not None
    assert found.proof.startswith("real </think>")


@properties
@given(
    st.sampled_from(Role),
    st.one_of(st.none(), texts, st.text(max_size=200)),
    st.sampled_from(("", "thoughts", "\x00")),
    st.sampled_from(StopReason),
)
def test_reading_is_total_and_only_ok_has_a_score(
    role: Role, text: str | None, reasoning: str, stop: StopReason
) -> None:
    outcome = read_reply(role, text, reasoning, stop)
    assert outcome.kind is not OutcomeKind.FAILED
    assert (outcome.score in (0.0, 0.5, 1.0)) is outcome.ok
    assert outcome.ok is (outcome.detail == "")
    assert outcome.detail.isprintable()
    if role in (Role.PROVE, Role.REFINE) and outcome.ok:
        found = proof_of(text or "")
        assert found is not None
        assert found.self_score == outcome.score


@properties
@given(texts)
def test_texts_out_of_format_are_shown_as_they_are(text: str) -> None:
    assert evaluation_of(text) in text
    assert review_of(text) in text


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(
    "piece", ["<think>", "</think>", "I'm sorry, ", "I can't ", " \n", f"{WHOLE_REPLY}</think>"]
)
def test_a_megabyte_of_tags_is_read_in_one_pass(role: Role, piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    assert read(role, f"Well {text}", StopReason.FILTER).kind is OutcomeKind.REFUSED
    assert read(role, f"Well {text} and", StopReason.LENGTH).kind is OutcomeKind.TRUNCATED
    assert read(role, "<think>" + text.replace("</think>", "")).kind is OutcomeKind.UNPARSED


@pytest.mark.parametrize(
    ("partial", "continuation", "whole"),
    [
        ("Let $n", "$ be even.", "Let $n$ be even."),
        ("Done.", "## Self Evaluation\nHere", "Done.\n\n## Self Evaluation\nHere"),
        ("Done.\n", "## Self Evaluation\nHere", "Done.\n## Self Evaluation\nHere"),
        ("Done.\n#", "# Self Evaluation", "Done.\n## Self Evaluation"),
        ("Done.\n\n## Self", " Evaluation", "Done.\n\n## Self Evaluation"),
        ("$S$ has", " #S = 3", "$S$ has #S = 3"),
        ("a", "<think>where was I</think>\nb", "ab"),
        ("a", "<think>where was I", "a"),
    ],
)
def test_a_reply_and_its_continuation_are_joined(
    partial: str, continuation: str, whole: str
) -> None:
    assert joined(partial, continuation) == whole


def test_a_reply_continued_after_any_cut_is_the_whole() -> None:
    text = formats.write_generated("Let $n$ be even.\n\n# A remark\n\nDone.", "It holds.", 0.5)
    for length in range(1, len(text)):
        assert joined(text[:length], text[length:]) == text


@pytest.mark.parametrize("blanks", [0, 1, 2])
def test_a_reply_cut_before_a_heading_is_read_although_blanks_were_lost(blanks: int) -> None:
    text = formats.write_generated("Let $n$ be even.", "It holds.", 0.5)
    cut = text.index("\n\n## Self") + blanks
    whole = joined(text[:cut], text[cut:].lstrip())
    assert read(Role.PROVE, whole) == Outcome(OutcomeKind.OK, 0.5)
    assert proof_of(whole) == proof_of(text)
