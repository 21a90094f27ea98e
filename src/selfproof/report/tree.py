"""The family tree of a problem's proofs: one band per round, laid out for an inline SVG.

A small tree shows every proof and every parent link. A pool run has hundreds of proofs a round:
then a band is a compact grid, best mean first, its drawn part capped, and only the descent of the
final proof is drawn as lines.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from selfproof.report.clean import one_line
from selfproof.report.words import number, plural, result
from selfproof.store.views import ProblemView, ProofView
from selfproof.types import OutcomeKind

_SMALL_TOTAL = 96
_SMALL_ROW = 16
_MOST_ROUNDS = 64
_DRAWN_PER_ROUND = 111
_WIDTH = 688.0
_LEFT = 84.0


@dataclass(frozen=True, slots=True)
class Node:
    """A proof's mark: a circle at (x, y), user units of the drawing."""

    x: float
    y: float
    r: float
    css: str
    href: str | None
    title: str
    label: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A parent link as SVG path data; `css` is `descent` on the way to the final proof."""

    path: str
    css: str


@dataclass(frozen=True, slots=True)
class Band:
    """A round: its label stands at `y`; `note` says what is not drawn."""

    y: float
    label: str
    count: str
    note: str
    note_y: float


@dataclass(frozen=True, slots=True)
class Tree:
    """A drawing of `width` by `height` user units."""

    width: float
    height: float
    bands: tuple[Band, ...]
    edges: tuple[Edge, ...]
    nodes: tuple[Node, ...]
    compact: bool


def css_class(proof: ProofView) -> str:
    """Which of five shades a proof gets by its mean confirmed score, or `lost` or `unscored`."""
    if proof.outcome is not OutcomeKind.OK:
        return "lost"
    if proof.mean is None:
        return "unscored"
    return "s4" if proof.mean >= 1 else f"s{min(3, max(0, int(proof.mean * 4)))}"


def ancestors(problem: ProblemView) -> list[str]:
    """Names of the final proof and all it descends from, nearest first."""
    proofs = {proof.name: proof for proof in problem.proofs}
    final = result(problem).proof
    seen = deque([final.name] if final is not None else [])
    found: list[str] = []
    known = set(seen)
    while seen:
        name = seen.popleft()
        found.append(name)
        for parent, _ in proofs[name].parents:
            if parent in proofs and parent not in known:
                known.add(parent)
                seen.append(parent)
    return found


def family_tree(problem: ProblemView, links: Mapping[str, str]) -> Tree | None:
    """Lay out a problem's proofs; `links` maps the names of proofs on the page to their anchors."""
    if not problem.proofs:
        return None
    rounds: dict[int, list[ProofView]] = {}
    for proof in problem.proofs:
        rounds.setdefault(proof.round, []).append(proof)
    widest = max(len(proofs) for proofs in rounds.values())
    compact = len(problem.proofs) > _SMALL_TOTAL or widest > _SMALL_ROW
    descent = ancestors(problem)
    layout = _Layout(problem, compact, set(descent), links)
    numbers = sorted(rounds)
    shown = numbers[:_MOST_ROUNDS]
    for round_ in shown:
        layout.band(round_, rounds[round_])
    return layout.finish(len(numbers) - len(shown))


class _Layout:
    def __init__(
        self, problem: ProblemView, compact: bool, descent: set[str], links: Mapping[str, str]
    ) -> None:
        self.problem, self.compact, self.descent, self.links = problem, compact, descent, links
        final = result(problem).proof
        self.final = final.name if final is not None else None
        self.step = 16.0 if compact else 39.0
        self.radius = 6.0 if compact else 10.0
        self.y = 6.0
        self.places: dict[str, tuple[float, float]] = {}
        self.nodes: list[Node] = []
        self.bands: list[Band] = []

    def band(self, round_: int, proofs: list[ProofView]) -> None:
        """Place one round's proofs in rows."""
        columns = int((_WIDTH - _LEFT) // self.step)
        drawn = proofs
        if self.compact:
            ranked = sorted(
                proofs,
                key=lambda proof: (
                    proof.name not in self.descent,
                    proof.name not in self.links,
                    1.0 if proof.mean is None else -proof.mean,
                ),
            )
            kept = ranked[:_DRAWN_PER_ROUND]
            drawn = sorted(kept, key=lambda proof: -1 if proof.mean is None else proof.mean)[::-1]
        top = self.y + self.radius + 4
        for index, proof in enumerate(drawn):
            row, column = divmod(index, columns)
            self._place(proof, _LEFT + (column + 0.5) * self.step, top + row * self._row_height())
        rows = (len(drawn) - 1) // columns + 1
        bottom = top + (rows - 1) * self._row_height() + self.radius
        left_out = len(proofs) - len(drawn)
        note = f"and {left_out:,} more, not drawn" if left_out else ""
        note_y = bottom + 14
        label = "first proofs" if round_ == 0 else f"round {round_}"
        count = plural(len(proofs), "proof")
        self.bands.append(Band(top + 4, label, count if self.compact else "", note, note_y))
        self.y = bottom + (18 if note else 0) + (16 if self.compact else 44)

    def _row_height(self) -> float:
        return self.step if self.compact else 52.0

    def _place(self, proof: ProofView, x: float, y: float) -> None:
        self.places[proof.name] = (x, y)
        css = css_class(proof)
        if proof.passed:
            css += " passed"
        if proof.name == self.final:
            css += " final"
        elif proof.name in self.descent:
            css += " ancestor"
        anchor = self.links.get(proof.name)
        self.nodes.append(
            Node(
                round(x, 1),
                round(y, 1),
                self.radius,
                css,
                f"#{anchor}" if anchor else None,
                _title(proof, proof.name == self.final),
                "" if self.compact else _label(proof),
            )
        )

    def finish(self, rounds_left_out: int) -> Tree:
        edges = [
            edge
            for proof in self.problem.proofs
            for parent, _ in proof.parents
            if (edge := self._edge(parent, proof.name)) is not None
        ]
        edges.sort(key=lambda edge: edge.css == "descent")
        if rounds_left_out:
            note = plural(rounds_left_out, "more round")
            self.bands.append(Band(self.y + 4, note, "not drawn", "", 0))
            self.y += 24
        height = self.y - (12 if self.compact else 24)
        return Tree(
            _WIDTH, height, tuple(self.bands), tuple(edges), tuple(self.nodes), self.compact
        )

    def _edge(self, parent: str, child: str) -> Edge | None:
        if parent not in self.places or child not in self.places:
            return None
        descent = parent in self.descent and child in self.descent
        if self.compact and not descent:
            return None
        (x1, y1), (x2, y2) = self.places[parent], self.places[child]
        # Below the parent's label, so that no line crosses a number.
        y1, y2 = y1 + self.radius + (0 if self.compact else 19), y2 - self.radius
        middle = (y1 + y2) / 2
        path = f"M{x1:.1f} {y1:.1f}C{x1:.1f} {middle:.1f} {x2:.1f} {middle:.1f} {x2:.1f} {y2:.1f}"
        return Edge(path, "descent" if descent else "line")


def _label(proof: ProofView) -> str:
    return "lost" if proof.outcome is not OutcomeKind.OK else number(proof.mean)


def _title(proof: ProofView, final: bool) -> str:
    name = one_line(proof.name, 60)
    if proof.outcome is not OutcomeKind.OK:
        return f"{name}: {one_line(proof.outcome.value, 20)}, {one_line(proof.detail, 120)}"
    chosen = "final proof " if final else ""
    judged = f"mean confirmed {number(proof.mean)}, self score {number(proof.self_score)}"
    return f"{chosen}{name}: {judged}"
