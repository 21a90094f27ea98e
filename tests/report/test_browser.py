"""A real browser opens the page: it sees what was meant, asks for nothing, complains of nothing.

The page's parser is the browser's, not ours: markup that html.parser reads as text and a browser as
an element would show here.
"""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from selfproof.report import html
from tests.report.hostile import ALL
from tests.report.inspector import Inspector
from tests.report.samples import small_run
from tests.report.test_page import hostile_run

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium here")

_FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--enable-logging=stderr",
]  # fmt: skip


@contextmanager
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server on loopback that notes who asks it for what."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def opened(page: str, folder: Path) -> tuple[str, list[str]]:
    """The document as the browser has built it, and what its console said."""
    file = folder / "page.html"
    file.write_text(page, "utf-8")
    assert BROWSER is not None
    done = subprocess.run(
        [BROWSER, *_FLAGS, f"--user-data-dir={folder / 'profile'}", "--dump-dom", file.as_uri()],
        capture_output=True,
        timeout=60,
        check=True,
    )
    log = done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8"), [line for line in log.splitlines() if "CONSOLE" in line]


def attacks(address: str) -> str:
    """Every hostile text, and more that would reach `address`."""
    return "\n\n".join(
        [
            *ALL,
            f"<img src={address}/img> <script src={address}/script></script>",
            f"![x]({address}/markdown) [x]: {address}/ref",
            f"<style>@import '{address}/css';</style><link rel=stylesheet href={address}/link>",
            rf"$\style{{background:url({address}/style)}}{{x}}$ $\href{{{address}/href}}{{x}}$",
            f"<math><mtext><img src={address}/mtext></mtext></math>",
            f"<svg><image href={address}/svg /></svg><iframe src={address}/frame></iframe>",
        ]
    )


def test_hostile_text_in_a_browser(tmp_path: Path) -> None:
    with listener() as (address, asked):
        built, complaints = opened(html(hostile_run(attacks(address))), tmp_path)
    assert asked == []
    assert complaints == []
    seen = Inspector(built)
    assert not seen.faults
    assert "script" not in seen.tags
    assert "alert(1)" in seen.text


def test_the_browser_builds_what_was_written(tmp_path: Path) -> None:
    page = html(small_run())
    built, complaints = opened(page, tmp_path)
    assert complaints == []
    written, seen = Inspector(page), Inspector(built)
    assert not seen.faults
    assert seen.tags == written.tags
    assert seen.links == written.links
    assert seen.text.split() == written.text.split()


def test_this_test_would_notice(tmp_path: Path) -> None:
    """The same checks on a page that does ask and complain."""
    with listener() as (address, asked):
        page = f"<!doctype html><img src={address}/img><script>console.error('ran')</script>"
        built, complaints = opened(page, tmp_path)
    assert asked == ["/img"]
    assert len(complaints) == 1
    assert Inspector(built).faults
