"""The limiter and the gate, in simulated time."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfproof.backends.gate import Gate
from selfproof.backends.limiter import START, Limiter
from tests.fakes.clock import FakeTime


def round_trip(limiter: Limiter, seconds: float | None = 0.1) -> None:
    """As many accepted requests as the limit was, all of it in use."""
    for _ in range(limiter.limit):
        limiter.accepted(limiter.epoch, limiter.limit, seconds)


def test_it_starts_low_and_doubles_up_to_the_ceiling() -> None:
    limiter = Limiter(500)
    limits = [limiter.limit]
    for _ in range(5):
        round_trip(limiter)
        limits.append(limiter.limit)
    assert limits == [START, 2 * START, 4 * START, 8 * START, 500, 500]


def test_the_ceiling_also_bounds_the_start() -> None:
    assert Limiter(4).limit == 4
    assert Limiter(1).limit == 1


def test_refusals_of_one_round_trip_halve_once() -> None:
    limiter = Limiter(64, start=64)
    sent = limiter.epoch
    for _ in range(40):
        limiter.overloaded(sent)
    assert limiter.limit == 32
    limiter.overloaded(limiter.epoch)
    assert limiter.limit == 16


def test_after_a_cut_it_creeps() -> None:
    limiter = Limiter(64, start=64)
    limiter.overloaded(limiter.epoch)
    limits = []
    for _ in range(3):
        round_trip(limiter)
        limits.append(limiter.limit)
    assert 32 < limits[0] <= 34
    assert limits == sorted(limits)
    assert limits[-1] < 40


def test_after_a_storm_it_comes_back_quickly_to_half_of_before() -> None:
    limiter = Limiter(256, start=256)
    for _ in range(20):
        limiter.overloaded(limiter.epoch)
    assert limiter.limit == 1
    trips = 0
    while limiter.limit < 128:
        round_trip(limiter)
        trips += 1
    assert trips <= 8
    round_trip(limiter)
    assert limiter.limit < 140


def test_old_acceptances_do_not_raise_a_cut_limit() -> None:
    limiter = Limiter(64, start=64)
    sent = limiter.epoch
    limiter.overloaded(sent)
    for _ in range(64):
        limiter.accepted(sent, 64, 0.1)
    assert limiter.limit == 32


def test_an_unused_limit_does_not_grow() -> None:
    limiter = Limiter(1_000)
    for _ in range(500):
        limiter.accepted(limiter.epoch, 3, 0.1)
    assert limiter.limit == START


def test_queueing_shrinks_gently_and_relief_grows_again() -> None:
    limiter = Limiter(200)
    for _ in range(20):
        round_trip(limiter)
    assert limiter.limit == 200
    for _ in range(4):
        round_trip(limiter, seconds=20.0)
    shrunk = limiter.limit
    assert START <= shrunk < 150
    for _ in range(200):
        round_trip(limiter)
    assert limiter.limit == 200


def test_slowness_alone_does_not_push_it_below_the_start() -> None:
    limiter = Limiter(200)
    for _ in range(5):
        round_trip(limiter, seconds=0.01)
    assert limiter.limit == 200
    for step in range(40):
        # So steep that the baseline never catches up.
        round_trip(limiter, seconds=2.0 ** (step + 4))
        assert limiter.limit >= START
    assert limiter.limit == START


def test_what_stays_slow_becomes_normal() -> None:
    limiter = Limiter(200)
    for _ in range(10):
        round_trip(limiter)
    for _ in range(200):
        round_trip(limiter, seconds=5.0)
    assert limiter.limit == 200


def test_retry_after_holds_what_is_new() -> None:
    time = FakeTime()
    limiter = Limiter(8, clock=time.clock)
    assert limiter.hold == 0
    limiter.overloaded(limiter.epoch, 30.0)
    limiter.overloaded(limiter.epoch, 5.0)
    assert limiter.hold == 30
    time.now += 29
    assert limiter.hold == 1
    time.now += 2
    assert limiter.hold == 0


def test_a_day_is_not_held() -> None:
    limiter = Limiter(8, clock=FakeTime().clock)
    limiter.overloaded(limiter.epoch, 86_400.0)
    assert limiter.hold == 120


EVENTS = st.one_of(
    st.tuples(st.just("accepted"), st.integers(0, 3), st.floats(0, 1e6)),
    st.tuples(st.just("overloaded"), st.integers(0, 3), st.none() | st.floats(0, 1e9)),
)


@given(st.integers(1, 5_000), st.integers(1, 100), st.lists(EVENTS, max_size=300))
def test_the_limit_stays_between_1_and_the_ceiling(
    ceiling: int, start: int, events: list[tuple[str, int, float | None]]
) -> None:
    time = FakeTime()
    limiter = Limiter(ceiling, start=start, clock=time.clock)
    for name, age, number in events:
        epoch = max(0, limiter.epoch - age)
        before = limiter.limit
        if name == "accepted":
            limiter.accepted(epoch, before, number)
            assert limiter.limit <= before + 1 + ceiling // 32
        else:
            limiter.overloaded(epoch, number)
            assert limiter.limit >= before // 2
        assert 1 <= limiter.limit <= ceiling
        assert 0 <= limiter.hold <= 120
        time.now += 1


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_the_gate_lets_in_as_many_as_the_limit_in_order() -> None:
    limiter = Limiter(2)
    gate = Gate(limiter)
    entered: list[int] = []

    async def one(number: int) -> None:
        await gate.enter()
        entered.append(number)

    tasks = [asyncio.create_task(one(number)) for number in range(5)]
    await settle()
    assert entered == [0, 1]
    gate.leave()
    await settle()
    assert entered == [0, 1, 2]
    gate.leave()
    gate.leave()
    await asyncio.gather(*tasks)
    assert entered == [0, 1, 2, 3, 4]
    assert gate.active == 2


async def test_a_cancelled_wait_does_not_take_a_place() -> None:
    gate = Gate(Limiter(1))
    await gate.enter()
    first = asyncio.create_task(gate.enter())
    second = asyncio.create_task(gate.enter())
    await settle()
    # Given the place and cancelled in the same moment: it must be passed on.
    gate.leave()
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    await asyncio.wait_for(second, 5)
    assert gate.active == 1
    third = asyncio.create_task(gate.enter())
    await settle()
    third.cancel()
    with pytest.raises(asyncio.CancelledError):
        await third
    gate.leave()
    assert gate.active == 0


async def test_a_grown_limit_wakes_the_waiting() -> None:
    limiter = Limiter(4, start=1)
    gate = Gate(limiter)
    await gate.enter()
    waiting = asyncio.create_task(gate.enter())
    await settle()
    assert not waiting.done()
    limiter.accepted(limiter.epoch, gate.active, None)
    gate.wake()
    await asyncio.wait_for(waiting, 5)
    assert gate.active == 2
