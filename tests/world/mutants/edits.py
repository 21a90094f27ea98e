"""Small changes of a proof's text, of the kinds that a careless or a cunning writer makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_FORMULA = re.compile(r"\$\$(?P<display>[^$]+)\$\$|\$(?P<inline>[^$]+)\$")
_NUMBER = re.compile(r"(?<![\\A-Za-z_0-9])[0-9]+")
_INDEX = re.compile(r"(?<=_)[0-9]|(?<=_\{)[0-9]+(?=\})")
_LETTER = re.compile(r"(?<![\\A-Za-z{])[a-zA-Z](?![A-Za-z])|(?<=\{)[a-z](?=[}+\-^ ])")
_SIGN = re.compile(r"[+-]")
_RELATION = re.compile(
    r"\\(?:ge|le|ne|mid|nmid|geq|leq|neq|equiv|not\\equiv|perp|parallel|in|notin)(?![A-Za-z])|[=<>]"
)
_OTHER_RELATIONS = {
    "=": ("\\ne", "<", ">", "\\ge"),
    "\\ne": ("=",),
    "\\neq": ("=",),
    "<": (">", "\\ge", "="),
    ">": ("<", "\\le", "="),
    "\\ge": ("\\le", ">", "="),
    "\\geq": ("\\leq", ">", "="),
    "\\le": ("\\ge", "<", "="),
    "\\leq": ("\\geq", "<", "="),
    "\\mid": ("\\nmid",),
    "\\nmid": ("\\mid",),
    "\\equiv": ("\\not\\equiv", "="),
    "\\not\\equiv": ("\\equiv",),
    "\\perp": ("\\parallel",),
    "\\parallel": ("\\perp",),
    "\\in": ("\\notin",),
    "\\notin": ("\\in",),
}
_WORDS = (
    ("even", "odd"),
    ("is divisible", "is not divisible"),
    ("divides", "does not divide"),
    ("positive", "negative"),
    ("nonnegative", "negative"),
    ("at least", "at most"),
    ("greater", "less"),
    ("larger", "smaller"),
    ("perpendicular", "parallel"),
    ("true", "false"),
    ("can never", "can always"),
    ("can be", "cannot be"),
    ("there is no", "there is a"),
    ("there are no", "there are"),
    ("impossible", "possible"),
    ("is not", "is"),
    ("lies on", "does not lie on"),
    ("coprime", "not coprime"),
    ("or", "and"),
    ("collinear", "concurrent"),
    ("sum", "difference"),
    ("first", "second"),
    ("second", "third"),
    ("two", "three"),
    ("three", "four"),
    ("increases", "decreases"),
    ("the same", "a different"),
    ("an integer", "no integer"),
    ("a perfect square", "no perfect square"),
    ("equal", "not equal"),
)


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `new` in place of what stands from `start` to `end`."""

    start: int
    end: int
    new: str
    kind: str

    def of(self, text: str) -> str:
        """The changed text."""
        return text[: self.start] + self.new + text[self.end :]


@dataclass(frozen=True, slots=True)
class Span:
    """The inside of a formula."""

    start: int
    end: int


def formulas(text: str) -> list[Span]:
    """The formulas of a text, without their dollar signs."""
    return [
        Span(*found.span("display" if found["display"] else "inline"))
        for found in _FORMULA.finditer(text)
    ]


def edits(text: str) -> Iterator[Edit]:
    """All changes of all kinds."""
    spans = formulas(text)
    numbers = sorted({found[0] for found in _NUMBER.finditer(text)}, key=lambda n: (len(n), n))
    letters = sorted({x for span in spans for x in _letters(text, span)})
    for span in spans:
        yield from _in_formula(text, span, numbers, letters)
    yield from _between(text, spans)


def _letters(text: str, span: Span) -> list[str]:
    return [found[0] for found in _LETTER.finditer(text, span.start, span.end)]


def _in_formula(text: str, span: Span, numbers: list[str], letters: list[str]) -> Iterator[Edit]:
    found = list(_NUMBER.finditer(text, span.start, span.end))
    for each in found:
        yield from _other_numbers(each, numbers, "number")
        yield from _other_sign(text, each, span)
    for each in _INDEX.finditer(text, span.start, span.end):
        yield from _other_numbers(each, [], "index")
    for one, other in pairwise(found):
        if one[0] != other[0]:
            between = text[one.end() : other.start()]
            yield Edit(one.start(), other.end(), other[0] + between + one[0], "numbers exchanged")
    for each in _SIGN.finditer(text, span.start, span.end):
        yield Edit(*each.span(), "-" if each[0] == "+" else "+", "plus or minus")
    for each in _RELATION.finditer(text, span.start, span.end):
        for new in _OTHER_RELATIONS.get(each[0], ()):
            yield Edit(*each.span(), new, "relation")
    for each in _LETTER.finditer(text, span.start, span.end):
        for new in letters:
            if new != each[0] and new.isupper() == each[0].isupper():
                yield Edit(*each.span(), new, "variable")


def _other_numbers(found: re.Match[str], numbers: list[str], kind: str) -> Iterator[Edit]:
    value = int(found[0])
    others = {str(value + step) for step in (-2, -1, 1, 2) if value + step >= 0}
    others |= {str(2 * value), found[0][::-1].lstrip("0") or "0"}
    place = found.start() % max(1, len(numbers))
    others |= set((numbers[place:] + numbers[:place])[:3])
    for new in sorted(others - {found[0]}, key=lambda n: (len(n), n)):
        yield Edit(*found.span(), new, kind)


def _other_sign(text: str, found: re.Match[str], span: Span) -> Iterator[Edit]:
    """-5 for 5, and 5 for -5 where the minus is a sign."""
    if not int(found[0]):
        return
    before = text[span.start : found.start()].rstrip()
    if before.endswith("-") and (len(before) == 1 or before[-2] in "({=,"):
        yield Edit(found.start() - 1, found.end(), found[0], "sign")
    elif (
        not before or before[-1] in "({,=" or before.endswith(("\\equiv", "\\cdot", "\\ge", "\\le"))
    ):
        bare = not before or before[-1] != "t"
        yield Edit(*found.span(), f"-{found[0]}" if bare else f"(-{found[0]})", "sign")


def _between(text: str, spans: list[Span]) -> Iterator[Edit]:
    """In the words between formulas."""
    at = 0
    for span in [*spans, Span(len(text), len(text))]:
        for found in _NUMBER.finditer(text, at, span.start):
            yield from _other_numbers(found, [], "number in words")
        for pair in _WORDS:
            for old, new in (pair, pair[::-1]):
                for found in re.finditer(rf"\b{old}\b", text[at : span.start]):
                    yield Edit(at + found.start(), at + found.end(), new, "word")
        at = span.end
