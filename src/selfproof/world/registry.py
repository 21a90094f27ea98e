"""The families by name, and problems by theirs.

A problem's name is `family-split-level-index`; it holds all that is needed to make the problem
again, so data sets and command lines need not carry statements along.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from types import MappingProxyType
from typing import get_args

from selfproof.errors import UsageError
from selfproof.world.families.base import Family, Proof
from selfproof.world.families.collinear import Collinear
from selfproof.world.families.concurrent import Concurrent
from selfproof.world.families.counting import Counting
from selfproof.world.families.divisibility import Divisibility
from selfproof.world.families.factoring import Factoring
from selfproof.world.families.gcd import Gcd
from selfproof.world.families.induction_sum import InductionSum
from selfproof.world.families.invariant import Invariant
from selfproof.world.families.modulus import Modulus
from selfproof.world.families.perpendicular import Perpendicular
from selfproof.world.families.pigeonhole import Pigeonhole
from selfproof.world.families.quadratic import Quadratic
from selfproof.world.families.recurrence import Recurrence
from selfproof.world.families.remainder import Remainder
from selfproof.world.families.solve import Solve
from selfproof.world.families.symmetric import Symmetric
from selfproof.world.problem import LEVELS, Problem, Split

_ALL: tuple[Family, ...] = (
    Divisibility(),
    Modulus(),
    Remainder(),
    Gcd(),
    Solve(),
    InductionSum(),
    Recurrence(),
    Factoring(),
    Quadratic(),
    Symmetric(),
    Pigeonhole(),
    Invariant(),
    Counting(),
    Collinear(),
    Perpendicular(),
    Concurrent(),
)
FAMILIES: Mapping[str, Family] = MappingProxyType({family.name: family for family in _ALL})
"""All families by name. The order is fixed: new ones are added at the end."""
SPLITS: tuple[Split, ...] = get_args(Split)
HARD_LEVEL = 6
MOST_INDEX = 10**12
"""Indices are below it."""


def family_named(name: str) -> Family:
    """A family by its name.

    Raises:
        UsageError: there is none of this name.
    """
    family = FAMILIES.get(name)
    if family is None:
        close = difflib.get_close_matches(name[:40], FAMILIES, n=1, cutoff=0.6)
        fix = f"did you mean {close[0]}?" if close else f"choose one of {', '.join(FAMILIES)}"
        raise UsageError(f"family {name[:40]!r}: unknown; {fix}")
    return family


def levels_of(split: Split) -> tuple[int, ...]:
    """The levels that a split has: 1 to 5, and 6 alone for `hard`."""
    return (HARD_LEVEL,) if split == "hard" else LEVELS


def write_proof(problem: Problem, style: int = 0) -> Proof:
    """A right and complete proof; `style` >= 0 chooses method and wording."""
    return FAMILIES[problem.family].write(problem, style)


def make_problem(name: str) -> Problem:
    """The problem of a name such as `modulus-train-3-17`.

    Raises:
        UsageError: it is no such name, or names a family, split, level or index that is not there.
    """
    shown = name if len(name) <= 60 else name[:57] + "..."
    parts = name.strip().split("-")
    if len(parts) != 4:
        raise UsageError(
            f"problem {shown!r}: is no family-split-level-index; "
            "write one such as modulus-train-3-17"
        )
    family = family_named(parts[0])
    split = next((each for each in SPLITS if each == parts[1]), None)
    if split is None:
        raise UsageError(f"problem {shown!r}: no split {parts[1][:40]!r}; {_choose(SPLITS)}")
    levels = levels_of(split)
    level = next((each for each in levels if str(each) == parts[2]), None)
    if level is None:
        raise UsageError(
            f"problem {shown!r}: split {split} has no level {parts[2][:40]!r}; {_choose(levels)}"
        )
    index = _index(parts[3])
    if index is None:
        raise UsageError(
            f"problem {shown!r}: {parts[3][:40]!r} is no index; "
            f"write a whole number below {MOST_INDEX:,}"
        )
    return family.make(level, split, index)


def _index(text: str) -> int | None:
    """A number as it is written in a name, so that a problem has one name only."""
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(MOST_INDEX)):
        return None
    index = int(text)
    return index if index < MOST_INDEX and str(index) == text else None


def _choose(options: tuple[object, ...]) -> str:
    return (
        f"choose one of {', '.join(map(str, options))}"
        if len(options) > 1
        else (f"write {options[0]}")
    )
