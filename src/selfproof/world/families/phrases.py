"""Small pieces of text that the families share: arithmetic in LaTeX, lists, connectives.

Everything here is wording. A function that takes `Draws` makes one choice, so a family gets its
variety by calling several of them; the same draws give the same text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from selfproof.world import terms
from selfproof.world.families.base import Draws
from selfproof.world.terms import Term

SLIP = "slip"
PROPAGATED = "propagated slip"
MISSING_CASE = "missing case"
LEAP = "leap"
ASSUMED = "assumed conclusion"
WRONG_BASE = "wrong base case"
NO_HYPOTHESIS = "unused hypothesis"
ZERO_DIVISION = "division by zero"
WRONG_ANSWER = "wrong answer"
UNCHECKED = "unchecked answer"
GAP = "gap"
WRONG_MODULUS = "wrong modulus"
"""The kinds of planted flaws, as `Wrong.flaw` names them."""

_NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


# Polynomials: coefs[i] belongs to the i-th power.


def value(coefs: Sequence[int], at: int) -> int:
    """The polynomial's value."""
    total = 0
    for coef in reversed(coefs):
        total = total * at + coef
    return total


def product(left: Sequence[int], right: Sequence[int]) -> list[int]:
    """The product of two polynomials, neither of them empty."""
    result = [0] * (len(left) + len(right) - 1)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            result[i + j] += a * b
    return result


def trimmed(coefs: Sequence[int]) -> list[int]:
    """Without leading zeros; the zero polynomial is [0]."""
    result = list(coefs)
    while len(result) > 1 and result[-1] == 0:
        result.pop()
    return result


def power_tex(base: str, exponent: int) -> str:
    """`base` to a power: `x`, `x^2`, `x^{12}`; the base is not put in brackets."""
    if exponent == 1:
        return base
    return f"{base}^{exponent}" if 0 <= exponent < 10 else f"{base}^{{{exponent}}}"


def sum_tex(parts: Iterable[tuple[int, str]]) -> str:
    """A sum of multiples of bodies: (2, "x^2"), (-1, "y"), (3, "") is `2x^2 - y + 3`. A body that
    begins with a digit or `(-` gets a dot, zero multiples are left out, and an empty sum is `0`."""
    text = ""
    for coef, body in parts:
        if coef == 0:
            continue
        size = abs(coef)
        if not body:
            piece = str(size)
        elif size == 1:
            piece = body
        else:
            piece = (
                f"{size} \\cdot {body}"
                if body[0].isdigit() or body.startswith("(-")
                else f"{size}{body}"
            )
        if not text:
            text = f"-{piece}" if coef < 0 else piece
        else:
            text += f" - {piece}" if coef < 0 else f" + {piece}"
    return text or "0"


def poly_tex(coefs: Sequence[int], var: str = "n") -> str:
    """A polynomial, highest power first: (1, 0, 3) is `3n^2 + 1`."""
    return sum_tex(
        (coefs[i], power_tex(var, i) if i else "") for i in range(len(coefs) - 1, -1, -1)
    )


def bracketed(number: int) -> str:
    """A number as a factor or base: negative ones in brackets."""
    return f"({number})" if number < 0 else str(number)


def substituted_tex(coefs: Sequence[int], at: int) -> str:
    """A polynomial with a number put in, not yet computed: `3 \\cdot 2^2 + 1`."""
    base = bracketed(at)
    return sum_tex(
        (coefs[i], power_tex(base, i) if i else "") for i in range(len(coefs) - 1, -1, -1)
    )


def plus_tex(numbers: Sequence[int]) -> str:
    """A written-out sum of numbers: `3 - 2 + 0`."""
    text = str(numbers[0])
    for number in numbers[1:]:
        text += f" - {-number}" if number < 0 else f" + {number}"
    return text


def poly_term(coefs: Sequence[int], var: str = "n") -> Term:
    """A polynomial as a term, highest power first."""
    parts: list[Term] = []
    for i in range(len(coefs) - 1, -1, -1):
        if coefs[i]:
            parts.append(monomial(coefs[i], var, i))
    return terms.add(*parts)


def monomial(coef: int, var: str, exponent: int) -> Term:
    """coef * var^exponent as a term."""
    if exponent == 0:
        return terms.num(coef)
    base = terms.Var(var)
    body: Term = base if exponent == 1 else terms.power(base, exponent)
    return body if coef == 1 else terms.mul(terms.num(coef), body)


Monomials: TypeAlias = tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Polynomial:
    """A sum of monomials (coefficient, exponents) in the given variables."""

    names: tuple[str, ...]
    parts: Monomials

    @property
    def tex(self) -> str:
        return sum_tex((c, _product_tex(self.names, e)) for c, e in self.parts)

    @property
    def term(self) -> Term:
        shown: list[Term] = []
        for coef, exponents in self.parts:
            factors = [
                terms.Var(name) if e == 1 else terms.power(terms.Var(name), e)
                for name, e in zip(self.names, exponents, strict=True)
                if e
            ]
            if coef != 1 or not factors:
                factors.insert(0, terms.num(coef))
            shown.append(terms.mul(*factors))
        return terms.add(*shown)

    def at(self, values: Sequence[int]) -> int:
        total = 0
        for coef, exponents in self.parts:
            for x, e in zip(values, exponents, strict=True):
                coef *= x**e
            total += coef
        return total

    def put_in(self, values: Sequence[int]) -> str:
        """With the values written in. In two variables, what is multiplied by 0 is left out, and
        so are factors 1."""
        pieces = []
        for coef, exponents in self.parts:
            used = [(x, e) for x, e in zip(values, exponents, strict=True) if e]
            if len(self.names) > 1:
                if any(x == 0 for x, _ in used):
                    continue
                used = [(x, e) for x, e in used if x != 1]
            body = " \\cdot ".join(power_tex(bracketed(x), e) for x, e in used)
            pieces.append((coef, body))
        return sum_tex(pieces)

    @property
    def coefs(self) -> list[int]:
        """Of a polynomial in one variable, from the constant up."""
        dense = [0] * (max(e[0] for _, e in self.parts) + 1)
        for coef, (exponent,) in self.parts:
            dense[exponent] = coef
        return dense


def _product_tex(names: Sequence[str], exponents: Sequence[int]) -> str:
    return "".join(power_tex(name, e) for name, e in zip(names, exponents, strict=True) if e)


# Words.


def listing(items: Sequence[object], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; at least one item."""
    texts = [str(item) for item in items]
    if len(texts) == 1:
        return texts[0]
    return f"{', '.join(texts[:-1])} {last} {texts[-1]}"


def math(text: object) -> str:
    """In dollar signs."""
    return f"${text}$"


def mod(modulus: int) -> str:
    """`\\pmod{5}`, to stand inside a formula."""
    return f"\\pmod{{{modulus}}}"


def number_word(number: int) -> str:
    """A count in words up to twelve."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`."""
    tail = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10)
    return f"{number}{tail or 'th'}"


def capital(text: str) -> str:
    """With a capital letter at the start."""
    return text[:1].upper() + text[1:]


def connective(draws: Draws) -> str:
    """Begins a sentence that draws a conclusion: "Hence", "So", ... (no comma follows)."""
    return draws.pick(("So", "Hence", "Thus", "Therefore"))


def then(draws: Draws) -> str:
    """Joins a conclusion inside a sentence: "so", "hence", ..."""
    return draws.pick(("so", "hence", "thus", "and so"))


def opening(draws: Draws, *own: str) -> str:
    """How a proof opens: nothing, "Proof.", or one of the family's own sentences."""
    return draws.pick(("", "", "**Proof.**", "Proof.", *own, *own))


def ending(draws: Draws) -> str:
    """How a proof ends, with nothing said: often empty."""
    return draws.pick(
        (
            "",
            "",
            "",
            "This completes the proof.",
            "Q.E.D.",
            "The proof is complete.",
            "$\\square$",
        )
    )


def let_integers(draws: Draws, names: Sequence[str], kind: str = "integer") -> str:
    """Introduces variables: "Let $n$ be an integer."."""
    article = "an" if kind[0] in "aeiou" else "a"
    if len(names) == 1:
        name = math(names[0])
        return draws.pick(
            (
                f"Let {name} be {article} {kind}.",
                f"Let {name} be any {kind}.",
                f"Let {name} be an arbitrary {kind}.",
            )
        )
    shown = listing([math(name) for name in names])
    return draws.pick((f"Let {shown} be {kind}s.", f"Let {shown} be any {kind}s."))
