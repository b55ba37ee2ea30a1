"""The shop: it reads each message with the account of its provider, and advances the record of the order."""

from __future__ import annotations

from dataclasses import dataclass

import paystate

from .log import Day, Message


@dataclass(frozen=True)
class Entry:
    """A message, and what came of it: an error, or what was seen and what that did to a record."""

    message: Message
    error: paystate.Error | None = None
    seen: paystate.Observation | None = None
    progress: paystate.Progress | None = None


@dataclass
class Shop:
    day: Day
    records: dict[str, paystate.Payment]
    entries: list[Entry]


def run(day: Day) -> Shop:
    """Lets the shop live through the day."""
    shop = Shop(day, {}, [])
    for order in day.orders:
        price = paystate.Price(order.facts.amount, order.facts.currency)
        wanted = paystate.Order(order.reference, price, network=order.facts.network)
        record = day.accounts[order.provider].open(wanted, now=order.facts.created)
        # The answer to the create told the provider's id.
        shop.records[order.reference] = record.replace(id=order.facts.id)
    for message in day.messages:
        shop.entries.extend(take_in(shop, message))
    return shop


def take_in(shop: Shop, message: Message) -> list[Entry]:
    record = shop.records[message.order.reference]
    if message.channel == "person":
        # Somebody looked at what was escalated, and settled it by hand.
        settled = record.settle(**message.line.odd if message.line else {})
        shop.records[message.order.reference] = settled
        return [Entry(message)]
    try:
        observations = read(shop.day.accounts[message.order.provider], message, record)
    except paystate.Error as error:
        return [Entry(message, error=error)]
    entries: list[Entry] = []
    for seen in observations:
        # A shop with a database would store the record by compare-and-set here, and only then act.
        progress = shop.records[message.order.reference].advance(seen, now=message.at)
        shop.records[message.order.reference] = progress.payment
        entries.append(Entry(message, seen=seen, progress=progress))
    return entries


def read(account: paystate.Account, message: Message, record: paystate.Payment) -> tuple[paystate.Observation, ...]:
    """What a message tells, by the channel that it came on."""
    now, answer = message.at, (message.http_status, message.headers, message.body)
    match message.channel:
        case "webhook" | "refund":
            return account.receive(message.headers, message.body, now=now).observations
        case "list":
            return account.parse_page(paystate.Listing(), *answer, now=now).observations
        case "stream":
            stream = account.stream([record])
            return account.stream_step(stream, "frame", message.body.decode(), now=now).observations
        case "redirect":
            return (account.parse_redirect(message.body.decode()),)
        case "ask":
            account.command("no-such-command", record, now=now)
            return ()
        case _:
            return (account.parse(record, *answer, now=now),)
