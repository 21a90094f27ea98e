"""Units of an induction: base cases, the hypothesis, the step, the conclusion."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from selfproof.world.language.clauses import clause
from selfproof.world.language.parts import FOR_SUMMAND, part_said
from selfproof.world.language.patterns import KIND, STATEMENT, F, compiled, kind_of
from selfproof.world.language.phrase import (
    Unclear,
    both,
    free,
    index_values,
    is_formula,
    statement_value,
)
from selfproof.world.language.statements import (
    RESTATED,
    Base,
    Claim,
    Done,
    Filler,
    Step,
    Suppose,
    Verdict,
)
from selfproof.world.language.suffixes import (
    END_PATTERN,
    FOR_ALL,
    Range,
    common_kind,
    quantified,
    tidied,
    universal,
)
from selfproof.world.latex.names import listed
from selfproof.world.props import Forall, Is, Or, Prop, Rel
from selfproof.world.terms import Mul, Num, Term, Var, add, num

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_BASE = re.compile(
    r"(?:(?:for|we (?:first )?(?:check|verify|prove|show|consider|start with|begin "
    r"with)) )?(?:the |our )?(?:induction )?"
    r"(?:base cases?|base step|basis step|basis|induction base|induction basis|"
    r"induction start|initial step|start(?= :)|"
    r"initial cases?|base values?|base|anchor)(?: of (?:the )?induction)?(?: (?:is|"
    r"are|occurs at|for|when|where|at|says))?(?=$| )"
)
_TO_VALUE = re.compile(
    rf"(?: [:.,(]| dash)* (?:(?:for|when|let|if|with|at|put|take|case|cases|the case|"
    rf"the cases|we check|is|are) )*(?={F})"
)
_NEXT_VALUE = re.compile(rf"(?: ,)?(?: and| or)? (?={F})")
_IS_CLEAR = re.compile(
    r"(?: \))?(?: (?P<holds>holds|is true)| is (?:clear|trivial|immediate|obvious|"
    r"given|easy|easily checked|easy to check))(?=$| [.,;:]| since| because| as)"
)
_PENDING = re.compile(
    rf"(?:(?:for|let|when|if|with|put|take|at|setting|consider|we take|we check|here) )?(?={F})"
)


def _values(reader: SentenceReader, at: int) -> tuple[Prop, int] | None:
    """`n = 1`, `n = 1, 2`, `n = 1` and `n = 2`: where an induction begins."""
    phrase, text = reader.phrase, reader.phrase.text
    found: list[Prop] = []
    end = at
    name = ""
    while is_formula(text[end : end + 1]):
        try:
            this, values = index_values(phrase, text[end])
        except Unclear:
            if not found:
                return None
            try:
                this, values = name, [phrase.term(text[end])]
            except Unclear:
                break
        if not all(isinstance(value, Num) for value in values) or (name and this != name):
            break
        name = this
        found += [Rel("=", Var(name), value) for value in values]
        end += 1
        match = _NEXT_VALUE.match(text, end)
        if match is None:
            break
        end = match.end()
    if not found:
        return None
    if not is_formula(text[end - 1]):
        end = len(text[:end].rstrip(" ").removesuffix("and").removesuffix("or").rstrip(" ,"))
    return (found[0] if len(found) == 1 else Or(tuple(found))), end


def _base(reader: SentenceReader, at: int) -> int | None:
    text, scope = reader.phrase.text, reader.scope
    match = _BASE.match(text, at)
    if match is None:
        return None
    scope.induction = True
    end = match.end()
    to_value = _TO_VALUE.match(text, end)
    found = _values(reader, to_value.end()) if to_value else None
    if found is None:
        clear = _IS_CLEAR.match(text, end)
        if clear is not None:
            reader.add(Done(None), at, clear.end())
            return clear.end()
        if end >= len(text) or text[end:].strip(" :.,") == "":
            scope.pending_base = reader.phrase.place(at, end)
            return len(text)
        if not re.match(r" (?:[:.,]|dash)", text[end:]):
            return None
        reader.add(Base(None), at, end)
        return end
    prop, end = found
    if text.startswith(" )", end):
        end += 2
    reader.add(Base(prop), at, end)
    clear = _IS_CLEAR.match(text, end)
    if clear is not None:
        if scope.statement is not None:
            for part in prop.parts if isinstance(prop, Or) else (prop,):
                assert isinstance(part, Rel)
                assert isinstance(part.left, Var)
                said = scope.at({part.left.name: part.right})
                if said is not None:
                    reader.add(Claim(said), at, clear.end())
        end = clear.end()
    return end


def pending(reader: SentenceReader, at: int) -> int:
    """The value of a base case whose title stood alone; a value before a colon, in a list."""
    place = reader.scope.pending_base
    if place is None:
        if is_formula(reader.phrase.text[:1]) and reader.phrase.text.startswith(" :", 1):
            based = base_value(reader, 0, 0)
            return at if based is None else min(based + 1, len(reader.phrase.text))
        return at
    reader.scope.pending_base = None
    match = _PENDING.match(reader.phrase.text, at)
    found = _values(reader, match.end()) if match else None
    if found is None:
        reader.add(Base(None), 0, 1)
        return at
    prop, end = found
    reader.add(Base(prop), at, end)
    return min(end + 1, len(reader.phrase.text))


def base_value(reader: SentenceReader, start: int, at: int) -> int | None:
    """ "For n = 1" in an induction, before its hypothesis."""
    scope, text = reader.scope, reader.phrase.text
    if not scope.induction:
        return None
    found = _values(reader, start)
    if found is None:
        return None
    prop, end = found
    names = free([prop])
    if scope.statement is not None and not names <= free([scope.statement]):
        return None
    if end < len(text) and not re.match(r" (?:[,:)]|we|the|both|this|it|dash|$)", text[end:]):
        return None
    reader.add(Base(prop), at, end)
    reader.runs_on = text.startswith((" the ", " both "), end)
    return end


_STEP = re.compile(
    r"(?:(?:for|now|next|we turn to|in|then) )?(?:the |our )?(?:inductive step|"
    r"induction step|inductive case|step case|inductive part)(?: (?:from "
    r")?(?P<from>F) (?:arrow|to) (F))?(?=$| [:.,;(]| dash)".replace("(F)", f"({F})").replace(
        "(?P<from>F)", f"(?P<from>{F})"
    )
)
_STEP_SHORT = re.compile(r"(?:induction|step)(?=$| :)")
_HYPOTHESIS = re.compile(
    r"(?:the |our )?(?:induction|inductive) (?:hypothesis|assumption)(?: (?:is|says|"
    r"states))?(?: that)?(?P<open>(?: :| \.| ,)?)(?=$| )"
)


def _step(reader: SentenceReader, at: int) -> int | None:
    text = reader.phrase.text
    match = _STEP.match(text, at)
    if match is None:
        match = _STEP_SHORT.match(text, at)
        if match is None or not reader.scope.induction:
            return None
    reader.add(Step(), at, match.end())
    reader.scope.induction = True
    return match.end()


def _hypothesis_title(reader: SentenceReader, at: int) -> int | None:
    """ "Induction hypothesis: ..."."""
    text = reader.phrase.text
    match = _HYPOTHESIS.match(text, at)
    if match is None:
        return None
    title = match.group("open") != "" or match.end() >= len(text)
    if title and (
        match.end() >= len(text) or re.match(r" (?:suppose|assume|let|we)", text[match.end() :])
    ):
        reader.scope.induction = True
        reader.add(Filler(), at, match.end())
        return match.end()
    if not title and not match.group().endswith(("is", "that", "says", "states")):
        return None
    start = match.end() + 1
    assumed = hypothesis(reader, start, at)
    if assumed is not None:
        return assumed
    said = clause(reader.phrase, start)
    if said is None or said.note or said.defined:
        return None
    reader.add(Suppose(said.prop, "hypothesis"), at, said.end)
    reader.scope.known |= set(said.names) | set(reader.scope.unknown(said.props))
    reader.scope.induction, reader.scope.hypothesized = False, True
    return said.end


def is_hypothesis(reader: SentenceReader, prop: Prop) -> bool:
    """Whether a supposition in an induction is its hypothesis."""
    scope = reader.scope
    if not scope.induction:
        return False
    names = free([prop])
    return prop == scope.statement or bool(names - set(scope.vocabulary.kinds) - scope.names.points)


_HOLDS_FOR = re.compile(
    rf"(?:(?:the|our|this) {STATEMENT}|it) "
    r"(?:also )?(?:holds?|is true|be true|be valid|is valid|is correct|has been proved|"
    r"is proved)(?: true)? (?:for|when|if) (?P<all>(?:all|every|each|any)(?: (?:the|of the))? )?"
    rf"(?:(?P<some>some|an|a|a certain|a fixed|an arbitrary) )?(?:(?P<kind>{KIND}) )?(?=(?:{F}))"
)
_ALSO = re.compile(
    rf"(?: ,)?(?: with| where| for some(?: integer)?| and| and some| for a fixed| for "
    rf"an integer)(?: (?:{KIND}))? ({F})(?! (?:is|are|be))"
)
_THAT_IS = re.compile(
    r"(?: [,;:(])? (?:that is(?: to say)?|ie|that means|in other words|so that|so|"
    r"which means(?: that)?|meaning(?: that)?|namely|thus|hence|or)(?: that| ,| "
    r":)*(?: we (?:have|assume)(?: that)?)? "
)


def hypothesis(reader: SentenceReader, start: int, at: int) -> int | None:
    """ "the statement holds for n = k, that is, ..., where k >= 1"."""
    phrase, text, scope = reader.phrase, reader.phrase.text, reader.scope
    match = _HOLDS_FOR.match(text, start)
    if match is None:
        return None
    if match.group("all"):
        return _strong(reader, match, at)
    props, end = _instances(reader, match.end())
    scope.step = _step_value(reader, text[match.end()])
    limits: list[Prop] = []
    explicit: list[Prop] = []
    for _ in range(4):
        that = _THAT_IS.match(text, end)
        also = _ALSO.match(text, end)
        if that is not None and not explicit:
            said = clause(phrase, that.end())
            if said is None or said.note or said.defined:
                break
            explicit, end = list(said.props), said.end
            if text.startswith(" )", end) and "(" in that.group():
                end += 2
        elif also is not None:
            formula = phrase.formula(also.group(1))
            if not formula.props:
                break
            limits += [each for each in formula.props if not isinstance(each, Is)]
            end = also.end()
        else:
            break
    said_props = explicit + limits if explicit else props + limits
    reader.add(Suppose(both(said_props), "hypothesis"), at, end)
    scope.known |= set(scope.unknown(said_props))
    scope.induction, scope.hypothesized = False, True
    return end


def _step_value(reader: SentenceReader, mark: str) -> Term | None:
    """k + 1, where the hypothesis is for n = k and n = k + 1."""
    try:
        return index_values(reader.phrase, mark)[1][-1]
    except Unclear:
        return _plain_values(reader, mark, "")[1][-1]


_LET_HOLD = re.compile(rf"(?:now )?let (?=(?:the|our|this) {STATEMENT} (?:hold|be true|be valid))")


def _let_hold(reader: SentenceReader, at: int) -> int | None:
    """ "Let the claim be true for some n = k"."""
    match = _LET_HOLD.match(reader.phrase.text, at)
    return None if match is None else hypothesis(reader, match.end(), at)


def _instances(reader: SentenceReader, at: int) -> tuple[list[Prop], int]:
    """The statement at `n = k`, `n = k` and `n = k + 1`, `k`, `k \\ge 1`."""
    phrase, text, scope = reader.phrase, reader.phrase.text, reader.scope
    props: list[Prop] = []
    end = at
    name = ""
    while is_formula(text[end : end + 1]):
        try:
            name, values = index_values(phrase, text[end])
        except Unclear:
            name, values, limits = _plain_values(reader, text[end], name)
            props += limits
        for value in values:
            said = scope.at({name: value}) if scope.statement is not None else None
            props.append(said if said is not None else Rel("=", Var(name), value))
        end += 1
        match = _NEXT_VALUE.match(text, end)
        if match is None or _limit(reader, text[match.end()]):
            break
        end = match.end()
    return props, end


def _limit(reader: SentenceReader, mark: str) -> bool:
    raw = reader.phrase.raw(mark)
    return any(sign in raw for sign in ("\\ge", "\\le", "≥", "≤", ">", "<"))


def _plain_values(
    reader: SentenceReader, mark: str, name: str
) -> tuple[str, list[Term], list[Prop]]:
    """ "holds for $k$", "holds for some $k \\ge 1$"."""
    scope = reader.scope
    formula = reader.phrase.formula(mark)
    if not name:
        statement = free([scope.statement]) if scope.statement is not None else set()
        names = sorted(statement & set(scope.vocabulary.kinds)) or sorted(scope.vocabulary.kinds)
        if len(names) != 1:
            raise Unclear("it is not clear what the statement is about")
        name = names[0]
    if formula.terms:
        return name, list(formula.terms), []
    limits: list[Prop] = [each for each in formula.props if not isinstance(each, Is)]
    names = sorted(free(limits or list(formula.props)))
    if len(names) != 1:
        raise Unclear("it is not clear what the statement is about")
    return name, [Var(names[0])], limits


_WITH = compiled(r"(?: ,)? (?:with|where) {F}")


def _strong(reader: SentenceReader, match: re.Match[str], at: int) -> int | None:
    """ "the statement holds for all n with 1 <= n < k"."""
    text, scope = reader.phrase.text, reader.scope
    if scope.statement is None:
        raise Unclear("it is not clear what the statement is")
    formula = reader.phrase.formula(text[match.end()])
    end = match.end() + 1
    limits = list(formula.props)
    while (more := _WITH.match(text, end)) is not None:
        limits += reader.phrase.props(more.group(1))
        end = more.end()
    about = sorted(free([scope.statement]) & (free(limits) | _names(formula.terms)))
    if len(about) != 1:
        raise Unclear("it is not clear for which values")
    kind = (
        kind_of(match.group("kind"))
        if match.group("kind")
        else common_kind(reader.phrase, tuple(about))
    )
    own = [each for each in limits if about[0] in free([each])]
    others = [each for each in limits if each not in own]
    kind, own = tidied(tuple(about), kind, own)
    prop: Prop = universal(tuple(about), kind, own, scope.statement)
    reader.add(Suppose(both([prop, *others]), "hypothesis"), at, end)
    scope.known |= set(scope.unknown([prop, *others]))
    scope.induction, scope.hypothesized = False, True
    return end


def _names(terms: tuple[Term, ...]) -> set[str]:
    return {term.name for term in terms if isinstance(term, Var)}


def conclusion(reader: SentenceReader, at: int, end: int) -> int | None:
    """ "By induction, ...": the step is done; what follows is claimed. Before any hypothesis, "by
    induction." only says how the proof goes."""
    if not reader.scope.hypothesized and reader.phrase.text[end:].strip(" .:") == "":
        reader.scope.induction = True
        reader.add(Filler(), at, end)
        return end
    reader.add(Done("step"), at, end)
    reader.runs_on = True
    return end


def _holds_for_all(reader: SentenceReader, at: int) -> int | None:
    """ "the statement holds for all n >= 1"."""
    text, scope = reader.phrase.text, reader.scope
    match = _HOLDS_FOR.match(text, at)
    start = match.start("all") if match is not None and match.group("all") else -1
    if start < 0:
        short = re.compile(rf"(?:the|our|this) {STATEMENT}|it").match(text, at)
        verb = re.compile(
            r" (?:holds|is true|is valid)(?: true)? for (?=all|every|each|any)"
        ).match(text, short.end() if short else at)
        if short is None or verb is None:
            return None
        start = verb.end()
    found = FOR_ALL.match(text, start - 4)
    if found is None or not END_PATTERN.match(text, found.end()):
        return None
    if scope.statement is None or not found.group(3):
        reader.add(Done(None), at, found.end())
        return found.end()
    range_of = quantified(reader.phrase, found, free([scope.statement]))
    if range_of is None or not set(range_of[0]) <= free([scope.statement]):
        raise Unclear("it is not clear for all of what")
    reader.add(Claim(universal(*range_of, scope.statement)), at, found.end())
    return found.end()


def holds_for_all(reader: SentenceReader, at: int, end: int) -> int | None:
    """The statement holds, with nothing to put in: nothing new is said."""
    reader.add(Done(None), at, end)
    return end


_THIS_IS = re.compile(
    r"(?:(?:this|which|that) is (?:exactly |precisely |just |again )?(?:what )?|(?<=gives )|"
    rf"(?<=yields )|(?<=obtain )|(?<=get ))(?:the )?(?:desired )?{STATEMENT} (?:says )?(?:for|with|"
    rf"when|at) ({F})(?=$| [.,;]| because| since| as| and)"
)
_COMPARE = re.compile(
    rf"we (?:now |must |have to )?compare (?:this|it|{F}) with (?:(?:the|our) {STATEMENT}|{F}|what "
    rf"the {STATEMENT} says)(?: for {F})?(?=$| [.,;:])"
)


def _compared(reader: SentenceReader, at: int) -> int | None:
    """ "We compare this with the formula for k + 1": says what comes."""
    match = _COMPARE.match(reader.phrase.text, at)
    if match is None:
        return None
    reader.add(Filler(), at, match.end())
    return match.end()


def _this_is(reader: SentenceReader, at: int) -> int | None:
    """ "This is the statement for n = k + 1"."""
    match = _THIS_IS.match(reader.phrase.text, at)
    if match is None:
        return None
    values = statement_value(reader.phrase, match.group(1))
    said = reader.scope.at(values[0]) if len(values) == 1 else None
    _check_division(reader, at)
    reader.add(Done(None) if said is None else Claim(said, (RESTATED,)), at, match.end())
    return match.end()


def _summand(reader: SentenceReader, at: int) -> int | None:
    """ "For $i = 0$ the summand is $-2$": i is the index of the sum, not a case."""
    said = part_said(reader.phrase, at) if FOR_SUMMAND.match(reader.phrase.text, at) else None
    if said is None:
        return None
    reader.claim(said, at)
    return said.end


_PREDICATE = re.compile(r"\s*([A-Z])\s*(?:\(([^()]+)\)|_\s*\{?([^{}]+?)\}?)\s*\Z")
_HEADING = re.compile(
    rf"({F})(?:(?: (?:is true|holds|is valid))?(?: :)?$|"
    rf" (?:implies|arrow) ({F})(?: (?:is true|holds))?(?: :)?$)"
)


def _heading(reader: SentenceReader, at: int) -> int | None:
    """In bold type, "A(0) is true" opens a base case, and "A(k) implies A(k + 1)" the step."""
    match = _HEADING.match(reader.phrase.text) if reader.phrase.skeleton.bold else None
    if match is None or at or not reader.scope.predicates:
        return None
    found = [_instance(reader, mark) for mark in match.groups() if mark]
    if None in found:
        return None
    (name, value), *after = [each for each in found if each is not None]
    if not after and isinstance(value, Num):
        reader.add(Base(Rel("=", Var(name), value)), at, match.end())
    elif isinstance(value, Var) and [each for _, each in after] == [add(value, num(1))]:
        reader.add(Step(), at, match.end())
    else:
        return None
    reader.scope.induction = True
    return match.end()


def _instance(reader: SentenceReader, mark: str) -> tuple[str, Term] | None:
    """What the statement that has a letter of its own is about, and the value in A(k + 1)."""
    match = _PREDICATE.match(reader.phrase.raw(mark))
    named = reader.scope.predicates.get(match.group(1)) if match else None
    if match is None or named is None:
        return None
    terms = reader.phrase.read(match.group(2) or match.group(3)).terms
    return (named[0], terms[0]) if len(terms) == 1 else None


def _counted(range_of: Range, prop: Prop) -> Prop | None:
    """Of all integers n >= 0, or n >= 1: the kind that these are."""
    names, kind, limits = range_of
    match limits:
        case [Rel(">=", Var(), Num(low))] if kind == "integer" and low in (0, 1):
            return Forall(names, "positive integer" if low else "natural", prop)
        case _:
            return None


_NOT_FOR_ALL = re.compile(
    rf"(?:(?:the|our|this) (?:given )?{STATEMENT}|it|this) (?:therefore |thus |hence )?(?:does not "
    r"hold|is not true|is not valid|is false) (?=for (?:all|every|each) )"
)


def _not_for_all(reader: SentenceReader, at: int) -> int | None:
    """ "Therefore it does not hold for every integer $n \\ge 0$", where that is what is asked."""
    scope, text = reader.scope, reader.phrase.text
    match = _NOT_FOR_ALL.match(text, at)
    found = FOR_ALL.match(text, match.end()) if match is not None else None
    if found is None or scope.statement is None or not END_PATTERN.match(text, found.end()):
        return None
    range_of = quantified(reader.phrase, found, free([scope.statement]))
    name = scope.about()
    if range_of is None or not name:
        return None
    asked = Forall((name,), scope.vocabulary.kinds[name], scope.statement)
    if asked not in (universal(*range_of, scope.statement), _counted(range_of, scope.statement)):
        raise Unclear("the problem asks for other values")
    reader.add(Verdict(False), at, found.end())
    return found.end()


_DIVIDING = re.compile(rf"dividing (?:both sides |everything )?by ({F}) (?:gives|yields) $")


def _check_division(reader: SentenceReader, at: int) -> None:
    """ "Dividing by 3 gives the formula": 3 is the factor of what was claimed before."""
    match = _DIVIDING.search(reader.phrase.text[:at])
    claimed = reader.scope.claimed
    if match is None:
        return
    by = reader.phrase.term(match.group(1))
    left = claimed.left if isinstance(claimed, Rel) else None
    if not isinstance(left, Mul) or left.factors[0] != by:
        raise Unclear("the equation is not divided by this")


_Opener = Callable[["SentenceReader", int], "int | None"]
TABLE: tuple[tuple[tuple[str, ...], _Opener], ...] = (
    (("F",), _heading),
    (("for",), _summand),
    (listed("the our this it"), _not_for_all),
    (listed("for we the our induction base basis initial anchor"), _base),
    (listed("for now next we in the our inductive induction step then"), _step),
    (listed("the our induction inductive"), _hypothesis_title),
    (listed("the our this it"), _holds_for_all),
    (listed("this which that the"), _this_is),
    (listed("let now"), _let_hold),
    (("we",), _compared),
)
