"""The tables of a run store, and the numbers in the file's header that say what it is.

`requests` is what was asked (once, however many samples are drawn from it); `calls` is one finished
reply, small, so that a whole run can be scanned without touching text; `bodies` holds the text,
compressed, and `sent` the messages of the few calls that sent others than their request's.
`lost` counts calls given up before they finished. `links` says which request belongs to which proof
of which run, `proofs` is the family tree, `decisions` what the search decided and on what grounds.
"""

from __future__ import annotations

VERSION = 1
"""Kept in `PRAGMA user_version`; a file with a higher one is left alone."""

APPLICATION = 0x53504631
"""Kept in `PRAGMA application_id` ("SPF1"): tells a store from other programs' SQLite files."""

# Replies are a few kilobytes compressed: 8 KiB pages waste a fifth less than 4 KiB ones.
PAGE_SIZE = 8192

TABLES = """
CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    created REAL NOT NULL,
    updated REAL NOT NULL,
    status TEXT NOT NULL,
    message TEXT NOT NULL DEFAULT '',
    model TEXT NOT NULL,
    spec TEXT NOT NULL,
    seconds REAL NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE problems (
    run TEXT NOT NULL,
    position INTEGER NOT NULL,
    problem_idx TEXT NOT NULL,
    question BLOB NOT NULL,
    PRIMARY KEY (run, position)
) WITHOUT ROWID;
CREATE TABLE requests (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    role TEXT NOT NULL,
    model TEXT NOT NULL,
    lineage TEXT NOT NULL,
    sampling BLOB NOT NULL,
    messages BLOB NOT NULL
);
CREATE TABLE calls (
    request INTEGER NOT NULL,
    sample INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    run TEXT NOT NULL,
    outcome TEXT NOT NULL,
    score REAL,
    detail TEXT NOT NULL,
    stop TEXT NOT NULL,
    prompt_tokens INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL,
    completion_tokens INTEGER NOT NULL,
    seconds REAL NOT NULL,
    finished REAL NOT NULL,
    faults TEXT NOT NULL,
    seed INTEGER,
    PRIMARY KEY (request, sample, attempt)
) WITHOUT ROWID;
CREATE TABLE bodies (
    request INTEGER NOT NULL,
    sample INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (request, sample, attempt)
);
CREATE TABLE sent (
    request INTEGER NOT NULL,
    sample INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    messages BLOB NOT NULL,
    UNIQUE (request, sample, attempt)
);
CREATE TABLE lost (
    run TEXT NOT NULL,
    request INTEGER NOT NULL,
    sample INTEGER NOT NULL,
    reason TEXT NOT NULL,
    finished REAL NOT NULL
);
CREATE TABLE proofs (
    run TEXT NOT NULL,
    position INTEGER NOT NULL,
    proof TEXT NOT NULL,
    round INTEGER NOT NULL,
    request INTEGER NOT NULL,
    sample INTEGER NOT NULL,
    parents TEXT NOT NULL,
    PRIMARY KEY (run, position, proof)
) WITHOUT ROWID;
CREATE TABLE links (
    run TEXT NOT NULL,
    position INTEGER NOT NULL,
    proof TEXT NOT NULL,
    role TEXT NOT NULL,
    analysis INTEGER NOT NULL,
    request INTEGER NOT NULL,
    PRIMARY KEY (run, position, proof, role, analysis)
) WITHOUT ROWID;
CREATE TABLE decisions (
    run TEXT NOT NULL,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    payload TEXT NOT NULL,
    decided REAL NOT NULL,
    PRIMARY KEY (run, position, key)
) WITHOUT ROWID;
"""

NAMES = frozenset(
    line.split()[2] for line in TABLES.splitlines() if line.startswith("CREATE TABLE")
)
