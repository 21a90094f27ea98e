"""Sequential self-refinement (METHOD section 4): threads that judge and mend their own proof.

Each thread writes a proof with its self-analysis and is asked again, with both, until it rates
itself 1 or its attempts are used up. Only then do verifiers look at what the threads came to.
"""

from __future__ import annotations

from selfproof.search.candidate import Candidate
from selfproof.search.problem import ProblemSearch
from selfproof.types import IssueText, Message, Role


class RefineSearch(ProblemSearch):
    """The threads of one problem; thread `t3` writes `t3`, then `t3/1`, `t3/2` and so on."""

    async def solve(self) -> None:
        self._last: dict[str, Candidate | None] = {}
        self.prove([f"t{number + 1}" for number in range(self.settings.threads)])
        await self.until(lambda: len(self._last) == self.settings.threads)
        await self.someone_passed()

    def pool(self) -> list[Candidate]:
        """The proofs in which the threads ended."""
        return [each for _, each in sorted(self._last.items()) if each is not None]

    def written(self, candidate: Candidate) -> None:
        """Go on with the thread, or end it with the last proof that could be read."""
        thread = candidate.name.partition("/")[0]
        if candidate.lost:
            parent = candidate.parents[0][0] if candidate.parents else None
            self._end(thread, self.candidates[parent] if parent else None)
        elif candidate.self_score == 1.0 or candidate.round + 1 >= self.settings.tries:
            self._end(thread, candidate)
        else:
            self._again(thread, candidate)

    def _end(self, thread: str, candidate: Candidate | None) -> None:
        self._last[thread] = candidate
        if candidate is not None:
            self.verify(candidate)

    def _again(self, thread: str, candidate: Candidate) -> None:
        """Ask the thread to refine its proof, showing its own analysis of it."""

        def render() -> tuple[Message, ...]:
            content = candidate.text()
            issue = IssueText(content.self_analysis, content.self_score, None)
            return self.context.prompts.refine(self.problem.question, [(content.proof, [issue])])

        round_ = candidate.round + 1
        name = f"{thread}/{round_}"
        group = self.open(Role.REFINE, render, name)
        self.write(group, 0, name, round_, ((candidate.name, ()),))
