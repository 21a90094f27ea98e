"""Flaws that are planted: where they are, and that the checker finds them there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from selfproof.world.check import check
from selfproof.world.families.base import Draws, Proof, ProofStep, Wrong, join
from selfproof.world.flaws import KINDS, Flawed, flaw, flaw_kinds, plant, planted, with_flaws
from selfproof.world.problem import LEVELS, Problem
from selfproof.world.registry import FAMILIES, write_proof

A = Wrong("One is 2.", "slip", (), 0.5)
B = Wrong("", "missing case", (), 0.0, elsewhere=True)
C = Wrong("\nThree is 4.", "slip", (), 0.5)
D = Wrong("Three is obvious.", "leap", (), 0.0)
SMALL = Proof(
    (
        ProofStep("One is 1.", "computation", "One", (A,)),
        ProofStep("Two is 2.", "computation", "Two", (B,)),
        ProofStep("\nThree is 3.", "computation", "Three", (C, D)),
        ProofStep("Done.", "conclusion"),
    )
)


def proofs(
    name: str, levels: Sequence[int] = LEVELS, each: int = 2
) -> Iterator[tuple[Problem, Proof]]:
    for level in levels:
        for index in range(each):
            problem = FAMILIES[name].make(level, "train", index)
            yield problem, write_proof(problem, index)


def reconstructed(proof: Proof, flawed: Flawed) -> str:
    """The text in another way: all steps joined, the changed ones replaced."""
    texts = [step.text for step in proof.steps]
    for change in flawed.changes:
        texts[change.step] = change.wrong.text
    return join(texts, proof.separator)


def test_single_flaws_in_their_places() -> None:
    found = list(planted(SMALL))
    assert [each.text for each in found] == [
        "One is 2. Two is 2.\nThree is 3. Done.",
        "One is 1.\nThree is 3. Done.",
        "One is 1. Two is 2.\nThree is 4. Done.",
        "One is 1. Two is 2. Three is obvious. Done.",
    ]
    spans = [(c.step, each.text[c.start : c.end], c.part) for each in found for c in each.changes]
    assert spans == [
        (0, "One is 2.", "One"),
        (1, "", "Two"),
        (2, "Three is 4.", "Three"),
        (2, "Three is obvious.", "Three"),
    ]
    assert flaw_kinds(SMALL) == ("slip", "missing case", "leap")


def test_several_flaws_are_in_different_steps() -> None:
    both = plant(SMALL, {0: A, 1: B, 2: D})
    assert both.text == "One is 2. Three is obvious. Done."
    assert both.kinds == ("slip", "missing case", "leap")
    assert [(c.start, c.end) for c in both.changes] == [(0, 9), (9, 9), (10, 27)]
    for seed in range(20):
        found = with_flaws(SMALL, 8, Draws(str(seed)))
        assert [change.step for change in found.changes] == [0, 1, 2]
        assert found == with_flaws(SMALL, 8, Draws(str(seed)))
    assert {with_flaws(SMALL, 1, Draws(str(seed))).kinds[0] for seed in range(40)} == {
        "slip", "missing case", "leap",
    }  # fmt: skip
    assert with_flaws(SMALL, 2, Draws("x"), ("leap",)).kinds == ("leap",)
    assert with_flaws(SMALL, 2, Draws("x"), ("gap",)) == Flawed(SMALL.text, ())


def test_what_cannot_be_planted() -> None:
    with pytest.raises(
        ValueError, match="kind 'gap': this proof has only slip, missing case, leap"
    ):
        flaw(SMALL, "gap", Draws("x"))
    for count in (0, 9):
        with pytest.raises(ValueError, match=f"count={count}: must be 1 to 8"):
            with_flaws(SMALL, count, Draws("x"))


@pytest.mark.parametrize("name", FAMILIES)
def test_places_in_every_family(name: str) -> None:
    for problem, proof in proofs(name):
        kinds = flaw_kinds(proof)
        assert kinds, problem.name
        assert all(kind in KINDS for kind in kinds)
        assert {each.kinds for each in planted(proof)} == {(kind,) for kind in kinds}
        many = [with_flaws(proof, 3, Draws(f"{problem.name}/{seed}")) for seed in range(3)]
        one = [flaw(proof, kind, Draws(problem.name)) for kind in kinds]
        assert [each.kinds for each in one] == [(kind,) for kind in kinds]
        for flawed in [*planted(proof), *one, *many]:
            assert flawed.text == reconstructed(proof, flawed)
            assert flawed.text != proof.text
            assert len({change.step for change in flawed.changes}) == len(flawed.changes)
            for change in flawed.changes:
                assert change.wrong in proof.steps[change.step].wrong
                here = flawed.text[change.start : change.end]
                assert here == change.wrong.text.lstrip("\n")


def test_every_kind_is_planted_somewhere() -> None:
    """The list is closed, and none of it is only a name."""
    found = {
        kind
        for family in FAMILIES.values()
        for level in LEVELS
        for index in range(25)
        for kind in flaw_kinds(family.write(family.make(level, "train", index), index))
    }
    assert found | {"division by zero"} == set(KINDS)
    factoring = FAMILIES["factoring"]
    assert any(
        "division by zero" in flaw_kinds(factoring.write(factoring.make(level, "train", index), 0))
        for index in range(200)
        for level in LEVELS
    )


@pytest.mark.parametrize("name", FAMILIES)
def test_the_checker_finds_each_kind_in_its_place(name: str) -> None:
    missed = []
    for problem, proof in proofs(name, (1, 3), 1):
        for kind in flaw_kinds(proof):
            flawed = flaw(proof, kind, Draws(problem.name))
            (change,) = flawed.changes
            verdict = check(problem, flawed.text)
            there = [
                issue
                for issue in verdict.issues
                if issue.kind in change.wrong.found
                and (
                    change.wrong.elsewhere
                    or issue.sentence < 0
                    or change.start <= issue.start <= change.end
                )
            ]
            if verdict.score != change.wrong.score or not there:
                missed.append((problem.name, change, verdict.issues))
    assert not missed
