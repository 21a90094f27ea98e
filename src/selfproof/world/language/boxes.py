"""Clauses about boxes and chosen numbers; the encoding is that of `kernel.boxes`.

What two numbers are to each other is read in one place (`box_relations`), of whom it is said here:
of any two numbers in a box, of two of the chosen numbers, of no two of them.
"""

from __future__ import annotations

import re

from selfproof.world.language import box_rows
from selfproof.world.language.box_relations import (
    ADVERBS,
    ORDERED,
    known_modulus,
    measured,
    related_by,
    relation,
)
from selfproof.world.language.box_words import (
    BOX,
    BOXES,
    CHOSEN,
    DIVIDED,
    IN_BOX,
    PAIR,
    TWO_CHOSEN,
    Found,
    check_count,
)
from selfproof.world.language.patterns import END, F
from selfproof.world.language.phrase import Phrase, Said, Unclear
from selfproof.world.props import And, Divides, Named, Prop
from selfproof.world.terms import ONE, Call, Term, num

# Of any two numbers in a box.

_IN = re.compile(IN_BOX + " ")
_AFTER = re.compile(rf" {IN_BOX}")
_OF = re.compile(rf"(?:of )?{PAIR}")
_WHAT = re.compile(
    r"the (?P<what>sum|difference)s?(?: (?:of|between) (?:(?:any|the|its|their|both|these) )*"
    r"(?:two )?(?:different )?(?:numbers|elements|members))?"
)
_EACH = re.compile(
    rf"(?:each|every|any) (?:single )?(?:of (?:the|these) )?(?:{BOX}|{BOXES}) "
    r"(?:(?:consists of|contains|holds|is made of|comprises) (?:only )?(?:two |exactly two )?"
    r"(?:numbers|integers|elements) )?"
)
_OF_CONSECUTIVE = re.compile(
    rf"(?:each|every) (?:{BOX}) (?:consists of|contains) (?:two )?consecutive "
    rf"(?:integers|numbers){END}"
)


def each_box(phrase: Phrase, at: int) -> Found | None:
    """ "any two numbers in the same box differ by 5", "in each box the difference is 5"."""
    text = phrase.text
    consecutive = _OF_CONSECUTIVE.match(text, at)
    if consecutive is not None:
        return _told(phrase, Call("difference", (ONE,)), ()), consecutive.end()
    before = _IN.match(text, at)
    start = before.end() if before else at
    sized = before.group("sized") if before else None
    of_what = _WHAT.match(text, start)
    subject = of_what or _OF.match(text, start)
    found: tuple[Term, int] | None = None
    if subject is not None and (before or _AFTER.match(text, subject.end())):
        end = subject.end()
        after = _AFTER.match(text, end)
        if after is not None:
            end, sized = after.end(), sized or after.group("sized")
        if text.startswith(" , ", end) and not of_what:
            end += 2
        if text[end : end + 1] == " ":
            what = of_what.group("what") if of_what else ""
            found = measured(phrase, end + 1, what) if what else relation(phrase, end + 1)
    elif before is None and (whole := _EACH.match(text, at)) is not None:
        found = relation(phrase, whole.end())
    if found is None and (before or phrase.scope.boxes.ordered):
        found = _in_order(phrase, start)
    if found is None:
        return None
    return _told(phrase, found[0], _size(phrase, sized)), found[1]


def _in_order(phrase: Phrase, at: int) -> tuple[Term, int] | None:
    for pattern, name in ORDERED:
        match = pattern.match(phrase.text, at)
        if match is not None:
            phrase.scope.boxes.ordered = True
            return Call(name, ()), match.end()
    return None


def _size(phrase: Phrase, words: str | None) -> tuple[Term, ...]:
    """The size of boxes that a claim is limited to; one of "at least two" is no limit."""
    word = words.strip().split(" ")[1] if words else ""
    if not words or word in ("more", "several", "at"):
        return ()
    return (num(phrase.count(word)),)


def _told(phrase: Phrase, related: Term, size: tuple[Term, ...]) -> list[Prop]:
    """A claim about boxes that are still to be written out waits for them."""
    claim = Named("each box", (related, *size))
    if phrase.scope.boxes.open:
        phrase.scope.boxes.waiting.append(claim)
        return [And(())]
    return [claim]


# Of two of the chosen numbers.

_TWO = re.compile(
    rf"(?:(?:we (?:have )?(?:found|find|get|obtain)|there (?:are|must be|exist)(?: therefore| thus|"
    rf" always| then)?|these are) {TWO_CHOSEN}(?: (?:of|among) {CHOSEN})?|(?:at least )?two (?:of "
    rf"{CHOSEN.replace('<n>', '<again>')}|(?:different )?chosen numbers)) "
)
_THESE = re.compile(
    r"(?:of )?(?:(?:these|those|the|any) two(?: chosen)?(?: numbers)?|they|these numbers|both "
    r"numbers)(?: ,)? "
)
_THEIR = re.compile(
    r"(?:their|the) (?P<what>sum|difference)(?: of (?:these|the|those) two(?: chosen)?"
    r"(?: numbers)?)? "
)
_PART = re.compile(
    r"(?:(?:one|the smaller(?: one| number)?) of (?:these|those|the|them)(?: two)?(?: chosen)?"
    rf"(?: numbers)? (?:always )?divides the (?:other|larger|greater|bigger)(?: one| number)?){END}"
)
_ONE_OTHER = re.compile(r"(?:one|the smaller)(?: one| number| of them)? divides the ")


def two_with(phrase: Phrase, at: int) -> Found | None:
    """ "two of the chosen numbers have the sum 13", "their difference is 5"."""
    text = phrase.text
    part = _PART.match(text, at)
    if part is not None:
        return [Named("two with", (Call("divides", ()),))], part.end()
    their = _THEIR.match(text, at)
    if their is not None:
        if not phrase.scope.boxes.pair:
            return None
        found = measured(phrase, their.end(), their.group("what"))
    else:
        match = _TWO.match(text, at) or _THESE.match(text, at)
        start = match.end() if match else at
        if match is None and not (_ONE_OTHER.match(text, at) and phrase.scope.boxes.pair):
            return None
        if match is not None and "two" not in match.group() and not phrase.scope.boxes.pair:
            return None
        found = relation(phrase, start)
        if match is not None:
            check_count(phrase, match)
    if found is None:
        return None
    phrase.scope.boxes.pair = True
    return [Named("two with", (found[0],))], found[1]


# Of no two of them.

_NO_TWO = re.compile(
    rf"(?:no two of {CHOSEN}(?: here)? |there are no two (?:(?:chosen )?numbers )?(?:(?:among|of) "
    rf"{CHOSEN.replace('<n>', '<again>')} )?|no two(?: chosen)? numbers )"
)
_NONE_DIVIDES = re.compile(
    rf"(?:none|no one) of {CHOSEN} (?:divides|is a (?:multiple|divisor) of) "
    rf"(?:another|any other|any of the other)s?(?: one| number)?(?: of them)?{END}"
)
_ANY_TWO = re.compile(rf"any two of {CHOSEN} {ADVERBS}")
_APART = re.compile(rf"differ by (?P<least>at least|more than) ({F}){END}")
_UNLIKE = re.compile(
    rf"(?:(?:leave|have|give) different (?:remainders|residues)(?: {DIVIDED} (?P<m>{F}))?|"
    rf"are (?:not congruent|incongruent) (?:modulo|mod) (?P<k>{F})){END}"
)
_MULTIPLES = re.compile(
    rf"(?:any two|all|each|every one|all six) of {CHOSEN} (?:are|is) (?:different |distinct |a )?"
    rf"(?:multiples?|divisible) (?:of|by) (?P<f>{F}){END}"
)


def none_with(phrase: Phrase, at: int) -> Found | None:
    """ "no two of them differ by 3", "any two of them differ by at least 4"."""
    text = phrase.text
    match = _NONE_DIVIDES.match(text, at)
    if match is not None:
        check_count(phrase, match)
        return [Named("none with", (Call("divides", ()),))], match.end()
    if text.startswith(("no two ", "there are no two "), at):
        found = no_two(phrase, at)
        return None if found is None else ([Named("none with", (found[0],))], found[1])
    match = _MULTIPLES.match(text, at)
    if match is not None and phrase.scope.boxes.taken:
        check_count(phrase, match)
        by = phrase.term(match.group("f"))
        return [Divides(by, each) for each in phrase.scope.boxes.taken], match.end()
    match = _ANY_TWO.match(text, at)
    if match is None:
        return None
    check_count(phrase, match)
    return _far_apart(phrase, match.end())


def no_two(phrase: Phrase, at: int) -> tuple[Term, int] | None:
    """ "No two of them have the sum 13": the relation."""
    match = _NO_TWO.match(phrase.text, at)
    if match is None:
        return None
    found = relation(phrase, match.end())
    check_count(phrase, match)
    return found


def _far_apart(phrase: Phrase, at: int) -> Found | None:
    match = _APART.match(phrase.text, at)
    if match is not None:
        value = phrase.term(match.group(2))
        name = "within" if match.group("least") == "more than" else "less"
        return [Named("none with", (related_by(name, (value,)),))], match.end()
    match = _UNLIKE.match(phrase.text, at)
    if match is None:
        return None
    mark = match.group("m") or match.group("k")
    modulus = phrase.term(mark) if mark else known_modulus(phrase)
    if modulus is None:
        return None
    return [Named("none with", (Call("difference multiple", (modulus,)),))], match.end()


# Of any two integers.

_TWO_INTEGERS = re.compile(r"(?:any )?two (?:integers|numbers) ")
_EXACTLY_WHEN = re.compile(
    r" (?:exactly when|if and only if|iff|precisely when|exactly if|precisely if) (?:they )?"
)


def _says_the_same(phrase: Phrase, at: int) -> Found | None:
    """Two integers have a difference divisible by 8 exactly when they leave the same remainder."""
    match = _TWO_INTEGERS.match(phrase.text, at)
    first = relation(phrase, match.end()) if match else None
    between = _EXACTLY_WHEN.match(phrase.text, first[1]) if first else None
    second = relation(phrase, between.end()) if between else None
    if first is None or second is None or first[0] != second[0]:
        return None
    return [And(())], second[1]


_READERS = (
    box_rows.same_box,
    each_box,
    none_with,
    two_with,
    _says_the_same,
    box_rows.other,
)


def box_claim(phrase: Phrase, at: int) -> Said | None:
    """A clause about boxes, chosen numbers, or two of them."""
    for read in _READERS:
        try:
            found = read(phrase, at)
        except Unclear as unclear:
            phrase.why = phrase.why or str(unclear)
            continue
        if found is not None:
            return Said(*found)
    return None
