"""Every file that cannot be opened is named, explained in one line, and left as it is."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from selfproof.errors import StoreError
from selfproof.store import Store, list_runs, load_run
from selfproof.store.schema import APPLICATION, VERSION
from tests.store.helpers import RUN, call, digest, files, make_store, python, unprivileged

BOTH = pytest.mark.parametrize("readonly", [False, True], ids=["write", "read"])


def refused(path: Path, readonly: bool, match: str) -> str:
    """Opening fails with one line that names the file, and leaves its folder as it is."""
    before = files(path.parent)
    with pytest.raises(StoreError, match=match) as caught:
        Store(path, readonly=readonly)
    message = str(caught.value)
    assert str(path) in message
    assert "\n" not in message
    assert files(path.parent) == before
    return message


def _pragma(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


async def test_a_new_store_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "store.db"
    with Store(path) as store:
        await store.add_call(RUN, call("a"))
    assert sorted(each.name for each in path.parent.iterdir()) == ["store.db", "store.db.lock"]


def test_a_missing_file_cannot_be_read(tmp_path: Path) -> None:
    refused(tmp_path / "store.db", True, "no such file; start a run")


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.touch()
    refused(path, True, "it is empty")
    make_store(path)
    with Store(path, readonly=True) as store:
        assert len(list_runs(store)) == 1


@pytest.mark.parametrize("name", [".new", ".new-wal", ".new-shm", ".new-journal"])
def test_leftovers_of_a_kill_at_birth_do_not_matter(tmp_path: Path, name: str) -> None:
    path = tmp_path / "store.db"
    Path(f"{path}{name}").write_bytes(b"half a store" * 1_000)
    make_store(path)
    with Store(path, readonly=True) as store:
        assert len(list_runs(store)) == 1


@BOTH
@pytest.mark.parametrize("content", [b"x", b"SQLite format 3\0", os.urandom(10_000), b"\0" * 8192])
def test_a_file_that_is_no_database(tmp_path: Path, readonly: bool, content: bytes) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(content)
    refused(path, readonly, "damaged|another program")


@BOTH
def test_a_database_of_another_program(tmp_path: Path, readonly: bool) -> None:
    path = tmp_path / "store.db"
    # Many programs number their schema from 1, as we do.
    _pragma(path, "CREATE TABLE runs (id)", f"PRAGMA user_version={VERSION}")
    refused(path, readonly, "another program; choose another --out")
    _pragma(path, "PRAGMA journal_mode=WAL", "INSERT INTO runs VALUES (1)")
    refused(path, readonly, "another program")


@BOTH
def test_a_newer_schema(tmp_path: Path, readonly: bool) -> None:
    path = tmp_path / "store.db"
    make_store(path)
    _pragma(path, f"PRAGMA user_version={VERSION + 1}")
    refused(path, readonly, f"version {VERSION + 1} is newer than {VERSION}.*upgrade selfproof")


@BOTH
def test_a_store_that_lacks_a_table(tmp_path: Path, readonly: bool) -> None:
    path = tmp_path / "store.db"
    make_store(path)
    _pragma(path, "DROP TABLE decisions")
    refused(path, readonly, "damaged")


@BOTH
def test_our_mark_without_a_schema(tmp_path: Path, readonly: bool) -> None:
    path = tmp_path / "store.db"
    _pragma(path, f"PRAGMA application_id={APPLICATION}", "CREATE TABLE x (y)")
    refused(path, readonly, "damaged")


@BOTH
def test_something_that_is_not_a_file(tmp_path: Path, readonly: bool) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    refused(folder, readonly, "is not a file")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    refused(pipe, readonly, "is not a file")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    refused(loop, readonly, "is not a file")


@BOTH
def test_paths_that_cannot_be(tmp_path: Path, readonly: bool) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file" / "store.db", tmp_path / ("x" * 5_000), tmp_path / "a\0b"):
        with pytest.raises(StoreError, match=r"no such file|choose another --out"):
            Store(path, readonly=readonly)


@pytest.mark.parametrize(
    "name",
    ["100% sure.db", "a?mode=memory.db", "b#c.db", "d e\tf.db", "∀ε>0.db", "%41.db", "file:x&y=1"],
)
def test_any_character_may_stand_in_a_path(tmp_path: Path, name: str) -> None:
    folder = tmp_path / f"in {name}"
    path = folder / name
    with Store(path) as store:
        asyncio.run(_add(store))
    with Store(path, readonly=True) as store:
        assert len(store.calls(digest("a"))) == 1
        assert name in {each.name for each in folder.iterdir()}
    assert [each.name for each in tmp_path.iterdir()] == [folder.name]


def test_a_name_that_is_not_unicode(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.db")
    with Store(path) as store:
        asyncio.run(_add(store))
    assert path.exists()


def test_one_writer_at_a_time_by_any_name(tmp_path: Path) -> None:
    path, link = tmp_path / "store.db", tmp_path / "link.db"
    link.symlink_to(path)
    with Store(link) as store:
        assert path.exists()
        assert store.in_use
        for name in (path, link):
            with pytest.raises(StoreError, match="another selfproof process is writing"):
                Store(name)
            with Store(name, readonly=True) as reader:
                assert reader.in_use
    with Store(path, readonly=True) as reader:
        assert not reader.in_use
    Store(path).close()


def test_a_store_may_be_closed_by_another_thread(tmp_path: Path) -> None:
    async def close(store: Store) -> None:
        await asyncio.to_thread(store.close)

    store = Store(tmp_path / "store.db")
    asyncio.run(close(store))
    Store(tmp_path / "store.db").close()
    assert not store.in_use


def test_a_log_without_its_file_is_not_taken_for_a_new_stores_own(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Store(path) as store:
        asyncio.run(_add(store))
        shutil.copy(f"{path}-wal", tmp_path / "log")
    path.unlink()
    shutil.move(tmp_path / "log", f"{path}-wal")
    refused(path, False, "restore the file, or move the log away")
    assert not path.exists()


async def _add(store: Store) -> None:
    await store.add_call(RUN, call("a"))


@contextmanager
def _held_by_another_process(path: Path, code: str) -> Iterator[None]:
    """While a child process, which has printed a line, holds the store at `path`."""
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == b"held\n"
        yield
    finally:
        child.communicate(b"\n", timeout=30)


_WRITER = """
import sys
from selfproof.store import Store
with Store(sys.argv[1]):
    print("held", flush=True)
    input()
"""
_OTHER_PROGRAM = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
input()
"""


def test_a_store_another_process_writes_to(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    make_store(path)
    with _held_by_another_process(path, _WRITER):
        refused(path, False, "another selfproof process is writing to it; wait")
        with Store(path, readonly=True) as store:
            assert store.in_use
            assert load_run(store, RUN).summary.status == "done"
    with Store(path, readonly=True) as store:
        assert not store.in_use


def test_a_store_locked_by_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selfproof.store.database.BUSY_SECONDS", 0.1)
    path = tmp_path / "store.db"
    make_store(path)
    with _held_by_another_process(path, _OTHER_PROGRAM):
        # Opening it left an empty log, which is no change of the store.
        with pytest.raises(StoreError, match="locked: another program holds it"):
            Store(path)
        with Store(path, readonly=True) as store:
            assert load_run(store, RUN).summary.status == "done"
    Store(path).close()


def test_a_lock_taken_during_a_run_ends_the_run_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("selfproof.store.database.BUSY_SECONDS", 0.1)
    path = tmp_path / "store.db"
    with (
        Store(path) as store,
        _held_by_another_process(path, _OTHER_PROGRAM),
        pytest.raises(StoreError, match="another program holds it"),
    ):
        asyncio.run(_add(store))


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder another user can reach (pytest's own are private)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


_OPEN = """
import sys
from selfproof.errors import StoreError
from selfproof.store import Store
try:
    Store(sys.argv[1]).close()
except StoreError as error:
    print(error, end="")
else:
    print("opened", end="")
"""
_READ = """
import sys
from selfproof.store import Store, load_run
with Store(sys.argv[1], readonly=True) as store:
    run = load_run(store, "run-1")
    print(sum(len(problem.proofs) for problem in run.problems), end="")
"""


def test_a_folder_that_is_read_only(public_folder: Path) -> None:
    path = public_folder / "store.db"
    make_store(path)
    before = files(public_folder)
    public_folder.chmod(0o555)
    message = unprivileged(_OPEN, str(path))
    assert message.startswith(f"store {path}: ")
    assert message.endswith("make its folder writable or choose another --out")
    # A finished run can be read from where nothing can be written.
    assert unprivileged(_READ, str(path)) == "8"
    assert files(public_folder) == before


def test_no_store_can_be_made_in_a_read_only_folder(public_folder: Path) -> None:
    public_folder.chmod(0o555)
    message = unprivileged(_OPEN, str(public_folder / "store.db"))
    assert message.endswith("make its folder writable or choose another --out")
    message = unprivileged(_OPEN, str(public_folder / "new" / "store.db"))
    assert "its folder cannot be made" in message


def test_a_file_that_is_read_only(public_folder: Path) -> None:
    path = public_folder / "store.db"
    make_store(path)
    path.chmod(0o444)
    (public_folder / "store.db.lock").unlink()
    public_folder.chmod(0o777)
    before = path.read_bytes()
    message = unprivileged(_OPEN, str(path))
    assert message.startswith(f"store {path}: ")
    assert message.endswith("make the file and its folder writable, or choose another --out")
    assert unprivileged(_READ, str(path)) == "8"
    assert path.read_bytes() == before


def test_a_file_that_may_not_be_read(public_folder: Path) -> None:
    path = public_folder / "store.db"
    make_store(path)
    path.chmod(0)
    (public_folder / "store.db.lock").unlink()
    public_folder.chmod(0o777)
    assert "make the file and its folder writable" in unprivileged(_OPEN, str(path))
    public_folder.chmod(0)
    assert "Permission denied" in unprivileged(_OPEN, str(path))


_DIE = """
import asyncio, os, sys
from selfproof.store import Store
from tests.store.helpers import write_run
async def main():
    await write_run(Store(sys.argv[1]))
    os.kill(os.getpid(), 9)
asyncio.run(main())
"""


def test_a_log_that_cannot_be_replayed_is_not_skipped(public_folder: Path) -> None:
    path = public_folder / "store.db"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run([sys.executable, "-c", _DIE, str(path)], env=environment, check=False)
    assert Path(f"{path}-wal").stat().st_size > 0
    Path(f"{path}-shm").unlink()
    public_folder.chmod(0o555)
    # Without its log the file would show an empty run: an error is better.
    message = unprivileged(_READ_OR_SAY, str(path))
    assert message.endswith("make the file and its folder writable, or choose another --out")
    public_folder.chmod(0o777)
    assert python(_READ, str(path)) == "8"


_READ_OR_SAY = """
import sys
from selfproof.errors import StoreError
from selfproof.store import Store
try:
    Store(sys.argv[1], readonly=True)
except StoreError as error:
    print(error, end="")
"""
