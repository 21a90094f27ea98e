"""Help: every verb has runnable examples, and the reference says what the program says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from selfproof.cli.main import cli
from selfproof.cli.reference import commands, help_of, reference
from tests.cli.helpers import run

ROOT = Path(__file__).parents[2]
COMMANDS = dict(commands(cli, "selfproof"))


def examples() -> list[str]:
    found: list[str] = []
    for name, command in COMMANDS.items():
        text = help_of(command, name).replace("\\\n", " ")
        section = text.split("Examples:\n", 1)[-1].split("\n\n", 1)[0]
        found += [line.strip() for line in section.splitlines() if "selfproof " in line]
    return sorted(set(found))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(name: str) -> None:
    result = run(*name.split()[1:], "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: {name}")
    assert re.search(r"Examples:\n +(\S+ .*\| )?selfproof ", result.stdout)


@pytest.mark.parametrize("line", examples())
def test_examples_are_commands_that_parse(line: str) -> None:
    """Arguments and options of every example exist; nothing is run."""
    words = shlex.split(line.split("| ")[-1].split(" > ")[0])
    command: click.Command = cli
    context = click.Context(cli, info_name=words.pop(0))
    while isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        assert found is not None
        command = found
    command.make_context("x", words, parent=context)


def test_the_reference_is_what_help_prints() -> None:
    page = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
    assert page == reference(), "docs/reference/cli.md is out of date: run `make docs`"


def test_version() -> None:
    assert run("--version").stdout.startswith("selfproof, version ")
