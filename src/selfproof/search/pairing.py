"""Which analyses of a proof its refinement prompts show."""

from __future__ import annotations

import random

from selfproof.search.settings import SearchSettings
from selfproof.verify import Standing


def order(standing: Standing, settings: SearchSettings, seed: str) -> list[int]:
    """The analyses that were read, most useful for refinement first.

    `issues-first` (the paper): random, but confirmed issues before unreviewed ones, these before
    analyses without objection, and objections that reviewers dismissed last. `lowest-first` (the
    published script): by what they count, lowest first, equals at random.
    """
    values = standing.counted()
    indices = sorted(values)
    random.Random(seed).shuffle(indices)  # noqa: S311 (not for secrets: it must be reproducible)
    if settings.analysis_order == "lowest-first":
        return sorted(indices, key=lambda index: values[index])
    return sorted(indices, key=lambda index: _class(standing, index))


def _class(standing: Standing, index: int) -> int:
    objection = standing.objections.get(index)
    if objection is None:
        return 2
    if objection.confirmed is None:
        return 0 if standing.settings.meta == "off" else 1
    return 0 if objection.confirmed else 3


def shown(standing: Standing, settings: SearchSettings, seed: str) -> list[list[int]]:
    """For each of a proof's refinement prompts, the analyses it shows (indices).

    Prompts take the ordered analyses in turn and begin again when there are too few; with none
    readable the prompt shows the proof alone.
    """
    indices = order(standing, settings, seed)
    each = min(settings.analyses_per_prompt, len(indices))
    return [
        [indices[(prompt * each + place) % len(indices)] for place in range(each)]
        for prompt in range(settings.prompts_per_proof)
    ]


def needed(settings: SearchSettings) -> int:
    """Analyses a proof must have before it is refined."""
    return min(settings.verify.n, settings.prompts_per_proof * settings.analyses_per_prompt)
