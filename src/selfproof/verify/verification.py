"""Drives the analyses and reviews of one proof.

`fixed` asks for all n analyses at once. `adaptive` works in waves and stops as soon as the proof is
refuted, because a refuted proof is not accepted whatever else is said about it: rejecting needs few
analyses, accepting always all n. Whether a refuted proof is worth more (to rank it for refinement
or for the final choice) is for the search to say, which calls `step` for those that need it.

What is asked next depends on settled results alone: a wave is judged when all of it is there, and
with `meta="deciding"` the gravest objection is reviewed first, then the next, until one is
confirmed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from selfproof.calls import Ask, Caller, Group, Reply, Scope, Truncated
from selfproof.prompts import Prompts, evaluation_of
from selfproof.types import Message, Role, Sampling
from selfproof.verify.settings import VerifySettings
from selfproof.verify.standing import Standing


class Grammar(Protocol):
    """Gives the GBNF grammar that constrains a role's replies, or None."""

    def __call__(self, role: Role, max_tokens: int) -> str | None: ...


def no_grammar(role: Role, max_tokens: int) -> None:
    """Replies are free: the model keeps the formats by itself."""


@dataclass(frozen=True, slots=True)
class VerifyContext:
    """What the verifications of one problem share."""

    caller: Caller
    scope: Scope
    prompts: Prompts
    settings: VerifySettings
    question: str
    lineage: str
    """Prefix of every lineage: names the problem."""
    seed: int
    grammar: Grammar
    link: Callable[[str, Role, int, bytes], None]
    """Records that a request belongs to a proof: (proof, role, analysis or -1, digest)."""

    truncated: Truncated
    continuations: int

    def ask(self, role: Role, render: Callable[[], tuple[Message, ...]], lineage: str) -> Ask:
        """A request to judge: an analysis, a review or a comparison."""
        settings = self.settings
        grammar = self.grammar(role, settings.max_tokens)
        sampling = Sampling(
            settings.temperature, settings.top_p, settings.max_tokens, self.seed, grammar
        )
        return Ask(
            role,
            render,
            sampling,
            f"{self.lineage}:{lineage}",
            settings.attempts,
            self.truncated,
            self.continuations,
        )


class Verification:
    """The verification of one proof in progress."""

    def __init__(
        self,
        context: VerifyContext,
        name: str,
        load_proof: Callable[[], str],
        priority: int,
        on_change: Callable[[bool], None],
    ) -> None:
        """Nothing is asked before `start`.

        `load_proof` reads the proof's text, which is not kept: a large run holds thousands.
        `on_change(urgent)` is called after every reply; urgent when the proof was refuted, passed
        or has nothing outstanding any more.
        """
        self.context = context
        self.name = name
        self.standing = Standing(context.settings)
        self.launched = 0
        self.outstanding = 0
        self._priority = priority
        self._on_change = on_change
        self._load_proof = load_proof
        self._group = self._open(context.ask(Role.VERIFY, self._verify_messages, name), -1)
        self._replies: dict[int, Reply] = {}
        self._dropped = False
        settings = context.settings
        self._goal = min(settings.screen, settings.n) if settings.screens else settings.n

    def start(self) -> None:
        """Ask for the first analyses."""
        settings = self.context.settings
        self._extend(settings.n if settings.policy == "fixed" else settings.first_wave)

    def pursue(self) -> None:
        """Go on until the proof is refuted or has passed all n."""
        self._goal = self.context.settings.n
        self._advance()

    def drop(self) -> None:
        """Ask for nothing more by itself: whether this proof passes no longer matters."""
        self._dropped = True

    @property
    def may_pass(self) -> bool:
        """It is on its way to pass, unless a reply still to come refutes it."""
        return not (self._dropped or self.standing.refuted or self.standing.passed)

    @property
    def halted(self) -> bool:
        """Nothing is outstanding, and by itself it will ask for nothing more."""
        return self.outstanding == 0

    @property
    def complete(self) -> bool:
        """All there is to know is known: n analyses, and every objection reviewed if any is."""
        if not self.halted or self.launched < self.context.settings.n:
            return False
        return self.context.settings.meta == "off" or not self.standing.unreviewed

    def step(self) -> bool:
        """Ask for more about a halted proof; False when it is complete.

        Reviews come first: they settle what is already on the table. Where a forecast will do, a
        sample of the objections is reviewed, growing with the analyses.
        """
        settings = self.context.settings
        waiting = self.standing.unreviewed if settings.meta != "off" else []
        done = len(self.standing.objections) - len(waiting)
        all_there = self.launched == settings.n
        if waiting and settings.screens and not all_there:
            waiting = waiting[:done] if len(waiting) > 2 * done else []
        if waiting:
            self.review(waiting)
        elif not all_there:
            self._extend(self.launched + max(1, self.launched // 2))
        else:
            return False
        return True

    def extend(self, count: int) -> bool:
        """See that at least `count` analyses (at most n) have been asked for; True if some were
        asked for now."""
        if min(count, self.context.settings.n) <= self.launched:
            return False
        self._extend(count)
        return True

    def review(self, indices: list[int]) -> bool:
        """Ask for the reviews of some objections, if any; True if there were any."""
        for index in indices:
            self._review(index)
        return bool(indices)

    def analysis_text(self, index: int) -> str:
        """The evaluation an analysis holds, without what was thought before it."""
        return evaluation_of(self._group.body(self._replies[index]).text)

    def _verify_messages(self) -> tuple[Message, ...]:
        return self.context.prompts.verify(self.context.question, self._load_proof())

    def _review_messages(self, index: int) -> tuple[Message, ...]:
        return self.context.prompts.review(
            self.context.question, self._load_proof(), self.analysis_text(index)
        )

    def _open(self, ask: Ask, analysis: int) -> Group:
        link = partial(self.context.link, self.name, ask.role, analysis)
        return self.context.caller.group(self.context.scope, ask, link)

    def _extend(self, count: int) -> None:
        first, self.launched = self.launched, min(count, self.context.settings.n)
        self.outstanding += self.launched - first
        for index in range(first, self.launched):
            self._group.draw(index, (self._priority, 2), self._take_analysis)

    def _take_analysis(self, reply: Reply) -> None:
        self.outstanding -= 1
        self._replies[reply.sample] = reply
        refuted = self.standing.refuted
        self.standing.add_analysis(reply.sample, reply.outcome.score)
        objected = reply.sample in self.standing.objections
        if objected and self.context.settings.meta == "all":
            self._review(reply.sample)
        self._settle(refuted)

    def _review(self, index: int) -> None:
        context = self.context
        render = partial(self._review_messages, index)
        group = self._open(context.ask(Role.REVIEW, render, f"{self.name}#{index}"), index)
        count = context.settings.reviews
        self.standing.ask_reviews(index, count)
        self.outstanding += count
        for sample in range(count):
            group.draw(sample, (self._priority, 1), partial(self._take_review, index))

    def _take_review(self, index: int, reply: Reply) -> None:
        self.outstanding -= 1
        refuted = self.standing.refuted
        self.standing.add_review(index, reply.outcome.score)
        self._settle(refuted)

    def _settle(self, was_refuted: bool) -> None:
        changed = self.standing.refuted != was_refuted
        if self.outstanding == 0:
            self._advance()
        self._on_change(changed or self.outstanding == 0)

    def _advance(self) -> None:
        """Once a wave is there, ask for what is needed to know whether the proof passes."""
        if self.outstanding or self._dropped or self.standing.refuted:
            return
        settings = self.context.settings
        waiting = self.standing.unreviewed if settings.meta == "deciding" else []
        if waiting:
            self.review(waiting[:1])
        elif self.launched < self._goal:
            self._extend(min(2 * self.launched, self._goal))
