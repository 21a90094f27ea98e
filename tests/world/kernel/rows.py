"""Tables of claims: what each must be judged, from which facts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from selfproof.world.kernel import Effort, Facts, follows, refute
from selfproof.world.problem import Given
from selfproof.world.props import Prop


class Want(Enum):
    """OBVIOUS at a glance, DETAIL with more effort only, OPEN at no effort (true
    or false), FALSE refuted too."""

    OBVIOUS = "obvious"
    DETAIL = "detail"
    OPEN = "open"
    FALSE = "false"


YES, DETAIL, OPEN, WRONG = Want.OBVIOUS, Want.DETAIL, Want.OPEN, Want.FALSE


@dataclass(frozen=True)
class Row:
    """A claim with its facts."""

    name: str
    want: Want
    claim: Prop
    facts: tuple[Prop, ...] = ()
    givens: tuple[Given, ...] = ()

    def check(self) -> None:
        """Assert that the kernel judges it as wanted."""
        facts = Facts(self.givens, self.facts)
        obvious = follows(self.claim, facts, Effort.OBVIOUS)
        detail = follows(self.claim, facts, Effort.DETAIL)
        assert (self.want, obvious, detail) == (
            self.want,
            self.want is Want.OBVIOUS,
            self.want in (Want.OBVIOUS, Want.DETAIL),
        )
        values = refute(self.claim, facts)
        if self.want is Want.FALSE:
            assert values is not None
        elif self.want is not Want.OPEN:
            assert values is None
