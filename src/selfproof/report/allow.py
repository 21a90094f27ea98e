"""The allow-list between the formula converter and the page.

What a model wrote has gone through somebody else's LaTeX parser before it gets here, so nothing of
the converter's output is trusted: it is cut into tags and text, every element, attribute and style
declaration must be on a list, text is escaped again, and tags must balance. Anything else makes
`filtered` return None, and the caller shows the formula's source instead. It fails closed.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

_PIECE = re.compile(r"<(/?)([a-zA-Z]+)((?:\s+[a-zA-Z]+=\"[^\"<>]*\")*)\s*(/?)>|([^<>]+)")
_ATTRIBUTE = re.compile(r"([a-zA-Z]+)=\"([^\"<>]*)\"")

_MATH = frozenset(
    (
        "math", "mi", "mn", "mo", "ms", "mtext", "mspace", "mrow", "mfrac", "msqrt", "mroot",
        "mstyle", "mpadded", "mphantom", "merror", "msub", "msup", "msubsup", "munder", "mover",
        "munderover", "mmultiscripts", "mprescripts", "mtable", "mtr", "mtd", "menclose",
    )
)  # fmt: skip
_IN_TEXT = frozenset({"b", "i", "span", "a"})
"""HTML that the converter puts inside `mtext`; only there can it stand without ending the math."""
_VOID = frozenset({"mspace", "mprescripts"})

_LENGTH = r"-?(?:\d{1,2}(?:\.\d{1,12})?|\.\d{1,12})(?:em|ex|px|pt|rem)?|0"
_FLAG = "true|false"
_ATTRIBUTES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "display": "block|inline",
        "displaystyle": _FLAG,
        "scriptlevel": r"[+-]?\d",
        "stretchy": _FLAG,
        "symmetric": _FLAG,
        "fence": _FLAG,
        "separator": _FLAG,
        "largeop": _FLAG,
        "movablelimits": _FLAG,
        "accent": _FLAG,
        "accentunder": _FLAG,
        "form": "prefix|infix|postfix",
        "linethickness": _LENGTH,
        "lspace": _LENGTH,
        "rspace": _LENGTH,
        "minsize": _LENGTH,
        "maxsize": _LENGTH,
        "width": _LENGTH,
        "height": _LENGTH,
        "depth": _LENGTH,
        "voffset": _LENGTH,
        "mathvariant": "normal",
        "columnspan": r"\d{1,2}",
        "rowspan": r"\d{1,2}",
    }.items()
}
_STYLES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "text-align": "left|right|center|-webkit-left|-webkit-right|-webkit-center",
        "justify-items": "start|end|center",
        "padding-left": _LENGTH,
        "padding-right": _LENGTH,
        "padding-top": _LENGTH,
        "padding-bottom": _LENGTH,
        "margin-left": _LENGTH,
        "margin-right": _LENGTH,
        "width": rf"50%|100%|{_LENGTH}",
        "border-top": r"0\.\d{1,3}em (?:solid|dashed) currentcolor",
        "border-bottom": r"0\.\d{1,3}em (?:solid|dashed) currentcolor",
        "border-left": r"0\.\d{1,3}em (?:solid|dashed) currentcolor",
        "border-right": r"0\.\d{1,3}em (?:solid|dashed) currentcolor",
        "vertical-align": r"top|bottom|middle|baseline",
    }.items()
}
_ENCLOSURES = {"box": "boxed", "updiagonalstrike": "struck", "downdiagonalstrike": "struck"}


def filtered(mathml: str) -> str | None:
    """`mathml` rebuilt from allowed pieces alone, or None when anything in it is not allowed.

    Attributes that are not on the list are dropped; elements that are not on it refuse the whole.
    """
    out: list[str] = []
    stack: list[str] = []
    place = 0
    while place < len(mathml):
        piece = _PIECE.match(mathml, place)
        if piece is None:
            return None
        place = piece.end()
        written = _text(piece[5]) if piece[5] else _tag(piece, stack)
        if written is None or (not stack and not piece[1]):
            return None
        out.append(written)
    return None if stack else "".join(out)


def _text(text: str) -> str:
    """Text escaped once, whatever character references it held."""
    return html.escape(html.unescape(text), quote=True)


def _tag(piece: re.Match[str], stack: list[str]) -> str | None:
    """The tag written again; `stack` holds the names of the open elements."""
    closing, name, attributes, empty = piece[1], piece[2], piece[3], piece[4]
    if closing:
        if attributes or empty or not stack or stack.pop() != name:
            return None
        return _end(name)
    inside_text = "mtext" in stack
    if name in _IN_TEXT:
        if not inside_text:
            return None
    elif name not in _MATH or inside_text or (name == "math") != (not stack):
        return None
    start = _start(name, attributes)
    if not empty:
        stack.append(name)
        return start
    return start + _end(name)


def _end(name: str) -> str:
    if name == "a":
        return ""
    return f"</{'mrow' if name == 'menclose' else name}>"


@lru_cache(maxsize=4096)
def _start(name: str, attributes: str) -> str:
    if name == "a":  # a reference to an equation: its text stays, the link goes
        return ""
    kept = [
        f' {attribute}="{value}"'
        for attribute, value in _ATTRIBUTE.findall(attributes)
        if (rule := _ATTRIBUTES.get(attribute)) is not None and rule.fullmatch(value)
    ]
    given = dict(_ATTRIBUTE.findall(attributes))
    style = _style(given.get("style", ""))
    if style:
        kept.append(f' style="{style}"')
    if name == "menclose":
        # Chromium draws no menclose; a row with a border looks the same everywhere.
        enclosure = _ENCLOSURES.get(given.get("notation", ""), "boxed")
        return f'<mrow class="{enclosure}"{"".join(kept)}>'
    return f"<{name}{''.join(kept)}>"


def _style(style: str) -> str:
    kept = []
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        rule = _STYLES.get(name.strip())
        if rule is not None and rule.fullmatch(value.strip()):
            kept.append(f"{name.strip()}:{value.strip()}")
    return ";".join(kept)
