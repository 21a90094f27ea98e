"""Data sets: right labels, equal rows however they are made, files that can be continued."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet
import pytest

from selfproof import formats
from selfproof.errors import MissingExtra, UsageError
from selfproof.prompts import Prompts
from selfproof.types import Role
from selfproof.world.analyses import check_analysis
from selfproof.world.check import check
from selfproof.world.dataset import COLUMNS, Plan, Row, rows, write
from selfproof.world.dataset.rows import CHATS, columns_of, issue_data
from selfproof.world.flaws import KINDS
from selfproof.world.registry import FAMILIES, make_problem
from selfproof.world.samples import ROLES, Mix, make_sample

QUICK = ("modulus", "remainder", "divisibility")
ALL_ROLES = tuple((role, 1.0) for role in ROLES)
PLAN = Plan(Mix(ALL_ROLES, QUICK, (1, 2)), 5, Prompts.short())


def some(count: int, **changes: object) -> list[Row]:
    mix = replace(PLAN.mix, **changes)  # type: ignore[arg-type]
    return list(rows(replace(PLAN, mix=mix), 0, count))


@pytest.fixture(scope="module")
def sample_rows() -> list[Row]:
    """Rows of all roles, right and wrong ones."""
    return some(40)


def lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_labels_are_the_checkers(sample_rows: list[Row]) -> None:
    for row in sample_rows:
        problem = make_problem(row["problem"])
        assert (problem.family, problem.level, problem.split, problem.index) == (
            row["family"], row["level"], row["split"], row["index"],
        )  # fmt: skip
        verdict = check(problem, row["proof"])
        assert row["score"] == verdict.score
        assert json.loads(row["issues"]) == [issue_data(issue) for issue in verdict.issues]
        assert set(row["flaws"]) <= set(KINDS)
        judged = {"prove": "self", "refine": "self", "verify": "reply", "review": "analysis"}
        analysis = {
            "self": self_analysis(row),
            "reply": reply(row),
            "analysis": row["analysis"],
        }[judged[row["role"]]]
        assert row["ms"] == check_analysis(problem, row["proof"], verdict, analysis).score


def reply(row: Row) -> str:
    (message,) = row["completion"]
    assert message["role"] == "assistant"
    return str(message["content"])


def self_analysis(row: Row) -> str:
    found = formats.read_generated(reply(row))
    return "" if isinstance(found, formats.Malformed) else found.self_analysis


def test_replies_are_in_format_and_say_the_scores_of_the_columns(sample_rows: list[Row]) -> None:
    for row in sample_rows:
        given = formats.read(Role(row["role"]), reply(row))
        named = [row[key] for key in ("self_score", "analysis_score", "review_score")]
        said = {"verify": 1, "review": 2}.get(row["role"], 0)
        assert named[said] == given
        present = [score is not None for score in named]
        assert present == {
            "verify": [False, True, False],
            "review": [False, True, True],
        }.get(row["role"], [True, False, False])
        assert (row["analysis"] is not None) == (row["role"] == "review")
        if row["role"] in ("prove", "refine"):
            found = formats.read_generated(reply(row))
            assert isinstance(found, formats.Generated)
            assert found.proof == row["proof"].strip()


def test_prompts_hold_what_the_role_is_asked_about(sample_rows: list[Row]) -> None:
    for row in sample_rows:
        asked = row["prompt"][-1]["content"]
        assert make_problem(row["problem"]).statement in asked
        assert (row["proof"] in asked) == (row["role"] in ("verify", "review"))
        assert [message["role"] for message in row["prompt"]] == ["system", "user"]
        if row["analysis"] is not None:
            assert row["analysis"] in asked
        if row["role"] == "refine":
            assert row["score"] == 1
            assert row["flaws"]


def test_the_columns_of_both_chats() -> None:
    (asked,) = some(1)
    (chat,) = rows(replace(PLAN, columns="messages"), 0, 1)
    assert list(asked) == list(columns_of("prompt")) == list(COLUMNS)
    assert list(chat) == list(columns_of("messages"))
    assert chat["messages"] == asked["prompt"] + asked["completion"]


def test_shares_of_the_mix() -> None:
    clean = some(15, flawed=0, bad=0, doubtful=0, roles=(("prove", 1), ("review", 2)))
    assert {row["role"] for row in clean} == {"prove", "review"}
    for row in clean:
        assert (row["score"], row["ms"], row["quality"], row["flaws"]) == (1, 1, "good", [])
        assert row["review_quality"] in (None, "good")
    for row in some(6, bad=0, roles=(("refine", 1),)):
        assert (row["score"], row["ms"], row["self_score"]) == (1, 1, 1)
    for row in some(10, flawed=1, several=0, bad=1, roles=(("verify", 1),)):
        assert len(row["flaws"]) == 1
        assert row["quality"] != "good"
    more = some(10, flawed=1, several=1, roles=(("verify", 1),), levels=(4,))
    assert all(2 <= len(row["flaws"]) <= 4 for row in more)


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_has_samples(name: str) -> None:
    found = some(4, families=(name,), levels=(1, 3), flawed=0.5)
    assert {row["family"] for row in found} == {name}


@pytest.mark.parametrize(("split", "level"), [("dev", 2), ("test", 2), ("hard", 6)])
def test_other_splits(split: str, level: int) -> None:
    for row in some(4, split=split, levels=(level,)):
        assert (row["split"], row["level"]) == (split, level)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"families": ("geometry",)}, "family 'geometry': unknown"),
        ({"families": ()}, "families=(): is empty"),
        ({"split": "all"}, "split='all': unknown; choose one of train, dev, test, hard"),
        ({"levels": (6,)}, "levels=6: split train has 1, 2, 3, 4, 5; use these"),
        ({"levels": ()}, "levels=none: split train has"),
        ({"split": "hard", "levels": (5,)}, "levels=5: split hard has 6; use these"),
        ({"roles": (("judge", 1),)}, "roles=judge=1: must be one of prove, refine, verify, review"),
        ({"roles": (("prove", 0),)}, "roles=prove=0: must be one of"),
        ({"roles": ()}, "roles=(): is empty"),
        ({"flawed": 1.5}, "flawed=1.5: must be a share from 0 to 1"),
        ({"bad": float("nan")}, "bad=nan: must be a share"),
    ],
)
def test_a_mix_that_cannot_be(changes: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        replace(Mix(), **changes)  # type: ignore[arg-type]
    assert said in str(caught.value)


def test_rows_are_the_same_in_any_order_and_process() -> None:
    expected = some(3)
    assert [next(rows(PLAN, number, 1)) for number in (2, 1, 0)] == expected[::-1]
    code = (
        "import json; from selfproof.prompts import Prompts;"
        "from selfproof.world.dataset import *; from selfproof.world.samples import *;"
        f"mix = Mix({PLAN.mix.roles}, {QUICK}, (1, 2));"
        "print(json.dumps(list(rows(Plan(mix, 5, Prompts.short()), 0, 3))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": "7"},
    )  # fmt: skip
    assert json.loads(done.stdout) == expected


def test_seeds_make_different_data() -> None:
    other = list(rows(replace(PLAN, seed=6), 0, 3))
    assert [row["problem"] for row in other] != [row["problem"] for row in some(3)]
    numbers = {make_sample(Mix(), 1, number).problem.name for number in range(5)}
    assert len(numbers) == 5


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_hugging_face_datasets_loads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """With the loaders that trainers use; offline, and in a cache of its own."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    import datasets

    path = tmp_path / f"rows.{form}"
    write(PLAN, path, count=30, form="parquet" if form == "parquet" else "jsonl")
    loaded = datasets.load_dataset(
        "json" if form == "jsonl" else form,
        data_files=str(path),
        split="train",
        cache_dir=str(tmp_path / "cache"),
    )
    assert loaded.column_names == list(columns_of("prompt"))
    assert [dict(row) for row in loaded] == list(rows(PLAN, 0, 30))


def test_rows_about_one_problem_share_its_proofs() -> None:
    mix = Mix((("refine", 1), ("verify", 2)), QUICK, (1, 2), per_problem=6)
    plan = replace(PLAN, mix=mix)
    made = list(rows(plan, 0, 12))
    problems = [row["problem"] for row in made]
    assert len(set(problems)) == 2
    assert problems == sorted(problems, key=problems.index)
    assert len({row["proof"] for row in made}) <= 4
    assert len({row["completion"][0]["content"] for row in made}) > 8
    assert list(rows(plan, 4, 5)) == made[4:9]


def test_workers_and_pieces_make_the_same_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("selfproof.world.dataset.pool.CHUNK", 8)
    told: list[int] = []
    whole, pooled, piece = (tmp_path / name for name in ("whole", "pooled", "piece"))
    size = write(PLAN, whole, count=20)
    write(PLAN, pooled, count=20, workers=2, tell=told.append)
    assert pooled.read_bytes() == whole.read_bytes()
    assert size == whole.stat().st_size
    assert told == [0, 8, 16, 20]
    pieces = b""
    for start, count in ((0, 5), (5, 15)):
        write(PLAN, piece, start=start, count=count)
        pieces += piece.read_bytes()
    assert pieces == whole.read_bytes()
    assert [row["number"] for row in lines(whole)] == list(range(20))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["piece", "pooled", "whole"]


def test_an_unfinished_file_is_continued(tmp_path: Path) -> None:
    out = tmp_path / "rows.jsonl"
    write(PLAN, out, count=12)
    whole = out.read_bytes()
    part = tmp_path / f"rows.jsonl.{PLAN.digest}-0.part"
    ends = [at + 1 for at, byte in enumerate(whole) if byte == 10]
    for kept, done in (
        (whole[: ends[9] + 40], 10),
        (whole[: ends[9]], 10),
        (whole[:5], 0),
        (whole + whole, 12),
        (whole[: ends[3]] + b"{}\n", 0),
    ):
        part.write_bytes(kept)
        told: list[int] = []
        write(PLAN, out, count=12, tell=told.append)
        assert told[0] == done
        assert out.read_bytes() == whole
        assert not part.exists()


def test_another_plan_does_not_continue_it() -> None:
    changed = (
        replace(PLAN, seed=6),
        replace(PLAN, columns="messages"),
        replace(PLAN, render=Prompts.own()),
        replace(PLAN, mix=replace(PLAN.mix, bad=0.3)),
    )
    assert len({plan.digest for plan in (PLAN, *changed)}) == 5
    assert replace(PLAN).digest == PLAN.digest


def test_parquet_holds_the_same_rows(tmp_path: Path) -> None:
    out = tmp_path / "rows.parquet"
    for columns in CHATS:
        plan = replace(PLAN, columns=columns)
        write(plan, out, count=12, form="parquet")
        assert pyarrow.parquet.read_table(out).to_pylist() == list(rows(plan, 0, 12))
    assert [path.name for path in tmp_path.iterdir()] == ["rows.parquet"]


def test_parquet_has_row_groups_of_a_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selfproof.world.dataset.pool.CHUNK", 4)
    monkeypatch.setattr("selfproof.world.dataset.files.GROUP", 8)
    out = tmp_path / "rows.parquet"
    write(PLAN, out, count=19, form="parquet")
    metadata = pyarrow.parquet.read_metadata(out)
    groups = [metadata.row_group(at).num_rows for at in range(metadata.num_row_groups)]
    assert groups == [8, 8, 3]


def test_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"run `pip install 'selfproof\[data\]'`"):
        write(PLAN, tmp_path / "rows.parquet", count=1, form="parquet")
    assert not list(tmp_path.iterdir())
    write(PLAN, tmp_path / "rows.jsonl", count=1)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({"count": 0}, "count=0: must be at least 1"),
        ({"count": 1, "start": -1}, "start=-1: must be at least 0"),
        ({"count": 1, "workers": 0}, "workers=0: must be at least 1"),
    ],
)
def test_numbers_out_of_range(tmp_path: Path, numbers: dict[str, int], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        write(PLAN, tmp_path / "rows.jsonl", **numbers)  # type: ignore[arg-type]


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"rows.jsonl': cannot be written \(No such file"):
        write(PLAN, tmp_path / "no" / "rows.jsonl", count=1)
    (tmp_path / "taken").mkdir()
    with pytest.raises(UsageError, match=r"taken': cannot be written \(Is a directory"):
        write(PLAN, tmp_path / "taken", count=1)
