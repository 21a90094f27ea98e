"""What of a problem goes onto the page in full, and what is left out and said to be.

A pool run holds thousands of proofs with dozens of analyses each. A page that can be opened on a
phone holds the final proof with every issue anybody claimed, its ancestors, the best of the others,
and says for the rest how to see it. The measure is characters of source text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from selfproof.report.charts import Tick, strip
from selfproof.report.clean import one_line
from selfproof.report.prose import prose, source_text
from selfproof.report.tree import ancestors
from selfproof.report.words import OUTCOMES, analyses_of, number, proof_text, result, state, tally
from selfproof.store.views import AnalysisView, ProblemView, ProofView, ReviewView

RUN_CHARACTERS = 2_500_000
"""Source text set on one page, shared evenly by the run's problems."""
LEAST_CHARACTERS = 40_000
"""What a problem may have however many there are; its final proof comes on top."""
ALL_PROOFS = 24
"""Up to so many proofs of a problem are all embedded."""
MOST_ANCESTORS = 24
TOP_OTHERS = 12
FINAL_PASSES = 6
"""Analyses of the final proof that found nothing, in full; those that claim issues all are."""
OTHER_ISSUES, OTHER_PASSES = 8, 2
MOST_REVIEWS = 8

_ISSUES = frozenset({"confirmed", "unreviewed", "dismissed"})
_REST = frozenset({"pass", "lost"})
_ORDER = ("confirmed", "unreviewed", "dismissed", "lost", "pass")


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A review as the page shows it."""

    heading: str
    body: Markup


@dataclass(frozen=True, slots=True)
class AnalysisItem:
    """An analysis as the page shows it; `state` is one of `words.state`."""

    anchor: str
    number: int
    state: str
    score: str
    verdict: str
    body: Markup
    reviews: tuple[ReviewItem, ...]
    reviews_left_out: int


@dataclass(frozen=True, slots=True)
class ParentLink:
    """A proof this one was refined from, and which of its analyses the prompt showed."""

    name: str
    href: str | None
    analyses: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """A proof on the page."""

    anchor: str
    name: str
    round: int
    final: bool
    mean: str
    self_score: str
    tally: str
    parents: tuple[ParentLink, ...]
    body: Markup
    readable: bool
    trouble: str
    self_analysis: Markup | None
    strip: tuple[Tick, ...]
    analyses: tuple[AnalysisItem, ...]
    analyses_left_out: int
    reasoning: int
    """Characters of reasoning before the reply, which the page leaves out."""


@dataclass(slots=True)
class Purse:
    """Characters still to be spent on a problem."""

    left: int

    def take(self, characters: int) -> bool:
        if characters > self.left:
            return False
        self.left -= characters
        return True


@dataclass(slots=True)
class Choice:
    """Which proofs and, of each, which analyses are shown; `names` is in order of importance."""

    names: list[str] = field(default_factory=list)
    analyses: dict[str, list[int]] = field(default_factory=dict)


def wanted(problem: ProblemView) -> list[str]:
    """Names of the proofs whose texts a report can show, the most important first.

    Whoever loads a large run needs to read no other texts: the final proof, those it descends from,
    and the best of the others (all, where there are few).
    """
    names = ancestors(problem)[: MOST_ANCESTORS + 1]
    known = set(names)
    others = sorted(
        (proof for proof in problem.proofs if proof.name not in known),
        key=lambda proof: -1.0 if proof.mean is None else proof.mean,
        reverse=True,
    )
    everything = len(problem.proofs) <= ALL_PROOFS
    return names + [proof.name for proof in (others if everything else others[:TOP_OTHERS])]


def choose(problem: ProblemView, characters: int) -> Choice:
    """Spend `characters` on a problem's texts, the most important first."""
    purse, choice = Purse(characters), Choice()
    proofs = {proof.name: proof for proof in problem.proofs if proof.has_texts}
    final = result(problem).proof
    if final is not None and final.name in proofs:
        choice.names.append(final.name)
        _take_analyses(final, choice, purse, _ISSUES, len(final.analyses))
    for name in wanted(problem):
        if name in proofs and name not in choice.names and purse.take(len(proofs[name].text)):
            choice.names.append(name)
    if final is not None and final.name in proofs:
        _take_analyses(final, choice, purse, _REST, FINAL_PASSES)
    for name in choice.names:
        if final is None or name != final.name:
            _take_analyses(proofs[name], choice, purse, _ISSUES, OTHER_ISSUES)
            _take_analyses(proofs[name], choice, purse, _REST, OTHER_PASSES)
    return choice


def _take_analyses(
    proof: ProofView, choice: Choice, purse: Purse, kinds: frozenset[str], most: int
) -> None:
    ranked = sorted(analyses_of(proof), key=lambda analysis: _ORDER.index(state(analysis)))
    taken = choice.analyses.setdefault(proof.name, [])
    room = most
    for analysis in ranked:
        if state(analysis) not in kinds or room == 0:
            continue
        reviews = sum(len(review.text) for review in analysis.reviews[:MOST_REVIEWS])
        if purse.take(len(analysis.text) + reviews):
            taken.append(analysis.index)
            room -= 1


def anchors(problem: ProblemView, choice: Choice) -> dict[str, str]:
    """Names of the chosen proofs to ids that hold nothing a model or a file wrote."""
    places = {proof.name: place for place, proof in enumerate(problem.proofs)}
    return {name: f"p{problem.position}-n{places[name]}" for name in choice.names}


def leaf(problem: ProblemView, proof: ProofView, choice: Choice, links: dict[str, str]) -> Leaf:
    """One proof rendered, with the chosen ones of its analyses."""
    anchor = links[proof.name]
    chosen = set(choice.analyses.get(proof.name, ()))
    shown = sorted(
        (analysis for analysis in analyses_of(proof) if analysis.index in chosen),
        key=lambda analysis: (_ORDER.index(state(analysis)), analysis.index),
    )
    parts = proof_text(proof)
    return Leaf(
        anchor=anchor,
        name=one_line(proof.name, 60),
        round=proof.round,
        final=proof is result(problem).proof,
        mean=number(proof.mean),
        self_score=number(proof.self_score),
        tally=tally(proof),
        parents=tuple(_parent(name, indices, links) for name, indices in proof.parents),
        body=source_text(proof.text) if parts is None else prose(parts[0]),
        readable=parts is not None,
        trouble=f"{OUTCOMES[proof.outcome]}: {one_line(proof.detail, 200) or 'no proof in it'}",
        self_analysis=prose(parts[1]) if parts is not None and parts[1] else None,
        strip=tuple(strip(proof, {index: f"{anchor}-a{index}" for index in chosen})),
        analyses=tuple(_analysis(analysis, anchor) for analysis in shown),
        analyses_left_out=len(analyses_of(proof)) - len(shown),
        reasoning=len(proof.reasoning),
    )


def _parent(name: str, indices: tuple[int, ...], links: dict[str, str]) -> ParentLink:
    href = f"#{links[name]}" if name in links else None
    return ParentLink(one_line(name, 60), href, ", ".join(str(index) for index in indices))


def _analysis(analysis: AnalysisView, anchor: str) -> AnalysisItem:
    kind = state(analysis)
    return AnalysisItem(
        anchor=f"{anchor}-a{analysis.index}",
        number=analysis.index,
        state=kind,
        score=number(analysis.score),
        verdict=_verdict(analysis, kind),
        body=source_text(analysis.text) if kind == "lost" else prose(analysis.text),
        reviews=tuple(_review(review) for review in analysis.reviews[:MOST_REVIEWS]),
        reviews_left_out=max(0, len(analysis.reviews) - MOST_REVIEWS),
    )


def _verdict(analysis: AnalysisView, kind: str) -> str:
    scores = ", ".join(
        number(review.score) if review.score is not None else OUTCOMES[review.outcome]
        for review in analysis.reviews
    )
    by = f" (reviews: {scores})" if scores else ""
    if kind == "confirmed" and all(review.score is None for review in analysis.reviews):
        return f"issue stands, no review of it could be read{by}"
    if kind == "lost":
        detail = one_line(analysis.detail, 160)
        return f"reply {OUTCOMES[analysis.outcome]}{': ' + detail if detail else ''}"
    return {
        "pass": "no issue",
        "confirmed": f"issue confirmed{by}",
        "dismissed": f"issue dismissed{by}",
        "unreviewed": f"issue not reviewed{by}",
    }[kind]


def _review(review: ReviewView) -> ReviewItem:
    if review.score is None:
        return ReviewItem(
            f"review {review.sample}, {OUTCOMES[review.outcome]}", source_text(review.text)
        )
    return ReviewItem(
        f"review {review.sample} rates the analysis {number(review.score)}", prose(review.text)
    )
