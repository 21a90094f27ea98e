"""Comparison of proofs that scores cannot tell apart, by the model.

A knock-out tournament seeded by the tie-break. Each pair is judged twice with the order swapped,
because models favour a place; when the two judgements disagree or cannot be read, the pair stays
tied and the seeded order decides.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from selfproof.calls import Reply
from selfproof.search.candidate import Candidate
from selfproof.types import Message, Role

if TYPE_CHECKING:
    from selfproof.search.problem import ProblemSearch


async def tournament(search: ProblemSearch, tied: Sequence[Candidate]) -> Candidate:
    """The winner among equals, at least one."""
    field = sorted(tied, key=lambda candidate: candidate.tie, reverse=True)
    if not search.settings.pairwise:
        return field[0]
    while len(field) > 1:
        pairs = list(zip(field[::2], field[1::2], strict=False))
        winners = await asyncio.gather(*(_compare(search, *pair) for pair in pairs))
        field = list(winners) + ([field[-1]] if len(field) % 2 else [])
    return field[0]


async def _compare(search: ProblemSearch, first: Candidate, second: Candidate) -> Candidate:
    """The better of two proofs: the one both orders prefer, else the first."""
    key = f"compare/{first.name}|{second.name}"
    if search.ledger.decided(key) is None:
        votes = [await _vote(search, first, second), await _vote(search, second, first)]
        # A vote of 1 prefers the one shown first.
        second_wins = votes[0] == 0.0 and votes[1] == 1.0
        await search.ledger.decide(
            key, {"winner": second.name if second_wins else first.name, "votes": votes}
        )
    winner = search.ledger.decided(key)["winner"]  # type: ignore[index]
    return first if winner == first.name else second


async def _vote(search: ProblemSearch, shown_first: Candidate, shown_second: Candidate) -> object:
    def render() -> tuple[Message, ...]:
        return search.context.prompts.compare(
            search.problem.question, shown_first.proof_text(), shown_second.proof_text()
        )

    names = f"{shown_first.name}|{shown_second.name}"
    ask = search.verify_context.ask(Role.COMPARE, render, names)
    replies: list[Reply] = []

    def take(reply: Reply) -> None:
        replies.append(reply)
        search.signal()

    # As urgent as what the proofs' round waits for: a round may wait for this.
    priority = (max(shown_first.round, shown_second.round), 0)
    search.context.caller.group(search.scope, ask).draw(0, priority, take)
    await search.until(lambda: bool(replies))
    return replies[0].outcome.score
