"""Any text gets an answer, quickly, and nothing foreign gets a 1 for free."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest

from selfproof import formats
from selfproof.world.analyses import check_analysis, check_reply, draft_analysis
from selfproof.world.assess import Assessment
from tests.world.analyses.samples import ALL, judged, problem

PIECES = (
    "case 1, ",
    "no ",
    "not ",
    "wrong ",
    "$",
    "$n = 1$ ",
    "\\( ",
    "\\boxed{1} ",
    "x = y = ",
    "((((",
    '"',
    "⟦f0⟧ ",
    "⟦f99⟧ is wrong. ",
    "Case 3 is wrong. ",
    "Cases 1-999 are wrong. ",
    "if ",
    "\n",
    "2^2^2^2^9999 = 3 is false. ",
    "$9^{9^{9}} = 1$ is wrong. ",
    "a reason is ",
    "without any further ",
    ", ",
    "\u202e\u0000\ufeff",
    "Here is my evaluation of the solution: ",
)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("size", [300, 19_000])
def test_repeated_pieces(piece: str, size: int) -> None:
    words = piece * (size // len(piece))
    start = time.perf_counter()
    judgement = judged("one", words, 0.0)
    assert time.perf_counter() - start < 3
    assert judgement.score != 1.0


def test_random_mixtures() -> None:
    rng = random.Random("hostile")
    for _ in range(300):
        words = "".join(rng.choice(PIECES) for _ in range(rng.randrange(1, 60)))
        for name in ("one", "right", "baseless"):
            assert judged(name, words, rng.choice((0.0, 0.5, 1.0))).score in (None, 0.0, 0.5, 1.0)


def test_a_longer_text_is_not_read() -> None:
    assert judged("one", "Case 3 is wrong. " * 100_000, 0.5).score == 0.0


def test_an_empty_proof() -> None:
    reply = formats.write_evaluation("The first sentence is wrong.", 0.0)
    assert check_analysis(problem(), "", Assessment((), ()), reply).score == 0.0


def test_format_is_needed() -> None:
    of = ALL["one"]
    for text in ("", "\\boxed{1}", "Here is my evaluation of the solution: \\boxed{0.5}"):
        assert check_analysis(problem(), of.proof, of.assessment, text).score is None
    assert check_reply(problem(), "\\boxed{1}", of.assessment).self_score is None


def test_spraying_every_place_never_pays() -> None:
    words = " ".join(f"Sentence {i} is wrong." for i in range(1, 11))
    assert judged("one", words, 0.5).score == 0.5
    assert judged("right", words, 0.0).score == 0.0


def test_the_same_in_any_process() -> None:
    of = ALL["both"]
    here = [
        draft_analysis(problem(), of.proof, of.assessment, "good", style).text for style in range(9)
    ]
    code = (
        "from tests.world.analyses.samples import ALL, problem\n"
        "from selfproof.world.analyses import draft_analysis\n"
        "of = ALL['both']\n"
        "print([draft_analysis(problem(), of.proof, of.assessment, 'good', s).text"
        " for s in range(9)] == HERE)"
    ).replace("HERE", repr(here))
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={"PYTHONHASHSEED": "7"},
        check=True,
    )
    assert done.stdout.strip() == "True"
