"""The model behind `--model`: found, opened, and what there is to say about it.

What can be found wrong before the first call is found here: an address nobody answers at, a name
that must be given, a file that is no model.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from selfproof.backends.base import Backend
from selfproof.backends.discover import discover
from selfproof.backends.embedded import EmbeddedBackend
from selfproof.backends.grammar import grammar_for
from selfproof.backends.http import HttpBackend
from selfproof.backends.hub import HubFile
from selfproof.backends.models import Address, Shipped, parse_model, resolve
from selfproof.cli.environment import hf_home, key_for, models_folder
from selfproof.cli.launch import Launch
from selfproof.errors import UsageError
from selfproof.verify.verification import Grammar, no_grammar

_CEILING = 64
_FEW = 8
_TINY = (
    "The model is SmolLM2-135M-Instruct, far too small to prove much: it is here so that every "
    "step can be tried without anything else. Give --model for a real one."
)


@dataclass(frozen=True, slots=True)
class OpenModel:
    """A model ready to be called."""

    backend: Backend
    grammar: Grammar
    note: str | None = None
    """What a user must know about it to judge the result."""


@asynccontextmanager
async def open_model(launch: Launch) -> AsyncIterator[OpenModel]:
    """The model of a launch; its connections or its process end with the block.

    Raises:
        UsageError: it cannot be what is meant.
        BackendError: it cannot be reached or started.
    """
    spec = parse_model(launch.model)
    if isinstance(spec, Address):
        backend: HttpBackend | EmbeddedBackend = await _served(spec, launch)
    else:
        backend = await _embedded(spec, launch)
    constrained = launch.grammar == "on" or (launch.grammar == "auto" and not launch.remote)
    try:
        yield OpenModel(
            backend,
            grammar_for if constrained else no_grammar,
            _TINY if isinstance(spec, Shipped) else None,
        )
    finally:
        await backend.aclose()


async def _served(spec: Address, launch: Launch) -> HttpBackend:
    key, variable = key_for(spec.url)
    names = await discover(spec.url, key, key_variable=variable)
    name = launch.model_name or spec.name or _only(names, spec.url)
    ceiling = launch.concurrency or _CEILING
    return HttpBackend(spec.url, name, key=key, ceiling=ceiling, key_variable=variable)


def _only(names: list[str], address: str) -> str | None:
    """The name to use when none was given: that of the only model there is."""
    if len(names) > 1:
        known = ", ".join(names[:_FEW]) + (", ..." if len(names) > _FEW else "")
        raise UsageError(
            f"--model {address!r}: serves {len(names)} models; "
            f"choose one with --model-name: {known}"
        )
    return names[0] if names else None


async def _embedded(spec: HubFile | Path | Shipped, launch: Launch) -> EmbeddedBackend:
    label = f"--model {launch.model!r}"
    if isinstance(spec, Path):
        _check_exists(spec, label)
    path = await resolve(
        spec, hf_home=hf_home(), folder=models_folder(), progress=_fetching(str(spec))
    )
    return await EmbeddedBackend.start(path, slots=launch.concurrency, label=label)


def _check_exists(path: Path, label: str) -> None:
    # A bare word may have been meant as a model's name on some server.
    if not path.exists():
        raise UsageError(
            f"{label}: is no address and no file; give an address that begins with http:// or "
            "https://, a GGUF file, hf:OWNER/NAME/FILE.gguf or `embedded`"
        )


def _fetching(name: str) -> Callable[[int, int], None]:
    """Says on stderr how far a fetch is, at every twentieth of it."""
    told = -1

    def progress(have: int, size: int) -> None:
        nonlocal told
        step = 20 * have // size if size else 0
        if step != told:
            told = step
            click.echo(f"fetching {name}: {have >> 20:,} of {size >> 20:,} MB", err=True)

    return progress
