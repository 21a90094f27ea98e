"""Where a model is served: the address, the model's name and the key, which nothing ever shows.

The key is handed in (only the command line reads the environment), goes into one request header,
and is masked in every text that comes back from a server before anyone sees it.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from selfproof.errors import UsageError

KEY_VARIABLE = "SELFPROOF_API_KEY"
"""The environment variable named in messages, unless the caller says another."""

_MASK = "[key]"
_LONGEST_MESSAGE = 300
_LEAST_TEXT_KEY = 16
_PATH = "/chat/completions"


class Endpoint:
    """An OpenAI-compatible address with what is needed to speak to it.

    Args:
        address: `http://` or `https://` address; without a path, `/v1` is meant.
        model: The name to send; None sends none (a server with one model needs none).
        key: The secret, or None.
        key_variable: What messages call the environment variable that holds the key.

    Raises:
        UsageError: an address or a key that cannot be one.
    """

    __slots__ = ("_key", "address", "base", "host", "key_variable", "model")

    def __init__(
        self,
        address: str,
        model: str | None = None,
        key: str | None = None,
        key_variable: str = KEY_VARIABLE,
    ) -> None:
        self.base, self.host = normalise(address)
        self.address = address.strip()
        self.model = model
        self.key_variable = key_variable
        self._key = _checked_key(key, key_variable)

    def __repr__(self) -> str:
        return f"Endpoint({self.base!r}, model={self.model!r})"

    @property
    def headers(self) -> dict[str, str]:
        """Headers of every request. They hold the key: never show them."""
        # A compressed stream would arrive in blocks, and late.
        headers = {"Accept-Encoding": "identity", "Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        return headers

    @property
    def label(self) -> str:
        """How messages name this endpoint."""
        return f"--model {self.address!r}"

    def shown(self, text: str) -> str:
        """`text` of a server as a message may quote it: one line, at most 300 characters."""
        return one_line(text.replace(self._key, _MASK) if self._key else text)

    def masked(self, text: str) -> str:
        """A reply's text without the key, should a server echo it.

        Short keys (placeholders such as `EMPTY`) are left alone: they are ordinary words.
        """
        if self._key and len(self._key) >= _LEAST_TEXT_KEY and self._key in text:
            return text.replace(self._key, _MASK)
        return text


def normalise(address: str) -> tuple[str, str]:
    """(base, host) of an address: `http://host:8000` gives `http://host:8000/v1`.

    A path is kept as it is, except for a trailing `/chat/completions`.

    Raises:
        UsageError: not an http(s) address, or one that holds a secret or a query.
    """
    address = address.strip()
    try:
        parts = urlsplit(address)
        # Reading the port is what checks it.
        known = parts.port is None or parts.port > 0
        host = parts.hostname
    except ValueError:
        known, host = False, None
    if host and (parts.username is not None or parts.password is not None):
        raise UsageError(
            f"--model address at {host!r}: holds a user name or password; "
            f"give the key in the environment variable {KEY_VARIABLE}"
        )
    if not known or not host or parts.scheme not in ("http", "https"):
        raise UsageError(
            f"--model {one_line(address)!r}: is no http(s) address; "
            "write it like http://127.0.0.1:8000/v1"
        )
    if parts.query or parts.fragment:
        raise UsageError(
            f"--model address at {host!r}: holds a '?' or '#' part; "
            "give the address up to the path alone"
        )
    path = parts.path.rstrip("/").removesuffix(_PATH)
    return f"{parts.scheme}://{parts.netloc}{path or '/v1'}", host


def one_line(text: str) -> str:
    """`text` without line breaks and control characters, cut to 300 characters."""
    line = re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", text[: 20 * _LONGEST_MESSAGE]).strip()
    line = line.encode("utf-8", "replace").decode("utf-8")
    return line if len(line) <= _LONGEST_MESSAGE else line[: _LONGEST_MESSAGE - 3] + "..."


def _checked_key(key: str | None, variable: str) -> str:
    key = (key or "").strip()
    if not all("!" <= character <= "~" for character in key):
        raise UsageError(
            f"{variable}: holds a character that no key has (a space, a line break or not ASCII); "
            "copy the key again"
        )
    return key
