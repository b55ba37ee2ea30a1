"""Bodies and headers, as frameworks and clients hand them over."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Callable
from http.client import HTTPMessage
from typing import Any

import paystate
import pytest
from shop import ACCOUNT, ANSWER, NOW, event, order, parse

BODY = event()
SIGNED = ACCOUNT.sign_webhook(BODY, now=NOW)
NAME, VALUE = next((name, value) for name, value in SIGNED.items() if "signature" in name.lower())


def message() -> HTTPMessage:
    headers = HTTPMessage()
    headers[NAME] = VALUE
    return headers


def frameworks() -> dict[str, Callable[[], Any]]:
    from django.http.request import HttpHeaders
    from httpx2 import Headers as HttpxHeaders
    from starlette.datastructures import Headers as StarletteHeaders
    from werkzeug.datastructures import EnvironHeaders
    from werkzeug.datastructures import Headers as WerkzeugHeaders

    environ = {"HTTP_" + NAME.upper().replace("-", "_"): VALUE}
    return {
        "django": lambda: HttpHeaders(environ),
        "httpx2": lambda: HttpxHeaders(SIGNED),
        "httpx2, raw": lambda: HttpxHeaders(SIGNED).raw,
        "starlette": lambda: StarletteHeaders(SIGNED),
        "starlette, raw": lambda: StarletteHeaders(SIGNED).raw,
        "werkzeug": lambda: WerkzeugHeaders(SIGNED),
        "werkzeug, environ": lambda: EnvironHeaders(environ),
        "http.client": message,
    }


HEADERS: dict[str, Callable[[], Any]] = {
    "dict": lambda: SIGNED,
    "other case": lambda: {NAME.upper(): VALUE},
    "bytes": lambda: {NAME.encode(): VALUE.encode()},
    "pairs": lambda: [(NAME, VALUE)],
    "tuple of lists": lambda: ([NAME, VALUE],),
    "pairs of bytes": lambda: [(NAME.encode(), VALUE.encode())],
    "a generator": lambda: (pair for pair in SIGNED.items()),
    "a mapping": lambda: UserDict(SIGNED),
    "a list of one": lambda: {NAME: [VALUE]},
    "among others": lambda: [("Host", "shop.example"), (b"x-\xff", b"\xff"), (NAME, VALUE), ("Accept", "*/*")],
    **frameworks(),
}


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
def test_headers_of_every_shape(headers: Callable[[], Any]) -> None:
    receipt = ACCOUNT.receive(headers(), BODY, now=NOW)
    assert (receipt.event_id, receipt.observations[0].status) == ("evt-1", "paid")


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({}, "missing_header"),
        ([], "missing_header"),
        ((), "missing_header"),
        ({NAME: []}, "missing_header"),
        ({NAME: [VALUE, VALUE]}, "bad_encoding"),
        ([(NAME, VALUE), (NAME.lower(), VALUE)], "bad_encoding"),
        ({NAME: ""}, "bad_encoding"),
        ({NAME: "\udcff"}, "bad_encoding"),
        ({NAME: b"\xff"}, "bad_encoding"),
        ({NAME: VALUE[:-1] + ("0" if VALUE[-1] != "0" else "1")}, "wrong_signature"),
    ],
)
def test_headers_that_prove_nothing(headers: Any, reason: str) -> None:
    with pytest.raises(paystate.Unauthentic) as caught:
        ACCOUNT.receive(headers, BODY, now=NOW)
    assert caught.value.reason == reason
    assert (caught.value.reply.status, caught.value.reply.body) == (401, "unauthorized")


@pytest.mark.parametrize(
    "headers", [None, 1, {NAME: 1}, {1: VALUE}, [NAME], [(NAME,)], [(NAME, VALUE, "")], {NAME: None}]
)
def test_headers_that_are_none(headers: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        ACCOUNT.receive(headers, BODY, now=NOW)


@pytest.mark.parametrize("body", [BODY.decode(), {}, None, 5, [1, 2]])
def test_a_body_that_is_not_raw_is_told_why(body: Any) -> None:
    with pytest.raises(TypeError, match=r"raw bytes as they came.*get_data.*await request\.body"):
        ACCOUNT.receive(SIGNED, body, now=NOW)
    with pytest.raises(TypeError, match="raw bytes as they came"):
        ACCOUNT.parse(paystate.Target(id="o"), 200, {}, body, now=NOW)


def test_a_body_that_can_change_is_copied() -> None:
    body = bytearray(ANSWER)
    seen = ACCOUNT.parse(paystate.Target(id="o-1"), 200, {}, body, now=NOW)
    body[:] = b"x" * len(body)
    assert seen == parse() and seen.id == "o-1"
    view = memoryview(bytearray(BODY))
    receipt = ACCOUNT.receive(SIGNED, view, now=NOW)
    view[:] = b"x" * len(view)
    assert receipt.observations[0].reference == "R-1"


def test_a_request_is_ready_to_be_sent() -> None:
    request = ACCOUNT.create(order(), now=NOW)
    assert (request.method, request.url) == ("POST", "https://app.payin.com/api/v1/orders")
    assert request.headers["X-API-Key"] == "pk-secret-1"
    assert request.body is not None and request.body.startswith(b'{"orderReference":"R-1","amount":"10.50"')
    assert request == ACCOUNT.create(order(), now=NOW) and hash(request) == hash(ACCOUNT.create(order(), now=NOW))
    query = ACCOUNT.query(order(), now=NOW)
    assert (query.method, query.body) == ("GET", None) and query != request
    match query:
        case paystate.Request("GET", url):
            assert url.endswith("/orders/by-reference/R-1")


def test_a_large_body_is_read_like_a_small_one() -> None:
    padding = b'"padding":"' + b"x" * 100_000 + b'",'
    seen = parse(ANSWER.replace(b'"protocol"', padding + b'"protocol"'))
    assert (seen.id, len(seen.extra["padding"])) == ("o-1", 100_000)
    body = event(padding="x" * 100_000)
    assert ACCOUNT.receive(ACCOUNT.sign_webhook(body, now=NOW), body, now=NOW).observations[0].status == "paid"
    with pytest.raises(paystate.Malformed) as caught:
        parse(b" " * (1 << 20) + ANSWER)
    assert (caught.value.reason, caught.value.limit) == ("too_large", 1 << 20)
