"""Pelago: payments in fiat that are paid in coins, their events, and the frames of its live stream."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from demo.facts import BASE58, Dice, Facts, iso

OPTIONS = {"api_key": "pk_demo", "api_secret": "sk_demo", "webhook_secret": "whsec_demo"}
CURRENCIES = ("USD", "EUR")
NETWORKS = ("stellar", "ethereum", "polygon", "solana")
TELLS_RECEIVED = False


def new_id(dice: Dice) -> str:
    return "pay_" + dice.text(BASE58, 11)


def payment(facts: Facts, word: str, dice: Dice) -> dict[str, Any]:
    # Its sums are JSON numbers. With so few digits, a float is written as the very digits that it was made of.
    coins = f"{facts.amount:.6f}"
    return {
        "status": word,
        "amount": float(facts.amount),
        "currency": facts.currency,
        "cryptoAmount": coins,
        "cryptocurrency": dice.choice(["USDC", "USDT", "EURC"]),
        "network": facts.network,
        "merchantWallet": "G" + dice.text(BASE58.upper(), 55),
        "customerWallet": facts.payer,
        "transactionHash": facts.hash or None,
    }


def answer(facts: Facts, word: str, dice: Dice) -> str:
    told: dict[str, Any] = {"id": facts.id, "object": "payment"} | payment(facts, word, dice)
    told |= {"url": f"https://checkout.pelago.tech/{facts.id}", "createdAt": iso(facts.created)}
    told |= {"expiresAt": iso(facts.created + timedelta(minutes=30))}
    told |= {"completedAt": facts.ended and iso(facts.ended), "settledAt": None, "settlementId": None}
    told["metadata"] = {"orderId": facts.reference, "customer": f"Zoë {dice.hex(8)}"}
    return compact(told)


def event(facts: Facts, word: str, status: str | None, dice: Dice) -> str | None:
    told: dict[str, Any] = {"paymentId": facts.id} | payment(facts, word, dice)
    told |= {"completedAt": facts.ended and iso(facts.ended), "failureReason": facts.reason}
    told["metadata"] = {"orderId": facts.reference}
    created = iso(facts.ended or facts.created)
    head = {"id": f"evt_{dice.hex(12)}", "object": "event", "type": f"payment.{word}", "created": created}
    return compact(head | {"data": told})


def refund(facts: Facts, dice: Dice) -> str | None:
    told: dict[str, Any] = {
        "id": f"ref_{dice.hex(12)}",
        "paymentId": facts.id,
        "status": "completed",
        "currency": facts.currency,
    }
    told |= {"amount": float(facts.amount)}
    return compact({"id": f"evt_{dice.hex(12)}", "object": "event", "type": "refund.completed", "data": told})


def page(rows: Sequence[str]) -> str | None:
    return f'{{"object":"list","data":[{",".join(rows)}],"hasMore":false,"totalCount":{len(rows)}}}'


def frame(facts: Facts, word: str, dice: Dice) -> str | None:
    told = {"paymentId": facts.id} | payment(facts, word, dice) | {"metadata": {"orderId": facts.reference}}
    return compact({"type": "payment.status_changed", "data": told})


def compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
