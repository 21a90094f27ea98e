"""Families by name, and problems that their names bring back."""

from __future__ import annotations

import pytest

from selfproof.errors import UsageError
from selfproof.world.registry import (
    FAMILIES,
    MOST_INDEX,
    SPLITS,
    family_named,
    levels_of,
    make_problem,
    write_proof,
)


def test_the_order_is_fixed() -> None:
    """Data sets draw families by place, so a new order would be new data for an old seed."""
    assert tuple(FAMILIES) == (
        "divisibility", "modulus", "remainder", "gcd", "solve", "induction_sum", "recurrence",
        "factoring", "quadratic", "symmetric", "pigeonhole", "invariant", "counting", "collinear",
        "perpendicular", "concurrent",
    )  # fmt: skip
    assert all(family_named(name) is family for name, family in FAMILIES.items())


def test_what_the_families_have_to_be() -> None:
    families = list(FAMILIES.values())
    assert len({family.category for family in families}) == 5
    assert sum(family.grows_by_parts for family in families) * 2 >= len(families)
    assert sum(bool(family.discovers) for family in families) * 2 >= len(families)


@pytest.mark.parametrize("name", FAMILIES)
def test_a_name_brings_the_problem_back(name: str) -> None:
    for split in SPLITS:
        for level in levels_of(split):
            for index in (0, MOST_INDEX - 1):
                problem = FAMILIES[name].make(level, split, index)
                assert problem.name == f"{name}-{split}-{level}-{index}"
                assert make_problem(problem.name) == problem
                assert write_proof(problem, 2) == FAMILIES[name].write(problem, 2)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "problem '': is no family-split-level-index; write one such as modulus-train-3-17"),
        ("modulus", "problem 'modulus': is no family-split-level-index"),
        ("modulus-train-3-1-7", "is no family-split-level-index"),
        ("modulus-train-3--1", "is no family-split-level-index"),
        ("modulos-train-3-1", "family 'modulos': unknown; did you mean modulus?"),
        ("-train-3-1", "family '': unknown; choose one of divisibility, modulus"),
        ("modulus-all-3-1", "no split 'all'; choose one of train, dev, test, hard"),
        ("modulus-train-6-1", "split train has no level '6'; choose one of 1, 2, 3, 4, 5"),
        ("modulus-train-03-1", "split train has no level '03'"),
        ("modulus-hard-3-1", "split hard has no level '3'; write 6"),
        ("modulus-train-3-x", "'x' is no index; write a whole number below 1,000,000,000,000"),
        ("modulus-train-3-01", "'01' is no index"),
        ("modulus-train-3-1000000000000", "is no index"),
        ("modulus-train-3-" + "9" * 5_000, "is no index"),
        ("modulus-train-3-\u0663", "is no index"),
        ("x" * 100_000, "...': is no family-split-level-index"),
    ],
)
def test_no_problem_of_this_name(name: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        make_problem(name)
    assert said in str(caught.value)
    assert len(str(caught.value)) < 400
