"""Values for the formulas of proofs of inequalities."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from selfproof.world.families.base import Family

from .brute import some

_EQUALITY = ("equality holds nowhere else", "equality holds there")


def with_values(family: Family) -> Iterator[tuple[str, list[dict[str, Fraction]]]]:
    """Proofs of true inequalities, without the parts about equality, and four choices of values
    for their variables."""
    rng = Random(family.name)
    for problem in some(family, 8):
        if not problem.truth:
            continue
        sign = (1,) if problem.givens[0].kind == "positive real" else (1, -1)
        for style in range(3):
            steps = family.write(problem, style).steps
            text = " ".join(step.text for step in steps if not step.part.startswith(_EQUALITY))
            choices = [
                {
                    given.name: Fraction(rng.randint(1, 40), rng.randint(1, 5)) * rng.choice(sign)
                    for given in problem.givens
                }
                for _ in range(4)
            ]
            yield text, choices
