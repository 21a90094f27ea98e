"""A look into a GGUF file before llama.cpp opens it: is it one, is it whole, what does it say.

llama.cpp may abort the whole process on a malformed file, so obvious trouble is found here, in one
line for the user. Files are hostile: every count and length is checked against a limit and against
the size of the file before it is used, and only a few short values are kept.

The format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from dataclasses import dataclass
from pathlib import Path

from selfproof.errors import UsageError

MAGIC = b"GGUF"

_VERSIONS = (2, 3)
_MOST_KEYS = 100_000
_MOST_TENSORS = 1_000_000
_MOST_STRINGS = 8_000_000
"""Strings of an array; vocabularies and their merges have up to a million."""
_LONGEST_KEY = 65_535
_LONGEST_VALUE = 200
"""Characters of a text that we keep."""
_MOST_DIMENSIONS = 8
_EDGE = 2**20
"""Bytes at either end of a file that enter its hash."""

_STRING, _ARRAY = 8, 9
_SCALARS = {
    0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "B", 10: "Q", 11: "q", 12: "d",
}  # fmt: skip
_INTEGERS = frozenset({0, 1, 2, 3, 4, 5, 10, 11})
_UINT32, _UINT64 = struct.Struct("<I"), struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class GgufInfo:
    """What a GGUF file says of its model. Texts come from the file: show them with care."""

    architecture: str
    name: str | None
    context_length: int | None
    """Tokens the model was trained for, >= 1."""
    tensors: int


class _Broken(Exception):
    """The file is no usable GGUF; the message says why."""


def read_gguf(path: Path, label: str) -> GgufInfo:
    """Check a GGUF file and read its description.

    All metadata is walked, and every tensor must begin inside the file. A file that was cut off
    inside its very last tensor passes; llama.cpp finds that.

    Args:
        path: The file.
        label: How messages name it, such as ``--model 'x.gguf'``.

    Raises:
        UsageError: no such file, not a GGUF file, or a damaged one.
    """
    try:
        if path.exists() and not path.is_file():
            kind = "a folder" if path.is_dir() else "no regular file"
            raise UsageError(f"{label}: is {kind}; give a GGUF file")
        with path.open("rb") as file:
            head = file.read(len(MAGIC))
            if head != MAGIC:
                raise UsageError(
                    f"{label}: not a GGUF file (it begins with {head!r}, not {MAGIC!r}); "
                    "give a model in GGUF format"
                )
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                return _Reader(data).info()
    except _Broken as error:
        raise UsageError(f"{label}: not a usable GGUF file ({error}); get it again") from error
    except FileNotFoundError as error:
        raise UsageError(f"{label}: there is no such file; check the path") from error
    except OSError as error:
        raise UsageError(f"{label}: cannot be read ({error.strerror}); check the file") from error


def file_identity(path: Path) -> str:
    """The file's name and a short hash of its size, first and last MB: `model.gguf@0123456789ab`.

    Enough to tell models and quantizations apart at once whatever their size; no protection
    against someone who wants two files to look alike.

    Raises:
        OSError: the file cannot be read.
    """
    size = path.stat().st_size
    digest = hashlib.blake2b(size.to_bytes(8, "little"), digest_size=6)
    with path.open("rb") as file:
        digest.update(file.read(_EDGE))
        file.seek(max(0, size - _EDGE))
        digest.update(file.read(_EDGE))
    return f"{path.name}@{digest.hexdigest()}"


class _Reader:
    """Walks the metadata from the start of the file; never behind its end."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self._size = len(data)
        self._place = len(MAGIC)
        self._kept: dict[str, str | int] = {}

    def info(self) -> GgufInfo:
        version = self._uint32()
        if version not in _VERSIONS:
            raise _Broken(_wrong_version(version))
        tensors = self._count(_MOST_TENSORS, "tensors")
        keys = self._count(_MOST_KEYS, "metadata entries")
        for _ in range(keys):
            self._entry()
        architecture = self._kept.get("general.architecture")
        if not isinstance(architecture, str) or not architecture:
            raise _Broken("it does not say which architecture it has")
        if tensors == 0:
            raise _Broken("it holds no tensors, only a vocabulary or nothing")
        self._tensors(tensors)
        name = self._kept.get("general.name")
        length = self._kept.get(f"{architecture}.context_length")
        return GgufInfo(
            architecture,
            name if isinstance(name, str) else None,
            length if isinstance(length, int) and length > 0 else None,
            tensors,
        )

    def _entry(self) -> None:
        key = self._string(_LONGEST_KEY).decode("utf-8", "replace")
        kind = self._uint32()
        wanted = key.startswith("general.") or key.endswith(".context_length")
        if kind == _STRING:
            value = self._string(self._size)
            if wanted:
                self._kept[key] = value[:_LONGEST_VALUE].decode("utf-8", "replace")
        elif kind == _ARRAY:
            self._skip_array()
        else:
            number = self._scalar(kind)
            if wanted and kind in _INTEGERS:
                self._kept[key] = int(number)

    def _skip_array(self) -> None:
        kind = self._uint32()
        count = self._count(self._size, "values in an array")
        if kind == _STRING:
            if count > _MOST_STRINGS:
                raise _Broken(f"an array of {count:,} texts")
            for _ in range(count):
                self._advance(self._uint64())
        elif kind in _SCALARS:
            self._advance(count * struct.calcsize(_SCALARS[kind]))
        else:
            raise _Broken(f"an array of values of the unknown type {kind}")

    def _tensors(self, count: int) -> None:
        furthest = 0
        for _ in range(count):
            self._advance(self._uint64())
            dimensions = self._uint32()
            if dimensions > _MOST_DIMENSIONS:
                raise _Broken(f"a tensor of {dimensions} dimensions")
            self._advance(8 * dimensions + 4)
            furthest = max(furthest, self._uint64())
        alignment = self._kept.get("general.alignment", 32)
        if not isinstance(alignment, int) or not 0 < alignment <= 2**20:
            raise _Broken(f"an alignment of {alignment!r}")
        start = -(-self._place // alignment) * alignment
        if start + furthest >= self._size:
            raise _Broken(
                f"it is cut off: {self._size:,} bytes, but a tensor begins at {start + furthest:,}"
            )

    def _uint32(self) -> int:
        return int(self._unpack(_UINT32))

    def _uint64(self) -> int:
        return int(self._unpack(_UINT64))

    def _scalar(self, kind: int) -> int | float:
        if kind not in _SCALARS:
            raise _Broken(f"a value of the unknown type {kind}")
        return self._unpack(struct.Struct("<" + _SCALARS[kind]))

    def _unpack(self, form: struct.Struct) -> int | float:
        start = self._place
        self._advance(form.size)
        value: int | float = form.unpack_from(self._data, start)[0]
        return value

    def _count(self, most: int, what: str) -> int:
        count = self._uint64()
        if count > most:
            raise _Broken(f"{count:,} {what}")
        return count

    def _string(self, longest: int) -> bytes:
        length = self._uint64()
        if length > longest:
            raise _Broken(f"a text of {length:,} bytes")
        start = self._place
        self._advance(length)
        return self._data[start : start + min(length, _LONGEST_KEY)]

    def _advance(self, size: int) -> None:
        self._place += size
        if self._place > self._size:
            raise _Broken(f"it is cut off: {self._size:,} bytes end inside its metadata")


def _wrong_version(version: int) -> str:
    if int.from_bytes(version.to_bytes(4, "little"), "big") in _VERSIONS:
        return "it is big-endian; convert it on this kind of machine"
    return f"version {version}; llama.cpp reads {' and '.join(map(str, _VERSIONS))}"
