"""Brace groups in LaTeX source, found once for a whole text in linear time."""

from __future__ import annotations

import re
from collections.abc import Callable

_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


def groups(text: str) -> tuple[dict[int, int], int]:
    """(where each opening brace's closing brace is, the deepest nesting); strays are left out."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    deepest = 0
    for match in _BRACE.finditer(text):
        if match.group() == "{":
            opened.append(match.start())
            deepest = max(deepest, len(opened))
        elif match.group() == "}" and opened:
            closing[opened.pop()] = match.start()
    return closing, deepest


def replace_command(
    text: str, command: re.Pattern[str], written: Callable[[re.Match[str], str], str]
) -> str:
    """`text` with every `command{argument}` replaced; `command` matches up to the brace.

    `written` gets the match and the argument, in which nothing was replaced yet. A command without
    a balanced group after it stays as it is.
    """
    if command.search(text) is None:
        return text
    closing, _ = groups(text)
    out: list[str] = []
    place = 0
    for match in command.finditer(text):
        end = closing.get(match.end())
        if match.start() < place or end is None:
            continue
        out += (text[place : match.start()], written(match, text[match.end() + 1 : end]))
        place = end + 1
    return "".join([*out, text[place:]])
