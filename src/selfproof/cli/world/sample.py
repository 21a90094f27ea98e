"""`selfproof world sample`."""

from __future__ import annotations

import random
from typing import cast

import click
import orjson

from selfproof.cli.options import json_option
from selfproof.cli.world.common import STYLE, paragraphs, problem_data, split_option
from selfproof.errors import UsageError
from selfproof.world.problem import Split
from selfproof.world.registry import FAMILIES, HARD_LEVEL, MOST_INDEX, levels_of
from selfproof.world.samples import MOST_STYLES

_CHANCE = random.SystemRandom()
_SMALL_INDEX = 10**6
"""What is drawn stays short enough to be typed."""


@click.command()
@click.option("--family", type=click.Choice(list(FAMILIES)), help="Family (default: any).")
@click.option("--level", type=click.IntRange(1, HARD_LEVEL), metavar="N", help="Default: 3.")
@split_option
@click.option(
    "--index",
    type=click.IntRange(0, MOST_INDEX - 1),
    metavar="N",
    help="Which problem of the family, level and split (default: any).",
)
@click.option(
    "--style",
    type=STYLE,
    metavar="N",
    help="Method and wording of the reference proof (default: any).",
)
@json_option
def sample(
    family: str | None,
    level: int | None,
    split: str,
    index: int | None,
    style: int | None,
    as_json: bool,
) -> None:
    """Print a problem and a reference proof of it.

    What is not given is drawn anew each time; the first line says how to get the same again.

    \b
    Examples:
      selfproof world sample
      selfproof world sample --family invariant --level 5
      selfproof world sample --family modulus --split dev --index 17 --style 4
    """
    levels = levels_of(cast(Split, split))
    if level is None:
        level = 3 if 3 in levels else levels[0]
    elif level not in levels:
        fix = "give --split hard" if level == HARD_LEVEL else "leave --level out"
        raise UsageError(f"--level {level}: the split {split} does not have it; {fix}")
    name = family or _CHANCE.choice(list(FAMILIES))
    number = _CHANCE.randrange(_SMALL_INDEX) if index is None else index
    chosen = _CHANCE.randrange(min(_SMALL_INDEX, MOST_STYLES)) if style is None else style
    problem = FAMILIES[name].make(level, cast(Split, split), number)
    proof = FAMILIES[name].write(problem, chosen).text
    if as_json:
        data = {**problem_data(problem), "style": chosen, "proof": proof}
        click.echo(orjson.dumps(data).decode())
        return
    head = f"Problem {problem.name} (selfproof world show {problem.name} --style {chosen})"
    click.echo(paragraphs(head, problem.statement, "Proof", proof))
