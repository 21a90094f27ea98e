"""`selfproof verify`: score, confirmed issues and spread of a proof that somebody wrote."""

from __future__ import annotations

from pathlib import Path

import orjson
from click.testing import Result

from selfproof import formats
from selfproof.types import ChatRequest, Role
from tests.cli.helpers import answering, model, role_of, run

PROBLEM = "Prove that A holds."
PROOF = "It is obvious. \x1b[2J"


def grader(request: ChatRequest) -> str:
    """Odd seeds find a fault, and reviews confirm the fault of every analysis."""
    if request.role is Role.REVIEW:
        return formats.write_review("The fault is real.", 1.0)
    score = 0.5 if request.seed % 2 else 1.0
    return formats.write_evaluation("Step 2 is \x1b[31mnot justified.", score)


def verify(address: str, out: Path, *more: str) -> Result:
    return run("verify", PROBLEM, PROOF, "--model", address, "--out", out, *more)


def test_score_spread_and_confirmed_issues(tmp_path: Path) -> None:
    with model(answering(grader)) as server:
        result = verify(server.address, tmp_path, "--analyses", "8", "--json")
        roles = [role_of(seen.prompt) for seen in server.seen]
        shown = verify(server.address, tmp_path, "--analyses", "8")
        assert len(server.seen) == len(roles)
    assert result.exit_code == 0, result.output
    (grade,) = orjson.loads(result.stdout)["problems"]
    halves = grade["analyses"]["0.5"]
    assert 0 < halves < 8, "the seeds must give both scores"
    assert grade["analyses"] == {"0": 0, "0.5": halves, "1": 8 - halves}
    assert grade["score"] == (8 - halves / 2) / 8
    assert 0 < grade["spread"] <= 0.25
    assert not grade["passed"]
    assert [each["confirmed"] for each in grade["issues"]] == [True] * halves
    assert roles.count(Role.VERIFY) == 8
    assert roles.count(Role.REVIEW) == 3 * halves
    assert Role.PROVE not in roles
    assert f"0: 0, 0.5: {halves}, 1: {8 - halves}" in shown.stdout
    assert shown.stdout.count("Confirmed issue, analysis") == halves
    assert "\x1b" not in shown.stdout


def test_a_proof_that_everyone_passes(tmp_path: Path) -> None:
    def kind(request: ChatRequest) -> str:
        return formats.write_evaluation("All is well.", 1.0)

    with model(answering(kind)) as server:
        result = verify(server.address, tmp_path, "--analyses", "3")
    assert result.stdout.startswith("Score 1, standard deviation 0 over the analyses.")
    assert "passed every verification" in result.stdout
    assert "issue" not in result.stdout.split("replies")[0]


def test_nothing_readable_is_no_score_of_zero(tmp_path: Path) -> None:
    with model(answering(lambda request: "I cannot say.")) as server:
        result = verify(server.address, tmp_path, "--analyses", "2", "--json")
    (grade,) = orjson.loads(result.stdout)["problems"]
    assert grade["score"] is None
    assert grade["verdict"] == "No analysis could be read, so there is no score."


def test_a_proof_from_standard_input_and_resuming(tmp_path: Path) -> None:
    with model(answering(grader)) as server:
        command = ["verify", PROBLEM, "-", "--model", server.address, "--out", str(tmp_path)]
        short = run(*command, "--analyses", "4", "--max-calls", "2", stdin="My proof.")
        assert short.exit_code == 3
        assert "My proof." in server.seen[0].prompt
        name = short.stdout.rsplit("Resume: selfproof runs resume ", 1)[1].split()[0]
        resumed = run("runs", "resume", name, "--out", tmp_path, "--max-calls", "100", "--json")
        calls = len(server.seen)
        again = run(*command, "--analyses", "4", "--json", stdin="My proof.")
        assert len(server.seen) == calls
    assert resumed.exit_code == 0, resumed.output
    assert orjson.loads(resumed.stdout)["problems"] == orjson.loads(again.stdout)["problems"]
    assert (
        run("runs", "show", name, "given", "--out", tmp_path).stdout.rstrip().endswith("My proof.")
    )
