"""Opening the SQLite file: what it is, pragmas, and errors in plain words.

A file that is torn, locked, read-only, from a newer version, of another program or on a full disk
is left as it is; the user reads which it was and what to do. So a file is first read through a
connection that cannot write, and only one that is a store of this version is opened for writing. A
new store is made under another name and moved into place, so a file under the store's name is
never half a store.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from filelock import FileLock, Timeout

from selfproof.errors import StoreError
from selfproof.store import schema

ERRORS = (sqlite3.Error, OverflowError, UnicodeError)
"""What a statement may raise: SQLite's errors, and values that SQLite cannot hold."""

BUSY_SECONDS = 10.0
"""How long to wait for another program that holds the file's own lock."""

_LOCK_SECONDS = 0.5
# SQLite's file header; its layout is part of the documented file format.
_HEADER = 100
_CACHE_KIB = 16_384
# A checkpoint after this many pages (32 MiB) spares most of the rewriting that SQLite's default of
# 1,000 causes; what a burst leaves above the limit is given back to the disk.
_CHECKPOINT_PAGES = 4_096
_LOG_LIMIT = 64 * 2**20

_FIXES = {
    sqlite3.SQLITE_CORRUPT: "the file is damaged; move it away or restore a copy",
    sqlite3.SQLITE_NOTADB: "the file is damaged or not a store; move it away or restore a copy",
    sqlite3.SQLITE_FULL: "the disk is full; free space and run the same command again",
    sqlite3.SQLITE_IOERR: "the disk failed or is full; check it and run the same command again",
    sqlite3.SQLITE_BUSY: "another program holds it; end that and run the same command again",
    sqlite3.SQLITE_LOCKED: "another program holds it; end that and run the same command again",
    sqlite3.SQLITE_READONLY: "make the file and its folder writable, or choose another --out",
    sqlite3.SQLITE_CANTOPEN: "make the file and its folder writable, or choose another --out",
    sqlite3.SQLITE_PERM: "make the file and its folder writable, or choose another --out",
}


def failure(path: Path, error: Exception) -> StoreError:
    """One line for a user: what is wrong with the store at `path` and what to do."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if isinstance(error, (OverflowError, UnicodeError)):
        fix = "a value that SQLite cannot hold"
    elif isinstance(error, sqlite3.ProgrammingError) or not isinstance(error, sqlite3.Error):
        fix = f"{type(error).__name__}: this is a bug in selfproof"
    elif "decode to UTF-8" in str(error):
        fix = _FIXES[sqlite3.SQLITE_CORRUPT]
    else:
        fix = _FIXES.get(code, "run the same command again or choose another --out")
    return StoreError(f"store {path}: {error}: {fix}")


def damaged(path: Path, error: Exception) -> StoreError:
    """For content that no selfproof wrote."""
    return StoreError(
        f"store {path}: unreadable content ({type(error).__name__}: {error}): "
        + _FIXES[sqlite3.SQLITE_CORRUPT]
    )


def real_path(path: Path) -> Path:
    """Where the file really is: one store has one lock, by whatever name it is opened.

    Raises:
        StoreError: something that is not a file stands there.
    """
    try:
        real = Path(os.path.realpath(path))
        if os.path.lexists(real) and not real.is_file():
            raise StoreError(f"store {path}: is not a file; choose another --out")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise StoreError(f"store {path}: {reason}; choose another --out") from error
    return real


def lock_writer(path: Path, file: Path) -> FileLock:
    """Take the store's writer lock; the kernel releases it when the process dies, however it dies.

    Raises:
        StoreError: another process is writing to this store, or the folder is not writable.
    """
    lock = _lock(file)
    try:
        # Not zero: `is_locked` holds the lock for a moment.
        lock.acquire(timeout=_LOCK_SECONDS)
    except Timeout:
        raise StoreError(
            f"store {path}: another selfproof process is writing to it; "
            "wait for it to end or choose another --out"
        ) from None
    except (OSError, NotImplementedError) as error:
        raise StoreError(
            f"store {path}: cannot be locked ({getattr(error, 'strerror', None) or error}); "
            "make its folder writable or choose another --out"
        ) from error
    return lock


def is_locked(file: Path) -> bool:
    """Whether a process holds the writer lock (also when that cannot be found out)."""
    if not Path(f"{file}.lock").exists():
        return False
    lock = _lock(file)
    try:
        lock.acquire(timeout=0)
    except (OSError, NotImplementedError):
        return True
    lock.release()
    return False


def _lock(file: Path) -> FileLock:
    # Not bound to a thread: a store may be closed by another one than opened it.
    return FileLock(f"{file}.lock", thread_local=False)


def create(path: Path, file: Path) -> None:
    """Make an empty store where there is no file or an empty one. The writer lock must be held.

    Raises:
        StoreError: it cannot be written, or an older store's log lies there without its file.
    """
    try:
        _refuse_orphan_log(path, file)
        draft = Path(f"{file}.new")
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(f"{draft}{suffix}").unlink(missing_ok=True)
        with closing(_open(draft, "mode=rwc")) as connection:
            connection.execute(f"PRAGMA page_size={schema.PAGE_SIZE}")
            _use_log(connection, path)
            connection.executescript(
                f"BEGIN IMMEDIATE; {schema.TABLES} PRAGMA application_id={schema.APPLICATION};"
                f"PRAGMA user_version={schema.VERSION}; COMMIT;"
            )
        os.replace(draft, file)
        _sync_folder(file.parent)
    except ERRORS as error:
        raise failure(path, error) from error
    except OSError as error:
        raise StoreError(
            f"store {path}: cannot be made ({error.strerror}); choose another --out"
        ) from error


def _refuse_orphan_log(path: Path, file: Path) -> None:
    # SQLite would take the log for the new file's own.
    if _has_log(file):
        raise StoreError(
            f"store {path}: the file is missing but its log {file.name}-wal is there; "
            "restore the file, or move the log away to start afresh"
        )


def _sync_folder(folder: Path) -> None:
    """Make a new name in `folder` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def connect_reader(path: Path, file: Path) -> sqlite3.Connection:
    """A connection that cannot write, to a file that was found to be a store of this version.

    Raises:
        StoreError: it is not, or cannot be read.
    """
    _check_header(path, file)
    try:
        return _checked(path, _open(file, "mode=ro"))
    except ERRORS as error:
        if not _log_is_out_of_reach(file, error):
            raise failure(path, error) from error
    try:
        return _checked(path, _open(file, "mode=ro&immutable=1"))
    except ERRORS as error:
        raise failure(path, error) from error


def _log_is_out_of_reach(file: Path, error: Exception) -> bool:
    """Whether a whole store just lies where the log's index cannot be made (a read-only disk)."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
        return False
    # With something in the log the file alone would show the past: better an error.
    return not _has_log(file)


def _has_log(file: Path) -> bool:
    """Whether commits lie beside the file that are not in it yet."""
    log = Path(f"{file}-wal")
    try:
        return log.stat().st_size > 0
    except FileNotFoundError:
        return False


def connect_writer(path: Path, file: Path) -> sqlite3.Connection:
    """A connection for the writer thread, to a file that `connect_reader` has accepted.

    Raises:
        StoreError: the file cannot be written.
    """
    try:
        connection = _open(file, "mode=rw")
        try:
            _use_log(connection, path)
            # FULL: a reply that was acted upon survives a power cut. Group commits pay for it.
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA temp_store=MEMORY")
            connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
            connection.execute(f"PRAGMA wal_autocheckpoint={_CHECKPOINT_PAGES}")
            connection.execute(f"PRAGMA journal_size_limit={_LOG_LIMIT}")
            # Finds out now, not at the first reply, that the file is held or read-only. (On a
            # read-only file SQLite lets a transaction begin and refuses the first write.)
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("DELETE FROM lost WHERE 0")
            connection.execute("ROLLBACK")
        except BaseException:
            connection.close()
            raise
    except ERRORS as error:
        raise failure(path, error) from error
    return connection


def _open(file: Path, options: str) -> sqlite3.Connection:
    return sqlite3.connect(
        # as_uri escapes what has a meaning in an address: %, ?, #, spaces.
        f"{file.as_uri()}?{options}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )


def _use_log(connection: sqlite3.Connection, path: Path) -> None:
    mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
    if mode != "wal":
        raise StoreError(
            f"store {path}: this file system has no write-ahead log (SQLite stays in mode "
            f"{mode}); choose an --out on a local disk"
        )


def _checked(path: Path, connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        _check(path, connection)
        connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
    except BaseException:
        connection.close()
        raise
    return connection


def _check_header(path: Path, file: Path) -> None:
    """Refuse what the file's first bytes tell to be no store, before SQLite makes a log for it."""
    try:
        with file.open("rb") as stream:
            header = stream.read(_HEADER)
            size = os.fstat(stream.fileno()).st_size
    except FileNotFoundError:
        raise StoreError(
            f"store {path}: no such file; start a run with `selfproof prove`"
        ) from None
    except OSError as error:
        raise StoreError(
            f"store {path}: {error.strerror}; {_FIXES[sqlite3.SQLITE_PERM]}"
        ) from error
    if not header:
        raise StoreError(f"store {path}: it is empty; start a run with `selfproof prove`")
    if len(header) < _HEADER or not header.startswith(b"SQLite format 3\0"):
        raise StoreError(f"store {path}: {_FIXES[sqlite3.SQLITE_NOTADB]}")
    _check_version(
        path,
        application=int.from_bytes(header[68:72], "big"),
        version=int.from_bytes(header[60:64], "big", signed=True),
    )
    # SQLite itself takes a last page that is half there for whole. While the log holds something
    # the file may rightly be shorter than it says.
    page = int.from_bytes(header[16:18], "big")
    if size < page * int.from_bytes(header[28:32], "big") and not _has_log(file):
        raise StoreError(f"store {path}: it is cut off: {_FIXES[sqlite3.SQLITE_CORRUPT]}")


def _check_version(path: Path, *, application: int, version: int) -> None:
    if application != schema.APPLICATION:
        raise StoreError(f"store {path}: an SQLite file of another program; choose another --out")
    if version > schema.VERSION:
        raise StoreError(
            f"store {path}: schema version {version} is newer than {schema.VERSION}, the newest "
            "this selfproof knows; upgrade selfproof or choose another --out"
        )
    if version < 1:
        raise StoreError(f"store {path}: {_FIXES[sqlite3.SQLITE_CORRUPT]}")


def _check(path: Path, connection: sqlite3.Connection) -> None:
    # Again: what the header says may have been overtaken by the log.
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    _check_version(path, application=application, version=version)
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    if schema.NAMES - {row[0] for row in tables}:
        raise StoreError(f"store {path}: {_FIXES[sqlite3.SQLITE_CORRUPT]}")
