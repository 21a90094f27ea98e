"""How the world's checker judges wrong proofs: small changes that make a step false.

Reference proofs of all families are changed in one place. Whether that makes a step false is found
out by values, without the checker (tests/world/mutants/judge.py). Not one of them may score 1. A
pool of processes takes the proofs; `--work FILE` keeps what is done, one line a proof, so that a
run that was stopped goes on where it was.

`--full` goes on until there are 200,000 false proofs.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.world.mutants.survey import proofs, survey

from benchmarks import record
from selfproof.world.registry import FAMILIES

Task = tuple[str, int, int, int]


@dataclass(frozen=True, slots=True)
class Setup:
    """How much is done."""

    false: int = 20_000
    """False proofs, at least; the same share for every family."""
    changes: int = 150
    """Of one proof, at most."""
    workers: int = 2


QUICK = Setup(false=500, changes=25)
FULL = Setup(false=200_000)


def run_one(task: Task, changes: int) -> dict[str, Any]:
    """One proof, as a line of the work file."""
    found = survey(*task, changes)
    return {
        "task": list(task),
        "proofs": found.proofs,
        "skipped": found.skipped,
        "made": dict(found.made),
        "false": dict(found.false),
        "survivors": [asdict(each) for each in found.survivors],
        "unread": [asdict(each) for each in found.unread],
    }


def run(setup: Setup, work: Path | None) -> list[dict[str, Any]]:
    """All families, each until it has its share."""
    rows = _done(work)
    share = -(-setup.false // len(FAMILIES))
    with ProcessPoolExecutor(setup.workers) as pool:
        for family in FAMILIES:
            mine = [row for row in rows if row["task"][0] == family]
            false = sum(_count(row["false"]) for row in mine)
            waiting = _tasks(family, len(mine))
            while false < share:
                tasks = [next(waiting) for _ in range(setup.workers * 4)]
                for row in pool.map(run_one, tasks, [setup.changes] * len(tasks)):
                    rows.append(row)
                    false += _count(row["false"])
                    _keep(row, work)
            print(family, false, "false proofs", flush=True)
    return rows


def _tasks(family: str, done: int) -> Iterator[Task]:
    """Proofs that were not taken yet, in their order."""
    for number, task in enumerate(proofs(family, 10**9)):
        if number >= done:
            yield task


def _done(work: Path | None) -> list[dict[str, Any]]:
    if work is None or not work.exists():
        return []
    return [json.loads(line) for line in work.read_text("utf-8").splitlines()]


def _keep(row: dict[str, Any], work: Path | None) -> None:
    if work is not None:
        with work.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(row) + "\n")


def _count(kinds: dict[str, int]) -> int:
    return sum(kinds.values())


def summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Counts by family and by kind of change, and whatever survived."""
    kinds: dict[str, Counter[str]] = {name: Counter() for name in ("made", "false")}
    families: dict[str, Counter[str]] = {name: Counter() for name in FAMILIES}
    for row in rows:
        of = families[row["task"][0]]
        of["proofs"] += row["proofs"]
        for name, counts in kinds.items():
            counts.update(row[name])
            of[name] += _count(row[name])
        of["survivors"] += len(row["survivors"])
        of["skipped"] += row["skipped"]
    return {
        "proofs": sum(of["proofs"] for of in families.values()),
        "proofs_left_out_below_1": sum(of["skipped"] for of in families.values()),
        "changes": kinds["made"].total(),
        "false": kinds["false"].total(),
        "survivors": [each for row in rows for each in row["survivors"]],
        "numbers_that_nobody_reads": sum(len(row["unread"]) for row in rows),
        "families": {name: dict(of) for name, of in families.items()},
        "kinds": {
            kind: {"made": count, "false": kinds["false"][kind]}
            for kind, count in kinds["made"].most_common()
        },
    }


def main() -> None:
    parser = record.options("mutants", __doc__)
    parser.add_argument("--full", action="store_true", help="200,000 false proofs (hours)")
    parser.add_argument("--workers", type=int, help="processes")
    parser.add_argument("--work", type=Path, metavar="FILE", help="what is done, to go on from")
    options = parser.parse_args()
    setup = QUICK if options.quick else FULL if options.full else Setup()
    if options.workers:
        setup = Setup(setup.false, setup.changes, options.workers)
    result = {**record.environment(), "setup": asdict(setup)}
    result["result"] = summary(run(setup, options.work))
    print(json.dumps(result["result"], indent=1))
    record.write(result, options.out)


if __name__ == "__main__":
    main()
