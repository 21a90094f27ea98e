"""`selfproof world dataset`."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any, cast

import click
import orjson

from selfproof.cli.options import json_option
from selfproof.cli.sources import shown
from selfproof.cli.values import count as count_of
from selfproof.cli.world.common import families_of, levels_of, split_option
from selfproof.errors import UsageError
from selfproof.prompts import Prompts
from selfproof.world.dataset import FORMATS, Columns, Format, Plan, write
from selfproof.world.dataset.files import json_lines
from selfproof.world.dataset.pool import chunks
from selfproof.world.dataset.rows import CHATS
from selfproof.world.problem import Split
from selfproof.world.registry import levels_of as levels_in
from selfproof.world.samples import MOST_PER_PROBLEM, ROLES, Mix, SampleRole

_PROMPTS = {"own": Prompts.own, "short": Prompts.short}
_SHARE = click.FloatRange(0, 1)
_EVERY = 0.5
"""Seconds between two lines of progress."""


@click.command()
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option("--count", type=count_of, required=True, metavar="N", help="Rows, as 5000 or 1M.")
@click.option(
    "--start",
    type=count_of,
    default="0",
    show_default=True,
    metavar="N",
    help="Number of the first row; pieces put together are the same as one file.",
)
@click.option("--seed", type=click.IntRange(0, 2**63), default=0, show_default=True, metavar="N")
@click.option(
    "--roles",
    default="prove,verify,review",
    show_default=True,
    metavar="ROLES",
    help=f"Out of {', '.join(ROLES)}, with weights where they differ: prove=3,verify=2.",
)
@click.option("--families", metavar="NAMES", help="As in modulus,gcd (default: all).")
@click.option("--levels", metavar="LEVELS", help="As in 3, 1-5 or 1,3,5 (default: all).")
@split_option
@click.option(
    "--flawed", type=_SHARE, default=0.6, show_default=True, help="Share of proofs with flaws."
)
@click.option(
    "--several",
    type=_SHARE,
    default=0.3,
    show_default=True,
    help="Share of those that have 2 to 4 flaws.",
)
@click.option(
    "--bad",
    type=_SHARE,
    default=0.25,
    show_default=True,
    help="Share of replies that judge badly: self-evaluations, analyses, reviews.",
)
@click.option(
    "--doubtful",
    type=_SHARE,
    default=0.5,
    show_default=True,
    help="Share of bad analyses among those to be reviewed.",
)
@click.option(
    "--per-problem",
    type=click.IntRange(1, MOST_PER_PROBLEM),
    default=1,
    show_default=True,
    metavar="N",
    help="Rows in a row about one problem. Its proofs are checked once for all: more is faster.",
)
@click.option(
    "--prompts",
    type=click.Choice(list(_PROMPTS)),
    default="own",
    show_default=True,
    help="Our prompts, at length or short.",
)
@click.option(
    "--columns",
    type=click.Choice(CHATS),
    default="prompt",
    show_default=True,
    help="Chat as prompt and completion, or as messages.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Default: parquet for a name that ends so, else jsonl.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 1_024),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes; they do not change the rows.",
)
@click.option("--quiet", is_flag=True, help="Show no progress.")
@json_option
def dataset(
    out: Path,
    count: int,
    start: int,
    form: Format | None,
    workers: int,
    quiet: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Write COUNT training samples to OUT, a .jsonl or .parquet file, or `-` for standard output.

    A row holds a chat (the role's prompt and a reply) and what is known of it: the problem by name,
    the proof with its true score and issues, the score given and the true worth (ms) of the
    analysis. Equal seeds and options give equal rows on any machine, with any number of workers, so
    a data set can be made in pieces with --start. Stopped, the same command goes on where it was
    (JSONL). Parquet needs `pip install 'selfproof[data]'`.

    \b
    Examples:
      selfproof world dataset train.jsonl --count 100k --seed 1 --workers 8
      selfproof world dataset d_v.parquet --count 20000 --roles verify --bad 0
      selfproof world dataset part-7.jsonl --count 10000 --start 70000 --levels 3-5
      selfproof world dataset dev.jsonl --count 500 --split dev --families modulus,gcd
      selfproof world dataset - --count 3 --columns messages
    """
    plan = _plan(options)
    if str(out) == "-":
        if form == "parquet":
            raise UsageError("--format parquet: cannot go to standard output; give OUT a name")
        for _, data in chunks(plan, start, count, workers, json_lines):
            sys.stdout.buffer.write(data)
        return
    form = form or ("parquet" if out.suffix == ".parquet" else "jsonl")
    progress = _Progress(count, quiet or not sys.stderr.isatty())
    begun = time.monotonic()
    try:
        size = write(
            plan, out, count=count, start=start, form=form, workers=workers, tell=progress.tell
        )
    finally:
        progress.end()
    _report(out, count, size, time.monotonic() - begun, as_json)


def _plan(options: dict[str, Any]) -> Plan:
    split = cast(Split, options["split"])
    levels = levels_in(split) if options["levels"] is None else levels_of(options["levels"])
    shares = {name: options[name] for name in ("flawed", "several", "bad", "doubtful")}
    mix = Mix(
        roles=_roles(options["roles"]),
        families=families_of(options["families"]),
        levels=levels,
        split=split,
        per_problem=options["per_problem"],
        **shares,
    )
    render = _PROMPTS[options["prompts"]]()
    return Plan(mix, options["seed"], render, cast(Columns, options["columns"]))


def _roles(text: str) -> tuple[tuple[SampleRole, float], ...]:
    roles: dict[SampleRole, float] = {}
    for part in text.split(","):
        name, _, weight = part.strip().partition("=")
        role = next((each for each in ROLES if each == name.strip()), None)
        try:
            number = float(weight or 1)
        except ValueError:
            number = 0.0
        if role is None or not 0 < number < 1e9:
            raise UsageError(
                f"--roles {shown(text)}: is no list of {', '.join(ROLES)}; "
                "write verify or prove=3,verify=2"
            )
        roles[role] = number
    return tuple(roles.items())


class _Progress:
    """One line that is written over, on a terminal."""

    def __init__(self, count: int, quiet: bool) -> None:
        self._count, self._quiet = count, quiet
        self._begun = self._last = time.monotonic()
        self._first: int | None = None
        self._shown = False

    def tell(self, done: int) -> None:
        """So many rows are written; those of an earlier start are not counted as speed."""
        now = time.monotonic()
        if self._first is None:
            self._first = done
        elif not self._quiet and now - self._last >= _EVERY:
            self._last = now
            speed = (done - self._first) / (now - self._begun)
            click.echo(f"\r{done:,} of {self._count:,} rows, {speed:,.0f}/s ", nl=False, err=True)
            self._shown = True

    def end(self) -> None:
        """Leave the line."""
        if self._shown:
            click.echo(err=True)


def _report(out: Path, count: int, size: int, seconds: float, as_json: bool) -> None:
    if as_json:
        data = {"out": str(out), "rows": count, "bytes": size, "seconds": round(seconds, 3)}
        click.echo(orjson.dumps(data).decode())
        return
    click.echo(f"{out}: {count:,} rows, {size / 1e6:,.1f} MB in {seconds:,.1f} s")
