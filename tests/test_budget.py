"""The budget never admits more than its limits, whatever the order of events."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfproof.budget import (
    Budget,
    Estimator,
    Limits,
    Price,
    Reservation,
    load_prices,
    parse_price,
)
from selfproof.errors import BudgetExhausted, UsageError
from selfproof.types import Role, Usage

PRICE = Price(input=0.3, cached_input=0.006, output=1.2)


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Ledger:
    """The totals of a limit kept by hand: exact sums over the lists of what happened."""

    spent: list[tuple[int, int, int, int]] = field(default_factory=list)
    reserved: dict[int, tuple[int, int, int, int]] = field(default_factory=dict)

    def total(self, index: int) -> int:
        rows = [*self.spent, *self.reserved.values()]
        return sum(row[index] for row in rows)


def row(prompt: int, completion: int) -> tuple[int, int, int, int]:
    return (1, prompt, completion, PRICE.picodollars(Usage(prompt, 0, completion)))


event = st.one_of(
    st.tuples(st.just("reserve"), st.integers(0, 300), st.integers(0, 300)),
    st.tuples(st.just("settle"), st.integers(0, 400), st.integers(0, 400)),
    st.tuples(st.just("release"), st.integers(0, 5), st.just(0)),
)


@settings(max_examples=300, deadline=None)
@given(
    calls=st.none() | st.integers(1, 12),
    prompt=st.none() | st.integers(1, 2_000),
    completion=st.none() | st.integers(1, 2_000),
    money=st.none() | st.integers(1, 2_000).map(lambda micro: micro / 1e6),
    events=st.lists(event, max_size=60),
    which=st.randoms(use_true_random=False),
)
def test_admission_never_breaks_a_limit(calls, prompt, completion, money, events, which):  # type: ignore[no-untyped-def]
    """Spent + reserved <= limit at every admission; overshoot <= what replies exceed theirs."""
    budget = Budget(Limits(calls, prompt, completion, money), PRICE)
    bounds = [calls, prompt, completion, None if money is None else round(money * 1e12)]
    ledger = Ledger()
    open_: list[Reservation] = []
    excess = [0, 0, 0, 0]
    for kind, first, second in events:
        if kind == "reserve":
            want = row(first, second)
            fits = all(
                bound is None or ledger.total(index) + want[index] <= bound
                for index, bound in enumerate(bounds)
            )
            try:
                reservation = budget.reserve(first, second)
            except BudgetExhausted:
                assert not fits
                assert not open_
                continue
            assert (reservation is not None) == fits
            if reservation is None:
                assert open_
                continue
            open_.append(reservation)
            ledger.reserved[reservation.number] = want
        elif open_:
            reservation = open_.pop(which.randrange(len(open_)))
            want = ledger.reserved.pop(reservation.number)
            if kind == "release":
                budget.release(reservation)
                continue
            used = row(first, second)
            budget.settle(reservation, Usage(first, 0, second))
            ledger.spent.append(used)
            excess = [total + max(0, a - b) for total, a, b in zip(excess, used, want, strict=True)]
        for index, bound in enumerate(bounds):
            assert bound is None or ledger.total(index) <= bound + excess[index]
    assert budget.calls == len(ledger.spent)
    assert budget.usage.completion_tokens == sum(entry[2] for entry in ledger.spent)
    assert budget.money == pytest.approx(sum(entry[3] for entry in ledger.spent) / 1e12)
    assert budget.in_flight == len(open_)


def test_waits_while_calls_are_in_flight_and_ends_when_none_is() -> None:
    budget = Budget(Limits(completion_tokens=100))
    first = budget.reserve(0, 80)
    assert first is not None
    assert budget.reserve(0, 30) is None
    budget.settle(first, Usage(0, 0, 60))
    second = budget.reserve(0, 30)
    assert second is not None
    budget.settle(second, Usage(0, 0, 35))
    with pytest.raises(BudgetExhausted, match=r"95 of 100 completion tokens.*--max-tokens") as end:
        budget.reserve(0, 30)
    assert end.value.limit == "completion_tokens"
    assert end.value.exit_code == 3


def test_counts_what_earlier_sessions_spent() -> None:
    budget = Budget(Limits(calls=5), spent_calls=4, spent=Usage(10, 0, 10))
    reservation = budget.reserve(1, 1)
    assert reservation is not None
    assert budget.reserve(1, 1) is None
    budget.settle(reservation, Usage(1, 0, 1))
    with pytest.raises(BudgetExhausted, match="all 5 calls made"):
        budget.reserve(1, 1)
    assert budget.usage == Usage(11, 0, 11)


def test_time_is_counted_from_the_start_of_the_session() -> None:
    clock = Clock(1_000.0)
    budget = Budget(Limits(seconds=60), clock=clock)
    clock.now += 59
    assert budget.seconds_left == 1
    assert budget.reserve(1, 1) is not None
    clock.now += 2
    assert budget.seconds_left == 0
    with pytest.raises(BudgetExhausted) as end:
        budget.reserve(1, 1)  # a call in flight cannot bring time back
    assert end.value.limit == "seconds"
    assert budget.spent_and_limits() == {"seconds": (61.0, 60)}


def test_a_reservation_is_given_back_once() -> None:
    budget = Budget()
    reservation = budget.reserve(1, 1)
    assert reservation is not None
    budget.release(reservation)
    with pytest.raises(ValueError, match="not in flight"):
        budget.settle(reservation, Usage())
    assert budget.calls == 0


def test_money_counts_cached_tokens_at_their_price() -> None:
    budget = Budget(Limits(money=1.0), PRICE)
    reservation = budget.reserve(1_000_000, 100_000)
    assert reservation is not None
    budget.settle(reservation, Usage(1_000_000, 900_000, 100_000))
    assert budget.money == pytest.approx(0.1 * 0.3 + 0.9 * 0.006 + 0.1 * 1.2)
    with pytest.raises(BudgetExhausted, match=r"\$0.1554 of \$1 spent") as end:
        budget.reserve(1_000_000, 1_000_000)
    assert end.value.limit == "money"


def test_more_cached_than_prompt_tokens_never_costs_less_than_nothing() -> None:
    assert PRICE.picodollars(Usage(10, 99, 0)) == 10 * 6_000


def test_a_money_limit_needs_a_price() -> None:
    with pytest.raises(UsageError, match="--price INPUT/CACHED/OUTPUT"):
        Budget(Limits(money=1.0))
    assert Budget().money is None


@pytest.mark.parametrize("value", [0, -1, math.nan, math.inf])
def test_limits_are_above_zero(value: float) -> None:
    with pytest.raises(UsageError, match=r"--max-cost .*above 0"):
        Limits(money=value)


def test_estimates_begin_careful_and_follow_the_replies() -> None:
    estimator = Estimator()
    assert estimator.completion(Role.PROVE, 131_072) == 4_096
    assert estimator.completion(Role.PROVE, 512) == 512
    estimator.observe(Role.PROVE, 1_000)
    estimator.observe(Role.PROVE, 2_000)
    assert estimator.completion(Role.PROVE, 131_072) == 2_250
    assert estimator.completion(Role.PROVE, 2_000) == 2_000
    assert estimator.completion(Role.VERIFY, 131_072) == 4_096


def test_a_role_that_answers_nothing_is_still_expected_to_need_a_token() -> None:
    estimator = Estimator()
    estimator.observe(Role.REVIEW, 0)
    assert estimator.completion(Role.REVIEW, 100) == 1


def test_price_from_the_command_line() -> None:
    assert parse_price("0.3/0.006/1.2") == PRICE
    assert parse_price("1/2").cached_input is None
    assert parse_price("1/2").dollars(Usage(1_000_000, 500_000, 0)) == 1.0
    for text in ("", "1", "a/b", "1/2/3/4"):
        with pytest.raises(UsageError, match="--price"):
            parse_price(text)
    with pytest.raises(UsageError, match="at least 0"):
        parse_price("-1/2")


def test_built_in_prices_name_their_source() -> None:
    prices = load_prices()
    assert prices["deepseek-flash"] == PRICE
    assert all(price.output >= price.input > 0 for price in prices.values())


def test_a_price_file_overrides_and_adds(tmp_path: Path) -> None:
    table = tmp_path / "prices.toml"
    table.write_text('[deepseek-flash]\ninput = 1\noutput = 2\n["mine/x"]\ninput = 0\noutput = 0\n')
    prices = load_prices(table)
    assert prices["deepseek-flash"] == Price(1.0, 2.0)
    assert prices["mine/x"] == Price(0.0, 0.0)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff", "not a TOML file"),
        (b"x = ", "not a TOML file"),
        (b"[m]\ninput = 1\n", "must hold input and output"),
        (b"[m]\ninput = 1\noutput = true\n", "must be a number"),
        (b"[m]\ninput = 1\noutput = -1\n", "at least 0"),
        (b"[m]\ninput = 1\noutput = 1\nextra = 1\n", "must hold input"),
        (b"m = 1\n", "must hold input"),
    ],
)
def test_a_wrong_price_file_is_explained(tmp_path: Path, content: bytes, reason: str) -> None:
    table = tmp_path / "prices.toml"
    table.write_bytes(content)
    with pytest.raises(UsageError, match=reason):
        load_prices(table)
    with pytest.raises(UsageError, match="cannot be read"):
        load_prices(tmp_path / "missing.toml")
