"""What a proof has said of boxes, for the sentences that follow."""

from __future__ import annotations

from dataclasses import dataclass, field

from selfproof.world.props import Named, Prop
from selfproof.world.terms import Call, Term


@dataclass(slots=True)
class BoxState:
    """What a proof has said of boxes, as far as reading needs it.

    Attributes:
        open: Boxes were announced and are being written out, one after the other.
        counts: How many numbers and boxes were announced.
        modulus: Numbers are sorted by their remainders.
        parts: The boxes so far, by name (a remainder, or their number).
        waiting: Claims about the boxes, made before they are written out.
        claim: The last boxes as a claim.
        by_rest: They are classes of remainders.
        ordered: "Every number of a row divides the next one" was said.
        pair: Two of the chosen numbers were spoken of last.
        taken: The numbers of the last choice.
        listed: The last list of other numbers.
        limited: Of each of these sets at most one number is chosen, as was said.
        spoken: Numbers that claims spoke of since the boxes were written out.
    """

    open: bool = False
    counts: tuple[int | None, int | None] = (None, None)
    modulus: Term | None = None
    parts: dict[object, list[Term]] = field(default_factory=dict)
    waiting: list[Prop] = field(default_factory=list)
    claim: Named | None = None
    by_rest: bool = False
    ordered: bool = False
    pair: bool = False
    taken: tuple[Term, ...] = ()
    listed: tuple[Term, ...] = ()
    limited: list[tuple[Term, ...]] = field(default_factory=list)
    spoken: set[Term] = field(default_factory=set)

    @property
    def written(self) -> list[tuple[Term, ...]]:
        """The boxes as lists."""
        args = self.claim.args if self.claim is not None else ()
        return [each.args for each in args if isinstance(each, Call)]
