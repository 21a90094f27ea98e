"""What follows from what: exact, sound, and only by short steps.

`Facts` holds what is known at a point of a proof. `follows` says whether a claim follows from it by
a step that a reader checks at a glance (`Effort.OBVIOUS`) or within a minute (`Effort.DETAIL`).
`refute` looks for exact values that make a claim false, `truth` evaluates a proposition exactly.
"""

from selfproof.world.kernel.counterexamples import refute
from selfproof.world.kernel.effort import Effort
from selfproof.world.kernel.facts import Facts
from selfproof.world.kernel.follows import follows
from selfproof.world.kernel.truth import truth

__all__ = ["Effort", "Facts", "follows", "refute", "truth"]
