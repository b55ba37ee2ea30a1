"""Each example, with its framework's own client: a genuine webhook fulfills once, however often and from however many
sides it comes; a forged one does nothing."""

from __future__ import annotations

import importlib
import json
import sqlite3
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import paystate
import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "bindings-python/examples"
SECRET = "whsec_example"
NOW = datetime.now(timezone.utc)

Post = Callable[[bytes, dict[str, str]], tuple[int, str]]
"""Posts a body with headers to the webhook: the status and the body of the answer."""


def flask_client(module: Any) -> Post:
    def post(body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        answer = module.app.test_client().post("/webhook", data=body, headers=headers)
        return answer.status_code, answer.text

    return post


def fastapi_client(module: Any) -> Post:
    from fastapi.testclient import TestClient

    def post(body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        answer = TestClient(module.app).post("/webhook", content=body, headers=headers)
        return answer.status_code, answer.text

    return post


def django_client(module: Any) -> Post:
    import django
    from django.conf import settings
    from django.test import Client
    from django.urls import path

    urls = type(sys)("urls")
    urls.__dict__["urlpatterns"] = [path("webhook", module.webhook)]
    if not settings.configured:
        settings.configure(ROOT_URLCONF=urls, ALLOWED_HOSTS=["testserver"], SECRET_KEY="test")
        django.setup()

    def post(body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        client = Client(enforce_csrf_checks=True)
        answer = client.post("/webhook", body, content_type="application/json", headers=headers)
        return answer.status_code, answer.content.decode()

    return post


CLIENTS = {"flask_app": flask_client, "fastapi_app": fastapi_client, "django_app": django_client}


def test_every_example_is_run_and_is_short() -> None:
    paths = sorted(EXAMPLES.glob("*_app.py"))
    assert {path.stem for path in paths} == set(CLIENTS)
    for path in paths:
        assert len(path.read_text().splitlines()) <= 40, path


@pytest.fixture(params=sorted(CLIENTS))
def post(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, database: Path) -> Post:
    monkeypatch.setenv("WEBHOOK_SECRET", SECRET)
    monkeypatch.setenv("DATABASE", str(database))
    monkeypatch.syspath_prepend(str(EXAMPLES))
    return CLIENTS[request.param](importlib.import_module(request.param))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "shop.db"
    order = paystate.Order("R-1", paystate.Price("10.00", "USDT"))
    record = paystate.Account("payin").open(order, now=NOW).to_json()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE payments (reference TEXT PRIMARY KEY, record TEXT NOT NULL)")
        db.execute("CREATE TABLE jobs (reference TEXT NOT NULL, action TEXT NOT NULL)")
        db.execute("INSERT INTO payments VALUES ('R-1', ?)", [record])
    return path


def signed(status: str = "completed", amount: str = "10.00") -> tuple[bytes, dict[str, str]]:
    data = {"orderId": "o-1", "orderReference": "R-1", "status": status, "amount": amount, "currency": "USDT"}
    kind = f"order.{status}"
    body = json.dumps({"id": f"evt-{status}", "type": kind, "data": data}).encode()
    return body, paystate.Account("payin", webhook_secret=SECRET).sign_webhook(body, now=NOW)


def jobs(database: Path) -> list[str]:
    with sqlite3.connect(database) as db:
        return [action for (action,) in db.execute("SELECT action FROM jobs") if action not in ("wait", "rest")]


def status(database: Path) -> str:
    with sqlite3.connect(database) as db:
        (record,) = db.execute("SELECT record FROM payments").fetchone()
    return paystate.Payment.from_json(record).status


def test_a_genuine_webhook_fulfills_once(post: Post, database: Path) -> None:
    body, headers = signed()
    answers = [post(body, headers) for _ in range(3)]
    assert {code for code, _ in answers} == {200}
    assert (jobs(database), status(database)) == (["fulfill"], "paid")


def test_it_fulfills_once_from_many_sides(post: Post, database: Path) -> None:
    body, headers = signed()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: post(body, headers), range(24)))
    assert {code for code, _ in answers} == {200}
    assert jobs(database) == ["fulfill"]


def test_a_forged_webhook_does_nothing(post: Post, database: Path) -> None:
    body, headers = signed()
    code, text = post(body.replace(b"10.00", b"90.00"), headers)
    assert (code, text) == (401, "unauthorized")
    assert post(body, {})[0] == 401
    assert (jobs(database), status(database)) == ([], "pending")


def test_a_short_payment_goes_to_a_person(post: Post, database: Path) -> None:
    assert post(*signed(amount="9.99"))[0] == 200
    assert (jobs(database), status(database)) == (["escalate"], "paid")
