"""Formulas in LaTeX, plain text or Unicode, read into terms and propositions.

`parse_formula` is total: whatever the text, it gives a `Formula` or a `Failure` that says why, in
time linear in the text (dotted sums look at each written term a bounded number of times). Nothing
is evaluated. Equations, inequalities and congruences may be chained; a chain gives one proposition
per link, and what follows from the links together is left to the kernel.
"""

from __future__ import annotations

from selfproof.world.latex.formula import (
    NO_MODULUS,
    Failure,
    Formula,
    parse_formula,
    parse_term,
)
from selfproof.world.latex.names import NO_NAMES, Names

__all__ = [
    "NO_MODULUS",
    "NO_NAMES",
    "Failure",
    "Formula",
    "Names",
    "parse_formula",
    "parse_term",
]
