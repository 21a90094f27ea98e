"""One clause: a formula, or words that say what a formula could.

`clause` reads from a place up to a word that begins something else, together with what hangs on it
("for some integer $k$", "since ...", "in all cases"). The caller decides whether it is claimed,
supposed or to be shown.
"""

from __future__ import annotations

import re
from contextlib import suppress

from selfproof.world.language import listing, special
from selfproof.world.language.chains import ends_of_product, is_equation, links_only, note_chain
from selfproof.world.language.consecutive import product_of_consecutive
from selfproof.world.language.patterns import END, F
from selfproof.world.language.phrase import (
    Phrase,
    Said,
    Unclear,
    both,
    free,
)
from selfproof.world.language.predicates import complement, elided, predicate
from selfproof.world.language.process import always_said
from selfproof.world.language.referents import note_equation, referred
from selfproof.world.language.referring import FIRST_WORDS, LEADING, about_referent, is_inequality
from selfproof.world.language.suffixes import SUFFIXES, SUFFIXES_BY_WORD, with_suffixes
from selfproof.world.language.worded import READERS
from selfproof.world.latex import Formula
from selfproof.world.props import (
    Cong,
    Exists,
    Forall,
    Not,
    Or,
    Prop,
    Rel,
    negation,
)
from selfproof.world.terms import Num, Term, Var, variables

_MOST_NESTED = 6


_PREFIX = re.compile(
    r"(?:that |it holds that |it is (?:true|clear|known|easy to see) that |"
    r"(?:we|one) (?:also |then |now |thus |therefore |clearly |always |still |must |indeed )?"
    r"(?:have|has|get|gets|obtain|see|find|know|use|note)(?: that)? |"
    r"(?:we |i )?(?:start|begin) (?:from|with) (?:the |this )(?:identity|equation|"
    rf"factori[sz]ation|decomposition|formula|inequality|congruence) (?={F})|"
    r"(?:the |this |our )(?:(?:following|simple|basic) )?(?:equation|inequality|congruence|"
    r"relation|identity|equality|condition) "
    rf"(?={F}))+"
)


_NOUNS = re.compile(
    r"(?:(?:the|this|that|these|those|all|both|each of|both of|of|our|its|every|again) )*"
    r"(?:(?:two|three|four|five|six|seven|eight|consecutive|given|last|resulting|new|whole|"
    r"positive|negative|distinct|final|initial) )*"
    r"(?:(?:numbers?|integers?|values?|expressions?|quantity|quantities|terms?|products?|sums?|"
    r"differences?|(?:fourth|fifth|sixth|third|second) powers?|squares?|cubes?|summands?|residues?|"
    r"powers?|fractions?|factors?|polynomials?|points?|lines?|primes?|"
    r"segments?|triangles?|vectors?|sides?|quadrilaterals?|variables?|remainders?|discriminant|"
    r"divisors?|numerator|denominator|(?:value|values) of|solution|"
    r"constant|coefficients?|exponents?|first|second|left side|right side|number of the form) )?"
    rf"(?={F})"
)


_OF_CONSECUTIVE = re.compile(
    r"(?: ,)? (?:(?:being|as) )?(?:(?:the |a )?product )?of (?:the )?(?P<k>two|three|four|five) "
    rf"consecutive (?:integers|numbers)(?P<factors> {F}(?:(?: ,)?(?: and)? {F})*)?"
    r"(?:(?: ,)?(?= )|$)"
)


_PRODUCT_APPOSED = re.compile(
    r" , (?:which is )?(?:the |a )?product of (?:the )?(?P<k>two|three|four|five) consecutive "
    r"(?:integers|numbers)(?P<factors>)" + END
)


_NEXT_OR = re.compile(rf"(?: ,)? or ({F})")


_NEXT_COMMA = re.compile(rf" , ({F})")


_MODULO = re.compile(rf" (?:\( )?(?:mod|modulo) ({F})(?: \))?")


_LIST_NEXT = re.compile(
    r"(?: ,| ,? ?(?P<word>and|or)) (?:(?:the )?(?:number|integer|factor|term|summand|power) )?"
    rf"({F})"
)


_PRONOUN = re.compile(
    r"(?:it|this|this number|this value|this expression|this sum|the number|the sum|"
    r"this term|which|the value|the last number|the result|the latter)(?= )"
)


def clause(phrase: Phrase, at: int, depth: int = 0) -> Said | None:
    """Reads a clause, None when it is not in the language."""
    if depth > _MOST_NESTED:
        return None
    prefix = _PREFIX.match(phrase.text, at)
    if prefix:
        at = prefix.end()
    said = _core(phrase, at, depth)
    if said is None:
        return None
    if prefix and "identity" in prefix.group():
        phrase.scope.named_identity = phrase.scope.identity
    said = _alternatives(phrase, said, depth)
    if said is None:
        return None
    return with_suffixes(phrase, said, depth)


def _core(phrase: Phrase, at: int, depth: int) -> Said | None:
    said = _by_word(phrase, at, depth)
    return always_said(phrase, at, said) if phrase.scope.vocabulary.start else said


def _by_word(phrase: Phrase, at: int, depth: int) -> Said | None:
    word = phrase.word(at)
    found = special.special(phrase, at, word)
    if found is not None:
        return found
    of_inequality = is_inequality(phrase.scope.statement)
    if of_inequality and word in LEADING:
        said = about_referent(phrase, at)
        if said is not None:
            return said
    reader = READERS.get(word)
    if reader is not None:
        said = reader(phrase, at, depth)
        if said is not None:
            return said
    nouns = _NOUNS.match(phrase.text, at)
    if nouns is not None:
        if " only " in phrase.text:
            with suppress(Unclear):
                remaining = listing.only_candidates(phrase, nouns.end())
                if remaining is not None:
                    return remaining
        return _from_formula(phrase, nouns.end(), nouns.group())
    found_terms = referred(phrase, at)
    if found_terms is not None:
        said = _of_referents(phrase, *found_terms)
        if said is not None:
            return said
    pronoun = _PRONOUN.match(phrase.text, at)
    if pronoun is not None:
        said = _from_pronoun(phrase, pronoun)
        if said is not None:
            return said
    return about_referent(phrase, at) if of_inequality and word in FIRST_WORDS else None


def _of_referents(phrase: Phrase, subjects: list[Term], end: int) -> Said | None:
    found = predicate(phrase, end, subjects) or elided(phrase, end, subjects)
    if found is None:
        return None
    if len(subjects) == 1:
        phrase.scope.first = phrase.scope.last = subjects[0]
    return Said(*found)


def _from_pronoun(phrase: Phrase, match: re.Match[str]) -> Said | None:
    scope = phrase.scope
    subject = (
        scope.last if match.group() in ("which", "the last number", "the latter") else scope.first
    )
    if match.group() == "this" and phrase.this is not None:
        subject = phrase.this
    if subject is None:
        return None
    found = predicate(phrase, match.end(), [subject])
    if found is None:
        return None
    props, end = found
    if phrase.scope.congruent is not None and len(props) == 1:
        props = [_as_residue(props[0], phrase.scope.congruent)]
    return Said(props, end)


def _as_residue(prop: Prop, modulus: Term) -> Prop:
    """After "$f(n) \\equiv 2n^2 \\pmod 3$" the words "this is $0$" are about residues."""
    match prop:
        case Rel("=", left, Num() as value) if variables(left):
            return Cong(left, value, modulus)
        case _:
            return prop


def _from_formula(phrase: Phrase, at: int, nouns: str) -> Said | None:
    mark = phrase.text[at]
    end = at + 1
    joined = _joined(phrase, at)
    if joined is not None:
        formula, end = joined
    else:
        try:
            formula = phrase.formula(mark)
        except Unclear:
            return _named_statement(phrase, at)
    listed = listing.alternatives(phrase, at, formula) if end == at + 1 else None
    if listed is not None:
        return listed
    if not formula.props:
        said = _about_terms(phrase, at, formula)
        if said is not None and _EVERY.match(nouns):
            said = _of_every(phrase, said, formula)
        return said or _named_statement(phrase, at)
    named = _named_statement(phrase, at)
    if named is not None:
        return named
    note_chain(phrase, formula)
    props = [*formula.props, *ends_of_product(formula)]
    if phrase.text[end : end + 1] == " " and end == at + 1 and phrase.text[end + 1] not in ",;:.()":
        solved = _NO_SOLUTION.match(phrase.text, end)
        if solved is not None and formula.props:
            names = tuple(sorted(free(props)))
            if names and is_equation(formula) and set(names) <= set(phrase.scope.vocabulary.kinds):
                return Said([negation(both(props))], solved.end())
            if names and is_equation(formula):
                return Said([Not(Exists(names, "integer", both(props)))], solved.end())
        denied = _truth_of(phrase, end)
        if denied is not None:
            never = " never " in phrase.text[end : denied[1]]
            holds, end = denied
            return Said(props if holds else [negation(both(props))], end, closes=never)
        subject = formula.first if links_only(formula) else None
        if subject is not None:
            found = predicate(phrase, end, [subject])
            if found is not None:
                return Said(props + found[0], found[1])
    if len(props) == 1:
        note_equation(phrase.scope, props[0])
    apposition = _PRODUCT_APPOSED.match(phrase.text, end)
    if apposition is not None and formula.first is not None and links_only(formula):
        try:
            props += product_of_consecutive(phrase, formula.first, apposition)
        except Unclear:
            return None
        end = apposition.end()
    return Said(props, end)


_NO_SOLUTION = re.compile(
    r" has no (?:(?:integer|integral) solutions?|solutions? in (?:the )?integers)" + END
)


_TRUTH = re.compile(
    r" (?:(?:also |always |clearly |indeed |then )?(?P<yes>holds|is true|is satisfied|"
    r"is clear|is obvious|"
    r"is trivial|is valid|is correct|follows|must hold)|(?P<no>(?:is (?:impossible|"
    r"not possible|false|absurd|not true|a contradiction|never true|never satisfied|never "
    r"possible)|does not hold|cannot hold|never (?:holds|happens|occurs)|cannot (?:happen|occur)|"
    r"cannot be(?: true)?|fails|(?:therefore |thus |hence )?has no (?:integer |integral )?"
    rf"solutions?)(?: (?:for|in) (?:all |any )?integers(?: {F}(?: and {F})?)?)?))" + END
)


def _truth_of(phrase: Phrase, at: int) -> tuple[bool, int] | None:
    match = _TRUTH.match(phrase.text, at)
    return None if match is None else (bool(match.group("yes")), match.end())


def _joined(phrase: Phrase, at: int) -> tuple[Formula, int] | None:
    """Formulas that words cut apart: `$x^2 \\equiv 0$ or $1 \\pmod 4$`, `$n \\equiv 1$ mod $3$`."""
    text = phrase.text
    end = at + 1
    if text[end : end + 4] not in (" or ", " mod", " ( m") and text[end : end + 2] != " ,":
        return None
    raws = [phrase.raw(text[at])]
    while (match := _NEXT_COMMA.match(text, end)) is not None and _NEXT_OR.match(text, match.end()):
        raws.append(phrase.raw(match.group(1)))
        end = match.end()
    while (match := _NEXT_OR.match(text, end)) is not None:
        raws.append(phrase.raw(match.group(1)))
        end = match.end()
    modulo = _MODULO.match(text, end)
    if len(raws) == 1 and modulo is None:
        return None
    joined = " \\text{ or } ".join(raws)
    if modulo is not None:
        if "\\equiv" not in raws[0] and "≡" not in raws[0]:
            return None
        joined += f" \\pmod{{{phrase.raw(modulo.group(1))}}}"
        end = modulo.end()
    try:
        formula = phrase.read(joined)
    except Unclear:
        return None
    return (formula, end) if formula.props else None


_EVERY = re.compile(r"(?:every|each|any) (?:number|integer) $")


def _of_every(phrase: Phrase, said: Said, formula: Formula) -> Said:
    """ "Every integer $t$ is ...", where t is new; what exists for it gets names."""
    (term,) = formula.terms if len(formula.terms) == 1 else (None,)
    if not isinstance(term, Var) or term.name in phrase.scope.known:
        return said
    if any(isinstance(prop, Exists) for prop in said.props):
        said.arbitrary = (term.name,)
    else:
        said.props = [Forall((term.name,), "integer", both(said.props))]
    return said


def _about_terms(phrase: Phrase, at: int, formula: Formula) -> Said | None:
    """Terms and what is said of them."""
    subjects = list(formula.terms)
    end = at + 1
    words: set[str] = set()
    while (match := _LIST_NEXT.match(phrase.text, end)) is not None:
        try:
            following = phrase.formula(match.group(2))
        except Unclear:
            return None
        if following.props:
            return None
        subjects.extend(following.terms)
        words.add(match.group("word") or "and")
        end = match.end()
    product: list[Prop] = []
    apposition = _OF_CONSECUTIVE.match(phrase.text, end)
    if apposition and len(subjects) == 1:
        try:
            product = product_of_consecutive(phrase, subjects[0], apposition)
        except Unclear:
            return None
        end = apposition.end()
    found = predicate(phrase, end, subjects, any_of="or" in words)
    if found is None and not words:
        found = elided(phrase, end, subjects)
    if found is None or words == {"and", "or"}:
        return None
    found = product + found[0], found[1]
    if len(subjects) == 1:
        phrase.scope.first = phrase.scope.last = subjects[0]
    else:
        phrase.scope.listed = tuple(subjects)
    return Said(*found)


_PREDICATE_NAME = re.compile(r"\s*([A-Z])\s*\((.+)\)\s*\Z", re.DOTALL)


_HOLDS = re.compile(
    r"(?: (?:also|then|thus))? (?:holds|is true|is valid|is proved|is proven|"
    r"follows)(?: too| as well| true)?" + END
)


def _named_statement(phrase: Phrase, at: int) -> Said | None:
    """P(k), with or without "is true"."""
    if not phrase.scope.predicates:
        return None
    match = _PREDICATE_NAME.match(phrase.raw(phrase.text[at]))
    predicate_of = phrase.scope.predicates.get(match.group(1)) if match else None
    if match is None or predicate_of is None:
        return None
    try:
        argument = phrase.read(match.group(2))
    except Unclear:
        return None
    if len(argument.terms) != 1:
        return None
    name, prop = predicate_of
    from selfproof.world.language.phrase import put_in

    holds = _HOLDS.match(phrase.text, at + 1)
    return Said([put_in(prop, {name: argument.terms[0]})], holds.end() if holds else at + 1)


def _alternatives(phrase: Phrase, said: Said, depth: int) -> Said | None:
    """ "P or Q"."""
    options = [both(said.props)] if said.props else []
    end = said.end
    while phrase.text.startswith((" or ", " , or "), end) and options:
        start = phrase.text.index("or ", end) + 3
        following = _core(phrase, start, depth + 1)
        if following is None or following.note or following.names:
            return None
        options.append(both(following.props))
        end = following.end
    if len(options) > 1:
        said.props = [Or(tuple(options))]
        said.end = end
    return said


for _words, _suffix in SUFFIXES:
    for _word in _words.split():
        SUFFIXES_BY_WORD[_word] = (*SUFFIXES_BY_WORD.get(_word, ()), _suffix)


_AND = re.compile(
    r"(?: ,)? and (?:that |also |both )?(?!so |hence |thus |therefore |then |we |let |"
    r"suppose |assume )"
)


def conjunction(phrase: Phrase, at: int, depth: int = 0, commas: bool = False) -> Said | None:
    """Clauses joined by "and"; with `commas` also by commas alone."""
    said = condition(phrase, at, depth)
    if said is None:
        return None
    for _ in range(40):
        match = _AND.match(phrase.text, said.end)
        start = match.end() if match else -1
        if match is None and commas and phrase.text.startswith(" , ", said.end):
            start = said.end + 3
        if start < 0:
            break
        following = condition(phrase, start, depth)
        if following is None or following.note:
            break
        said.props = said.props + following.props
        said.names = tuple(dict.fromkeys((*said.names, *following.names)))
        said.listed += following.listed
        said.defined += following.defined
        said.reasons += following.reasons
        said.end = following.end
    return said


def condition(phrase: Phrase, at: int, depth: int = 0) -> Said | None:
    """A clause, or one without its verb ("$n$ even")."""
    said = clause(phrase, at, depth)
    if said is not None:
        return said
    if phrase.word(at) != "F":
        return None
    try:
        subject = phrase.term(phrase.text[at])
    except Unclear:
        return None
    found = complement(phrase, at + 2, [subject])
    if found is None or phrase.word(at + 2) == "F":
        return None
    return with_suffixes(phrase, Said([found[0]], found[1]), depth)


class _Grammar:
    core = staticmethod(_core)
    conjunction = staticmethod(conjunction)


GRAMMAR = _Grammar()
"""For `Phrase`."""
