"""A real browser opens the page: it sees what was meant, asks for nothing, complains of nothing.

The page's parser is the browser's, not ours: markup that html.parser reads as text and a browser as
an element would show here.
"""

from __future__ import annotations

import re
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
from tests.report.samples import lost, problem, proof, run, small_run
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


def opened(
    page: str, folder: Path, *, fragment: str = "", flags: tuple[str, ...] = ()
) -> tuple[str, list[str]]:
    """The document as the browser has built it, and what its console said."""
    file = folder / "page.html"
    file.write_text(page, "utf-8")
    assert BROWSER is not None
    done = subprocess.run(
        [
            BROWSER,
            *_FLAGS,
            *flags,
            f"--user-data-dir={folder / 'profile'}",
            "--dump-dom",
            file.as_uri() + fragment,
        ],
        capture_output=True,
        timeout=120,
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


def test_a_link_to_an_analysis_opens_it(tmp_path: Path) -> None:
    """Without any script: the fragment shows the proof and unfolds the analysis."""
    built, _ = opened(html(small_run()), tmp_path, fragment="#p0-n1-a0")
    article = built[built.index('id="p0-n1"') :]
    assert '<details class="analysis dismissed" open="">' in article[: article.index("</article>")]


_MEASURE = """<script>
const wide = [...document.querySelectorAll("body *")].filter(
  (e) => !e.parentElement.closest(".wide, .display, pre, code.block") &&
    e.getBoundingClientRect().right > document.documentElement.clientWidth + 1);
parent.postMessage(wide.map((e) => e.tagName + "." + e.className).slice(0, 9).join(" "), "*");
</script></body>"""
_PHONE = """<!doctype html><title>unset</title>
<script>onmessage = (e) => { document.title = "wide: " + e.data; };</script>
<iframe style="width:360px;height:700px;border:0" src="inner.html"></iframe>"""


def wider_than_a_phone(page: str, folder: Path) -> str:
    """Elements that stick out of a window 360 px wide and do not scroll in a box of their own."""
    measured = re.sub("<meta http-equiv[^>]*>", "", page).replace("<details", "<details open")
    shown = measured.replace("</style>", ".leaf { display: block !important; }</style>", 1)
    (folder / "inner.html").write_text(shown.replace("</body>", _MEASURE), "utf-8")
    built, _ = opened(_PHONE, folder, flags=("--virtual-time-budget=5000",))
    found = re.search("<title>wide: (.*)</title>", built)
    assert found is not None
    return found[1]


def test_nothing_is_wider_than_a_phone(tmp_path: Path) -> None:
    wide = (
        r"Let $a_1+a_2+a_3+a_4+a_5+a_6=b_1+b_2+b_3+b_4+b_5=c_1+c_2+c_3+c_4+c_5+c_6+c_7 = 0$ and "
        r"$$\prod_{i=1}^{n}\left(x_i+y_i+z_i\right)=\sum_{i=1}^n\sum_{j=1}^n\sum_{k=1}^n w_{ijk}"
        r" \tag{1}$$"
        + "\n\n|a|b|c|d|e|\n|-|-|-|-|-|\n|"
        + "".join(f"$x_{n}+y_{n}+z_{n}$|" for n in range(5))
        + "\n\n"
        + "word" * 60
    )
    found = problem([proof("p0", wide), lost("long" * 30, wide)], "p0", name="x" * 60)
    assert wider_than_a_phone(html(run([found, small_run().problems[0]])), tmp_path) == ""


def test_the_measure_of_a_phone_would_notice(tmp_path: Path) -> None:
    page = "<!doctype html><style></style><body><p style='width:400px'>x</p></body>"
    assert wider_than_a_phone(page, tmp_path) == "P."
