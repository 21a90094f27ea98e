"""Clauses that begin with a word of their own: there is, the left side, either, neither, one of."""

from __future__ import annotations

import re
from collections.abc import Callable

from selfproof.world.language import denials, divisors, listing
from selfproof.world.language.complements import remainder
from selfproof.world.language.consecutive import one_of_consecutive
from selfproof.world.language.multiples import (
    forms,
    keeps,
    known_fact,
    only,
    possibilities,
    so_is,
    theirs,
)
from selfproof.world.language.parts import (
    each_summand,
    equation_said,
    part_said,
    results_said,
)
from selfproof.world.language.patterns import STATEMENT, F, compiled, kind_of
from selfproof.world.language.phrase import (
    Phrase,
    Said,
    Unclear,
    both,
    free,
    is_formula,
    statement_value,
)
from selfproof.world.language.predicates import predicate
from selfproof.world.language.respective import leave, missing, possible, powers_of
from selfproof.world.language.sequence_words import (
    first_values,
    same_rule_said,
    sequence_said,
)
from selfproof.world.language.statements import RESTATED, Reason
from selfproof.world.language.sweeping import common_divisor, general, its_square, squares_said
from selfproof.world.language.telescoping import sides_said
from selfproof.world.language.tuples import only_squares
from selfproof.world.props import (
    Exists,
    Is,
    Not,
    Prop,
    Rel,
    negation,
)
from selfproof.world.terms import Term

_THERE = compiled(
    r"there (?:is|are|exists?|must be|must exist|do exist) (?P<no>no )?(?:also )?"
    r"(?:an? |some |two |three |unique |suitable )*{KIND} {M} (?:such that|with|for "
    r"which|satisfying|so that|where)",
    ends=False,
)


_THERE_NAME = compiled(
    r"there (?:is|are|exists?) (?P<no>no )?(?:an? |some )?{L} (?:such that|with|for "
    r"which|satisfying|so that)",
    ends=False,
)


def _there(phrase: Phrase, at: int, depth: int) -> Said | None:
    limits: list[Prop] = []
    match = _THERE.match(phrase.text, at)
    if match is not None:
        kind, marks = kind_of(match.group(2)), match.group(3)
        try:
            names, limits = phrase.names_within(marks)
        except Unclear:
            return None
    else:
        match = _THERE_NAME.match(phrase.text, at)
        if match is None:
            return None
        kind = "integer"
        try:
            names = phrase.names(match.group(2))
        except Unclear:
            try:
                limits = phrase.props(match.group(2))
            except Unclear:
                return None
            names = tuple(sorted(free(limits)))
            kind = next((each.kind for each in limits if isinstance(each, Is)), "integer")
            limits = [each for each in limits if not isinstance(each, Is)]
    if not phrase.text.startswith(" ", match.end()):
        return None
    inner = phrase.grammar.conjunction(phrase, match.end() + 1, depth + 1)
    if inner is None or inner.note or inner.defined or not set(names) <= free(inner.props + limits):
        return None
    props = limits + inner.props
    if match.group("no"):
        return Said([Not(Exists(names, kind, both(props)))], inner.end)
    return Said(props, inner.end, tuple(dict.fromkeys((*names, *inner.names))), kind, inner.reasons)


_NEITHER = re.compile(rf"neither ({F}) nor ({F})(?= )")


_NONE_OF = re.compile(
    rf"(?:none|no one) of (?:the |these )?(?:(?:numbers|integers|values|differences|sums|terms) )?"
    rf"({F}(?:(?: ,)?(?: and| or)? {F})*)(?= )"
)


_ONE_OF = re.compile(
    rf"(?:at least )?one of (?:the (?:numbers|integers|factors) )?({F})(?: ,)? (?:and|"
    rf"or) ({F})(?= )"
)


_REMAINDER_IS = compiled(
    r"the remainder (?:of {F} )?(?:(?:when {F} is divided|when dividing {F}|(?:on|"
    r"upon) (?:the )?division|modulo|mod)(?: by)? {F} )?"
    r"(?:is|equals) (?:equal to )?{F}"
)


_BOTH_SIDES = compiled(
    r"(?:both|the two) sides (?:are equal|agree|coincide|have the same value)(?: to {F})?"
)


_EQUALITY = compiled(
    r"(?:equality|we have equality|there is equality)(?: (?:(?:can |does |really |indeed |"
    r"actually |"
    r"also |then |therefore )*(?:holds?|occurs?|happens?|appears?)|is (?:really |indeed "
    r")?(?:attained|"
    r"achieved)))?(?: there| here| at this point)?"
)


def _statement_side(phrase: Phrase) -> Rel | None:
    statement = phrase.scope.statement
    return statement if isinstance(statement, Rel) else None


def _the(phrase: Phrase, at: int, depth: int) -> Said | None:
    match = _REMAINDER_IS.match(phrase.text, at)
    if match is not None:
        of = match.group(1) or match.group(2) or match.group(3)
        if of and match.group(4):
            try:
                parts = [phrase.term(each) for each in (of, match.group(5), match.group(4))]
            except Unclear:
                return None
            return Said([remainder(*parts)], match.end())
    return squares_said(phrase, at, depth)


def _both_sides(phrase: Phrase, at: int, depth: int) -> Said | None:
    statement = _statement_side(phrase)
    match = _BOTH_SIDES.match(phrase.text, at)
    if match is not None and statement is not None:
        props: list[Prop] = [Rel("=", statement.left, statement.right)]
        if match.group(1):
            try:
                props.append(Rel("=", statement.left, phrase.term(match.group(1))))
            except Unclear:
                return None
        return Said(props, match.end())
    return squares_said(phrase, at, depth)


def _equality(phrase: Phrase, at: int, depth: int) -> Said | None:
    statement = _statement_side(phrase)
    match = _EQUALITY.match(phrase.text, at)
    if match is None or statement is None or statement.op not in (">=", "<="):
        return None
    return Said([Rel("=", statement.left, statement.right)], match.end())


def _neither(phrase: Phrase, at: int, depth: int) -> Said | None:
    match = _NEITHER.match(phrase.text, at)
    if match is None:
        return None
    props: list[Prop] = []
    end = 0
    for mark in match.groups():
        try:
            found = predicate(phrase, match.end(), [phrase.term(mark)])
        except Unclear:
            return None
        if found is None:
            return None
        props.append(negation(both(found[0])))
        end = found[1]
    return Said(props, end)


def _none_of(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "None of 2, 5 and 7 is divisible by 3"."""
    match = _NONE_OF.match(phrase.text, at)
    if match is None:
        return None
    props: list[Prop] = []
    end = 0
    try:
        subjects = phrase.terms(match.group(1))
    except Unclear:
        return None
    for subject in subjects:
        found = predicate(phrase, match.end(), [subject])
        if found is None:
            return None
        props.append(negation(both(found[0])))
        end = found[1]
    return Said(props, end) if props else None


def _one_of(phrase: Phrase, at: int, depth: int) -> Said | None:
    match = _ONE_OF.match(phrase.text, at)
    if match is None:
        return _one_of_them(phrase, at)
    try:
        subjects = [phrase.term(mark) for mark in match.groups()]
    except Unclear:
        return None
    found = predicate(phrase, match.end(), subjects, any_of=True)
    return None if found is None else Said(*found)


_ONE_OF_THEM = re.compile(r"(?:at least )?one of (?:them|these|these numbers)(?= (?:is|must)\b)")


def _one_of_them(phrase: Phrase, at: int) -> Said | None:
    """Of the numbers that were listed last."""
    match, listed = _ONE_OF_THEM.match(phrase.text, at), phrase.scope.listed
    if match is None or len(listed) < 2:
        return None
    found = predicate(phrase, match.end(), list(listed), any_of=True)
    return None if found is None else Said(*found)


_EITHER = re.compile(r"either ")


_IT_IS_NOT = re.compile(r"it is (?:not (?:true|possible|the case)|impossible|false) that ")


def _either(phrase: Phrase, at: int, depth: int) -> Said | None:
    start = at + len("either ")
    said = phrase.grammar.core(phrase, start, depth + 1)
    if said is None or not phrase.text.startswith((" or ", " , or "), said.end):
        # `_joined` has read "F or F" already.
        return said if said is not None and " or " in phrase.text[start : said.end] else None
    return said


def _it(phrase: Phrase, at: int, depth: int) -> Said | None:
    match = _IT_IS_NOT.match(phrase.text, at)
    if match is None:
        return squares_said(phrase, at, depth)
    said = phrase.grammar.core(phrase, match.end(), depth + 1)
    if said is None or said.note:
        return None
    return Said([negation(said.prop)], said.end)


_STATEMENT = re.compile(rf"(?:the|our|this) (?:desired )?{STATEMENT}|it|this|the same")


_STATEMENT_HOLDS = re.compile(
    r"(?: (?:also|then|thus|always|indeed|clearly))?(?: (?P<yes>holds|is true|is "
    r"valid|is correct|is right|is satisfied|is also true|is proved|is proven|is "
    r"established|is shown|follows|remains true)|(?P<no> ?(?:does not hold|is not "
    r"true|is false|fails|is not valid|is wrong|is not correct)))"
    r"(?: true)?(?: also)?(?: in particular)?(?:(?: ,)? (?:for|when|if|in the case|in case|at) )?"
)


_AND_VALUE = re.compile(rf"(?: ,)?(?: and)? (?={F})")


_LIMIT = re.compile(r"\\(?:ge|le|geq|leq|in)(?![a-z])|[<>≤≥∈]")


def statement_claim(phrase: Phrase, at: int) -> tuple[bool, list[dict[str, Term]], int] | None:
    """ "the statement holds for $n = k$": whether it is said to hold, for which values."""
    subject = _STATEMENT.match(phrase.text, at)
    verb = _STATEMENT_HOLDS.match(phrase.text, subject.end()) if subject else None
    if verb is None:
        return None
    holds = not verb.group("no")
    if not verb.group().endswith(" "):
        return holds, [], verb.end()
    mark = phrase.text[verb.end() : verb.end() + 1]
    if not is_formula(mark):
        return None
    values: list[dict[str, Term]] = []
    end = verb.end()
    while is_formula(phrase.text[end : end + 1]):
        try:
            values += statement_value(phrase, phrase.text[end])
        except Unclear:
            return None
        end += 1
        match = _AND_VALUE.match(phrase.text, end)
        if (
            match is None
            or _is_equation(phrase, match.end())
            or _LIMIT.search(phrase.raw(phrase.text[match.end()]))
        ):
            break
        end = match.end()
    return holds, values, end


def _is_equation(phrase: Phrase, at: int) -> bool:
    """What stands there is a claim of its own, not one more value."""
    return "=" in phrase.raw(phrase.text[at]) and not _INDEX.match(phrase.raw(phrase.text[at]))


_INDEX = re.compile(r"\s*[a-z]\s*=[^=]*\Z")


def _statement(phrase: Phrase, at: int, depth: int) -> Said | None:
    found = statement_claim(phrase, at)
    scope = phrase.scope
    if found is None or scope.statement is None:
        return None
    holds, values, end = found
    props: list[Prop] = []
    for value in values:
        prop = scope.at(value)
        if prop is None:
            return None
        props.append(prop)
    if not values:
        return None
    reasons: tuple[Reason, ...] = (RESTATED,) if holds else ()
    if "in particular" in phrase.text[at:end]:
        reasons += (Reason(by="the hypothesis"),)
    return Said(props if holds else [negation(both(props))], end, reasons=reasons)


def _consecutive(phrase: Phrase, at: int, depth: int) -> Said | None:
    return one_of_consecutive(phrase, at)


_PARTS = (
    part_said,
    each_summand,
    equation_said,
    results_said,
    sequence_said,
    first_values,
    sides_said,
)


def _parts(phrase: Phrase, at: int, depth: int) -> Said | None:
    for read in _PARTS:
        try:
            said = read(phrase, at)
        except Unclear as unclear:
            phrase.why = phrase.why or str(unclear)
            continue
        if said is not None:
            return said
    return None


def _about_sequence(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "(y_n) is a geometric sequence", "f satisfies the same recurrence"."""
    if not phrase.text.startswith((" is a geo", " satisf", " is thus", " is ther"), at + 1):
        return None
    try:
        return sequence_said(phrase, at) or same_rule_said(phrase, at)
    except Unclear:
        return None


def _first_of(
    *readers: Callable[[Phrase, int, int], Said | None],
) -> Callable[[Phrase, int, int], Said | None]:
    def read(phrase: Phrase, at: int, depth: int) -> Said | None:
        for reader in readers:
            try:
                said = reader(phrase, at, depth)
            except Unclear as unclear:
                phrase.why = phrase.why or str(unclear)
                continue
            if said is not None:
                return said
        return None

    return read


READERS: dict[str, Callable[[Phrase, int, int], Said | None]] = {
    "its": _first_of(its_square, _parts),
    "a": _first_of(divisors.some, general, known_fact, common_divisor),
    "an": _first_of(divisors.some, general, known_fact),
    "any": _first_of(listing.every_solution, general, known_fact, common_divisor),
    "if": _first_of(known_fact),
    "only": _first_of(only_squares, only, listing.only, listing.the_pairs),
    "adding": _first_of(keeps),
    "subtracting": _first_of(keeps),
    "their": _first_of(theirs),
    "so": _first_of(so_is),
    "some": divisors.some,
    "squares": general,
    "cubes": general,
    "perfect": general,
    "odd": general,
    "even": general,
    "there": _first_of(possibilities, _there, _equality),
    "they": _first_of(leave, possible),
    "left": _parts,
    "right": _parts,
    "for": _parts,
    "F": _about_sequence,
    "both": _first_of(_both_sides, _parts),
    "the": _first_of(
        divisors.only_common,
        denials.sides_differ,
        powers_of,
        possible,
        missing,
        _the,
        listing.divisors,
        listing.respectively,
        listing.the_pairs,
        listing.values_of,
        _parts,
        _statement,
        general,
        known_fact,
    ),
    "positive": _first_of(listing.divisors),
    "divisors": _first_of(listing.divisors),
    "equality": _equality,
    "neither": _first_of(_neither, denials.none_of_these),
    "one": _first_of(_one_of, _consecutive),
    "at": _first_of(_one_of, _consecutive),
    "exactly": _first_of(_consecutive),
    "among": _first_of(_consecutive),
    "of": _first_of(_consecutive),
    "out": _first_of(_consecutive),
    "none": _first_of(listing.none_divides, _none_of, denials.none_of_these),
    "no": _first_of(divisors.none, _none_of),
    "either": _either,
    "it": _first_of(_it, _statement),
    "this": _first_of(squares_said, _statement),
    "our": _statement,
    "every": _first_of(
        _parts, squares_said, listing.every_solution, forms, general, known_fact, common_divisor
    ),
    "each": _first_of(
        _parts, squares_said, listing.every_solution, forms, general, known_fact, common_divisor
    ),
    "all": _first_of(squares_said, general),
    "these": _first_of(squares_said, leave, possible),
}
