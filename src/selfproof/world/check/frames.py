"""Where a proof stands: nested frames, each with what is known in it.

A frame is opened by a supposition, a case, a base case, an inductive step or an example. What is
learned in it stays in it. When it is closed it becomes a branch of the frame around it: "under this
condition, all this is known". A branch is never copied outwards; whoever wants a claim to hold in
the outer frame asks whether branches that cover everything each have it (see `holds`).

Names follow the same nesting. A name that is introduced again hides the older one: text that comes
later means the new one, which has a name of its own inside ("k~1").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from selfproof.world.check.evidence import Evidence
from selfproof.world.check.logic import TRUE, both, closed, equation, free, parts_of, substitute
from selfproof.world.kernel import Facts
from selfproof.world.props import Kind, Prop
from selfproof.world.terms import Exact, Term

FrameKind = Literal["root", "case", "suppose", "refute", "base", "step", "example", "view"]

_NOBODY: Mapping[str, Kind] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a name comes from.

    Attributes:
        kind: Of its values.
        limits: What else was assumed when it was introduced.
        every: It stands for every value of its kind within the limits. A witness ("there is a k
            with n = 2k") or a definition does not.
        given: It is a variable of the problem.
    """

    kind: Kind
    limits: tuple[Prop, ...] = ()
    every: bool = False
    given: bool = False


@dataclass(slots=True)
class Meter:
    """A bound on the questions that one walk asks, so that no text takes long."""

    left: int = 2_500

    def ask(self, cost: int = 1) -> bool:
        """Whether one more may be asked."""
        self.left -= cost
        return self.left >= 0

    @property
    def empty(self) -> bool:
        """Nothing was answered any more."""
        return self.left < 0


@dataclass(frozen=True, slots=True)
class Range:
    """A hypothesis of strong induction: `claim` about `name` for all low <= name <= k + top."""

    claim: Prop
    name: str
    low: int
    top: int


@dataclass(slots=True, eq=False)
class Frame:
    """One level of the proof.

    Attributes:
        condition: What is assumed here, with the names that it introduces (`own`) free.
        names: Names introduced in this frame.
        renames: What names of the text mean here, where that is not themselves.
        branches: Closed frames, in order.
        steps: Closed inductive steps, in order.
        dead: A contradiction was reached: everything holds.
        clash: What is known here is contradictory; the text may or may not say so.
        said: Claims of the text that were verified here.
        evidence: What the text has computed, all frames together.
        functions: Functions that the text has defined: argument and value.
        spoken: Values n = 1, 2, ... for which something was said in a frame inside this one.
        base, extra: Of a view: the frame that it shows, and what is added to it.
        meter: What may still be asked, all frames together.
        tried: Something was claimed here, right or wrong.
        lines: The equations of lines on which a point is supposed to be; see `lines`.
        hypothesis, ranges, plain, variable, least: Of an inductive step: what is assumed of
            `variable` (single claims, and claims for a range), the facts without it, and the
            least value that the variable can have.
    """

    kind: FrameKind
    facts: Facts
    parent: Frame | None = None
    condition: Prop | None = None
    label: str = ""
    item: int = -1
    own: dict[str, Kind] = field(default_factory=dict)
    names: dict[str, Origin] = field(default_factory=dict)
    renames: dict[str, Term] = field(default_factory=dict)
    branches: list[Frame] = field(default_factory=list)
    steps: list[Frame] = field(default_factory=list)
    dead: bool = False
    clash: bool = False
    said: list[Prop] = field(default_factory=list)
    hypothesis: tuple[Prop, ...] = ()
    ranges: tuple[Range, ...] = ()
    plain: Facts | None = None
    variable: str = ""
    least: int | None = None
    evidence: Evidence = field(default_factory=Evidence)
    functions: dict[str, tuple[str, Term]] = field(default_factory=dict)
    spoken: set[int] = field(default_factory=set)
    tried: bool = False
    lines: tuple[Prop, ...] = ()
    meter: Meter = field(default_factory=Meter)
    base: Frame | None = None
    extra: tuple[Prop, ...] = ()

    def open(self, kind: FrameKind, item: int = -1, label: str = "") -> Frame:
        """A frame inside this one."""
        frame = Frame(kind, self.facts.child(), self, label=label, item=item)
        frame.renames, frame.evidence = dict(self.renames), self.evidence
        frame.clash, frame.functions, frame.meter = self.clash, self.functions, self.meter
        return frame

    def under(self, extra: tuple[Prop, ...]) -> Frame:
        """This frame, and its branches, with more assumed; for questions only."""
        if not extra:
            return self
        facts = self.facts.child()
        for prop in extra:
            facts.learn(prop)
        view = Frame("view", facts, self.parent, self.condition, self.label, self.item, self.own)
        view.names, view.renames, view.said = self.names, self.renames, self.said
        view.dead, view.clash = self.dead, self.clash
        view.base, view.extra = self, extra
        view.steps, view.evidence, view.spoken = self.steps, self.evidence, self.spoken
        view.functions, view.meter = self.functions, self.meter
        return view

    def shown_branches(self) -> list[Frame]:
        """The branches; for a view, with its assumptions added to each of them."""
        if self.base is not None and not self.branches:
            self.branches = [branch.under(self.extra) for branch in self.base.shown_branches()]
        return self.branches

    def suppose(self, prop: Prop, own: Mapping[str, Kind] = _NOBODY) -> None:
        """Assume, with names that come into being by it."""
        for name, kind in own.items():
            self.introduce(name, Origin(kind, (prop,)))
            self.own[name] = kind
        self.condition = prop if self.condition is None else both((self.condition, prop))
        if not self.lines:
            self.learn(prop)

    def learn(self, prop: Prop) -> None:
        """Add to what is known. From facts that clash everything follows, but a text that has come
        to a contradiction must still say nothing false: the clash is remembered, and later claims
        are judged as before."""
        self.facts.learn(prop)
        if self.facts.false:
            self.facts.forget_clash()
            self.clash = True

    @property
    def closed_condition(self) -> Prop:
        """The condition with the names that it introduces bound."""
        if self.condition is None:
            return TRUE
        return closed(self.condition, self.own) if self.own else self.condition

    def values(self) -> tuple[tuple[str, Exact], ...]:
        """The equations x = number that its condition is made of."""
        if self.condition is None:
            return ()
        return tuple(
            found for part in parts_of(self.condition) if (found := equation(part)) is not None
        )

    @property
    def spoken_value(self) -> int | None:
        """The one value of the innermost case such as n = 1 that the text is in."""
        for frame in self.chain():
            values = {int(v) for _, v in frame.values() if v.denominator == 1}
            values |= frame.spoken if frame.kind == "base" else set()
            if values:
                return min(values) if len(values) == 1 else None
        return None

    def origin(self, name: str) -> Origin | None:
        """Where a name that is visible here comes from."""
        for frame in self.chain():
            if name in frame.names:
                return frame.names[name]
        return None

    def chain(self) -> Iterator[Frame]:
        """This frame and those around it, innermost first."""
        frame: Frame | None = self
        while frame is not None:
            yield frame
            frame = frame.parent

    def unknown(self, prop: Prop) -> frozenset[str]:
        """Free names that were not introduced."""
        return frozenset(name for name in free(prop) if self.origin(name) is None)

    def read(self, prop: Prop) -> Prop:
        """What the text's proposition means here."""
        return substitute(prop, self.renames) if self.renames else prop

    def introduce(self, name: str, origin: Origin) -> None:
        """A new name, known to the facts with its kind."""
        self.names[name] = origin
        self.facts.declare(name, origin.kind)
