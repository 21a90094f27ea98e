"""How the world's checker judges proofs by writers who have not seen its grammar.

The proofs are tests/world/foreign/{first,second}/*.jsonl: for each family ten correct and ten
flawed ones in each set, by writers who had the statements, the rubric and the page on the language,
and nothing else.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks import record
from selfproof.world.check import check
from selfproof.world.registry import FAMILIES, make_problem

FOLDER = Path(__file__).parents[1] / "tests" / "world" / "foreign"
SETS = ("first", "second")
SCORES = (1.0, 0.5, 0.0)


def rows(family: str, which: str = "first") -> list[dict[str, Any]]:
    """The proofs of a family in a set, as they are kept."""
    lines = (FOLDER / which / f"{family}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def main() -> None:
    parser = record.options("foreign", __doc__)
    parser.add_argument("--set", choices=SETS, default="first", help="of proofs")
    options = parser.parse_args()
    result = {**record.environment(), "set": options.set}
    families: dict[str, Any] = {}
    print("| family | correct: 1 | 0.5 | 0 | flawed: 1 | 0.5 | 0 |\n|---|---|---|---|---|---|---|")
    for family in FAMILIES:
        found = [
            (row["problem"], row["label"], check(make_problem(row["problem"]), row["proof"]).score)
            for row in rows(family, options.set)[: 4 if options.quick else None]
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
