"""`selfproof runs list`."""

from __future__ import annotations

import time
from pathlib import Path

import click
import orjson

from selfproof.cli.options import json_option, out_option
from selfproof.cli.runs.common import reading
from selfproof.cli.tables import columns
from selfproof.cli.values import clock, printable
from selfproof.store import RunSummary, list_runs


@click.command("list")
@out_option
@json_option
def list_(out: Path, as_json: bool) -> None:
    """List all runs, newest first.

    \b
    Examples:
      selfproof runs list
      selfproof runs list --json
    """
    with reading(out) as store:
        found = list_runs(store)
    if as_json:
        click.echo(orjson.dumps([_data(run) for run in found]).decode())
        return
    rows = [["run", "status", "begun", "model", "problems", "time"]]
    rows += [_row(run) for run in found]
    click.echo("\n".join(columns(rows, left=4)))


def _row(run: RunSummary) -> list[str]:
    begun = time.strftime("%Y-%m-%d %H:%M", time.localtime(run.created))
    model = printable(run.model)
    return [run.run, run.status, begun, model, f"{run.problems:,}", clock(run.seconds)]


def _data(run: RunSummary) -> dict[str, object]:
    return {
        "run": run.run,
        "status": run.status,
        "message": run.message,
        "created": run.created,
        "updated": run.updated,
        "model": run.model,
        "problems": run.problems,
        "seconds": run.seconds,
    }
