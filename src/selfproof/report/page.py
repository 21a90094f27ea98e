"""The report page: one HTML file that loads nothing and runs nothing.

Templates escape everything; the only markup that passes unescaped is what `prose` made out of
Markdown (a parser without raw HTML) and of formulas (an allow-list). A content policy in the page
forbids scripts, images, fonts and connections, in case all of that should fail.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from selfproof import __version__
from selfproof.report import words
from selfproof.report.charts import Spread, spreads
from selfproof.report.clean import one_line
from selfproof.report.embed import LEAST_CHARACTERS, RUN_CHARACTERS, Leaf, anchors, choose, leaf
from selfproof.report.prose import beginning, prose
from selfproof.report.tree import Tree, family_tree
from selfproof.store.views import ProblemView, RoleCount, RunView
from selfproof.types import OutcomeKind

_MOST_DECISIONS = 400
_ROLE_NAMES = {
    "prove": "prove",
    "refine": "refine",
    "verify": "verify",
    "review": "review",
    "compare": "compare",
}


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A problem in the index."""

    anchor: str
    name: str
    start: Markup
    status: str
    verdict: str
    mean: str
    self_score: str
    proofs: int


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """Everything the template shows of one problem."""

    anchor: str
    row: IndexRow
    statement: Markup
    sentence: str
    final: Leaf | None
    leaves: tuple[Leaf, ...]
    proofs: int
    left_out: int
    tree: Tree | None
    spreads: tuple[Spread, ...]
    decisions: tuple[tuple[str, str], ...]
    decisions_left_out: int


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role's line in the accounts."""

    name: str
    calls: str
    outcomes: tuple[str, ...]
    prompt: str
    cached: str
    completion: str
    time: str


def html(view: RunView) -> str:
    """The whole report of a run as one HTML document."""
    share = max(LEAST_CHARACTERS, RUN_CHARACTERS // max(1, len(view.problems)))
    pages = [_problem(problem, share) for problem in view.problems]
    template = _environment().get_template("report.html")
    return template.render(_context(view, pages))


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("selfproof.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _context(view: RunView, pages: list[ProblemPage]) -> dict[str, Any]:
    summary = view.summary
    folder = resources.files("selfproof.report") / "templates"
    return {
        "css": Markup((folder / "style.css").read_text("utf-8")),  # noqa: S704 -- our own file
        "title": pages[0].row.name if len(pages) == 1 else f"{len(pages)} problems",
        "run": one_line(summary.run, 80),
        "model": one_line(summary.model, 120),
        "strategy": one_line(str(words.setting(summary.spec, "strategy") or "–"), 40),
        "preset": one_line(str(words.setting(summary.spec, "preset") or ""), 40),
        "status": one_line(summary.status, 40),
        "message": one_line(summary.message, 400),
        "started": datetime.fromtimestamp(summary.created, UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "elapsed": words.duration(summary.seconds),
        "found": words.found(view),
        "conditions": words.conditions(view),
        "settings": list(words.flattened(summary.spec)),
        "problems": pages,
        "roles": [_role(role) for role in view.roles],
        "outcome_names": [words.OUTCOMES[kind] for kind in OutcomeKind],
        "total": _total(view),
        "faults": [(one_line(name, 80), f"{n:,}") for name, n in sorted(view.faults.items())],
        "version": __version__,
        "plural": words.plural,
    }


def _problem(problem: ProblemView, characters: int) -> ProblemPage:
    choice = choose(problem, characters)
    links = anchors(problem, choice)
    proofs = {proof.name: proof for proof in problem.proofs}
    leaves = [leaf(problem, proofs[name], choice, links) for name in choice.names]
    final = next((each for each in leaves if each.final), None)
    decisions = sorted(problem.decisions.items())
    anchor = f"p{problem.position}"
    return ProblemPage(
        anchor=anchor,
        row=_row(problem, anchor),
        statement=prose(problem.question),
        sentence=words.verdict(problem),
        final=final,
        leaves=tuple(each for each in leaves if not each.final),
        proofs=len(problem.proofs),
        left_out=len(problem.proofs) - len(leaves),
        tree=family_tree(problem, links),
        spreads=tuple(spreads(problem)),
        decisions=tuple(
            (one_line(key, 80), one_line(json.dumps(payload, sort_keys=True), 600))
            for key, payload in decisions[:_MOST_DECISIONS]
        ),
        decisions_left_out=max(0, len(decisions) - _MOST_DECISIONS),
    )


def _row(problem: ProblemView, anchor: str) -> IndexRow:
    found = words.result(problem)
    final = found.proof
    name = one_line(problem.problem_idx, 60) or f"Problem {problem.position + 1}"
    return IndexRow(
        anchor,
        name,
        beginning(problem.question, 150),
        found.status,
        words.VERDICTS[found.status],
        words.number(final.mean if final else None),
        words.number(final.self_score if final else None),
        len(problem.proofs),
    )


def _role(role: RoleCount) -> RoleRow:
    return RoleRow(
        _ROLE_NAMES[role.role.value],
        f"{role.calls:,}",
        tuple(f"{role.outcomes.get(kind, 0):,}" for kind in OutcomeKind),
        f"{role.usage.prompt_tokens:,}",
        f"{role.usage.cached_tokens:,}",
        f"{role.usage.completion_tokens:,}",
        words.duration(role.seconds),
    )


def _total(view: RunView) -> RoleRow:
    outcomes = [sum(role.outcomes.get(kind, 0) for role in view.roles) for kind in OutcomeKind]
    return RoleRow(
        "all roles",
        f"{sum(outcomes):,}",
        tuple(f"{count:,}" for count in outcomes),
        f"{view.usage.prompt_tokens:,}",
        f"{view.usage.cached_tokens:,}",
        f"{view.usage.completion_tokens:,}",
        words.duration(sum(role.seconds for role in view.roles)),
    )
