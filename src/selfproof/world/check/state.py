"""One walk over a proof: the frame it is in, and what was noticed so far.

A proof is walked over with a `trust`: claims that could not be verified are learned all the same
when they are trusted. The first walk trusts nothing, so what it knows is verified. Later walks
trust some claims to find out which of them the conclusion rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from selfproof.world.assess import IssueKind
from selfproof.world.check.frames import Frame, Origin
from selfproof.world.check.logic import free, opens_with, substitute
from selfproof.world.check.powers import Powers, has_large_power
from selfproof.world.kernel import Facts, follows
from selfproof.world.language.statements import Item
from selfproof.world.problem import Problem
from selfproof.world.props import Cong, Divides, Prop, Rel
from selfproof.world.terms import ZERO, Exact, Term, Var

Key = tuple[int, int]
"""A claim: the number of its item, and which claim of the item it is."""
Trust = Callable[[Key], bool]
CLOSABLE = frozenset(("case", "suppose", "step", "base", "example"))
MOST_DEPTH = 10
"""Frames inside each other."""


class Standing(Enum):
    """How a claim stands."""

    DETAIL = "detail"
    FALSE = "false"
    UNPROVED = "unproved"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A claim that did not follow at a glance.

    Attributes:
        kind: A kind that is known already (a missing case, say); None when it depends on
            whether the conclusion rests on the claim.
        values: Values for which the claim is false, where found.
    """

    key: Key
    prop: Prop
    standing: Standing
    reason: str = ""
    part: str = ""
    kind: IssueKind | None = None
    values: Mapping[str, Exact] | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A fault whose kind does not depend on anything else."""

    item: int
    kind: IssueKind
    reason: str
    part: str = ""
    claim: Prop | None = None


@dataclass(slots=True)
class Walk:
    """The state of a walk.

    Attributes:
        bare: What the problem gives, and nothing of the proof.
        bold: Claims for which a detail is not enough: the text argues for them from something
            false.
        frame: Where the walk is.
        doubts: By claim, in order.
        earlier: The doubts of the first walk, so that later walks need not look again.
        targets: What the text said it would show, latest last.
        aims: The same, with the item and the frame where it was said.
        supposed: What the text supposes, and where.
        definitions, values: What names of the text stand for.
        powers: Large powers that the text has spoken of.
        said: Claims that were verified, wherever.
        examples: Frames that take particular values.
        defers: A doubtful claim is not believed but kept: the text may prove it later.
        general: The text has introduced a name for any real number.
        pending: Such claims, with the frames where they stand.
        orders: What was assumed without loss of generality.
        solved: The text says that what it has found are solutions.
        search: What is known of a point on all the given lines, while it is looked for.
    """

    problem: Problem
    items: tuple[Item, ...]
    trust: Trust
    earlier: Mapping[Key, Doubt] | None = None
    bold: frozenset[Key] = frozenset()
    defers: bool = False
    bare: Facts = field(init=False)
    root: Frame = field(init=False)
    frame: Frame = field(init=False)
    doubts: dict[Key, Doubt] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    targets: list[Prop] = field(default_factory=list)
    aims: list[tuple[int, Frame, Prop]] = field(default_factory=list)
    supposed: list[tuple[int, Prop]] = field(default_factory=list)
    answers: list[tuple[int, Prop]] = field(default_factory=list)
    verdicts: list[tuple[int, bool]] = field(default_factory=list)
    definitions: list[Prop] = field(default_factory=list)
    values: dict[str, Term] = field(default_factory=dict)
    powers: Powers = field(default_factory=Powers)
    at: int = -1
    fresh: int = 0
    goal_sorts: frozenset[str] = field(init=False)
    goal_keys: frozenset[Prop] = field(init=False)
    said: list[Prop] = field(default_factory=list)
    examples: list[Frame] = field(default_factory=list)
    orders: list[Prop] = field(default_factory=list)
    general: bool = False
    solved: bool = False
    pending: list[tuple[Key, Frame, Prop]] = field(default_factory=list)
    search: Frame | None = None
    _goals: dict[Prop, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        problem, duties = self.problem, self.problem.obligations
        self.bare = Facts(problem.givens, problem.hypotheses)
        self.root = self.frame = Frame("root", self.bare.child())
        for given in problem.givens:
            limits = tuple(prop for prop in problem.hypotheses if given.name in free(prop))
            self.root.names[given.name] = Origin(given.kind, limits, every=True, given=True)
        for each in problem.hypotheses:
            if isinstance(each, Rel) and each.op == "=" and isinstance(each.left, Var):
                self.values[each.left.name] = each.right
        self.powers.active = any(
            has_large_power(each) for each in (*problem.hypotheses, *(o.show for o in duties))
        )
        self.goal_sorts = frozenset(opens_with(each.show) for each in problem.obligations)
        self.goal_keys = frozenset(self.key(each.show) for each in problem.obligations)

    def note(self, kind: IssueKind, reason: str, claim: Prop | None = None) -> None:
        """A fault in the current item."""
        self.notes.append(Note(self.at, kind, reason, self.part, claim))

    @property
    def part(self) -> str:
        """What the text calls the innermost case it is in."""
        for frame in self.frame.chain():
            if frame.label:
                return frame.label
        return ""

    def same(self, first: Prop, second: Prop) -> bool:
        """Each follows from the other, by what the problem gives and the text's definitions."""
        if self.key(first) == self.key(second):
            return True
        return self._leads(first, second) and self._leads(second, first)

    def _leads(self, first: Prop, second: Prop) -> bool:
        return follows(second, self.alone(first))

    def alone(self, *props: Prop) -> Facts:
        """What the problem gives, with definitions and these propositions, and nothing else of the
        proof."""
        facts = self.bare.child()
        for each in (*self.definitions, *props):
            facts.learn(each)
        return facts

    def key(self, prop: Prop) -> Prop:
        """Equal for claims that are visibly the same: 3 | N, N ≡ 0 (mod 3), and so with what N
        stands for."""
        prop = substitute(prop, self.values)
        if isinstance(prop, Cong) and prop.right == ZERO:
            return Divides(prop.modulus, prop.left)
        return prop

    def is_plainly_goal(self, prop: Prop) -> bool:
        """The claim is visibly one that is to be proved."""
        return opens_with(prop) in self.goal_sorts and self.key(prop) in self.goal_keys

    def is_goal(self, prop: Prop) -> bool:
        """The claim is one that is to be proved, in the same or in other words."""
        sort = opens_with(prop)
        if sort not in self.goal_sorts:
            return False
        found = self._goals.get(prop)
        if found is None:
            found = any(
                opens_with(each.show) == sort and self.same(prop, each.show)
                for each in self.problem.obligations
            )
            self._goals[prop] = found
        return found

    def assumes_goal(self) -> int | None:
        """The item that supposes what is to be proved."""
        allowed = {part for each in self.problem.obligations for part in each.assume}
        for item, prop in self.supposed:
            if prop not in allowed and self.is_goal(prop):
                return item
        return None

    @property
    def has_moves(self) -> bool:
        """The problem is about a process."""
        return any(known.relation == "move" for known in self.bare.named)

    @property
    def supported(self) -> bool:
        """Something was shown that can be a reason, not only what the problem gives."""
        return any(said not in self.bare.said for said in self.said)

    def believes(self, doubt: Doubt) -> bool:
        """A doubtful claim is learned all the same."""
        if doubt.standing is Standing.DETAIL and doubt.key not in self.bold:
            return True
        return self.trust(doubt.key)

    def new_name(self, name: str) -> str:
        """A name that no text can have."""
        self.fresh += 1
        return f"{name}~{self.fresh}"


def depth(frame: Frame) -> int:
    """How many frames a frame is in."""
    return sum(1 for _ in frame.chain())


def speaks_of(frame: Frame) -> list[int]:
    """Whole numbers that are values of its condition."""
    return [int(v) for _, v in frame.values() if v.denominator == 1]
