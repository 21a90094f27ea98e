"""Compressed text: zstandard, with a bound on what a hostile or damaged blob may unfold to."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import zstandard

from selfproof.errors import StoreError

LARGEST = 256 * 2**20
"""Bytes a text may have, unfolded."""

# Level 1: on replies of 2 to 8 KB level 3 saves 1% more and costs up to half as much time again.
# The checksum turns a flipped bit into an error instead of another text.
_LEVEL = 1
# A body's key stands before its text.
_MARGIN = 1024
_local = threading.local()


def encode(text: str) -> bytes:
    """`text` as UTF-8; lone surrogates (which some servers emit) are replaced.

    Raises:
        StoreError: it is larger than 256 MiB.
    """
    data = text.encode("utf-8", "replace")
    if len(data) > LARGEST - _MARGIN:
        raise StoreError(f"a text of {len(data)} bytes is larger than 256 MiB")
    return data


def storable(text: str) -> str:
    """`text` as SQLite can keep it: lone surrogates are replaced."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def pack(text: str) -> bytes:
    """Compress one text.

    Raises:
        StoreError: it is larger than 256 MiB.
    """
    return _compressor().compress(encode(text))


def pack_all(texts: Sequence[bytes]) -> Sequence[bytes]:
    """Compress many encoded texts in one call that leaves the interpreter free meanwhile."""
    if not texts:
        return ()
    # Segments are buffers, which SQLite binds as blobs without a copy.
    return tuple(_compressor().multi_compress_to_buffer(list(texts), threads=0))  # type: ignore[arg-type]


def unpack(blob: bytes) -> str:
    """The text in `blob`.

    Raises:
        ValueError: the blob is damaged or unfolds to more than 256 MiB.
        TypeError: it is no blob.
    """
    try:
        if zstandard.get_frame_parameters(blob).content_size > LARGEST:
            raise ValueError("a text is larger than 256 MiB")
        return _decompressor().decompress(blob, max_output_size=LARGEST).decode()
    except (zstandard.ZstdError, MemoryError) as error:
        raise ValueError(f"a text cannot be unfolded: {error}") from error


def _compressor() -> zstandard.ZstdCompressor:
    found: zstandard.ZstdCompressor | None = getattr(_local, "compressor", None)
    if found is None:
        found = _local.compressor = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
    return found


def _decompressor() -> zstandard.ZstdDecompressor:
    found: zstandard.ZstdDecompressor | None = getattr(_local, "decompressor", None)
    if found is None:
        found = _local.decompressor = zstandard.ZstdDecompressor()
    return found
