"""The family `invariant`."""

from __future__ import annotations

from selfproof.world.families.invariant import Invariant, process
from selfproof.world.families.invariant_proofs import Process, applied, dot, keeps

from .brute import some
from .common import check_family, phrasings
from .judged import missed, wrongly_judged

FAMILY = Invariant()


def reached(here: Process, rounds: int, most: int) -> set[tuple[int, ...]]:
    """What can be reached in a few moves."""
    seen = {here.start}
    front = {here.start}
    for _ in range(rounds):
        front = {applied(move, state) for state in front for move in here.moves} - seen
        seen |= front
        if len(seen) > most:
            break
    return seen


def test_common_demands() -> None:
    check_family(FAMILY)


def test_targets() -> None:
    for problem in some(FAMILY, 12):
        here = process(problem.parameters)
        if here.way:
            state = here.start
            for move, times in here.way:
                for _ in range(times):
                    state = applied(here.moves[move - 1], state)
            assert state == here.target
        else:
            assert keeps(here, here.form, here.modulus)
            assert (dot(here.form, here.start) - dot(here.form, here.target)) % here.modulus
            assert here.target not in reached(here, 5, 3_000)


def test_truth() -> None:
    for problem in some(FAMILY, 12):
        reachable = bool(problem.parameters["way"])
        assert problem.truth == (reachable or problem.task == "prove")


def test_phrasings() -> None:
    assert phrasings(FAMILY, 3) >= 24


def test_reference_proofs_score_1() -> None:
    assert not wrongly_judged(FAMILY, 4, styles=2)


def test_planned_flaws_are_found() -> None:
    assert not missed(FAMILY, 2)
