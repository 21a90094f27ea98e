"""What is said of terms in words: "is even", "divides 12", "leaves the remainder 2 modulo 5".

`predicate` reads a verb and what follows it, up to a word that begins something else. What it
cannot read in full it does not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from selfproof.world.kernel.normal import polynomial
from selfproof.world.language.complements import (
    COMPLEMENTS,
    Maker,
    among,
    between,
    compare,
    each,
    each_pair,
    of_form,
    of_points,
    on_line,
    over,
    quotient_only,
    remainder_said,
    right_at,
    sign,
)
from selfproof.world.language.patterns import END, F, compiled, first_words
from selfproof.world.language.phrase import Phrase, Unclear, both
from selfproof.world.language.referents import referred
from selfproof.world.props import (
    And,
    Cong,
    Divides,
    Is,
    Named,
    Not,
    Or,
    Prop,
    Rel,
    negation,
)
from selfproof.world.terms import ONE, TWO, ZERO, Call, Div, Mul, Term, Undefined, add, num, sub

_ADVERBS = (
    r"(?:(?: (?:both|also|clearly|thus|therefore|hence|again|then|itself|always|indeed|obviously|"
    r"certainly|now|all|each|actually|still|just|exactly|precisely|simply|necessarily|either|"
    r"equal to either|themselves|together|in fact|of course|a fortiori|in particular))*)"
)


_CANNOT = re.compile(r" cannot be ")


_VERB = re.compile(
    r" (?P<modal>must |has to |have to |will |would )?(?P<be>is|are|be|being|remains|remain|stays|"
    r"becomes|become)" + _ADVERBS + r"(?P<not> not| never)?" + _ADVERBS + " "
)


_MORE = re.compile(
    r"(?: ,)?(?P<word> and| or| but| (?:and )?(?:hence|thus|therefore|so)(?! (?:is|are)\b)|)"
    r"(?P<be> (?:is|are))?" + _ADVERBS + r"(?P<not> not)?"
    r"(?: by)?" + _ADVERBS + " "
)


_DIVIDED = (
    r"(?:(?:when|if) (?:it is )?divided by|(?:on|upon|after|in|under) division by|modulo|mod)"
)


def _is_unit(phrase: Phrase, subject: Term, match: re.Match[str]) -> Prop:
    """What divides every integer."""
    return Or((Rel("=", subject, ONE), Rel("=", subject, num(-1))))


def _makes_sense(phrase: Phrase, subject: Term, match: re.Match[str]) -> Prop:
    """ "only makes sense for $n \\ne 2$": the denominator is not 0 then, and only then."""
    if not isinstance(subject, Div):
        raise Unclear("a fraction is expected")
    limits = And(tuple(phrase.props(match.group(1))))
    exists = Rel("!=", subject.bottom, ZERO)
    said = [Or((negation(limits), exists))]
    if "only" in match.group():
        said.append(Or((negation(exists), limits)))
    return And(tuple(said))


def _same_sign(phrase: Phrase, subjects: Sequence[Term], match: re.Match[str]) -> Prop:
    """All positive, or all negative."""
    if len(subjects) < 2:
        raise Unclear("several numbers are expected")
    return Or(
        (
            And(tuple(Rel(">", each, ZERO) for each in subjects)),
            And(tuple(Rel("<", each, ZERO) for each in subjects)),
        )
    )


def _divides(phrase: Phrase, subjects: Sequence[Term], match: re.Match[str]) -> Prop:
    """Remembered, for "the difference"."""
    prop = over(Divides)(phrase, subjects, match)
    if isinstance(prop, Divides):
        phrase.scope.divided = [*phrase.scope.divided[-3:], (prop.divisor, prop.term)]
    return prop


def _divides_odd(phrase: Phrase, subject: Term, match: re.Match[str]) -> Prop:
    """ "divides the odd number $2n + 1$" says two things."""
    whole = phrase.term(match.group(2))
    rest = ONE if match.group("parity") == "odd" else ZERO
    return And((Cong(whole, rest, TWO), Divides(subject, whole)))


def _multiple(phrase: Phrase, subject: Term, match: re.Match[str]) -> Prop:
    """ "divides the multiple $n(n + 8)$": of something that it was said to divide."""
    value = phrase.term(match.group(1))
    known = [term for divisor, term in phrase.scope.divided if divisor == subject]
    factors = value.factors if isinstance(value, Mul) else (value,)
    if not any(_is_same(factor, term) for factor in factors for term in known):
        raise Unclear("it is not clear of what this is a multiple")
    phrase.scope.divided = [*phrase.scope.divided[-3:], (subject, value)]
    return Divides(subject, value)


def _is_same(one: Term, other: Term) -> bool:
    try:
        return polynomial(one) == polynomial(other)
    except Undefined:
        return False


_VERBS: list[tuple[str, Maker]] = [
    (
        r"(?:divides?|divide|is a divisor of) (?:both )?(?:(?:the|their|this|its) (?:integer |"
        r"linear |integral |resulting )*(?:number|integer|product|sum|difference|"
        r"combination|expression|square|constant)(?: of (?:them|these|it))?(?: :)? )?{L}",
        _divides,
    ),
    (
        r"divides? (?:the|its|their) (?P<how>difference|sum) (?:of|between) {F} and {F}"
        r"(?: ,)?(?: :| which (?:is|equals)| namely| that is(?: ,)?)? {F}",
        lambda p, s, m: _difference_of(p, s, m),
    ),
    (r"divides? (?:the|its|every|each|any) multiples? (?:of it )?(?:: )?{F}", each(_multiple)),
    (r"divides? the (?P<parity>odd|even) (?:number|integer) {F}", each(_divides_odd)),
    (r"divides? (?:it|this|this number|this expression|the result)", lambda p, s, m: _it(p, s)),
    (
        r"divides? (?P<whole>the (?:whole |given )?(?:number|expression|sum|product))",
        lambda p, s, m: _whole(p, s, m),
    ),
    (
        r"(?:divides?|must divide) (?:every|any|each|all)(?: integer| integral| linear)* "
        r"combinations? of (?:them|these|these numbers|these two|both)"
        r"(?: with (?:integer|integral) coefficients)?",
        lambda p, s, m: _divides_pair(p, s),
    ),
    (
        r"(?:divides?|must divide) (?:every|any|each|all)(?: integer| integral| linear)* "
        r"combinations? of {L}(?: with (?:integer|integral) coefficients)?",
        over(Divides),
    ),
    (
        r"(?:divides?|must divide) (?:the|their) (?P<how>difference|sum)(?: of (?:these|the two|"
        r"both)"
        r"(?: numbers| terms| products)?)?(?: ,)? (?:which (?:is|equals)|that is(?: ,)?|namely) "
        r"{F}",
        lambda p, s, m: _combined(p, s, m),
    ),
    (r"does not divide {F}", each(lambda p, s, m: Not(Divides(s, p.term(m.group(1)))))),
    (r"do not divide {F}", each(lambda p, s, m: Not(Divides(s, p.term(m.group(1)))))),
    (r"cannot divide {F}", each(lambda p, s, m: Not(Divides(s, p.term(m.group(1)))))),
    (r"equals? {L}", compare("=")),
    (r"does not equal {F}", compare("!=")),
    (
        r"cannot (?:be|equal) (?:equal to )?{L}",
        each(lambda p, s, m: And(tuple(Rel("!=", s, t) for t in p.terms(m.group(1))))),
    ),
    (r"exceeds? {F}", compare(">")),
    (
        r"can only (?:be|equal|take the values?|have the values?)(?: one of)?(?: the (?:numbers|"
        r"values))? {M}",
        each(among),
    ),
    (r"(?:factors|factorizes|factorises|splits) (?:as|into) {F}", each(of_form)),
    (r"divides? (?:every|any|each) (?:integer|number)", each(_is_unit)),
    (r"have the same sign", _same_sign),
    (
        r"(?:only )?(?:makes sense|is defined|has a meaning|exists) (?:only )?(?:for|if|when) {F}",
        each(_makes_sense),
    ),
    (r"(?:lies?|is) between {F} and {F}", each(between)),
    (
        r"(?:can|may) be (?:written|expressed|factored|rewritten|represented) (?:as|in "
        r"the form) {F}",
        each(of_form),
    ),
    (r"(?:has|have) the form {F}", each(of_form)),
    (
        rf"(?:leaves?|has|have|gives?) (?:the |a )?(?:remainders?|residues?) (?:of )?{{L}} "
        rf"{_DIVIDED} {{F}}",
        each(remainder_said),
    ),
    (rf"(?:leaves?|has|have|gives?) (?:no|the) remainder {_DIVIDED} {{F}}", each(quotient_only)),
    (r"satisf(?:y|ies) {L}", lambda p, s, m: And(tuple(p.props(m.group(1))))),
    (r"(?:lies?|is) on (?:the )?(?:line|line through|line segment|segment) {F}", on_line),
    (r"lies? on {F}", on_line),
    (r"lies? on the line (?:through|joining) {L}", on_line),
    (r"(?:all )?lie on (?:a|one|the same) (?:common )?(?:straight )?line", of_points("collinear")),
    (r"(?:all )?lie on (?:a|one|the same) (?:common )?circle", of_points("concyclic")),
    (r"have (?:the same|equal) lengths?", of_points("equal lengths", 4)),
    (r"(?:all )?have (?:the same|equal) parity", each_pair(lambda a, b: Cong(a, b, TWO))),
    (
        r"(?:has|have) the same parity as {F}",
        each(lambda p, s, m: Cong(s, p.term(m.group(1)), TWO)),
    ),
    (r"have (?:different|opposite) parit(?:y|ies)", each_pair(lambda a, b: Not(Cong(a, b, TWO)))),
    (r"has a right angle at {F}", lambda p, s, m: right_at(p, s, m)),
    (
        r"(?:have|share) no common (?:prime (?:divisors?|factors?)|(?:positive )?(?:divisors?|"
        r"factors?) "
        r"(?:greater|larger|bigger) than {F}|(?:divisors?|factors?) (?:other than|except|besides) "
        r"{F})",
        lambda p, s, m: _no_common(p, s, m),
    ),
    (r"(?:vanishes|vanish)", sign("=")),
    (r"divides?", lambda p, s, m: _no_object()),
]


def _difference_of(phrase: Phrase, subjects: Sequence[Term], match: re.Match[str]) -> Prop:
    """ "divides the difference of $a$ and $b$: $b - a = 3$"; which is taken from which is open."""
    one, two, value = (phrase.term(mark) for mark in match.group(2, 3, 4))
    options = [add(one, two)] if match.group("how") == "sum" else [sub(one, two), sub(two, one)]
    is_value = Or(tuple(Rel("=", each, value) for each in options))
    divided = [(subject, value) for subject in subjects]
    phrase.scope.divided = [*phrase.scope.divided[-3:], *divided][-4:]
    return And((is_value, *(Divides(*each) for each in divided)))


def _it(phrase: Phrase, subjects: Sequence[Term]) -> Prop:
    if phrase.scope.first is None:
        raise Unclear("it is not clear what is divided")
    return And(tuple(Divides(subject, phrase.scope.first) for subject in subjects))


def _whole(phrase: Phrase, subjects: Sequence[Term], match: re.Match[str]) -> Prop:
    found = referred(phrase, match.start("whole"))
    if found is None or len(found[0]) != 1:
        raise Unclear("it is not clear what is divided")
    return And(tuple(Divides(subject, found[0][0]) for subject in subjects))


def _combined(phrase: Phrase, subjects: Sequence[Term], match: re.Match[str]) -> Prop:
    """ "divides the difference, which is $11$", of the last two things that it was said to "
    "divide."""
    value = phrase.term(match.group(2))
    both = phrase.scope.divided[-2:]
    if len(subjects) != 1 or len(both) != 2 or any(d != subjects[0] for d, _ in both):
        raise Unclear("it is not clear which difference is meant")
    one, two = (term for _, term in both)
    if match.group("how") == "sum":
        is_value: Prop = Rel("=", add(one, two), value)
    else:
        is_value = Or((Rel("=", sub(one, two), value), Rel("=", sub(two, one), value)))
    return And((is_value, Divides(subjects[0], value)))


def _divides_pair(phrase: Phrase, subjects: Sequence[Term]) -> Prop:
    """What divides two numbers divides every combination of them: only the first is checked."""
    if len(subjects) != 1 or len(phrase.scope.pair) != 2:
        raise Unclear("it is not clear what is divided")
    return And(tuple(Divides(subjects[0], each) for each in phrase.scope.pair))


def _no_common(phrase: Phrase, subjects: Sequence[Term], match: re.Match[str]) -> Prop:
    """ "have no common divisor greater than $1$"."""
    mark = match.group(1) or match.group(2)
    terms = phrase.terms(mark) if mark else [ONE]
    if len(subjects) != 2 or ONE not in terms or not set(terms) <= {ONE, num(-1)}:
        raise Unclear("the common divisors are not clear")
    return Rel("=", Call("gcd", tuple(subjects)), ONE)


def _no_object() -> Prop:
    raise Unclear("it is not clear what is divided")


_Table: TypeAlias = dict[str, list[tuple["re.Pattern[str]", Maker]]]


def _table(rows: list[tuple[str, Maker]]) -> _Table:
    table: _Table = {}
    for template, maker in rows:
        pattern = compiled(template)
        for word in _heads(template):
            table.setdefault(word, []).append((pattern, maker))
    return table


_ALL = ""


def _heads(template: str) -> tuple[str, ...]:
    """The first words, or all where a template begins with what may be absent."""
    if template.startswith("(?:") and template[: template.index(")") + 2].endswith("?"):
        return (_ALL,)
    if "?" in template.split(" ", 1)[0] and not template.startswith("(?:"):
        return (_ALL,)
    heads = first_words(template)
    return (_ALL,) if any(set(head) & set("?(){}[|\\") for head in heads) else heads


_COMPLEMENT_TABLE = _table(COMPLEMENTS)


_VERB_TABLE = _table(_VERBS)


def _lookup(
    table: _Table, phrase: Phrase, at: int, subjects: Sequence[Term]
) -> tuple[Prop, int] | None:
    word = phrase.word(at)
    best: tuple[Prop, int] | None = None
    for pattern, maker in (*table.get(word, ()), *table.get(_ALL, ())):
        match = pattern.match(phrase.text, at)
        if match is None or (best is not None and match.end() <= best[1]):
            continue
        try:
            best = (maker(phrase, subjects, match), match.end())
        except Unclear as unclear:
            phrase.why = phrase.why or str(unclear)
            best = _shorter(phrase, subjects, pattern, maker, match) or best
    return best


_JOINED = re.compile(rf"(?: ,)?(?: (?:and|or))? {F}$")


def _shorter(
    phrase: Phrase,
    subjects: Sequence[Term],
    pattern: re.Pattern[str],
    maker: Maker,
    match: re.Match[str],
) -> tuple[Prop, int] | None:
    """Without the last formula, which belongs to the next clause: "is divisible by $3$, and $n =
    6$"."""
    cut = _JOINED.search(match.group())
    if cut is None or cut.group().startswith((" or", " , or")) or cut.start() == 0:
        return None
    again = pattern.match(phrase.text, match.start(), match.start() + cut.start())
    if again is None:
        return None
    try:
        return maker(phrase, subjects, again), again.end()
    except Unclear:
        return None


def complement(phrase: Phrase, at: int, subjects: Sequence[Term]) -> tuple[Prop, int] | None:
    """What stands after "is"."""
    return _lookup(_COMPLEMENT_TABLE, phrase, at, subjects)


def predicate(
    phrase: Phrase, at: int, subjects: Sequence[Term], any_of: bool = False
) -> tuple[list[Prop], int] | None:
    """A verb and what follows it. `at` is where the subject ends (before the space).

    With `any_of` the subjects are joined by "or".
    """
    if any_of:
        return _any(phrase, at, subjects)
    found = _predicate(phrase, at, subjects)
    if found is not None and len(subjects) == 1:
        phrase.scope.predicated = subjects[0], both(found[0])
    return found


_ELIDED = re.compile(r" (?:is|are|does|do)(?: (?:also|too|as well|(?P<not>not)))" + END)


def elided(phrase: Phrase, at: int, subjects: Sequence[Term]) -> tuple[list[Prop], int] | None:
    """ "The right side is not": what was said last, of another subject."""
    match = _ELIDED.match(phrase.text, at)
    if match is None:
        return None
    props = same_of(phrase, subjects)
    if match.group("not"):
        props = [negation(prop) for prop in props]
    return (props, match.end()) if props else None


def same_of(phrase: Phrase, subjects: Sequence[Term]) -> list[Prop]:
    """What was said last of one thing, said of others; empty where it cannot be."""
    if phrase.scope.predicated is None:
        return []
    old, prop = phrase.scope.predicated
    return [new for subject in subjects if (new := _about(prop, old, subject)) is not None]


def _about(prop: Prop, old: Term, new: Term) -> Prop | None:
    match prop:
        case Divides(divisor, term) if term == old:
            return Divides(divisor, new)
        case Cong(left, right, modulus) if left == old:
            return Cong(new, right, modulus)
        case Is(term, kind) if term == old:
            return Is(new, kind)
        case Rel(op, left, right) if left == old:
            return Rel(op, new, right)
        case Or(parts) | And(parts):
            found = tuple(each for part in parts if (each := _about(part, old, new)))
            return type(prop)(found) if len(found) == len(parts) else None
        case _:
            return None


def _predicate(phrase: Phrase, at: int, subjects: Sequence[Term]) -> tuple[list[Prop], int] | None:
    match = _CANNOT.match(phrase.text, at)
    if match is not None:
        found = complement(phrase, match.end(), subjects)
        return None if found is None else _more(phrase, found, subjects, True)
    match = _VERB.match(phrase.text, at)
    if match is None:
        if phrase.text[at : at + 1] != " ":
            return None
        adverb = _BEFORE_VERB.match(phrase.text, at)
        found = _lookup(_VERB_TABLE, phrase, adverb.end() if adverb else at + 1, subjects)
        return None if found is None else _more_verbs(phrase, found, subjects)
    denied = bool(match.group("not"))
    first = complement(phrase, match.end(), subjects)
    if first is None:
        found = _lookup(_VERB_TABLE, phrase, at + 1, subjects)
        return None if found is None else _more_verbs(phrase, found, subjects)
    whole = _more(phrase, first, subjects, denied)
    verb = _MORE_VERBS.match(phrase.text, whole[1]) if whole is not None else None
    if whole is None or verb is None:
        return whole
    further = _predicate(phrase, verb.end() - 1, subjects)
    return whole if further is None else (whole[0] + further[0], further[1])


_BEFORE_VERB = re.compile(
    r" (?:also|then|thus|therefore|hence|clearly|always|must|both|all|indeed|again|certainly) "
)


def _any(phrase: Phrase, at: int, subjects: Sequence[Term]) -> tuple[list[Prop], int] | None:
    options: list[Prop] = []
    end = 0
    for subject in subjects:
        found = predicate(phrase, at, [subject])
        if found is None:
            return None
        props, end = found
        options.append(props[0] if len(props) == 1 else And(tuple(props)))
    return [Or(tuple(options))], end


def _denied(prop: Prop, subjects: Sequence[Term]) -> Prop:
    joint = isinstance(prop, Rel) and prop.left == Call("gcd", tuple(subjects))
    if len(subjects) > 1 and not joint and not isinstance(prop, Named):
        raise Unclear("'not' of several things is not clear")
    return negation(prop)


def _more(
    phrase: Phrase, first: tuple[Prop, int], subjects: Sequence[Term], denied: bool
) -> tuple[list[Prop], int] | None:
    """Further complements: "is even and not divisible by 4"."""
    prop, end = first
    try:
        props = [_denied(prop, subjects) if denied else prop]
    except Unclear as unclear:
        phrase.why = phrase.why or str(unclear)
        return None
    joined = ""
    while True:
        match = _MORE.match(phrase.text, end)
        if match is None or not match.group("word"):
            break
        word = "or" if match.group("word") == " or" else "and"
        following = complement(phrase, match.end(), subjects)
        if following is None or (phrase.word(match.end()) == "F" and not match.group("be")):
            break
        if joined not in ("", word) or (denied and word == "or"):
            phrase.why = "'and', 'or' and 'not' are mixed"
            return None
        joined = word
        if word == "or" and len(subjects) > 1:
            phrase.why = "'or' of several things is not clear"
            return None
        try:
            negated = bool(match.group("not")) or (denied and not match.group("be"))
            if denied and word == "and" and not match.group("not"):
                raise Unclear("'not' before 'and' is not clear")
            props.append(_denied(following[0], subjects) if negated else following[0])
        except Unclear as unclear:
            phrase.why = phrase.why or str(unclear)
            return None
        end = following[1]
    return ([Or(tuple(props))] if joined == "or" else props), end


_MORE_VERBS = re.compile(r"(?: ,)? (?:and|but) (?:also )?(?=(?:divides|leaves|is|does|equals)\b)")


def _more_verbs(
    phrase: Phrase, first: tuple[Prop, int], subjects: Sequence[Term]
) -> tuple[list[Prop], int]:
    prop, end = first
    match = _MORE_VERBS.match(phrase.text, end)
    if match is not None:
        found = predicate(phrase, match.end() - 1, subjects)
        if found is not None:
            return [prop, *found[0]], found[1]
    return [prop], end
