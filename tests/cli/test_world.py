"""`selfproof world`, as a user meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet
import pytest

from selfproof.cli.world.common import assessment_lines, levels_of
from selfproof.world.assess import Assessment, Issue, IssueKind, Severity
from selfproof.world.check import check
from selfproof.world.flaws import KINDS
from selfproof.world.registry import FAMILIES, make_problem, write_proof
from tests.cli.helpers import error_of, run

NAME = "modulus-train-3-17"
PROBLEM = make_problem(NAME)
PROOF = write_proof(PROBLEM, 0).text
SMALL = ["--families", "modulus,remainder", "--levels", "1-2"]


def test_sample_prints_a_problem_and_a_proof() -> None:
    chosen = ["--family", "modulus", "--index", "17", "--style", "4"]
    result = run("world", "sample", *chosen)
    assert result.exit_code == 0
    assert result.stdout == (
        f"Problem {NAME} (selfproof world show {NAME} --style 4)\n\n{PROBLEM.statement}\n\n"
        f"Proof\n\n{write_proof(PROBLEM, 4).text}\n"
    )
    data = json.loads(run("world", "sample", *chosen, "--json").stdout)
    assert (data["problem"], data["style"]) == (NAME, 4)
    assert data["proof"] == write_proof(PROBLEM, 4).text


def test_sample_draws_what_is_not_given() -> None:
    found = [json.loads(run("world", "sample", "--json").stdout) for _ in range(6)]
    assert len({each["problem"] for each in found}) > 1
    for each in found:
        assert each["level"] == 3
        problem = make_problem(each["problem"])
        assert problem.statement == each["statement"]
        assert write_proof(problem, each["style"]).text == each["proof"]
    hard = json.loads(run("world", "sample", "--split", "hard", "--json").stdout)
    assert hard["level"] == 6


@pytest.mark.parametrize("name", FAMILIES)
def test_show_says_what_a_problem_means(name: str) -> None:
    for level in (1, 3):
        problem = make_problem(f"{name}-dev-{level}-2")
        text = run("world", "show", problem.name, "--style", "3").stdout
        assert problem.statement in text
        assert "To be proved:\n- " in text
        assert text.endswith(f"Proof (style 3)\n\n{write_proof(problem, 3).text}\n")
        data = json.loads(run("world", "show", problem.name, "--json").stdout)
        assert len(data["obligations"]) == len(problem.obligations)
        assert set(data["flaws"]) <= set(KINDS)


def test_check_a_right_proof(tmp_path: Path) -> None:
    path = tmp_path / "proof.md"
    path.write_text(PROOF, "utf-8")
    for arguments, stdin in (([str(path)], None), (["-"], PROOF), ([], PROOF), ([PROOF], None)):
        result = run("world", "check", NAME, *arguments, stdin=stdin)
        assert (result.stdout, result.exit_code) == ("Score 1: no issue.\n", 0)
    result = run("world", "check", NAME, path, "--json")
    assert json.loads(result.stdout) == {"problem": NAME, "score": 1.0, "issues": []}
    assert result.exit_code == 0


def test_check_shows_issues_at_their_lines(tmp_path: Path) -> None:
    """Blank lines at the start, tabs and Windows line ends do not move the marks."""
    text = "\r\n" + PROOF.replace("$2^3 = 8$", "\r\n\t$2^3 = 9$")
    path = tmp_path / "proof.md"
    path.write_bytes(text.encode())
    result = run("world", "check", NAME, path)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith("Score 0")
    at = next(number for number, line in enumerate(lines) if line.startswith("3:2: "))
    assert "2^3 = 9" in lines[at]
    first = lines[at + 2].index("^")
    assert lines[at + 1][first : lines[at + 2].rindex("^") + 1].startswith("$2^3 = 9")
    data = json.loads(run("world", "check", NAME, path, "--json").stdout)
    issue = next(each for each in data["issues"] if each.get("line") == 3)
    assert issue["column"] == 2
    assert issue["severity"] in ("minor", "fatal")


def test_how_issues_are_shown() -> None:
    """Places over several lines, long lines, missing parts, and a model's control characters."""
    text = "Ab\x1b[31m one.\n" + "x" * 200 + "\nA\nB\nC\nD"
    long = text.index("x")
    issues = (
        Issue(IssueKind.SLIP, Severity.MINOR, 0, 0, 2, "First\nreason.", "Case \x07 1"),
        Issue(IssueKind.GAP, Severity.FATAL, 1, long + 100, len(text), "Second."),
        Issue(IssueKind.MISSING_PART, Severity.FATAL, -1, 0, 0, "No base case."),
    )
    shown = assessment_lines(Assessment(issues, ((0, 4), (4, 9))), text)
    middle = f"...{'x' * 86}..."
    assert shown == [
        "Score 0: 2 fatal and 1 minor issues.",
        "",
        "1:1: slip (minor) in Case  1: First reason.",
        "    Ab[31m one.",
        "    ^^",
        "",
        "2:101: gap (fatal): Second.",
        f"    {middle}",
        f"    {' ' * 3}{'^' * 86}",
        "    A",
        "    ^",
        "    B",
        "    ^",
        "    C",
        "    ^",
        "    [...]",
        "",
        "missing part (fatal): No base case.",
    ]


def test_flaw_can_be_piped_into_check() -> None:
    for kind in ("slip", "propagated slip"):
        made = run("world", "flaw", NAME, "--kind", kind, "--seed", "3")
        assert made.exit_code == 0
        assert made.stderr.startswith(f"{kind}: {KINDS[kind]} Step ")
        assert made.stdout != PROOF + "\n"
        result = run("world", "check", NAME, "-", stdin=made.stdout)
        verdict = check(PROBLEM, made.stdout)
        assert result.exit_code == (0 if verdict.score == 1 else 1)
        assert result.stdout.startswith(f"Score {verdict.score:g}: ")


def test_flaw_as_data() -> None:
    data = json.loads(run("world", "flaw", NAME, "--count", "3", "--json").stdout)
    assert len({each["step"] for each in data["flaws"]}) == 3
    for each in data["flaws"]:
        assert data["proof"][each["start"] : each["end"]] == each["text"]
        assert each["kind"] in KINDS
    again = run("world", "flaw", NAME, "--count", "3", "--json").stdout
    assert json.loads(again) == data
    other = json.loads(run("world", "flaw", NAME, "--count", "3", "--seed", "1", "--json").stdout)
    assert other != data


def test_dataset_files(tmp_path: Path) -> None:
    lines, table = tmp_path / "a.jsonl", tmp_path / "a.parquet"
    more = ["--count", "6", "--seed", "4", "--roles", "verify,review=2", *SMALL]
    result = run("world", "dataset", lines, *more)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{lines}: 6 rows, 0.0 MB in ")
    assert not result.stderr
    said = json.loads(run("world", "dataset", table, *more, "--json", "--quiet").stdout)
    assert (said["rows"], said["bytes"]) == (6, table.stat().st_size)
    rows = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    assert pyarrow.parquet.read_table(table).to_pylist() == rows
    assert {row["role"] for row in rows} <= {"verify", "review"}
    assert {row["level"] for row in rows} <= {1, 2}
    piece = tmp_path / "piece.jsonl"
    assert run("world", "dataset", piece, *more, "--start", "2", "--count", "3").exit_code == 0
    kept = lines.read_text("utf-8").splitlines(keepends=True)[2:5]
    assert piece.read_text("utf-8") == "".join(kept)


def test_dataset_on_standard_output() -> None:
    more = [*SMALL, "--columns", "messages", "--prompts", "short", "--flawed", "0", "--bad", "0"]
    result = run("world", "dataset", "-", "--count", "2", "--roles", "prove", *more)
    for line in result.stdout.splitlines():
        row = json.loads(line)
        assert [message["role"] for message in row["messages"]] == ["system", "user", "assistant"]
        assert row["flaws"] == []


def test_stats_is_a_table() -> None:
    result = run("world", "stats", "--families", "modulus", "--levels", "1,3", "--count", "3")
    rows = [line.split() for line in result.stdout.splitlines()]
    assert rows[0][:4] == ["family", "level", "statement", "proof"]
    assert [row[:2] for row in rows[1:]] == [["modulus", "1"], ["modulus", "3"]]
    data = json.loads(
        run("world", "stats", "--families", "modulus", "--split", "hard", "--count", "2", "--json")
        .stdout
    )  # fmt: skip
    assert [each["level"] for each in data] == [6]
    assert data[0]["search"] > 1
    assert data[0]["longest"] >= data[0]["proof"] > data[0]["statement"] > 0


def test_levels_are_lists_or_ranges() -> None:
    assert levels_of("3") == (3,)
    assert levels_of("1-3, 5,2") == (1, 2, 3, 5)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "modulus"], "problem 'modulus': is no family-split-level-index; write one such"),
        (["check", "modulos-train-1-1", "x"], "family 'modulos': unknown; did you mean modulus?"),
        (["check", NAME, "nothing.md"], "PROOF 'nothing.md': there is no such file"),
        (["check", NAME, " "], "PROOF ' ': is empty"),
        (["check", NAME, "x" * 200_001], "a text may have at most 200,000, shorten it"),
        (["flaw", NAME, "--kind", "typo"], "'typo' is not one of 'slip'"),
        (["flaw", NAME, "--kind", "gap"], "in style 0 cannot have it; it can have slip"),
        (["flaw", NAME, "--count", "9"], "9 is not in the range 1<=x<=8"),
        (["sample", "--family", "algebra"], "'algebra' is not one of 'divisibility'"),
        (["sample", "--level", "6"], "--level 6: the split train does not have it; give --split"),
        (["sample", "--level", "3", "--split", "hard"], "does not have it; leave --level out"),
        (["sample", "--index", "-1"], "-1 is not in the range"),
        (["stats", "--levels", "3-1"], "--levels '3-1': is no list; write 3, 1-5 or 1,3,5"),
        (["stats", "--levels", "6"], "--levels 6: the split train has 1, 2, 3, 4, 5; use these"),
        (["stats", "--families", "x"], "--families 'x': family 'x': unknown; choose one of"),
        (["dataset", "a.jsonl"], "Missing option '--count'"),
        (["dataset", "a.jsonl", "--count", "0"], "count=0: must be at least 1"),
        (["dataset", "a.jsonl", "--count", "some"], "'some' is no number; write 5000, 500k or 2M"),
        (["dataset", "no/a.jsonl", "--count", "1"], "OUT 'no/a.jsonl': cannot be written"),
        (["dataset", ".", "--count", "1"], "File '.' is a directory"),
        (["dataset", "a", "--count", "1", "--roles", "judge"], "--roles 'judge': is no list of"),
        (["dataset", "a", "--count", "1", "--roles", "prove=x"], "write verify or prove=3"),
        (["dataset", "a", "--count", "1", "--roles", "prove=0"], "write verify or prove=3"),
        (["dataset", "a", "--count", "1", "--levels", "7"], "--levels '7': is no list"),
        (["dataset", "a", "--count", "1", "--levels", "6"], "levels=6: split train has 1, 2"),
        (["dataset", "a", "--count", "1", "--flawed", "2"], "2.0 is not in the range 0<=x<=1"),
        (["dataset", "a", "--count", "1", "--format", "csv"], "'csv' is not one of 'jsonl'"),
        (["dataset", "-", "--count", "1", "--format", "parquet"], "give OUT a name"),
    ],
)
def test_a_wrong_argument(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in error_of(run("world", *arguments))
    assert not list(tmp_path.iterdir())


def test_parquet_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    message = error_of(run("world", "dataset", tmp_path / "a.parquet", "--count", "1"))
    assert "--format parquet: needs pyarrow" in message
    assert "pip install 'selfproof[data]'" in message


def test_other_verbs_do_not_load_the_world() -> None:
    loaded = "import sys, selfproof.cli.main; print('selfproof.world' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True)
    assert found.stdout.strip() == "False"
