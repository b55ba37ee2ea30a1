"""The log of a day: every message that came, in order of time, as the bytes that it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import paystate

from . import wire
from .facts import BASE58, DAY, Dice, Facts
from .stories import STORIES, Channel, Line, Story

ORDERS = 1000


@dataclass(frozen=True)
class Order:
    """An order that the shop made, and the story of it."""

    number: int
    provider: str
    story: Story
    facts: Facts

    @property
    def reference(self) -> str:
        return self.facts.reference


@dataclass(frozen=True)
class Message:
    """Something that came to the shop, or that a person did there."""

    at: datetime
    order: Order
    channel: Channel
    body: bytes = b""
    http_status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    line: Line | None = None


@dataclass(frozen=True)
class Day:
    seed: int
    accounts: dict[str, paystate.Account]
    orders: list[Order]
    messages: list[Message]


def day(seed: int) -> Day:
    """The day of a seed: every story of every provider that can tell it at least once, the others by their weights."""
    dice = Dice(seed)
    told = [(profile, story) for profile in paystate.providers() for story in STORIES if tells(profile, story)]
    chosen = told + dice.choices(told, [story.weight for _, story in told], k=ORDERS - len(told))
    dice.shuffle(chosen)
    accounts: dict[str, paystate.Account] = {profile.name: account(profile) for profile in paystate.providers()}
    writer = Writer(dice, accounts)
    orders = [writer.order(number, profile, story) for number, (profile, story) in enumerate(chosen, 1001)]
    messages = [message for order in orders for message in writer.messages(order)]
    return Day(seed, accounts, orders, sorted(messages, key=lambda message: message.at))


def tells(profile: paystate.Profile, story: Story) -> bool:
    return story.statuses() <= set(words(profile))


def words(profile: paystate.Profile) -> dict[str, list[str]]:
    """The words that a provider has for each status of a payment, those that it documents alone where it does."""
    rows = [row for row in profile.table if row.subject == "payment"]
    found: dict[str, list[str]] = {}
    for row in rows:
        documented = [one.word for one in rows if one.status == row.status and one.origin == "documented"]
        found[row.status] = documented or [one.word for one in rows if one.status == row.status]
    return found


def account(profile: paystate.Profile, **changes: str) -> paystate.Account:
    make: Any = paystate.Account  # each provider has a signature of its own
    made: paystate.Account = make(profile.name, **wire.of(profile.name).OPTIONS | changes)
    return made


class Writer:
    """Writes messages as the providers do."""

    def __init__(self, dice: Dice, accounts: dict[str, paystate.Account]) -> None:
        self.dice, self.accounts = dice, accounts
        self.profiles: dict[str, paystate.Profile] = {profile.name: profile for profile in paystate.providers()}
        secrets = {
            name: next(option.name for option in profile.options if option.kind == "verifying_secret")
            for name, profile in self.profiles.items()
        }
        # Somebody who does not know the secrets.
        self.forgers = {name: account(self.profiles[name], **{secrets[name]: "guessed"}) for name in secrets}

    def order(self, number: int, profile: paystate.Profile, story: Story) -> Order:
        dice, told_by = self.dice, wire.of(profile.name)
        facts = Facts(
            id=told_by.new_id(dice),
            reference=f"R-{number}",
            amount=dice.sum(),
            currency=dice.choice(told_by.CURRENCIES),
            network=dice.choice(told_by.NETWORKS),
            created=DAY + timedelta(seconds=dice.randrange(13 * 3600)),
            payer="G" + dice.text(BASE58.upper(), 55),
        )
        return Order(number, profile.name, story, facts)

    def messages(self, order: Order) -> Iterator[Message]:
        for line in order.story.lines:
            jitter = timedelta(milliseconds=self.dice.randrange(20_000))
            at = order.facts.created + timedelta(minutes=line.minute) + jitter
            message = Message(at, order, line.channel, line=line)
            yield message if line.channel in ("ask", "person") else self.message(message, line)

    def message(self, message: Message, line: Line) -> Message:
        order = message.order
        facts, word = self.facts(order, line, message.at), self.word(order, line)
        told_by = wire.of(order.provider)
        verbs = self.profiles[order.provider].verbs
        body: str | None = None
        match line.channel:
            case "webhook":
                body = told_by.event(facts, word, line.status, self.dice)
            case "refund":
                body = told_by.refund(facts, self.dice)
            case "list":
                body = told_by.page([told_by.answer(facts, word, self.dice)])
            case "stream" if "stream" in verbs:
                body = told_by.frame(facts, word, self.dice)
            case "redirect" if "redirect" in verbs:
                seen = paystate.Observation(reference=facts.reference, status="paid", native=word)
                body = self.accounts[order.provider].build_redirect("https://shop.example/back", seen)
            case _:
                pass
        if body is None:
            return self.answer(message, line, told_by.answer(facts, word, self.dice))
        if line.channel in ("webhook", "refund"):
            return self.signed(message, line, body)
        return replace(message, body=body.encode())

    def answer(self, message: Message, line: Line, body: str) -> Message:
        message = replace(message, channel="query")
        match line.odd.get("wrong"):
            case "down":
                return replace(
                    message, http_status=503, headers=(("Retry-After", "30"),), body=b"<html>Try later</html>"
                )
            case "bytes":
                return replace(message, body=body.encode()[: self.dice.randrange(20, len(body) - 20)])
            case _:
                return replace(message, body=body.encode())

    def signed(self, message: Message, line: Line, body: str) -> Message:
        wrong, name = line.odd.get("wrong"), message.order.provider
        signer = (self.forgers if wrong == "signature" else self.accounts)[name]
        signed_at = message.at - timedelta(hours=6) if wrong == "age" else message.at
        headers = signer.sign_webhook(body.encode(), now=signed_at)
        return replace(message, body=body.encode(), headers=tuple(headers.items()))

    def facts(self, order: Order, line: Line, at: datetime) -> Facts:
        """What is true of the order by then, as its provider sees it."""
        facts, odd = order.facts, line.odd
        over = line.status is not None and paystate.phase(line.status) != "open"  # type: ignore[arg-type]
        paid = over and paystate.phase(line.status) != "lost"  # type: ignore[arg-type]
        share: Decimal | None = odd.get("share", Decimal(1) if paid else odd.get("came"))
        facts = replace(facts, currency=odd.get("currency", facts.currency))
        if share is not None and wire.of(order.provider).TELLS_RECEIVED:
            facts = replace(facts, received=(facts.amount * share).quantize(Decimal("0.01")))
        elif "share" in odd:
            facts = replace(facts, amount=(facts.amount * odd["share"]).quantize(Decimal("0.01")))
        if odd.get("wrong") == "order":
            facts = replace(facts, reference=f"R-{order.number + 5000}")
        reason = "insufficient funds" if line.status == "failed" else None
        hash_ = "0x" + self.dice.hex(64) if paid else ""
        return replace(facts, ended=at if over else None, reason=reason, hash=hash_)

    def word(self, order: Order, line: Line) -> str:
        if "word" in line.odd:
            return str(line.odd["word"])
        return self.dice.choice(words(self.profiles[order.provider])[line.status or "paid"])
