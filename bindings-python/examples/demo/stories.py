"""What can become of an order, as lines of a script: a minute, how the shop hears of it, and what is true by then.

A story needs statuses, and is told by every provider whose table has words for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

Channel = Literal["webhook", "query", "list", "stream", "redirect", "refund", "ask", "person"]


@dataclass(frozen=True)
class Line:
    """One message. Where a provider has no such channel, the shop hears of it by a query."""

    minute: float
    channel: Channel
    status: str | None
    odd: dict[str, Any]
    """What is odd about it: `share` and `came` of the sum, a `currency`, a `word`, or what is `wrong` with it."""


@dataclass(frozen=True)
class Story:
    title: str
    weight: int
    lines: tuple[Line, ...]

    def statuses(self) -> set[str]:
        return {line.status for line in self.lines if line.status is not None and "word" not in line.odd}


def line(minute: float, channel: Channel, status: str | None, **odd: Any) -> Line:
    return Line(minute, channel, status, odd)


HALF, MORE = Decimal("0.5"), Decimal("1.25")

STORIES = (
    Story("paid", 30, (line(0.1, "query", "pending"), line(3, "webhook", "paid"), line(600, "list", "paid"))),
    Story("paid, told twice", 12, (line(2, "webhook", "paid"), line(2.1, "webhook", "paid"), line(9, "query", "paid"))),
    Story(
        "paid, while it was watched",
        8,
        (line(1, "stream", "pending"), line(2, "stream", "paid"), line(3, "webhook", "paid")),
    ),
    Story(
        "paid, and the payer came back first",
        6,
        (line(2, "redirect", "paid"), line(2.1, "query", "paid"), line(4, "webhook", "paid")),
    ),
    Story(
        "paid in steps",
        8,
        (line(1, "query", "processing"), line(4, "webhook", "paid"), line(5, "webhook", "processing")),
    ),
    Story(
        "held on a card, then paid",
        5,
        (line(1, "query", "authorized"), line(7, "query", "paid"), line(8, "webhook", "paid")),
    ),
    Story(
        "messages in the wrong order",
        6,
        (line(3, "webhook", "paid"), line(3.5, "query", "pending"), line(4, "list", "pending")),
    ),
    Story("expired", 10, (line(1, "query", "pending"), line(16, "webhook", "expired"), line(76, "query", "expired"))),
    Story("failed", 8, (line(1, "query", "pending"), line(2, "webhook", "failed"), line(62, "query", "failed"))),
    Story(
        "called off", 4, (line(1, "query", "pending"), line(5, "query", "cancelled"), line(65, "query", "cancelled"))
    ),
    Story("failed, then called off", 3, (line(2, "query", "failed"), line(6, "query", "cancelled"))),
    Story(
        "paid after it expired",
        3,
        (line(16, "webhook", "expired"), line(40, "query", "paid"), line(55, "person", None, fulfilled=True)),
    ),
    Story(
        "given up, and yet money moves",
        2,
        (
            line(16, "query", "expired"),
            line(30, "webhook", "processing"),
            line(31, "query", "processing"),
            line(50, "query", "paid"),
        ),
    ),
    Story(
        "paid short, then topped up",
        3,
        (line(4, "webhook", "paid", share=HALF), line(12, "query", "paid", share=HALF), line(25, "webhook", "paid")),
    ),
    Story("paid too much", 3, (line(3, "webhook", "paid", share=MORE), line(8, "query", "paid", share=MORE))),
    Story(
        "paid in another currency",
        2,
        (line(3, "webhook", "paid", currency="EURC"), line(90, "person", None, released=True)),
    ),
    Story(
        "half of it came, and no more",
        2,
        (
            line(5, "query", "partially_paid", came=HALF),
            line(16, "webhook", "expired", came=HALF),
            line(76, "query", "expired", came=HALF),
        ),
    ),
    Story("a message of another order", 2, (line(2, "webhook", "paid", wrong="order"), line(3, "webhook", "paid"))),
    Story("a word that nobody knows", 2, (line(2, "query", None, word="in_review"), line(9, "webhook", "paid"))),
    Story(
        "paid and failed at once",
        2,
        (line(2, "webhook", "paid"), line(5, "webhook", "failed"), line(5.1, "query", "paid")),
    ),
    Story(
        "refunded",
        6,
        (
            line(2, "webhook", "paid"),
            line(300, "query", "refunded"),
            line(301, "refund", None),
            line(310, "query", "refunded"),
        ),
    ),
    Story(
        "the refund bounced",
        2,
        (
            line(2, "webhook", "paid"),
            line(200, "query", "refunding"),
            line(240, "query", "paid"),
            line(250, "person", None, reversed=True),
        ),
    ),
    Story(
        "charged back",
        3,
        (line(2, "webhook", "paid"), line(500, "webhook", "charged_back"), line(520, "query", "charged_back")),
    ),
    Story(
        "refunded, and charged back on top",
        1,
        (
            line(2, "webhook", "paid"),
            line(120, "query", "refunding"),
            line(180, "query", "refunded"),
            line(420, "webhook", "charged_back"),
        ),
    ),
    Story("refunded before anything was sent", 2, (line(3, "query", "refunded"), line(4, "webhook", "paid"))),
    Story("a forged webhook", 2, (line(1, "webhook", "paid", wrong="signature"), line(20, "query", "pending"))),
    Story(
        "a webhook that was played again", 2, (line(2, "webhook", "paid"), line(400, "webhook", "paid", wrong="age"))
    ),
    Story("the provider was down", 3, (line(1, "query", "pending", wrong="down"), line(2, "query", "paid"))),
    Story("an answer that broke off", 2, (line(1, "query", "pending", wrong="bytes"), line(2, "query", "paid"))),
    Story("a question that cannot be asked", 1, (line(1, "ask", None), line(2, "webhook", "paid"))),
)
