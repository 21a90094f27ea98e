"""Small regular expressions that the phrases of the language are made of.

A phrase is written as a template: `{F}` is a formula, `{L}` a list of formulas that ends with
"and" or "or", `{M}` one that need not, `{NAMES}` one that "we" may end, `{N}` a count in digits or
words. Templates match skeletons (see `text`), which have one space between words. No template
repeats anything that could match in two ways, so matching is linear.
"""

from __future__ import annotations

import re
from functools import lru_cache

from selfproof.world.language.text import FIRST, LAST
from selfproof.world.latex.names import listed
from selfproof.world.props import Kind

F = f"[{chr(FIRST)}-{chr(LAST)}]"
_LIST = rf"{F}(?:(?: , {F})*(?: ,)? (?:and|or) {F})?"
_NAMES = rf"{F}(?: , {F})+(?= (?:we|one|it)\b)"
_LOOSE_LIST = rf"{F}(?:(?: ,)?(?: and| or)? {F})*"
NUMBERS = {
    word: value
    for value, word in enumerate(
        listed(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen "
            "fourteen "
            "fifteen sixteen seventeen eighteen nineteen twenty"
        )
    )
}
ORDINALS = {
    word: value
    for value, word in enumerate(
        listed("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"),
        1,
    )
}
THING = (
    r"(?!(?:not|no|never|only|hardly|almost|unless|except|sometimes|perhaps|probably|nearly|rarely|"
    r"seldom|barely|possibly|maybe|mostly|usually|impossible|false|wrong|other|different|"
    r"non[a-z]*)\b)"
    r"[a-z]+"
)
"""A word for the sort of thing that a problem is about, and not one that denies or limits."""
COUNT_WORD = rf"(?:{F}|{'|'.join(NUMBERS)})"
_COUNT = rf"(?:{F}|{'|'.join(NUMBERS)})"
END = (
    r"(?=$| [,;:.()]| (?:and|but|or|so|hence|thus|therefore|because|since|as|by|for|if|where|with|"
    r"when|while|which|that|then|iff|whenever|exactly|precisely|only|in|modulo|mod|dash|from|"
    r"implies|gives|giving|too|again|also|yet|whereas|such|on|at|upon|here|there|after|provided|"
    r"contradicting|arrow|qed|before|whatever|no matter|throughout|during)\b)"
)
"""What can follow a clause that was read in full; whether it is read is decided there."""

KINDS: dict[str, Kind] = {
    "integer": "integer",
    "whole number": "integer",
    "natural number": "natural",
    "nonnegative integer": "natural",
    "positive integer": "positive integer",
    "positive whole number": "positive integer",
    "rational": "rational",
    "rational number": "rational",
    "real": "real",
    "real number": "real",
    "number": "real",
    "positive real": "positive real",
    "positive real number": "positive real",
    "positive number": "positive real",
    "nonnegative real": "nonnegative real",
    "nonnegative real number": "nonnegative real",
    "prime": "prime",
    "prime number": "prime",
    "odd prime": "odd prime",
    "perfect square": "square",
}
_FORMS = [*KINDS, *(f"{name}s" for name in KINDS if name != "perfect square"), "perfect squares"]
KIND = "|".join(sorted(_FORMS, key=len, reverse=True))
STATEMENT = (
    r"(?:statement|claim|formula|identity|inequality|result|assertion|proposition|theorem|"
    r"equality|equation|hypothesis|property|divisibility|congruence)"
)
"""What a problem's statement can be called."""
ARBITRARY = r"(?:(?:arbitrary|any|fixed|given|some|suitable|certain|a|an|two|three|all|even|odd) )"


def kind_of(words: str) -> Kind:
    """The kind that "integers" or "positive integer" names."""
    return KINDS[words] if words in KINDS else KINDS[words.removesuffix("s")]


@lru_cache(maxsize=2_048)
def compiled(template: str, ends: bool = True) -> re.Pattern[str]:
    """The regular expression of a template, at the beginning of what is left of a sentence."""
    source = (
        template.replace("{F}", f"({F})")
        .replace("{L}", f"({_LIST})")
        .replace("{NAMES}", f"({_NAMES}|{_LIST})")
        .replace("{M}", f"({_LOOSE_LIST})")
        .replace("{N}", f"({_COUNT})")
        .replace("{KIND}", f"({KIND})")
    )
    return re.compile(source + (END if ends else ""))


def first_words(template: str) -> tuple[str, ...]:
    """The words that a template can begin with; `F` for a formula."""
    if template.startswith(("{F}", "{L}", "{M}")):
        return ("F",)
    if template.startswith("{N}"):
        return ("F", *NUMBERS)
    head = template.split(" ", 1)[0]
    if head.startswith("("):
        inner = template[template.index("(") + 1 : template.index(")")]
        return tuple(option.split(" ", 1)[0] for option in inner.removeprefix("?:").split("|"))
    return (head,)
