"""The reply formats of METHOD section 2: phrases, sections and scores, how to write and read them.

Shared by `prompts` (which asks for the formats), `world` (which writes them) and training's format
reward. Reading is strict and total: a function returns a value or a reason, never a guess, and
takes time linear in the text whatever the text is.

The score is the last ``\\boxed{}`` after the last score phrase of the role's format. So whatever a
proof or an analysis quotes on the way, a boxed number, a heading, a whole evaluation, changes
nothing: only what stands last, in the role's own format, counts.

A generator's reply is split at its *last* ``## Self Evaluation`` line, always, so a proof may hold
anything. What no reader can tell apart is a *self-analysis* that quotes that heading on a line of
its own: the quoted line is taken for the heading, and the reply is unreadable unless a whole
evaluation follows it. Falling back to an earlier heading would be a guess that a proof which quotes
a whole evaluation could exploit.

Thinking is not part of a reply. What counts as visible:

1. A text that starts with ``<think>`` is cut at the first ``</think>``; if there is none, all of it
   is thinking and nothing is visible.
2. Otherwise, a text that starts in the role's own format (its heading or opening phrase) is all
   visible. So nothing that a proof or an analysis quotes, ``</think>`` included, changes it.
3. Otherwise, where there is a ``</think>`` and what follows the first one is complete in the role's
   format, the text is cut there: the server's template had opened the tag in the prompt.
4. Otherwise all of the text is visible.

Two texts cannot be told apart by any rule without the server's help. A reply that says something
before its heading and whose proof then quotes ``</think>`` and a whole reply is read from the
quoted one (rule 3). Thinking that opens with the format's first line, its own tag opened in the
prompt, is read as part of the reply (rule 2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from selfproof.types import Role, Score

EVALUATION = "Here is my evaluation of the solution:"
EVALUATION_SCORE = "Based on my evaluation, the final overall score should be:"
REVIEW = 'Here is my analysis of the "solution evaluation":'
REVIEW_SCORE = 'Based on my analysis, I will rate the "solution evaluation" as:'
COMPARISON = "Here is my comparison of the two solutions:"
COMPARISON_CHOICE = "Based on my comparison, the better solution is:"
SOLUTION_HEADING = "## Solution"
SELF_EVALUATION_HEADING = "## Self Evaluation"

_SCORES: dict[str, Score] = {
    "0": 0.0,
    "0.0": 0.0,
    "0.5": 0.5,
    ".5": 0.5,
    "1/2": 0.5,
    "1": 1.0,
    "1.0": 1.0,
}
_BOX = re.compile(r"\\boxed\s*\{")
_BRACE = re.compile(r"[{}]")
# What may stand after the last box of a finished reply: closing mathematics and markup, no words.
_CLOSING_MARKUP = re.compile(r"[\s$*_.)\]\\`]*\Z")

# The official prompts spell "overal": both spellings are accepted, whatever the spacing.
_EVALUATION = re.compile(r"Here\s+is\s+my\s+evaluation\s+of\s+the\s+solution\s*:", re.I)
_EVALUATION_SCORE = re.compile(
    r"Based\s+on\s+my\s+evaluation,\s+the\s+final\s+overall?\s+score\s+should\s+be\s*:", re.I
)
_QUOTED = r"[\"“”'*]*solution\s+evaluation[\"“”'*]*"
_REVIEW = re.compile(rf"Here\s+is\s+my\s+analysis\s+of\s+the\s+{_QUOTED}\s*:", re.I)
_REVIEW_SCORE = re.compile(
    rf"Based\s+on\s+my\s+analysis,\s+I\s+will\s+rate\s+the\s+{_QUOTED}\s+as\s*:", re.I
)
_COMPARISON = re.compile(r"Here\s+is\s+my\s+comparison\s+of\s+the\s+two\s+solutions\s*:", re.I)
_COMPARISON_CHOICE = re.compile(
    r"Based\s+on\s+my\s+comparison,\s+the\s+better\s+solution\s+is\s*:", re.I
)


def _heading(words: str) -> re.Pattern[str]:
    """A line that holds only ``## Words``, perhaps in bold or with a colon.

    No two neighbouring repeats match the same character, so a match takes linear time.
    """
    line = rf"^[ \t]*##[ \t]+(?:\*{{1,3}}[ \t]*)?{words}[ \t]*(?:[:*]{{1,4}}[ \t]*)?\r?$"
    return re.compile(line, re.M | re.I)


_SOLUTION_LINE = _heading("Solution")
_SELF_LINE = _heading("Self[ \\t-]Evaluation")

THINK_OPEN, THINK_CLOSE = "<think>", "</think>"

_OPENINGS = {
    Role.PROVE: _SOLUTION_LINE,
    Role.REFINE: _SOLUTION_LINE,
    Role.VERIFY: _EVALUATION,
    Role.REVIEW: _REVIEW,
    Role.COMPARE: _COMPARISON,
}


@dataclass(frozen=True, slots=True)
class Scored:
    """A text in a role's format: `body` is the whole text from its opening phrase on."""

    body: str
    score: Score


@dataclass(frozen=True, slots=True)
class Generated:
    """A generator's reply in format: proof, self-analysis (verifier format) and self-score."""

    proof: str
    self_analysis: str
    self_score: Score


@dataclass(frozen=True, slots=True)
class Malformed:
    """Why a text is not in the format, in words, on one line."""

    why: str


def parse_score(text: str) -> Score | None:
    """The score written in `text`: one of 0, 0.5, 1 (also 0.0, 1.0, 1/2, .5), else None."""
    return _SCORES.get(text.strip().strip("$").strip())


def write_score(score: Score) -> str:
    """`score` as the formats spell it: ``0``, ``0.5`` or ``1``."""
    return f"{score:g}"


def write_evaluation(analysis: str, score: Score) -> str:
    """A verifier's reply, or a self-analysis, around `analysis`."""
    return _write(EVALUATION, analysis, EVALUATION_SCORE, write_score(score))


def write_review(review: str, score: Score) -> str:
    """A meta-verifier's reply around `review`."""
    return _write(REVIEW, review, REVIEW_SCORE, write_score(score))


def write_comparison(comparison: str, choice: str) -> str:
    """A comparison's reply around `comparison`; `choice` is `A` or `B`."""
    return _write(COMPARISON, comparison, COMPARISON_CHOICE, choice)


def write_generated(proof: str, analysis: str, score: Score) -> str:
    """A generator's reply: `proof`, then a self-evaluation around `analysis`."""
    return (
        f"{SOLUTION_HEADING}\n{proof}\n\n"
        f"{SELF_EVALUATION_HEADING}\n{write_evaluation(analysis, score)}"
    )


def _write(opening: str, words: str, closing: str, boxed: str) -> str:
    return f"{opening}\n{words}\n\n{closing}\n\\boxed{{{boxed}}}"


def read(role: Role, text: str) -> Score | Malformed:
    """The score of a text in `role`'s format: s', s or ms; for compare 1 means A, 0 means B."""
    if role in (Role.PROVE, Role.REFINE):
        generated = read_generated(text)
        return generated if isinstance(generated, Malformed) else generated.self_score
    if role is Role.COMPARE:
        choice = read_comparison(text)
        return choice if isinstance(choice, Malformed) else float(choice == "A")
    scored = read_evaluation(text) if role is Role.VERIFY else read_review(text)
    return scored if isinstance(scored, Malformed) else scored.score


def visible(role: Role, text: str) -> str:
    """`text` without the thinking before the reply, by the rules in the module's docstring."""
    start = text.lstrip()
    if start.startswith(THINK_OPEN):
        return start.partition(THINK_CLOSE)[2]
    if _OPENINGS[role].match(start):
        return text
    _, tag, rest = text.partition(THINK_CLOSE)
    if tag and not isinstance(read(role, rest), Malformed):
        return rest
    return text


def ends_at_box(text: str) -> bool:
    """Whether nothing but closing markup follows the last ``\\boxed{}`` of `text`."""
    box = _last_box(text, 0)
    return box is not None and _CLOSING_MARKUP.match(text, box[1]) is not None


def _last_box(text: str, start: int) -> tuple[str, int] | None:
    """What the last box after `start` holds, braces balanced, and where it ends; None where that
    box does not close."""
    opening = _last(_BOX, text, start)
    if opening is None:
        return None
    depth = 1
    for brace in _BRACE.finditer(text, opening.end()):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return text[opening.end() : brace.start()], brace.end()
    return None


def _last(pattern: re.Pattern[str], text: str, start: int) -> re.Match[str] | None:
    """The last match at or after `start`, found in one pass that keeps no list."""
    last = None
    for match in pattern.finditer(text, start):
        last = match
    return last


def _read(
    text: str, opening: re.Pattern[str], closing: re.Pattern[str], names: tuple[str, str]
) -> tuple[str, str] | Malformed:
    """(body, content of the deciding box) of a text in a phrase-then-box format."""
    start = opening.search(text)
    if start is None:
        return Malformed(f"the phrase {names[0]!r} is missing")
    end = _last(closing, text, start.end())
    if end is None:
        return Malformed(f"the phrase {names[1]!r} is missing")
    box = _last_box(text, end.end())
    if box is None:
        return Malformed(f"no \\boxed{{}} after the phrase {names[1]!r}")
    return text[start.start() :].strip(), box[0]


def _read_scored(
    text: str, opening: re.Pattern[str], closing: re.Pattern[str], names: tuple[str, str]
) -> Scored | Malformed:
    found = _read(text, opening, closing, names)
    if isinstance(found, Malformed):
        return found
    score = parse_score(found[1])
    if score is None:
        return Malformed(f"\\boxed{{{_shown(found[1])}}} is not one of 0, 0.5, 1")
    return Scored(found[0], score)


def _shown(text: str) -> str:
    """The start of hostile `text` for a one-line message: no line breaks, no control characters."""
    return "".join(char for char in " ".join(text[:40].split()) if char.isprintable())


def read_evaluation(text: str) -> Scored | Malformed:
    """Read a verifier's reply, or a self-analysis: the same format (METHOD section 2)."""
    return _read_scored(text, _EVALUATION, _EVALUATION_SCORE, (EVALUATION, EVALUATION_SCORE))


def read_review(text: str) -> Scored | Malformed:
    """Read a meta-verifier's reply."""
    return _read_scored(text, _REVIEW, _REVIEW_SCORE, (REVIEW, REVIEW_SCORE))


def read_comparison(text: str) -> str | Malformed:
    """Read a comparison's reply: `A` or `B`, the last box after the last choice phrase."""
    found = _read(text, _COMPARISON, _COMPARISON_CHOICE, (COMPARISON, COMPARISON_CHOICE))
    if isinstance(found, Malformed):
        return found
    choice = found[1].strip().strip("$").removeprefix("\\text").strip("{} ").upper()
    if choice not in ("A", "B"):
        return Malformed(f"\\boxed{{{_shown(found[1])}}} is not A or B")
    return choice


def read_generated(text: str) -> Generated | Malformed:
    """Read a generator's reply: ``## Solution``, then ``## Self Evaluation`` in verifier format.

    The proof runs from the first solution heading to the *last* self-evaluation heading (see the
    module's docstring for why there is no second choice), blanks at its ends removed.
    """
    opening = _SOLUTION_LINE.search(text)
    if opening is None:
        return Malformed(f"the heading {SOLUTION_HEADING!r} is missing")
    heading = _last(_SELF_LINE, text, opening.end())
    if heading is None:
        return Malformed(f"the heading {SELF_EVALUATION_HEADING!r} is missing")
    evaluation = read_evaluation(text[heading.end() :])
    if isinstance(evaluation, Malformed):
        return Malformed(f"self evaluation: {evaluation.why}")
    proof = text[opening.end() : heading.start()].strip()
    if not proof:
        return Malformed("the solution is empty")
    return Generated(proof, evaluation.body, evaluation.score)
