"""Ordinary mathematical English, read into items.

`read` cuts a text into sentences (`text`), and each sentence into units: units with words of their
own (`openers`, `naming`, `inductive`, `answers`, `special_units`, `fixed`) and claimed clauses
(`clauses`, `predicates`, `special`). Patterns run over skeletons, in which a formula is one
character; formulas are read by `latex`. What is not read in full becomes `Unread`.

How words become propositions, where that is not plain:

- even, odd: `Cong(t, 0, 2)`, `Cong(t, 1, 2)`. Remainders: `Cong`, with 0 <= r < m where those are
  no numbers. coprime: gcd = 1. "A iff B": `And(Or(not A, B), Or(not B, A))`. "P if Q":
  `Or(not Q, P)`.
- "there is an integer k with P", "P for some integer k", "n is of the form 3k + 1": `Declare` when
  claimed, `Exists` when supposed or to be shown; in an induction hypothesis k stays free.
- "for all n >= 2, P": `Forall(("n",), kind, Or(n < 2, P))`; limits that the kind has already are
  left out. "A square is 0 or 1 modulo 4": `Forall` over an integer t.
- "If P, then Q", "for n = 5: Q", "when P, Q", "n = 2 gives Q": `Case` with the condition as the
  text has it for a label, then `Claim`s. "P implies Q" otherwise claims both.
- "the statement holds for n = k" puts k into `Vocabulary.statement` (or into what was said to be
  shown by induction); where no statement is known, a hypothesis is `n = k` and a claim `Done`.
- "equality holds" is the statement with "=" for its sign; "the left side" is its left side; "every
  square is 0" and "every term on the right" speak of the last chain.
- `m_{AB}`, "the slope of AB": `Call("slope", (A, B))`. AB is `Call("sqrt", (dist2,))` with
  `Call("dist2", (A, B))`, AB^2 is the latter, AB = CD is `equal lengths`. Vectors:
  `Call("vector", (A, B))`, their product `Call("dot", (u, v))`. The midpoint of AB is (A + B) / 2.
- Boxes, moves and counts: as in `kernel.boxes`, `kernel.process` and `kernel.tally`.
"""

from __future__ import annotations

from selfproof.world.language.reader import read
from selfproof.world.language.vocabulary import Vocabulary, vocabulary_of

__all__ = ["Vocabulary", "read", "vocabulary_of"]
