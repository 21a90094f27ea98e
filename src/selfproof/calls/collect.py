"""The garbage collector, set for work like ours."""

from __future__ import annotations

import gc


def collect_seldom() -> None:
    """Let the cyclic collector run seldom, for a process that only runs a search.

    A run makes very many objects and few cycles; looking for cycles at Python's default pace takes
    a quarter of the processor. It is for the program to decide, so no library code calls this.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
