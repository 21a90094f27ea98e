"""Calls and small runs for the store's tests, and a child process without root's privileges."""

from __future__ import annotations

import asyncio
import hashlib
import random
import subprocess
import sys
from pathlib import Path

from selfproof.store import Body, NewCall, Reply, Store
from selfproof.types import (
    Message,
    Outcome,
    OutcomeKind,
    Problem,
    Role,
    Sampling,
    StopReason,
    Usage,
)

RUN = "run-1"
SAMPLING = Sampling(temperature=0.7, top_p=0.9, max_tokens=512, seed=5, grammar='root ::= "x"')
NOBODY = 65_534


def digest(name: str) -> bytes:
    """A request's key."""
    return hashlib.blake2b(name.encode(), digest_size=16).digest()


def text_of(name: str, sample: int, attempt: int = 0) -> str:
    """The text of a call: the same for the same key, and hard to compress."""
    source = random.Random(f"{name}/{sample}/{attempt}")
    return " ".join(f"{source.getrandbits(40):x}" for _ in range(60))


def call(
    name: str,
    sample: int = 0,
    attempt: int = 0,
    *,
    role: Role = Role.VERIFY,
    score: float | None = 0.5,
    kind: OutcomeKind = OutcomeKind.OK,
    detail: str = "",
    body: Body | None = None,
    usage: Usage = Usage(100, 40, 10),
    seconds: float = 1.5,
    faults: tuple[str, ...] = (),
    seed: int | None = None,
    sent: tuple[Message, ...] | None = None,
) -> NewCall:
    """A finished reply to the request called `name`."""
    return NewCall(
        digest=digest(name),
        role=role,
        model="model",
        lineage=f"lineage of {name}",
        sampling=SAMPLING,
        messages=(Message("system", "be strict"), Message("user", f"question {name}")),
        row=Reply(sample, attempt, Outcome(kind, score, detail)),
        body=body or Body(text_of(name, sample, attempt), "because"),
        stop=StopReason.STOP,
        usage=usage,
        seconds=seconds,
        faults=faults,
        seed=seed,
        sent=sent,
    )


async def write_run(store: Store, *, proofs: int = 4, analyses: int = 6, run: str = RUN) -> None:
    """A run with two problems, each with a family of proofs, analyses, reviews and a choice."""
    problems = [Problem("A1", "Show that 1 + 1 = 2."), Problem("A2", "Show that ∀x: x = x.")]
    await store.start_run(run, "model", {"preset": "small"}, problems)
    writes = []
    for position in range(2):
        for number in range(proofs):
            writes += _write_proof(store, run, position, number, analyses)
        best = {"status": "accepted", "proof": f"p{proofs - 1}", "reason": "passed"}
        writes.append(store.add_decision(run, position, "final", best))
    writes.append(store.add_lost(run, digest("never"), 0, "cancelled"))
    writes.append(store.end_run(run, "done", "", 12.5))
    await asyncio.gather(*writes)


def _write_proof(
    store: Store, run: str, position: int, number: int, analyses: int
) -> list[asyncio.Future[None]]:
    # The first two proofs are samples of one request, as in a real run.
    source = f"{position}/prove" if number < 2 else f"{position}/refine{number}"
    sample = number if number < 2 else 0
    name, verify = f"p{number}", f"{position}/p{number}/verify"
    parents = [(f"p{number - 2}", [0, 1])] if number >= 2 else []
    role = Role.PROVE if number < 2 else Role.REFINE
    writes = [
        store.add_call(run, call(source, sample, role=role, score=1.0)),
        store.add_proof(run, position, name, number // 2, (digest(source), sample), parents),
    ]
    for index in range(analyses):
        lost = index == analyses - 1
        kind = OutcomeKind.TRUNCATED if lost else OutcomeKind.OK
        score = None if lost else (0.0, 0.5, 1.0)[index % 3]
        writes.append(store.add_call(run, call(verify, index, score=score, kind=kind)))
    review = f"{position}/p{number}/review0"
    writes += [store.add_call(run, call(review, each, role=Role.REVIEW)) for each in range(2)]
    standing = {
        "mean": 0.5,
        "passed": number == 3,
        "counted": {str(index): (0.0, 0.5, 1.0)[index % 3] for index in range(analyses - 1)},
        "confirmed": {"0": True},
    }
    return [
        *writes,
        store.add_link(run, position, name, Role.VERIFY, -1, digest(verify)),
        store.add_link(run, position, name, Role.REVIEW, 0, digest(review)),
        store.add_decision(run, position, f"standing/{name}", standing, replace=True),
    ]


def make_store(path: Path, *, proofs: int = 4, analyses: int = 6) -> None:
    """A closed store that holds one run."""
    with Store(path) as store:
        asyncio.run(write_run(store, proofs=proofs, analyses=analyses))


def files(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, but for what holds nothing: locks, an empty log, the log's index."""
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file()
        and path.suffix != ".lock"
        and not path.name.endswith("-shm")
        and not (path.name.endswith("-wal") and not path.stat().st_size)
    }


def python(code: str, *arguments: str) -> str:
    """What a child process prints; the test fails when the child does."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# Everything is imported and used once before root becomes nobody, who may not be able to read the
# interpreter's files.
_DROP = f"""
import os, tempfile
from selfproof.store import Store
with tempfile.TemporaryDirectory() as folder:
    Store(folder + "/store.db").close()
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid({NOBODY})
    os.setuid({NOBODY})
"""


def unprivileged(code: str, *arguments: str) -> str:
    """Like `python`, as a user whom permissions bind (root is bound by none)."""
    return python(_DROP + code, *arguments)
