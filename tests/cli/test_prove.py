"""`selfproof prove` from the arguments to the files it leaves, against a server on loopback."""

from __future__ import annotations

import json
from pathlib import Path

import orjson
import pytest
from click.testing import Result

from selfproof.types import ChatRequest, Role
from tests.cli.helpers import TINY, answering, model, role_of, run
from tests.fakes.server import FakeServer, Reply, Seen, refuse
from tests.search.oracle import Oracle

STATEMENT = "Prove that there are infinitely many primes."


def prove(server: FakeServer, out: Path, *more: str, problem: str = STATEMENT) -> Result:
    return run("prove", problem, "--model", server.address, "--out", out, *more)


def test_a_search_ends_with_verdict_proof_counts_and_report(tmp_path: Path) -> None:
    with model() as server:
        result = prove(server, tmp_path, *TINY)
        assert result.exit_code == 0, result.output
        roles = {role_of(seen.prompt) for seen in server.seen}
    assert {Role.PROVE, Role.REFINE, Role.VERIFY} <= roles
    assert result.stdout.startswith("Not accepted: no proof passed all its verifications")
    assert "A proof of quality" in result.stdout
    assert "replies  read  cut off  unreadable" in result.stdout
    assert "nothing here was checked by a proof assistant" in " ".join(result.stdout.split())
    assert "Resume" not in result.stdout
    report = Path(result.stdout.rsplit("Report: ", 1)[1].strip())
    assert {each.name for each in report.parent.iterdir()} == {
        "report.html",
        "report.md",
        "results.jsonl",
    }
    line = json.loads((report.parent / "results.jsonl").read_text())
    assert line["question"] == STATEMENT
    assert line["model_prediction"].keys() == {"proof", "average_automatic_rating"}


def test_an_accepted_proof_is_called_evidence_not_more(tmp_path: Path) -> None:
    oracle = Oracle(start=100, gain=100, alarm=0.0)
    with model(answering(oracle)) as server:
        result = prove(server, tmp_path, "--proofs", "16", "--analyses", "2", "--rounds", "4")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Accepted: passed all 2 verifications that could be read")


def test_json_for_scripts(tmp_path: Path) -> None:
    with model() as server:
        result = prove(server, tmp_path, *TINY, "--json", "--price", "1/0.5/2")
        calls = len(server.seen)
    data = orjson.loads(result.stdout)
    assert data["status"] == "done"
    assert data["usage"]["calls"] == calls
    assert data["usage"]["dollars"] > 0
    assert sum(data["replies"]["prove"].values()) == 2
    (problem,) = data["problems"]
    assert problem["status"] == "best"
    assert problem["proof"].startswith("A proof of quality")
    assert 0 <= problem["mean"] < 1
    assert Path(data["report"]).is_file()


def test_the_same_command_again_asks_nothing(tmp_path: Path) -> None:
    with model() as server:
        first = prove(server, tmp_path, *TINY, "--json")
        calls = len(server.seen)
        again = prove(server, tmp_path, *TINY, "--json")
        assert len(server.seen) == calls
    one, two = orjson.loads(first.stdout), orjson.loads(again.stdout)
    assert one["problems"] == two["problems"]
    assert one["run"] == two["run"]


def test_several_problems_out_of_a_list(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"question": "Prove A.", "id": "a"}\n{"question": "Prove B.", "id": "b"}\n')
    with model() as server:
        result = prove(server, tmp_path, *TINY, problem=str(path))
    lines = result.stdout.splitlines()
    assert lines[0].startswith("a: ")
    assert lines[1].startswith("b: ")


def test_progress_goes_to_stderr_and_quiet_shows_none(tmp_path: Path) -> None:
    with model() as server:
        result = prove(server, tmp_path, *TINY, "--quiet")
    assert result.stderr == ""


def test_a_budget_that_ends_has_its_own_exit_code_and_can_be_raised(tmp_path: Path) -> None:
    with model() as server:
        short = prove(server, tmp_path, *TINY, "--max-calls", "3")
        assert len(server.seen) == 3
        assert short.exit_code == 3
        assert "stopped: budget: all 3 calls made; resume with a higher --max-calls" in short.stderr
        assert short.stdout.startswith("Ended early: ")
        name = short.stdout.rsplit("Resume: ", 1)[1].strip().split()[3]
        resumed = run("runs", "resume", name, "--out", tmp_path, "--max-calls", "100", "--json")
        assert resumed.exit_code == 0, resumed.output
        calls = len(server.seen)
    with model() as server:
        whole = prove(server, tmp_path / "other", *TINY, "--json")
        assert len(server.seen) == calls
    assert orjson.loads(resumed.stdout)["problems"] == orjson.loads(whole.stdout)["problems"]


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        (["--max-tokens", "100"], "100 completion tokens"),
        (["--max-prompt-tokens", "50"], "50 prompt tokens"),
        (["--max-cost", "0.0001", "--price", "1/1/1"], "$0.0001 spent"),
    ],
)
def test_limits_that_hold_not_even_one_call(tmp_path: Path, limit: list[str], said: str) -> None:
    with model() as server:
        result = prove(server, tmp_path, *TINY, *limit)
        assert not server.seen
    assert result.exit_code == 3
    assert said in result.stderr
    assert "no proof was written yet" in result.stdout


def test_a_model_that_goes_away_ends_the_run_with_its_own_exit_code(tmp_path: Path) -> None:
    script = answering(Oracle())

    def failing(seen: Seen) -> Reply:
        return script(seen) if seen.index < 3 else refuse(401, "the key was withdrawn")

    with model(failing) as server:
        result = prove(server, tmp_path, *TINY, "--concurrency", "1")
    assert result.exit_code == 4, result.output
    assert "stopped: " in result.stderr
    assert "Resume: selfproof runs resume" in result.stdout
    with model() as server:
        name = result.stdout.rsplit("Resume: ", 1)[1].split()[3]
        again = run("runs", "resume", name, "--out", tmp_path, "--model", server.address)
        assert again.exit_code == 0, again.output


def test_settings_of_the_command_line_arrive(tmp_path: Path) -> None:
    with model() as server:
        result = prove(
            server, tmp_path, "--strategy", "one-shot", "--proofs", "3", "--analyses", "2",
            "--meta", "off", "--policy", "fixed", "--set", "verify.max_tokens=77", "--seed", "5",
        )  # fmt: skip
        asked = [(role_of(seen.prompt), seen.json["max_tokens"]) for seen in server.seen]
    assert result.exit_code == 0, result.output
    assert sorted(asked) == [(Role.PROVE, 32_768)] * 3 + [(Role.VERIFY, 77)] * 6


def test_a_recipe(tmp_path: Path) -> None:
    with model() as server:
        recipe = tmp_path / "r.yaml"
        recipe.write_text(
            f"model: {server.address}\nproofs: 1\nrounds: 0\nverify: {{n: 1, meta: off}}\n"
        )
        result = run("prove", STATEMENT, "--config", recipe, "--out", tmp_path)
        assert result.exit_code == 0, result.output
        assert len(server.seen) == 2


def test_a_problem_from_standard_input(tmp_path: Path) -> None:
    with model() as server:
        result = run(
            "prove", "-", "--model", server.address, "--out", tmp_path, *TINY, stdin=STATEMENT
        )
        assert result.exit_code == 0, result.output
        assert STATEMENT in server.seen[0].prompt
        piped = run("prove", "--model", server.address, "--out", tmp_path, *TINY, stdin=STATEMENT)
        assert piped.exit_code == 0, piped.output


def test_the_key_is_sent_but_never_kept_or_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SELFPROOF_API_KEY", "sk-very-secret-key-0123456789")
    with model() as server:
        result = prove(server, tmp_path, *TINY)
        assert {seen.headers["authorization"] for seen in server.seen} == {
            "Bearer sk-very-secret-key-0123456789"
        }
    assert "very-secret" not in result.output
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or b"very-secret" not in path.read_bytes()


def test_a_models_words_do_not_steer_the_terminal(tmp_path: Path) -> None:
    def answer(request: ChatRequest) -> str:
        text = Oracle()(request)
        return text.replace("A proof of", "\x1b]0;owned\x07\x1b[2JA proof of")

    with model(answering(answer)) as server:
        result = prove(server, tmp_path, *TINY)
    assert "A proof of quality" in result.stdout
    assert "\x1b" not in result.output
    assert "\x07" not in result.output
