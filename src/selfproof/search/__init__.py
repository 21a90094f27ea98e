"""One-shot proving, sequential refinement and pool search over any backend."""

from selfproof.search.final import Final
from selfproof.search.run import (
    Interrupted,
    ProblemResult,
    RunRequest,
    RunResult,
    run_search,
)
from selfproof.search.settings import PRESETS, SearchSettings, preset

__all__ = [
    "PRESETS",
    "Final",
    "Interrupted",
    "ProblemResult",
    "RunRequest",
    "RunResult",
    "SearchSettings",
    "preset",
    "run_search",
]
