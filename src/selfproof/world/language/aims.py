"""Units that say what will be shown, or that something was refuted or does not exist."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selfproof.world.language import fixed, inductive
from selfproof.world.language.announcing import further_aims
from selfproof.world.language.clauses import clause, conjunction
from selfproof.world.language.divisors import as_products, for_the_greatest
from selfproof.world.language.patterns import F
from selfproof.world.language.phrase import both
from selfproof.world.language.statements import (
    Absurd,
    Claim,
    Done,
    ToShow,
    Verdict,
)
from selfproof.world.language.worded import statement_claim
from selfproof.world.props import Exists, Forall, Or, Prop

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader


_SHOW = re.compile(
    r"(?:(?:we|i) (?:will |must |need to |have to |want to |shall |now |first |next |"
    r"only |still |can |also |thus |therefore |are going to |prove and |only need to "
    r")*"
    r"(?:show|prove|claim|establish|need)(?: first| now| next)?|"
    r"it (?:suffices|is enough|remains|is "
    r"sufficient)(?: now| therefore| thus| only)? to (?:show|prove|verify|check)|"
    r"to (?:show|prove|be shown|be proved)|the (?:claim|goal|aim) is(?: to (?:show|"
    r"prove))?|our (?:goal|aim) is(?: to (?:show|prove))?|claim :)"
    r"(?: by (?:strong |mathematical |complete )?induction(?: on F)?)?(?: ,)?(?: "
    r"that)?(?: :)? ".replace("on F", f"on {F}")
)


_BY_INDUCTION = re.compile(r"by (?:strong |mathematical |complete )?induction")


_LATE = re.compile(
    r"(?: ,)?(?: and we (?:do (?:so|this|it)|prove (?:it|this)|proceed|argue))? by (?:strong |"
    rf"mathematical |complete )?induction(?: on {F})?"
)
_USES = re.compile(
    r"(?: ,)? (?:where|in which) (?:each|every|the)(?: induction| inductive)? step uses (?:the )?"
    r"(?:(?:two|three|four|five|six|last|previous|preceding|earlier) )*(?:terms?|values?|"
    r"elements?|ones?)(?: before it)?(?=$| [.:])"
)
"""How an induction goes; its hypothesis is looked at where it is written."""


def show_unit(reader: SentenceReader, at: int) -> int | None:
    text = reader.phrase.text
    match = _SHOW.match(text, at)
    if match is None:
        return None
    inductively = bool(_BY_INDUCTION.search(match.group()))
    verdict = fixed.VERDICT.match(text, match.end())
    if verdict is not None:
        return None
    found = statement_claim(reader.phrase, match.end())
    said = conjunction(reader.phrase, match.end())
    if said is None and found is not None:
        reader.add(ToShow(None), at, found[2])
        return found[2]
    if said is None or said.note:
        return None
    late = _LATE.match(text, said.end)
    if late is not None:
        inductively, said.end = True, late.end()
    inductively = inductively or any("induction" in r.by for r in said.reasons)
    uses = _USES.match(text, said.end) if inductively else None
    if uses is not None:
        said.end = uses.end()
    for reason in said.reasons:
        if reason.since is not None:
            reader.add(Claim(reason.since), at, said.end)
    said.end = further_aims(text, said.end)
    reader.add(ToShow(said.prop), at, said.end)
    reader.scope.aim = reader.scope.promise = said.prop
    if inductively or reader.scope.statement is None:
        reader.scope.statement = _body(said.prop)
    if inductively:
        reader.scope.induction = True
    return said.end


_THEN = re.compile(
    r"(?:(?:for|because) then|this (?:then |will |would |now |already )?(?:gives?|yields?|implies|"
    r"imply|suffices ,? ?(?:since|because|as)|proves)(?: that)?|(?:from this|then) (?:the "
    r"(?:claim|result|statement) follows ,? ?(?:since|because|as)))(?= )"
)


def aim_gives(reader: SentenceReader, at: int) -> int | None:
    """ "We show that P; this gives Q": Q is claimed for when P is shown."""
    aim = reader.scope.promise
    match = _THEN.match(reader.phrase.text, at)
    if aim is None or match is None:
        return None
    if not all(isinstance(item.body, ToShow) for item in reader.items):
        return None
    reader.condition = aim
    reader.runs_on = True
    return match.end()


def _body(prop: Prop) -> Prop:
    """What is said of each value."""
    if isinstance(prop, Forall):
        inner = prop.prop
        if isinstance(inner, Or) and inner.parts:
            return inner.parts[-1]
        return inner
    return prop


_CONTRADICTS = re.compile(
    r"(?:(?:this|which|that|it) contradicts|contradicting|a contradiction to|(?:this|"
    r"which) is a contradiction to|(?:this|which) contradicts the fact|in "
    r"contradiction to|contradicts)(?: (?:the fact )?that| our assumption that| the "
    r"assumption that| our assumption| the assumption| the condition)? "
)


def contradicts(reader: SentenceReader, at: int) -> int | None:
    match = _CONTRADICTS.match(reader.phrase.text, at)
    if match is None:
        return None
    said = clause(reader.phrase, match.end())
    if said is None or said.names:
        return None
    for prop in said.props:
        reader.add(Claim(prop), at, said.end)
    reader.add(Absurd(), at, said.end)
    return said.end


_EXISTS_NOT = re.compile(
    r"(?:(?:the|this|our) equation(?P<F> F)? (?:(?:therefore |thus |hence )?has no|"
    r"does not have any|has no such) (?:integer |integral |such |other |real "
    r")?solutions?(?: in integers)?"
    r"|(?:the|this|our) equation is (?:therefore |thus |hence |indeed )?(?:impossible|unsolvable|"
    r"not solvable)(?: in integers| for integers)?"
    r"|there (?:are|exist|is) no (?:such |integer |integral |other )*(?:solutions?|"
    r"integers?|numbers?|pairs?)(?: with this property| in integers)?|no such (?:integers?|"
    r"numbers?|pairs?|solutions?) exists?"
    r"|no (?:integer )?solutions? exists?)(?=$| [.,;])".replace(" F)", f" {F})")
)


def no_solutions(reader: SentenceReader, at: int) -> int | None:
    match = _EXISTS_NOT.match(reader.phrase.text, at)
    if match is None:
        return None
    mark = match.group("F")
    if mark:
        from selfproof.world.language.phrase import free
        from selfproof.world.props import Not

        prop = both(reader.phrase.props(mark))
        names = tuple(sorted(free([prop])))
        reader.add(Claim(Not(Exists(names, "integer", prop))), at, match.end())
    else:
        reader.add(Done(None), at, match.end())
    return match.end()


def products_said(reader: SentenceReader, at: int) -> int | None:
    said = as_products(reader.phrase, at)
    if said is None:
        return None
    reader.claim(said, at)
    return said.end


def greatest_one(reader: SentenceReader, at: int) -> int | None:
    found = for_the_greatest(reader.phrase, at)
    if found is None:
        return None
    reader.add(Claim(found[0]), at, found[1])
    return found[1]


def statement_done(reader: SentenceReader, at: int) -> int | None:
    """ "So it holds for n = k + 1", "the statement does not hold for n = 4"."""
    found = statement_claim(reader.phrase, at)
    if found is None:
        return None
    holds, values, end = found
    if not holds:
        if values and reader.scope.statement is not None:
            return None
        reader.add(Verdict(False), at, end)
        return end
    if reader.scope.statement is not None and values:
        return None
    return inductive.holds_for_all(reader, at, end)
