"""Known facts about multiples, and the forms that integers have.

"A sum of multiples of 6 is again a multiple of 6" needs no proof, so it is only checked to be one
of the facts that everybody knows; "a number that is divisible by 2 and by 3 is divisible by 6" is
claimed of all numbers.
"""

from __future__ import annotations

import re

from selfproof.world.language.patterns import END, NUMBERS, F
from selfproof.world.language.phrase import Phrase, Said, Unclear, is_formula
from selfproof.world.language.predicates import predicate, same_of
from selfproof.world.props import Cong, Divides, Forall, Not, Or, Prop, Rel
from selfproof.world.terms import Add, Mul, Num, Term, Var, add, mul, num, sub

_SUM = re.compile(
    r"(?:the |a |any |every )?(?:sums?|differences?|(?:sum or|sum and|sums and|sums or) "
    r"(?:a |the )?differences?)(?: and (?:the )?(?:sum|difference))? of "
    r"(?:any |two |three |several )*"
    rf"(?:multiples of ({F})|(?:numbers|integers|terms) (?:that are )?divisible by ({F})|(?P<even>"
    r"even (?:numbers|integers))) (?:is|are) (?:again |also |itself |always |still )?"
    rf"(?:(?:a )?multiples? of ({F})|divisible by ({F})|(?P<even2>even))" + END
)
_DIVISIBLE = re.compile(
    r"(?:a|any|every|each|if a|if an) (?:number|integer)(?: that| which)?(?: is)? divisible by "
    rf"(?P<by>both(?: of them| {F} and {F})?|{F}(?: ,)? and (?:by )?{F})"
    rf"(?: ,| then| , then| it)*(?: must be| is) (?:also )?divisible by ({F})" + END
)
_ONLY = re.compile(
    rf"only (?:the )?(?:term |number |part |expression )?({F}) (?:needs (?:attention|to be "
    r"(?:considered|checked|treated|examined|studied))|matters|remains(?: to be (?:considered|"
    r"checked|treated))?|is left|has to be (?:considered|checked|treated))" + END
)
_KEEPS = re.compile(
    rf"(?P<how>adding|subtracting) (?:the multiple )?({F}) (?:keeps|does not change|preserves|"
    r"changes nothing about) (?:this|that|it|the divisibility)" + END
)
_FORMS = re.compile(
    rf"(?:every|each|any|an) integer(?: {F})? (?:has|is of|can be written in|is in|takes)"
    rf"(?: exactly)? one of the (?:(?P<count>[a-z]+) )?forms "
    rf"(?P<forms>{F}(?:(?: ,)?(?: and| or)? {F})*)"
    rf"(?:(?: ,)? (?:with|for|where) (?:an? |some )?integer {F}|(?: ,)? where {F} is an integer)?"
    + END
)
_POSSIBILITIES = re.compile(
    rf"there are (?P<count>[a-z]+|{F}) (?:possibilities|residues|residue classes|remainders|"
    rf"possible (?:remainders|residues|values|cases)) (?:for|of) (?P<of>{F}) "
    rf"(?:modulo|mod) (?P<m>{F})" + END
)
_THEIR = re.compile(rf"their (?P<what>sum|difference|product)(?: ,)?(?: ({F})(?: ,)?)?(?= )")
_SO_IS = re.compile(
    rf"so (?:is|are|does|do) (?:also )?(?:the (?:number|sum|product|difference|expression|term) )?"
    rf"({F}(?:(?: ,)? and {F})*)" + END
)


def known_fact(phrase: Phrase, at: int, depth: int) -> Said | None:
    """A fact about all numbers."""
    match = _SUM.match(phrase.text, at)
    if match is not None:
        numbers = [phrase.count(mark) for mark in match.groups() if mark and is_formula(mark)]
        numbers += [2] * sum(bool(match.group(name)) for name in ("even", "even2"))
        if len(numbers) != 2 or numbers[0] != numbers[1]:
            raise Unclear("the fact is not known")
        return Said([], match.end())
    match = _DIVISIBLE.match(phrase.text, at)
    if match is None:
        return forms(phrase, at, depth)
    marks = [mark for mark in match.group("by") if is_formula(mark)]
    divisors = list(phrase.terms("".join(marks))) if marks else list(phrase.scope.listed)
    if len(divisors) != 2:
        raise Unclear("it is not clear by what it is divisible")
    conditions = tuple(Not(Divides(divisor, _ANY)) for divisor in divisors)
    whole = phrase.term(match.group(match.lastindex or 0))
    return Said([Forall(("t",), "integer", Or((*conditions, Divides(whole, _ANY))))], match.end())


_ANY = Var("t")


def forms(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "Every integer has one of the forms $3k$, $3k + 1$, $3k - 1$": as residues."""
    match = _FORMS.match(phrase.text, at)
    if match is None:
        return None
    terms = phrase.terms("".join(mark for mark in match.group("forms") if is_formula(mark)))
    found = [_linear(term) for term in terms]
    word = match.group("count")
    if word and NUMBERS.get(word) != len(terms):
        raise Unclear("the forms are not as many as is said")
    m, name = found[0][0], found[0][1]
    if m < 2 or any((slope, of) != (m, name) for slope, of, _ in found):
        raise Unclear("the forms are not clear")
    options = tuple(Cong(_ANY, num(rest), num(m)) for *_, rest in found)
    return Said([Forall(("t",), "integer", Or(options))], match.end())


def _linear(term: Term) -> tuple[int, str, int]:
    """(3, k, 1) for 3k + 1."""
    rest = 0
    if isinstance(term, Add) and len(term.terms) == 2 and isinstance(term.terms[1], Num):
        term, last = term.terms
        assert isinstance(last, Num)
        rest = int(last.value)
    match term:
        case Mul((Num(slope), Var(name))) if slope.denominator == 1:
            return int(slope), name, rest
    raise Unclear("the forms are not clear")


def only(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "Only this term needs attention": the rest is a multiple of what is to divide the sum."""
    match = _ONLY.match(phrase.text, at)
    statement = phrase.scope.vocabulary.statement
    if match is None or not isinstance(statement, Divides):
        return None
    return Said([Cong(statement.term, phrase.term(match.group(1)), statement.divisor)], match.end())


def keeps(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "Adding 9 keeps this": what was said of a number holds for it and 9 together."""
    match = _KEEPS.match(phrase.text, at)
    if match is None or phrase.scope.predicated is None:
        return None
    old, other = phrase.scope.predicated[0], phrase.term(match.group(2))
    changed = add(old, other) if match.group("how") == "adding" else sub(old, other)
    props = same_of(phrase, [changed])
    return Said(props, match.end()) if props else None


def possibilities(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "There are three possibilities for n modulo 3"."""
    match = _POSSIBILITIES.match(phrase.text, at)
    if match is None:
        return None
    if phrase.count(match.group("count")) != phrase.count(match.group("m")):
        raise Unclear("the possibilities are not as many as is said")
    return Said([], match.end())


def theirs(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "Their difference $N$ is even": of the two numbers that were spoken of together."""
    match = _THEIR.match(phrase.text, at)
    if match is None or len(phrase.scope.listed) < 2:
        return None
    terms, what = phrase.scope.listed, match.group("what")
    if what == "difference" and len(terms) != 2:
        return None
    value = {"sum": add, "product": mul}.get(what, sub)(*terms)
    subject, same = value, []
    if match.group(2):
        subject = phrase.term(match.group(2))
        options = [Rel("=", subject, value)]
        if what == "difference":
            options.append(Rel("=", subject, sub(terms[1], terms[0])))
        same = [options[0] if len(options) == 1 else Or(tuple(options))]
    found = predicate(phrase, match.end(), [subject])
    return None if found is None else Said([*same, *found[0]], found[1])


def so_is(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "P is even, and so is $M = P + 2$"."""
    match = _SO_IS.match(phrase.text, at)
    if match is None:
        return None
    props: list[Prop] = []
    subjects: list[Term] = []
    for mark in match.group(1):
        if not is_formula(mark):
            continue
        formula = phrase.formula(mark)
        if formula.props and not all(isinstance(p, Rel) and p.op == "=" for p in formula.props):
            raise Unclear("a term is expected")
        props += formula.props
        subjects += [formula.first] if formula.first is not None else formula.terms
    said = same_of(phrase, subjects)
    return Said([*props, *said], match.end()) if said else None
