"""A sample as a row: chat messages for a trainer, and beside them everything that is known of it.

What a prompt says is not the world's business: a `Render` brings the words, such as
`selfproof.prompts.Prompts`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from types import MappingProxyType
from typing import Any, Literal, Protocol, TypeAlias, get_args

from selfproof.types import IssueText, Message
from selfproof.world.assess import Issue
from selfproof.world.samples import Mix, Sample, make_sample

Row: TypeAlias = dict[str, Any]
"""JSON values by column."""
Columns = Literal["prompt", "messages"]
"""Of the chat: `prompt` and `completion`, or both together as `messages`; TRL takes either."""
CHATS: tuple[Columns, ...] = get_args(Columns)

_MESSAGES = "messages"
COLUMNS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "number": ("int", "place in the data set"),
        "role": ("str", "prove, refine, verify or review"),
        "prompt": (_MESSAGES, "what the model is asked, as chat messages"),
        "completion": (_MESSAGES, "the reply, as one assistant message"),
        "problem": ("str", "name of the problem; `make_problem` makes it again"),
        "family": ("str", "of the problem"),
        "category": ("str", "of the family"),
        "level": ("int", "1 to 5; 6 in the split hard"),
        "split": ("str", "train, dev, test or hard"),
        "index": ("int", "of the problem in its family, split and level"),
        "style": ("int", "of the reference proof"),
        "proof": ("str", "the proof that the row is about; in refine the new one"),
        "score": ("float", "its true score by rubric I_v"),
        "flaws": ("list", "kinds of the flaws planted into it; in refine into the earlier one"),
        "issues": ("str", "its issues as JSON, a list of records"),
        "analysis": ("str", "the analysis to be reviewed; null in other roles"),
        "quality": ("str", "what the analysis or self-evaluation was planned to be"),
        "self_score": ("float", "score in the self-evaluation; null in verify and review"),
        "analysis_score": ("float", "score in the analysis; null in prove and refine"),
        "ms": ("float", "true score by rubric I_mv of the analysis or self-evaluation"),
        "review_quality": ("str", "what the review was planned to be; null in other roles"),
        "review_score": ("float", "ms in the review, perhaps wrong; null in other roles"),
    }
)
"""Type and meaning of each column, in order. `messages` stands for prompt and completion."""


class Render(Protocol):
    """The prompts of the roles. It is sent to other processes, so it must be picklable."""

    def prove(self, problem: str) -> Sequence[Message]:
        """Ask for a proof with its self-evaluation."""

    def refine(
        self, problem: str, proofs: Sequence[tuple[str, Sequence[IssueText]]]
    ) -> Sequence[Message]:
        """Ask for a better proof, given one with an analysis."""

    def verify(self, problem: str, proof: str) -> Sequence[Message]:
        """Ask for an analysis."""

    def review(self, problem: str, proof: str, analysis: str) -> Sequence[Message]:
        """Ask for a review of an analysis."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a data set is made from, its size apart."""

    mix: Mix
    seed: int
    render: Render
    columns: Columns = "prompt"

    @property
    def digest(self) -> str:
        """16 hex digits that change with anything that rows depend on."""
        issue = IssueText("V", 0.0, None)
        said = (
            self.render.prove("X"),
            self.render.refine("X", [("Y", [issue])]),
            self.render.verify("X", "Y"),
            self.render.review("X", "Y", "V"),
        )
        words = [[astuple(message) for message in messages] for messages in said]
        content = json.dumps([astuple(self.mix), self.seed, self.columns, words])
        return hashlib.sha256(content.encode()).hexdigest()[:16]


def rows(plan: Plan, start: int, count: int) -> Iterator[Row]:
    """Rows `start` to `start + count - 1` of a data set, made in this process."""
    for number in range(start, start + count):
        try:
            yield row_of(make_sample(plan.mix, plan.seed, number), plan)
        except Exception as error:
            error.add_note(f"in row {number} of the data set with seed {plan.seed}")
            raise


def row_of(sample: Sample, plan: Plan) -> Row:
    """A sample as a row with the columns of `columns_of`."""
    prompt = _chat(_prompt(sample, plan.render))
    completion = _chat([Message("assistant", sample.reply)])
    problem, review = sample.problem, sample.review
    proves = sample.role in ("prove", "refine")
    given = sample.analysis.given
    row: Row = {"number": sample.number, "role": sample.role}
    if plan.columns == "messages":
        row["messages"] = prompt + completion
    else:
        row.update(prompt=prompt, completion=completion)
    row.update(
        problem=problem.name,
        family=problem.family,
        category=problem.category,
        level=problem.level,
        split=problem.split,
        index=problem.index,
        style=sample.style,
        proof=sample.proof,
        score=sample.assessment.score,
        flaws=list(sample.flaws),
        issues=json.dumps([issue_data(each) for each in sample.assessment.issues]),
        analysis=sample.analysis.text if review is not None else None,
        quality=sample.analysis.quality,
        self_score=given if proves else None,
        analysis_score=None if proves else given,
        ms=sample.analysis.worth,
        review_quality=review.quality if review is not None else None,
        review_score=review.given if review is not None else None,
    )
    return row


def columns_of(chat: Columns) -> dict[str, str]:
    """The columns of a row and their types: a name of COLUMNS, or `messages`."""
    kinds = {name: kind for name, (kind, _) in COLUMNS.items()}
    if chat == "prompt":
        return kinds
    named = {"messages" if name == "prompt" else name: kind for name, kind in kinds.items()}
    del named["completion"]
    return named


def issue_data(issue: Issue) -> Row:
    """An issue as plain data."""
    return {
        "kind": issue.kind.value,
        "severity": issue.severity.value,
        "sentence": issue.sentence,
        "start": issue.start,
        "end": issue.end,
        "reason": issue.reason,
        "part": issue.part,
        "claim": issue.claim,
    }


def _prompt(sample: Sample, render: Render) -> Sequence[Message]:
    statement = sample.problem.statement
    if sample.earlier is not None:
        proof, analysis = sample.earlier
        return render.refine(statement, [(proof, [IssueText(analysis.text, analysis.given, None)])])
    if sample.role == "prove":
        return render.prove(statement)
    if sample.role == "verify":
        return render.verify(statement, sample.proof)
    return render.review(statement, sample.proof, sample.analysis.text)


def _chat(messages: Sequence[Message]) -> list[dict[str, str]]:
    return [{"role": message.role, "content": message.content} for message in messages]
