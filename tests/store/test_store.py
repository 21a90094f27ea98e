"""Values go in and come out the same, whatever a server or a person put in them."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from selfproof.errors import StoreError
from selfproof.store import Body, Spent, Store, list_runs
from selfproof.types import Message, Outcome, OutcomeKind, Problem, Role, Usage
from tests.store.helpers import RUN, call, digest, text_of


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store.db") as opened:
        yield opened


async def test_a_call_comes_back_as_it_went_in(store: Store) -> None:
    new = call("a", 3, 1, score=0.5, detail="")
    await store.add_call(RUN, new)
    assert store.calls(digest("a")) == [new.row]
    assert store.body(digest("a"), 3, 1) == new.body


async def test_calls_are_ordered_by_sample_and_attempt(store: Store) -> None:
    keys = [(2, 0), (0, 1), (1, 0), (0, 0)]
    await asyncio.gather(*(store.add_call(RUN, call("a", *key)) for key in keys))
    assert [(row.sample, row.attempt) for row in store.calls(digest("a"))] == sorted(keys)


async def test_an_unknown_request_has_no_calls_and_no_text(store: Store) -> None:
    assert store.calls(digest("a")) == []
    with pytest.raises(StoreError, match="missing"):
        store.body(digest("a"), 0, 0)


async def test_each_write_is_visible_once_its_future_has_resolved(store: Store) -> None:
    async def write(sample: int) -> None:
        await store.add_call(RUN, call("a", sample))
        assert sample in [row.sample for row in store.calls(digest("a"))]
        assert store.body(digest("a"), sample, 0).text == text_of("a", sample)

    await asyncio.gather(*(write(sample) for sample in range(300)))


async def test_the_first_reply_under_a_key_stands(store: Store) -> None:
    await store.add_call(RUN, call("a", body=Body("first"), score=1.0))
    await asyncio.gather(
        store.add_call(RUN, call("a", body=Body("second"), score=0.0)),
        store.add_call("other", call("a", body=Body("third"), score=0.0)),
    )
    assert store.body(digest("a"), 0, 0).text == "first"
    assert [row.outcome.score for row in store.calls(digest("a"))] == [1.0]
    assert store.spent(RUN).calls == 1
    assert store.spent("other").calls == 0


async def test_the_first_of_two_replies_in_one_group_stands(store: Store) -> None:
    both = [call("a", body=Body("first")), call("a", body=Body("second"))]
    await asyncio.gather(*(store.add_call(RUN, new) for new in both))
    assert store.body(digest("a"), 0, 0).text == "first"


@pytest.mark.parametrize(
    "body",
    [
        Body("", ""),
        Body("", "only thought"),
        Body("line\nline\r\n", "7\nx"),
        Body("\x00 nul \x00", "\ufeff"),
        Body("𝔸∀é" * 5000, "日本語"),
        Body("12\n34", "56\n"),
    ],
)
async def test_any_text_comes_back(store: Store, body: Body) -> None:
    await store.add_call(RUN, call("a", body=body))
    assert store.body(digest("a"), 0, 0) == body


async def test_lone_surrogates_are_replaced_everywhere(store: Store) -> None:
    bad = "a\ud800b"
    new = call(
        "a", kind=OutcomeKind.UNPARSED, score=None, detail=bad, body=Body(bad, bad), faults=(bad,)
    )
    await asyncio.gather(
        store.start_run(RUN, bad, {"x": bad}, [Problem(bad, bad)]),
        store.add_call(RUN, new),
        store.add_decision(RUN, 0, "key", {bad: bad}),
        store.add_proof(RUN, 0, bad, 0, (digest("a"), 0), [(bad, [0])]),
        store.add_lost(RUN, digest("a"), 0, bad),
        store.end_run(RUN, "failed", bad, 1.0),
    )
    assert store.calls(digest("a"))[0].outcome == Outcome(OutcomeKind.UNPARSED, None, "a?b")
    assert store.body(digest("a"), 0, 0) == Body("a?b", "a?b")
    assert [run.message for run in list_runs(store)] == ["a?b"]


async def test_absurd_numbers_from_a_server_cannot_stop_a_run(store: Store) -> None:
    writes = [
        store.add_call(RUN, call("a", sample, usage=Usage(10**30, -5, 2**62), seconds=float("nan")))
        for sample in range(100)
    ]
    await asyncio.gather(*writes)
    assert store.spent(RUN) == Spent(100, Usage(100 * 2**40, 0, 100 * 2**40))


async def test_a_long_detail_is_cut(store: Store) -> None:
    new = call("a", kind=OutcomeKind.FAILED, score=None, detail="x" * 1_000_000)
    await store.add_call(RUN, new)
    assert store.calls(digest("a"))[0].outcome.detail == "x" * 1_000


async def test_spending_is_by_run_and_over_sessions(tmp_path: Path) -> None:
    for session in range(2):
        with Store(tmp_path / "store.db") as store:
            await store.add_call(RUN, call("a", session, usage=Usage(7, 3, 2)))
            await store.add_call("other", call("b", session))
    with Store(tmp_path / "store.db", readonly=True) as store:
        assert store.spent(RUN) == Spent(2, Usage(14, 6, 4))
        assert store.spent("no such run") == Spent()


async def test_the_first_decision_stands_and_the_newest_note(store: Store) -> None:
    for value in (1, 2):
        await store.add_decision(RUN, 0, "choice", {"value": value})
        await store.add_decision(RUN, 0, "note", [value], replace=True)
    await store.add_decision(RUN, 1, "choice", "another problem's")
    assert store.decisions(RUN, 0) == {"choice": {"value": 1}, "note": [2]}


async def test_a_proof_or_link_to_an_unanswered_request_is_refused_alone(store: Store) -> None:
    results = await asyncio.gather(
        store.add_call(RUN, call("a")),
        store.add_proof(RUN, 0, "p", 0, (digest("never"), 0), []),
        store.add_link(RUN, 0, "p", Role.VERIFY, -1, digest("never")),
        store.add_call(RUN, call("a", 1)),
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [type(None), StoreError, StoreError, type(None)]
    assert "store.db: proof 'p': its request has no finished call" in str(results[1])
    assert len(store.calls(digest("a"))) == 2
    assert store.rows("SELECT count(*) FROM proofs") == [(0,)]


async def test_proofs_and_links_may_follow_their_call_at_once(store: Store) -> None:
    await asyncio.gather(
        store.add_call(RUN, call("a")),
        store.add_proof(RUN, 0, "p", 2, (digest("a"), 0), [("q", [1, 2])]),
        store.add_link(RUN, 0, "p", Role.VERIFY, -1, digest("a")),
        store.add_link(RUN, 0, "p", Role.VERIFY, -1, digest("a")),
    )
    assert store.rows("SELECT proof, round, parents FROM proofs") == [("p", 2, '[["q", [1, 2]]]')]
    assert store.rows("SELECT count(*) FROM links") == [(1,)]


async def test_a_run_started_again_keeps_its_beginning(store: Store) -> None:
    await store.start_run(RUN, "model", {"n": 1}, [Problem("1", "one")])
    await store.end_run(RUN, "interrupted", "stopped", 2.0)
    first = list_runs(store)[0]
    await store.start_run(RUN, "model", {"n": 1}, [Problem("1", "one")])
    again = list_runs(store)[0]
    assert (first.status, first.message, first.seconds) == ("interrupted", "stopped", 2.0)
    assert (again.status, again.message, again.seconds) == ("running", "", 2.0)
    assert (again.created, again.problems) == (first.created, 1)
    await store.end_run(RUN, "done", "", 3.0)
    assert list_runs(store)[0].seconds == 5.0


async def test_a_write_of_another_kind_sees_the_calls_before_it(store: Store) -> None:
    counts: list[int] = []

    def count(connection: sqlite3.Connection) -> None:
        counts.append(connection.execute("SELECT count(*) FROM calls").fetchone()[0])

    await asyncio.gather(
        store.add_call(RUN, call("a")), store.submit(count), store.add_call(RUN, call("b"))
    )
    assert counts == [1]


async def test_a_reader_refuses_to_write(tmp_path: Path) -> None:
    Store(tmp_path / "store.db").close()
    with Store(tmp_path / "store.db", readonly=True) as store:
        with pytest.raises(StoreError, match="reading only"):
            store.add_call(RUN, call("a"))
        with pytest.raises(StoreError, match="readonly"):
            store.rows("DELETE FROM calls")


async def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = Store(tmp_path / "store.db")
    store.close()
    store.close()
    for use in (
        lambda: store.calls(digest("a")),
        lambda: store.add_call(RUN, call("a")),
        lambda: store.spent(RUN),
    ):
        with pytest.raises(StoreError, match="closed"):
            use()


async def test_a_bad_query_is_a_store_error(store: Store) -> None:
    with pytest.raises(StoreError, match="no such table"):
        store.rows("SELECT * FROM nowhere")
    with pytest.raises(StoreError, match="cannot hold"):
        store.rows("SELECT ?", (2**70,))
    with pytest.raises(StoreError, match="cannot hold"):
        store.rows("SELECT ?", ("\ud800",))


async def test_a_snapshot_does_not_move(store: Store) -> None:
    await store.add_call(RUN, call("a"))
    with store.snapshot():
        before = store.spent(RUN)
        with sqlite3.connect(store.path) as other:
            other.execute("UPDATE calls SET prompt_tokens = 1000000")
        other.close()
        assert store.spent(RUN) == before
    assert store.spent(RUN).usage.prompt_tokens == 1_000_000


async def test_a_snapshot_ends_with_its_error(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.snapshot():
        raise ZeroDivisionError
    with store.snapshot():
        assert store.spent(RUN) == Spent()


async def test_messages_and_sampling_are_kept_exactly(store: Store) -> None:
    sent = (Message("user", "a\ud800"), Message("assistant", "so far"))
    await store.add_call(RUN, call("a", sent=sent, seed=2**31 - 1))
    assert store.rows("SELECT seed FROM calls") == [(2**31 - 1,)]
    assert store.rows("SELECT count(*) FROM sent") == [(1,)]
