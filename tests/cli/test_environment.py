"""Keys and folders come from the environment; a key goes only to the host it was made for."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfproof.cli.environment import hf_home, key_for, models_folder


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SELFPROOF_API_KEY", raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", "open")
    monkeypatch.setenv("DEEPSEEK_API_KEY", "deep")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://api.openai.com/v1", ("open", "OPENAI_API_KEY")),
        ("https://API.DeepSeek.com", ("deep", "DEEPSEEK_API_KEY")),
        ("http://api.openai.com/v1", (None, "SELFPROOF_API_KEY")),
        ("https://api.openai.com.evil.example/v1", (None, "SELFPROOF_API_KEY")),
        ("https://evilopenai.com/v1", (None, "SELFPROOF_API_KEY")),
        ("http://127.0.0.1:8000/v1", (None, "SELFPROOF_API_KEY")),
        ("http://[", (None, "SELFPROOF_API_KEY")),
    ],
)
def test_a_providers_key_goes_to_that_provider(address: str, found: tuple[str | None, str]) -> None:
    assert key_for(address) == found


def test_our_own_variable_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELFPROOF_API_KEY", "own")
    assert key_for("https://api.openai.com/v1") == ("own", "SELFPROOF_API_KEY")
    monkeypatch.setenv("SELFPROOF_API_KEY", "")
    assert key_for("https://api.openai.com/v1") == ("open", "OPENAI_API_KEY")


def test_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/c")
    assert hf_home() == Path("/c/huggingface")
    assert models_folder() == Path("/c/selfproof/models")
    monkeypatch.setenv("HF_HOME", "/h")
    assert hf_home() == Path("/h")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/home/me")
    assert models_folder() == Path("/home/me/.cache/selfproof/models")
