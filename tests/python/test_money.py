"""Money is exact, in and out."""

from __future__ import annotations

import decimal
import random
from decimal import Decimal
from typing import Any

import paystate
import pytest
from shop import ACCOUNT, LOOSE, NOW, parse


def test_what_comes_out_is_a_decimal_with_the_places_that_were_written() -> None:
    amount = parse().amount
    assert amount is not None and type(amount.value) is Decimal
    assert (str(amount.value), amount.currency) == ("10.50", "USDT")


@pytest.mark.parametrize("value", [1.5, "1.5", True, None, b"1", complex(1)])
def test_only_decimals_and_ints_go_in(value: Any) -> None:
    for make in (paystate.Money, lambda value: paystate.Asked(value, "USDT")):
        with pytest.raises(TypeError, match="must be a Decimal or an int"):
            make(value)


def test_a_float_is_told_why() -> None:
    with pytest.raises(TypeError, match="a float has no exact decimal value"):
        LOOSE.Money(0.1)
    with pytest.raises(TypeError, match="a float has no exact decimal value"):
        LOOSE.Price(0.1, "USDT")
    with pytest.raises(TypeError, match="a float has no exact decimal value"):
        LOOSE.Order("R-1", metadata={"weight": 0.1})


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "sNaN",
        "Infinity",
        "-Infinity",
        "1" * 34,
        "1e-29",
        "1E+40",
        "0." + "1" * 29,
        "79228162514264337593543950336",
    ],
)
def test_what_does_not_fit_is_refused_and_never_rounded(text: str) -> None:
    with pytest.raises(paystate.Misuse) as caught:
        paystate.Money(Decimal(text))
    assert (caught.value.reason, caught.value.field) == ("invalid", "value")


@pytest.mark.parametrize("text", ["0", "-0", "0.00", "1E+2", "-1.10", "79228162514264337593543950335", "0." + "1" * 28])
def test_what_fits_comes_back(text: str) -> None:
    assert paystate.Money(Decimal(text)).value == Decimal(text)


def test_every_value_comes_back_exactly() -> None:
    dice = random.Random(1)
    for _ in range(5000):
        digits, places = dice.randrange(10 ** dice.randrange(1, 28)), dice.randrange(29)
        value = Decimal(digits).scaleb(-places, decimal.Context(prec=64)) * dice.choice([1, -1])
        made = paystate.Money(value).value
        assert made == value and type(made) is Decimal, value


def test_the_callers_context_has_no_say() -> None:
    with decimal.localcontext() as context:
        context.prec, context.traps[decimal.Inexact] = 2, True
        amount = paystate.Money(Decimal("123456.789"))
        assert str(amount.value) == "123456.789"
        assert str(paystate.Asked(Decimal("123456.789"), "USDT").amount) == "123456.789"


def test_sums_are_equal_when_their_values_are() -> None:
    a, b = paystate.Money(Decimal(100), "USDT"), paystate.Money(Decimal("100.00"), "USDT")
    assert a == b and hash(a) == hash(b)
    assert a != paystate.Money(100, "USDC") and a != paystate.Money(Decimal("100.01"), "USDT")
    assert a != object()
    asked, same = paystate.Asked(100, "USDT"), paystate.Asked(Decimal("100.0"), "USDT")
    assert asked == same and hash(asked) == hash(same)
    match a:
        case paystate.Money(value, currency):
            assert (value, currency) == (Decimal(100), "USDT")


def test_a_price_is_sent_as_it_is_written() -> None:
    assert paystate.Price("100.00", "USDT").value == "100.00"
    assert paystate.Price(Decimal("1E+2"), "USDT").value == "100"
    assert paystate.Price(Decimal("100.10"), "USDT").value == "100.10"
    assert paystate.Price(7, "USDT").value == "7"
    order = paystate.Order("R-1", paystate.Price("1e2", "USDT"), network="tron-nile")
    with pytest.raises(paystate.Misuse) as caught:
        ACCOUNT.create(order, now=NOW)
    assert caught.value.field == "amount"
