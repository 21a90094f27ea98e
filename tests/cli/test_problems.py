"""Problems are read out of whatever people have; what cannot be used is named in one line."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from selfproof.cli.problems import read_problems
from selfproof.errors import UsageError
from selfproof.types import Problem

Write = Callable[[str, str | bytes], Path]


def pairs(value: str | Path) -> list[tuple[str, str]]:
    return [(each.problem_idx, each.question) for each in read_problems(str(value))]


@pytest.fixture
def file(tmp_path: Path) -> Write:
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_statement_as_text() -> None:
    text = "Prove that $1/2 + 1/3 = 5/6$."
    assert pairs(f"  {text}\n") == [("problem", text)]
    assert pairs("[0, 1] is compact. {Prove} it.") == [
        ("problem", "[0, 1] is compact. {Prove} it.")
    ]


def test_a_long_text_is_no_path() -> None:
    assert pairs("x " * 5_000) == [("problem", ("x " * 5_000).strip())]


def test_a_text_file_gives_its_name(file: Write) -> None:
    path = file("two odds.md", "\ufeff# Problem\nProve it.\r\n")
    assert pairs(path) == [("two odds", "# Problem\nProve it.")]


def test_the_official_input_format(file: Write) -> None:
    path = file(
        "in.json",
        json.dumps(
            [
                {"id": 7, "question": "Prove A.", "problem_idx": "X-1", "answer": "42"},
                {"question": "Prove B.", "problem_idx": 2},
            ]
        ),
    )
    first, second = read_problems(str(path))
    assert first == Problem("X-1", "Prove A.")
    assert first.extra == {"id": 7, "answer": "42"}
    assert second.problem_idx == "2"


@pytest.mark.parametrize(
    "key", ["question", "problem", "statement", "informal_statement", "Problem"]
)
def test_the_keys_a_statement_may_have(file: Write, key: str) -> None:
    path = file("in.jsonl", json.dumps({key: "Prove A.", "id": "a"}) + "\n\n" + '"Prove B."\n')
    assert pairs(path) == [("a", "Prove A."), ("2", "Prove B.")]


def test_csv_with_the_columns_of_proofbench(file: Write) -> None:
    path = file(
        "in.csv",
        "Problem ID,Problem,Solution,Level\r\n"
        'PB-1,"Prove, that\n$x$ is ""odd"".",By hand.,easy\r\nPB-2,Prove B.,,\r\n',
    )
    first, second = read_problems(str(path))
    assert (first.problem_idx, first.question) == ("PB-1", 'Prove, that\n$x$ is "odd".')
    assert first.reference == "By hand."
    assert first.extra == {"Level": "easy"}
    assert second.reference is None


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch, b'[{"question": "Prove A.", "problem_idx": "a"}]')
    assert pairs("-") == [("a", "Prove A.")]
    feed(monkeypatch, b'{"question": "Prove A."}\n{"question": "Prove B."}\n')
    assert pairs("-") == [("1", "Prove A."), ("2", "Prove B.")]
    feed(monkeypatch, b"[IMO] Prove it.")
    assert pairs("-") == [("problem", "[IMO] Prove it.")]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n", "is empty"),
        ("a.txt", b"abc\x00def", "is binary"),
        ("a.txt", "Prove".encode("utf-16"), "is UTF-16"),
        ("a.txt", b"Prove \xff\xfe it", "byte 6 is not valid UTF-8"),
        ("a.txt", b"x" * 5_000_000, "5,000,000 characters; a text may have at most 200,000"),
        ("a.jsonl", b'{"question": "' + b"x" * 5_000_000 + b'"}', "5,000,000 characters"),
        ("a.json", b"[1, 2", "is not JSON (line 1"),
        ("a.json", b"[" * 200_000, "nested too deeply"),
        ("a.json", b'[{"question": "A", "id": ' + b"9" * 5_000 + b"}]", "number that is too long"),
        ("a.json", b"[]", "holds no problem"),
        ("a.json", b"[3]", "record 1: is a number"),
        ("a.json", b"null", "record 1: is null"),
        ("a.json", b'[{"problem_idx": "1"}]', "no question, problem, statement"),
        ("a.json", b'[{"question": null}]', "'question' is null"),
        ("a.json", b'[{"question": ["A"]}]', "'question' is a list"),
        ("a.json", b'[{"question": " "}]', "is empty"),
        ("a.json", b'[{"question": "A", "id": true}]', "'id' is a truth value"),
        ("a.json", b'[{"question": "A", "id": 1.5}]', "'id' is a number"),
        ("a.json", b'[{"question": "A", "id": "' + b"i" * 201 + b'"}]', "longer than 200"),
        ("a.json", b'[{"question": "\\ud800"}]', "character 0 is not valid UTF-8"),
        ("a.json", b'[{"question": "A\\u0000"}]', "NUL character"),
        (
            "a.json",
            b'[{"question": "A", "id": 1}, {"problem": "B", "id": "1"}]',
            "problems 1 and 2",
        ),
        ("a.jsonl", b'{"question": "A"}\n{"question"\n', "line 2: is not JSON"),
        ("a.csv", b"id,question\n1,A,B\n", "row 1: has more cells"),
        ("a.csv", b"id,title\n1,A\n", "row 1: has no question"),
        ("a.csv", b"id,question\n", "holds no problem"),
        ("a.csv", b"id,question\n1," + b"x" * 140_000 + b"\n", "is not CSV"),
    ],
)
def test_what_cannot_be_used_is_explained_in_one_line(
    file: Write,
    name: str,
    content: bytes,
    said: str,
) -> None:
    path = file(name, content)
    with pytest.raises(UsageError) as error:
        read_problems(str(path))
    message = str(error.value)
    assert said in message
    assert message.startswith(f"PROBLEM '{path}'"[:40])
    assert "\n" not in message
    assert len(message) < 500


def test_a_missing_file_is_not_taken_for_a_statement(tmp_path: Path) -> None:
    for value in (str(tmp_path / "none"), "problems.json", "./problem"):
        with pytest.raises(UsageError, match="there is no such file"):
            read_problems(value)
    with pytest.raises(UsageError, match="is a folder"):
        read_problems(str(tmp_path))


def test_bytes_of_an_argument_that_are_no_text() -> None:
    with pytest.raises(UsageError, match="not valid UTF-8 text"):
        read_problems("Prove \udcff it")


def test_empty_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch, b"")
    with pytest.raises(UsageError, match=r"PROBLEM - \(standard input\): is empty"):
        read_problems("-")


DATA = Path(__file__).parents[3] / "shared" / "data"


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not here")
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("deepseek_math_v2/IMO2025-problems.json", 6),
        ("imo_proofbench/proofbench_v2.csv", 60),
        ("minif2f_valid.jsonl", 244),
    ],
)
def test_real_files(name: str, count: int) -> None:
    problems = read_problems(str(DATA / name))
    assert len(problems) == count
    assert all(len(problem.question) > 20 for problem in problems)
