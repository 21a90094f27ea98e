"""Clauses about divisors: "a prime $p$ divides both", "no prime divides both", "the divisors of
$12$ are ..."."""

from __future__ import annotations

import re

from selfproof.world.kernel.numbers import divisors as true_divisors
from selfproof.world.language.listing import formulas_from
from selfproof.world.language.patterns import KIND, F, kind_of
from selfproof.world.language.phrase import Phrase, Said, both, free, is_formula
from selfproof.world.language.predicates import predicate
from selfproof.world.props import Divides, Exists, Not, Or, Prop, Rel
from selfproof.world.terms import ONE, Call, Mul, Num, Var, num

_SOME = re.compile(rf"(?:an?|some) (?P<kind>{KIND}) (?P<name>{F})(?= )")
_NO = re.compile(
    rf"no (?P<kind>{KIND})(?P<big> (?:greater|larger|bigger) than (?P<one>{F}|one))?"
    rf"(?: (?P<name>{F}))?(?= )"
)


def some(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "a prime $p$ divides both $a$ and $b$": there is such a p."""
    match = _SOME.match(phrase.text, at)
    if match is None:
        return None
    names = phrase.names(match.group("name"))
    if len(names) != 1 or names[0] in phrase.scope.known:
        return None
    found = predicate(phrase, match.end(), [Var(names[0])])
    if found is None:
        return None
    return Said(found[0], found[1], names, kind_of(match.group("kind")))


def none(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "no prime divides both $a$ and $b$"."""
    match = _NO.match(phrase.text, at)
    if match is None:
        return None
    name = "p" if "p" not in phrase.scope.known else "p_0"
    if match.group("name"):
        (name,) = phrase.names(match.group("name"))
    found = predicate(phrase, match.end(), [Var(name)])
    if found is None or name not in free(found[0]):
        return None
    kind, props = kind_of(match.group("kind")), list(found[0])
    if match.group("big"):
        if kind not in ("integer", "positive integer") or not _is_one(phrase, match.group("one")):
            return None
        props.append(Rel(">", Var(name), ONE))
    return Said([Not(Exists((name,), kind, both(props)))], found[1])


def _is_one(phrase: Phrase, mark: str) -> bool:
    return mark == "one" or phrase.term(mark) == ONE


_ONLY_COMMON = re.compile(
    rf"the only (?P<positive>positive )?(?:integer )?common (?:divisors?|factors?) of (?:both )?"
    rf"(?P<a>{F}) and (?P<b>{F}) (?:is|are) (?:therefore |thus |hence )?(?P<value>{F})"
)


def only_common(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "The only positive common divisor of $a$ and $b$ is $1$": they are coprime."""
    match = _ONLY_COMMON.match(phrase.text, at)
    if match is None or not match.group("positive") or not _is_one(phrase, match.group("value")):
        return None
    pair = (phrase.term(match.group("a")), phrase.term(match.group("b")))
    return Said([Rel("=", Call("gcd", pair), ONE)], match.end())


_AS_PRODUCT = re.compile(
    rf"(?P<n>{F}|it|this number)(?: , which is prime ,)? can be (?:written|expressed|factored|"
    r"factorized|represented) as (?:a|the) product of two integers (?:only |in (?:no|only these) "
    rf"(?:other )?ways? )?(?:as )?(?={F})"
)


def as_products(phrase: Phrase, at: int) -> Said | None:
    """ "It can be written as a product of two integers only as $1 \\cdot 5$, ...": these products
    are right, and each divisor is the first factor of one of them."""
    match = _AS_PRODUCT.match(phrase.text, at)
    if match is None or " only " not in match.group():
        return None
    word = match.group("n")
    whole = phrase.scope.first if word in ("it", "this number") else phrase.term(word)
    marks, end = formulas_from(phrase, match.end())
    products = [each for each in phrase.terms(marks) if isinstance(each, Mul)]
    if not isinstance(whole, Num) or len(products) != len(marks_of(marks)):
        return None
    props: list[Prop] = [Rel("=", product, whole) for product in products]
    firsts = {product.factors[0] for product in products if len(product.factors) == 2}
    for divisor in true_divisors(abs(int(whole.value))) or ():
        for each in (num(divisor), num(-divisor)):
            if each not in firsts:
                props.append(Or(tuple(Rel("=", each, first) for first in sorted(firsts, key=str))))
    return Said(props, end)


def marks_of(marks: str) -> list[str]:
    """The formulas among them."""
    return [mark for mark in marks if is_formula(mark)]


_FOR_EVERY = re.compile(
    r"(?:this|it|the same) (?:also )?(?:holds|is true|is valid) for (?:every|any|each|all)"
    r"(?: such)?(?: positive| integer)* (?:common )?(?:divisors?|factors?)(?: , in particular| and "
    r"in particular| and therefore| , hence| and thus| and so| , and in particular| ,)?(?: also)? "
    r"for the (?:greatest|largest)(?: common divisor| one| of them| such divisor)?(?=$| [.,;])"
)


def for_the_greatest(phrase: Phrase, at: int) -> tuple[Prop, int] | None:
    """ "This holds for every common divisor, in particular for the greatest one": what was claimed
    last of a common divisor is claimed of the greatest one."""
    match = _FOR_EVERY.match(phrase.text, at)
    scope = phrase.scope
    last, pair = scope.claimed, scope.vocabulary.pair
    if match is None or not pair or not isinstance(last, Divides):
        return None
    if not isinstance(last.divisor, Var) or last.divisor.name in scope.vocabulary.kinds:
        return None
    return Divides(Call("gcd", pair), last.term), match.end()
