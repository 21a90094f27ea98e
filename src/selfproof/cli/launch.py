"""Where and how a run is carried out: what `runs resume` needs besides the settings.

It is no part of a run's identity: the same run may go on at another address of the same model, with
more calls at a time or with a larger budget. It holds no key.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from selfproof.backends.models import Address, parse_model
from selfproof.budget import Limits, Price, load_prices


@dataclass(frozen=True, slots=True)
class Launch:
    """The options of a run that are not search settings."""

    model: str = "embedded"
    model_name: str | None = None
    prompts: str = "auto"
    grammar: str = "auto"
    concurrency: int | None = None
    limits: Limits = field(default_factory=Limits)
    price: Price | None = None
    """Given with `--price`; else the tables are asked."""
    prices: str | None = None
    """The user's table of prices."""

    @property
    def remote(self) -> bool:
        """The model is served at an address; else llama.cpp runs it here.

        Raises:
            UsageError: `model` is nothing that a model can be.
        """
        return isinstance(parse_model(self.model), Address)

    def changed(self, **changes: Any) -> Launch:
        """A copy with those of `changes` that are not None."""
        given = {name: value for name, value in changes.items() if value is not None}
        return dataclasses.replace(self, **given)

    def price_of(self, model_name: str) -> Price | None:
        """The price of the model that is served, if it is known.

        Raises:
            UsageError: the user's table cannot be read.
        """
        if self.price is not None:
            return self.price
        table = load_prices(Path(self.prices) if self.prices is not None else None)
        return table.get(self.model_name or model_name)

    def record(self) -> dict[str, Any]:
        """Plain data for the store; paths are made absolute, a time limit is per session."""
        record = dataclasses.asdict(dataclasses.replace(self, prices=_absolute(self.prices)))
        record["limits"].pop("seconds")
        kind, colon, path = self.prompts.partition(":")
        record["prompts"] = kind + colon + (_absolute(path) or "")
        spec = parse_model(self.model)
        if isinstance(spec, Path):
            record["model"] = _absolute(self.model)
        return record

    @classmethod
    def of(cls, record: dict[str, Any]) -> Launch:
        """The launch of a run out of its record."""
        price = record.get("price")
        return cls(
            **{
                **record,
                "limits": Limits(**record.get("limits", {})),
                "price": Price(**price) if price is not None else None,
            }
        )


def _absolute(path: str | None) -> str | None:
    return str(Path(path).absolute()) if path else None
