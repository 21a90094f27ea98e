"""Clauses about points on lines: a phrase for some of them, a verb, and a phrase for the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from selfproof.world.language.patterns import END, F
from selfproof.world.language.phrase import Line, Phrase, Said, Unclear, is_formula
from selfproof.world.language.places import (
    equation_line,
    figure_points,
    is_plane,
    line_of,
    lines_at,
    meet,
    on_all,
    placed,
    points_at,
    problem_lines,
    worked_out,
)
from selfproof.world.language.rows import value_of
from selfproof.world.props import Named, Or, Prop, Rel, negation
from selfproof.world.terms import ZERO, Call, Point, Term, Var, neg, variables

_ADVERBS = (
    r"(?: (?:also|all|both|each|clearly|therefore|indeed|thus|hence|again|too|then|now|obviously|"
    r"even|in fact))*"
)
_NO = r"(?P<no> (?:does|do|can) ?not| not)?"
_LIES = re.compile(
    rf"{_ADVERBS}(?: (?:does|do) (?P<no>not))?{_ADVERBS} (?:(?:lies?|are|is|belongs?|must lie|is "
    rf"located)(?P<no2> not)?{_ADVERBS} (?:on|to) |(?:is|are) (?P<no3>not )?(?:a )?(?:common )?"
    r"points? (?:of|on) |(?:satisf(?:y|ies)|fulfils?|fulfills?|solves?) |(?:suggests?|determines?|"
    r"defines?|leads? to|spans?) (?=the (?:line|equation)))"
)
_A_LINE = re.compile(
    r"(?:a|one|the same|one and the same)(?: single| common| straight)* line(?= |$)"
)
_ARE_COLLINEAR = re.compile(
    rf"{_ADVERBS} (?:are|is)(?P<no> not)?{_ADVERBS} (?:collinear|on (?:a|one|the same)(?: single|"
    r" common| straight)* line)"
)
_PASS = re.compile(
    rf"{_ADVERBS}(?: (?:does|do) (?P<no>not))?{_ADVERBS} (?:(?:(?:pass|passes|goes|go|runs?) "
    r"through|contains?|meets? (?:in|at)|intersects? (?:in|at)|(?:is|are) concurrent (?:in|at)|"
    r"shares?|(?:have|has) in common) |(?:have|has) (?=[^:;.]* in common))"
)
_IN_COMMON = re.compile(r" in common")
_A_POINT = re.compile(
    r"(?:a|one|the same|exactly one)(?: single| common| and the same)* point(?: in common)?(?= |$)"
)
_ARE_CONCURRENT = re.compile(rf"{_ADVERBS} are(?P<no> not)?{_ADVERBS} concurrent")
_NO_COMMON = re.compile(
    r" have (?P<no>no) (?:common point|point in common)|"
    r" have (?:a|one) (?:common point|point in common)"
)
_ONE_LINE = re.compile(
    rf"{_ADVERBS} (?:coincide|are (?:all )?(?:equal|identical|one and the same line|the same "
    r"line|the same|one line))"
)
_EQUATION = re.compile(
    rf" (?:has|have|is given by|is described by|satisfies) (?:the |an )?(?:linear )?equation ({F})"
    rf"| is (?:the line )?(?:with (?:the )?equation )?({F})"
)
_SLOPE = re.compile(rf" has (?:the )?slope (?:of )?({F})")
_AXIS = re.compile(rf" (?:meets|intersects|cuts|crosses) the ({F}) axis (?:in|at)(?: the point)? ")
_ITS = re.compile(
    rf"(?:its|(?:the|an) equation(?: of (?P<of>it|this line|the line(?: {F})?|{F}))?)"
    rf"(?: equation)? (?:is|becomes|reads)(?: therefore| thus| then| hence)? (?P<value>{F})"
)
_ITS_SLOPE = re.compile(
    rf"(?:its slope|the slope of (?:it|this line|the line)) (?:is|equals) (?P<value>{F})"
)
_IS_LINE = re.compile(
    rf"(?:the |this )?(?:equation )?({F}) (?:describes|is the equation of|is an equation of|is|"
    r"represents|defines) (?:a|the|a straight) (?:straight )?line(?= |$)"
)
_COORDINATE = re.compile(
    rf"(?:the )?(?P<which>first|second|{F}) coordinate of (?:the point )?(?P<of>{F}) (?:is|equals) "
    rf"(?P<value>{F})|(?P<of2>{F}) has (?:the )?(?P<which2>first|second|{F}) coordinate "
    rf"(?P<value2>{F})"
)
_DIFFER = re.compile(
    rf"the coordinates of (?:the points )?(?P<a>{F}) and (?P<b>{F}) differ by (?P<x>{F}) and "
    rf"(?:by )?(?P<y>{F})"
)
_INCREASE = re.compile(
    rf"the (?P<which>first|{F}) coordinates of the points (?:increase|are increasing) in "
    r"(?:the|this) given order"
)
_WAY = r"(?: units?)?(?: to the)? "
_STEP = re.compile(
    rf"from (?P<a>{F}) to (?P<b>{F}) (?:we|one) (?:go|move|walk|goes|moves) (?P<one>{F})"
    rf"{_WAY}(?P<way>right|left|up|down)(?: and (?P<two>{F}){_WAY}(?P<way2>right|left|up|down))?"
)
_IF_ON = re.compile(rf"(?:a|any|every) point (?P<point>{F}) (?:lies|is) on ")
_IF = re.compile(
    r" (?:exactly if|exactly when|precisely if|precisely when|if and only if|iff)"
    rf"(?: its coordinates satisfy| it satisfies)? (?P<value>{F})"
)
_THIS_LINE = re.compile(rf"this is (?:the (?:equation of the )?line )?({F})(?= |$)")
_MEET_ONCE = re.compile(
    r"(?:two of (?:them|the lines)|no two of (?:them|the lines)|(?:the|these) (?:two )?lines) "
    r"(?:meet only (?:there|in this point|in one point)|are not parallel)"
)
_SAME_AT = re.compile(
    r"the same (?:argument|reasoning) (?:applies|works|holds) (?:at|for|to|in) (?=(?:the points )?"
    rf"{F})"
)
_ON_ALL = r"on all (?:of )?(?:the |these )?"
_NO_POINT = re.compile(
    rf"(?:there is no (?:such point|common point|point (?:that lies )?{_ON_ALL}(?P<count>[a-z]+ )?"
    rf"lines)|no (?:such )?point (?:lies|is) {_ON_ALL}(?P<count2>[a-z]+ )?lines|no such point "
    r"exists)"
)
_SATISFIED = re.compile(
    r"(?:(?:all|both|every|each)(?: of)?(?: the| these)?(?: (?P<count>[a-z]+))? equations? (?:is|"
    r"are) (?:fulfilled|satisfied|true|correct)|(?:these|this) (?:are|is) (?:exactly |all |"
    r"precisely |just )*the right-hand sides?(?: of the (?P<count2>[a-z]+ )?equations)?"
    r"(?: in the (?:given|same) order)?)"
)
_ONLY_POINT = re.compile(
    rf"the only (?:possible )?(?:common point|candidate(?: for (?:a|the) common point)?|point of "
    rf"intersection)(?: of (?:these|the first|the) two lines)? is (?:therefore |thus )?"
    rf"(?:the point )?({F})"
)
_IS_ONLY = re.compile(
    rf"({F}) is (?:therefore |thus )?the only (?:possible )?(?:candidate|common point)"
    r"(?: for (?:a|the) common point| of (?:the|these) (?:two )?lines)?"
)
_EACH_TIME = re.compile(
    rf"(?:each time|every time|in (?:each|every) case|in all cases|always)(?: ,)? (?:the (?:result|"
    rf"value) is|we (?:obtain|get|find|have)|this (?:is|gives)) the (?P<which>first|second|{F}) "
    r"coordinate of the point"
)
_ALWAYS = re.compile(
    rf"(?:(?:it|the value|the result|this) is (?:always|the same ,? ?namely|equal to) ({F})|the "
    rf"(?:value|result) is ({F}) (?:in (?:each|every) case|in all cases|each time|every time))"
)


def clause(phrase: Phrase, at: int) -> Said | None:
    """Reads a clause about points and lines, None when it is none."""
    if not is_plane(phrase.scope):
        return None
    for reader in _READERS:
        side = len(phrase.side)
        try:
            said = reader(phrase, at)
        except Unclear as unclear:
            phrase.why = phrase.why or str(unclear)
            said = None
        if said is not None and _END.match(phrase.text, said.end):
            return said
        del phrase.side[side:]
    return None


_END = re.compile(END)


def _of_points(phrase: Phrase, at: int) -> Said | None:
    """Points are on lines."""
    text = phrase.text
    new: list[tuple[Term, Term]] = []
    if not _POINT_VERB.search(text, at):
        return None
    subject = points_at(phrase, at, new)
    if subject is None:
        return None
    points, end = subject
    match = _ARE_COLLINEAR.match(text, end)
    if match is not None:
        return _denied([Named("collinear", points)], match.end(), bool(match.group("no")))
    match = _LIES.match(text, end)
    if match is None:
        return None
    no = any(match.group(name) for name in ("no", "no2", "no3"))
    one = _A_LINE.match(text, match.end())
    if one is not None:
        return _denied([Named("collinear", points)], one.end(), no)
    found = lines_at(phrase, match.end())
    if found is None:
        return None
    lines, end = found
    while not no and (more := _AND_ON.match(text, end)) is not None:
        following = lines_at(phrase, more.end())
        if following is None:
            return None
        lines, end = (*lines, *following[0]), following[1]
    said = _denied(on_all(points, lines), end, no)
    if "suggest" in match.group():
        said.props = []
    said.defined += new
    differ = _DIFFERENT.match(text, end)
    if differ is not None and not no:
        said.props += [Rel("!=", a, b) for a, b in pairwise(points)]
        said.end = differ.end()
    return said


_AND_ON = re.compile(rf"(?: ,| and| , and) on (?:the (?:line|median) )?(?={F}(?: |$))")
_DIFFERENT = re.compile(r" and are (?:different|distinct)(?: points)?")
_POINT_VERB = re.compile(
    r" (?:lies?|are|is|belongs?|located|satisf(?:y|ies)|fulfils?|fulfills?|solves?|suggests?|"
    r"determines?|defines?|leads? to|spans?) "
)
_LINE_VERB = re.compile(
    r" (?:pass|passes|goes|go|runs?|contains?|meets?|intersects?|concurrent|shares?|have|has|"
    r"coincide|are|is|cuts|crosses)(?: |$)"
)


def _denied(props: list[Prop], end: int, no: bool) -> Said:
    if no and len(props) != 1:
        raise Unclear("'not' of several things is not clear")
    return Said([negation(props[0])] if no else props, end)


def _of_lines(phrase: Phrase, at: int) -> Said | None:
    """Lines go through points, or are one line."""
    text = phrase.text
    if not _LINE_VERB.search(text, at):
        return None
    subject = lines_at(phrase, at)
    if subject is None:
        return None
    lines, end = subject
    if text.startswith("they", at) and _ONE_LINE.match(text, end):
        # Of two lines that were compared; all of them meet, but are not one.
        lines = tuple(phrase.scope.plane.recent[-2:])
    said = _said_of_lines(phrase, lines, end)
    while said is not None and not said.defined:
        match = _AND_VERB.match(text, said.end)
        more = _said_of_lines(phrase, lines, match.end()) if match is not None else None
        if more is None:
            break
        said = Said(said.props + more.props, more.end, defined=more.defined)
    return said


_AND_VERB = re.compile(r" and(?= (?:share|pass|go|contain|meet|have|has|are)\b)")
_SAME_SLOPE = re.compile(rf"{_ADVERBS} have (?:the same|equal) slopes?")


def _said_of_lines(phrase: Phrase, lines: Sequence[Line], end: int) -> Said | None:
    text = phrase.text
    for pattern in (_ARE_CONCURRENT, _NO_COMMON):
        match = pattern.match(text, end)
        if match is not None:
            return _meeting(phrase, lines, match.end(), bool(match.group("no")))
    match = _ONE_LINE.match(text, end)
    if match is not None:
        return Said([_one_line(lines)], match.end())
    match = _SAME_SLOPE.match(text, end)
    if match is not None and all(line.relation == "on line" for line in lines):
        slopes = [Call("slope", line.args) for line in lines]
        phrase.scope.slopes += slopes
        return Said([Rel("=", a, b) for a, b in pairwise(slopes)], match.end())
    if len(lines) == 1:
        said = _of_line(phrase, lines[0], end)
        if said is not None:
            return said
    match = _PASS.match(text, end)
    return None if match is None else _through(phrase, lines, match)


def _through(phrase: Phrase, lines: Sequence[Line], match: re.Match[str]) -> Said | None:
    no = bool(match.group("no"))
    one = _A_POINT.match(phrase.text, match.end())
    if one is not None:
        return _meeting(phrase, lines, one.end(), no)
    new: list[tuple[Term, Term]] = []
    start = match.end()
    the_one = re.compile(r"the one (?=point)").match(phrase.text, start)
    found = points_at(phrase, the_one.end() if the_one else start, new)
    if found is None:
        return None
    points, end = found
    common = _IN_COMMON.match(phrase.text, end)
    if common is not None:
        end = common.end()
    said = _denied(on_all(points, lines), end, no)
    every = tuple(lines) == problem_lines(phrase.scope) and lines[0].relation == "on line"
    if every and not no and len(points) == 1:
        said.props += meet(phrase.scope, lines)
    said.defined += new
    return said


def _meeting(phrase: Phrase, lines: Sequence[Line], end: int, no: bool) -> Said:
    props = meet(phrase.scope, lines)
    statement = phrase.scope.vocabulary.statement
    if no and isinstance(statement, Or):
        return Said([statement], end)
    return _denied(props, end, no)


def _one_line(lines: Sequence[Line]) -> Prop:
    """All their points are on one line."""
    if len(lines) < 2 or any(line.relation != "on line" for line in lines):
        raise Unclear("it is not clear which lines are equal")
    return Named("collinear", tuple(dict.fromkeys(end for line in lines for end in line.args)))


def _of_line(phrase: Phrase, line: Line, end: int) -> Said | None:
    """Its equation, its slope, where it meets an axis."""
    text = phrase.text
    match = _EQUATION.match(text, end)
    if match is not None:
        mark = match.group(1) or match.group(2)
        return Said(has_equation(phrase, line, mark), match.end())
    match = _SLOPE.match(text, end)
    if match is not None and line.relation == "on line":
        return Said(slope_is(phrase, line, match.group(1)), match.end())
    match = _AXIS.match(text, end)
    if match is not None:
        names = {"x": "y", "y": "x"}
        axis = phrase.raw(match.group(1)).strip()
        found = points_at(phrase, match.end())
        if axis in names and found is not None:
            props: list[Prop] = [line.has(each) for each in found[0]]
            zero = [Named("lies on", (each, Var(names[axis]), ZERO)) for each in found[0]]
            return Said([*props, *zero], found[1])
    return None


def has_equation(phrase: Phrase, line: Line, mark: str) -> list[Prop]:
    """The line has this equation: two of its points satisfy it."""
    formula = phrase.formula(mark)
    if len(formula.props) != 1:
        raise Unclear("an equation of a line is expected")
    found = equation_line(formula.props[0])
    phrase.scope.plane.line = found
    if line.relation == "on line":
        phrase.scope.plane.found = line.args
        return [Named("same line", (*found.args, *found.args)), *map(found.has, line.args)]
    if line.relation == "lies on":
        return [Named("same line", (*line.args, *found.args))]
    raise Unclear("the line is not clear")


def slope_is(phrase: Phrase, line: Line, mark: str) -> list[Prop]:
    """The slope of a line through two points."""
    slope = Call("slope", line.args)
    phrase.scope.slopes.append(slope)
    return value_of(phrase, slope, mark)


def _its(phrase: Phrase, at: int) -> Said | None:
    """ "Its slope is $2$", "its equation is $y = 2x$", "the equation of the line $AB$ is ..."."""
    match = _ITS_SLOPE.match(phrase.text, at)
    line = phrase.scope.plane.line
    if match is not None and line is not None and line.relation == "on line":
        return Said(slope_is(phrase, line, match.group("value")), match.end())
    match = _ITS.match(phrase.text, at)
    if match is None or (match.group().startswith("its") and "equation" not in match.group()):
        return None
    of = match.group("of")
    if of and is_formula(of[-1]):
        line = line_of(phrase, of[-1])
    if line is None:
        return None
    return Said(has_equation(phrase, line, match.group("value")), match.end())


def _is_line(phrase: Phrase, at: int) -> Said | None:
    match = _IS_LINE.match(phrase.text, at)
    if match is None:
        return None
    line = line_of(phrase, match.group(1))
    if line.relation != "lies on":
        return None
    before = phrase.scope.plane.line
    of = before if before is not None and before.relation == "lies on" else line
    phrase.scope.plane.line = line
    return Said([Named("same line", (*of.args, *line.args))], match.end())


def _bare_equation(phrase: Phrase, at: int) -> Said | None:
    """ "that is, $2x + y = 3$": the line that was spoken of, in another form."""
    scope = phrase.scope
    line = scope.plane.line
    if not is_formula(phrase.text[at : at + 1]) or line is None or line.relation != "lies on":
        return None
    if not scope.vocabulary.points:
        return None
    formula = phrase.formula(phrase.text[at])
    if len(formula.props) != 1:
        return None
    found = equation_line(formula.props[0])
    scope.plane.line = found
    return Said([Named("same line", (*line.args, *found.args))], at + 1)


def axis_of(phrase: Phrase, word: str) -> Term:
    """The coordinate that a word or letter means."""
    name = {"first": "x", "second": "y"}.get(word) or phrase.raw(word).strip()
    if name not in ("x", "y"):
        raise Unclear("a coordinate is expected")
    return Var(name)


def _coordinate(phrase: Phrase, at: int) -> Said | None:
    text = phrase.text
    match = _COORDINATE.match(text, at)
    if match is not None:
        groups = match.groupdict()
        which = groups["which"] or groups["which2"]
        point = placed(phrase, groups["of"] or groups["of2"])
        formula = phrase.formula(groups["value"] or groups["value2"])
        first = formula.terms[0] if len(formula.terms) == 1 else formula.first
        if first is None:
            return None
        said = Named("lies on", (point, axis_of(phrase, which), first))
        return Said([said, *formula.props], match.end())
    match = _DIFFER.match(text, at)
    if match is not None:
        a, b = placed(phrase, match.group("a")), placed(phrase, match.group("b"))
        steps = phrase.terms(match.group("x") + match.group("y"))
        return Said([Named("differ", (a, b, *steps))], match.end())
    match = _INCREASE.match(text, at)
    if match is not None and axis_of(phrase, match.group("which")) == Var("x"):
        return Said([Named("increasing", figure_points(phrase.scope))], match.end())
    return None


def _step(phrase: Phrase, at: int) -> Said | None:
    """ "From A to B we go 3 units to the right and 4 units up"."""
    match = _STEP.match(phrase.text, at)
    if match is None:
        return None
    across: Term = ZERO
    up: Term = ZERO
    for number, way in (("one", "way"), ("two", "way2")):
        if match.group(number) is None:
            continue
        size = phrase.term(match.group(number))
        if match.group(way) in ("left", "down"):
            size = neg(size)
        if match.group(way) in ("left", "right"):
            across = size
        else:
            up = size
    vector = Call("vector", (placed(phrase, match.group("a")), placed(phrase, match.group("b"))))
    return Said([Rel("=", vector, Point(across, up))], match.end())


def _if_on(phrase: Phrase, at: int) -> Said | None:
    """ "A point $(x, y)$ is on the line exactly if $y = 2x$"."""
    match = _IF_ON.match(phrase.text, at)
    if match is None:
        return None
    found = lines_at(phrase, match.end())
    if found is None or len(found[0]) != 1:
        return None
    condition = _IF.match(phrase.text, found[1])
    if condition is None or phrase.term(match.group("point")) != Point(Var("x"), Var("y")):
        return None
    return Said(has_equation(phrase, found[0][0], condition.group("value")), condition.end())


def _this_line(phrase: Phrase, at: int) -> Said | None:
    """ "This is the line $AB$"."""
    match = _THIS_LINE.match(phrase.text, at)
    line = phrase.scope.plane.line
    if match is None or line is None or line.relation != "lies on":
        return None
    named = line_of(phrase, match.group(1))
    if named.relation != "on line":
        return None
    phrase.scope.plane.found = named.args
    return Said([line.has(end) for end in named.args], match.end())


def _meet_once(phrase: Phrase, at: int) -> Said | None:
    match = _MEET_ONCE.match(phrase.text, at)
    lines = problem_lines(phrase.scope)
    if match is None or not lines or not match.group().startswith("two of"):
        return None
    if any(line.relation != "lies on" for line in lines):
        return None
    return Said([Named("crossing", tuple(s for line in lines for s in line.args))], match.end())


def _same_at(phrase: Phrase, at: int) -> Said | None:
    """ "The same argument applies at $D$ and $E$": the lines to the points beside them are one."""
    match = _SAME_AT.match(phrase.text, at)
    points = figure_points(phrase.scope)
    found = points_at(phrase, match.end()) if match is not None else None
    if found is None:
        return None
    props: list[Prop] = []
    for point in found[0]:
        place = points.index(point) if point in points else 0
        if not 0 < place < len(points) - 1:
            raise Unclear("it is not clear which lines")
        props.append(Named("collinear", points[place - 1 : place + 2]))
    return Said(props, found[1])


def _no_point(phrase: Phrase, at: int) -> Said | None:
    """No point is on all the lines."""
    match = _NO_POINT.match(phrase.text, at)
    statement = phrase.scope.vocabulary.statement
    lines = problem_lines(phrase.scope)
    if match is None or not lines:
        return None
    word = (match.group("count") or match.group("count2") or "").strip()
    if word and phrase.count(word) != len(lines):
        return None
    if isinstance(statement, Or):
        return Said([statement], match.end())
    return None if statement is None else Said([negation(statement)], match.end())


def _satisfied(phrase: Phrase, at: int) -> Said | None:
    """ "All five equations are satisfied": by the point that was spoken of."""
    match = _SATISFIED.match(phrase.text, at)
    scope = phrase.scope
    lines = problem_lines(scope)
    if match is None or scope.plane.point is None or not lines:
        return None
    word = (match.group("count") or match.group("count2") or "").strip()
    if word and phrase.count(word) != len(lines):
        return None
    return Said(on_all([scope.plane.point], lines), match.end())


def _only_point(phrase: Phrase, at: int) -> Said | None:
    """ "The only possible common point is $(0, 1)$"."""
    match = _ONLY_POINT.match(phrase.text, at) or _IS_ONLY.match(phrase.text, at)
    if match is None or not problem_lines(phrase.scope):
        return None
    new: list[tuple[Term, Term]] = []
    point = placed(phrase, match.group(1), new)
    phrase.scope.plane.point = point
    value = new[0][1] if new else point
    if not isinstance(value, Point):
        return None
    props: list[Prop] = [Rel("=", Var("x"), value.x), Rel("=", Var("y"), value.y)]
    return Said(props, match.end(), defined=new)


def _each_time(phrase: Phrase, at: int) -> Said | None:
    """What was computed for each point is its coordinate, or always the same."""
    scope = phrase.scope
    if not scope.plane.measured:
        return None
    match = _EACH_TIME.match(phrase.text, at)
    if match is not None:
        axis = axis_of(phrase, match.group("which"))
        props: list[Prop] = [
            Named("lies on", (p, axis, value)) for p, value in scope.plane.measured
        ]
        return Said(props, match.end())
    match = _ALWAYS.match(phrase.text, at)
    if match is None:
        return None
    wanted = phrase.term(match.group(1) or match.group(2))
    return Said([Rel("=", value, wanted) for _, value in scope.plane.measured], match.end())


def _holds_for(phrase: Phrase, at: int) -> Said | None:
    """ "$x - y = 5$ holds for each of the fourteen points"."""
    match = _HOLDS_FOR.match(phrase.text, at)
    if match is None:
        return None
    line = line_of(phrase, match.group(1))
    found = points_at(phrase, match.end())
    if found is None or line.relation != "lies on":
        return None
    phrase.scope.plane.line = line
    return Said(on_all(found[0], [line]), found[1])


_HOLDS_FOR = re.compile(rf"(?:the equation )?({F}) (?:holds|is true|is satisfied) (?:for|by|at) ")
_THIS_IS = re.compile(
    r"this is (?:a |the )?(?:common line|line) (?:of|through) (?:all (?:of )?)?(?:the|these) points"
)


def _they_are_not(phrase: Phrase, at: int) -> Said | None:
    """ "If they were ..., then ... They are not."."""
    contrary = phrase.scope.plane.contrary
    match = _ARE_NOT.match(phrase.text, at)
    return None if match is None or contrary is None else Said([contrary], match.end())


_ARE_NOT = re.compile(r"they are not")


def _common_line(phrase: Phrase, at: int) -> Said | None:
    match = _THIS_IS.match(phrase.text, at)
    if match is None or phrase.scope.plane.line is None:
        return None
    return Said(on_all(figure_points(phrase.scope), [phrase.scope.plane.line]), match.end())


def _form_value(phrase: Phrase, at: int) -> Said | None:
    """`f(A) = -13 + 40 = 27`, where f(x, y) was defined."""
    forms = phrase.scope.plane.forms
    if not forms or not is_formula(phrase.text[at : at + 1]):
        return None
    formula = phrase.formula(phrase.text[at])
    match formula.first, formula.props:
        case Call(name, (Var(letter) as point,)), (Rel("=", _, value), *rest) if (
            name in forms and letter in phrase.scope.names.points
        ):
            last = formula.last
            if last is not None:
                phrase.scope.plane.note(point, last)
            along = Line("lies on", (forms[name], value))
            done = worked_out(point, along, rest) if variables(value) == frozenset() else []
            return Said([along.has(point), *rest, *done], at + 1)
    return None


_READERS: tuple[Callable[[Phrase, int], Said | None], ...] = (
    _form_value,
    _is_line,
    _if_on,
    _this_line,
    _meet_once,
    _same_at,
    _its,
    _holds_for,
    _coordinate,
    _step,
    _no_point,
    _satisfied,
    _only_point,
    _each_time,
    _common_line,
    _they_are_not,
    _of_points,
    _of_lines,
    _bare_equation,
)
