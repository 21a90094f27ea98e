"""`selfproof runs cost`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from selfproof.cli.options import out_option, price_options
from selfproof.cli.runs.common import price_of, reading
from selfproof.cli.tables import cost_table
from selfproof.store import load_run


@click.command()
@click.argument("run")
@price_options
@out_option
def cost(run: str, out: Path, **options: Any) -> None:
    """Show calls, tokens, model time and money of RUN by role.

    Replies shared with an earlier run are counted there.

    \b
    Examples:
      selfproof runs cost two-odd
      selfproof runs cost two-odd --price 0.30/0.006/1.20
    """
    with reading(out) as store:
        view = load_run(store, run, texts="none")
        price = price_of(store, view, options)
    click.echo("\n".join(cost_table(view.roles, price)))
    if price is None:
        click.echo("The price of this model is not known; give --price IN/CACHED/OUT.")
