"""Sentences about solutions: of candidates that were found, of steps that can be undone, of the
equation itself.

"All four are solutions" says that what the text has found satisfies the condition; which values
these are is for the checker to see. "All steps can be reversed" says that the last equation and the
one to be solved have the same solutions, and that is claimed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selfproof.world.language.listing import assignments, formulas_from
from selfproof.world.language.patterns import NUMBERS, F
from selfproof.world.language.phrase import both, is_formula
from selfproof.world.language.statements import Answer, Case, Claim, Solves, Suppose
from selfproof.world.language.tuples import values
from selfproof.world.latex.names import listed
from selfproof.world.props import And, Or, Prop, Rel, negation
from selfproof.world.terms import Call, Point, Term, Var

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_N = "|".join(NUMBERS)
_NOUN = r"(?:numbers|values|pairs|candidates|integers|tuples|solutions|of them|of these|these|them)"
_INDEED = r"(?: (?:really|indeed|do|all|actually|in fact|also|therefore|thus|each|both))*"
_EQUATION = (
    r"(?:the|this|our) (?:original |given |initial |stated )?(?:equation|condition|divisibility|"
    r"problem|requirement|property)"
)
_ALL = (
    rf"(?:(?:(?:all|each|every|both|each one|every one)(?: of)?(?: (?:the|these|those))?(?: "
    rf"(?P<n>{_N}))?"
    rf"(?: {_NOUN})?)|(?:these|those|the)(?: (?P<m>{_N}))?(?: {_NOUN})?|they|"
    r"the pair|the number|this pair|this number|it)"
)
_SOLVE = re.compile(
    rf"{_ALL}{_INDEED} (?:(?:are|is){_INDEED} (?:solutions?|a solution)(?: of {_EQUATION})?|"
    rf"(?:satisfy|satisfies|solve|solves|fulfil|fulfils|fulfill|fulfills) (?:{_EQUATION}|it)|"
    r"(?:have|has) (?:the|this) (?:required |desired |given )?property|works?)"
    r"(?=$| [,.;:]| (?:because|since|as|and|so|by)\b)"
)


def solves(reader: SentenceReader, at: int) -> int | None:
    """ "All four really are solutions"."""
    if reader.scope.vocabulary.condition is None:
        return None
    match = _SOLVE.match(reader.phrase.text, at)
    if match is None:
        return None
    word = match.group("n") or match.group("m")
    count = NUMBERS[word] if word else (2 if match.group().startswith("both") else None)
    one = match.group().startswith(
        ("it ", "the pair ", "this pair ", "the number ", "this number ")
    )
    reader.add(Solves(count, not one), at, match.end())
    return match.end()


_PRECISELY = re.compile(
    rf"(?:these|the)(?: (?P<n>{_N}))? (?:pairs|numbers|values|integers) are(?: therefore| thus)? "
    r"(?:precisely|exactly|all|all of)? ?(?:the|the only) (?:integer |integral )?solutions"
    r"(?= |$)"
)
_NAMELY = re.compile(
    rf"there (?:is|are) (?:therefore |thus )?(?:exactly |precisely |only )?(?P<n>{_N}|{F}) "
    rf"(?:integer |"
    r"integral |such )*(?:solutions?|pairs?|integers?|numbers?|values?)(?: ,)?(?: namely| :|: "
    r"namely|"
    rf" viz)(?: ,)? (?={F})"
)


def answers(reader: SentenceReader, at: int) -> int | None:
    """ "So these four pairs are the solutions", "there are two solutions, namely ..."."""
    phrase, text = reader.phrase, reader.phrase.text
    if reader.scope.vocabulary.condition is None:
        return None
    match = _PRECISELY.match(text, at)
    if match is not None:
        found, end = list(reader.scope.candidates), match.end()
    else:
        match = _NAMELY.match(text, at)
        if match is None:
            return None
        marks, end = formulas_from(phrase, match.end())
        found = assignments(phrase, marks)
    if not found or (match.group("n") and phrase.count(match.group("n")) != len(found)):
        return None
    reader.add(Answer(found[0] if len(found) == 1 else Or(tuple(found))), at, end)
    return end


_BACK = re.compile(
    r"(?:(?:all|all of|each of|every one of)? ?(?:these|the|those|our)?(?: (?:steps?|"
    r"transformations|"
    r"conversions|manipulations|operations))|every step) (?:can be (?:undone|reversed)|(?:are|is) "
    r"(?:all )?(?:reversible|equivalences|equivalence transformations))"
    r"(?:(?: ,)? (?:so|and|hence|thus) (?:that )?this (?:last )?equation is equivalent to (?:the )?"
    r"(?:given|original) (?:one|equation))?(?=$| [,.;])"
    r"|this (?:last )?equation is (?:thus |therefore |hence )?equivalent to (?:the )?(?:given|"
    r"original) (?:one|equation)(?=$| [,.;])"
)
_EQUIVALENT = re.compile(
    rf"{_EQUATION}(?: (?P<written>{F}))? "
    r"(?:is (?:thus |therefore |hence |then )?equivalent to|holds if and only if|"
    r"holds exactly (?:when|if)|holds precisely (?:when|if)|is satisfied if and only if) "
    rf"(?={F})"
)
_AND_TO = re.compile(rf"(?: ,)? and (?:hence|thus|therefore|so|also)? ?to (?={F})")


def equivalent(reader: SentenceReader, at: int) -> int | None:
    """ "The equation is equivalent to $xy = 6$": both have the same solutions."""
    condition = reader.scope.vocabulary.condition
    text = reader.phrase.text
    if condition is None:
        return None
    match = _BACK.match(text, at)
    if match is not None:
        if len(reader.scope.sides) != 2:
            return None
        last = Rel("=", reader.scope.sides[0], reader.scope.sides[1])
        reader.add(Claim(_same(condition, last)), at, match.end())
        return match.end()
    match = _EQUIVALENT.match(text, at)
    if match is None:
        return None
    end = match.end()
    found: list[Prop] = []
    if match.group("written"):
        # "The given equation $ab = 8$" has to be the given one.
        written = reader.phrase.formula(match.group("written")).props
        if not written:
            return None
        found.append(_same(condition, _ends(written)))
    while True:
        props = reader.phrase.formula(text[end]).props
        if not props:
            return None
        found += [_same(condition, _ends(props)), *props]
        end += 1
        more = _AND_TO.match(text, end)
        if more is None:
            break
        end = more.end()
    for prop in found:
        reader.add(Claim(prop), at, end)
    return end


def _ends(props: tuple[Prop, ...]) -> Prop:
    """The outer terms of a chain of equations."""
    first, last = props[0], props[-1]
    if len(props) > 1 and all(isinstance(each, Rel) and each.op == "=" for each in props):
        assert isinstance(first, Rel)
        assert isinstance(last, Rel)
        return Rel("=", first.left, last.right)
    return both(list(props))


def _same(first: Prop, second: Prop) -> Prop:
    return And((Or((negation(first), second)), Or((negation(second), first))))


_LET_SOLUTION = re.compile(
    rf"(?:let|suppose(?: that)?|assume(?: that)?) (?P<name>{F}) (?:be|is) (?:an?|any|some|an "
    rf"arbitrary|one) "
    rf"(?:integer |integral |arbitrary )?solution(?: of {_EQUATION})?(?=$| [,.;])"
)


def a_solution(reader: SentenceReader, at: int) -> int | None:
    """ "Let $(x, y)$ be a solution": the condition is supposed."""
    match = _LET_SOLUTION.match(reader.phrase.text, at)
    vocabulary = reader.scope.vocabulary
    if match is None or vocabulary.condition is None:
        return None
    terms = reader.phrase.formula(match.group("name")).terms
    if len(terms) != 1 or [*_parts(terms[0])] != [Var(name) for name in vocabulary.kinds]:
        return None
    reader.add(Suppose(vocabulary.condition, "assumption"), at, match.end())
    return match.end()


def _parts(term: Term) -> tuple[Term, ...]:
    if isinstance(term, Point):
        return (term.x, term.y)
    return term.args if isinstance(term, Call) and term.name == "tuple" else (term,)


_FOR_TUPLE = re.compile(
    rf"(?:for|with|in the case|the pair|at)(?: the (?:pair|solution|values?))? (?P<value>{F})"
    r"(?=(?: ,| :)?(?: (?:we|this|it|one|the)\b| :| ,| " + F + "))"
)


def for_tuple(reader: SentenceReader, at: int) -> int | None:
    """ "For $(3, 4)$ we get ...": a case of these values of the variables."""
    match = _FOR_TUPLE.match(reader.phrase.text, at)
    if match is None:
        return None
    prop = values(reader.phrase, match.group("value"))
    if prop is None:
        return None
    reader.add(Case(reader.phrase.raw(match.group("value")), prop), at, match.end())
    following = reader.phrase.text[match.end() + 1 : match.end() + 2]
    reader.runs_on = is_formula(following)
    return match.end()


_SHOWS_THAT = re.compile(
    r"(?:the|this) (?:identity|equation|factorization|relation|congruence|computation|equality) "
    rf"(?={F} (?:shows|gives|implies|yields|means|proves|tells us)\b)"
)
_SHOWS = re.compile(r" (?:shows|gives|implies|yields|means|proves|tells us)(?: that)? ")


def shown_by(reader: SentenceReader, at: int) -> int | None:
    """ "The identity $a = b$ shows that $c = d$": both are claimed."""
    text = reader.phrase.text
    match = _SHOWS_THAT.match(text, at)
    if match is None:
        return None
    props = reader.phrase.props(text[match.end()])
    verb = _SHOWS.match(text, match.end() + 1)
    if verb is None:
        return None
    for prop in props:
        reader.add(Claim(prop), at, match.end() + 1)
    reader.runs_on = True
    return verb.end() - 1


TABLE = (
    (listed("all each every both these those the they it this"), solves),
    (listed("these the there"), answers),
    (listed("all each every these the those our this"), equivalent),
    (listed("let suppose assume"), a_solution),
    (listed("for with in the at"), for_tuple),
    (listed("the this"), shown_by),
)
