"""What every test relies on: an environment that says nothing about the person who runs it."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

_SUFFIXES = ("_API_KEY", "_TOKEN", "_PROXY", "_BASE_URL")
_PREFIXES = ("SELFPROOF_", "OPENAI_", "DEEPSEEK_", "HF_")
_NAMES = ("COLUMNS", "FORCE_COLOR", "LINES", "NO_COLOR")

# A busy machine is no bug: examples have no time limit.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No keys, no proxies, no settings and no terminal habits from outside."""
    for name in list(os.environ):
        upper = name.upper()
        if upper.endswith(_SUFFIXES) or upper.startswith(_PREFIXES) or upper in _NAMES:
            monkeypatch.delenv(name)
