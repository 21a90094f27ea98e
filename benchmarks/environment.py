"""Where and with what a figure was measured."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path


def describe() -> dict[str, object]:
    """Machine, software, commit and command, as plain data."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.system(),
        "commit": commit,
        "command": " ".join(["python -m", *_command()]),
    }


def _command() -> list[str]:
    spec = sys.modules["__main__"].__spec__
    # Folders of this machine are nobody's business.
    options = [Path(each).name if each.startswith("/") else each for each in sys.argv[1:]]
    return [spec.name if spec else Path(sys.argv[0]).name, *options]


def _cpu() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("model name"):
                    return line.partition(":")[2].strip()
    except OSError:
        return platform.processor()
    return platform.machine()
