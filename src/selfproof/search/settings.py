"""Every number of METHOD section 4 as a setting, and the named presets.

`paper` is the high-compute search as the paper describes it; `published` the values of the run
script its authors published, which differ; `laptop` and `small` fit small machines and purses.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Literal

from selfproof.calls import Truncated
from selfproof.errors import UsageError
from selfproof.verify.settings import VerifySettings

Strategy = Literal["one-shot", "refine", "pool"]
AnalysisOrder = Literal["issues-first", "lowest-first"]


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """How one problem is searched. All counts are at least 1 unless stated."""

    strategy: Strategy = "pool"
    seed: int = 0

    # pool (and one-shot, which uses only `proofs`)
    proofs: int = 64
    """Proofs written before any refinement."""
    keep: int = 64
    """Proofs with the highest confirmed score that a round refines."""
    prompts_per_proof: int = 8
    """Refinement prompts made from each kept proof in a round."""
    samples_per_prompt: int = 1
    """Refined proofs drawn from each of these prompts."""
    analyses_per_prompt: int = 1
    """Analyses of a proof shown in one refinement prompt."""
    proofs_per_prompt: int = 1
    """Proofs shown in one refinement prompt."""
    analysis_order: AnalysisOrder = "issues-first"
    """Which analyses are shown: random, confirmed issues first; or lowest counted score first."""
    rounds: int = 16
    """Refinement rounds at most; 0 means none."""
    min_rounds: int = 0
    """Refinement rounds that are made even when a proof passes earlier."""

    # refine
    threads: int = 32
    """Independent threads of sequential refinement."""
    tries: int = 8
    """Attempts a thread has, the first proof included."""

    # generation
    temperature: float = 1.0
    top_p: float = 0.95
    max_tokens: int = 131_072
    """Tokens of a proof's reply, its reasoning included."""
    attempts: int = 3
    """Times a proof is asked for when its reply is lost (cut off, unreadable, refused)."""
    truncated: Truncated = "retry"
    continuations: int = 4
    """Times a cut-off reply is continued when `truncated` is `continue`."""
    pairwise: bool = True
    """Compare proofs that are tied for the final choice, in both orders."""

    verify: VerifySettings = field(default_factory=VerifySettings)

    def __post_init__(self) -> None:
        for name in (
            "proofs", "keep", "prompts_per_proof", "samples_per_prompt", "analyses_per_prompt",
            "proofs_per_prompt", "threads", "tries", "max_tokens", "attempts",
        ):  # fmt: skip
            if getattr(self, name) < 1:
                raise UsageError(f"{name}={getattr(self, name)}: must be at least 1")
        for name in ("rounds", "min_rounds", "continuations"):
            if getattr(self, name) < 0:
                raise UsageError(f"{name}={getattr(self, name)}: must be at least 0")
        if self.min_rounds > self.rounds:
            raise UsageError(f"min_rounds={self.min_rounds}: must be at most rounds={self.rounds}")
        if not 0 <= self.temperature <= 5 or not 0 < self.top_p <= 1:
            raise UsageError(
                f"temperature={self.temperature}, top_p={self.top_p}: need 0 <= temperature <= 5 "
                "and 0 < top_p <= 1"
            )

    @property
    def children(self) -> int:
        """Refined proofs that one kept proof gets in a round."""
        return self.prompts_per_proof * self.samples_per_prompt


PRESETS: dict[str, SearchSettings] = {
    "paper": SearchSettings(),
    "published": SearchSettings(
        proofs=128,
        keep=32,
        prompts_per_proof=1,
        samples_per_prompt=4,
        analyses_per_prompt=8,
        analysis_order="lowest-first",
    ),
    "small": SearchSettings(
        proofs=8,
        keep=4,
        prompts_per_proof=2,
        rounds=4,
        max_tokens=32_768,
        verify=VerifySettings(
            n=8, max_tokens=16_384, policy="adaptive", meta="deciding", reviews=3
        ),
    ),
    "laptop": SearchSettings(
        proofs=2,
        keep=1,
        prompts_per_proof=1,
        rounds=1,
        min_rounds=1,
        threads=2,
        tries=3,
        max_tokens=1_024,
        verify=VerifySettings(n=4, max_tokens=512, meta="all", reviews=1),
    ),
}


def preset(name: str) -> SearchSettings:
    """The settings called `name`.

    Raises:
        UsageError: there is no such preset.
    """
    if name not in PRESETS:
        raise UsageError(f"--preset {name!r}: unknown; choose one of {', '.join(PRESETS)}")
    return PRESETS[name]


def as_dict(settings: SearchSettings) -> dict[str, object]:
    """Plain data, for a run's record."""
    return dataclasses.asdict(settings)
