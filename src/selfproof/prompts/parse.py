"""From a reply to a typed outcome: strict and total.

Every text gives an `Outcome`. It is OK only with a score in the role's format; a reply that was cut
off, refused or cannot be read is that, and never a score of 0.

Thinking before a reply is taken off first, by the rules of `formats`.

When the server stopped for any other reason than that the reply was finished, it is OK only if it
is complete in its format and nothing but closing markup follows its last box, so that nothing more
was to come.
"""

from __future__ import annotations

import re

from selfproof import formats
from selfproof.formats import THINK_CLOSE, THINK_OPEN, Malformed, visible
from selfproof.types import Outcome, OutcomeKind, ProofText, Role, StopReason

_SHORT = 400
"""Characters: a refusal is a few sentences; a longer text is an attempt that went wrong."""

# Declining to serve, not failing to prove: "I am unable to prove this" is an unreadable proof.
_REFUSAL = re.compile(
    r"(?:(?:I['’]?m |I am )?(?:very |so )?sorry[,.]? (?:but )?|I apologi[sz]e[,.]? (?:but )?"
    r"|As an AI(?: language)?(?: model| assistant)?, )?"
    r"I(?: can(?:no|['’])t| can not| won['’]t| will not|(?: am|['’]m) (?:unable|not able) to) "
    r"(?:do that\b|(?:help|assist|comply|engage|fulfil?l|discuss)(?: you)?"
    r"(?: (?:with|in|to|on|this|that|your|it)\b|[.!]|$))",
    re.I,
)


def read_reply(role: Role, text: str | None, reasoning: str, stop: StopReason) -> Outcome:
    """What became of a reply.

    Args:
        role: whose format the reply must be in.
        text: the visible content as the server gave it; None or blank is an empty reply.
        reasoning: what the server returned apart from the content; never searched for a score.
        stop: why the server stopped writing.

    Returns:
        OK with a score: the self-score s' for prove and refine, s for verify, ms for review, and
        for compare 1.0 when the first proof is better, 0.0 when the second is. Otherwise REFUSED,
        TRUNCATED or UNPARSED with the reason in `detail`, one line. Never FAILED: that is for a
        call without a reply.
    """
    if stop is StopReason.FILTER:
        return Outcome(OutcomeKind.REFUSED, detail="stopped by the server's content filter")
    shown = visible(role, text or "")
    found = formats.read(role, shown)
    if not isinstance(found, Malformed) and (stop is StopReason.STOP or formats.ends_at_box(shown)):
        return Outcome(OutcomeKind.OK, found)
    if stop is StopReason.LENGTH:
        return Outcome(OutcomeKind.TRUNCATED, detail="cut off by the limit on tokens")
    if not isinstance(found, Malformed):
        return Outcome(OutcomeKind.UNPARSED, detail="ended early, the server does not say why")
    thought = reasoning.strip() or (text or "").strip()
    return _unreadable(shown, found.why, thought=bool(thought))


def _unreadable(shown: str, why: str, *, thought: bool) -> Outcome:
    start = shown.strip()
    if not start:
        detail = "empty reply after reasoning" if thought else "empty reply"
        return Outcome(OutcomeKind.UNPARSED, detail=detail)
    if len(start) <= _SHORT and _REFUSAL.match(start):
        return Outcome(OutcomeKind.REFUSED, detail="the model declined")
    return Outcome(OutcomeKind.UNPARSED, detail=why)


def proof_of(text: str) -> ProofText | None:
    """Proof, self-analysis and self-score of a generator's reply; None if not in its format."""
    found = formats.read_generated(visible(Role.PROVE, text))
    if isinstance(found, Malformed):
        return None
    return ProofText(found.proof, found.self_analysis, found.self_score)


def evaluation_of(text: str) -> str:
    """A verifier's reply from its opening phrase on; all that is visible if not in its format."""
    shown = visible(Role.VERIFY, text)
    found = formats.read_evaluation(shown)
    return shown.strip() if isinstance(found, Malformed) else found.body


def review_of(text: str) -> str:
    """A meta-verifier's reply from its opening phrase on; all that is visible if not in format."""
    shown = visible(Role.REVIEW, text)
    found = formats.read_review(shown)
    return shown.strip() if isinstance(found, Malformed) else found.body


def joined(partial: str, continuation: str) -> str:
    """A cut-off reply and its continuation as one text.

    Chat servers strip the blanks at a reply's start, the line break before a heading among them, so
    one is put back where the continuation begins with a heading. Thinking that the model did before
    continuing is dropped.
    """
    start = continuation.lstrip()
    if start.startswith(THINK_OPEN):
        continuation = start.partition(THINK_CLOSE)[2].lstrip("\n")
    if continuation.startswith("## ") and not partial.endswith(("\n", "#")):
        return f"{partial}\n\n{continuation}"
    return partial + continuation
