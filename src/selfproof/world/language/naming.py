"""Units that give names: let, put, set, write, denote, define."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from selfproof.world.language.clauses import conjunction
from selfproof.world.language.patterns import KIND, STATEMENT, F, compiled, kind_of
from selfproof.world.language.phrase import Said, Unclear, both, free, is_formula
from selfproof.world.language.predicates import complement
from selfproof.world.language.statements import Claim, Declare, Define, Filler, Suppose
from selfproof.world.language.suffixes import common_kind
from selfproof.world.latex import Names, parse_formula
from selfproof.world.latex.names import listed
from selfproof.world.props import And, Cong, Divides, Exists, Forall, Is, Kind, Or, Prop, Rel
from selfproof.world.terms import (
    ONE,
    TWO,
    ZERO,
    Add,
    Call,
    Div,
    Point,
    Term,
    Var,
    add,
    power,
    sub,
    variables,
)

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_LET = r"(?:(?:now|also|first|next|further|then|again|we|we now|we may|we can) )?"
_SUCH = re.compile(r"(?: ,)? (?:such that|with|satisfying|for which|where|with the property that) ")
_BE_KIND = compiled(
    _LET + r"(?:let|take|fix|consider) {M} (?:be|denote) (?:(?:an?|any|some|two|three|"
    r"arbitrary|fixed|given|"
    r"distinct|all|both|again|the|suitable|certain) )*(even |odd |consecutive )?{KIND}",
)
_TAKE_KIND = compiled(
    _LET
    + r"(?:let|take|fix|consider|choose|pick) (?:an?|any|some|arbitrary|two|an arbitrary|any two) "
    r"(even |odd )?{KIND} {M}"
)
_BE_ANY = compiled(
    _LET + r"let {M} be (?:arbitrary|given|fixed|any|arbitrary but fixed|chosen arbitrarily)"
)
_BE = compiled(_LET + r"let {M} be ", ends=False)
_NAME = re.compile(
    r"(?:it is (?:convenient|useful|helpful|natural) to )?"
    + _LET
    + r"(?:let us (?:write|put|set|define|denote|call)|let us|let|put|set|write|say|denote|"
    r"define|call|abbreviate|introduce|substitute|we substitute)(?: now| also| first| again| "
    r"further| for short| us)? (?=(?:the (?:number|integer|sum|product) )?(?:F))(?:the (?:number|"
    r"integer|sum|product) )?".replace("(?:F)", f"(?:{F})")
)
_FOR_NAME = compiled(
    _LET + r"(?:write|put|let|set) {F} (?:for|denote|stand for|be) (?:the (?:number|sum|"
    r"product|value|expression|term|greatest common divisor|difference|integer|"
    r"quantity|polynomial|left side|fraction) )?{F}"
)
_BY_NAME = compiled(
    _LET + r"(?:denote|call|abbreviate) (?:the (?:number|sum|product|value|expression|term|"
    r"integer|quantity) )?{F} (?:by|as) {F}"
)
_BY_GIVEN = compiled(_LET + r"denote by {F} (?:the (?:number|integer|value) )?{F}")
_GCD = compiled(
    _LET
    + r"(?:let {F} (?:be|denote)|denote by {F}|call {F}|write {F} for) the greatest common divisor "
    r"of {F} and {F}"
)
_DIVISOR = compiled(
    _LET + r"(?:let|take|consider) {F} (?:be|denote) (?:an?|any|some|an arbitrary|a fixed) "
    r"(?P<adjective>positive |integer |arbitrary |prime )*(?:common )?(?:divisor|factor) of "
    r"(?:both )?{L}"
)
_DIVISOR_FIRST = compiled(
    _LET + r"(?:let|take|consider) (?:an?|any|some|an arbitrary) (?P<adjective>positive |integer |"
    r"arbitrary |prime )*(?:common )?(?:divisor|factor) {F} of (?:both )?{L}"
)
_THE_POINT = compiled(_LET + r"(?:let|put|denote by) {F} be (?:the point|the vector) {F}")
_MIDPOINT = compiled(
    _LET
    + r"(?:let {F} be|denote by {F}) the midpoint of (?:the (?:segment|side|line segment) )?{M}"
)
_SIDE = compiled(
    _LET + r"(?:let {F} (?:be|denote)|denote by {F}|write {F} for|call {F}) the (left|"
    r"right)(?:-hand| hand)? side(?: of (?:the (?:equation|inequality|identity|"
    r"formula)))?"
)
_STATEMENT = compiled(
    _LET + r"(?:let {F} (?:be|denote)|denote by {F}|call {F}) (?:the |our )?(?:statement|"
    r"claim|proposition|assertion|property|equation|identity|inequality|formula)(?: "
    r"that)?(?: ,| :)? ",
    ends=False,
)


def _names(reader: SentenceReader, marks: str) -> tuple[tuple[str, ...], list[Prop]]:
    """Names, and limits where they stand with them (`k \\ge 1`)."""
    phrase = reader.phrase
    names: list[str] = []
    limits: list[Prop] = []
    if " or " in marks:
        raise Unclear("names stand beside an 'or'")
    for mark in marks:
        if not is_formula(mark):
            continue
        formula = phrase.formula(mark)
        if formula.terms:
            for term in formula.terms:
                if isinstance(term, Var):
                    names.append(term.name)
                elif isinstance(term, Call) and term.name == "sqrt":
                    raise Unclear("a name is expected")
                else:
                    raise Unclear("a name is expected")
        else:
            limits += formula.props
            fresh = reader.scope.unknown(limits)
            names += fresh or sorted(free(list(formula.props)))[:1]
    return tuple(dict.fromkeys(names)), limits


def _such(reader: SentenceReader, said: Said) -> Said:
    """ "with n = 2k", "such that ...", as far as it goes."""
    text = reader.phrase.text
    match = _SUCH.match(text, said.end)
    if match is not None:
        found = conjunction(reader.phrase, match.end())
        if found is None or found.note or found.closes or found.defined:
            raise Unclear("what is required is not read")
        said.props += found.props
        said.names = tuple(dict.fromkeys((*said.names, *found.names)))
        said.end = found.end
    return said


def _be_kind(reader: SentenceReader, at: int) -> int | None:
    text = reader.phrase.text
    match = _BE_KIND.match(text, at)
    if match is not None:
        marks, adjective, words = match.group(1, 2, 3)
    else:
        match = _TAKE_KIND.match(text, at)
        if match is None:
            return None
        adjective, words, marks = match.group(1, 2, 3)
    names, limits = _names(reader, marks)
    kind = kind_of(words)
    said = Said(list(limits), match.end())
    if adjective == "consecutive ":
        said.props += [Rel("=", sub(Var(b), Var(a)), ONE) for a, b in pairwise(names)]
    elif adjective:
        rest = ONE if adjective.startswith("odd") else ZERO
        said.props += [Cong(Var(name), rest, TWO) for name in names]
    said = _such(reader, said)
    return _declare(reader, names, kind, said, at)


def _declare(
    reader: SentenceReader, names: tuple[str, ...], kind: Kind, said: Said, at: int
) -> int:
    if set(said.names) <= set(names):
        # "Let n be an integer such that n = 2k with k an integer": k is new too.
        said.names = ()
    scope = reader.scope
    new = tuple(
        name for name in scope.unknown(said.props) if name not in names and name not in said.names
    )
    if said.names or new:
        inner = Exists((*said.names, *new), "integer", both(said.props))
        reader.add(Declare(names, kind, (inner,)), at, said.end)
        scope.known |= {*said.names, *new}
    else:
        reader.add(Declare(names, kind, tuple(said.props)), at, said.end)
        _note_step(reader, names, said.props)
    scope.known |= set(names)
    return said.end


def _note_step(reader: SentenceReader, names: tuple[str, ...], props: list[Prop]) -> None:
    """ "Let k be an integer for which A(k) is true" is the hypothesis of an induction."""
    scope = reader.scope
    about = scope.about()
    if scope.induction and about and scope.at({about: Var(names[0])}) in props:
        scope.step = Var(names[0])
        scope.induction, scope.hypothesized = False, True


def _be_any(reader: SentenceReader, at: int) -> int | None:
    match = _BE_ANY.match(reader.phrase.text, at)
    if match is None:
        return None
    names, limits = _names(reader, match.group(1))
    said = _such(reader, Said(list(limits), match.end()))
    return _declare(reader, names, common_kind(reader.phrase, names), said, at)


def _be_what(reader: SentenceReader, at: int) -> int | None:
    """ "Let n be even"."""
    match = _BE.match(reader.phrase.text, at)
    if match is None:
        return None
    names, limits = _names(reader, match.group(1))
    if reader.phrase.word(match.end()) == "F":
        return None
    found = complement(reader.phrase, match.end(), [Var(name) for name in names])
    if found is None:
        return None
    said = _such(reader, Said([*limits, found[0]], found[1]))
    return _declare(reader, names, common_kind(reader.phrase, names), said, at)


_FUNCTION = re.compile(
    r"\s*([A-Za-z])\s*(?:\(\s*([a-z])\s*\)|_\s*\{?\s*([a-z])\s*\}?)\s*(?==|\\equiv|:=|\Z)"
)


def _functions(reader: SentenceReader, marks: str) -> None:
    """`f(n) = ...` and `S_n = ...` make f and S names of functions."""
    for mark in marks:
        if is_formula(mark):
            match = _FUNCTION.match(reader.phrase.raw(mark))
            if match is not None and match.group(1) not in reader.scope.known:
                reader.scope.add_sequence(match.group(1))


def _point_names(reader: SentenceReader, marks: str) -> None:
    for mark in marks:
        if is_formula(mark):
            for name in re.findall(
                r"\b([A-Z])\s*(?:=\s*\\?(?:left)?\s*\(|\()", reader.phrase.raw(mark)
            ):
                formula = parse_formula(
                    reader.phrase.raw(mark), Names(reader.scope.names.sequences, frozenset((name,)))
                )
                props = getattr(formula, "props", ())
                if any(isinstance(p, Rel) and isinstance(p.right, Point) for p in props):
                    reader.scope.add_point(name)


def _name(reader: SentenceReader, at: int) -> int | None:
    """ "Let S = a + b", "write n = 2k + 1 with k an integer", "let k >= 1"."""
    phrase, text = reader.phrase, reader.phrase.text
    match = _NAME.match(text, at)
    if match is None:
        return None
    _functions(reader, text[match.end() :])
    _point_names(reader, text[match.end() :])
    said = conjunction(phrase, match.end())
    if said is None or said.note or said.closes:
        return None
    for name, value in said.defined:
        reader.add(Define(name, value), at, said.end)
        reader.scope.known |= variables(name)
    such = _SUCH.match(text, said.end)
    if such is not None:
        said = _such(reader, said)
    _named(reader, said, at)
    return _and_more(reader, said.end)


_MORE = re.compile(rf"(?: , and| ,| and) ({F})(?=$| [.,;]| and {F})")


def _and_more(reader: SentenceReader, at: int) -> int:
    """ "Let $u = a + 1$, $v = b + 3$ and $w = c + 3$": equations with names that are new."""
    while (match := _MORE.match(reader.phrase.text, at)) is not None:
        props = reader.phrase.formula(match.group(1)).props
        if len(props) != 1 or not isinstance(props[0], Rel) or props[0].op != "=":
            break
        if not reader.scope.unknown(list(props)):
            break
        _named(reader, Said(list(props), match.end()), at + 1)
        at = match.end()
    return at


_CONSIDER = re.compile(
    r"(?:we |let us )?(?:consider|look at|use|introduce|follow|watch|study|observe|track|"
    r"keep track of) (?:what happens to )?(?:the (?:number|sum|quantity|value|expression|"
    rf"difference) )?(?={F})"
)


def _consider(reader: SentenceReader, at: int) -> int | None:
    """ "Consider S = a + 2b", with a new name."""
    phrase, text = reader.phrase, reader.phrase.text
    match = _CONSIDER.match(text, at)
    if match is None:
        return None
    props = phrase.props(text[match.end()])
    if len(props) != 1 or not isinstance(props[0], Rel) or not isinstance(props[0].left, Var):
        return None
    if props[0].left.name in reader.scope.vocabulary.kinds or not _is_definition(
        reader, props[0], ()
    ):
        return None
    _named(reader, Said(props, match.end() + 1), at)
    return match.end() + 1


def _named(reader: SentenceReader, said: Said, at: int) -> None:
    scope = reader.scope
    flat = [
        _of_function(reader, part)
        for prop in said.props
        for part in (prop.parts if isinstance(prop, And) else (prop,))
    ]
    waiting: list[Prop] = []
    for prop in flat:
        if not waiting and _is_definition(reader, prop, said.names):
            assert isinstance(prop, Rel)
            reader.add(Define(prop.left, prop.right), at, said.end)
            scope.known |= {prop.left.name} if isinstance(prop.left, Var) else set()
            scope.quantity = prop.left
        else:
            waiting.append(prop)
    if not waiting:
        return
    kinds = [each for each in waiting if isinstance(each, Is) and isinstance(each.term, Var)]
    unknown = tuple(dict.fromkeys((*said.names, *scope.unknown(waiting))))
    names = unknown or tuple(sorted(free(waiting) & set(scope.vocabulary.kinds)))
    kind = said.kind if said.names else common_kind(reader.phrase, names if not unknown else ())
    same = {each.kind for each in kinds}
    if len(same) == 1:
        kind = kinds[0].kind
        waiting = [each for each in waiting if each not in kinds or each.term.name not in names]  # type: ignore[union-attr]
    if names:
        reader.add(Declare(names, kind, tuple(waiting)), at, said.end)
        scope.known |= set(names)
    elif not free(waiting):
        # "We write $108 = 3 \\cdot 36$" is said of numbers.
        for each in waiting:
            reader.add(Claim(each), at, said.end)
    else:
        reader.add(Suppose(both(waiting), "assumption"), at, said.end)


def _of_function(reader: SentenceReader, prop: Prop) -> Prop:
    """ "y_n = x_n + 5 for n >= 1", of a new y, defines y."""
    inner = prop.prop if isinstance(prop, Forall) else prop
    if isinstance(inner, Or) and isinstance(prop, Forall):
        if set(prop.names) & set(reader.scope.vocabulary.kinds):
            return prop  # Not for all values that the problem speaks of.
        inner = inner.parts[-1] if inner.parts else inner
    if isinstance(inner, Rel) and isinstance(inner.left, Call) and isinstance(prop, Forall):
        new = inner.left.name not in reader.scope.vocabulary.sequences
        if new and inner.left.args == tuple(map(Var, prop.names)):
            return inner
    return prop


def _is_definition(reader: SentenceReader, prop: Prop, new: tuple[str, ...]) -> bool:
    if not isinstance(prop, Rel) or prop.op != "=":
        return False
    unknown = set(reader.scope.unknown([Rel("=", prop.right, ZERO)])) | set(new)
    if isinstance(prop.left, Call):
        arguments = set().union(*map(variables, prop.left.args))
        named = prop.left.name in reader.scope.names.sequences
        return named and not (variables(prop.right) & unknown) - arguments
    if not isinstance(prop.left, Var):
        return False
    return not variables(prop.right) & unknown and prop.left.name not in variables(prop.right)


def _pairs(*patterns: tuple[re.Pattern[str], bool]) -> Callable[[SentenceReader, int], int | None]:
    def read(reader: SentenceReader, at: int) -> int | None:
        for pattern, name_first in patterns:
            match = pattern.match(reader.phrase.text, at)
            if match is None:
                continue
            marks = match.group(1, 2) if name_first else match.group(2, 1)
            _functions(reader, marks[0])
            name, value = reader.phrase.term(marks[0]), reader.phrase.term(marks[1])
            if not isinstance(name, Var | Call):
                continue
            if isinstance(value, Point) and isinstance(name, Var):
                reader.scope.add_point(name.name)
            reader.add(Define(name, value), at, match.end())
            reader.scope.known |= {name.name} if isinstance(name, Var) else set()
            return match.end()
        return None

    return read


def _midpoint(reader: SentenceReader, at: int) -> int | None:
    match = _MIDPOINT.match(reader.phrase.text, at)
    if match is None:
        return None
    name = reader.phrase.term(match.group(1) or match.group(2))
    ends = reader.phrase.points(match.group(3))
    if not isinstance(name, Var) or len(ends) != 2:
        return None
    reader.scope.add_point(name.name)
    reader.scope.known.add(name.name)
    value: Term = Div(Add(ends), TWO)
    reader.add(Define(name, value), at, match.end())
    return match.end()


def _gcd(reader: SentenceReader, at: int) -> int | None:
    match = _GCD.match(reader.phrase.text, at)
    if match is None:
        return None
    marks = [each for each in match.groups() if each]
    name, left, right = (reader.phrase.term(mark) for mark in marks)
    if not isinstance(name, Var):
        return None
    reader.add(Define(name, Call("gcd", (left, right))), at, match.end())
    reader.scope.known.add(name.name)
    return match.end()


def _divisor(reader: SentenceReader, at: int) -> int | None:
    """ "Let d be a positive common divisor of a and b"."""
    text = reader.phrase.text
    match = _DIVISOR.match(text, at) or _DIVISOR_FIRST.match(text, at)
    if match is None or " or " in match.group():
        return None
    mark, marks = [each for each in match.groups() if each and is_formula(each[0])]
    names, limits = _names(reader, mark)
    if len(names) != 1 or limits:
        return None
    words_of = match.group()
    kind: Kind = "positive integer" if " positive " in words_of else "integer"
    if " prime " in words_of:
        kind = "prime"
    terms = reader.phrase.terms(marks)
    if len(terms) == 2:
        reader.scope.pair = tuple(terms)
    props: list[Prop] = [Divides(Var(names[0]), term) for term in terms]
    return _declare(reader, names, kind, Said(props, match.end()), at)


def _side(reader: SentenceReader, at: int) -> int | None:
    match = _SIDE.match(reader.phrase.text, at)
    statement = reader.scope.statement
    if match is None or not isinstance(statement, Rel):
        return None
    mark = next(each for each in match.group(1, 2, 3, 4) if each)
    _functions(reader, mark)
    name = reader.phrase.term(mark)
    side = statement.left if match.group(5) == "left" else statement.right
    reader.add(Define(name, side), at, match.end())
    reader.scope.known |= {name.name} if isinstance(name, Var) else set()
    return match.end()


_PREDICATE = re.compile(r"\s*([A-Z])\s*(?:\(\s*([a-z])\s*\)|_\s*\{?\s*([a-z])\s*\}?)\s*\Z")


_OF_STATEMENT = compiled(
    _LET
    + r"(?:let {F} (?:be|denote)|write {F} for) (?:the|our|this) STATEMENT(?: (?:for|with) "
    r"{F})?".replace("STATEMENT", STATEMENT)
)
_STATEMENT_BY = compiled(
    _LET
    + r"(?:denote|call|abbreviate) (?:the|our|this) STATEMENT(?: for {F})? by {F}".replace(
        "STATEMENT", STATEMENT
    )
)


def _statement_name(reader: SentenceReader, at: int) -> int | None:
    """ "Denote the statement for n by A(n)"."""
    match = _OF_STATEMENT.match(reader.phrase.text, at)
    mark = (match.group(1) or match.group(2)) if match is not None else None
    if match is None:
        match = _STATEMENT_BY.match(reader.phrase.text, at)
        mark = match.group(2) if match is not None else None
    if match is None or mark is None:
        return None
    found = _PREDICATE.match(reader.phrase.raw(mark))
    scope = reader.scope
    variable = (found.group(2) or found.group(3)) if found else ""
    if found is None or scope.statement is None or variable != scope.about():
        return None
    scope.predicates[found.group(1)] = (variable, scope.statement)
    reader.add(Filler(), at, match.end())
    return match.end()


def _statement(reader: SentenceReader, at: int) -> int | None:
    """ "Let P(n) be the statement that ..."."""
    match = _STATEMENT.match(reader.phrase.text, at)
    if match is None:
        return _statement_name(reader, at)
    mark = match.group(1) or match.group(2) or match.group(3)
    found = _PREDICATE.match(reader.phrase.raw(mark))
    said = conjunction(reader.phrase, match.end())
    if found is None or said is None or said.note or said.defined:
        return None
    variable = found.group(2) or found.group(3)
    prop = said.prop
    if variable not in free([prop]):
        return None
    reader.scope.predicates[found.group(1)] = (variable, prop)
    reader.scope.statement = prop
    return said.end


_WRITE_AS = compiled(_LET + r"(?:write|rewrite|express|factor) {F} as {F}")
_WRITE_AS_WE = compiled(
    r"(?:we|one) (?:can |may |now )?(?:write|rewrite|express|factor) {F} as {F}"
)


def _write_as(reader: SentenceReader, at: int) -> int | None:
    """ "We can write a as b" claims that they are equal."""
    text = reader.phrase.text
    match = _WRITE_AS_WE.match(text, at) or _WRITE_AS.match(text, at)
    if match is None:
        return None
    left, right = reader.phrase.term(match.group(1)), reader.phrase.term(match.group(2))
    said = Said([Rel("=", left, right)], match.end())
    if reader.scope.unknown(said.props):
        return None
    reader.add(Claim(said.props[0]), at, match.end())
    return match.end()


_WORDS = tuple(
    listed(
        "let now also first next further then again we take fix consider choose pick put "
        "set write denote "
        "define call abbreviate introduce rewrite express factor one look use say follow watch "
        "study observe track keep it"
    )
)
TABLE = tuple(
    (_WORDS, reader)
    for reader in (
        _statement,
        _midpoint,
        _gcd,
        _divisor,
        _side,
        _be_kind,
        _be_any,
        _be_what,
        _pairs((_BY_NAME, False), (_BY_GIVEN, True), (_THE_POINT, True), (_FOR_NAME, True)),
        _write_as,
        _consider,
        _name,
    )
)
__all__ = ["KIND", "TABLE", "add", "power"]
