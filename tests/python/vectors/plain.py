"""Public types to the plain JSON of the vectors, field by field, and back."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import paystate

Json = dict[str, Any]


def instant(text: str) -> datetime:
    # Python 3.10 reads neither `Z` nor a fraction of other than three or six digits.
    text = text.replace("Z", "+00:00").replace("z", "+00:00")
    head, point, rest = text.partition(".")
    if point:
        digits = len(rest) - len(rest.lstrip("0123456789"))
        text = f"{head}.{rest[:digits]:0<6.6}{rest[digits:]}"
    return datetime.fromisoformat(text)


def given_instant(text: str | None) -> datetime | None:
    return None if text is None else instant(text)


def account(provider: str, given: Json) -> paystate.Account:
    """An account of the case; a list of values is handed over as one."""
    of: Json = given.get("account") or {}
    make: Any = paystate.Account
    made: paystate.Account = make(provider, **(of.get("credentials") or {}), **(of.get("settings") or {}))
    return made


def body(message: Json) -> bytes:
    if "body_base64" in message:
        return base64.b64decode(message["body_base64"])
    text: str = message.get("body") or ""
    return text.encode()


def headers(message: Json) -> list[tuple[str, str]]:
    return [(name, value) for name, value in message.get("headers") or []]


def response(given: Json) -> tuple[int, list[tuple[str, str]], bytes]:
    """The response of a case, as every `parse` takes it."""
    of: Json = given["response"]
    return of["status"], headers(of), body(of)


def target(of: Json | None) -> paystate.Target:
    return paystate.Target(**(of or {}))


def json_text(value: Any) -> Any:
    """A mapping as it is; anything else as JSON text, which is what a `str` stands for."""
    return value if value is None or isinstance(value, dict) else json.dumps(value)


def order(of: Json) -> paystate.Order:
    fields = dict(of)
    amount = fields.pop("amount", None)
    fields.update({name: json_text(fields[name]) for name in ("metadata", "extra") if name in fields})
    price = amount and paystate.Price(amount.get("value") or "", amount.get("currency") or "")
    return paystate.Order(fields.pop("reference", None) or "", price, **fields)


def listing(of: Json | None) -> paystate.Listing:
    fields = dict(of or {})
    for name in ("created_from", "created_to"):
        fields[name] = given_instant(fields.get(name))
    return paystate.Listing(**fields)


def money(of: Json | None) -> paystate.Money | None:
    return paystate.Money(Decimal(of["value"]), of.get("currency")) if of else None


INSTANTS = ("created_at", "expires_at", "window_ends_at", "grace_ends_at", "completed_at", "changed_at")


def payment(of: Json) -> paystate.Payment:
    fields = {name: value for name, value in of.items() if value is not None}
    asked = fields.pop("asked", None)
    fields.update({name: instant(fields[name]) for name in INSTANTS if name in fields})
    if asked:
        fields["asked"] = paystate.Asked(Decimal(asked["amount"]), asked["currency"], asked.get("reference"))
    return paystate.Payment(**fields)


def seen(of: Json) -> paystate.Observation:
    fields = {name: value for name, value in of.items() if value is not None}
    for name in ("amount", "received", "refunded", "fee"):
        if name in fields:
            fields[name] = money(fields[name])
    fields.update({name: instant(fields[name]) for name in INSTANTS if name in fields})
    return paystate.Observation(**fields)


def of_time(at: datetime | None) -> str | None:
    if at is None:
        return None
    assert at.utcoffset() == timedelta(0), "what comes out is in UTC"
    return at.isoformat(timespec="milliseconds")


def of_money(sum_: paystate.Money | None) -> Json | None:
    if sum_ is None:
        return None
    assert type(sum_.value) is Decimal
    return {"value": str(sum_.value), "currency": sum_.currency}


def of_json(value: Any) -> Any:
    """A value of `extra` as the vectors have it."""
    if isinstance(value, Mapping):
        return {name: of_json(member) for name, member in value.items()}
    return [of_json(item) for item in value] if isinstance(value, list) else value


def of_observation(of: paystate.Observation) -> Json:
    return {
        "provider": of.provider,
        "subject": of.subject,
        "id": of.id,
        "reference": of.reference,
        "native": of.native,
        "status": of.status,
        "amount": of_money(of.amount),
        "received": of_money(of.received),
        "refunded": of_money(of.refunded),
        "fee": of_money(of.fee),
        "transaction": of.transaction,
        "confirmations": of.confirmations,
        "network": of.network,
        "address": of.address,
        "link": of.link,
        "payer": of.payer,
        "created_at": of_time(of.created_at),
        "expires_at": of_time(of.expires_at),
        "window_ends_at": of_time(of.window_ends_at),
        "grace_ends_at": of_time(of.grace_ends_at),
        "completed_at": of_time(of.completed_at),
        "failure": of.failure,
        "extra": of_json(of.extra),
        "source": of.source,
        "notes": sorted(of.notes),
    }


def of_event(of: paystate.TimelineEvent) -> Json:
    return {
        "at": of_time(of.at),
        "native": of.native,
        "status": of.status,
        "transaction": of.transaction,
        "details": of.details,
    }


def of_target(of: paystate.Target) -> Json:
    return {"subject": of.subject, "id": of.id, "reference": of.reference}


def of_step(of: paystate.StreamStep) -> Json:
    return {
        "send": list(of.send),
        "observations": [of_observation(seen) for seen in of.observations],
        "query": [of_target(target) for target in of.query],
        "wake_at": of_time(of.wake_at),
        "reconnect_at": of_time(of.reconnect_at),
    }


def of_request(of: paystate.Request) -> Json:
    sent = None if of.body is None else of.body.decode()
    headers = [[name, value] for name, value in of.headers.items()]
    return {"request": {"method": of.method, "url": of.url, "headers": headers, "body": sent}}


def of_receipt(of: paystate.Receipt) -> Json:
    reply = {"status": of.reply.status, "content_type": of.reply.content_type, "body": of.reply.body}
    observations = [of_observation(seen) for seen in of.observations]
    return {"event_id": of.event_id, "kind": of.kind, "observations": observations, "reply": reply}


def of_listing(of: paystate.Listing) -> Json:
    return {
        "status": of.status,
        "limit": of.limit,
        "cursor": of.cursor,
        "page": of.page,
        "created_from": of_time(of.created_from),
        "created_to": of_time(of.created_to),
        "currency": of.currency,
        "network": of.network,
        "reference": of.reference,
        "sort_by": of.sort_by,
        "sort_order": of.sort_order,
    }


def of_page(of: paystate.Page) -> Json:
    return {
        "observations": [of_observation(seen) for seen in of.observations],
        "next": of.next and of_listing(of.next),
        "total": of.total,
    }


def of_schedule(of: paystate.Schedule) -> Json:
    return {
        "stage": of.stage,
        "window_ends_at": of_time(of.window_ends_at),
        "grace_ends_at": of_time(of.grace_ends_at),
        "time_left_s": Decimal(of.time_left // timedelta(microseconds=1)) / 1_000_000,
        "poll_at": of_time(of.poll_at),
        "give_up_at": of_time(of.give_up_at),
        "exhausted": of.exhausted,
    }


def of_error(of: paystate.Error) -> Json:
    refused = of if isinstance(of, paystate.Refused) else None
    error = {
        "kind": of.kind,
        "reason": of.reason,
        "field": of.field,
        "limit": of.limit,
        "code": of.code,
        "category": refused and refused.category,
        "retryable": of.retryable,
        "retry_after_s": refused and refused.retry_after_s,
        "retry_at": of_time(of.retry_at),
        "outcome_unknown": bool(refused and refused.outcome_unknown),
    }
    return {"error": error}
