"""How the world's checker judges proofs by writers who have not seen its grammar.

The proofs are tests/world/foreign/*.jsonl: for each family ten correct and ten flawed ones, by
writers who had the statements, the rubric and the page on the language, and nothing else.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks import record
from selfproof.world.check import check
from selfproof.world.registry import FAMILIES, make_problem

FOLDER = Path(__file__).parents[1] / "tests" / "world" / "foreign"
SCORES = (1.0, 0.5, 0.0)


def rows(family: str) -> list[dict[str, Any]]:
    """The proofs of a family, as they are kept."""
    lines = (FOLDER / f"{family}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def main() -> None:
    options = record.options("foreign", __doc__).parse_args()
    result = record.environment()
    families: dict[str, Any] = {}
    print("| family | correct: 1 | 0.5 | 0 | flawed: 1 | 0.5 | 0 |\n|---|---|---|---|---|---|---|")
    for family in FAMILIES:
        found = [
            (row["problem"], row["label"], check(make_problem(row["problem"]), row["proof"]).score)
            for row in rows(family)[: 4 if options.quick else None]
        ]
        families[family] = [{"problem": p, "label": n, "score": s} for p, n, s in found]
        counts = [
            sum(label == name and score == at for _, name, score in found)
            for label in ("correct", "flawed")
            for at in SCORES
        ]
        print("|", family, "|", " | ".join(map(str, counts)), "|", flush=True)
    result["families"] = families
    record.write(result, options.out)


if __name__ == "__main__":
    main()
