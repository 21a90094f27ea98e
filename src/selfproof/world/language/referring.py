"""Noun phrases that refer to a term: "the left side", "the given expression", "their sum".

What such words mean depends on the context, and sometimes on what is true of it: "the right side"
may be the problem's or the last equation's. So a phrase has several candidates, likely ones first;
a claim about it is made in one of these readings (see `Claim.others`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from selfproof.world.language.chains import is_square_sum, note_chain
from selfproof.world.language.patterns import END, NUMBERS, F
from selfproof.world.language.phrase import Phrase, Said, Unclear
from selfproof.world.language.predicates import predicate
from selfproof.world.props import Prop, Rel
from selfproof.world.terms import ZERO, Add, Num, Term, add, mul, num, sub, variables

_COUNT = rf"(?P<count>{'|'.join(NUMBERS)})"
_OF_STATEMENT = (
    r"(?P<of> of (?:the |this |our |that )?(?:(?:stated|given|original|desired|claimed|wanted|"
    r"required|last|above|displayed) )*(?P<what>inequality|equation|identity|statement|claim|"
    r"problem)(?: in question)?)?"
)
_PHRASES: tuple[tuple[str, str], ...] = (
    (
        "difference",
        r"(?P<times>twice |half )?(?:the |this )?(?:difference (?:of the (?:two )?sides|between "
        r"the "
        r"(?:two )?sides|of (?:both|the left and right) sides|of the left(?:-hand)? side and the "
        r"right(?:-hand)? side)|(?:the )?left(?:-hand)? side minus the right(?:-hand)? side)"
        r"(?: of the inequality)?",
    ),
    ("side", rf"the (?P<side>left|right)(?:-hand| hand)? side{_OF_STATEMENT}"),
    (
        "bounds",
        rf"(?:the|their) sum(?: of (?:the|these|all|our) (?:(?:{_COUNT}|lower) )*(?:bounds|"
        r"numbers on the right|right(?:-hand)? sides|estimates|right-hand sides))|the lower bound",
    ),
    (
        "product",
        rf"the product of (?:the|these|all) (?:{_COUNT} )?(?P<sides>left|right)(?:-hand)? sides",
    ),
    (
        "sum",
        rf"(?:their|the|this) sum(?: of (?:these|the) (?:{_COUNT} )?(?:numbers|terms|values))?",
    ),
    (
        "expression",
        r"(?:the|this|our) (?:(?:whole|given|entire|original|stated|full|quadratic) )*(?:expression"
        r"|quantity|polynomial|form|value)(?: of the (?:given |whole )?(?:expression|polynomial))?"
        r"(?: on the left| in question)?",
    ),
    ("last", r"(?:this|it|the result|the last (?:expression|sum))"),
)
_COMPILED = tuple((kind, re.compile(pattern + r"(?= |$)")) for kind, pattern in _PHRASES)
LEADING = ("the", "their", "our", "twice", "half", "left")
"""First words of phrases that can mean nothing else in a problem about an inequality."""
FIRST_WORDS = (*LEADING, "this", "it")
_TO_SIDE = re.compile(
    r" (?:is|are) (?:therefore |thus |hence |always |indeed )?(?P<op>at least|at most|equal to|"
    rf"greater than or equal to|not less than) the right(?:-hand)? side{_OF_STATEMENT}{END}"
)


def is_inequality(statement: Prop | None) -> bool:
    """What is to be shown is an inequality: its sides are what a proof speaks of."""
    return isinstance(statement, Rel) and statement.op in (">=", "<=", ">", "<")


def referents(phrase: Phrase, at: int) -> tuple[list[Term], int] | None:
    """What a noun phrase may stand for, and where it ends."""
    for kind, pattern in _COMPILED:
        match = pattern.match(phrase.text, at)
        if match is not None:
            found = [each for each in _READERS[kind](phrase, match) if each is not None]
            if found:
                return list(dict.fromkeys(found)), match.end()
    return None


def _statement(phrase: Phrase) -> Rel | None:
    """The inequality or equation of the problem."""
    statement = phrase.scope.statement
    return statement if isinstance(statement, Rel) else None


def _side(phrase: Phrase, match: re.Match[str]) -> Iterator[Term | None]:
    scope, statement = phrase.scope, _statement(phrase)
    left, what = match.group("side") == "left", match.group("what")
    own = None if statement is None else statement.left if left else statement.right
    pairs = [scope.identity, scope.named_identity, scope.chain]
    if what in ("identity", "equation"):
        pairs = [scope.named_identity if what == "identity" else None, scope.identity]
    if what in ("inequality", "statement", "claim", "problem") and "last" not in match.group():
        pairs = []
    if left or not pairs:
        yield own
    for pair in pairs:
        side = None if pair is None else pair[0] if left else pair[1]
        if not isinstance(side, Num):
            yield side
    if not left and pairs and what != "identity":
        yield own


def _difference(phrase: Phrase, match: re.Match[str]) -> Iterator[Term | None]:
    statement = _statement(phrase)
    if statement is None:
        return
    up = sub(statement.left, statement.right)
    down = sub(statement.right, statement.left)
    pair = (up, down) if statement.op in (">=", ">", "=") else (down, up)
    for each in pair if "minus" not in match.group() else (up,):
        times = match.group("times")
        yield mul(num(2), each) if times == "twice " else each if times is None else None


def _bounds(phrase: Phrase, match: re.Match[str]) -> Iterator[Term | None]:
    """The sum of the right sides of the last inequalities; of as many as the text says."""
    sides = [each.right for each in phrase.scope.bounds]
    for last in _lasts(sides, match.groupdict().get("count")):
        yield add(*last)


def _product(phrase: Phrase, match: re.Match[str]) -> Iterator[Term | None]:
    left = match.group("sides") == "left"
    sides = [each.left if left else each.right for each in phrase.scope.bounds]
    for last in _lasts(sides, match.group("count")):
        yield mul(*last)


def _lasts(sides: list[Term], count: str | None) -> Iterator[list[Term]]:
    if count is not None:
        wanted = NUMBERS[count]
        if 1 < wanted <= len(sides):
            yield sides[-wanted:]
        return
    for size in range(2, len(sides) + 1):
        yield sides[-size:]


def _sum(phrase: Phrase, match: re.Match[str]) -> Iterator[Term | None]:
    """Of what was computed last: of the left sides, or of the right sides."""
    count = match.groupdict().get("count")
    for run in phrase.scope.runs():
        if len(run) > 1 and (count is None or NUMBERS[count] == len(run)):
            yield add(*(each.left for each in run))
            yield add(*(each.right for each in run))
    if count is None:
        for each in (phrase.scope.last, phrase.scope.first):
            yield each if isinstance(each, Add) else None


def _expression(phrase: Phrase, match: re.Match[str]) -> Iterator[Term | None]:
    """The side of the statement with the variables in it."""
    statement = _statement(phrase)
    if statement is not None:
        yield statement.left


def _last(phrase: Phrase, match: re.Match[str]) -> Iterator[Term | None]:
    yield phrase.scope.last
    yield phrase.scope.first


_READERS: dict[str, Callable[[Phrase, re.Match[str]], Iterator[Term | None]]] = {
    "side": _side,
    "difference": _difference,
    "bounds": _bounds,
    "product": _product,
    "sum": _sum,
    "expression": _expression,
    "last": _last,
}


def about_referent(phrase: Phrase, at: int) -> Said | None:
    """A clause about what a noun phrase refers to."""
    found = referents(phrase, at)
    if found is None:
        return None
    candidates, end = found
    opposite = _TO_SIDE.match(phrase.text, end)
    statement = _statement(phrase)
    if opposite is not None and statement is not None:
        op = opposite.group("op")
        prop = Rel(
            "<=" if op == "at most" else "=" if op == "equal to" else ">=",
            statement.left,
            statement.right,
        )
        return Said([prop], opposite.end()) if "left" in phrase.text[at:end] else None
    readings: list[tuple[list[Prop], int]] = []
    meant = phrase.scope.spoken
    for candidate in candidates:
        said = _sum_of_squares(phrase, candidate, end) or _said_of(phrase, candidate, end)
        if said is not None:
            meant = phrase.scope.spoken if not readings else meant
            readings.append(said)
    phrase.scope.spoken = meant
    return _as_readings(phrase, readings)


_BECOMES = re.compile(
    rf" (?:(?:therefore |thus |hence |then |now |clearly |indeed )?(?:is|are|equals|becomes|"
    rf"has the value|amounts to|adds up to|is equal to|reads|simplifies to|can be written as|"
    rf"can be rewritten as|is just|evaluates to)"
    rf"(?: therefore| thus| hence| then| now| clearly| indeed| again| exactly| just)?) ({F})"
)


def _said_of(phrase: Phrase, subject: Term, at: int) -> tuple[list[Prop], int] | None:
    match = _BECOMES.match(phrase.text, at)
    if match is not None:
        try:
            formula = phrase.formula(match.group(1))
        except Unclear:
            return _half(phrase, subject, match)
        first = formula.first if formula.props else (formula.terms[0] if formula.terms else None)
        if first is None or len(formula.terms) > 1:
            return None
        scope = phrase.scope
        kept = scope.chain, scope.identity, scope.run
        note_chain(phrase, replace(formula, first=subject))
        if not variables(formula.last or first):
            # What a side comes to is no equation whose sides are spoken of later.
            scope.chain, scope.identity, scope.run = kept
        return [Rel("=", subject, first), *formula.props], match.end()
    return predicate(phrase, at, [subject])


def _half(phrase: Phrase, subject: Term, match: re.Match[str]) -> tuple[list[Prop], int] | None:
    """ "it is $\\ge 0$": a relation without its left side."""
    try:
        formula = phrase.read("0 " + phrase.raw(match.group(1)))
    except Unclear:
        return None
    first = formula.props[0] if formula.props else None
    if not isinstance(first, Rel) or first.left != ZERO:
        return None
    return [Rel(first.op, subject, first.right), *formula.props[1:]], match.end()


_SQUARES = re.compile(
    r" is (?:again |clearly |thus |therefore |always )?(?:a|the) sum of "
    rf"(?:{_COUNT} )?(?P<what>squares|nonnegative (?:terms|numbers|summands|expressions|squares)|"
    rf"squares with (?:positive|nonnegative) coefficients){END}"
)


def _sum_of_squares(phrase: Phrase, subject: Term, at: int) -> tuple[list[Prop], int] | None:
    """ "is a sum of three squares": as it is written; that it is not negative is the claim."""
    match = _SQUARES.match(phrase.text, at)
    if match is None:
        return None
    parts = subject.terms if isinstance(subject, Add) else (subject,)
    count = match.group("count")
    if count is not None and NUMBERS[count] != len(parts):
        return None
    if match.group("what").startswith("squares"):
        if not is_square_sum(subject):
            return None
        return [Rel(">=", subject, ZERO)], match.end()
    return [*(Rel(">=", part, ZERO) for part in parts), Rel(">=", subject, ZERO)], match.end()


def _as_readings(phrase: Phrase, readings: list[tuple[list[Prop], int]]) -> Said | None:
    """The first reading; the others are kept for the claims that it makes."""
    if not readings:
        return None
    props, end = readings[0]
    alike = [each for each, other in readings if other == end and len(each) == len(props)]
    for place, prop in enumerate(props):
        if not isinstance(prop, Rel) or prop.op not in ("=", ">=", "<="):
            continue  # What is denied is denied of what is meant most likely.
        others = tuple(dict.fromkeys(each[place] for each in alike if each[place] != prop))
        if others:
            phrase.readings[prop] = others
    return Said(props, end)
