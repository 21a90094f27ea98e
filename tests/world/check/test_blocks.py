"""Nothing leaks out of a supposition: random block structures against truth tables.

The kernel is replaced by complete propositional reasoning over three atoms, so whatever is learned
in a frame must be a consequence of the hypotheses and of the conditions around it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import product

import pytest

from selfproof.world.check import blocks, claims, goals, holds, judging, state, walk
from selfproof.world.check.frames import Frame
from selfproof.world.kernel import Effort, Facts
from selfproof.world.language import statements as say
from selfproof.world.language.statements import Item, Sentence
from selfproof.world.problem import Obligation, Problem
from selfproof.world.props import And, Named, Not, Or, Prop, negation
from selfproof.world.terms import num

ATOMS = tuple(Named(name, (num(1),)) for name in ("first", "second", "third"))
WORLDS = [dict(zip(ATOMS, values, strict=True)) for values in product((True, False), repeat=3)]


def is_true(prop: Prop, world: dict[Named, bool]) -> bool:
    match prop:
        case Named():
            return world[prop]
        case Not(inner):
            return not is_true(inner, world)
        case And(parts):
            return all(is_true(part, world) for part in parts)
        case Or(parts):
            return any(is_true(part, world) for part in parts)
        case _:
            raise TypeError(prop)


def entails(known: Iterable[Prop], prop: Prop) -> bool:
    props = list(known)
    return all(
        is_true(prop, world) for world in WORLDS if all(is_true(each, world) for each in props)
    )


def follows(prop: Prop, facts: Facts, effort: Effort = Effort.OBVIOUS) -> bool:
    return entails(facts.props, prop)


@pytest.fixture(autouse=True)
def complete_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (blocks, claims, goals, holds, state):
        if hasattr(module, "follows"):
            monkeypatch.setattr(module, "follows", follows)
    monkeypatch.setattr(claims, "refute", lambda prop, facts: None)
    monkeypatch.setattr(claims, "truth", lambda prop, values, facts: None)


def some_prop(rng: random.Random, size: int = 2) -> Prop:
    kind = rng.randrange(6) if size else 0
    if kind < 3:
        atom = rng.choice(ATOMS)
        return atom if rng.random() < 0.6 else Not(atom)
    parts = tuple(some_prop(rng, size - 1) for _ in range(2))
    return And(parts) if kind == 3 else Or(parts)


def some_body(rng: random.Random, place: int) -> say.Body:
    kind = rng.randrange(12)
    if kind < 4:
        return say.Claim(some_prop(rng))
    if kind < 6:
        return say.Suppose(some_prop(rng), "assumption" if kind == 4 else "contradiction")
    if kind < 8:
        label = rng.choice(("Case 1", "Case 2", "Case 3", "Case 1.1", "Case 2.1", ""))
        return say.Case(label, some_prop(rng) if rng.random() < 0.8 else None)
    if kind == 8:
        return say.EndCases()
    if kind == 9:
        return say.Cases((some_prop(rng), some_prop(rng)))
    return say.Absurd()


def some_problem(rng: random.Random) -> Problem:
    return Problem(
        "logic", "algebra", 1, "train", 0, "", "prove", (), (some_prop(rng),),
        (Obligation(some_prop(rng), (some_prop(rng),) if rng.random() < 0.3 else ()),),
    )  # fmt: skip


def conditions(frame: Frame) -> list[Prop]:
    return [each.condition for each in frame.chain() if each.condition is not None]


def all_frames(frame: Frame) -> Iterable[Frame]:
    yield frame
    for branch in frame.branches:
        yield from all_frames(branch)


@pytest.mark.parametrize("seed", range(40))
def test_facts_follow_from_the_conditions_around_them(seed: int) -> None:
    rng = random.Random(f"blocks {seed}")
    for _ in range(50):
        problem = some_problem(rng)
        bodies = [some_body(rng, place) for place in range(rng.randrange(1, 14))]
        items = tuple(Item(body, 0, 1) for body in bodies)
        done = walk.walk_over(problem, items, lambda _: False)
        for frame in all_frames(done.root):
            known = [*problem.hypotheses, *conditions(frame)]
            for fact in frame.facts.props:
                assert entails(known, fact), (problem, bodies, fact)
            assert not frame.dead or entails(known, Or(()))
        if all(end.met for end in goals.outcomes(done, explain=False)):
            duty = problem.obligations[0]
            assert entails([*problem.hypotheses, *duty.assume], duty.show), (problem, bodies)


@pytest.mark.parametrize("seed", range(20))
def test_a_score_means_that_the_statement_follows(seed: int) -> None:
    rng = random.Random(f"scores {seed}")
    for _ in range(25):
        problem = some_problem(rng)
        items = tuple(Item(some_body(rng, place), place, place + 1) for place in range(9))
        assessment = judging.judge(problem, [Sentence(0, 9, items)])
        duty = problem.obligations[0]
        if assessment.score > 0:
            assert entails([*problem.hypotheses, *duty.assume], duty.show)


def test_cases_that_cover_everything() -> None:
    first, second, third = ATOMS
    whole = Or((first, second))
    problem = Problem(
        "logic", "algebra", 1, "train", 0, "", "prove", (),
        (whole, Or((negation(first), third)), Or((negation(second), third))),
        (Obligation(third),),
    )  # fmt: skip
    bodies: list[say.Body] = [
        say.Case("Case 1", first), say.Claim(third), say.Case("Case 2", second), say.Claim(third),
        say.EndCases(), say.Claim(third),
    ]  # fmt: skip
    items = tuple(Item(body, place, place + 1) for place, body in enumerate(bodies))
    assert judging.judge(problem, [Sentence(0, 9, items)]).issues == ()
