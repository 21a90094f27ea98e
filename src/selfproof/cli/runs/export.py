"""`selfproof runs export`."""

from __future__ import annotations

from pathlib import Path

import click

from selfproof import report
from selfproof.cli.options import out_option
from selfproof.cli.runs.common import reading
from selfproof.cli.task import read_run
from selfproof.errors import UsageError

_FORMATS = {"html": report.html, "md": report.markdown, "jsonl": report.jsonl}


@click.command()
@click.argument("run")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(_FORMATS)),
    default="html",
    show_default=True,
    help="One page, Markdown, or a line of JSON for each problem.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="File to write (default: standard output).",
)
@out_option
def export(run: str, format_: str, output: Path | None, out: Path) -> None:
    """Write the results of RUN, finished or not.

    \b
    Examples:
      selfproof runs export two-odd -o report.html
      selfproof runs export two-odd --format md > proof.md
      selfproof runs export imo --format jsonl -o imo.jsonl
    """
    with reading(out) as store:
        view = read_run(store, run)
    text = _FORMATS[format_](view)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"--output {str(output)!r}: cannot be written ({error.strerror}); choose another file"
        ) from error
