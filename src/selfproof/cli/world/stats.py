"""`selfproof world stats`."""

from __future__ import annotations

from dataclasses import asdict
from typing import cast

import click
import orjson

from selfproof.cli.options import json_option
from selfproof.cli.tables import columns
from selfproof.cli.world.common import families_of, levels_of, split_option
from selfproof.errors import UsageError
from selfproof.world.problem import Split
from selfproof.world.registry import levels_of as levels_in
from selfproof.world.stats import Measured, measure

_HEADER = (
    "family", "level", "statement", "proof", "longest", "analysis", "context", "parts",
    "search", "check", "ms",
)  # fmt: skip


@click.command()
@click.option(
    "--families", metavar="NAMES", help="Families, as in modulus,gcd (default: all of them)."
)
@click.option("--levels", metavar="LEVELS", help="As in 3, 1-5 or 1,3,5 (default: all).")
@split_option
@click.option(
    "--count",
    type=click.IntRange(1, 10_000),
    default=20,
    show_default=True,
    metavar="N",
    help="Problems looked at for each family and level.",
)
@json_option
def stats(families: str | None, levels: str | None, split: str, count: int, as_json: bool) -> None:
    """Print lengths, and search effort against check effort, for each family and level.

    Lengths are in tokens, taken as three characters each, and medians: of the statement, the
    reference proof, and an analysis of a flawed proof. `longest` is the longest proof, `context`
    the most that a refinement needs (statement, proof, two analyses, next proof). `search` counts
    the candidates that a naive search tries to find what the proof needs (1 where nothing has to be
    found), `check` the sentences to be judged, `ms` the time of a check.

    \b
    Examples:
      selfproof world stats
      selfproof world stats --families modulus,gcd --levels 1-3 --count 100
      selfproof world stats --split hard --json
    """
    there = levels_in(cast(Split, split))
    wanted = there if levels is None else levels_of(levels)
    if not set(wanted) <= set(there):
        raise UsageError(
            f"--levels {levels}: the split {split} has {', '.join(map(str, there))}; use these"
        )
    found = [
        measure(name, level, cast(Split, split), count)
        for name in families_of(families)
        for level in wanted
    ]
    if as_json:
        click.echo(orjson.dumps([asdict(each) for each in found]).decode())
        return
    click.echo("\n".join(columns([list(_HEADER), *map(_row, found)])))


def _row(found: Measured) -> list[str]:
    numbers = (
        found.level, found.statement, found.proof, found.longest, found.analysis, found.context,
        found.parts, found.search, found.sentences,
    )  # fmt: skip
    return [found.family, *(f"{number:,}" for number in numbers), f"{1000 * found.seconds:.2f}"]
