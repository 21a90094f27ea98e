"""Formulas are found where they are, and nothing is lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfproof.report.segments import Kind, segments
from tests.report.hostile import ALL, repetitive

PIECES = st.sampled_from(
    ["$", "$$", r"\(", r"\)", r"\[", r"\]", r"\$", "\\", "{", "}", "`", "``", "''", "a", " ", "1",
     "\n", "\n\n", r"\begin{align}", r"\end{align}", r"\begin{cases}", r"\end{cases}", "<", "é"]
)  # fmt: skip


def kinds(text: str) -> list[tuple[str, str]]:
    """(kind, body) of everything that is not plain text."""
    return [(s.kind.value, s.body) for s in segments(text) if s.kind is not Kind.TEXT]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("let $x$ be", [("inline", "x")]),
        (r"let \(x\) be", [("inline", "x")]),
        ("so $$x\n= y$$ holds", [("display", "x\n= y")]),
        ("so \\[\nx\n\n= y\n\\] holds", [("display", "\nx\n\n= y\n")]),
        (r"$\text{if $x$ then}$ y", [("inline", r"\text{if $x$ then}")]),
        ("$a$$b$", [("inline", "a"), ("inline", "b")]),
        (r"it costs \$5 and \$6", []),
        ("from $5 to $6 a piece", []),
        ("an open $x and\n\na new paragraph$", []),
        (r"an open \(x and \(y\)", [("inline", "y")]),
        (r"never closed \[ x", []),
        (r"$a\$b$", [("inline", r"a\$b")]),
        ("`$x$` and ``a`b``", [("code", "$x$"), ("code", "a`b")]),
        ("``so'' he said", [("quoted", "so")]),
        (
            r"\begin{align}a&=\begin{cases}1\end{cases}\end{align}",
            [("display", r"\begin{align}a&=\begin{cases}1\end{cases}\end{align}")],
        ),
        (r"\begin{itemize}\item $x$\end{itemize}", [("inline", "x")]),
    ],
)
def test_finds_formulas(text: str, found: list[tuple[str, str]]) -> None:
    assert kinds(text) == found


@given(st.lists(PIECES, max_size=60).map("".join))
def test_sources_join_to_the_text(text: str) -> None:
    assert "".join(segment.source for segment in segments(text)) == text


@pytest.mark.parametrize("text", [*ALL, *repetitive(3_000).values()])
def test_hostile_text_is_kept_whole(text: str) -> None:
    assert "".join(segment.source for segment in segments(text)) == text
