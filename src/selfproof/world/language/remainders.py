"""What is left, added up or collected: "Subtracting this from $D$ leaves ...", "The coefficient of
$u$ in the sum is ...", "The constants add up to ...".

Each of these says that something from the lines before comes to what stands here, so both are
claimed: that, and the chain itself. A coefficient is read off at once: where no polynomial at hand
has it, the sentence is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from selfproof.world.kernel.evaluate import Evaluator
from selfproof.world.kernel.normal import normal
from selfproof.world.language.chains import note_chain
from selfproof.world.language.connectives import STOP
from selfproof.world.language.patterns import NUMBERS, F
from selfproof.world.language.phrase import Phrase, Unclear, is_formula
from selfproof.world.language.statements import Claim, Filler
from selfproof.world.latex.names import listed
from selfproof.world.poly import ONE_POLY, Mono, Poly
from selfproof.world.props import Prop, Rel
from selfproof.world.terms import (
    Add,
    Exact,
    Num,
    Term,
    Undefined,
    Var,
    add,
    mul,
    neg,
    sub,
    substitute,
)

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_WE_GET = r"(?: ,)? (?:we (?:get|obtain|find|arrive at|are left with)|gives|yields|leaves|leads to)"
_COUNT = "|".join(NUMBERS)
_SUBTRACTING = re.compile(
    rf"(?:subtracting|taking away|removing) (?:this|it|that|these|the (?:first |last )?square)"
    rf"(?: from (?P<from>{F}|the (?:whole |given )?expression|the left(?:-hand)? side|both sides))?"
    rf"{_WE_GET} (?P<to>{F})"
)
_ADDING = re.compile(
    rf"(?:adding|summing)(?: up)? (?:these|them|the|all)(?: (?P<count>{_COUNT}))?"
    r"(?: (?:expressions|lines|results|equations|identities|expansions|parts|bounds|inequalities|"
    r"estimates|numbers))?"
    rf"(?: , in the order of the (?:variables|terms|lines) ,?)?(?: and (?P<more>{F}))?{_WE_GET} "
    rf"(?:the (?:lower )?bound |the left(?:-hand)? side |the expression )?(?P<to>{F})"
)
_REMAINS = re.compile(
    r"(?:what (?:is left(?: over)?|remains(?: over)?)|the (?:rest|remainder|remaining (?:part|"
    r"terms?))"
    rf")(?: here| now| then)? (?:is|are|equals?) (?P<to>{F})"
)
_CONSTANTS = re.compile(
    r"the (?P<what>constants?|numbers that are (?:subtracted|added)|(?:negative |subtracted |"
    r"added )?"
    r"(?:constants|numbers))(?: (?:on the right|here|subtracted|in the squares))? "
    r"(?:sum up to|add up to|sum to|have the sum|have sum|together (?:are|give|make)|cancel to) "
    rf"(?P<to>{F})(?: (?:, )?(?:which|and this|and so they|and they) cancels? "
    rf"(?:the |the constant )?(?P<with>{F}))?"
)
_CANCEL = re.compile(
    r"(?:(?:so|hence|thus|and) )?(?:they|it|this|these)(?: just| exactly)? cancels? (?:with )?"
    rf"(?:the )?(?:constant |number )?(?P<with>{F})(?: (?:in|of|on) (?:{F}|the left|the "
    rf"left(?:-hand)?"
    r" side|the expression))?"
)


def _chain(reader: SentenceReader, mark: str) -> tuple[Term, list[Prop]]:
    """The first term of a formula, and what it says."""
    formula = reader.phrase.formula(mark)
    first = formula.first or (formula.terms[0] if len(formula.terms) == 1 else None)
    if first is None:
        raise Unclear("a term is expected")
    return first, list(formula.props)


def _note(reader: SentenceReader, mark: str) -> None:
    """What "it" means after a chain that was read."""
    note_chain(reader.phrase, reader.phrase.formula(mark))


def _claims(
    reader: SentenceReader,
    sources: Iterator[Term],
    match: re.Match[str],
    at: int,
) -> int:
    """One of the sources is the first term; and what the chain says."""
    first, props = _chain(reader, match.group("to"))
    readings = list(dict.fromkeys(Rel("=", source, first) for source in sources))
    if not readings:
        raise Unclear("it is not clear what this is")
    span = at, match.end()
    reasons, reader.reasons = reader.reasons, ()
    reader.add(Claim(readings[0], reasons, tuple(readings[1:])), *span)
    for prop in props:
        reader.add(Claim(prop), *span)
    _note(reader, match.group("to"))
    return span[1]


def left_over(reader: SentenceReader, at: int) -> int | None:
    """ "Subtracting this from $D$ leaves $a = b$", "What remains is $a$"."""
    phrase, text = reader.phrase, reader.phrase.text
    match = _SUBTRACTING.match(text, at)
    known = reader.scope.identity
    if match is not None and known is not None:
        whole = match.group("from")
        wholes = [phrase.term(whole)] if whole and is_formula(whole) else list(_wholes(phrase))
        taken = list(dict.fromkeys(reversed(known)))
        sources = (sub(each, part) for each in wholes for part in taken)
        return _claims(reader, sources, match, at)
    match = _REMAINS.match(text, at)
    if match is None:
        return None
    first, _ = _chain(reader, match.group("to"))
    if isinstance(first, Var):
        return _claims(reader, iter((first,)), match, at)
    wholes = list(_wholes(phrase))
    taken = list(known) if known is not None else []
    sources = (each for each in (*wholes, *(sub(w, p) for w in wholes for p in taken)))
    return _claims(reader, sources, match, at)


def _wholes(phrase: Phrase) -> Iterator[Term]:
    """What is taken apart: the side of the statement, or both sides as a difference."""
    statement = phrase.scope.statement
    if isinstance(statement, Rel):
        yield statement.left
        yield sub(statement.left, statement.right)


def added(reader: SentenceReader, at: int) -> int | None:
    """ "Adding these two and $z^2$ we get $a$": the sum of the lines before."""
    match = _ADDING.match(reader.phrase.text, at)
    if match is None:
        return None
    formula = reader.phrase.formula(match.group("to"))
    if any(not isinstance(each, Rel) or each.op != "=" for each in formula.props):
        return None
    more = [reader.phrase.term(match.group("more"))] if match.group("more") else []
    count = NUMBERS[match.group("count")] if match.group("count") else None
    scope = reader.scope
    lists: list[list[Term]] = []
    for rows in (*scope.runs(), scope.bounds):
        kept = rows if count is None else rows[-count:]
        if len(kept) > 1 and (count is None or len(kept) == count):
            lists += [[each.right for each in kept], [each.left for each in kept]]
    if not lists:
        return None
    sources = (add(*parts, *more) for parts in lists)
    return _claims(reader, sources, match, at)


def constants(reader: SentenceReader, at: int) -> int | None:
    """ "The constants add up to $-9 - 16 = -25$, which cancels the $25$"."""
    text, scope = reader.phrase.text, reader.scope
    match = _CONSTANTS.match(text, at)
    if match is None:
        match = _CANCEL.match(text, at)
        if match is None or scope.last is None:
            return None
        return _cancelled(reader, scope.last, match, at)
    sign = -1 if "subtracted" in match.group("what") else 1
    first, props = _chain(reader, match.group("to"))
    if not any(_is_value(first, sign * total) for total in _totals(reader)):
        raise Unclear("the constants have another sum")
    _note(reader, match.group("to"))
    for prop in props:
        reader.add(Claim(prop), at, match.end())
    if not match.group("with"):
        return match.end()
    return _cancelled(reader, first, match, at)


def _totals(reader: SentenceReader) -> Iterator[Exact]:
    """The sums of the constants on the right sides of the lines at hand."""
    for rows in reader.scope.runs():
        found = [_constant(each.right) for each in rows]
        kept = [each.value for each in found if each is not None]
        if len(kept) == len(found) > 1:
            yield sum(kept)


def _cancelled(reader: SentenceReader, what: Term, match: re.Match[str], at: int) -> int:
    """What is added or subtracted is the number that stands in the statement."""
    other = reader.phrase.term(match.group("with"))
    written = {abs(each) for each in _numbers(reader.scope.statement)}
    if not isinstance(other, Num) or abs(other.value) not in written:
        raise Unclear("it is not clear what is cancelled")
    same = Rel("=", what, other)
    reader.add(Claim(Rel("=", what, neg(other)), (), (same,)), at, match.end())
    return match.end()


def _numbers(statement: Prop | None) -> Iterator[Exact]:
    """The numbers that are summands of a side, and what they come to together."""
    if isinstance(statement, Rel):
        total: Exact = 0
        for side, sign in ((statement.left, 1), (statement.right, -1)):
            for part in side.terms if isinstance(side, Add) else (side,):
                if isinstance(part, Num):
                    total += sign * part.value
                    yield part.value
        yield total


def _constant(term: Term) -> Num | None:
    """The one number among the summands of a side."""
    found = [part for part in term.terms if isinstance(part, Num)] if isinstance(term, Add) else []
    return found[0] if len(found) == 1 else None


# --- Coefficients -----------------------------------------------------------------------------

_COEFFICIENT = re.compile(
    rf"the (?:(?:coefficients? (?:of|at|in front of) (?P<of>{F}))|constant(?: term| coefficient)?)"
    r"(?: (?:in (?:the|this) (?:sum|expansion|expression|product|total|right(?:-hand)? side)|"
    r"on the right(?:-hand side)?))?"
    rf"(?: , with the (?P<with>{F}) included ,)? (?:is|equals|becomes|adds up to|sums to) "
    rf"(?P<to>{F})"
)
_ON_RIGHT = re.compile(
    rf"the coefficient on the right(?:-hand side)? (?:is|becomes|equals)(?: then| now)? (?P<to>{F})"
)
_OTHERS = re.compile(
    r"(?:the|all) (?:other|remaining) (?:coefficients|terms) (?:can be (?:read off|checked|"
    r"compared|"
    r"seen)|are (?:read off|checked|clear|seen|immediate|obvious))(?: (?:directly|at once|"
    r"immediately|in the same way|likewise|easily))?(?=$| [.;])"
)


def coefficient(reader: SentenceReader, at: int) -> int | None:
    """ "The coefficient of $u$ in the sum is $-4 + 4 = 0$": read off from a polynomial at hand."""
    text, scope = reader.phrase.text, reader.scope
    match = _COEFFICIENT.match(text, at)
    if match is not None:
        of = reader.phrase.term(match.group("of")) if match.group("of") else None
        more = [reader.phrase.term(match.group("with"))] if match.group("with") else []
        first, props = _chain(reader, match.group("to"))
        summed = bool(more) or "in the sum" in match.group() or of is None
        if not any(_has(p, of, first) for p in _polynomials(reader, more, summed)):
            raise Unclear("no polynomial at hand has this coefficient")
    else:
        others = _OTHERS.match(text, at)
        if others is not None and scope.identity is not None:
            reader.add(Filler(), at, others.end())
            return others.end()
        match = _ON_RIGHT.match(text, at)
        if match is None:
            return None
        first, props = _chain(reader, match.group("to"))
        sides = [each.right for each in scope.bounds]
        products = [mul(*sides[-size:]) for size in range(1, len(sides) + 1)]
        if not any(_is_monomial(_poly(each), first) for each in products):
            raise Unclear("no product at hand has this coefficient")
    if not STOP.match(text, match.end()):
        return None
    _note(reader, match.group("to"))
    for prop in props:
        reader.add(Claim(prop), at, match.end())
    if not props:
        reader.add(Claim(Rel("=", first, first)), at, match.end())
    return match.end()


_SEPARATE = re.compile(
    rf"({F}) is (?:then |thus )?(?:the number |the constant )?({F}) (?:plus|and) "
    rf"(?P<count>{_COUNT}) "
    r"(?:expressions|terms|parts|polynomials|quadratic polynomials|summands)(?: ,)? (?:each|every "
    r"one)(?: of (?:them|which))? (?:in|with|containing) (?:a single|one|only one|exactly one) "
    r"variable(?=$| [,.;])"
)


def separate(reader: SentenceReader, at: int) -> int | None:
    """ "D is 7 plus two expressions, each in a single variable": seen from its normal form."""
    match = _SEPARATE.match(reader.phrase.text, at)
    if match is None:
        return None
    whole, constant = (reader.phrase.term(match.group(group)) for group in (1, 2))
    p = _poly(substitute(whole, reader.scope.definitions)) or {}
    names = {atom for mono in p for atom, _ in mono}
    if any(len(mono) > 1 for mono in p) or len(names) != NUMBERS[match.group("count")]:
        raise Unclear("the variables are not separate")
    if not _is_value(constant, p.get((), 0)):
        raise Unclear("the constant is another one")
    reader.add(Filler(), at, match.end())
    return match.end()


def _polynomials(reader: SentenceReader, more: list[Term], summed: bool) -> Iterator[Poly]:
    """What the text may speak of: the sum of the last lines, else a side of the last identity."""
    scope = reader.scope
    found = [add(*(each.right for each in rows), *more) for rows in scope.runs() if len(rows) > 1]
    if not summed or not found:
        found += scope.identity or ()
    for each in found:
        for written in (each, substitute(each, scope.definitions)):
            p = _poly(written)
            if p is not None:
                yield p


def _poly(term: Term) -> Poly | None:
    try:
        value = normal(term)
    except (Undefined, RecursionError):
        return None
    return value.num if value.den == ONE_POLY else None


def _has(p: Poly, of: Term | None, value: Term) -> bool:
    mono: Mono | None = ()
    if of is not None:
        named = _poly(of) or {}
        mono = next(iter(named)) if list(named.values()) == [1] else None
        here = {atom for each in p for atom, _ in each}
        if mono is not None and len(p) > 1 and not {atom for atom, _ in mono} <= here:
            return False
    return mono is not None and _is_value(value, p.get(mono, 0))


def _is_monomial(p: Poly | None, value: Term) -> bool:
    return p is not None and len(p) == 1 and _is_value(value, next(iter(p.values())))


def _is_value(term: Term, value: object) -> bool:
    try:
        return Evaluator().value(term, {}) == value
    except (Undefined, RecursionError):
        return False


TABLE = (
    (listed("subtracting taking removing what the"), left_over),
    (listed("adding summing"), added),
    (listed("the they it this these so"), constants),
    (listed("the"), coefficient),
    (("F",), separate),
)
