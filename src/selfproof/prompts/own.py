"""Our own prompts: one template file per role, laid out for prefix caches and hostile text.

Every request is a system message that all roles share (the fence rule and the scoring rule), then a
user message in the order problem, proof, what varies, task. So verifications of one proof are the
same request, its reviews and refinements share everything up to the end of the proof with them, and
all calls on a problem share everything up to the end of the problem. The task stands last, after
all material: the last word is ours.

The short wording says the same in half the words and shows no skeleton of a reply: a model of a few
hundred million parameters copies a skeleton, or loses the problem behind a long task.

A template's only syntax is ``{{name}}``. All names are replaced in one pass over the template, so
nothing inside a problem or a proof is ever read as a placeholder.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from selfproof import formats
from selfproof.prompts.fence import fenced, neutral
from selfproof.types import IssueText, Message

_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")

_PHRASES = {
    "solution_heading": formats.SOLUTION_HEADING,
    "self_evaluation_heading": formats.SELF_EVALUATION_HEADING,
    "evaluation": formats.EVALUATION,
    "evaluation_score": formats.EVALUATION_SCORE,
    "review": formats.REVIEW,
    "review_score": formats.REVIEW_SCORE,
    "comparison": formats.COMPARISON,
    "comparison_choice": formats.COMPARISON_CHOICE,
}
_STANDING = {
    True: "Analysis of the proof above, confirmed by independent reviews:",
    False: "Analysis of the proof above, not confirmed by independent reviews:",
    None: "Analysis of the proof above, not reviewed:",
}
_NO_ANALYSIS = "No analysis of the proof above is given."

_PROBLEM, _PROOF, _ANALYSIS = "PROBLEM", "PROOF", "ANALYSIS"


@dataclass(frozen=True, slots=True)
class Own:
    """A folder of our templates: `common` (what all roles share) and one file per role."""

    folder: str = ""
    """Below `templates/`: empty for the full wording, `short` for the short one."""

    def prove(self, problem: str) -> tuple[Message, ...]:
        return self._messages("prove", problem=fenced(_PROBLEM, problem))

    def refine(
        self, problem: str, proofs: Sequence[tuple[str, Sequence[IssueText]]]
    ) -> tuple[Message, ...]:
        return self._messages(
            "refine",
            problem=fenced(_PROBLEM, problem),
            proofs="\n\n".join(_attempt(proof, issues) for proof, issues in proofs),
        )

    def verify(self, problem: str, proof: str) -> tuple[Message, ...]:
        return self._messages(
            "verify", problem=fenced(_PROBLEM, problem), proof=fenced(_PROOF, proof)
        )

    def review(self, problem: str, proof: str, analysis: str) -> tuple[Message, ...]:
        return self._messages(
            "review",
            problem=fenced(_PROBLEM, problem),
            proof=fenced(_PROOF, proof),
            analysis=fenced(_ANALYSIS, analysis),
        )

    def compare(self, problem: str, first: str, second: str) -> tuple[Message, ...]:
        return self._messages(
            "compare",
            problem=fenced(_PROBLEM, problem),
            first=fenced(_PROOF, first),
            second=fenced(_PROOF, second),
        )

    def _messages(self, role: str, **sections: str) -> tuple[Message, ...]:
        return (
            Message("system", template(self.folder, "common")),
            Message("user", fill(template(self.folder, role), {**_PHRASES, **sections})),
        )


def continuation(messages: Sequence[Message], partial: str) -> tuple[Message, ...]:
    """`messages`, the reply so far (made neutral) and the request to go on with it."""
    return (
        *messages,
        Message("assistant", neutral(partial)),
        Message("user", template("", "continue")),
    )


def _attempt(proof: str, issues: Sequence[IssueText]) -> str:
    parts = [fenced(_PROOF, proof)]
    for issue in issues:
        parts += [_STANDING[issue.confirmed], fenced(_ANALYSIS, issue.text)]
    return "\n\n".join(parts if issues else [*parts, _NO_ANALYSIS])


@cache
def template(folder: str, name: str) -> str:
    """The text of one template file of ours."""
    path = files("selfproof.prompts").joinpath("templates", folder, f"{name}.md")
    return path.read_text(encoding="utf-8").strip()


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with every ``{{name}}`` replaced, in one pass; what is put in is not read again.

    Raises:
        KeyError: a placeholder has no value (a mistake in a template of ours).
    """
    return _PLACEHOLDER.sub(lambda found: values[found[1]], text)
