"""`selfproof runs show`."""

from __future__ import annotations

import re
from pathlib import Path

import click

from selfproof.cli.options import out_option
from selfproof.cli.runs.common import reading
from selfproof.cli.sources import shown
from selfproof.cli.tables import columns, replies_table
from selfproof.cli.values import printable
from selfproof.cli.verdict import sentence
from selfproof.errors import UsageError
from selfproof.report.words import number
from selfproof.store import (
    AnalysisView,
    ProblemView,
    ProofView,
    RunView,
    Store,
    load_run,
    read_texts,
)

_NAME = re.compile(r"(?P<proof>[^#]+)(?:#(?P<analysis>\d{1,9}))?")


@click.command()
@click.argument("run")
@click.argument("name", required=False)
@click.option("--problem", "problem_idx", metavar="IDX", help="Look at this problem only.")
@out_option
def show(run: str, name: str | None, problem_idx: str | None, out: Path) -> None:
    """Show RUN, or one text of it.

    NAME is a proof, or a proof and the number of one of its analyses, as in `p0#3`.

    \b
    Examples:
      selfproof runs show two-odd
      selfproof runs show two-odd p0
      selfproof runs show two-odd p0#3
      selfproof runs show imo p0 --problem IMO2025-1
    """
    with reading(out) as store:
        view = load_run(store, run, texts="none")
        problems = _problems(view, problem_idx)
        lines = _overview(view, problems) if name is None else _text(store, view, problems, name)
    click.echo("\n".join(lines))


def _problems(view: RunView, problem_idx: str | None) -> list[ProblemView]:
    if problem_idx is None:
        return list(view.problems)
    found = [problem for problem in view.problems if problem.problem_idx == problem_idx]
    if not found:
        known = ", ".join(shown(problem.problem_idx) for problem in view.problems[:8])
        raise UsageError(
            f"--problem {shown(problem_idx)}: is not in run {view.summary.run}; it has {known}"
        )
    return found


def _overview(view: RunView, problems: list[ProblemView]) -> list[str]:
    summary = view.summary
    lines = [f"{summary.run}: {summary.status}, model {printable(summary.model)}"]
    if summary.message:
        lines.append(printable(summary.message))
    for problem in problems:
        lines += ["", f"{printable(problem.problem_idx)}: {sentence(problem)}"]
        lines += _proofs(problem)
    return [*lines, "", *replies_table(view.roles)]


def _proofs(problem: ProblemView) -> list[str]:
    rows = [["  proof", "outcome", "from", "round", "score", "self", "analyses"]]
    for proof in problem.proofs:
        counted = sum(analysis.counted is not None for analysis in proof.analyses)
        rows.append(
            [
                f"{'*' if proof.name == problem.final else ' '} {proof.name}",
                "passed" if proof.passed else proof.outcome.value,
                ", ".join(parent for parent, _ in proof.parents) or "-",
                str(proof.round),
                number(proof.mean),
                number(proof.self_score),
                f"{counted:,}",
            ]
        )
    return columns(rows, left=3) if problem.proofs else []


def _text(store: Store, view: RunView, problems: list[ProblemView], name: str) -> list[str]:
    parts = _NAME.fullmatch(name)
    wanted = parts["proof"] if parts is not None else name
    found = [
        (problem, proof) for problem in problems for proof in problem.proofs if proof.name == wanted
    ]
    if len(found) != 1:
        what = "has no such proof" if not found else "has it for several problems; give --problem"
        raise UsageError(
            f"NAME {shown(name)}: run {view.summary.run} {what}; "
            f"`selfproof runs show {view.summary.run}` lists them"
        )
    problem, bare = found[0]
    proof = read_texts(store, bare)
    index = parts["analysis"] if parts is not None else None
    if index is None:
        return _proof(problem, proof)
    analyses = [analysis for analysis in proof.analyses if analysis.index == int(index)]
    if not analyses:
        raise UsageError(
            f"NAME {shown(name)}: proof {proof.name} has no analysis {index}; "
            f"it has {len(proof.analyses)}, numbered from 0"
        )
    return _analysis(proof, analyses[0])


def _proof(problem: ProblemView, proof: ProofView) -> list[str]:
    lines = [f"Problem {printable(problem.problem_idx)}", "", printable(problem.question), ""]
    lines += [f"Proof {proof.name}: {proof.outcome.value}. {printable(proof.detail)}".rstrip(), ""]
    return [*lines, printable(proof.text)]


def _analysis(proof: ProofView, analysis: AnalysisView) -> list[str]:
    decided = {None: "not reviewed", True: "confirmed", False: "not confirmed"}
    score = "no score" if analysis.score is None else f"score {analysis.score:g}"
    head = f"Analysis {analysis.index} of {proof.name}: {analysis.outcome.value}, {score}"
    if analysis.score is not None and analysis.score < 1:
        head += f", its issues {decided[analysis.confirmed]}"
    lines = [head, "", printable(analysis.text)]
    for review in analysis.reviews:
        rated = "no score" if review.score is None else f"score {review.score:g}"
        lines += ["", f"Review {review.sample}: {review.outcome.value}, {rated}", ""]
        lines.append(printable(review.text))
    return lines
