"""Templates per role, rendering, and reading replies into typed outcomes."""

from selfproof.formats import visible
from selfproof.prompts.parse import (
    evaluation_of,
    joined,
    proof_of,
    read_reply,
    review_of,
)
from selfproof.prompts.prompts import Attempt, Prompts

__all__ = [
    "Attempt",
    "Prompts",
    "evaluation_of",
    "joined",
    "proof_of",
    "read_reply",
    "review_of",
    "visible",
]
