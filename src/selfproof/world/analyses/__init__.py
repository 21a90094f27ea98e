"""Analyses of proofs, and reviews of analyses: written, read and judged exactly.

`write_analysis` plays the verifier, well or badly; `check_analysis` and `check_reply` judge a
verifier's words and a generator's self-analysis by rubric I_mv; `write_review` and `check_review`
do the same for the meta-verifier; `label_proof` and `label_analysis` stand in for the experts who
label the data.
"""

from selfproof.world.analyses.annotate import (
    MetaRow,
    VerifierRow,
    label_analysis,
    label_proof,
    meta_row,
    verifier_row,
)
from selfproof.world.analyses.judging import (
    Claimed,
    Judgement,
    ReplyJudgement,
    Verdict,
    check_analysis,
    check_reply,
)
from selfproof.world.analyses.reviews import (
    REVIEW_QUALITIES,
    ReviewJudgement,
    ReviewQuality,
    check_review,
    review_qualities_for,
    write_review,
)
from selfproof.world.analyses.writing import (
    QUALITIES,
    Draft,
    Quality,
    Rates,
    draft_analysis,
    qualities_for,
    write_analysis,
)

__all__ = [
    "QUALITIES",
    "REVIEW_QUALITIES",
    "Claimed",
    "Draft",
    "Judgement",
    "MetaRow",
    "Quality",
    "Rates",
    "ReplyJudgement",
    "ReviewJudgement",
    "ReviewQuality",
    "Verdict",
    "VerifierRow",
    "check_analysis",
    "check_reply",
    "check_review",
    "draft_analysis",
    "label_analysis",
    "label_proof",
    "meta_row",
    "qualities_for",
    "review_qualities_for",
    "verifier_row",
    "write_analysis",
    "write_review",
]
