"""Durable record of every model call, outcome, decision and parent link (SQLite, WAL)."""

from selfproof.store.load import (
    Texts,
    asked,
    find_run,
    list_runs,
    load_problem,
    load_run,
    read_texts,
    request_of,
    with_texts,
)
from selfproof.store.records import Body, CallId, NewCall, Reply, RequestView, Spent
from selfproof.store.store import Store
from selfproof.store.views import (
    AnalysisView,
    ProblemView,
    ProofView,
    ReviewView,
    RoleCount,
    RunSummary,
    RunView,
)

__all__ = [
    "AnalysisView",
    "Body",
    "CallId",
    "NewCall",
    "ProblemView",
    "ProofView",
    "Reply",
    "RequestView",
    "ReviewView",
    "RoleCount",
    "RunSummary",
    "RunView",
    "Spent",
    "Store",
    "Texts",
    "asked",
    "find_run",
    "list_runs",
    "load_problem",
    "load_run",
    "read_texts",
    "request_of",
    "with_texts",
]
