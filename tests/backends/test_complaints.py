"""What real servers' error bodies mean."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfproof.backends.complaints import Verdict, complaint_of, read_complaint

BODIES = [
    (429, {"error": {"message": "Rate limit reached for requests"}}, Verdict.RETRY),
    (429, {"error": {"code": "insufficient_quota", "message": "x"}}, Verdict.MONEY),
    (503, {"error": {"message": "Loading model", "type": "unavailable_error"}}, Verdict.RETRY),
    (500, "Internal Server Error", Verdict.RETRY),
    (501, {"error": {"message": "not supported"}}, Verdict.USELESS),
    (400, {"object": "error", "message": "max_tokens must be at least 1"}, Verdict.REJECTED),
    (400, {"error": {"message": "Model Not Exist"}}, Verdict.NO_MODEL),
    (400, {"error": {"code": "model_not_found", "message": "?"}}, Verdict.NO_MODEL),
    (404, {"detail": "Not Found"}, Verdict.NO_MODEL),
    (401, {"error": {"message": "Incorrect API key provided"}}, Verdict.KEY),
    (403, "Forbidden", Verdict.KEY),
    (402, {"error": {"message": "Insufficient Balance"}}, Verdict.MONEY),
    (
        400,
        {"error": {"code": "content_filter", "message": "The prompt triggered a filter"}},
        Verdict.FILTERED,
    ),
    (
        422,
        {"detail": [{"type": "extra_forbidden", "loc": ["body", "x"], "msg": "Extra inputs"}]},
        Verdict.REJECTED,
    ),
    (302, "", Verdict.USELESS),
]


@pytest.mark.parametrize(("status", "body", "verdict"), BODIES)
def test_verdicts(status: int, body: object, verdict: Verdict) -> None:
    data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    assert read_complaint(status, data).verdict is verdict


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"error": {"message": "a"}}, "a"),
        ({"error": "b"}, "b"),
        ({"object": "error", "message": "c"}, "c"),
        ({"message": {"detail": [{"msg": "d"}]}}, "d"),
        ({"detail": "e"}, "e"),
        ("<html><h1>502</h1></html>", "502"),
    ],
)
def test_the_message_is_found(document: object, message: str) -> None:
    data = document.encode() if isinstance(document, str) else json.dumps(document).encode()
    assert read_complaint(500, data).message.split() == [message]


@pytest.mark.parametrize(
    ("document", "status"),
    [
        ({"error": {"code": 429}}, 429),
        ({"error": {"code": "503"}}, 503),
        ({"code": 400, "message": "x"}, 400),
        ({"error": {"code": "server_error"}}, 500),
        ({"error": {"code": 200}}, 500),
        ({"error": "x"}, 500),
    ],
)
def test_the_code_of_an_error_inside_a_reply(document: object, status: int) -> None:
    assert complaint_of(document).status == status


@given(st.integers(100, 599), st.binary(max_size=200))
def test_any_body_has_a_verdict(status: int, body: bytes) -> None:
    assert isinstance(read_complaint(status, body).verdict, Verdict)
