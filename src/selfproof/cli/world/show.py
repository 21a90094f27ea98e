"""`selfproof world show`."""

from __future__ import annotations

import click
import orjson

from selfproof.cli.options import json_option
from selfproof.cli.world.common import paragraphs, problem_data, style_option
from selfproof.world.flaws import flaw_kinds
from selfproof.world.problem import Obligation, Problem
from selfproof.world.registry import FAMILIES, make_problem, write_proof
from selfproof.world.show import words


@click.command()
@click.argument("name")
@style_option
@json_option
def show(name: str, style: int, as_json: bool) -> None:
    """Show problem NAME: its statement, what has to be proved, and a reference proof.

    \b
    Examples:
      selfproof world show modulus-train-3-17
      selfproof world show modulus-train-3-17 --style 4
      selfproof world show quadratic-hard-6-0 --json
    """
    problem = make_problem(name)
    family = FAMILIES[problem.family]
    proof = write_proof(problem, style)
    kinds = flaw_kinds(proof)
    if as_json:
        data = {
            **problem_data(problem),
            "obligations": _obligations(problem),
            "style": style,
            "proof": proof.text,
            "flaws": kinds,
        }
        click.echo(orjson.dumps(data).decode())
        return
    facts = [f"{problem.category}, level {problem.level}, {_parts(problem)}"]
    if family.discovers:
        facts.append(f"to be found: {family.discovers}")
    if not problem.truth:
        facts.append("the statement is false")
    facts.append(f"flaws that can be planted: {', '.join(kinds)}")
    click.echo(
        paragraphs(
            [f"Problem {problem.name}", *facts],
            problem.statement,
            ["To be proved:", *(f"- {each}" for each in _obligations(problem))],
            f"Proof (style {style})",
            proof.text,
        )
    )


def _parts(problem: Problem) -> str:
    return "one part" if problem.parts == 1 else f"{problem.parts} independent parts"


def _obligations(problem: Problem) -> list[str]:
    return [_obligation(each) for each in problem.obligations]


def _obligation(obligation: Obligation) -> str:
    """In words, under its assumptions."""
    text = words(obligation.show)
    if obligation.assume:
        text = f"if {' and '.join(map(words, obligation.assume))}, then {text}"
    return f"{obligation.part}: {text}" if obligation.part else text
