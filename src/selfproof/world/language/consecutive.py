"""Consecutive integers: that a product is one of them, and that one of them is a multiple.

Of k consecutive integers at least one is divisible by d when k >= d, and exactly one when k = d.
Said of any k integers it is a known fact; said of particular ones it is a claim about these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from selfproof.world.language.patterns import END, NUMBERS, F
from selfproof.world.language.phrase import Phrase, Said, Unclear, is_formula, offset
from selfproof.world.props import Divides, Or, Prop, Rel
from selfproof.world.terms import ONE, Mul, Num, Term, num, sub

_COUNT = "two|three|four|five|six"
_LIST = rf"{F}(?:(?: ,)?(?: and| or)? {F})*"
_HEAD = re.compile(
    rf"(?P<quantity>exactly |at least )?(?:(?P<one>one) )?(?:among|of|out of|in) "
    rf"(?P<which>any |every |all |these |those |the |our )?(?:(?P<count>{_COUNT}) )?"
    rf"(?:(?P<word>consecutive )?(?:integers|numbers|factors)|them)(?: (?P<list>{_LIST}))?(?: ,)? "
)
_QUANTITY = (
    r"(?P<quantity>(?:always |certainly )?(?:exactly |precisely |at least )?)(?:one(?: of them)? )?"
)
_KIND = rf"(?:even|divisible by (?P<d>{F})|a multiple of (?P<m>{F}))"
_FACT = re.compile(
    rf"(?:{_QUANTITY}(?:(?:is|are|must be) (?:always |certainly )?(?:an? )?){_KIND}"
    rf"|there (?:is|must be) (?:always )?(?P<quantity2>exactly |at least )?"
    rf"(?:one |an? )?(?:(?P<even>even (?:one|number|integer|factor))|multiple of (?P<m2>{F})"
    rf"|(?:number |integer )?(?:that is |which is )?divisible by (?P<d2>{F})))" + END
)
_AND = re.compile(r"(?: ,)? and (?:also )?")


def one_of_consecutive(phrase: Phrase, at: int) -> Said | None:
    """ "Of three consecutive integers exactly one is a multiple of 3"."""
    head = _HEAD.match(phrase.text, at)
    if head is None:
        return None
    terms = _particular(phrase, head)
    count = len(terms) if terms else NUMBERS.get(head.group("count") or "", 0)
    if not terms and not head.group("word"):
        return None
    said: list[Prop] = _differences(terms) if head.group("word") else []
    end = head.end()
    quantity = head.group("quantity") or ""
    facts = 0
    while (match := _FACT.match(phrase.text, end)) is not None:
        exactly = re.search("exactly|precisely", f"{quantity}{match.group('quantity')}") or (
            match.group("quantity2") or ""
        ).startswith("exactly")
        divisor = _divisor(phrase, match)
        consecutive = bool(head.group("word")) or _ordered(terms) is not None
        if exactly and not (consecutive and divisor == count):
            raise Unclear("how many of them are multiples is not clear")
        if not terms and divisor > count:
            raise Unclear("none of them needs to be a multiple")
        if terms:
            said.append(Or(tuple(Divides(num(divisor), term) for term in terms)))
        end = match.end()
        facts += 1
        joint = _AND.match(phrase.text, end)
        if joint is None or _FACT.match(phrase.text, joint.end()) is None:
            break
        end = joint.end()
    return Said(said, end) if facts else None


def _divisor(phrase: Phrase, match: re.Match[str]) -> int:
    mark = next((match.group(name) for name in ("d", "m", "d2", "m2") if match.group(name)), None)
    return 2 if mark is None else phrase.count(mark)


def _particular(phrase: Phrase, head: re.Match[str]) -> list[Term]:
    """The integers that are meant, where it is not any of them."""
    count = NUMBERS.get(head.group("count") or "", 0)
    if head.group("list"):
        terms = phrase.terms(head.group("list"))
        if count and len(terms) != count:
            raise Unclear("they are not as many as is said")
        return terms
    if head.group("which") in (None, "any ", "every ", "all ") and head.group("count"):
        return []
    product = phrase.scope.product
    for each in (product.factors if isinstance(product, Mul) else (), phrase.scope.listed):
        if len(each) > 1 and count in (0, len(each)):
            return list(each)
    raise Unclear("it is not clear which numbers are meant")


def _ordered(terms: Sequence[Term]) -> list[Term] | None:
    """Consecutive integers k, k + 1, ... in order; None when they are not."""
    try:
        places = sorted((offset(term), place) for place, term in enumerate(terms))
    except Unclear:
        return None
    base, first = places[0][0]
    wanted = [(base, first + step) for step in range(len(terms))]
    return [terms[p] for _, p in places] if [o for o, _ in places] == wanted else None


def _differences(terms: Sequence[Term]) -> list[Prop]:
    """That they are consecutive."""
    if not terms or _ordered(terms) is not None:
        return []
    return [Rel("=", sub(b, a), ONE) for a, b in pairwise(terms)]


def product_of_consecutive(phrase: Phrase, subject: Term, match: re.Match[str]) -> list[Prop]:
    """ "is a product of three consecutive integers": of the product that was written. What is
    plain from how it is written is not said again."""
    count = NUMBERS[match.group("k")]
    marks = [each for each in match.group("factors") or "" if is_formula(each)]
    if marks:
        listed = phrase.terms("".join(marks))
        candidates: list[Term] = [Mul(tuple(listed))] if len(listed) > 1 else []
    else:
        candidates = [each for each in (subject, phrase.scope.product) if each is not None]
    for product in candidates:
        factors = product.factors if isinstance(product, Mul) else ()
        if len(factors) != count or any(isinstance(each, Num) for each in factors):
            continue
        same = Rel("=", subject, product)
        return [*([same] if product != subject else []), *_differences(factors)]
    raise Unclear("it is not clear which consecutive integers are meant")
