"""Units of single families that are more than a clause: states, boxes, counted things."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from selfproof.world.language import box_units, routes, states
from selfproof.world.language.clauses import clause
from selfproof.world.language.patterns import THING, F
from selfproof.world.language.statements import Define, Filler, Reason
from selfproof.world.language.vocabulary import Vocabulary
from selfproof.world.latex.names import listed
from selfproof.world.props import Named
from selfproof.world.terms import Call, Term, Var

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


_PAIRS = (
    r"the (?:total )?number of (?:all )?(?:edges|friendships|handshakes|games|matches|"
    r"roads|lines|connections|pairs of friends|"
    r"games played|matches played|edges of the graph|edges in the graph|flights|"
    r"cables|bridges|segments|wires)(?: in (?:the|this) (?:group|graph|tournament|"
    r"network|party))?"
)
_TOTAL = (
    r"the (?:sum of all (?:the )?(?:numbers|entries)(?: (?:in|of) (?:the|this) table)?|"
    r"sum of (?:all |all the |the )?degrees|total(?: of the table)?|number of memberships|"
    rf"number of (?:all )?pairs (?:{F} )?(?:of an? {THING} and an? {THING} )?"
    rf"(?:to which|in which|where|such that|with|for which|that)(?: (?:{THING}|{F})){{1,12}})"
)
_COUNTED = re.compile(
    rf"(?:let ({F}) (?:be|denote)|denote by ({F})|write ({F}) for|call ({F})|put ({F}) "
    rf"for) (?:(?P<pairs>{_PAIRS})|(?P<total>{_TOTAL}))(?=$| [.,;])"
)
_COUNTED_LATE = re.compile(
    rf"(?:denote|call) (?:(?P<pairs>{_PAIRS})|(?P<total>{_TOTAL})) (?:by )?({F})(?=$| [.,;])"
)


def _counted(reader: SentenceReader, at: int) -> int | None:
    """ "Let E be the number of edges"."""
    if not reader.scope.vocabulary.counts:
        return None
    text = reader.phrase.text
    match = _COUNTED.match(text, at) or _COUNTED_LATE.match(text, at)
    if match is None:
        return None
    groups = match.groupdict()
    mark = next(each for each in match.groups() if each and len(each) == 1 and each >= "\ue000")
    name = reader.phrase.term(mark)
    if not isinstance(name, Var):
        return None
    value: Term = Var("pairs" if groups["pairs"] else "total")
    reader.add(Define(name, value), at, match.end())
    reader.scope.known.add(name.name)
    return match.end()


_TWICE = re.compile(
    r"(?:(?:since|as|because) )?(?:every|each) (?:edge|friendship|handshake|game|"
    r"match|road|line|connection|pair|flight|cable|bridge|segment|wire|pair of "
    r"friends)s? "
    r"(?:is counted (?:exactly )?twice|counts for two (?:people|persons|guests|"
    r"players|teams|vertices|towns|cities)|has two (?:ends|endpoints|end points)|"
    r"(?:joins|connects|involves|is between) two (?:people|persons|guests|players|"
    r"teams|vertices|towns|cities|different vertices|of them|points)|is played by two "
    r"teams|contributes two|contributes (?:exactly )?two to the sum|belongs to two "
    r"(?:people|persons|guests|players|teams|vertices))"
    r"|(?:(?:since|as|because) )?two (?:people|persons|guests|players|teams|vertices|"
    r"friends) (?:take part|are involved|belong) (?:in|to) every (?:edge|friendship|"
    r"handshake|game|match)"
)


def _twice(reader: SentenceReader, at: int) -> int | None:
    """Every edge is counted twice: a reason, true of every graph."""
    if not reader.scope.vocabulary.counts:
        return None
    match = _TWICE.match(reader.phrase.text, at)
    if match is None:
        return None
    if match.end() >= len(reader.phrase.text):
        reader.add(Filler(), at, match.end())
        return match.end()
    reader.reasons += (Reason(by="counted twice"),)
    return match.end()


_COUNT_BY = re.compile(
    r"(?:counting|adding|summing|we count|we add)(?: (?:the|all|all the|them|up|"
    r"together|it|numbers|entries))* ?(?:(?:by|over|along|the|all|from|of) )*"
    r"(?:row sums|column sums|rows|columns|row|column|degrees|numbers of members|sums "
    r"of the rows|sums of the columns|people|vertices|"
    rf"{THING})"
    rf"(?: by {THING})?(?: ,)?"
    r"(?: we (?:get|have|obtain|find)(?: that)?| gives| yields| shows that)? "
)


def _count_by(reader: SentenceReader, at: int) -> int | None:
    """ "Counting by rows, ..."."""
    if not reader.scope.vocabulary.counts:
        return None
    match = _COUNT_BY.match(reader.phrase.text, at)
    if match is None:
        return None
    reader.reasons += (Reason(by="counting"),)
    reader.runs_on = True
    return match.end() - 1


_Opener = Callable[["SentenceReader", int], "int | None"]


def of_family(vocabulary: Vocabulary) -> tuple[_Opener, ...]:
    """Units that a family has whatever word they begin with; they are tried first."""
    return box_units.UNITS if vocabulary.chosen else ()


def finish(reader: SentenceReader) -> None:
    """What a sentence leaves for the next ones."""
    if reader.scope.vocabulary.chosen:
        box_units.finish(reader)


TABLE: tuple[tuple[tuple[str, ...], _Opener], ...] = (
    *states.TABLE,
    *routes.TABLE,
    (("in", "for"), _in_box),
    (listed("let denote write call put"), _counted),
    (listed("since as because every each two"), _twice),
    (listed("counting adding summing we"), _count_by),
)
