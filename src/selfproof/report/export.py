"""A run as Markdown and as lines of JSON, and all of its results in a folder.

Markdown is read by many programs, some of which render raw HTML. So nothing a model or a file wrote
stands in the Markdown but inside a fence longer than any run of backticks in the text, or in a code
span made the same way.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from selfproof.errors import UsageError
from selfproof.report import words
from selfproof.report.clean import clean, one_line
from selfproof.report.page import html
from selfproof.store.views import AnalysisView, ProblemView, ProofView, RunView
from selfproof.types import OutcomeKind

_TICKS = re.compile("`+")


class Written(NamedTuple):
    """Where `write` put the results."""

    html: Path
    markdown: Path
    jsonl: Path


def write(view: RunView, folder: Path) -> Written:
    """Write `report.html`, `report.md` and `results.jsonl` into `folder`, made if need be.

    Each file appears whole or not at all: an older one stays until the new one is complete.

    Raises:
        UsageError: the folder or a file in it cannot be written.
    """
    paths = Written(folder / "report.html", folder / "report.md", folder / "results.jsonl")
    texts = (html(view), markdown(view), jsonl(view))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in zip(paths, texts, strict=True):
            _replace(path, text)
    except OSError as error:
        raise UsageError(
            f"report folder {folder}: cannot be written ({error.strerror}); choose another --out"
        ) from error
    return paths


def _replace(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)  # mkstemp's own mode is for the owner alone
        os.replace(name, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise


def jsonl(view: RunView) -> str:
    """One line of JSON per problem, in the fields of the published outputs.

    `average_automatic_rating` is the mean confirmed score of the chosen proof. A problem without a
    proof has a line too, with an empty proof and the rating null.
    """
    return "".join(_json_line(problem) for problem in view.problems)


def _json_line(problem: ProblemView) -> str:
    final = words.result(problem).proof
    parts = words.proof_text(final) if final is not None else None
    prediction = {
        "proof": _encodable(parts[0] if parts is not None else ""),
        "average_automatic_rating": final.mean if final is not None and parts is not None else None,
    }
    line = {
        "question": _encodable(problem.question),
        "problem_idx": _encodable(problem.problem_idx),
        "model_prediction": prediction,
    }
    return json.dumps(line) + "\n"


def _encodable(text: str) -> str:
    """The text as it is, but for lone surrogates, which no UTF-8 reader accepts."""
    return text.encode("utf-8", "replace").decode("utf-8")


def markdown(view: RunView) -> str:
    """The run as Markdown: problems, verdicts, final proofs with their issues, and the accounts."""
    blocks = [*_head(view)]
    for problem in view.problems:
        blocks += _problem(view, problem)
    blocks += _accounts(view)
    return "\n\n".join(blocks) + "\n"


def _head(view: RunView) -> Iterator[str]:
    summary = view.summary
    yield f"# Selfproof run {_span(summary.run)}"
    yield f"**{_prose(words.found(view))}**"
    yield _prose(" ".join(words.conditions(view)))
    strategy = words.setting(summary.spec, "strategy")
    yield "\n".join(
        [
            f"- Model: {_span(summary.model)}",
            f"- Strategy: {_span(str(strategy or '-'))}",
            f"- Status: {_span(summary.status)}, {words.duration(summary.seconds)}",
        ]
        + ([f"- Message: {_span(summary.message)}"] if summary.message else [])
    )


def _problem(view: RunView, problem: ProblemView) -> Iterator[str]:
    found = words.result(problem)
    yield f"## Problem {_span(problem.problem_idx or str(problem.position + 1))}"
    yield _fence(problem.question)
    yield f"**Verdict ({words.VERDICTS[found.status]}).** {_prose(words.verdict(problem))}"
    if found.proof is None:
        return
    yield f"### Proof {_span(found.proof.name)}"
    parts = words.proof_text(found.proof)
    yield _fence(parts[0] if parts is not None else found.proof.text)
    yield (
        f"Mean confirmed score {words.number(found.proof.mean)}, self score "
        f"{words.number(found.proof.self_score)}. Analyses: {words.tally(found.proof)}."
    )
    yield from _issues(found.proof)
    if problem.proofs:
        count = words.plural(len(problem.proofs), "proof")
        run = _span(f"selfproof runs show {view.summary.run}")
        yield f"{count} in all; {run} lists them."


def _issues(proof: ProofView) -> Iterator[str]:
    """Analyses whose issues stand: confirmed ones, and those nobody reviewed."""
    for kind, title in (("confirmed", "Confirmed issues"), ("unreviewed", "Issues not reviewed")):
        standing = [each for each in words.analyses_of(proof) if words.state(each) == kind]
        if standing:
            yield f"### {title}"
        for analysis in standing:
            yield f"Analysis {analysis.index}, score {words.number(analysis.score)}{_by(analysis)}:"
            yield _fence(analysis.text)


def _by(analysis: AnalysisView) -> str:
    scores = [words.number(review.score) for review in analysis.reviews]
    return f", reviews {', '.join(scores)}" if scores else ""


def _accounts(view: RunView) -> Iterator[str]:
    yield "## Accounts"
    heads = ["role", "replies", *(words.OUTCOMES[kind] for kind in OutcomeKind)]
    heads += ["prompt tokens", "of these cached", "tokens written", "time of replies"]
    rows = [
        [
            role.role.value,
            f"{role.calls:,}",
            *(f"{role.outcomes.get(kind, 0):,}" for kind in OutcomeKind),
            f"{role.usage.prompt_tokens:,}",
            f"{role.usage.cached_tokens:,}",
            f"{role.usage.completion_tokens:,}",
            words.duration(role.seconds),
        ]
        for role in view.roles
    ]
    yield "\n".join(_table([heads, ["---"] + ["---:"] * (len(heads) - 1), *rows]))
    if view.faults:
        faults = ", ".join(
            f"{_span(name)} {count:,}" for name, count in sorted(view.faults.items())
        )
        yield f"Faults on the way: {faults}."


def _table(rows: Iterable[list[str]]) -> Iterator[str]:
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _fence(text: str) -> str:
    """`text` in a fence that nothing in it can close."""
    body = clean(text)
    longest = max((len(run.group()) for run in _TICKS.finditer(body)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}markdown\n{body}\n{fence}"


def _span(text: str) -> str:
    """`text` on one line in a code span that nothing in it can close."""
    body = one_line(text, 300) or "-"
    longest = max((len(run.group()) for run in _TICKS.finditer(body)), default=0)
    ticks = "`" * (longest + 1)
    return (
        f"{ticks} {body} {ticks}"
        if body.startswith("`") or body.endswith("`")
        else (f"{ticks}{body}{ticks}")
    )


def _prose(sentence: str) -> str:
    """A sentence of ours that may quote others: Markdown's and HTML's signs made literal."""
    return re.sub(r"([\\`*_{}\[\]<>#|~$&!])", r"\\\1", one_line(sentence, 2000))
