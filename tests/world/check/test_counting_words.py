"""Words of counting proofs: each row changes one sentence of a complete proof."""

from __future__ import annotations

import pytest

from selfproof.world.check import check
from selfproof.world.problem import Problem
from selfproof.world.props import Kind, Named, Not, Prop, Rel
from selfproof.world.terms import Call, Term, Var, mul, num
from tests.world.check.problems import problem

COUNTED: tuple[tuple[str, Kind], ...] = (("pairs", "natural"), ("total", "integer"))


def _counting(setting: Named, show: Prop) -> Problem:
    return problem("", COUNTED, show, (setting,))


def _numbers(*values: int) -> tuple[Term, ...]:
    return tuple(map(num, values))


def _score(here: Problem, parts: dict[str, str], **changes: str) -> float:
    text = " ".join(changes.get(name, part) for name, part in parts.items())
    return check(here, text).score


SUCH = Named("such", ())
CLUBS = _counting(
    Named("table", (Call("first", (mul(num(8), num(3)),)), Call("second", _numbers(5, 10, 5, 5)))),
    Not(SUCH),
)
SCHOOL = {
    "suppose": "Suppose that there were such a school.",
    "lead": "We count the memberships, that is, the pairs consisting of a student and a club to "
    "which this student belongs, in two ways.",
    "students": "Each of the $8$ students is in exactly $3$ clubs, so there are $8 \\cdot 3 = 24$ "
    "memberships.",
    "clubs": "A club with $m$ members contributes exactly $m$ memberships, so the number of "
    "memberships is $5 + 10 + 5 + 5 = 25$.",
    "equal": "Both counts give the same number, so $24 = 25$.",
    "end": "This is a contradiction. Hence there is no such school.",
}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"suppose": "Assume that a school as described exists."},
        {"suppose": "Assume that the $8$ students have chosen as described."},
        {"lead": "Count the pairs $(s, c)$ where $s$ is a student and $c$ is a club that contains "
         "$s$. Call their number $N$.", "equal": "So $N = 24$ and $N = 25$."},
        {"lead": "Let $P$ be the sum of the numbers of members of the four clubs.",
         "students": "$P$ counts every student once for each of its clubs, that is, exactly $3$ "
         "times. So $P = 8 \\cdot 3 = 24$."},
        {"students": "With $8$ students the list has $8 \\cdot 3 = 24$ entries."},
        {"clubs": "The sum of the numbers of members is $5 + 10 + 5 + 5 = 25$."},
        {"equal": "All four summands are divisible by $5$. The number of memberships is divisible "
         "by $5$, and $24$ is not divisible by $5$."},
        {"equal": ""},
        {"end": "This is a contradiction. So it cannot be that the students choose in this way."},
        {"end": "Hence the assumption was wrong, and the situation is impossible."},
    ],
)  # fmt: skip
def test_a_count_in_other_words(changes: dict[str, str]) -> None:
    assert _score(CLUBS, SCHOOL, **changes) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"suppose": "Assume that the $9$ students have chosen as described."},
        {"suppose": "There is such a school."},
        {"lead": "Let $P$ be the sum of the numbers of members of the five clubs."},
        {"lead": "We count the clubs without members in two ways."},
        {"students": SCHOOL["students"].replace("exactly $3$", "exactly $4$")},
        {"students": SCHOOL["students"].replace("Each of the $8$", "Each of the $9$")},
        {"students": SCHOOL["students"].replace("= 24", "= 25")},
        {"students": "There are $4 \\cdot 3 = 12$ memberships."},
        {"students": "With $9$ students the list has $8 \\cdot 3 = 24$ entries."},
        {"students": "There are $8 \\cdot 3 = 24$ students."},
        {"students": ""},
        {"clubs": SCHOOL["clubs"].replace("exactly $m$", "exactly $k$")},
        {"clubs": SCHOOL["clubs"].replace("5 + 5 = 25", "5 + 4 = 24")},
        {"clubs": SCHOOL["clubs"].replace("= 25", "= 24")},
        {"clubs": "The number of pairs (student, club left out by this student) is "
         "$5 + 10 + 5 + 5 = 25$."},
        {"clubs": "The sum of the odd numbers of members is $5 + 10 + 5 + 5 = 25$."},
        {"equal": "So $24 = 26$."},
        {"equal": "So $4 = 5$."},
        {"equal": "All five summands are divisible by $5$."},
        {"equal": "All four summands are divisible by $3$."},
        {"equal": "Exactly two of the summands are odd."},
        {"equal": "So $24 = 24$, which is absurd."},
        {"end": "Hence there is such a school."},
    ],
)  # fmt: skip
def test_wrong_counts(changes: dict[str, str]) -> None:
    assert _score(CLUBS, SCHOOL, **changes) < 1


LEFT_OUT = {
    "lead": "Instead of the clubs that a student belongs to we look at the clubs that it leaves "
    "out. Assume that a school as described exists.",
    "students": "There are $4$ clubs and every student is in exactly $3$ of them, so every student "
    "leaves out exactly one club. Hence the number of pairs (student, club left out by this "
    "student) is $8$.",
    "clubs": "The club with $10$ members",
}


def test_what_is_left_out() -> None:
    clubs = Named(
        "table", (Call("first", (mul(num(8), num(3)),)), Call("second", _numbers(4, 7, 7, 7)))
    )
    parts = {
        **LEFT_OUT,
        "clubs": "The club with $4$ members is left out by $8 - 4 = 4$ students. Each of the three "
        "clubs with $7$ members is left out by $8 - 7 = 1$ students.",
        "end": "Together this makes $4 + 1 + 1 + 1 = 7$ pairs. Therefore $8 = 7$, which is absurd.",
    }
    here = _counting(clubs, Not(SUCH))
    assert _score(here, parts) == 1
    for name, old, new in (
        ("students", "is $8$", "is $9$"),
        ("students", "exactly one", "exactly two"),
        ("students", "left out by", "chosen by"),
        ("clubs", "8 - 4 = 4", "8 - 4 = 5"),
        ("clubs", "three", "two"),
        ("clubs", "with $4$", "with $5$"),
        ("end", "= 7$ pairs", "= 8$ pairs"),
        ("end", "8 = 7", "8 = 9"),
    ):
        assert _score(here, parts, **{name: parts[name].replace(old, new)}) < 1, (old, new)


PARTY = _counting(Named("degrees", _numbers(3, 2, 2, 1, 1)), Not(SUCH))
HANDS = {
    "let": "Let $h$ be the number of handshakes, where a handshake is an unordered pair of guests "
    "who shook hands.",
    "twice": "If every guest reports with how many others he or she shook hands, then each "
    "handshake is reported by exactly two guests.",
    "even": "So the sum of the five numbers is $2h$, which is even.",
    "odd": "Among the five numbers $3, 2, 2, 1, 1$ the odd ones are $3, 1, 1$. These are three odd "
    "numbers. A sum of three odd numbers is odd, and the even numbers $2, 2$ do not change the "
    "parity. Hence the sum of all five numbers is odd.",
    "end": "So the sum is both even and odd. This is a contradiction, so there is no such party.",
}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"twice": "Every handshake contributes exactly $2$ to this sum."},
        {"twice": "As two guests take part in every handshake,"},
        {"even": "In every graph the sum of the degrees is even."},
        {"odd": "For the degrees in the problem we compute $3 + 2 + 2 + 1 + 1 = 9$, which is odd."},
        {"odd": "Exactly three of the numbers are odd, namely $3$, $1$ and $1$.",
         "end": "A sum with three odd summands is odd. So the sum is both even and odd."},
        {"let": "Start with the vertices alone, without any edges. All degrees are $0$. Now insert "
         "the edges one after another.", "twice": "Each new edge raises the sum by exactly $2$.",
         "even": "Hence the sum is even at the beginning and stays even all the time."},
    ],
)  # fmt: skip
def test_a_sum_of_degrees_in_other_words(changes: dict[str, str]) -> None:
    assert _score(PARTY, HANDS, **changes) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"let": "Let $h$ be the number of guests."},
        {"let": "Let $h$ be the number of pairs of guests."},
        {"twice": HANDS["twice"].replace("two", "three")},
        {"twice": "Every handshake contributes exactly $1$ to this sum."},
        {"twice": "Each new edge raises the sum by exactly $1$."},
        {"twice": "Three guests take part in every handshake."},
        {"even": "So the sum of the six numbers is $2h$, which is even."},
        {"even": "So the sum of the five numbers is $h$, which is even."},
        {"even": "So the sum of the five numbers is $2h$, which is odd."},
        {"odd": HANDS["odd"].replace("1, 1$ the", "1, 2$ the")},
        {"odd": HANDS["odd"].replace("are $3, 1, 1$", "are $3, 1$")},
        {"odd": HANDS["odd"].replace("are three odd", "are five odd")},
        {"odd": HANDS["odd"].replace("three odd numbers is odd", "four odd numbers is odd")},
        {"odd": HANDS["odd"].replace("numbers is odd, and", "numbers is even, and")},
        {"odd": HANDS["odd"].replace("numbers $2, 2$", "numbers $2$")},
        {"odd": "Hence the sum of all five numbers is odd."},
        {"odd": "For the degrees in the problem we compute $3 + 2 + 2 + 1 + 1 = 8$."},
        {"odd": ""},
    ],
)  # fmt: skip
def test_wrong_degrees(changes: dict[str, str]) -> None:
    assert _score(PARTY, HANDS, **changes) < 1


GRAPH = _counting(Named("degrees", _numbers(2, 2, 1, 1)), SUCH)
EXAMPLE = {
    "edges": "Let its edges be $\\{1,2\\},\\ \\{1,3\\},\\ \\{2,4\\}$.",
    "simple": "These are three different pairs, and each consists of two different vertices, so "
    "the graph is simple.",
    "one": "Vertex $1$ has the neighbours $2, 3$, so its degree is $2$.",
    "rest": "Vertex $2$ has degree $2$. Vertices $3$ and $4$ have degree $1$.",
    "end": "The degrees are $2, 2, 1, 1$ in this order, as required.",
}


def test_an_example_is_checked() -> None:
    assert _score(GRAPH, EXAMPLE) == 1
    joins = "Join vertex $1$ to $2$ and $3$. Finally join vertices $2$ and $4$."
    assert _score(GRAPH, EXAMPLE, edges=joins) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"edges": EXAMPLE["edges"].replace("2,4", "3,4")},
        {"edges": EXAMPLE["edges"].replace("2,4", "1,2")},
        {"edges": "Join vertex $1$ to $2$ and $3$. Finally join vertices $3$ and $4$."},
        {"edges": "Join vertex $1$ to $2$ and $3$."},
        {"simple": "These are four different pairs."},
        {"one": "Vertex $1$ has the neighbours $2, 4$, so its degree is $2$."},
        {"one": "Vertex $1$ has the neighbours $2, 3$, so its degree is $3$."},
        {"rest": "Vertices $2$ and $3$ have degree $1$."},
        {"end": "The degrees are $2, 2, 1, 2$ in this order."},
    ],
)
def test_wrong_examples(changes: dict[str, str]) -> None:
    assert _score(GRAPH, EXAMPLE, **changes) < 1


def test_rows_and_columns() -> None:
    lists = (
        Call("first", (num(4), num(9), Var("x"))),
        Call("second", _numbers(7, 8)),
    )
    x = Rel("=", Var("x"), num(2))
    here = problem(
        "", (*COUNTED, ("x", "integer")), x, (Named("table", lists),), "find value", answer=x
    )
    parts = {
        "let": "Let $T$ be the sum of all six entries of the table.",
        "columns": "Each entry stands in exactly one column, so $T$ is the sum of the column sums: "
        "$$T = 7 + 8 = 15.$$",
        "rows": "Each entry stands in exactly one row as well, so $T$ is also the sum of the row "
        "sums: $$T = 4 + 9 + x = 13 + x.$$",
        "end": "Comparing the two expressions, we get $13 + x = 15$, and thus $x = 15 - 13 = 2$. "
        "The answer is $x = 2$.",
    }
    assert _score(here, parts) == 1
    for name, old, new in (
        ("let", "six", "five"),
        ("columns", "one column", "two columns"),
        ("columns", "column sums", "row sums"),
        ("columns", "8 = 15", "8 = 16"),
        ("rows", "row sums", "column sums"),
        ("rows", "13 + x", "12 + x"),
        ("end", "13 + x = 15", "14 + x = 15"),
        ("end", "is $x = 2", "is $x = 3"),
    ):
        assert _score(here, parts, **{name: parts[name].replace(old, new)}) < 1, (old, new)
