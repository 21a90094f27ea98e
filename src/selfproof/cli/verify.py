"""`selfproof verify`: a proof that somebody wrote, graded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from selfproof.cli.config import Changes
from selfproof.cli.options import (
    budget_options,
    launch_from,
    model_options,
    output_options,
    recipe_of,
    settings_from,
    verify_options,
)
from selfproof.cli.problems import read_problems
from selfproof.cli.sources import clean_text, read_source
from selfproof.cli.task import Task, carry_out
from selfproof.errors import UsageError

_USUAL: Changes = {"verify": {"policy": "fixed", "meta": "all"}}
"""A search may stop at the first confirmed fault; who grades wants all of them."""


@click.command()
@click.argument("problem")
@click.argument("proof")
@model_options
@verify_options
@budget_options
@output_options
def verify(
    problem: str,
    proof: str,
    out: Path,
    as_json: bool,
    quiet: bool,
    **options: Any,
) -> int:
    """Grade PROOF of PROBLEM: its score, its confirmed issues and how far the analyses agree.

    Both are a text, a file, or `-` for standard input. The score is the mean over the analyses, in
    which an objection that reviews did not confirm counts as none; 1 means that every analysis
    passed the proof. Unless told otherwise, all analyses are made (--policy fixed) and every
    objection is reviewed (--meta all).

    \b
    Examples:
      selfproof verify problem.md proof.md
      selfproof verify problem.md proof.md --analyses 16 --meta all
      selfproof verify "Prove that 0 = 0." "Obvious." --model http://127.0.0.1:8000/v1
      pbpaste | selfproof verify problem.md - --json
    """
    if problem == proof == "-":
        raise UsageError("PROBLEM and PROOF are both -; standard input can be only one of them")
    recipe = recipe_of(options)
    launch = launch_from(options, recipe)
    settings = settings_from(options, recipe, launch, _USUAL)
    problems = read_problems(problem)
    if len(problems) != 1:
        raise UsageError(
            f"PROBLEM {problem!r}: holds {len(problems)} problems; give the one that PROOF proves"
        )
    source = read_source("PROOF", proof)
    given = [clean_text(source.label, source.text)]
    task = Task(problems, settings, launch, out, as_json, quiet, given=given)
    return carry_out(task)
