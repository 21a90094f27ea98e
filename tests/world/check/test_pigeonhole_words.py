"""Words of pigeonhole proofs: each row changes one sentence of a complete proof."""

from __future__ import annotations

import pytest

from selfproof.world.check import check
from selfproof.world.problem import Problem
from selfproof.world.props import Named
from selfproof.world.terms import Call, num
from tests.world.check.problems import problem


def _pigeons(count: int, numbers: tuple[int, ...], related: Call, truth: bool = True) -> Problem:
    return problem(
        "",
        (),
        Named("two with" if truth else "choice without", (related,)),
        (Named("choose", tuple(map(num, (count, *numbers)))),),
        task="prove" if truth else "decide",
        truth=truth,
    )


def _score(here: Problem, parts: dict[str, str], **changes: str) -> float:
    text = " ".join(changes.get(name, part) for name, part in parts.items())
    return check(here, text).score


SIX = _pigeons(8, (5, 7, 11, 12, 13, 18, 24, 39, 45, 47, 53, 59, 65), Call("difference", (num(6),)))
BY_SIX = {
    "boxes": r"Consider the seven boxes $\{5, 11\}, \{7, 13\}, \{12, 18\}, \{24\}, \{39, 45\}, "
    r"\{47, 53\}, \{59, 65\}$.",
    "each": "In every box with two numbers the difference is $6$.",
    "same": "Because $8 > 7$, two of the chosen numbers are in the same box.",
    "end": "Their difference is $6$.",
}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"each": "Any two numbers in the same box differ by exactly $6$."},
        {"each": "The difference of the two numbers in each box is $6$."},
        {"each": "Together they contain all $13$ numbers. Each box has difference $6$."},
        {"each": "In the box $\\{5, 11\\}$ we have $11 - 5 = 6$."},
        {"same": "If eight numbers are chosen, then two of them must share a box."},
        {"same": "Since eight numbers are chosen and there are only seven boxes, some box contains "
         "two of the chosen numbers."},
        {"same": "Eight chosen numbers lie in seven boxes, so at least one box contains two of "
         "them."},
        {"same": "By the pigeonhole principle both numbers of some box are chosen."},
        {"same": "Let $8$ of the numbers be chosen. At least two of them lie in one box."},
        {"end": "The difference of these two numbers is $6$."},
        {"end": "So we have found two chosen numbers that differ by $6$."},
    ],
)  # fmt: skip
def test_a_proof_in_other_words(changes: dict[str, str]) -> None:
    assert _score(SIX, BY_SIX, **changes) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"boxes": BY_SIX["boxes"].replace("seven", "eight")},
        {"boxes": BY_SIX["boxes"].replace(r"\{24\}, ", "")},
        {"boxes": BY_SIX["boxes"].replace(r"13\}, \{12, 18", r"18\}, \{12, 13")},
        {"boxes": "Consider seven boxes."},
        {"each": "In every box with two numbers the difference is $7$."},
        {"each": "In every box with two numbers the sum is $6$."},
        {"each": "In no box with two numbers the difference is $6$."},
        {"each": "Together they contain all $14$ numbers."},
        {"each": "In the box $\\{5, 11\\}$ we have $11 - 5 = 7$."},
        {"each": "Each number divides the next one."},
        {"same": ""},
        {"same": "If nine numbers are chosen, then two of them must share a box."},
        {"same": "Two of the chosen numbers are not in the same box."},
        {"same": "Two of the $9$ chosen numbers are in the same box."},
        {"same": "Eight chosen numbers lie in nine boxes, so two of them are in one box."},
        {"same": "Three of the chosen numbers are in the same box."},
        {"end": "Their difference is $7$."},
        {"end": "Their sum is $6$."},
        {"end": "One of these two divides the other."},
        {"end": "Two integers have difference $6$."},
    ],
)  # fmt: skip
def test_near_misses(changes: dict[str, str]) -> None:
    assert _score(SIX, BY_SIX, **changes) < 1


EIGHT = _pigeons(7, (1, 8, 20, 21, 22, 25, 29, 30, 31, 32), Call("difference multiple", (num(8),)))
BY_EIGHT = {
    "open": "Two integers have a difference divisible by $8$ exactly when they leave the same "
    "remainder on division by $8$. The remainders of the ten numbers are as follows.\n\n",
    "zero": "- Remainder $0$: $8$ and $32$.\n",
    "rest": "- Remainder $1$: $1$ and $25$.\n- Remainder $4$: $20$.\n- Remainder $5$: $21$ and "
    "$29$.\n- Remainder $6$: $22$ and $30$.\n",
    "last": "- Remainder $7$: $31$.\n\n",
    "count": "So only six different remainders occur.",
    "same": "Among seven chosen numbers there are therefore two with the same remainder.",
    "end": "Their difference is divisible by $8$.",
}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"open": "We sort the ten numbers by their remainders on division by $8$.\n\n"},
        {"zero": "The numbers $8$ and $32$ leave the remainder $0$.\n\n"},
        {"count": "There are six classes."},
        {"same": "Since seven numbers are chosen, two of them are in the same class."},
    ],
)
def test_classes_of_remainders(changes: dict[str, str]) -> None:
    assert _score(EIGHT, BY_EIGHT, **changes) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"open": "We sort the ten numbers by their remainders on division by $4$.\n\n"},
        {"open": "We sort the nine numbers by their remainders on division by $8$.\n\n"},
        {"open": BY_EIGHT["open"].replace("on division by $8$", "on division by $4$")},
        {"zero": "- Remainder $0$: $8$.\n"},
        {"zero": "- Remainder $2$: $8$ and $32$.\n"},
        {"zero": "- Remainder $0$: $8$ and $31$.\n", "last": "- Remainder $7$: $32$.\n\n"},
        {"last": "\n"},
        {"count": "So only five different remainders occur."},
        {"same": "Among six chosen numbers there are therefore two with the same remainder."},
        {"end": "Their sum is divisible by $8$."},
    ],
)
def test_wrong_classes(changes: dict[str, str]) -> None:
    assert _score(EIGHT, BY_EIGHT, **changes) < 1


ROWS = _pigeons(5, (3, 6, 9, 12, 5, 7, 14, 28), Call("divides", ()))
IN_ROWS = {
    "open": "We arrange the $8$ numbers in $4$ rows.",
    "each": "In each row every number divides the next one, and hence it divides every later "
    "number of the row.\n\n",
    "rows": "1. $3, 6, 12$, where $6 = 2 \\cdot 3$ and $12 = 2 \\cdot 6$.\n2. $9$ alone.\n"
    "3. $7, 14, 28$, where $14 = 2 \\cdot 7$ and $28 = 2 \\cdot 14$.\n",
    "last": "4. $5$ alone.\n\n",
    "count": "The rows have $3 + 1 + 3 + 1 = 8$ numbers, so every number of the list is in exactly "
    "one row.",
    "same": "So two of the chosen numbers are in the same row.",
    "end": "The smaller of these two divides the larger one.",
}


def test_boxes_as_a_list() -> None:
    assert _score(ROWS, IN_ROWS) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"open": "We arrange the $8$ numbers in $5$ rows."},
        {"open": "We arrange the $9$ numbers in $4$ rows."},
        {"rows": IN_ROWS["rows"].replace("$3, 6, 12$", "$3, 12, 6$")},
        {"rows": IN_ROWS["rows"].replace("$3, 6, 12$", "$3, 6, 9$").replace("$9$ alone", "$12$")},
        {"rows": IN_ROWS["rows"].replace("28 = 2", "28 = 3")},
        {"last": ""},
        {"last": "4. $9$ alone.\n\n"},
        {"count": "The rows have $3 + 1 + 3 = 7$ numbers."},
        {"count": "The rows have $3 + 1 + 3 + 2 = 8$ numbers."},
    ],
)
def test_wrong_lists(changes: dict[str, str]) -> None:
    assert _score(ROWS, IN_ROWS, **changes) < 1


APART = _pigeons(4, (3, 4, 6, 8, 9, 11, 12), Call("within", (num(2),)), truth=False)
CHOICE = {
    "lead": "The statement is false.",
    "take": "The numbers $3, 6, 9, 12$ occur in the given list, and there are four of them.",
    "why": "Any two of them are different multiples of $3$. Therefore any two of them differ by at "
    "least $3$.",
    "end": "So no two of these four numbers differ by at most $2$.",
}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"take": "Take $3$, $6$, $9$ and $12$. They all belong to the list."},
        {"take": "Consider the four numbers $3, 6, 9, 12$. These are $4$ numbers of the list."},
        {"why": "Any two of them differ by more than $2$."},
        {"why": "The numbers increased by $1$ are $4, 7, 10, 13$, and none of these is among the "
         "chosen numbers."},
        {"why": "None of the numbers $6 - 3$ and $9 - 6$ is divisible by $2$."},
    ],
)  # fmt: skip
def test_a_choice(changes: dict[str, str]) -> None:
    assert _score(APART, CHOICE, **changes) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"take": CHOICE["take"].replace("four", "five")},
        {"take": "The numbers $3, 6, 9, 15$ occur in the given list."},
        {"take": "Take $3$, $6$, $8$ and $12$."},
        {"take": "Take $3$, $6$ and $9$."},
        {"why": "Any two of them are different multiples of $6$."},
        {"why": "Any two of them differ by at least $4$."},
        {"why": "The numbers increased by $1$ are $4, 7, 10, 12$."},
        {"why": "The numbers increased by $3$ are $6, 9, 12, 15$, and none of these is among the "
         "chosen numbers."},
        {"why": "None of the numbers $6 - 3$ and $9 - 6$ is divisible by $3$."},
        {"end": "So no two of these five numbers differ by at most $2$."},
        {"end": "So no two of these four numbers differ by at most $3$."},
    ],
)  # fmt: skip
def test_wrong_choices(changes: dict[str, str]) -> None:
    assert _score(APART, CHOICE, **changes) < 1


def test_a_common_divisor_of_neighbours() -> None:
    here = _pigeons(3, (7, 8, 20, 21), Call("coprime", ()))
    text = (
        "The four numbers form two pairs of consecutive integers: $\\{7, 8\\}$, $\\{20, 21\\}$. "
        "By the pigeonhole principle both numbers of some pair are chosen. Let them be $n$ and "
        "$n + 1$. "
        "A common divisor of $n$ and $n + 1$ divides their difference $(n + 1) - n = 1$. So "
        "$\\gcd(n, n + 1) = 1$. We have found two chosen numbers that are coprime."
    )
    assert check(here, text).score == 1
    wrong = (
        ("n = 1$", "n = 2$"),
        ("be $n$ and $n + 1$", "be $n$ and $n + 2$"),
        ("consecutive integers", "consecutive odd integers"),
        ("two pairs", "three pairs"),
        ("divides their difference", "divides their sum"),
        ("\\gcd(n, n + 1) = 1", "\\gcd(n, n + 1) = 2"),
    )
    for old, new in wrong:
        assert check(here, text.replace(old, new)).score < 1


FOUR = _pigeons(4, (3, 4, 5, 10, 11, 12), Call("sum", (num(15),)))
AT_MOST = {
    "suppose": "Suppose, for contradiction, that four of the numbers are chosen and that no two "
    "of them have sum $15$.",
    "pairs": "Since $3 + 12 = 15$, at most one of $3$ and $12$ is chosen. At most one of $4, 11$ "
    "is chosen. Since $5 + 10 = 15$, at most one of the numbers $5$ and $10$ is chosen.",
    "all": "These three pairs contain all the given numbers,",
    "most": "so at most $1 + 1 + 1 = 3$ numbers are chosen.",
    "end": "But four numbers are chosen. This is a contradiction.",
}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"suppose": "Assume that one can choose $4$ of the numbers so that no two of them have "
         "the sum $15$."},
        {"pairs": r"From each of the pairs $\{3, 12\}$, $\{4, 11\}$ and $\{5, 10\}$ at most one "
         "number is chosen."},
        {"all": r"The three pairs $\{3, 12\}$, $\{4, 11\}$, $\{5, 10\}$ contain all the numbers,"},
        {"all": "Each of the six numbers lies in exactly one of these three pairs,"},
        {"all": "These are $3$ pairs, and each of the numbers $3, 4, 5, 10, 11, 12$ lies in one "
         "of them,"},
        {"most": "so at most $3$ numbers are chosen."},
        {"most": "so we can choose at most three numbers."},
    ],
)  # fmt: skip
def test_a_contradiction_by_counting_pairs(changes: dict[str, str]) -> None:
    assert _score(FOUR, AT_MOST, **changes) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"suppose": AT_MOST["suppose"].replace("four", "five")},
        {"suppose": AT_MOST["suppose"].replace("15", "14")},
        {"suppose": ""},
        {"pairs": AT_MOST["pairs"].replace("At most one of $4, 11$ is chosen. ", "")},
        {"pairs": AT_MOST["pairs"].replace("$4, 11$", "$4, 10$")},
        {"pairs": AT_MOST["pairs"].replace("$4, 11$", "$4, 5, 11$")},
        {"pairs": AT_MOST["pairs"].replace("Since $3 + 12 = 15$, at", "Since $3 + 11 = 14$, at")
         .replace("$3$ and $12$", "$3$ and $11$")},
        {"all": ""},
        {"all": "These four pairs contain all the given numbers,"},
        {"all": r"The two pairs $\{3, 12\}$, $\{4, 11\}$ contain all the numbers,"},
        {"all": "Each of the five numbers lies in one of these three pairs,"},
        {"all": "Every number from $3$ to $12$ lies in one of these pairs,"},
        {"most": ""},
        {"most": "so at most $2$ numbers are chosen."},
        {"most": "so at most $4$ numbers are chosen."},
        {"most": "so at most $1 + 1 = 3$ numbers are chosen."},
        {"end": "But five numbers are chosen. This is a contradiction."},
    ],
)  # fmt: skip
def test_a_pair_or_a_count_that_is_missing(changes: dict[str, str]) -> None:
    assert _score(FOUR, AT_MOST, **changes) < 1


RANGE = _pigeons(4, (3, 4, 5, 6, 7, 8), Call("sum", (num(11),)))
BOXED = {
    "boxes": r"We want pairs with sum $11$, so let us build boxes out of them: $\{3, 8\}$, "
    r"$\{4, 7\}$, $\{5, 6\}$.",
    "all": "Every number from $3$ to $8$ is in exactly one of these three boxes.",
    "same": "We choose four numbers, so two of the chosen numbers are in the same box.",
    "end": "Whichever box it is, the two numbers have the sum $11$.",
}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"boxes": r"Put the numbers $3, 4, \dots, 8$ into the boxes $\{3, 8\}, \{4, 7\}, "
         r"\{5, 6\}$."},
        {"boxes": "The numbers can be paired so that every pair has the sum $11$: $3 + 8 = 4 + 7 "
         "= 5 + 6 = 11$."},
        {"all": "Each of the numbers $3, 4, 5, 6, 7, 8$ lies in exactly one box."},
    ],
)  # fmt: skip
def test_every_number_has_its_place(changes: dict[str, str]) -> None:
    assert _score(RANGE, BOXED, **changes) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"boxes": BOXED["boxes"].replace(r", $\{5, 6\}$", "")},
        {"boxes": BOXED["boxes"].replace("with sum $11$", "with sum $12$")},
        {"boxes": "The idea is to pair up the numbers with sum $12$. " + BOXED["boxes"]},
        {"boxes": BOXED["boxes"].replace("with sum $11$", "which all numbers avoid")},
        {"boxes": "The numbers can be paired so that every pair has the sum $11$: $3 + 8 = 4 + 7 "
         "= 11$."},
        {"boxes": "The numbers can be paired so that every pair has the sum $11$: $3 + 8 = 4 + 7 "
         "= 5 + 5 = 11$."},
        {"all": "Every number from $3$ to $9$ is in exactly one of these three boxes."},
        {"all": "Every number from $3$ to $8$ is in exactly one of these two boxes."},
        {"all": "Each of the numbers $3, 4, 5, 6, 7$ lies in exactly one box."},
        {"end": "Whichever box it is, the two numbers have the sum $12$."},
    ],
)  # fmt: skip
def test_a_number_without_a_place(changes: dict[str, str]) -> None:
    assert _score(RANGE, BOXED, **changes) < 1
