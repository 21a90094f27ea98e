"""What the environment says: keys and folders. The only place of the package that reads it.

A provider's own variable is used for that provider's host and no other, so that a key never goes to
a server it was not made for.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

KEY = "SELFPROOF_API_KEY"
_BY_DOMAIN = {"openai.com": "OPENAI_API_KEY", "deepseek.com": "DEEPSEEK_API_KEY"}


def key_for(address: str) -> tuple[str | None, str]:
    """(key, name of the variable it comes from or should stand in) for a model's address."""
    key = os.environ.get(KEY)
    if key:
        return key, KEY
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:  # whoever opens the address says what is wrong with it
        return None, KEY
    for domain, variable in _BY_DOMAIN.items():
        # Not over plain http: there a key could be read on the way.
        if parts.scheme == "https" and (host == domain or host.endswith(f".{domain}")):
            return os.environ.get(variable) or None, variable
    return None, KEY


def hf_home() -> Path:
    """Where the Hugging Face cache lies."""
    return Path(os.environ.get("HF_HOME") or _cache() / "huggingface")


def models_folder() -> Path:
    """Where models that we fetch go."""
    return _cache() / "selfproof" / "models"


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
