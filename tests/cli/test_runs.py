"""`selfproof runs`: everything about a run can be found again without a model."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from selfproof.store import Store, load_run
from tests.cli.helpers import TINY, answering, error_of, model, run
from tests.search.oracle import Oracle


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one finished run of two problems, `a-...`, and one ended early, `b-...`."""
    folder = tmp_path_factory.mktemp("runs")
    both = folder / "both.json"
    both.write_text('[{"question": "Prove A.", "id": "a"}, {"question": "Prove C.", "id": "c"}]')
    other = folder / "other.json"
    other.write_text('[{"question": "Prove B.", "id": "b"}]')
    oracle = Oracle(miss=0.0)
    with model(answering(oracle)) as server:
        common: list[str | Path] = [
            "--model",
            server.address,
            "--out",
            folder,
            "--meta",
            "all",
            *TINY,
        ]
        done = run("prove", both, *common, "--price", "1/1/2")
        early = run("prove", other, *common, "--max-calls", "4")
    assert (done.exit_code, early.exit_code) == (0, 3), done.output + early.output
    return folder


def test_list(out: Path) -> None:
    result = run("runs", "list", "--out", out)
    head, newest, oldest = result.stdout.splitlines()
    assert head.split() == ["run", "status", "begun", "model", "problems", "time"]
    assert newest.startswith("b-")
    assert newest.split()[1] == "budget"
    assert oldest.startswith("a-")
    assert oldest.split()[1] == "done"
    data = orjson.loads(run("runs", "list", "--out", out, "--json").stdout)
    assert [each["problems"] for each in data] == [1, 2]


def test_show_a_run(out: Path) -> None:
    result = run("runs", "show", "a", "--out", out)
    assert result.stdout.count("Not accepted: ") == 2
    assert "  proof " in result.stdout
    assert result.stdout.count("\n* ") == 2, "the chosen proofs are marked"
    one = run("runs", "show", "a", "--out", out, "--problem", "c")
    assert one.stdout.count("Not accepted: ") == 1


def test_show_a_proof_and_an_analysis(out: Path) -> None:
    with Store(out / "store.sqlite", readonly=True) as store:
        problem = load_run(store, "a").problems[0]
    proof = next(each for each in problem.proofs if any(a.reviews for a in each.analyses))
    shown = run("runs", "show", "a", proof.name, "--problem", "a", "--out", out)
    assert "Prove A." in shown.stdout
    assert proof.text in shown.stdout
    analysis = next(each for each in proof.analyses if each.reviews)
    name = f"{proof.name}#{analysis.index}"
    shown = run("runs", "show", "a", name, "--problem", "a", "--out", out)
    assert analysis.text in shown.stdout
    assert shown.stdout.count("I looked.") == len(analysis.reviews)
    assert "issues confirmed" in shown.stdout or "issues not confirmed" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "zz"], "run 'zz' is not a run"),
        (["show", "a", "nine"], "NAME 'nine': run a-"),
        (["show", "a", "p1"], "has it for several problems; give --problem"),
        (["show", "a", "p1#99", "--problem", "a"], "has no analysis 99; it has"),
        (["show", "a", "--problem", "x"], "--problem 'x': is not in run a-"),
        (["export", "a", "--format", "pdf"], "'pdf' is not one of 'html', 'md', 'jsonl'"),
        (["export", "a", "-o", "missing/x.html"], "--output 'missing/x.html': cannot be written"),
        (["cost", "a", "--price", "x"], "--price 'x': must be"),
        (["resume", "a", "--model", "http://127.0.0.1:1"], "cannot connect"),
    ],
)
def test_what_is_not_there(out: Path, arguments: list[str], said: str) -> None:
    assert said in error_of(run("runs", *arguments, "--out", out))


def test_cost_uses_the_price_the_run_was_given(out: Path) -> None:
    result = run("runs", "cost", "a", "--out", out)
    rows = [line.split() for line in result.stdout.splitlines()]
    assert rows[0] == ["role", "calls", "prompt", "cached", "completion", "model", "time", "cost"]
    total = rows[-1]
    prompt, completion = (int(total[place].replace(",", "")) for place in (2, 4))
    assert total[0] == "total"
    assert float(total[-1].strip("$")) == pytest.approx((prompt + 2 * completion) / 1e6, abs=1e-4)
    unknown = run("runs", "cost", "b", "--out", out)
    assert "The price of this model is not known" in unknown.stdout
    other = run("runs", "cost", "b", "--out", out, "--price", "0/0/1000000")
    assert "$" in other.stdout


def test_export(out: Path, tmp_path: Path) -> None:
    lines = run("runs", "export", "a", "--format", "jsonl", "--out", out).stdout.splitlines()
    assert [orjson.loads(line)["problem_idx"] for line in lines] == ["a", "c"]
    assert "# Selfproof run" in run("runs", "export", "a", "--format", "md", "--out", out).stdout
    page = tmp_path / "r.html"
    result = run("runs", "export", "a", "-o", page, "--out", out)
    assert result.stdout == ""
    assert page.read_text().lstrip().lower().startswith("<!doctype html>")


def test_resuming_a_finished_run_asks_nothing(out: Path) -> None:
    with model() as server:
        result = run("runs", "resume", "a", "--out", out, "--model", server.address, "--json")
        assert not server.seen
    assert result.exit_code == 0, result.output
    assert orjson.loads(result.stdout)["status"] == "done"


def test_resuming_with_another_model_is_refused(out: Path) -> None:
    with model(models=("another",)) as server:
        result = run("runs", "resume", "b", "--out", out, "--model", server.address)
        assert not server.seen
    assert "model, prompts or settings are not those it was begun with" in error_of(result)


def test_a_limit_counts_over_all_sessions(out: Path) -> None:
    with model() as server:
        result = run("runs", "resume", "b", "--out", out, "--model", server.address)
        assert not server.seen, "the recorded limit of four calls is used up"
        assert result.exit_code == 3
