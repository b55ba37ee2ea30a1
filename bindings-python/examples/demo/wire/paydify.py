"""Paydify: answers in both generations of its envelope, and webhooks that are the payment itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from demo.facts import Dice, Facts, ms

OPTIONS = {"api_key": "A14456006", "api_secret": "sk_demo", "webhook_path": "/webhooks/paydify"}
CURRENCIES = ("USDT", "USDC")
NETWORKS = ("bnb", "eth", "trx", "base")
TELLS_RECEIVED = True


def new_id(dice: Dice) -> str:
    return f"P{dice.randrange(10**19):019}"


def payment(facts: Facts, word: str, dice: Dice) -> dict[str, Any]:
    paid = f"{facts.received or 0:.2f}"
    failed = facts.reason is not None
    return {
        "appId": OPTIONS["api_key"],
        "txnId": facts.id,
        "mchTxnId": facts.reference,
        "txnHash": facts.hash,
        "txnAmount": f"{facts.amount:.2f}",
        "paidAmount": paid,
        "mchReceivedAmount": paid,
        "mchFee": f"0.{dice.randrange(100):02}",
        "mchFeeRate": "1",
        "currency": facts.currency,
        "payMethod1": dice.choice(["BGW", "OKX", "MetaMask"]),
        "payMethod2": facts.network,
        "state": dice.choice([word.lower(), word]),
        "errorMsg": facts.reason or "",
        "fromAddress": facts.payer,
        "checkoutMode": 1,
        "paidTime": 0 if failed else ms(facts.ended),
        "failedTime": ms(facts.ended) if failed else 0,
        "expiredTime": ms(facts.created + timedelta(minutes=30)),
        "createdTime": ms(facts.created),
    }


def answer(facts: Facts, word: str, dice: Dice) -> str:
    told = payment(facts, word, dice)
    return compact(
        dice.choice(
            [
                {"status": 0, "msg": "success", "data": told},
                {"status": 0, "msg": "success", "data": [told]},
                {"code": "SYS_SUCCESS", "msg": "success", "success": True, "data": told},
            ]
        )
    )


def event(facts: Facts, word: str, status: str | None, dice: Dice) -> str | None:
    return compact({"notifyType": "payment"} | payment(facts, word, dice))


def refund(facts: Facts, dice: Dice) -> str | None:
    return None


def page(rows: Sequence[str]) -> str | None:
    return None


def frame(facts: Facts, word: str, dice: Dice) -> str | None:
    return None


def compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
