"""A GGUF file on the Hugging Face Hub: out of the local cache, else fetched into a folder of ours.

A fetch goes into a `.part` file that a later try continues. Its name holds the version the hub
announces, so halves of two versions never meet, and the finished file is compared with the size and
the SHA-256 the hub states before it gets its name.

The cache's layout: https://huggingface.co/docs/huggingface_hub/guides/manage-cache
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import aiohttp
from filelock import FileLock, Timeout
from yarl import URL

from selfproof.errors import UsageError

BASE_URL = "https://huggingface.co"
REVISION = "main"

Progress = Callable[[int, int], None]
"""Called with the bytes there are and the bytes there will be."""

_Result = TypeVar("_Result")

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,95}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ATTEMPTS = 5
"""Tries in a row that bring nothing before a fetch is given up."""
_PAUSE = 1.0
_CHUNK = 2**20
_SILENCE = 60.0
"""Seconds without a byte after which a connection counts as broken."""
_LARGEST = 2**42
_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file of a model repository: `owner/name` and the path in it."""

    repo: str
    path: str

    def __str__(self) -> str:
        return f"hf:{self.repo}/{self.path}"


@dataclass(frozen=True, slots=True)
class _Remote:
    """What the hub says of a file."""

    size: int
    sha256: str | None
    version: str


class _Broken(Exception):
    """The connection broke; trying again may help."""


def parse_hub(text: str) -> HubFile:
    """`OWNER/NAME/FILE.gguf` (the file may lie in folders) as a `HubFile`.

    Raises:
        UsageError: it has another form.
    """
    parts = text.split("/")
    well_formed = len(parts) >= 3 and all(map(_NAME.fullmatch, parts)) and ".." not in text
    if not well_formed or not parts[-1].lower().endswith(".gguf"):
        raise UsageError(
            f"--model {'hf:' + text!r}: must be hf:OWNER/NAME/FILE.gguf, "
            "as in hf:Qwen/Qwen3-8B-GGUF/Qwen3-8B-Q4_K_M.gguf"
        )
    return HubFile("/".join(parts[:2]), "/".join(parts[2:]))


def cached(file: HubFile, hf_home: Path) -> Path | None:
    """The file in the Hugging Face cache below `hf_home`, if it is there.

    The version that the cache knows as `main` comes first, then the newest other one.
    """
    folder = hf_home / "hub" / f"models--{file.repo.replace('/', '--')}"
    try:
        commit = (folder / "refs" / REVISION).read_text("utf-8").strip()
        main = [folder / "snapshots" / commit] if _NAME.fullmatch(commit) else []
    except (OSError, UnicodeDecodeError):
        main = []
    try:
        others = sorted(
            (folder / "snapshots").iterdir(), key=lambda each: each.stat().st_mtime, reverse=True
        )
    except OSError:
        others = []
    places = (snapshot / file.path for snapshot in (*main, *others))
    return next((place for place in places if place.is_file()), None)


async def fetch(
    file: HubFile,
    folder: Path,
    *,
    progress: Progress | None = None,
    base_url: str = BASE_URL,
    pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> Path:
    """The file, fetched into `folder` unless an earlier fetch finished.

    Args:
        file: What to fetch.
        folder: Where our fetched models lie; made if missing.
        progress: Told how far it is.
        base_url: The hub; https unless on loopback.
        pause: Waits some seconds, between tries.

    Raises:
        UsageError: it does not exist, needs permission, cannot be reached or written, or arrived
            damaged.
    """
    target = folder / file.repo.replace("/", "--") / file.path
    if target.is_file():
        return target
    label = f"--model {str(file)!r}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{target}.lock", timeout=0):
            return await _Fetch(label, file, target, progress, base_url, pause).run()
    except Timeout as error:
        raise UsageError(
            f"{label}: another process is fetching it to {str(target)!r}; wait for it"
        ) from error
    except OSError as error:
        raise UsageError(
            f"{label}: cannot be written to {str(target.parent)!r} ({error.strerror or error}); "
            "free space there or choose another folder"
        ) from error


class _Fetch:
    """One fetch, over as many connections as it takes."""

    def __init__(
        self,
        label: str,
        file: HubFile,
        target: Path,
        progress: Progress | None,
        base_url: str,
        pause: Callable[[float], Awaitable[object]],
    ) -> None:
        self._label = label
        self._target = target
        self._progress = progress or (lambda done, total: None)
        self._base = URL(base_url)
        self._url = self._base / file.repo / "resolve" / REVISION / file.path
        self._pause = pause

    async def run(self) -> Path:
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=30.0, sock_read=_SILENCE)
        # Nothing compressed: ranges and sizes are those of the file.
        headers = {"Accept-Encoding": "identity"}
        async with aiohttp.ClientSession(timeout=timeout, headers=headers) as session:
            remote = await self._insist(lambda: self._look(session), lambda: 0)
            part = self._target.with_name(f"{self._target.name}.{remote.version[:16]}.part")
            await self._insist(lambda: self._receive(session, remote, part), lambda: _size(part))
        await asyncio.to_thread(self._check, part, remote)
        os.replace(part, self._target)
        return self._target

    async def _insist(
        self, step: Callable[[], Awaitable[_Result]], done: Callable[[], int]
    ) -> _Result:
        """The result of `step`, tried again while that brings `done` forward."""
        failures = 0
        while True:
            before = done()
            try:
                return await step()
            except (aiohttp.ClientError, TimeoutError, _Broken) as error:
                failures = 0 if done() > before else failures + 1
                if failures >= _ATTEMPTS:
                    reason = " ".join(str(error).split()) or type(error).__name__
                    raise UsageError(
                        f"{self._label}: cannot be fetched from {self._base.host} ({reason}); "
                        "try again later, or give --model a GGUF file"
                    ) from error
            await self._pause(_PAUSE * 2**failures)

    async def _look(self, session: aiohttp.ClientSession) -> _Remote:
        """Ask for size and hash."""
        url, size, tag = self._url, None, ""
        for _ in range(_REDIRECTS):
            async with session.head(url, allow_redirects=False) as response:
                self._refuse(response)
                # The hub states these on the redirect to where the bytes lie.
                size = size or _number(response.headers.get("X-Linked-Size"))
                tag = tag or response.headers.get("X-Linked-Etag", "")
                if 300 <= response.status < 400:
                    url = self._next(url, response)
                    if url.host == self._url.host:
                        # The repository was renamed. Elsewhere an address may be good for GET only.
                        continue
                else:
                    size = size or _number(response.headers.get("Content-Length"))
                    tag = tag or response.headers.get("ETag", "")
            break
        if size is None or not 0 < size <= _LARGEST:
            raise UsageError(
                f"{self._label}: {self._base.host} does not say how large it is; "
                "fetch it by hand and give --model the file"
            )
        tag = tag.removeprefix("W/").strip('"')
        version = hashlib.sha256(f"{tag}\n{size}".encode()).hexdigest()
        return _Remote(size, tag if _SHA256.fullmatch(tag) else None, version)

    async def _open(
        self, session: aiohttp.ClientSession, headers: dict[str, str]
    ) -> aiohttp.ClientResponse:
        """Begin to receive, from wherever the hub sends us this time."""
        url = self._url
        for _ in range(_REDIRECTS):
            response = await session.get(url, headers=headers, allow_redirects=False)
            if not 300 <= response.status < 400:
                return response
            response.close()
            url = self._next(url, response)
        raise UsageError(f"{self._label}: {self._base.host} redirects in circles; try again later")

    def _next(self, url: URL, response: aiohttp.ClientResponse) -> URL:
        """Where a redirect leads. Never from https to http: there a file could be exchanged."""
        try:
            following = url.join(URL(response.headers.get("Location", "")))
        except ValueError:
            following = URL()
        if following.scheme != self._base.scheme or not following.host:
            raise UsageError(
                f"{self._label}: {self._base.host} redirects to no {self._base.scheme} address; "
                "fetch it by hand and give --model the file"
            )
        return following

    def _refuse(self, response: aiohttp.ClientResponse) -> None:
        status = response.status
        if status in (401, 403):
            raise UsageError(
                f"{self._label}: the hub wants permission for it (HTTP {status}); check the name, "
                "or fetch it with your account and give --model the file"
            )
        if status == 404:
            raise UsageError(
                f"{self._label}: there is no such file on {self._base.host}; "
                "check owner, name and file"
            )
        if status >= 400:
            raise _Broken(f"HTTP {status}")

    async def _receive(self, session: aiohttp.ClientSession, remote: _Remote, part: Path) -> None:
        """Append what is missing to `part`."""
        have = _usable(part, remote.size)
        self._progress(have, remote.size)
        if have == remote.size:
            return
        async with await self._open(
            session, {"Range": f"bytes={have}-"} if have else {}
        ) as response:
            self._refuse(response)
            if response.status != 206:
                have = 0
            elif not response.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
                raise _Broken("another part came than asked for")
            await self._append(response, part, have, remote.size)

    async def _append(
        self, response: aiohttp.ClientResponse, part: Path, have: int, size: int
    ) -> None:
        with part.open("r+b" if have else "wb") as file:
            file.truncate(have)
            file.seek(have)
            async for chunk in response.content.iter_chunked(_CHUNK):
                have += len(chunk)
                if have > size:
                    raise _Broken("more bytes came than announced")
                file.write(chunk)
                self._progress(have, size)
        if have < size:
            raise _Broken("the connection ended early")

    def _check(self, part: Path, remote: _Remote) -> None:
        """Compare a complete part with what the hub stated."""
        size = _size(part)
        good = size == remote.size
        if good and remote.sha256 is not None:
            with part.open("rb") as file:
                good = hashlib.file_digest(file, "sha256").hexdigest() == remote.sha256
        if not good:
            part.unlink()
            raise UsageError(f"{self._label}: arrived damaged and was deleted; fetch it again")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _usable(part: Path, size: int) -> int:
    """Bytes of an unfinished file that can stay; it is deleted when it is too long."""
    if (have := _size(part)) <= size:
        return have
    part.unlink()
    return 0


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() else None
