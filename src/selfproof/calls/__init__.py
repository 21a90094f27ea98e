"""Durable calls: each one is finished and committed, or in flight; nothing between."""

from selfproof.calls.ask import Ask, Truncated
from selfproof.calls.caller import Caller, Group, Scope
from selfproof.calls.meter import Meter
from selfproof.store import Reply

__all__ = ["Ask", "Caller", "Group", "Meter", "Reply", "Scope", "Truncated"]
