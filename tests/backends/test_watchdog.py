"""The watchdog: what it interrupts, and what it leaves alone."""

from __future__ import annotations

import asyncio

import pytest

from selfproof.backends.watchdog import Stalled, Watchdog


async def test_silence_is_interrupted() -> None:
    with pytest.raises(Stalled), Watchdog(0.01):
        await asyncio.Event().wait()
    task = asyncio.current_task()
    assert task is not None
    assert task.cancelling() == 0
    await asyncio.sleep(0)


async def test_work_in_time_is_not() -> None:
    with Watchdog(5.0):
        await asyncio.sleep(0)
    await asyncio.sleep(0)


async def test_a_sign_of_life_puts_it_off() -> None:
    with Watchdog(1.0) as watch:
        for _ in range(30):
            await asyncio.sleep(0.05)
            watch.alive()


async def test_a_shorter_limit_holds_at_once() -> None:
    async def work() -> None:
        with Watchdog(3_600.0) as watch:
            watch.allow(0.01)
            await asyncio.Event().wait()

    with pytest.raises(Stalled):
        await work()


async def test_a_longer_limit_holds_at_once() -> None:
    with Watchdog(0.05) as watch:
        watch.allow(3_600.0)
        await asyncio.sleep(0.15)


async def test_a_cancellation_from_outside_stays_one() -> None:
    async def work() -> None:
        with Watchdog(3_600.0):
            await asyncio.Event().wait()

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_cancellation_from_outside_wins_over_silence() -> None:
    watch = Watchdog(3_600.0)

    async def work() -> None:
        with watch:
            await asyncio.Event().wait()

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    # Both in the same turn of the loop.
    watch.allow(0.0)
    watch._look()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert task.cancelled()


async def test_other_errors_pass() -> None:
    with pytest.raises(KeyError), Watchdog(5.0):
        raise KeyError
