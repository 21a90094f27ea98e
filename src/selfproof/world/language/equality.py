"""The case of equality, and values put in: "For equality we need ...", "At this point the value is
$0$", "the inequality fails for these numbers".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selfproof.world.language.clauses import conjunction
from selfproof.world.language.patterns import END, F
from selfproof.world.language.phrase import Said, both, is_formula, put_in, spelled_out
from selfproof.world.language.statements import (
    Case,
    Claim,
    Done,
    Filler,
    Instance,
    Reason,
    Suppose,
    Verdict,
)
from selfproof.world.latex.names import listed
from selfproof.world.props import And, Or, Prop, Rel, negation
from selfproof.world.terms import ZERO, Call, Point, Term, Var, variables

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_TITLE = re.compile(r"(?:the )?(?:case of )?equality(?: case)?(?:$| :)")
_FOR_EQUALITY = re.compile(
    r"(?:for|in case of|in the case of) equality(?: to hold)?(?: ,)? (?=(?:we|it|one|all|both|each|"
    rf"every|{F})\b|{F})(?:(?:we|one) (?:must |therefore |now )?(?:need|have|require)s?(?: that)? |"
    r"it is necessary that )?"
)
_EQUALITY_WHEN = re.compile(
    r"equality (?:holds|occurs|is attained) (?P<word>exactly when|precisely when|if and only if|iff"
    r"|only when|only if|requires that|means that|forces) "
)
_REQUIRES = re.compile(
    r"(?: ,)? (?:and |which |and this |and that )?(?:this |that )?(?:requires|means|forces|implies|"
    r"happens only when|happens exactly when)(?: that)? "
)


def equality(reader: SentenceReader, at: int) -> int | None:
    """Headings, and sentences that look at the case of equality without saying "suppose"."""
    phrase, text = reader.phrase, reader.phrase.text
    statement = reader.scope.statement
    if not isinstance(statement, Rel) or statement.op not in (">=", "<="):
        return None
    title = _TITLE.match(text, at)
    if title is not None and at == 0:
        reader.add(Filler(), at, title.end())
        return min(title.end(), len(text))
    equal = Rel("=", statement.left, statement.right)
    match = _FOR_EQUALITY.match(text, at)
    if match is not None:
        reader.add(Suppose(equal, "assumption"), at, match.end())
        reader.runs_on = True
        return match.end() - 1
    match = _EQUALITY_WHEN.match(text, at)
    if match is None:
        return None
    said = conjunction(phrase, match.end())
    if said is None or said.note or said.names or said.defined or said.closes:
        return None
    return _when(reader, equal, said, match, at)


def _when(
    reader: SentenceReader, equal: Rel, said: Said, match: re.Match[str], at: int
) -> int | None:
    """ "Equality holds exactly when P", and what is said of this case after it."""
    whole = both(said.props)
    word = match.group("word")
    only = Or((negation(equal), whole))
    exact = not word.startswith(("only", "requires", "means", "forces"))
    prop = And((only, Or((negation(whole), equal)))) if exact else only
    reader.add(Claim(prop, said.reasons), at, said.end)
    if _is_values(said.props):
        return said.end
    reader.add(Suppose(equal, "assumption"), at, said.end)
    for each in said.props:
        reader.add(Claim(each), at, said.end)
    more = _REQUIRES.match(reader.phrase.text, said.end)
    if more is None:
        return said.end
    further = conjunction(reader.phrase, more.end())
    if further is None or further.note:
        return None
    reader.claim(further, more.end())
    return further.end


def _is_values(props: list[Prop]) -> bool:
    flat = [part for prop in props for part in (prop.parts if isinstance(prop, And) else (prop,))]
    return all(
        isinstance(each, Rel)
        and isinstance(each.left, Var)
        and (isinstance(each.right, Var) or not variables(each.right))
        for each in flat
    )


# --- Values put in ------------------------------------------------------------------------------

_THESE = (
    r"(?:this|these|that|the chosen|the given) (?:triple|pair|point|values?|numbers?|choices?|"
    r"quadruple|tuple|example)"
)
_AT_POINT = re.compile(
    rf"(?:for|at|with|in) {_THESE}(?: of (?:values|numbers))?(?: of {F}(?:(?: ,)?(?: and)? {F})*)?"
    r"(?: ,| :)? "
)
_POSITIVE = re.compile(r"for (?:these|the chosen) positive (?:real )?numbers(?: :| ,)? ?")
_PUTTING = re.compile(
    rf"(?:putting in|inserting|plugging in|substituting|taking|setting) (?P<values>{F}(?:(?: ,)?"
    rf"(?: and)? {F})*) (?:obviously |clearly |indeed |also |really )?(?:gives|yields|leads to)"
    rf"(?: the value)? (?P<to>{F})"
)


def _point(reader: SentenceReader) -> Prop | None:
    """The values that all variables were last said to have."""
    kinds, assigned = reader.scope.vocabulary.kinds, reader.scope.assigned
    if not kinds or not set(kinds) <= assigned.keys():
        return None
    return both([Rel("=", Var(name), assigned[name]) for name in kinds])


def at_point(reader: SentenceReader, at: int) -> int | None:
    """ "For this triple all squares are $0$", "Putting in $a = b = 0$ gives $0$"."""
    phrase, text, scope = reader.phrase, reader.phrase.text, reader.scope
    positive = _POSITIVE.match(text, at)
    point = _point(reader)
    if positive is not None and point is not None:
        for name in scope.vocabulary.kinds:
            reader.add(Claim(Rel(">", Var(name), ZERO)), at, positive.end())
        return min(positive.end(), len(text)) - (text[positive.end() - 1 : positive.end()] == " ")
    match = _AT_POINT.match(text, at)
    if match is not None and point is not None:
        if not scope.exemplified:
            reader.add(Case("this point", point), at, match.end())
        reader.runs_on = True
        return match.end() - 1
    match = _PUTTING.match(text, at)
    statement = scope.statement
    if match is None or not isinstance(statement, Rel):
        return None
    props = spelled_out(phrase.props(match.group("values")))
    reader.add(Case("these values", both(props)), at, match.end())
    reader.add(Claim(Rel("=", statement.left, phrase.term(match.group("to")))), at, match.end())
    return match.end()


_STATED = r"(?:the|this|our) (?:given |stated |desired |required )?(?:inequality|statement|claim)"
_FAILS = re.compile(
    rf"{_STATED} (?:therefore |thus |hence )?(?:fails|does not hold|is false|is violated|is not "
    rf"true|is wrong|is not satisfied) (?:(?:for|at|in|with) (?:{_THESE}(?: of {F}(?:(?: ,)?"
    rf"(?: and)? {F})*)?|(?P<values>{F}(?:(?: ,)?(?: and)? {F})*))|(?P<here>here|there))" + END
)
_HOLDS_FOR_ALL = re.compile(
    rf"(?P<yes>yes ,? ?)?(?:(?:we (?:prove|show|claim) that )?{_STATED} (?:always |indeed |thus )?"
    r"(?:holds|is true|is valid|is proved|is correct|is proven)|it holds|it is true)"
    r"(?: for (?:all|every|any)(?: (?:positive|real|reals|numbers?|values|triples|pairs|of))*"
    rf"(?P<names>(?:(?: ,)?(?: and)? {F})*))?" + END
)
_ANSWER_IS = re.compile(
    r"the answer (?:to (?:the|this|our) question )?is(?: therefore| thus| hence)? (?P<word>yes|no)"
    + END
)


def fails(reader: SentenceReader, at: int) -> int | None:
    """ "The inequality fails for this triple", "... does not hold for $(4, 3, 0)$"."""
    text, scope = reader.phrase.text, reader.scope
    said = _ANSWER_IS.match(text, at)
    if said is not None:
        reader.add(Verdict(said.group("word") == "yes"), at, said.end())
        return said.end()
    match = _FAILS.match(text, at)
    statement = scope.statement
    if match is None or not isinstance(statement, Rel):
        return None
    values: dict[str, Term] = {}
    if match.group("values"):
        found = _values(reader, match.group("values"))
        if found is None:
            return None
        values = found
    elif _point(reader) is None:
        return None
    reader.add(Claim(put_in(negation(statement), values)), at, match.end())
    return match.end()


def _values(reader: SentenceReader, marks: str) -> dict[str, Term] | None:
    """Values of all variables: `$(4, 3, 0)$`, `$(a, b, c) = (4, 3, 0)$` or one after the other."""
    kinds = list(reader.scope.vocabulary.kinds)
    found: dict[str, Term] = {}
    for mark in filter(is_formula, marks):
        formula = reader.phrase.formula(mark)
        for prop in formula.props:
            for each in prop.parts if isinstance(prop, And) else (prop,):
                if not isinstance(each, Rel) or each.op != "=" or not isinstance(each.left, Var):
                    return None
                found[each.left.name] = each.right
        for term in formula.terms:
            parts: tuple[Term, ...] = ()
            if isinstance(term, Point):
                parts = (term.x, term.y)
            elif isinstance(term, Call) and term.name == "tuple":
                parts = term.args
            if len(parts) != len(kinds):
                return None
            found |= dict(zip(kinds, parts, strict=True))
    numbers = not any(variables(value) for value in found.values())
    return found if set(found) == set(kinds) and numbers else None


def holds_for_all(reader: SentenceReader, at: int) -> int | None:
    """ "The inequality holds for all positive $x$ and $y$": a verdict at first, else an end."""
    text, scope = reader.phrase.text, reader.scope
    match = _HOLDS_FOR_ALL.match(text, at)
    if match is None or (at and match.group("yes")):
        return None
    names = match.group("names") or ""
    if not names and " for " not in match.group() and not match.group("yes"):
        return None
    for mark in filter(is_formula, names):
        if re.search(
            r"[=<>≤≥∈]|\\(?:ge|le|geq|leq|in|ne|neq|equiv|mid)\b", reader.phrase.raw(mark)
        ):
            return None
    early = match.group("yes") or not scope.said
    reader.add(Verdict(True) if early else Done(None), at, match.end())
    return match.end()


_INSTANCE = re.compile(
    rf"(?:(?:for|with|taking|putting|setting|in the case|here) )?(?P<values>{F}(?: ,|(?: ,)? and|"
    rf" )*"
    rf"(?:{F}(?: ,|(?: ,)? and)? ?)*):(?= )"
)


def instance(reader: SentenceReader, at: int) -> int | None:
    """ "m = 2, k = 11:" where m and k stood for any numbers: what was shown of them is used."""
    match = _INSTANCE.match(reader.phrase.text, at)
    if match is None or not reader.scope.arbitrary:
        return None
    values: list[tuple[str, Term]] = []
    for prop in reader.phrase.props(match.group("values")):
        if not isinstance(prop, Rel) or prop.op != "=" or not isinstance(prop.left, Var):
            return None
        if prop.left.name not in reader.scope.arbitrary:
            return None
        values.append((prop.left.name, prop.right))
    reader.add(Instance(tuple(values)), at, match.end() - 1)
    return match.end() - 2


# --- Names that are arbitrary, facts that are known ---------------------------------------------

_ARBITRARY = re.compile(
    rf"(?P<since>as |since |because )?(?:the (?:real |positive )*(?:numbers|variables|values) )?"
    rf"(?P<names>{F}(?:(?: ,)?(?: and)? {F})*) (?:was|were|is|are) arbitrary(?=$| [,.;]| so)"
)
_ZERO_SUM = re.compile(
    r"(?:a|the) sum of (?:(?P<count>two|three|four|several) )?(?:nonnegative (?:real "
    r")?(?:numbers|terms|"
    r"summands)|squares(?: of real numbers)?(?: with positive coefficients)?) (?:is|equals|can be|"
    rf"vanishes)(?: equal to)?(?: zero| (?P<zero>{F}))? (?:only if|if and only if|exactly when|"
    rf"only "
    r"when|precisely when|iff) (?P<each>both|all|each|every one)(?: of (?:them|the (?:summands|"
    r"terms|"
    r"numbers|squares)))?(?: terms| summands| squares| numbers)? (?:are|is|vanish|vanishes)"
    rf"(?: zero| (?P<also>{F}))?(?=$| [,.;])"
)
_MULTIPLYING = re.compile(
    r"(?:multiplying (?:such )?inequalities between positive numbers is allowed|inequalities "
    r"between "
    r"positive numbers (?:can|may) be multiplied)(?=$| [,.;]| and)"
)


def known_fact(reader: SentenceReader, at: int) -> int | None:
    """What is true of all real numbers, and that the variables were arbitrary."""
    phrase, text, scope = reader.phrase, reader.phrase.text, reader.scope
    match = _ARBITRARY.match(text, at)
    if match is not None:
        marks = [each for each in match.group("names") if is_formula(each)]
        names = {name for each in marks for name in phrase.names(each)}
        if not names <= set(scope.vocabulary.kinds) | scope.arbitrary:
            return None
        if match.group("since"):
            reader.reasons += (Reason(by="arbitrary"),)
        else:
            reader.add(Filler(), at, match.end())
        return match.end()
    match = _ZERO_SUM.match(text, at)
    if match is not None:
        if match.group("each") == "both" and match.group("count") not in ("two", None):
            return None
        for mark in (match.group("zero"), match.group("also")):
            if mark is not None and phrase.raw(mark).strip() != "0":
                return None
    else:
        match = _MULTIPLYING.match(text, at)
        if match is None:
            return None
    reader.add(Filler(), at, match.end())
    return match.end()


TABLE = (
    (listed("the equality for in case"), equality),
    (listed("for at with in putting inserting plugging substituting taking setting"), at_point),
    (listed("F for with taking putting setting in here"), instance),
    (listed("the this our"), fails),
    (listed("the this our yes it we"), holds_for_all),
    (listed("as since because the F a multiplying inequalities"), known_fact),
)
