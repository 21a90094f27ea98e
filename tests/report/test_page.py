"""The page as a whole: complete, safe whatever it holds, linked within itself alone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from selfproof.report import html
from selfproof.store.views import RunView
from selfproof.types import OutcomeKind
from tests.report.hostile import ALL
from tests.report.inspector import Inspector
from tests.report.samples import (
    PUBLISHED,
    analysis,
    lost,
    pool_run,
    problem,
    proof,
    published_run,
    review,
    run,
    small_run,
)


def check(page: str) -> Inspector:
    """Assert that a page is safe and consistent."""
    seen = Inspector(page)
    assert not seen.faults
    assert "script" not in seen.tags
    assert [name for name, count in Counter(seen.ids).items() if count > 1] == []
    assert {link[1:] for link in seen.links} <= set(seen.ids)
    assert len(seen.styles) == 1
    assert not re.search(r"url\(|@import|expression", seen.styles[0])
    assert "default-src 'none'" in page
    return seen


def hostile_run(text: str) -> RunView:
    """A run in which every field that others fill is `text`."""
    checks = [
        analysis(0, 0.5, True, [review(0, 1.0, text), review(1, None)], text),
        replace(analysis(1, None), text=text, detail=text),
        analysis(2, 1.0, words=text),
    ]
    final = proof(text, text, checks, round_=1, parents=((text + "p", (0, 1)),), reasoning=text)
    parent = proof(text + "p", f"{text}\n## Self Evaluation\n{text}")
    gone = replace(lost(text + "l", text), detail=text)
    decisions = {"final": {"proof": text, "reason": text}, text: {text: [text]}}
    found = problem(
        [parent, gone, final], text, name=text, question=text, reason=text, decisions=decisions
    )
    view = run([found, replace(found, position=1)], model=text, message=text, faults={text: 3})
    spec = {**view.summary.spec, "strategy": text, text: {text: text}}
    return replace(view, summary=replace(view.summary, run=text, status=text, spec=spec))


def test_a_small_run() -> None:
    seen = check(html(small_run()))
    for said in (
        "Not accepted: no proof passed all its verifications",
        "constrained by a grammar",
        "refined from p1 (shown its analyses 2, 0) and p0 (shown its analyses 0)",
        "issue confirmed (reviews: 1, 1, cut off)",
        "issue dismissed (reviews: 0, 0.5)",
        "issue not reviewed",
        "reply unreadable: the phrase is missing",
        "I would rather <b>talk</b> about the weather.",
        "The 1,160 characters of reasoning",
        "http-429",
        "settings.verify.reviews",
    ):
        assert said in seen.text, said
    assert seen.tags.count("svg") == 3
    assert seen.tags.count("math") > 30


def test_every_proof_can_be_chosen_in_the_tree() -> None:
    page = html(small_run())
    tree = page[page.index('<svg class="tree') : page.index("</svg>")]
    assert sorted(Inspector(tree + "</svg>").links) == [f"#p0-n{n}" for n in range(5)]


def test_many_problems_have_an_index() -> None:
    one = small_run().problems[0]
    seen = check(html(run([replace(one, position=n, problem_idx=f"q{n}") for n in range(12)])))
    assert [link for link in seen.links if re.fullmatch(r"#p\d+", link)] == [
        f"#p{n}" for n in range(12)
    ]


def test_a_run_without_anything() -> None:
    check(html(run([], faults={})))
    seen = check(html(run([problem([], None, status="none", decisions={})], faults={})))
    assert "No proof. No reply held a readable proof." in seen.text
    assert "No call was lost" in seen.text


def test_a_pool_run_stays_small_and_says_what_is_left_out() -> None:
    view = pool_run()
    page = html(view)
    seen = check(page)
    assert sum(len(each.proofs) for each in view.problems) == 8_256
    assert len(page) < 1_000_000
    assert re.search(r"The texts of 8,2\d\d proofs are not in this file", seen.text)
    assert "selfproof runs show pairs-1a2b3c4d NAME" in seen.text


def test_texts_not_read_are_said_to_be_elsewhere() -> None:
    view = small_run()
    found = view.problems[0]
    bare = tuple(replace(each, has_texts=False, text="") for each in found.proofs)
    seen = check(html(replace(view, problems=(replace(found, proofs=bare),))))
    assert "The texts of 5 proofs are not in this file" in seen.text


@pytest.mark.parametrize("text", ALL)
def test_hostile_text_in_every_place(text: str) -> None:
    check(html(hostile_run(text)))


def test_hostile_text_changes_nothing_outside_its_place() -> None:
    """Tags outside the set texts are the same for a tame and for a hostile run."""
    hostile = html(hostile_run("<b onclick=x>'\"</section></main>"))
    tame = html(hostile_run("tame"))
    outline = re.compile(r"<(/?(?:section|main|article|header|nav|svg|details|table)\b)")
    assert Counter(outline.findall(hostile)) == Counter(outline.findall(tame))


def test_a_megabyte_of_proof() -> None:
    long = "Let $x$ be <i>so</i>. " * 50_000
    seen = check(html(run([problem([proof("p0", long)], "p0")])))
    assert seen.text.count("be <i>so</i>.") > 40_000


def test_the_accounts_add_up() -> None:
    cells = re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", html(small_run()).split(">all roles<")[1])
    # replies, read, cut off, unreadable, refused, failed, prompt, cached and written tokens, time
    assert cells[:10] == [
        "54", "50", "2", "1", "1", "0", "78,500", "53,800", "21,500", "16 min 49 s",
    ]  # fmt: skip


def test_refused_replies_are_shown() -> None:
    gone = replace(lost("p9", ""), outcome=OutcomeKind.REFUSED, detail="content filter")
    assert "refused: content filter" in check(html(run([problem([gone], None)]))).text


@pytest.mark.skipif(not PUBLISHED.exists(), reason="shared data absent")
def test_published_proofs() -> None:
    page = html(published_run())
    seen = check(page)
    assert seen.tags.count("math") > 2_000
    assert 'class="tex"' not in page
