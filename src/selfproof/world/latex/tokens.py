"""Formula text to tokens, in one pass of one regular expression.

A token is a pair of strings (kind, value). Spacing, sizes and alignment marks are dropped, Unicode
and plain-text spellings become the same tokens as LaTeX ones, so that the parser sees one language.
"""

from __future__ import annotations

import re

from selfproof.world.latex.names import listed, words

Token = tuple[str, str]
"""Kinds: num, name, rel, fun, frac, word, and for everything else the value itself."""

LONGEST = 4_000
"""Characters in a formula; longer ones are not read."""
MOST_DIGITS = 1_000

_SPACE = words(
    "left right big Big bigl bigr Bigl Bigr bigg Bigg biggl biggr middle displaystyle textstyle "
    "quad qquad limits nolimits , ; : ! > enspace thinspace nonumber notag hspace allowbreak"
) | {" "}
_RELS = {
    "=": "=",
    "==": "=",
    "!=": "!=",
    "<": "<",
    ">": ">",
    "<=": "<=",
    ">=": ">=",
    "≤": "<=",
    "≥": ">=",
    "⩽": "<=",
    "⩾": ">=",
    "≠": "!=",
    "≡": "equiv",
    "≢": "nequiv",
    "∣": "mid",
    "∤": "nmid",
    "∈": "in",
    "∉": "notin",
    "⊥": "perp",
    "⟂": "perp",
    "∥": "parallel",
}
_COMMAND_RELS = {
    "le": "<=",
    "leq": "<=",
    "leqslant": "<=",
    "ge": ">=",
    "geq": ">=",
    "geqslant": ">=",
    "lt": "<",
    "gt": ">",
    "ne": "!=",
    "neq": "!=",
    "equiv": "equiv",
    "mid": "mid",
    "nmid": "nmid",
    "in": "in",
    "notin": "notin",
    "perp": "perp",
    "parallel": "parallel",
}
_SYMBOLS = {
    "·": "*",
    "×": "*",
    "∙": "*",
    "⋅": "*",
    "*": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
    "‑": "-",
    "±": "pm",
    "∓": "mp",
    "√": "sqrt",
    "∧": "and",
    "∨": "or",
    "∑": "sum",
    "…": "dots",
    "⋯": "dots",
    "...": "dots",
    "**": "^",
    "∠": "angle",
    "△": "triangle",
    "°": "circ",
    "⌊": "lfloor",
    "⌋": "rfloor",
    "∞": "infinity",
}
_COMMANDS = {
    "cdot": "*",
    "times": "*",
    "ast": "*",
    "div": "/",
    "pm": "pm",
    "mp": "mp",
    "dots": "dots",
    "ldots": "dots",
    "cdots": "dots",
    "dotsb": "dots",
    "dotsc": "dots",
    "sqrt": "sqrt",
    "sum": "sum",
    "pmod": "pmod",
    "pod": "pmod",
    "bmod": "bmod",
    "mod": "mod",
    "lvert": "lvert",
    "rvert": "rvert",
    "vert": "|",
    "binom": "binom",
    "dbinom": "binom",
    "tbinom": "binom",
    "{": "{{",
    "}": "}}",
    "lbrace": "{{",
    "rbrace": "}}",
    "lfloor": "lfloor",
    "rfloor": "rfloor",
    "overline": "segment",
    "overleftrightarrow": "segment",
    "vec": "vector",
    "overrightarrow": "vector",
    "angle": "angle",
    "triangle": "triangle",
    "circ": "circ",
    "boxed": "group",
    "mathrm": "group",
    "mathit": "group",
    "operatorname": "group",
    "\\": "\\\\",
    "not": "not",
    "lparen": "(",
    "rparen": ")",
    "lbrack": "[",
    "rbrack": "]",
    "%": "%",
    "land": "and",
    "wedge": "and",
    "lor": "or",
    "vee": "or",
    "colon": ":",
}
_FUNCTIONS = words("gcd lcm min max")
_GREEK = frozenset(
    listed(
        "alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu "
        "nu xi rho sigma "
        "tau phi varphi chi psi omega Delta Sigma Omega Gamma Lambda Phi Psi pi ell"
    )
)
_GREEK_LETTERS = dict(
    zip(
        "αβγδεζηθικλμνξρστφχψωπ",
        listed(
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi rho "
            "sigma tau phi "
            "chi psi omega pi"
        ),
        strict=True,
    )
)
_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ⁻⁺", "0123456789n-+", strict=True))
_SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉ₙ₊", "0123456789n+", strict=True))
_SETS = {"ℤ": "Z", "ℕ": "N", "ℝ": "R", "ℚ": "Q"}
_ENGLISH = frozenset(
    listed(
        "is so if for then with where thus hence since even odd not as by we the are has "
        "have has let "
        "some all any when that this such an be to of on iff case but only holds"
    )
)

_TOKEN = re.compile(
    r"\s+|~|&"
    r"|(?P<num>[0-9]+(?:\{,\}[0-9]{3})*(?:\.[0-9]+)?)"
    r"|\\(?P<command>[A-Za-z]+|.)"
    r"|(?P<word>[A-Za-z]+)"
    r"|(?P<up>[⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ⁻⁺]+)"
    r"|(?P<down>[₀₁₂₃₄₅₆₇₈₉ₙ₊]+)"
    r"|(?P<symbol><=|>=|!=|==|\*\*|\.\.\.|.)",
    re.DOTALL,
)
_BRACED = re.compile(r"\s*\{([A-Za-z ]*)\}")
_SKIPPED = re.compile(r"\s*\{[^{}]*\}")
_SET_NAME = re.compile(r"\s*\{?\s*([ZNRQ])\s*\}?")
_PRIMES = re.compile(r"'+|\s*(?:\^\s*(?:\\prime|\{\s*(?:\\prime\s*)+\})\s*)+|′+")


class Unreadable(Exception):
    """A formula is outside the language; the message says why. Never leaves this package."""


def tokenize(text: str) -> list[Token]:
    """The tokens of a formula.

    Raises:
        Unreadable: A symbol or a word is not known, or the text is too long.
    """
    if len(text) > LONGEST:
        raise Unreadable("the formula is too long")
    found: list[Token] = []
    place, size = 0, len(text)
    match_at, plain = _TOKEN.match, _PLAIN.get
    while place < size:
        match = match_at(text, place)
        if match is None:
            raise Unreadable("a symbol is not known")
        place = match.end()
        kind = match.lastgroup
        if kind is None:
            continue
        token = plain(match.group())
        if token is not None:
            found.append(token)
            continue
        value = match.group(kind)
        if kind == "num":
            if len(value) > MOST_DIGITS:
                raise Unreadable("a number is too long")
            found.append(("num", value.replace("{,}", "")))
        elif kind == "word":
            place = _letters(value, text, place, found)
        elif kind == "command":
            place = _command(value, text, place, found)
        elif kind == "up":
            found += [("^", ""), ("{", "")]
            found += tokenize("".join(_SUPERSCRIPTS[each] for each in value))
            found.append(("}", ""))
        elif kind == "down":
            found += [("_", ""), ("{", "")]
            found += tokenize("".join(_SUBSCRIPTS[each] for each in value))
            found.append(("}", ""))
        else:
            found.append(_symbol(value))
            if found[-1][0] == "rel" and len(found) > 1 and found[-2][0] == "not":
                found[-2:] = [("rel", _denied(found[-1][1]))]
    return found


_PLAIN: dict[str, Token] = {each: (each, "") for each in "+-/^_!()[]{}|,;:*"}
_PLAIN |= {
    f"\\{name}": (kind, "") for name, kind in _COMMANDS.items() if kind not in ("group", "not")
}
"""What is a token by itself, wherever it stands."""


def _symbol(value: str) -> Token:
    if value in _RELS:
        return ("rel", _RELS[value])
    if value in "+-/^_!()[]{}|,;:":
        return (value, "")
    if value in _SYMBOLS:
        return (_SYMBOLS[value], "")
    if value in _GREEK_LETTERS:
        return ("name", "\\" + _GREEK_LETTERS[value])
    if value in _SETS:
        return ("set", _SETS[value])
    raise Unreadable("a symbol is not known")


def _letters(word: str, text: str, place: int, found: list[Token]) -> int:
    """A run of letters: a known word, or variables written side by side."""
    if len(word) == 1:
        primes = _PRIMES.match(text, place)
        if primes:
            count = max(1, sum(primes.group().count(mark) for mark in ("'", "′", "prime")))
            found.append(("name", word + "'" * count))
            return primes.end()
        found.append(("name", word))
        return place
    if word in _FUNCTIONS:
        found.append(("fun", word))
    elif word in ("mod", "sqrt", "and", "or"):
        found.append((word, ""))
    elif word in _ENGLISH or len(word) > 8:
        raise Unreadable(f"the word {word!r:.20} stands in a formula")
    else:
        found += [("name", letter) for letter in word[:-1]]
        return _letters(word[-1], text, place, found)
    return place


def _command(name: str, text: str, place: int, found: list[Token]) -> int:
    if name in _COMMANDS:
        return _known_command(_COMMANDS[name], text, place, found)
    if name in _COMMAND_RELS:
        value = _COMMAND_RELS[name]
        if found and found[-1] == ("not", ""):
            found.pop()
            value = _denied(value)
        found.append(("rel", value))
    elif name in _GREEK:
        found.append(("name", "\\" + name))
    elif name in _FUNCTIONS:
        found.append(("fun", name))
    elif name in ("frac", "tfrac", "dfrac", "cfrac"):
        found.append(("frac", ""))
    elif name in ("mathbb", "mathbf", "Bbb"):
        match = _SET_NAME.match(text, place)
        if match is None:
            raise Unreadable("a kind of letter is not known")
        found.append(("set", match.group(1)))
        return match.end()
    elif name in ("Z", "N", "R", "Q"):
        found.append(("set", name))
    elif name in ("begin", "end", "tag", "label", "phantom", "hspace", "vspace"):
        match = _SKIPPED.match(text, place)
        return match.end() if match else place
    elif name in ("text", "mbox", "textrm", "textbf", "textit"):
        return _text(text, place, found)
    elif name not in _SPACE:
        raise Unreadable(f"the command \\{name:.20} is not known")
    return place


def _known_command(kind: str, text: str, place: int, found: list[Token]) -> int:
    if kind == "group":
        match = _BRACED.match(text, place)
        word = match.group(1).strip() if match else ""
        if match and (word in _FUNCTIONS or word == "mod"):
            found.append(("fun", word) if word in _FUNCTIONS else ("mod", ""))
            return match.end()
        return place
    found.append((kind, ""))
    return place


def _text(text: str, place: int, found: list[Token]) -> int:
    match = _BRACED.match(text, place)
    word = match.group(1).strip() if match else "?"
    if match is None or word not in ("and", "or", "mod", "gcd", "lcm", ""):
        raise Unreadable("words stand in a formula")
    if word in _FUNCTIONS:
        found.append(("fun", word))
    elif word:
        found.append((word, ""))
    return match.end()


def _denied(rel: str) -> str:
    opposites = {"equiv": "nequiv", "mid": "nmid", "in": "notin", "=": "!="}
    if rel not in opposites:
        raise Unreadable("a crossed-out relation is not known")
    return opposites[rel]
