"""Where in a proof an analysis points.

A `Map` knows, for every sentence of a proof, its formulas in canonical form, its words, and the
parts it belongs to ("case 3", the base case, the case of a condition). Looking a reference up gives
a set of sentences; one that fits too many sentences points nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from selfproof.world.analyses import prose
from selfproof.world.analyses.formulas import canon, shows
from selfproof.world.analyses.prose import Label

Sentences = frozenset[int]
NOWHERE: Sentences = frozenset()

MOST_FITS = 6
"""A quote that fits more sentences than this names no place."""
MOST_KEPT = 200
MOST_SENTENCES, LONGEST_SENTENCE = 1_000, 4_000
"""Beyond these (characters for the second) a proof is not looked at: nobody can point there."""

_OPENER = re.compile(
    r"^(?:case|step|move|part|claim|box|lemma)s?\s*(?:\d|\(|⟦|[ivx]+\b)|^(?:if|for|when|"
    r"let)\b.{0,80}⟦"
    r"|^(?:base|initial)\b|^induct(?:ive|ion) (?:step|base)|^(?:first|second|third|next|"
    r"finally)\b.{0,20}\bcase"
    r"|^(?:conversely|check)\b|^⟦f\d+⟧\s*:|^now (?:let|suppose|assume)\b"
)
_CLOSER = re.compile(
    r"^(?:so |hence |thus |therefore,? )?(?:in (?:all|every|each|both|any|either)\b|all (?:the "
    r")?cases|these (?:are|cover)|"
    r"this covers|by induction|the cases|every case|altogether|the answer|in total|we have "
    r"(?:covered|shown in))"
)
_BASE = re.compile(
    r"\b(?:base|initial) (?:case|value|step)|^base\b|\binduction base|^for "
    r"⟦f\d+⟧[,:]?.{0,20}(?:holds|true|left|both)"
)
_STEP = re.compile(
    r"\binduct(?:ive|ion) step\b|\binduction hypothesis\b|\bholds for ⟦f\d+⟧.{0,30}\b(?:suppose|"
    r"assume)"
)
_ANSWER = re.compile(
    r"\b(?:answer|solutions? (?:is|are)|statement is|remainder is|(?:is|are) (?:exactly )?the "
    r"(?:only )?solutions?|this is (?:true|false)|holds exactly|equals)\b|^(?:yes|no)\b"
)
_EXAMPLE = re.compile(r"\b(?:take|consider|counter-?example|example|let us take|choose)\b")
_FLAT = re.compile(r"[\s$*{}()\\,.;:!?'\"`]+|\\(?:left|right|quad|,|;)")


@dataclass(frozen=True, slots=True, eq=False)
class Map:
    """The places of one proof."""

    count: int
    formulas: tuple[tuple[str, ...], ...]
    """Of every sentence, in canonical form."""
    flat: tuple[str, ...]
    """Every sentence without spaces and punctuation, for quotations."""
    parts: tuple[tuple[Label | None, tuple[str, ...], Sentences], ...]
    """The parts in order: their label, their opener's formulas, their sentences."""
    tagged: dict[str, Sentences]
    """Sentences about `base`, `step`, `answer`, `example`."""
    found: dict[str, Sentences] = field(default_factory=dict)
    """Formulas that were looked up, for the next analysis of the same proof."""

    def formula(self, shape: str) -> Sentences:
        """Sentences that show a formula given in canonical form."""
        if not shape:
            return NOWHERE
        known = self.found.get(shape)
        if known is None and len(self.found) < MOST_KEPT:
            known = self.found[shape] = self.sought(shape)
        return self.sought(shape) if known is None else known

    def sought(self, shape: str) -> Sentences:
        """The same, looked for."""
        return frozenset(
            i
            for i, shapes in enumerate(self.formulas)
            if any(shows(each, shape) for each in shapes)
        )

    def quoted(self, words: str) -> Sentences:
        """Sentences that contain a quotation; it may be cut by dots at its ends."""
        pieces = [flatten(piece) for piece in re.split(r"\.\.\.|…|\[\.*\]", words)]
        pieces = [piece for piece in pieces if len(piece) > 3]
        if not pieces:
            return NOWHERE
        return frozenset(
            i for i, text in enumerate(self.flat) if all(piece in text for piece in pieces)
        )

    def part_of(self, shape: str) -> Sentences:
        """The sentences of the cases that a condition opens."""
        found: set[int] = set()
        for _, shapes, members in self.parts:
            if any(shows(each, shape) for each in shapes):
                found |= members
        return frozenset(found)

    def mates(self, place: Sentences) -> Sentences:
        """The sentences of the parts that a place lies in, and the place."""
        found = set(place)
        for _, _, members in self.parts:
            if place & members:
                found |= members
        return frozenset(found)

    def label(self, label: Label, shape: str = "") -> Sentences:
        """The sentences a label names; `shape` is the formula where the label is one."""
        if label.sort in ("sentence", "equation", "line") and label.name.lstrip("-").isdigit():
            return self._nth(int(label.name))
        if label.sort == "end":
            return frozenset(range(max(self.count - 2, 0), self.count))
        if label.sort in self.tagged:
            return self.tagged[label.sort]
        if shape:
            return self.part_of(shape) or self.formula(shape)
        if not label.name.lstrip("-").isdigit():
            return self._named(label)
        return self._named(label) or self._nth_part(label.sort, int(label.name))

    def _named(self, label: Label) -> Sentences:
        found: set[int] = set()
        for own, _, members in self.parts:
            if own and own.sort == label.sort and own.name == label.name:
                found |= members
        return frozenset(found)

    def _nth_part(self, sort: str, number: int) -> Sentences:
        """The third case where cases have no numbers; the third step of a plain proof."""
        places = [
            members for label, _, members in self.parts if label is None or label.sort == sort
        ]
        if sort == "case" and not any(own and own.sort == sort for own, _, _ in self.parts):
            index = number - 1 if number > 0 else len(places) + number
            return places[index] if 0 <= index < len(places) else NOWHERE
        if number < 0 and places:
            return places[number] if -number <= len(places) else NOWHERE
        return self._nth(number) if sort in ("step", "claim", "deduction") else NOWHERE

    def _nth(self, number: int) -> Sentences:
        index = number - 1 if number > 0 else self.count + number
        return frozenset((index,)) if 0 <= index < self.count else NOWHERE


def flatten(text: str) -> str:
    """Words and formulas without spacing, case and punctuation."""
    return _FLAT.sub("", text.lower())


@lru_cache(maxsize=256)
def survey(proof: str, spans: tuple[tuple[int, int], ...]) -> Map:
    """The map of a proof with these sentences."""
    formulas: list[tuple[str, ...]] = []
    flat: list[str] = []
    words: list[str] = []
    for start, end in spans[:MOST_SENTENCES]:
        end = min(end, start + LONGEST_SENTENCE)
        masked = prose.mask(proof[start:end])
        formulas.append(tuple(filter(None, map(canon, masked.formulas))))
        flat.append(flatten(proof[start:end]))
        words.append(" ".join(prose.sentences(masked.text)).lower())
    return Map(len(words), tuple(formulas), tuple(flat), _parts(words, formulas), _tags(words))


def _parts(
    words: list[str], formulas: list[tuple[str, ...]]
) -> tuple[tuple[Label | None, tuple[str, ...], Sentences], ...]:
    parts: list[tuple[Label | None, tuple[str, ...], set[int]]] = []
    open_now = False
    for i, text in enumerate(words):
        if _OPENER.match(text):
            head = [label for label in prose.labels(text[:60]) if label.start < 4]
            parts.append((head[0] if head else None, formulas[i], set()))
            open_now = True
        elif _CLOSER.match(text):
            open_now = False
        if open_now:
            parts[-1][2].add(i)
            label, shapes, members = parts[-1]
            if not shapes and len(members) == 2:  # "Case 3." and then its condition
                parts[-1] = (label, formulas[i], members)
    return tuple((label, shapes, frozenset(members)) for label, shapes, members in parts)


def _tags(words: list[str]) -> dict[str, Sentences]:
    found: dict[str, set[int]] = {"base": set(), "step": set(), "answer": set(), "example": set()}
    stage = ""
    for i, text in enumerate(words):
        if _STEP.search(text):
            stage = "step"
        elif _BASE.search(text):
            stage = "base"
        elif _CLOSER.match(text):
            stage = ""
        if stage:
            found[stage].add(i)
        if _ANSWER.search(text):
            found["answer"].add(i)
        if _EXAMPLE.search(text):
            found["example"].add(i)
    return {tag: frozenset(members) for tag, members in found.items()}


def narrowed(places: Iterable[Sentences]) -> Sentences:
    """What all of the places have in common; empty when they contradict each other."""
    common: Sentences | None = None
    for place in places:
        common = place if common is None else common & place
    return common or NOWHERE
