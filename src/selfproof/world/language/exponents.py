"""What an exponent may be reduced by: "we only need the exponents of 2 modulo 8".

It is right when the base to the power 8 is 1 for the modulus at hand; that is what is claimed, for
the base that is named or for all bases of the problem's number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selfproof.world.language.patterns import END, F
from selfproof.world.language.referents import power_parts
from selfproof.world.language.statements import Claim
from selfproof.world.latex.names import listed
from selfproof.world.props import Cong
from selfproof.world.terms import ONE, Pow, Var

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_WHICH = rf"(?:(?:each|every|the|all|all the|our) )?(?:exponents?|exponents? of (?P<of>{F}))"
_KNOW = (
    r"(?:we (?:therefore |thus |now )?only (?:need|have)(?: to (?:know|find|compute|determine))?|"
    r"it (?:is enough|suffices|is sufficient) to (?:know|find|compute|determine))"
)
_MODULO = rf"(?:modulo|mod) (?P<{{}}>{F})"
_REDUCED = re.compile(
    rf"(?:{_KNOW} {_WHICH.replace('<of>', '<of1>')} {_MODULO.format('by1')}"
    rf"|{_KNOW} (?:the )?remainders? of {_WHICH.replace('<of>', '<of2>')} "
    rf"(?:(?:modulo|mod)|on division by) (?P<by2>{F})"
    rf"|we (?:can|may) (?:therefore |thus |now |also )?(?:replace|reduce) "
    rf"{_WHICH.replace('<of>', '<of3>')} (?:by (?:its|their) (?:remainders?|residues?) )?"
    rf"(?:(?:modulo|mod)|on division by) (?P<by3>{F})"
    rf"|{_WHICH.replace('<of>', '<of4>')} (?:can|may) (?:therefore |thus |now )?be (?:reduced|"
    rf"replaced by (?:its|their) remainders?) {_MODULO.format('by4')}"
    rf"|only {_WHICH.replace('<of>', '<of5>')} {_MODULO.format('by5')} (?:matters?|counts?)"
    rf"|{_WHICH.replace('<of>', '<of6>')} (?:matters?|counts?) only {_MODULO.format('by6')}"
    rf"){END}"
)


def reduced(reader: SentenceReader, at: int) -> int | None:
    """Reads one of these; the power of each base is claimed."""
    phrase, scope = reader.phrase, reader.scope
    match = _REDUCED.match(phrase.text, at) if " exponent" in phrase.text else None
    modulus = scope.modulus or scope.named_modulus
    if match is None or modulus is None:
        return None
    groups = match.groupdict()
    of = next((groups[key] for key in groups if key.startswith("of") and groups[key]), None)
    by = next(phrase.term(groups[key]) for key in groups if key.startswith("by") and groups[key])
    bases = [phrase.term(of)] if of else power_parts(scope, "bases")
    if not bases or isinstance(by, Var):
        return None
    reasons, reader.reasons = reader.reasons, ()
    for base in dict.fromkeys(bases):
        reader.add(Claim(Cong(Pow(base, by), ONE, modulus), reasons), at, match.end())
    scope.modulus = modulus
    return match.end()


TABLE = ((listed("we it only the each every all exponents our"), reduced),)
