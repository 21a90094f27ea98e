"""What a family of problems is, and what its reference proofs are made of.

A family draws parameters, says what they mean, and writes proofs. Which split a problem belongs to
is a function of its parameters alone: however often they are drawn, with whatever wording, they
come out in the same split, so the splits share no problem.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from selfproof.world.assess import IssueKind
from selfproof.world.problem import Category, Problem, Split

T = TypeVar("T")
Parameters = Mapping[str, Any]

_SHARES = (("dev", 5), ("test", 5))
"""Of 100; the rest is for training."""
_MOST_DRAWS = 10_000


@dataclass(frozen=True, slots=True)
class Wrong:
    """A realistic wrong version of a step: what it becomes, and what the checker must find."""

    text: str
    """Replaces the step's text; empty to leave the step out."""
    flaw: str
    """One of `flaws.KINDS`."""
    found: tuple[IssueKind, ...]
    """An issue of one of these kinds is to be found."""
    score: float
    """By rubric I_v, when this is the only change."""
    elsewhere: bool = False
    """The issue shows in another place than this step: what is missing has no place, and what was
    propagated may only clash later."""


@dataclass(frozen=True, slots=True)
class ProofStep:
    """One or more sentences of a reference proof that belong together."""

    text: str
    role: str
    """`opening`, `definition`, `case`, `computation`, `base`, `step`, `check`, `answer` or
    `conclusion`."""
    part: str = ""
    """The independent part it belongs to, as the proof calls it ("Case 3"); else empty."""
    wrong: tuple[Wrong, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """A reference proof."""

    steps: tuple[ProofStep, ...]
    separator: str = " "
    """Between steps; a step that begins with a line break is not separated."""

    @property
    def text(self) -> str:
        """The proof as a prover would write it."""
        return join([step.text for step in self.steps], self.separator)


def join(texts: Sequence[str], separator: str = " ") -> str:
    """Texts of steps as one text."""
    whole = ""
    for text in texts:
        if text:
            whole += text if not whole or text.startswith("\n") else separator + text
    return whole


class Family(Protocol):
    """A family of problems. Everything is deterministic in its arguments, in any process."""

    name: str
    category: Category
    grows_by_parts: bool
    """Its higher levels grow by independent parts."""
    discovers: str
    """What a prover has to find, such as "a modulus"; empty when nothing."""

    def make(self, level: int, split: Split, index: int) -> Problem:
        """A problem; equal arguments give equal problems. Level 6 goes with the split `hard`."""

    def write(self, problem: Problem, style: int) -> Proof:
        """A right and complete proof. `style` >= 0 chooses method and wording."""

    def search_effort(self, problem: Problem) -> int:
        """How many candidates a naive search tries before it finds what has to be discovered."""


@dataclass(frozen=True, slots=True)
class Draws:
    """The random choices of one problem or one wording."""

    seed: str
    rng: random.Random = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rng", random.Random(self.seed))  # noqa: S311 (reproducible)

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.rng.randrange(len(options))]

    def between(self, low: int, high: int) -> int:
        """An integer from low to high, both included."""
        return self.rng.randint(low, high)


def split_of(family: str, level: int, parameters: Parameters) -> Split:
    """The split that a problem with these parameters belongs to."""
    if level > 5:
        return "hard"
    content = json.dumps([family, parameters], sort_keys=True, separators=(",", ":"))
    place = int.from_bytes(hashlib.blake2b(content.encode(), digest_size=8).digest(), "big") % 100
    for split, share in _SHARES:
        if place < share:
            return split  # type: ignore[return-value]
        place -= share
    return "train"


def draw_parameters(
    family: str,
    level: int,
    split: Split,
    index: int,
    draw: Callable[[Draws], Parameters | None],
) -> Parameters:
    """Parameters in a split: `draw` is asked until it gives some (None for a failed attempt).

    Raises:
        ValueError: a level outside 1 to 6, or a level and split that do not go together.
    """
    if not 1 <= level <= 6 or (level == 6) != (split == "hard"):
        raise ValueError(f"level {level}, split {split!r}: levels 1 to 5, and 6 for `hard`")
    for attempt in range(_MOST_DRAWS):
        parameters = draw(Draws(f"{family}/{level}/{split}/{index}/{attempt}"))
        if parameters is not None and split_of(family, level, parameters) == split:
            return parameters
    raise ValueError(f"{family}: no parameters of level {level} in split {split!r}")
