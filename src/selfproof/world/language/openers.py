"""Units that begin with words of their own, by their first word.

Each reader gets the sentence and a place and gives the place where it stopped, or None when the
unit is not its own; it adds items only when it stops somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from selfproof.world.language import (
    announcing,
    calling,
    denials,
    discourse,
    equality,
    exponents,
    fixed,
    general,
    incidence_units,
    inductive,
    naming,
    remainders,
    solutions,
    special_units,
    telescoping,
)
from selfproof.world.language.answers import answer, example
from selfproof.world.language.connectives import STOP
from selfproof.world.language.patterns import F
from selfproof.world.language.phrase import Unclear, is_formula
from selfproof.world.language.reasons import GERUND_WORDS
from selfproof.world.language.referents import main_term
from selfproof.world.language.respective import again
from selfproof.world.language.statements import (
    Absurd,
    Body,
    Cases,
    Claim,
    Done,
    EndCases,
    Filler,
    Verdict,
)
from selfproof.world.props import Named, Rel
from selfproof.world.terms import Term, Var, children

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader
from selfproof.world.language.aims import (
    aim_gives,
    contradicts,
    greatest_one,
    no_solutions,
    products_said,
    show_unit,
    statement_done,
)
from selfproof.world.language.conditions import (
    all_cases,
    case_condition,
    case_unit,
    condition_unit,
    for_unit,
    gives_unit,
    item_unit,
    line_case,
    ordinal_case,
    otherwise,
    reads_unit,
    suppose_unit,
    supposed,
    the_cases,
)
from selfproof.world.language.grounds import (
    by_unit,
    follows_from,
    method_unit,
    modulo_unit,
    since_unit,
    theorem_unit,
)

Opener = Callable[["SentenceReader", int], "int | None"]


_LONG_FORMULA = re.compile(
    rf"{F}(?: , {F})* :|"
    rf"{F}(?:(?: ,)?(?: and| or)? {F})* (?:is|are|gives?|yields?|provides|implies|"
    rf"leads|means|iff|was|were|reads|becomes|says|turns|simplifies|reduces|then|now|can)\b"
)
"""A formula at the beginning opens something only before these words."""


def opened(reader: SentenceReader, at: int) -> int | None:
    """Reads the unit at `at` if it has words of its own."""
    text = reader.phrase.text
    word = reader.phrase.word(at)
    openers = _BY_WORD.get(word, _ALWAYS)
    opens = text.startswith(" :", at + 1) or (reader.phrase.skeleton.item and not at)
    if word == "F" and not opens and not _LONG_FORMULA.match(text, at):
        openers = ()
    side = len(reader.phrase.side)
    for each in (*special_units.of_family(reader.scope.vocabulary), *openers):
        count, reasons, general = len(reader.items), reader.reasons, reader.general
        try:
            end = each(reader, at)
        except Unclear as unclear:
            reader.phrase.why = reader.phrase.why or str(unclear)
            end = None
        if end is not None and (reader.runs_on or STOP.match(text, end)):
            return end
        del reader.items[count:]
        del reader.phrase.side[side:]
        reader.reasons, reader.general, reader.runs_on = reasons, general, False
    return None


def pending(reader: SentenceReader, at: int) -> int:
    """What the sentence before left open: the value of a base case, the condition of a case."""
    if reader.scope.pending_case:
        reader.scope.pending_case = False
        said = None
        if reader.phrase.word(at) in ("F", "both", "neither", "one"):
            said = case_condition(reader, at)
        if said is not None and (
            said.end == len(reader.phrase.text) or STOP.match(reader.phrase.text, said.end)
        ):
            supposed(reader, said, "assumption", at)
            return min(said.end + 1, len(reader.phrase.text))
    return inductive.pending(reader, at)


def _is_true(reader: SentenceReader) -> bool:
    """The claim before is an equation of a number with itself, which nobody calls false."""
    last = reader.items[-1].body if reader.items else None
    prop = last.prop if isinstance(last, Claim) else None
    return isinstance(prop, Rel) and prop.op == "=" and prop.left == prop.right


def _fixed(reader: SentenceReader, at: int) -> int | None:
    found = _fixed_kind(reader.phrase.text, at)
    if found is None:
        return None
    kind, end = found
    said = reader.phrase.text[at:end]
    if kind == "induction":
        reader.scope.induction = True
    if at and said in ("yes", "no", "true", "false"):
        return None
    if kind == "absurd" and not reader.scope.said and said in _DENIALS:
        kind = "false"
    if kind == "absurd" and said.startswith("which") and _is_true(reader):
        return None
    if kind in ("filler", "enough"):
        if any(is_formula(each) and reader.phrase.formula(each).props for each in said):
            return None
        if kind == "enough" and not _concerns(reader, said):
            return None
        if kind == "filler":
            _modulus(reader, said)
            end = max(end, announcing.end_of(reader, at) or 0)
        _topic(reader, said)
    aim = reader.scope.aim
    of_moves = kind == "done" and " claim" in said and isinstance(aim, Named)
    reader.add(Claim(aim) if of_moves and aim is not None else _FIXED_BODIES[kind], at, end)
    return end


_DENIALS = ("this is false", "it is false", "this is not true", "this is not the case")
"""Verdicts, where nothing was said yet that they could be about."""
_FIXED_BODIES: dict[str, Body] = {
    "step": Done("step"),
    "absurd": Absurd(),
    "true": Verdict(True),
    "false": Verdict(False),
    "end cases": EndCases(),
    "done": Done(None),
    "cases": Cases(()),
    "induction": Filler(),
    "filler": Filler(),
    "enough": Filler(),
}


_FIXED = (
    ("step", fixed.END_INDUCTION),
    ("absurd", fixed.ABSURD),
    ("verdict", fixed.VERDICT),
    ("end cases", fixed.END_CASES),
    ("done", fixed.DONE),
    ("cases", fixed.CASES),
    ("induction", fixed.INDUCTION),
    ("enough", discourse.IT_IS_ENOUGH),
    ("filler", discourse.ANNOUNCEMENT),
    ("filler", fixed.FILLER),
)


@lru_cache(maxsize=8_192)
def _fixed_kind(text: str, at: int) -> tuple[str, int] | None:
    """Which fixed sentence stands at a place, and where it ends. Remembered, because the same
    skeletons come again and again."""
    for kind, pattern in _FIXED:
        match = pattern.match(text, at)
        if match is None or (kind == "induction" and "induct" not in match.group()):
            continue
        if kind == "verdict":
            yes = any(value for name, value in match.groupdict().items() if name.startswith("yes"))
            return ("true" if yes else "false"), match.end()
        return kind, match.end()
    return None


def _concerns(reader: SentenceReader, said: str) -> bool:
    """What is said to be enough to know is a part of what the problem is about."""
    vocabulary, main = reader.scope.vocabulary, main_term(reader.scope)
    whole = vocabulary.values.get(main.name) if isinstance(main, Var) else main
    marks = [mark for mark in said if is_formula(mark)]
    wanted = reader.phrase.formula(marks[0]).terms if marks else ()
    return whole is not None and bool(wanted) and _contains(whole, wanted[0])


def _contains(whole: Term, part: Term) -> bool:
    return whole == part or any(_contains(each, part) for each in children(whole))


_TOPIC = re.compile(rf"(?<!modulo )(?<!mod )(?<!by )({F})")


def _topic(reader: SentenceReader, said: str) -> None:
    """After "we compute $x^2 + y^2$ modulo 4" the sum is what is spoken of."""
    marks = _TOPIC.findall(said)
    terms = reader.phrase.formula(marks[0]).terms if len(marks) == 1 else ()
    if len(terms) == 1:
        reader.scope.first = reader.scope.last = terms[0]


_WORKING = re.compile(rf"(?:modulo|mod) ({F})")


def _modulus(reader: SentenceReader, said: str) -> None:
    match = _WORKING.search(said)
    if match is not None:
        reader.scope.modulus = reader.phrase.term(match.group(1))


def _words(names: str) -> tuple[str, ...]:
    return tuple(names.split())


_TABLE: tuple[tuple[tuple[str, ...], Opener], ...] = (
    (
        _words("by from using via due because in thanks applying with going coming returning"),
        by_unit,
    ),
    (_words("case subcase consider we now next finally first take treat"), case_unit),
    (_words("in"), case_unit),
    (_words("in for the"), ordinal_case),
    (_words("in for so hence thus therefore"), all_cases),
    (_words("we consider distinguish treat look there"), the_cases),
    (
        _words(
            "suppose assume let we now first next assuming supposing without wlog for to "
            "towards toward by"
        ),
        suppose_unit,
    ),
    (_words("if when whenever in assuming supposing"), condition_unit),
    (_words("since because as given using noting knowing from seeing in"), since_unit),
    (_words("for with at in putting setting when taking"), for_unit),
    (_words("F"), reads_unit),
    (_words("F"), item_unit),
    (_words("F"), gives_unit),
    (_words("F"), line_case),
    (_words("it"), follows_from),
    (_words("fermat fermat's euler's this the applying using with by"), theorem_unit),
    (_words("otherwise in if"), otherwise),
    (_words("modulo mod working computing calculating reducing looking"), modulo_unit),
    (_words("we i it to the our claim"), show_unit),
    (_words("this for because from then"), aim_gives),
    (_words("this which that it contradicting a in contradicts"), contradicts),
    (_words("the this our there no"), no_solutions),
    (_words("this it the"), greatest_one),
    (_words("F it this"), products_said),
    (_words("the our this it"), statement_done),
    (general.WORDS, general.general_fact),
)


_FIRST = "the this it yes no we which that these a all"
"""Before these words have other meanings, a fixed sentence may begin with them."""
_ALWAYS: tuple[Opener, ...] = (_fixed,)


def _by_word() -> dict[str, tuple[Opener, ...]]:
    """The readers to be tried for each first word, in order."""
    rows: list[tuple[tuple[str, ...], Opener]] = [
        (_words(_FIRST), _fixed),
        *incidence_units.TABLE,
        (("squaring", "cubing"), again),
        *special_units.TABLE,
        *calling.TABLE,
        *equality.TABLE,
        *denials.TABLE,
        *exponents.TABLE,
        *remainders.TABLE,
        *solutions.TABLE,
        *inductive.TABLE,
        *telescoping.TABLE,
        *naming.TABLE,
        (_words("the all these so only exactly answer solutions F it we they"), answer),
        (_words("take consider let choose a for we put pick F set"), example),
        *_TABLE,
        *announcing.TABLE,
    ]
    found: dict[str, list[Opener]] = {word: [] for word in GERUND_WORDS}
    for words, opener in rows:
        for word in words:
            found.setdefault(word, []).append(opener)
    return {
        word: (
            *openers,
            *(_ALWAYS if _fixed not in openers else ()),
            *((method_unit,) if word in GERUND_WORDS else ()),
        )
        for word, openers in found.items()
    }


_BY_WORD = _by_word()
