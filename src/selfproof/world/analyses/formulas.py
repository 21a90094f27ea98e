"""Formulas as an analysis quotes them: found in a text, compared, and checked where they are exact.

Two quotes of one formula may differ in spacing, in LaTeX spelling and in how much of a chain they
show. `canon` removes the first two differences; `shows` accepts a part of a chain for the third.
Truth is asked of the kernel and only about what needs no context: numbers and identities.
"""

from __future__ import annotations

import re
from functools import lru_cache

from selfproof.world import poly
from selfproof.world.kernel.normal import normal
from selfproof.world.kernel.truth import truth
from selfproof.world.latex import Formula, parse_formula
from selfproof.world.poly import Coef
from selfproof.world.props import Cong, Divides, Prop, Rel
from selfproof.world.terms import MINUS_ONE, Add, Mul, Point, Term, Undefined

LONGEST = 400
"""Characters of a formula that is looked at; a longer one is no quote."""

MATH = re.compile(
    r"\$\$([^$]{1,2000})\$\$|\$([^$]{1,2000})\$"
    r"|\\\(((?:[^\\]|\\(?![()])){0,2000}+)\\\)|\\\[((?:[^\\]|\\(?![\[\]])){0,2000}+)\\\]"
)
_ATOM = r"(?:\\[A-Za-z]++|(?<![A-Za-z\\])[A-Za-z](?![A-Za-z])|\d++|[-+*/^(){}_!|])"
_RELATION = r"(?:<=|>=|!=|=|≡|≤|≥|<|>|≠|\\equiv|\\le\b|\\ge\b|\\ne\b|\\mid\b|∣)"
PLAIN = re.compile(
    rf"(?<![A-Za-z\\\d]){_ATOM}(?:[ \t]?{_ATOM}){{0,60}}"
    rf"(?:[ \t]?{_RELATION}(?:[ \t]?{_ATOM}){{1,60}}){{1,8}}"
    r"(?:[ \t]?\(?mod(?:ulo)?[ \t]\d++\)?)?"
)
"""A formula without its dollar signs: short symbols around a relation."""

_MOD = re.compile(
    r"\\pmod(?:\{([^{}]{1,40})\}|(\w))|\((?:\\?b?mod(?:ulo)?)([^()]{1,40})\)"
    r"|\\?b?mod(?:ulo)?\{?(\w{1,20})\}?"
)
_SPELLING = re.compile(
    r"\\(?:left|right|displaystyle|quad|qquad|bigl?|bigr|Bigl?|Bigr|[,;:! ])(?![a-z])"
    r"|\\(?:cdot|times|ast)(?![a-z])|[·×⋅∙]"
    r"|\\leq?(?:slant)?(?![a-z])|<=|\\geq?(?:slant)?(?![a-z])|>=|\\neq?(?![a-z])|!="
    r"|\\equiv(?![a-z])|\\mid(?![a-z])|∣|\\nmid(?![a-z])|\\in(?![a-z])"
    r"|\\(?:dots|ldots|cdots|dotsb|dotsc)(?![a-z])|\.\.\.|\\[dt]frac|[−–]"
    r"|\\(?:\{|\}|lbrace|rbrace)"
)
_ONE_SIGN = {
    "\\equiv": "≡",
    "\\mid": "|",
    "∣": "|",
    "\\nmid": "∤",
    "\\in": "∈",
    "...": "…",
    "\\dfrac": "\\frac",
    "\\tfrac": "\\frac",
    "−": "-",
    "–": "-",
    "\\{": "[",
    "\\lbrace": "[",
    "\\}": "]",
    "\\rbrace": "]",
}
_TEX_LINKS = re.compile(r"(=|\\equiv(?![a-z])|≡|\\(?:neq?|leq?|geq?|mid|in)(?![a-z])|[<>≠≤≥∣])")
_TEX_MODULUS = re.compile(
    r"\s*(?:\\pmod\s*(?:\{([^{}]{1,40})\}|(\w))|\(mod(?:ulo)?\s+(\w{1,20})\))"
)
_BRACED = re.compile(r"\{(\w)\}")
_LINKS = re.compile(r"([=≡≤≥<>≠|∤∈])")


def _sign(match: re.Match[str]) -> str:
    text = match.group()
    if text in _ONE_SIGN:
        return _ONE_SIGN[text]
    if text.startswith(("\\le", "<=")) and not text.startswith("\\left"):
        return "≤"
    if text.startswith(("\\ge", ">=")):
        return "≥"
    if text.startswith(("\\ne", "!=")):
        return "≠"
    if text.startswith(("\\cdot", "\\times", "\\ast")) or text in "·×⋅∙":
        return "*"
    return "…" if text.endswith("dots") or "dots" in text else ""


@lru_cache(maxsize=4096)
def canon(formula: str) -> str:
    """A formula without spacing and variants of spelling; a modulus is `%m` at its place."""
    text = _SPELLING.sub(_sign, formula[: 4 * LONGEST])
    text = "".join(text.split()).replace("$", "").replace("\\(", "").replace("\\)", "")
    text = _MOD.sub(lambda m: "%" + (m[1] or m[2] or m[3] or m[4]).strip("{}"), text)
    return _BRACED.sub(r"\1", text).replace("**", "^").strip(".,;:")


@lru_cache(maxsize=8192)
def links(shape: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """(members, relations, modulus) of a canonical chain."""
    body, _, modulus = shape.partition("%")
    parts = tuple(_LINKS.split(body))
    return parts[::2], parts[1::2], modulus


def shows(whole: str, quote: str) -> bool:
    """Whether a canonical `quote` is `whole`, a piece of it, or some members of its chain."""
    if not quote:
        return False
    return (quote in whole and _piece(whole, quote)) or chained(whole, quote)


def chained(whole: str, quote: str) -> bool:
    """Whether a canonical `quote` is a relation between members of the chain `whole`, in order."""
    members, relations, modulus = links(quote)
    if not relations or not all(member and member in whole for member in members):
        return False
    known, _, own = links(whole)
    if modulus and modulus != own:
        return False
    place = 0
    for member in members:
        while place < len(known) and known[place] != member:
            place += 1
        if place == len(known):
            return False
        place += 1
    return True


def _piece(whole: str, quote: str) -> bool:
    """A substring that cuts neither a number nor a name in two."""
    place = whole.find(quote)
    while place >= 0:
        end = place + len(quote)
        before, after = whole[place - 1 : place], whole[end : end + 1]
        if not (_joined(before, quote[0]) or _joined(quote[-1], after)):
            return True
        place = whole.find(quote, place + 1)
    return False


def _joined(left: str, right: str) -> bool:
    return (left.isdigit() and right.isdigit()) or (left.isalpha() and right.isalpha())


@lru_cache(maxsize=4096)
def parsed(formula: str) -> Formula | None:
    """What the world's parser makes of it."""
    if len(formula) > LONGEST:
        return None
    found = parse_formula(formula)
    return found if isinstance(found, Formula) else None


@lru_cache(maxsize=4096)
def verdict(formula: str) -> bool | None:
    """True or False where a formula is settled by itself: by numbers, or as an identity."""
    found = parsed(formula)
    if found is None or not found.props:
        return None
    verdicts = [holds(prop) for prop in found.props]
    if False in verdicts:
        return False
    return None if None in verdicts else True


def holds(prop: Prop) -> bool | None:
    """Truth of a proposition without context; None where that does not settle it."""
    try:
        known = _compared(prop)
    except Undefined:
        known = None
    return truth(prop, {}) if known is None else known


def _compared(prop: Prop) -> bool | None:
    match prop:
        case Rel(_, Point(), _) | Rel(_, _, Point()):
            return None
        case Rel(op, left, right):
            gap = difference(left, right)
            if gap is None:
                return None
            return {
                "=": gap == 0,
                "!=": gap != 0,
                "<": gap < 0,
                "<=": gap <= 0,
                ">": gap > 0,
                ">=": gap >= 0,
            }[op]
        case Cong(left, right, modulus):
            gap, size = difference(left, right), value(modulus)
            return None if gap is None or size is None or not size else gap % size == 0
        case Divides(divisor, term):
            size, total = value(divisor), value(term)
            return None if size is None or total is None or not size else total % size == 0
    return None


def value(term: Term) -> Coef | None:
    """The number that a term is, whatever its variables."""
    shape = normal(term)
    top, bottom = poly.constant(shape.num), poly.constant(shape.den)
    if shape.needs or top is None or bottom is None:
        return None
    return poly.quotient(top, bottom)


def difference(left: Term, right: Term) -> Coef | None:
    """left - right, where that is a number whatever the variables."""
    return value(Add((left, Mul((MINUS_ONE, right)))))


def false_links(formula: str) -> tuple[Prop, ...]:
    """The links of a chain that are false by themselves."""
    found = parsed(formula)
    return () if found is None else tuple(p for p in found.props if holds(p) is False)


def corrects(formula: str, proposed: str) -> bool | None:
    """Whether `proposed` is what a false link of `formula` should say; None if unsettled."""
    wrong, term = false_links(formula), single(proposed)
    if not wrong or term is None:
        return None
    verdicts = [_corrected(prop, term) for prop in wrong]
    if True in verdicts:
        return True
    return None if None in verdicts else False


def _corrected(prop: Prop, term: Term) -> bool | None:
    match prop:
        case Rel("=", left, right):
            sides = [holds(Rel("=", left, term))]
            if term != right:
                sides.append(holds(Rel("=", term, right)))
        case Cong(left, right, modulus):
            sides = [holds(Cong(left, term, modulus))]
        case _:
            return None
    if True in sides:
        return True
    return None if None in sides else False


def single(formula: str) -> Term | None:
    """The term that a formula is, when it is one."""
    found = parsed(formula)
    return found.terms[0] if found and not found.props and len(found.terms) == 1 else None


def right_value(formula: str) -> tuple[str, str, str, int] | None:
    """(left side, right side, modulus or empty, the integer it should be) of the first link of a
    chain that is false by itself, as it is written; None where there is none of that kind."""
    modulus = _TEX_MODULUS.search(formula)
    body = formula[: modulus.start()] if modulus else formula
    divisor = single(next(filter(None, modulus.groups()))) if modulus else None
    parts = _TEX_LINKS.split(body)
    for left, relation, right in zip(parts[::2], parts[1::2], parts[2::2], strict=False):
        if relation not in ("=", "\\equiv", "≡"):
            continue
        congruent = relation != "="
        link = f"{left}{relation}{right}{modulus.group() if modulus and congruent else ''}"
        exact = _integer(single(left))
        if exact is None or verdict(link) is not False:
            continue
        size = _integer(divisor) if congruent else None
        shown = modulus.group().strip() if modulus and congruent else ""
        return left.strip(), right.strip(), shown, exact % size if size else exact
    return None


def _integer(term: Term | None) -> int | None:
    try:
        found = None if term is None else value(term)
    except Undefined:
        return None
    return found if isinstance(found, int) else None
