"""A reader of reports that knows what may stand in one and complains of everything else."""

from __future__ import annotations

from html.parser import HTMLParser

ELEMENTS = frozenset(
    (
        "html", "head", "meta", "title", "style", "body", "header", "main", "section", "article",
        "nav", "footer", "div", "span", "p", "h1", "h2", "h3", "h4", "h5", "a", "b", "i", "em",
        "strong", "small", "code", "pre", "br", "hr", "wbr", "ul", "ol", "li", "dl", "dt", "dd",
        "table", "thead", "tbody", "tr", "th", "td", "blockquote", "details", "summary",
        "svg", "g", "path", "circle", "rect", "text",
        "math", "mi", "mn", "mo", "ms", "mtext", "mspace", "mrow", "mfrac", "msqrt", "mroot",
        "mstyle", "mpadded", "mphantom", "merror", "msub", "msup", "msubsup", "munder", "mover",
        "munderover", "mmultiscripts", "mprescripts", "mtable", "mtr", "mtd",
    )
)  # fmt: skip
ATTRIBUTES = frozenset(
    (
        "lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "title", "open",
        "scope", "start", "role", "aria-label", "style", "display", "displaystyle", "scriptlevel",
        "stretchy", "symmetric", "fence", "separator", "largeop", "movablelimits", "accent",
        "accentunder", "form", "linethickness", "lspace", "rspace", "minsize", "maxsize", "width",
        "height", "depth", "voffset", "mathvariant", "columnspan", "rowspan", "viewbox", "x", "y",
        "r", "cx", "cy", "d",
    )
)  # fmt: skip
_VOID = frozenset({"meta", "br", "hr", "wbr"})
_EMPTY_IN_SVG = frozenset({"path", "circle"})


class Inspector(HTMLParser):
    """Collects faults, ids, links and text of a page. `faults` is empty for a harmless page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.stack: list[str] = []
        self.words: list[str] = []
        self.styles: list[str] = []
        self.feed(page)
        self.close()
        if self.stack:
            self.faults.append(f"not closed: {self.stack[-5:]}")

    @property
    def text(self) -> str:
        return "".join(self.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in ELEMENTS:
            self.faults.append(f"element {tag}")
        if tag not in _VOID and tag not in _EMPTY_IN_SVG:
            self.stack.append(tag)
        for name, value in attrs:
            self._attribute(tag, name, value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.stack and self.stack[-1] == tag:
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in _EMPTY_IN_SVG:  # a browser writes them so
            return
        if not self.stack or self.stack.pop() != tag:
            self.faults.append(f"stray end of {tag}")

    def handle_data(self, data: str) -> None:
        (self.styles if self.stack and self.stack[-1] == "style" else self.words).append(data)

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data[:40]!r}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"declaration {data[:40]!r}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"instruction {data[:40]!r}")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name not in ATTRIBUTES:
            self.faults.append(f"attribute {name} of {tag}")
        if name == "id":
            self.ids.append(value)
        if name == "href":
            self.links.append(value)
            if tag != "a" or not value.startswith("#"):
                self.faults.append(f"link {value[:60]!r} of {tag}")
        if name == "http-equiv" and value != "Content-Security-Policy":
            self.faults.append(f"meta {value}")
        if name == "style" and any(sign in value for sign in ("url", "(", "\\", "/*", "@")):
            self.faults.append(f"style {value[:60]!r}")
