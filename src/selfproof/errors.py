"""One exception tree. A message names the argument, the value and the fix, in one line.

`SelfproofError` and everything below it is meant for the user's eyes: the command line prints it
without a traceback. Anything else that escapes is a bug.
"""

from __future__ import annotations


class SelfproofError(Exception):
    """Base of all errors the user can act on. `exit_code` is what the command line returns."""

    exit_code = 2


class UsageError(SelfproofError):
    """A wrong argument, file or setting."""


class MissingExtra(UsageError):
    """An optional dependency is not installed; the message holds the pip command."""


class StoreError(SelfproofError):
    """The run store cannot be read or written; nothing in it was changed."""


class BackendError(SelfproofError):
    """The model cannot be reached or refuses to serve; the run stops and can be resumed."""

    exit_code = 4


class CallRejected(SelfproofError):
    """The server rejects *this* request (HTTP 400, 413, 422): a retry cannot help, others may pass.

    It becomes an outcome (`failed`) of that call, not the end of a run.
    """

    exit_code = 4

    def __init__(self, message: str, *, refused: bool = False) -> None:
        super().__init__(message)
        self.refused = refused
        """True when the server's reason was a content filter."""


class BudgetExhausted(SelfproofError):
    """A limit of the run's budget is reached. `limit` names it (`calls`, `tokens`, ...)."""

    exit_code = 3

    def __init__(self, message: str, *, limit: str) -> None:
        super().__init__(message)
        self.limit = limit
