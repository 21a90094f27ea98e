"""Asking a server which models it serves."""

from __future__ import annotations

import asyncio

import aiohttp
import orjson

from selfproof.backends.complaints import Verdict, read_complaint
from selfproof.backends.endpoint import KEY_VARIABLE, Endpoint
from selfproof.backends.exchange import open_session
from selfproof.backends.failures import key_error, never_reached, with_code
from selfproof.errors import BackendError

_ATTEMPTS = 3
_PAUSE = 0.3
_LONGEST_LIST = 4 * 2**20
_LONGEST_NAME = 200


async def discover(
    address: str, key: str | None, *, key_variable: str = KEY_VARIABLE, seconds: float = 30.0
) -> list[str]:
    """The names of the models an address serves, in the server's order (GET /models).

    Args:
        address: As for `HttpBackend`.
        key: As for `HttpBackend`.
        key_variable: What messages call the environment variable that holds the key.
        seconds: Longest time for one of three attempts.

    Returns:
        The names; empty where the server keeps no list.

    Raises:
        UsageError: a wrong address or key.
        BackendError: it cannot be reached, or wants another key; exit code 2.
    """
    endpoint = Endpoint(address, None, key, key_variable)
    async with open_session(endpoint) as session:
        return await list_models(endpoint, session, seconds)


async def list_models(
    endpoint: Endpoint, session: aiohttp.ClientSession, seconds: float
) -> list[str]:
    """`discover` over an open session."""
    trouble = ""
    for attempt in range(_ATTEMPTS):
        if attempt:
            await asyncio.sleep(_PAUSE * attempt)
        try:
            async with (
                asyncio.timeout(seconds),
                session.get(f"{endpoint.base}/models", allow_redirects=False) as response,
            ):
                status, body = response.status, await _limited(response.content)
        except TimeoutError:
            trouble = f"no answer in {seconds:g} s"
            continue
        except (aiohttp.ClientError, OSError) as error:
            trouble = endpoint.shown(str(error)) or type(error).__name__
            continue
        if status == 200:
            return _names(body)
        complaint = read_complaint(status, body)
        if complaint.verdict is Verdict.KEY:
            raise with_code(key_error(endpoint, complaint), 2)
        if complaint.verdict is not Verdict.RETRY:
            return []
        trouble = f"HTTP {status}: {endpoint.shown(complaint.message)}"
    raise with_code(BackendError(never_reached(endpoint, trouble)), 2)


async def _limited(content: aiohttp.StreamReader) -> bytes:
    """A body, cut off where no list of models is that long."""
    pieces: list[bytes] = []
    size = 0
    while size < _LONGEST_LIST and (chunk := await content.readany()):
        pieces.append(chunk)
        size += len(chunk)
    return b"".join(pieces)


def _names(body: bytes) -> list[str]:
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        return []
    entries = document.get("data") if isinstance(document, dict) else None
    names = (
        entry.get("id") if isinstance(entry, dict) else None
        for entry in (entries if isinstance(entries, list) else [])
    )
    return list(
        dict.fromkeys(
            name
            for name in names
            if isinstance(name, str) and 0 < len(name) <= _LONGEST_NAME and name.isprintable()
        )
    )
