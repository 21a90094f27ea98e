"""What a sentence of a proof says, once it is read.

A sentence gives one or more items, in order. The checker walks over them; an item knows its own
place, so an issue can be pinned to a clause.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from selfproof.world.props import Kind, Prop
from selfproof.world.terms import Term

Purpose = Literal["assumption", "contradiction", "hypothesis", "general"]
"""Of a supposition: `hypothesis` is an induction hypothesis, `contradiction` says that it will be
refuted, `general` is "without loss of generality"."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim holds. Either words (`by`), such as "induction hypothesis", "definition",
    "pigeonhole", "fermat", "am-gm", "expanding", or a proposition (`since`) that is claimed too."""

    by: str = ""
    since: Prop | None = None


RESTATED = Reason(by="restated")
"""The claim is "the statement holds for n = 3": words that show nothing themselves."""


@dataclass(frozen=True, slots=True)
class Declare:
    """Let these be arbitrary values of a kind. With `props`, such that these hold: an existence
    that must be known ("let k be an integer with n = 2k", "write n = 2k + 1 with k an integer")."""

    names: tuple[str, ...]
    kind: Kind
    props: tuple[Prop, ...] = ()


@dataclass(frozen=True, slots=True)
class Define:
    """Give a new name to a value ("let S = a + b", "put m = n + 1", "let A = (1, 2)")."""

    name: Term
    value: Term


@dataclass(frozen=True, slots=True)
class Suppose:
    """Assume a proposition from here on."""

    prop: Prop
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Cases:
    """Announces alternatives that cover everything. `props` may be empty ("two cases")."""

    props: tuple[Prop, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """Opens a case; it ends where the next one opens, or with EndCases."""

    label: str
    prop: Prop | None
    """None when the case is named only ("Case 2.") and its condition follows as a Suppose."""


@dataclass(frozen=True, slots=True)
class EndCases:
    """All cases are done; what each of them showed holds."""


@dataclass(frozen=True, slots=True)
class Base:
    """Opens the base case of an induction ("Base case: n = 1."); `at` None when not said."""

    at: Prop | None


@dataclass(frozen=True, slots=True)
class Step:
    """Opens the inductive step."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition that is said to hold, here and now.

    `others` are further readings of the same words, where it depends on the context what "the right
    side" or "the sum" is: the claim is made in one of the readings.
    """

    prop: Prop
    reasons: tuple[Reason, ...] = ()
    others: tuple[Prop, ...] = ()


@dataclass(frozen=True, slots=True)
class ToShow:
    """Says what will be shown, and claims nothing ("we show that ...", "it suffices to show")."""

    prop: Prop | None


@dataclass(frozen=True, slots=True)
class Absurd:
    """A contradiction was reached."""


@dataclass(frozen=True, slots=True)
class Done:
    """Says that something is proved: `what` None for the statement or whatever is at hand ("as
    desired", "this completes the proof", "QED"), "step" for an induction that is complete."""

    what: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """States the answer of a `find` task."""

    prop: Prop


@dataclass(frozen=True, slots=True)
class Solves:
    """Says that the solutions that the text has found are solutions; `count` where it says how
    many they are, `several` where they are not those of one case."""

    count: int | None = None
    several: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """Says whether the statement to decide is true."""

    truth: bool


@dataclass(frozen=True, slots=True)
class Example:
    """Takes particular values ("take n = 4", "a counterexample is (a, b) = (1, 2)")."""

    values: tuple[tuple[str, Term], ...]


@dataclass(frozen=True, slots=True)
class Instance:
    """Put these values for names that stand for any value ("m = 2, k = 11:", "with c = 7"): what
    was shown of the names is known for the values."""

    values: tuple[tuple[str, Term], ...]


@dataclass(frozen=True, slots=True)
class Filler:
    """Plainly without content ("We proceed as follows.", "Proof.")."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Outside the language: an unjustified claim."""

    why: str


Body: TypeAlias = (
    Declare
    | Define
    | Suppose
    | Cases
    | Case
    | EndCases
    | Base
    | Step
    | Claim
    | ToShow
    | Absurd
    | Done
    | Answer
    | Solves
    | Verdict
    | Example
    | Instance
    | Filler
    | Unread
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing said, with its place in the proof's text."""

    body: Body
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as written, and what it says."""

    start: int
    end: int
    items: tuple[Item, ...]
