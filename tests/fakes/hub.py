"""A model hub on loopback, with redirects, ranges and faults, as huggingface.co has them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from types import TracebackType

from aiohttp import web

REPO, FILE = "owner/some-model", "folder/model.gguf"


@dataclass
class FakeHub:
    """Serves one file; `async with FakeHub(...) as hub:` and then `hub.url`.

    Attributes:
        content: The file.
        drops: For each GET of the content, the bytes after which the connection breaks (None:
            never); past the list's end nothing breaks.
        status: Answer every question about the file with this instead.
        ranges: Whether ranges are served.
        stated_hash: The hash that is stated, if not the right one; empty states none.
        redirect: Where questions are sent; None means to the content, under another host name.
    """

    content: bytes
    drops: list[int | None] = field(default_factory=list)
    status: int | None = None
    ranges: bool = True
    stated_hash: str | None = None
    redirect: str | None = None
    asked: list[str] = field(default_factory=list)
    """`METHOD range` of the requests for the content."""
    questions: int = 0
    url: str = ""

    async def __aenter__(self) -> FakeHub:
        app = web.Application()
        app.router.add_route("*", f"/{REPO}/resolve/main/{FILE}", self._resolve)
        app.router.add_route("*", "/blob", self._blob)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self._port}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._runner.cleanup()

    async def _resolve(self, request: web.Request) -> web.Response:
        self.questions += 1
        if self.status is not None:
            return web.Response(status=self.status)
        digest = self.stated_hash
        if digest is None:
            digest = hashlib.sha256(self.content).hexdigest()
        headers = {
            "Location": self.redirect or f"http://localhost:{self._port}/blob",
            "X-Linked-Size": str(len(self.content)),
        }
        if digest:
            headers["X-Linked-Etag"] = f'"{digest}"'
        return web.Response(status=302, headers=headers)

    async def _blob(self, request: web.Request) -> web.StreamResponse:
        asked = request.headers.get("Range", "")
        self.asked.append(f"{request.method} {asked}".strip())
        start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked and self.ranges else 0
        part = self.content[start:]
        response = web.StreamResponse(status=206 if start else 200)
        response.content_length = len(part)
        if start:
            size = len(self.content)
            response.headers["Content-Range"] = f"bytes {start}-{size - 1}/{size}"
        await response.prepare(request)
        drop = self.drops.pop(0) if self.drops else None
        await response.write(part[:drop])
        if drop is not None:
            assert request.transport is not None
            request.transport.close()
        return response
