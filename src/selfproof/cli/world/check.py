"""`selfproof world check`."""

from __future__ import annotations

import sys

import click
import orjson

from selfproof.cli.options import json_option
from selfproof.cli.sources import clean_text, read_source
from selfproof.cli.world.common import assessment_data, assessment_lines
from selfproof.errors import UsageError
from selfproof.world.check import check as check_proof
from selfproof.world.registry import make_problem

IMPERFECT = 1
"""Exit code for a proof that does not score 1."""


@click.command()
@click.argument("name")
@click.argument("proof", required=False)
@json_option
def check(name: str, proof: str | None, as_json: bool) -> int:
    """Check a PROOF of problem NAME: a file, a text, or `-` (or nothing) for standard input.

    Prints the score, 1, 0.5 or 0, and every issue at its line and column. What is minor and what
    is fatal is in docs/concepts/world-rubric.md, what the checker can read in world-language.md
    beside it.

    \b
    Exit codes:
      0  the proof scores 1
      1  it scores less
      2  there is no such problem, or the proof cannot be read

    \b
    Examples:
      selfproof world check modulus-train-3-17 proof.md
      selfproof world check gcd-dev-2-5 "The answer is 1." --json
      selfproof world flaw modulus-train-3-17 | selfproof world check modulus-train-3-17 -
    """
    problem = make_problem(name)
    source = read_source("PROOF", _argument(proof))
    clean_text(source.label, source.text)
    # Not stripped: lines are counted as the file has them.
    text = source.text.replace("\r\n", "\n")
    assessment = check_proof(problem, text)
    if as_json:
        click.echo(orjson.dumps(assessment_data(problem, assessment, text)).decode())
    else:
        click.echo("\n".join(assessment_lines(assessment, text)))
    return 0 if assessment.score == 1 else IMPERFECT


def _argument(proof: str | None) -> str:
    if proof is not None:
        return proof
    if sys.stdin is not None and not sys.stdin.isatty():
        return "-"
    raise UsageError("PROOF: is missing; give a file, a text in quotes, or - for standard input")
