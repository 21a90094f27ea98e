"""Writes small GGUF files, right ones and every kind of wrong one."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence

UINT32, INT32, BOOL, STRING, ARRAY, UINT64 = 4, 5, 7, 8, 9, 10
_FORMS = {UINT32: "<I", INT32: "<i", BOOL: "<B", UINT64: "<Q"}

Value = tuple[int, object]
"""A type and what it holds; for an array, the type of its members and the members."""

LLAMA: Mapping[str, Value] = {
    "general.architecture": (STRING, "llama"),
    "general.name": (STRING, "Tiny"),
    "llama.context_length": (UINT32, 2_048),
    "general.quantized": (BOOL, 1),
    "tokenizer.ggml.tokens": (ARRAY, (STRING, ["<s>", "a", "é"])),
    "tokenizer.ggml.token_type": (ARRAY, (INT32, [3, 1, 1])),
}


def text(value: str | bytes) -> bytes:
    """A string with its length before it."""
    data = value.encode() if isinstance(value, str) else value
    return struct.pack("<Q", len(data)) + data


def entry(key: str, value: Value) -> bytes:
    """One metadata entry."""
    kind, content = value
    return text(key) + struct.pack("<I", kind) + _content(kind, content)


def _content(kind: int, content: object) -> bytes:
    if kind == STRING:
        assert isinstance(content, str)
        return text(content)
    if kind == ARRAY:
        assert isinstance(content, tuple)
        member, members = content
        packed = b"".join(_content(member, each) for each in members)
        return struct.pack("<IQ", member, len(members)) + packed
    return struct.pack(_FORMS[kind], content)


def tensor(name: str, dimensions: Sequence[int], offset: int) -> bytes:
    """The description of a float32 tensor."""
    return (
        text(name)
        + struct.pack("<I", len(dimensions))
        + struct.pack(f"<{len(dimensions)}Q", *dimensions)
        + struct.pack("<IQ", 0, offset)
    )


def gguf(
    metadata: Mapping[str, Value] = LLAMA,
    tensors: Iterable[bytes] = (tensor("a", (8, 2), 0), tensor("b", (8,), 64)),
    *,
    version: int = 3,
    keys: int | None = None,
    data: int = 96,
) -> bytes:
    """A whole file. `keys` lies about the number of entries, `data` is the size of the weights."""
    tensors = list(tensors)
    count = len(metadata) if keys is None else keys
    head = b"GGUF" + struct.pack("<IQQ", version, len(tensors), count)
    head += b"".join(entry(key, value) for key, value in metadata.items()) + b"".join(tensors)
    return head + bytes(-len(head) % 32) + bytes(data)
