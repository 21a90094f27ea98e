"""One attempt: send one request, read one reply, and say what went wrong in the terms of `retry`.

A reply has no time limit, only limits on silence, and only payload breaks silence: comments,
blank lines and events without content do not. A reply whose finish reason has arrived is complete,
whatever becomes of the connection afterwards.

No exception of the HTTP library leaves this module, not even as a cause: some of them carry the
request's headers, and with them the key.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Callable
from dataclasses import dataclass

import aiohttp
from yarl import URL

from selfproof.backends.complaints import Complaint, read_complaint
from selfproof.backends.endpoint import Endpoint
from selfproof.backends.reply import Abandoned, Complained, Malformed, ReplyReader
from selfproof.backends.retry import LostAttempt, parse_retry_after
from selfproof.backends.sse import EventParser, EventTooLong
from selfproof.backends.watchdog import Stalled, Watchdog
from selfproof.errors import CallRejected
from selfproof.types import ChatRequest, Completion

LARGEST_DOCUMENT = 64 * 2**20
"""Bytes of a reply that is not streamed."""

_LARGEST_ERROR = 64 * 2**10
_GRACE_AFTER_FINISH = 10.0
"""Seconds to wait for the usage, and then for [DONE], once the finish reason is there."""
_GRACE_AFTER_DONE = 1.0
"""Seconds to wait for the end of the body after [DONE]; a connection in use cannot be kept."""
_TOO_MANY_FILES = (errno.EMFILE, errno.ENFILE)


@dataclass(frozen=True, slots=True)
class Line:
    """What all attempts at one endpoint share. `repr` shows no headers."""

    endpoint: Endpoint
    session: aiohttp.ClientSession
    url: URL
    idle_seconds: float
    first_token_seconds: float


def open_session(endpoint: Endpoint, *, reuse: bool = True) -> aiohttp.ClientSession:
    """A session for any number of concurrent requests (the limiter is the limit).

    Without `reuse` every request has a connection of its own.
    """
    return aiohttp.ClientSession(
        headers=endpoint.headers,
        connector=aiohttp.TCPConnector(
            limit=0,
            # Below the 5 seconds after which uvicorn and llama.cpp close an idle connection.
            keepalive_timeout=4.0 if reuse else None,
            force_close=not reuse,
        ),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=30.0),
        trust_env=False,
    )


async def exchange(
    line: Line, body: bytes, request: ChatRequest, on_first: Callable[[float | None], None]
) -> Completion:
    """Send `body` and read the reply.

    Args:
        line: Where to.
        body: The request as JSON.
        request: The same, for estimating usage.
        on_first: Called once when the reply begins, with the seconds to its first token (None
            where it came in one piece).

    Raises:
        LostAttempt: it may be tried again.
        Complained: the server answered with an error.
        CallRejected: the reply is larger than any honest one.
    """
    started = time.monotonic()
    reading = _Reading()
    response: aiohttp.ClientResponse | None = None
    lost: LostAttempt | None = None
    complaint: Complaint | None = None
    try:
        with Watchdog(line.first_token_seconds) as watch:
            response = await line.session.post(line.url, data=body, allow_redirects=False)
            if response.status != 200:
                complaint = await _complaint(response)
            else:
                await _read(response.content, reading, watch, line.idle_seconds, started, on_first)
    except Stalled:
        seconds = line.idle_seconds if reading.begun else line.first_token_seconds
        lost = LostAttempt("stalled", f"nothing came for {seconds:g} s")
    except (aiohttp.ClientError, OSError) as error:
        lost = _connection_fault(error, line.endpoint, answered=response is not None)
    except (Malformed, EventTooLong) as error:
        lost = LostAttempt("malformed", f"the server sent {error}", strange=reading.whole)
    except Abandoned as error:
        lost = LostAttempt("abandoned", f"the server gave up ({line.endpoint.shown(str(error))})")
    except Complained as error:
        complaint = error.complaint
    finally:
        if response is not None:
            _hand_back(response)
    if reading.complete:
        return reading.reader.completion(request, time.monotonic() - started)
    if complaint is not None:
        raise Complained(complaint)
    raise lost or LostAttempt("broken_stream", "the reply ended in the middle")


class _Reading:
    """The reply as far as it has come, streamed or whole."""

    __slots__ = ("_document", "_parser", "_size", "begun", "done", "reader", "whole")

    def __init__(self) -> None:
        self.reader = ReplyReader()
        self.begun = False
        """True once anything but blank space has come."""
        self.whole = False
        """True when the reply is one JSON document, from a server that ignores `stream`."""
        self.done = False
        """True after [DONE], or when the document is complete."""
        self._parser = EventParser()
        self._document: list[bytes] = []
        self._size = 0

    @property
    def complete(self) -> bool:
        return self.done or self.reader.stop is not None

    def feed(self, chunk: bytes) -> bool:
        """Take the next bytes; True when they held payload."""
        if not self.begun:
            # DeepSeek keeps a connection alive with blank lines, before a document as well.
            chunk = chunk.lstrip()
            if not chunk:
                return False
            self.begun = True
            # Servers lie about their content type, but no stream begins like this.
            self.whole = chunk[0] in b"{[<"
        if self.whole:
            return self._append(chunk)
        return self._events(self._parser.feed(chunk))

    def end(self) -> None:
        """The body is over."""
        if self.whole:
            self.reader.document(b"".join(self._document))
            self.done = True
        else:
            self._events(self._parser.finish())

    def _events(self, events: list[bytes]) -> bool:
        found = False
        for data in events:
            if self.done:
                break
            if data == b"[DONE]":
                self.done = True
            elif self.reader.event(data):
                found = True
        return found

    def _append(self, chunk: bytes) -> bool:
        self._document.append(chunk)
        self._size += len(chunk)
        if self._size > LARGEST_DOCUMENT:
            raise CallRejected(f"the reply is longer than {LARGEST_DOCUMENT >> 20} MB")
        return not chunk.isspace()


async def _read(
    content: aiohttp.StreamReader,
    reading: _Reading,
    watch: Watchdog,
    idle_seconds: float,
    started: float,
    on_first: Callable[[float | None], None],
) -> None:
    """Read a body to its end, or to where nothing more is to be expected."""
    first = True
    finished = False
    while chunk := await content.readany():
        if reading.feed(chunk) and not finished:
            if first:
                first = False
                watch.allow(idle_seconds)
                if not reading.whole:
                    on_first(time.monotonic() - started)
            else:
                watch.alive()
        if reading.complete and not content.at_eof():
            if reading.done:
                watch.allow(min(idle_seconds, _GRACE_AFTER_DONE))
                await _drain(content)
                return
            if not finished:
                finished = True
                watch.allow(min(idle_seconds, _GRACE_AFTER_FINISH))
    reading.end()
    if reading.whole:
        on_first(None)


async def _drain(content: aiohttp.StreamReader) -> None:
    while await content.readany():
        pass


async def _complaint(response: aiohttp.ClientResponse) -> Complaint:
    """Read an error's body, as far as it comes."""
    pieces: list[bytes] = []
    size = 0
    try:
        while size < _LARGEST_ERROR and (chunk := await response.content.readany()):
            pieces.append(chunk)
            size += len(chunk)
    except aiohttp.ClientError:
        # The status alone says enough.
        pieces.append(b"")
    retry_after = parse_retry_after(response.headers.get("Retry-After"), time.time())
    return read_complaint(response.status, b"".join(pieces), retry_after)


def _connection_fault(
    error: aiohttp.ClientError | OSError, endpoint: Endpoint, *, answered: bool
) -> LostAttempt:
    detail = endpoint.shown(str(error)) or type(error).__name__
    if answered:
        return LostAttempt("broken_stream", f"the connection broke ({detail})")
    if isinstance(error, aiohttp.ClientResponseError):
        return LostAttempt("malformed", "what answers does not speak HTTP", strange=True)
    if isinstance(error, OSError) and error.errno in _TOO_MANY_FILES:
        return LostAttempt("connection", "too many open files; raise `ulimit -n`", overload=True)
    return LostAttempt(
        "connection", detail, strange=isinstance(error, aiohttp.ClientConnectorError)
    )


def _hand_back(response: aiohttp.ClientResponse) -> None:
    """Keep the connection if its body was read to the end, else close it."""
    if response.content.at_eof():
        response.release()
    else:
        response.close()
