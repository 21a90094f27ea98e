"""The errors with which a call or a run ends, in words that name the fix."""

from __future__ import annotations

from collections.abc import Sequence

from selfproof.backends.complaints import Complaint, Verdict
from selfproof.backends.endpoint import Endpoint
from selfproof.errors import BackendError, CallRejected, SelfproofError
from selfproof.types import ChatRequest

_MOST_NAMES = 8


def with_code(error: BackendError, exit_code: int) -> BackendError:
    """The error with another exit code than its class has."""
    error.exit_code = exit_code
    return error


def never_reached(endpoint: Endpoint, detail: str) -> str:
    """Nothing ever answered."""
    return f"{endpoint.label}: cannot connect ({detail}); is the server running?"


def key_error(endpoint: Endpoint, complaint: Complaint) -> BackendError:
    """The key is missing, wrong or not allowed to do this."""
    said = f"HTTP {complaint.status}: {endpoint.shown(complaint.message)}"
    if "Authorization" in endpoint.headers:
        fix = f"set the environment variable {endpoint.key_variable} to a key that is valid there"
    else:
        fix = f"the server wants a key: set the environment variable {endpoint.key_variable}"
    return BackendError(f"{endpoint.label}: access denied ({said}); {fix}")


def unknown_model(endpoint: Endpoint, complaint: Complaint, served: Sequence[str]) -> BackendError:
    """Nothing is served under this address and name; `served` are the names that are."""
    said = f"HTTP {complaint.status}: {endpoint.shown(complaint.message)}"
    if not served:
        return BackendError(
            f"{endpoint.label}: no model {endpoint.model!r} is served there ({said}); "
            "check the address and the model's name"
        )
    names = ", ".join(repr(name) for name in served[:_MOST_NAMES])
    more = f" and {len(served) - _MOST_NAMES} more" if len(served) > _MOST_NAMES else ""
    return BackendError(
        f"{endpoint.label}: unknown model {endpoint.model!r}; the address serves {names}{more}"
    )


def final(endpoint: Endpoint, complaint: Complaint, request: ChatRequest) -> SelfproofError:
    """The error for a complaint after which nothing is tried again."""
    said = f"HTTP {complaint.status}: {endpoint.shown(complaint.message)}"
    match complaint.verdict:
        case Verdict.CONTEXT:
            return CallRejected(
                "the prompt, or the prompt with max_tokens = "
                f"{request.sampling.max_tokens}, does not fit the model's context ({said}); "
                "lower max_tokens or serve the model with a longer context"
            )
        case Verdict.FILTERED:
            return CallRejected(f"refused by the server's content filter ({said})", refused=True)
        case Verdict.REJECTED:
            return CallRejected(f"the server rejects this request ({said})")
        case Verdict.KEY:
            return with_code(key_error(endpoint, complaint), 2)
        case Verdict.MONEY:
            return BackendError(
                f"{endpoint.label}: the account has no credit left ({said}); "
                "add some and run the same command again to resume"
            )
    return with_code(
        BackendError(
            f"{endpoint.label}: does not serve chat completions ({said}); check the address"
        ),
        2,
    )
