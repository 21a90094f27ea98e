"""Small tables in plain text, the same on a terminal and in a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from selfproof.budget import Price
from selfproof.cli.values import clock, dollars
from selfproof.store import RoleCount
from selfproof.types import OutcomeKind, Usage

_KINDS = {
    OutcomeKind.OK: "read",
    OutcomeKind.TRUNCATED: "cut off",
    OutcomeKind.UNPARSED: "unreadable",
    OutcomeKind.REFUSED: "refused",
    OutcomeKind.FAILED: "failed",
}


def columns(rows: Sequence[Sequence[str]], left: int = 1) -> list[str]:
    """Rows as lines with aligned columns: the first `left` to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = zip(row, widths, range(len(row)), strict=True)
        aligned = (
            text.ljust(width) if at < left else text.rjust(width) for text, width, at in cells
        )
        lines.append("  ".join(aligned).rstrip())
    return lines


def replies_table(roles: Iterable[RoleCount]) -> list[str]:
    """How many replies of each role could be read, and what became of the others."""
    rows = [["replies", *_KINDS.values(), "tokens"]]
    for role in roles:
        counts = [f"{role.outcomes.get(kind, 0):,}" for kind in _KINDS]
        rows.append([role.role.value, *counts, f"{role.usage.completion_tokens:,}"])
    return columns(rows)


def cost_table(roles: Sequence[RoleCount], price: Price | None) -> list[str]:
    """Calls, tokens, time of the model and, where the price is known, money by role."""
    header = ["role", "calls", "prompt", "cached", "completion", "model time"]
    rows = [header if price is None else [*header, "cost"]]
    for role in roles:
        rows.append(_cost_row(role.role.value, role.calls, role.usage, role.seconds, price))
    total = sum((role.usage for role in roles), Usage())
    calls, seconds = sum(role.calls for role in roles), sum(role.seconds for role in roles)
    rows.append(_cost_row("total", calls, total, seconds, price))
    return columns(rows)


def _cost_row(
    name: str, calls: int, usage: Usage, seconds: float, price: Price | None
) -> list[str]:
    counts = (calls, usage.prompt_tokens, usage.cached_tokens, usage.completion_tokens)
    row = [name, *(f"{count:,}" for count in counts), clock(seconds)]
    return row if price is None else [*row, dollars(price.dollars(usage))]
