"""Markdown, LaTeX prose and formulas together; whatever a text holds."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfproof.report.clean import clean, one_line
from selfproof.report.prose import PLAIN_LIMIT, RICH_LIMIT, beginning, prose
from tests.report.hostile import ALL, repetitive
from tests.report.inspector import Inspector
from tests.report.samples import DATA, QUESTION

N = "<math><mi>n</mi></math>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**bold** and *it*", "<p><strong>bold</strong> and <em>it</em></p>"),
        (r"a set is \emph{balanced} if", "<p>a set is <em>balanced</em> if</p>"),
        (r"\textbf{the $n$-th}", f"<p><strong>the {N}-th</strong></p>"),
        ("# Title", "<h5>Title</h5>"),
        (r"\section*{Title} text", "<h5>Title</h5>\n<p>text</p>"),
        ("a\n---\nb", "<p>a</p>\n<hr />\n<p>b</p>"),
        ("    indented", "<p>indented</p>"),
        (r"a~b -- c --- d", "<p>a\u00a0b – c — d</p>"),
        (r"Erd\H{o}s, H\"older, Poincar\'{e}", "<p>Erdős, Hölder, Poincaré</p>"),
        ("``so'' it", "<p>“so” it</p>"),
        (r"a \mathbb{N} b", "<p>a <math><mi>ℕ</mi></math> b</p>"),
        (r"2025 \times 2025", '<p>2025 <math><mo lspace="0" rspace="0">×</mo></math> 2025</p>'),
        (r"an \unknowncommand here", r"<p>an \unknowncommand here</p>"),
        (r"see \ref{lemma} \label{x}now", "<p>see (lemma) now</p>"),
        ("a `b<c` d", "<p>a <code>b&lt;c</code> d</p>"),
        ("```python\nx < 1\n```", '<p><code class="block">x &lt; 1</code></p>'),
        ("if $n$, then", f'<p>if <span class="joined">{N},</span> then</p>'),
        ("a_i * b_i and 2 * 3 * 4", "<p>a_i * b_i and 2 * 3 * 4</p>"),
        ("$a_i * b_i$ *x*", None),
        (r"\begin{proof}a\end{proof}", "<p><em>Proof.</em> a ∎</p>"),
        (r"\begin{lemma}[Key] a\end{lemma}", "<p><strong>Lemma (Key).</strong>  a</p>"),
    ],
)
def test_sets(text: str, html: str | None) -> None:
    shown = prose(text)
    if html is None:
        assert "<em>x</em>" in shown
        assert "a_i" not in shown
    else:
        assert shown.strip() == html


def test_lists_of_latex() -> None:
    shown = prose(QUESTION)
    assert "<em>balanced</em>" in shown
    assert shown.count("<li>") == 2
    assert "\\" not in shown


def test_nested_lists_of_latex() -> None:
    shown = prose(
        r"\begin{enumerate}\item a \begin{itemize}\item b\item c\end{itemize} \item[(ii)] d"
        r"\end{enumerate} after"
    )
    tags = [tag for tag in Inspector(shown).tags if tag in ("ol", "ul", "li")]
    assert tags == ["ol", "li", "ul", "li", "li", "ul", "li"]
    assert "<strong>(ii)</strong>" in shown
    assert "<p>after</p>" in shown


def test_formulas_may_hold_what_markdown_would_take() -> None:
    shown = prose("- so\n  \\[\n  x\n  - y\n  = z\n\n  > 0\n  \\]\n- and")
    assert shown.count("<li>") == 2
    assert shown.count("<mo>−</mo>") == 1
    assert "blockquote" not in shown


def test_tables_with_formulas() -> None:
    shown = prose("| $|x|$ | b |\n|---|---|\n| 1 | $y$ |")
    assert shown.startswith('<div class="wide"><table>')
    assert shown.count("<td>") == 2


@pytest.mark.parametrize("text", ALL)
def test_hostile_text_is_harmless(text: str) -> None:
    assert not Inspector(prose(text)).faults
    assert not Inspector(beginning(text, 100)).faults


@given(
    st.lists(st.sampled_from([*ALL, "$", "*", "\n", "\n\n", "`", "{", "}", "\\item "]), max_size=8)
)
def test_hostile_texts_mixed_are_harmless(texts: list[str]) -> None:
    assert not Inspector(prose("".join(texts))).faults


@given(st.text(max_size=300))
def test_any_text_is_harmless(text: str) -> None:
    assert not Inspector(prose(text)).faults


@pytest.mark.parametrize("name", repetitive(8_000))
def test_repetitive_text_is_set(name: str) -> None:
    """Recursion, stack overflow or a quadratic search would show here as a crash or a hang."""
    text = repetitive(8_000)[name]
    assert not Inspector(prose(text)).faults


def test_deep_nesting_is_shown_as_written_not_dropped() -> None:
    text = ">" * 60 + " buried"
    assert "buried" in Inspector(prose(text)).text


def test_a_megabyte_is_shown_as_written() -> None:
    text = "word $x$ <b>\n" * (RICH_LIMIT // 10)
    shown = prose(text)
    assert shown.startswith('<pre class="source">')
    assert Inspector(shown).text.strip() == text.strip()


def test_more_than_a_megabyte_is_cut_and_said_to_be() -> None:
    shown = prose("x" * (PLAIN_LIMIT + 1_234))
    assert "1,234 more characters" in shown


def test_clean_replaces_what_hides_or_reorders() -> None:
    assert clean("a\x00b\u202ec\ud800d\r\ne\u2028f\u200bg\ttab") == "a�b�c�d\ne\nfg\ttab"


def test_one_line() -> None:
    assert one_line(" a\n\n b ", 10) == "a b"
    assert one_line("abcdefghij", 5) == "abcd…"


def test_beginning_cuts_between_formulas() -> None:
    assert beginning("Let $n$ be even. Let $m$ be odd", 10) == f"Let {N} be…"
    assert beginning("Let it be.\n\nMore", 100) == "Let it be."
    assert "<" not in beginning("a \\begin{itemize} \\item b", 100)


@pytest.mark.skipif(not DATA.exists(), reason="shared data absent")
def test_published_statements_leave_no_latex() -> None:
    rows = json.loads((DATA / "deepseek_math_v2" / "IMO2025-problems.json").read_text("utf-8"))
    for row in rows:
        shown = Inspector(prose(row["question"]))
        assert not shown.faults
        assert not re.search(r"\\[a-zA-Z]|\$", shown.text)
