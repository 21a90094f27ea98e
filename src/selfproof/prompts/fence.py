"""Marking off text that a model or a user wrote, so that it stays material.

Three defences, each sufficient for its own threat:

- A section stands between two fence lines that carry a key derived from a hash of its content. A
  text cannot contain a hash of itself (where it does by accident, we hash again), so it cannot
  write the line that ends its own section. The key depends on the content alone: equal requests
  stay equal, and servers can reuse their prefixes.
- What looks like a fence is broken, so a text cannot open or close any other section either.
- Chat-template tokens (``<|im_end|>``, ``</think>``, ``[INST]``) are broken by one space after
  their first character. llama.cpp and others turn such text into the real control token wherever
  it stands. The space is visible and keeps mathematics readable: of ``a<b|c>d``, ``[ABC]`` or
  ``<x|y>`` nothing changes, a subgroup ``<s>`` becomes ``< s>``.

Only what is sent is changed; the store and the report keep the model's words as they are.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

KEY_LENGTH = 8

_REPLACEMENT = "\ufffd"
# Lone surrogates cannot be sent as UTF-8; a null byte ends the text in servers written in C.
_UNSENDABLE = re.compile(r"[\x00\ud800-\udfff]")

_WORDS = "s|unk|pad|bos|eos|mask|cls|sep|sop|eop|think"
_MISTRAL = (
    "INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|CALL_ID|ARGS|THINK"
    "|MODEL_SETTINGS"
)
_TOKEN = re.compile(
    r"<(?="
    r"\|[^\s<>|]{1,64}\|>"  # <|im_end|>, <|start_header_id|>, <|endoftext|>
    "|/?\uff5c"  # DeepSeek: full-width bars never stand after "<" in mathematics
    rf"|/?(?:{_WORDS})>"
    r"|/?[A-Za-z]{2,32}(?:_[A-Za-z0-9]{1,32}){1,8}>"  # <start_of_turn>, <BOS_TOKEN>, <extra_id_0>
    r"|/?seed:[a-z_]{1,32}>"
    r"|</?SYS>>"
    r")"
    rf"|\[(?=/?(?:{_MISTRAL}|gMASK)\]|\|[a-z]{{3,32}}\|\])"
)
_FENCE = re.compile(r"-(?=-{4}[ \t]*(?:BEGIN|END)\b)")


def sendable(text: str) -> str:
    """`text` without what no server can take: null bytes and lone surrogates become U+FFFD."""
    return _UNSENDABLE.sub(_REPLACEMENT, text)


def neutral(text: str) -> str:
    """`text` with control tokens and fence look-alikes broken by a space, and made sendable."""
    return _FENCE.sub("- ", _TOKEN.sub(r"\g<0> ", sendable(text)))


def key(label: str, content: str) -> str:
    """The key of a section: `KEY_LENGTH` hex digits that do not occur in `content`."""
    digest = hashlib.sha256(f"{label}\n{content}".encode()).hexdigest()
    while digest[:KEY_LENGTH] in content:
        digest = hashlib.sha256(digest.encode()).hexdigest()
    return digest[:KEY_LENGTH]


# The problem and the proof stand in many requests in a row.
@lru_cache(maxsize=32)
def fenced(label: str, text: str) -> str:
    """`text`, made neutral and stripped, as a section between two fence lines.

    `label` is ours, in capitals, and names the kind of section.
    """
    content = neutral(text).strip()
    mark = key(label, content)
    return f"----- BEGIN {label} {mark} -----\n{content}\n----- END {label} {mark} -----"
