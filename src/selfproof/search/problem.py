"""What every strategy does for one problem: write proofs, verify them, wait, and choose.

A strategy subclasses `ProblemSearch` and implements `solve`. Everything it decides must be a
function of settled results: it waits with `until` for a condition on the candidates, never for a
particular reply to come first.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from selfproof.calls import Ask, Caller, Group, Reply
from selfproof.prompts import Prompts
from selfproof.search.candidate import Candidate, tie_break
from selfproof.search.compare import tournament
from selfproof.search.ledger import Ledger
from selfproof.search.settings import SearchSettings
from selfproof.search.signal import Signal
from selfproof.types import IssueText, Message, Problem, Role, Sampling, Score
from selfproof.verify import Verification, VerifyContext
from selfproof.verify.verification import Grammar


@dataclass(frozen=True, slots=True)
class SearchContext:
    """What the problems of a run share."""

    caller: Caller
    prompts: Prompts
    settings: SearchSettings
    grammar: Grammar


class ProblemSearch(ABC):
    """The search for a proof of one problem."""

    def __init__(self, context: SearchContext, position: int, problem: Problem) -> None:
        self.context = context
        self.settings = context.settings
        self.problem = problem
        self.signal = Signal()
        self.scope = context.caller.scope(self.signal)
        self.ledger = Ledger(context.caller, position)
        self.candidates: dict[str, Candidate] = {}
        # Several refinement prompts in a row show the same proof.
        self._proof_text = lru_cache(maxsize=8)(Candidate.proof_text)
        self.verify_context = VerifyContext(
            caller=context.caller,
            scope=self.scope,
            prompts=context.prompts,
            settings=self.settings.verify,
            question=problem.question,
            lineage=problem.problem_idx,
            seed=self.settings.seed,
            grammar=context.grammar,
            link=self.ledger.link,
            truncated=self.settings.truncated,
            continuations=self.settings.continuations,
        )

    @abstractmethod
    async def solve(self) -> None:
        """Search until only the final choice is left."""

    @property
    def stepwise(self) -> bool:
        """The amount of verification is decided on the way, so decisions are taken at rest."""
        settings = self.settings.verify
        return settings.policy == "adaptive" or settings.meta == "deciding"

    def close(self) -> None:
        """Cancel what is still asked for this problem."""
        self.context.caller.close_scope(self.scope)
        self.signal.close()
        # A run of many problems does not need the proofs of those that are done.
        self.candidates.clear()

    # Waiting

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until `condition` holds.

        Raises:
            BudgetExhausted, BackendError, StoreError: no more calls are made in this session.
        """
        while not condition():
            await self.changed()

    async def changed(self) -> None:
        """Wait until something came in that may matter; raises like `until`."""
        failure = self.context.caller.failure
        if failure is None:
            await self.signal.wait()
        elif self.scope.tasks:
            # What is in flight is paid for: take it in before giving up.
            await asyncio.wait(self.scope.tasks)
        else:
            raise failure

    async def someone_passed(self) -> bool:
        """Wait until it is settled whether a proof of the pool passes all its verifications."""
        if self.settings.verify.screens:
            return await self._favourite_passed()
        await self.until(self._passing_settled)
        return any(candidate.passed for candidate in self.pool())

    async def _favourite_passed(self) -> bool:
        """Verify in full only the proof that would be chosen, then the next if it fails.

        Whether another one would pass too matters only if the favourite does not. Where the
        model's preferences are transitive the choice is the one that full verification gives.
        """
        while True:
            await self.until(lambda: all(candidate.halted for candidate in self.pool()))
            pool = self.pool()
            if any(candidate.passed for candidate in pool):
                return True
            survivors = [candidate for candidate in pool if candidate.may_pass]
            if not survivors:
                return False
            best = max(candidate.self_score or 0.0 for candidate in survivors)
            tied = [each for each in survivors if each.self_score == best]
            favourite = await tournament(self, tied)
            assert favourite.verification is not None
            favourite.verification.pursue()

    def _passing_settled(self) -> bool:
        pool = self.pool()
        passed = [candidate.self_score or 0.0 for candidate in pool if candidate.passed]
        if passed and self.stepwise:
            # The final choice among those that pass goes by self-score: a proof that rates itself
            # lower than one that passed cannot be chosen any more.
            for candidate in pool:
                if candidate.verification and (candidate.self_score or 0.0) < max(passed):
                    candidate.verification.drop()
        return not any(candidate.may_pass for candidate in pool)

    # Writing

    def prove(self, names: Sequence[str]) -> list[Candidate]:
        """Ask for the first proofs, one for each name: samples of one request."""
        render = partial(self.context.prompts.prove, self.problem.question)
        group = self.open(Role.PROVE, render, "first")
        return [self.write(group, sample, name, 0, ()) for sample, name in enumerate(names)]

    def refine(
        self,
        label: str,
        round_: int,
        shown: Sequence[tuple[Candidate, Sequence[int]]],
        names: Sequence[str],
    ) -> list[Candidate]:
        """Ask for refinements of the proofs `shown` with some of their analyses."""
        # What the analyses stand for is said as it was decided, whatever is reviewed later.
        standings = [
            [self.issue_standing(candidate, index) for index in indices]
            for candidate, indices in shown
        ]

        def render() -> tuple[Message, ...]:
            proofs = [
                (
                    self._proof_text(candidate),
                    [
                        IssueText(self.analysis_text(candidate, index), *standing)
                        for index, standing in zip(indices, known, strict=True)
                    ],
                )
                for (candidate, indices), known in zip(shown, standings, strict=True)
            ]
            return self.context.prompts.refine(self.problem.question, proofs)

        group = self.open(Role.REFINE, render, label)
        parents = tuple((candidate.name, tuple(indices)) for candidate, indices in shown)
        return [
            self.write(group, sample, name, round_, parents) for sample, name in enumerate(names)
        ]

    def open(self, role: Role, render: Callable[[], tuple[Message, ...]], lineage: str) -> Group:
        """A generator's request."""
        settings = self.settings
        grammar = self.context.grammar(role, settings.max_tokens)
        sampling = Sampling(
            settings.temperature, settings.top_p, settings.max_tokens, settings.seed, grammar
        )
        ask = Ask(
            role,
            render,
            sampling,
            f"{self.problem.problem_idx}:{lineage}",
            settings.attempts,
            settings.truncated,
            settings.continuations,
        )
        return self.context.caller.group(self.scope, ask)

    def write(
        self,
        group: Group,
        sample: int,
        name: str,
        round_: int,
        parents: tuple[tuple[str, tuple[int, ...]], ...],
    ) -> Candidate:
        """Ask for one proof."""
        tie = tie_break(self.settings.seed, name)
        candidate = Candidate(name, round_, parents, group, sample, tie)
        self.candidates[name] = candidate
        group.draw(sample, (round_, 0), partial(self._take_proof, candidate))
        return candidate

    def issue_standing(self, candidate: Candidate, index: int) -> tuple[Score, bool | None]:
        """Score of an analysis, and whether reviews confirmed what it claims."""
        assert candidate.verification is not None
        objection = candidate.verification.standing.objections.get(index)
        return (1.0, None) if objection is None else (objection.score, objection.confirmed)

    def analysis_text(self, candidate: Candidate, index: int) -> str:
        """An analysis of a proof as a refinement prompt shows it."""
        assert candidate.verification is not None
        return candidate.verification.analysis_text(index)

    def _take_proof(self, candidate: Candidate, reply: Reply) -> None:
        candidate.reply = reply
        source = (candidate.group.digest, candidate.sample)
        self.ledger.proof(candidate.name, candidate.round, source, candidate.parents)
        if reply.outcome.ok:
            candidate.self_score = reply.outcome.score
            self.context.caller.meter.proofs += 1
        self.written(candidate)
        self.signal()

    def written(self, candidate: Candidate) -> None:
        """A reply to `write` came; by default a readable proof is verified at once."""
        if not candidate.lost:
            self.verify(candidate)

    # Verifying

    def verify(self, candidate: Candidate) -> None:
        """Start the verification of a written proof."""
        verification = Verification(
            self.verify_context,
            candidate.name,
            candidate.proof_text,
            candidate.round,
            partial(self._verified, candidate),
        )
        candidate.verification = verification
        verification.start()

    def _verified(self, candidate: Candidate, urgent: bool) -> None:
        verification = candidate.verification
        if verification is not None and verification.halted:
            self._note(candidate, verification)
        self.signal(urgent)

    def _note(self, candidate: Candidate, verification: Verification) -> None:
        self.ledger.note(f"standing/{candidate.name}", verification.standing.record())
        meter = self.context.caller.meter
        mean = verification.standing.mean
        if mean is not None:
            best = meter.best.get(self.problem.problem_idx, 0.0)
            meter.best[self.problem.problem_idx] = max(best, mean)
        if verification.complete:
            meter.settled.add((self.problem.problem_idx, candidate.name))

    def note_standings(self) -> None:
        """Record what is known about every proof, also those with replies still outstanding."""
        for candidate in self.candidates.values():
            if candidate.verification is not None:
                name, standing = candidate.name, candidate.verification.standing
                self.ledger.note(f"standing/{name}", standing.record())

    # Sets of candidates

    def pool(self) -> list[Candidate]:
        """All proofs but the lost ones, in order of name and round."""
        alive = (candidate for candidate in self.candidates.values() if not candidate.lost)
        return sorted(alive, key=lambda candidate: (candidate.round, candidate.name))
