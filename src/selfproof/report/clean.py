"""Text made fit for a page: no control characters, lone surrogates or hidden direction marks."""

from __future__ import annotations

import re

# Controls (but tab and line feed), surrogates, marks that reorder what is read, the private use
# area (whose characters `prose` uses as placeholders) and the noncharacters.
_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2065-\u206f"
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile("[\u200b\u2060-\u2064\ufeff]")
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """`text` with one kind of line end, nothing without width, and U+FFFD for what is unfit."""
    return _UNFIT.sub("\ufffd", _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)))


def one_line(text: str, limit: int) -> str:
    """`text` cleaned, on one line, cut to `limit` characters with an ellipsis."""
    line = _SPACE.sub(" ", clean(text[: 4 * limit])).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
