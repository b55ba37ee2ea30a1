"""One class a remedy, and nothing of a payer or a key in any of them."""

from __future__ import annotations

import copy
import pickle
from datetime import timedelta
from typing import Any

import paystate
import pytest
from shop import ACCOUNT, ANSWER, LOOSE, NOW, SECRET, event, order, parse, refused

TARGET = paystate.Target(id="o-1")


def caught(call: Any) -> Any:
    try:
        call()
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


def test_malformed() -> None:
    error = caught(lambda: parse(b'{"orderId":"o-1","status":7}'))
    assert type(error) is paystate.Malformed and isinstance(error, paystate.Error)
    assert (error.kind, error.reason, error.field, error.limit) == ("malformed", "wrong_type", "status", None)
    assert (error.offset, error.retryable, error.code, error.retry_at, error.reply) == (26, False, None, None, None)


def test_unauthentic() -> None:
    error = caught(lambda: ACCOUNT.receive({}, event(), now=NOW))
    assert type(error) is paystate.Unauthentic
    assert (error.kind, error.reason, str(error)) == ("unauthentic", "missing_header", "unauthentic: missing_header")
    assert error.reply == paystate.Reply(401, "text/plain", "unauthorized")
    stale = caught(
        lambda: ACCOUNT.receive(ACCOUNT.sign_webhook(event(), now=NOW), event(), now=NOW + timedelta(hours=1))
    )
    assert stale.reason == "stale"


def test_refused() -> None:
    error = refused()
    assert (error.kind, error.reason, error.http_status, error.code) == ("refused", None, 503, "DOWN")
    assert (error.category, error.retryable, error.outcome_unknown) == ("unavailable", True, False)
    assert (error.retry_after_s, error.retry_at) == (7, NOW + timedelta(seconds=7))
    created = caught(lambda: ACCOUNT.parse_created(order(), 504, {}, b"", now=NOW))
    assert created.outcome_unknown and not created.retryable
    assert "query by reference first" in str(created)


def test_misuse() -> None:
    error = caught(lambda: LOOSE.Account("payin", api_kay="k"))
    assert type(error) is paystate.Misuse and isinstance(error, ValueError)
    assert (error.kind, error.reason, error.field) == ("misuse", "unknown_name", "api_kay")
    assert "api_key" in error.expected and "api_key" in str(error)
    limit = caught(lambda: ACCOUNT.list(paystate.Listing(limit=101), now=NOW))
    assert (limit.field, limit.limit) == ("limit", 100)
    assert caught(lambda: LOOSE.explain("nobody", "payment", "paid")).field == "provider"
    assert caught(lambda: paystate.Account("payin").receive({}, b"", now=NOW)).reason == "missing_secret"


def errors() -> list[paystate.Error]:
    return [
        caught(lambda: parse(b"[")),
        caught(lambda: ACCOUNT.receive({}, event(), now=NOW)),
        refused(),
        caught(lambda: paystate.Target.from_json('{"odd":1}')),
    ]


@pytest.mark.parametrize("error", errors(), ids=lambda error: str(error.kind))
def test_errors_survive_pickle(error: paystate.Error) -> None:
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(again) is type(error) and str(again) == str(error)
        assert vars(again) == vars(error) and vars(error)


def test_the_four_kinds_are_errors_and_a_fault_of_ours_is_none() -> None:
    for kind in (paystate.Malformed, paystate.Unauthentic, paystate.Refused, paystate.Misuse):
        assert issubclass(kind, paystate.Error) and kind.__module__ == "paystate"
    assert not issubclass(paystate.InternalError, paystate.Error)
    assert issubclass(paystate.InternalError, Exception), "a `finally` and a framework see it"


def test_an_error_carries_nothing_of_what_came() -> None:
    payer = "maria@example.com"
    bodies = [
        ANSWER.replace(b'"completed"', f'"{payer}'.encode()),
        ANSWER.replace(b'"10.50"', f'"{payer}"'.encode()),
        f'{{"{payer}":1,"{payer}":2}}'.encode(),
        f'{{"error":"{payer}","code":"{payer}"'.encode(),
        payer.encode(),
    ]
    for body in bodies:
        error = caught(lambda body=body: parse(body))
        assert payer not in f"{error!r} {error} {vars(error)}", body
    error = caught(lambda: ACCOUNT.receive({"X-PayIn-Signature": payer}, payer.encode(), now=NOW))
    assert payer not in f"{error!r} {error} {vars(error)}"


def test_no_key_prints_or_leaves() -> None:
    keys = ("pk-secret-1", SECRET, "whsec-secret-2", "tok-secret")
    request, token = ACCOUNT.create(order(), now=NOW), paystate.Token("tok-secret", expires_at=NOW)
    borrower = paystate.Account("liquido", api_key="pk-secret-1", client_id="pk-secret-1", client_secret=SECRET)
    lent = borrower.with_token(token)
    things: list[Any] = [ACCOUNT, ACCOUNT.profile, request, token, borrower, lent, borrower.authorize(now=NOW)]
    stream = paystate.Account("pelago", api_key="pk-secret-1").stream([TARGET])
    things += [stream, paystate.Account("pelago", api_key="pk-secret-1").stream_step(stream, "open", now=NOW)]
    for thing in things:
        assert not any(key in f"{thing!r} {thing}" for key in keys), thing
    for thing in (ACCOUNT, request, token, borrower, lent):
        for leave in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(TypeError, match="neither pickled nor copied"):
                leave(thing)
    assert token.access_token == "tok-secret", "it is there for who asks"
    assert not hasattr(ACCOUNT, "api_key") and not hasattr(ACCOUNT, "__dict__")
    wrong = caught(lambda: LOOSE.Account("payin", api_key={"a": "pk-secret-1"}))
    assert isinstance(wrong, TypeError) and "pk-secret-1" not in str(wrong) and "api_key" in str(wrong)


def test_an_account_is_built_by_keyword() -> None:
    for options in (
        {"window_minutes": 15},
        {"window_minutes": "15"},
        {"api_key": None, "window_minutes": 15, "webhook_secret": ("a", "b")},
    ):
        account = paystate.Account("payin", **options)
        assert account.open(order(), now=NOW).window_ends_at == NOW + timedelta(minutes=15)
    assert (account.provider, account.profile.name) == ("payin", "payin")
    pelago = paystate.Account("pelago", api_key="k", api_secret="s", sign_requests=True)
    assert len(pelago.query(TARGET, now=NOW).headers) > len(
        paystate.Account("pelago", api_key="k", api_secret="s", sign_requests=False).query(TARGET, now=NOW).headers
    )
    for wrong in (1.5, object(), {"a": 1}, b"key", [1.5]):
        with pytest.raises(TypeError):
            LOOSE.Account("payin", api_key=wrong)
    with pytest.raises(paystate.Misuse) as caught_:
        LOOSE.Account("payin", api_key=["a", "b"])
    assert (caught_.value.reason, caught_.value.field) == ("repeated", "api_key")


def test_a_word_that_no_event_has() -> None:
    account = paystate.Account("pelago", api_key="k")
    stream = account.stream([TARGET])
    for event_, frame in (("opened", None), ("frame", None), ("open", "text"), ("tick", "")):
        with pytest.raises(TypeError, match="an event is"):
            LOOSE.Account.stream_step(account, stream, event_, frame, now=NOW)
