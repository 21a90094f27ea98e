"""Formulas become MathML, what cannot is shown as it is, and the guards hold."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfproof.report.allow import filtered
from selfproof.report.mathfix import normal
from selfproof.report.mathml import breakable, convert, formula
from selfproof.report.segments import Kind, segments
from tests.report.hostile import MATHS, repetitive
from tests.report.inspector import Inspector
from tests.report.samples import DATA


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        (r"\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        (r"\mathbb Z_{>0}", "ℤ"),
        (r"a\equiv b\pmod p", "mod"),
        (r"\begin{aligned}a&=b\\[2mm]&=c\end{aligned}", "<mtable"),
        (r"\begin{cases}1&\text{if }x>0\\0\end{cases}", "<mtext>if"),
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "<mtr>"),
        (r"\boxed{k=1}", '<mrow class="boxed">'),
        (r"\overline{AB}", "<mover"),
        (r"\sum_{\substack{i<j\\i\ne k}}x", "<munder"),
        (r"\lcm(a,b)", "<mi>lcm</mi>"),
        (r"|AB| \quad \text{(since $|BN| = b$)}", "<mtext>(since"),
        (r"\sin∠XYZ", "∠"),
        (r"\sqrt[3]{2}", "<mroot>"),
        (r"x^{2}^{3}", "<msup>"),
        (r"\mbox{for } x", "<mtext>for"),
        (r"50\%, 50%", "%"),
    ],
)
def test_converts(source: str, holds: str) -> None:
    shown = formula(source, True)
    assert holds in shown
    assert "<code" not in shown
    assert not Inspector(shown).faults


def test_row_spacing_is_not_shown() -> None:
    assert "mm" not in formula(r"\begin{aligned}a\\[2mm]b\end{aligned}", True)


@pytest.mark.parametrize(
    ("source", "number"),
    [
        (r"x=y \tag{1}", '<span class="tag">(1)</span>'),
        (r"x=y \tag*{†}", '<span class="tag">(†)</span>'),
        (
            r"x=y \tag{$\ast$}",
            '<span class="tag">(<math><mo lspace="0" rspace="0">∗</mo></math>)</span>',
        ),
        (r"x=y \label{eq:a}", '<span class="tag">(eq:a)</span>'),
        (r"\begin{align}x&=y\end{align}", ""),
    ],
)
def test_equation_numbers_stand_beside_the_formula(source: str, number: str) -> None:
    shown = formula(source, True)
    assert number in shown
    assert ("tag" in shown) == bool(number)


def test_several_tags_stay_in_their_rows() -> None:
    body, tags = normal(r"\begin{align}a\tag{1}\\b\tag{2}\end{align}")
    assert tags == ()
    assert body.index("(1)") < body.index(r"\\") < body.index("(2)")


@pytest.mark.parametrize(
    "source", [r"\frac{1}{", r"\left(x", "", "   ", r"\begin{foo}x\end{foo}", "a}b"]
)
def test_unreadable_formulas_are_shown_as_written(source: str) -> None:
    shown = formula(source, False)
    assert shown.startswith('<code class="tex">')
    assert Inspector(shown).text == source.strip()


@pytest.mark.parametrize(
    "source",
    [
        r"\def\a{\a\a}\a",
        r"\newcommand{\a}[1]{\a{#1#1}}\a{x}",
        r"\renewcommand\x y",
        r"\let\x=y",
        r"\gdef\x{y}",
        r"\href{javascript:alert(1)}{x}",
        "{" * 10_000 + "x" + "}" * 10_000,
        r"\sqrt" * 5_000 + "x",
        "x" * 5_000,
    ],
)
def test_dangerous_formulas_never_reach_the_converter(
    source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Trap:
        def convert_with_local_state(self, body: str, *, displaystyle: bool) -> str:
            raise AssertionError(f"converted {body[:40]!r}")

    monkeypatch.setattr("selfproof.report.mathml._CONVERTER", Trap())
    assert convert(source, False) is None


def test_a_panic_in_native_code_is_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    panic = type("PanicException", (BaseException,), {})

    class Broken:
        def convert_with_local_state(self, body: str, *, displaystyle: bool) -> str:
            raise panic("index out of bounds")

    monkeypatch.setattr("selfproof.report.mathml._CONVERTER", Broken())
    assert convert("x", False) is None


def test_other_exceptions_are_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted:
        def convert_with_local_state(self, body: str, *, displaystyle: bool) -> str:
            raise KeyboardInterrupt

    monkeypatch.setattr("selfproof.report.mathml._CONVERTER", Interrupted())
    with pytest.raises(KeyboardInterrupt):
        convert("x", False)


@pytest.mark.parametrize("text", [*MATHS, *repetitive(20_000).values()])
def test_hostile_formulas_are_harmless(text: str) -> None:
    for segment in segments(text):
        if segment.kind is not Kind.TEXT:
            assert not Inspector(formula(segment.body, True)).faults


TOKENS = st.sampled_from(
    [r"\frac", "{", "}", "x", "1", "^", "_", "&", r"\\", r"\left(", r"\right)", r"\sqrt", "'", "<",
     r"\begin{matrix}", r"\end{matrix}", r"\text{", r"\over", r"\limits", r"\sum", "#", "%", "~",
     r"\middle|", r"\tag{1}", r"\hspace{1em}", r"\color{red}", r"\not", r"\ref{a}", " ", '"', "∠"]
)  # fmt: skip


@given(st.lists(TOKENS, max_size=40).map("".join), st.booleans())
def test_any_formula_is_harmless(source: str, display: bool) -> None:
    assert not Inspector(formula(source, display)).faults


@pytest.mark.parametrize(
    "mathml",
    [
        "<math><script>x</script></math>",
        "<math><mi>x</mi>",
        "<math><mi>x</math></mi>",
        "<mi>x</mi>",
        "x<math></math>",
        "<math></math><p>",
        "<math><b>x</b></math>",
        "<math><mtext><img></mtext></math>",
        "<math><mtext><math></math></mtext></math>",
        '<math><mi onclick=x">x</mi></math>',
        "<math><!-- x --></math>",
        "<math><annotation-xml>x</annotation-xml></math>",
        "<math><mi>x</mi</math>",
    ],
)
def test_the_allow_list_refuses(mathml: str) -> None:
    assert filtered(mathml) is None


@pytest.mark.parametrize(
    ("mathml", "kept"),
    [
        ('<math onclick="x" href="y"><mi>a</mi></math>', "<math><mi>a</mi></math>"),
        ('<math><mi style="position:fixed">a</mi></math>', "<math><mi>a</mi></math>"),
        ('<math><mspace width="9999em"/></math>', "<math><mspace></mspace></math>"),
        ('<math><mspace width="1em"/></math>', '<math><mspace width="1em"></mspace></math>'),
        ("<math><mtext>a&lt;b&amp;</mtext></math>", "<math><mtext>a&lt;b&amp;</mtext></math>"),
        ('<math><mtext><a href="#x">1</a></mtext></math>', "<math><mtext>1</mtext></math>"),
        (
            '<math><mtd style="text-align:left;background:url(x)">a</mtd></math>',
            '<math><mtd style="text-align:left">a</mtd></math>',
        ),
        ("<math><mo>&ApplyFunction;</mo></math>", "<math><mo>\u2061</mo></math>"),
    ],
)
def test_the_allow_list_keeps_what_is_allowed(mathml: str, kept: str) -> None:
    assert filtered(mathml) == kept


def test_long_inline_formulas_may_break_after_relations() -> None:
    whole = "<math><mi>a</mi><mo>=</mo><mi>b</mi><mo>=</mo></math>"
    assert breakable(whole, 10) == whole
    assert breakable(whole, 80) == (
        "<math><mi>a</mi><mo>=</mo></math><wbr><math><mi>b</mi><mo>=</mo></math>"
    )
    nested = "<math><mrow><mi>a</mi><mo>=</mo></mrow></math>"
    assert breakable(nested, 80) == nested


def _published_formulas() -> list[tuple[str, bool]]:
    texts = []
    for path in sorted((DATA / "deepseek_math_v2").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            texts += [row["question"], row["model_prediction"]["proof"]]
    return [
        (segment.body, segment.kind is Kind.DISPLAY)
        for text in texts
        for segment in segments(text)
        if segment.kind in (Kind.INLINE, Kind.DISPLAY)
    ]


@pytest.mark.skipif(not DATA.exists(), reason="shared data absent")
def test_published_proofs_convert() -> None:
    formulas = _published_formulas()
    failed = [source for source, display in formulas if "<code" in formula(source, display)]
    assert len(formulas) > 5_000
    assert len(failed) <= len(formulas) / 2_000, failed[:20]
