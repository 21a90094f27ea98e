r"""LaTeX's text commands in prose, rewritten as Markdown: ``\emph{}``, lists, theorems, accents.

Problem statements come from LaTeX sources and models mix both languages. One pass over the tokens,
linear in the length; a command that is not known is tried as a formula and else stays as written.
Formulas have been cut out before (`segments`) and stand in the text as placeholders.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_TOKEN = re.compile(
    r"^[ \t]*(?:\|[ \t]*)?:?(?P<rule>--)[-|: \t]*$"
    r"|\\(?P<edge>begin|end)\{(?P<name>[a-zA-Z]{1,30}\*?)\}(?:\[(?P<title>[^\]\n]{0,200})\])?"
    r"|\\item(?![a-zA-Z])[ \t]*(?:\[(?P<label>[^\]\n]{0,200})\])?"
    r"|\\(?P<accent>[`'^\"~=.]|[Hcvuk](?![a-zA-Z]))(?:\{(?P<letter>[a-zA-Z])\}|(?P<bare>[a-zA-Z]))"
    r"|\\(?P<group>[a-zA-Z]+)\*?[ \t]*\{"
    r"|\\(?P<word>[a-zA-Z]+)"
    r"|\\(?P<mark>[^a-zA-Z])"
    r"|(?P<brace>[{}])"
    r"|(?P<tie>~)(?!~)"
    r"|(?<![-\n])(?P<dash>---?)(?![-\n])",
    re.DOTALL | re.MULTILINE,
)
_FORMULA = re.compile(
    r"\\[a-zA-Z]{1,30}(?:\s?\{(?:[^{}]|\{[^{}]{0,200}\}){0,400}\}){0,3}"
    r"(?:\s?[_^]\s?(?:\{[^{}]{0,200}\}|\\[a-zA-Z]{1,30}|\w)){0,2}"
)
_DEEPEST_LIST = 5
_LINE_START = re.compile(r"\n[ \t]*")

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "H": "\u030b", "v": "\u030c", "c": "\u0327", "k": "\u0328",
}  # fmt: skip
_GROUPS = {
    **dict.fromkeys(("emph", "textit", "textsl", "underline", "uline"), ("*", "*")),
    **dict.fromkeys(("textbf", "textsc"), ("**", "**")),
    **dict.fromkeys(("section", "subsection", "subsubsection"), ("\n\n#### ", "\n\n")),
    **dict.fromkeys(("paragraph", "subparagraph"), ("\n\n**", "** ")),
    **dict.fromkeys(
        ("text", "textrm", "textnormal", "textup", "mbox", "textsf", "texttt"), ("", "")
    ),
    "footnote": (" (", ")"),
    "enquote": ("“", "”"),
}
_HIDDEN = frozenset({"label", "vspace", "hspace", "setlength", "pagestyle", "usepackage"})
_WORDS = {
    "ldots": "…", "dots": "…", "qed": "∎", "qedhere": "∎", "blacksquare": "∎", "square": "□",
    "Box": "□", "par": "\n\n", "newline": "  \n", "linebreak": "  \n", "LaTeX": "LaTeX",
    "TeX": "TeX", "S": "§", "quad": "\u2003", "qquad": "\u2003", "ss": "ß", "o": "ø", "O": "Ø",
    "l": "ł", "L": "Ł", "ae": "æ", "aa": "å", "textbackslash": "\\\\", "textemdash": "—",
    **dict.fromkeys(
        (
            "noindent", "indent", "smallskip", "medskip", "bigskip", "centering", "hfill",
            "newpage", "clearpage", "maketitle", "bfseries", "itshape", "nobreakdash",
            "displaystyle",
        ),
        "",
    ),
}  # fmt: skip
_MARKS = {"\\": "  \n", " ": " ", "\n": "\n", ",": "\u2009", ";": "\u2005", ":": "\u2005", "!": ""}
_LISTS = {"itemize": "- ", "enumerate": "1. ", "description": "- "}
_STATEMENTS = frozenset(
    (
        "theorem", "lemma", "claim", "proposition", "corollary", "definition", "remark", "example",
        "conjecture", "observation", "fact", "case", "problem", "solution", "exercise", "notation",
        "step",
    )
)  # fmt: skip
_FRAMES = frozenset(
    ("center", "quote", "quotation", "flushleft", "flushright", "document", "abstract", "minipage")
)


def to_markdown(text: str, hold: Callable[[str], str | None]) -> str:
    """`text` with its LaTeX text commands as Markdown.

    Args:
        text: prose in which formulas are placeholders.
        hold: makes a placeholder of a formula found in the prose; None when it is not one.
    """
    return _Rewriter(text, hold).run() if "\\" in text or "~" in text or "--" in text else text


class _Rewriter:
    """The output so far, the open groups and the open lists."""

    def __init__(self, text: str, hold: Callable[[str], str | None]) -> None:
        self.text = text
        self.hold = hold
        self.out: list[str] = []
        self.lists: list[str] = []
        self.groups: list[tuple[int, str, str]] = []
        """Per open brace: where in `out` its opening stands, its source, its closing."""

    def run(self) -> str:
        place = 0
        for match in _TOKEN.finditer(self.text):
            if match.start() < place:
                continue
            self._plain(self.text[place : match.start()])
            place = self._token(match)
        self._plain(self.text[place:])
        for where, source, _ in self.groups:  # never closed: as written
            self.out[where] = source
        return "".join(self.out)

    def _plain(self, text: str) -> None:
        indent = self._indent(len(self.lists))
        self.out.append(_LINE_START.sub("\n" + indent, text) if indent else text)

    @staticmethod
    def _indent(depth: int) -> str:
        return "    " * min(depth, _DEEPEST_LIST)

    def _token(self, match: re.Match[str]) -> int:
        """Write one token; return where the text goes on."""
        source, end = match.group(), match.end()
        if match["rule"]:  # a rule, or the line under a table's head
            self.out.append(source)
        elif match["edge"]:
            self._environment(match)
        elif source.startswith("\\item") and not (match["group"] or match["word"]):
            self._item(match["label"], source)
        elif match["accent"]:
            letter = match["letter"] or match["bare"]
            self.out.append(unicodedata.normalize("NFC", letter + _ACCENTS[match["accent"]]))
        elif match["group"]:
            return self._group(match)
        elif match["word"]:
            return self._word(match)
        elif match["mark"]:
            self.out.append(_MARKS.get(match["mark"], source))
        elif match["brace"]:
            self._brace(source)
        elif match["tie"]:
            self.out.append("\u00a0")
        else:
            self.out.append("—" if len(source) == 3 else "–")
        return end

    def _environment(self, match: re.Match[str]) -> None:
        opening, name = match["edge"] == "begin", match["name"].rstrip("*")
        title = match["title"]
        if name in _LISTS and opening:
            self.lists.append(_LISTS[name])
            self.out.append("\n\n")
        elif name in _LISTS and self.lists:
            self.lists.pop()
            self.out.append("\n\n" + self._indent(len(self.lists)))
        elif name == "proof":
            self.out.append(f"\n\n*{title or 'Proof'}.* " if opening else " ∎\n\n")
        elif name in _STATEMENTS:
            after = f" ({title})" if title else ""
            self.out.append(f"\n\n**{name.capitalize()}{after}.** " if opening else "\n\n")
        elif name in _FRAMES:
            self.out.append("\n\n")
        else:
            self.out.append(match.group())

    def _item(self, label: str | None, source: str) -> None:
        if not self.lists:
            self.out.append("\n\n- " if label is None else f"\n\n- {label} ")
            return
        indent = self._indent(len(self.lists) - 1)
        marker = self.lists[-1] if label is None else f"- **{label}** "
        self.out.append(f"\n{indent}{marker}")

    def _group(self, match: re.Match[str]) -> int:
        name = match["group"]
        if name in _HIDDEN:
            end = self.text.find("}", match.end(), match.end() + 200)
            return end + 1 if end >= 0 else match.end()
        if name in _GROUPS:
            opening, closing = _GROUPS[name]
            self.groups.append((len(self.out), match.group(), closing))
            self.out.append(opening)
            end = match.end()
            while closing and self.text[end : end + 1] == " ":
                end += 1
            return end
        if name in ("ref", "eqref", "cite"):
            end = self.text.find("}", match.end(), match.end() + 100)
            if end >= 0:
                self.out.append(f"({self.text[match.end() : end]})")
                return end + 1
        return self._word(match)

    def _word(self, match: re.Match[str]) -> int:
        """A command without an argument of ours: a sign, a formula, or as written."""
        name = match["word"] or match["group"]
        end = match.start() + 1 + len(name)
        if name in _WORDS:
            self.out.append(_WORDS[name])
            return end + (self.text[end : end + 2] == "{}") * 2
        found = _FORMULA.match(self.text, match.start())
        held = self.hold(found.group()) if found is not None else None
        if found is None or held is None:
            self.out.append("\\" + self.text[match.start() : end])
            return end
        self.out.append(held)
        return found.end()

    def _brace(self, brace: str) -> None:
        if brace == "{":
            self.groups.append((len(self.out), "{", "}"))
            self.out.append("{")
        elif self.groups:
            self.out.append(self.groups.pop()[2])
        else:
            self.out.append("}")
