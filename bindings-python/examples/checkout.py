"""A checkout: the loop that README prints. Bring what `Shop` names, and it is yours."""

# README begins here.
from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

import paystate

PAUSE = timedelta(seconds=5)
"""At least this long between two questions about one payment: `poll_at` can be now."""


class Shop(Protocol):
    """What your shop brings: a line to the provider, a table of payments, and a timer."""

    def send(self, request: paystate.Request) -> tuple[int, dict[str, str], bytes]:
        """Sends `method`, `url`, `headers` and `body` with any client: the answer's status, headers and raw body."""
        ...

    def insert(self, payment: paystate.Payment) -> None:
        """`INSERT`s a row: `payment.reference`, and `payment.to_json()`."""
        ...

    def load(self, reference: str) -> paystate.Payment | None:
        """The row of that reference, through `Payment.from_json`."""
        ...

    def commit(self, old: paystate.Payment, progress: paystate.Progress) -> bool:
        """In one transaction: `UPDATE`s the row to `progress.payment` where it still is `old`, and, if it was, queues
        `progress.action` to be carried out. Whether it was."""
        ...

    def wake_at(self, at: datetime, payment: paystate.Payment) -> None:
        """Has `poll` called for this payment at that time."""
        ...


def buy(shop: Shop, account: paystate.Account, order: paystate.Order, now: datetime) -> paystate.Observation:
    """A customer buys. The record is stored before anything is sent."""
    payment, request = account.open(order, now=now), account.create(order, now=now)
    shop.insert(payment)
    try:
        seen = account.parse_created(order, *shop.send(request), now=now)
    except Exception as error:
        # Unless it was refused, the order may exist all the same: ask by reference, do not create it again.
        if not isinstance(error, paystate.Refused) or error.outcome_unknown:
            shop.wake_at(now + PAUSE, payment)
        raise
    take_in(shop, payment, seen, now)
    return seen  # `address` or `link` is where the customer pays


def poll(shop: Shop, account: paystate.Account, payment: paystate.Payment, now: datetime) -> None:
    """The timer rang: ask the provider."""
    try:
        seen = account.parse(payment, *shop.send(account.query(payment, now=now)), now=now)
    except Exception as error:  # the payment is unchanged; a Retry-After holds the next question back
        not_before = error.retry_at if isinstance(error, paystate.Error) else None
        poll_at = payment.schedule(now=now, not_before=not_before).poll_at
        if poll_at:
            shop.wake_at(max(poll_at, now + PAUSE), payment)
        raise
    take_in(shop, payment, seen, now)


def receive(
    shop: Shop, account: paystate.Account, headers: dict[str, str], body: bytes, now: datetime
) -> paystate.Reply:
    """A webhook came, with its raw body: what to answer."""
    try:
        receipt = account.receive(headers, body, now=now)
    except paystate.Unauthentic as error:
        return error.reply
    for seen in receipt.observations:
        payment = shop.load(seen.reference) if seen.reference else None
        if payment:
            take_in(shop, payment, seen, now)
    return receipt.reply


def take_in(shop: Shop, payment: paystate.Payment, seen: paystate.Observation, now: datetime) -> None:
    """Whatever was seen, and however: advance, store by compare-and-set, and only then act."""
    progress = payment.advance(seen, now=now)
    while not shop.commit(payment, progress):
        newer = shop.load(payment.reference or "")  # another worker was faster: take the newer row
        if newer is None:
            return
        payment, progress = newer, newer.advance(seen, now=now)
    if progress.poll_at:
        shop.wake_at(max(progress.poll_at, now + PAUSE), progress.payment)


# README ends here.
