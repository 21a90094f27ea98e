"""A full disk ends the run with its reason; what was committed stays, and room makes it go on."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from selfproof.errors import StoreError
from selfproof.store import Store
from tests.store.helpers import RUN, call, digest, text_of


async def _fill(store: Store) -> list[int]:
    """Write until it fails; the samples whose futures resolved."""
    saved: list[int] = []

    async def write(sample: int) -> None:
        await store.add_call(RUN, call("a", sample))
        saved.append(sample)

    for start in range(0, 100_000, 50):
        results = await asyncio.gather(
            *(write(start + each) for each in range(50)), return_exceptions=True
        )
        failed = [result for result in results if result is not None]
        if failed:
            assert {type(error) for error in failed} == {StoreError}
            assert "the disk is full; free space" in str(failed[0])
            break
    else:
        pytest.fail("it never became full")
    with pytest.raises(StoreError, match="the disk is full"):
        await store.add_call(RUN, call("b"))
    return saved


def _check_and_go_on(path: Path, saved: list[int]) -> None:
    with Store(path) as store:
        assert store.rows("PRAGMA integrity_check") == [("ok",)]
        assert len(saved) > 50
        assert set(saved) <= {row.sample for row in store.calls(digest("a"))}
        for sample in saved:
            assert store.body(digest("a"), sample, 0).text == text_of("a", sample)
        asyncio.run(_add(store))
        assert len(store.calls(digest("b"))) == 1


async def _add(store: Store) -> None:
    await store.add_call(RUN, call("b"))


def test_a_database_that_may_not_grow(tmp_path: Path) -> None:
    path = tmp_path / "store.db"

    async def run() -> list[int]:
        with Store(path) as store:
            await store.submit(lambda connection: connection.execute("PRAGMA max_page_count=80"))
            return await _fill(store)

    _check_and_go_on(path, asyncio.run(run()))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte, where the user may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this user may not mount a small file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_without_room(small_disk: Path) -> None:
    path, filler = small_disk / "store.db", small_disk / "filler"
    filler.write_bytes(bytes(300_000))

    async def run() -> list[int]:
        with Store(path) as store:
            return await _fill(store)

    saved = asyncio.run(run())
    filler.unlink()
    _check_and_go_on(path, saved)


def test_no_room_for_a_new_store(small_disk: Path) -> None:
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="No space left"):
        filler.write_bytes(bytes(2 * 2**20))
    path = small_disk / "store.db"
    with pytest.raises(StoreError, match=r"disk is full|disk failed or is full"):
        Store(path)
    assert not path.exists()
    filler.unlink()
    with Store(path) as store:
        asyncio.run(_add(store))
