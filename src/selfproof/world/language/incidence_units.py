"""Units about points and lines that are more than a clause: names, headings, announcements."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from itertools import combinations
from typing import TYPE_CHECKING

from selfproof.world.language import incidence
from selfproof.world.language.clauses import clause
from selfproof.world.language.incidence import has_equation, slope_is
from selfproof.world.language.patterns import NUMBERS, ORDINALS, F
from selfproof.world.language.phrase import Line, Phrase, Said, Unclear, both, is_formula, points_of
from selfproof.world.language.places import (
    equation_line,
    figure_points,
    is_plane,
    line_of,
    lines_at,
    placed,
    points_at,
    problem_lines,
    worked_out,
)
from selfproof.world.language.statements import Claim, Define, Example, Filler, ToShow
from selfproof.world.latex import Formula
from selfproof.world.latex.names import listed
from selfproof.world.props import Named, Prop, Rel
from selfproof.world.terms import Add, Call, Num, Point, Term, Var, variables

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_WE = r"(?:(?:first|now|next|then|also|here|for this|to see this|to prove it|to this end) ,? ?)*"
_LINE_NAME = re.compile(
    _WE + rf"(?:let (?P<name>{F}) (?:be|denote)|(?:denote|call) by (?P<name2>{F})|(?:we |let us "
    rf")?(?:consider|take|look at|use|determine|find)) (?=the line )"
)
_POINT_NAME = re.compile(
    _WE + r"(?:we |let us )?(?:consider|take|look at|let|put|set|denote|call|claim that|choose) "
    rf"(?:(?:the|this|our) (?:(?:only |possible )*common )?point(?:s)?(?: is)? )?(?=(?P<first>{F}))"
)
_CALLED = re.compile(rf"(?:call|denote) (?:this|that|the) point (?:by )?({F})")
_FORM = re.compile(r"\s*([A-Za-z])\s*\(\s*x\s*,\s*y\s*\)\s*(?==)")
_DEFINE_FORM = re.compile(rf"(?:let|put|set|write|define|consider) ({F})(?=$| [.,;])")
_LABEL = re.compile(
    rf"(?:(?P<word>for|at|in) )?(?:(?:the )?(?:line|median|point|side|segment) )?(?P<mark>{F})"
    r"(?P<end> :(?= )| ,(?= )|(?: ,)? we (?:have|get|obtain|find|compute|calculate)(?: that)?(?= ))"
)
_HEADING = re.compile(rf"(?:the )?(?:line|median|point|side|segment) (?P<mark>{F})(?= \.|$)")
_ORDINAL = re.compile(
    rf"(?:for )?(?:the )?(?P<which>{'|'.join(ORDINALS)}) (?:line|equation)"
    r"(?: :| ,| we (?:have|get|obtain|find|compute|calculate)(?: that)?)(?= )"
)
_TAKES = re.compile(
    r"(?:at|for) (?P<points>(?:the |all |these |of )*(?P<count>[a-z]+ )?points) (?:this|the|our) "
    r"(?:expression|function|form) (?:takes|has) the (?:following )?values?(?= :|$)"
)


def _line_name(reader: SentenceReader, at: int) -> int | None:
    """ "Let $g$ be the line $y = 2x$", "consider the line through $A$ and $B$"."""
    phrase = reader.phrase
    match = _LINE_NAME.match(phrase.text, at)
    if match is None:
        return None
    found = lines_at(phrase, match.end())
    if found is None or len(found[0]) != 1:
        return None
    (line,), end = found
    for prop in phrase.side:
        reader.add(Claim(prop), at, end)
    phrase.side.clear()
    if line.relation == "lies on":
        reader.add(Claim(Named("same line", (*line.args, *line.args))), at, end)
    mark = match.group("name") or match.group("name2")
    if mark:
        name = phrase.term(mark)
        if not isinstance(name, Var) or name.name in reader.scope.vocabulary.points:
            return None
        reader.scope.plane.lines[name.name] = line
    reader.add(Filler(), at, end)
    return end


def _point_name(reader: SentenceReader, at: int) -> int | None:
    """ "Consider the point $S = (1, 2)$", "we claim that the common point is $P(1, 2)$"."""
    phrase = reader.phrase
    match = _POINT_NAME.match(phrase.text, at)
    if match is None:
        return None
    new: list[tuple[Term, Term]] = []
    found = points_at(phrase, match.end(), new)
    if found is None or len(new) != len(found[0]):
        return None
    for name, value in new:
        _define_point(reader, name, value, at, found[1])
    return found[1]


def _define_point(reader: SentenceReader, name: Term, value: Term, at: int, end: int) -> None:
    reader.add(Define(name, value), at, end)
    reader.scope.plane.point = name
    if isinstance(name, Var):
        reader.scope.known.add(name.name)


def _called(reader: SentenceReader, at: int) -> int | None:
    """ "Call this point $P(-5, -1)$"."""
    match = _CALLED.match(reader.phrase.text, at)
    if match is None:
        return None
    new: list[tuple[Term, Term]] = []
    placed(reader.phrase, match.group(1), new)
    for name, value in new:
        _define_point(reader, name, value, at, match.end())
    return match.end() if new else None


def _form(reader: SentenceReader, at: int) -> int | None:
    """ "Put $f(x, y) = x + 4y$"."""
    phrase = reader.phrase
    match = _DEFINE_FORM.match(phrase.text, at)
    name = _FORM.match(phrase.raw(match.group(1))) if match else None
    if match is None or name is None or name.group(1) in reader.scope.known:
        return None
    reader.scope.add_sequence(name.group(1))
    formula = phrase.formula(match.group(1))
    if len(formula.props) != 1 or formula.last is None:
        return None
    if not variables(formula.last) <= {"x", "y"} or isinstance(formula.last, Point):
        return None
    reader.scope.plane.forms[name.group(1)] = formula.last
    reader.add(Filler(), at, match.end())
    return match.end()


def _takes(reader: SentenceReader, at: int) -> int | None:
    match = _TAKES.match(reader.phrase.text, at)
    if match is None or not (reader.scope.plane.forms or reader.scope.plane.measure is not None):
        return None
    points_at(reader.phrase, match.start("points"))
    reader.add(Filler(), at, match.end())
    return match.end()


def label(reader: SentenceReader, at: int) -> int | None:
    """ "For $A$: $2 \\cdot 3 = 6$", "$AB$: $y = 2x$", "**Line $AB$.**"."""
    phrase, text = reader.phrase, reader.phrase.text
    match = _HEADING.match(text, at)
    if match is not None and at == 0:
        _about(phrase, match.group("mark"))
        reader.add(Filler(), at, match.end())
        return match.end()
    match = _LABEL.match(text, at)
    if match is None or (match.group("word") is None and ":" not in match.group("end")):
        return None
    about = _about(phrase, match.group("mark"))
    start = match.end() + 1
    said = _said_of(phrase, about, start)
    if said is None:
        return None
    reader.claim(said, at)
    return said.end


def _about(phrase: Phrase, mark: str) -> Term | Line:
    """The point or line that a heading names."""
    new: list[tuple[Term, Term]] = []
    try:
        point = placed(phrase, mark, new)
    except Unclear:
        line = line_of(phrase, mark)
        given = {frozenset(each.args) for each in problem_lines(phrase.scope)}
        if given and frozenset(line.args) not in given:
            raise Unclear("this is none of the lines") from None
        phrase.scope.plane.line = line
        if line.relation == "on line":
            phrase.scope.plane.found = line.args
        phrase.scope.plane.recent.append(line)
        return line
    if isinstance(point, Point):
        raise Unclear("a name is expected")
    if new:
        raise Unclear("the point is not known")
    if point != phrase.scope.plane.point:
        # The common point, of which much is said, stays what "it" is.
        phrase.scope.plane.point = phrase.scope.plane.point or point
    return point


def _said_of(phrase: Phrase, about: Term | Line, at: int) -> Said | None:
    """What stands behind a heading."""
    scope = phrase.scope
    mark = phrase.text[at : at + 1]
    if not is_formula(mark):
        return clause(phrase, at)
    formula = phrase.formula(mark)
    side, phrase.side[:] = list(phrase.side), []
    if isinstance(about, Line):
        try:
            if len(formula.props) == 1:
                equation_line(formula.props[0])
                return Said([*side, *has_equation(phrase, about, mark)], at + 1)
        except Unclear:
            pass
        slopes = scope.plane.measure == Call("slope", ())
        if slopes and about.relation == "on line":
            return Said([*side, *slope_is(phrase, about, mark)], at + 1)
        said = clause(phrase, at)
    else:
        said = clause(phrase, at)
        if said is not None and said.end == at + 1:
            said.props += _measured_at(phrase, about, formula)
    if said is not None:
        said.props = [*side, *said.props]
    return said


def _measured_at(phrase: Phrase, point: Term, formula: Formula) -> list[Prop]:
    """What was announced to be computed for each point is this for one of them, or it is put into
    the equation of the line."""
    plane, first, last = phrase.scope.plane, formula.first, formula.last
    if first is None or last is None or variables(first) or isinstance(first, Point):
        return []
    plane.note(point, last)
    if plane.measure is None or plane.measure == Call("slope", ()):
        return worked_out(point, plane.line, formula.props)
    along = Line("lies on", (plane.measure, last))
    return [along.has(point), *worked_out(point, along, formula.props)]


def _ordinal(reader: SentenceReader, at: int) -> int | None:
    """ "First line: $3x + 2y = ...$": what is said of it must be of its left side."""
    phrase = reader.phrase
    match = _ORDINAL.match(phrase.text, at)
    lines = problem_lines(reader.scope)
    if match is None or not lines or ORDINALS[match.group("which")] > len(lines):
        return None
    line = lines[ORDINALS[match.group("which")] - 1]
    start = match.end() + 1
    if not is_formula(phrase.text[start : start + 1]) or line.relation != "lies on":
        return None
    first = phrase.formula(phrase.text[start]).first
    reader.scope.plane.line = line
    said = clause(phrase, start)
    if said is None or said.note or first is None:
        return None
    if variables(first):
        said.props.append(Named("same line", (first, line.args[1], *line.args)))
    reader.claim(said, at)
    return said.end


_VERBS = (
    "show|prove|verify|check|compute|calculate|compare|determine|find|put|put in|substitute|"
    "insert|use|look at|consider|claim|test|plug|plug in|give|list|work with|start with|look for|"
    "treat|go through|examine|recall"
)
_INTENT = re.compile(
    r"(?:(?:first|now|next|then|also|here|finally|for (?:this|that|each of (?:the|these) [a-z]+|"
    rf"all (?:the )?[a-z]+|a point {F})|to (?:see|prove|show|check|verify|do) (?:this|it|that))"
    r"(?: ,)? )*"
    r"(?:(?:we|let us)(?: (?:first|now|next|also|then|will|shall|must|can|only|simply|just|have to|"
    r"need to|want to|therefore|thus))* (?P<verb>" + _VERBS + r")(?: (?:first|now|next))?|"
    r"it (?:suffices|is enough|remains)(?: therefore| now| thus)? to (?:show|prove|check|verify|"
    r"compare|compute|put)|there are (?P<count>[a-z]+) (?:things|claims|statements|facts) to)(?= )"
)
_PLAIN = frozenset(
    listed(
        "a an the this that these those it its them they each every all both other one two in into "
        "on of for from to at by with and as is are has have same equal common single line lines "
        "point points vector vectors slope slopes coordinate coordinates equation equations "
        "distance distances length lengths squares square side sides segment segments difference "
        "differences sum sums product products scalar dot multiples multiple parallelogram "
        "rectangle rhombus right angle triangle quadrilateral midpoint midpoints median medians "
        "diagonal diagonals left right left-hand right-hand hand candidate converse theorem "
        "pythagoras between given their following separately turn first second then also "
        "value values remaining necessary every through direction next expression "
        "left-hand right-hand show prove verify check compute give do here , corner "
        "corners belongs belong pass passes meet lies lie along "
        "opposite neighbouring adjacent define defines joining satisfy satisfies satisfied area "
        "determinant determinants how formula pair pairs successive consecutive by fixed"
    )
) | set(NUMBERS)
_PUT = frozenset(("put", "put in", "substitute", "insert", "plug", "plug in", "use"))
_PROMISES = re.compile(r" (?:show|prove|verify|check|claim|test)(?: first| now)? that ")
_AND_THAT = re.compile(r" and (?:then |also |finally )?that ")
_RELATIVE = re.compile(r"(?:points?|lines?) that (?=define|lie|belong)")


def announce(reader: SentenceReader, at: int) -> int | None:
    """ "We compare the slopes", "we show that the point $S = (1, 2)$ lies on each median": what
    will be done. Such a sentence claims nothing, but it can name a point or a line, and put in
    values; a formula that would be a claim is not passed over."""
    phrase, text = reader.phrase, reader.phrase.text
    match = _INTENT.match(text, at)
    if match is None:
        return None
    end = match.end()
    while end < len(text):
        word = phrase.word(end + 1)
        if word in (":", ".") or (word == ";"):
            break
        if word != "F" and word not in _PLAIN:
            return None
        end += 1 + (1 if word == "F" else len(word))
    words = text[match.start() : end]
    if words.endswith(" ,") or " left angle" in words or not _counts_fit(reader, words):
        return None
    promised = _PROMISES.search(text, match.start(), end)
    if promised is not None:
        said = clause(phrase, promised.end())
        if said is not None and said.end == end and not said.note:
            for name, value in said.defined:
                _define_point(reader, name, value, at, end)
            reader.add(ToShow(both(said.props)), at, end)
            return end
    _announced(reader, match.group("verb") or "", words, at, end)
    return end


def _counts_fit(reader: SentenceReader, words: str) -> bool:
    """ "All nine points" are as many as there are."""
    scope = reader.scope
    for match in _COUNTED.finditer(words):
        wanted = NUMBERS[match.group(1)]
        lines = problem_lines(scope)
        there = len(figure_points(scope)) if match.group(2) == "points" else len(lines)
        if there and wanted > 2 and wanted != there:
            return False
    return (
        scope.vocabulary.points == frozenset()
        or _THINGS.search(words) is None
        or (
            NUMBERS[_THINGS.search(words).group(1)] == len(scope.vocabulary.goals)  # type: ignore[union-attr]
        )
    )


_COUNTED = re.compile(rf"\b({'|'.join(NUMBERS)}) (?:given )?(points|lines|equations|medians)\b")
_THINGS = re.compile(rf"there are ({'|'.join(NUMBERS)}) (?:things|claims|statements|facts) to")


def _announced(reader: SentenceReader, verb: str, words: str, at: int, end: int) -> None:
    """What the formulas in an announcement are."""
    phrase, scope = reader.phrase, reader.scope
    promise = _PROMISES.search(words) is not None
    rest = _PROMISES.sub(" ", words) if promise else words
    if " that " in (_AND_THAT if promise else _RELATIVE).sub(" ", rest):
        raise Unclear("a claim is announced")
    values: list[tuple[str, Term]] = []
    measure: Term | None = Call("slope", ()) if "slope" in words else None
    items: list[Claim | Define] = []
    for mark in (each for each in words if is_formula(each)):
        new: list[tuple[Term, Term]] = []
        formula = phrase.formula(mark)
        side = len(phrase.side)
        try:
            point = placed(phrase, mark, new)
        except Unclear:
            point = None
        items += [Claim(prop) for prop in phrase.side[side:]]
        del phrase.side[side:]
        if point is not None:
            numbers = isinstance(point, Point) and not variables(point)
            if promise and numbers:
                raise Unclear("a claim is announced")
            if isinstance(point, Point) and not numbers and point != _ANY_POINT:
                raise Unclear("the point is not clear")
            items += [Define(name, value) for name, value in new]
            if new or isinstance(point, Point):
                scope.plane.point = point
            continue
        for term in formula.terms:
            if isinstance(term, Call) and term.name == "polygon":
                scope.plane.figure = term.args
        measure = _measured(phrase, formula.terms, promise) or measure
        if promise and len(formula.props) == 1:
            with suppress(Unclear):
                scope.plane.line = equation_line(formula.props[0])
        for prop in formula.props:
            values += _value(scope.vocabulary.kinds.keys(), prop, verb, promise)
    if "the following equation" in words:
        raise Unclear("the equations are not clear")
    for each in items:
        reader.add(each, at, end)
    if len(values) > 1:
        reader.add(Example(tuple(values)), at, end)
        x, y = (dict(values).get(name) for name in ("x", "y"))
        scope.plane.point = Point(x, y) if x is not None and y is not None else scope.plane.point
    reader.add(Filler(), at, end)
    if measure is not None:
        scope.plane.measure = measure
    scope.plane.measured.clear()


_ANY_POINT = Point(Var("x"), Var("y"))


def _measured(phrase: Phrase, terms: tuple[Term, ...], promise: bool) -> Term | None:
    """A term in x and y that will be computed; names of points and lines say nothing."""
    found: Term | None = None
    for term in terms:
        if isinstance(term, Num):
            raise Unclear("a value is announced")
        if variables(term) & {"x", "y"} and variables(term) <= {"x", "y"}:
            if isinstance(term, Var):
                continue
            found = None if isinstance(term, Point) else term
    return found


def _value(names: object, prop: Prop, verb: str, promise: bool) -> list[tuple[str, Term]]:
    """A value that is put in, or what is only promised.

    Raises:
        Unclear: It is a claim.
    """
    if promise:
        return []
    if (
        verb in _PUT
        and isinstance(prop, Rel)
        and prop.op == "="
        and isinstance(prop.left, Var)
        and prop.left.name in ("x", "y")
        and prop.left.name in names  # type: ignore[operator]
        and not variables(prop.right)
    ):
        return [(prop.left.name, prop.right)]
    raise Unclear("an equation is announced")


def _foreseen(reader: SentenceReader, at: int) -> int | None:
    """ "Yes, the point $(7, -3)$ lies on all the lines.": an answer, for which the reasons come."""
    phrase = reader.phrase
    if reader.scope.said or phrase.text[:at] not in ("yes , ", "no , "):
        return None
    said = incidence.clause(phrase, at)
    if said is None:
        return None
    for name, value in said.defined:
        _define_point(reader, name, value, at, said.end)
    reader.add(ToShow(said.prop), at, said.end)
    return said.end


_HAVE_EQUATIONS = re.compile(
    r"(?:the|these|our) (?:[a-z]+ )?lines have the following equations|in each case the two given "
    r"points satisfy the (?:respective )?equation"
)


def _have_equations(reader: SentenceReader, at: int) -> int | None:
    """An announcement of a list in which each entry is checked."""
    match = _HAVE_EQUATIONS.match(reader.phrase.text, at)
    if match is None or not reader.scope.vocabulary.points:
        return None
    reader.add(Filler(), at, match.end())
    return match.end()


_FOR_EVERY = re.compile(
    rf"for (?:every|all|each|any)(?: real)?(?: numbers?| values?(?: of)?)? ({F})(?: ,)?(?= )"
)


def _for_every(reader: SentenceReader, at: int) -> int | None:
    """ "For every real number $t$ ...", where $t$ is a parameter of the problem: it stands for
    all values anyway."""
    match = _FOR_EVERY.match(reader.phrase.text, at)
    if match is None:
        return None
    term = reader.phrase.term(match.group(1))
    kinds = reader.scope.vocabulary.kinds
    if not isinstance(term, Var) or kinds.get(term.name) != "real" or problem_lines(reader.scope):
        return None
    reader.runs_on = True
    return match.end()


_TRIANGLE = re.compile(
    rf"if (?:the points )?(?P<marks>{F}(?: , {F}| , and {F}| and {F})*) were (?:the )?(?:vertices|"
    r"corners) of a triangle(?: ,)?(?: then)? (?:by the triangle inequality )?(?:the triangle "
    rf"inequality would (?:give|imply)|we would have) (?P<said>{F})"
)


def _triangle(reader: SentenceReader, at: int) -> int | None:
    """ "If $A$, $B$, $C$ were the corners of a triangle, we would have $AB + BC > AC$."."""
    phrase = reader.phrase
    match = _TRIANGLE.match(phrase.text, at)
    if match is None:
        return None
    points = phrase.points(match.group("marks"))
    props = phrase.props(match.group("said"))
    sides = {frozenset(pair) for pair in combinations(points, 2)}
    match props:
        case [Rel(">", Add((one, two)), three)]:
            found = [frozenset(points_of(each)) for each in (one, two, three)]
        case [Rel("<", three, Add((one, two)))]:
            found = [frozenset(points_of(each)) for each in (one, two, three)]
        case _:
            return None
    if len(sides) != 3 or set(found) != sides:
        return None
    reader.scope.plane.contrary = Named("collinear", points)
    reader.add(Filler(), at, match.end())
    return match.end()


def _in_plane(unit: Callable[[SentenceReader, int], int | None]) -> _Opener:
    def read(reader: SentenceReader, at: int) -> int | None:
        return unit(reader, at) if is_plane(reader.scope) else None

    return read


_Opener = Callable[["SentenceReader", int], "int | None"]
_FIRST = listed("first now next then also here for to finally we let it there")
TABLE: tuple[tuple[tuple[str, ...], _Opener], ...] = (
    (
        listed("let denote call we consider take look use to for first now next then also here"),
        _in_plane(_line_name),
    ),
    (
        listed("consider take look let put set denote we call choose first now next then also"),
        _in_plane(_point_name),
    ),
    (listed("call denote"), _in_plane(_called)),
    (listed("let put set write define consider"), _in_plane(_form)),
    (listed("at for"), _in_plane(_takes)),
    (listed("for the") + tuple(ORDINALS), _in_plane(_ordinal)),
    (listed("for at in line median point side segment the F"), _in_plane(label)),
    (listed("the these our in"), _in_plane(_have_equations)),
    (_FIRST, _in_plane(announce)),
    (("for",), _in_plane(_for_every)),
    (("if",), _in_plane(_triangle)),
    (listed("the there no F it they all"), _in_plane(_foreseen)),
)
