"""`selfproof world flaw`."""

from __future__ import annotations

import click
import orjson

from selfproof.cli.options import json_option
from selfproof.cli.world.common import STYLE, style_option
from selfproof.errors import UsageError
from selfproof.world.families.base import Draws
from selfproof.world.flaws import KINDS, MOST_AT_ONCE, Change, flaw_kinds, with_flaws
from selfproof.world.registry import make_problem, write_proof


@click.command()
@click.argument("name")
@click.option(
    "--kind",
    type=click.Choice(list(KINDS)),
    metavar="KIND",
    help=f"Kind of flaw (default: any): {', '.join(KINDS)}.",
)
@click.option(
    "--count",
    type=click.IntRange(1, MOST_AT_ONCE),
    default=1,
    show_default=True,
    metavar="N",
    help="Flaws in different steps; fewer where the proof has not so many steps.",
)
@style_option
@click.option(
    "--seed",
    type=STYLE,
    default=0,
    show_default=True,
    metavar="N",
    help="Chooses among the flaws that are possible.",
)
@json_option
def flaw(name: str, kind: str | None, count: int, style: int, seed: int, as_json: bool) -> None:
    """Print a proof of problem NAME with a flaw in it.

    The proof goes to standard output and what was done to it to standard error, so that the proof
    can be piped into `selfproof world check`.

    \b
    Examples:
      selfproof world flaw modulus-train-3-17
      selfproof world flaw modulus-train-3-17 --kind "missing case" --json
      selfproof world flaw modulus-train-3-17 | selfproof world check modulus-train-3-17 -
    """
    problem = make_problem(name)
    reference = write_proof(problem, style)
    there = flaw_kinds(reference)
    if kind is not None and kind not in there:
        raise UsageError(
            f"--kind {kind!r}: the proof of {problem.name} in style {style} cannot have it; "
            f"it can have {', '.join(there)}"
        )
    draws = Draws(f"flaw/{problem.name}/{style}/{seed}")
    flawed = with_flaws(reference, count, draws, (kind,) if kind is not None else ())
    if as_json:
        changes = [_data(change, flawed.text) for change in flawed.changes]
        data = {"problem": problem.name, "style": style, "proof": flawed.text, "flaws": changes}
        click.echo(orjson.dumps(data).decode())
        return
    for change in flawed.changes:
        click.echo(_note(change, flawed.text), err=True)
    click.echo(flawed.text)


def _note(change: Change, text: str) -> str:
    now = text[change.start : change.end]
    became = f"now says: {' '.join(now.split())}" if now else "is left out"
    return (
        f"{change.wrong.flaw}: {KINDS[change.wrong.flaw]} "
        f"Step {change.step + 1} {became} (alone it scores {change.wrong.score:g})"
    )


def _data(change: Change, text: str) -> dict[str, object]:
    return {
        "kind": change.wrong.flaw,
        "step": change.step,
        "part": change.part,
        "start": change.start,
        "end": change.end,
        "text": text[change.start : change.end],
        "score": change.wrong.score,
        "found": [kind.value for kind in change.wrong.found],
    }
