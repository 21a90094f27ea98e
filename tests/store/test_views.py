"""A run read back: every number, every text when it is wanted, and the way from a proof to what it
came from."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from selfproof.errors import StoreError, UsageError
from selfproof.store import (
    Body,
    CallId,
    ProofView,
    Store,
    asked,
    find_run,
    list_runs,
    load_problem,
    load_run,
    read_texts,
    request_of,
    with_texts,
)
from selfproof.types import Message, OutcomeKind, Problem, Role, Usage
from tests.store.helpers import RUN, SAMPLING, call, digest, make_store, text_of, write_run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed store with one run."""
    made = tmp_path / "store.db"
    make_store(made)
    return made


class _Counting(Store):
    """A store that counts its queries."""

    queries = 0

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        self.queries += 1
        return super().rows(sql, values)


def test_a_run_is_listed(path: Path) -> None:
    with Store(path, readonly=True) as store:
        (summary,) = list_runs(store)
    assert (summary.run, summary.model, summary.status) == (RUN, "model", "done")
    assert (summary.spec, summary.seconds, summary.problems) == ({"preset": "small"}, 12.5, 2)


def test_a_run_is_found_by_the_beginning_of_its_id(path: Path) -> None:
    with Store(path) as store:
        assert find_run(store, "ru").run == RUN
        asyncio.run(write_run(store, run="run-12"))
        assert find_run(store, RUN).run == RUN
        with pytest.raises(
            UsageError, match=r"'run' begins the ids of several runs in .*runs list"
        ):
            find_run(store, "run")
        with pytest.raises(UsageError, match="'other' is not a run in"):
            load_run(store, "other")
        with pytest.raises(UsageError, match="problem 2: run 'run-1' has no such problem"):
            load_problem(store, RUN, 2)


def test_problems_and_choices(path: Path) -> None:
    with Store(path, readonly=True) as store:
        first, second = load_run(store, RUN).problems
    assert (first.problem_idx, first.question) == ("A1", "Show that 1 + 1 = 2.")
    assert (second.problem_idx, second.question) == ("A2", "Show that ∀x: x = x.")
    assert (first.status, first.final, first.reason) == ("accepted", "p3", "passed")
    assert [proof.name for proof in first.proofs] == ["p0", "p1", "p2", "p3"]
    assert first.decisions["final"] == {"status": "accepted", "proof": "p3", "reason": "passed"}


def test_the_problems_as_they_were_asked(path: Path) -> None:
    with Store(path, readonly=True) as store:
        assert asked(store, RUN) == [
            Problem("A1", "Show that 1 + 1 = 2."),
            Problem("A2", "Show that ∀x: x = x."),
        ]
        assert asked(store, "other") == []


async def test_the_best_so_far_stands_until_the_choice(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db") as store:
        await store.start_run(RUN, "model", {}, [Problem("1", "one")])
        await store.add_decision(RUN, 0, "partial", {"status": "partial", "proof": "p"})
        early = load_problem(store, RUN, 0)
        await store.add_decision(RUN, 0, "final", {"status": "best", "proof": "q", "reason": "r"})
        late = load_problem(store, RUN, 0)
    assert (early.status, early.final, early.reason) == ("partial", "p", "")
    assert (late.status, late.final, late.reason) == ("best", "q", "r")


def test_a_proof_with_its_analyses_and_reviews(path: Path) -> None:
    with Store(path, readonly=True) as store:
        proof = load_run(store, RUN).problems[1].proof("p3")
    assert (proof.round, proof.parents) == (1, (("p1", (0, 1)),))
    assert (proof.outcome, proof.self_score) == (OutcomeKind.OK, 1.0)
    assert (proof.mean, proof.passed, proof.usage) == (0.5, True, Usage(100, 40, 10))
    assert (proof.text, proof.reasoning) == (text_of("1/refine3", 0), "because")
    assert [each.index for each in proof.analyses] == list(range(6))
    assert [each.score for each in proof.analyses] == [0.0, 0.5, 1.0, 0.0, 0.5, None]
    assert [each.counted for each in proof.analyses] == [0.0, 0.5, 1.0, 0.0, 0.5, None]
    assert [each.confirmed for each in proof.analyses] == [True, *[None] * 5]
    assert proof.analyses[5].outcome is OutcomeKind.TRUNCATED
    assert proof.analyses[4].text == text_of("1/p3/verify", 4)
    assert [len(each.reviews) for each in proof.analyses] == [2, 0, 0, 0, 0, 0]
    assert [each.text for each in proof.analyses[0].reviews] == [
        text_of("1/p3/review0", sample) for sample in range(2)
    ]


def test_the_accounts(path: Path) -> None:
    with Store(path, readonly=True) as store:
        run = load_run(store, RUN)
    roles = {count.role: count for count in run.roles}
    # Two problems with two first proofs, two refined ones, 6 analyses and 2 reviews a proof.
    assert {role: count.calls for role, count in roles.items()} == {
        Role.PROVE: 4, Role.REFINE: 4, Role.VERIFY: 48, Role.REVIEW: 16,
    }  # fmt: skip
    assert roles[Role.VERIFY].outcomes == {OutcomeKind.OK: 40, OutcomeKind.TRUNCATED: 8}
    assert roles[Role.VERIFY].usage == Usage(4800, 1920, 480)
    assert roles[Role.VERIFY].seconds == 48 * 1.5
    assert run.usage == Usage(7200, 2880, 720)
    assert run.faults == {"cancelled": 1}


async def test_faults_are_counted_by_word(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db") as store:
        await store.start_run(RUN, "model", {}, [])
        await store.add_call(RUN, call("a", 0, faults=("429", "429", "stalled")))
        await store.add_call(RUN, call("a", 1, faults=("429",)))
        await store.add_call("other", call("a", 2, faults=("429",)))
        await store.add_lost(RUN, digest("b"), 0, "stalled")
        assert load_run(store, RUN).faults == {"429": 3, "stalled": 2}


async def test_the_last_attempt_stands_and_all_are_paid_for(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db") as store:
        await store.start_run(RUN, "model", {}, [Problem("1", "one")])
        lost = call("a", kind=OutcomeKind.UNPARSED, score=None, body=Body("?"))
        await store.add_call(RUN, lost)
        await store.add_call(RUN, call("a", 0, 1, score=1.0))
        await store.add_proof(RUN, 0, "p", 0, (digest("a"), 0), [])
        for attempt, score in enumerate((None, 0.5)):
            kind = OutcomeKind.OK if score else OutcomeKind.REFUSED
            await store.add_call(RUN, call("v", 3, attempt, kind=kind, score=score))
        await store.add_link(RUN, 0, "p", Role.VERIFY, -1, digest("v"))
        proof = load_run(store, RUN).problems[0].proof("p")
    assert (proof.text, proof.attempt, proof.usage) == (text_of("a", 0, 1), 1, Usage(200, 80, 20))
    (analysis,) = proof.analyses
    assert (analysis.index, analysis.attempt, analysis.outcome) == (3, 1, OutcomeKind.OK)
    assert analysis.text == text_of("v", 3, 1)


async def test_an_unreadable_proof_and_an_open_problem(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db") as store:
        await store.start_run(RUN, "model", {}, [Problem("1", "one"), Problem("2", "two")])
        new = call("a", kind=OutcomeKind.UNPARSED, score=None, detail="no heading")
        await store.add_call(RUN, new)
        await store.add_proof(RUN, 0, "p", 0, (digest("a"), 0), [])
        first, second = load_run(store, RUN).problems
    assert (first.status, first.final, second.proofs) == ("open", None, ())
    proof = first.proof("p")
    assert (proof.outcome, proof.detail) == (OutcomeKind.UNPARSED, "no heading")
    assert (proof.self_score, proof.mean, proof.passed, proof.analyses) == (None, None, False, ())


def _texts(proof: ProofView) -> list[str]:
    reviews = [review.text for analysis in proof.analyses for review in analysis.reviews]
    return [proof.text, proof.reasoning, *(each.text for each in proof.analyses), *reviews]


def test_texts_are_read_when_they_are_wanted(path: Path) -> None:
    with Store(path, readonly=True) as store:
        whole = load_run(store, RUN)
        bare = load_run(store, RUN, texts="none")
        proofs = load_run(store, RUN, texts="proofs")
        assert all(proof.has_texts for problem in whole.problems for proof in problem.proofs)
        for problem, full, named in zip(
            bare.problems, whole.problems, proofs.problems, strict=True
        ):
            assert not any(text for proof in problem.proofs for text in _texts(proof))
            assert [each.text for each in named.proofs] == [each.text for each in full.proofs]
            assert not any(each.analyses[0].text or each.has_texts for each in named.proofs)
            # Only the texts are missing, and they can be filled in.
            assert with_texts(store, problem, {proof.name for proof in full.proofs}) == full
            some = with_texts(store, problem, {"p3", "nobody", None})
            assert [proof.has_texts for proof in some.proofs] == [False, False, False, True]
            assert some.proof("p3") == full.proof("p3") == read_texts(store, problem.proof("p3"))
            assert some.proof("p0") == problem.proof("p0")
            assert load_problem(store, RUN, problem.position) == full
            assert load_problem(store, RUN, problem.position, texts="none") == problem


def test_a_family_is_read_with_a_few_queries_a_proof(tmp_path: Path) -> None:
    counts = []
    for proofs in (4, 24):
        path = tmp_path / f"{proofs}.db"
        make_store(path, proofs=proofs, analyses=12)
        with _Counting(path, readonly=True) as store:
            load_run(store, RUN, texts="none")
            counts.append(store.queries)
    # Two problems, 20 proofs more in each: whatever the number of analyses.
    assert counts[1] - counts[0] <= 2 * 20 * 3


def test_structure_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Store(path) as store:
        asyncio.run(_write_long_texts(store))
    with Store(path, readonly=True) as store:
        tracemalloc.start()
        load_run(store, RUN, texts="none")
        peak = tracemalloc.get_traced_memory()[1]
        load_run(store, RUN)
        peak_with_texts = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 200_000
    assert peak_with_texts > 4_000_000


async def _write_long_texts(store: Store) -> None:
    await store.start_run(RUN, "model", {}, [Problem("1", "one")])
    await store.add_call(RUN, call("a"))
    await store.add_proof(RUN, 0, "p", 0, (digest("a"), 0), [])
    long = Body("long " * 10_000)
    await asyncio.gather(*(store.add_call(RUN, call("v", each, body=long)) for each in range(100)))
    await store.add_link(RUN, 0, "p", Role.VERIFY, -1, digest("v"))


def test_from_a_proof_to_all_it_came_from(path: Path) -> None:
    with Store(path, readonly=True) as store:
        problem = load_run(store, RUN, texts="none").problems[0]
        proof = problem.proof("p3")
        seen = []
        while True:
            request = request_of(store, proof.call)
            seen.append((proof.name, request.role, request.lineage))
            if not proof.parents:
                break
            (parent, shown) = proof.parents[0]
            proof = problem.proof(parent)
            for index in shown:
                analysis = request_of(store, proof.analyses[index].call)
                assert analysis.messages[1].content == f"question 0/{parent}/verify"
                assert (analysis.role, analysis.sample) == (Role.VERIFY, index)
            for review in proof.analyses[0].reviews:
                assert request_of(store, review.call).role is Role.REVIEW
    assert seen == [
        ("p3", Role.REFINE, "lineage of 0/refine3"),
        ("p1", Role.PROVE, "lineage of 0/prove"),
    ]


async def test_the_exact_request(tmp_path: Path) -> None:
    sent = (Message("user", "question a"), Message("assistant", "so far \ud800"))
    with Store(tmp_path / "store.db") as store:
        await store.add_call(RUN, call("a", 2, seed=11))
        await store.add_call(RUN, call("a", 2, 1, sent=sent, seed=12))
        ((key,),) = store.rows("SELECT id FROM requests")
        first, second = (request_of(store, CallId(key, 2, attempt)) for attempt in range(2))
        with pytest.raises(StoreError, match="holds no call"):
            request_of(store, CallId(key, 3, 0))
    assert (first.digest, first.role, first.model) == (digest("a"), Role.VERIFY, "model")
    assert first.lineage == "lineage of a"
    assert first.sampling == second.sampling == SAMPLING
    assert first.messages == (Message("system", "be strict"), Message("user", "question a"))
    assert (first.sample, first.attempt, first.seed, first.continues) == (2, 0, 11, False)
    # Not even a lone surrogate is lost: this is what was sent.
    assert second.messages == sent
    assert (second.attempt, second.seed, second.continues) == (1, 12, True)


_CHILD = """
import asyncio, itertools, sys
sys.path.insert(0, sys.argv[2])
from selfproof.store import Store
from tests.store.helpers import write_run
async def main():
    with Store(sys.argv[1]) as store:
        for number in itertools.count():
            await write_run(store, run=f"live-{number}", proofs=3, analyses=3)
            print(flush=True)
asyncio.run(main())
"""


def test_runs_can_be_read_while_one_is_written(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(path), root], stdout=subprocess.PIPE
    ) as child:
        try:
            assert child.stdout is not None
            child.stdout.readline()
            for _ in range(20):
                with Store(path, readonly=True) as store:
                    newest = list_runs(store)[0]
                    for problem in load_run(store, newest.run).problems:
                        sizes = [len(proof.analyses) for proof in problem.proofs]
                        assert all(proof.text for proof in problem.proofs)
                        # What was written before the choice is there when the choice is.
                        assert problem.final is None or sizes == [3, 3, 3]
        finally:
            child.kill()


def test_a_snapshot_spans_a_whole_run(path: Path) -> None:
    with Store(path) as writer:

        class Meddling(Store):
            """Commits a further call in the middle of every reading."""

            def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
                if "SELECT position" in sql:
                    asyncio.run(_add_analysis(writer))
                return super().rows(sql, values)

        with Meddling(path, readonly=True) as store:
            run = load_run(store, RUN)
            assert sum(count.calls for count in run.roles) == 72
            assert store.spent(RUN).calls == 73


async def _add_analysis(store: Store) -> None:
    await store.add_call(RUN, call("0/p0/verify", 99))
