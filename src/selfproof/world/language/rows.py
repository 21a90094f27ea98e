"""Tables of phrases: a template and what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from selfproof.world.language.patterns import END, F, compiled
from selfproof.world.language.phrase import Phrase, Said, Unclear
from selfproof.world.props import Prop, Rel
from selfproof.world.terms import (
    Term,
)

Maker: TypeAlias = Callable[[Phrase, "re.Match[str]"], "list[Prop]"]


Row: TypeAlias = tuple[str, Maker]


def first_of_chain(phrase: Phrase, mark: str) -> tuple[Term, list[Prop]]:
    """A term, or the first of a chain together with its links."""
    formula = phrase.formula(mark)
    if len(formula.terms) == 1:
        return formula.terms[0], []
    if formula.first is None:
        raise Unclear("a value is expected")
    return formula.first, list(formula.props)


def value_of(phrase: Phrase, term: Term, mark: str) -> list[Prop]:
    """ "is $1 + 1 = 2$"."""
    value, links = first_of_chain(phrase, mark)
    return [Rel("=", term, value), *links]


def compiled_rows(rows: Sequence[Row]) -> list[tuple[re.Pattern[str], Maker]]:
    listed = compiled("{M}", ends=False).pattern
    count = compiled("{N}", ends=False).pattern
    found = []
    for template, maker in rows:
        source = template.replace("{L}", listed).replace("{F}", f"({F})").replace("{N}", count)
        found.append((re.compile(source + END), maker))
    return found


def first_match(phrase: Phrase, at: int, rows: list[tuple[re.Pattern[str], Maker]]) -> Said | None:
    for pattern, maker in rows:
        match = pattern.match(phrase.text, at)
        if match is None:
            continue
        try:
            return Said(maker(phrase, match), match.end())
        except Unclear as unclear:
            phrase.why = phrase.why or str(unclear)
    return None
