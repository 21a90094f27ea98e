"""Clauses about tables and graphs; the encoding is that of `kernel.tally`."""

from __future__ import annotations

import re

from selfproof.world.language.patterns import THING
from selfproof.world.language.phrase import Phrase, Unclear
from selfproof.world.language.process import state_of
from selfproof.world.language.rows import Maker, Row
from selfproof.world.props import Named, Not, Prop
from selfproof.world.terms import (
    Call,
    Term,
)

_FIGURE = rf"{THING}(?: of {THING})?"


def _such(exists: bool) -> Maker:
    such = Named("such", ())
    return lambda phrase, match: [such if exists else Not(such)]


def _rows(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    return [Named("example", tuple(Call("row", state_of(t)) for t in phrase.terms(match.group(1))))]


def _edges(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    edges: list[Term] = []
    for term in phrase.terms(match.group(1)):
        ends = term.args if isinstance(term, Call) and term.name == "set" else state_of(term)
        if len(ends) != 2:
            raise Unclear("edges are expected")
        edges.append(Call("edge", ends))
    return [Named("example", tuple(edges))]


TALLY_ROWS: list[Row] = [
    (
        rf"(?:we |let us )?(?:take|consider|choose|let) (?:the )?(?:{THING} with (?:the "
        r")?)?rows(?: be)?(?: :)? {L}",
        _rows,
    ),
    (
        rf"the {THING} with (?:the )?rows {{L}} (?:works|has these sums|is such an? {THING}|"
        r"has the required sums|is an example|does it)",
        _rows,
    ),
    (
        rf"(?:we |let us )?(?:take|consider|choose|let|join|draw) (?:the )?(?:{THING} with "
        r"(?:the )?)?edges(?: be)?(?: :)? {L}",
        _edges,
    ),
    (rf"there (?:is|were|was|exists|existed) such an? {_FIGURE}", _such(True)),
    (rf"such an? {_FIGURE} (?:exists|existed)", _such(True)),
    (rf"there (?:is|can be|exists) no such {_FIGURE}", _such(False)),
    (rf"no such {_FIGURE} (?:exists|can exist|is possible)", _such(False)),
    (rf"there cannot be such an? {_FIGURE}", _such(False)),
    (
        rf"such an? {_FIGURE} (?:does not exist|cannot exist|is impossible|is not possible)",
        _such(False),
    ),
]
