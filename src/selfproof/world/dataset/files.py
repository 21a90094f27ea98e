"""JSONL and Parquet files of rows.

A file appears under its name when it is complete. Until then it is `NAME.<digest>-<start>.part`,
and a JSONL file is continued from there by the same plan. A Parquet file cannot be, so large ones
are better made in pieces (`start`, `count`).
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Literal, get_args

from selfproof.errors import MissingExtra, UsageError
from selfproof.world.dataset.pool import chunks
from selfproof.world.dataset.rows import Columns, Plan, Row, columns_of, rows

Format = Literal["jsonl", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)
GROUP = 1_000
"""Rows in a row group of Parquet."""
_BLOCK = 1 << 20

Tell = Callable[[int], None]
"""Is told how many rows are written."""


def write(
    plan: Plan,
    out: Path,
    *,
    count: int,
    start: int = 0,
    form: Format = "jsonl",
    workers: int = 1,
    tell: Tell = lambda _: None,
) -> int:
    """Write rows `start` to `start + count - 1` of a data set to a file; returns its bytes.

    Equal plans and numbers give equal files, whatever `workers` is.

    Raises:
        UsageError: the file cannot be written, or a number is out of range.
        MissingExtra: pyarrow is not installed (for Parquet).
        SelfproofError: a worker process was killed.
    """
    for name, value, least in (("start", start, 0), ("count", count, 1), ("workers", workers, 1)):
        if value < least:
            raise UsageError(f"{name}={value}: must be at least {least}")
    part = out.with_name(f"{out.name}.{plan.digest}-{start}.part")
    try:
        if form == "parquet":
            _parquet(plan, part, start, count, workers, tell)
        else:
            _jsonl(plan, part, start, count, workers, tell)
        size = part.stat().st_size
        part.replace(out)
    except OSError as error:
        raise UsageError(
            f"OUT {str(out)!r}: cannot be written ({error.strerror or error}); choose another file"
        ) from error
    return size


def json_lines(found: list[Row], _: Columns) -> bytes:
    """Rows as lines of JSON."""
    lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in found]
    return "".join(f"{line}\n" for line in lines).encode()


def _jsonl(plan: Plan, part: Path, start: int, count: int, workers: int, tell: Tell) -> None:
    with part.open("a+b") as file:
        done = _kept(plan, file, start, count)
        tell(done)
        for size, data in chunks(plan, start + done, count - done, workers, json_lines):
            file.write(data)
            done += size
            tell(done)


def _kept(plan: Plan, file: BinaryIO, start: int, count: int) -> int:
    """How many rows of an unfinished file can stay; the rest is cut off."""
    ends = [0]
    file.seek(0)
    while line := file.readline():
        if not line.endswith(b"\n") or len(ends) > count:
            break
        ends.append(ends[-1] + len(line))
        last = line
    done = len(ends) - 1
    # The world may have changed since, which the digest of a plan does not show.
    if done and last != json_lines(list(rows(plan, start + done - 1, 1)), plan.columns):
        done = 0
    file.truncate(ends[done])
    file.seek(0, 2)
    return done


def _parquet(plan: Plan, part: Path, start: int, count: int, workers: int, tell: Tell) -> None:
    arrow, parquet = _arrow(), _arrow(".parquet")
    done = 0
    batches: list[Any] = []
    with _unfinished(part), parquet.ParquetWriter(part, _schema(plan.columns)) as writer:
        for size, data in chunks(plan, start, count, workers, arrow_batch):
            with arrow.ipc.open_stream(data) as stream:
                batches += list(stream)
            done += size
            if sum(batch.num_rows for batch in batches) >= GROUP or done == count:
                writer.write_table(arrow.Table.from_batches(batches))
                batches = []
            tell(done)


@contextmanager
def _unfinished(part: Path) -> Iterator[None]:
    """Nothing can be made of half a Parquet file."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def arrow_batch(found: list[Row], columns: Columns) -> bytes:
    """Rows as a stream of Arrow with one record batch."""
    arrow = _arrow()
    schema = _schema(columns)
    sink = arrow.BufferOutputStream()
    with arrow.ipc.new_stream(sink, schema) as stream:
        stream.write_batch(arrow.RecordBatch.from_pylist(found, schema))
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _schema(columns: Columns) -> Any:
    arrow = _arrow()
    text = arrow.string()
    kinds = {
        "int": arrow.int64(),
        "float": arrow.float64(),
        "str": text,
        "list": arrow.list_(text),
        "messages": arrow.list_(arrow.struct([("role", text), ("content", text)])),
    }
    return arrow.schema([(name, kinds[kind]) for name, kind in columns_of(columns).items()])


def _arrow(module: str = "") -> Any:
    """pyarrow, which only Parquet needs.

    Raises:
        MissingExtra: it is not installed.
    """
    try:
        return importlib.import_module(f"pyarrow{module}")
    except ImportError as error:
        raise MissingExtra(
            "--format parquet: needs pyarrow, which is not installed; run "
            "`pip install 'selfproof[data]'`, or write --format jsonl"
        ) from error
