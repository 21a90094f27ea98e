"""Options of the `world` verbs, and problems and issues as people read them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import click

from selfproof.cli.sources import shown
from selfproof.cli.values import printable
from selfproof.errors import UsageError
from selfproof.world.assess import Assessment, Issue, Severity
from selfproof.world.dataset.rows import Row, issue_data
from selfproof.world.problem import Problem
from selfproof.world.registry import FAMILIES, SPLITS, family_named
from selfproof.world.samples import MOST_STYLES

_RANGE = re.compile(r"([1-6])(?:-([1-6]))?")
_MOST_LINES = 4
"""Lines of a long issue that are quoted."""
_WIDEST = 86
"""Characters of a line that are quoted."""

STYLE = click.IntRange(0, MOST_STYLES - 1)
split_option = click.option(
    "--split",
    type=click.Choice(SPLITS),
    default="train",
    show_default=True,
    help="Splits share no problem; `hard` has level 6.",
)
style_option = click.option(
    "--style",
    type=STYLE,
    default=0,
    show_default=True,
    metavar="N",
    help="Method and wording of the reference proof.",
)


def families_of(text: str | None) -> tuple[str, ...]:
    """Families out of `--families`, all of them when it was not given.

    Raises:
        UsageError: an unknown one.
    """
    if text is None:
        return tuple(FAMILIES)
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",")))
    for name in names:
        try:
            family_named(name)
        except UsageError as error:
            raise UsageError(f"--families {shown(text)}: {error}") from error
    return names


def levels_of(text: str) -> tuple[int, ...]:
    """Levels out of `3`, `1-5` or `1,3,5`.

    Raises:
        UsageError: anything else.
    """
    levels: list[int] = []
    for part in text.split(","):
        found = _RANGE.fullmatch(part.strip())
        low, high = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
        if low > high:
            raise UsageError(f"--levels {shown(text)}: is no list; write 3, 1-5 or 1,3,5")
        levels += range(low, high + 1)
    return tuple(dict.fromkeys(levels))


def assessment_data(problem: Problem, assessment: Assessment, text: str) -> Row:
    """A verdict as plain data; issues have their lines and columns too."""
    issues = []
    for issue in assessment.issues:
        line, column = _place(text, issue.start)
        placed = {"line": line, "column": column} if issue.sentence >= 0 else {}
        issues.append({**issue_data(issue), **placed})
    return {"problem": problem.name, "score": assessment.score, "issues": issues}


def assessment_lines(assessment: Assessment, text: str) -> list[str]:
    """A verdict for people: the score, and each issue under the lines it is in."""
    fatal = sum(issue.severity is Severity.FATAL for issue in assessment.issues)
    minor = len(assessment.issues) - fatal
    counts = [f"{number} {word}" for number, word in ((fatal, "fatal"), (minor, "minor")) if number]
    why = f"{' and '.join(counts)} issue{'s' * (fatal + minor > 1)}" if counts else "no issue"
    lines = [f"Score {assessment.score:g}: {why}."]
    for issue in assessment.issues:
        lines += ["", *_issue_lines(issue, text)]
    return lines


def _issue_lines(issue: Issue, text: str) -> list[str]:
    line, column = _place(text, issue.start)
    where = f"{line}:{column}: " if issue.sentence >= 0 else ""
    part = f"; {printable(issue.part)}" if issue.part else ""
    reason = " ".join(printable(issue.reason).split())
    head = f"{where}{issue.kind.value} ({issue.severity.value}{part}): {reason}"
    return [head, *(_quoted(issue, text) if issue.sentence >= 0 else [])]


def _quoted(issue: Issue, text: str) -> list[str]:
    """The lines of an issue, each underlined where the issue is."""
    lines: list[str] = []
    at = text.rfind("\n", 0, issue.start) + 1
    for number, line in enumerate(text[at:].split("\n")):
        if number and at >= issue.end:
            break
        if number == _MOST_LINES:
            lines.append("    [...]")
            break
        lines += _excerpt(line, max(issue.start - at, 0), min(issue.end - at, len(line)))
        at += len(line) + 1
    return lines


def _excerpt(line: str, start: int, end: int) -> list[str]:
    """What stands around a place in a line that may be long, and marks below the place."""
    end = min(end, start + _WIDEST)
    room = (_WIDEST - (end - start)) // 2
    first = 0 if start <= room else start - room
    last = len(line) if len(line) <= first + _WIDEST else first + _WIDEST
    before = ("..." if first else "") + _flat(line[first:start])
    marked, after = _flat(line[start:end]), _flat(line[end:last])
    shown_line = f"    {before}{marked}{after}{'...' if last < len(line) else ''}"
    if not marked.strip():
        return [shown_line]
    return [shown_line, f"    {' ' * len(before)}{'^' * len(marked)}"]


def _flat(text: str) -> str:
    """One line as a terminal shows it, a tab as one blank so that the marks stay below."""
    return printable(text.replace("\t", " "))


def _place(text: str, at: int) -> tuple[int, int]:
    """(line, column), both from 1."""
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1


def problem_data(problem: Problem) -> Row:
    """What a problem is, as plain data."""
    return {
        "problem": problem.name,
        "family": problem.family,
        "category": problem.category,
        "level": problem.level,
        "split": problem.split,
        "index": problem.index,
        "statement": problem.statement,
        "task": problem.task,
        "truth": problem.truth,
        "parts": problem.parts,
        "parameters": dict(problem.parameters),
    }


def paragraphs(*texts: str | Sequence[str]) -> str:
    """Texts with a blank line between them."""
    return "\n\n".join(text if isinstance(text, str) else "\n".join(text) for text in texts)
