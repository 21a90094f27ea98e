"""Clauses of single families, tried where the problem speaks of such things."""

from __future__ import annotations

import re

from selfproof.world.language import figures, incidence, vector_words
from selfproof.world.language.boxes import box_claim
from selfproof.world.language.counting import tally_claim
from selfproof.world.language.geometry import GEOMETRY_ROWS
from selfproof.world.language.moves import moves_said
from selfproof.world.language.patterns import END
from selfproof.world.language.phrase import Phrase, Said, Unclear
from selfproof.world.language.process import PROCESS_ROWS, state_of
from selfproof.world.language.routes import constants_said, route_said
from selfproof.world.language.rows import Row, compiled_rows, first_match
from selfproof.world.latex.names import words
from selfproof.world.props import Exists, Not, Or, Prop


def _listed_equations(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    return phrase.props(match.group(1))


_GENERAL_ROWS: list[Row] = [
    (
        r"(?:the|their|these|its|all the|both) (?:difference |direction |key |main |basic |"
        r"relevant |needed |useful |important |resulting )?(?:facts|congruences|identities|"
        r"relations|equations|computations|results|midpoints?|"
        r"vectors?|slopes?|scalar products?|dot products?|products?|differences?|values?|"
        r"sums?|squares|lengths?|squared lengths|distances?|coordinates|determinants?|"
        r"cross products?|total|row sums|column sums|degrees|remainders?|powers|factors|"
        r"sum of the degrees|sum of (?:all |the )?(?:numbers|entries)) (?:is|are)(?: :)? "
        r"{L}",
        _listed_equations,
    ),
]


_PROCESS = compiled_rows(PROCESS_ROWS)


_GEOMETRY = compiled_rows(GEOMETRY_ROWS)


_GENERAL = compiled_rows(_GENERAL_ROWS)


_GENERAL_WORDS = words("the their these its all both")


def _process(phrase: Phrase, at: int) -> Said | None:
    found = first_match(phrase, at, _PROCESS)
    if found is not None:
        return found
    side = list(phrase.side)
    for read in (route_said, constants_said, moves_said):
        try:
            found = read(phrase, at)
        except Unclear as unclear:
            phrase.why = phrase.why or str(unclear)
        if found is not None:
            return found
        phrase.side[:] = side
    return None


_END = re.compile(END)
_OF_VECTORS = words("all each every both these the those they two any lines vectors a F")


def _of_vectors(phrase: Phrase, at: int) -> Said | None:
    if phrase.word(at) not in _OF_VECTORS:
        return None
    for read in vector_words.READERS:
        try:
            found = read(phrase, at)
        except Unclear as unclear:
            phrase.why = phrase.why or str(unclear)
            continue
        if found is not None and _END.match(phrase.text, found.end):
            return found
    return None


def special(phrase: Phrase, at: int, word: str) -> Said | None:
    """Reads a clause of a family, None when it is none."""
    scope = phrase.scope
    vocabulary = scope.vocabulary
    if vocabulary.chosen and (found := box_claim(phrase, at)) is not None:
        return found
    if vocabulary.start and (found := _process(phrase, at)) is not None:
        return found
    if vocabulary.counts and (found := tally_claim(phrase, at)) is not None:
        return found
    if scope.names.points or isinstance(vocabulary.statement, Exists | Not | Or):
        found = (
            incidence.clause(phrase, at)
            or _of_vectors(phrase, at)
            or figures.clause(phrase, at)
            or first_match(phrase, at, _GEOMETRY)
        )
        if found is not None:
            return found
    return first_match(phrase, at, _GENERAL) if word in _GENERAL_WORDS else None


__all__ = ["special", "state_of"]
