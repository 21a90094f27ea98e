"""Problems out of an argument: one statement as text, or a JSON, JSONL or CSV list of them.

A record needs a statement under one of `QUESTION`, may name itself under one of `INDEX` and may
bring a reference solution, which no model ever sees. Whatever else it holds is kept.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from selfproof.cli.sources import Source, clean_text, read_source, shown
from selfproof.errors import UsageError
from selfproof.types import Problem

QUESTION = ("question", "problem", "statement", "informal_statement")
INDEX = ("problem_idx", "problem id", "id")
REFERENCE = ("reference", "solution")
_LONGEST_INDEX = 200


def read_problems(value: str) -> list[Problem]:
    """The problems that the argument PROBLEM stands for, at least one.

    Raises:
        UsageError: the text, file or list cannot be used; the message says where and why.
    """
    source = read_source("PROBLEM", value)
    records = _records(source)
    if records is None:
        name = source.path.stem if source.path is not None else "problem"
        return [Problem(name[:_LONGEST_INDEX], clean_text(source.label, source.text))]
    problems = [
        _problem(f"{source.label}, {place}", position, record)
        for position, (place, record) in enumerate(records, 1)
    ]
    if not problems:
        raise UsageError(
            f"{source.label}: holds no problem; add a record with a {_names(QUESTION)}"
        )
    _check_unique(source.label, problems)
    return problems


_Records = list[tuple[str, Any]]


def _records(source: Source) -> _Records | None:
    """(place, record) pairs of a list, None when the source is one statement in plain text."""
    suffix = source.path.suffix.lower() if source.path is not None else ""
    if suffix == ".json":
        return _items(_json(source.label, source.text))
    if suffix in (".jsonl", ".ndjson"):
        return list(_lines(source))
    if suffix == ".csv":
        return list(_rows(source))
    if source.stdin and source.text.lstrip().startswith(("[", "{")):
        return _piped(source)
    return None


def _piped(source: Source) -> _Records | None:
    """JSON or JSONL on standard input; a statement may begin with a bracket and be neither."""
    try:
        return _items(_json(source.label, source.text))
    except UsageError:
        try:
            return list(_lines(source))
        except UsageError:
            return None


def _items(data: Any) -> _Records:
    items = data if isinstance(data, list) else [data]
    return [(f"record {number}", item) for number, item in enumerate(items, 1)]


def _json(label: str, text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(
            f"{label}: is not JSON (line {error.lineno}, column {error.colno}: {error.msg})"
        ) from error
    except RecursionError as error:
        raise UsageError(f"{label}: JSON is nested too deeply; flatten it") from error
    except ValueError as error:  # an integer of more digits than Python converts
        raise UsageError(f"{label}: holds a number that is too long; quote it") from error


def _lines(source: Source) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(source.text.split("\n"), 1):
        if line.strip():
            place = f"line {number}"
            yield place, _json(f"{source.label}, {place}", line)


def _rows(source: Source) -> Iterator[tuple[str, Any]]:
    rows = csv.DictReader(io.StringIO(source.text, newline=""))
    try:
        for number, row in enumerate(rows, 1):
            if None in row:
                raise UsageError(
                    f"{source.label}, row {number}: has more cells than the header has columns; "
                    "quote cells that hold commas or line breaks"
                )
            yield f"row {number}", {key: cell for key, cell in row.items() if cell}
    except csv.Error as error:
        raise UsageError(f"{source.label}: is not CSV ({error}); check its quotes") from error


def _problem(label: str, position: int, record: Any) -> Problem:
    if isinstance(record, str):
        return Problem(str(position), clean_text(label, record))
    if not isinstance(record, dict):
        raise UsageError(f"{label}: is {_kind(record)}; it must be a record or a text")
    keys = {str(key).strip().lower(): key for key in reversed(record)}
    question = _pick(keys, QUESTION)
    if question is None:
        have = ", ".join(shown(str(key)) for key in list(record)[:8]) or "nothing"
        raise UsageError(f"{label}: has no {_names(QUESTION)} (it has {have}); add one of them")
    text = record[question]
    if not isinstance(text, str):
        raise UsageError(f"{label}: {question!r} is {_kind(text)}; it must be a text")
    index = _pick(keys, INDEX)
    reference = _pick(keys, REFERENCE)
    solution = record.get(reference) if reference is not None else None
    return Problem(
        str(position) if index is None else _index(f"{label}: {index!r}", record[index], position),
        clean_text(f"{label}: {question!r}", text),
        solution if isinstance(solution, str) else None,
        {
            str(key): value
            for key, value in record.items()
            if key not in (question, index, reference)
        },
    )


def _pick(keys: dict[str, Any], wanted: tuple[str, ...]) -> Any | None:
    return next((keys[key] for key in wanted if key in keys), None)


def _index(label: str, value: Any, position: int) -> str:
    if value is None:
        return str(position)
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise UsageError(f"{label} is {_kind(value)}; it must be a text or a whole number")
    try:
        text = str(value)
    except ValueError:  # more digits than Python writes
        text = "9" * (_LONGEST_INDEX + 1)
    if len(text) > _LONGEST_INDEX:
        raise UsageError(f"{label} is longer than {_LONGEST_INDEX} characters; shorten it")
    return clean_text(label, text)


def _check_unique(label: str, problems: list[Problem]) -> None:
    seen: dict[str, int] = {}
    for position, problem in enumerate(problems, 1):
        first = seen.setdefault(problem.problem_idx, position)
        if first != position:
            raise UsageError(
                f"{label}: problems {first} and {position} have the same problem_idx "
                f"{shown(problem.problem_idx)}; make them different"
            )


def _names(keys: tuple[str, ...]) -> str:
    return ", ".join(keys[:-1]) + f" or {keys[-1]}"


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    kinds: dict[type, str] = {bool: "a truth value", str: "a text", list: "a list"}
    return kinds.get(type(value), "a record" if isinstance(value, dict) else "a number")
