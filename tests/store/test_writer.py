"""Group commits: a future resolves after its commit, and a failure reaches everyone it concerns."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
from pathlib import Path

import pytest

from selfproof.errors import StoreError
from selfproof.store import Store
from tests.store.helpers import RUN, call, digest


def _count(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("SELECT count(*) FROM calls").fetchone()[0])
    finally:
        connection.close()


class _Gate:
    """Holds the writer inside a transaction until it is opened."""

    def __init__(self, store: Store) -> None:
        self.open = threading.Event()
        self.reached = threading.Event()
        self.future = store.submit(self._wait)

    def _wait(self, _: sqlite3.Connection) -> None:
        self.reached.set()
        assert self.open.wait(30)


async def test_a_future_resolves_after_the_commit_and_not_before(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Store(path) as store:
        first = _Gate(store)
        await asyncio.to_thread(first.reached.wait, 30)
        counts: list[int] = []
        write = store.add_call(RUN, call("a"))
        write.add_done_callback(lambda _: counts.append(_count(path)))
        # In the same transaction, after the call.
        second = _Gate(store)
        first.open.set()
        await asyncio.to_thread(second.reached.wait, 30)
        assert (write.done(), _count(path)) == (False, 0)
        second.open.set()
        await asyncio.gather(write, first.future, second.future)
        assert counts == [1]


async def test_what_waits_is_committed_together(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db") as store:
        gate = _Gate(store)
        await asyncio.to_thread(gate.reached.wait, 30)
        commits: list[str] = []
        watch = store.submit(lambda connection: connection.set_trace_callback(commits.append))
        writes = [store.add_call(RUN, call("a", sample)) for sample in range(500)]
        gate.open.set()
        await asyncio.gather(gate.future, watch, *writes)
    assert commits.count("COMMIT") == 1


async def test_more_than_a_group_is_committed_in_several(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db") as store:
        await asyncio.gather(*(store.add_call(RUN, call("a", sample)) for sample in range(4_500)))
        assert len(store.calls(digest("a"))) == 4_500


async def test_a_failed_group_fails_all_and_everything_after(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Store(path) as store:
        await store.add_call(RUN, call("before"))
        gate = _Gate(store)
        await asyncio.to_thread(gate.reached.wait, 30)
        group = [
            store.add_call(RUN, call("a", 0)),
            store.submit(lambda connection: connection.execute("INSERT INTO nowhere VALUES (1)")),
            store.add_call(RUN, call("a", 1)),
        ]
        gate.open.set()
        await gate.future
        results = await asyncio.gather(*group, return_exceptions=True)
        assert [type(result) for result in results] == [StoreError] * 3
        assert "no such table: nowhere" in str(results[0])
        with pytest.raises(StoreError, match="nowhere"):
            await store.add_call(RUN, call("a", 2))
        assert store.rows("SELECT count(*) FROM calls") == [(1,)]
    with Store(path) as store:
        assert len(store.calls(digest("before"))) == 1
        await store.add_call(RUN, call("a", 0))


async def test_a_bug_in_an_operation_leaves_nobody_waiting(tmp_path: Path) -> None:
    def bug(_: sqlite3.Connection) -> None:
        raise ZeroDivisionError("oops")

    with Store(tmp_path / "store.db") as store:
        with pytest.raises(StoreError, match="ZeroDivisionError: this is a bug") as caught:
            await store.submit(bug)
        assert isinstance(caught.value.__cause__, ZeroDivisionError)
        with pytest.raises(StoreError):
            await store.add_call(RUN, call("a"))


async def test_values_sqlite_cannot_hold_are_an_error_and_no_hang(tmp_path: Path) -> None:
    with (
        Store(tmp_path / "store.db") as store,
        pytest.raises(StoreError, match="cannot hold"),
    ):
        await store.add_call(RUN, call("a", sample=2**80))


async def test_closing_commits_what_is_queued(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    store = Store(path)
    writes = [store.add_call(RUN, call("a", sample)) for sample in range(100)]
    store.close()
    assert _count(path) == 100
    await asyncio.gather(*writes)


def test_writes_of_a_loop_that_is_gone_are_committed(tmp_path: Path) -> None:
    path = tmp_path / "store.db"

    async def forget(store: Store) -> None:
        store.add_call(RUN, call("a"))

    with Store(path) as store:
        asyncio.run(forget(store))
    assert _count(path) == 1


def test_a_failure_nobody_was_told_is_told_on_closing(tmp_path: Path) -> None:
    async def forget(store: Store, gates: list[_Gate]) -> None:
        gates.append(_Gate(store))
        store.submit(lambda connection: connection.execute("INSERT INTO nowhere VALUES (1)"))

    store = Store(tmp_path / "store.db")
    gates: list[_Gate] = []
    asyncio.run(forget(store, gates))
    gates[0].open.set()
    with pytest.raises(StoreError, match="nowhere"):
        store.close()
    Store(tmp_path / "store.db").close()


async def test_a_failure_of_a_cancelled_write_is_told_on_closing(tmp_path: Path) -> None:
    store = Store(tmp_path / "store.db")
    store.submit(lambda connection: connection.execute("INSERT INTO nowhere VALUES (1)")).cancel()
    with pytest.raises(StoreError, match="nowhere"):
        store.close()


async def test_a_failure_that_was_told_is_not_told_again(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db") as store:
        with pytest.raises(StoreError):
            await store.submit(lambda connection: connection.execute("nonsense"))
        with pytest.raises(StoreError):
            await store.add_call(RUN, call("a"))


async def test_a_cancelled_write_still_happens(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db") as store:
        gate = _Gate(store)
        await asyncio.to_thread(gate.reached.wait, 30)
        write = store.add_call(RUN, call("a"))
        # In the same group: it must not be left waiting.
        after = store.add_call(RUN, call("b"))
        write.cancel()
        gate.open.set()
        await asyncio.wait_for(after, 30)
        assert len(store.calls(digest("a"))) == 1


def test_writes_from_several_loops_and_reads_from_several_threads(tmp_path: Path) -> None:
    failures: list[BaseException] = []

    async def write(store: Store, name: str) -> None:
        for sample in range(40):
            await store.add_call(RUN, call(name, sample))
            assert len(store.calls(digest(name))) == sample + 1

    def work(store: Store, name: str) -> None:
        try:
            asyncio.run(write(store, name))
        except BaseException as error:
            failures.append(error)

    with Store(tmp_path / "store.db") as store:
        threads = [threading.Thread(target=work, args=(store, f"t{n}")) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert store.spent(RUN).calls == 160


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_fork_is_refused_and_harms_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db") as store:
        child = os.fork()
        if child == 0:
            os._exit(_use_in_fork(store))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        # The writer's lock is still held: the child let go of nothing.
        with pytest.raises(StoreError, match="another selfproof process"):
            Store(tmp_path / "store.db")
        asyncio.run(_add(store))
        assert len(store.calls(digest("a"))) == 1


async def _add(store: Store) -> None:
    await store.add_call(RUN, call("a"))


def _use_in_fork(store: Store) -> int:
    refused = 0
    for use in (lambda: asyncio.run(_add(store)), lambda: store.calls(digest("a"))):
        try:
            use()
        except StoreError as error:
            refused += "forked from" in str(error)
    store.close()
    return 0 if refused == 2 else 1


async def test_the_log_does_not_grow_with_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("selfproof.store.database._CHECKPOINT_PAGES", 20)
    path = tmp_path / "store.db"
    sizes = []
    with Store(path) as store:
        for start in range(60):
            await asyncio.gather(
                *(store.add_call(RUN, call(f"r{start}", sample)) for sample in range(40))
            )
            assert len(store.calls(digest(f"r{start}"))) == 40
            sizes.append((tmp_path / "store.db-wal").stat().st_size)
    assert max(sizes[30:]) <= 1.5 * max(sizes[:30])
    assert path.stat().st_size > 2 * max(sizes)
