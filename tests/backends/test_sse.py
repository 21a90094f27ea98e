"""The event parser against a plain reading of the format, in any chunking, on any bytes."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfproof.backends.sse import EventParser, EventTooLong

LINES = st.sampled_from(
    [b"data: x", b"data:y", b"data", b"data: ", b": keep-alive", b"event: z", b"", b"", b"junk"]
)
ENDS = st.sampled_from([b"\n", b"\n", b"\r\n", b"\r"])
STREAMS = st.one_of(
    st.binary(max_size=200),
    st.lists(st.tuples(LINES, ENDS)).map(lambda rows: b"".join(a + b for a, b in rows)),
)


def reference(stream: bytes) -> list[bytes]:
    """The payloads of a whole stream, by the format's own words."""
    lines = re.split(b"\r\n|\r|\n", stream.removeprefix(b"\xef\xbb\xbf"))
    events, data = [], []
    for line in [*lines, b""]:
        name, _, value = line.partition(b":")
        if name == b"data":
            data.append(value.removeprefix(b" "))
        elif not line and data:
            events.append(b"\n".join(data))
            data = []
    return events


def parse(stream: bytes, cuts: list[int]) -> list[bytes]:
    parser = EventParser()
    places = [0, *sorted(cut % (len(stream) + 1) for cut in cuts), len(stream)]
    events = []
    for start, end in itertools.pairwise(places):
        events += parser.feed(stream[start:end])
    return events + parser.finish()


def feed_many(parser: EventParser, piece: bytes) -> None:
    for _ in range(1_000):
        parser.feed(piece)


@given(STREAMS, st.lists(st.integers(0, 10_000), max_size=20))
def test_any_chunking_gives_the_events_of_the_whole(stream: bytes, cuts: list[int]) -> None:
    assert parse(stream, cuts) == reference(stream)


@given(STREAMS)
def test_byte_by_byte_gives_the_events_of_the_whole(stream: bytes) -> None:
    assert parse(stream, list(range(len(stream)))) == reference(stream)


@given(st.lists(st.sampled_from([b"a", b"{}", b"[DONE]", b"data: b", b"\xff"]), max_size=8))
def test_whole_events_in_one_chunk(payloads: list[bytes]) -> None:
    stream = b"".join(b"data: " + payload + b"\n\n" for payload in payloads)
    assert EventParser().feed(stream) == payloads


def test_events_come_out_as_soon_as_they_are_complete() -> None:
    parser = EventParser()
    assert parser.feed(b"data: a\n") == []
    assert parser.feed(b"\ndata: b\r\n\r") == [b"a", b"b"]
    assert parser.feed(b"\ndata: c") == []
    assert parser.finish() == [b"c"]


def test_a_byte_order_mark_is_skipped() -> None:
    assert parse(b"\xef\xbb\xbfdata: a\n\n", [1, 2]) == [b"a"]


@pytest.mark.parametrize("piece", [b"data: " + b"x" * 60, b"y" * 60, b"data: x\n"])
def test_an_event_without_end_is_given_up(piece: bytes) -> None:
    with pytest.raises(EventTooLong, match="1000 bytes"):
        feed_many(EventParser(largest=1_000), piece)


def test_many_events_are_no_long_event() -> None:
    parser = EventParser(largest=100)
    for _ in range(1_000):
        assert parser.feed(b"data: some text") == []
        assert parser.feed(b"\n\n") == [b"some text"]


def test_comments_without_end_are_no_long_event() -> None:
    parser = EventParser(largest=100)
    for _ in range(1_000):
        assert parser.feed(b": keep") == []
        assert parser.feed(b"-alive\n\n") == []
