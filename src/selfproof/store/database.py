"""Opening the SQLite file: pragmas, versions, one writer at a time, and errors in plain words.

A file that is torn, locked, read-only, from a newer version or on a full disk is left as it is; the
user reads which it was and what to do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from selfproof.errors import StoreError
from selfproof.store import schema

_BUSY_SECONDS = 30.0


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's exceptions into a `StoreError` that names the file and the fix."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(explain(path, error)) from error


def explain(path: Path, error: sqlite3.Error) -> str:
    """One line for a user: what is wrong with the store at `path` and what to do."""
    text = str(error)
    low = text.lower()
    if "not a database" in low or "malformed" in low or "corrupt" in low:
        fix = "the file is damaged or not a store; move it away or restore a copy"
    elif "full" in low:
        fix = "the disk is full; free space and run the same command again"
    elif "readonly" in low or "read-only" in low or "unable to open" in low:
        fix = "make the file and its folder writable, or choose another --out"
    elif "locked" in low or "busy" in low:
        fix = "another program holds it; end that program and run the same command again"
    else:
        fix = "nothing was changed; run the same command again or choose another --out"
    return f"store {path}: {text}: {fix}"


def lock_writer(path: Path) -> FileLock:
    """Take the store's writer lock; the kernel releases it when the process dies, however it dies.

    Raises:
        StoreError: another process is writing to this store, or the folder is not writable.
    """
    lock = FileLock(str(path) + ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise StoreError(
            f"store {path}: another selfproof process is writing to it; "
            "wait for it to end or choose another --out"
        ) from None
    except OSError as error:
        raise StoreError(
            f"store {path}: cannot be locked ({error.strerror}); "
            "make its folder writable or choose another --out"
        ) from error
    return lock


def connect(path: Path, *, readonly: bool) -> sqlite3.Connection:
    """A connection with the store's pragmas; transactions are begun by hand.

    Raises:
        StoreError: the file cannot be opened or was written by a newer version.
    """
    if readonly and not path.exists():
        raise StoreError(f"store {path}: no such file; start a run with `selfproof prove` first")
    with translated(path):
        uri = f"{path.absolute().as_uri()}?mode={'ro' if readonly else 'rwc'}"
        connection = sqlite3.connect(
            uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            _prepare(connection, path, readonly=readonly)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, *, readonly: bool) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > schema.VERSION:
        raise StoreError(
            f"store {path}: schema version {version} is newer than {schema.VERSION}, the newest "
            "this selfproof knows; upgrade selfproof or choose another --out"
        )
    objects = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if version == 0 and objects:
        raise StoreError(f"store {path}: an SQLite file of another program; choose another --out")
    if version == 0 and readonly:
        raise StoreError(f"store {path}: it is empty; start a run with `selfproof prove` first")
    if readonly:
        return
    connection.execute("PRAGMA journal_mode=WAL")
    # FULL: a reply that was acted upon survives a power cut too. Group commits make it affordable.
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA temp_store=MEMORY")
    if version == 0:
        connection.executescript(
            f"BEGIN IMMEDIATE; {schema.TABLES} PRAGMA user_version={schema.VERSION}; COMMIT;"
        )
