"""What can stand after "is": even, divisible by 3, the midpoint of AB."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeAlias

from selfproof.world.language.consecutive import product_of_consecutive
from selfproof.world.language.listing import THESE, among_listed, quotient_of, with_cofactor
from selfproof.world.language.patterns import KIND, NUMBERS, F, kind_of
from selfproof.world.language.phrase import Phrase, Unclear, is_formula, points_of
from selfproof.world.props import (
    And,
    Cong,
    Divides,
    Exists,
    Is,
    Named,
    Not,
    Or,
    Prop,
    Rel,
    RelOp,
)
from selfproof.world.terms import ONE, TWO, ZERO, Add, Call, Div, Num, Term, power, sub

Maker: TypeAlias = Callable[[Phrase, Sequence[Term], "re.Match[str]"], Prop]


"""From the subjects of a verb and what was matched to a proposition."""


def each(make: Callable[[Phrase, Term, re.Match[str]], Prop]) -> Maker:
    """Said of every subject."""

    def maker(phrase: Phrase, subjects: Sequence[Term], match: re.Match[str]) -> Prop:
        props = tuple(make(phrase, subject, match) for subject in subjects)
        return props[0] if len(props) == 1 else And(props)

    return maker


def _parity(rest: Term) -> Maker:
    return each(lambda phrase, subject, match: Cong(subject, rest, TWO))


def sign(op: RelOp) -> Maker:
    return each(lambda phrase, subject, match: Rel(op, subject, ZERO))


def _kind(phrase: Phrase, subject: Term, match: re.Match[str]) -> Prop:
    words = match.group("kind")
    kind = Is(subject, kind_of(words))
    adjective = match.groupdict().get("adjective")
    if adjective in ("even", "odd"):
        return And((kind, Cong(subject, ONE if adjective == "odd" else ZERO, TWO)))
    if adjective in ("positive", "negative", "nonzero"):
        ops: dict[str, RelOp] = {"positive": ">", "negative": "<", "nonzero": "!="}
        return And((kind, Rel(ops[adjective], subject, ZERO)))
    return kind


def _listed(phrase: Phrase, marks: str, make: Callable[[Term], Prop]) -> Prop:
    """Of "3 and 4" all, of "0, 1 or 4" one."""
    terms = phrase.terms(marks)
    props = tuple(make(term) for term in terms)
    if len(props) == 1:
        return props[0]
    if len(terms) == 2:
        phrase.scope.pair = tuple(terms)
    if " or " in marks:
        if " and " in marks:
            raise Unclear("'and' and 'or' are mixed")
        return Or(props)
    return And(props)


def over(make: Callable[[Term, Term], Prop]) -> Maker:
    """Said of each subject and each formula listed in the first group."""
    return each(
        lambda phrase, subject, match: _listed(
            phrase, match.group(1), lambda term: make(subject, term)
        )
    )


def compare(op: RelOp) -> Maker:
    return over(lambda subject, term: Rel(op, subject, term))


def _congruent(phrase: Phrase, subject: Term, match: re.Match[str]) -> Prop:
    """To one of several residues, each perhaps computed: "to $0$, $1$ or $6^2 = 36 \\equiv 1$"."""
    marks, groups = match.group(1), match.groups()[1:]
    if " and " in marks and " or " not in marks:
        raise Unclear("the residues are not clear")
    given = next(filter(None, groups), None)
    modulus = phrase.term(given) if given else None
    options: list[Prop] = []
    for mark in reversed([each for each in marks if is_formula(each)]):
        found = phrase.read("0 \\equiv " + phrase.raw(mark), modulus).props
        first = found[0].parts if isinstance(found[0], Or) else found[:1]
        for each in reversed(first):
            if not isinstance(each, Cong) or modulus not in (None, each.modulus):
                raise Unclear("the residue is not clear")
            modulus = each.modulus
            options.insert(0, Cong(subject, each.right, modulus))
        phrase.side += [prop for prop in found[1:] if prop not in phrase.side]
    if modulus is not None:
        values = [each.right for each in options if isinstance(each, Cong)]
        note_residues(phrase, subject, modulus, values)
    return options[0] if len(options) == 1 else Or(tuple(options))


def note_residues(phrase: Phrase, subject: Term, modulus: Term, values: list[Term]) -> None:
    """Remember that a term has one of these residues."""
    phrase.scope.residues = [*phrase.scope.residues[-15:], (subject, modulus, values)]


def one_of_those(phrase: Phrase, subject: Term, match: re.Match[str]) -> Prop:
    """To one of the residues that were listed last."""
    size = NUMBERS.get(match.group("count") or "")
    lists = [each for each in phrase.scope.residues if len(each[2]) > 1]
    lists = [each for each in lists if size in (None, len(each[2]))]
    if not lists:
        raise Unclear("it is not clear which numbers are meant")
    _, modulus, values = lists[-1]
    mark = match.group(match.lastindex or 0)
    if mark and is_formula(mark) and phrase.term(mark) != modulus:
        raise Unclear("the modulus is another one")
    return Or(tuple(Cong(subject, value, modulus) for value in values))


def _made_of(phrase: Phrase, subject: Term, match: re.Match[str]) -> Prop:
    """ "a difference of two even numbers", "a sum of three multiples of 5"."""
    groups = match.groupdict()
    parts = subject.terms if isinstance(subject, Add) else (subject,)
    if len(parts) != NUMBERS[groups["n"]]:
        raise Unclear("there are not so many summands")
    if groups["parity"]:
        return And(tuple(Cong(p, ONE if groups["parity"] == "odd" else ZERO, TWO) for p in parts))
    modulus = phrase.term(groups["m"])
    return And(tuple(Divides(modulus, part) for part in parts))


def _residue_or_value(phrase: Phrase, subject: Term, match: re.Match[str]) -> Prop:
    """ "is 0 or 1 modulo 4", "is 5", "is $n = 5$" is not."""
    marks = match.group(1)
    if " and " in marks:
        raise Unclear("a value is not clear")
    if match.group(2):
        return _congruent(phrase, subject, match)
    props = tuple(Rel("=", subject, value) for value in phrase.terms(marks))
    if len(props) == 1:
        return props[0]
    if " or " not in marks:
        raise Unclear("a value is not clear")
    return Or(props)


def _is_square(phrase: Phrase, subject: Term, match: re.Match[str]) -> Prop:
    if isinstance(subject, Call) and subject.name == "polygon":
        raise Unclear("the square is not clear")
    return Is(subject, "square")


def among(phrase: Phrase, subject: Term, match: re.Match[str]) -> Prop:
    return Or(tuple(Rel("=", subject, value) for value in phrase.terms(match.group(1))))


def between(phrase: Phrase, subject: Term, match: re.Match[str]) -> Prop:
    low, high = phrase.term(match.group(1)), phrase.term(match.group(2))
    op: RelOp = "<" if match.group(0).startswith("strictly") else "<="
    return And((Rel(op, low, subject), Rel(op, subject, high)))


def each_pair(make: Callable[[Term, Term], Prop]) -> Maker:
    def maker(phrase: Phrase, subjects: Sequence[Term], match: re.Match[str]) -> Prop:
        pairs = [make(a, b) for k, a in enumerate(subjects) for b in subjects[k + 1 :]]
        if not pairs:
            raise Unclear("several numbers are expected")
        return pairs[0] if len(pairs) == 1 else And(tuple(pairs))

    return maker


def _coprime(a: Term, b: Term) -> Prop:
    return Rel("=", Call("gcd", (a, b)), ONE)


def _equal(phrase: Phrase, subjects: Sequence[Term], match: re.Match[str]) -> Prop:
    if len(subjects) < 2:
        raise Unclear("several numbers are expected")
    props = tuple(Rel("=", a, b) for a, b in pairwise(subjects))
    return props[0] if len(props) == 1 else And(props)


def _congruent_each_other(phrase: Phrase, subjects: Sequence[Term], match: re.Match[str]) -> Prop:
    if len(subjects) != 2:
        raise Unclear("two numbers are expected")
    return Cong(subjects[0], subjects[1], phrase.term(match.group(1)))


def _consecutive(phrase: Phrase, subjects: Sequence[Term], match: re.Match[str]) -> Prop:
    size = NUMBERS.get(match.group("count") or "", len(subjects))
    if len(subjects) < 2 or len(subjects) != size:
        raise Unclear("several numbers are expected")
    phrase.scope.listed = tuple(subjects)
    props = tuple(Rel("=", sub(b, a), ONE) for a, b in pairwise(subjects))
    return props[0] if len(props) == 1 else And(props)


def of_points(relation: str, count: int = 0) -> Maker:
    """A relation of the points of all subjects."""

    def maker(phrase: Phrase, subjects: Sequence[Term], match: re.Match[str]) -> Prop:
        found = [point for subject in subjects for point in points_of(subject)]
        for group in match.groups():
            if group:
                found.extend(phrase.points(group))
        if count and len(found) != count:
            raise Unclear("the points do not fit")
        return Named(relation, tuple(found))

    return maker


def on_line(phrase: Phrase, subjects: Sequence[Term], match: re.Match[str]) -> Prop:
    line = phrase.points(match.group(1))
    if len(line) != 2:
        raise Unclear("a line is expected")
    props = tuple(Named("on line", (*points_of(subject), *line)) for subject in subjects)
    return props[0] if len(props) == 1 else And(props)


def of_form(phrase: Phrase, subject: Term, match: re.Match[str]) -> Prop:
    """ "of the form 3k + 1", where k is new."""
    said = Rel("=", subject, phrase.term(match.group(1)))
    new = tuple(phrase.scope.unknown([Rel("=", said.right, ZERO)]))
    return Exists(new, "integer", said) if new else said


OF_THOSE = (
    r"congruent to (?:any|one)(?: one)?(?: of)? (?:those|these|the|them)"
    rf"(?: (?P<count>{'|'.join(NUMBERS)}))?(?: (?:numbers|residues|values|remainders))?"
    r"(?: (?:modulo|mod) {F})?"
)
"""A complement: "congruent to any of those seven numbers"."""


def _irreducible(phrase: Phrase, subject: Term, match: re.Match[str]) -> Prop:
    if not isinstance(subject, Div):
        raise Unclear("a fraction is expected")
    return Rel("=", Call("gcd", (subject.top, subject.bottom)), ONE)


_KIND = (
    r"(?:(?:an?|any) )?(?:(?P<adjective>even|odd|positive|negative|nonzero) )?(?:perfect )?"
    rf"(?P<kind>{KIND})(?: (?:numbers?|too|as well))?"
)


_MODULO = r"(?: (?:modulo|mod) {F}| \( mod {F} \))?"
_OF_WHAT = r"the (?:numbers|integers|residues|values|remainders)"


COMPLEMENTS: list[tuple[str, Maker]] = [
    (r"even(?: numbers?| integers?)?", _parity(ZERO)),
    (r"odd(?: numbers?| integers?)?", _parity(ONE)),
    (r"an even (?:number|integer)", _parity(ZERO)),
    (r"an odd (?:number|integer)", _parity(ONE)),
    (r"of (?:the )?same parity", each_pair(lambda a, b: Cong(a, b, TWO))),
    (r"of (?:different|opposite) parit(?:y|ies)", each_pair(lambda a, b: Not(Cong(a, b, TWO)))),
    (r"(?:strictly )?positive", sign(">")),
    (r"(?:strictly )?negative", sign("<")),
    (r"(?:nonnegative|never negative|not negative)", sign(">=")),
    (r"nonpositive", sign("<=")),
    (r"nonzero", sign("!=")),
    (r"never (?:zero|equal to zero)", sign("!=")),
    (r"never (?:equal to )?{F}", compare("!=")),
    (
        r"(?:irreducible|reduced|in lowest terms|fully reduced|in reduced form)",
        each(_irreducible),
    ),
    (
        r"(?:reducible|not in lowest terms)",
        each(lambda p, s, m: Not(_irreducible(p, s, m))),
    ),
    (r"zero", sign("=")),
    (r"of the form {F}", each(of_form)),
    (
        r"(?:an? )?(?:perfect )?squares?(?: of an integer| number)?",
        each(_is_square),
    ),
    (r"the square of an integer", each(_is_square)),
    (
        r"the (?P<power>square|cube) of (?:the )?(?:cube |square |number |integer )?{F}",
        each(
            lambda p, s, m: Rel(
                "=", s, power(p.term(m.group(2)), 2 if m.group("power") == "square" else 3)
            )
        ),
    ),
    (r"perfect squares", each(_is_square)),
    (_KIND, each(_kind)),
    (
        rf"(?:an? )?(?P<kind>{KIND}) (?:dividing|that divides) {{F}}",
        each(
            lambda p, s, m: And(
                (Is(s, kind_of(m.group("kind"))), Divides(s, p.term(m.group(m.lastindex or 2))))
            )
        ),
    ),
    (
        rf"(?:an? |the )?(?:sum|difference) of (?P<n>two|three|four) (?:(?P<parity>even|odd) "
        rf"(?:numbers|integers)|(?:multiples of|numbers divisible by) (?P<m>{F}))",
        each(_made_of),
    ),
    (r"divisible by (?:both )?{L}", over(lambda s, t: Divides(t, s))),
    (
        r"(?:an? )?(?:integer |integral )?multiples? of (?:both )?{L}",
        over(lambda s, t: Divides(t, s)),
    ),
    (r"(?:an? )?(?:positive |integer )?(?:divisors?|factors?) of (?:both )?{L}", over(Divides)),
    (r"(?:a )?common (?:divisors?|factors?) of {L}", over(Divides)),
    (OF_THOSE, each(one_of_those)),
    (rf"one of {THESE}", each(among_listed(1))),
    (rf"the negatives? of one of {THESE}", each(among_listed(-1))),
    (r"{F} divided by {F}", each(quotient_of)),
    (
        r"(?:the|its) (?:complementary|corresponding|other|corresponding complementary) "
        r"(?:divisor|factor)",
        each(with_cofactor),
    ),
    (rf"congruent to (?:either )?{{L}}{_MODULO}", each(_congruent)),
    (rf"congruent to (?:either )?one of (?:{_OF_WHAT} )?{{M}}{_MODULO}", each(_congruent)),
    (
        r"(?:the |a )?product of (?:the )?(?P<k>two|three|four|five) consecutive "
        r"(?:integers|numbers)(?P<factors> {M})?",
        each(lambda p, s, m: And(tuple(product_of_consecutive(p, s, m)))),
    ),
    (r"congruent modulo {F}", _congruent_each_other),
    (r"congruent (?:to (?:each other|one another) )?modulo {F}", _congruent_each_other),
    (r"equal to (?:either )?{L}(?: (?:modulo|mod) {F})?", each(_residue_or_value)),
    (r"(?:all )?equal", _equal),
    (r"(?:relatively prime|coprime) to (?:both )?{L}", over(_coprime)),
    (r"(?:pairwise )?(?:relatively prime|coprime)", each_pair(_coprime)),
    (r"(?:pairwise )?distinct", each_pair(lambda a, b: Rel("!=", a, b))),
    (r"(?:strictly )?(?:greater|larger|bigger|more) than {L}", compare(">")),
    (r"(?:strictly )?(?:less|smaller|fewer) than {L}", compare("<")),
    (r"(?:greater|larger) than or equal to {L}", compare(">=")),
    (r"(?:less|smaller) than or equal to {L}", compare("<=")),
    (r"(?:at least|not less than|no less than) {L}", compare(">=")),
    (r"(?:at most|not greater than|no more than|not more than) {L}", compare("<=")),
    (r"different from {L}", compare("!=")),
    (r"between {F} and {F}", each(between)),
    (r"strictly between {F} and {F}", each(between)),
    (r"(?:one of|among) (?:the (?:numbers|integers|values) )?{L}", each(among)),
    (
        r"(?:(?P<count>two|three|four|five|six) )?consecutive(?: integers| numbers)?",
        _consecutive,
    ),
    (r"(?:either )?{L}(?: (?:modulo|mod) {F})?", each(_residue_or_value)),
    (r"(?:either )?{L} \( mod {F} \)", each(_residue_or_value)),
    (r"collinear", of_points("collinear")),
    (r"concyclic", of_points("concyclic")),
    (r"concurrent", of_points("concurrent")),
    (
        r"(?:perpendicular|orthogonal) to (?:the (?:line|segment|side|vector) )?{F}",
        of_points("perpendicular", 4),
    ),
    (r"(?:perpendicular|orthogonal)(?: to each other)?", of_points("perpendicular", 4)),
    (r"parallel to (?:the (?:line|segment|side|vector) )?{F}", of_points("parallel", 4)),
    (r"parallel(?: to each other)?", of_points("parallel", 4)),
    (r"the midpoint of (?:the (?:segment|line segment|side) )?{F}", of_points("midpoint", 3)),
    (r"the midpoint of {F} and {F}", of_points("midpoint", 3)),
    (r"on (?:the )?(?:straight )?(?:line|line through) {F}", on_line),
    (r"on the line (?:through|joining) {L}", on_line),
    (r"on (?:a|one|the same) (?:common )?(?:straight )?line", of_points("collinear")),
    (r"on (?:a|one|the same) (?:common )?circle", of_points("concyclic")),
    (r"a parallelogram", of_points("parallelogram", 4)),
    (r"(?:of )?equal (?:in )?length", of_points("equal lengths", 4)),
    (r"equally long", of_points("equal lengths", 4)),
    (r"of (?:the )?(?:same|equal) length", of_points("equal lengths", 4)),
    (r"(?:a )?right angle(?:d triangle)? at {F}", lambda p, s, m: right_at(p, s, m)),
    (
        r"(?:a )?right(?:-angled)?(?: triangle)? (?:at|with (?:the |its )?right angle at) {F}",
        lambda p, s, m: right_at(p, s, m),
    ),
]


def right_at(phrase: Phrase, subjects: Sequence[Term], match: re.Match[str]) -> Prop:
    if len(subjects) != 1:
        raise Unclear("a triangle is expected")
    corners = points_of(subjects[0])
    corner = phrase.term(match.group(1))
    if len(corners) != 3 or corner not in corners:
        raise Unclear("a triangle is expected")
    others = [point for point in corners if point != corner]
    return Named("right angle", (others[0], corner, others[1]))


def remainder_said(phrase: Phrase, subject: Term, match: re.Match[str]) -> Prop:
    rests, modulus = phrase.terms(match.group(1)), phrase.term(match.group(2))
    if " and " in match.group(1):
        raise Unclear("the remainder is not clear")
    props = tuple(remainder(subject, rest, modulus) for rest in rests)
    return props[0] if len(props) == 1 else Or(props)


def remainder(subject: Term, rest: Term, modulus: Term) -> Prop:
    """`rest` is the remainder on division by `modulus`."""
    said = Cong(subject, rest, modulus)
    if isinstance(rest, Num) and isinstance(modulus, Num) and 0 <= rest.value < modulus.value:
        return said
    return And((said, Rel("<=", ZERO, rest), Rel("<", rest, modulus)))


def quotient_only(phrase: Phrase, subject: Term, match: re.Match[str]) -> Prop:
    return remainder(subject, ZERO, phrase.term(match.group(1)))
