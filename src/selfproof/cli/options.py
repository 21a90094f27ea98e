"""Options that several verbs share, written once, and what they amount to together."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from selfproof.budget import parse_price
from selfproof.cli.config import Changes, Recipe, build_settings, read_assignments, read_recipe
from selfproof.cli.launch import Launch
from selfproof.cli.values import count, duration
from selfproof.search.settings import PRESETS, SearchSettings

_Command = TypeVar("_Command", bound=Callable[..., Any])
Options = Mapping[str, Any]
GRAMMARS = ("auto", "on", "off")
_LAUNCH = ("model", "model_name", "prompts", "grammar", "concurrency")
_LIMITS = {
    "calls": "calls",
    "prompt_tokens": "prompt_tokens",
    "tokens": "completion_tokens",
    "cost": "money",
    "time": "seconds",
}

_MODEL = [
    click.option(
        "--model",
        metavar="MODEL",
        help="Address of an OpenAI-compatible server, a GGUF file, hf:OWNER/NAME/FILE.gguf (from "
        "the Hugging Face cache, else fetched), or `embedded` (default), a small model to try "
        "things with; the last three run here.",
    ),
    click.option(
        "--model-name",
        metavar="NAME",
        help="The model's name on the server, where it serves several.",
    ),
    click.option(
        "--prompts",
        metavar="auto|own|short|official:PATH",
        help="Our prompts, at length or short (auto: short for the embedded model, else own), or "
        "those in a copy of the official math_templates.py.",
    ),
    click.option(
        "--grammar",
        type=click.Choice(GRAMMARS),
        help="Impose the structure of replies by a llama.cpp grammar; auto (default) does so for "
        "the embedded model and GGUF files.",
    ),
    click.option(
        "--concurrency",
        type=click.IntRange(1, 100_000),
        metavar="N",
        help="Calls in flight at most; fewer when the server slows down or refuses.",
    ),
]
_SEARCH = [
    click.option(
        "--preset",
        metavar="NAME",
        help=f"Settings to start from: {', '.join(PRESETS)}. Default: small for an address, "
        "else laptop.",
    ),
    click.option(
        "--strategy",
        type=click.Choice(["one-shot", "refine", "pool"]),
        help="Search strategy (default: the preset's).",
    ),
    click.option(
        "--config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="YAML file with settings, as in recipes/.",
    ),
    click.option(
        "--set",
        "assignments",
        multiple=True,
        metavar="KEY=VALUE",
        help="Change any setting, as in verify.n=16; may be repeated.",
    ),
    click.option("--proofs", type=count, metavar="N", help="First proofs of each problem."),
    click.option("--rounds", type=count, metavar="N", help="Refinement rounds at most."),
]
_VERIFY = [
    click.option("--analyses", type=count, metavar="N", help="Analyses of each proof."),
    click.option(
        "--meta",
        type=click.Choice(["off", "all", "deciding"]),
        help="Which analyses that claim issues are reviewed.",
    ),
    click.option(
        "--policy",
        type=click.Choice(["fixed", "adaptive"]),
        help="Always make all analyses, or stop when the outcome is settled.",
    ),
    click.option("--seed", type=click.IntRange(0, 2**31 - 1), metavar="N", help="Seed of the run."),
]
_BUDGET = [
    click.option("--max-calls", type=count, metavar="N", help="Calls the run may make."),
    click.option(
        "--max-tokens", type=count, metavar="N", help="Completion tokens the run may use."
    ),
    click.option(
        "--max-prompt-tokens", type=count, metavar="N", help="Prompt tokens the run may use."
    ),
    click.option("--max-cost", type=float, metavar="DOLLARS", help="Money the run may spend."),
    click.option(
        "--max-time",
        type=duration,
        metavar="TIME",
        help="Time this session may take, as 90s or 2h.",
    ),
    click.option(
        "--price",
        metavar="IN/CACHED/OUT",
        help="Dollars per million prompt, cached prompt and completion tokens.",
    ),
    click.option(
        "--prices",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="TOML table of prices by model name, over the built-in one.",
    ),
]
_OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("selfproof-runs"),
    show_default=True,
    metavar="DIR",
    help="Folder of the store and the results.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
_QUIET = click.option("--quiet", is_flag=True, help="Show no progress.")


def _together(options: list[Callable[[_Command], _Command]]) -> Callable[[_Command], _Command]:
    def decorate(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


model_options = _together(_MODEL)
search_options = _together([*_SEARCH, *_VERIFY])
verify_options = _together([_SEARCH[0], *_SEARCH[2:4], *_VERIFY])
budget_options = _together(_BUDGET)
price_options = _together(_BUDGET[-2:])
output_options = _together([_OUT, _JSON, _QUIET])
out_option = _together([_OUT])
json_option = _together([_JSON])


def recipe_of(options: Options) -> Recipe:
    """The `--config` file, or an empty recipe."""
    path: Path | None = options.get("config")
    return read_recipe(path) if path is not None else Recipe()


def settings_from(
    options: Options, recipe: Recipe, launch: Launch, usual: Changes | None = None
) -> SearchSettings:
    """The settings of a run: preset, what is usual for the verb, file, `--set`, flags."""
    default = "small" if launch.remote else "laptop"
    name = options.get("preset") or recipe.options.get("preset") or default
    flags: Changes = {
        "strategy": options.get("strategy"),
        "proofs": options.get("proofs"),
        "rounds": options.get("rounds"),
        "seed": options.get("seed"),
        "verify": _given(
            {
                "n": options.get("analyses"),
                "meta": options.get("meta"),
                "policy": options.get("policy"),
            }
        ),
    }
    changes = read_assignments(options.get("assignments", ()))
    return build_settings(name, usual or {}, recipe.search, changes, _given(flags))


def launch_from(options: Options, recipe: Recipe, base: Launch | None = None) -> Launch:
    """Model, prompts and budget: flags over the file over `base` (a run's record).

    Raises:
        UsageError: a value that cannot be.
    """
    base = base or Launch()
    flags = {name: options.get(name) for name in _LAUNCH}
    file = {name: value for name, value in recipe.options.items() if name in _LAUNCH}
    limits = {
        **{_LIMITS[name]: value for name, value in recipe.budget.items()},
        **_given({field: options.get(f"max_{name}") for name, field in _LIMITS.items()}),
    }
    price, prices = options.get("price"), options.get("prices")
    return base.changed(
        **{**file, **_given(flags)},
        limits=dataclasses.replace(base.limits, **limits),
        price=parse_price(price) if price is not None else None,
        prices=str(prices) if prices is not None else None,
    )


def _given(values: Mapping[str, Any]) -> Changes:
    """Without what was not given (None, or a group in which nothing was)."""
    return {name: value for name, value in values.items() if value not in (None, {})}
