"""One reply put together from what a chat completions server sends, streamed or in one piece.

Nothing in it is trusted: a wrong type or broken JSON makes the attempt a lost one instead of a
reply with a hole. Field names in use:
reasoning: `reasoning_content` (DeepSeek, SGLang, llama.cpp, vLLM of old), `reasoning` (vLLM,
OpenRouter); cached prompt tokens: `prompt_tokens_details.cached_tokens` (OpenAI, vLLM, SGLang,
llama.cpp), `prompt_cache_hit_tokens` (DeepSeek). `<think>` inside the content stays there.
"""

from __future__ import annotations

import json
import math
from typing import Any

import orjson

from selfproof.backends.complaints import Complaint, complaint_of
from selfproof.errors import CallRejected
from selfproof.types import ChatRequest, Completion, StopReason, Usage

LARGEST_TEXT = 16_000_000
"""Characters of content and reasoning together: several times 128K tokens."""

CHARS_PER_TOKEN = 4
_MOST_TOKENS = 2**31 - 1
_STOPS = {
    "stop": StopReason.STOP,
    "length": StopReason.LENGTH,
    "content_filter": StopReason.FILTER,
}
_ABANDONED = frozenset({"abort", "error", "insufficient_system_resource"})
"""The server gave up in the middle (SGLang and vLLM, OpenRouter, DeepSeek): no reply at all."""


class Malformed(Exception):
    """What the server sent cannot be read as a reply; the message says why, without quoting it."""


class Abandoned(Exception):
    """The server says that it gave up on this reply; the message is its finish reason."""


class Complained(Exception):
    """The server sent an error in place of a reply or in the middle of one."""

    def __init__(self, complaint: Complaint) -> None:
        super().__init__(complaint.word)
        self.complaint = complaint


class ReplyReader:
    """Collects the parts of one reply."""

    __slots__ = ("_cached", "_content", "_out", "_pieces", "_prompt", "_reasoning", "_size", "stop")

    def __init__(self) -> None:
        self._content: list[str] = []
        self._reasoning: list[str] = []
        self._size = 0
        self._pieces = 0
        self._prompt: int | None = None
        self._out: int | None = None
        self._cached = 0
        self.stop: StopReason | None = None
        """Set as soon as the server has said why it stopped."""

    def event(self, data: bytes) -> bool:
        """Take the payload of one event; True when it brought something (text, reason or usage).

        Raises:
            Malformed, Abandoned, Complained: the attempt is lost.
            CallRejected: the reply is longer than any honest one.
        """
        try:
            document = orjson.loads(data)
        except orjson.JSONDecodeError:
            document = _decode(data)
        return self._plain(document) or self._take(document, "delta")

    def document(self, data: bytes) -> None:
        """Take a whole reply in one piece. Raises as `event` does."""
        self._take(_decode(data), "message")
        if not self._pieces and self.stop is None:
            raise Malformed("a reply without a choice")

    def completion(self, request: ChatRequest, seconds: float) -> Completion:
        """The reply.

        Where the server reports no usage, it is estimated: 4 characters to a prompt token, and as
        many completion tokens as pieces of text came, or one per 4 characters if that is more.

        Args:
            request: What was asked.
            seconds: How long it took.
        """
        return Completion(
            text=_joined(self._content),
            reasoning=_joined(self._reasoning),
            stop=self.stop or StopReason.OTHER,
            usage=self._usage(request),
            seconds=seconds,
        )

    def _plain(self, document: Any) -> bool:
        """Take an event that is a piece of content and nothing else; False if it is another.

        Nearly all are, at hundreds of thousands a second in a large run: this is `_take` for them.
        """
        try:
            choice = document["choices"][0]
            delta = choice["delta"]
            text = delta["content"]
            if (
                type(text) is not str
                or not text
                or choice.get("finish_reason")
                or delta.get("reasoning_content")
                or delta.get("reasoning")
                or document.get("usage")
                or document.get("error")
            ):
                return False
        except (TypeError, KeyError, IndexError, AttributeError):
            return False
        self._pieces += 1
        self._size += len(text)
        if self._size > LARGEST_TEXT:
            raise _too_long()
        self._content.append(text)
        return True

    def _take(self, document: Any, part: str) -> bool:
        if not isinstance(document, dict):
            raise Malformed("JSON that is no object")
        if document.get("error") or document.get("object") == "error":
            raise Complained(complaint_of(document))
        found = False
        choices = document.get("choices")
        if choices:
            if not isinstance(choices, list) or not isinstance(choices[0], dict):
                raise Malformed("choices that are no list of objects")
            found = self._choice(choices[0], part)
        usage = document.get("usage")
        if isinstance(usage, dict):
            found = self._count(usage) or found
        return found

    def _choice(self, choice: dict[str, Any], part: str) -> bool:
        delta = choice.get(part)
        found = False
        if delta:
            if not isinstance(delta, dict):
                raise Malformed(f"a {part} that is no object")
            content = delta.get("content")
            if content:
                found = self._add(self._content, content)
            # A server that sends both names sends the same text under both.
            reasoning = delta.get("reasoning_content") or delta.get("reasoning")
            if reasoning:
                found = self._add(self._reasoning, reasoning) or found
            if not found and delta.get("refusal"):
                found = self._refuse(delta["refusal"])
        reason = choice.get("finish_reason")
        if not reason:
            return found
        if not isinstance(reason, str):
            raise Malformed("a finish reason that is no string")
        if reason in _ABANDONED:
            raise Abandoned(reason)
        if self.stop is not StopReason.FILTER:
            self.stop = _STOPS.get(reason, StopReason.OTHER)
        return True

    def _refuse(self, refusal: Any) -> bool:
        # OpenAI puts a refusal beside the content and still says `stop`.
        self.stop = StopReason.FILTER
        return self._add(self._content, refusal)

    def _add(self, where: list[str], text: Any) -> bool:
        if isinstance(text, list):
            # Mistral sends content as a list of parts.
            text = "".join(_part(part) for part in text)
        if not isinstance(text, str):
            raise Malformed("text that is no string")
        where.append(text)
        self._pieces += 1
        self._size += len(text)
        if self._size > LARGEST_TEXT:
            raise _too_long()
        return bool(text)

    def _count(self, usage: dict[str, Any]) -> bool:
        prompt, out = _tokens(usage.get("prompt_tokens")), _tokens(usage.get("completion_tokens"))
        details = usage.get("prompt_tokens_details")
        cached = _tokens(details.get("cached_tokens")) if isinstance(details, dict) else None
        if cached is None:
            cached = _tokens(usage.get("prompt_cache_hit_tokens"))
        # Some servers count along in every event, so counting alone is no sign of life.
        grown = out is not None and out != self._out
        self._prompt = self._prompt if prompt is None else prompt
        self._out = self._out if out is None else out
        self._cached = cached or 0
        return grown

    def _usage(self, request: ChatRequest) -> Usage:
        prompt, out = self._prompt, self._out
        if prompt is None:
            characters = sum(len(message.content) for message in request.messages)
            prompt = math.ceil(characters / CHARS_PER_TOKEN)
        if out is None:
            out = max(self._pieces, math.ceil(self._size / CHARS_PER_TOKEN))
        return Usage(prompt, min(self._cached, prompt), out)


def _too_long() -> CallRejected:
    return CallRejected(f"the reply is longer than {LARGEST_TEXT:,} characters")


def _decode(data: bytes) -> Any:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        pass
    # What orjson refuses and servers send: invalid UTF-8, lone surrogates, NaN as a probability.
    try:
        return json.loads(data.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        raise Malformed("JSON that cannot be read") from None


def _joined(pieces: list[str]) -> str:
    text = "".join(pieces)
    try:
        text.encode()
    except UnicodeEncodeError:
        # Two halves of a surrogate pair may have come in two pieces; single halves are replaced.
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _part(part: Any) -> str:
    text = part.get("text") if isinstance(part, dict) else part
    if text is not None and not isinstance(text, str):
        raise Malformed("text that is no string")
    return text or ""


def _tokens(value: Any) -> int | None:
    """A token count the server reports, or None where it is none."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_TOKENS:
        return value
    return None
