"""A relation such as x + y + z = 0, and what may be said at once under it."""

from __future__ import annotations

import pytest

from selfproof.world.check import check
from selfproof.world.registry import make_problem

PROBLEM = "factoring-train-2-44"
RELATION = "$3x - 4y + 5z = 0$"
GOAL = "$27x^3 - 64y^3 + 125z^3 = -180xyz$"
WHOLE = "27x^3 - 64y^3 + 125z^3 + 180xyz"
PRODUCT = "(3x - 4y + 5z)(9x^2 + 16y^2 + 25z^2 + 12xy + 20yz - 15xz)"
CUBES = "27x^3 - 64y^3 + 125z^3"


@pytest.mark.parametrize(
    "text",
    [
        f"We have ${WHOLE} = {PRODUCT}$. Since {RELATION}, the product is $0$, so {GOAL}.",
        f"We have ${WHOLE} = {PRODUCT} = 0$. Hence {GOAL}.",
        f"By assumption $5z = 4y - 3x$. Hence ${CUBES} = 27x^3 - 64y^3 + (4y - 3x)^3 = "
        f"108x^2y - 144xy^2 = -36xy(4y - 3x) = -180xyz$.",
    ],
)
def test_right(text: str) -> None:
    assert check(make_problem(PROBLEM), text).score == 1


@pytest.mark.parametrize(
    "text",
    [
        f"We have $x^2 \\ge 0$. Hence {GOAL}.",
        f"We have {RELATION}. Hence {GOAL}.",
        f"Since {RELATION}, ${WHOLE} = 0$. So {GOAL}.",
        f"We have ${WHOLE} = {PRODUCT.replace('12xy', '13xy')}$. Since {RELATION}, the product is "
        f"$0$, so {GOAL}.",
        f"We have ${WHOLE} = {PRODUCT.replace('+ 20yz', '- 20yz')}$. As {RELATION}, it follows "
        f"that ${WHOLE} = 0$, so {GOAL}.",
        f"We have ${WHOLE} = (3x - 4y + 5z)(x + y)$. Since {RELATION}, the product is $0$, so "
        f"{GOAL}.",
        f"By assumption $5z = 4y - 3x$. Hence ${CUBES} = 108x^2y + 144xy^2$. So {GOAL}.",
    ],
)
def test_wrong_or_not_shown(text: str) -> None:
    assert check(make_problem(PROBLEM), text).score < 1
