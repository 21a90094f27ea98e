"""Keys, and what happens to lost replies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from selfproof.calls import Ask
from selfproof.calls.ask import Next, next_step, sample_seed
from selfproof.store import Reply
from selfproof.types import Message, Outcome, OutcomeKind, Role, Sampling

MESSAGES = (Message("user", "Show X."),)
ASK = Ask(Role.PROVE, lambda: MESSAGES, Sampling(), "p:first")


@pytest.mark.parametrize(
    "other",
    [
        replace(ASK, role=Role.REFINE),
        replace(ASK, render=lambda: (Message("user", "Show Y."),)),
        replace(ASK, render=lambda: (Message("system", "Show X."),)),
        replace(ASK, sampling=Sampling(temperature=0.5)),
        replace(ASK, sampling=Sampling(top_p=0.5)),
        replace(ASK, sampling=Sampling(max_tokens=5)),
        replace(ASK, sampling=Sampling(seed=1)),
        replace(ASK, sampling=Sampling(grammar="root ::= [a-z]")),
        replace(ASK, lineage="p:second"),
    ],
)
def test_everything_that_changes_the_reply_changes_the_key(other: Ask) -> None:
    assert other.digest("model") != ASK.digest("model")


def test_the_model_is_in_the_key_and_patience_is_not() -> None:
    assert ASK.digest("a") != ASK.digest("b")
    patient = replace(ASK, attempts=9, truncated="continue", continuations=3)
    assert patient.digest("a") == ASK.digest("a")


def test_a_key_is_the_same_in_every_process() -> None:
    assert ASK.digest("model").hex() == "33a1ca94c8e7aa2d9114f1de98c1b7b2"


def test_text_that_cannot_be_encoded_has_a_key_too() -> None:
    assert len(replace(ASK, render=lambda: (Message("user", "\ud800"),)).digest("model")) == 16


def test_samples_and_attempts_have_seeds_of_their_own() -> None:
    digest = ASK.digest("model")
    seeds = {sample_seed(digest, sample, attempt) for sample in range(50) for attempt in range(4)}
    assert len(seeds) == 200
    assert all(0 <= seed < 2**31 for seed in seeds)


def rows(*kinds: str) -> list[Reply]:
    return [Reply(0, attempt, Outcome(OutcomeKind(kind))) for attempt, kind in enumerate(kinds)]


@pytest.mark.parametrize(
    ("policy", "kinds", "has_text", "expected"),
    [
        ("retry", [], False, Next.FRESH),
        ("retry", ["ok"], False, Next.DONE),
        ("retry", ["unparsed"], False, Next.FRESH),
        ("retry", ["unparsed", "refused", "truncated"], False, Next.DONE),
        ("retry", ["failed"], False, Next.DONE),  # the server would reject it again
        ("retry", ["truncated"], True, Next.FRESH),
        ("drop", ["truncated"], True, Next.DONE),
        ("drop", ["unparsed"], True, Next.FRESH),
        ("continue", ["truncated"], True, Next.CONTINUE),
        ("continue", ["truncated"], False, Next.FRESH),  # cut off while thinking
        ("continue", ["truncated"] * 2, True, Next.CONTINUE),
        ("continue", ["truncated"] * 3, True, Next.FRESH),  # two continuations were allowed
        ("continue", ["truncated"] * 3 + ["unparsed"] * 2, True, Next.DONE),
        ("continue", ["truncated"] * 3, False, Next.DONE),  # three attempts spent on thinking
    ],
)
def test_what_comes_next(policy: str, kinds: list[str], has_text: bool, expected: Next) -> None:
    ask = replace(ASK, truncated=policy, continuations=2)  # type: ignore[arg-type]
    assert next_step(ask, rows(*kinds), lambda _: has_text) is expected
