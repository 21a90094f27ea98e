"""What two numbers are to each other: "have the sum 13", "whose difference is at most 3"."""

from __future__ import annotations

import re

from selfproof.world.language.box_words import BOX, DIVIDED
from selfproof.world.language.patterns import END, F
from selfproof.world.language.phrase import Phrase, Unclear
from selfproof.world.props import Named
from selfproof.world.terms import Call, Num, Term, num

_HAVE = r"(?:have|has|having|of|with)"
_TWO_NUMBERS: list[tuple[str, str]] = [
    (rf"(?:{_HAVE} (?:the |a )?sum(?: of)?|adds? up to|sums? to|give the sum) {F}", "sum"),
    (
        rf"(?:{_HAVE} (?:a |the )?sum (?:that is |which is )?(?:divisible by|a multiple of)|"
        rf"adds? up to a multiple of) {F}",
        "sum multiple",
    ),
    (rf"(?:differ by|{_HAVE} (?:the |a )?difference(?: of)?)(?: exactly)? {F}", "difference"),
    (
        rf"(?:differ by a multiple of|{_HAVE} (?:a |the )?difference (?:that is |which is )?"
        rf"(?:divisible by|a multiple of)|(?:are )?congruent (?:to each other )?(?:modulo|mod)|"
        rf"(?:leave|have|give|with) the same (?:remainder|residue) {DIVIDED}|"
        rf"(?:are|lie|belong) (?:in|to) the same (?:residue )?class (?:modulo|mod)) {F}",
        "difference multiple",
    ),
    (
        rf"(?:differ by at most|are at most|{_HAVE} (?:a |the )?difference (?:of )?at most)"
        rf" {F}(?: apart)?",
        "within",
    ),
    (rf"(?:differ by|{_HAVE} (?:a )?difference) less than {F}", "less"),
    (
        r"(?:(?:are )?(?:coprime|relatively prime)|have no common (?:prime )?(?:factor|divisor)s?"
        r"(?: (?:greater than|except|other than|bigger than) one)?)",
        "coprime",
    ),
    (
        r"(?:(?:have the property that|such that|where|one of which(?= divides)|) ?"
        r"(?:(?<=one of which )|one (?:of them |of the two |of these |of the two numbers )?)"
        r"(?:always |must )?(?:divides? the other|is a (?:divisor|multiple) of the other)|"
        r"the smaller (?:one |number |of the two |of them |of the two numbers )?(?:always )?"
        r"divides the (?:larger|greater|bigger)|"
        r"the (?:larger|greater|bigger) (?:one |number |of the two |of them )?(?:always )?is "
        r"(?:always )?a multiple of the smaller)(?: one| number)?",
        "divides",
    ),
]
_ORDERED: list[tuple[str, str]] = [
    (
        r"(?:every|each) number (?:(?:always |exactly )?divides the (?:next|following)|is a "
        r"multiple of the (?:previous|preceding))(?: one| number)?",
        "divides next",
    ),
    (
        r"(?:it|every number|each number|each) (?:also )?divides (?:every|all|each of the|all the) "
        rf"(?:later|following|larger) (?:numbers?|ones?)(?: (?:of|in) (?:the|its|this) {BOX})?",
        "divides later",
    ),
]


def _compiled(rows: list[tuple[str, str]]) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(source.replace(F, f"({F})") + END), name) for source, name in rows]


_RELATED = _compiled(_TWO_NUMBERS)
ORDERED = _compiled(_ORDERED)
ADVERBS = r"(?:(?:always|all|both|also|therefore|indeed|then|must|clearly|each|exactly|thus) )*"
_LEAD = re.compile(rf"(?:(?:that|which) )?{ADVERBS}")
_WHOSE = re.compile(r"whose (sum|difference) ")
_IS = r"(?:is|are|equals|must be|be)(?: always| exactly| equal to| then| therefore| thus| all)* "
_MEASURED = [
    (re.compile(rf"{_IS}({F}){END}"), ""),
    (re.compile(rf"{_IS}(?:divisible by|a multiple of) ({F}){END}"), " multiple"),
    (re.compile(rf"{_IS}at most ({F}){END}"), "within"),
    (re.compile(rf"{_IS}less than ({F}){END}"), "less"),
]


def relation(phrase: Phrase, at: int) -> tuple[Term, int] | None:
    """ "have the sum 13", "whose difference is 5": the relation as a term."""
    whose = _WHOSE.match(phrase.text, at)
    if whose is not None:
        return measured(phrase, whose.end(), whose.group(1))
    lead = _LEAD.match(phrase.text, at)
    at = lead.end() if lead else at
    for pattern, name in _RELATED:
        match = pattern.match(phrase.text, at)
        if match is not None:
            values = tuple(phrase.term(each) for each in match.groups() if each)
            return related_by(name, values), match.end()
    same = _SAME_REMAINDER.match(phrase.text, at)
    modulus = known_modulus(phrase) if same is not None else None
    if same is not None and modulus is not None:
        return Call("difference multiple", (modulus,)), same.end()
    return None


_SAME_REMAINDER = re.compile(
    r"(?:leave|have|give|with|are in|lie in|belong to) the same (?:remainder|residue|residue "
    rf"class|remainder class){END}"
)


def measured(phrase: Phrase, at: int, what: str) -> tuple[Term, int] | None:
    """What a sum or difference of two numbers is: "is at most 3"."""
    for pattern, name in _MEASURED:
        match = pattern.match(phrase.text, at)
        if match is None:
            continue
        value = phrase.term(match.group(1))
        if name in ("", " multiple"):
            return Call(what + name, (value,)), match.end()
        return (related_by(name, (value,)), match.end()) if what == "difference" else None
    return None


def related_by(name: str, values: tuple[Term, ...]) -> Term:
    """The relation; whole numbers differ by less than 4 when they differ by at most 3."""
    if name == "less":
        if len(values) != 1 or not isinstance(values[0], Num):
            raise Unclear("a number is expected")
        return Call("within", (num(values[0].value - 1),))
    return Call(name, values)


def asked(phrase: Phrase) -> Call | None:
    """The relation of the problem."""
    statement = phrase.scope.vocabulary.statement
    if isinstance(statement, Named) and len(statement.args) == 1:
        related = statement.args[0]
        return related if isinstance(related, Call) else None
    return None


def known_modulus(phrase: Phrase) -> Term | None:
    """The modulus that "the same remainder" speaks of: said before, or the problem's."""
    if phrase.scope.boxes.modulus is not None:
        return phrase.scope.boxes.modulus
    related = asked(phrase)
    multiple = related is not None and related.name == "difference multiple"
    return related.args[0] if related is not None and multiple else None
