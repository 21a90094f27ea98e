"""The program as a user meets it: run in this process, against a model server on loopback."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from selfproof.cli.main import cli
from selfproof.types import ChatRequest, Message, Role, Sampling
from tests.fakes.server import MODEL, FakeServer, Reply, Script, Seen, serving, stream
from tests.search.oracle import Oracle

PROGRAM = [sys.executable, "-c", "from selfproof.cli.main import main; main()"]
"""The program as a process of its own."""
TINY = ["--proofs", "2", "--analyses", "2", "--rounds", "1", "--set", "keep=1"]
"""A search of a few calls."""

_ASKED = (
    (Role.COMPARE, "where X is A or B"),
    (Role.REVIEW, 'The analysis above is the "solution evaluation"'),
    (Role.REFINE, "Write a better proof"),
    (Role.PROVE, "Solve the problem above with a complete proof"),
    (Role.VERIFY, "Find out whether the proof above is right"),
)


def role_of(prompt: str) -> Role:
    """The role that one of our own prompts asks for."""
    return next(role for role, phrase in _ASKED if phrase in prompt)


def answering(answer: Callable[[ChatRequest], str]) -> Script:
    """A server's script out of a function that knows roles and seeds, as the oracle does."""

    def script(seen: Seen) -> Reply:
        body = seen.json
        messages = tuple(Message(each["role"], each["content"]) for each in body["messages"])
        role = role_of(messages[-1].content)
        text = answer(ChatRequest(messages, Sampling(), int(body["seed"]), role))
        usage = {"prompt_tokens": len(seen.body) // 4, "completion_tokens": len(text) // 4}
        return stream(text, usage=usage)

    return script


@contextmanager
def model(script: Script | None = None, **more: Any) -> Iterator[FakeServer]:
    """A server with a model that proves and verifies."""
    with serving(script or answering(Oracle()), **{"models": (MODEL,), **more}) as server:
        yield server


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    """Run `selfproof` with these arguments; nothing but SystemExit may escape."""
    result = CliRunner().invoke(cli, [str(each) for each in arguments], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def error_of(result: Result) -> str:
    """The one line on stderr with which the program refused its input."""
    lines = result.stderr.splitlines()
    assert result.exit_code == 2, result.output
    assert len(lines) == 1, result.stderr
    assert re.match(r"error: \S", lines[0]), lines[0]
    assert "Traceback" not in result.output
    return lines[0]
