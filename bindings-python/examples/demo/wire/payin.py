"""PayIn: three dialects of one order, and webhooks in the shape of its guide."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from demo.facts import Dice, Facts, iso

OPTIONS = {"api_key": "pk_demo", "webhook_secret": "whsec_demo"}
CURRENCIES = ("USDT", "USDC")
NETWORKS = ("ethereum-mainnet", "polygon-mainnet", "arbitrum-mainnet", "tron-mainnet")
TELLS_RECEIVED = True

EVENTS = {"pending": "order.created", "paid": "order.completed", "expired": "order.expired", "failed": "order.failed"}
WINDOW, GRACE = timedelta(minutes=10), timedelta(minutes=15)


def new_id(dice: Dice) -> str:
    return dice.uuid()


def answer(facts: Facts, word: str, dice: Dice) -> str:
    return dice.choice([bare, wrapped, row, overlay])(facts, word, dice)


def data(facts: Facts, word: str) -> dict[str, Any]:
    """What every dialect has under the same name."""
    told = {"orderReference": facts.reference, "status": word, "amount": f"{facts.amount:.2f}"}
    return told | {"currency": facts.currency, "chainId": facts.network}


def bare(facts: Facts, word: str, dice: Dice) -> str:
    """The reference dialect: the order stands bare."""
    told = {"orderId": facts.id} | data(facts, word)
    told |= {"protocol": "evm", "address": "0x" + dice.hex(40), "metadata": {"userId": f"u-{dice.randrange(10**6)}"}}
    told |= {"successUrl": "https://shop.example/done", "cancelUrl": "https://shop.example/cancel"}
    told |= {"createdAt": iso(facts.created), "expiresAt": iso(facts.created + WINDOW)}
    if facts.received is not None:
        told["confirmedReceived"] = f"{facts.received:.2f}"
    if facts.ended and facts.hash:
        told |= {"completedAt": iso(facts.ended), "txHash": facts.hash, "confirmations": dice.randrange(3, 60)}
    return compact(told)


def wrapped(facts: Facts, word: str, dice: Dice) -> str:
    """The guides' dialect: camel case in an envelope."""
    told = {"orderId": facts.id} | data(facts, word)
    told |= {"paymentAddress": "0x" + dice.hex(40), "confirmedReceived": f"{facts.received or 0:.2f}"}
    told |= {"requiredConfirmations": 3, "paymentWindowEndsAt": iso(facts.created + WINDOW)}
    told |= {"gracePeriodEndsAt": iso(facts.created + GRACE), "createdAt": iso(facts.created)}
    told["metadata"] = {"cart": dice.hex(12)}
    if facts.ended and facts.hash:
        told |= {"completedAt": iso(facts.ended), "transactionHash": facts.hash}
    return compact({"success": True, "data": told})


def row(facts: Facts, word: str, dice: Dice) -> str:
    """The published server's dialect: a row of its table."""
    created, paid = iso(facts.created), iso(facts.ended) if facts.ended and facts.hash else None
    told: dict[str, Any] = {
        "id": facts.id,
        "organization_id": dice.uuid(),
        "order_reference": facts.reference,
        "amount": f"{facts.amount:.6f}",
        "token": facts.currency,
        "chain": facts.network,
        "address": "0x" + dice.hex(40),
        "required_confirmations": 10,
        "status": word,
        "created_at": created,
        "payment_window_ends_at": iso(facts.created + WINDOW),
        "grace_period_ends_at": iso(facts.created + GRACE),
        "payment_window_minutes": 10,
        "grace_period_minutes": 5,
        "first_transfer_detected_at": None,
        "completed_at": paid,
        "updated_at": created,
        "confirmed_received": f"{facts.received or 0:.6f}",
        "metadata": {"userId": f"u-{dice.randrange(10**6)}"},
        "success_url": None,
        "cancel_url": None,
        "url": f"https://app.payin.com/pay/order/{facts.id}",
    }
    return compact({"success": True, "data": told})


def overlay(facts: Facts, word: str, dice: Dice) -> str:
    """The cloud overlay's dialect."""
    told = {"id": facts.id} | data(facts, word)
    told |= {"paymentAddress": "0x" + dice.hex(40), "metadata": {"cart": dice.hex(12)}}
    told |= {"createdAt": iso(facts.created), "updatedAt": iso(facts.ended or facts.created)}
    if facts.received is not None:
        told |= {"confirmedReceived": f"{facts.received:.2f}", "completionTxHash": facts.hash}
    return compact({"data": told})


def event(facts: Facts, word: str, status: str | None, dice: Dice) -> str | None:
    kind = EVENTS.get(status or "pending", "order.failed")
    told = {"orderId": facts.id} | data(facts, word) | {"createdAt": iso(facts.created)}
    if facts.received is not None:
        told["confirmedReceived"] = f"{facts.received:.2f}"
    if facts.ended and facts.hash:
        told |= {"txHash": facts.hash, "confirmations": dice.randrange(3, 60), "completedAt": iso(facts.ended)}
    at = iso(facts.ended or facts.created)
    return compact({"id": f"evt_{dice.hex(16)}", "type": kind, "created_at": at, "data": told})


def refund(facts: Facts, dice: Dice) -> str | None:
    return None


def page(rows: Sequence[str]) -> str | None:
    orders = [json.loads(one) for one in rows]
    orders = [order.get("data", order) for order in orders]
    numbers = {"page": 1, "limit": 100, "total": len(orders), "totalPages": 1, "hasMore": False}
    return compact({"data": orders, "pagination": numbers})


def frame(facts: Facts, word: str, dice: Dice) -> str | None:
    return None


def compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
