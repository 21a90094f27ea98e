"""Reads a proof: sentence by sentence, clause by clause, into items.

A sentence is a row of units. A unit begins with words that say what it does ("let", "suppose",
"case 2:", "by induction"), or is a clause that is claimed. Units are parted by punctuation and
connectives. What cannot be read in full is not read in part: it becomes `Unread`, and where nothing
parts it from what stands before it in the sentence, the whole sentence does.
"""

from __future__ import annotations

import re
from itertools import pairwise

from selfproof.world.language import comments, discourse, headings, openers, special_units
from selfproof.world.language.announce import announcement
from selfproof.world.language.clauses import GRAMMAR, clause, conjunction
from selfproof.world.language.connectives import JOINT, PARTED, SEPARATOR, skip
from selfproof.world.language.moduli import note_modulus
from selfproof.world.language.phrase import (
    Phrase,
    Said,
    Scope,
    Unclear,
    both,
    free,
    is_formula,
    put_in,
)
from selfproof.world.language.routes import same_equation
from selfproof.world.language.standing import referred
from selfproof.world.language.statements import (
    RESTATED,
    Absurd,
    Body,
    Claim,
    Declare,
    Define,
    Done,
    EndCases,
    Filler,
    Item,
    Reason,
    Sentence,
    Suppose,
    ToShow,
    Unread,
)
from selfproof.world.language.text import STRANGE, Skeleton, sentences
from selfproof.world.language.vocabulary import Vocabulary
from selfproof.world.props import And, Divides, Exists, Forall, Kind, Or, Prop, Rel, negation
from selfproof.world.terms import Mul, Var

_CONCLUDES = re.compile(r"(?:so|hence|thus|therefore|and|it follows|consequently|we|in)\b")
_MULTIPLIES = re.compile(r"multipl|product")
_MOST_UNITS = 400
_NOTHING = And(())


def read(text: str, vocabulary: Vocabulary) -> tuple[Sentence, ...]:
    """The sentences of a proof with what they say, in order. Total, in about linear time."""
    scope = Scope(vocabulary, vocabulary.names, set(vocabulary.kinds), vocabulary.statement)
    scope.induction = "nduct" in text
    if isinstance(vocabulary.condition, Rel):
        scope.sides = (vocabulary.condition.left, vocabulary.condition.right)
    found = [
        SentenceReader(skeleton, scope).read() for skeleton in sentences(text, scope.names.points)
    ]
    if scope.later:
        last = found[-1]
        items = tuple(Item(Claim(prop), last.start, last.end) for prop in scope.later)
        found[-1] = Sentence(last.start, last.end, last.items + items)
    return tuple(found)


class SentenceReader:
    """Reads one sentence.

    Attributes:
        phrase: The sentence.
        items: What it says, so far.
        reasons: Of the next claim.
        general: "For all n, ...": what every claim of this sentence is wrapped in.
        condition: "We show that P; for then Q": what the claims of this sentence hang on.
        runs_on: The next unit follows without a sign or a connective.
    """

    def __init__(self, skeleton: Skeleton, scope: Scope) -> None:
        self.phrase = Phrase(referred(skeleton, scope), scope, GRAMMAR)
        self.scope = scope
        scope.partial = False
        self.items: list[Item] = []
        self.reasons: tuple[Reason, ...] = ()
        self.runs_on = False
        self.condition: Prop | None = None
        self.general: tuple[tuple[str, ...], Kind, list[Prop]] | None = None

    def read(self) -> Sentence:
        """The sentence, read."""
        skeleton = self.phrase.skeleton
        modulus = self.scope.modulus
        self.scope.sentence += 1
        if STRANGE in self.phrase.text:
            self._unread(0, "it has a sign or a formula that is not known")
        else:
            self._read_units()
        special_units.finish(self)
        defined = [item.body.name for item in self.items if isinstance(item.body, Define)]
        if len(defined) > 1:
            self.scope.listed = tuple(defined)
        if not self.items:
            self.items.append(Item(Filler(), skeleton.start, skeleton.end))
        elif skeleton.bold:
            self._announced()
        if not any(isinstance(item.body, Filler) for item in self.items):
            # "We work modulo 7" lasts; "modulo 7, ..." is about its sentence.
            self.scope.modulus = modulus
        note_modulus(self.phrase)
        if not isinstance(self.items[-1].body, ToShow):
            self.scope.promise = None
        self.scope.said = self.scope.said or any(
            isinstance(item.body, Claim | Suppose) for item in self.items
        )
        return Sentence(skeleton.start, skeleton.end, tuple(self.items))

    def _read_units(self) -> None:
        try:
            self._units()
        except Unclear as error:
            self.items.clear()
            self._unread(0, str(error))

    def _announced(self) -> None:
        """A heading, all in bold type, that is one of the goals says what will be shown; but not
        "so ..."."""
        goals = self.scope.vocabulary.goals
        if not _CONCLUDES.match(self.phrase.text):
            self.items = [
                Item(ToShow(item.body.prop), item.start, item.end)
                if isinstance(item.body, Claim) and item.body.prop in goals
                else item
                for item in self.items
            ]

    def _units(self) -> None:
        text = self.phrase.text
        at = openers.pending(self, 0)
        safe = 0
        kept = 0
        for _ in range(_MOST_UNITS):
            count = len(self.items)
            at, end = self._next(at)
            if at >= len(text):
                self._reasons_left(at)
                return
            if end is None:
                break
            self._aside(count, at, end)
            if self.runs_on and end < len(text):
                at = end + 1
                continue
            if end >= len(text):
                self._reasons_left(end)
                return
            joint = JOINT.match(text, end)
            if joint is None:
                break
            if PARTED.match(text, end):
                safe, kept = end, len(self.items)
            at = joint.end()
        self._give_up(safe, kept)

    def _give_up(self, safe: int, kept: int) -> None:
        """The rest is outside of the language; so is what nothing parts from it."""
        del self.items[kept:]
        if safe and self._labels_only() and headings.is_title(self.phrase):
            return
        if safe == 0:
            self.items.clear()
            if self._is_title():
                self.add(Filler(), 0, len(self.phrase.text))
                return
        why = self.phrase.why or "its wording is not in the language"
        self._unread(safe, why)

    def _labels_only(self) -> bool:
        """ "Step 1: " has been read, and nothing else."""
        return bool(self.items) and all(isinstance(item.body, Filler) for item in self.items)

    def _is_title(self) -> bool:
        """A heading, or words in bold type, that only say what comes."""
        if discourse.HEADING.match(self.phrase.text) or comments.is_heading(self):
            return True
        return headings.is_title(self.phrase)

    def _unread(self, at: int, why: str) -> None:
        start, end = self.phrase.skeleton.start, self.phrase.skeleton.end
        if at:
            match = SEPARATOR.match(self.phrase.text, at)
            start, _ = self.phrase.place(match.end() if match else at, len(self.phrase.text))
        self.items.append(Item(Unread(why), start, end))

    def _aside(self, count: int, at: int, end: int) -> None:
        """Equations that stand where a number is expected are claims too, or give names."""
        for prop in self.phrase.side:
            self.items.insert(count, Item(Claim(prop), *self.phrase.place(at, end)))
        bodies = [item.body for item in self.items[count:]] if self.phrase.named else []
        divided = {name for body in bodies for name in _in_divisions(getattr(body, "prop", None))}
        for name, value in reversed(self.phrase.named):
            if name.name not in divided:
                continue
            self.items.insert(count, Item(Define(name, value), *self.phrase.place(at, end)))
            self.scope.known.add(name.name)

    def _reasons_left(self, at: int) -> None:
        """ "This is because ...": reasons with no claim behind them are claims."""
        for reason in self.reasons:
            if reason.since is not None:
                self.add(Claim(reason.since), 0, at)
        self.reasons = ()

    def _next(self, at: int) -> tuple[int, int | None]:
        """Where the next unit begins and where it ends; connectives before it are skipped unless
        they belong to it ("This proves the claim")."""
        self.runs_on = False
        self.phrase.side.clear()
        self.phrase.named.clear()
        while at < len(self.phrase.text):
            end = openers.opened(self, at)
            if end is not None:
                return at, end
            following = skip(self.phrase.text, at)
            if following == at == 0:
                following = self._label()
            if following == at:
                return at, self._unit(at)
            at = following
        return at, None

    def _label(self) -> int:
        """Past the words that name what a sentence is about."""
        match = discourse.LABEL_OF.match(self.phrase.text) or discourse.ABOUT.match(
            self.phrase.text
        )
        if match is None or any(
            is_formula(mark) and self.phrase.formula(mark).props for mark in match.group()
        ):
            return 0
        return match.end()

    def _unit(self, at: int) -> int | None:
        said = clause(self.phrase, at)
        if said is None:
            end = announcement(self, at)
            return end if end is not None else comments.remark(self, at)
        if not said.names and self.phrase.text.startswith(" and ", said.end):
            said = self._widened(said, at)
        self.claim(said, at)
        return said.end

    def _widened(self, said: Said, at: int) -> Said:
        """ "$a = 3k$ and $b = 3m$ for some integers $k$ and $m$": the names are for both."""
        if not self.scope.unknown(said.props):
            return said
        wide = conjunction(self.phrase, at)
        if wide is None or not wide.names or wide.note:
            return said
        new = [name for name in self.scope.unknown(wide.props) if name in wide.listed]
        wide.names = tuple(dict.fromkeys((*wide.names, *new)))
        return wide

    def add(self, body: Body, at: int, end: int) -> None:
        """An item for what stands from `at` to `end` of the skeleton."""
        if isinstance(body, Define) and isinstance(body.name, Var):
            self.scope.first = self.scope.last = body.name
        elif isinstance(body, Declare) and len(body.names) == 1 and not self.scope.induction:
            self.scope.first = self.scope.last = Var(body.names[0])
        if isinstance(body, Declare | Define) and self.reasons:
            reasons, self.reasons = self.reasons, ()
            for reason in reasons:
                if reason.since is not None:
                    self.add(Claim(reason.since), at, end)
        if isinstance(body, Declare) and not body.props:
            self.scope.arbitrary |= set(body.names) - set(self.scope.vocabulary.kinds)
        if isinstance(body, Define) and isinstance(body.name, Var):
            self.scope.definitions[body.name.name] = body.value
        self.items.append(Item(body, *self.phrase.place(at, end)))

    def claim(self, said: Said, at: int) -> None:
        """What a clause says, as claims."""
        if said.note:
            self._noted(said, at)
            return
        combined, first = self.scope.combined, said.props[0] if said.props else None
        self.scope.combined = None
        if combined is not None and isinstance(first, Rel) and not same_equation(first, combined):
            self.add(Unread("this is not what the equations give together"), at, said.end)
        if said.closes:
            self.add(EndCases(), at, said.end)
        if said.arbitrary:
            self.add(Declare(said.arbitrary, "integer"), at, said.end)
            self.scope.known.update(said.arbitrary)
        for name, value in said.defined:
            self.add(Define(name, value), at, said.end)
            self.scope.known |= free_names(name)
        reasons = self.reasons + said.reasons
        self.reasons = ()
        if said.names:
            self._exists(said, at, reasons)
            return
        self._adds(said, at, reasons)
        for prop in said.props:
            if prop == _NOTHING:
                continue
            plain = self.general is None and self.condition is None
            if isinstance(prop, Exists) and plain and not reasons:
                self.add(Declare(prop.names, prop.kind, (prop.prop,)), at, said.end)
                self.scope.known.update(prop.names)
                continue
            others = tuple(map(self._wrapped, self.phrase.readings.get(prop, ())))
            self.add(Claim(self._wrapped(prop), reasons, others), at, said.end)
            self.scope.claimed = prop
            if isinstance(prop, Or) and prop.parts and _are_values(prop, self.scope):
                self.scope.candidates = prop.parts
            reasons = reasons if RESTATED in reasons else ()
        self._ends_of_chain(said, at)

    def _adds(self, said: Said, at: int, reasons: tuple[Reason, ...]) -> None:
        """Inequalities that were added up give no product: a text that goes on with one has to say
        that it multiplies."""
        scope, first = self.scope, said.props[0] if said.props else None
        if not isinstance(first, Rel):
            return
        if first.op in (">=", ">") and any(reason.by == "adding" for reason in reasons):
            scope.added = tuple(each.left for each in scope.bounds if each.left != first.left)
        elif scope.added and isinstance(first.left, Mul):
            factors = set(first.left.factors)
            multiplies = _MULTIPLIES.search(self.phrase.text) is not None
            if not multiplies and len(factors & set(scope.added)) > 1:
                self.add(Unread("what was added up is not multiplied"), at, said.end)
            scope.added = ()

    def _ends_of_chain(self, said: Said, at: int) -> None:
        """Of "for all t we have f(t) = g(t) >= 0" also f(t) >= 0, which is what is used later."""
        links = [each for each in said.props if isinstance(each, Rel)]
        if self.general is None or len(links) < max(2, len(said.props)):
            return
        chained = all(a.op == "=" and a.right == b.left for a, b in pairwise(links))
        if chained and links[-1].op in ("<", "<=", ">", ">="):
            ends = Rel(links[-1].op, links[0].left, links[-1].right)
            self.add(Claim(self._wrapped(ends)), at, said.end)

    def _exists(self, said: Said, at: int, reasons: tuple[Reason, ...]) -> None:
        """Names that exist: they can be used from here on."""
        for reason in reasons:
            if reason.since is not None:
                self.add(Claim(reason.since), at, said.end)
        if self.general is not None or self.condition is not None:
            self.add(Claim(self._wrapped(said.prop)), at, said.end)
            return
        self.add(Declare(said.names, said.kind, tuple(said.props)), at, said.end)
        self.scope.known.update(said.names)

    def _wrapped(self, prop: Prop) -> Prop:
        if self.condition is not None:
            prop = Or((negation(self.condition), prop))
        if self.general is None:
            return prop
        names, kind, limits = self.general
        body = Or((*map(negation, limits), prop)) if limits else prop
        return Forall(names, kind, body)

    def _noted(self, said: Said, at: int) -> None:
        for prop in said.props:
            self.add(Claim(prop), at, said.end)
        self.add(Absurd() if said.note == "absurd" else Done(None), at, said.end)


def _are_values(prop: Or, scope: Scope) -> bool:
    """A list of values of the problem's variables."""
    names = set(scope.vocabulary.kinds)
    return all(
        isinstance(each, Rel)
        and each.op == "="
        and isinstance(each.left, Var)
        and each.left.name in names
        for part in prop.parts
        for each in (part.parts if isinstance(part, And) else (part,))
    )


def _in_divisions(prop: Prop | None) -> set[str]:
    """The names in what is said to divide, or to be divided."""
    match prop:
        case Divides():
            return free([prop])
        case And(parts) | Or(parts):
            return set().union(*map(_in_divisions, parts))
        case Exists(_, _, inner):
            return _in_divisions(inner)
        case _:
            return set()


def free_names(term: object) -> set[str]:
    """The name that a definition gives."""
    name = getattr(term, "name", None)
    return {name} if isinstance(name, str) else set()


__all__ = ["Scope", "SentenceReader", "Unclear", "both", "free", "put_in", "re", "read"]
