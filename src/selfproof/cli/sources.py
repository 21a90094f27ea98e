"""Reading what the user points at: text, a file or standard input, with errors in one line.

Files are hostile: sizes are bounded before anything is parsed, bytes must be UTF-8 text, and a file
that cannot be used is named together with what is wrong and what to do.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from selfproof.errors import UsageError

LARGEST_FILE = 64 * 2**20
LARGEST_TEXT = 200_000
"""Characters of one problem or proof: far beyond any, well below what a context holds."""

_SUFFIXES = {".txt", ".md", ".tex", ".json", ".jsonl", ".ndjson", ".csv"}
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Source:
    """What an argument stood for: its text, and the name to call it in messages."""

    argument: str
    name: str
    text: str
    path: Path | None = None
    """Set when the text came from a file."""
    stdin: bool = False

    @property
    def label(self) -> str:
        return f"{self.argument} {self.name}"


def shown(value: str) -> str:
    """`value` as it may stand in an error line: quoted, on one line, not too long."""
    short = value if len(value) <= _SHOWN else value[: _SHOWN - 3] + "..."
    return repr(short)


def read_source(argument: str, value: str) -> Source:
    """What `value` of the argument called `argument` stands for: `-`, an existing file, or text.

    Raises:
        UsageError: a file or standard input that cannot be used, or a text that is empty.
    """
    if value == "-":
        data = sys.stdin.buffer.read(LARGEST_FILE + 1)
        name = "- (standard input)"
        return Source(argument, name, decode(f"{argument} {name}", data), stdin=True)
    # An empty text would be the current folder's path.
    path = _as_path(value) if value.strip() else None
    if path is not None:
        label = f"{argument} {shown(str(path))}"
        return Source(argument, shown(str(path)), decode(label, read_bytes(label, path)), path)
    text = clean_text(f"{argument} {shown(value)}", value)
    return Source(argument, shown(text), text)


def read_bytes(label: str, path: Path) -> bytes:
    """The bytes of a file of reasonable size.

    Raises:
        UsageError: it cannot be read, is no file, or is larger than 64 MB.
    """
    try:
        if path.is_dir():
            raise UsageError(f"{label}: is a folder; give a file")
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise UsageError(f"{label}: there is no such file; check the path") from error
    except OSError as error:
        raise UsageError(f"{label}: cannot be read ({error.strerror}); check the file") from error
    return data


def decode(label: str, data: bytes) -> str:
    """UTF-8 text out of bytes, without a byte order mark.

    Raises:
        UsageError: empty, too large, binary, or not UTF-8.
    """
    if len(data) > LARGEST_FILE:
        raise UsageError(f"{label}: larger than {LARGEST_FILE >> 20} MB; split it")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UsageError(f"{label}: is UTF-16; save it as UTF-8")
    if b"\0" in data:
        raise UsageError(f"{label}: is binary; give a text, JSON, JSONL or CSV file in UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{label}: byte {error.start} is not valid UTF-8; save it as UTF-8"
        ) from error
    if not text.strip():
        raise UsageError(f"{label}: is empty; write the text into it")
    return text


def clean_text(label: str, text: str) -> str:
    """A statement or proof without surrounding blank space.

    Raises:
        UsageError: empty, too long, or holding what is no text.
    """
    text = text.strip()
    if not text:
        raise UsageError(f"{label}: is empty; write the text into it")
    if len(text) > LARGEST_TEXT:
        raise UsageError(
            f"{label}: {len(text):,} characters; a text may have at most {LARGEST_TEXT:,}, "
            "shorten it"
        )
    if "\0" in text:
        raise UsageError(f"{label}: holds a NUL character; remove it")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UsageError(
            f"{label}: character {error.start} is not valid UTF-8 text; remove it"
        ) from error
    return text


def _as_path(value: str) -> Path | None:
    """`value` as a path when it is one, or can only be meant as one."""
    if "\n" in value or len(value) > 4_096:
        return None
    path = Path(value)
    try:
        if path.exists():
            return path
    except (OSError, ValueError):
        return None
    looks = path.suffix.lower() in _SUFFIXES or value.startswith(("/", "./", "../", "~"))
    return path if looks and not any(space.isspace() for space in value) else None
