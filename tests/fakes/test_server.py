"""The fake server in a thread, as tests of the command line use it."""

from __future__ import annotations

import json
import urllib.request

from tests.fakes.server import serving, stream


def test_it_serves_from_a_thread() -> None:
    with serving(lambda seen: stream(seen.prompt), models=("a", "b")) as server:
        with urllib.request.urlopen(f"{server.address}/v1/models", timeout=10) as reply:
            assert [entry["id"] for entry in json.load(reply)["data"]] == ["a", "b"]
        body = json.dumps({"messages": [{"role": "user", "content": "hi"}]}).encode()
        with urllib.request.urlopen(
            f"{server.address}/v1/chat/completions", data=body, timeout=10
        ) as reply:
            assert b"[DONE]" in reply.read()
        assert [seen.prompt for seen in server.seen] == ["hi"]
