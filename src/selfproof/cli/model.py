"""The model behind `--model`: found, opened, and what there is to say about it.

What can be found wrong before the first call is found here: an address nobody answers at, a name
that must be given, a file that is no model.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from selfproof.backends.base import Backend
from selfproof.backends.discover import discover
from selfproof.backends.embedded import EmbeddedBackend
from selfproof.backends.grammar import grammar_for
from selfproof.backends.http import HttpBackend
from selfproof.backends.weights import default_weights
from selfproof.cli.keys import key_for
from selfproof.cli.launch import EMBEDDED, Launch
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
    backend = await (_served(launch) if launch.remote else _embedded(launch))
    try:
        constrained = launch.grammar == "on" or (launch.grammar == "auto" and not launch.remote)
        yield OpenModel(
            backend,
            grammar_for if constrained else no_grammar,
            _TINY if launch.model == EMBEDDED else None,
        )
    finally:
        await backend.aclose()


async def _served(launch: Launch) -> HttpBackend:
    key, variable = key_for(launch.model)
    names = await discover(launch.model, key, key_variable=variable)
    name = launch.model_name or _only(names, launch.model)
    return HttpBackend(
        launch.model,
        name,
        key=key,
        ceiling=launch.concurrency or _CEILING,
        key_variable=variable,
    )


def _only(names: list[str], address: str) -> str | None:
    """The name to use when none was given: that of the only model there is."""
    if len(names) > 1:
        known = ", ".join(names[:_FEW]) + (", ..." if len(names) > _FEW else "")
        raise UsageError(
            f"--model {address!r}: serves {len(names)} models; "
            f"choose one with --model-name: {known}"
        )
    return names[0] if names else None


async def _embedded(launch: Launch) -> EmbeddedBackend:
    path = default_weights() if launch.model == EMBEDDED else Path(launch.model)
    if not path.exists():
        raise UsageError(
            f"--model {launch.model!r}: is no address and no file; give an address that begins "
            "with http:// or https://, the path of a GGUF file, or `embedded`"
        )
    return await EmbeddedBackend.start(
        path, slots=launch.concurrency, label=f"--model {launch.model!r}"
    )
