"""What is counted in a problem, and what a proof has said of it, for the sentences that follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from selfproof.world.props import Named
from selfproof.world.terms import Call, Mul, Num, Term, Var, mul, num, sub

TOTAL, PAIRS = Var("total"), Var("pairs")
"""The names of `kernel.tally`."""
Sort = Literal["", "graph", "table", "clubs"]


@dataclass(frozen=True, slots=True)
class Setting:
    """The numbers of a problem that counts something.

    Attributes:
        sort: A graph, a table, or members and clubs; nothing where that is not known.
        first, second: Degrees and nothing; row and column sums; members and clubs of each, and the
            sizes of the clubs.
    """

    sort: Sort = ""
    first: tuple[Term, ...] = ()
    second: tuple[Term, ...] = ()

    @property
    def members(self) -> Term:
        return self.first[0]

    @property
    def each(self) -> Term:
        """Clubs of each member."""
        return self.first[1]

    @property
    def left_out(self) -> Term:
        """Pairs of a member and a club that it is not in."""
        return sub(mul(self.members, num(len(self.second))), TOTAL)

    @property
    def addends(self) -> tuple[Term, ...]:
        """The numbers that are listed in the statement."""
        return self.first if self.sort == "graph" else self.second

    def size(self, what: str) -> Term | None:
        """How many vertices, members, clubs, rows, columns or entries there are."""
        rows, columns = len(self.first), len(self.second)
        sizes: dict[tuple[str, str], Term | int] = {
            ("graph", "vertex"): rows,
            ("table", "row"): rows,
            ("table", "column"): columns,
            ("table", "entry"): rows * columns,
            ("clubs", "club"): columns,
        }
        if (self.sort, what) == ("clubs", "member"):
            return self.members
        found = sizes.get((self.sort, what))
        return num(found) if isinstance(found, int) else found


def setting_of(hypotheses: tuple[Named, ...]) -> Setting:
    """What the hypotheses of a problem say."""
    for prop in hypotheses:
        if prop.relation == "degrees":
            return Setting("graph", prop.args)
        if prop.relation == "table":
            lists = [each.args for each in prop.args if isinstance(each, Call)]
            if len(lists) != 2:
                continue
            first, second = lists
            product = first[0] if len(first) == 1 else None
            if isinstance(product, Mul) and len(product.factors) == 2:
                return Setting("clubs", product.factors, second)
            return Setting("table", first, second)
    return Setting()


@dataclass(slots=True)
class TallyState:
    """What was said.

    Attributes:
        subject: What was counted last, for "their number" and "the sum".
        left_out: The clubs that members are not in are counted.
        edges: Of the example, where edges are given; `joining` while they are not all given, and
            `joins` in a sentence that gives some.
        vertices: "Vertex 1 has ...", for "its degree".
        listed: The last list of numbers.
    """

    subject: Term | None = None
    left_out: bool = False
    edges: list[tuple[Term, ...]] = field(default_factory=list)
    joining: bool = False
    joins: bool = False
    vertices: tuple[Term, ...] = ()
    listed: tuple[Term, ...] = ()

    def neighbours(self, vertex: Term) -> list[Num]:
        """Of a vertex in the example, in order."""
        found = []
        for edge in self.edges:
            for end, other in (edge, edge[::-1]):
                if end == vertex and isinstance(other, Num):
                    found.append(other)
        return sorted(found, key=lambda each: each.value)
