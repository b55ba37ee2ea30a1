"""What there is to know of an order: every provider tells it in words and shapes of its own."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from decimal import Decimal

DAY = datetime(2025, 1, 28, tzinfo=timezone.utc)
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


class Dice(random.Random):
    """Chance from a seed, the same on every machine. Not for secrets."""

    def text(self, alphabet: str, length: int) -> str:
        return "".join(self.choices(alphabet, k=length))

    def hex(self, length: int) -> str:
        return self.text("0123456789abcdef", length)

    def uuid(self) -> str:
        return "-".join(self.hex(length) for length in (8, 4, 4, 4, 12))

    def sum(self) -> Decimal:
        """Two places, from cents to a hundred thousand."""
        return Decimal(self.randrange(100, 10 ** self.randrange(4, 8))).scaleb(-2)


@dataclass(frozen=True)
class Facts:
    """One order, as it stands at one moment."""

    id: str
    reference: str
    amount: Decimal
    currency: str
    network: str
    created: datetime
    received: Decimal | None = None
    ended: datetime | None = None
    reason: str | None = None
    payer: str = field(default="")
    hash: str = field(default="")


def iso(at: datetime) -> str:
    """`2025-01-28T14:38:30.000Z`."""
    return at.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def ms(at: datetime | None) -> int:
    """Milliseconds since 1970; 0 for never."""
    return 0 if at is None else (at - datetime(1970, 1, 1, tzinfo=timezone.utc)) // timedelta(milliseconds=1)
