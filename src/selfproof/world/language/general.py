"""Facts that are true of all numbers, said as such: nothing is learned from them.

Only what is on this list is passed over. A number in them has to be the right one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selfproof.world.language.patterns import compiled
from selfproof.world.language.statements import Filler
from selfproof.world.latex.names import listed
from selfproof.world.terms import num

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_TWO = r"two (?:integers|numbers|whole numbers)"
_GCD = r"(?:the |a )?(?:greatest common divisor|gcd)"
_SAME = r"(?:does not change|is unchanged|remains unchanged|stays the same|is not changed|"
_IF = r"(?:if|when|exactly when|if and only if|precisely when)"

_FACTS: tuple[tuple[re.Pattern[str], tuple[int, ...]], ...] = (
    (
        compiled(
            rf"{_GCD} of {_TWO} {_SAME}remains the same) (?:if|when) (?:an?|any|an integer|some) "
            r"(?:integer )?multiple of one (?:of them |of the numbers |number )?is (?:added to|"
            r"subtracted from) the other(?: one| number)?"
        ),
        (),
    ),
    (
        compiled(
            rf"(?:a|the|any|every) fraction is (?:irreducible|reduced|in lowest terms) {_IF} "
            rf"(?:its|"
            r"the) numerator and (?:its |the )?denominator (?:have no common (?:divisor|factor)s? "
            r"(?:greater|larger|bigger) than {F}|are (?:coprime|relatively prime))"
        ),
        (1,),
    ),
    (
        compiled(
            rf"{_TWO} are (?:coprime|relatively prime) {_IF} (?:they have no common (?:divisor|"
            rf"factor)s? (?:greater|larger|bigger) than {{F}}|{_GCD.removeprefix('(?:the |a )?')} "
            r"is {F}|no prime (?:number )?divides both(?: of them)?|they have no common prime "
            r"(?:divisor|factor)s?)"
        ),
        (1, 1),
    ),
    (
        compiled(
            r"(?:an?|every|each|any) (?:common )?divisor of two (?:integers|numbers) (?:also "
            r")?divides "
            r"(?:their (?:sum|difference|sum and their difference)|(?:every|any|each) (?:integer |"
            r"linear )*combination of them(?: with integer coefficients)?)"
        ),
        (),
    ),
)
"""Patterns, and what their formulas have to be."""


def general_fact(reader: SentenceReader, at: int) -> int | None:
    """Reads one of the facts on the list."""
    for pattern, numbers in _FACTS:
        match = pattern.match(reader.phrase.text, at)
        if match is None:
            continue
        marks = match.groups()
        for mark, number in zip(marks, numbers, strict=True):
            if mark and reader.phrase.term(mark) != num(number):
                return None
        reader.add(Filler(), at, match.end())
        return match.end()
    return None


WORDS = listed("the a an two every any each gcd greatest")
