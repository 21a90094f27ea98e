"""Words that give a reason and claim nothing: "the induction hypothesis", "expanding", "(1)".

Whatever the reason, what follows is verified; so a reason may be any words from the list below, and
formulas where they only point ("by $x > 0$" claims that; the caller sees to it). No word of denial
or restriction is on the list.
"""

from __future__ import annotations

import re

from selfproof.world.language.patterns import F
from selfproof.world.language.phrase import Phrase, is_formula
from selfproof.world.language.text import LABEL
from selfproof.world.latex.names import listed

_WORDS = listed(
    "the a an our this that these those above previous last first second third preceding following "
    "inductive induction strong hypothesis hypotheses assumption assumptions "
    "supposition definition "
    "definitions recurrence recursion relation relations formula formulas equation "
    "equations identity "
    "identities inequality inequalities congruence congruences principle pigeonhole dirichlet's "
    "theorem little fermat's fermat euler's euler lemma am-gm cauchy-schwarz cauchy "
    "triangle binomial "
    "division algorithm euclidean euclid's bezout's bézout's construction symmetry given condition "
    "conditions case base step statement claim result results fact facts computation calculation "
    "calculations factoring factoring factorization factorisation expanding expansion algebra "
    "arithmetic modular rules rule laws law of for and both ref reduction simplification geometric "
    "arithmetic-geometric mean series sum sums difference squares square cube cubes property "
    "properties transitivity distributivity linearity choice what we just have has been was shown "
    "proved proven found seen said established here contradiction contraposition cases remainder "
    "remainders residues parity box drawer distance slope slopes midpoint coordinates pythagoras "
    "pythagorean converse standard known well-known telescoping completing assumed supposed "
    "direct inspection trial substitution counting logic basic elementary properties linear "
    "combination combinations comparison monotonicity positivity integrality modulo "
    "steps parts claims lemmas part "
    "same consecutive integers products product vectors scalar dot"
)
_WORD = rf"(?:{'|'.join(sorted(map(re.escape, {*_WORDS, LABEL}), key=len, reverse=True))})"
_POINTED = rf"(?:of|for|with|to|on|in) {F}(?: and {F})?"
_REASON = re.compile(
    rf"{_WORD}(?: (?:{_POINTED}|{_WORD})){{0,11}}"
    rf"(?= [,;:.()]|$| (?:it|{F}|gives|yields|implies|shows|so|we|two|some|one|there|"
    rf"the|every|any|no|both|at|these))"
)
GERUND_WORDS = listed(
    "adding subtracting multiplying dividing expanding factoring substituting "
    "simplifying combining "
    "squaring cubing completing rearranging reducing replacing putting inserting computing "
    "calculating comparing using applying taking summing collecting rewriting writing cancelling "
    "canceling plugging setting grouping considering raising working evaluating "
    "eliminating solving "
    "changing telescoping looking reading iterating repeating continuing unfolding division "
    "addition "
    "subtraction multiplication expansion rewriting doubling halving"
)
_GERUND_INNER = listed(
    "the a an this these those both all two three four sides side equation equations inequality "
    "inequalities congruence congruences by with and to from of it them up together "
    "out over in into "
    "on for square squares cube cubes terms term each every last first second left "
    "right modulo mod "
    "expression result factor factors again hypothesis induction recurrence brackets parentheses "
    "everything "
    "product products sum sums between positive numbers number value values as before power powers "
    "difference another other formula identity that which we once more twice one "
    "relation relations "
    "definition through repeatedly therefore left-hand right-hand at then common denominator "
    "next new summand expressions values counts results makes turns original given signs sign "
    "pairs candidates numbers right-hand like remainder coefficients identities previous above ref "
    "obtained fact facts line lines now rule step steps part parts claim claims lemma three four "
    "five ,"
)
_INNER = (
    "(?:"
    + "|".join(
        sorted(map(re.escape, {*_GERUND_INNER, *GERUND_WORDS, LABEL}), key=len, reverse=True)
    )
    + f"|{F})"
)
_GIVES = (
    r"(?:(?:(?:we|one) (?:get|gets|obtain|obtains|have|has|find|finds|see|sees|arrive "
    r"at|deduce|conclude|"
    r"can write|may write)|(?:this )?(?:gives|yields|shows|leads to|implies|results "
    r"in|produces|proves|"
    r"gives us|yields us|tells us))(?: that)?|it follows that)"
)
_GERUND = re.compile(
    rf"(?:{'|'.join(sorted(GERUND_WORDS, key=len, reverse=True))})(?: {_INNER}){{0,24}}?"
    rf"(?: ,)? (?:{_GIVES} (?!{F} (?:{_GIVES}))|(?=we |it follows))"
)
_GERUND_COMMA = re.compile(
    rf"(?:{'|'.join(sorted(GERUND_WORDS, key=len, reverse=True))})(?: "
    rf"(?!,){_INNER}){{0,12}}? , (?={F}|the |it |we |this )"
)


def reason_words(phrase: Phrase, at: int) -> tuple[str, int] | None:
    """A reason in words, and where it ends."""
    match = _REASON.match(phrase.text, at)
    if match is None:
        return None
    for mark in match.group():
        if is_formula(mark) and phrase.formula(mark).props:
            return None
    return match.group(), match.end()


def method(phrase: Phrase, at: int) -> tuple[str, int] | None:
    """ "adding these, we get", "multiplying by $2$ gives": the word for it, and where it ends."""
    match = _GERUND.match(phrase.text, at) or _GERUND_COMMA.match(phrase.text, at)
    return (phrase.word(at), match.end()) if match else None
