"""`selfproof prove`: problems in, a checked proof for each out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from selfproof.cli.options import (
    budget_options,
    launch_from,
    model_options,
    output_options,
    recipe_of,
    search_options,
    settings_from,
)
from selfproof.cli.problems import read_problems
from selfproof.cli.task import Task, carry_out
from selfproof.errors import UsageError


@click.command()
@click.argument("problem", required=False)
@model_options
@search_options
@budget_options
@output_options
def prove(
    problem: str | None,
    out: Path,
    as_json: bool,
    quiet: bool,
    **options: Any,
) -> int:
    """Search for a proof of PROBLEM and check it.

    PROBLEM is a statement, a text file with one, `-` for standard input, or a .json, .jsonl or .csv
    list of records with a question (or problem, statement, informal_statement) and, if they have
    one, a problem_idx (or id, Problem ID).

    Whatever is finished is on disk at once: the same command again, or `selfproof runs resume`,
    goes on where a run stopped. Results go to DIR/RUN/report.html, report.md and results.jsonl.

    \b
    Examples:
      selfproof prove "Prove that the sum of two odd integers is even."
      selfproof prove problem.md --proofs 4 --analyses 8 --rounds 2
      selfproof prove problem.md --model qwen3-8b.gguf
      selfproof prove problems.jsonl --model http://127.0.0.1:8000/v1 --preset small
      selfproof prove problems.json --config recipes/cluster.yaml --max-tokens 500M
      selfproof prove problem.md --model https://api.deepseek.com --model-name deepseek-v4-pro \\
          --max-cost 5 --set verify.n=16
      cat problem.md | selfproof prove - --json --max-time 30m
    """
    recipe = recipe_of(options)
    launch = launch_from(options, recipe)
    settings = settings_from(options, recipe, launch)
    problems = read_problems(_argument(problem))
    task = Task(problems, settings, launch, out, as_json, quiet)
    return carry_out(task)


def _argument(problem: str | None) -> str:
    if problem is not None:
        return problem
    if sys.stdin is not None and not sys.stdin.isatty():
        return "-"
    raise UsageError(
        "PROBLEM: is missing; give a statement in quotes, a file, or - for standard input"
    )
