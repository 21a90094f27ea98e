"""Announcements: "We multiply out the left side", "The idea is to bound the mixed term $8xy$".

They say what will be done and claim nothing. An announcement is a verb of doing and words that only
name what it is done to; a verb that says how things are, a word that gives a reason or restricts,
or a formula with a relation ends it, and then the sentence has to be read as what it says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selfproof.world.language.patterns import NUMBERS, ORDINALS
from selfproof.world.language.phrase import is_formula
from selfproof.world.language.statements import Filler, ToShow
from selfproof.world.latex.names import listed, words

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_DOING = words(
    "collect gather group regroup sort arrange rearrange order move shift bring put write rewrite "
    "express expand multiply factor simplify substitute insert replace complete apply use employ "
    "treat handle discuss consider study examine look analyze analyse bound estimate compare "
    "compute calculate evaluate add subtract sum divide square take split separate break reduce "
    "transform work start begin continue proceed turn return go deal count list check verify test "
    "combine collect distribute isolate regard view introduce argue investigate determine recall"
)
_NAMING = words(
    "the a an this these those each every all both any it its them their our everything "
    "term terms summand summands factor factors variable variables square squares expression "
    "expressions side sides left right left-hand right-hand hand inequality inequalities equation "
    "equations identity identities estimate estimates bound bounds coefficient coefficients "
    "constant constants sum sums product products difference differences quotient remainder "
    "remainders pair pairs group groups part parts piece pieces number numbers value values case "
    "cases step steps remark lemma formula formulas polynomial polynomials origin point points "
    "mixed cross quadratic linear single separate different remaining other others rest last next "
    "previous following above below whole given same similar suitable power powers block blocks "
    "row rows column columns digit digits divisor divisors residue residues class classes "
    "exponent exponents base bases fraction fractions denominator denominators numerator "
    "of in into to from with by for on as at over between among after before through "
    "out off up down back together separately directly individually again first now then finally "
    "also once twice more respectively carefully suitably turn way manner method idea approach "
    "contain contains containing occur occurring appear appearing and or more precisely "
    "writing completing expanding factoring grouping adding subtracting multiplying collecting "
    "comparing computing using applying squaring estimating bounding rearranging substituting "
    "difference even odd modulo mod consecutive integer integers prime primes "
) | {*NUMBERS, *ORDINALS}
_WE = re.compile(
    r"(?:for (?:the |these |those |all )?(?:(?:other|remaining|last|first|second|third|rest|two|"
    r"three|four|five|six) ?)+(?:ones? |variables? |terms? |factors? |parts? )?(?:, )?)?"
    r"(?:(?:we|let us|it remains to|one|i) (?:(?:can|may|will|shall|must|now|first|next|then|also|"
    r"just|simply|again|only|want to|have to|need to|are going to|can now|may now) )*|"
    r"(?:the|our) (?:main |key |basic )?(?:idea|plan|aim|goal|strategy|trick|method|approach) "
    r"(?:(?:that )?(?:i|we) (?:like|use) )?(?:here )?(?:is|will be) to (?:now |"
    r"first )?|)(?P<verb>[a-z]+)(?P<by> (?:it|this|"
    r"the (?:statement|inequality|claim|identity)) by)?(?= |$)"
)
_TOOL = re.compile(
    r"(?:the|our) (?:main |key |only |basic |central )?(?:tool|idea|ingredient|trick|step|point) "
    r"is "
    r"(?:this|the following) (?:remark|lemma|observation|fact|inequality|identity|idea|estimate|"
    r"one)(?=$| [:.])"
)
_ALONE = words("that which")
_SPEAKS = words("contain contains occur occurs appear appears")


def announcement(reader: SentenceReader, at: int) -> int | None:
    """Reads an announcement up to a colon, a semicolon or the end."""
    text = reader.phrase.text
    tool = _TOOL.match(text, at)
    end = tool.end() if tool is not None else end_of(reader, at)
    if end is not None:
        end = _and_show(text, end)
        reader.add(Filler(), at, end)
    return end


_AND_SHOW = re.compile(r"(?: ,)? and (?:then |we )*(?:show|prove|check|verify) (?:that )?")


def _and_show(text: str, at: int) -> int:
    """ "We split the sum into two parts and show that each of them is even": an aim too, to the
    end of the sentence, if it does not go on with a conclusion."""
    match = _AND_SHOW.match(text, at)
    if match is None or not _CLAIMS.isdisjoint(text[match.end() :].split(" ")):
        return at
    return len(text)


def end_of(reader: SentenceReader, at: int) -> int | None:
    """Where an announcement ends, None where there is none."""
    text = reader.phrase.text
    match = _WE.match(text, at)
    if match is None or not _is_doing(match):
        return None
    vocabulary = reader.scope.vocabulary
    if vocabulary.chosen or vocabulary.start or vocabulary.counts or reader.scope.names.points:
        return None  # "Consider the pairs ..." makes them boxes, "we apply move 1" makes a move.
    return _named(reader, match.end())


def _is_doing(match: re.Match[str]) -> bool:
    verb = match.group("verb")
    if match.group("by"):
        return verb in ("prove", "show", "do", "verify", "establish")
    return verb in _DOING


def _named(reader: SentenceReader, at: int) -> int | None:
    """Where words that only name things end; None when others follow before the clause ends."""
    text = reader.phrase.text
    tokens = text[at:].split(" ")[1:]
    end = at
    for place, word in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else ""
        if word in (":", ";"):
            return end
        if word in (",", "and") and following not in _NAMING and not is_formula(following):
            return end if place else None
        if word in _ALONE:
            if following not in _SPEAKS:
                return None
        elif is_formula(word):
            if reader.phrase.formula(word).props:
                return None
        elif word not in _NAMING and word != "," and word not in _SPEAKS:
            return None
        end += len(word) + 1
    return end


_MUST_SHOW = re.compile(
    r"(?:it (?:therefore |thus |only )?(?:remains|suffices|is enough) to |(?:we|i) (?:now |also |"
    r"only |still )*(?:must |have to |need to |want to |will |shall |are going to )(?:now |also |"
    r"only "
    r"|still )*)(?:show|prove|check|verify)(?: that)? "
)
_CLAIMS = words(
    "so hence thus therefore because since as which gives give implies yields this then but dash ; "
    ": consequently thereby indeed"
)


_MORE_AIMS = re.compile(
    r"(?: ,)? (?:and (?:also )?(?:that|when|where)|with equality|together with) "
)


def further_aims(text: str, at: int) -> int:
    """Where an aim ends that has a second part: "... and that equality holds only there"."""
    more = _MORE_AIMS.match(text, at)
    if more is None or not _CLAIMS.isdisjoint(text[more.end() :].split(" ")):
        return at
    return len(text)


def aim(reader: SentenceReader, at: int) -> int | None:
    """ "We must show that ..." claims nothing, whatever stands there; only a sentence that goes on
    with a reason or a conclusion does."""
    text = reader.phrase.text
    match = _MUST_SHOW.match(text, at)
    if match is None or not _CLAIMS.isdisjoint(text[match.end() :].split(" ")):
        return None
    reader.add(ToShow(None), at, len(text))
    return len(text)


WORDS = tuple(
    sorted({*listed("we let it one i the our for"), *(word for word in _DOING if word != "let")})
)
TABLE = ((listed("we it i"), aim), (WORDS, announcement))
