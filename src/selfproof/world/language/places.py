"""Points and lines in words: which points and lines a phrase means, and what is said of them.

A phrase for points is a list of them, "all five points", "they", "this point"; one for lines is a
list, "the line through $A$ and $B$", "each of the lines", "it". A clause is one of them, a verb
and one of the other. That a point is on several lines given by equations is one claim (the
relation "common point"), because it has to be seen for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from selfproof.world.language.patterns import NUMBERS, F
from selfproof.world.language.phrase import (
    Line,
    Phrase,
    Scope,
    Unclear,
    is_formula,
    points_of,
    put_in,
)
from selfproof.world.latex import Formula, Names, parse_formula
from selfproof.world.props import And, Exists, Named, Not, Or, Prop, Rel, negation
from selfproof.world.terms import Add, Call, Div, Mul, Num, Point, Term, Var, variables

_COUNT = rf"(?:(?P<count>{'|'.join(NUMBERS)}|{F}(?= (?:given |other |remaining )?[a-z])) )?"
_EVERY = r"(?:(?:both|all|each|every|any)(?: one)?(?: of)? )?(?:the |these |those |this |that )?"
_POINTS = re.compile(
    _EVERY + r"(?P<other>other |remaining )?" + _COUNT + r"(?P<other2>other |remaining )?(?:given "
    r"|common )?(?P<noun>points?|corners|vertices)(?= |$)"
)
_THEY = re.compile(
    r"(?:(?:they|it)(?: all| both| each)?|(?:this|that|the)(?: common)? point|(?:all|each|both) "
    r"of them|them all|them)(?= |$)"
)
_NEW_POINT = re.compile(r"\s*([A-Z])(?:_[0-9])?\s*(?:=\s*)?\\?(?:left)?\s*\(")
_MORE = re.compile(rf"(?: ,| , and| and) (?={F})")
_EACH = re.compile(rf"(?:both|all|each of) (?={F})")
_LINES = re.compile(
    _EVERY + r"(?P<other>other |remaining )?" + _COUNT + r"(?:given |other |vertical |horizontal "
    r"|straight |opposite )*(?P<noun>lines?|medians?|equations?|diagonals?|sides?|segments?)"
    r"(?P<with> (?:(?:with|given by|having|has|have) )?(?:the |an )?equations?(?: :)?)?(?= |$)"
)
_THROUGH = re.compile(
    rf" (?:through|joining|connecting) (?:the points? )?(?P<one>{F}) (?:and (?:the point )?"
    rf"(?P<two>{F})|(?:with|in|having|that has) (?:the |a )?direction(?: vector)?(?: of| given by)?"
    rf"(?: the vector)? (?P<along>{F}))"
)
_THAT_LINE = re.compile(r"(?:it|this line|that line|the line|the same line)(?= |$)")
_ALL_LINES = re.compile(r"(?:all of them|them all|them|they(?: all)?|it all)(?= |$)")


def is_plane(scope: Scope) -> bool:
    """Whether the problem is about points or lines."""
    return bool(scope.vocabulary.points) or bool(problem_lines(scope))


def problem_lines(scope: Scope) -> tuple[Line, ...]:
    """The lines that the problem is about, if it is about lines."""
    statement = scope.vocabulary.statement
    inner = statement.prop if isinstance(statement, Not) else statement
    if isinstance(inner, Or):  # No point (x, y) is on all of them.
        inner = Exists(("x", "y"), "real", negation(inner))
    if isinstance(inner, Named) and inner.relation == "concurrent":
        ends = inner.args
        return tuple(Line("on line", ends[k : k + 2]) for k in range(0, len(ends), 2))
    if isinstance(inner, Exists) and inner.names == ("x", "y") and isinstance(inner.prop, And):
        parts = inner.prop.parts
        if all(isinstance(each, Rel) and each.op == "=" for each in parts):
            return tuple(
                Line("lies on", (each.left, each.right)) for each in parts if isinstance(each, Rel)
            )
    return ()


def figure_points(scope: Scope) -> tuple[Term, ...]:
    """The points that "the points" are: those of the statement, or all."""
    statement = scope.statement
    inner = statement.prop if isinstance(statement, Not) else statement
    if isinstance(inner, Named) and inner.relation in ("collinear", "concyclic"):
        return inner.args
    return tuple(Var(name) for name in sorted(scope.vocabulary.points))


def placed(phrase: Phrase, mark: str, new: list[tuple[Term, Term]] | None = None) -> Term:
    """A point: a known one, perhaps with its coordinates (they are claimed), or a pair of numbers.
    One that is new is added to `new`.

    Raises:
        Unclear: It is none.
    """
    scope = phrase.scope
    head = _NEW_POINT.match(phrase.raw(mark))
    if head and new is not None and head.group(1) not in scope.names.points:
        names = Names(scope.names.sequences, scope.names.points | {head.group(1)})
        found = parse_formula(phrase.raw(mark), names)
        said = found.props[0] if isinstance(found, Formula) and len(found.props) == 1 else None
        if isinstance(said, Rel) and isinstance(said.right, Point):
            scope.add_point(head.group(1))
            new.append((said.left, said.right))
            return said.left
    formula = phrase.formula(mark)
    match formula.props:
        case (Rel("=", Var(name) as point, Point()) as said,) if name in scope.names.points:
            if said not in phrase.side:
                phrase.side.append(said)
            return point
    if len(formula.terms) == 1:
        term = formula.terms[0]
        if isinstance(term, Point) or (isinstance(term, Var) and term.name in scope.names.points):
            return term
    raise Unclear("a point is expected")


def line_of(phrase: Phrase, mark: str) -> Line:
    """A line as a formula: $AB$, an equation in x and y, or its name.

    Raises:
        Unclear: It is none.
    """
    scope = phrase.scope
    formula = phrase.formula(mark)
    if len(formula.terms) == 1:
        term = formula.terms[0]
        if isinstance(term, Var) and term.name in scope.plane.lines:
            return scope.plane.lines[term.name]
        ends = points_of(term)
        if len(set(ends)) == len(ends) == 2:
            return Line("on line", ends)
    if len(formula.props) == 1:
        return cited(scope, equation_line(formula.props[0]))
    raise Unclear("a line is expected")


def cited(scope: Scope, line: Line) -> Line:
    """A line that is spoken of as known, where the problem gives lines by their equations. Under
    equations that contradict each other any other equation would follow.

    Raises:
        Unclear: The problem does not give it, nor has the text found it.
    """
    given = [each for each in problem_lines(scope) if each.relation == "lies on"]
    if given:
        known = [*given, *(_sides(each) for each in scope.equations)]
        if coefficients(line) not in map(coefficients, known):
            raise Unclear("this is none of the lines")
    return line


def check_cited(phrase: Phrase, at: int, end: int) -> None:
    """Equations that something is done with ("adding $x + y = 2$ and ...") have to be known, where
    the problem gives lines by their equations.

    Raises:
        Unclear: One of them is not.
    """
    if not any(line.relation == "lies on" for line in problem_lines(phrase.scope)):
        return
    for mark in phrase.text[at:end]:
        for prop in phrase.formula(mark).props if is_formula(mark) else ():
            if isinstance(prop, Rel) and prop.op == "=" and not _is_value(prop):
                cited(phrase.scope, equation_line(prop))


def _is_value(prop: Rel) -> bool:
    return isinstance(prop.left, Var) and not variables(prop.right)


def _sides(equation: Rel) -> Line:
    return Line("lies on", (equation.left, equation.right))


def coefficients(line: Line) -> tuple[Fraction, ...] | None:
    """a, b and c of a x + b y + c = 0, the first of them that is not 0 made 1."""
    try:
        left, right = (_linear(side) for side in line.args)
    except (Unclear, ZeroDivisionError):
        return None
    found = [p - q for p, q in zip(left, right, strict=True)]
    first = next((each for each in found if each), Fraction(1))
    return tuple(each / first for each in found)


def _linear(term: Term) -> tuple[Fraction, Fraction, Fraction]:
    """The coefficients of x and y, and the rest."""
    zero = Fraction(0)
    match term:
        case Num(value):
            return zero, zero, Fraction(value)
        case Var("x"):
            return Fraction(1), zero, zero
        case Var("y"):
            return zero, Fraction(1), zero
        case Add(parts):
            a, b, c = zip(*map(_linear, parts), strict=True)
            return sum(a, zero), sum(b, zero), sum(c, zero)
        case Div(top, bottom):
            by = _linear(bottom)
            if any(by[:2]):
                raise Unclear("it is not linear")
            above = _linear(top)
            return above[0] / by[2], above[1] / by[2], above[2] / by[2]
        case Mul(factors):
            total = zero, zero, Fraction(1)
            for each in map(_linear, factors):
                if any(total[:2]) and any(each[:2]):
                    raise Unclear("it is not linear")
                one, by = (each, total) if any(each[:2]) else (total, each)
                total = one[0] * by[2], one[1] * by[2], one[2] * by[2]
            return total
    raise Unclear("it is not linear")


def equation_line(prop: Prop) -> Line:
    """The line of an equation in x and y."""
    if isinstance(prop, Rel) and prop.op == "=":
        names = variables(prop.left) | variables(prop.right)
        if names and names <= {"x", "y"}:
            return Line("lies on", (prop.left, prop.right))
    raise Unclear("an equation of a line is expected")


def marks_at(text: str, at: int) -> tuple[str, int]:
    """A list of formulas, and where it ends."""
    found, end = text[at], at + 1
    while (match := _MORE.match(text, end)) is not None:
        found += text[match.end()]
        end = match.end() + 1
    return found, end


def _check_count(phrase: Phrase, word: str | None, found: Sequence[object]) -> None:
    if word is not None and phrase.count(word) != len(found):
        raise Unclear("the number does not fit")


def points_at(
    phrase: Phrase, at: int, new: list[tuple[Term, Term]] | None = None
) -> tuple[tuple[Term, ...], int] | None:
    """Points, and where the phrase for them ends."""
    text, scope = phrase.text, phrase.scope
    match = _POINTS.match(text, at)
    if match is not None:
        end = match.end()
        if is_formula(text[end + 1 : end + 2]):
            marks, end = marks_at(text, end + 1)
            points = tuple(placed(phrase, mark, new) for mark in marks)
            _check_count(phrase, match.group("count"), points)
            return _spoken(scope, points), end
        if match.group("noun") == "point" and not re.match("each|every|any", match.group()):
            return ((scope.plane.point,), end) if scope.plane.point is not None else None
        points = figure_points(scope)
        if match.group("other") or match.group("other2"):
            points = tuple(each for each in points if each not in scope.plane.found)
        _check_count(phrase, match.group("count"), points)
        return points, end
    if is_formula(text[at : at + 1]):
        marks, end = marks_at(text, at)
        return _spoken(scope, tuple(placed(phrase, mark, new) for mark in marks)), end
    match = _EACH.match(text, at)
    if match is not None:
        return points_at(phrase, match.end(), new)
    match = _THEY.match(text, at)
    if match is None:
        return None
    if match.group().startswith(("it", "this", "that", "the ")) or match.group() == "the point":
        return ((scope.plane.point,), match.end()) if scope.plane.point is not None else None
    return figure_points(scope), match.end()


def _spoken(scope: Scope, points: tuple[Term, ...]) -> tuple[Term, ...]:
    if len(points) == 1:
        scope.plane.point = points[0]
    return points


def lines_at(phrase: Phrase, at: int) -> tuple[tuple[Line, ...], int] | None:
    """Lines, and where the phrase for them ends."""
    text, scope = phrase.text, phrase.scope
    match = _LINES.match(text, at)
    if match is not None:
        end = match.end()
        through = _THROUGH.match(text, end)
        if through is not None:
            return _now(scope, (_joining(phrase, through),)), through.end()
        if is_formula(text[end + 1 : end + 2]):
            marks, end = marks_at(text, end + 1)
            lines = tuple(line_of(phrase, mark) for mark in marks)
            _check_count(phrase, match.group("count"), lines)
            return _now(scope, lines), end
        if match.group("noun") in ("line", "equation") and not re.match(
            "each|every|any", match.group()
        ):
            return ((scope.plane.line,), end) if scope.plane.line is not None else None
        if re.match("both|the two|these two", match.group()) and len(scope.plane.recent) > 1:
            return tuple(scope.plane.recent[-2:]), end
        lines = problem_lines(scope)
        if not lines and match.group("count"):
            lines = tuple(dict.fromkeys(scope.plane.recent))
        _check_count(phrase, match.group("count"), lines)
        return (lines, end) if lines else None
    if is_formula(text[at : at + 1]):
        marks, end = marks_at(text, at)
        return _now(scope, tuple(line_of(phrase, mark) for mark in marks)), end
    match = _THAT_LINE.match(text, at)
    if match is not None and scope.plane.line is not None:
        return (scope.plane.line,), match.end()
    match = _ALL_LINES.match(text, at)
    if match is None:
        return None
    lines = problem_lines(scope) or tuple(scope.plane.recent[-2:])
    return (lines, match.end()) if lines else None


def _joining(phrase: Phrase, match: re.Match[str]) -> Line:
    start = placed(phrase, match.group("one"))
    if match.group("two"):
        return Line("on line", (start, placed(phrase, match.group("two"))))
    return Line("on ray", (start, phrase.term(match.group("along"))))


def _now(scope: Scope, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Remember lines that were spoken of."""
    scope.plane.recent += [each for each in lines if each not in scope.plane.recent[-1:]]
    if len(lines) == 1:
        scope.plane.line = lines[0]
        if lines[0].relation == "on line":
            scope.plane.found = lines[0].args
    return lines


def on_all(points: Sequence[Term], lines: Sequence[Line]) -> list[Prop]:
    """Each of the points is on each of the lines."""
    found: list[Prop] = []
    if len(points) > 2 and len(lines) == 1 and lines[0].relation == "lies on":
        return [Named("all on", (*lines[0].args, *points))]
    for point in points:
        if isinstance(point, Point) and variables(point):
            found += [_put(point, line) for line in lines]
        elif len(lines) > 1 and all(line.relation == "lies on" for line in lines):
            sides = [side for line in lines for side in line.args]
            found.append(Named("common point", (point, *sides)))
        else:
            found += [line.has(point) for line in lines]
    return found


def _put(point: Point, line: Line) -> Prop:
    """What it means for a point with variables."""
    if line.relation != "lies on":
        raise Unclear("an equation of a line is expected")
    left, right = line.args
    return put_in(Rel("=", left, right), {"x": point.x, "y": point.y})


def worked_out(point: Term, line: Line | None, props: Sequence[Prop]) -> list[Prop]:
    """That a computation is that of this point and line: a chain of equal numbers."""
    chain = [each for each in props if isinstance(each, Rel) and each.op == "="]
    if line is None or line.relation != "lies on" or not chain or len(chain) < len(props):
        return []
    sides = (chain[0].left, chain[-1].right)
    if any(variables(side) or isinstance(side, Point | Call) for side in sides):
        return []
    if any(one.right != other.left for one, other in pairwise(chain)):
        return []
    return [Named("worked out", (point, *line.args, *sides))]


def meet(scope: Scope, lines: Sequence[Line]) -> list[Prop]:
    """The lines have a point in common."""
    if all(line.relation == "on line" for line in lines) and len(lines) > 2:
        return [Named("concurrent", tuple(end for line in lines for end in line.args))]
    statement = scope.vocabulary.statement
    if tuple(lines) == problem_lines(scope) and statement is not None:
        return [negation(statement) if isinstance(statement, Or) else statement]
    raise Unclear("it is not clear which lines")
