"""The prompts of a run: one object that turns problems, proofs and analyses into messages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Protocol

from selfproof.prompts import official
from selfproof.prompts.own import Own, continuation
from selfproof.types import IssueText, Message

Attempt = tuple[str, Sequence[IssueText]]
"""An earlier proof and the analyses of it that a refinement prompt shows."""


class Wording(Protocol):
    """The roles of METHOD section 2 in one set of words."""

    def prove(self, problem: str) -> tuple[Message, ...]: ...

    def refine(self, problem: str, proofs: Sequence[Attempt]) -> tuple[Message, ...]: ...

    def verify(self, problem: str, proof: str) -> tuple[Message, ...]: ...

    def review(self, problem: str, proof: str, analysis: str) -> tuple[Message, ...]: ...


class Prompts:
    """Messages for every role, in our own words or the official repository's.

    Equal arguments give equal messages, in every process. `digest` identifies the wording and
    layout: it is a hash of what the prompts render to, so it changes with anything a model would
    see, a word in a template or a fence line, and with nothing else.
    """

    def __init__(self, name: str, wording: Wording, ours: Own) -> None:
        self.name = name
        """`own`, `short` or `official`, for people to read."""
        self._wording = wording
        self._ours = ours
        self.digest = _digest(self)
        """64 hex digits."""

    @classmethod
    def own(cls) -> Prompts:
        """Our own prompts (`templates/`): text by others is fenced and made neutral."""
        return cls("own", Own(), Own())

    @classmethod
    def short(cls) -> Prompts:
        """Our prompts in few words, for models too small to follow the full ones.

        Fixed parts are about half as long. They name the format but show no skeleton of it; use
        them where a grammar fixes the structure of replies.
        """
        return cls("short", Own("short"), Own("short"))

    @classmethod
    def official(cls, path: Path | str) -> Prompts:
        """The prompts of a local copy of the official `math_templates.py`, sent as they are.

        Comparing two proofs and continuing a cut-off reply have no official prompt: ours are used.

        Raises:
            UsageError: the file cannot be read as the official dict of templates.
        """
        return cls("official", official.load(path), Own())

    def prove(self, problem: str) -> tuple[Message, ...]:
        """Ask for a proof with its self-evaluation."""
        return self._wording.prove(problem)

    def refine(self, problem: str, proofs: Sequence[Attempt]) -> tuple[Message, ...]:
        """Ask for a better proof, given at least one earlier proof and the analyses of each.

        Proofs and analyses keep the order given, except that an analysis whose issues reviews
        confirmed comes before those not confirmed or not reviewed.

        Raises:
            ValueError: `proofs` is empty.
        """
        if not proofs:
            raise ValueError("refine needs at least one proof; use prove for a first proof")
        return self._wording.refine(
            problem,
            [
                (proof, sorted(issues, key=lambda issue: issue.confirmed is not True))
                for proof, issues in proofs
            ],
        )

    def verify(self, problem: str, proof: str) -> tuple[Message, ...]:
        """Ask for an analysis of `proof` and a score. The same for every sample."""
        return self._wording.verify(problem, proof)

    def review(self, problem: str, proof: str, analysis: str) -> tuple[Message, ...]:
        """Ask whether the issues that `analysis` claims exist and justify its score."""
        return self._wording.review(problem, proof, analysis)

    def compare(self, problem: str, first: str, second: str) -> tuple[Message, ...]:
        """Ask which proof is better: `A` is `first`, `B` is `second`."""
        return self._ours.compare(problem, first, second)

    def continue_(self, messages: Sequence[Message], partial: str) -> tuple[Message, ...]:
        """Ask to go on with a reply to `messages` that was cut off after `partial`.

        The reply holds only what follows; `joined` puts the two together. With nothing to
        continue (an empty `partial`) the messages are returned as they are.
        """
        if not partial.strip():
            return tuple(messages)
        return continuation(messages, partial)


def _digest(prompts: Prompts) -> str:
    """A hash over one rendering of everything the prompts can say."""
    issues = [IssueText(str(state), 0.0, state) for state in (True, False, None)]
    rendered = (
        prompts.prove("X"),
        prompts.refine("X", [("Y", issues), ("Z", [])]),
        prompts.verify("X", "Y"),
        prompts.review("X", "Y", "V"),
        prompts.compare("X", "Y", "Z"),
        prompts.continue_((), "Y"),
    )
    data = json.dumps([[astuple(message) for message in messages] for messages in rendered])
    return hashlib.sha256(data.encode()).hexdigest()
