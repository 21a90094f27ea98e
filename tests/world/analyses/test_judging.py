"""Free words are read as they are meant."""

from __future__ import annotations

import pytest

from tests.world.analyses.samples import judged
from tests.world.analyses.table import TABLE


@pytest.mark.parametrize(("name", "words", "score", "intended"), TABLE)
def test_free_words(name: str, words: str, score: float, intended: float) -> None:
    judgement = judged(name, words, score)
    assert judgement.score == intended, judgement


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 100
