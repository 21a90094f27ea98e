"""Compressed text: zstandard, with a bound on what a hostile or damaged blob may unfold to."""

from __future__ import annotations

import threading

import zstandard

from selfproof.errors import StoreError

_LARGEST = 256 * 2**20
_local = threading.local()


def pack(text: str) -> bytes:
    """Compress `text`; lone surrogates (which some servers emit) are replaced."""
    compressor = getattr(_local, "compressor", None)
    if compressor is None:
        compressor = _local.compressor = zstandard.ZstdCompressor(level=3)
    packed: bytes = compressor.compress(text.encode("utf-8", "replace"))
    return packed


def unpack(blob: bytes) -> str:
    """The text in `blob`.

    Raises:
        StoreError: the blob is damaged or unfolds to more than 256 MiB.
    """
    try:
        if zstandard.get_frame_parameters(blob).content_size > _LARGEST:
            raise StoreError("store: a text is larger than 256 MiB; the file is damaged")
        return zstandard.ZstdDecompressor().decompress(blob, max_output_size=_LARGEST).decode()
    except (zstandard.ZstdError, UnicodeDecodeError) as error:
        raise StoreError(f"store: a text cannot be read ({error}); the file is damaged") from error
