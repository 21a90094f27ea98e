"""The page of examples shows what the commands print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.helpers import run

PAGE = Path(__file__).parents[2] / "docs" / "concepts" / "world-examples.md"
SHOWN = re.findall(r"```console\n\$ ([^\n]*)\n(.*?)\n```\n", PAGE.read_text("utf-8"), re.DOTALL)


def test_there_is_an_example_of_every_category() -> None:
    categories = {"algebra", "number theory", "combinatorics", "inequality", "geometry"}
    assert categories <= set(
        re.findall(r"^([a-z ]+), level", PAGE.read_text("utf-8"), re.MULTILINE)
    )


@pytest.mark.parametrize(("line", "output"), SHOWN, ids=[line for line, _ in SHOWN])
def test_a_command_prints_what_the_page_shows(line: str, output: str) -> None:
    given = ""
    for command in line.split(" | "):
        program, *arguments = shlex.split(command)
        assert program == "selfproof"
        given = run(*arguments, stdin=given).stdout
    assert given.rstrip("\n") == output
