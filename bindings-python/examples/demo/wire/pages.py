"""Samples of the providers' own pages, with what each is: read by the demo before its own day begins.

The bytes lie with the Rust demo, in `core/examples/demo/documents`; its `mod.rs` says which of them a page prints, and
which were completed or made after one. The signatures were not made with this library, but with openssl and Python's
`hmac`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Literal

import paystate

BYTES = Path(__file__).resolve().parents[4] / "core/examples/demo/documents"


@dataclass(frozen=True)
class Sample:
    """A message, and how it reached a shop."""

    what: str
    how: Literal["parse", "parse_created", "parse_page", "parse_timeline", "parse_redirect", "receive"]
    file: str
    http_status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    path: str | None = None
    late: timedelta = timedelta(0)


@dataclass(frozen=True)
class Pages:
    """The samples of one provider: who asks, what about, and when."""

    options: Mapping[str, str]
    target: paystate.Target
    now: datetime
    samples: tuple[Sample, ...]


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=timezone.utc)


LIQUIDO = "algorithm=HmacSHA256,timestamp=1671098127,signature="
PAYDIFY = {"x-api-key": "A14456006", "x-api-timestamp": "1757328167000"}

PAGES: dict[str, Pages] = {
    "pelago": Pages(
        {"api_key": "pk_live_xxxxx", "api_secret": "sk_live_xxxxx", "webhook_secret": "whsec_test_vector_secret"},
        paystate.Target(id="pay_7xKp9mNq2vT"),
        at("2025-02-08 22:30:02"),
        (
            Sample("GET a payment", "parse", "payment.json"),
            Sample("GET a page of them", "parse_page", "page.json"),
            Sample("GET its timeline", "parse_timeline", "timeline.json"),
            Sample(
                "payment.completed",
                "receive",
                "payment_completed.json",
                headers={
                    "X-Pelago-Timestamp": "1739053800000",
                    "X-Pelago-Signature": "061cb0f91ea411f2587094d00f11b658df4bf16db18a7d4b1e70bc227f7f4064",
                },
            ),
        ),
    ),
    "payin": Pages(
        {"environment": "testnet", "webhook_secret": "whsec_abc123xyz789"},
        paystate.Target(reference="ORDER-2025-001"),
        at("2025-01-20 10:36:00"),
        (
            Sample("POST an order", "parse_created", "created.json", 201),
            Sample("the same again", "parse_created", "duplicate.json", 409),
            Sample("no free address", "parse_created", "no_addresses.json", 503),
            Sample("a wrong amount", "parse_created", "invalid_amount.json", 400),
            Sample("a wrong chain", "parse_created", "invalid_chain.json", 400),
            Sample("GET an order", "parse", "order.json"),
            Sample("GET a page of them", "parse_page", "page.json"),
            Sample("the payer came back", "parse_redirect", "redirect.txt"),
            Sample(
                "order.completed",
                "receive",
                "order_completed.json",
                headers={
                    "X-PayIn-Signature": "t=1738075105,"
                    "v1=98b47b731446c3829c13ac2d4d6a9be646ccdbde416b2ecf7a32366c9667546c"
                },
                late=at("2025-01-28 14:38:26") - at("2025-01-20 10:36:00"),
            ),
        ),
    ),
    "paydify": Pages(
        {"api_key": "A14456006", "api_secret": "paydify_test_secret_0001", "webhook_path": "/webhooks/paydify"},
        paystate.Target(id="2209141130105863014"),
        at("2025-09-08 10:42:47"),
        (
            Sample("POST getPaymentStatus", "parse", "pending.json"),
            Sample("200, and yet an error", "parse", "error.json"),
            Sample(
                "a webhook",
                "receive",
                "paid.json",
                headers=PAYDIFY | {"x-api-signature": "0fjxiinuETOKUUQ1gUHODMTVKKVWJcQL6yRWCoPJYDo="},
            ),
            Sample(
                "one of its older API",
                "receive",
                "timeout.json",
                headers=PAYDIFY | {"x-api-signature": "wi1vsnQ9oMMcnCbc2diBOR44407X/KcWeBl5Oh+4fuU="},
            ),
            Sample(
                "to another path",
                "receive",
                "paid.json",
                headers=PAYDIFY | {"x-api-signature": "0fjxiinuETOKUUQ1gUHODMTVKKVWJcQL6yRWCoPJYDo="},
                path="/webhooks/other",
            ),
        ),
    ),
    "liquido": Pages(
        {"client_secret": "test_client_secret"},
        paystate.Target(reference="1ec983fa-1c37-679b-809b-067861d8700019"),
        at("2022-12-15 09:55:27"),
        (
            Sample("GET a charge", "parse", "charge.json"),
            Sample(
                "CHARGE_SUCCEEDED",
                "receive",
                "charge_succeeded.json",
                headers={
                    "Liquido-Signature": LIQUIDO + "9222f9c577b50d01f6900cadb5f1320d6fc80433b6efd5ff3bcce8e05f8c3b60"
                },
            ),
            Sample(
                "CHARGE_REFUND_SUCCEEDED",
                "receive",
                "refund_succeeded.json",
                headers={
                    "Liquido-Signature": LIQUIDO + "b9038f70ff4798e9a1d3e5cd9219124e8ffc17e142d1b84630bd7fe68b633d6d"
                },
            ),
        ),
    ),
}
