"""Headings without a verb, and remarks on what the text is about to do.

"Step 1 (midpoints).", "Shifting.", "Then $y$.", "The idea is to shift the sequence so that the
recurrence becomes simpler", "We peel off one variable after the other". A heading is made of nouns
and of words that join them. A remark is a verb of doing whose object says nothing: behind it stands
no word that opens a clause, denies or states, and no formula that could be false.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selfproof.world.language.box_relations import asked
from selfproof.world.language.discourse import ADJECTIVES, NOUNS
from selfproof.world.language.fixed import TITLE_WORDS
from selfproof.world.language.patterns import NUMBERS, ORDINALS, F
from selfproof.world.language.phrase import Unclear, is_formula
from selfproof.world.language.statements import Filler
from selfproof.world.language.text import LABEL
from selfproof.world.latex.names import words
from selfproof.world.terms import Call, Num, Point

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_HEADING_WORDS = (
    words(
        "preparation preparations tool tools verdict summation simplification telescoping "
        "shifting expanding expansion substitution subtraction addition multiplication "
        "division cancellation rearranging factoring grouping counting comparing comparison "
        "computing collecting evaluation estimate estimates polynomial exponential linear "
        "constant quadratic cubic geometric arithmetic partial fraction fractions fixed "
        "common candidate candidates midpoints midpoint point line vector slope circle center "
        "side medians median intersection intersections vertex vertices target start end "
        "beginning goal construction example examples counterexample transformation "
        "reformulation translation normalization back away discussion motivation plan outline "
        "background recollection reminder reduction elimination cases terms writing finding "
        "with using sequence sequences recurrence formula formulas new old auxiliary simpler "
        "simple easier shifted explicit closed form search box pairs graph grid table edges "
        "handshake pattern period periodicity parity coordinates variable variables solving"
    )
    | TITLE_WORDS
    | {*NOUNS, *ADJECTIVES, *ORDINALS, *NUMBERS}
) - words("this we it no zero equal positive negative odd even impossible possible all every")
_NUMBERED = re.compile(
    rf"(?:(?:step|part|stage|phase|section) )?{LABEL}(?: (?P<open>\()| (?::|dash)|)(?= )"
)
_TO_WHAT = re.compile(
    rf"(?:(?:and )?(?:on|first|second|third|then|next|now|finally|lastly|back to|now to|"
    rf"now for|computing|finding|determining|eliminating)(?: the)?|the"
    rf"(?: (?:line|lines|point|variable|number|term|sum|sequence|median))) {F}(?: and {F})?$"
)
_BASES = re.compile(rf"(?:the )?(?:base cases?|start|initial (?:values|terms)) \( {F} \)$")
_MOST_WORDS = 12


def is_heading(reader: SentenceReader) -> bool:
    """Whether a sentence only names what comes."""
    text = reader.phrase.text
    if _BASES.match(text):
        return True
    if _TO_WHAT.match(text):
        return not _has_numbers(reader, text.split(" ")) and _only_terms(reader, text)
    numbered = _NUMBERED.match(text)
    start = numbered.end() + 1 if numbered else 0
    end = len(text)
    if numbered and numbered.group("open"):
        if not text.endswith(" )"):
            return False
        end -= 2
    named = text[start:end].removesuffix(" :").split(" ")
    if not 0 < len(named) <= _MOST_WORDS or not all(
        word in _HEADING_WORDS or is_formula(word) for word in named
    ):
        return False
    return (
        not is_formula(named[0]) and not _has_numbers(reader, named) and _only_terms(reader, text)
    )


def _has_numbers(reader: SentenceReader, said: list[str]) -> bool:
    """A number in words without a verb may be a result ("last digit 2")."""
    return any(
        isinstance(term, Num)
        for word in said
        if is_formula(word)
        for term in reader.phrase.formula(word).terms
    )


def _only_terms(reader: SentenceReader, said: str) -> bool:
    """No formula of a remark claims anything."""
    for mark in said:
        if is_formula(mark):
            try:
                formula = reader.phrase.formula(mark)
            except Unclear:
                return False
            if formula.props or any(isinstance(t, Point) for t in formula.terms):
                return False
    return True


_DO = (
    "collect gather group sort arrange rearrange reorder shift move bring write rewrite express "
    "expand multiply simplify complete treat handle discuss consider study examine look peel catch "
    "compute calculate evaluate add sum subtract split separate break reduce transform work start "
    "begin continue proceed go count compare pair build see measure try clear remove eliminate "
    "isolate follow trace track watch keep argue use exploit imitate generalize argue find "
    "get reverse swap exchange exclude rule test check verify explain recall prepare introduce "
    "attack approach translate rephrase restate reformulate"
)
_VERB = "|".join(sorted(words(_DO), key=len, reverse=True))
_AIM = (
    r"(?:(?:the|our|one|a|my) (?:(?:main|key|basic|first|only|natural|simple|whole|general) )*"
    r"(?:idea|plan|aim|goal|strategy|trick|method|approach|point|task)"
    r"(?: (?:of the proof|here|now|behind it|of this proof))? (?:is|will be) (?:simply |just )?to )"
)
_HELPS = (
    r"(?:(?:it|here it) (?:is|will be|turns out to be) (?:convenient|natural|useful|helpful|"
    r"easier|easiest|simplest|handy|practical|best|more convenient|good|tempting) (?:here )?to )"
)
_WILL = (
    r"(?:(?:we|i) (?:now |first |then |next )?(?:will|shall|want to|would like to|try to|are going "
    r"to|am going to) (?:now |first |then |next |also |simply |just )*|"
    r"let (?:us|me) (?:now |first |then |next |also |simply |just )*|we try to )"
)
_DOES = r"(?:(?:we|i) (?:now |first |then |next |also |simply |just |again )*)"
_PLAIN_DOES = (
    "peel|treat|handle|look|work|split|separate|go|proceed|start|begin|compute|track|measure"
)
_SHOULD = (
    r"(?:(?:this|the|our|such an?) (?:shift|substitution|trick|choice|step|form|grouping|square|"
    r"translation|change of variables?|idea) should (?:remove|kill|simplify|help|make|clear|cancel|"
    r"eliminate|do|give|lead) )"
)
_REMARK = re.compile(
    rf"(?:{_AIM}(?:{_VERB})\b|{_HELPS}(?:{_VERB})\b|{_WILL}(?:{_VERB})\b|{_SHOULD}|"
    rf"{_DOES}(?:{_PLAIN_DOES})\b)"
)
_HERE_IS = re.compile(
    r"(?:here (?:is|are|comes|come)|this is) (?:the|a|an|our|one) "
    r"(?:(?:short|direct|detailed|complete|full|simple|whole|little|quick) )*"
    r"(?:computation|calculation|check|verification|details?|argument|construction|plan|idea|"
    r"derivation|reasoning)(?= :|$)|"
    r"(?:let us|let me|we|i)(?: (?:now|first|will|shall))* (?:argue|proceed|work|prove (?:it|this)|"
    r"do (?:it|this)) (?:by contradiction|indirectly|directly|step by step)(?= :|$)|"
    r"(?:see|look|check) (?:what|how) (?:comes out|happens|remains|is left|we get|it changes)(?=$)"
)
_COMPUTED = re.compile(
    r"(?:we |let us )?(?:now |first )?(?:compute|calculate|consider|look at|find|use|work with) "
    r"(?:the |all |both )?(?:direction |side )?(?:vectors?|slopes?|midpoints?|diagonals?|sides?|"
    r"lengths?|coordinates)(?: (?:of|along|from|to|on|with|the|its|two|three|all|opposite|adjacent|"
    rf"neighbouring|sides?|diagonals?|lines?|segments?|given|other|points?|both|and|starting|common|"
    rf"point|{F}))*(?=$| :)"
)
_CLAIMS = words(
    "that which who whose is are was were be been has have had does do did not no never none "
    "cannot nothing because since as so hence thus therefore then but if when while whereas "
    "unless however although though for means gives give yields yield shows show implies equals "
    "equal divides divide lies lie leaves becomes become must always can could would may it "
    "they this these those he all every each any least most exactly more less greater smaller "
    "larger only hardly almost except sometimes perhaps probably nearly rarely seldom barely "
    "possibly maybe mostly usually fact contradiction move moves box boxes choose chosen "
    "true false fails holds hold"
)
_PURPOSE = re.compile(
    r" (?:(?:,) )?(?:so that|because|since|as) (?:the|this|it|they|everything)(?: [a-z]+){0,4} "
    r"(?:becomes?|is|are|gets?|looks?) (?:(?:a|an|the|mere|much|more|very|only|just) )*"
    r"(?:easy|easier|simple|simpler|short|shorter|clearer|clear|nicer|visible|manageable|"
    r"transparent|messy|long|small|change of sign)$"
)
_AND_SEE = re.compile(
    r" and (?:see|look|check|find out) (?:what|how) (?:comes out|happens|remains|is left|we get|it "
    r"changes|that gives|this gives)$"
)
_HOW_CHANGES = re.compile(rf" how {F} (?:changes|behaves|grows)$| how it (?:changes|behaves)$")
_LONGEST = 18


def remark(reader: SentenceReader, at: int) -> int | None:
    """Reads a remark on what is done, up to a colon, a semicolon or the end."""
    text = reader.phrase.text
    here = _HERE_IS.match(text, at)
    if here is not None:
        reader.add(Filler(), at, here.end())
        return here.end()
    computed = _COMPUTED.match(text, at)
    if computed is not None and _only_terms(reader, computed.group()):
        reader.add(Filler(), at, computed.end())
        return computed.end()
    match = _REMARK.match(text, at)
    if match is None:
        return None
    end = _ends(text, match.end())
    object_end = end
    for tail in (_PURPOSE, _AND_SEE, _HOW_CHANGES):
        more = tail.search(text[:end], match.end())
        if more is not None:
            object_end = min(object_end, more.start())
    said = text[match.end() : object_end].split()
    if len(said) > _LONGEST or not _CLAIMS.isdisjoint(said) or not _names_nothing(reader, said):
        return None
    if not _only_terms(reader, text[match.start() : end]):
        return None
    reader.add(Filler(), at, end)
    return end


def _ends(text: str, at: int) -> int:
    ends = [place for sign in (" :", " ;") if (place := text.find(sign, at)) >= 0]
    return min(ends, default=len(text))


def _names_nothing(reader: SentenceReader, said: list[str]) -> bool:
    """Of moves, boxes and tables a formula in such a sentence may be what is done itself."""
    vocabulary = reader.scope.vocabulary
    special = vocabulary.chosen or vocabulary.start or vocabulary.counts
    formulas = [reader.phrase.formula(word) for word in said if is_formula(word)]
    terms = [term for each in formulas for term in each.terms]
    if special and any(isinstance(term, Call) for term in terms):
        return False
    if vocabulary.chosen:
        related = asked(reader.phrase)
        if related is None or any(term not in related.args for term in terms):
            return False
    return not any(word in (",", "dash", "(") for word in said)
