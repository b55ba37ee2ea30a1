"""Liquido: charges in hundredths of the currencies of Latin America, and callbacks about them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from demo.facts import Dice, Facts

OPTIONS = {"api_key": "ak_demo", "client_id": "cid_demo", "client_secret": "cs_demo", "access_token": "tok_demo"}
CURRENCIES = ("CLP", "BRL", "MXN", "COP")
NETWORKS = ("WEB_PAY", "PIX_DYNAMIC_QR", "OXXO", "PSE")
TELLS_RECEIVED = False

COUNTRIES = {"CLP": "CL", "BRL": "BR", "MXN": "MX", "COP": "CO"}
EVENTS = {
    "paid": "CHARGE_SUCCEEDED",
    "failed": "CHARGE_FAILED",
    "expired": "CHARGE_FAILED",
    "cancelled": "CHARGE_FAILED",
    "charged_back": "CHARGE_CHARGED_BACK",
}
PAYERS = ("Juan Garcia", "Ana Núñez", "João Álamos", "María Ríos")
ZONE = timezone(timedelta(hours=-7))


def new_id(dice: Dice) -> str:
    return dice.uuid()


def charge(facts: Facts, word: str, dice: Dice) -> dict[str, Any]:
    hundredths, document = int(facts.amount * 100), dice.randrange(10**9)
    page = {
        "paymentUrl": f"https://liquido.example/payments/M-{dice.uuid()}",
        "redirectUrl": "https://shop.example",
    }
    return {
        "transferStatusCode": 200 if facts.reason is None else 2005,
        "transferErrorMsg": facts.reason,
        "idempotencyKey": facts.id,
        "referenceId": facts.reference,
        "paymentFlow": "DIRECT",
        "paymentMethod": facts.network,
        "amount": hundredths,
        "currency": facts.currency,
        "finalAmount": hundredths,
        "finalCurrency": facts.currency,
        "country": COUNTRIES.get(facts.currency, "CL"),
        "createTime": at(facts.created),
        "scheduledTime": at(facts.created),
        "finalStatusTime": facts.ended and at(facts.ended),
        "payer": {
            "name": dice.choice(PAYERS),
            "document": {"documentId": str(document), "type": "RUT"},
            "email": f"payer.{document}@example.com",
        },
        "transferStatus": word,
        "callbackUrl": "https://api.example/notifications",
        "transferDetails": {"webPay": page} if facts.network == "WEB_PAY" else {},
    }


def answer(facts: Facts, word: str, dice: Dice) -> str:
    return compact(charge(facts, word, dice))


def event(facts: Facts, word: str, status: str | None, dice: Dice) -> str | None:
    kind = EVENTS.get(status or "")
    return kind and compact({"eventType": kind, "data": {"chargeDetails": charge(facts, word, dice)}})


def refund(facts: Facts, dice: Dice) -> str | None:
    told = charge(facts, "SETTLED", dice) | {"idempotencyKey": dice.uuid()}
    return compact({"eventType": "CHARGE_REFUND_SUCCEEDED", "data": {"chargeDetails": told}})


def page(rows: Sequence[str]) -> str | None:
    return None


def frame(facts: Facts, word: str, dice: Dice) -> str | None:
    return None


def at(moment: datetime) -> str:
    return moment.astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S GMT-07:00")


def compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
