"""What is put into the page: the important first, within a measure of characters."""

from __future__ import annotations

from dataclasses import replace

from selfproof.report.embed import TOP_OTHERS, anchors, choose, leaf, wanted
from selfproof.report.tree import ancestors
from tests.report.samples import PROOF, analysis, pool_run, problem, proof, review, small_run


def test_a_small_run_is_embedded_whole() -> None:
    found = small_run().problems[0]
    choice = choose(found, 1_000_000)
    assert choice.names[0] == "p1/1.0"
    assert sorted(choice.names) == sorted(each.name for each in found.proofs)
    assert sorted(choice.analyses["p1/1.0"]) == [0, 1, 2, 3, 4, 5]


def test_a_large_run_embeds_the_descent_and_the_best() -> None:
    found = pool_run(rounds=5).problems[0]
    names = wanted(found)
    line = ancestors(found)
    assert names[: len(line)] == line
    assert len(names) == len(line) + TOP_OTHERS
    means = [found.proof(name).mean or 0.0 for name in names[len(line) :]]
    others = [each.mean or 0.0 for each in found.proofs if each.name not in names]
    assert min(means) >= max(others)


def test_without_room_the_final_proof_is_still_there() -> None:
    found = small_run().problems[0]
    choice = choose(found, 0)
    assert choice.names == ["p1/1.0"]
    assert choice.analyses["p1/1.0"] == []
    page = leaf(found, found.proof("p1/1.0"), choice, anchors(found, choice))
    assert page.analyses_left_out == 6
    assert "at most one" in page.body
    assert all(parent.href is None for parent in page.parents)


def test_claimed_issues_come_before_praise() -> None:
    praise = [analysis(index, 1.0, words="Fine. " * 100) for index in range(40)]
    blame = analysis(40, 0.5, True, [review(0, 1.0)], "Wrong. " * 100)
    found = problem([proof("p0", PROOF, [*praise, blame])], "p0")
    choice = choose(found, len(blame.text) + len(blame.reviews[0].text))
    assert choice.analyses["p0"] == [40]
    assert len(choose(found, 10**6).analyses["p0"]) == 7


def test_texts_that_were_not_read_are_left_out() -> None:
    found = small_run().problems[0]
    proofs = tuple(
        replace(
            each, has_texts=each.name == "p1/1.0", text=each.text if each.name == "p1/1.0" else ""
        )
        for each in found.proofs
    )
    choice = choose(replace(found, proofs=proofs), 10**6)
    assert choice.names == ["p1/1.0"]


def test_a_confirmation_without_a_vote_is_called_so() -> None:
    one = analysis(0, 0.0, True, [review(0, None), review(1, None)])
    found = problem([proof("p0", PROOF, [one])], "p0")
    choice = choose(found, 10**6)
    page = leaf(found, found.proofs[0], choice, anchors(found, choice))
    assert page.analyses[0].verdict.startswith("issue stands, no review of it could be read")
