"""Noun phrases that stand for a formula: "the fraction", "the two numbers", "the left side".

They are replaced by the formula before the sentence is read, so that every phrase of the language
can have them where it can have a formula. What a phrase stands for is what the problem is about
(the two numbers of a greatest common divisor, its fraction), or the last equation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selfproof.world.language.patterns import F
from selfproof.world.language.text import FIRST, LABEL, Skeleton
from selfproof.world.show import tex
from selfproof.world.terms import Add, Term

if TYPE_CHECKING:
    from selfproof.world.language.phrase import Scope

_GCD = r"(?:greatest|highest) common (?:divisor|factor)"
_MEANT = (
    r"(?! (?:{F}|of|that|which|we|dividing|greater|smaller|with|whose|from|in)\b)(?! {F})".replace(
        "{F}", F
    )
)
_PHRASE = re.compile(
    rf"(?<![^ ])(?:(?P<gcd>(?:(?:the|their) )?(?:{_GCD}|gcd)(?= |$))(?: of (?:both )?(?:the "
    rf"(?:two )?"
    rf"(?:numbers|integers|polynomials|expressions) )?(?P<a>{F}) and (?P<b>{F})|"
    r"(?P<bare> of (?:the two numbers|both numbers|these numbers|these two numbers|the numbers)|"
    r"(?! of| is unchanged| does| stays| remains| cannot| may)))"
    rf"|(?P<both>both|both of the|both of these|each of the|each of these|the|these|the given)"
    rf"(?: two)?(?: given)? (?:numbers|integers|polynomials|expressions){_MEANT}"
    rf"|the (?P<which>first|second) (?:number|polynomial|expression){_MEANT}"
    rf"|(?:(?:the )?value of )?(?:the|this|our)(?: given)? (?P<fraction>fraction|quotient){_MEANT}"
    rf"|the (?P<value>value)(?= is {F})"
    rf"|(?:the|its) (?P<part>numerator|denominator)(?: of (?:the|this) fraction)?{_MEANT}"
    r"|(?P<they>they)(?= are (?:always |therefore |indeed |thus )?(?:coprime|relatively prime))"
    r"|(?:both|the two) (?:products|terms|summands) on the (?P<summands>left|right)"
    r"(?:-hand| hand)?(?: side)?(?= |$)"
    r"|the (?P<place>first|second|last) (?:product|term|summand) on the (?P<where>left|right)"
    r"(?:-hand| hand)?(?: side)?(?= |$)"
    rf"|(?<=\bby )(?P<label>(?:step|claim|lemma|part|fact) {LABEL}(?:(?: ,)?(?: and)? "
    rf"(?:(?:step|claim|lemma|part|fact) )?{LABEL})*)(?= |$)"
    r"|the (?P<side>left|right)(?:-hand| hand)? side(?: of (?:the|this|that) (?:last )?(?:equation|"
    r"identity))?(?= |$))"
)
_HINT = re.compile(
    r"common|gcd|number|integers|expression|polynomial|fraction|quotient|the value is|ator|they | "
    r"side|by (?:step|claim|lemma|part|fact)|on the "
    r"(?:left|right)"
)


_GENERAL = ("a fraction ", "any fraction ", "every fraction ", "the fraction of ")
"""Sentences about all fractions: "its numerator" is not that of the problem."""


def referred(skeleton: Skeleton, scope: Scope) -> Skeleton:
    """The sentence with formulas in place of phrases that stand for them."""
    text = skeleton.text
    if _HINT.search(text) is None or text.startswith(_GENERAL):
        return skeleton
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in _PHRASE.finditer(text):
        found = _meaning(match, scope, skeleton)
        if found is None:
            continue
        first, last = text.count(" ", 0, match.start()), text.count(" ", 0, match.end())
        pieces += skeleton.pieces[done:first]
        starts += skeleton.places[done:first]
        ends += skeleton.ends[done:first]
        for word, raw in found:
            pieces.append(_mark(skeleton, word) if raw else word)
            starts.append(skeleton.places[first])
            ends.append(skeleton.ends[last])
        done = last + 1
    if not done:
        return skeleton
    return _rebuilt(
        skeleton,
        pieces + skeleton.pieces[done:],
        starts + skeleton.places[done:],
        ends + skeleton.ends[done:],
    )


def _mark(skeleton: Skeleton, raw: str) -> str:
    """A new formula of the sentence."""
    skeleton.formulas.append(raw)
    return chr(FIRST + len(skeleton.formulas) - 1)


def _rebuilt(skeleton: Skeleton, pieces: list[str], starts: list[int], ends: list[int]) -> Skeleton:
    new = Skeleton(skeleton.start, skeleton.end, skeleton.formulas, skeleton.labels)
    new.title, new.item = skeleton.title, skeleton.item
    for piece, start, end in zip(pieces, starts, ends, strict=True):
        new.offsets.append(new.size)
        new.size += len(piece) + 1
        new.pieces.append(piece)
        new.places.append(start)
        new.ends.append(end)
    return new


Words = list[tuple[str, bool]]
"""Words, and formulas as written (True)."""


def _meaning(match: re.Match[str], scope: Scope, skeleton: Skeleton) -> Words | None:
    said = match.groupdict()
    pair, fraction = scope.vocabulary.pair, scope.vocabulary.fraction
    if said["label"]:
        # Where it was shown; that it follows is checked from what is known.
        return None if "case" in skeleton.text else [("ref", False)]
    if said["gcd"]:
        return _gcd(said, pair, skeleton)
    if said["they"]:
        return [(tex(pair[0]), True), ("and", False), (tex(pair[1]), True)] if pair else None
    if said["summands"] or said["where"]:
        return _summands(said, scope)
    if said["both"]:
        shown = [tex(each) for each in pair]
        start: Words = [("both", False)] if said["both"].startswith("both") else []
        return [*start, (shown[0], True), ("and", False), (shown[1], True)] if pair else None
    if said["which"]:
        return [(tex(pair[said["which"] == "second"]), True)] if pair else None
    if said["side"]:
        if scope.vocabulary.condition is None or not scope.sides:
            return None
        return [(tex(scope.sides[said["side"] == "right"]), True)]
    if not fraction:
        return None
    top, bottom = map(tex, fraction)
    if said["fraction"] or said["value"]:
        return [(f"\\frac{{{top}}}{{{bottom}}}", True)]
    return [(top if said["part"] == "numerator" else bottom, True)]


def _summands(said: dict[str, str | None], scope: Scope) -> Words | None:
    """ "both products on the left", "the first term on the right" of the last equation."""
    if not scope.sides:
        return None
    side = scope.sides["right" in (said["summands"], said["where"])]
    parts = [tex(each) for each in side.terms] if isinstance(side, Add) else []
    if len(parts) < 2 or (said["summands"] and len(parts) != 2):
        return None
    if said["summands"]:
        return [("both", False), (parts[0], True), ("and", False), (parts[1], True)]
    return [(parts[{"first": 0, "second": 1}.get(said["place"] or "", -1)], True)]


_PLAIN = re.compile(r"[^=<>\\]*\Z")


def _gcd(said: dict[str, str | None], pair: tuple[Term, ...], skeleton: Skeleton) -> Words | None:
    """The greatest common divisor of two formulas, or of the two numbers at hand."""
    if said["a"] and said["b"]:
        raws = [skeleton.formulas[ord(each) - FIRST] for each in (said["a"], said["b"])]
        if not all(map(_PLAIN.match, raws)):
            return None
    elif pair:
        raws = [tex(each) for each in pair]
    else:
        return None
    return [(f"\\gcd({raws[0]}, {raws[1]})", True)]
