"""What a model or a problem file wrote, as HTML: Markdown and LaTeX prose with formulas as MathML.

Formulas and code are cut out first and stand as placeholders (characters of the private use area,
which `clean` removes from the input) while Markdown is read; then they are put back, between tags
only. The Markdown parser runs without raw HTML, links, images or attributes, so it writes nothing
but a fixed set of plain tags around escaped text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from selfproof.report.clean import clean
from selfproof.report.latex import to_markdown
from selfproof.report.mathfix import normal
from selfproof.report.mathml import convert, formula
from selfproof.report.segments import Kind, Segment, segments

RICH_LIMIT = 100_000
"""Characters up to which a text is set; a longer one is shown as it is written."""
PLAIN_LIMIT = 1_000_000
"""Characters up to which a text is shown at all."""

_DEEPEST = 20
_OPEN, _CLOSE = "\ue000", "\ue001"
_PIECE = re.compile(rf"(<[^>]*>)|([(\[“]?){_OPEN}(\d+){_CLOSE}([,.;:!?)\]”’]{{0,3}})")
_HEADING = re.compile(r"<(/?)h[1-6]>")
_CODE_LANGUAGE = re.compile(r"^[a-zA-Z0-9_+-]*\n")
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n|\\begin|\n[ \t]*[-*#>] ")
_TABLE = re.compile(r"<(/?)table>")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST + 2}).enable("table")
    # `code`, `fence`, `backticks`: cut out before. `lheading`: a line of dashes is a rule here.
    return parser.disable(
        [
            "code", "fence", "backticks", "html_block", "html_inline", "reference", "link", "image",
            "autolink", "lheading",
        ]
    )  # fmt: skip


_PARSER = _parser()


@lru_cache(maxsize=256)
def prose(text: str) -> Markup:
    """`text` as HTML blocks. Linear in the length; never raises on what a text holds."""
    text = clean(text).strip("\n")
    if len(text) > RICH_LIMIT:
        return _as_written(text)
    held: list[Markup] = []
    marked = _marked(text, held)
    markdown = to_markdown(marked, lambda source: _hold_formula(source, held))
    environment: dict[str, object] = {}
    tokens = _PARSER.parse(markdown, environment)
    if any(token.level >= _DEEPEST for token in tokens):
        return _as_written(text)  # the parser leaves out what is nested deeper
    html: str = _PARSER.renderer.render(tokens, _PARSER.options, environment)
    return _restored(html, held)


def beginning(text: str, limit: int) -> Markup:
    """The start of `text` on one line, cut between formulas near `limit` characters of source."""
    kept: list[str] = []
    room = limit
    for segment in segments(clean(text[: 20 * limit]).strip()):
        if room <= 0 or segment.kind is Kind.DISPLAY:
            break
        source = segment.source
        if segment.kind is Kind.TEXT:
            source = _PARAGRAPH_END.split(source, maxsplit=1)[0]
            if len(source) > room:
                source = source[: room + 1].rpartition(" ")[0]
        kept.append(source)
        room -= len(segment.source)
        if len(source) < len(segment.source):
            break
    start = "".join(kept)
    held: list[Markup] = []
    marked = to_markdown(_marked(start, held), lambda source: _hold_formula(source, held))
    line = _restored(_PARSER.renderInline(" ".join(marked.split())), held)
    whole = len(start) >= len(text.strip()) or start.rstrip().endswith((".", "?", "!"))
    return line if whole else line + "…"


def _as_written(text: str) -> Markup:
    note = Markup("")
    if len(text) > PLAIN_LIMIT:
        note = Markup('<p class="note">{} more characters are not shown here.</p>').format(
            f"{len(text) - PLAIN_LIMIT:,}"
        )
    return Markup('<pre class="source">{}</pre>{}').format(text[:PLAIN_LIMIT], note)


def _marked(text: str, held: list[Markup]) -> str:
    """`text` with formulas and code held back."""
    parts: list[str] = []
    for segment in segments(text):
        if segment.kind is Kind.TEXT:
            parts.append(segment.source)
        elif segment.kind is Kind.QUOTED:
            parts += ["“", _marked(segment.body, held), "”"]
        else:
            parts.append(_hold(_set(segment), held))
    return "".join(parts)


def _set(segment: Segment) -> Markup:
    if segment.kind is not Kind.CODE:
        return formula(segment.body, segment.kind is Kind.DISPLAY)
    if "\n" in segment.body and segment.source.startswith("```"):
        body = _CODE_LANGUAGE.sub("", segment.body).strip("\n")
        return Markup('<code class="block">{}</code>').format(body)
    return Markup("<code>{}</code>").format(segment.body.strip())


def _hold(html: Markup, held: list[Markup]) -> str:
    held.append(html)
    return f"{_OPEN}{len(held) - 1}{_CLOSE}"


def _hold_formula(source: str, held: list[Markup]) -> str | None:
    """A placeholder for a formula that stands in prose without delimiters, if it is one."""
    if _OPEN in source:
        return None
    body, tags = normal(source)
    if tags or convert(body, False, mend=False) is None:
        return None
    return _hold(formula(source, False), held)


def _restored(html: str, held: list[Markup]) -> Markup:
    """Placeholders replaced in text, removed inside tags (where none can be but by a bug)."""
    html = _HEADING.sub(r"<\1h5>", html)
    html = _TABLE.sub(
        lambda match: "</table></div>" if match[1] else '<div class="wide"><table>', html
    )

    def put(match: re.Match[str]) -> str:
        if match[1]:
            return re.sub(f"{_OPEN}\\d+{_CLOSE}", "", match[1])
        return _joined(match[2], held[int(match[3])], match[4])

    return Markup(_PIECE.sub(put, html))  # noqa: S704 -- escaped by the parser, formulas filtered


def _joined(before: str, formula: str, after: str) -> str:
    """A formula with its punctuation: browsers would begin a line with the comma after it."""
    if not (before or after) or "display" in formula[:24]:
        return before + formula + after
    # A long formula comes in pieces with chances for a line break: only its last one is joined.
    pieces, chance, last = formula.rpartition("<wbr>")
    outside, inside = (before, "") if chance else ("", before)
    return f'{outside}{pieces}{chance}<span class="joined">{inside}{last}{after}</span>'


def source_text(text: str) -> Markup:
    """`text` as it is written, for replies that could not be read."""
    return Markup("{}").format(escape(clean(text)))
