"""Any text is read, in bounded time."""

from __future__ import annotations

import random
import time

import pytest

from selfproof.world.language import read
from selfproof.world.language.vocabulary import Vocabulary
from tests.world.language.test_sentences import ROWS

EVERYTHING = Vocabulary(
    {"n": "integer"}, frozenset("a"), frozenset("ABCD"), moves=3, chosen=5, counts=True
)
MEGABYTES = {
    "dollars": "$" * 1_000_000,
    "open brackets": "\\[" * 500_000,
    "round brackets": "(" * 1_000_000,
    "words": "so " * 300_000,
    "conjunctions": "$n$ is even and " * 60_000,
    "reasons": "$n=1$ since " * 80_000,
    "conditions": "if " * 300_000,
    "suppositions": "suppose that " * 80_000,
    "stops": ". " * 500_000,
    "lines": "\n" * 1_000_000,
    "cases": "Case 1: " * 120_000,
    "bold": "**a" * 300_000,
    "digits": "1" * 1_000_000,
    "plain sums": "n + " * 250_000,
    "commas": "$n$ , " * 150_000,
    "signs": "-" * 1_000_000,
    "boxes": "\\boxed{1} " * 100_000,
    "lets": "let " * 250_000,
    "gerunds": "adding the these " * 60_000,
    "environments": "\\begin{align}" * 80_000,
    "backslashes": "\\" * 1_000_000,
    "quantifiers": "for all $n$ " * 80_000,
    "existences": "there is an integer $n$ with " * 35_000,
    "articles": "a " * 500_000,
    "private": "\ue000\ue001" * 500_000,
    "surrogates": "\ud800 n is even. " * 60_000,
    "nulls": "\x00" * 1_000_000,
    "bars": ("$" + "|" * 3_000 + "$ is even. ") * 300,
}


@pytest.mark.parametrize("name", MEGABYTES)
def test_a_megabyte_takes_bounded_time(name: str) -> None:
    began = time.process_time()
    sentences = read(MEGABYTES[name], EVERYTHING)
    assert time.process_time() - began < 10
    assert all(sentence.items for sentence in sentences)


@pytest.mark.parametrize(
    "inner", ["(", "\\frac{", "{", "2^{", "\\sqrt{", "|", "-", "\\sum_{i=1}^n"]
)
def test_deep_nesting_is_not_read(inner: str) -> None:
    (sentence,) = read(f"So ${inner * 700}n$ is even.", EVERYTHING)
    assert type(sentence.items[0].body).__name__ == "Unread"


def test_every_character_is_survived() -> None:
    for start in range(0, 0x11000, 0x400):
        text = "".join(map(chr, range(start, start + 0x400)))
        read(f"Let $n$ be {text} an integer. So ${text}$ is even.", EVERYTHING)


def test_mangled_proofs_are_survived_quickly() -> None:
    source = random.Random("mangled")
    text = " ".join(row[1] for row in ROWS)
    words = text.split()
    for round_ in range(150):
        if round_ % 3 == 0:
            mangled = " ".join(source.choice(words) for _ in range(250))
        elif round_ % 3 == 1:
            mangled = "".join(source.choice(text) for _ in range(2_000))
        else:
            letters = list(text[:3_000])
            for _ in range(200):
                letters[source.randrange(len(letters))] = source.choice("$\\{}()*.,;:|^_ \n")
            mangled = "".join(letters)
        began = time.process_time()
        for sentence in read(mangled, EVERYTHING):
            assert 0 <= sentence.start <= sentence.end <= len(mangled)
            for item in sentence.items:
                assert sentence.start <= item.start <= item.end <= sentence.end
        assert time.process_time() - began < 1


def test_reading_is_deterministic() -> None:
    text = "\n".join(row[1] for row in ROWS[:100])
    assert read(text, EVERYTHING) == read(text, EVERYTHING)
