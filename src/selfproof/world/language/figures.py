"""Clauses about vectors, lengths and quadrilaterals, and what is known of all quadrilaterals."""

from __future__ import annotations

import re
from collections.abc import Callable

from selfproof.world.language.chains import note_chain
from selfproof.world.language.patterns import END, F
from selfproof.world.language.phrase import Phrase, Said, Scope, Unclear, is_formula, points_of
from selfproof.world.language.places import is_plane, marks_at
from selfproof.world.language.rows import value_of
from selfproof.world.props import Named, Not, Or, Prop, Rel
from selfproof.world.terms import TWO, ZERO, Add, Call, Div, Point, Term, Var, mul, variables

_TWO_VECTORS = r"(?:they|(?:these|the|both|the two|these two|both of these) vectors)(?: both)?"
_NEITHER = r"neither(?: of (?:them|the (?:two )?vectors|these vectors))?"
_EQUAL = re.compile(rf"{_TWO_VECTORS} (?:are|have) (?:both )?(?:equal|the same|identical)")
_NOT_ZERO = re.compile(
    rf"(?:{_NEITHER}(?: vector)? is (?:the zero vector|zero)|{_TWO_VECTORS} are (?:both )?"
    r"(?:different from (?:zero|the zero vector)|nonzero|not zero|not the zero vector))"
)
_NO_VARIABLE = re.compile(
    rf"(?:{_NEITHER} depends on|(?:they|these vectors|both vectors) (?:both )?(?:do not depend on|"
    rf"are independent of)) ({F})"
)
_PRODUCT = re.compile(
    rf"(?:the|their) (?:scalar|dot|inner) product(?: of (?:the (?:two )?vectors )?(?P<one>{F}) and "
    rf"(?P<two>{F})| of (?:these|the) (?:two )?vectors)? (?:is|equals|is equal to) (?P<value>{F})"
)
_LENGTHS = re.compile(
    rf"(?:both|the two|these two|these) (?:segments|sides|lengths|line segments|distances) (?:have "
    rf"(?:the )?length|are equal to|are both equal to|are) ({F})"
)
_ARE = re.compile(
    r"the (?:(?:direction|side|squared|two|three|four) )?"
    r"(?:vectors|midpoints|squares|lengths|slopes|distances|sides)"
    r"(?: (?:along|of|on|between|the|its|their|opposite|two|three|four|sides?|segments?|lines?|and|"
    rf"points?|quadrilateral|triangle|diagonals?|lengths|from|to|{F}))* (?:is|are)(?: :)? (?={F})"
)
_DIAGONALS = re.compile(
    rf"the diagonals(?: of (?:the (?:quadrilateral|parallelogram|rectangle)|it|(?P<of>{F})))? are "
    rf"(?:the segments )?(?P<one>{F}) and (?P<two>{F})"
)
_SAME_MIDDLE = re.compile(
    r"(?:the|these|both)(?: two)? midpoints (?:coincide|agree|are equal|are the same)|"
    r"(?:the|the two|both|its|these|these two) diagonals(?: of [a-z ]*?(?:quadrilateral|it))? "
    r"(?:have (?:the same|a common) midpoint|bisect each other)"
)
_SHAPES = "(?:parallelogram|rectangle|square|rhombus)"
_FIGURE = rf"(?P<figure>the (?:quadrilateral|parallelogram|rectangle|figure|square)|it|{F})"
_PROPER = re.compile(
    rf"{_FIGURE} is (?:also )?(?:(?P<is>a {_SHAPES}) that is not degenerate|not degenerate|"
    rf"(?:nondegenerate|non-degenerate)(?= |$)|a (?:proper|nondegenerate|non-degenerate) "
    rf"(?:quadrilateral|(?P<is2>{_SHAPES})))"
)
_SHAPE = re.compile(
    r"(?:the (?:quadrilateral|parallelogram|rectangle|figure)|it) is (?:also |therefore |thus |"
    r"even )?a (?P<shape>parallelogram|rectangle|square|rhombus)"
)
_CORNER = r"(?:the corner |the vertex )?"
_AT_CORNER = rf"at {_CORNER}(?P<at2>{F})|opposite(?: to)? (?:its|the) side (?P<side>{F})"
_ANGLE = re.compile(
    rf"(?:the (?:interior )?angle at {_CORNER}(?P<at>{F}) is (?:a )?right(?: angle)?|"
    rf"(?:the (?:triangle|quadrilateral|parallelogram)|it)(?: (?P<of>{F}))? has a right angle "
    rf"(?:{_AT_CORNER}))"
)
_THIS_ANGLE = re.compile(rf"this is the angle (?:at (?P<at>{F})|(?P<angle>{F}))")
_NEIGHBOURS = re.compile(
    r"(?:two )?(?:neighbouring|neighboring|adjacent|consecutive) sides(?: of (?:the|this) [a-z]+)? "
    r"(?:have (?:the same|equal) lengths?|are (?:equal|equally long)(?: in length)?)"
)
_MULTIPLE = re.compile(rf"({F}) is (?P<no>not )?a multiple of (?:the vector )?({F})")
_SIGNS = re.compile(
    rf"(?:(?:its|the) coordinates have (?P<signs>different|opposite|the same|equal) signs?|those "
    rf"of (?:a|any|every) multiple of ({F}) (?:do not|have the same sign))"
)


def clause(phrase: Phrase, at: int) -> Said | None:
    """Reads a clause about figures, None when it is none."""
    if not phrase.scope.vocabulary.points or not is_plane(phrase.scope):
        return None
    for pattern, reader in _READERS:
        match = pattern.match(phrase.text, at)
        if match is None:
            continue
        try:
            said = reader(phrase, match)
        except Unclear as unclear:
            phrase.why = phrase.why or str(unclear)
            continue
        if said is not None and _END.match(phrase.text, said.end):
            return said
    return None


_END = re.compile(END)


def figure_of(scope: Scope) -> tuple[Term, ...]:
    """The corners of the triangle or quadrilateral that is spoken of."""
    if scope.plane.figure:
        return scope.plane.figure
    statement = scope.vocabulary.statement
    if isinstance(statement, Or) and statement.parts:
        statement = statement.parts[0]
    inner = statement.prop if isinstance(statement, Not) else statement
    if isinstance(inner, Named) and inner.relation in ("parallelogram", "right angle"):
        return inner.args
    return ()


def _quadrilateral(phrase: Phrase) -> tuple[Term, Term, Term, Term]:
    corners = figure_of(phrase.scope)
    if len(corners) != 4:
        raise Unclear("it is not clear which quadrilateral")
    a, b, c, d = corners
    return a, b, c, d


def _two_vectors(phrase: Phrase) -> tuple[Call, Call]:
    found = list(dict.fromkeys(each for each in phrase.scope.vectors if isinstance(each, Call)))
    if len(found) < 2:
        raise Unclear("it is not clear which vectors")
    return found[-2], found[-1]


def _equal(phrase: Phrase, match: re.Match[str]) -> Said:
    return Said([Rel("=", *_two_vectors(phrase))], match.end())


def _not_zero(phrase: Phrase, match: re.Match[str]) -> Said:
    zero = Point(ZERO, ZERO)
    return Said([Rel("!=", each, zero) for each in _two_vectors(phrase)], match.end())


def _no_variable(phrase: Phrase, match: re.Match[str]) -> Said:
    """Their coordinates were written without it."""
    name = phrase.names(match.group(1))
    values = [phrase.scope.plane.values.get(each) for each in _two_vectors(phrase)]
    if any(value is None or set(name) & variables(value) for value in values):
        raise Unclear("it is not seen")
    return Said([], match.end())


def _product(phrase: Phrase, match: re.Match[str]) -> Said:
    if match.group("one"):
        pair = phrase.term(match.group("one")), phrase.term(match.group("two"))
        if not all(isinstance(each, Call) and each.name == "vector" for each in pair):
            raise Unclear("vectors are expected")
    else:
        pair = _two_vectors(phrase)
    return Said(value_of(phrase, Call("dot", pair), match.group("value")), match.end())


def _lengths(phrase: Phrase, match: re.Match[str]) -> Said:
    found = list(dict.fromkeys(phrase.scope.plane.segments))[-2:]
    if len(found) < 2:
        raise Unclear("it is not clear which segments")
    value = phrase.term(match.group(1))
    lengths = [Call("sqrt", (Call("dist2", ends),)) for ends in found]
    return Said([Rel("=", each, value) for each in lengths], match.end())


def _are(phrase: Phrase, match: re.Match[str]) -> Said:
    """ "The vectors along the sides are ...": equations that say themselves of what they are."""
    marks, end = marks_at(phrase.text, match.end())
    named = [frozenset(phrase.points(each)) for each in match.group() if is_formula(each)]
    props: list[Prop] = []
    for mark in marks:
        formula = phrase.formula(mark)
        first = formula.props[0] if formula.props else None
        if not isinstance(first, Rel) or not isinstance(first.left, Call | Var):
            raise Unclear("an equation of it is expected")
        note_chain(phrase, formula)
        props += formula.props
    if named and set(named) != {_ends(prop) for prop in props} - {frozenset()}:
        raise Unclear("these are not those that were named")
    return Said(props, end)


def _ends(prop: Prop) -> frozenset[Term]:
    """The points of the vector or length that an equation is about."""
    call = prop.left if isinstance(prop, Rel) else None
    while isinstance(call, Call) and len(call.args) == 1:
        call = call.args[0]
    return frozenset(call.args) if isinstance(call, Call) else frozenset()


def _diagonals(phrase: Phrase, match: re.Match[str]) -> Said:
    if match.group("of"):
        phrase.scope.plane.figure = phrase.points(match.group("of"))
    a, b, c, d = _quadrilateral(phrase)
    named = {frozenset(phrase.points(match.group(key))) for key in ("one", "two")}
    if named != {frozenset((a, c)), frozenset((b, d))}:
        raise Unclear("these are not the diagonals")
    return Said([], match.end())


def _same_middle(phrase: Phrase, match: re.Match[str]) -> Said:
    a, b, c, d = _quadrilateral(phrase)
    return Said([Rel("=", Div(Add((a, c)), TWO), Div(Add((b, d)), TWO))], match.end())


def _corners(phrase: Phrase, match: re.Match[str]) -> tuple[Term, ...]:
    mark = match.group("figure")
    return phrase.points(mark) if is_formula(mark) else figure_of(phrase.scope)


def _proper(phrase: Phrase, match: re.Match[str]) -> Said:
    corners = _corners(phrase, match)
    if len(corners) != 4:
        raise Unclear("it is not clear which quadrilateral")
    props: list[Prop] = [Named("proper", corners)]
    shape = match.group("is") or match.group("is2")
    if shape:
        props = [*_shape(corners, shape.split()[-1]), *props]
    return Said(props, match.end())


def _shape(corners: tuple[Term, ...], shape: str) -> list[Prop]:
    a, b, c, d = corners
    props: list[Prop] = [Named("parallelogram", (a, b, c, d))]
    if shape in ("rectangle", "square"):
        props.append(Named("right angle", (d, a, b)))
    if shape in ("rhombus", "square"):
        props.append(Named("equal lengths", (a, b, a, d)))
    return props


def _is_shape(phrase: Phrase, match: re.Match[str]) -> Said:
    return Said(_shape(_quadrilateral(phrase), match.group("shape")), match.end())


def _angle(phrase: Phrase, match: re.Match[str]) -> Said:
    if match.group("of"):
        phrase.scope.plane.figure = phrase.points(match.group("of"))
    corners = figure_of(phrase.scope)
    side = match.group("side")
    if side:
        ends = phrase.points(side)
        others = [corner for corner in corners if corner not in ends]
        if len(corners) != 3 or len(others) != 1:
            raise Unclear("an angle is expected")
        corner = others[0]
    else:
        corner = phrase.term(match.group("at") or match.group("at2"))
    if corner not in corners:
        raise Unclear("an angle is expected")
    place = corners.index(corner)
    before, behind = corners[place - 1], corners[(place + 1) % len(corners)]
    phrase.scope.plane.corner = corner
    return Said([Named("right angle", (before, corner, behind))], match.end())


def _this_angle(phrase: Phrase, match: re.Match[str]) -> Said:
    if match.group("angle"):
        points = phrase.points(match.group("angle"))
        corner = points[1] if len(points) == 3 else None
    else:
        corner = phrase.term(match.group("at"))
    if corner is None or corner != phrase.scope.plane.corner:
        raise Unclear("it is another angle")
    return Said([], match.end())


def _neighbours(phrase: Phrase, match: re.Match[str]) -> Said:
    a, b, c, d = _quadrilateral(phrase)
    sides = [(a, b), (b, c), (c, d), (d, a)]
    pairs = zip(sides, sides[1:] + sides[:1], strict=True)
    return Said([Or(tuple(Named("equal lengths", (*p, *q)) for p, q in pairs))], match.end())


def _multiple(phrase: Phrase, match: re.Match[str]) -> Said | None:
    """A vector is, or is not, a multiple of another one."""
    formula = phrase.formula(match.group(1))
    first = formula.first if formula.props else formula.terms[0]
    other = phrase.term(match.group(3))
    if not isinstance(first, Call) or first.name != "vector":
        return None
    note_chain(phrase, formula)
    phrase.scope.last = formula.last
    start, end = first.args
    said: Prop
    if isinstance(other, Point):
        said = Named("on ray", (end, start, other))
    else:
        said = Named("parallel", (start, end, *points_of(other)))
    return Said([*formula.props, Not(said) if match.group("no") else said], match.end())


def _signs(phrase: Phrase, match: re.Match[str]) -> Said:
    of = phrase.term(match.group(2)) if match.group(2) else phrase.scope.last
    if not isinstance(of, Point):
        raise Unclear("it is not clear what has coordinates")
    different = match.group("signs") in ("different", "opposite")
    return Said([Rel("<" if different else ">", mul(of.x, of.y), ZERO)], match.end())


_HAS = (
    r"(?: (?:that is not degenerate and|which is not degenerate and|that is not degenerate ,))?"
    r"(?: (?:whose|with|that has|which has|in which|having|has))* "
)
_LONG = r"(?:equally long|equal|of (?:the same|equal) length|equal in length)"
_BESIDE = r"(?:neighbouring|neighboring|adjacent|consecutive)"
_PAIR = (
    rf"(?:two|one pair of|a pair of) opposite sides(?: (?:which|that))?(?: are)?(?: both)? "
    rf"(?:parallel and {_LONG}|{_LONG} and parallel)"
)
_TWO_EQUAL = rf"two (?:{_LONG} {_BESIDE} sides|{_BESIDE} sides (?:are )?{_LONG})"
_TRUE = {
    (
        "quadrilateral",
        "parallelogram",
    ): rf"(?:{_PAIR}|(?:the )?diagonals bisect each other|(?:the )?"
    r"diagonals (?:which|that) bisect each other|(?:the )?diagonals have the same midpoint)",
    ("quadrilateral", "rhombus"): rf"four (?:{_LONG} sides|sides {_LONG})",
    ("quadrilateral", "rectangle"): r"(?:four|three) right angles",
    ("parallelogram", "rectangle"): rf"(?:(?:a|one) right angle|{_LONG} diagonals|(?:the )?"
    rf"diagonals are {_LONG})",
    ("parallelogram", "rhombus"): rf"(?:{_TWO_EQUAL}|perpendicular diagonals)",
    ("rectangle", "square"): rf"(?:{_TWO_EQUAL}|perpendicular diagonals)",
    ("rhombus", "square"): r"(?:a|one) right angle",
}
_KNOWN = re.compile(
    "(?:"
    + "|".join(
        rf"(?:a|any|every|each) {figure}{_HAS}{having}(?: , with (?P<F{i}>{F}) ,)? is (?:always |"
        rf"indeed )?a {shape}"
        for i, ((figure, shape), having) in enumerate(_TRUE.items())
    )
    + r"|(?:all )?lengths are (?:not negative|never negative|nonnegative)"
    + ")"
)
"""What holds of all figures. Whatever is said of a special one is judged for itself."""


_THREE = re.compile(
    rf"three points (?P<points>{F} , {F}(?: ,)?(?: and)? {F}) are collinear (?:if|exactly if|if "
    rf"and only if|when) (?:the vectors )?(?P<one>{F}) and (?P<two>{F}) are (?:multiples of each "
    r"other|parallel|proportional)"
)


def _three(phrase: Phrase, match: re.Match[str]) -> Said:
    """Of any three points, not only of those that the problem gives."""
    names = {each.name for each in phrase.terms(match.group("points")) if isinstance(each, Var)}
    one, two = phrase.term(match.group("one")), phrase.term(match.group("two"))
    if not (isinstance(one, Call) and isinstance(two, Call)):
        raise Unclear("vectors are expected")
    ends = [{each.name for each in v.args if isinstance(each, Var)} for v in (one, two)]
    kinds = {one.name, two.name} == {"vector"}
    if not kinds or ends[0] == ends[1] or ends[0] | ends[1] != names or len(names) != 3:
        raise Unclear("these are other vectors")
    return Said([], match.end())


def _known(phrase: Phrase, match: re.Match[str]) -> Said:
    props: list[Prop] = []
    for name, mark in match.groupdict().items():
        if mark and name.startswith("F"):
            props += phrase.props(mark)
    return Said(props, match.end())


_READERS: tuple[tuple[re.Pattern[str], Callable[[Phrase, re.Match[str]], Said | None]], ...] = (
    (_EQUAL, _equal),
    (_NOT_ZERO, _not_zero),
    (_NO_VARIABLE, _no_variable),
    (_PRODUCT, _product),
    (_LENGTHS, _lengths),
    (_ARE, _are),
    (_DIAGONALS, _diagonals),
    (_SAME_MIDDLE, _same_middle),
    (_PROPER, _proper),
    (_SHAPE, _is_shape),
    (_ANGLE, _angle),
    (_THIS_ANGLE, _this_angle),
    (_NEIGHBOURS, _neighbours),
    (_MULTIPLE, _multiple),
    (_SIGNS, _signs),
    (_THREE, _three),
    (_KNOWN, _known),
)
