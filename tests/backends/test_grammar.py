"""Whatever a grammar lets a model write is short enough and is read by the formats."""

from __future__ import annotations

import random
import re

import pytest

from selfproof import formats
from selfproof.backends.grammar import grammar_for
from selfproof.errors import UsageError
from selfproof.types import Role
from tests.fakes.gbnf import Grammar

READERS = {
    Role.PROVE: formats.read_generated,
    Role.REFINE: formats.read_generated,
    Role.VERIFY: formats.read_evaluation,
    Role.REVIEW: formats.read_review,
    Role.COMPARE: formats.read_comparison,
}
SIZES = (320, 1_024)
OUR_LINES = re.compile(r"^[ \t]*(#|based on|here is)", re.I)


def texts(role: Role, size: int, count: int = 30) -> list[str]:
    """Random replies, from the shortest to the longest possible."""
    grammar = Grammar(grammar_for(role, size))
    dice = random.Random(f"{role}{size}")
    appetites = [0.0, 0.9, 0.99, 0.999, 1.0]
    return [
        grammar.write(dice, appetites[turn % 5], [0.02, 0.5, 1.0][turn % 3])
        for turn in range(count)
    ]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("size", SIZES)
def test_every_reply_is_read_and_fits(role: Role, size: int) -> None:
    for text in texts(role, size):
        assert not isinstance(READERS[role](text), formats.Malformed), text
        # A token is at least one byte.
        assert len(text.encode()) <= size


@pytest.mark.parametrize("role", Role)
def test_room_is_used(role: Role) -> None:
    """The bound is no excuse for short replies: at least 3/4 of it can be filled with ASCII."""
    size = 4_096
    grammar = Grammar(grammar_for(role, size))
    dice = random.Random(0)
    longest = max(len(grammar.write(dice, 1.0, 0.0).encode()) for _ in range(2))
    assert longest >= 0.75 * size


def test_free_text_has_no_lines_of_ours() -> None:
    seen = 0
    for text in texts(Role.PROVE, 1_024, 45):
        lines = [line for line in text.split("\n") if OUR_LINES.match(line)]
        assert lines == [
            formats.SOLUTION_HEADING,
            formats.SELF_EVALUATION_HEADING,
            formats.EVALUATION,
            formats.EVALUATION_SCORE,
        ]
        seen += text.count("\n")
    assert seen > 400, "texts without line breaks show nothing"


def test_the_model_chooses_the_score() -> None:
    scores = set()
    for text in texts(Role.VERIFY, 512, 60):
        found = formats.read_evaluation(text)
        assert isinstance(found, formats.Scored)
        scores.add(found.score)
    assert scores == {0.0, 0.5, 1.0}
    choices = {formats.read_comparison(text) for text in texts(Role.COMPARE, 512, 30)}
    assert choices == {"A", "B"}


FREE = Grammar(grammar_for(Role.VERIFY, 4_096))


@pytest.mark.parametrize(
    "text",
    [
        "Let $n = 2k+1$.\nThen \\[ n^2 = 4k^2+4k+1 \\] is odd.\n\nHence the claim.",
        "By induction\nBase: both sides are 1.\nHere, n > 0.\nBasel is a town.",
        "∀ε>0 ∃δ>0: |x−a|<δ ⇒ |f(x)−f(a)|<ε, f∘g, ℝ², 𝔽₂, Ångström, 证明",
        "- \\begin{align*}\n& a = b \\\\ & c = d\n\\end{align*}",
        "It says \\boxed{1}, ## Solution and Based on my evaluation, in the middle of a line.",
    ],
)
def test_mathematics_can_be_written(text: str) -> None:
    assert FREE.accepts("first part128", text)


@pytest.mark.parametrize(
    "line",
    [
        "\n## Solution",
        "\n\n# Self Evaluation",
        "\nBased on my evaluation,",
        "\n\nbased on my analysis,",
        "\nHere is my evaluation",
        "\n  ## Solution",
        "\n\n\nThree line breaks",
        "\r\n## Solution",
        "\u2028## Solution",
        "\tx",
        "\x00",
        "\u202ex",
    ],
)
def test_our_lines_and_control_characters_cannot(line: str) -> None:
    assert FREE.accepts("first part128", "Some text")
    assert not FREE.accepts("first part128", "Some text" + line)


@pytest.mark.parametrize("role", Role)
def test_too_few_tokens(role: Role) -> None:
    with pytest.raises(UsageError, match="max_tokens=100: too few") as caught:
        grammar_for(role, 100)
    least = int(str(caught.value).rsplit(" ", 1)[1])
    Grammar(grammar_for(role, least))
    with pytest.raises(UsageError):
        grammar_for(role, least - 1)


def test_refining_has_the_format_of_proving() -> None:
    assert grammar_for(Role.REFINE, 1_024) == grammar_for(Role.PROVE, 1_024)


def test_size_does_not_grow_with_the_reply() -> None:
    assert len(grammar_for(Role.PROVE, 131_072)) < 1.01 * len(grammar_for(Role.PROVE, 1_024))
