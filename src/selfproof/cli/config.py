"""Settings from a preset, a YAML file, `--set` and flags, later ones over earlier ones.

The schema is made from the dataclasses that hold the settings, so every field is written down once.
A YAML file may also name a model and a budget: a recipe is one such file.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model, model_validator
from pydantic_core import ErrorDetails

from selfproof.cli.sources import decode, read_bytes, shown
from selfproof.errors import UsageError
from selfproof.search.settings import SearchSettings, preset
from selfproof.verify.settings import VerifySettings

Changes = dict[str, Any]
"""Settings to change, nested as in a YAML file."""
_LARGEST = 2**20


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", protected_namespaces=())


class _Verify(_Strict):
    @model_validator(mode="before")
    @classmethod
    def _word_off(cls, data: Any) -> Any:
        # YAML 1.1 reads a bare `off` as false; where a word is wanted the word was meant.
        if isinstance(data, dict) and data.get("meta") is False:
            return {**data, "meta": "off"}
        return data


class BudgetConfig(_Strict):
    """The `budget` part of a YAML file; the flags' names without `max-`, time in seconds."""

    calls: int | None = None
    prompt_tokens: int | None = None
    tokens: int | None = None
    cost: float | None = None
    time: float | None = None


class _Recipe(_Strict):
    preset: str | None = None
    model: str | None = None
    model_name: str | None = None
    prompts: str | None = None
    grammar: Literal["auto", "on", "off"] | None = None
    concurrency: int | None = Field(None, ge=1, le=100_000)
    budget: BudgetConfig | None = None


def _optional(settings: type, skip: Iterable[str] = ()) -> dict[str, Any]:
    """The fields of a settings dataclass, all optional, for `create_model`."""
    hints = get_type_hints(settings)
    names = [field.name for field in dataclasses.fields(settings) if field.name not in skip]
    return {name: (hints[name], None) for name in names}


_VerifyChanges = create_model("_VerifyChanges", __base__=_Verify, **_optional(VerifySettings))
_SEARCH_FIELDS = {
    **_optional(SearchSettings, skip=["verify"]),
    "verify": (_VerifyChanges, None),
}
_SearchChanges = create_model("_SearchChanges", __base__=_Strict, **_SEARCH_FIELDS)
_RecipeFile = create_model("_RecipeFile", __base__=_Recipe, **_SEARCH_FIELDS)


@dataclasses.dataclass(frozen=True, slots=True)
class Recipe:
    """A YAML file: `options` are what flags could say, `search` the changes to the preset."""

    options: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    budget: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    search: Changes = dataclasses.field(default_factory=dict)


def read_recipe(path: Path) -> Recipe:
    """Read and check a `--config` file.

    Raises:
        UsageError: it cannot be read, is no YAML, or holds an unknown or wrong setting.
    """
    label = f"--config {shown(str(path))}"
    data = read_bytes(label, path)
    if len(data) > _LARGEST:
        raise UsageError(f"{label}: larger than 1 MB; it should be a short list of settings")
    try:
        content = yaml.safe_load(decode(label, data))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark is not None else ""
        reason = getattr(error, "problem", None) or "unreadable"
        raise UsageError(f"{label}: is not YAML ({reason}{where})") from error
    except (RecursionError, ValueError) as error:
        raise UsageError(f"{label}: is not YAML (nested too deeply or a wrong value)") from error
    if not isinstance(content, dict):
        raise UsageError(f"{label}: must hold settings as `name: value` lines")
    changes = _checked(_RecipeFile, content, label, strict=True)
    names = _Recipe.model_fields.keys()
    options = {key: value for key, value in changes.items() if key in names and key != "budget"}
    search = {key: value for key, value in changes.items() if key not in names}
    return Recipe(options, changes.get("budget") or {}, search)


def read_assignments(assignments: Iterable[str]) -> Changes:
    """Read `--set` values: `KEY=VALUE` with a dotted key, as in `verify.n=16`.

    Raises:
        UsageError: not an assignment, or an unknown or wrong setting.
    """
    changes: Changes = {}
    for text in assignments:
        label = f"--set {shown(text)}"
        key, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"{label}: must be KEY=VALUE, as in verify.n=16")
        one = _nested(key.strip().split("."), value.strip())
        changes = merge(changes, _checked(_SearchChanges, one, label, strict=False))
    return changes


def _nested(path: list[str], value: str) -> Changes:
    return {path[0]: value if len(path) == 1 else _nested(path[1:], value)}


def merge(under: Changes, over: Changes) -> Changes:
    """Both, where `over` wins; nested settings are merged too."""
    merged = dict(under)
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = merge(merged[key], value)
        else:
            merged[key] = value
    return merged


def build_settings(name: str, *layers: Changes) -> SearchSettings:
    """The preset called `name` with the layers on top, the last one topmost.

    Raises:
        UsageError: unknown preset, or a value outside its range.
    """
    base = preset(name)
    changes: Changes = {}
    for layer in layers:
        changes = merge(changes, layer)
    verify = dataclasses.replace(base.verify, **changes.get("verify", {}))
    rest = {key: value for key, value in changes.items() if key != "verify"}
    if "rounds" in rest and "min_rounds" not in rest:
        # Who asks for fewer rounds than the preset insists on has answered that question too.
        rest["min_rounds"] = min(base.min_rounds, max(0, rest["rounds"]))
    return dataclasses.replace(base, verify=verify, **rest)


def settings_of(record: Mapping[str, Any], label: str) -> SearchSettings:
    """Settings out of a run's record.

    Raises:
        UsageError: the record was made by a version with other settings.
    """
    checked = _checked(_SearchChanges, dict(record), label, strict=False)
    return SearchSettings(**{**checked, "verify": VerifySettings(**checked.get("verify", {}))})


def _checked(schema: type[BaseModel], data: Changes, label: str, *, strict: bool) -> Changes:
    """`data` with values of the right types, only what was given."""
    try:
        return schema.model_validate(data, strict=strict).model_dump(exclude_unset=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise UsageError(f"{label}: {_explain(first, schema)}") from error


def _explain(error: ErrorDetails, schema: type[BaseModel]) -> str:
    place = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        known = _known(schema)
        close = difflib.get_close_matches(place, known, 1, 0.5)
        hint = f"did you mean {close[0]}?" if close else f"known are {', '.join(known)}"
        return f"unknown setting {shown(place)}; {hint}"
    if error["type"] in ("model_type", "dict_type"):
        return f"{place}={shown(str(error['input']))} should hold settings of its own"
    reason = error["msg"].removeprefix("Input ")
    return f"{place}={shown(str(error['input']))} {reason}"


def _known(schema: type[BaseModel], prefix: str = "") -> list[str]:
    names: list[str] = []
    for name, field in schema.model_fields.items():
        parts = [
            kind for kind in (field.annotation, *get_args(field.annotation)) if _is_model(kind)
        ]
        below = [known for part in parts for known in _known(part, f"{prefix}{name}.")]
        names += below or [prefix + name]
    return names


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
