"""A text in pieces: formulas and quotes masked, sentences, clauses, and what they point at.

The words are read with every formula replaced by a mark `⟦f3⟧` and every quotation by `⟦q1⟧`, so no
cue is ever found inside what is only quoted. Everything is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selfproof.world.analyses.formulas import MATH, PLAIN

_QUOTE = r"\"([^\"\n]{1,300})\"|“([^”\n]{1,300})”|``([^'\n]{1,300})''|«([^»\n]{1,300})»"
_SPAN = re.compile(f"{_QUOTE}|{MATH.pattern}")
_MARKS = re.compile("[⟦⟧]")
_MARK = re.compile(r"⟦([fq])(\d+)⟧")
_BOLD = re.compile(r"\*\*|__|`|^[ \t]*#{1,6}[ \t]+|^[ \t]*>[ \t]?", re.M)
_ITEM = re.compile(r"^[ \t]*(?:[-*•]|\(?\d{1,2}[.)]|\([a-z]\))[ \t]+", re.M)
_SHORT = re.compile(r"\b(e\.\s?g|i\.\s?e|resp|cf|viz|etc|w\.r\.t)\.", re.I)
_END = re.compile(r"(?<=[.!?])[\")'\]]*\s+(?=[\"'(\[⟦A-Z0-9])|\n\s*+")
_CLAUSE = re.compile(
    r"\s*[;—]\s*|:\s+|\s[–-]{1,2}\s|"
    r",?\s+(?=(?:but|because|since|although|though|whereas|while|however|hence|therefore|thus|"
    r"so that|for then)\b)|"
    r",\s+(?=(?:so|as|for|and|yet|which|where|indeed|in fact|actually|then|nor|this|it|the|"
    r"that)\b)|"
    r"\s+(?=as (?=⟦f|the |it |in fact))"
)

LABEL_SORTS = (
    "case|step|move|part|claim|box|lemma|sentence|line|paragraph|item|equation|candidate|direction|"
    "term"
)
_NUMBER_WORDS = {
    word: i
    for i, word in enumerate(
        (
            *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
            *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
            *("seventeenth", "eighteenth", "nineteenth", "twentieth"),
        ),
        1,
    )
}
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_ID = r"(?:\d{1,3}|\(?[ivx]{1,4}\)|\([a-z]\))"
_MARKED = r"⟦f\d+⟧"
_AND = r"(?:,? (?:and|or|to) |, ?|\s?[-–] ?)"
_NAMED = re.compile(
    rf"\b(?P<sort>{LABEL_SORTS}|statement)s?(?: number| no\.?)?\s+"
    rf"(?P<ids>{_ID}(?:{_AND}{_ID}){{0,24}}|{_MARKED}(?:{_AND}{_MARKED}){{0,24}})(?!\w)"
)
_ORDINAL = re.compile(
    rf"\b(?P<nth>{'|'.join(_NUMBER_WORDS)}|\d{{1,2}}(?:st|nd|rd|th)|last|final|penultimate|"
    rf"opening|next to last)\s+"
    rf"(?P<sort>{LABEL_SORTS}|statement|inequality|deduction|inference|conclusion)\b"
)
_FIXED = re.compile(
    r"\b(?P<base>base (?:case|step|value)s?|base of the induction|induction base|initial "
    r"(?:value|case)s?|start of the induction)\b"
    r"|\b(?P<step>induct(?:ive|ion) step|step of the induction|passage from ⟦f\d+⟧ to ⟦f\d+⟧)\b"
    r"|\b(?P<answer>(?:final |stated |given |claimed )?answer|verdict|set of solutions|stated "
    r"remainder)\b"
    r"|\b(?P<said>(?:says|claims|states|asserts|decides|concludes|declares) that (?:the|this) "
    r"(?:statement|claim) is)\b"
    r"|\b(?P<end>conclusion|last claim|final claim|end of the proof|closing (?:line|sentence|"
    r"claim|argument))\b"
    r"|\b(?P<example>counter-?example|example)\b"
)
_IDS = re.compile(r"\d{1,3}|[ivx]{1,4}(?=\))|\b[a-z](?=\))|⟦f\d+⟧|\bto\b|[-–]")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with marks, and what they stand for."""

    text: str
    formulas: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)

    def formula(self, mark: str) -> str:
        """What `⟦f3⟧` stands for."""
        return self.formulas[int(mark[2:-1])]

    def restored(self, text: str) -> str:
        """A piece of the masked text with its formulas and quotations."""

        def whole(match: re.Match[str]) -> str:
            place = int(match[2])
            return f"${self.formulas[place]}$" if match[1] == "f" else f'"{self.quotes[place]}"'

        return _MARK.sub(whole, text)


@dataclass(frozen=True, slots=True)
class Label:
    """A name for a place: ("case", "3"), ("sentence", "-1") for the last, ("base", ""), ("case",
    "⟦f2⟧") for a case called by its condition."""

    sort: str
    name: str
    start: int
    end: int


def mask(text: str) -> Masked:
    """Marks for the formulas and quotations of a text; markup and abbreviations are dropped."""
    formulas: list[str] = []
    quotes: list[str] = []

    def formula(content: str) -> str:
        formulas.append(content.strip())
        return f"⟦f{len(formulas) - 1}⟧"

    def span(match: re.Match[str]) -> str:
        groups = match.groups()
        quoted = next((each for each in groups[:4] if each is not None), None)
        content = next((each for each in groups[4:] if each is not None), None)
        if quoted is None:
            return formula(content or "")
        inner = MATH.fullmatch(quoted.strip().rstrip(".,"))
        if inner:
            return formula(next(each for each in inner.groups() if each is not None))
        if PLAIN.fullmatch(quoted.strip().rstrip(".")):
            return formula(quoted)
        quotes.append(quoted)
        return f"⟦q{len(quotes) - 1}⟧"

    text = _SHORT.sub(lambda m: m[1].replace(".", "").replace(" ", ""), _MARKS.sub(" ", text))
    text = _SPAN.sub(span, _BOLD.sub("", text))
    text = PLAIN.sub(lambda m: formula(m.group()), text)
    return Masked(text, formulas, quotes)


def sentences(masked: str) -> list[str]:
    """The sentences of a masked text, without list marks."""
    return [part.strip() for part in _END.split(_ITEM.sub("", masked)) if part.strip()]


def clauses(sentence: str) -> list[str]:
    """The clauses of a sentence, in order."""
    return [part for part in _CLAUSE.split(sentence) if part and part.strip()]


def labels(text: str) -> list[Label]:
    """The places that a masked lower-case text names, in order; lists give one for each."""
    if not _ANY_LABEL.search(text):
        return []
    found: list[Label] = []
    for match in _NAMED.finditer(text):
        if "⟦" in match["ids"] and match["sort"] not in ("case", "move"):
            continue
        sort = "sentence" if match["sort"] in ("statement", "line", "paragraph") else match["sort"]
        names = _listed(match["ids"])
        found += [Label(sort, name, match.start(), match.end()) for name in names]
    for match in _ORDINAL.finditer(text):
        found.append(Label(_sort(match["sort"]), _nth(match["nth"]), match.start(), match.end()))
    for match in _FIXED.finditer(text):
        if match.lastgroup in ("end", "answer") and _AIMED_AT.search(text, 0, match.start()):
            continue
        if match.lastgroup and not any(each.start <= match.start() < each.end for each in found):
            sort = "answer" if match.lastgroup == "said" else match.lastgroup
            found.append(Label(sort, "", match.start(), match.end()))
    found.sort(key=lambda label: label.start)
    return found


_AIMED_AT = re.compile(
    r"\b(?:suppos|assum|presuppos|us|prov|show|establish|reach|stat|giv|affect|support|need|"
    r"impl|arriv)"
    r"\w*(?: at| to| for)? (?:the|its|their|any|an|a)\s*$"
)
_ANY_LABEL = re.compile(
    rf"\b(?:{LABEL_SORTS}|statement|inequality|deduction|inference|conclusion|base|induct|"
    rf"initial|answer|verdict|set of|says|claims|states|asserts|decides|concludes|declares|"
    rf"stated|last|final|end|closing|counter|example|passage|start)"
)


def _sort(word: str) -> str:
    if word in ("statement", "line", "paragraph", "inequality", "deduction", "inference"):
        return "sentence"
    return "end" if word == "conclusion" else word


def _nth(word: str) -> str:
    if word in _NUMBER_WORDS:
        return str(_NUMBER_WORDS[word])
    if word[0].isdigit():
        return word.rstrip("stndrh")
    return {"last": "-1", "final": "-1", "opening": "1"}.get(word, "-2")


def _listed(ids: str) -> list[str]:
    """`2, 3 and 5`, `2-4`, `(ii)`: the names in a list."""
    found: list[str] = []
    reach = False
    for piece in _IDS.findall(ids):
        if piece in ("to", "-", "–"):
            reach = True
            continue
        name = _ROMAN.get(piece, piece)
        if reach and found and name.isdigit() and found[-1].isdigit():
            found += [str(i) for i in range(int(found[-1]) + 1, int(name) + 1)][:24]
        else:
            found.append(name)
        reach = False
    return found
