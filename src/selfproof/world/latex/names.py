"""What names mean in a formula."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """Names that are not plain variables.

    Attributes:
        sequences: `a` makes a_{n+1} `Call("a", (n + 1,))`, and a(n) too. Otherwise a_1 is the
            variable `a_1`, and f(x) is a product unless `functions` says otherwise.
        points: `A` makes `A(1, 2)` say that A is that point, and `AB` the pair of points.
    """

    sequences: frozenset[str] = frozenset()
    points: frozenset[str] = frozenset()


NO_NAMES = Names()


def listed(text: str) -> tuple[str, ...]:
    """The words of a text: for tables of words that are pleasant to read."""
    return tuple(text.split())


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())
