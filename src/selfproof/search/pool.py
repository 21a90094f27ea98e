"""High-compute search (METHOD section 4): a pool of proofs, refined round by round, no barriers.

    write `proofs` proofs; verify each as soon as it exists
    for each round up to `rounds`:
        stop if a proof passed all its verifications
        refine the `keep` proofs with the highest confirmed score, each from several prompts that
            show some of its analyses, confirmed issues first; add the new proofs to the pool
    the best of what passed, else the best of the pool

A round does not wait for the one before it to end. A proof is refined as soon as two things are
certain whatever the outstanding replies say: that no proof will pass and end the search, and that
fewer than `keep` proofs can come to rank above it. So one slow reply delays only what depends on
it, and yet what is asked is a function of the replies alone, not of their order.

That works reply by reply while each proof gets a fixed set of analyses. Where the amount of
verification itself is decided on the way (adaptive stopping, reviews on demand), the decision is
taken each time everything asked so far has come in: another deterministic moment.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable, Sequence

from selfproof.search.candidate import Candidate
from selfproof.search.pairing import needed, shown
from selfproof.search.problem import ProblemSearch
from selfproof.search.race import top


class PoolSearch(ProblemSearch):
    """The pool of one problem. With `rounds` = 0 it is one-shot proving."""

    async def solve(self) -> None:
        settings = self.settings
        self.prove([f"p{number + 1}" for number in range(settings.proofs)])
        for round_ in range(settings.rounds + 1):
            if round_ >= settings.min_rounds and await self.someone_passed():
                return
            if round_ < settings.rounds:
                await self._refine_round(round_ + 1)

    async def _refine_round(self, round_: int) -> None:
        """Refine the `keep` best proofs of the rounds before, each as soon as that is certain."""
        refined: set[str] = set()
        while not await self._look(round_, refined):
            await self.changed()

    async def _look(self, round_: int, refined: set[str]) -> bool:
        """Do what is certain by now; True when the whole round has been asked for."""
        pool = [each for each in self.pool() if each.round < round_]
        if self.stepwise and not all(each.halted for each in pool):
            return False
        verdict = top(pool, self.settings.keep, self.settings.verify)
        chosen = [each for each in pool if each.name in verdict.inside]
        if self.stepwise:
            self._ask_for_more(pool, verdict.open)
            if verdict.open or not self._prepared(chosen):
                return False
        ready = [each for each in chosen if each.halted and each.name not in refined]
        if self.settings.proofs_per_prompt > 1 and (verdict.open or len(ready) < len(chosen)):
            # Prompts that show several proofs need all of them.
            return False
        refined.update(each.name for each in ready)
        await self._refine_all(round_, ready, chosen)
        return not verdict.open and len(refined) == len(chosen)

    def _ask_for_more(self, pool: Iterable[Candidate], undecided: frozenset[str]) -> None:
        """One more wave for every proof whose place is open; `top` leaves none open when all of
        them are complete."""
        for candidate in pool:
            if candidate.name in undecided and candidate.verification is not None:
                candidate.verification.step()

    def _prepared(self, chosen: Iterable[Candidate]) -> bool:
        """Whether the chosen proofs have the analyses and reviews that refinement shows.

        What is missing is asked for, and then they are not prepared, even where the answers are in
        the store and came at once: what they say may change who is chosen.
        """
        count = needed(self.settings)
        asked = False
        for candidate in chosen:
            verification = candidate.verification
            assert verification is not None
            asked = verification.extend(count) or asked
            if self.settings.verify.meta != "off" and verification.halted:
                waiting = verification.standing.unreviewed
                reviewed = len(verification.standing.objections) - len(waiting)
                asked = verification.review(waiting[: max(0, count - reviewed)]) or asked
        return not asked and all(candidate.halted for candidate in chosen)

    async def _refine_all(
        self, round_: int, ready: Sequence[Candidate], chosen: Sequence[Candidate]
    ) -> None:
        """Commit what each proof's prompts show, then ask for the refined proofs."""
        plans = await asyncio.gather(
            *(
                self.ledger.decide(f"refine/{round_}/{each.name}", self._plan(round_, each, chosen))
                for each in ready
            )
        )
        for candidate, plan in zip(ready, plans, strict=True):
            self._refine_one(round_, candidate, plan)

    def _plan(
        self, round_: int, candidate: Candidate, chosen: Sequence[Candidate]
    ) -> list[list[tuple[str, list[int]]]]:
        """For each refinement prompt of a proof: the proofs it shows and their analyses."""
        seed = f"{self.settings.seed}/{self.problem.problem_idx}/{round_}/{candidate.name}"
        others = [each for each in chosen if each is not candidate]
        rng = random.Random(seed)  # noqa: S311 (not for secrets: it must be reproducible)
        count = min(self.settings.proofs_per_prompt - 1, len(others))
        prompts = range(self.settings.prompts_per_proof)
        companies = [[candidate, *rng.sample(others, count)] for _ in prompts]
        present = {each for company in companies for each in company}
        analyses = {each: self._shown(each, seed) for each in present}
        return [
            [(each.name, analyses[each][prompt]) for each in company]
            for prompt, company in enumerate(companies)
        ]

    def _shown(self, candidate: Candidate, seed: str) -> list[list[int]]:
        assert candidate.verification is not None
        return shown(candidate.verification.standing, self.settings, f"{seed}/{candidate.name}")

    def _refine_one(
        self, round_: int, candidate: Candidate, plan: Sequence[Sequence[tuple[str, list[int]]]]
    ) -> None:
        samples = self.settings.samples_per_prompt
        for prompt, proofs in enumerate(plan):
            first = prompt * samples
            self.refine(
                f"{candidate.name}/{round_}.{prompt + 1}",
                round_,
                [(self.candidates[name], indices) for name, indices in proofs],
                [f"{candidate.name}/{round_}.{first + sample + 1}" for sample in range(samples)],
            )
