"""What a server says when it does not answer, and what that means for the call and the run.

Error bodies come in many shapes (OpenAI's `error` object, FastAPI's `detail`, plain text, an HTML
page of a proxy) and the same trouble under several status codes: vLLM reports an unknown model as
404, DeepSeek as 400; llama.cpp a full context as 400 and once as 500; OpenAI an empty account as
429. So the status decides first and the wording refines it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import orjson

_LONGEST = 4_000
"""Characters of a body that are looked at."""

_CONTEXT = re.compile(
    r"context[ _]length|context[ _]size|context[ _]window|maximum context|context_exceeded"
    r"|prompt is too long|input is too long|reduce the length"
)
_FILTER = re.compile(
    r"content[ _](filter|policy|management)|moderation|flagged|safety (system|filter)"
)
_NO_MODEL = re.compile(
    r"model_not_found|model[^.]{0,80}(not exist|not found|no such|is not available)"
    r"|(unknown|invalid|no such) model"
)
_NO_MONEY = re.compile(r"insufficient[ _](quota|balance|credit)|exceeded your current quota")
_RETRY_STATUS = frozenset({408, 409, 425, 429})
_FINAL_5XX = frozenset({501, 505})
_OVERLOAD_STATUS = frozenset({429, 503, 529})


class Verdict(Enum):
    """What to do about a complaint."""

    RETRY = "retry"
    """It may pass."""
    CONTEXT = "context"
    """This request is longer than the context; others may pass."""
    FILTERED = "filtered"
    """A content filter refuses this request; others may pass."""
    REJECTED = "rejected"
    """The server does not accept this request; others may pass."""
    KEY = "key"
    """The key is missing, wrong or not allowed here."""
    MONEY = "money"
    """The account is empty."""
    NO_MODEL = "no model"
    """Nothing is served under this address and name."""
    USELESS = "useless"
    """This address does not serve chat completions."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """An error reply: HTTP status (or the code inside a stream), message and all its text."""

    status: int
    message: str
    """As the server wrote it; hostile until `Endpoint.shown` has made one line of it."""
    text: str
    """The whole body in lower case, to look for words in; not for showing."""
    retry_after: float | None = None
    """Seconds the server asks to wait."""

    @property
    def word(self) -> str:
        """The fault in one word, for `Completion.faults`."""
        return f"http{self.status}"

    @property
    def overload(self) -> bool:
        """True when the server says that it has too many requests."""
        return self.status in _OVERLOAD_STATUS

    @property
    def verdict(self) -> Verdict:
        """What it means. Status codes below 400 mean `USELESS`: we follow no redirect."""
        if self.status == 429 and not _NO_MONEY.search(self.text):
            return Verdict.RETRY
        if self.status >= 400 and _CONTEXT.search(self.text):
            return Verdict.CONTEXT
        if self.status in _RETRY_STATUS - {429}:
            return Verdict.RETRY
        if self.status >= 500:
            return Verdict.USELESS if self.status in _FINAL_5XX else Verdict.RETRY
        return self._of_client_error()

    def _of_client_error(self) -> Verdict:
        if self.status in (402, 429):
            return Verdict.MONEY
        if self.status in (400, 403, 422) and _FILTER.search(self.text):
            return Verdict.FILTERED
        if self.status in (401, 403):
            return Verdict.KEY
        if self.status == 404 or (self.status in (400, 422) and _NO_MODEL.search(self.text)):
            return Verdict.NO_MODEL
        if self.status == 413:
            return Verdict.CONTEXT
        return Verdict.REJECTED if self.status in (400, 422) else Verdict.USELESS


def read_complaint(status: int, body: bytes, retry_after: float | None = None) -> Complaint:
    """The complaint in the body of an HTTP error."""
    text = body[: 16 * _LONGEST].decode("utf-8", "replace")
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError:
        document = text
    return complaint_of(document, status, retry_after)


def complaint_of(
    document: object, status: int | None = None, retry_after: float | None = None
) -> Complaint:
    """The complaint in a decoded body, or in an event of a stream.

    Args:
        document: What the server sent.
        status: The HTTP status. None: take it from the document's `code`, else 500, because an
            error in the middle of a reply is the server's.
        retry_after: Seconds the server asks to wait.
    """
    if status is None:
        status = _code(document)
    # The standard library's writer takes whatever its reader gave (lone surrogates, large numbers).
    whole = document if isinstance(document, str) else json.dumps(document)
    message = _message(document)
    if not message or message.lstrip().startswith("<"):
        # A proxy's HTML page.
        message = re.sub(r"<[^>]*>", " ", whole)
    return Complaint(status, message[:_LONGEST], whole[:_LONGEST].lower(), retry_after)


def _message(document: object, depth: int = 4) -> str:
    """The first text found under the usual names."""
    if isinstance(document, str):
        return document
    if depth == 0:
        return ""
    if isinstance(document, list):
        return _message(document[0], depth - 1) if document else ""
    if isinstance(document, Mapping):
        for name in ("error", "message", "detail", "msg"):
            found = _message(document.get(name), depth - 1)
            if found:
                return found
    return ""


def _code(document: object) -> int:
    if isinstance(document, Mapping):
        inner = document.get("error")
        for place in (inner, document):
            code = place.get("code") if isinstance(place, Mapping) else None
            code = (
                int(code) if isinstance(code, str) and code.isascii() and code.isdigit() else code
            )
            if isinstance(code, int) and 400 <= code <= 599:
                return code
    return 500
