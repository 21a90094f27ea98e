"""Finding the mathematics in a text: one left-to-right scan, before Markdown sees anything.

Markdown would take the emphasis, lists and escapes out of formulas (``a_i * b_i``, a line that
begins with ``-`` or ``=``, ``\\[``), so formulas are cut out first and put back after. What a model
writes is not always balanced: an opening mark without its closing mark stays text.

The text is tokenised once; every search for a closing mark is a look-up in a sorted list or a
bounded look ahead, so the time is linear (times a logarithm) in the length, whatever the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

_TOKEN = re.compile(
    r"\\(?:begin|end)\{[a-zA-Z]+\*?\}|\\[^a-zA-Z]|[${}]|`+|''|\n[ \t]*\n", re.DOTALL
)
_ENVIRONMENTS = frozenset(
    name + star
    for name in (
        "equation", "align", "alignat", "gather", "multline", "eqnarray", "displaymath", "math",
        "flalign", "aligned", "alignedat", "gathered", "split", "cases", "array", "matrix",
        "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix",
    )
    for star in ("", "*")
)  # fmt: skip
_LOOK_AHEAD = 400
"""Tokens looked at for the dollar that closes an inline formula."""


class Kind(Enum):
    """What a stretch of text is."""

    TEXT = "text"
    INLINE = "inline"
    DISPLAY = "display"
    CODE = "code"
    QUOTED = "quoted"
    """A LaTeX quotation; `body` is what stands between the quotation marks."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text: `source` as written, `body` without its delimiters."""

    kind: Kind
    source: str
    body: str


def segments(text: str) -> Iterator[Segment]:
    """`text` cut into mathematics, code and the rest; the sources join to `text` again."""
    scan = _Scan(text)
    written = 0
    place = 0
    while place < len(scan.starts):
        found = scan.segment(place)
        if found is None:
            place += 1
            continue
        start, end, segment = found
        if start > written:
            yield Segment(Kind.TEXT, text[written:start], text[written:start])
        yield segment
        written = end
        place = bisect_left(scan.starts, end)
    if written < len(text):
        yield Segment(Kind.TEXT, text[written:], text[written:])


class _Scan:
    """The tokens of a text and, per kind, where they are."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] = []
        self.tokens: list[str] = []
        self.at: dict[str, list[int]] = {}
        self.ends: dict[int, tuple[int, int]] = {}
        open_environments: dict[str, list[int]] = {}
        for match in _TOKEN.finditer(text):
            token, start = match.group(), match.start()
            self.starts.append(start)
            self.tokens.append(token)
            kind = "\n\n" if token[0] == "\n" else token
            self.at.setdefault(kind, []).append(start)
            if token.startswith("\\begin"):
                open_environments.setdefault(token[6:], []).append(start)
            elif token.startswith("\\end") and open_environments.get(token[4:]):
                self.ends[open_environments[token[4:]].pop()] = (start, match.end())

    def next(self, token: str, place: int) -> int | None:
        """Where the first `token` at or after `place` is."""
        where = self.at.get(token, [])
        index = bisect_left(where, place)
        return where[index] if index < len(where) else None

    def segment(self, index: int) -> tuple[int, int, Segment] | None:
        """(start, end, segment) when the token at `index` opens one, else None."""
        mark, start = self.tokens[index], self.starts[index]
        if mark == "$":
            return self._dollars(index)
        if mark == "\\(":
            return self._bracketed(start, "\\(", "\\)", Kind.INLINE)
        if mark == "\\[":
            return self._bracketed(start, "\\[", "\\]", Kind.DISPLAY)
        if mark[0] == "`":
            return self._ticks(start, mark)
        if mark.startswith("\\begin") and mark[7:-1] in _ENVIRONMENTS and start in self.ends:
            return self._cut(Kind.DISPLAY, start, self.ends[start][1], start, self.ends[start][1])
        return None

    def _cut(
        self, kind: Kind, start: int, end: int, body: int, stop: int
    ) -> tuple[int, int, Segment]:
        return start, end, Segment(kind, self.text[start:end], self.text[body:stop])

    def _bracketed(
        self, start: int, opening: str, closing: str, kind: Kind
    ) -> tuple[int, int, Segment] | None:
        end = self.next(closing, start + 2)
        again = self.next(opening, start + 2)
        if end is None or (again is not None and again < end):
            return None
        if kind is Kind.INLINE and self._blank_between(start, end):
            return None
        return self._cut(kind, start, end + 2, start + 2, end)

    def _blank_between(self, start: int, end: int) -> bool:
        blank = self.next("\n\n", start)
        return blank is not None and blank < end

    def _dollars(self, index: int) -> tuple[int, int, Segment] | None:
        start = self.starts[index]
        if self.text.startswith("$$", start):
            return self._double(start)
        end = self._closing_dollar(index, start)
        if end is None or not self._plausible(start, end):
            return None
        return self._cut(Kind.INLINE, start, end + 1, start + 1, end)

    def _double(self, start: int) -> tuple[int, int, Segment] | None:
        """A display formula between double dollars, without a blank line inside."""
        dollars = self.at["$"]
        place = bisect_left(dollars, start + 2)
        while place + 1 < len(dollars) and place - bisect_left(dollars, start) < _LOOK_AHEAD:
            end = dollars[place]
            if dollars[place + 1] == end + 1:
                inside = self.text[start + 2 : end]
                body = start + 2 + len(inside) - len(inside.lstrip())
                if not inside.strip() or self._blank_between(
                    body, start + 2 + len(inside.rstrip())
                ):
                    return None
                return self._cut(Kind.DISPLAY, start, end + 2, start + 2, end)
            place += 1
        return None

    def _closing_dollar(self, index: int, start: int) -> int | None:
        """The next dollar outside braces in the paragraph; else the next dollar of all."""
        depth = 0
        first: int | None = None
        for place in range(index + 1, min(index + 1 + _LOOK_AHEAD, len(self.tokens))):
            mark = self.tokens[place]
            if mark == "$":
                if depth <= 0:
                    return self.starts[place]
                first = self.starts[place] if first is None else first
            elif mark[0] == "\n":
                break
            else:
                depth += {"{": 1, "}": -1}.get(mark, 0)
        return first

    def _plausible(self, start: int, end: int) -> bool:
        """Whether what stands between two dollars reads as mathematics, not as two prices."""
        body = self.text[start + 1 : end]
        if not body.strip():
            return False
        return not (body[-1].isspace() and not body[0].isspace() and body[0].isdigit())

    def _ticks(self, start: int, token: str) -> tuple[int, int, Segment] | None:
        size = len(token)
        quote = self.next("''", start + size) if size == 2 else None
        again = self.next(token, start + size)
        if quote is not None and (again is None or quote < again):
            if quote - start > 200 or self._blank_between(start, quote):
                return None
            return self._cut(Kind.QUOTED, start, quote + 2, start + 2, quote)
        if again is None or (size < 3 and self._blank_between(start, again)):
            return None
        return self._cut(Kind.CODE, start, again + size, start + size, again)
