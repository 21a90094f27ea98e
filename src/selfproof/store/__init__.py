"""Durable record of every model call, outcome, decision and parent link (SQLite, WAL)."""

from selfproof.store.store import Body, CallRow, NewCall, Spent, Store
from selfproof.store.views import (
    AnalysisView,
    ProblemView,
    ProofView,
    ReviewView,
    RoleCount,
    RunSummary,
    RunView,
    list_runs,
    load_run,
)

__all__ = [
    "AnalysisView",
    "Body",
    "CallRow",
    "NewCall",
    "ProblemView",
    "ProofView",
    "ReviewView",
    "RoleCount",
    "RunSummary",
    "RunView",
    "Spent",
    "Store",
    "list_runs",
    "load_run",
]
