"""`selfproof runs resume`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from selfproof.cli.config import Recipe, settings_of
from selfproof.cli.options import budget_options, launch_from, model_options, output_options
from selfproof.cli.runs.common import given_of, reading
from selfproof.cli.session import recorded_launch
from selfproof.cli.task import Task, carry_out
from selfproof.store import asked, find_run


@click.command()
@click.argument("run")
@model_options
@budget_options
@output_options
def resume(run: str, out: Path, as_json: bool, quiet: bool, **options: Any) -> int:
    """Go on with RUN where it stopped, with the problems and settings it was begun with.

    No finished call is repeated. Model, prompts and limits are those of the last session unless
    given anew; the same model may be at another address. A limit counts over all sessions, except
    --max-time, which is for one session.

    \b
    Examples:
      selfproof runs resume two-odd
      selfproof runs resume two-odd --max-calls 5000
      selfproof runs resume imo --model http://127.0.0.1:9000/v1 --max-time 8h
    """
    with reading(out) as store:
        summary = find_run(store, run)
        launch = launch_from(options, Recipe(), recorded_launch(store, summary.run))
        problems = asked(store, summary.run)
        given = given_of(store, summary)
    settings = settings_of(summary.spec["settings"], f"run {summary.run}")
    task = Task(problems, settings, launch, out, as_json, quiet, given, summary.run)
    return carry_out(task)
