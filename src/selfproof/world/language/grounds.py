"""Units that give reasons: since, by, from, adding these, modulo 7."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from selfproof.world.kernel.normal import polynomial
from selfproof.world.language import fixed, inductive
from selfproof.world.language.clauses import (
    conjunction,
)
from selfproof.world.language.patterns import NUMBERS, F
from selfproof.world.language.phrase import Phrase, Unclear, is_formula
from selfproof.world.language.places import check_cited
from selfproof.world.language.reasons import method, reason_words
from selfproof.world.language.statements import EndCases, Reason
from selfproof.world.latex.names import listed
from selfproof.world.poly import scale
from selfproof.world.props import Prop, Rel
from selfproof.world.terms import Add, Mul, Num, Term, Undefined, Var, variables

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader
from selfproof.world.language.connectives import STOP

_SINCE = re.compile(
    r"(?:since|because|as|given that|using that|using the fact that|noting that|"
    r"knowing that|from the fact that|in view of|seeing that)(?: we (?:have|know)(?: "
    r"that)?)? "
)


def since_unit(reader: SentenceReader, at: int) -> int | None:
    """ "Since P, Q"."""
    phrase, text = reader.phrase, reader.phrase.text
    match = _SINCE.match(text, at)
    if match is None:
        return None
    as_product = _AS_PRODUCT.match(text, at)
    if as_product is not None:
        _agrees_with_count(phrase, as_product)
        reader.reasons += (Reason(by="product of consecutive integers"),)
        return as_product.end()
    general = _GENERAL_SINCE.match(text, at)
    if general is not None:
        reader.reasons += (Reason(by="a known fact"),)
        return general.end()
    this = phrase.this or phrase.scope.first
    meant = phrase.scope.spoken
    said = conjunction(phrase, match.end())
    phrase.this = this
    if said is None or said.note:
        return None
    if phrase.scope.first is None or not variables(phrase.scope.first):
        # "Since gcd(2, 3) = 1, it is ..." is not about the number 1.
        phrase.scope.spoken = meant
    if said.names or said.closes or said.defined:
        reader.claim(said, at)
        return said.end
    reader.reasons += (*said.reasons, *(Reason(since=prop) for prop in said.props))
    return said.end


def _agrees_with_count(phrase: Phrase, match: re.Match[str]) -> None:
    """ "As a product of three consecutive integers, n(n + 1)(n + 2) ...": three are written, where
    all of them are.

    Raises:
        Unclear: there are more, or fewer.
    """
    mark = phrase.text[match.end() : match.end() + 4].removeprefix(" , ")
    if not match.group("k") or not is_formula(mark):
        return
    term = phrase.formula(mark).first or phrase.term(mark)
    factors = term.factors if isinstance(term, Mul) else ()
    plain = all(
        isinstance(each, Var | Num)
        for factor in factors
        for each in (factor.terms if isinstance(factor, Add) else (factor,))
    )
    if factors and plain and len(factors) != NUMBERS[match.group("k")]:
        raise Unclear("so many consecutive integers are not written")


_AS_PRODUCT = re.compile(
    r"as (?:a|the) (?:product of (?P<k>two|three|four|five) consecutive (?:integers|"
    r"numbers)|sum of (?:two |three |four )?squares|square|sum of nonnegative "
    r"terms)(?= ,| this| it)"
)


_GENERAL_SINCE = re.compile(
    r"(?:since|because|as) (?:(?:exactly |at least )?one of (?:any )?two consecutive "
    r"(?:integers|numbers) is even|(?:all |the )?squares(?: of real numbers| of reals)? are "
    r"(?:always )?(?:nonnegative|never negative|not negative)|(?:a|the|any|every) square(?: of a "
    r"real number)? is (?:nonnegative|never negative)|consecutive (?:integers|"
    r"numbers) are coprime|(?:the )?product of two consecutive (?:integers|numbers) "
    r"is even)(?= ,| and| ;|$)"
)


_BY = re.compile(
    r"(?:by|from|using|via|due to|because of|in view of|thanks to|applying|with|"
    r"(?:going|coming) back to|returning to) "
)
_AND_MORE = re.compile(r"(?: ,)? and (?=the |our )")


_FROM_GIVES = re.compile(
    r"(?: ,)?(?: together)?(?: (?:we (?:get|obtain|have|see|deduce|conclude|find|"
    r"know)(?: that)?|it follows that|one gets|follows))? ?"
)


def by_unit(reader: SentenceReader, at: int) -> int | None:
    phrase, text = reader.phrase, reader.phrase.text
    done = fixed.BY_INDUCTION.match(text, at)
    if done is not None:
        return inductive.conclusion(reader, at, done.end())
    match = _BY.match(text, at)
    if match is None:
        return None
    done_by = method(phrase, match.end()) if match.group() == "by " else None
    if done_by is not None:
        reader.reasons += (Reason(by=done_by[0]),)
        reader.runs_on = True
        return done_by[1] - 1
    found = reason_words(phrase, match.end())
    if found is not None:
        pointed = _pointed(reader, found)
        if pointed is not None:
            return pointed
        reader.reasons += (Reason(by=found[0]),)
        # "by definition $a = b$": what follows is the claim.
        reader.runs_on = not STOP.match(text, found[1])
        return found[1] if not reader.runs_on else _then_formula(text, found[1])
    said = conjunction(phrase, match.end())
    if said is None or said.note or said.names:
        return None
    reader.reasons += tuple(Reason(since=prop) for prop in said.props)
    more = _AND_MORE.match(text, said.end)
    words = reason_words(phrase, more.end()) if more is not None else None
    return words[1] if words is not None else said.end


_THEOREM = re.compile(
    r"(?P<name>fermat(?:'s)?(?: (?:little )?theorem)?|euler's theorem|(?:this|the same) theorem) "
    r"(?:now |then |also |again )?(?:gives|yields|shows|implies|says|tells us|states)(?: that)?"
    r"(?= )"
)
_LEMMA = re.compile(
    rf"(?:applying|using|with|by) (?:the|this|our) (?:lemma|claim|result|fact)(?: (?:to|for|with) "
    rf"{F}(?:(?: ,)?(?: and)?(?: (?:to|for|with))? {F})*)?(?: ,)?(?: (?:we (?:see|get|obtain|have|"
    r"find|conclude)(?: that)?|it follows that))?(?= )"
)


def theorem_unit(reader: SentenceReader, at: int) -> int | None:
    """ "Fermat's little theorem gives ...", "applying the lemma to $t = x$ we get ..."."""
    text = reader.phrase.text
    match = _THEOREM.match(text, at)
    by = match.group("name") if match else "lemma"
    match = match or _LEMMA.match(text, at)
    if match is None:
        return None
    reader.reasons += (Reason(by=by),)
    reader.runs_on = True
    return match.end()


_FOLLOWS_FROM = re.compile(r"it (?:now |then |also |thus |therefore )?follows from ")


def follows_from(reader: SentenceReader, at: int) -> int | None:
    """ "It follows from P that Q"."""
    match = _FOLLOWS_FROM.match(reader.phrase.text, at)
    if match is None:
        return None
    said = conjunction(reader.phrase, match.end())
    if said is None or said.note or said.names:
        return None
    if not reader.phrase.text.startswith(" that ", said.end):
        return None
    reader.reasons += tuple(Reason(since=prop) for prop in said.props)
    reader.runs_on = True
    return said.end + len(" that")


_POINTS_AT = re.compile(
    r".*(?P<word>cases?|equations?|inequality|inequalities|identity|congruences?|"
    r"relations?|fact|condition)\Z"
)


def _pointed(reader: SentenceReader, found: tuple[str, int]) -> int | None:
    """ "by the equation $x = 2$" claims it as a reason, "from the case $n = 2$" only points."""
    text, (words, end) = reader.phrase.text, found
    match = _POINTS_AT.match(words)
    if match is None or not is_formula(text[end + 1 : end + 2]):
        return None
    said = conjunction(reader.phrase, end + 1)
    if said is None or said.note or said.names:
        return None
    by = Reason(by=words)
    if match.group("word").startswith("case"):
        reader.reasons += (by,)
    else:
        reader.reasons += (by, *(Reason(since=prop) for prop in said.props))
    return said.end


_GOES_ON = listed("it two some one there the every any no both at these")


def _then_formula(text: str, at: int) -> int | None:
    following = text[at + 1 :].split(" ", 1)[0]
    goes_on = following in _GOES_ON
    return at if goes_on or is_formula(following) else None


_ALL_AT_ONCE = re.compile(
    r"(?:putting|substituting|inserting|plugging) (?:in )?(?:these|them|all|the (?:\w+ )?(?:pairs|"
    r"values|solutions|candidates))\b"
)
"""What is put in was found in several cases, which are over."""


def method_unit(reader: SentenceReader, at: int) -> int | None:
    """ "Adding these, we get": what follows is the claim."""
    found = method(reader.phrase, at)
    if found is None:
        return None
    word, end = found
    check_cited(reader.phrase, at, end)
    _check_times(reader, at)
    if _ALL_AT_ONCE.match(reader.phrase.text, at):
        reader.add(EndCases(), at, end - 1)
    reader.reasons += (Reason(by=word),)
    for mark in reader.phrase.text[at:end]:
        if is_formula(mark):
            # "Adding 2(k + 1) = 2k + 2, we get ...": equations on the way are claims.
            props = reader.phrase.formula(mark).props
            reader.reasons += tuple(Reason(since=prop) for prop in props if _is_known(reader, prop))
    reader.runs_on = True
    return end - 1


_TIMES = re.compile(
    rf"(?P<how>dividing|division|multiplying|multiplication)(?: both sides| everything| this| it)?"
    rf" by ({F})(?: ,)? (?:gives|yields|we (?:get|obtain|find|have|see))\b"
)


def _check_times(reader: SentenceReader, at: int) -> None:
    """ "Division by 6 gives P": where P is the last equation divided by another number, the text
    is wrong."""
    phrase, scope = reader.phrase, reader.scope
    match = _TIMES.match(phrase.text, at)
    mark = phrase.text[match.end() + 1 : match.end() + 2] if match is not None else ""
    if match is None or not is_formula(mark):
        return
    by, links = phrase.term(match.group(2)), phrase.formula(mark).props
    if not isinstance(by, Num) or not by.value or not links or not isinstance(links[0], Rel):
        return
    befores = [each.left for each in (scope.claimed, scope.equation) if isinstance(each, Rel)]
    befores += [scope.identity[0]] if scope.identity is not None else []
    ratios = {_ratio(before, links[0].left) for before in befores}
    if not match.group("how").startswith("divi"):
        ratios = {1 / each for each in ratios if each}
    if by.value not in ratios and ratios - {0, 1}:
        raise Unclear("this is not the number by which the equation changes")


def _ratio(before: Term, after: Term) -> Fraction:
    """t, where the one is t times the other; 0 where it is not."""
    try:
        one, other = polynomial(before), polynomial(after)
    except Undefined:
        return Fraction(0)
    mono = next(iter(other), None)
    if mono is None:
        return Fraction(0)
    ratio = Fraction(one.get(mono, 0)) / Fraction(other[mono])
    return ratio if one == scale(other, ratio) else Fraction(0)


def _is_known(reader: SentenceReader, prop: Prop) -> bool:
    """It is a claim, and does not say what a letter is replaced by ("putting x = 2")."""
    value = isinstance(prop, Rel) and isinstance(prop.left, Var)
    return not value and not reader.scope.unknown([prop])


_MODULO = re.compile(
    r"(?:(?:working|computing|calculating|reducing|looking|considered|now|reasoning) "
    r")*(?:modulo|mod) "
    rf"({F})(?: ,)?(?= )"
)


def modulo_unit(reader: SentenceReader, at: int) -> int | None:
    """ "Modulo 7, we have ...": the modulus of this sentence."""
    match = _MODULO.match(reader.phrase.text, at)
    if match is None:
        return None
    reader.scope.modulus = reader.phrase.term(match.group(1))
    reader.runs_on = True
    return match.end()
