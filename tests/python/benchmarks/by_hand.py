"""What one would write by hand: the standard library's `json`, or msgspec's typed structs, and each provider's mapping.

Written to be fast. Told beforehand what the library must find out: the provider, and where the payment stands. It
checks less: both take a key that is given twice, and with msgspec the fields that are skipped need be no UTF-8.
"""

from __future__ import annotations

import hmac
import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
from demo import wire

from .corpus import NOW

Four = tuple[Any, Any, Any, Any]
"""id, status, amount, currency."""
UTC = timezone.utc
NO_NOTES: frozenset[str] = frozenset()
ABSENT: dict[str, Any] = {}

decode = json.JSONDecoder(parse_float=Decimal).decode


def loads(body: bytes) -> Any:
    """As `json.loads(body, parse_float=Decimal)`, without its search for an encoding and with the decoder made once."""
    return decode(body.decode())


class Rival(NamedTuple):
    """A provider's reading by hand."""

    json_four: Callable[[bytes], Four]
    json_all: Callable[[bytes], tuple[Any, ...]]
    typed_four: Callable[[bytes], Four]
    typed_all: Callable[[bytes], tuple[Any, ...]]
    typed_extra: Callable[[bytes], Any]
    """The object that the payment stands in as a mapping: for the fields that no struct names."""
    receive: Callable[[Mapping[str, str], bytes], tuple[Any, Four]]
    """A webhook verified with `hmac` and read with `json`: the event's id, and the four fields."""


untyped = msgspec.json.Decoder(dict[str, Any], float_hook=Decimal)


def the_object(body: bytes) -> Any:
    return untyped.decode(body)


def of_data(body: bytes) -> Any:
    data = untyped.decode(body).get("data")
    return data[0] if type(data) is list else data


def zulu(text: str | None) -> datetime | None:
    """RFC 3339 as `datetime.fromisoformat` takes it since Python 3.11, and by hand before."""
    if not text:
        return None
    return datetime.fromisoformat(text) if NEW else datetime.fromisoformat(text[:-1] + "+00:00")


def is_new() -> bool:
    try:
        datetime.fromisoformat("2025-01-28T14:38:30.000Z")
    except ValueError:
        return False
    return True


NEW = is_new()


def of_ms(ms: int) -> datetime | None:
    return datetime.fromtimestamp(ms / 1000, UTC) if ms else None


def check(ok: bool) -> None:
    if not ok:
        raise ValueError("forged, or too old")


# Pelago.

PELAGO = {
    "created": "pending",
    "pending": "pending",
    "processing": "processing",
    "partial": "partially_paid",
    "completed": "paid",
    "settled": "paid",
    "failed": "failed",
    "expired": "expired",
    "refunded": "refunded",
}


def pelago_json_four(body: bytes) -> Four:
    one = loads(body)
    return one["id"], PELAGO.get(one["status"]), Decimal(one["amount"]), one["currency"]


def pelago_json_all(body: bytes) -> tuple[Any, ...]:
    one = loads(body)
    get, word, expires = one.get, one["status"], zulu(one.get("expiresAt"))
    return (
        *("pelago", "payment", "query", one["id"], get("metadata", ABSENT).get("orderId"), word, PELAGO.get(word)),
        *(Decimal(one["amount"]), None, None, None, one["currency"], get("transactionHash"), get("confirmations")),
        *(get("network"), None, get("url"), get("customerWallet"), zulu(get("createdAt")), expires, expires, None),
        *(zulu(get("completedAt")), get("failureReason"), NO_NOTES),
    )


class PelagoFour(msgspec.Struct):
    id: str
    status: str
    amount: Decimal
    currency: str


class PelagoMetadata(msgspec.Struct, rename="camel"):
    order_id: str | None = None


class PelagoAll(msgspec.Struct, rename="camel"):
    id: str
    status: str
    amount: Decimal
    currency: str
    network: str | None = None
    customer_wallet: str | None = None
    transaction_hash: str | None = None
    confirmations: int | None = None
    url: str | None = None
    created_at: datetime | None = None
    expires_at: datetime | None = None
    completed_at: datetime | None = None
    failure_reason: str | None = None
    metadata: PelagoMetadata | None = None


pelago_four_decoder, pelago_all_decoder = msgspec.json.Decoder(PelagoFour), msgspec.json.Decoder(PelagoAll)


def pelago_typed_four(body: bytes) -> Four:
    one = pelago_four_decoder.decode(body)
    return one.id, PELAGO.get(one.status), one.amount, one.currency


def pelago_typed_all(body: bytes) -> tuple[Any, ...]:
    one = pelago_all_decoder.decode(body)
    reference = one.metadata.order_id if one.metadata else None
    return (
        *("pelago", "payment", "query", one.id, reference, one.status, PELAGO.get(one.status), one.amount, None),
        *(None, None, one.currency, one.transaction_hash, one.confirmations, one.network, None, one.url),
        *(one.customer_wallet, one.created_at, one.expires_at, one.expires_at, None, one.completed_at),
        *(one.failure_reason, NO_NOTES),
    )


def pelago_receive(headers: Mapping[str, str], body: bytes) -> tuple[Any, Four]:
    at = headers["X-Pelago-Timestamp"]
    tag = hmac.digest(PELAGO_SECRET, at.encode() + b"." + body, "sha256").hex()
    check(hmac.compare_digest(tag, headers["X-Pelago-Signature"]) and abs(NOW_S - int(at) // 1000) <= 300)
    event = loads(body)
    one = event["data"]
    return event["id"], (one["paymentId"], PELAGO.get(one["status"]), Decimal(one["amount"]), one["currency"])


# PayIn.

PAYIN = {
    "pending": "pending",
    "created": "pending",
    "pending_payment": "pending",
    "pending_confirmation": "pending",
    "underpaid": "partially_paid",
    "completed": "paid",
    "paid": "paid",
    "confirmed": "paid",
    "expired": "expired",
    "failed": "failed",
    "cancelled": "cancelled",
    "canceled": "cancelled",
}


def payin_json_four(body: bytes) -> Four:
    one = loads(body)
    one = one.get("data", one)
    get = one.get
    currency = get("currency") or get("token")
    return get("orderId") or get("id"), PAYIN.get(one["status"]), Decimal(one["amount"]), currency


def payin_json_all(body: bytes) -> tuple[Any, ...]:
    one = loads(body)
    one = one.get("data", one)
    get, word = one.get, one["status"]
    received = get("confirmedReceived") or get("confirmed_received")
    window, grace = get("paymentWindowEndsAt"), get("gracePeriodEndsAt")
    expires = zulu(get("expiresAt"))
    return (
        *("payin", "payment", "query", get("orderId") or get("id"), get("orderReference") or get("order_reference")),
        *(word, PAYIN.get(word), Decimal(one["amount"]), Decimal(received) if received else None, None, None),
        *(get("currency") or get("token"), get("txHash") or get("transactionHash") or get("completionTxHash") or None),
        *(get("confirmations"), get("chainId") or get("chain"), get("address") or get("paymentAddress"), get("url")),
        *(None, zulu(get("createdAt") or get("created_at")), expires),
        *(zulu(window or get("payment_window_ends_at")) or expires, zulu(grace or get("grace_period_ends_at"))),
        *(zulu(get("completedAt") or get("completed_at")), None, NO_NOTES),
    )


class PayinFour(msgspec.Struct):
    status: str
    amount: Decimal
    orderId: str | None = None  # noqa: N815
    id: str | None = None
    currency: str | None = None
    token: str | None = None


class PayinFourAnswer(msgspec.Struct):
    data: PayinFour


class PayinAll(msgspec.Struct):
    status: str
    amount: Decimal
    orderId: str | None = None  # noqa: N815
    id: str | None = None
    orderReference: str | None = None  # noqa: N815
    order_reference: str | None = None
    currency: str | None = None
    token: str | None = None
    confirmedReceived: Decimal | None = None  # noqa: N815
    confirmed_received: Decimal | None = None
    chainId: str | None = None  # noqa: N815
    chain: str | None = None
    address: str | None = None
    paymentAddress: str | None = None  # noqa: N815
    txHash: str | None = None  # noqa: N815
    transactionHash: str | None = None  # noqa: N815
    completionTxHash: str | None = None  # noqa: N815
    confirmations: int | None = None
    url: str | None = None
    createdAt: datetime | None = None  # noqa: N815
    created_at: datetime | None = None
    expiresAt: datetime | None = None  # noqa: N815
    paymentWindowEndsAt: datetime | None = None  # noqa: N815
    payment_window_ends_at: datetime | None = None
    gracePeriodEndsAt: datetime | None = None  # noqa: N815
    grace_period_ends_at: datetime | None = None
    completedAt: datetime | None = None  # noqa: N815
    completed_at: datetime | None = None


class PayinAllAnswer(msgspec.Struct):
    data: PayinAll


payin_four_decoder = msgspec.json.Decoder(PayinFour)
payin_four_in_data_decoder = msgspec.json.Decoder(PayinFourAnswer)
payin_all_decoder, payin_all_in_data_decoder = msgspec.json.Decoder(PayinAll), msgspec.json.Decoder(PayinAllAnswer)


def is_bare(body: bytes) -> bool:
    """The reference dialect has no envelope. What it begins with tells, for less than a look into the object costs."""
    return body.startswith(b'{"orderId"')


def payin_typed_four(body: bytes) -> Four:
    one = payin_four_decoder.decode(body) if is_bare(body) else payin_four_in_data_decoder.decode(body).data
    return one.orderId or one.id, PAYIN.get(one.status), one.amount, one.currency or one.token


def payin_typed_all(body: bytes) -> tuple[Any, ...]:
    one = payin_all_decoder.decode(body) if is_bare(body) else payin_all_in_data_decoder.decode(body).data
    received = one.confirmed_received if one.confirmedReceived is None else one.confirmedReceived
    return (
        *("payin", "payment", "query", one.orderId or one.id, one.orderReference or one.order_reference, one.status),
        *(PAYIN.get(one.status), one.amount, received, None, None, one.currency or one.token),
        *(one.txHash or one.transactionHash or one.completionTxHash or None, one.confirmations),
        *(one.chainId or one.chain, one.address or one.paymentAddress, one.url, None, one.createdAt or one.created_at),
        *(one.expiresAt, one.paymentWindowEndsAt or one.payment_window_ends_at or one.expiresAt),
        *(one.gracePeriodEndsAt or one.grace_period_ends_at, one.completedAt or one.completed_at, None, NO_NOTES),
    )


def payin_receive(headers: Mapping[str, str], body: bytes) -> tuple[Any, Four]:
    at, _, tag = headers["X-PayIn-Signature"][2:].partition(",v1=")
    made = hmac.digest(PAYIN_SECRET, at.encode() + b"." + body, "sha256").hex()
    check(hmac.compare_digest(made, tag) and abs(NOW_S - int(at)) <= 300)
    event = loads(body)
    one = event["data"]
    return event["id"], (one["orderId"], PAYIN.get(one["status"]), Decimal(one["amount"]), one["currency"])


# Paydify.

PAYDIFY = {"INIT": "pending", "PENDING": "processing", "PAID": "paid", "FAILED": "failed", "REFUNDED": "refunded"}


def paydify_status(word: str, reason: str) -> str | None:
    status = PAYDIFY.get(word.upper())
    return "expired" if status == "failed" and reason and reason.lower() == "timeout" else status


def paydify_payment(body: bytes) -> Any:
    answer = loads(body)
    if answer.get("status") != 0 and answer.get("code") != "SYS_SUCCESS":
        raise ValueError("refused")
    data = answer["data"]
    return data[0] if type(data) is list else data


def paydify_json_four(body: bytes) -> Four:
    one = paydify_payment(body)
    status = paydify_status(one["state"], one["errorMsg"])
    return one["txnId"], status, Decimal(one["txnAmount"]), one["currency"]


def paydify_json_all(body: bytes) -> tuple[Any, ...]:
    one = paydify_payment(body)
    reason, expires = one["errorMsg"], of_ms(one["expiredTime"])
    status = paydify_status(one["state"], reason)
    failure = reason if reason and status in ("failed", "expired") else None
    return (
        *("paydify", "payment", "query", one["txnId"], one["mchTxnId"], one["state"], status),
        *(Decimal(one["txnAmount"]), Decimal(one["paidAmount"]), None, Decimal(one["mchFee"]), one["currency"]),
        *(one["txnHash"] or None, None, one["payMethod2"] or None, None, None, one["fromAddress"] or None),
        *(of_ms(one["createdTime"]), expires, expires, None, of_ms(one["paidTime"]), failure, NO_NOTES),
    )


class PaydifyFour(msgspec.Struct, rename="camel"):
    txn_id: str
    state: str
    txn_amount: Decimal
    currency: str
    error_msg: str = ""


class PaydifyFourAnswer(msgspec.Struct):
    data: PaydifyFour | list[PaydifyFour]
    status: int | None = None
    code: str | None = None


class PaydifyAll(msgspec.Struct, rename="camel"):
    txn_id: str
    mch_txn_id: str
    state: str
    txn_amount: Decimal
    paid_amount: Decimal
    mch_fee: Decimal
    currency: str
    txn_hash: str = ""
    pay_method2: str = ""
    from_address: str = ""
    error_msg: str = ""
    created_time: int = 0
    expired_time: int = 0
    paid_time: int = 0


class PaydifyAllAnswer(msgspec.Struct):
    data: PaydifyAll | list[PaydifyAll]
    status: int | None = None
    code: str | None = None


paydify_four_decoder = msgspec.json.Decoder(PaydifyFourAnswer)
paydify_all_decoder = msgspec.json.Decoder(PaydifyAllAnswer)


def paydify_typed_four(body: bytes) -> Four:
    answer = paydify_four_decoder.decode(body)
    if answer.status != 0 and answer.code != "SYS_SUCCESS":
        raise ValueError("refused")
    one = answer.data[0] if isinstance(answer.data, list) else answer.data
    return one.txn_id, paydify_status(one.state, one.error_msg), one.txn_amount, one.currency


def paydify_typed_all(body: bytes) -> tuple[Any, ...]:
    answer = paydify_all_decoder.decode(body)
    if answer.status != 0 and answer.code != "SYS_SUCCESS":
        raise ValueError("refused")
    one = answer.data[0] if isinstance(answer.data, list) else answer.data
    reason, expires = one.error_msg, of_ms(one.expired_time)
    status = paydify_status(one.state, reason)
    failure = reason if reason and status in ("failed", "expired") else None
    return (
        *("paydify", "payment", "query", one.txn_id, one.mch_txn_id, one.state, status, one.txn_amount),
        *(one.paid_amount, None, one.mch_fee, one.currency, one.txn_hash or None, None, one.pay_method2 or None),
        *(None, None, one.from_address or None, of_ms(one.created_time), expires, expires, None),
        *(of_ms(one.paid_time), failure, NO_NOTES),
    )


def paydify_receive(headers: Mapping[str, str], body: bytes) -> tuple[Any, Four]:
    at, key = headers["x-api-timestamp"], headers["x-api-key"]
    text = json.dumps(body.decode(), ensure_ascii=False)
    signed = f'{{"apiPath":"{PAYDIFY_PATH}","body":{text},"x-api-key":"{key}","x-api-timestamp":"{at}"}}'
    tag = b64encode(hmac.digest(PAYDIFY_SECRET, signed.encode(), "sha256")).decode()
    check(hmac.compare_digest(tag, headers["x-api-signature"]) and abs(NOW_S - int(at) // 1000) <= 600)
    one = loads(body)
    status = paydify_status(one["state"], one["errorMsg"])
    return None, (one["txnId"], status, Decimal(one["txnAmount"]), one["currency"])


# Liquido.

LIQUIDO = {
    "INITIAL_STATUS": "pending",
    "IN_PROGRESS": "pending",
    "AUTHORIZED": "authorized",
    "SETTLED": "paid",
    "FAILED": "failed",
    "CANCELLED": "cancelled",
    "EXPIRED": "expired",
    "REFUNDING": "refunding",
    "REFUNDED": "refunded",
    "CHARGED_BACK": "charged_back",
}
OPEN = ("pending", "authorized", None)


def gmt(text: str | None) -> datetime | None:
    """`yyyy-MM-dd HH:mm:ss GMT±hh:mm`, faster than `strptime`."""
    return datetime.fromisoformat(text.replace(" GMT", "")) if text else None


def liquido_json_four(body: bytes) -> Four:
    one = loads(body)
    status = LIQUIDO.get(one["transferStatus"])
    return one["idempotencyKey"], status, Decimal(one["amount"]).scaleb(-2), one["currency"]


def liquido_json_all(body: bytes) -> tuple[Any, ...]:
    one = loads(body)
    get, word, code = one.get, one["transferStatus"], one["transferStatusCode"]
    status, page = LIQUIDO.get(word), get("transferDetails", ABSENT).get("webPay", ABSENT)
    failure = get("transferErrorMsg") or (str(code) if status == "failed" and code != 200 else None)
    return (
        *("liquido", "payment", "query", one["idempotencyKey"], get("referenceId"), word, status),
        *(Decimal(one["amount"]).scaleb(-2), None, None, None, one["currency"], None, None, None, None),
        *(page.get("paymentUrl"), get("payer", ABSENT).get("name"), gmt(get("createTime")), None, None, None),
        *(None if status in OPEN else gmt(get("finalStatusTime")), failure, NO_NOTES),
    )


class LiquidoFour(msgspec.Struct, rename="camel"):
    idempotency_key: str
    transfer_status: str
    amount: int
    currency: str


class LiquidoPayer(msgspec.Struct):
    name: str | None = None


class LiquidoPage(msgspec.Struct, rename="camel"):
    payment_url: str | None = None


class LiquidoDetails(msgspec.Struct, rename="camel"):
    web_pay: LiquidoPage | None = None


class LiquidoAll(msgspec.Struct, rename="camel"):
    idempotency_key: str
    transfer_status: str
    amount: int
    currency: str
    transfer_status_code: int = 200
    reference_id: str | None = None
    create_time: str | None = None
    final_status_time: str | None = None
    transfer_error_msg: str | None = None
    payer: LiquidoPayer | None = None
    transfer_details: LiquidoDetails | None = None


liquido_four_decoder, liquido_all_decoder = msgspec.json.Decoder(LiquidoFour), msgspec.json.Decoder(LiquidoAll)


def liquido_typed_four(body: bytes) -> Four:
    one = liquido_four_decoder.decode(body)
    return one.idempotency_key, LIQUIDO.get(one.transfer_status), Decimal(one.amount).scaleb(-2), one.currency


def liquido_typed_all(body: bytes) -> tuple[Any, ...]:
    one = liquido_all_decoder.decode(body)
    status, code, page = LIQUIDO.get(one.transfer_status), one.transfer_status_code, one.transfer_details
    failure = one.transfer_error_msg or (str(code) if status == "failed" and code != 200 else None)
    return (
        *("liquido", "payment", "query", one.idempotency_key, one.reference_id, one.transfer_status, status),
        *(Decimal(one.amount).scaleb(-2), None, None, None, one.currency, None, None, None, None),
        *(page.web_pay.payment_url if page and page.web_pay else None, one.payer.name if one.payer else None),
        *(gmt(one.create_time), None, None, None, None if status in OPEN else gmt(one.final_status_time)),
        *(failure, NO_NOTES),
    )


def liquido_receive(headers: Mapping[str, str], body: bytes) -> tuple[Any, Four]:
    _, at, tag = (part.partition("=")[2] for part in headers["Liquido-Signature"].split(","))
    made = hmac.digest(LIQUIDO_SECRET, b"payload=" + body + b",timestamp=" + at.encode(), "sha256").hex()
    check(hmac.compare_digest(made, tag) and abs(NOW_S - int(at)) <= 300)
    one = loads(body)["data"]["chargeDetails"]
    status = LIQUIDO.get(one["transferStatus"])
    return None, (one["idempotencyKey"], status, Decimal(one["amount"]).scaleb(-2), one["currency"])


NOW_S = int(NOW.timestamp())
PELAGO_SECRET = wire.of("pelago").OPTIONS["webhook_secret"].encode()
PAYIN_SECRET = wire.of("payin").OPTIONS["webhook_secret"].encode()
PAYDIFY_SECRET = wire.of("paydify").OPTIONS["api_secret"].encode()
PAYDIFY_PATH = wire.of("paydify").OPTIONS["webhook_path"]
LIQUIDO_SECRET = wire.of("liquido").OPTIONS["client_secret"].encode()


def payin_extra(body: bytes) -> Any:
    return the_object(body) if is_bare(body) else of_data(body)


RIVALS = {
    "pelago": Rival(pelago_json_four, pelago_json_all, pelago_typed_four, pelago_typed_all, the_object, pelago_receive),
    "payin": Rival(payin_json_four, payin_json_all, payin_typed_four, payin_typed_all, payin_extra, payin_receive),
    "paydify": Rival(
        paydify_json_four, paydify_json_all, paydify_typed_four, paydify_typed_all, of_data, paydify_receive
    ),
    "liquido": Rival(
        liquido_json_four, liquido_json_all, liquido_typed_four, liquido_typed_all, the_object, liquido_receive
    ),
}
