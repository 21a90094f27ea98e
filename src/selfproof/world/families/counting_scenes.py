"""Settings of the family `counting`: what is counted, and the statements about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from selfproof.world.families.base import Draws


@dataclass(frozen=True, slots=True)
class Count:
    """What is counted. `first` and `second` are the numbers of the two counts (for clubs `first` is
    members and clubs of each); `form` is `impossible`, `not` (to be refuted), `possible` or
    `unknown`, and `unknown` says where the unknown number stands: last in `first` or `second`, or
    the number of `pairs`."""

    kind: str
    form: str
    first: tuple[int, ...]
    second: tuple[int, ...]
    unknown: str
    example: tuple[tuple[int, ...], ...]
    scene: int

    def shown(self, which: str) -> list[str]:
        """The numbers of a count, x for the unknown one."""
        values = list(map(str, self.first if which == "first" else self.second))
        if self.unknown == which:
            values[-1] = "x"
        return values


def expected(here: Count) -> int:
    """The unknown number."""
    if here.unknown == "pairs":
        return sum(here.first) // 2
    return here.first[-1] if here.unknown == "first" else here.second[-1]


def _listed(values: Sequence[str]) -> str:
    return f"${', '.join(values)}$"


@dataclass(frozen=True, slots=True)
class Graph:
    """Degrees."""

    begin: str
    """`At a party of {n} people` and so on."""
    has: str
    """What the numbers are; `{d}` is the list."""
    claim: str
    """That it is possible, in words; `{n}` and `{d}`."""
    such: str
    pairs: str
    """What is counted twice, in the plural."""
    one: str
    twice: str
    """Why: `each edge has two ends`."""

    def statement(self, here: Count, draws: Draws) -> str:
        n, d = len(here.first), _listed(here.shown("first"))
        claim = self.claim.replace("{n}", str(n)).replace("{d}", d)
        if here.form == "possible":  # Its proof speaks of the vertices by their numbers.
            claim = f"there is a simple graph with the vertices $1, 2, \\dots, {n}$ whose degrees "
            claim += f"are {d}, in this order"
        if here.form == "impossible":
            return draws.pick((f"Prove that {_negated(claim)}.", f"Show that {_negated(claim)}."))
        if here.form == "unknown":
            setting = f"{self.begin} {self.has}.".replace("{n}", str(n)).replace("{d}", d)
            ask = f"the number $x$ of {self.pairs}"
            return f"{setting} {draws.pick((f'Find {ask}.', f'Determine {ask}, with proof.'))}"
        return _question(claim, draws)


@dataclass(frozen=True, slots=True)
class Table:
    """Row and column sums."""

    first: str
    second: str
    claim: str
    such: str
    total: str
    row: str
    column: str

    def statement(self, here: Count, draws: Draws) -> str:
        r, c = here.shown("first"), here.shown("second")
        claim = self.claim
        for mark, text in (
            ("{r}", str(len(r))),
            ("{c}", str(len(c))),
            ("{R}", _listed(r)),
            ("{C}", _listed(c)),
        ):
            claim = claim.replace(mark, text)
        if here.form == "impossible":
            return draws.pick((f"Prove that {_negated(claim)}.", f"Show that {_negated(claim)}."))
        if here.form == "unknown":
            begin = draws.pick(("Suppose that", "We know that"))
            return f"{begin} {claim}. {draws.pick(('Find $x$.', 'Determine $x$, with proof.'))}"
        return _question(claim, draws)


@dataclass(frozen=True, slots=True)
class Clubs:
    """Members and clubs."""

    member: str
    club: str
    claim: str
    """`{m}` members, each in `{k}` of the `{c}` clubs, which have `{S}` members."""
    such: str

    def statement(self, here: Count, draws: Draws) -> str:
        m, k = here.shown("first")
        claim = self.claim.replace("{m}", f"${m}$").replace("{k}", f"${k}$")
        claim = claim.replace("{c}", str(len(here.second)))
        claim = claim.replace("{S}", _listed(here.shown("second")))
        if here.form == "impossible":
            return draws.pick(
                (
                    f"Prove that it is impossible that {claim}.",
                    f"Show that it cannot be that {claim}.",
                )
            )
        if here.form == "unknown":
            begin = draws.pick(("Suppose that", "We know that"))
            return f"{begin} {claim}. {draws.pick(('Find $x$.', 'Determine $x$, with proof.'))}"
        return draws.pick(
            (
                f"Prove or disprove: it is possible that {claim}.",
                f"Can it be that {claim}? Prove your answer.",
            )
        )


def _negated(claim: str) -> str:
    return claim.replace("there is a", "there is no", 1)


def _question(claim: str, draws: Draws) -> str:
    question = claim.replace("there is a", "Is there a", 1)
    return draws.pick(
        (
            f"Prove or disprove: {claim}.",
            f"Prove or disprove that {claim}.",
            f"{question}? Prove your answer.",
            f"Decide, with proof, whether {claim}.",
        )
    )


_GRAPHS = (
    Graph(
        "A graph with {n} vertices",
        "has the degrees {d}",
        "there is a simple graph with {n} vertices whose degrees are {d}",
        "graph",
        "edges",
        "edge",
        "every edge has two ends",
    ),
    Graph(
        "At a party with {n} guests, the guests shook hands",
        "with {d} others",
        "there is a party of {n} guests where the guests shook hands with {d} others, respectively",
        "party",
        "handshakes",
        "handshake",
        "two guests take part in every handshake",
    ),
    Graph(
        "In a group of {n} people, where friendship is mutual, the numbers of friends",
        "are {d}",
        "there is a group of {n} people, where friendship is mutual, who have {d} friends in the "
        "group",
        "group",
        "friendships",
        "friendship",
        "every friendship counts for two people",
    ),
    Graph(
        "In a tournament of {n} teams, where two teams meet at most once, the teams have so far",
        "played {d} games",
        "there is a tournament of {n} teams, where two teams meet at most once, in which the teams "
        "have played {d} games so far",
        "tournament",
        "games",
        "game",
        "every game is played by two teams",
    ),
)
_TABLES = (
    Table(
        "row sums",
        "column sums",
        "there is a table of integers with {r} rows and {c} columns whose row sums are {R} and "
        "whose column sums are {C}",
        "table",
        "the sum of all numbers in the table",
        "rows",
        "columns",
    ),
    Table(
        "row sums",
        "column sums",
        "there is a way to write integers into a grid of {r} rows and {c} columns so that the row "
        "sums are {R} and the column sums are {C}",
        "grid",
        "the sum of all entries",
        "rows",
        "columns",
    ),
    Table(
        "row sums",
        "column sums",
        "there is a matrix of integers with the row sums {R} and the column sums {C}",
        "matrix",
        "the sum of all entries",
        "rows",
        "columns",
    ),
)
_CLUBS = (
    Clubs(
        "student",
        "club",
        "a school has {m} students and {c} clubs, every student belongs to exactly {k} clubs, and "
        "the clubs have {S} members",
        "school",
    ),
    Clubs(
        "worker",
        "team",
        "a firm has {m} workers and {c} teams, every worker is in exactly {k} teams, and the teams "
        "have {S} members",
        "firm",
    ),
    Clubs(
        "child",
        "course",
        "{m} children choose among {c} courses, every child takes exactly {k} courses, and the "
        "courses have {S} participants",
        "choice",
    ),
)
Scene: TypeAlias = Graph | Table | Clubs
SCENES: dict[str, tuple[Scene, ...]] = {
    "degrees": _GRAPHS,
    "table": _TABLES,
    "clubs": _CLUBS,
}
"""The settings of each kind."""
