"""The family tree: every proof and link of a small run, a bounded drawing of a large one."""

from __future__ import annotations

import pytest

from selfproof.report.charts import spreads, strip
from selfproof.report.tree import ancestors, css_class, family_tree
from tests.report.samples import PROOF, analysis, lost, pool_run, problem, proof, small_run


def test_a_small_tree_shows_everything() -> None:
    found = small_run().problems[0]
    tree = family_tree(found, {each.name: f"x{n}" for n, each in enumerate(found.proofs)})
    assert tree is not None
    assert not tree.compact
    assert [band.label for band in tree.bands] == ["first proofs", "round 1"]
    assert sorted(edge.css for edge in tree.edges) == ["descent", "descent", "line"]
    assert {node.label for node in tree.nodes} == {"0.5", "0.83", "lost", "0.8", "–"}
    assert {node.href for node in tree.nodes} == {f"#x{n}" for n in range(5)}
    assert [node.css for node in tree.nodes if "final" in node.css] == ["s3 final"]
    assert sum("ancestor" in node.css for node in tree.nodes) == 2


def test_marks_do_not_overlap_and_stay_inside() -> None:
    tree = family_tree(pool_run(20, 6, 4, 3).problems[0], {})
    assert tree is not None
    places = {(node.x, node.y) for node in tree.nodes}
    assert len(places) == len(tree.nodes)
    assert all(0 < node.x < tree.width and 0 < node.y < tree.height for node in tree.nodes)


def test_a_large_tree_is_bounded_and_says_so() -> None:
    view = pool_run(rounds=6)
    found = view.problems[0]
    assert found.final is not None
    tree = family_tree(found, {found.final: "here"})
    assert tree is not None
    assert tree.compact
    assert len(tree.nodes) < 800 < len(found.proofs)
    assert "more, not drawn" in tree.bands[1].note
    line = ancestors(found)
    drawn = [node for node in tree.nodes if "final" in node.css or "ancestor" in node.css]
    assert len(drawn) == len(line)
    assert len(tree.edges) == len(line) - 1
    assert sum(node.href is not None for node in tree.nodes) == 1
    # Of the proofs left out none is better than those drawn.
    assert not any(node.css == "lost" for node in tree.nodes if node.y > tree.bands[1].y)


def test_ancestors_survive_cycles_and_strangers() -> None:
    a = proof("a", PROOF, parents=(("b", (0,)), ("nobody", (1,))))
    b = proof("b", PROOF, parents=(("a", (0,)),))
    assert ancestors(problem([a, b], "a")) == ["a", "b"]
    assert ancestors(problem([a, b], None)) == []


def test_no_proofs_no_tree() -> None:
    assert family_tree(problem([], None, status="none"), {}) is None


@pytest.mark.parametrize(
    ("scores", "css"),
    [([0.0], "s0"), ([0.5, 0.0], "s1"), ([0.5], "s2"), ([1.0, 0.5], "s3"), ([1.0], "s4"),
     ([], "unscored")],
)  # fmt: skip
def test_shades(scores: list[float], css: str) -> None:
    analyses = [analysis(index, score) for index, score in enumerate(scores)]
    assert css_class(proof("p", PROOF, analyses)) == css


def test_lost_replies_have_no_shade() -> None:
    assert css_class(lost("p", "x")) == "lost"


def test_spreads() -> None:
    proofs = [proof(f"p{n}", PROOF, [analysis(0, s)]) for n, s in enumerate((0.0, 1.0, 1.0))]
    near = proof("q", PROOF, [analysis(n, 1.0 if n else 0.5) for n in range(60)])
    (spread,) = spreads(problem([*proofs, near, lost("x", "")], "p1"))
    assert (spread.proofs, spread.unscored, spread.best) == (5, 1, "1")
    assert [(bar.x, bar.title[:7]) for bar in spread.bars] == [
        (2.0, "1 proof"), (182.0, "1 proof"), (202.0, "2 proof"),
    ]  # fmt: skip


def test_strip() -> None:
    ticks = strip(small_run().problems[0].proof("p1/1.0"), {2: "here"})
    assert [tick.css for tick in ticks][:4] == ["pass", "dismissed", "confirmed", "lost"]
    assert [tick.href for tick in ticks if tick.href] == ["#here"]
