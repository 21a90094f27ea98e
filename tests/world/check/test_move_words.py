"""Words for what single moves do: each row changes one sentence of a complete proof."""

from __future__ import annotations

import pytest

from selfproof.world.check import check
from selfproof.world.registry import make_problem

SUMS = make_problem("invariant-dev-3-504")
"""Start (0, 7), target (35, 25); x - y is invariant modulo 4."""
PARTS = {
    "let": "Let $D = x - y$.",
    "one": "**Move 1.** The new difference is $(x + 1) - (y + 1) = D$.\n\n",
    "two": r"**Move 2.** The new difference is $(x + 6) - (y + 2) = D + 4 \equiv D \pmod 4$."
    "\n\n",
    "three": "**Move 3.** The new difference is $2y - (-x + 3y) = x - y = D$.\n\n",
    "four": r"**Move 4.** The new difference is $(3x + 2y - 7) - (2x + 3y + 5) = D - 12 \equiv "
    "D \\pmod 4$.\n\n",
    "so": "So $D$ modulo $4$ never changes.",
    "start": r"At the start $D = 0 - 7 = -7 \equiv 1 \pmod 4$.",
    "end": r"For $(35, 25)$ we have $D = 35 - 25 = 10 \equiv 2 \pmod 4$. So $(35, 25)$ cannot be "
    "reached.",
}


def _score(**changes: str) -> float:
    return check(SUMS, " ".join(changes.get(name, part) for name, part in PARTS.items())).score


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"one": "After move 1 the difference is $(x + 1) - (y + 1) = D$."},
        {"one": "Move 1 gives the difference $(x + 1) - (y + 1) = D$."},
        {"one": "**Move 1.** The new value of $D$ is $(x + 1) - (y + 1) = D$.\n\n"},
    ],
)
def test_what_a_move_makes_of_a_quantity(changes: dict[str, str]) -> None:
    assert _score(**changes) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"one": PARTS["one"].replace("y + 1", "y + 2")},
        {"one": PARTS["one"].replace("difference", "sum")},
        {"one": PARTS["two"]},
        {"two": PARTS["two"].replace("D + 4", "D + 8")},
        {"two": PARTS["two"].replace("Move 2", "Move 3")},
        {"three": ""},
        {"four": ""},
        {"four": PARTS["four"].replace("pmod 4", "pmod 8")},
        {"one": "The new difference is $D$."},
        {"one": "After move 2 the difference is $(x + 1) - (y + 1) = D$."},
    ],
)
def test_a_wrong_value_or_a_move_too_few(changes: dict[str, str]) -> None:
    assert _score(**changes) < 1


ROUTE = make_problem("invariant-dev-1-501")
"""From (1, 6) to (-5, 4): move 2 adds (-3, 1), move 3 adds (-3, -3)."""


@pytest.mark.parametrize(
    "text",
    [
        "We start with $(1, 6)$. Move 2 turns it into $(1 - 3, 6 + 1) = (-2, 7)$. Move 3 turns "
        "$(-2, 7)$ into $(-2 - 3, 7 - 3) = (-5, 4)$.",
        "Move 2 takes $(1, 6)$ to $(-2, 7)$. Move 3 turns this into $(-5, 4)$.",
        "We give a sequence of two moves. Move 2 turns $(1, 6)$ into $(-2, 7)$. Move 3 turns it "
        "into $(-5, 4)$.",
        "Two moves suffice: first move 2, then move 3. Move 2 turns $(1, 6)$ into $(-2, 7)$. "
        "Move 3 turns it into $(-5, 4)$.",
    ],
)
def test_moves_turn_a_state_into_another(text: str) -> None:
    assert check(ROUTE, text).score == 1


@pytest.mark.parametrize(
    "text",
    [
        "Move 2 turns $(1, 6)$ into $(-2, 7)$. Move 2 turns it into $(-5, 4)$.",
        "Move 2 turns $(1, 6)$ into $(-2, 7)$. Move 3 turns it into $(-5, 5)$.",
        "Move 2 turns $(1, 6)$ into $(1 - 3, 6 + 2) = (-2, 7)$. Move 3 turns it into $(-5, 4)$.",
        "Move 2 turns $(2, 6)$ into $(-1, 7)$. Move 3 turns $(-2, 7)$ into $(-5, 4)$.",
        "Move 3 turns $(-2, 7)$ into $(-5, 4)$.",
        "We give a sequence of three moves. Move 2 turns $(1, 6)$ into $(-2, 7)$. Move 3 turns it "
        "into $(-5, 4)$.",
        "Two moves suffice: first move 3, then move 2. Move 2 turns $(1, 6)$ into $(-2, 7)$. "
        "Move 3 turns it into $(-5, 4)$.",
    ],
)
def test_a_route_that_is_not_one(text: str) -> None:
    assert check(ROUTE, text).score < 1


ENTRY = make_problem("invariant-dev-3-503")
ADDS = (
    "We look only at the second entry $q$ modulo $3$. Move 1 adds $3$, move 2 subtracts $3$, move "
    "3 does not change $q$, move 4 subtracts $3$, move 5 adds $3$, and move 6 adds $6$. All these "
    "changes are multiples of $3$. So $q$ modulo $3$ never changes. At the start $q = 2$. For "
    r"$(37, 22)$ we have $q = 22 \equiv 1 \pmod 3$. Hence there is no such sequence of moves."
)


def test_what_is_added_to_the_number_that_is_watched() -> None:
    assert check(ENTRY, ADDS).score == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("second entry $q$", "first entry $q$"),
        ("second entry $q$", "first entry $p$"),
        ("move 2 subtracts $3$", "move 2 adds $3$"),
        ("move 6 adds $6$", "move 6 adds $9$"),
        (", and move 6 adds $6$", ""),
        ("multiples of $3$", "multiples of $2$"),
        ("$q = 2$", "$q = 3$"),
    ],
)
def test_something_else_is_added(old: str, new: str) -> None:
    assert check(ENTRY, ADDS.replace(old, new)).score < 1
