"""What is measured on: for every provider, distinct answers and signed webhooks of 1 KiB, made from a fixed seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

import paystate
from demo import wire
from demo.facts import BASE58, Dice, Facts
from demo.log import account, words

COUNT = 1200
WEBHOOK_BYTES = 1024
NOW = datetime(2025, 1, 28, 14, 38, 30, tzinfo=timezone.utc)
HEADERS = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Answer:
    target: paystate.Target
    body: bytes


@dataclass(frozen=True)
class Webhook:
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Corpus:
    name: str
    account: paystate.Account
    answers: list[Answer]
    webhooks: list[Webhook]


def corpus(profile: paystate.Profile) -> Corpus:
    """The corpus of a provider, in one shuffled order."""
    dice, told_by, made = Dice(0x5EED), wire.of(profile.name), account(profile)
    meanings = [(status, word) for status, all_words in words(profile).items() for word in all_words]
    answers: list[Answer] = []
    for number in range(COUNT):
        status, word = dice.choice(meanings)
        facts = told(dice, profile.name, number, status)
        answers.append(Answer(paystate.Target(id=facts.id), told_by.answer(facts, word, dice).encode()))
    assert len({answer.body for answer in answers}) == COUNT
    [paid, *_] = words(profile)["paid"]
    webhooks: list[Webhook] = []
    for number in range(COUNT):
        body = padded(told_by.event(told(dice, profile.name, number, "paid"), paid, "paid", dice) or "")
        # What a framework hands over: the provider's own headers are some of many.
        headers = {"Host": "shop.example", "User-Agent": "Webhooks/1.0", "Content-Length": str(len(body))}
        webhooks.append(Webhook(headers | made.sign_webhook(body, now=NOW), body))
    dice.shuffle(answers)
    dice.shuffle(webhooks)
    return Corpus(profile.name, made, answers, webhooks)


def told(dice: Dice, name: str, number: int, status: str) -> Facts:
    told_by = wire.of(name)
    created = NOW - timedelta(milliseconds=dice.randrange(86_400_000))
    facts = Facts(
        id=told_by.new_id(dice),
        reference=f"ORDER-2025-{number:06}",
        amount=dice.sum(),
        currency=dice.choice(told_by.CURRENCIES),
        network=dice.choice(told_by.NETWORKS),
        created=created,
        payer="G" + dice.text(BASE58.upper(), 55),
    )
    phase = paystate.phase(status)  # type: ignore[arg-type]
    if phase != "open":
        facts = replace(facts, ended=created + timedelta(milliseconds=dice.randrange(1, 600_000)))
    if phase in ("won", "reversed"):
        received = facts.amount if told_by.TELLS_RECEIVED else None
        facts = replace(facts, received=received, hash="0x" + dice.hex(64))
    return replace(facts, reason="insufficient funds") if status == "failed" else facts


def padded(body: str) -> bytes:
    """The object with one more text, as long as it takes."""
    words = "Two tickets for the concert on Saturday, row 7, seats 12 and 13; doors open at half past six. " * 12
    head = body.encode()[:-1] + b',"description":"'
    return head + words.encode()[: WEBHOOK_BYTES - len(head) - 2] + b'"}'
