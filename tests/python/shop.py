"""What several tests share: an account of each provider's kind, bodies, and moments."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

import paystate

LOOSE: Any = paystate
"""The package without its types: for calls that a type checker would refuse."""

NOW = datetime(2025, 1, 20, 10, 36, tzinfo=timezone.utc)
SECRET = "whsec-secret-1"
ACCOUNT = paystate.Account("payin", api_key="pk-secret-1", webhook_secret=[SECRET, "whsec-secret-2"])

ANSWER = rb"""{"orderId":"o-1","orderReference":"R-1","status":"completed","amount":"10.50","currency":"USDT",
    "chainId":"tron-nile","address":"T\u0031","txHash":"0x1","confirmations":3,"confirmedReceived":"10.50",
    "createdAt":"2025-01-20T10:30:00Z","expiresAt":"2025-01-20T10:40:00Z","completedAt":"2025-01-20T10:35:00.250Z",
    "protocol":"evm","fee":1.10,"block":20000000,"metadata":{"user":"u-1","tags":["a",null,true]}}"""


def parse(body: bytes = ANSWER) -> paystate.Observation:
    return ACCOUNT.parse(paystate.Target(id="o-1"), 200, {}, body, now=NOW)


def event(**data: Any) -> bytes:
    told = {"orderId": "o-1", "orderReference": "R-1", "status": "completed", "amount": "10.50", "currency": "USDT"}
    return json.dumps({"id": "evt-1", "type": "order.completed", "data": told | data}).encode()


def order() -> paystate.Order:
    return paystate.Order("R-1", paystate.Price("10.50", "USDT"), network="tron-nile", metadata={"user": "u-1"})


def refused() -> paystate.Refused:
    try:
        ACCOUNT.parse(paystate.Target(id="o-1"), 503, {"Retry-After": "7"}, b'{"code":"DOWN"}', now=NOW)
    except paystate.Refused as error:
        return error
    raise AssertionError("a 503 is refused")
