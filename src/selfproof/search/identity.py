"""A run's identity: the same command is the same run, and so goes on where it stopped."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Any

import orjson

from selfproof.search.settings import SearchSettings, as_dict
from selfproof.types import Problem


def run_spec(
    settings: SearchSettings, prompts: str, prompts_digest: str, *, grammar: bool
) -> dict[str, Any]:
    """What a run is made of besides model and problems, as plain data for its record."""
    return {
        "settings": as_dict(settings),
        "prompts": prompts,
        "prompts_digest": prompts_digest,
        "grammar": grammar,
    }


def run_id(problems: Sequence[Problem], spec: dict[str, Any], model: str) -> str:
    """A name a person can type: the first problem's, and eight digits that depend on everything.

    Budgets, concurrency and addresses are no part of it: a run may be resumed with more money or
    on another server of the same model.
    """
    content = orjson.dumps(
        [model, spec, [[problem.problem_idx, problem.question] for problem in problems]],
        option=orjson.OPT_SORT_KEYS,
    )
    digest = hashlib.blake2b(content, digest_size=4).hexdigest()
    word = re.sub(r"[^A-Za-z0-9]+", "-", problems[0].problem_idx).strip("-").lower()[:24]
    return f"{word or 'run'}-{digest}"
