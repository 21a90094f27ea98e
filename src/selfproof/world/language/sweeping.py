"""Clauses about all squares or terms at hand, or about all integers."""

from __future__ import annotations

import re

from selfproof.world.language.patterns import NUMBERS, ORDINALS, F, compiled
from selfproof.world.language.phrase import (
    Phrase,
    Said,
    Unclear,
    both,
    is_formula,
)
from selfproof.world.language.predicates import predicate
from selfproof.world.language.rows import first_of_chain
from selfproof.world.language.suffixes import universal
from selfproof.world.language.tables import power_table
from selfproof.world.props import (
    Cong,
    Divides,
    Forall,
    Kind,
    Or,
    Prop,
    Rel,
)
from selfproof.world.terms import ONE, TWO, ZERO, Add, Term, Var, add, power, sub, variables

_ITS_SQUARE = re.compile(r"its square(?= )")


_GENERAL = re.compile(
    r"(?:(?:the|a|an|any|every|each|all|all the) )?(?P<odd>odd |even )?(?:perfect )?"
    r"(?P<power>squares?|cubes?|(?:fourth|fifth|sixth|seventh|eighth|ninth|tenth) powers?|"
    r"integers?|numbers?)"
    r"(?: of (?:an|any|every|all|a)? ?(?P<of>odd |even )?(?:integers?|numbers?)|"
    r"(?P<real> of (?:(?:a|any|every|all) )?(?:real numbers?|reals)))?"
    rf"(?: (?:modulo|mod) (?P<m>{F}))?(?= (?:is|are|leaves?|has|have|can)\b)"
)


_POWERS = {
    **{f"{word} power": k for word, k in ORDINALS.items() if k > 3},
    **{"square": 2, "cube": 3, "integer": 1, "number": 1},
}


def its_square(phrase: Phrase, at: int, depth: int) -> Said | None:
    match = _ITS_SQUARE.match(phrase.text, at)
    if match is None or phrase.scope.first is None:
        return None
    found = predicate(phrase, match.end(), [power(phrase.scope.first, 2)])
    return None if found is None else Said(*found)


def general(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "A square is congruent to 0 or 1 modulo 4": said of all integers."""
    match = _GENERAL.match(phrase.text, at)
    if match is None:
        return None
    words_of = match.group()
    exponent = _POWERS[match.group("power").removesuffix("s")]
    if exponent == 1 and not re.match(
        "(?:any|every|each|all|an? (?:odd|even)|odd|even) ", words_of
    ):
        return None
    name = next(each for each in ("t", "s", "u", "w", "j_0") if each not in phrase.scope.known)
    subject: Term = Var(name) if exponent == 1 else power(Var(name), exponent)
    table = None if match.group("real") else power_table(phrase, match, exponent)
    if table is not None:
        return table
    if match.group("m"):
        if match.group("real"):
            return None
        return _general_residues(phrase, match, name, subject)
    found = predicate(phrase, match.end(), [subject])
    if found is None:
        return None
    parity = match.group("of") or match.group("odd") or ""
    limits = [Cong(Var(name), ONE if parity == "odd " else ZERO, TWO)] if parity else []
    kind: Kind = "real" if match.group("real") else "integer"
    return Said([universal((name,), kind, list(limits), both(found[0]))], found[1])


_COMMON_DIVISOR = re.compile(
    rf"(?:a|any|every|each) common (?:prime )?(?:divisor|factor) (?P<d>{F} )?of (?P<x>{F}) and "
    rf"(?P<y>{F}) (?:also |must |therefore |then |would )*divides? (?:also )?(?:(?:their|the) "
    rf"(?P<what>difference|sum)|the (?:number|combination|expression))? ?(?P<value>{F})"
)


def common_divisor(phrase: Phrase, at: int, depth: int) -> Said | None:
    """ "A common divisor of n and n + 1 divides their difference (n + 1) - n = 1"."""
    match = _COMMON_DIVISOR.match(phrase.text, at)
    if match is None:
        return None
    mark = match.group("d")
    try:
        fresh = "t" if "t" not in phrase.scope.known else "s"
        name = phrase.term(mark.strip()) if mark else Var(fresh)
        x, y = phrase.term(match.group("x")), phrase.term(match.group("y"))
        value, links = first_of_chain(phrase, match.group("value"))
    except Unclear:
        return None
    if not isinstance(name, Var) or name.name in phrase.scope.known:
        return None
    divided: list[Prop] = [Divides(name, x), Divides(name, y)]
    claim = universal((name.name,), "integer", divided, Divides(name, value))
    what = match.group("what")
    if what == "sum":
        links.append(Rel("=", value, add(x, y)))
    elif what:
        links.append(Or((Rel("=", value, sub(x, y)), Rel("=", value, sub(y, x)))))
    return Said([claim, *links], match.end())


def _general_residues(
    phrase: Phrase, match: re.Match[str], name: str, subject: Term
) -> Said | None:
    """ "The squares modulo 4 are 0 and 1"."""
    listed = _RESIDUES.match(phrase.text, match.end())
    if listed is None or match.group("odd") or match.group("of"):
        return None
    modulus = phrase.term(match.group("m"))
    options = tuple(Cong(subject, rest, modulus) for rest in phrase.terms(listed.group(1)))
    return Said([Forall((name,), "integer", Or(options))], listed.end())


_RESIDUES = compiled(r" (?:is|are)(?: always| only| exactly| just)? {L}")


_EACH_OF = re.compile(
    r"(?:every|each|all|both|these|the|either)(?: of)?(?: (?:the|these|them))?"
    rf"(?: (?P<count>{'|'.join(NUMBERS)}))?(?: of (?:the|these))? "
    r"(?P<what>squares?|terms?|summands?|parts?)"
    r"(?: (?:on the (?:right|left)(?:-hand)?(?: side)?|of the sum|in the sum|here|there))?"
    r"(?P<zero> (?:is|are|must be|have to be|vanish|vanishes|must vanish|equals?)(?: equal to)?"
    rf"(?: all| both)?(?: zero| {F})?(?=$| [,;:.()]| (?:and|so|only|exactly|if|iff|when|hence|"
    rf"there|here|at|for|because|"
    rf"since|"
    r"as|in|too)\b))?(?= |$)"
)


_TERMS_WITH = re.compile(
    rf"all (?:the |of the )?terms (?:with|containing|that contain|which contain) ({F}) (?:drop out|"
    r"vanish|disappear|are zero|are dropped)"
)


_RIGHT_SIDE = compiled(
    r"(?:the right(?:-| )(?:hand )?side|the last expression|this sum|this expression|"
    r"this|the sum|the right|every term on the right|each term on the right|all terms "
    r"on the right|it) "
    r"(?:is|are) (?:clearly |always |obviously |certainly )?(?:nonnegative|at least "
    r"zero|never negative)"
)


_TERMS_DIVISIBLE = compiled(
    rf"(?:every|each|all)(?: of)?(?: the)?(?: (?P<count>{'|'.join(NUMBERS)}))? "
    r"(?:terms?|summands?)(?: on the right| of the sum| here)?(?:-hand side| side)? "
    r"(?:is|are) (?:divisible by|a multiple of|multiples of) {F}"
)


_ALL_POSITIVE = compiled(
    r"(?:all|both) (?:the |of the )?(sides|variables|numbers)(?: here)? are positive"
)


def squares_said(phrase: Phrase, at: int, depth: int) -> Said | None:
    match = _EACH_OF.match(phrase.text, at)
    said = None if match is None else _each_of(phrase, match)
    if said is not None:
        return said
    match = _TERMS_WITH.match(phrase.text, at)
    if match is not None:
        return _without_terms(phrase, match)
    match = _RIGHT_SIDE.match(phrase.text, at)
    if match is not None and phrase.scope.last is not None:
        return Said([Rel(">=", phrase.scope.last, ZERO)], match.end())
    match = _TERMS_DIVISIBLE.match(phrase.text, at)
    if match is not None and phrase.scope.summands:
        count = NUMBERS.get(match.group("count") or "")
        if count not in (None, len(phrase.scope.summands)):
            return None
        divisor = phrase.term(match.group(2))
        return Said([Divides(divisor, term) for term in phrase.scope.summands], match.end())
    match = _ALL_POSITIVE.match(phrase.text, at)
    if match is not None:
        return _all_positive(phrase, match)
    return None


def _each_of(phrase: Phrase, match: re.Match[str]) -> Said | None:
    """What is said of all squares, or all summands, of the last sum."""
    scope = phrase.scope
    squares = match.group("what").startswith("square")
    count = match.group("count") or ("two" if match.group().startswith("both") else None)
    sums = scope.squares if squares else [list(scope.squared), list(scope.summands)]
    if count is not None:
        sums = [each for each in sums if len(each) == NUMBERS[count]]
    elif squares:
        sums = [each for each in sums if len(each) > 1] or sums
    if not sums or not sums[-1]:
        return None
    subjects = sums[-1]
    if " left" in match.group():
        side = scope.identity[0] if scope.identity is not None else ZERO
        if squares or not isinstance(side, Add):
            return None
        subjects = list(side.terms)
    zero = match.group("zero")
    if zero is not None and _is_zero(phrase, zero):
        return Said([Rel("=", each, ZERO) for each in subjects], match.end())
    end = match.start("zero") if zero is not None else match.end()
    said = predicate(phrase, end, [power(each, 2) for each in subjects] if squares else subjects)
    return None if said is None else Said(*said)


def _is_zero(phrase: Phrase, words: str) -> bool:
    value = words[-1]
    if is_formula(value):
        return phrase.raw(value).strip() == "0"
    return words.endswith((" zero", "vanish", "vanishes"))


def _without_terms(phrase: Phrase, match: re.Match[str]) -> Said | None:
    """The summands of the expression with a name in them are 0."""
    statement = phrase.scope.statement
    name = phrase.term(match.group(1))
    if not isinstance(statement, Rel) or not isinstance(name, Var):
        return None
    side = statement.left
    parts = side.terms if isinstance(side, Add) else (side,)
    props: list[Prop] = [Rel("=", part, ZERO) for part in parts if name.name in variables(part)]
    return Said(props, match.end()) if props else None


def _all_positive(phrase: Phrase, match: re.Match[str]) -> Said | None:
    scope = phrase.scope
    if match.group(1) != "sides":
        kinds = scope.vocabulary.kinds
        props: list[Prop] = [Rel(">", Var(name), ZERO) for name in kinds]
        return Said(props, match.end()) if props else None
    sides = [side for each in scope.inequalities for side in (each.left, each.right)]
    shown = [Rel(">", side, ZERO) for side in dict.fromkeys(sides) if side != ZERO]
    return Said(list(shown), match.end()) if shown else None
