"""What people write in formulas, brought into the LaTeX the converter knows.

The texts come from models that write for a TeX with every package loaded and for renderers that
forgive. Everything here is a rewriting of the source that a reader would call the same formula.
"""

from __future__ import annotations

import re

from selfproof.report.braces import replace_command

_ROW_SPACE = re.compile(r"(\\\\)(?:\*|\s*\[\s*-?[\d.]+\s*(?:pt|mm|cm|em|ex|in|mu|px)\s*\])+")
_PERCENT = re.compile(r"(?<!\\)((?:\\\\)*)%")
_HASH = re.compile(r"(?<!\\)((?:\\\\)*)#")
_DROPPED = re.compile(
    r"\\(?:nonumber|notag|qedhere|protect|strut|relax|hfill|allowbreak|nobreak|noindent)(?![a-zA-Z])"
)
_TAG = re.compile(r"\\(tag\*?|label)\s*(?=\{)")
_TEXT = re.compile(
    r"\\(?:text|mbox|hbox|textup|textnormal|textmd|intertext|shortintertext)\s*(?=\{)"
)
_SUBSTACK = re.compile(r"\\substack\s*(?=\{)")
_UNWRAPPED = re.compile(r"\\(?:ensuremath|mathllap|mathrlap|mathclap|llap|rlap|hphantom)\s*(?=\{)")
_REFERENCE = re.compile(r"\\(eqref|ref)\s*(?=\{)")
_INNER_MATH = re.compile(r"\$([^$]{0,200})\$|\\\(((?:(?!\\\)).){0,200})\\\)", re.DOTALL)
_ESCAPED_IN_TEXT = re.compile(r"(?<!\\)([_&^#])")
_ENVIRONMENT = re.compile(
    r"\\(begin|end)\{(align|alignat|flalign|equation|gather|multline|eqnarray|split|displaymath"
    r"|math|smallmatrix|tabular)(\*?)\}(\{\d+\})?"
)
_ARRAY = re.compile(r"\\begin\{(array|subarray)\}\s*(?:\[[tbc]\])?\s*(?=\{)")
_ENVIRONMENTS = {
    "alignat": "align*",
    "flalign": "align*",
    "align": "align*",
    "equation": "equation*",
    "gather": "gather*",
    "multline": "gather*",
    "eqnarray": "align*",
    "split": "aligned",
    "smallmatrix": "matrix",
    "tabular": "array",
    "displaymath": "",
    "math": "",
}
_SPELLINGS = {
    "pmb": "boldsymbol",
    "overarc": "overparen",
    "wideparen": "overparen",
    "arc": "overparen",
    "varlimsup": "limsup",
    "varliminf": "liminf",
    "textsc": "text",
    "framebox": "boxed",
    "fbox": "boxed",
    "lt": "lt",
}
_SPELLING = re.compile(rf"\\({'|'.join(_SPELLINGS)})(?![a-zA-Z])")
_ANGLES = re.compile(r"\\(left|right|middle|[bB]igg?[lrm]?)\s*([<>])")
_UNICODE = {"√": r"\surd ", "∠": r"\angle ", "－": "-", "，": ",", "（": "(", "）": ")"}


def normal(source: str) -> tuple[str, tuple[str, ...]]:
    """`source` rewritten for the converter, and the tags (equation numbers) taken out of it.

    One tag belongs beside the formula and is taken out. Several stay in their rows.
    """
    body = source.strip()
    body = _PERCENT.sub(r"\1\\%", body)
    body = _HASH.sub(r"\1\\#", body)
    body = _ROW_SPACE.sub(r"\1", body)
    body = _DROPPED.sub("", body)
    body = _ENVIRONMENT.sub(_environment, body)
    body = replace_command(body, _ARRAY, _array)
    body = replace_command(body, _REFERENCE, lambda match, name: rf"\text{{({_plain(name)})}}")
    body = _SPELLING.sub(lambda match: "\\" + _SPELLINGS[match[1]], body)
    body = _ANGLES.sub(lambda match: rf"\{match[1]}\{'l' if match[2] == '<' else 'r'}angle ", body)
    body = replace_command(
        body, _SUBSTACK, lambda match, rows: rf"\begin{{subarray}}{{c}}{rows}\end{{subarray}}"
    )
    body = replace_command(body, _UNWRAPPED, lambda match, inside: "{" + inside + "}")
    body = replace_command(body, _TEXT, lambda match, words: _text(words))
    for character, written in _UNICODE.items():
        body = body.replace(character, written)
    return _without_tags(body)


def _environment(match: re.Match[str]) -> str:
    """The converter numbers formulas one by one, so every number would be (1): none instead."""
    edge, name = match[1], _ENVIRONMENTS[match[2]]
    argument = match[4] or "" if match[2] not in ("alignat", "array") else ""
    return rf"\{edge}{{{name}}}{argument}" if name else ""


def _array(match: re.Match[str], columns: str) -> str:
    """Column specifications reduced to l, c, r and rules."""
    kept = re.sub(r"[@!><]\s*\{[^{}]*\}", "", columns)
    kept = re.sub(r"[pmb]\s*\{[^{}]*\}", "l", kept)
    kept = re.sub(r"[^lcr|]", "", kept)[:40] or "c"
    return rf"\begin{{{match[1]}}}{{{kept}}}"


def _text(words: str) -> str:
    r"""`\text{...}` with formulas inside set as formulas: the converter takes words only."""
    parts = []
    place = 0
    for inner in _INNER_MATH.finditer(words):
        parts += [_words(words[place : inner.start()]), inner[1] or inner[2] or ""]
        place = inner.end()
    parts.append(_words(words[place:]))
    return "{" + " ".join(parts) + "}" if place else parts[0]


def _words(words: str) -> str:
    escaped = _ESCAPED_IN_TEXT.sub(r"\\\1", words.replace("\\\\", " ").replace("$", r"\$"))
    return rf"\text{{{escaped}}}"


def _plain(name: str) -> str:
    return re.sub(r"[^\w .:'*-]", "", name)


def _without_tags(body: str) -> tuple[str, tuple[str, ...]]:
    tags: list[tuple[str, str]] = []

    def collect(match: re.Match[str], name: str) -> str:
        tags.append((match[1], name))
        return ""

    without = replace_command(body, _TAG, collect)
    numbers = [name for command, name in tags if command != "label"]
    if len(numbers) > 1:
        shown = replace_command(
            body, _TAG, lambda match, name: "" if match[1] == "label" else rf"\qquad({name})"
        )
        return shown, ()
    if numbers:
        return without, (numbers[0],)
    return without, tuple(name for _, name in tags[:1])
