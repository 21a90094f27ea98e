"""What a run found, in sentences that claim no more than the record shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from selfproof.formats import Malformed, read_generated, visible
from selfproof.report.clean import one_line
from selfproof.store.views import AnalysisView, ProblemView, ProofView, RunView
from selfproof.types import OutcomeKind, Role

VERDICTS = {
    "accepted": "accepted",
    "best": "best found",
    "partial": "ended early",
    "none": "no proof",
    "graded": "graded",
    "open": "unfinished",
}
"""`ProblemView.status` in a word or two."""

OUTCOMES = {
    OutcomeKind.OK: "read",
    OutcomeKind.TRUNCATED: "cut off",
    OutcomeKind.UNPARSED: "unreadable",
    OutcomeKind.REFUSED: "refused",
    OutcomeKind.FAILED: "failed",
}
"""What became of a reply, in a word or two."""

CAUTION = (
    "Every score is a language model's judgement of a text, its own or another's; "
    "nothing here was checked by a proof assistant."
)


def number(value: float | None) -> str:
    """A score or mean: `1`, `0.5`, `0.83`, or a dash where there is none. Never rounded up to 1."""
    if value is None:
        return "–"
    text = f"{value:.2f}"
    if value < 1 and text == "1.00":
        return f"{int(value * 10_000) / 10_000:g}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def plural(count: int, one: str, many: str = "") -> str:
    """`1 proof`, `1,204 proofs`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def duration(seconds: float) -> str:
    """`0.4 s`, `12 s`, `3 min 20 s`, `5 h 07 min`."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600:,} h {whole % 3600 // 60:02d} min"


def proof_text(proof: ProofView) -> tuple[str, str] | None:
    """(proof Y, self-analysis Z) of a readable reply, else None.

    A proof that was given to be graded is in no format: then the whole text is the proof.
    """
    if proof.outcome is not OutcomeKind.OK or not proof.text.strip():
        return None
    generated = read_generated(visible(Role.PROVE, proof.text))
    if isinstance(generated, Malformed):
        return proof.text, ""
    return generated.proof, generated.self_analysis


def state(analysis: AnalysisView) -> str:
    """`lost`, `pass`, `confirmed`, `dismissed` or `unreviewed`."""
    if analysis.outcome is not OutcomeKind.OK or analysis.score is None:
        return "lost"
    if analysis.score == 1:
        return "pass"
    if analysis.confirmed is None:
        return "unreviewed"
    return "confirmed" if analysis.confirmed else "dismissed"


def analyses_of(proof: ProofView) -> list[AnalysisView]:
    """A proof's analyses, without those that another run asked for beyond this run's number."""
    return [
        analysis
        for analysis in proof.analyses
        if analysis.counted is not None or analysis.score is None or proof.mean is None
    ]


def states(proof: ProofView) -> dict[str, int]:
    """How many of a proof's analyses are in each state."""
    counts = dict.fromkeys(("pass", "confirmed", "unreviewed", "dismissed", "lost"), 0)
    for analysis in analyses_of(proof):
        counts[state(analysis)] += 1
    return counts


def tally(proof: ProofView) -> str:
    """A proof's analyses in words: `11 found no issue, 2 with confirmed issues, 1 lost`."""
    counts = states(proof)
    said = (
        ("pass", "found no issue", "found no issue"),
        ("confirmed", "with a confirmed issue", "with confirmed issues"),
        ("unreviewed", "with an issue nobody reviewed", "with issues nobody reviewed"),
        ("dismissed", "whose issue was dismissed", "whose issues were dismissed"),
        ("lost", "lost", "lost"),
    )
    parts = [
        f"{counts[key]:,} {one if counts[key] == 1 else many}"
        for key, one, many in said
        if counts[key]
    ]
    return ", ".join(parts) if parts else "not verified"


@dataclass(frozen=True, slots=True)
class Result:
    """What a problem came to, as far as it is recorded."""

    status: str
    """A key of `VERDICTS`."""
    proof: ProofView | None
    reason: str


def result(problem: ProblemView) -> Result:
    """The final choice, or the best so far of a search that ended early."""
    status, name, reason = problem.status, problem.final, problem.reason
    early = problem.decisions.get("partial")
    if status == "open" and isinstance(early, Mapping):
        status, name = str(early.get("status")), early.get("proof")
        reason = str(early.get("reason") or "")
    proof = next((proof for proof in problem.proofs if proof.name == name), None)
    return Result(status if status in VERDICTS else "open", proof, one_line(reason, 300))


def verdict(problem: ProblemView) -> str:
    """What was found for a problem, in one or two sentences."""
    found = result(problem)
    reason = found.reason.rstrip(".")
    if found.proof is None:
        if found.status == "open":
            return "Not finished: no proof has been chosen yet."
        return f"No proof. {_sentence(reason or 'No reply held a readable proof')}"
    counted = sum(1 for analysis in found.proof.analyses if analysis.counted is not None)
    judged = (
        "It was not verified."
        if found.proof.mean is None
        else f"Mean confirmed score {number(found.proof.mean)} over "
        f"{plural(counted, 'analysis', 'analyses')}."
    )
    opening, usual = {
        "accepted": ("Accepted", "it passed every one of its verifications"),
        "best": ("Not accepted", "no proof passed all its verifications; this one ranks highest"),
        "partial": ("Ended early", "this is the best proof so far"),
        "graded": ("Graded", "the proof was given"),
        "open": ("Not finished", "this is the best proof so far"),
        "none": ("No proof", "no reply held a readable proof"),
    }[found.status]
    return f"{opening}: {reason or usual}. {judged}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def found(view: RunView) -> str:
    """What the whole run found, in one sentence."""
    if len(view.problems) == 1:
        return verdict(view.problems[0])
    counts = dict.fromkeys(VERDICTS, 0)
    for problem in view.problems:
        counts[result(problem).status] += 1
    said = (
        ("accepted", "ended with a proof that passed every one of its verifications"),
        ("best", "with a best proof that did not pass all of them"),
        ("partial", "ended early"),
        ("none", "without a readable proof"),
        ("graded", "graded"),
        ("open", "not finished"),
    )
    parts = [f"{counts[key]} {words}" for key, words in said if counts[key]]
    return f"Of {plural(len(view.problems), 'problem')}: {', '.join(parts) or 'nothing yet'}."


def setting(spec: Mapping[str, Any], name: str) -> Any:
    """The value of the outermost key `name` in a run's nested settings; None without one."""
    layer = [spec]
    while layer:
        for mapping in layer:
            if name in mapping:
                return mapping[name]
        layer = [v for mapping in layer for v in mapping.values() if isinstance(v, Mapping)]
    return None


_TINY = "SmolLM2-135M"
"""How the name of the model begins that comes with the software."""


def conditions(view: RunView) -> list[str]:
    """What a reader must know to weigh the scores: grammar, reviews, replies that were lost."""
    spec = view.summary.spec
    said = [CAUTION]
    grammar = setting(spec, "grammar")
    if grammar:
        said.append(
            "The structure of every reply (headings, fixed phrases, the boxed score) was "
            "constrained by a grammar: that replies could be read says nothing about the model. "
            "The words and the scores are the model's."
        )
    elif grammar is not None:
        said.append("Replies were free: no grammar constrained their structure.")
    if view.summary.model.startswith(_TINY):
        said.append(
            "A model this small gives a right proof and an absurd one the same scores "
            "(docs/results/imo2025-embedded.md has the counts): what it accepts is not thereby "
            "likely to be right."
        )
    meta = setting(spec, "meta")
    if meta == "off":
        said.append("Analyses were not reviewed, so an issue counts as claimed.")
    elif meta == "deciding":
        said.append("Only analyses that decide something were reviewed.")
    said.append(_replies(view))
    return [sentence for sentence in said if sentence]


def _replies(view: RunView) -> str:
    counts = dict.fromkeys(OutcomeKind, 0)
    for role in view.roles:
        for kind, count in role.outcomes.items():
            counts[kind] += count
    total = sum(counts.values())
    if not total:
        return ""
    lost = [f"{counts[k]:,} {OUTCOMES[k]}" for k in OutcomeKind if k != "ok" and counts[k]]
    others = f" ({', '.join(lost)})" if lost else ""
    return (
        f"{counts[OutcomeKind.OK]:,} of {plural(total, 'reply', 'replies')} could be read{others}."
    )


def flattened(spec: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """A run's settings as (dotted name, value) rows, in order of name."""
    for name in sorted(spec):
        value = spec[name]
        if isinstance(value, Mapping):
            yield from flattened(value, f"{prefix}{name}.")
        else:
            yield one_line(f"{prefix}{name}", 80), one_line(_value(value), 200)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)
