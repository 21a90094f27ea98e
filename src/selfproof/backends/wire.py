"""The body of a chat completions request, and what is learnt about a server that rejects parts.

Servers agree on the core and differ at the rim: Mistral forbids fields it does not know, OpenAI's
reasoning models want `max_completion_tokens` for `max_tokens`. What a server rejected is remembered
for the life of the backend, so each peculiarity costs one request. Only fields whose absence does
not change what is drawn are ever left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import orjson

from selfproof.backends.complaints import Complaint
from selfproof.errors import CallRejected, UsageError
from selfproof.types import ChatRequest

_STREAM_OPTIONS = "stream_options"
_OPTIONAL = (_STREAM_OPTIONS, "seed")
_DISLIKE = re.compile(r"support|permit|allow|forbid|extra|unknown|unrecogni|unexpected|invalid")
_OURS = ("messages", "model", "n")


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a server is known not to take.

    Attributes:
        dropped: Optional fields that are left out.
        max_tokens: The name of the field that limits the reply.
        proven: True once a request in this dialect was accepted.
    """

    dropped: frozenset[str] = frozenset()
    max_tokens: str = "max_tokens"
    proven: bool = field(default=False, compare=False)

    def after(self, complaint: Complaint) -> Dialect | None:
        """The dialect that avoids what the complaint names, or None where it names nothing."""
        if _DISLIKE.search(complaint.text):
            for name in _OPTIONAL:
                if name not in self.dropped and re.search(rf"\b{name}\b", complaint.text):
                    return self._without(name)
        if self.max_tokens == "max_tokens" and "max_completion_tokens" in complaint.text:
            return Dialect(self.dropped, "max_completion_tokens")
        return None

    def plainest(self) -> Dialect | None:
        """What to try when a complaint names nothing: no `stream_options`, or None if tried."""
        if self.proven or _STREAM_OPTIONS in self.dropped:
            return None
        return self._without(_STREAM_OPTIONS)

    def accepted(self) -> Dialect:
        """The same, known to work."""
        return self if self.proven else replace(self, proven=True)

    def _without(self, name: str) -> Dialect:
        return Dialect(self.dropped | {name}, self.max_tokens)


def check_extra_body(extra: Mapping[str, object] | None) -> dict[str, object]:
    """A copy of the user's additions to every request.

    Raises:
        UsageError: it sets what is not the user's to set here, or is no JSON.
    """
    copy = dict(extra or {})
    for name in _OURS:
        if name in copy:
            raise UsageError(f"extra body: {name!r} is set by the program; remove it")
    try:
        orjson.dumps(copy)
    except TypeError as error:
        raise UsageError(f"extra body: cannot be written as JSON ({error})") from error
    return copy


def request_body(
    request: ChatRequest, model: str | None, dialect: Dialect, extra: Mapping[str, object]
) -> bytes:
    """The JSON body of one request.

    A value None in `extra` removes a field, any other sets it.

    Raises:
        CallRejected: a message holds text that is not valid Unicode.
    """
    sampling = request.sampling
    body: dict[str, object] = {
        "messages": [
            {"role": message.role, "content": message.content} for message in request.messages
        ],
        "stream": True,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        dialect.max_tokens: sampling.max_tokens,
        "seed": request.seed,
        _STREAM_OPTIONS: {"include_usage": True},
    }
    if model is not None:
        body["model"] = model
    if sampling.grammar is not None:
        body["grammar"] = sampling.grammar
    for name in dialect.dropped:
        del body[name]
    for name, value in extra.items():
        if value is None:
            body.pop(name, None)
        else:
            body[name] = value
    try:
        return orjson.dumps(body)
    except TypeError:
        # orjson refuses lone surrogates, the only thing a str can hold that UTF-8 cannot.
        raise CallRejected("the prompt holds text that is not valid Unicode") from None
