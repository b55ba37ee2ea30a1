"""What README shows in Python runs as it stands there, and says what README says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import paystate
import pytest
from shop import NOW, SECRET

README = (Path(__file__).resolve().parents[2] / "README.md").read_text()
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def run(code: str) -> dict[str, Any]:
    """The names that a snippet leaves behind."""
    names: dict[str, Any] = {"__name__": "snippet"}
    exec(compile(code, "README.md", "exec"), names)
    return names


def test_there_are_ten_lines_and_the_loop() -> None:
    short, loop = BLOCKS
    assert len([line for line in short.splitlines() if line and not line.startswith(("from ", "import "))]) <= 10
    assert "def poll(" in loop


def test_the_ten_lines_take_a_real_webhook_to_a_decision() -> None:
    names = run(BLOCKS[0])
    assert (names["progress"].step, names["progress"].action) == ("advance", "fulfill")
    with pytest.raises(paystate.Unauthentic):
        run(BLOCKS[0].replace('body = b\'{"id":"evt_1"', 'body = b\'{"id":"evt_2"'))


@dataclass
class StandIn:
    """A provider that answers what it is told to answer, and a database in memory."""

    answers: list[tuple[int, dict[str, str], bytes]]
    rows: dict[str, str] = field(default_factory=dict[str, str])
    did: list[str] = field(default_factory=list[str])
    alarm: datetime | None = None
    rivals: int = 0
    """How many times another worker is faster."""

    def send(self, request: paystate.Request) -> tuple[int, dict[str, str], bytes]:
        self.did.append(request.method)
        return self.answers.pop(0)

    def insert(self, payment: paystate.Payment) -> None:
        self.rows[payment.reference or ""] = payment.to_json()

    def load(self, reference: str) -> paystate.Payment | None:
        return paystate.Payment.from_json(self.rows[reference]) if reference in self.rows else None

    def commit(self, old: paystate.Payment, progress: paystate.Progress) -> bool:
        self.rivals -= 1
        if self.rivals >= 0 or self.rows[old.reference or ""] != old.to_json():
            return False
        self.insert(progress.payment)
        self.did.append(progress.action)
        return True

    def wake_at(self, at: datetime, payment: paystate.Payment) -> None:
        self.alarm = at


ORDER = paystate.Order("R-1", paystate.Price("100.00", "USDT"), network="tron-mainnet")
PENDING = (
    b'{"orderId":"o-1","orderReference":"R-1","amount":"100.00","currency":"USDT","address":"TX","status":"pending"}'
)
PAID = PENDING.replace(b"pending", b"completed")
EVENT = b'{"id":"evt_1","type":"order.completed","data":' + PAID + b"}"


def test_the_loop_polls_an_order_to_the_goods() -> None:
    loop = run(BLOCKS[1])
    account = paystate.Account("payin", api_key="pk-1", webhook_secret=SECRET)
    shop = StandIn([(201, {}, PENDING), (429, {"Retry-After": "120"}, b""), (200, {}, PAID)])

    assert loop["buy"](shop, account, ORDER, NOW).address == "TX"
    asked = shop.alarm
    assert shop.did == ["POST", "wait"]
    assert asked is not None and asked > NOW

    row = shop.load("R-1")
    with pytest.raises(paystate.Refused):
        loop["poll"](shop, account, row, asked)
    again = shop.alarm
    assert again is not None and again >= asked + timedelta(seconds=120), "a Retry-After holds it back"
    assert shop.load("R-1") == row, "a refusal changes nothing"

    shop.alarm, shop.rivals = None, 1
    loop["poll"](shop, account, row, again)
    assert shop.did == ["POST", "wait", "GET", "GET", "fulfill"]
    assert shop.alarm is None, "nothing is left to ask"

    signed = account.sign_webhook(EVENT, now=again)
    assert loop["receive"](shop, account, signed, EVENT, again).status == 200
    assert loop["receive"](shop, account, signed, b"{}", again).status == 401
    assert shop.did[5:] == ["rest"], "it is fulfilled once"


@pytest.mark.parametrize("answer", [None, (200, {}, b"<html>"), (504, {}, b"")])
def test_the_loop_asks_again_where_no_answer_came(answer: tuple[int, dict[str, str], bytes] | None) -> None:
    class Cut(StandIn):
        def send(self, request: paystate.Request) -> tuple[int, dict[str, str], bytes]:
            if answer is None:
                raise ConnectionError("the line was cut")
            return answer

    loop = run(BLOCKS[1])
    account = paystate.Account("payin", api_key="pk", webhook_secret=SECRET)
    shop = Cut([])
    with pytest.raises((paystate.Error, ConnectionError)):
        loop["buy"](shop, account, ORDER, NOW)
    assert shop.alarm == NOW + timedelta(seconds=5)
    later, payment = Cut([], shop.rows), shop.load("R-1")
    with pytest.raises((paystate.Error, ConnectionError)):
        loop["poll"](later, account, payment, NOW)
    assert later.alarm is not None and later.alarm >= NOW + timedelta(seconds=5)
    assert later.load("R-1") == payment
