"""Torn and flipped files: a clear error or a correct read, and the file stays as it was.

Texts carry a checksum and their call's key, so a damaged text is never taken for a right one. The
small numbers beside them do not: of those only the form is checked.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest

from selfproof.errors import SelfproofError, StoreError
from selfproof.store import Store, asked, find_run, list_runs, load_run, request_of
from tests.store.helpers import RUN, files, make_store, text_of, write_run

_REQUESTS = [
    f"{position}/{name}"
    for position in range(2)
    for name in ("prove", "refine2", "p0/verify", "p3/verify", "p1/review0")
]
_Value = TypeVar("_Value")


def _attempt(read: Callable[[], _Value]) -> _Value | None:
    """What `read` returns, or None for an error that is meant for the user."""
    try:
        return read()
    except SelfproofError:
        return None


def _read_everything(store: Store, right: dict[str, str]) -> int:
    """Read all there is in every way; texts must be the right ones. How many reads failed."""
    failed = 0
    for read in (
        lambda: list_runs(store),
        lambda: find_run(store, RUN),
        lambda: asked(store, RUN),
        lambda: store.spent(RUN),
        lambda: [store.decisions(RUN, position) for position in range(2)],
        lambda: [store.calls(key) for (key,) in store.rows("SELECT digest FROM requests")],
    ):
        failed += _attempt(read) is None
    run = _attempt(lambda: load_run(store, RUN))
    if run is None:
        return failed + 1
    for problem in run.problems:
        for proof in problem.proofs:
            assert proof.text in right
            assert all(analysis.text in right for analysis in proof.analyses)
            failed += _attempt(lambda: request_of(store, proof.call)) is None  # noqa: B023
    return failed


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A closed store's bytes."""
    path = tmp_path_factory.mktemp("whole") / "store.db"
    make_store(path)
    return path.read_bytes()


@pytest.fixture(scope="module")
def right() -> dict[str, str]:
    """All texts a reply may have."""
    texts: dict[str, str] = {}
    for position in range(2):
        for number in range(4):
            source = f"{position}/prove" if number < 2 else f"{position}/refine{number}"
            for name, samples in ((source, 2), (f"{position}/p{number}/verify", 6)):
                texts.update((text_of(name, sample), name) for sample in range(samples))
    return texts


def test_a_whole_file_reads_right(tmp_path: Path, whole: bytes, right: dict[str, str]) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(whole)
    with Store(path, readonly=True) as store:
        assert _read_everything(store, right) == 0


def test_a_file_cut_off_anywhere(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "store.db"
    source = random.Random(7)
    edges = [page + step for page in range(0, len(whole), 8192) for step in (-1, 0, 1, 100)]
    offsets = {*edges, *(source.randrange(len(whole)) for _ in range(40)), 1, 15, 99, 100, 101}
    for offset in sorted(offset for offset in offsets if 0 < offset < len(whole)):
        path.write_bytes(whole[:offset])
        for readonly in (True, False):
            with pytest.raises(StoreError, match="the file is damaged"):
                Store(path, readonly=readonly)
            assert files(tmp_path) == {"store.db": whole[:offset]}, offset


def test_a_torn_file_with_a_log_is_not_written_to(tmp_path: Path) -> None:
    live = tmp_path / "live"
    live.mkdir()
    with Store(live / "store.db") as store:
        asyncio.run(write_run(store))
        # Bring some of it into the file itself and leave some in the log.
        with closing(sqlite3.connect(store.path)) as other:
            other.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        asyncio.run(write_run(store, run="run-2"))
        torn = tmp_path / "torn"
        torn.mkdir()
        for name in ("store.db", "store.db-wal"):
            shutil.copy(live / name, torn / name)
    path = torn / "store.db"
    path.write_bytes(b"\xff" * 16 + path.read_bytes()[16:])
    before = files(torn)
    assert len(before) == 2
    for readonly in (True, False):
        with pytest.raises(StoreError, match="damaged"):
            Store(path, readonly=readonly)
        assert files(torn) == before


def test_a_log_cut_off_anywhere_loses_only_its_end(tmp_path: Path, right: dict[str, str]) -> None:
    live = tmp_path / "live"
    live.mkdir()
    with Store(live / "store.db") as store:
        asyncio.run(write_run(store))
        database = (live / "store.db").read_bytes()
        log = (live / "store.db-wal").read_bytes()
    source = random.Random(3)
    path = tmp_path / "store.db"
    for offset in [0, 31, 32, 33, *sorted(source.randrange(len(log)) for _ in range(30)), len(log)]:
        path.write_bytes(database)
        Path(f"{path}-wal").write_bytes(log[:offset])
        Path(f"{path}-shm").unlink(missing_ok=True)
        with Store(path, readonly=True) as store:
            assert store.rows("PRAGMA integrity_check") == [("ok",)]
            if list_runs(store):
                assert _read_everything(store, right) == 0
            whole_log = bool(list_runs(store)) and list_runs(store)[0].status == "done"
            assert whole_log == (offset == len(log))


def test_flipped_bits_anywhere(tmp_path: Path, whole: bytes, right: dict[str, str]) -> None:
    path = tmp_path / "store.db"
    source = random.Random(11)
    refused = failed = 0
    # The header and the schema are dense in meaning; the rest is sampled.
    places = [*range(0, 100, 3), *(source.randrange(len(whole)) for _ in range(160))]
    for place in places:
        bytes_ = bytearray(whole)
        bytes_[place] ^= 1 << source.randrange(8)
        path.write_bytes(bytes_)
        try:
            store = Store(path, readonly=True)
        except StoreError:
            refused += 1
        else:
            with store:
                failed += _read_everything(store, right) > 0
        assert path.read_bytes() == bytes_
    assert refused > 10
    assert failed > 30


def test_blocks_of_zeros_anywhere(tmp_path: Path, whole: bytes, right: dict[str, str]) -> None:
    path = tmp_path / "store.db"
    found = 0
    for place in range(0, len(whole), 8192):
        bytes_ = whole[:place] + bytes(4096) + whole[place + 4096 :]
        path.write_bytes(bytes_)
        try:
            store = Store(path, readonly=True)
        except StoreError:
            found += 1
        else:
            with store:
                found += _read_everything(store, right) > 0
        assert path.read_bytes() == bytes_
    assert found > 0.5 * len(whole) / 8192


def _poisoned(tmp_path: Path, *statements: str) -> Store:
    """A store in which somebody has written values that no selfproof writes."""
    path = tmp_path / "store.db"
    make_store(path)
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return Store(path, readonly=True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE calls SET outcome = 'great'",
        "UPDATE calls SET outcome = x'ff'",
        "UPDATE calls SET score = 0.7",
        "UPDATE calls SET score = 'one'",
        "UPDATE calls SET score = 9e999",
        "UPDATE calls SET prompt_tokens = 'many'",
        "UPDATE calls SET completion_tokens = -1",
        "UPDATE calls SET cached_tokens = 0.5",
        "UPDATE calls SET detail = x'00ff'",
        "UPDATE calls SET detail = CAST(x'ff' AS TEXT)",
    ],
)
def test_values_no_selfproof_wrote_are_an_error(tmp_path: Path, statement: str) -> None:
    with _poisoned(tmp_path, statement) as store:
        (key,) = store.rows("SELECT digest FROM requests LIMIT 1")[0]
        with pytest.raises(StoreError, match="the file is damaged"):
            load_run(store, RUN)
        if "tokens" not in statement:
            with pytest.raises(StoreError, match="the file is damaged"):
                store.calls(key)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE bodies SET body = zeroblob(100)",
        "UPDATE bodies SET body = 'text'",
        "UPDATE bodies SET body = (SELECT question FROM problems)",
        "UPDATE bodies SET body = (SELECT body FROM bodies b WHERE b.rowid = 7)",
        # A frame that claims 2**40 bytes.
        "UPDATE bodies SET body = x'28b52ffde00000000000010000'",
        "UPDATE decisions SET payload = '{'",
        "UPDATE decisions SET payload = '[]' WHERE key = 'final'",
        "UPDATE decisions SET payload = '[]' WHERE key LIKE 'standing/%'",
        "UPDATE decisions SET payload = printf('%.100000c', '[')",
        "UPDATE proofs SET parents = '[1]'",
        "UPDATE proofs SET sample = 99",
        "UPDATE problems SET question = x'00'",
        "UPDATE runs SET spec = 'x'",
        "DELETE FROM bodies WHERE rowid = 3",
    ],
)
def test_a_run_no_selfproof_wrote_is_an_error(tmp_path: Path, statement: str) -> None:
    with (
        _poisoned(tmp_path, statement) as store,
        pytest.raises(StoreError, match=r"the file is damaged|is missing"),
    ):
        load_run(store, RUN)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE requests SET role = 'judge'",
        "UPDATE requests SET messages = x''",
        "UPDATE requests SET sampling = messages",
    ],
)
def test_a_request_no_selfproof_wrote_is_an_error(tmp_path: Path, statement: str) -> None:
    with _poisoned(tmp_path, statement) as store:
        run = load_run(store, RUN)
        with pytest.raises(StoreError, match="the file is damaged"):
            request_of(store, run.problems[0].proofs[0].call)
