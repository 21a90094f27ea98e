"""Mathematics that a checker understands exactly.

Problems with proofs, right and flawed ones; a checker that reads proofs whoever wrote them and
never accepts a wrong one; analyses of proofs, reviews of analyses, and a judge for both; data sets
of all of these (`selfproof.world.dataset`).
"""

from selfproof.world.analyses import (
    check_analysis,
    check_reply,
    check_review,
    draft_analysis,
    label_analysis,
    label_proof,
    write_analysis,
    write_review,
)
from selfproof.world.assess import Assessment, Issue, IssueKind, Severity
from selfproof.world.check import check
from selfproof.world.families.base import Draws, Family, Proof, ProofStep, Wrong
from selfproof.world.flaws import KINDS as FLAW_KINDS
from selfproof.world.flaws import Change, Flawed, flaw, flaw_kinds, planted, with_flaws
from selfproof.world.problem import LEVELS, Given, Obligation, Problem
from selfproof.world.registry import (
    FAMILIES,
    SPLITS,
    family_named,
    levels_of,
    make_problem,
    write_proof,
)
from selfproof.world.samples import Mix, Opinion, Sample, make_sample
from selfproof.world.stats import Measured, measure, tokens

__all__ = [
    "FAMILIES",
    "FLAW_KINDS",
    "LEVELS",
    "SPLITS",
    "Assessment",
    "Change",
    "Draws",
    "Family",
    "Flawed",
    "Given",
    "Issue",
    "IssueKind",
    "Measured",
    "Mix",
    "Obligation",
    "Opinion",
    "Problem",
    "Proof",
    "ProofStep",
    "Sample",
    "Severity",
    "Wrong",
    "check",
    "check_analysis",
    "check_reply",
    "check_review",
    "draft_analysis",
    "family_named",
    "flaw",
    "flaw_kinds",
    "label_analysis",
    "label_proof",
    "levels_of",
    "make_problem",
    "make_sample",
    "measure",
    "planted",
    "tokens",
    "with_flaws",
    "write_analysis",
    "write_proof",
    "write_review",
]
