"""Proof text to sentences of words and formulas, with their places.

A sentence becomes a *skeleton*: lower-case words and punctuation with one space between, each
formula a single private character. Patterns for sentences are then short regular expressions, and
every position of a skeleton leads back to the text. One pass, linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from selfproof.world.latex.names import words

FIRST, LAST = 0xE000, 0xF000
"""Characters that stand for formulas."""
LABEL = "\uf8f0"
"""Stands for what follows "Case", "Step" or "Claim": a number or letter."""
STRANGE = "\uf8ff"
"""Stands for whatever is not known. No pattern has it, so the sentence is not read."""
LONGEST = 120_000
"""Characters that are read of a proof."""
_MOST_FORMULAS = LAST - FIRST - 1


@dataclass(slots=True)
class Skeleton:
    """A sentence.

    Attributes:
        start, end: Its place in the text.
        formulas: The formulas as written, without dollar signs.
        labels: What stands for `LABEL`, in order.
        bold: All of it so far is in bold type.
        title: It is a heading, or begins in bold type.
        item: It begins an item of a list.
    """

    start: int
    end: int = 0
    formulas: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    size: int = 0
    bold: bool = False
    title: bool = False
    item: bool = False

    def add(self, piece: str, start: int, end: int) -> None:
        """A word, a sign or the character of a formula."""
        if not self.pieces:
            self.start = start
        self.offsets.append(self.size)
        self.size += len(piece) + 1
        self.pieces.append(piece)
        self.places.append(start)
        self.ends.append(end)
        self.end = end

    @property
    def text(self) -> str:
        """The skeleton."""
        return " ".join(self.pieces)

    def place(self, at: int, end: int) -> tuple[int, int]:
        """Where the skeleton from `at` to `end` stands in the text."""
        first = max(0, bisect_right(self.offsets, at) - 1)
        last = max(first, bisect_right(self.offsets, max(at, end - 1)) - 1)
        return self.places[first], self.ends[last]


_ENVIRONMENTS = "align|aligned|equation|gather|multline|eqnarray|displaymath|math|split"
_UNIT = (
    r"(?:(?:[0-9]+(?:\.[0-9]+)?|(?<![A-Za-z])[A-Za-z](?![A-Za-z'’])|[0-9]+[A-Za-z](?![A-Za-z])"
    r"|\((?:[0-9+\-*/^ ²³·−]|[A-Za-z](?![A-Za-z]))+\))"
    r"(?:\^(?:[A-Za-z0-9]+|\{[^{}$\n]{1,40}\}|\([^()$\n]{1,40}\))|[²³¹⁴⁵⁶⁷⁸⁹⁰ⁿ]+"
    r"|_(?:[A-Za-z0-9]|\{[^{}$\n]{1,20}\})|!)*)"
)
_SIGN = r"(?:<=|>=|!=|[+\-*/·×−=≠≡≤≥<>∣|])"
_TOKEN = re.compile(
    r" ?(?:(?P<word>[A-Za-z]{2,}(?:['’\-‐‑][A-Za-z]+)*['’]?)(?=[ ,])"
    r"|(?P<space>\s+)"
    r"|(?P<open>\$\$|\$|\\\[|\\\(|\\begin\{(?P<env>(?:" + _ENVIRONMENTS + r")\*?)\})"
    r"|(?P<qed>\\(?:square|blacksquare|Box|qed|qedsymbol|qedhere)\b|[∎□■◻◼])"
    r"|(?P<abbreviation>(?i:e\.\s?g\.|i\.\s?e\.|w\.?l\.?o\.?g\.|q\.\s?e\.\s?d\.?|resp\.|cf\.|eq\.))"
    r"|(?P<ref>\((?:[0-9]{1,2}|\*{1,3}|[ivx]{1,4})\))(?![0-9A-Za-z^])"
    r"|(?P<plain>-?" + _UNIT + r"+(?:\s?" + _SIGN + r"\s?-?" + _UNIT + r"+)*)"
    r"|(?P<words>[A-Za-z]+(?:['’\-‐‑][A-Za-z]+)*['’]?)"
    r"|(?P<of>[-‐‑](?=[a-z]))"
    r"|(?P<dash>---?|–|—)"
    r"|(?P<mark>\*{1,3}|_{1,2}|\#{1,6}|`+|>)"
    r"|(?P<dots>\.\.\.|…)"
    r"|(?P<sign>[,;:.!?()])"
    r"|(?P<quote>[\"“”„'‘’])"
    r"|(?P<strange>\\[A-Za-z]+|.))",
    re.DOTALL,
)
_LABEL = re.compile(
    r"[ \t]*\(?((?:[0-9]{1,3}(?:\.[0-9]{1,3})*[a-z]?|[ivx]{1,4}|[IVX]{1,5}|[A-HJ-Z]|[a-c])"
    r"(?:\.[0-9]|\.[a-z])?)\)?(?![A-Za-z0-9=^_]|\.[0-9]|\s*[=<>≡])"
)
_LABELLED = words("case subcase step claim lemma part fact")
_MARKER = re.compile(r"[ \t>]*(?:[-+*•]\s+|\(?(?:[0-9]{1,2}|[a-hivx]{1,4})[.)]\s+)?")
_HEADING = re.compile(r"[ \t]*(?:\#{1,6}\s|\*\*|[-+*•]\s|[0-9]{1,2}[.)]\s|\([a-hivx0-9]{1,3}\)\s)")
_ITEM = re.compile(r"[ \t]*- +")
_RULE = re.compile(r"[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*(?=\n|$)")
_CLOSERS = {"$$": "$$", "$": "$", "\\[": "\\]", "\\(": "\\)"}
_INNER = re.compile(
    r"\\(?:text|mbox|textrm|textit|textbf)\s*\{([A-Za-z ,.;:'-]*)\}"
    r"|(?P<implies>\\implies|\\Rightarrow|\\Longrightarrow|⟹|⇒|=>|\\therefore|"
    r"\\impliedby)(?![A-Za-z])"
    r"|(?P<iff>\\iff|\\Leftrightarrow|\\Longleftrightarrow|⟺|⇔)(?![A-Za-z])"
    r"|(?P<to>\\to|\\rightarrow|\\mapsto|\\longrightarrow|→)(?![A-Za-z])"
)
_KEPT = words("and or mod gcd lcm") | {""}
_SPACED_END = re.compile(r"(?:\\(?:quad|qquad|[,;: ])|[\s~])+\Z")
_SPACED_START = re.compile(r"\A(?:\\(?:quad|qquad|[,;: ])|[\s~])+")
_QED = re.compile(r"\\(?:square|blacksquare|Box|qed|qedsymbol|qedhere)\Z|[∎□■◻◼]\Z")
_PLURALS = {"’": "'", "‐": "-", "‑": "-"}
_JOINED = {
    "non-negative": "nonnegative",
    "non-zero": "nonzero",
    "non-positive": "nonpositive",
    "can't": "cannot",
    "doesn't": "does not",
    "don't": "do not",
    "isn't": "is not",
    "aren't": "are not",
    "let's": "let us",
    "we've": "we have",
    "it's": "it is",
    "that's": "that is",
    "iff": "iff",
    "pmod": "mod",
    "wlog": "wlog",
    "qed": "qed",
}


def sentences(text: str, points: frozenset[str]) -> list[Skeleton]:
    """The sentences of a text, in order; what is longer than `LONGEST` is one strange sentence."""
    return _Splitter(text, points).run()


class _Splitter:
    def __init__(self, text: str, points: frozenset[str]) -> None:
        self.text = text
        self.points = points
        self.limit = min(len(text), LONGEST)
        self.found: list[Skeleton] = []
        self.now = Skeleton(0)
        self.missing: set[str] = set()
        self.display = False
        self.bold = False

    def run(self) -> list[Skeleton]:
        place = self._marker(0)
        match_at = _TOKEN.match
        while place < self.limit:
            match = match_at(self.text, place)
            if match is None:
                place += 1
                continue
            kind = match.lastgroup
            if kind == "env":
                kind = "open"
            place = _TAKERS[kind](self, match)  # type: ignore[index]
        self._finish()
        if self.limit < len(self.text):
            self.now.add(STRANGE, self.limit, len(self.text))
            self._finish()
        return self.found

    def _finish(self) -> None:
        if self.now.pieces:
            self.found.append(self.now)
        self.now = Skeleton(0)
        self.display = False

    def _marker(self, place: int) -> int:
        """Past a list marker or quotation mark at the beginning of a line."""
        rule = _RULE.match(self.text, place)
        if rule:
            return rule.end()
        match = _MARKER.match(self.text, place)
        if match is not None and match.group().strip(" \t>") and not self.now.pieces:
            self.now.item = True
        return match.end() if match else place

    def _space(self, match: re.Match[str]) -> int:
        place = match.end()
        space = match.group("space")
        if "\n" not in space:
            return place
        blank = space.count("\n") > 1
        if self.now.title and self.now.pieces and self._heading_line(_start(match)):
            self._finish()
        ended = not self.now.pieces or self.now.pieces[-1] in (":", ".", ",", ";", "!", "?")
        line = space.rfind("\n") + 1 + _start(match)
        if blank and not self._goes_on(place):
            self._finish()
        if (blank or ended) or not self.now.pieces:
            if ended and self.now.pieces and _HEADING.match(self.text, line):
                self._finish()
            return max(place, self._marker(line))
        if self.text.startswith("- $", place) or (
            self.text.startswith("- ", place) and self._is_item(self.now.start)
        ):
            self._finish()
            return max(place, self._marker(line))
        if _HEADING.match(self.text, line) and not self.text.startswith("- ", place):
            if not re.match(r"[0-9(]", self.text[place : place + 1]):
                self._finish()
                return max(place, self._marker(line))
        elif self.now.bold:
            self._finish()
        return place

    def _is_item(self, start: int) -> bool:
        """What begins here is the first of its line, behind a hyphen."""
        return _ITEM.fullmatch(self.text, self.text.rfind("\n", 0, start) + 1, start) is not None

    def _heading_line(self, end: int) -> bool:
        """The line that ends here begins with `#`."""
        return self.text[self.text.rfind("\n", 0, end) + 1 : end].lstrip().startswith("#")

    def _goes_on(self, place: int) -> bool:
        """A blank line around a displayed formula does not end a sentence."""
        if not self.now.pieces:
            return False
        if self.now.pieces[-1] in (",", ":"):
            return self.text.startswith(("$$", "\\[", "\\begin"), place) or (
                self.now.pieces[-1] == "," and self.text[place : place + 1].islower()
            )
        if self.text.startswith(("$$", "\\[", "\\begin"), place):
            return True
        return self.display and self.text[place : place + 1].islower()

    def _open(self, match: re.Match[str]) -> int:
        opener = match.group("open")
        closer = _CLOSERS.get(opener) or f"\\end{{{match.group('env')}}}"
        start = match.end()
        end = -1 if closer in self.missing else self.text.find(closer, start)
        if end < 0 or end >= self.limit:
            self.missing.add(closer)
            self.now.add(STRANGE, _start(match), start)
            return start
        self._formula(self.text[start:end], start, _start(match), end + len(closer))
        place = end + len(closer)
        if opener not in ("$", "\\("):
            self.display = bool(self.now.pieces)
            following = self.text[place : place + 40].lstrip()
            if self.now.pieces and following[:1].isupper() and following[1:2].isalpha():
                self._finish()
        return place

    def _formula(self, raw: str, start: int, outer: int, outer_end: int) -> None:
        """A formula, cut where words or arrows stand in it."""
        stripped = raw.strip()
        if _QED.match(stripped):
            self.now.add("qed", outer, outer_end)
            self._finish()
            return
        place, depth_at = 0, 0
        parts: list[tuple[str, int, int]] = []
        if "\\" in raw or "⟹" in raw or "⇒" in raw or "⇔" in raw or "→" in raw or "=>" in raw:
            depth = 0
            for match in _INNER.finditer(raw):
                depth += _depth(raw, depth_at, match.start())
                depth_at = match.start()
                word = self._inner_word(match)
                if word is None or depth:
                    continue
                parts.append((raw[place : match.start()], place, 0))
                parts.append((word, match.start(), 1))
                place = match.end()
        parts.append((raw[place:], place, 0))
        last = len(parts) - 1
        for number, (piece, at, is_word) in enumerate(parts):
            begin = outer if number == 0 else start + at
            finish = outer_end if number == last else start + at + len(piece)
            if is_word:
                self._words(piece, begin, finish)
            else:
                self._piece(piece, begin, finish)

    def _inner_word(self, match: re.Match[str]) -> str | None:
        if match.group("implies"):
            return "implies"
        if match.group("iff"):
            return "iff"
        if match.group("to"):
            return "arrow"
        word = " ".join(match.group(1).split())
        return None if word in _KEPT else word

    def _words(self, words: str, start: int, end: int) -> None:
        for word in re.findall(r"[A-Za-z'-]+|[,.;:]", words):
            self.now.add(word.lower(), start, end)

    def _piece(self, raw: str, start: int, end: int) -> None:
        body = raw.strip()
        if body[:1] in ("\\", "~"):
            body = _SPACED_START.sub("", body)
        if "\\" in body[-6:] or body[-1:] == "~":
            body = _SPACED_END.sub("", body)
        mark = ""
        if body[-1:] in (".", ",", ";", ":"):
            mark, body = body[-1], body[:-1].rstrip()
        if body:
            self._add_formula(body, start, end)
        if mark == ".":
            self._finish()
        elif mark:
            self.now.add(mark, end - 1, end)

    def _add_formula(self, body: str, start: int, end: int) -> None:
        number = len(self.now.formulas)
        if number >= _MOST_FORMULAS:
            self.now.add(STRANGE, start, end)
            return
        self.now.formulas.append(body)
        self.now.add(chr(FIRST + number), start, end)

    def _qed(self, match: re.Match[str]) -> int:
        self.now.add("qed", _start(match), match.end())
        self._finish()
        return match.end()

    def _abbreviation(self, match: re.Match[str]) -> int:
        word = re.sub(r"[.\s]", "", match.group("abbreviation")).lower()
        self.now.add(word, _start(match), match.end())
        if word == "qed":
            self._finish()
        return match.end()

    def _ref(self, match: re.Match[str]) -> int:
        self.now.add("ref", _start(match), match.end())
        return match.end()

    def _plain(self, match: re.Match[str]) -> int:
        body = match.group("plain")
        end = match.end()
        if body in ("a", "A", "I") and not self._is_name(body, end):
            self.now.add(body.lower(), _start(match), end)
            return end
        self._add_formula(body, _start(match), end)
        return end

    def _is_name(self, letter: str, end: int) -> bool:
        if letter == "I":
            return False
        following = self.text[end : end + 12].lstrip()
        word = re.match(r"[A-Za-z]+", following)
        if word is None:
            return letter == "A" or following[:1] in ",.;:)"
        return letter == "A" and word.group() in ("is", "and", "lies", "to", "on", "has", "are")

    def _word(self, match: re.Match[str]) -> int:
        word, end = match.group(match.lastgroup or 0), match.end()
        if word.isalpha() and word.isupper() and 1 < len(word) < 5 and set(word) <= self.points:
            self._add_formula(word, _start(match), end)
            return end
        lower = word.lower()
        if not word.isalpha():
            for old, new in _PLURALS.items():
                lower = lower.replace(old, new)
            lower = _JOINED.get(lower, lower)
            if " " in lower:
                first, second = lower.split(" ")
                self.now.add(first, _start(match), end)
                lower = second
        self.now.add(lower, _start(match), end)
        if lower in _LABELLED:
            label = _LABEL.match(self.text, end)
            if label:
                self.now.labels.append(label.group(1))
                self.now.add(LABEL, label.start(1), label.end())
                return label.end()
        return end

    def _of(self, match: re.Match[str]) -> int:
        """The hyphen of "$x$-coordinate"; elsewhere a sign that is not known."""
        pieces = self.now.pieces
        formula = bool(pieces) and FIRST <= ord(pieces[-1][0]) < LAST
        if not formula or self.text[match.start() - 1 : match.start()].isspace():
            self.now.add(STRANGE, _start(match), match.end())
        return match.end()

    def _dash(self, match: re.Match[str]) -> int:
        self.now.add("dash", _start(match), match.end())
        return match.end()

    def _mark(self, match: re.Match[str]) -> int:
        """Type faces are dropped; a title in bold type is set off by a colon."""
        if match.group("mark").startswith("#") and not self.now.pieces:
            self.now.title = True
        if match.group("mark") in ("**", "__"):
            self.bold = not self.bold
            if self.bold:
                self.now.bold = self.now.title = not self.now.pieces
            elif self.now.bold and self.now.pieces:
                self.now.bold = False
                following = self.text[match.end() : match.end() + 4].lstrip(" \t")
                marks = (":", ".", ",", "", "\n")
                if self.now.pieces[-1] not in marks and following[:1] not in marks:
                    self.now.add(":", _start(match), match.end())
        return match.end()

    def _sign(self, match: re.Match[str]) -> int:
        sign, end = match.group("sign"), match.end()
        if sign in ".!?":
            if self.now.pieces:
                self.now.end = end
            self._finish()
        elif self.now.pieces or sign == "(":
            self.now.add(sign, _start(match), end)
        return end

    def _quote(self, match: re.Match[str]) -> int:
        return match.end()

    def _strange(self, match: re.Match[str]) -> int:
        self.now.add(STRANGE, _start(match), match.end())
        return match.end()


_TAKERS = {
    "space": _Splitter._space,
    "open": _Splitter._open,
    "qed": _Splitter._qed,
    "abbreviation": _Splitter._abbreviation,
    "ref": _Splitter._ref,
    "plain": _Splitter._plain,
    "word": _Splitter._word,
    "words": _Splitter._word,
    "of": _Splitter._of,
    "dash": _Splitter._dash,
    "mark": _Splitter._mark,
    "sign": _Splitter._sign,
    "quote": _Splitter._quote,
    "dots": _Splitter._strange,
    "strange": _Splitter._strange,
}


def _start(match: re.Match[str]) -> int:
    """Where a token begins, without the space before it."""
    return match.start(match.lastindex or 0) if match.lastgroup != "env" else match.start("open")


def _depth(text: str, start: int, end: int) -> int:
    """How much deeper in braces `end` is than `start`."""
    piece = text[start:end]
    opened = piece.count("{") - piece.count("\\{")
    closed = piece.count("}") - piece.count("\\}")
    environments = piece.count("\\begin") - piece.count("\\end")
    return opened - closed + environments
