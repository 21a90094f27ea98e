"""Units of single families that are more than a clause: states, boxes, counted things."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from selfproof.world.language import (
    box_limits,
    box_units,
    move_units,
    route_units,
    states,
    tally_units,
)
from selfproof.world.language.clauses import clause
from selfproof.world.language.patterns import F
from selfproof.world.language.vocabulary import Vocabulary
from selfproof.world.props import Named
from selfproof.world.terms import Call, Var

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_IN_BOX = re.compile(rf"(?:in|for) (?:the (?:box|pair|group|set) )?({F})(?: :| ,)?(?: we have)? ")


def _in_box(reader: SentenceReader, at: int) -> int | None:
    """ "In {1, 12} we have 1 + 12 = 13": the equation is the claim."""
    if not (reader.scope.vocabulary.chosen or reader.scope.names.points):
        return None
    match = _IN_BOX.match(reader.phrase.text, at)
    if match is None:
        return None
    term = reader.phrase.term(match.group(1))
    is_box = isinstance(term, Call) and term.name == "set"
    is_point = isinstance(term, Var) and term.name in reader.scope.names.points
    if not (is_box or is_point):
        return None
    said = clause(reader.phrase, match.end())
    if said is None or said.note:
        return None
    if isinstance(term, Call) and len(term.args) > 1:
        said.props.append(Named("one box", (Call("box", term.args),)))
    reader.claim(said, at)
    return said.end


_Opener = Callable[["SentenceReader", int], "int | None"]
_OF_BOXES: tuple[_Opener, ...] = (*box_limits.UNITS, *box_units.UNITS)


def of_family(vocabulary: Vocabulary) -> tuple[_Opener, ...]:
    """Units that a family has whatever word they begin with; they are tried first."""
    if vocabulary.chosen:
        return _OF_BOXES
    if vocabulary.start:
        return move_units.UNITS
    return tally_units.UNITS if vocabulary.counts else ()


def finish(reader: SentenceReader) -> None:
    """What a sentence leaves for the next ones."""
    if reader.scope.vocabulary.chosen:
        box_units.finish(reader)
    elif reader.scope.vocabulary.counts:
        tally_units.finish(reader)


TABLE: tuple[tuple[tuple[str, ...], _Opener], ...] = (
    *states.TABLE,
    *route_units.TABLE,
    (("in", "for"), _in_box),
)
