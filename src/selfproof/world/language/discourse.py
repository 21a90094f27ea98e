"""Words of a text about itself: announcements, headings and labels.

They say what is done next and nothing about numbers. The words that they may be made of are listed;
no verb that states something, no denial, no limit and no claimed formula is among them.
"""

from __future__ import annotations

import re

from selfproof.world.language.patterns import END, NUMBERS, ORDINALS, F
from selfproof.world.latex.names import listed

_COUNTS = [*NUMBERS, *ORDINALS]
NOUNS = listed(
    "power powers term terms summand summands factor factors number numbers sum sums product "
    "products difference differences square squares cube cubes residue residues remainder "
    "remainders value values expression expressions equation equations side sides congruence "
    "congruences coefficient coefficients exponent exponents base bases possibility "
    "possibilities digit digits class classes integer integers multiple multiples "
    "fact facts computation computations calculation quantity quantities polynomial identity "
    "table prime primes modulus moduli"
)
ADJECTIVES = listed(
    "individual single last next remaining other following given whole entire original left right "
    "left-hand right-hand large small large high key useful basic main necessary relevant possible "
    "consecutive separate resulting involved needed same various simple"
)
_SMALL = listed(
    "the a an this these those all each every both some our its their one by after another "
    "separately turn in of for on to and or , as follows follow now here first always throughout "
    "separately individually together side wise ones together again once more modulo mod "
    "respect with respect occurring appearing occur there below"
)
_TERM = rf"(?:(?:modulo|mod|of|by|for|and|in|prime|expression|,) {F})"
_WORD = "|".join(
    sorted({*NOUNS, *ADJECTIVES, *_SMALL, *_COUNTS}, key=len, reverse=True),
)
_OBJECT = rf"(?: (?:{_TERM}|(?:{_WORD})(?= |$)))"
_CAN = (
    r"(?: that (?:the (?:left|right)(?:-hand)? side|the sum|the expression|they|it) can "
    r"(?:have|take))?"
)
_VERB = "|".join(
    listed(
        "determine compute calculate consider examine treat reduce prepare list study collect "
        "handle group regroup factor factorize expand rewrite rearrange simplify split "
        "drop find need take work use write"
    )
)
_LEAD = (
    r"(?:(?:we|i|let us) (?:(?:will|shall|now|first|next|then|can|may|also|must|have to|"
    r"want to|need to|only have to|begin by|start by|start with|therefore|thus|to|simply) )*)"
)
_FEW = (
    rf"(?:(?: ,)? (?:since|because|as) (?:the )?(?:(?:{'|'.join(ORDINALS)}) )?(?:powers|squares|"
    rf"cubes|they) (?:only )?(?:take|have|leave) (?:only |very )?few (?:values|residues|remainders)"
    rf"(?: there| here| (?:modulo|mod) {F})?)?"
)
_HEAD_NOUN = (
    r"(?:given |whole )?(?:expression|number|sum|equation|polynomial|left side|term|product)"
)
ANNOUNCEMENT = re.compile(
    rf"(?:{_LEAD}(?:{_VERB}|look at|deal with|go through|work out|write down|put in)"
    rf"{_OBJECT}{{1,14}}{_CAN}(?: (?:modulo|mod) {F})?{_FEW}"
    rf"|{_LEAD}(?:factor|expand|rewrite|rearrange|simplify|compute|calculate|reduce)"
    rf"|(?:drop|factor|group|expand|reduce|rewrite|rearrange|collect|regroup|compute|split|list)"
    rf"{_OBJECT}{{1,10}}(?= :)"
    rf"|(?:the|this|our) (?:{_HEAD_NOUN}) can (?:also )?be (?:re)?(?:written|rearranged|grouped|"
    rf"arranged|transformed)(?: as follows)?"
    rf"|(?:the|this|our) (?:following )?(?:table|list) (?:shows|gives|contains|lists)"
    rf"{_OBJECT}{{0,8}}(?: {F})?(?: (?:modulo|mod) {F})?"
    rf"){END}"
)
"""Says what is done: "We determine each summand modulo 9". A formula in it is only a term."""
IT_IS_ENOUGH = re.compile(
    rf"(?:it (?:is enough|suffices|is sufficient)|we only (?:need|have)) to (?:know|find|compute|"
    rf"determine|consider|look at|calculate|reduce|work with|study) {F}"
    rf"(?: (?:modulo|mod) {F})?{END}"
)
"""What is said to be enough is then used, and that is checked."""
_TITLE_NOUNS = {
    *NOUNS,
    *ADJECTIVES,
    *_COUNTS,
    *listed("the individual a of on for and their its"),
}
HEADING_WORDS = frozenset(_TITLE_NOUNS)
_HEAD = "|".join(sorted(_TITLE_NOUNS, key=len, reverse=True))
LABEL_OF = re.compile(
    rf"(?:now (?:for |to )?)?(?:(?:{_HEAD}) ){{1,5}}(?:of {F} )?(?:(?:modulo|mod|by) {F} )?(?=: ?)"
    rf"|(?:modulo|mod) {F} (?=: )"
)
"""Names what a line is about: "The first power: ..."."""
HEADING = re.compile(
    rf"(?:now )?(?:{_HEAD})(?: (?:{_HEAD})){{0,5}}(?: (?:of|for) {F})?(?: (?:modulo|mod) {F})?"
    r"(?: :)?$"
    rf"|(?:(?:now|next|first|second|third|then|finally)(?: ,)? )?"
    rf"(?:(?:reduction|working|the case|computation|divisibility|calculation) )?"
    rf"(?:modulo|mod|by) {F}(?: :)?$"
    r"|(?:proof of )?(?:the |our )?(?:lemma|claim|statement|theorem|proposition)(?: :)?$"
)
"""A sentence without a verb."""
ABOUT = re.compile(
    rf"for the (?:{'|'.join(ORDINALS)}|last|next|other|remaining)? ?(?:prime|modulus|term|summand|"
    rf"power|factor)(?: (?:factor|power))?(?: ({F}))? ,? ?"
)
"""What a sentence is about: "For the prime 5, ..."."""
