"""Verification: analyses of a proof, reviews of analyses, votes, and when to stop."""

from selfproof.verify.settings import VerifySettings
from selfproof.verify.standing import Objection, Standing
from selfproof.verify.verification import Verification, VerifyContext

__all__ = ["Objection", "Standing", "Verification", "VerifyContext", "VerifySettings"]
