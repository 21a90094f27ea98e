"""Settings: later layers win, unknown names are refused, every recipe works."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfproof.cli.config import build_settings, read_assignments, read_recipe, settings_of
from selfproof.cli.options import launch_from, settings_from
from selfproof.errors import UsageError
from selfproof.search.settings import PRESETS, as_dict

RECIPES = sorted((Path(__file__).parents[2] / "recipes").glob("*.yaml"))


def recipe(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "c.yaml"
    path.write_text(text)
    return path


def test_later_layers_win() -> None:
    settings = build_settings(
        "small",
        {"proofs": 3, "verify": {"n": 5, "meta": "off"}},
        {"verify": {"n": 7}},
        {"proofs": 4},
    )
    assert (settings.proofs, settings.verify.n, settings.verify.meta) == (4, 7, "off")
    assert settings.keep == PRESETS["small"].keep
    assert settings.verify.reviews == PRESETS["small"].verify.reviews


def test_fewer_rounds_than_the_preset_insists_on() -> None:
    assert PRESETS["laptop"].min_rounds == 1
    assert build_settings("laptop", {"rounds": 0}).min_rounds == 0
    with pytest.raises(UsageError, match="min_rounds=2"):
        build_settings("laptop", {"rounds": 1, "min_rounds": 2})


def test_assignments_have_the_types_of_the_settings() -> None:
    changes = read_assignments(
        ["verify.n=16", "verify.meta=off", "temperature=0.5", "pairwise=false", "verify.n=17"]
    )
    assert changes == {
        "verify": {"n": 17, "meta": "off"},
        "temperature": 0.5,
        "pairwise": False,
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("n", "must be KEY=VALUE"),
        ("verify.n=x", "verify.n='x' should be a valid integer"),
        ("verify.m=3", "unknown setting 'verify.m'; did you mean verify.n?"),
        ("model=x", "unknown setting 'model'"),
        ("verify=3", "verify='3' should hold settings of its own"),
        ("strategy=best", "should be 'one-shot', 'refine' or 'pool'"),
        ("=1", "unknown setting ''"),
    ],
)
def test_a_wrong_assignment_is_explained(text: str, said: str) -> None:
    with pytest.raises(UsageError) as error:
        read_assignments([text])
    assert str(error.value).startswith(f"--set {text!r}: ")
    assert said in str(error.value)


def test_a_recipe_names_model_budget_and_settings(tmp_path: Path) -> None:
    path = recipe(
        tmp_path,
        "preset: small\nmodel: http://h:1/v1\nbudget: {tokens: 500, time: 60}\n"
        "proofs: 3\nverify: {meta: off}\n",
    )
    loaded = read_recipe(path)
    launch = launch_from({"concurrency": 5, "max_calls": 9}, loaded)
    assert (launch.model, launch.concurrency) == ("http://h:1/v1", 5)
    assert (launch.limits.completion_tokens, launch.limits.seconds) == (500, 60)
    assert launch.limits.calls == 9
    settings = settings_from({"proofs": 2}, loaded, launch)
    assert (settings.proofs, settings.verify.meta) == (2, "off")
    assert settings.keep == PRESETS["small"].keep


def test_the_preset_follows_the_model() -> None:
    none = read_recipe(RECIPES[0])
    for model, name in (("embedded", "laptop"), ("http://h/v1", "small"), ("m.gguf", "laptop")):
        launch = launch_from({"model": model}, none)
        bare = type(none)()
        assert settings_from({}, bare, launch) == PRESETS[name]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a\n", "must hold settings"),
        ("a: [\n", "is not YAML"),
        ("proofs: many\n", "proofs='many' should be a valid integer"),
        ("proofs: true\n", "should be a valid integer"),
        ("proof: 3\n", "did you mean proofs?"),
        ("verify: {m: 3}\n", "did you mean verify.n?"),
        ("budget: {call: 3}\n", "did you mean budget.calls?"),
        ("verify: 3\n", "should hold settings of its own"),
        ("concurrency: 0\n", "concurrency='0'"),
        ("grammar: maybe\n", "should be 'auto', 'on' or 'off'"),
        ("!!python/object/apply:os.system ['true']\n", "is not YAML"),
        ("a: " + "[" * 800 + "\n", "is not YAML"),
        ("", "is empty"),
    ],
)
def test_a_wrong_recipe_is_explained(tmp_path: Path, text: str, said: str) -> None:
    path = recipe(tmp_path, text)
    with pytest.raises(UsageError) as error:
        read_recipe(path)
    assert said in str(error.value)
    assert "\n" not in str(error.value)
    assert str(error.value).startswith("--config ")


def test_a_missing_recipe(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"--config .*there is no such file"):
        read_recipe(tmp_path / "none.yaml")


def test_an_unknown_preset() -> None:
    with pytest.raises(UsageError, match="--preset 'big': unknown; choose one of paper"):
        build_settings("big")


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_settings_survive_their_record(name: str) -> None:
    assert settings_of(as_dict(PRESETS[name]), "run x") == PRESETS[name]


def test_a_record_of_another_version_is_refused() -> None:
    with pytest.raises(UsageError, match="run x: unknown setting 'old'"):
        settings_of({**as_dict(PRESETS["small"]), "old": 1}, "run x")


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.stem)
def test_every_recipe_gives_settings(path: Path) -> None:
    loaded = read_recipe(path)
    launch = launch_from({}, loaded)
    settings = settings_from({}, loaded, launch)
    assert settings.proofs >= 1
    assert launch.remote == (path.stem != "laptop")
