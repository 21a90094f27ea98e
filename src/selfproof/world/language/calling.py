"""Names for what words refer to ("Let D be the left side minus the right side"), and how the sides
of inequalities may be used ("All numbers that occur here are positive").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selfproof.world.kernel.normal import polynomial
from selfproof.world.language.patterns import END, KIND, NUMBERS, F, kind_of
from selfproof.world.language.phrase import is_formula
from selfproof.world.language.referring import is_inequality, referents
from selfproof.world.language.statements import Claim, Define, Reason
from selfproof.world.latex.names import listed
from selfproof.world.poly import minus
from selfproof.world.props import Rel
from selfproof.world.terms import ZERO, Call, Term, Var, add, sub, variables

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_LET_BE = re.compile(rf"(?:let|denote by|write|put) ({F}) (?:be|denote|for|=) (?=the |this |our )")
_CALL = re.compile(r"(?:call|denote) (?=the |this |our )")
_BY = re.compile(rf" (?:by )?({F})")
_EVERYTHING = re.compile(
    r"(?:we )?(?:bring|move|take|put|collect|bringing|moving) (?:everything|all terms) (?:to|on) "
    r"(?:the left(?:-hand)?|one) side and (?:call|denote|write) (?:the result|it|what we get|the "
    rf"(?:resulting )?(?:difference|expression)) (?:by )?({F})"
)


def named(reader: SentenceReader, at: int) -> int | None:
    """ "Let D be the difference of the two sides", "call the left side L"."""
    phrase, text, statement = reader.phrase, reader.phrase.text, reader.scope.statement
    if not isinstance(statement, Rel) or not is_inequality(statement):
        return None
    match = _EVERYTHING.match(text, at)
    if match is not None:
        return _define(
            reader, match.group(1), sub(statement.left, statement.right), (at, match.end())
        )
    match = _LET_BE.match(text, at)
    if match is not None:
        found = referents(phrase, match.end())
        return (
            None if found is None else _define(reader, match.group(1), found[0][0], (at, found[1]))
        )
    match = _CALL.match(text, at)
    found = referents(phrase, match.end()) if match is not None else None
    name = _BY.match(text, found[1]) if found is not None else None
    if found is None or name is None:
        return None
    return _define(reader, name.group(1), found[0][0], (at, name.end()))


_LOOK = re.compile(
    r"(?:we |let us )?(?:now |first )?(?:consider|look at|take|form|study|examine|compute|"
    r"estimate) (?=the |their )"
)
_IS_NAMED = re.compile(
    rf"(?P<is> is| equals| becomes)?(?: ,| :| , namely| , that is ,)? (?P<f>{F})"
)


def introduced(reader: SentenceReader, at: int) -> int | None:
    """ "Consider the difference of the two sides, $D = a^2 - 2ab + b^2$", with a new name: it is
    defined, and that it is this difference is a claim."""
    phrase, text, scope = reader.phrase, reader.phrase.text, reader.scope
    if not isinstance(scope.statement, Rel):
        return None
    look = _LOOK.match(text, at)
    found = referents(phrase, look.end() if look else at)
    match = _IS_NAMED.match(text, found[1]) if found is not None else None
    if found is None or match is None or (look is None and not match.group("is")):
        return None
    props = phrase.formula(match.group("f")).props
    first = props[0] if props else None
    if not isinstance(first, Rel) or first.op != "=" or not isinstance(first.left, Var):
        return None
    name = first.left
    if name.name in scope.known or name.name in scope.vocabulary.kinds:
        return None
    if scope.unknown([Rel("=", first.right, ZERO)]):
        return None
    reader.add(Define(name, first.right), at, match.end())
    scope.known.add(name.name)
    said, *others = [Rel("=", each, first.right) for each in found[0]]
    reader.add(Claim(said, reader.reasons, tuple(others)), at, match.end())
    reader.reasons = ()
    for prop in props[1:]:
        reader.add(Claim(prop), at, match.end())
    return match.end()


_SHIFTED = re.compile(
    rf"(?P<how>adding|subtracting) (?P<by>{F})(?: (?:on|to|from) both sides)?(?: ,)? (?:we|this) "
    r"(?:get|obtain|gives?|yields?|have|arrive at) (?:exactly |just )?the (?:claim|statement|"
    r"result|(?:claimed|desired|given|original) inequality|inequality)" + END
)


def shifted(reader: SentenceReader, at: int) -> int | None:
    """ "and subtracting $16$ we get the claim": from the inequality before."""
    match = _SHIFTED.match(reader.phrase.text, at)
    claimed, statement = reader.scope.claimed, reader.scope.statement
    if match is None or not isinstance(claimed, Rel) or not isinstance(statement, Rel):
        return None
    join = add if match.group("how") == "adding" else sub
    by = reader.phrase.term(match.group("by"))
    pairs = zip((claimed.left, claimed.right), (statement.left, statement.right), strict=True)
    if claimed.op != statement.op or any(
        minus(polynomial(join(one, by)), polynomial(other)) for one, other in pairs
    ):
        return None
    reader.add(Claim(statement), at, match.end())
    return match.end()


def _define(reader: SentenceReader, mark: str, value: Term, span: tuple[int, int]) -> int | None:
    name = reader.phrase.term(mark)
    if not isinstance(name, Var) or name.name in reader.scope.vocabulary.kinds:
        return None
    reader.add(Define(name, value), *span)
    reader.scope.known.add(name.name)
    return span[1]


# --- Sides ------------------------------------------------------------------------------------

_COUNT = "|".join(NUMBERS)
_POSITIVE = re.compile(
    r"(?:all|both) (?:of )?(?:the |these |those )?(?:numbers|sides|quantities|terms|expressions)"
    r"(?: that (?:occur|appear)| involved| in question| occurring)?(?: here| in them)? are positive"
    + END
)
_MULTIPLIED = re.compile(
    rf"(?:the|these|those|all|our) (?:(?P<count>{_COUNT}) )?inequalities (?:can|may) (?:therefore |"
    r"thus |now |also )?be multiplied(?: (?:with|by) each other| together| with one another)?" + END
)
_RIGHT_SIDES = re.compile(
    rf"(?:the|all|their|these) (?P<which>right|left)(?:-hand)? sides ({F}(?:(?: ,)?(?: and)? "
    rf"{F})*) are "
    r"(?:all )?positive" + END
)


def sides(reader: SentenceReader, at: int) -> int | None:
    """The sides of the inequalities at hand are positive, so these may be multiplied."""
    phrase, text, scope = reader.phrase, reader.phrase.text, reader.scope
    if not is_inequality(scope.statement):
        return None
    match = _RIGHT_SIDES.match(text, at)
    if match is not None:
        left = match.group("which") == "left"
        terms = phrase.terms("".join(filter(is_formula, match.group(2))))
        if not {each.left if left else each.right for each in scope.bounds}.issuperset(terms):
            return None
    else:
        match = _POSITIVE.match(text, at) or _MULTIPLIED.match(text, at)
        if match is None:
            return None
        word = match.groupdict().get("count")
        own = set(scope.vocabulary.kinds)
        bounds = [each for each in scope.bounds if _names(each) <= own]
        if word is not None:
            bounds = bounds[-NUMBERS[word] :] if len(bounds) >= NUMBERS[word] else []
        terms = [side for each in bounds for side in (each.left, each.right)]
    if not terms:
        return None
    reasons, end = _because(reader, match.end())
    reasons, reader.reasons = reader.reasons + reasons, ()
    for term in dict.fromkeys(terms):
        reader.add(Claim(Rel(">", term, ZERO), reasons), at, end)
        reasons = ()
    return end


def _names(prop: Rel) -> frozenset[str]:
    return variables(prop.left) | variables(prop.right)


_ARE_TOO = re.compile(
    rf"(?: ,)? (?:because|as|since) (?:the )?({F}(?:(?: ,)?(?: and)? {F})*) (?:are|is)"
    r"(?: positive)?(?: too| also)?" + END
)


def _because(reader: SentenceReader, at: int) -> tuple[tuple[Reason, ...], int]:
    """ "because $x$ and $y$ are", "as the $t_i$ are positive"."""
    match = _ARE_TOO.match(reader.phrase.text, at)
    if match is None:
        return (), at
    terms = reader.phrase.terms("".join(filter(is_formula, match.group(1))))
    terms = [each for term in terms for each in _all_of(reader, term)]
    return tuple(Reason(since=Rel(">", term, ZERO)) for term in terms), match.end()


def _all_of(reader: SentenceReader, term: Term) -> list[Term]:
    """The variables t_1, t_2, ... that "the $t_i$" means."""
    if isinstance(term, Call) and len(term.args) == 1 and isinstance(term.args[0], Var):
        kinds = reader.scope.vocabulary.kinds
        return [Var(name) for name in kinds if name.startswith(f"{term.name}_")] or [term]
    return [term]


# --- Any number ---------------------------------------------------------------------------------

_FOR_A = re.compile(
    rf"for an? (?:arbitrary |fixed |given |any )?({KIND}) ({F})(?: ,)?(?= (?:we|it|one) )"
)


def for_a(reader: SentenceReader, at: int) -> int | None:
    """ "For a positive number $t$ we have ...": for all of them."""
    match = _FOR_A.match(reader.phrase.text, at)
    if match is None:
        return None
    names = reader.phrase.names(match.group(2))
    reader.general = (names, kind_of(match.group(1)), [])
    reader.scope.known |= set(names)
    reader.runs_on = True
    return match.end()


TABLE = (
    (listed("let denote write put call bring move take collect bringing moving we"), named),
    (listed("the all both these those our their"), sides),
    (("for",), for_a),
    (
        listed("the their we let consider look take form study examine compute estimate"),
        introduced,
    ),
    (listed("adding subtracting"), shifted),
)
