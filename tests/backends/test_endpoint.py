"""Addresses as people write them."""

from __future__ import annotations

import pytest

from selfproof.backends.endpoint import Endpoint, normalise, one_line
from selfproof.errors import UsageError


@pytest.mark.parametrize(
    ("address", "base", "host"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/v1", "127.0.0.1"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/v1", "127.0.0.1"),
        ("http://127.0.0.1:8000/v1", "http://127.0.0.1:8000/v1", "127.0.0.1"),
        (" https://Api.Example.com/v1/ ", "https://Api.Example.com/v1", "api.example.com"),
        ("https://a.example/v1/chat/completions", "https://a.example/v1", "a.example"),
        ("https://a.example/v1beta/openai/", "https://a.example/v1beta/openai", "a.example"),
        ("http://[::1]:8000", "http://[::1]:8000/v1", "::1"),
    ],
)
def test_addresses(address: str, base: str, host: str) -> None:
    assert normalise(address) == (base, host)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "model.gguf",
        "localhost:8000",
        "ftp://a.example",
        "http://",
        "http://a:port",
        "http://[::1",
        "http://a:99999",
        "http://a.example/v1?version=2",
        "http://a.example/#x",
        "file:///etc",
    ],
)
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(UsageError, match="--model"):
        normalise(address)


@pytest.mark.parametrize(
    "address", ["https://me:hunter2@a.example", "https://hunter2@a.example/v1"]
)
def test_secrets_in_an_address_are_not_repeated(address: str) -> None:
    with pytest.raises(UsageError, match="SELFPROOF_API_KEY") as caught:
        normalise(address)
    assert "hunter2" not in str(caught.value)


def test_a_query_is_not_repeated() -> None:
    with pytest.raises(UsageError) as caught:
        normalise("https://a.example/v1?key=hunter2")
    assert "hunter2" not in str(caught.value)


def test_a_key_is_masked_before_a_text_is_cut() -> None:
    endpoint = Endpoint("http://a.example", None, "sk-1234567890abcdef")
    shown = endpoint.shown("x" * 290 + "sk-1234567890abcdef")
    assert "sk-" not in shown
    assert "sk-" not in repr(endpoint)


def test_one_line() -> None:
    assert one_line("a\r\n\tb\x1b[31m\x00c ") == "a b [31m c"
    assert len(one_line("word " * 500)) == 300
    one_line("\ud800").encode()
