"""Words of the pigeonhole family."""

from __future__ import annotations

import re

from selfproof.world.language.patterns import COUNT_WORD
from selfproof.world.language.phrase import Phrase, Unclear
from selfproof.world.props import And, Prop, Rel
from selfproof.world.terms import num

BOX = (
    r"(?:box|pair|group|pigeonhole|hole|set|class|subset|row|chain|block|bin|drawer|cell|cluster|"
    r"(?:residue|remainder) class|part)"
)
BOXES = (
    r"(?:boxes|pairs|groups|pigeonholes|holes|sets|classes|subsets|rows|chains|blocks|bins|drawers|"
    r"cells|clusters|(?:residue|remainder) classes|parts)"
)
NUM = COUNT_WORD
_NUMBERS = r"(?:numbers|integers|elements|members)"
_SIZE = (
    rf"(?P<sized> (?:with|of|containing|that contains|that contain|having) (?:(?:{NUM})|more than "
    rf"one|several|at least two) {_NUMBERS})?"
)
IN_BOX = (
    r"(?:in|within|inside|of|from|for|to) (?:each|every|any one|any|all|the same|a single|one and "
    r"the same|a common|the|these|those|one|a)(?: single| such)?(?: of (?:the|these|those))?"
    rf"(?: (?:{BOX}|{BOXES})){_SIZE}(?: ,)?"
)
"""All boxes, or those of a size."""
PAIR = (
    rf"(?:(?:any|every|each|the|all|these|both|a pair of|any pair of) )*(?:two )?(?:different |"
    rf"distinct )?{_NUMBERS}"
)
CHOSEN = (
    rf"(?:(?:the |these |those |our |your )?(?:(?P<n>{NUM}) )?(?:chosen |selected |picked )?"
    rf"{_NUMBERS}|the (?:chosen|selected) ones|them|these|those)"
)
TWO_CHOSEN = (
    r"(?:at least )?two(?: of)?(?: (?:different|distinct))?(?: (?:the|these|your))?"
    rf"(?: (?:chosen|selected))?(?: {_NUMBERS}| ones| them)?"
)
"""Some two of the chosen numbers, said with or without "of them"."""
NUMBERS_OF = rf"of (?:the |these |the given |those ){_NUMBERS}"
SAME_BOX = (
    r"(?:in|to|into|from|with|of) (?:the same|one|one and the same|a common|the very same|one of "
    rf"the|a single|some) (?:{BOX}|{BOXES}|remainder|residue)"
)
DIVIDED = r"(?:modulo|mod|when divided by|if divided by|(?:on|upon|after) division by)"
Found = tuple[list[Prop], int]
"""What a clause says, and where it ends."""


def check_count(phrase: Phrase, match: re.Match[str]) -> None:
    """ "two of the 7 chosen numbers" must have the right 7.

    Raises:
        Unclear: It has another number.
    """
    groups = match.groupdict()
    for mark in (groups.get("n"), groups.get("again")):
        if mark and phrase.count(mark) != phrase.scope.vocabulary.chosen:
            raise Unclear("another number of numbers is chosen")


def counted(said: int, is_so: int) -> list[Prop]:
    """A number of things, as an equation where it is wrong."""
    return [And(())] if said == is_so else [Rel("=", num(said), num(is_so))]
