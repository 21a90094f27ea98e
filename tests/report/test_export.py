"""Markdown that cannot be broken out of, lines of JSON in the published format, whole files."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from selfproof.errors import UsageError
from selfproof.report import jsonl, markdown, write
from tests.report.hostile import ALL
from tests.report.samples import PROOF, analysis, lost, problem, proof, run, small_run
from tests.report.test_page import hostile_run


def outline(text: str) -> list[str]:
    """The headings of a Markdown document."""
    tokens = MarkdownIt().parse(text)
    return [
        following.content for token, following in pairwise(tokens) if token.type == "heading_open"
    ]


def test_markdown_of_a_small_run() -> None:
    text = markdown(small_run())
    assert outline(text) == [
        "Selfproof run `pairs-1a2b3c4d`",
        "Problem `pairs`",
        "Proof `p1/1.0`",
        "Confirmed issues",
        "Issues not reviewed",
        "Accounts",
    ]
    fences = [token.content for token in MarkdownIt().parse(text) if token.type == "fence"]
    assert fences[1].strip() == PROOF.strip()
    assert "is used before it is shown" in fences[2]
    assert "| verify | 30 | 28 | 2 | 0 | 0 | 0 | 41,000 | 30,000 | 9,800 | 11 min 42 s |" in text


@pytest.mark.parametrize("text", ALL)
def test_hostile_text_stays_in_its_fence(text: str) -> None:
    tame, hostile = markdown(hostile_run("tame")), markdown(hostile_run(text))
    parse = MarkdownIt("commonmark").parse
    assert [(t.type, t.level) for t in parse(hostile)] == [(t.type, t.level) for t in parse(tame)]
    inline = [token for token in parse(hostile) if token.type == "inline"]
    kinds = {child.type for token in inline for child in token.children or ()}
    assert kinds <= {"text", "code_inline", "strong_open", "strong_close", "softbreak"}


def test_json_lines_have_the_published_fields() -> None:
    none = problem([lost("p0", "x")], None, status="none", position=1, name="q2", question="Q?")
    lines = jsonl(run([small_run().problems[0], none])).splitlines()
    first, second = (json.loads(line) for line in lines)
    assert list(first) == ["question", "problem_idx", "model_prediction"]
    assert first["problem_idx"] == "pairs"
    assert first["model_prediction"] == {
        "proof": PROOF.strip(),
        "average_automatic_rating": pytest.approx(0.8),
    }
    assert second == {
        "question": "Q?",
        "problem_idx": "q2",
        "model_prediction": {"proof": "", "average_automatic_rating": None},
    }


def test_a_proof_that_was_not_verified_has_no_rating() -> None:
    line = json.loads(jsonl(run([problem([proof("p0", PROOF)], "p0", status="partial")])))
    assert line["model_prediction"]["proof"]
    assert line["model_prediction"]["average_automatic_rating"] is None


@pytest.mark.parametrize("text", ALL)
def test_hostile_text_in_json_lines(text: str) -> None:
    written = jsonl(hostile_run(text))
    assert written.count("\n") == 2
    row = json.loads(written.splitlines()[0])
    assert row["question"] == text.encode("utf-8", "replace").decode()
    row["question"].encode("utf-8")


def test_write(tmp_path: Path) -> None:
    view = small_run()
    paths = write(view, tmp_path / "new" / "folder")
    assert [path.name for path in paths] == ["report.html", "report.md", "results.jsonl"]
    assert paths.markdown.read_text("utf-8") == markdown(view)
    assert paths.jsonl.read_text("utf-8") == jsonl(view)
    assert paths.html.read_text("utf-8").endswith("</html>\n")
    assert sorted(os.listdir(paths.html.parent)) == ["report.html", "report.md", "results.jsonl"]


def test_write_replaces_older_results(tmp_path: Path) -> None:
    write(small_run(), tmp_path)
    other = run([problem([proof("p0", PROOF, [analysis(0, 1.0)])], "p0", status="accepted")])
    paths = write(other, tmp_path)
    assert "accepted" in paths.html.read_text("utf-8")


def test_write_obeys_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        paths = write(small_run(), tmp_path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(paths.html.stat().st_mode) == 0o640


def test_a_failed_write_leaves_the_older_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = write(small_run(), tmp_path)
    before = paths.html.read_text("utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("selfproof.report.export.os.fsync", full)
    with pytest.raises(UsageError, match=r"No space left on device\); choose another --out"):
        write(run([]), tmp_path)
    assert paths.html.read_text("utf-8") == before
    assert len(os.listdir(tmp_path)) == 3


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="choose another --out"):
        write(small_run(), tmp_path / "file" / "folder")


def test_surrogates_are_written(tmp_path: Path) -> None:
    view = small_run()
    odd = replace(view, problems=(replace(view.problems[0], question="\ud800"),))
    paths = write(odd, tmp_path)
    paths.html.read_text("utf-8")
