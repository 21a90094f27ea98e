"""Words for what was spoken of: "the whole number", "both factors", "the left-hand side".

Each gives the terms that it stands for, or nothing when it is not clear. Whatever is then said of
them is checked, so a wrong guess costs a right proof its score and never does the opposite.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from selfproof.world.language.patterns import NUMBERS, ORDINALS, F
from selfproof.world.language.phrase import Phrase, Scope
from selfproof.world.props import Cong, Divides, Prop, Rel
from selfproof.world.terms import Add, Mul, Pow, Term, Var, add, children, variables

Found: TypeAlias = "tuple[list[Term], int] | None"

_COUNT = "|".join(word for word in NUMBERS if NUMBERS[word] > 1)
_MANY = (
    r"numbers|powers|terms|summands|factors|integers|exponents|expressions|squares|cubes|"
    r"quantities|values|ones|products|differences"
)
_WHOLE = re.compile(
    r"(?:the|this|our) (?:whole|given|entire|original|full|complete|initial) "
    r"(?:number|expression|sum|quantity|polynomial|term|difference|product)(?= |$)"
)
_THE = re.compile(
    r"the (?P<noun>number|expression|quantity|polynomial|sum|total|product)"
    rf"(?P<of> of (?:the|these|those|all|all of the|all the)(?: (?P<count>{_COUNT}))?"
    rf"(?: (?:{_MANY}))?)?(?= |$)"
)
_SIDE = re.compile(
    r"(?:the|its|this) (?P<side>left|right)(?: |-)?(?:hand )?(?:-hand )?(?:side)?"
    r"(?: of (?:the|this|our) (?P<first>given |original )?(?:last )?equation)?(?= )"
)
_ALL = re.compile(
    rf"(?:(?:they )?(?P<both>both)(?: of (?:them|these|those))?(?: (?P<a>{_MANY}))?|they(?: all)?|"
    rf"(?:all|each|every one|any)(?: of)? (?:the|these|those|them|its)(?: (?P<count>{_COUNT}))?"
    rf"(?: (?P<b>{_MANY}))?|(?:these|those)(?: (?P<count2>{_COUNT}))? (?P<c>{_MANY})|"
    rf"(?:the|all) (?P<count3>{_COUNT}) (?P<d>{_MANY})|"
    r"(?:these|those|all)(?= (?:are|is|leave|have)\b))(?= )"
)
_ORDINAL = re.compile(
    rf"the (?P<which>{'|'.join(ORDINALS)}|last) (?P<noun>term|summand|factor|power|number|exponent)"
    r"(?= (?:is|are|equals|leaves|divides|has|vanishes|does|cannot|must)\b)"
)


_POWER_PARTS = re.compile(
    rf"(?:both|(?:all|each|every one)(?: of)?(?: the| these| our)?(?: (?P<count>{_COUNT}))?|"
    rf"(?:the|these) (?P<count2>{_COUNT}))(?: of)?(?: the)? (?P<noun>bases|exponents)"
    rf"(?: (?:in|of|occurring in|that occur in|appearing in) (?P<of>{F}))?(?= )"
)


def main_term(scope: Scope) -> Term | None:
    """What the problem is about: the number asked for, or what is to be divisible."""
    vocabulary = scope.vocabulary
    if vocabulary.asked is not None:
        return vocabulary.asked
    match vocabulary.statement:
        case Divides(_, term) | Cong(term, _, _):
            return term
        case _:
            return None


def referred(phrase: Phrase, at: int) -> Found:
    """The terms that the words at a place stand for, and where the words end."""
    match = _POWER_PARTS.match(phrase.text, at)
    if match is not None:
        terms = _named_parts(phrase, match)
        if terms:
            return terms, match.end()
    for pattern, reader in _READERS:
        match = pattern.match(phrase.text, at)
        if match is not None:
            terms = reader(phrase.scope, match)
            if terms:
                return terms, match.end()
    return None


def _named_parts(phrase: Phrase, match: re.Match[str]) -> list[Term]:
    """ "Both exponents", "all five bases in N"."""
    main = main_term(phrase.scope)
    value = phrase.scope.vocabulary.values.get(main.name) if isinstance(main, Var) else main
    count = match.group("count") or match.group("count2")
    size = 2 if match.group().startswith("both") else NUMBERS.get(count or "")
    if match.group("of") and phrase.term(match.group("of")) not in (main, value):
        return []
    found = power_parts(phrase.scope, match.group("noun"))
    return found if len(found) > 1 and size in (None, len(found)) else []


def power_parts(scope: Scope, noun: str) -> list[Term]:
    """The bases or the exponents of the powers that the problem's number is made of."""
    main = main_term(scope)
    value = scope.vocabulary.values.get(main.name) if isinstance(main, Var) else main
    powers = [each for each in _factors(value) if isinstance(each, Pow)]
    return [each.base if noun == "bases" else each.exponent for each in powers]


def _factors(term: Term | None) -> Iterator[Term]:
    """The factors of the summands of a number, signs left out."""
    if isinstance(term, Add | Mul):
        for each in children(term):
            yield from _factors(each)
    elif term is not None:
        yield term


def _whole(scope: Scope, match: re.Match[str]) -> list[Term]:
    term = main_term(scope)
    return [] if term is None else [term]


def _the(scope: Scope, match: re.Match[str]) -> list[Term]:
    noun, of = match.group("noun"), match.group("of")
    main = main_term(scope)
    if noun == "product":
        spoken = scope.first if isinstance(scope.first, Mul) else None
        product = scope.product or spoken
        return [] if of or product is None else [product]
    if noun not in ("sum", "total"):
        return [] if of or main is None else [main]
    if of:
        return _sum_of(scope, NUMBERS.get(match.group("count") or ""))
    for term in (scope.last, scope.first, main, _sides(scope, "left")):
        if isinstance(term, Add):
            return [term]
    return []


def _sum_of(scope: Scope, count: int | None) -> list[Term]:
    """Of all terms of the problem's sum, or of what was listed last."""
    main = main_term(scope)
    value = scope.vocabulary.values.get(main.name) if isinstance(main, Var) else main
    if isinstance(value, Add) and main is not None and count in (None, len(value.terms)):
        return [main]
    if len(scope.listed) > 1 and count in (None, len(scope.listed)):
        return [add(*scope.listed)]
    return []


def _sides(scope: Scope, side: str, first: bool = False) -> Term | None:
    equation = None if first else scope.equation
    if equation is None and isinstance(scope.vocabulary.statement, Rel):
        equation = scope.vocabulary.statement
    if equation is None:
        return None
    return equation.left if side == "left" else equation.right


def _side(scope: Scope, match: re.Match[str]) -> list[Term]:
    term = _sides(scope, match.group("side"), bool(match.group("first")))
    return [] if term is None else [term]


def _all(scope: Scope, match: re.Match[str]) -> list[Term]:
    groups = match.groupdict()
    count = groups["count"] or groups["count2"] or groups["count3"]
    size = 2 if groups["both"] else NUMBERS.get(count or "")
    noun = groups["a"] or groups["b"] or groups["c"] or groups["d"]
    options: list[tuple[Term, ...]] = [scope.listed]
    if noun == "factors" and isinstance(scope.product, Mul):
        options.insert(0, scope.product.factors)
    for terms in options:
        if len(terms) > 1 and size in (None, len(terms)):
            return list(terms)
    return []


def _ordinal(scope: Scope, match: re.Match[str]) -> list[Term]:
    noun, which = match.group("noun"), match.group("which")
    parts: tuple[Term, ...] = scope.listed
    main = main_term(scope)
    value = scope.vocabulary.values.get(main.name) if isinstance(main, Var) else main
    if noun == "factor":
        parts = scope.product.factors if isinstance(scope.product, Mul) else ()
    elif noun in ("term", "summand"):
        parts = value.terms if isinstance(value, Add) else ()
    place = len(parts) if which == "last" else ORDINALS[which]
    return [parts[place - 1]] if 0 < place <= len(parts) else []


def note_equation(scope: Scope, prop: Prop) -> None:
    """An equation between expressions that stands alone: what "the left side" is of."""
    if not isinstance(prop, Rel) or prop.op != "=" or isinstance(prop.left, Var):
        return
    if variables(prop.left) or variables(prop.right):
        scope.equation = prop


_READERS: tuple[tuple[re.Pattern[str], Callable[[Scope, re.Match[str]], list[Term]]], ...] = (
    (_WHOLE, _whole),
    (_SIDE, _side),
    (_ORDINAL, _ordinal),
    (_THE, _the),
    (_ALL, _all),
)
