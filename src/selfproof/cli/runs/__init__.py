"""`selfproof runs`: what was run before, to look at, go on with and take away."""

from __future__ import annotations

import click

from selfproof.cli.runs.cost import cost
from selfproof.cli.runs.export import export
from selfproof.cli.runs.list import list_
from selfproof.cli.runs.resume import resume
from selfproof.cli.runs.show import show


@click.group()
def runs() -> None:
    """List, show, resume and export runs, and see what they cost.

    A RUN is named by its id or by as much of its beginning as is unambiguous.

    \b
    Examples:
      selfproof runs list
      selfproof runs show two-odd
      selfproof runs resume two-odd
      selfproof runs export two-odd --format md > proof.md
      selfproof runs cost two-odd
    """


for _command in (list_, show, resume, export, cost):
    runs.add_command(_command)
