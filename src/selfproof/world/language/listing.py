"""Clauses that list values: divisors, candidates, what is left.

"The divisors of $6$ are $\\pm 1, \\pm 2, \\pm 3, \\pm 6$." "Only $2$ and $-2$ come into question."
"This leaves $n = 1$, $n = 3$ and $n = 4$." Several values of one and the same thing are
alternatives, whatever joins them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import ge, gt, le, lt

from selfproof.world.kernel.numbers import divisors as true_divisors
from selfproof.world.language.patterns import END, NUMBERS, F, compiled
from selfproof.world.language.phrase import Phrase, Said, Unclear, is_formula
from selfproof.world.language.rows import first_of_chain
from selfproof.world.latex import Formula
from selfproof.world.props import And, Divides, Not, Or, Prop, Rel
from selfproof.world.terms import Call, Mul, Num, Point, Term, Var, num, substitute, variables

_NEXT = re.compile(rf"(?: ,)?(?: and| or| as well as)? ({F})(?= |$)")
_COUNT = rf"(?:(?P<count>{'|'.join(NUMBERS)}|{F}) )?"
_MOST = 200


def formulas_from(phrase: Phrase, at: int) -> tuple[str, int]:
    """The formulas of a list that begins at a place, and where it ends."""
    marks, end = phrase.text[at], at + 1
    while (match := _NEXT.match(phrase.text, end)) is not None and len(marks) < _MOST:
        marks += match.group(1)
        end = match.end()
    return marks, end


def alternatives(phrase: Phrase, at: int, formula: Formula) -> Said | None:
    """ "$n = 1$, $n = 3$ and $n = 4$": one of them."""
    if len(formula.props) != 1 or not _gives_number(formula.props[0]):
        return None
    if _NEXT.match(phrase.text, at + 1) is None:
        return None
    found: list[Prop] = [formula.props[0]]
    end = at + 1
    while (match := _NEXT.match(phrase.text, end)) is not None:
        try:
            props = phrase.formula(match.group(1)).props
        except Unclear:
            break
        if len(props) != 1 or not _is_other(props[0], found[0]) or props[0] in found:
            break
        found.append(props[0])
        end = match.end()
    if len(found) < 2 or _is_a_pair(phrase, found, phrase.text[at:end]):
        return None
    return Said([Or(tuple(found))], end)


def _is_a_pair(phrase: Phrase, found: Sequence[Prop], text: str) -> bool:
    """ "So $x = 6$ and $x = -5$", where values for x and y are expected: no list, but a slip."""
    return (
        len(found) == 2
        and " or " not in text
        and len(phrase.scope.vocabulary.kinds) > 1
        and isinstance(found[0], Rel)
    )


def _gives_number(prop: Prop) -> bool:
    """A value that is one of several; a point has one place."""
    if isinstance(prop, And):
        return bool(prop.parts) and all(map(_gives_number, prop.parts))
    return (
        isinstance(prop, Rel)
        and prop.op == "="
        and bool(variables(prop.left))
        and not variables(prop.right)
        and not (isinstance(prop.left, Var) and isinstance(prop.right, Point))
    )


def _is_other(prop: Prop, first: Prop) -> bool:
    """Another value of the same terms."""
    if isinstance(prop, And) and isinstance(first, And) and len(prop.parts) == len(first.parts):
        return all(map(_is_other, prop.parts, first.parts))
    return (
        isinstance(prop, Rel)
        and isinstance(first, Rel)
        and _gives_number(prop)
        and prop.left == first.left
    )


def assignments(phrase: Phrase, marks: str) -> list[Prop]:
    """Values or tuples of the problem's variables, one proposition each."""
    names = list(phrase.scope.vocabulary.kinds)
    found: list[Prop] = []
    for mark in marks:
        formula = phrase.formula(mark)
        for prop in formula.props:
            found += prop.parts if isinstance(prop, Or) else (prop,)
        for term in formula.terms:
            found += [assigned(names, each) for each in _members(term)]
    if not all(map(_gives_number, found)):
        raise Unclear("the values are not clear")
    return found


def _members(term: Term) -> tuple[Term, ...]:
    return term.args if isinstance(term, Call) and term.name == "set" else (term,)


def assigned(names: Sequence[str], value: Term) -> Prop:
    """The variables, in their order, have these values."""
    parts: tuple[Term, ...] = (value,)
    if isinstance(value, Point):
        parts = (value.x, value.y)
    elif isinstance(value, Call) and value.name == "tuple":
        parts = value.args
    if len(parts) != len(names):
        raise Unclear("the values are not clear")
    props = tuple(Rel("=", Var(n), v) for n, v in zip(names, parts, strict=True))
    return props[0] if len(props) == 1 else And(props)


_DIVISORS = re.compile(
    rf"(?:the )?(?:only )?(?:(?P<sign>positive|negative) )?(?:integer |integral |possible )?"
    rf"(?:(?:divisors?|factors?)|(?:integers|numbers) dividing|integer divisors)(?: of)?"
    rf"(?: the (?:prime|number|prime number|integer))? (?P<n>{F})"
    rf"(?: (?:that|which) are (?P<limit>at least|at most|greater than|less than) (?P<bound>{F}))?"
    rf" (?:are|is)(?: exactly| precisely| only| just| therefore| thus| all)?"
    rf"(?: the (?:numbers|integers))?"
    rf"(?: :)? (?={F})"
)
_LIMITS = {"at least": ge, "at most": le, "greater than": gt, "less than": lt}


def divisors(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "The positive divisors of $6$ are $1, 2, 3$ and $6$": all of them, and each is one."""
    match = _DIVISORS.match(phrase.text, at)
    if match is None:
        return None
    whole, links = first_of_chain(phrase, match.group("n"))
    marks, end = formulas_from(phrase, match.end())
    values = phrase.terms(marks)
    phrase.scope.divisors = tuple(values)
    props: list[Prop] = [*links, *(Divides(value, whole) for value in values)]
    for missing in _missing(phrase, match, whole, values):
        props.append(Or(tuple(Rel("=", missing, value) for value in values)))
    return Said(props, end)


def _missing(
    phrase: Phrase, match: re.Match[str], whole: Term, values: Sequence[Term]
) -> list[Term]:
    """The divisors that a list leaves out: that each of them is on it will be a false claim."""
    known = all(isinstance(each, Num) for each in values)
    if not isinstance(whole, Num) or not known or whole.value.denominator != 1 or not whole.value:
        raise Unclear("the divisors are not clear")
    found = true_divisors(abs(int(whole.value)))
    if found is None:
        raise Unclear("the number is too large")
    signs = {"positive": (1,), "negative": (-1,)}.get(match.group("sign") or "", (1, -1))
    every = {s * d for d in found for s in signs}
    if match.group("bound"):
        bound = phrase.term(match.group("bound"))
        if not isinstance(bound, Num):
            raise Unclear("the divisors are not clear")
        fits = _LIMITS[match.group("limit")]
        every = {d for d in every if fits(d, bound.value)}
    listed = {value.value for value in values if isinstance(value, Num)}
    return [num(d) for d in sorted(every - listed)]


_REMAIN = re.compile(
    r"(?: can)?(?: then| now| still)? (?:comes? into question|remains?(?: possible)?|"
    r"(?:is|are) left|(?:is|are) (?:candidates?|in question)|comes? into consideration|"
    r"qualif(?:y|ies)|need(?:s)? to be (?:considered|checked|tested))" + END
)
_ONLY = re.compile(rf"only (?:the (?:values?|numbers?|integers?|divisors?|pairs?) )?(?={F})")
_ARE_ONLY = re.compile(
    r" (?:is|are)(?: therefore| thus| hence| then)? the only (?:possible )?(?:candidates?|"
    r"possibilities|options|values(?: of {F})? left|values that remain|remaining values|"
    r"remaining candidates)".replace("{F}", F)
    + END
)


def only(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "only $2$ and $-2$ come into question"."""
    match = _ONLY.match(phrase.text, at)
    if match is None:
        return None
    marks, end = formulas_from(phrase, match.end())
    remain = _REMAIN.match(phrase.text, end)
    return None if remain is None else Said([_one_of(phrase, marks)], remain.end())


def only_candidates(phrase: Phrase, at: int) -> Said | None:
    """ "$n = 1$ and $n = 7$ are the only candidates"."""
    marks, end = formulas_from(phrase, at)
    match = _ARE_ONLY.match(phrase.text, end)
    return None if match is None else Said([_one_of(phrase, marks)], match.end())


def _one_of(phrase: Phrase, marks: str) -> Prop:
    """One of these values, of the term spoken of last where none is named."""
    subject = phrase.scope.first
    formulas = [phrase.formula(mark) for mark in marks]
    if all(formula.props for formula in formulas):
        found = assignments(phrase, marks)
    else:
        values = phrase.terms(marks)
        if any(isinstance(each, Point | Call) for each in values):
            found = assignments(phrase, marks)
        elif subject is None or not variables(subject):
            raise Unclear("it is not clear what has these values")
        else:
            found = [Rel("=", subject, value) for value in values]
    return found[0] if len(found) == 1 else Or(tuple(found))


_EVERY = re.compile(
    r"(?:every|each|any) (?:integer |possible )?solution (?:is|must be|has to be)"
    rf"(?: therefore| thus)? (?:one of|among) (?:the |these )?(?:(?:{'|'.join(NUMBERS)}) )?"
    rf"(?:pairs?|values?|numbers?|integers|following)?(?: :)? ?(?={F})"
)
_NAMED = re.compile(
    rf"(?:only )?(?:the )?{_COUNT}(?:pairs|candidates|possibilities|values|solutions|"
    rf"possible (?:values|pairs|solutions))(?: {F})?(?: :)? (?={F}(?: ,| and| or|$| [.;]))"
)


def every_solution(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "every solution is one of the pairs $(1, 2)$ and $(2, 1)$"."""
    match = _EVERY.match(phrase.text, at)
    return None if match is None else _listed_from(phrase, match.end(), None)


def the_pairs(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "(this gives) the pairs $(1, 2)$ and $(2, 1)$"."""
    match = _NAMED.match(phrase.text, at)
    return None if match is None else _listed_from(phrase, match.end(), match.group("count"))


def _listed_from(phrase: Phrase, at: int, count: str | None) -> Said | None:
    if not is_formula(phrase.text[at : at + 1]):
        return None
    marks, end = formulas_from(phrase, at)
    found = assignments(phrase, marks)
    if count is not None and phrase.count(count) != len(found):
        raise Unclear("the number of the values is not right")
    phrase.scope.candidates = tuple(found)
    return Said([found[0] if len(found) == 1 else Or(tuple(found))], end)


_VALUES_OF = re.compile(
    rf"(?:the )?(?:corresponding |respective )values of (?P<of>{F}) are(?: :)? (?={F})"
)


def values_of(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "The corresponding values of $\\frac{n}{2}$ are $\\frac{4}{2} = 2$, ...": for
    the values of n that were listed last, in their order."""
    match = _VALUES_OF.match(phrase.text, at)
    if match is None:
        return None
    marks, end = formulas_from(phrase, match.end())
    subject, rows = phrase.term(match.group("of")), phrase.scope.candidates
    found: list[Prop] = []
    listed: list[Term] = []
    for mark, row in zip([m for m in marks if is_formula(m)], rows, strict=False):
        first, links = first_of_chain(phrase, mark)
        values = {
            each.left.name: each.right
            for each in (row.parts if isinstance(row, And) else (row,))
            if isinstance(each, Rel) and isinstance(each.left, Var)
        }
        found += [Rel("=", substitute(subject, values), first), *links]
        listed.append(first)
    if not rows or len(listed) != len(rows) or sum(map(is_formula, marks)) != len(rows):
        raise Unclear("it is not clear which values are meant")
    phrase.scope.listed = tuple(listed)
    return Said(found, end)


_NONE_OF = compiled(
    r"none of (?:the )?(?:primes |numbers |prime numbers |integers )?{M} "
    r"(?:divides|is a divisor of|is a factor of) {F}"
)


def none_divides(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "none of $2, 3, 5$ divides $29$"."""
    match = _NONE_OF.match(phrase.text, at)
    if match is None:
        return None
    whole = phrase.term(match.group(2))
    return Said([Not(Divides(term, whole)) for term in phrase.terms(match.group(1))], match.end())


_GIVE = re.compile(
    r" (?:give|yield|lead to|mean|imply)(?: us)?(?: the (?:values|candidates|solutions))? "
    rf"(?={F})"
)


def respectively(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "the equations $n - 1 = 1$ and $n - 1 = 2$ give $n = 2$ and $n = 3$": one by one."""
    start = at + len("the equations ")
    if not phrase.text.startswith("the equations ", at) or not is_formula(phrase.text[start]):
        return None
    firsts, end = formulas_from(phrase, start)
    match = _GIVE.match(phrase.text, end)
    if match is None:
        return None
    seconds, end = formulas_from(phrase, match.end())
    if phrase.text.startswith(" respectively", end):
        end += len(" respectively")
    left, right = phrase.props(firsts), phrase.props(seconds)
    if len(left) != len(right) or len(left) < 2 or not all(map(_gives_number, right)):
        raise Unclear("it is not clear which belong together")
    follow: list[Prop] = [Or((Not(a), b)) for a, b in zip(left, right, strict=True)]
    return Said([*follow, Or(tuple(right))], end)


def with_cofactor(phrase: Phrase, subject: Term, match: re.Match[str]) -> Prop:
    """ "is the complementary divisor": the other factor of the last product that is a number."""
    product = phrase.scope.split
    if product is None:
        raise Unclear("it is not clear which product is meant")
    factors, value = product
    if subject not in factors:
        raise Unclear("it is not clear which product is meant")
    return Rel("=", Mul(factors), value)


def quotient_of(phrase: Phrase, subject: Term, match: re.Match[str]) -> Prop:
    """ "is $-157$ divided by $m - 4$"."""
    whole, divisor = phrase.term(match.group(1)), phrase.term(match.group(2))
    return Rel("=", Mul((subject, divisor)), whole)


def among_listed(sign: int) -> Callable[[Phrase, Term, re.Match[str]], Prop]:
    """ "is one of these eight numbers", "is the negative of one of these"."""

    def maker(phrase: Phrase, subject: Term, match: re.Match[str]) -> Prop:
        values = phrase.scope.divisors
        count = match.groupdict().get("count")
        if not values or (count and phrase.count(count) != len(values)):
            raise Unclear("it is not clear which numbers are meant")
        if any(not isinstance(value, Num) for value in values):
            raise Unclear("it is not clear which numbers are meant")
        return Or(
            tuple(Rel("=", subject, Num(sign * v.value)) for v in values if isinstance(v, Num))
        )

    return maker


THESE = (
    rf"(?:these|those)(?: (?P<count>{'|'.join(NUMBERS)}))?"
    r"(?: (?:numbers|values|divisors|integers))?"
)
"""What was listed last."""
