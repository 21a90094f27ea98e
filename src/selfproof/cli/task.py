"""Carrying out a run that a verb asks for: search, write the results, print the verdict."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
import orjson

from selfproof import report
from selfproof.budget import Budget, Price
from selfproof.cli.launch import Launch
from selfproof.cli.session import Session, conduct
from selfproof.cli.sources import shown
from selfproof.cli.tables import replies_table
from selfproof.cli.values import printable
from selfproof.cli.verdict import as_data, details, sentence
from selfproof.errors import BackendError, SelfproofError, UsageError
from selfproof.report import words
from selfproof.search import RunRequest, RunResult, SearchSettings, run_search
from selfproof.store import RunView, Store, load_run, with_texts
from selfproof.types import OutcomeKind, Problem

_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Task:
    """A run as the command line asks for it."""

    problems: Sequence[Problem]
    settings: SearchSettings
    launch: Launch
    out: Path
    as_json: bool
    quiet: bool
    given: Sequence[str] | None = None
    """A proof for each problem, to be graded."""
    resumed: str | None = None
    """The run that is resumed; a different one is an error."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished session of a run."""

    result: RunResult
    view: RunView
    price: Price | None
    note: str | None
    """What there is to say about the model."""
    folder: Path
    """Where the results lie."""
    answered: bool
    """The model answered in this session."""

    @property
    def exit_code(self) -> int:
        failure = self.result.failure
        if isinstance(failure, BackendError) and self.answered:
            # It was reachable: whatever it says now, the arguments were right.
            return BackendError.exit_code
        return 0 if failure is None else failure.exit_code


def carry_out(task: Task) -> int:
    """Run, write the results and print the verdict; the exit code.

    Raises:
        SelfproofError: what the user can act on.
    """

    async def work(session: Session) -> Outcome:
        return await _search(task, session)

    outcome = conduct(task.launch, task.out, quiet=task.quiet, work=work)
    _refuse_rejected(outcome.view)
    failure = outcome.result.failure
    if failure is not None and outcome.exit_code == SelfproofError.exit_code:
        raise failure
    click.echo(_as_json(outcome) if task.as_json else "\n".join(_as_text(outcome, task)))
    if failure is not None:
        click.echo(f"stopped: {failure}", err=True)
    return outcome.exit_code


def _refuse_rejected(view: RunView) -> None:
    """A run in which the server rejected every request for a proof was asked for wrongly.

    Raises:
        UsageError: with the server's reason, such as a problem longer than the model's context.
    """
    proofs = [proof for problem in view.problems for proof in problem.proofs]
    if proofs and all(proof.outcome is OutcomeKind.FAILED for proof in proofs):
        name = view.problems[0].problem_idx
        raise UsageError(f"PROBLEM {shown(name)}: every request was rejected: {proofs[0].detail}")


async def _search(task: Task, session: Session) -> Outcome:
    request = RunRequest(
        task.problems,
        task.settings,
        session.prompts,
        session.model.backend,
        session.store,
        Budget(),
        session.model.grammar,
        given=task.given,
    )
    run = request.run
    if task.resumed not in (None, run):
        raise UsageError(
            f"run {task.resumed}: model, prompts or settings are not those it was begun with; "
            "give the same --model and --prompts, or start a new run with `selfproof prove`"
        )
    request.budget = await session.begin(run)
    title = f"run {run}, model {session.model.backend.model}"
    result = await session.watched(title, request.meter, request.budget, run_search(request))
    view = read_run(session.store, run)
    folder = task.out / run
    report.write(view, folder)
    return Outcome(
        result, view, session.price, session.model.note, folder, bool(request.meter.finished)
    )


def _as_json(outcome: Outcome) -> str:
    data = as_data(outcome.view, outcome.price)
    data["note"] = outcome.note
    data["report"] = str(outcome.folder / "report.html")
    data["results"] = str(outcome.folder / "results.jsonl")
    return orjson.dumps(data).decode()


def _as_text(outcome: Outcome, task: Task) -> list[str]:
    lines: list[str] = []
    problems = outcome.view.problems
    for problem in problems:
        name = "" if len(problems) == 1 else f"{printable(problem.problem_idx)}: "
        lines.append(f"{name}{sentence(problem)}")
    if outcome.note is not None:
        lines += ["", click.wrap_text(outcome.note, _WIDTH)]
    if len(problems) == 1:
        lines += details(problems[0])
    conditions = " ".join(words.conditions(outcome.view))
    lines += ["", *replies_table(outcome.view.roles), "", click.wrap_text(conditions, _WIDTH), ""]
    lines.append(f"Report: {outcome.folder / 'report.html'}")
    if outcome.result.status != "done":
        out = "" if str(task.out) == "selfproof-runs" else f" --out {shlex.quote(str(task.out))}"
        lines.append(f"Resume: selfproof runs resume {outcome.result.run}{out}")
    return lines


def read_run(store: Store, run: str) -> RunView:
    """A run with the texts that a report shows: those of a large run do not fit in memory."""
    view = load_run(store, run, texts="none")
    problems = (with_texts(store, each, report.wanted(each)) for each in view.problems)
    return replace(view, problems=tuple(problems))
