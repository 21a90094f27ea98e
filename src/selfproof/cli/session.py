"""One session of a run: store, model and budget opened, progress shown, signals heeded.

The order matters to users: what is cheap to find wrong (settings, prompts, the store) is looked at
before a model is started or called.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from selfproof.backends.models import SHIPPED
from selfproof.budget import Budget, Price
from selfproof.calls import Meter
from selfproof.calls.collect import collect_seldom
from selfproof.cli.interrupts import Interrupts
from selfproof.cli.launch import Launch
from selfproof.cli.model import OpenModel, open_model
from selfproof.cli.progress import Progress
from selfproof.errors import UsageError
from selfproof.prompts import Prompts
from selfproof.search import Interrupted
from selfproof.store import Store

STORE = "store.sqlite"
_LAUNCH = "launch"
_WHOLE_RUN = -1
"""Position under which the launch is recorded: it belongs to no single problem."""

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Session:
    """What is open while a run works."""

    launch: Launch
    store: Store
    model: OpenModel
    prompts: Prompts
    quiet: bool

    @property
    def price(self) -> Price | None:
        return self.launch.price_of(self.model.backend.model)

    async def begin(self, run: str) -> Budget:
        """Record how the run is carried out; its budget, with what earlier sessions spent.

        Raises:
            UsageError: a limit in money for a model whose price is not known.
        """
        spent = self.store.spent(run)
        budget = Budget(self.launch.limits, self.price, spent_calls=spent.calls, spent=spent.usage)
        await self.store.add_decision(run, _WHOLE_RUN, _LAUNCH, self.launch.record(), replace=True)
        return budget

    async def watched(
        self, title: str, meter: Meter, budget: Budget, work: Awaitable[_Result]
    ) -> _Result:
        """The result of `work`, with its progress shown meanwhile."""
        progress = Progress(title, meter, budget, quiet=self.quiet)
        showing = asyncio.create_task(progress.show())
        try:
            return await work
        finally:
            showing.cancel()
            with suppress(asyncio.CancelledError):
                await showing


def recorded_launch(store: Store, run: str) -> Launch | None:
    """How a run was carried out last; None where that was not recorded."""
    record = store.decisions(run, _WHOLE_RUN).get(_LAUNCH)
    return None if record is None else Launch.of(record)


def read_prompts(name: str, model: str) -> Prompts:
    """The prompts `--prompts` names; `auto` is `short` for the tiny embedded model, else `own`.

    Raises:
        UsageError: unknown, or a file that does not hold them.
    """
    kind, _, path = name.partition(":")
    if name == "short" or (name == "auto" and model in SHIPPED):
        return Prompts.short()
    if name in ("own", "auto"):
        return Prompts.own()
    if kind == "official" and path:
        return Prompts.official(Path(path))
    raise UsageError(f"--prompts {name!r}: must be auto, own, short or official:PATH")


def conduct(
    launch: Launch, out: Path, *, quiet: bool, work: Callable[[Session], Awaitable[_Result]]
) -> _Result:
    """Open everything, do `work`, close everything.

    Raises:
        SelfproofError: what the user can act on.
        Interrupted: stopped by a signal before there was a run.
    """
    collect_seldom()
    return asyncio.run(_conduct(launch, out, quiet, work))


async def _conduct(
    launch: Launch, out: Path, quiet: bool, work: Callable[[Session], Awaitable[_Result]]
) -> _Result:
    task = asyncio.ensure_future(_opened(launch, out, quiet, work))
    with Interrupts(task) as interrupts:
        try:
            return await task
        except asyncio.CancelledError:
            if interrupts.fired:
                raise Interrupted("interrupted; run the same command again to go on") from None
            raise


async def _opened(
    launch: Launch, out: Path, quiet: bool, work: Callable[[Session], Awaitable[_Result]]
) -> _Result:
    prompts = read_prompts(launch.prompts, launch.model)
    with Store(out / STORE) as store:
        async with open_model(launch) as model:
            return await work(Session(launch, store, model, prompts, quiet))
