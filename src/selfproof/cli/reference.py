"""Writes docs/reference/cli.md from the commands' own help: `python -m selfproof.cli.reference`.

A test compares the file with what this makes, so the two cannot drift apart.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from selfproof.cli.main import cli

_WIDTH = 100
_HEAD = """# Command line

Made from `selfproof --help` by `make docs`; edit the help texts, not this file.
"""


def reference() -> str:
    """The help of every command as one Markdown page."""
    parts = [_HEAD]
    for name, command in commands(cli, "selfproof"):
        parts += [f"\n## {name}\n", "```text", help_of(command, name), "```"]
    return "\n".join(parts) + "\n"


def commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """(full name, command) of a command and all below it, in the order of `--help`."""
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=name)
        for child in command.list_commands(context):
            below = command.get_command(context, child)
            assert below is not None
            yield from commands(below, f"{name} {child}")


def help_of(command: click.Command, name: str) -> str:
    """What `name --help` prints, whatever the terminal's width."""
    context = click.Context(
        command, info_name=name, terminal_width=_WIDTH, max_content_width=_WIDTH
    )
    lines = command.get_help(context).splitlines()
    return "\n".join(line.rstrip() for line in lines).rstrip()


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8")
