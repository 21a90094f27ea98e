"""What a run may spend: reserved before a call, settled after it, never overdrawn by admission.

`reserve` is synchronous and exact: a call is admitted only while everything spent and everything
reserved for calls in flight, this one included, stays within every limit. So parallel calls cannot
overshoot a limit by more than the replies in flight exceed what was reserved for them, and
`Estimator` keeps reservations near what replies turn out to need.

Calls, tokens and money count over all sessions of a run; the wall-clock limit is per session.
Money is kept in whole picodollars, because sums of floats would make "exact" a matter of luck.
"""

from __future__ import annotations

import itertools
import math
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from selfproof.errors import BudgetExhausted, UsageError
from selfproof.types import Role, Usage

_PICO = 10**12
_LARGEST_PRICE_FILE = 2**20
_FLAGS = {
    "calls": "--max-calls",
    "prompt_tokens": "--max-prompt-tokens",
    "completion_tokens": "--max-tokens",
    "money": "--max-cost",
    "seconds": "--max-time",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds; None means unlimited. Tokens and calls in units, money in dollars.

    Raises:
        UsageError: a limit is not a positive number.
    """

    calls: int | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    money: float | None = None
    seconds: float | None = None

    def __post_init__(self) -> None:
        for name, flag in _FLAGS.items():
            value = getattr(self, name)
            if value is not None and not 0 < value < math.inf:
                raise UsageError(f"{flag} {value}: must be a number above 0; omit it for no limit")


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars per million tokens; what a cached prompt token costs defaults to `input`.

    Raises:
        UsageError: a price is negative or not finite.
    """

    input: float
    output: float
    cached_input: float | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if value is not None and not 0 <= value < math.inf:
                raise UsageError(f"price {field.name}={value}: must be dollars, at least 0")

    def picodollars(self, usage: Usage) -> int:
        """What `usage` costs, exact for prices with up to six decimals."""
        cached_price = self.input if self.cached_input is None else self.cached_input
        cached = min(usage.cached_tokens, usage.prompt_tokens)
        return (
            round(self.input * 1e6) * (usage.prompt_tokens - cached)
            + round(cached_price * 1e6) * cached
            + round(self.output * 1e6) * usage.completion_tokens
        )

    def dollars(self, usage: Usage) -> float:
        """What `usage` costs in dollars."""
        return self.picodollars(usage) / _PICO


class _Amounts(NamedTuple):
    """Whatever is limited by counting, in whole units; money in picodollars."""

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    money: int = 0

    def plus(self, other: _Amounts) -> _Amounts:
        return _Amounts(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    def minus(self, other: _Amounts) -> _Amounts:
        return _Amounts(*(mine - theirs for mine, theirs in zip(self, other, strict=True)))


@dataclass(frozen=True, slots=True)
class Reservation:
    """Room kept for one call in flight; give it back with `Budget.settle` or `Budget.release`."""

    number: int
    amounts: _Amounts


class Budget:
    """The account of one run.

    Args:
        limits: what may be spent.
        price: of the model, needed when `limits.money` is set.
        spent_calls: finished calls of earlier sessions of this run.
        spent: tokens of earlier sessions of this run.
        clock: seconds, monotonic; the session begins now.

    Raises:
        UsageError: there is a limit in money and no price.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        price: Price | None = None,
        *,
        spent_calls: int = 0,
        spent: Usage = Usage(),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = limits or Limits()
        self.price = price
        if self.limits.money is not None and price is None:
            raise UsageError(
                f"--max-cost {self.limits.money:g}: the price of this model is not known; "
                "give --price INPUT/CACHED/OUTPUT in dollars per million tokens"
            )
        self._clock = clock
        self._started = clock()
        self._numbers = itertools.count()
        self._in_flight: dict[int, _Amounts] = {}
        self._usage = spent
        self._spent = self._amounts(spent_calls, spent)
        self._reserved = _Amounts()
        money = None if self.limits.money is None else round(self.limits.money * _PICO)
        self._limits: dict[str, int | None] = {
            "calls": self.limits.calls,
            "prompt_tokens": self.limits.prompt_tokens,
            "completion_tokens": self.limits.completion_tokens,
            "money": money,
        }

    def reserve(self, prompt_estimate: int, completion_estimate: int) -> Reservation | None:
        """Room for one call of about so many tokens, or None until a call in flight ends.

        Raises:
            BudgetExhausted: time is up, or nothing is in flight and there is no room.
        """
        self._check_time()
        want = self._amounts(1, Usage(prompt_estimate, 0, completion_estimate))
        short = self._short_of(want)
        if short is None:
            number = next(self._numbers)
            self._in_flight[number] = want
            self._reserved = self._reserved.plus(want)
            return Reservation(number, want)
        if self._in_flight:
            return None
        raise BudgetExhausted(self._explain(short, want), limit=short)

    def settle(self, reservation: Reservation, usage: Usage) -> None:
        """Replace a reservation by what its call used.

        Raises:
            ValueError: the reservation was settled or released before.
        """
        self.release(reservation)
        self._spent = self._spent.plus(self._amounts(1, usage))
        self._usage = self._usage + usage

    def release(self, reservation: Reservation) -> None:
        """Give a reservation back: its call was not made, or ended without a reply.

        Raises:
            ValueError: the reservation was settled or released before.
        """
        amounts = self._in_flight.pop(reservation.number, None)
        if amounts is None:
            raise ValueError(f"reservation {reservation.number} is not in flight")
        self._reserved = self._reserved.minus(amounts)

    @property
    def calls(self) -> int:
        """Finished calls of the run, earlier sessions included."""
        return self._spent.calls

    @property
    def usage(self) -> Usage:
        """Tokens of the run, earlier sessions included."""
        return self._usage

    @property
    def money(self) -> float | None:
        """Dollars spent by the run; None when the price is not known."""
        return None if self.price is None else self._spent.money / _PICO

    @property
    def in_flight(self) -> int:
        """Reservations not yet settled or released."""
        return len(self._in_flight)

    @property
    def seconds_left(self) -> float | None:
        """Of this session's wall-clock limit, at least 0; None without one."""
        if self.limits.seconds is None:
            return None
        return max(0.0, self._started + self.limits.seconds - self._clock())

    def spent_and_limits(self) -> dict[str, tuple[float, float]]:
        """For every limit that is set: what is spent and the limit, money in dollars."""
        seconds = self._clock() - self._started
        spent = {**self._spent._asdict(), "money": self.money or 0.0, "seconds": seconds}
        return {
            name: (spent[name], limit)
            for name in _FLAGS
            if (limit := getattr(self.limits, name)) is not None
        }

    def _amounts(self, calls: int, usage: Usage) -> _Amounts:
        money = 0 if self.price is None else self.price.picodollars(usage)
        return _Amounts(calls, usage.prompt_tokens, usage.completion_tokens, money)

    def _short_of(self, want: _Amounts) -> str | None:
        """The first limit that `want` would break on top of what is spent and reserved."""
        total = self._spent.plus(self._reserved).plus(want)._asdict()
        for name, limit in self._limits.items():
            if limit is not None and total[name] > limit:
                return name
        return None

    def _check_time(self) -> None:
        if self.seconds_left == 0.0:
            raise BudgetExhausted(
                f"budget: the time of {_FLAGS['seconds']} {self.limits.seconds:g}s is up; "
                "resume the run for another session",
                limit="seconds",
            )

    def _explain(self, name: str, want: _Amounts) -> str:
        flag, limit = _FLAGS[name], getattr(self.limits, name)
        spent, next_call = self._spent._asdict()[name], want._asdict()[name]
        if name == "money":
            have = f"${spent / _PICO:.4f} of ${limit:g} spent, the next call may cost "
            have += f"${next_call / _PICO:.4f}"
        elif name == "calls":
            have = f"all {limit:,} calls made"
        else:
            have = f"{spent:,} of {limit:,} {name.replace('_', ' ')} spent, the next call may need "
            have += f"{next_call:,}"
        return f"budget: {have}; resume with a higher {flag}"


class Estimator:
    """How many tokens the next reply will probably have, learned from the replies so far.

    A reply of a role is expected to need one and a half times the role's mean so far, and 4,096
    tokens before the first; never more than it may have.
    """

    FIRST = 4_096
    MARGIN = 1.5

    def __init__(self) -> None:
        self._replies: dict[Role, tuple[int, int]] = {}

    def completion(self, role: Role, max_tokens: int) -> int:
        """Expected completion tokens of a `role` call, 1 to `max_tokens`."""
        count, total = self._replies.get(role, (0, 0))
        expected = math.ceil(self.MARGIN * total / count) if count else self.FIRST
        return max(1, min(max_tokens, expected))

    def observe(self, role: Role, completion_tokens: int) -> None:
        """Learn from a finished reply."""
        count, total = self._replies.get(role, (0, 0))
        self._replies[role] = (count + 1, total + completion_tokens)


def parse_price(text: str) -> Price:
    """Read `INPUT/CACHED/OUTPUT` or `INPUT/OUTPUT`, dollars per million tokens.

    Raises:
        UsageError: the text is not two or three numbers.
    """
    try:
        numbers = [float(part) for part in text.split("/")]
    except ValueError:
        numbers = []
    if len(numbers) not in (2, 3):
        raise UsageError(
            f"--price {text!r}: must be INPUT/CACHED/OUTPUT in dollars per million tokens, "
            "as in 0.30/0.006/1.20"
        )
    return Price(numbers[0], numbers[-1], numbers[1] if len(numbers) == 3 else None)


def load_prices(path: Path | None = None) -> dict[str, Price]:
    """Prices by model name: the built-in table, with the entries of `path` on top.

    Raises:
        UsageError: the file cannot be read or is not in the table's format.
    """
    own = tomllib.loads(files("selfproof").joinpath("prices.toml").read_text("utf-8"))
    tables = {name: _price(name, entry, "prices.toml") for name, entry in own.items()}
    if path is not None:
        for name, entry in _read_toml(path).items():
            tables[name] = _price(name, entry, str(path))
    return tables


def _read_toml(path: Path) -> dict[str, object]:
    try:
        if path.stat().st_size > _LARGEST_PRICE_FILE:
            raise UsageError(f"--prices {path}: larger than 1 MB; it should be a small TOML table")
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"--prices {path}: cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise UsageError(f"--prices {path}: not a TOML file in UTF-8 ({reason})") from error


def _price(name: str, entry: object, where: str) -> Price:
    allowed = {"input", "cached_input", "output", "source", "date"}
    if not isinstance(entry, dict) or not {"input", "output"} <= entry.keys() <= allowed:
        raise UsageError(
            f"--prices {where}: [{name}] must hold input and output, and may hold cached_input, "
            "source and date"
        )
    numbers: list[float | None] = []
    for key in ("input", "output", "cached_input"):
        value = entry.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, (int, float))):
            raise UsageError(f"--prices {where}: [{name}] {key}={value!r} must be a number")
        numbers.append(None if value is None else float(value))
    dollars, output, cached = numbers
    assert dollars is not None
    assert output is not None
    return Price(dollars, output, cached)
