"""Rows of sentences and what they say: `sentences.txt`, one proof a row, read by itself.

A row is `> text` (with ⏎ for a line break) and then a line for each item.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from selfproof.world.language import read
from tests.world.language.spoken import VOCABULARIES, line


def rows() -> list[tuple[str, str, list[str]]]:
    """(vocabulary, text, items)."""
    found: list[tuple[str, str, list[str]]] = []
    vocabulary = ""
    for each in (Path(__file__).parent / "sentences.txt").read_text("utf-8").splitlines():
        if each.startswith("## "):
            vocabulary = each[3:]
        elif each.startswith("> "):
            found.append((vocabulary, each[2:].replace("⏎", "\n"), []))
        else:
            found[-1][2].append(each)
    return found


ROWS = rows()


@pytest.mark.parametrize("vocabulary", sorted({row[0] for row in ROWS}))
def test_sentences_say_what_is_expected(vocabulary: str) -> None:
    wrong = []
    for _, text, expected in (row for row in ROWS if row[0] == vocabulary):
        items = [i.body for s in read(text, VOCABULARIES[vocabulary]) for i in s.items]
        said = [line(item) for item in items]
        if said != expected:
            wrong.append((text, expected, said))
    assert wrong == []


def test_there_are_enough_rows() -> None:
    assert len(ROWS) >= 200


def test_places_are_exact() -> None:
    for vocabulary, text, _ in ROWS:
        for sentence in read(text, VOCABULARIES[vocabulary]):
            assert 0 <= sentence.start <= sentence.end <= len(text)
            for item in sentence.items:
                assert sentence.start <= item.start <= item.end <= sentence.end


def test_sentences_come_in_order_and_do_not_overlap() -> None:
    text = "\n".join(row[1] for row in ROWS)
    end = 0
    for sentence in read(text, VOCABULARIES["plain"]):
        assert sentence.start >= end
        end = sentence.end


def test_a_clause_is_pinned() -> None:
    text = "Since $n$ is even, $n^2$ is even; so $4 \\mid n^2$."
    places = [text[i.start : i.end] for s in read(text, VOCABULARIES["plain"]) for i in s.items]
    assert places == ["$n^2$ is even", "$4 \\mid n^2$"]
