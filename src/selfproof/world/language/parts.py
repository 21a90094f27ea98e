"""What words name in the statement, or in the expression that was written last.

"The left side for n = k + 1", "the sum of the first k + 1 terms", "the next term", "each summand",
"the coefficient of k on the right", "the terms with powers of 5": each of them is a term, and what
is said of it is a claim about this term.
"""

from __future__ import annotations

import re
from fractions import Fraction

from selfproof.world.kernel.normal import polynomial
from selfproof.world.language.chains import note_chain
from selfproof.world.language.patterns import NUMBERS, ORDINALS, F
from selfproof.world.language.phrase import (
    Phrase,
    Said,
    Unclear,
    free,
    index_values,
    statement_value,
)
from selfproof.world.language.predicates import predicate
from selfproof.world.language.suffixes import universal
from selfproof.world.poly import Poly
from selfproof.world.props import Kind, Rel
from selfproof.world.terms import (
    ONE,
    ZERO,
    Add,
    Call,
    Mul,
    Num,
    Pow,
    SumOver,
    Term,
    Undefined,
    add,
    children,
    mul,
    num,
    sub,
    substitute,
)

_AT = rf"(?: (?:for|when|with|at) (?P<at>{F}))?"
_NOUN = r"(?:statement|formula|identity|equation|claim|equality)"
_PART = re.compile(
    r"(?:the )?(?:"
    rf"(?P<side>left|right)(?: |-)?(?:hand )?(?:-hand )?side(?: of (?:(?:the|this) {_NOUN}|"
    rf"(?P<of>{F})))?"
    rf"|sum(?: of the first (?P<count>{F}) (?:terms|summands|numbers)| up to (?P<upto>{F}))?"
    r"|(?P<next>(?:next|new|added) (?:term|summand)|(?:term|summand) (?:that|which) is added next)"
    rf")(?= |$){_AT}"
)
_SUMMAND = re.compile(rf"the (?:summand|term) (?:for|with) (?P<at>{F})")
FOR_SUMMAND = re.compile(rf"for (?P<at>{F})(?: ,)? the (?:summand|term)")
_EACH = re.compile(r"(?:each|every|the|its) (?:general )?(?:summand|term of the sum|term)")
_OF_LAST = re.compile(
    rf"the (?:coefficient of (?P<coefficient>{F})|(?P<constant>constant)(?: term)?|"
    rf"terms with (?:the )?powers of (?P<base>{F})|"
    r"(?P<ordinal>first|second|third|last) (?:product|term|summand))"
    r"(?: on the right(?:(?: hand)? side)?| there| in it| here)?"
)
_VERB = re.compile(
    r"(?: ,)?(?: then| now| therefore| thus| simply| also)? (?:is|equals?|becomes|reads|"
    r"adds? up to|can be written as|is equal to|has the value|comes to)"
    rf"(?: then| now| therefore| thus| equal to)? (?P<value>{F})"
)
_SINGLE = re.compile(
    r" (?:consists of|has|contains|is) (?:only )?(?:the |one |a )?(?:single |only |one )?"
    rf"(?:term|summand)(?: (?:with|for) (?P<with>{F}))?(?: ,)?(?: which is| namely)? (?P<value>{F})"
)
_AND_IS = re.compile(r"(?: ,)? and(?= (?:is|leaves|has)\b)")
_MOST_PARTS = 40


def part_said(phrase: Phrase, at: int) -> Said | None:
    """ "The left side for n = k + 1 is ..."."""
    text = phrase.text
    before = _BEFORE.match(text, at)
    part = _PART.match(text, before.end() if before else at)
    if part is not None:
        term = _statement_part(phrase, part, before.group(1) if before else None)
        end = part.end()
        single = _SINGLE.match(text, end)
        if single is not None and term is not None:
            return _single(phrase, term, single)
    else:
        found = _summand(phrase, at) or _last_part(phrase, at)
        if found is None:
            return None
        term, end = found
    verb = _VERB.match(text, end)
    if verb is None or term is None:
        return None
    said = _equal(phrase, term, verb.group("value"), verb.end(), part is not None)
    more = _AND_IS.match(text, said.end)
    about = predicate(phrase, more.end(), [term]) if more is not None else None
    if about is not None:
        said.props, said.end = said.props + about[0], about[1]
    return said


def _equal(phrase: Phrase, term: Term, mark: str, end: int, noted: bool = True) -> Said:
    formula = phrase.formula(mark)
    first = formula.first if formula.props else formula.terms[0]
    if first is None or len(formula.terms) > 1:
        raise Unclear("a value is expected")
    if noted:
        note_chain(phrase, formula)
    else:  # it is still the same expression whose parts are named
        phrase.scope.last = phrase.before
    return Said([Rel("=", term, first), *formula.props], end)


def _single(phrase: Phrase, term: Term, match: re.Match[str]) -> Said | None:
    """ "The sum consists of the single term 2 - 15 = -13"."""
    if match.group("with") and isinstance(term, SumOver):
        _, values = index_values(phrase, match.group("with"))
        if len(values) != 1:
            return None
        said = _equal(phrase, term, match.group("value"), match.end())
        said.props.append(Rel("=", term, substitute(term.body, {term.bound: values[0]})))
        return said
    return _equal(phrase, term, match.group("value"), match.end())


_BEFORE = re.compile(rf"for ({F})(?: ,)? (?=the )")


def _statement_part(phrase: Phrase, match: re.Match[str], before: str | None) -> Term | None:
    statement = phrase.scope.statement
    groups = match.groupdict()
    if not isinstance(statement, Rel):
        # "The left side" of what was written last.
        equations = phrase.scope.equations
        if not groups["side"] or groups["at"] or groups["of"] or not equations:
            return None
        return equations[-1].left if groups["side"] == "left" else equations[-1].right
    values = _values(phrase, groups["at"] or before)
    if groups["side"]:
        if groups["of"]:
            values = _of_predicate(phrase, groups["of"])
        side = statement.left if groups["side"] == "left" else statement.right
        return substitute(side, values)
    whole = statement.left
    if not isinstance(whole, SumOver):
        return None
    if groups["next"]:
        return substitute(substitute(whole.body, {whole.bound: whole.high}), values)
    if groups["count"]:
        last = add(phrase.term(groups["count"]), sub(whole.low, ONE))
        return SumOver(whole.bound, whole.low, _tidy(last), whole.body)
    if groups["upto"]:
        return SumOver(whole.bound, whole.low, phrase.term(groups["upto"]), whole.body)
    return substitute(whole, values)


def _tidy(term: Term) -> Term:
    """k + 1 + 1 - 1 as k + 1."""
    parts = term.terms if isinstance(term, Add) else (term,)
    total = sum((each.value for each in parts if isinstance(each, Num)), Fraction(0))
    others = [each for each in parts if not isinstance(each, Num) and each != sub(ONE, ONE)]
    return add(*others, *([num(total)] if total or not others else []))


def _values(phrase: Phrase, mark: str | None) -> dict[str, Term]:
    """What the words "for n = k + 1" put in; without them, in an inductive step, the next value."""
    if mark:
        found = statement_value(phrase, mark)
        if len(found) != 1:
            raise Unclear("a value is expected")
        return found[0]
    return phrase.scope.next_value()


_PREDICATE = re.compile(r"\s*([A-Z])\s*(?:\((.+)\)|_\s*\{?(.+?)\}?)\s*\Z", re.DOTALL)


def _of_predicate(phrase: Phrase, mark: str) -> dict[str, Term]:
    match = _PREDICATE.match(phrase.raw(mark))
    predicate_of = phrase.scope.predicates.get(match.group(1)) if match else None
    if match is None or predicate_of is None:
        raise Unclear("it is not clear of what this is a side")
    argument = phrase.read(match.group(2) or match.group(3))
    if len(argument.terms) != 1:
        raise Unclear("a value is expected")
    return {predicate_of[0]: argument.terms[0]}


def _sum(phrase: Phrase) -> SumOver | None:
    statement = phrase.scope.statement
    whole = statement.left if isinstance(statement, Rel) else None
    return whole if isinstance(whole, SumOver) else None


def _summand(phrase: Phrase, at: int) -> tuple[Term, int] | None:
    whole = _sum(phrase)
    match = _SUMMAND.match(phrase.text, at) or FOR_SUMMAND.match(phrase.text, at)
    if match is None or whole is None:
        return None
    name, values = index_values(phrase, match.group("at"))
    if len(values) != 1 or name in phrase.scope.vocabulary.kinds:
        return None
    return substitute(whole.body, {whole.bound: values[0]}), match.end()


def each_summand(phrase: Phrase, at: int) -> Said | None:
    """ "Each summand equals f(i)": for every index of the sum."""
    whole = _sum(phrase)
    match = _EACH.match(phrase.text, at)
    verb = _VERB.match(phrase.text, match.end()) if match is not None else None
    if whole is None or verb is None or not isinstance(whole.low, Num):
        return None
    said = _equal(phrase, whole.body, verb.group("value"), verb.end())
    name = whole.bound
    if name not in free(said.props[1:] or [Rel("=", ZERO, said.props[0].right)]):  # type: ignore[union-attr]
        return None
    kind: Kind = {0: "natural", 1: "positive integer"}.get(int(whole.low.value), "integer")  # type: ignore[assignment]
    if kind == "integer":
        return None
    said.props = [universal((name,), kind, [], prop) for prop in said.props]
    return said


def _last_part(phrase: Phrase, at: int) -> tuple[Term, int] | None:
    match = _OF_LAST.match(phrase.text, at)
    last = phrase.before
    if match is None or last is None:
        return None
    groups = match.groupdict()
    if groups["coefficient"]:
        return _coefficient(last, phrase.term(groups["coefficient"])), match.end()
    if groups["constant"]:
        return _coefficient(last, ONE), match.end()
    parts = list(last.terms) if isinstance(last, Add) else [last]
    if groups["base"]:
        base = phrase.term(groups["base"])
        parts = [each for each in _spread(last) if _has_power(each, base)]
        return (add(*parts), match.end()) if parts else None
    if not isinstance(last, Add):
        return None
    if "product" in match.group():
        parts = list(filter(_is_product, parts))
    place = len(parts) - 1 if groups["ordinal"] == "last" else ORDINALS[groups["ordinal"]] - 1
    return (parts[place], match.end()) if place < len(parts) else None


def _is_product(term: Term) -> bool:
    return isinstance(term, Mul)


def _coefficient(term: Term, of: Term) -> Num:
    """The coefficient of a power of a name in a polynomial; the constant, of 1."""
    try:
        p, wanted = polynomial(term), polynomial(of)
    except Undefined as undefined:
        raise Unclear("the coefficient is not clear") from undefined
    if len(wanted) != 1 or next(iter(wanted.values())) != 1:
        raise Unclear("the coefficient is not clear")
    return num(Fraction(_of_mono(p, wanted)))


def _of_mono(p: Poly, wanted: Poly) -> Fraction:
    return Fraction(p.get(next(iter(wanted)), 0))


def _spread(term: Term) -> list[Term]:
    """The summands, with a factor before brackets taken into them."""
    if isinstance(term, Add):
        return [each for part in term.terms for each in _spread(part)]
    if isinstance(term, Mul):
        for place, factor in enumerate(term.factors):
            if isinstance(factor, Add) and len(factor.terms) <= _MOST_PARTS:
                others = term.factors[:place] + term.factors[place + 1 :]
                return [each for part in factor.terms for each in _spread(mul(*others, part))]
    return [term]


def _has_power(term: Term, base: Term) -> bool:
    if isinstance(term, Pow) and term.base in (base, mul(num(-1), base)):
        return term.base == base
    return not isinstance(term, Call) and any(_has_power(each, base) for each in children(term))


_TOGETHER = re.compile(
    rf"(?:the|these|both|all) (?:(?:{'|'.join(NUMBERS)}) )?(?:(?P<powers>powers)|terms|summands|"
    rf"fractions|products|expressions|parts)(?: (?:of|with) (?P<of>{F}))?(?: together)? "
    rf"(?:give|add up to|make|sum to)(?: together)? (?={F})"
)
_FACTORS_AS = re.compile(
    r"(?:the|this) (?:(?:cubic|quadratic|linear|last|first|second|resulting|new) )*(?:polynomial|"
    r"expression|numerator|denominator|bracket|factor) (?:factors as|factorizes as|can be factored "
    rf"as|is|equals|becomes) (?={F})"
)


def equation_said(phrase: Phrase, at: int) -> Said | None:
    """ "The two powers of 2 together give ...", "the polynomial factors as ...": an equation that
    says itself what it is about."""
    match = _TOGETHER.match(phrase.text, at) or _FACTORS_AS.match(phrase.text, at)
    if match is None:
        return None
    formula = phrase.formula(phrase.text[match.end()])
    if not formula.props or not all(
        isinstance(prop, Rel) and prop.op == "=" for prop in formula.props
    ):
        return None
    groups = match.groupdict()
    if groups.get("powers") and groups["of"] and formula.first is not None:
        base = phrase.term(groups["of"])
        if not all(_has_power(each, base) for each in _spread(formula.first)):
            raise Unclear("these are not powers of this number")
    note_chain(phrase, formula)
    return Said(list(formula.props), match.end() + 1)


_RESULTS = re.compile(
    r"(?:the|these|both) (?:two )?(?:results|expressions|values)(?: on both sides)? (?:agree|"
    r"are (?:equal|the same|identical)|coincide)"
)


def results_said(phrase: Phrase, at: int) -> Said | None:
    """ "The two results agree": the last two chains end alike."""
    match = _RESULTS.match(phrase.text, at)
    ends = phrase.scope.ends
    if match is None or len(ends) < 2:
        return None
    others = [each for each in ends[:-1] if _alike(each, ends[-1])] or [ends[-2]]
    return Said([Rel("=", others[-1], ends[-1])], match.end())


def _alike(first: Term, second: Term) -> bool:
    try:
        return polynomial(first) == polynomial(second)
    except Undefined:
        return False
