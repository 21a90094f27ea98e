"""Lists of values: powers one by one ("the cubes of 0, 1, 2 are 0, 1, 8"), residues that are left.

What is said of a list is claimed of each of its members, in the order in which they are written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from selfproof.world.language.complements import note_residues, remainder
from selfproof.world.language.moduli import ambient
from selfproof.world.language.patterns import END, F
from selfproof.world.language.phrase import Phrase, Said, Unclear, is_formula
from selfproof.world.props import Cong, Not, Or, Prop, Rel
from selfproof.world.terms import Num, Term, add, power

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_LIST = rf"{F}(?:(?: ,)?(?: and| or)? {F})*"
_POWER = {
    "squares": 2,
    "cubes": 3,
    "fourth powers": 4,
    "fifth powers": 5,
    "sixth powers": 6,
}
_MODULO = (
    rf"(?: ,)?(?: respectively)?(?: (?:modulo|mod|on division by|when divided by) (?P<m>{F}))?"
)
_POWERS_OF = re.compile(
    rf"(?:the |their )?(?P<power>{'|'.join(_POWER)}) of (?:the (?:numbers|residues|integers) )?"
    rf"(?P<of>{_LIST}) (?:are|leave|have) (?P<how>congruent to |the (?:residues|remainders) )?"
    rf"(?P<list>{_LIST}){_MODULO}" + END
)
_LEAVE = re.compile(
    rf"(?:they|these(?: numbers)?|these values) (?:leave|have|give) (?:the )?"
    rf"(?:remainders|residues) (?P<list>{_LIST}){_MODULO}" + END
)
_AGAIN = re.compile(
    r"(?P<what>squaring|cubing)(?: (?:these|them|once more|again|each|all|of|the|residues|numbers|"
    rf"values))*(?: ,)? (?:we (?:get|obtain|find)|gives|yields) (?P<list>{_LIST}){_MODULO}" + END
)
_POSSIBLE = re.compile(
    r"(?:so |hence )?the (?:only )?possible (?P<what>sums|values|residues|remainders)"
    rf"(?: (?:of|for) (?P<of>{F}))? (?:are|is)(?: therefore| thus)?(?: :)? (?P<list>{_LIST})"
    rf"{_MODULO}" + END
)
_THEY = re.compile(rf"(?:they|these) are (?P<list>{_LIST}){_MODULO}" + END)
_MISSING = re.compile(
    rf"(?:the )?(?:residue |remainder |number |value )?(?P<of>{F}) (?:does not (?:appear|occur)|is "
    r"missing|never (?:appears|occurs)|is not (?:among (?:them|these|those)|one of (?:them|these|"
    r"those)|in (?:the|this) (?:list|table)))(?: (?:here|there|in (?:the|this) (?:list|table)))?"
    + END
)
Value: TypeAlias = "tuple[Term, Term]"
"""What was written, and what it comes to."""


def pieces(phrase: Phrase, marks: str) -> list[str]:
    """The members of a list, as written."""
    found: list[str] = []
    for mark in marks:
        if not is_formula(mark):
            continue
        depth = start = 0
        raw = (
            re.sub(r"\\(?:quad|qquad|text\{ ?(?:and|or) ?\})|\\[,;:]", " ", phrase.raw(mark)) + ","
        )
        for place, sign in enumerate(raw):
            depth += (sign in "({[") - (sign in ")}]")
            if sign == "," and depth == 0:
                if raw[start:place].strip():
                    found.append(raw[start:place].strip())
                start = place + 1
    if not found or any("dots" in each or "..." in each for each in found):
        raise Unclear("the list is not written out")
    return found


def _value(phrase: Phrase, piece: str, modulus: Term | None) -> Value:
    """A value that may be computed: `16 \\equiv 3`, `2 + 5 = 7`. That it is so is claimed too."""
    if "\\equiv" in piece or "=" in piece:
        props = list(phrase.read("0 \\equiv " + piece, modulus).props)
        first, *rest = props
        last = rest[-1] if rest else first
        if not isinstance(first, Cong) or not isinstance(last, Cong | Rel):
            raise Unclear("a value is not clear")
        phrase.side += [prop for prop in rest if prop not in phrase.side]
        return first.right, last.right
    terms = phrase.read(piece).terms
    if len(terms) != 1:
        raise Unclear("a value is not clear")
    return terms[0], terms[0]


def _modulus(phrase: Phrase, match: re.Match[str]) -> Term | None:
    mark = match.group("m")
    return phrase.term(mark) if mark else ambient(phrase)


def _same(left: Term, right: Term, modulus: Term | None) -> Prop:
    return Rel("=", left, right) if modulus is None else Cong(left, right, modulus)


def _each(
    phrase: Phrase, bases: list[list[Term]], exponent: int, match: re.Match[str], exact: bool
) -> list[Prop]:
    """Each power has the value at its place."""
    written = pieces(phrase, match.group("list"))
    modulus = _modulus(phrase, match)
    if len(written) != len(bases):
        raise Unclear("the lists are not equally long")
    values = [_value(phrase, piece, modulus) for piece in written]
    phrase.scope.values = tuple(last for _, last in values)
    kept = None if exact else modulus
    return [
        _same(power(base, exponent), value, kept)
        for group, (value, _) in zip(bases, values, strict=True)
        for base in group
    ]


def powers_of(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "The squares of $0, \\pm 1, \\pm 2$ are congruent to $0, 1, 4$"."""
    match = _POWERS_OF.match(phrase.text, at)
    if match is None:
        return None
    bases = [list(phrase.read(_plus_minus(each)).terms) for each in _split(phrase, match)]
    exact = not (match.group("how") or match.group("m")) and (
        phrase.scope.modulus is None or _is_beyond(phrase, match, phrase.scope.modulus)
    )
    return Said(_each(phrase, bases, _POWER[match.group("power")], match, exact), match.end())


def _is_beyond(phrase: Phrase, match: re.Match[str], modulus: Term) -> bool:
    """A list with a number that is no residue is one of the powers themselves."""
    values = [_value(phrase, piece, modulus)[0] for piece in pieces(phrase, match.group("list"))]
    return isinstance(modulus, Num) and any(
        isinstance(value, Num) and value.value >= modulus.value for value in values
    )


def _split(phrase: Phrase, match: re.Match[str]) -> list[str]:
    return pieces(phrase, match.group("of"))


def _plus_minus(piece: str) -> str:
    """Both signs, as a list."""
    inner = piece.removeprefix("\\pm").strip()
    return f"{inner}, -{inner}" if inner != piece else piece


def leave(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "They leave the remainders 0, 1, 1, 6"."""
    match = _LEAVE.match(phrase.text, at)
    if match is None or not phrase.scope.values:
        return None
    written, modulus = pieces(phrase, match.group("list")), _modulus(phrase, match)
    if len(written) != len(phrase.scope.values) or modulus is None:
        raise Unclear("the lists are not equally long")
    rests = [_value(phrase, piece, modulus)[0] for piece in written]
    pairs = zip(phrase.scope.values, rests, strict=True)
    props = [remainder(value, rest, modulus) for value, rest in pairs]
    phrase.scope.values = tuple(rests)
    return Said(props, match.end())


def again(reader: SentenceReader, at: int) -> int | None:
    """ "Squaring once more gives $0, 1, 16 \\equiv 3$"."""
    phrase = reader.phrase
    match = _AGAIN.match(phrase.text, at)
    if match is None or not phrase.scope.values:
        return None
    exponent = 2 if match.group("what") == "squaring" else 3
    bases = [[value] for value in phrase.scope.values]
    reader.claim(Said(_each(phrase, bases, exponent, match, False), match.end()), at)
    return match.end()


def possible(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "The possible sums are $0$, $2$, $2 + 5 = 7$"; "they are $0$, $4$, $9$"."""
    match = _POSSIBLE.match(phrase.text, at) or _THEY.match(phrase.text, at)
    modulus = _modulus(phrase, match) if match is not None else None
    if match is None or modulus is None:
        return None
    groups, lists = match.groupdict(), phrase.scope.residues
    subject = phrase.scope.first
    if groups.get("of"):
        subject = phrase.term(groups["of"])
    elif groups.get("what") == "sums":
        if len(lists) < 2:
            return None
        subject = add(lists[-2][0], lists[-1][0])
    if subject is None:
        return None
    values = [_value(phrase, piece, modulus)[0] for piece in pieces(phrase, match.group("list"))]
    note_residues(phrase, subject, modulus, values)
    options = tuple(Cong(subject, value, modulus) for value in values)
    return Said([options[0] if len(options) == 1 else Or(options)], match.end())


def missing(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "The residue 12 does not appear" in the last list of residues."""
    match = _MISSING.match(phrase.text, at)
    if match is None or not phrase.scope.residues:
        return None
    subject, modulus, _ = phrase.scope.residues[-1]
    lists = [each for each in phrase.scope.residues if each[:2] == (subject, modulus)]
    values = dict.fromkeys(value for each in lists for value in each[2])
    term = phrase.term(match.group("of"))
    return Said([Not(Cong(term, value, modulus)) for value in values], match.end())
