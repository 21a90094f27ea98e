"""Opening the store of a folder for reading, and the launch record of a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selfproof.budget import Price, parse_price
from selfproof.cli.launch import Launch
from selfproof.cli.session import STORE, recorded_launch
from selfproof.errors import UsageError
from selfproof.search.grade import GIVEN
from selfproof.store import RunSummary, RunView, Store, load_problem


@contextmanager
def reading(out: Path) -> Iterator[Store]:
    """The store in `out`, read only; a run may be writing to it meanwhile.

    Raises:
        StoreError: there is none, or it cannot be read.
    """
    with Store(out / STORE, readonly=True) as store:
        yield store


def price_of(store: Store, view: RunView, options: Mapping[str, Any]) -> Price | None:
    """The price of a run's model: given, recorded, or out of the tables; None when unknown."""
    launch = recorded_launch(store, view.summary.run) or Launch()
    price, prices = options.get("price"), options.get("prices")
    launch = launch.changed(
        price=parse_price(price) if price is not None else None,
        prices=str(prices) if prices is not None else None,
    )
    return launch.price_of(view.summary.model)


def given_of(store: Store, summary: RunSummary) -> list[str] | None:
    """The proofs that a `selfproof verify` run grades, None for a search.

    Raises:
        UsageError: it was stopped before the proof was recorded.
    """
    given = summary.spec.get(GIVEN)
    if given is None:
        return None
    texts = [
        proof.text
        for position in range(len(given))
        for proof in load_problem(store, summary.run, position, texts="proofs").proofs
        if proof.name == GIVEN
    ]
    if len(texts) != len(given):
        raise UsageError(
            f"run {summary.run}: was stopped before its proof was recorded; "
            "give the `selfproof verify` command again"
        )
    return texts
