"""What the benchmarks share around their figures: options, where they were measured, the file."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
from pathlib import Path
from typing import Any

from benchmarks.environment import describe


def options(name: str, what: str | None) -> argparse.ArgumentParser:
    """A parser with the options all benchmarks share; `what` is the module's docstring."""
    summary = (what or "").splitlines()[0]
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}", description=summary)
    parser.add_argument("--quick", action="store_true", help="a small version, under a minute")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the figures as JSON")
    return parser


def environment() -> dict[str, Any]:
    """Machine, software, commit and command; and whether they were at rest and as committed."""
    changed = subprocess.run(
        ["git", "status", "--porcelain", "--", "src", "benchmarks"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    return {
        **describe(),
        "uncommitted_changes": bool(changed),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "load_before": round(os.getloadavg()[0], 2),
    }


def write(result: dict[str, Any], path: Path | None) -> None:
    """Write the figures, where a file was asked for."""
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
