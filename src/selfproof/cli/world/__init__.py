"""`selfproof world`: problems with exact meaning, their proofs, and a checker for both."""

from __future__ import annotations

from importlib import import_module

import click

_COMMANDS = ("sample", "show", "check", "flaw", "dataset", "stats")


class _Group(click.Group):
    """Loads a command when it is asked for: other verbs of the program do not need the world, and
    importing it takes as long as they do."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        found = getattr(import_module(f"{__name__}.{cmd_name}"), cmd_name)
        assert isinstance(found, click.Command)
        return found


@click.group(cls=_Group)
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
