"""The modulus of a congruence that names none.

A writer says "modulo 7" once and then writes `x^2 \\equiv 2`. Such a congruence is meant modulo
what its own sentence names, or else what was named last. A sentence that names two leaves it open.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selfproof.world.language.patterns import F
from selfproof.world.latex import Formula, parse_formula
from selfproof.world.terms import Term

if TYPE_CHECKING:
    from selfproof.world.language.phrase import Phrase

_IN_FORMULA = re.compile(
    r"\\p?mod(?:ulo)?\s*(?:\{\s*([^{}]+?)\s*\}|([0-9A-Za-z]))|\bmod(?:ulo)?\s+([0-9]+|[A-Za-z]\b)"
)
_IN_WORDS = re.compile(rf" (?:modulo|mod|divided by|division by) ({F})")


def named(phrase: Phrase) -> list[Term]:
    """The different moduli that a sentence names, in order."""
    raws = [phrase.raw(mark) for mark in _IN_WORDS.findall(f" {phrase.text}")]
    for written in phrase.skeleton.formulas:
        if "mod" in written:
            raws += [next(filter(None, groups)) for groups in _IN_FORMULA.findall(written)]
    found: dict[Term, None] = {}
    for raw in raws:
        formula = parse_formula(raw, phrase.scope.names)
        if isinstance(formula, Formula) and len(formula.terms) == 1:
            found[formula.terms[0]] = None
    return list(found)


def ambient(phrase: Phrase) -> Term | None:
    """Of a congruence in this sentence that names none."""
    if phrase.scope.modulus is not None:
        return phrase.scope.modulus
    found = named(phrase)
    if len(found) > 1:
        return None
    return found[0] if found else phrase.scope.named_modulus


def note_modulus(phrase: Phrase) -> None:
    """Remember the modulus of a sentence for the sentences after it."""
    if (
        "mod" in phrase.text
        or "divi" in phrase.text
        or any("mod" in formula for formula in phrase.skeleton.formulas)
    ):
        found = named(phrase)
        if found:
            phrase.scope.named_modulus = found[-1]
