"""A problem with its exact meaning.

The text is what a prover sees. The meaning is a list of obligations, which a complete proof
discharges whatever its method: "find all n such that P(n)" with the answer A(n) is the two
obligations P(n) => A(n) and A(n) => P(n); a false statement to "prove or disprove" is the
obligation to refute it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from selfproof.world.props import Kind, Prop
from selfproof.world.terms import Term

Category = Literal["algebra", "number theory", "combinatorics", "inequality", "geometry"]
Split = Literal["train", "dev", "test", "hard"]
Task = Literal["prove", "decide", "find all", "find value"]
"""`decide` is "prove or disprove". For `find all` and `find value` a proof states the answer."""

LEVELS = (1, 2, 3, 4, 5)
"""`hard` problems have level 6: larger than anything in the other splits."""


@dataclass(frozen=True, slots=True)
class Given:
    """A variable that the statement introduces; it stands for every value of its kind."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Obligation:
    """`show` has to be proved for all values of the givens under the problem's hypotheses and
    under `assume`."""

    show: Prop
    assume: tuple[Prop, ...] = ()
    part: str = ""
    """What an issue calls it, such as "the answer is complete"; empty for the statement itself."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of the world.

    Attributes:
        family: Name of its family.
        category: Of the family.
        level: 1 to 5, and 6 in the split `hard`.
        split: A function of the parameters, so the splits share no problem.
        index: The number it was made from: `make(family, level, split, index)` makes it again.
        statement: The text.
        task: What is asked.
        givens: Its variables.
        hypotheses: What is given about them, definitions of sequences and points included
            (`Forall` for recurrences).
        obligations: What a proof has to discharge.
        truth: False where the statement to decide is false.
        answer: What a `find` task has for an answer, as a proposition about the givens (or about
            the term asked for); None for the other tasks.
        parameters: The numbers that make this problem of its family, plain JSON values.
        parts: How many independent parts a reference proof has (1 where it does not divide).
    """

    family: str
    category: Category
    level: int
    split: Split
    index: int
    statement: str
    task: Task
    givens: tuple[Given, ...]
    hypotheses: tuple[Prop, ...]
    obligations: tuple[Obligation, ...]
    truth: bool = True
    answer: Prop | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    parts: int = 1

    @property
    def name(self) -> str:
        """`family-split-level-index`, a problem_idx."""
        return f"{self.family}-{self.split}-{self.level}-{self.index}"


Assignment = Mapping[str, Fraction]
"""Exact values of variables."""

__all__ = [
    "LEVELS",
    "Assignment",
    "Category",
    "Given",
    "Obligation",
    "Problem",
    "Split",
    "Task",
    "Term",
]
