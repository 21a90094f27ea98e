"""Sentences say what the record shows and no more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from selfproof.report import words
from selfproof.types import OutcomeKind
from tests.report.samples import PROOF, analysis, lost, problem, proof, review, run, small_run


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "–"), (1.0, "1"), (0.0, "0"), (0.5, "0.5"), (2 / 3, "0.67"), (0.998, "0.998"),
     (0.99996, "0.9999"), (10.0, "10")],
)  # fmt: skip
def test_numbers_are_never_rounded_up_to_one(value: float | None, text: str) -> None:
    assert words.number(value) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.42, "0.4 s"), (59.4, "59 s"), (200, "3 min 20 s"), (18_420, "5 h 07 min")],
)
def test_durations(seconds: float, text: str) -> None:
    assert words.duration(seconds) == text


def test_states_of_analyses() -> None:
    assert [words.state(each) for each in small_run().problems[0].proof("p1/1.0").analyses] == [
        "pass", "dismissed", "confirmed", "lost", "pass", "unreviewed",
    ]  # fmt: skip


def test_analyses_of_another_run_are_left_aside() -> None:
    beyond = replace(analysis(9, 0.0), counted=None)
    mine = proof("p0", PROOF, [analysis(0, 1.0), beyond, analysis(2, None)])
    assert [each.index for each in words.analyses_of(mine)] == [0, 2]
    unsettled = replace(mine, mean=None)
    assert len(words.analyses_of(unsettled)) == 3


@pytest.mark.parametrize(
    ("status", "begins"),
    [
        ("accepted", "Accepted: it passed every one of its verifications."),
        ("best", "Not accepted: no proof passed all its verifications"),
        ("partial", "Ended early: this is the best proof so far."),
        ("graded", "Graded: the proof was given."),
        ("open", "Not finished: this is the best proof so far."),
        ("nonsense", "Not finished"),
    ],
)
def test_verdicts(status: str, begins: str) -> None:
    checked = proof("p0", PROOF, [analysis(0, 1.0), analysis(1, 0.5), analysis(2, None)])
    said = words.verdict(problem([checked], "p0", status=status))
    assert said.startswith(begins)
    assert said.endswith("Mean confirmed score 0.75 over 2 analyses.")


def test_verdicts_without_a_proof() -> None:
    gone = [lost("p0", "x")]
    assert words.verdict(problem(gone, None, status="open", decisions={})).startswith("Not fini")
    none = problem(gone, None, status="none", reason="no reply held a readable proof")
    assert words.verdict(none) == "No proof. No reply held a readable proof."
    assert "not verified" in words.verdict(problem([proof("p0", PROOF)], "p0"))


def test_an_early_end_is_found_among_the_decisions() -> None:
    early = {"partial": {"status": "partial", "proof": "p0", "reason": "the budget ended"}}
    found = problem([proof("p0", PROOF)], None, status="open", decisions=early)
    assert words.result(found).proof is found.proofs[0]
    assert words.verdict(found).startswith("Ended early: the budget ended.")


def test_many_problems_are_counted() -> None:
    one = proof("p0", PROOF, [analysis(0, 1.0)])
    statuses = ["accepted", "accepted", "best", "none", "open"]
    view = run([problem([one], "p0", status=status) for status in statuses])
    assert words.found(view) == (
        "Of 5 problems: 2 ended with a proof that passed every one of its verifications, 1 with a "
        "best proof that did not pass all of them, 1 without a readable proof, 1 not finished."
    )


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ({"grammar": True}, "constrained by a grammar"),
        ({"grammar": False}, "no grammar constrained"),
        ({"settings": {"verify": {"meta": "off"}}}, "Analyses were not reviewed"),
        ({"settings": {"verify": {"meta": "deciding"}}}, "Only analyses that decide"),
        ({}, "nothing here was checked by a proof assistant"),
        ({}, "50 of 54 replies could be read (2 cut off, 1 unreadable, 1 refused)."),
    ],
)
def test_conditions(spec: dict[str, Any], said: str) -> None:
    view = run([])
    view = replace(view, summary=replace(view.summary, spec=spec))
    assert said in " ".join(words.conditions(view))


def test_a_tiny_model_is_not_believed() -> None:
    view = run([])
    tiny = replace(view, summary=replace(view.summary, model="SmolLM2-135M-Instruct.gguf@ab"))
    assert "an absurd one the same scores" in " ".join(words.conditions(tiny))
    assert "an absurd one the same scores" not in " ".join(words.conditions(view))


def test_a_given_proof_is_in_no_format() -> None:
    given = replace(proof("given", PROOF), text=PROOF)
    assert words.proof_text(given) == (PROOF, "")
    assert words.proof_text(replace(given, outcome=OutcomeKind.UNPARSED)) is None


def test_settings_are_flattened() -> None:
    spec = {"b": {"c": True, "d": None}, "a": [1, 2]}
    assert list(words.flattened(spec)) == [("a", "[1, 2]"), ("b.c", "yes"), ("b.d", "none")]


def test_tally() -> None:
    checked = proof("p", PROOF, [analysis(0, 1.0), analysis(1, 0.5, True, [review(0, 1.0)])])
    assert words.tally(checked) == "1 found no issue, 1 with a confirmed issue"
    assert words.tally(proof("p", PROOF)) == "not verified"
