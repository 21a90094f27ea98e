"""What hangs on a clause: "for some integer k", "for all n", "since ...", "if ...", "which ...".

A suffix reader changes what was said and moves its end, leaves it alone when it is not there, and
gives None when it is there but cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from selfproof.world.language.patterns import END, F, compiled, kind_of
from selfproof.world.language.phrase import (
    Line,
    Phrase,
    Said,
    Unclear,
    both,
    free,
)
from selfproof.world.language.places import worked_out
from selfproof.world.language.predicates import predicate
from selfproof.world.language.reasons import reason_words
from selfproof.world.language.statements import Reason
from selfproof.world.language.telescoping import summand_suffix
from selfproof.world.language.tuples import for_values_suffix
from selfproof.world.props import (
    And,
    Cong,
    Divides,
    Exists,
    Forall,
    Is,
    Kind,
    Named,
    Not,
    Or,
    Prop,
    Rel,
    negation,
    terms_in,
)
from selfproof.world.terms import ONE, TWO, ZERO, Call, Num, Pow, Term, Var, children

_RELATIVE = re.compile(r"(?: ,)? which(?= (?:is|are|equals|leaves|divides|has|lies|does|cannot)\b)")


_FOR_SOME = compiled(
    r"(?: ,)? (?:(?:for|with|in) (?:(?:some|suitable|certain|appropriate)(?: (?:suitable|"
    r"appropriate))?|an?|two)|in) {KIND} {M}"
)


_FOR_SOME_NAME = compiled(r"(?: ,)? for (?:some|suitable) {L}")
_FOR_SOME_GIVEN = compiled(r"(?: ,)? for some(?: values of| values)? {M}")


_WHERE_KIND = compiled(
    r"(?: ,)? (?:where|with|and) {L} (?:(?:is|are|being) )?(?:again |also |both |all "
    r")?(?:an? |some |two )?"
    r"(?:arbitrary |suitable )?{KIND}"
)


_WHERE_KIND_FIRST = compiled(r"(?: ,)? with (?:an? |some |two )?(?:suitable )?{KIND} {M}")


_WITH_PRIMES = compiled(
    r"(?: ,)? (?:with|where)(?: the| both)? (?:prime numbers|primes) {L}|"
    r"(?: ,)? (?:with|where) {L} (?:are )?(?:both |all )?(?:prime|primes)"
)


def _primes_suffix(phrase: Phrase, said: Said, depth: int) -> Said | None:
    """ "$161 = 7 \\cdot 23$ with primes $7$ and $23$"."""
    match = _WITH_PRIMES.match(phrase.text, said.end)
    if match is None or not said.props:
        return said
    terms = phrase.terms(match.group(1) or match.group(2))
    if not all(isinstance(term, Num) for term in terms):
        return said
    said.props = [*said.props, *(Is(term, "prime") for term in terms)]
    said.end = match.end()
    return said


_WHERE = compiled(r"(?: ,)? (?:where|with) {F}")


END_PATTERN = re.compile(END)


_SINCE = re.compile(r"(?: [,(])? (?:since|because|as|given that|in view of the fact that) ")


_BY = re.compile(
    r"(?: [,(])? (?:by|from|using|due to|because of|thanks to|according to|in view of) "
)


_IF = re.compile(
    r"(?: ,)? (?P<word>if and only if|iff|exactly when|precisely when|exactly if|"
    r"precisely if|exactly for|precisely for|only if|only for|only when|if|whenever|"
    r"when|provided that|unless) "
)


_CASES = re.compile(
    r" (?:in|for) (?:all|both|every|each|either|any|all the|all these|all of these|each of these|"
    r"all possible) (?:(?:two|three|four|five|six) )?(?:possible )?cases?" + END
)


_EMPTY = re.compile(
    r"(?: [,(])? (?:in this case(?: too| as well)?|here|too|as well|again|also|as "
    r"claimed|as desired|"
    r"as required|as needed|as wanted|as stated|as asserted|as was to be shown|as "
    r"expected|then|now|"
    r"as we wanted(?: to show)?|as above|respectively|ref|in that case|indeed|at once|immediately|"
    r"always|either way|regardless|as before|on the right|throughout|there)(?: \))?" + END
)


def with_suffixes(phrase: Phrase, said: Said, depth: int) -> Said | None:
    text = phrase.text
    for _ in range(8):
        end = said.end
        if end >= len(text):
            return said
        head = _NEXT_WORD.match(text, end)
        for suffix in SUFFIXES_BY_WORD.get(head.group(1), ()) if head else ():
            try:
                changed = suffix(phrase, said, depth)
            except Unclear as unclear:
                phrase.why = phrase.why or str(unclear)
                continue
            if changed is None:
                return None
            if said.end > end:
                break
        if said.end == end:
            return said
    return said


_NEXT_WORD = re.compile(r"(?: [,(])?(?: and)? ([a-z-]+)")


def _some_suffix(phrase: Phrase, said: Said, depth: int) -> Said | None:
    for pattern, kind_first in ((_FOR_SOME, True), (_WHERE_KIND, False), (_WHERE_KIND_FIRST, True)):
        match = pattern.match(phrase.text, said.end)
        if match is None or not said.props:
            continue
        marks, kind = (match.group(2), match.group(1)) if kind_first else match.group(1, 2)
        names, limits, end = _leading_names(phrase, marks, match.end(), kind_first)
        _exist(phrase, said, names, kind_of(kind))
        said.props = said.props + limits
        said.end = end
        return said
    given = _FOR_SOME_GIVEN.match(phrase.text, said.end)
    if given is not None and said.props and _are_given(phrase, given.group(1)):
        said.end = given.end()
        return said
    match = _FOR_SOME_NAME.match(phrase.text, said.end)
    if match is not None and said.props:
        names, limits = phrase.names_within(match.group(1))
        if len(names) > 4:
            raise Unclear("the names are not clear")
        kinds: list[Kind] = [each.kind for each in limits if isinstance(each, Is)]
        kind = kinds[0] if kinds else "integer"
        kept = [each for each in limits if not isinstance(each, Is)]
        _exist(phrase, said, names, kind)
        said.props = [*said.props, *kept]
        said.end = match.end()
    return said


def _leading_names(
    phrase: Phrase, marks: str, end: int, may_end: bool
) -> tuple[tuple[str, ...], list[Prop], int]:
    """The names at the beginning of a list at whose end something else may follow: "with an
    integer $q$, and $n = 3q$"."""
    while True:
        try:
            return *phrase.names_within(marks), end
        except Unclear:
            shorter = _LAST_OF_LIST.sub("", marks)
            end -= len(marks) - len(shorter)
            if not may_end or shorter == marks or not END_PATTERN.match(phrase.text, end):
                raise
            marks = shorter


_LAST_OF_LIST = re.compile(rf"(?: ,)?(?: (?:and|or))? {F}$")


def _are_given(phrase: Phrase, marks: str) -> bool:
    """The names are those of the problem: nothing new is introduced."""
    try:
        names = phrase.names(marks)
    except Unclear:
        return False
    return set(names) == set(phrase.scope.vocabulary.kinds)


def _exist(phrase: Phrase, said: Said, names: tuple[str, ...], kind: Kind) -> None:
    """The names exist, or, where they are known and nothing new, are only said to be of a kind."""
    used = free(said.props)
    new = tuple(name for name in names if name in used)
    if not new:
        raise Unclear("the names are not clear")
    said.names = tuple(dict.fromkeys((*said.names, *new)))
    said.listed = names
    said.kind = kind


_SUCH = re.compile(r"(?: ,)? (?:such that|satisfying|with|for which|that satisfy) ")


def _such_suffix(phrase: Phrase, said: Said, depth: int) -> Said | None:
    """ "x and y are integers such that ..."."""
    if not said.props or not all(isinstance(each, Is) for each in _flat(said.props)):
        return said
    match = _SUCH.match(phrase.text, said.end)
    if match is None:
        return said
    found = phrase.grammar.conjunction(phrase, match.end(), depth + 1)
    if found is None or found.note or found.defined:
        return None
    said.props, said.end = said.props + found.props, found.end
    said.names = tuple(dict.fromkeys((*said.names, *found.names)))
    return said


def _flat(props: list[Prop]) -> list[Prop]:
    return [part for prop in props for part in (prop.parts if isinstance(prop, And) else (prop,))]


def _where_suffix(phrase: Phrase, said: Said, depth: int) -> Said | None:
    match = _WHERE.match(phrase.text, said.end)
    if match is None or not said.props:
        return said
    formula = phrase.formula(match.group(1))
    if not formula.props:
        return said
    props, end = _with_options(phrase, list(formula.props), match.end())
    bound = said.props[-1]
    if isinstance(bound, Exists) and free(props) <= set(bound.names):
        said.props[-1] = Exists(bound.names, bound.kind, both([bound.prop, *props]))
        said.end = end
        return said
    new = phrase.scope.unknown(said.props)
    kinds = [each for each in props if isinstance(each, Is) and isinstance(each.term, Var)]
    names = tuple(
        each.term.name for each in kinds if isinstance(each.term, Var) and each.term.name in new
    )
    if names:
        _exist(phrase, said, names, kinds[0].kind)
        props = [each for each in props if each not in kinds]
    first = props[0] if len(props) == 1 else None
    if (
        isinstance(first, Rel)
        and first.op == "="
        and isinstance(first.left, Var)
        and first.left.name in new
        and not phrase.scope.unknown([Rel("=", first.right, ZERO)])
    ):
        said.defined.append((first.left, first.right))
    else:
        rests = free(props)
        said.props = said.props + props
        if len(new) > 1 and rests and rests < set(new):
            _exist(phrase, said, tuple(new), "integer")
    said.end = end
    return said


_OR_FORMULA = re.compile(rf"(?: ,)? or ({F})")


def _with_options(phrase: Phrase, props: list[Prop], end: int) -> tuple[list[Prop], int]:
    """ "with $r = 1$ or $r = -1$"."""
    options = [both(props)]
    while (match := _OR_FORMULA.match(phrase.text, end)) is not None:
        more = phrase.formula(match.group(1)).props
        if not more:
            break
        options.append(both(list(more)))
        end = match.end()
    return (props if len(options) == 1 else [Or(tuple(options))]), end


def _all_suffix(phrase: Phrase, said: Said, depth: int) -> Said | None:
    match = FOR_ALL.match(phrase.text, said.end + 1)
    if phrase.text.startswith(" , ", said.end):
        match = FOR_ALL.match(phrase.text, said.end + 3)
    if match is None or not said.props:
        return said
    limited = _LIMITED.match(phrase.text, match.end()) if match.group(3) else None
    if not END_PATTERN.match(phrase.text, (limited or match).end()):
        return said
    range_of = quantified(phrase, match, free(said.props))
    if range_of is None:
        return said
    names, kind, limits = range_of
    if limited is not None:
        limits = limits + [_limit(phrase, limited, Var(name)) for name in names]
    if not match.group(2) and kind == "integer" and _are_exponents(phrase, names, said.props):
        kind = "natural"
    kinds = phrase.scope.vocabulary.kinds
    if phrase.scope.vocabulary.points and not limits and all(kinds.get(n) == kind for n in names):
        # Every value of a parameter of the problem: it stands for all of them anyway.
        said.end = match.end()
        return said
    said.end = (limited or match).end()
    rest = _WHERE.match(phrase.text, said.end)
    if rest is not None:
        limits = limits + phrase.props(rest.group(1))
        said.end = rest.end()
    said.props = [universal(names, kind, limits, both(said.props))]
    return said


_LIMITED = compiled(
    r"(?: ,)? (?:(?:that|which) (?:is|are) )?(?:(?P<not>not )?(?:divisible by|a multiple of|"
    r"multiples of) (?P<by>{F})|(?:coprime|relatively prime|prime) to (?P<to>{F})|"
    r"(?P<parity>odd|even))",
    ends=False,
)


def _limit(phrase: Phrase, match: re.Match[str], name: Var) -> Prop:
    """ "... for every integer $a$ that is not divisible by 7": what its values are limited to."""
    if match.group("by"):
        divides = Divides(phrase.term(match.group("by")), name)
        return Not(divides) if match.group("not") else divides
    if match.group("to"):
        return Rel("=", Call("gcd", (name, phrase.term(match.group("to")))), ONE)
    return Cong(name, ONE if match.group("parity") == "odd" else ZERO, TWO)


_FOR_LIMIT = re.compile(rf" for ({F})(?=$| [.;,:])")


def _limit_suffix(phrase: Phrase, said: Said, depth: int) -> Said | None:
    """ "... for $n \\ge 1$", said of a variable of the problem that counts: for all of them."""
    match = _FOR_LIMIT.match(phrase.text, said.end)
    if match is None or not said.props or said.names:
        return said
    limits = phrase.formula(match.group(1)).props
    about = free(limits)
    name = about.pop() if len(about) == 1 else ""
    kind = phrase.scope.vocabulary.kinds.get(name)
    if kind not in ("natural", "positive integer", "integer") or name not in free(said.props):
        return said
    if not all(isinstance(each, Rel) and each.op in ("<", "<=", ">", ">=") for each in limits):
        return said
    kind, kept = tidied((name,), kind, list(limits))
    said.props = [universal((name,), kind, kept, both(said.props))]
    said.end = match.end()
    return said


def _are_exponents(phrase: Phrase, names: tuple[str, ...], props: list[Prop]) -> bool:
    """New names for exponents of numbers are not negative, where nothing else is said."""
    known = phrase.scope.vocabulary.kinds
    terms = [term for prop in props for term in terms_in(prop)]
    return all(
        name not in known and any(_is_exponent(Var(name), term) for term in terms) for name in names
    )


def _is_exponent(name: Var, term: Term) -> bool:
    if isinstance(term, Pow) and term.exponent == name and isinstance(term.base, Num):
        return True
    return any(_is_exponent(name, part) for part in children(term))


_WHATEVER = compiled(
    r"(?: ,)? (?:whatever|no matter (?:what|which))(?: the)?(?: value of)?(?: {KIND})? {F} "
    r"(?:is|may be|we take|we choose|has)"
)


def _whatever_suffix(phrase: Phrase, said: Said, depth: int) -> Said | None:
    """ "... whatever integer $n$ is"."""
    match = _WHATEVER.match(phrase.text, said.end)
    if match is None or not said.props or said.names:
        return said
    names = phrase.names(match.group(2))
    kind = kind_of(match.group(1)) if match.group(1) else common_kind(phrase, names)
    said.props = [universal(names, kind, [], both(said.props))]
    said.end = match.end()
    return said


FOR_ALL = compiled(
    r"for (?:(?:all|every|each|any|arbitrary)(?: (?:of the|the))?|(?=(?:even|odd) ))"
    r"( ?even| ?odd)?(?: {KIND})?(?: {NAMES})?",
    ends=False,
)


Range = tuple[tuple[str, ...], Kind, list[Prop]]


"""Names, their kind, and limits."""


def quantified(phrase: Phrase, match: re.Match[str], about: set[str]) -> Range | None:
    """What "for all even integers n >= 2" ranges over; `about` are the names of what is said."""
    adjective, words, marks = match.group(1, 2, 3)
    if not words and not marks:
        return None
    limits: list[Prop] = []
    if marks:
        names, limits = phrase.names_within(marks)
    else:
        names = tuple(sorted(about & set(phrase.scope.vocabulary.kinds)))
        if len(names) != 1:
            raise Unclear("it is not clear for all of what")
    if not names or len(names) > 6:
        raise Unclear("it is not clear for all of what")
    kinds = [each for each in limits if isinstance(each, Is) and isinstance(each.term, Var)]
    kind: Kind = kind_of(words) if words else common_kind(phrase, names)
    if kinds:
        kind = kinds[0].kind
    limits = [each for each in limits if each not in kinds]
    kind, limits = tidied(names, kind, limits)
    if adjective:
        rest = ONE if adjective.strip() == "odd" else ZERO
        limits += [Cong(Var(name), rest, TWO) for name in names]
    return names, kind, limits


def tidied(names: tuple[str, ...], kind: Kind, limits: list[Prop]) -> tuple[Kind, list[Prop]]:
    """A lower bound that the kind has already is dropped; with a higher one, integers do."""
    low = {"natural": 0, "positive integer": 1}.get(kind)
    if low is None or len(names) != 1:
        return kind, limits
    for each in limits:
        match each:
            case Rel(">=", Var(), Num(value)) | Rel("<=", Num(value), Var()):
                if value == low:
                    return kind, [other for other in limits if other is not each]
                if value > low:
                    return "integer", limits
    return kind, limits


def universal(names: tuple[str, ...], kind: Kind, limits: list[Prop], prop: Prop) -> Prop:
    """It holds for all of these."""
    return Forall(names, kind, Or((*map(negation, limits), prop)) if limits else prop)


def common_kind(phrase: Phrase, names: tuple[str, ...]) -> Kind:
    """What names that the problem gives are; else what most of its variables are."""
    kinds = phrase.scope.vocabulary.kinds
    for name in (*names, *kinds):
        if name in kinds:
            kind = kinds[name]
            if name in names:
                return kind
            return "real" if kind in ("real", "positive real", "nonnegative real") else "integer"
    return "integer"


def _since_suffix(phrase: Phrase, said: Said, depth: int) -> Said | None:
    match = _SINCE.match(phrase.text, said.end)
    if match is None:
        return said
    found = phrase.grammar.conjunction(phrase, match.end(), depth + 1)
    if found is None:
        return None if not reason_words(phrase, match.end()) else said
    if found.note or found.names:
        return None
    said.reasons += tuple(Reason(since=prop) for prop in found.props)
    said.end = _closed(phrase, found.end, match.group())
    listed = _LISTED.match(phrase.text, said.end)
    if listed is not None:
        said.reasons += tuple(Reason(since=prop) for prop in phrase.props(listed.group()))
        said.end = listed.end()
    match said.props:
        case [Named("lies on", (point, left, right))]:
            for prop in worked_out(point, Line("lies on", (left, right)), found.props):
                said.reasons += (Reason(since=prop),)
    return said


_LISTED = re.compile(rf"(?: ,(?: and)? {F})+(?=$)")
"""Nothing but formulas up to the end of the sentence: they go on with the reasons."""


def _closed(phrase: Phrase, end: int, opened: str) -> int:
    return end + 2 if "(" in opened and phrase.text.startswith(" )", end) else end


def _by_suffix(phrase: Phrase, said: Said, depth: int) -> Said | None:
    match = _BY.match(phrase.text, said.end)
    if match is None:
        return said
    found = reason_words(phrase, match.end())
    if found is None:
        return said
    words, end = found
    said.reasons += (Reason(by=words),)
    said.end = _closed(phrase, end, match.group())
    return said


def _if_suffix(phrase: Phrase, said: Said, depth: int) -> Said | None:
    """ "P if Q", "P if and only if Q"."""
    match = _IF.match(phrase.text, said.end)
    if match is None:
        return said
    found = phrase.grammar.conjunction(phrase, match.end(), depth + 1)
    if found is None or found.note or not said.props or said.names:
        return None
    claim, condition = both(said.props), found.prop
    word = match.group("word")
    if word == "unless":
        said.props = [Or((condition, claim))]
    elif word.startswith("only"):
        said.props = [Or((negation(claim), condition))]
    else:
        forward: Prop = Or((negation(condition), claim))
        if word in ("if", "whenever", "when", "provided that"):
            said.props = [forward]
        else:
            said.props = [And((Or((negation(claim), condition)), forward))]
    said.end = found.end
    return said


_WITH_EQUALITY = re.compile(
    r"(?: ,)? (?:with equality|and equality holds|where equality holds)(?: holding| occurring)? "
    r"(?P<word>if and only if|iff|exactly when|precisely when|exactly if|exactly for|precisely for|"
    r"only if|only for|only when|if|when|for) "
)


def _equality_suffix(phrase: Phrase, said: Said, depth: int) -> Said | None:
    """ "x^2 >= 0 with equality if and only if x = 0"."""
    match = _WITH_EQUALITY.match(phrase.text, said.end)
    last = said.props[-1] if said.props else None
    if match is None or not isinstance(last, Rel) or last.op not in (">=", "<="):
        return said
    found = phrase.grammar.conjunction(phrase, match.end(), depth + 1)
    if found is None or found.note or said.names:
        return None
    equal, where = Rel("=", last.left, last.right), found.prop
    word = match.group("word")
    if not word.startswith(("if", "when", "for")) or word == "if and only if" or word == "iff":
        said.props = [*said.props, Or((negation(equal), where))]
    if not word.startswith("only"):
        said.props = [*said.props, Or((negation(where), equal))]
    said.end = found.end
    return said


def _case_suffix(phrase: Phrase, said: Said, depth: int) -> Said | None:
    match = _CASES.match(phrase.text, said.end)
    if match is not None:
        said.closes, said.end = True, match.end()
    return said


def _empty_suffix(phrase: Phrase, said: Said, depth: int) -> Said | None:
    match = _EMPTY.match(phrase.text, said.end)
    if match is not None:
        said.end = match.end()
    return said


def _which_suffix(phrase: Phrase, said: Said, depth: int) -> Said | None:
    match = _RELATIVE.match(phrase.text, said.end)
    subject = phrase.scope.last
    if match is None or subject is None or said.names:
        return said
    found = predicate(phrase, match.end(), [subject])
    if found is None:
        return said
    said.props, said.end = said.props + found[0], found[1]
    return said


_Suffix = Callable[[Phrase, Said, int], "Said | None"]


SUFFIXES: tuple[tuple[str, _Suffix], ...] = (
    ("with where", _primes_suffix),
    ("for with where", _some_suffix),
    ("such satisfying with for that", _such_suffix),
    ("where with", _where_suffix),
    ("for", for_values_suffix),
    ("for", _all_suffix),
    ("for", _limit_suffix),
    ("whatever no", _whatever_suffix),
    ("with equality where", _equality_suffix),
    ("in for", _case_suffix),
    (
        "in here too as again also then now respectively ref indeed at immediately always either "
        "regardless on throughout there",
        _empty_suffix,
    ),
    ("since because as given in", _since_suffix),
    ("if iff exactly precisely only whenever when provided unless", _if_suffix),
    ("by from using due because thanks according in", _by_suffix),
    ("which", summand_suffix),
    ("which", _which_suffix),
)


SUFFIXES_BY_WORD: dict[str, tuple[_Suffix, ...]] = {}
