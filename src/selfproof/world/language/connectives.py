"""Words between clauses, which say nothing that needs proof by themselves."""

from __future__ import annotations

import re

from selfproof.world.language.patterns import F
from selfproof.world.latex.names import listed

_SEE = "|".join(
    (
        "have (?:just )?(?:shown|proved|proven|seen|found|verified)",
        "are left with|arrive at|may say|can (?:check|see)|use(?= that )|use the fact",
        *listed(
            "have has gets get obtains obtain sees see finds find knows know concludes conclude "
            "deduce infer form notes note observes observe derive compute calculate write checks "
            "check "
            "verifies verify recall"
        ),
    )
)
_WE = (
    r"(?:(?:we|one) (?:also |then |now |thus |therefore |clearly |can |may |again |immediately "
    r"|must |indeed |finally |already |easily |directly |quickly |next )?"
    rf"(?:{_SEE})(?: that)?)"
)
_ONE_OF_THEM = (
    r"(?:the |these |both |all )*(?:first|second|third|fourth|last|other|next|remaining|former|"
    r"latter|"
    r"two|three|four|five)(?: (?:two|three|four|five|one|ones|equations?|inequality|inequalities|"
    r"identity|identities|relations?|conditions?|congruences?|squares?|terms?|lines?|bounds?|"
    r"estimates?))*(?: of (?:these|them|the (?:equations|inequalities|conditions|squares)))?"
)
_SHOWS = (
    rf"(?:{_ONE_OF_THEM} (?:then |now |also |clearly |in turn |immediately |therefore |thus )?"
    r"(?:gives|give|implies|imply|shows|show|yields|yield|leads to|lead to)(?: that| us)?|"
    r"(?:this|that|it|which|they|these|the two|the latter|the former|the last "
    r"equation|the last line|"
    rf"the equation(?: (?:modulo|mod) {F})?|this equation|the recurrence|"
    r"the recurrence relation|the recursion|the formula|the definition|"
    r"the hypothesis|the induction hypothesis|the inductive hypothesis|the assumption|"
    r"the condition|"
    r"division with remainder|polynomial division|long division|multiplying out|the division "
    r"algorithm|the last congruence|the sum of "
    r"these inequalities|"
    r"the difference of the two sides|their sum|their difference|the difference|the sum|"
    r"the binomial theorem|the case assumption|ref|a computation|a direct computation|"
    r"a short computation|direct computation|the factorization|the distance formula|inspection|"
    r"the definition of a_n|the other factor) (?:then |now |also |clearly |obviously |in turn |"
    r"immediately |therefore |thus )?(?:gives|give|implies|imply|shows|show|means|"
    r"mean|yields|yield|"
    r"proves|prove|says|say|tells|leads to|lead to|simplifies to|"
    r"becomes|is equivalent to|gives us|"
    r"tells us|reads|equals to|amounts to|can be written as|is)(?: that)?)"
)
_CONNECTIVES = (
    "so that|so|hence also|hence|thus|therefore|consequently|accordingly|thereby|then|now|next|"
    "moreover|furthermore|further|also|in addition|additionally|similarly|likewise|"
    "analogously|again|"
    "here|indeed|finally|lastly|firstly|secondly|thirdly|first|second|third|clearly|obviously|"
    "evidently|trivially|of course|in fact|in particular|in other words|equivalently|"
    "that is to say|that is|this means|"
    "ie|namely|eg|for example|for instance|it follows that|it follows|it now follows "
    "that|from this it follows that|"
    "note that|note|observe that|observe|notice that|notice|recall that|remember that|remark that|"
    "as a result|as a consequence|for this reason|from this|from these|from here|"
    "from it|from ref|because of this|"
    "this time|together|altogether|overall|in total|conversely|it is clear that|it "
    "is easy to see that|"
    "it is easily seen that|it is known that|it is easy to check that|it is easy to "
    "verify that|it is easily checked that|it is easily verified that|one easily "
    "checks that|a quick check shows that|a direct check shows that|a short "
    "calculation shows that|a calculation shows that|it is well known that|we are "
    "given that|it is given that|we recall that|recall that we have|with this|after "
    "that|at the same time|"
    "on the other hand|"
    "on the one hand|giving|yielding|implying|meaning|showing|proving that|however|nevertheless|"
    "by contrast|still|yet|while|whereas|and|but|or equivalently|or in other words|"
    "just as well|in short|"
    "in summary|to sum up|summing up|in conclusion|we conclude|expanding this|upon "
    "expansion|implies that|implies|"
    "this leaves|that leaves|which leaves|this leaves us with|gives|give|yields|yield|lead to|"
    "means that|means|obtain that|obtain|get that|get|to get|to obtain|to find|"
    "which|as well as|too|from which|whence|wherefore|by symmetry|"
    "to begin with|to start|to see this|to this end|to be precise|to be explicit|explicitly|"
    "more precisely|more explicitly|more concretely|more generally|in detail|last|last of all|"
    "as a check|for a check|as a test|check|verification|proof|solution|answer|remark|reason|step|"
    "directly|simply|all in all|either way|in any case|in any event|anyway|"
    "because then|for then|one way is|these moves do it|in this case|in that case|in "
    "this way|this way|this time|for this|here we"
)
_WORDS = sorted(_CONNECTIVES.split("|"), key=len, reverse=True)
SEPARATOR = re.compile(r"(?: (?:[,;:.()]|dash|and|but|so|hence|thus|therefore))+ ?")
JOINT = re.compile(
    r" (?=[,;:.()] ?|(?:dash|and|but|so|hence|thus|therefore|then|which|implies|gives|"
    r"giving|yields|"
    r"while|whereas|with|where|let|write|say|ref|consequently|meaning|yielding|yet|"
    r"because|since|as|to (?=get|obtain|find)|"
    r"contradicting|qed|in|for|by|from|hence|if|this|it|they|one|we|giving)\b)"
)
"""What can stand between two units."""
PARTED = re.compile(
    r"(?: [,.)])? (?:;|:|dash|so|hence|thus|therefore|and so|and hence|and thus|and "
    r"therefore|which "
    r"gives|which means|which implies|that is)(?= )|$"
)
"""After this a unit stands on its own: what follows does not limit what was said before."""

_FOR_PART = (
    r"(?:in the (?:other|opposite|converse) direction|for the converse)|"
    r"for the (?:(?:first|second|third|fourth|fifth|last|other|remaining|next|two|three) )+"
    r"(?:variables?|terms?|factors?|summands?|pairs?|groups?|parts?)|"
    r"putting (?:(?:the|these|both|all|everything|it|this|two|three|four|steps|pieces|parts|"
    r"results|estimates|identities|equations) )+together"
)
_ONE = re.compile(rf"(?:{'|'.join(_WORDS)}|{_WE}|{_FOR_PART}|{_SHOWS}|[,;:()]|dash|ref)(?= |$)")


def skip(text: str, at: int) -> int:
    """Past one connective; not past words that open something of their own."""
    match = _ONE.match(text, at)
    if match is None or _KEEP.match(text, at):
        return at
    return min(len(text), match.end() + 1)


_KEEP = re.compile(
    r"that (?:is (?:impossible|a contradiction|absurd|even|odd|not)|equals|divides)\b|"
    r"(?:which|it|this|they|these) (?:is|are|equals|leaves(?! [\ue000-\uf000])|divides|has|lies|"
    r"does|"
    r"cannot|contradicts)\b"
    r"(?! equivalent to| clear that| eas| known that| well known| given that| to say)|"
    r"with (?!this\b)|(?:step|proof|solution|check|answer|remark|verification|reason)(?: [^:,]|$)|"
    r"that is impossible|here (?:is|are)|so (?:is|are|does|do) |their (?:sum|difference|product) |"
    r"the difference of the (?:two )?sides (?:is|becomes|equals|amounts to|can be written as)|"
    r"(?:the equation|the formula|the sum|the "
    r"difference|their sum|"
    r"the condition|the hypothesis|the other factor|the induction hypothesis|the "
    r"inductive hypothesis) is(?! equivalent)|"
    r"(?:first|second|third) (?:case|move|step|factor|number|term|direction)"
)

STOP = re.compile(
    r"$| [,;:.()]| (?:dash|and|but|so|hence|thus|therefore|then|since|because|as|"
    r"which|with|where|we|by|let|write|from|for|in|giving|implies|gives|it|they|we|one|this|say|"
    r"to (?=get|obtain|find))\b"
)
"""What can stand behind a unit with words of its own."""
