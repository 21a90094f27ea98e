"""Announcements: what will be done, or is to be done, and no word on what comes of it.

"We go through the candidates one by one." "Bring all terms to the left:" "To check the solutions,"
"A direct way is to give a suitable linear combination." An announcement is a verb of doing and an
object made of the words listed here, and of formulas that are terms. No word on the lists denies,
limits or joins a clause, so that nothing is claimed; what follows ("to get $x = 2$") is read as
a claim of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from selfproof.world.language.patterns import NUMBERS, F
from selfproof.world.language.phrase import Unclear, is_formula
from selfproof.world.language.statements import EndCases, Filler
from selfproof.world.latex.names import listed
from selfproof.world.terms import Call, Point

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_VERBS = listed(
    "apply use treat consider examine check verify test inspect try insert substitute put plug "
    "multiply divide add subtract bring move take collect group factor factorize rewrite rearrange "
    "expand simplify eliminate compute calculate list look go give form start begin continue "
    "proceed work study handle discuss investigate analyze analyse write express split separate "
    "combine compare multiply transform reduce square double halve isolate solve run carry perform "
    "repeat evaluate choose pick bound count sum arrange sort order do turn come prepare recall "
    "introduce know see determine find show prove settle deal finish confirm complete"
)
_ONLY_TO = frozenset(listed("know see find determine show prove recall finish confirm"))
"""Verbs that announce only where something is still to be done: "we find" may well claim."""
_GERUNDS = listed(
    "applying checking verifying testing substituting multiplying dividing adding subtracting "
    "bringing moving collecting grouping factoring rewriting rearranging expanding eliminating "
    "computing looking going giving forming considering changing completing"
)
_OBJECTS = (
    *listed(
        "a an the this these those our each every all both following given original same whole "
        "last "
        "first second third next previous new single several various remaining possible necessary "
        "suitable appropriate direct "
        "common left right left-hand right-hand hand equation equations expression expressions "
        "inequality inequalities identity congruence condition conditions side sides term terms "
        "factor "
        "factors product products sum sums difference differences number numbers integer integers "
        "value values case cases candidate candidates pair pairs solution solutions possibility "
        "possibilities divisor divisors divisibility residue residues power powers square squares "
        "cube cubes coefficient coefficients combination combinations linear integral polynomial "
        "polynomials fraction numerator denominator variable variables unknown unknowns constant "
        "constants list table result results idea argument method trick step steps way computation "
        "calculation algorithm division euclidean euclid's remainder remainders quotient details "
        "it "
        "them one ones another other twice once again separately directly individually explicitly "
        "now here first then below above together step-by-step "
        "also value of give compute list check to into from of on in by with for at over as and "
        "through up out off down "
        "also back turn "
        "turns "
        "follows follow equal proof claim statement problem answer property gcd greatest "
        "integers parity factorization brackets parentheses algebra arithmetic modular congruences "
        "multiple multiples times prime primes positive negative "
        "quantity quantities data example check verification work after"
    ),
    *NUMBERS,
)


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, set(words)), key=len, reverse=True))


_OBJECT = (
    r"(?:(?! (?:to|and) (?:get|obtain|find|have|see|arrive|reach)\b)"
    rf" (?:{_any(_OBJECTS)}|{F})(?= |$))"
)
_WE = (
    r"(?:(?:we|one|let us|let me|i)(?: (?:first|now|next|then|also|finally|can|could|may|will|"
    r"shall|again|simply|just|therefore|thus))*"
    r"(?P<must> (?:have to|need to|must|want to|only have to|still have to|try to|are going to|"
    r"proceed to|still need to))?(?: (?:first|now|next|then|also))* )"
)
_REMAINS = (
    r"(?P<remains>(?:it|what) (?:now |only |still )?remains (?:now |only )?to |"
    r"it (?:suffices|is enough) to (?=check|test|verify|examine|consider|look|treat|go)|"
    r"(?:in order )?to (?!show|prove|see|find|know)|"
    r"(?:a|an|the|one|our) (?:first |next |direct |simple |quick |short |easy |natural |possible |"
    r"good |last |elegant |standard )*(?:way|method|approach|proof|idea|strategy|step|trick|plan|"
    r"task) (?:now |here )?is (?:now )?to )"
)
_ANNOUNCED = re.compile(
    rf"(?:{_WE}|{_REMAINS}|)(?P<verb>{_any(_VERBS)})(?P<object>{_OBJECT}*)"
    rf"(?P<aside>(?: so)?(?: that)? {F} (?:disappears|cancels(?: out)?|vanishes|drops out))?"
)
_GERUND = re.compile(rf"(?P<verb>{_any(_GERUNDS)})(?P<object>{_OBJECT}*)(?P<aside>)")
_SUGGESTS = re.compile(
    r"(?:(?:the|a|this|polynomial|long|euclidean|division|algorithm|form|shape|with remainder|"
    r"of the equation|of the expression) ?)+ suggests (?:us )?(?:to )?(?:look at|looking at|"
    rf"consider|considering|try|trying|form|forming|compute|computing)(?P<object>{_OBJECT}+)"
)
_SHOWN = re.compile(
    r"(?:the|this) (?:following )?(?:list|table|computation|calculation) (?:below )?"
    r"(?:shows|gives|contains|collects|summarizes|summarises) (?:the|all|all the|what) "
    r"(?:outcome|details|results|cases|possibilities|computation|computations|happens)"
)
_ENDS = re.compile(r"$| [.:;](?: |$)| , (?=note|we|and we|the|it|so|first|this|one|let)")
_LEADS = re.compile(
    r"(?: ,)?(?: in order)? (?:to|and|and thus|and then|and so|and hence)(?: we)? "
    r"(?:get|obtain|find|have|see|arrive at|reach)(?: that)? "
)


_CHECKS = re.compile(
    r"to (?:check|verify|test) (?:that )?(?:the|these|all|our|all the)(?: \w+)? ?(?:solutions|"
    r"candidates|pairs|values)\b"
)
"""After the cases in which they were found."""


def announcement(reader: SentenceReader, at: int) -> int | None:
    """Reads an announcement; what it leads to is left for the next unit."""
    text = reader.phrase.text
    shown = _SHOWN.match(text, at)
    if shown is not None and _ENDS.match(text, shown.end()):
        reader.add(Filler(), at, shown.end())
        return shown.end()
    match = _ANNOUNCED.match(text, at) or _GERUND.match(text, at) or _SUGGESTS.match(text, at)
    if match is None or not _announces(reader, match):
        return None
    end = match.end()
    leads = _LEADS.match(text, end)
    if leads is not None:
        reader.add(Filler(), at, end)
        reader.runs_on = True
        return leads.end() - 1
    if not _ENDS.match(text, end):
        return None
    checks = _CHECKS.match(text, at) is not None
    reader.add(EndCases() if checks else Filler(), at, end)
    return end


def _announces(reader: SentenceReader, match: re.Match[str]) -> bool:
    """It does not claim: its formulas are terms, and "we find" is not "we have to find"."""
    said = match.groupdict()
    if said.get("verb") in _ONLY_TO and not (said.get("must") or said.get("remains")):
        return False
    for mark in match.group():
        if is_formula(mark):
            try:
                formula = reader.phrase.formula(mark)
                if formula.props or any(isinstance(t, Call | Point) for t in formula.terms):
                    return False
            except Unclear:
                return False
    return bool(match.group("object") or said.get("aside"))
