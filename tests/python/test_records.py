"""Stored things are plain: they survive JSON, pickle and copies, compare by value, and cannot be changed."""

from __future__ import annotations

import copy
import pickle
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import paystate
import pytest
from shop import ACCOUNT, ANSWER, LOOSE, NOW, event, order, parse

PAYMENT = ACCOUNT.open(order(), now=NOW)


def stream() -> paystate.Stream:
    text = '{"url":"wss://x.example","targets":[{"id":"p"}],"ping_at":"2025-01-20T10:36:00Z","failures":2}'
    return paystate.Stream.from_json(text)


STORED: list[Any] = [
    PAYMENT,
    PAYMENT.advance(parse(), now=NOW).payment,
    paystate.Target(id="o-1", reference="R-1", subject="refund"),
    order(),
    paystate.Order("R-1", extra={"a": [1, Decimal("1.50"), None, True, {"b": 'ü"\n'}]}),
    paystate.Listing(status="pending", limit=10, created_from=NOW, sort_order="asc"),
    stream(),
    parse(),
]
PICKLED: list[Any] = [
    *STORED,
    paystate.Money(Decimal("1.50")),
    paystate.Asked(5, "USDT", "R-1"),
    paystate.Price("5", "USDT"),
    paystate.Reply(200, "text/plain", "OK"),
    ACCOUNT.receive(ACCOUNT.sign_webhook(event(), now=NOW), event(), now=NOW),
    paystate.Page((parse(),), paystate.Listing(page=2), 7),
]


def name(thing: object) -> str:
    return type(thing).__name__


@pytest.mark.parametrize("thing", STORED, ids=name)
def test_they_survive_json(thing: Any) -> None:
    text = thing.to_json()
    for form in (text, text.encode(), bytearray(text, "utf-8")):
        again = type(thing).from_json(form)
        assert again == thing and hash(again) == hash(thing) and again.to_json() == text
    with pytest.raises(TypeError):
        type(thing).from_json({})
    for odd in (b"\xff", "\udc80"):
        with pytest.raises(paystate.Malformed) as caught:
            type(thing).from_json(odd)
        assert caught.value.reason == "not_utf8"
    with pytest.raises(paystate.Malformed):
        type(thing).from_json("[]")


@pytest.mark.parametrize("thing", PICKLED, ids=name)
def test_they_survive_pickle_and_copies(thing: Any) -> None:
    copies = [pickle.loads(pickle.dumps(thing, protocol)) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]
    for again in (*copies, copy.copy(thing), copy.deepcopy(thing)):
        assert again == thing and hash(again) == hash(thing) and repr(again) == repr(thing)
        assert type(again) is type(thing)


@pytest.mark.parametrize("thing", PICKLED, ids=name)
def test_they_are_frozen_and_unlike_other_things(thing: Any) -> None:
    fields = [field for field in dir(thing) if not field.startswith("_") and not callable(getattr(thing, field))]
    assert fields
    for field in fields:
        with pytest.raises(AttributeError):
            setattr(thing, field, None)
    assert thing != 1 and thing != object() and thing.__eq__(None) is NotImplemented
    assert set(thing.__match_args__) <= set(fields)


def test_a_payment_from_its_fields() -> None:
    fields = {field: getattr(PAYMENT, field) for field in ("provider", "reference", "asked", "created_at")}
    ends = {field: getattr(PAYMENT, field) for field in ("window_ends_at", "grace_ends_at", "changed_at")}
    assert paystate.Payment("pending", **fields, **ends) == PAYMENT
    assert PAYMENT.asked == paystate.Asked(Decimal("10.50"), "USDT", "R-1")
    for wrong in ({"colour": 1}, {"asked": 1}, {"fulfilled": 1}, {"held": Decimal(1)}):
        with pytest.raises(TypeError):
            paystate.Payment("paid", **wrong)
    with pytest.raises(TypeError, match="argument 'id'"):
        LOOSE.Payment("paid", id=1)
    with pytest.raises(paystate.Misuse) as caught:
        LOOSE.Payment("payed")
    assert (caught.value.field, "paid" in caught.value.expected) == ("status", True)


def test_a_payment_with_some_fields_changed() -> None:
    stored = paystate.Payment.from_json('{"v":1,"status":"pending","colour":"red"}')
    changed = stored.replace(asked=paystate.Asked(5, "USDT"), id="o-1")
    assert (changed.id, changed.asked, stored.id) == ("o-1", paystate.Asked(5, "USDT"), None)
    assert '"colour":"red"' in changed.to_json(), "what a newer release wrote is kept"
    assert stored.replace() == stored
    with pytest.raises(TypeError):
        LOOSE.Payment.replace(stored, colour="blue")


def test_a_newer_record_is_refused() -> None:
    with pytest.raises(paystate.Misuse) as caught:
        paystate.Payment.from_json('{"v":2,"status":"pending"}')
    assert (caught.value.reason, caught.value.field, caught.value.limit) == ("newer_version", "v", 1)


def test_settling_sets_latches() -> None:
    settled = PAYMENT.settle(fulfilled=True)
    assert (settled.fulfilled, settled.released, PAYMENT.fulfilled) == (True, False, False)
    assert settled.settle(reversed=True).fulfilled, "a latch never clears"
    with pytest.raises(TypeError):
        LOOSE.Payment.settle(PAYMENT, True)


def test_progress_is_a_value() -> None:
    progress, again = (PAYMENT.advance(parse(), now=NOW) for _ in range(2))
    assert progress == again and hash(progress) == hash(again)
    assert (progress.step, progress.verdict, progress.action, progress.why) == ("advance", "match", "fulfill", "paid")
    assert progress.sentence == "The money is here." and progress.held is None
    assert progress != progress.payment.advance(parse(), now=NOW)
    match progress:
        case paystate.Progress("fulfill", paystate.Payment("paid")):
            pass
        case _:
            raise AssertionError(progress)


def test_metadata_is_read_only_and_exact() -> None:
    made = paystate.Order("R-1", metadata={"a": Decimal("1.10"), "b": [1, {"c": None}]}, extra='{"x": 1e2}')
    assert made.metadata == {"a": Decimal("1.10"), "b": [1, {"c": None}]}
    assert made.extra is not None and made.extra["x"] == 100
    assert '"metadata":{"a":1.10,"b":[1,{"c":null}]},"extra":{"x": 1e2}' in made.to_json()
    with pytest.raises(TypeError):
        LOOSE.Order.metadata.__get__(made)["a"] = 1


def test_metadata_that_json_has_no_form_for() -> None:
    endless: list[Any] = []
    endless.append(endless)
    for odd, error in (
        ({"a": {1, 2}}, TypeError),
        ({1: 2}, TypeError),
        ({"a": b"x"}, TypeError),
        ({"a": endless}, paystate.Misuse),
        ("{", paystate.Malformed),
        ('{"a":1,"a":2}', paystate.Malformed),
    ):
        with pytest.raises(error):
            LOOSE.Order("R-1", metadata=odd)


@dataclass
class Like:
    """Looks like a target and is none."""

    id: str = "o-1"
    reference: str | None = None


def test_a_payment_or_an_order_stands_for_a_target() -> None:
    urls = [ACCOUNT.query(of, now=NOW).url for of in (paystate.Target(reference="R-1"), PAYMENT, order())]
    assert len(set(urls)) == 1
    assert ACCOUNT.parse(PAYMENT, 200, {}, ANSWER, now=NOW) == parse()
    for wrong in ("R-1", None, Like(), parse()):
        with pytest.raises(TypeError, match="a Target, a Payment or an Order is needed"):
            LOOSE.Account.query(ACCOUNT, wrong, now=NOW)
    with pytest.raises(TypeError, match="an Order or an Observation is needed"):
        LOOSE.Account.open(ACCOUNT, PAYMENT, now=NOW)


def test_a_record_from_what_was_seen() -> None:
    opened = ACCOUNT.open(parse(), now=NOW)
    assert (opened.status, opened.id, opened.asked) == (
        "pending",
        "o-1",
        paystate.Asked(Decimal("10.5"), "USDT", "R-1"),
    )
    assert opened.advance(parse(), now=NOW).action == "fulfill"
    assert opened == ACCOUNT.open(parse().detached(), now=NOW)


def test_a_timeline_from_what_was_seen() -> None:
    timeline = paystate.Timeline.rebuild([(NOW, parse()), (NOW.replace(minute=31), parse())])
    [first] = timeline.events
    assert (first.at, first.native, first.status, first.transaction) == (
        NOW.replace(minute=31),
        "completed",
        "paid",
        "0x1",
    )
    assert timeline == paystate.Timeline.rebuild([(NOW.replace(minute=31), parse())]) and hash(timeline)
