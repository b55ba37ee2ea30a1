"""What was seen is one class, lazy or not, and nobody can tell which."""

from __future__ import annotations

import copy
import json
import pickle
import sys
from datetime import datetime, timezone
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import paystate
import pytest
from shop import ANSWER, LOOSE, parse

FIELDS = [
    name
    for name in dir(paystate.Observation)
    if not name.startswith("_") and name not in {"detached", "to_json", "from_json"}
]


def by_hand() -> paystate.Observation:
    at = datetime(2025, 1, 20, 10, 30, tzinfo=timezone.utc)
    return paystate.Observation(
        "payment",
        "query",
        provider="payin",
        id="o-1",
        reference="R-1",
        native="completed",
        status="paid",
        amount=paystate.Money(Decimal("10.50"), "USDT"),
        received=paystate.Money(Decimal("10.5"), "USDT"),
        transaction="0x1",
        confirmations=3,
        network="tron-nile",
        address="T1",
        created_at=at,
        expires_at=at.replace(minute=40),
        window_ends_at=at.replace(minute=40),
        completed_at=at.replace(minute=35, microsecond=250_000),
        extra={
            "protocol": "evm",
            "fee": Decimal("1.10"),
            "block": 20_000_000,
            "metadata": {"user": "u-1", "tags": ["a", None, True]},
        },
    )


def others() -> list[paystate.Observation]:
    """The same observation in every other way."""
    seen = parse()
    return [
        parse(),
        seen.detached(),
        seen.detached().detached(),
        paystate.Observation.from_json(seen.to_json()),
        paystate.Observation.from_json(seen.to_json().encode()),
        *(pickle.loads(pickle.dumps(seen, protocol)) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)),
        copy.copy(seen),
        copy.deepcopy(seen),
    ]


def test_they_are_equal_in_every_form() -> None:
    seen = parse()
    for other in others():
        assert seen == other and other == seen and hash(seen) == hash(other)
        assert not seen.__ne__(other)
        assert repr(seen) == repr(other)
        assert all(getattr(seen, name) == getattr(other, name) for name in FIELDS)
    assert len({seen, *others()}) == 1
    assert seen == by_hand() and hash(seen) == hash(by_hand())


def test_any_value_makes_a_difference() -> None:
    seen, told = parse(), json.loads(parse().to_json())
    for name in told:
        changed = dict(told)
        match told[name]:
            case str(text) if name == "source":
                changed[name] = "list" if text != "list" else "query"
            case str(text) if name.endswith("_at"):
                changed[name] = text.replace("2025", "2024")
            case str() if name == "status":
                changed[name] = "failed"
            case str() if name == "subject":
                changed.pop("status")
                changed[name] = "refund"
            case str(text):
                changed[name] = text + "x"
            case int(number):
                changed[name] = number + 1
            case {"value": str(value)}:
                changed[name] = {"value": value + "1", "currency": "USDT"}
            case dict(extra):
                changed[name] = extra | {"protocol": "x"}
            case list():
                changed[name] = ["bad_time"]
        assert paystate.Observation.from_json(json.dumps(changed)) != seen, name
    assert seen != object() and seen.__eq__(1) is NotImplemented


def test_nothing_of_it_can_be_changed() -> None:
    seen = parse()
    for name in FIELDS:
        with pytest.raises(AttributeError):
            setattr(seen, name, None)
        with pytest.raises(AttributeError):
            delattr(seen, name)
    loose: Any = seen
    with pytest.raises(AttributeError):
        loose.other = 1
    with pytest.raises(TypeError):
        loose.extra["protocol"] = "x"
    with pytest.raises(TypeError):
        type("Sub", (paystate.Observation,), {})


def test_extra_is_made_when_it_is_first_read() -> None:
    seen = parse()
    extra = seen.extra
    assert type(extra) is MappingProxyType and seen.extra is extra
    assert list(extra) == ["protocol", "fee", "block", "metadata"], "in the provider's order"
    assert (extra["fee"], type(extra["fee"])) == (Decimal("1.10"), Decimal)
    assert (str(extra["fee"]), type(extra["block"])) == ("1.10", int)
    assert extra["metadata"] == {"user": "u-1", "tags": ["a", None, True]}
    assert paystate.Observation().extra == {}


def test_extra_has_numbers_that_python_refuses_to_read() -> None:
    vast, tiny, long = "1" + "0" * 5000, "1e-5", "0.30000000000000000000000000000000000004"
    beyond = "1e999999999999999999999"
    extra = ",".join(f'"{name}":{number}' for name, number in locals().items())
    seen = parse(b'{"orderId":"o-1","status":"completed",%s}' % extra.encode())
    assert str(seen.extra["vast"]) == vast or int(seen.extra["vast"]) == 10**5000
    assert seen.extra["tiny"] == Decimal("0.00001") and seen.extra["long"] == Decimal(long)
    assert seen.extra["beyond"] == beyond, "neither an int nor a Decimal: it stays text"
    assert paystate.Observation.from_json(seen.to_json()) == seen


def test_what_is_absent_is_none() -> None:
    seen = paystate.Observation()
    assert (seen.subject, seen.source, seen.notes, dict(seen.extra)) == ("payment", "query", frozenset(), {})
    given = {"subject", "source", "notes", "extra"}
    assert {name for name in FIELDS if getattr(seen, name) is not None} == given


def test_a_word_belongs_to_its_subject() -> None:
    assert paystate.Observation("refund", status="succeeded").status == "succeeded"
    for subject, status in (("refund", "paid"), ("payment", "succeeded"), ("other", "paid")):
        with pytest.raises(paystate.Misuse) as caught:
            LOOSE.Observation(subject, status=status)
        assert (caught.value.reason, caught.value.field) == ("invalid", "status")


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"subject": "pay"}, paystate.Misuse),
        ({"source": "dream"}, paystate.Misuse),
        ({"notes": ["odd"]}, paystate.Misuse),
        ({"colour": "red"}, TypeError),
        ({"id": 1}, TypeError),
        ({"amount": Decimal(1)}, TypeError),
        ({"confirmations": -1}, OverflowError),
        ({"extra": {"a": 1.5}}, TypeError),
        ({"extra": {1: 2}}, TypeError),
        ({"extra": [1]}, TypeError),
    ],
)
def test_fields_that_are_wrong(fields: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        paystate.Observation(**fields)


def test_it_can_be_matched() -> None:
    match parse():
        case paystate.Observation("payment", "paid", amount=paystate.Money(value, "USDT")):
            assert value == Decimal("10.5")
        case other:
            raise AssertionError(other)


def test_a_detached_one_lets_go_of_the_message() -> None:
    body = bytes(bytearray(ANSWER))
    before = sys.getrefcount(body)
    seen = parse(body)
    assert sys.getrefcount(body) == before + 1
    detached = seen.detached()
    del seen
    assert sys.getrefcount(body) == before
    assert detached.id == "o-1"


def test_an_unknown_word_is_kept() -> None:
    seen = parse(ANSWER.replace(b'"completed"', b'"teleported"'))
    assert (seen.status, seen.native, seen.notes) == (None, "teleported", frozenset(["unknown_status"]))
