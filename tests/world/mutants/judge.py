"""Whether a changed proof has a false step, found out without the checker.

A step is false when the changed claim fails where the original one stands. What the original rests
on there is not known to us, only that it holds: so the conditions under which it stands are among
the suppositions made before it, and the original is true wherever they hold. Hence

- a claim that fails at every value at which the original is true is false in any context;
- else, look at the values one by one. With all suppositions that a value satisfies, it stands for
  the narrowest context that it can belong to. Of these contexts, those in which the original holds
  may be the true one; the claim must fail somewhere in each of them. A supposition that no value
  satisfies may be the true context as well, and nothing is known about it.

A changed answer is false when it differs from the right one at some value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from selfproof.world.language import read, vocabulary_of
from selfproof.world.language import statements as say
from selfproof.world.language.statements import Item
from selfproof.world.latex import Formula, Names, parse_formula
from selfproof.world.problem import Problem
from selfproof.world.props import Prop
from tests.world.mutants.edits import Edit, Span, formulas
from tests.world.mutants.points import choose_points
from tests.world.mutants.setting import Setting, make_setting, props_of

Judged = Literal["false", "unclear", "same"]
"""`same`: what is read is the same as before."""


@dataclass
class Original:
    """A right proof."""

    problem: Problem
    text: str
    items: tuple[Item, ...] = ()
    spans: list[Span] = field(default_factory=list)
    setting: Setting = field(init=False)

    def __post_init__(self) -> None:
        self.items = _items(self.problem, self.text)
        self.spans = formulas(self.text)
        self.setting = make_setting(self.problem, self.items)
        self.setting.points = choose_points(self.setting)

    @property
    def names(self) -> Names:
        """For formulas."""
        names = vocabulary_of(self.problem).names
        return Names(names.sequences.union(self.setting.bodies), names.points)

    def judge(self, edit: Edit) -> Judged:
        """What a change makes of the proof."""
        if self._formula_is_false(edit):
            return "false"
        changed = _items(self.problem, edit.of(self.text))
        if [item.body for item in changed] == [item.body for item in self.items]:
            return "same"
        return "false" if self._claim_is_false(changed) else "unclear"

    def _formula_is_false(self, edit: Edit) -> bool:
        """A formula that is claimed as it stands is judged as it stands, so that no reader can
        pass over a part of it."""
        span = next((s for s in self.spans if s.start <= edit.start and edit.end <= s.end), None)
        if span is None:
            return False
        before = self._props(self.text[span.start : span.end])
        moved = Edit(edit.start - span.start, edit.end - span.start, edit.new, edit.kind)
        after = self._props(moved.of(self.text[span.start : span.end]))
        around = [item for item in self.items if item.start < span.end and span.start < item.end]
        if not before or len(before) != len(after) or not all(map(_is_claim, around)):
            return False
        claimed = [prop for item in around for prop in props_of(item)]
        if not all(prop in claimed for prop in before):
            return False
        return any(
            self._is_false(one, other, span.start) for one, other in zip(before, after, strict=True)
        )

    def _props(self, formula: str) -> Sequence[Prop]:
        found = parse_formula(formula, self.names)
        return found.props if isinstance(found, Formula) else ()

    def _claim_is_false(self, changed: tuple[Item, ...]) -> bool:
        """The same for claims in words, as they are read."""
        if len(changed) != len(self.items):
            return False
        pairs = [
            (one, other)
            for one, other in zip(self.items, changed, strict=True)
            if one.body != other.body
        ]
        return all(_alike(*pair) for pair in pairs) and any(self._differs(*pair) for pair in pairs)

    def _differs(self, one: Item, other: Item) -> bool:
        match one.body, other.body:
            case say.Verdict(), say.Verdict():
                return True
            case say.Answer(before), say.Answer(after):
                was = self.setting.look(before, one.start)
                now = self.setting.look(after, one.start)
                return bool((was.true ^ now.true) & was.known & now.known)
        before_and_after = zip(props_of(one), props_of(other), strict=False)
        return any(self._is_false(b, a, one.start) for b, a in before_and_after if a != b)

    def _is_false(self, before: Prop, after: Prop, place: int) -> bool:
        if before == after or self._says(after, place):
            return False
        was, now = self.setting.look(before, place), self.setting.look(after, place)
        known = was.known & now.known
        holds, fails = was.true & known, known & ~now.true
        if not holds:
            return False
        contexts = []
        for start, prop in self.setting.suppositions:
            if start > place:
                continue
            found = self.setting.look(prop, start)
            if not found.true:
                if self.setting.shared(prop, after, place):
                    return False
                continue
            contexts.append(found.true)
            known &= found.known
        if not holds & ~fails:
            return True
        return _fails_everywhere(contexts, known, holds & known, fails & known)

    def _says(self, prop: Prop, place: int) -> bool:
        """The right proof has this claim under the same suppositions, so it is true there."""
        starts = [start for start, _ in self.setting.suppositions]
        first = max((start for start in starts if start <= place), default=0)
        end = min((start for start in starts if start > place), default=len(self.text))
        return any(
            _is_claim(item) and first <= item.start < end and prop in props_of(item)
            for item in self.items
        )


def _fails_everywhere(contexts: Iterable[int], known: int, holds: int, fails: int) -> bool:
    """Whether something fails in every narrowest context in which the original holds."""
    kept = list(contexts)
    possible = False
    rest = known
    while rest:
        here = rest & -rest
        cell = known
        for context in kept:
            if context & here:
                cell &= context
        rest &= ~here
        if cell & ~holds:
            continue
        if not cell & fails:
            return False
        possible = True
    return possible


def _items(problem: Problem, text: str) -> tuple[Item, ...]:
    sentences = read(text, vocabulary_of(problem))
    return tuple(item for sentence in sentences for item in sentence.items)


def _is_claim(item: Item) -> bool:
    return isinstance(item.body, say.Claim | say.EndCases)


def _alike(one: Item, other: Item) -> bool:
    """Both claim, or answer, in the same way."""
    if type(one.body) is not type(other.body):
        return False
    return isinstance(one.body, say.Claim | say.Answer | say.Verdict) and len(props_of(one)) == len(
        props_of(other)
    )
