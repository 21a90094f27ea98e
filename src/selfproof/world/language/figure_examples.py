"""Examples: tables given by their rows, graphs by their edges, and what is checked of them."""

from __future__ import annotations

import re

from selfproof.world.language.patterns import END, THING, F
from selfproof.world.language.phrase import Phrase, Said, Unclear, is_formula
from selfproof.world.language.process import state_of
from selfproof.world.language.rows import Row, compiled_rows, first_match
from selfproof.world.language.tally_words import NUM
from selfproof.world.props import And, Named, Prop, Rel
from selfproof.world.terms import Call, Num, Term, num

_TAKE = r"(?:(?:we|let us) )?(?:take|consider|choose|let|join|draw|use)"
_MARKS = rf"{F}(?:(?: ,)?(?: and)? {F})*"


def _rows(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    return [Named("example", tuple(Call("row", state_of(t)) for t in phrase.terms(match.group(1))))]


def _edges(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    edges: list[tuple[Term, ...]] = []
    for term in phrase.terms(match.group(1)):
        ends = term.args if isinstance(term, Call) and term.name == "set" else state_of(term)
        if len(ends) != 2:
            raise Unclear("edges are expected")
        edges.append(ends)
    phrase.scope.tally.edges = edges
    return [example_of(edges)]


def example_of(edges: list[tuple[Term, ...]]) -> Prop:
    """The graph with these edges is as asked for."""
    return Named("example", tuple(Call("edge", ends) for ends in edges))


_EXAMPLES: list[Row] = [
    (rf"{_TAKE} (?:the )?(?:{THING} with (?:the )?)?rows(?: be)?(?: :)? {{L}}", _rows),
    (
        rf"the {THING} with (?:the )?rows {{L}} (?:works|has these sums|is such an? {THING}|"
        r"has the required sums|is an example|does it)",
        _rows,
    ),
    (
        rf"{_TAKE} (?:the |its |these |following )*(?:{THING} with (?:the )?)?edges(?: be)?(?: :)? "
        r"{L}",
        _edges,
    ),
    (r"(?:its|the) edges are(?: :)? {L}", _edges),
]
_COMPILED = compiled_rows(_EXAMPLES)
_VERTEX = r"(?:vertex|point|node|vertices|points|nodes)"
_HAS_NEIGHBOURS = re.compile(
    rf"(?:the )?(?:{_VERTEX} )?(?P<v>{F}) (?:has (?:exactly )?(?:the )?(?:(?P<n>{NUM}) "
    rf")?neighbou?rs"
    rf"(?: :)?|is (?:joined|connected|adjacent)(?: only| exactly)? to(?: the {_VERTEX})?) "
    rf"(?P<list>{_MARKS}){END}"
)
_DEGREE = re.compile(
    rf"(?:(?:the )?(?:{_VERTEX} )?(?P<v>{_MARKS}) (?:both |all )?(?:has|have)(?: the)?|(?P<its>its|"
    rf"their|both have|so has)|it has|the degree of (?:{_VERTEX} )?(?P<of>{F}) is) "
    rf"(?:degrees? (?:is |are )?|)(?P<d>{F}){END}"
)
_DEGREES = re.compile(
    rf"(?:the|all|so the|its) degrees are(?: indeed)? (?P<list>{_MARKS})(?: ,)?(?: in "
    rf"(?:this|the given) order)?{END}"
)
_PAIRS = re.compile(
    rf"these are (?P<n>{NUM}) (?:different |distinct )?(?:pairs|edges)(?: of vertices)?{END}"
)
_SIMPLE = re.compile(
    r"(?:(?:and )?each(?: pair| edge| of them)? (?:consists of|has|joins|contains) two "
    r"(?:different|"
    r"distinct) vertices|the graph is (?:indeed )?simple|no edge (?:is|was|occurs|has been)(?: "
    r"(?:drawn"
    r"|listed|given|used))? twice|no vertex (?:is|was|has been) joined to itself|(?:all|these) "
    r"(?:the )?"
    rf"(?:pairs|edges) are (?:different|distinct)){END}"
)


def example_said(phrase: Phrase, at: int) -> Said | None:
    """An example, or something that is checked of the graph given last."""
    found = first_match(phrase, at, _COMPILED)
    if found is not None or not phrase.scope.tally.edges:
        return found
    for pattern, maker in _CHECKS:
        match = pattern.match(phrase.text, at)
        if match is not None:
            return Said(maker(phrase, match), match.end())
    return None


def _equal(said: list[Term], are: list[Num]) -> list[Prop]:
    """The same numbers in order; else an equation that is wrong."""
    if len(said) != len(are):
        return [Rel("=", num(len(said)), num(len(are)))]
    wrong = [Rel("=", a, b) for a, b in zip(said, are, strict=True) if a != b]
    return list[Prop](wrong) or [And(())]


def _listed(phrase: Phrase, marks: str) -> list[Term]:
    found: list[Term] = []
    for mark in marks:
        if is_formula(mark):
            found.extend(phrase.formula(mark).terms)
    return found


def _neighbours(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    vertex = phrase.term(match.group("v"))
    said = _listed(phrase, match.group("list"))
    phrase.scope.tally.vertices = (vertex,)
    are = phrase.scope.tally.neighbours(vertex)
    numbers = sorted((each for each in said if isinstance(each, Num)), key=lambda n: n.value)
    props = _equal(list[Term](numbers), are) if len(numbers) == len(said) else []
    if match.group("n"):
        props += _equal([num(phrase.count(match.group("n")))], [num(len(are))])
    return props


def _degree(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    marks = match.group("v") or match.group("of")
    state = phrase.scope.tally
    state.vertices = tuple(_listed(phrase, marks)) if marks else state.vertices
    if not state.vertices:
        raise Unclear("it is not clear of which vertex")
    degree = phrase.term(match.group("d"))
    said: list[Prop] = []
    for vertex in state.vertices:
        said += _equal([degree], [num(len(state.neighbours(vertex)))])
    return said


def _degrees(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    size = len(phrase.scope.vocabulary.setting.first)
    are = [num(len(phrase.scope.tally.neighbours(num(v)))) for v in range(1, size + 1)]
    return _equal(_listed(phrase, match.group("list")), are)


def _pairs(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    edges = phrase.scope.tally.edges
    return _equal([num(phrase.count(match.group("n")))], [num(len(set(map(frozenset, edges))))])


def _simple(phrase: Phrase, match: re.Match[str]) -> list[Prop]:
    edges = [frozenset(edge) for edge in phrase.scope.tally.edges]
    if len(set(edges)) < len(edges) or any(len(edge) != 2 for edge in edges):
        raise Unclear("the graph is not simple")
    return [And(())]


_CHECKS = (
    (_HAS_NEIGHBOURS, _neighbours),
    (_DEGREE, _degree),
    (_DEGREES, _degrees),
    (_PAIRS, _pairs),
    (_SIMPLE, _simple),
)

# Edges one vertex after the other.

_JOIN = re.compile(
    rf"(?:(?:we|now|then|also|finally|next|and) )*(?:join|connect) (?:(?:the )?{_VERTEX} "
    rf")?(?P<v>{F}) "
    rf"(?:also )?(?:to|with) (?:the )?(?:{_VERTEX} )?(?P<list>{_MARKS}){END}"
)
_JOIN_TWO = re.compile(
    rf"(?:(?:we|now|then|also|finally|next|and) )*(?:join|connect) (?:(?:the )?{_VERTEX} "
    rf")?(?P<v>{F}) "
    rf"and (?:{_VERTEX} )?(?P<list>{F}){END}"
)


def joined(phrase: Phrase, at: int) -> int | None:
    """ "Join vertex $1$ to $2$, $4$ and $5$": edges of an example, of which more may follow."""
    match = _JOIN_TWO.match(phrase.text, at) or _JOIN.match(phrase.text, at)
    if match is None:
        return None
    state, vertex = phrase.scope.tally, phrase.term(match.group("v"))
    if not state.joining:
        state.edges, state.joining = [], True
    state.edges += [(vertex, other) for other in _listed(phrase, match.group("list"))]
    return match.end()
