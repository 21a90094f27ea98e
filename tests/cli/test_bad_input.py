"""Whatever is wrong with the input: one line with argument, value and fix, and exit code 2."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.helpers import PROGRAM, TINY, error_of, model, run
from tests.fakes.server import refuse

STATEMENT = "Prove that 1 + 1 = 2."
NOWHERE = "http://127.0.0.1:1/v1"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "is empty; write the text into it"),
        ("binary.txt", b"\x00\x01\x02", "is binary; give a text, JSON, JSONL or CSV file in UTF-8"),
        ("latin.txt", b"Prouvez \xe9 ceci", "byte 8 is not valid UTF-8; save it as UTF-8"),
        ("big.txt", b"x " * 2_500_000, "may have at most 200,000, shorten it"),
        ("keys.json", b'[{"text": "A"}]', "has no question, problem, statement or inform"),
        ("broken.jsonl", b'{"question": "A"\n', "line 1: is not JSON"),
        ("twice.csv", b"id,problem\n1,A\n1,B\n", "same problem_idx '1'; make them different"),
    ],
)
def test_a_problem_file_that_cannot_be_used(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    message = error_of(run("prove", path, "--out", tmp_path / "out"))
    assert message.startswith("error: PROBLEM ")
    assert said in message
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["prove", "nothing.json"], "PROBLEM 'nothing.json': there is no such file"),
        (["prove", " "], "PROBLEM ' ': is empty"),
        (["prove", ""], "PROBLEM '': is empty"),
        (["prove", STATEMENT, "--model", NOWHERE], f"--model '{NOWHERE}': cannot connect"),
        (["prove", STATEMENT, "--model", "http://"], "--model 'http://': is no http(s) address"),
        (["prove", STATEMENT, "--model", "http://h:x/v1"], "is no http(s) address"),
        (["prove", STATEMENT, "--model", "gpt-5"], "--model 'gpt-5': is no address and no file"),
        (["prove", STATEMENT, "--model", "ftp://x"], "an address must begin with http:// or"),
        (["prove", STATEMENT, "--model", "hf:x.gguf"], "must be hf:OWNER/NAME/FILE.gguf"),
        (["prove", STATEMENT, "--model", ""], "--model '': is empty; give an address"),
        (["prove", STATEMENT, "--model", "."], "--model '.': is a folder; give a GGUF file"),
        (["prove", STATEMENT, "--prompts", "best"], "--prompts 'best': must be auto"),
        (["prove", STATEMENT, "--prompts", "official:no.py"], "official:no.py: no such file"),
        (["prove", STATEMENT, "--preset", "big"], "--preset 'big': unknown; choose one of paper"),
        (["prove", STATEMENT, "--config", "no.yaml"], "--config 'no.yaml': there is no such file"),
        (["prove", STATEMENT, "--set", "n=3"], "--set 'n=3': unknown setting 'n'"),
        (["prove", STATEMENT, "--proofs", "0"], "proofs=0: must be at least 1"),
        (["prove", STATEMENT, "--proofs", "x"], "'--proofs': 'x' is no number; write 5000"),
        (["prove", STATEMENT, "--analyses", "0"], "verify.n=0: must be at least 1"),
        (["prove", STATEMENT, "--strategy", "luck"], "'luck' is not one of 'one-shot'"),
        (["prove", STATEMENT, "--max-calls", "0"], "--max-calls 0: must be a number above 0"),
        (["prove", STATEMENT, "--max-cost", "nan"], "--max-cost nan: must be a number above 0"),
        (["prove", STATEMENT, "--max-time", "soon"], "'soon' is no time; write 90s, 30m"),
        (["prove", STATEMENT, "--price", "cheap"], "--price 'cheap': must be INPUT/CACHED/OUTPUT"),
        (["prove", STATEMENT, "--concurrency", "0"], "'--concurrency': 0 is not in the range"),
        (["prove", STATEMENT, "--surely"], "No such option"),
        (["prove", STATEMENT, "again"], "unexpected extra argument"),
        (["improve"], "No such command 'improve'"),
        (["verify", STATEMENT], "Missing argument 'PROOF'"),
        (["verify", "-", "-"], "PROBLEM and PROOF are both -"),
        (["verify", STATEMENT, "none.md"], "PROOF 'none.md': there is no such file"),
        (["runs", "list", "--out", "nowhere"], "store nowhere/store.sqlite: no such file"),
        (["runs", "show", "x", "--out", "nowhere"], "store nowhere/store.sqlite: no such file"),
        (["runs", "resume", "x", "--out", "nowhere"], "store nowhere/store.sqlite: no such file"),
    ],
)
def test_a_wrong_argument(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in error_of(run(*arguments))


def test_a_file_that_is_no_gguf(tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(b"PK\x03\x04 something else")
    message = error_of(run("prove", STATEMENT, "--model", path, "--out", tmp_path))
    assert f"--model '{path}': not a GGUF file" in message


def test_an_address_that_serves_several_models(tmp_path: Path) -> None:
    with model(models=("large", "small")) as server:
        result = run("prove", STATEMENT, "--model", server.address, "--out", tmp_path)
    message = error_of(result)
    assert "serves 2 models; choose one with --model-name: large, small" in message


def test_a_model_that_the_address_does_not_serve(tmp_path: Path) -> None:
    reply = refuse(404, "The model `other` does not exist.", code="model_not_found")
    with model(lambda seen: reply) as server:
        result = run(
            "prove", STATEMENT, "--model", server.address, "--model-name", "other",
            "--out", tmp_path, "--quiet",
        )  # fmt: skip
    assert "unknown model 'other'; the address serves 'fake'" in error_of(result)


def test_a_problem_longer_than_the_context(tmp_path: Path) -> None:
    reply = refuse(400, "maximum context length is 8192 tokens", code="context_length_exceeded")
    with model(lambda seen: reply) as server:
        result = run(
            "prove", STATEMENT, "--model", server.address, "--out", tmp_path, "--quiet", *TINY
        )
    message = error_of(result)
    assert message.startswith("error: PROBLEM 'problem': every request was rejected: ")
    assert "does not fit the model's context" in message
    assert "serve the model with a longer context" in message


def test_money_without_a_price(tmp_path: Path) -> None:
    with model() as server:
        result = run(
            "prove", STATEMENT, "--model", server.address, "--out", tmp_path, "--max-cost", "1"
        )
        assert not server.seen
    assert "--max-cost 1: the price of this model is not known; give --price" in error_of(result)


def test_several_problems_cannot_have_one_proof(tmp_path: Path) -> None:
    path = tmp_path / "in.json"
    path.write_text('["Prove A.", "Prove B."]')
    assert "holds 2 problems; give the one" in error_of(run("verify", path, "Obvious."))


def _damaged(path: Path) -> None:
    path.write_bytes(b"this is no database" * 100)


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_damaged, "damaged or not a store; move it away"),
        (_folder, "is not a file; choose another"),
    ],
)
def test_a_store_that_cannot_be_used(
    tmp_path: Path, make: Callable[[Path], None], said: str
) -> None:
    make(tmp_path / "store.sqlite")
    with model() as server:
        result = run("prove", STATEMENT, "--model", server.address, "--out", tmp_path)
    assert said in error_of(result)


@pytest.mark.parametrize(
    "arguments",
    [
        ["prove", "none.md"],
        ["prove", b"Prove \xff it."],
        ["prove", "--model", "none.gguf", STATEMENT],
        ["nothing"],
    ],
)
def test_the_program_itself_prints_one_line_and_no_traceback(
    tmp_path: Path, arguments: list[str | bytes]
) -> None:
    done = subprocess.run(
        [*PROGRAM, *arguments], cwd=tmp_path, capture_output=True, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.startswith(b"error: ")
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr
