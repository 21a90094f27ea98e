"""Headings: "**Step 2 (the term $5^{85}$).**", "**Reduction to the prime case.**", "Divisors."

A heading is a phrase of nouns and of words in -ing and -tion, without a verb that states something.
Formulas in it are terms, and behind "the term" or "of", where they name what is spoken of; with an
adjective behind it ("$n$ odd") a formula would make a claim. What is not in bold type is a heading
only when it is very short.
"""

from __future__ import annotations

import re

from selfproof.world.language.discourse import HEADING_WORDS
from selfproof.world.language.fixed import TITLE_WORDS
from selfproof.world.language.phrase import Phrase, is_formula
from selfproof.world.language.text import LABEL
from selfproof.world.latex.names import words

_LONGEST = 14
_SHORT = 3
_MORE = words(
    "preparation preparations exponential polynomial constant middle leading verdict things "
    "together useful general plan powers power combined everything everywhere common whole rest "
    "tools tool nonnegative auxiliary technical outline warm-up trivial without via at between "
    "into before after other end ends start ansatz trick new old again search lists list sets set "
    "table tables tests test counterexample example examples alternative nonzero special easy "
    "hard formula formulas claims lemmas facts fact unique real rational natural both"
)
_WORDS = TITLE_WORDS | _MORE | HEADING_WORDS
_ENDINGS = re.compile(
    r"(?!imply|mean|show|yield)[a-z-]{3,}(?:ing|(?:ation|ition|ution|ction|ision|ment|ness)s?)$"
)
_NAMES = words(
    "term terms power powers number numbers factor factors prime of for modulo mod in by to with "
    "sum product case cases base bases exponent summand variable and or , equation expression "
    "polynomial value values square cube residue residues modulus"
)
_ADJECTIVES = words(
    "odd even positive negative nonnegative nonzero prime possible unique small large rational "
    "natural real constant trivial true false correct impossible without necessary"
)
_SIGNS = frozenset({LABEL, ":", "(", ")", ",", "-", "dash"})


def is_title(phrase: Phrase) -> bool:
    """A heading that says what comes and claims nothing."""
    found = phrase.text.split(" ")
    if len(found) > _LONGEST:
        return False
    if not phrase.skeleton.title and (len(found) > _SHORT or found[-1] in _ADJECTIVES):
        return False
    before = ""
    for place, word in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else ""
        if is_formula(word):
            if before not in _NAMES or following in _ADJECTIVES or phrase.formula(word).props:
                return False
        elif word not in _WORDS and word not in _SIGNS and not _ENDINGS.match(word):
            return False
        before = word
    return True
