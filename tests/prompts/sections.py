"""An independent reader of fenced sections: what a careful reader of a prompt would take as one.

It knows only what the prompt itself says: a section begins at ``----- BEGIN LABEL KEY -----`` on a
line and ends at the next line ``----- END ... KEY -----`` with that key, whatever stands between.
Lines end at anything that some program shows as a line break.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BEGIN = re.compile(r"\s*-----\s*BEGIN\s+([A-Z]+)\s+([0-9a-f]+)\s*-----\s*")
_END = re.compile(r"\s*-----\s*END\s+([A-Z]+)\s+([0-9a-f]+)\s*-----\s*")


@dataclass(frozen=True)
class Section:
    label: str
    key: str
    content: str


def read(text: str) -> tuple[list[Section], str]:
    """The sections of a message in order, and what stands outside them.

    Raises:
        AssertionError: a section does not end, or a fence line stands where none may.
    """
    sections: list[Section] = []
    outside: list[str] = []
    begun: re.Match[str] | None = None
    inside: list[str] = []
    for line in text.splitlines():
        begin, end = _BEGIN.fullmatch(line), _END.fullmatch(line)
        if begun is None:
            assert end is None, f"an end without a beginning: {line!r}"
            begun, inside = begin, []
            if begin is None:
                outside.append(line)
        elif end is not None and end[2] == begun[2]:
            assert end[1] == begun[1]
            sections.append(Section(begun[1], begun[2], "\n".join(inside)))
            begun = None
        else:
            inside.append(line)
    assert begun is None, "a section does not end"
    return sections, "\n".join(outside)
