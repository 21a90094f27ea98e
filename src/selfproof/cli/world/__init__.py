"""`selfproof world`: problems with exact meaning, their proofs, and a checker for both."""

from __future__ import annotations

import click

from selfproof.cli.world.check import check
from selfproof.cli.world.dataset import dataset
from selfproof.cli.world.flaw import flaw
from selfproof.cli.world.sample import sample
from selfproof.cli.world.show import show
from selfproof.cli.world.stats import stats


@click.group()
def world() -> None:
    """Problems that a program understands exactly, with proofs, flaws, and data sets of them.

    A problem has a NAME, family-split-level-index, such as modulus-train-3-17. Levels are 1 to 5,
    and 6 in the split `hard`. No model is needed: proofs are judged by exact computation.

    \b
    Examples:
      selfproof world sample --level 3
      selfproof world show modulus-train-3-17
      selfproof world check modulus-train-3-17 proof.md
      selfproof world flaw modulus-train-3-17 | selfproof world check modulus-train-3-17 -
      selfproof world dataset train.jsonl --count 1000
      selfproof world stats
    """


for _command in (sample, show, check, flaw, dataset, stats):
    world.add_command(_command)
