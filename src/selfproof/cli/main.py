"""The command `selfproof`: its verbs, and what becomes of errors.

Whatever the user can act on is printed in one line that begins with `error:`, without a traceback,
and sets the exit code. A traceback is a bug of ours.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from selfproof import __version__
from selfproof.cli.prove import prove
from selfproof.cli.runs import runs
from selfproof.cli.verify import verify
from selfproof.cli.world import world
from selfproof.errors import SelfproofError

INTERRUPTED = 130


class Program(click.Group):
    """A group of commands that ends with an exit code and, on errors, one line on stderr."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **more: Any) -> NoReturn:
        """Run the command line and exit."""
        more["standalone_mode"] = False
        try:
            code = super().main(args, *rest, **more)
        except SelfproofError as error:
            _complain(str(error))
            sys.exit(error.exit_code)
        except click.ClickException as error:
            _complain(error.format_message().rstrip(".") + _see_help(error))
            sys.exit(error.exit_code)
        except (KeyboardInterrupt, click.Abort):
            _complain("interrupted; run the same command again to go on")
            sys.exit(INTERRUPTED)
        sys.exit(code if isinstance(code, int) else 0)


def _complain(message: str) -> None:
    click.echo(f"error: {' '.join(message.split())}", err=True)


def _see_help(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f"; see `{context.command_path} --help`" if context is not None else ""


@click.group(
    cls=Program,
    name="selfproof",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="selfproof")
def cli() -> None:
    """Write mathematical proofs with language models and find out whether they are right.

    A model writes proofs, checks them many times over, reviews the checks, refines what is not yet
    right, and hands over the best proof with the evidence.

    \b
    Examples:
      selfproof prove "Prove that the sum of two odd integers is even."
      selfproof prove problems.jsonl --model http://127.0.0.1:8000/v1 --preset small
      selfproof verify problem.md proof.md --analyses 16
      selfproof runs list
      selfproof world sample --level 3

    \b
    Exit codes:
      0    done
      1    `selfproof world check`: the proof scores less than 1
      2    wrong input: an argument, file, setting or the store
      3    the budget ended first; the best proof so far is in the report
      4    the model became unreachable; the run can be resumed
      130  interrupted; the run can be resumed

    \b
    Environment:
      SELFPROOF_API_KEY  key for the --model address, whatever it is
      OPENAI_API_KEY     used for api.openai.com when SELFPROOF_API_KEY is not set
      DEEPSEEK_API_KEY   used for api.deepseek.com when SELFPROOF_API_KEY is not set
    Keys are sent to the model's address and nowhere else; they are never stored or printed.
    """


cli.add_command(prove)
cli.add_command(verify)
cli.add_command(runs)
cli.add_command(world)


def main() -> NoReturn:
    """Entry point of the console script."""
    cli.main()
