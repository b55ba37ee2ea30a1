"""What a type checker says of the package: every line is either accepted, or must be refused as it says.

It is not run. mypy and pyright each read it, strictly, and an `ignore` that is not needed is an error too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Literal

import paystate
from paystate.types import Action, AnyStatus, Phase, Provider, Status
from typing_extensions import assert_never, assert_type

NOW = datetime(2025, 1, 20, tzinfo=timezone.utc)


def accounts(name: Provider, text: str) -> None:
    account = paystate.Account("payin", api_key="k", webhook_secret=["new", "old"], window_minutes=15)
    paystate.Account("pelago", api_key="k", sign_requests=True, environment="sandbox")
    paystate.Account(name, api_key="k")
    assert_type(account, paystate.Account)
    assert_type(account.provider, Provider)
    paystate.Account("payin", api_kay="k")  # type: ignore[call-overload]  # pyright: ignore
    paystate.Account("payin", environment="moon")  # type: ignore[call-overload]  # pyright: ignore
    paystate.Account("nobody", api_key="k")  # type: ignore[call-overload]  # pyright: ignore
    paystate.Account(text)  # type: ignore[call-overload]  # pyright: ignore


def asking(account: paystate.Account, payment: paystate.Payment, seen: paystate.Observation) -> None:
    order = paystate.Order("R-1", paystate.Price("10.00", "USDT"), metadata={"a": [1, None, {"b": Decimal(1)}]})
    for target in (paystate.Target(id="o"), payment, order):
        assert_type(account.query(target, now=NOW), paystate.Request)
    account.query(seen, now=NOW)  # type: ignore[arg-type]  # pyright: ignore
    account.query(payment, NOW)  # type: ignore[call-arg]  # pyright: ignore
    account.query(payment)  # type: ignore[call-arg]  # pyright: ignore
    paystate.Price(1.5, "USDT")  # type: ignore[arg-type]  # pyright: ignore
    paystate.Money("1.5", "USDT")  # type: ignore[arg-type]  # pyright: ignore


def reading(account: paystate.Account, body: bytes, headers: Mapping[str, str]) -> None:
    receipt = account.receive(headers, body, now=NOW)
    account.receive([(b"a", b"b"), ("c", ["d"])], bytearray(body), now=NOW, path="/hook?x=1")
    account.receive(headers, "text", now=NOW)  # type: ignore[arg-type]  # pyright: ignore
    for seen in receipt.observations:
        assert_type(seen.status, AnyStatus | None)
        if seen.amount is not None:
            assert_type(seen.amount.value, Decimal)
        seen.id = "x"  # type: ignore[misc]  # pyright: ignore
    for one in account.parse_many([body, (paystate.Target(), 200, {}, body)], now=NOW):
        assert_type(one, paystate.Observation | paystate.Error)
    stream = account.stream([paystate.Target(id="o")])
    account.stream_step(stream, "open", now=NOW)
    account.stream_step(stream, "frame", "{}", now=NOW)
    account.stream_step(stream, "frame", now=NOW)  # type: ignore[call-overload]  # pyright: ignore
    account.stream_step(stream, "tick", "{}", now=NOW)  # type: ignore[call-overload]  # pyright: ignore


def act(action: Action) -> str:
    """A new action would make this an error."""
    match action:
        case "fulfill" | "release" | "reverse":
            return "do it"
        case "escalate":
            return "tell a person"
        case "wait" | "rest":
            return "nothing"
        case _:
            assert_never(action)


def judging(payment: paystate.Payment, seen: paystate.Observation) -> None:
    progress = payment.advance(seen, now=NOW)
    assert_type(progress.payment, paystate.Payment)
    assert_type(progress.poll_at, datetime | None)
    assert_type(payment.status, Status)
    assert_type(paystate.phase(payment.status), Phase)
    assert_type(payment.schedule(now=NOW).time_left, timedelta)
    act(progress.action)
    paystate.Payment("payed")  # type: ignore[arg-type]  # pyright: ignore
    payment.replace(colour="red")  # type: ignore[call-arg]  # pyright: ignore
    match progress:
        case paystate.Progress("fulfill", next_):
            assert_type(next_, paystate.Payment)
        case _:
            pass


def errors(error: paystate.Error) -> None:
    assert_type(error.retryable, bool)
    assert_type(error.retry_at, datetime | None)
    match error:
        case paystate.Unauthentic(reply=reply):
            assert_type(reply, paystate.Reply)
        case paystate.Refused():
            assert_type(error.outcome_unknown, bool)
        case paystate.Misuse():
            assert_type(error.field, str)
        case _:
            pass


def stored(text: str) -> paystate.Payment:
    one: Literal["pending"] = "pending"
    return paystate.Payment.from_json(paystate.Payment(one).to_json() + text)
