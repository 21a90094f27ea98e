"""Nothing a server sends makes the reader do anything but read, or say why not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfproof.backends.complaints import Verdict
from selfproof.backends.reply import Abandoned, Complained, Malformed, ReplyReader
from selfproof.types import Usage
from tests.backends.helpers import ask

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(st.characters(exclude_categories=()), max_size=5),
    st.sampled_from(["stop", "abort", "error", "length"]),
)
NAMES = st.sampled_from(
    [
        "choices",
        "delta",
        "message",
        "content",
        "reasoning",
        "reasoning_content",
        "refusal",
        "text",
        "finish_reason",
        "error",
        "code",
        "usage",
        "prompt_tokens",
        "completion_tokens",
        "prompt_tokens_details",
        "cached_tokens",
    ]
)
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=12,
)
DELTAS = st.dictionaries(NAMES, SCALARS | DOCUMENTS, max_size=4)
EVENTS = DOCUMENTS | st.fixed_dictionaries(
    {"choices": st.lists(st.fixed_dictionaries({"delta": DELTAS, "message": DELTAS}), max_size=2)},
    optional={"usage": DOCUMENTS},
)


def feed(reader: ReplyReader, data: bytes) -> None:
    """Both ways in; the errors they may raise are no concern here."""
    for take in (reader.event, reader.document):
        try:
            take(data)
        except (Malformed, Abandoned, Complained):
            continue


def check(reader: ReplyReader) -> None:
    completion = reader.completion(ask(), 1.0)
    completion.text.encode()
    completion.reasoning.encode()
    usage = completion.usage
    assert 0 <= usage.cached_tokens <= usage.prompt_tokens < 2**31
    assert 0 <= usage.completion_tokens < 2**31


@given(st.lists(EVENTS, max_size=5))
def test_any_json_is_read_or_refused(documents: list[Any]) -> None:
    reader = ReplyReader()
    for document in documents:
        feed(reader, json.dumps(document).encode())
    check(reader)


@given(st.lists(st.binary(max_size=60), max_size=5))
def test_any_bytes_are_read_or_refused(pieces: list[bytes]) -> None:
    reader = ReplyReader()
    for data in pieces:
        feed(reader, data)
    check(reader)


@given(st.lists(st.text(min_size=1, max_size=9), max_size=9), st.booleans())
def test_the_quick_way_reads_what_the_careful_way_reads(texts: list[str], many: bool) -> None:
    quick, careful = ReplyReader(), ReplyReader()
    for text in texts:
        choice = {"delta": {"content": text}, "finish_reason": None}
        document = {"choices": [choice, choice] if many else [choice], "usage": None}
        assert quick._plain(document)
        assert careful._take(document, "delta")
    assert quick.completion(ask(), 1.0) == careful.completion(ask(), 1.0)


def test_not_a_number_as_a_probability_is_no_trouble() -> None:
    reader = ReplyReader()
    assert reader.event(
        b'{"choices": [{"delta": {"content": "a"}, "logprobs": {"x": [NaN, -Infinity]}}]}'
    )
    assert reader.completion(ask(), 1.0).text == "a"


def test_what_counts_as_a_sign_of_life() -> None:
    reader = ReplyReader()
    assert reader.event(b'{"choices": [], "usage": {"prompt_tokens": 9, "completion_tokens": 1}}')
    assert not reader.event(
        b'{"choices": [], "usage": {"prompt_tokens": 9, "completion_tokens": 1}}'
    )
    assert reader.event(b'{"choices": [], "usage": {"prompt_tokens": 9, "completion_tokens": 2}}')
    assert not reader.event(b'{"choices": [{"delta": {"role": "assistant", "content": ""}}]}')
    assert reader.event(b'{"choices": [{"delta": {"reasoning": "hm"}}]}')
    assert reader.event(b'{"choices": [{"delta": {}, "finish_reason": "stop"}]}')
    assert reader.completion(ask(), 1.0).usage == Usage(9, 0, 2)


def test_a_complaint_keeps_what_was_said() -> None:
    with pytest.raises(Complained) as caught:
        ReplyReader().event(b'{"error": {"message": "no room", "code": "429"}}')
    complaint = caught.value.complaint
    assert complaint.message == "no room"
    assert complaint.word == "http429"
    assert complaint.verdict is Verdict.RETRY
