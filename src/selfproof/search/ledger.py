"""The durable side of one problem's search: decisions, family tree, links.

A decision is committed before it is used, and the first one under a key stands: after a kill the
search reads it back instead of deciding again. Notes (a proof's standing, a partial result) only
inform people; the newest stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from selfproof.calls import Caller
from selfproof.types import Role

Parents = Sequence[tuple[str, Sequence[int]]]


class Ledger:
    """What is recorded about problem number `position` of a run."""

    def __init__(self, caller: Caller, position: int) -> None:
        self._caller = caller
        self._store = caller.store
        self._run = caller.run
        self._position = position
        self._decisions = self._store.decisions(self._run, position)
        self._proofs = self._store.proofs(self._run, position)
        self._links = self._store.links(self._run, position)

    def decided(self, key: str) -> Any | None:
        """What was decided under `key` in an earlier session, or None."""
        return self._decisions.get(key)

    async def decide(self, key: str, payload: Any) -> Any:
        """Commit a decision and return the one that stands."""
        known = self._decisions.get(key)
        if known is not None:
            return known
        await self._store.add_decision(self._run, self._position, key, payload)
        self._decisions[key] = payload
        return payload

    def note(self, key: str, payload: Any) -> None:
        """Record something for people to read; replaces an earlier note."""
        if self._decisions.get(key) != payload:
            self._decisions[key] = payload
            self._caller.watch(
                self._store.add_decision(self._run, self._position, key, payload, replace=True)
            )

    def proof(self, name: str, round_: int, source: tuple[bytes, int], parents: Parents) -> None:
        """Record a proof's place in the family tree."""
        if name not in self._proofs:
            self._proofs.add(name)
            self._caller.watch(
                self._store.add_proof(self._run, self._position, name, round_, source, parents)
            )

    def link(self, name: str, role: Role, analysis: int, digest: bytes) -> None:
        """Record that a request verifies a proof, or reviews one of its analyses."""
        if (name, role, analysis) not in self._links:
            self._links.add((name, role, analysis))
            self._caller.watch(
                self._store.add_link(self._run, self._position, name, role, analysis, digest)
            )
