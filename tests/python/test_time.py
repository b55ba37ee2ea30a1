"""Time is an argument: aware datetimes in, UTC out."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any

import paystate
import pytest
from shop import ACCOUNT, NOW, order, parse

PAYMENT: Any = ACCOUNT.open(order(), now=NOW)


def calls(now: Any) -> list[Any]:
    """Every kind of call that takes a time, with this one."""
    target = paystate.Target(id="o")
    return [
        lambda: ACCOUNT.query(target, now=now),
        lambda: ACCOUNT.parse(target, 200, {}, b"{}", now=now),
        lambda: ACCOUNT.receive({}, b"{}", now=now),
        lambda: ACCOUNT.open(order(), now=now),
        lambda: PAYMENT.advance(parse(), now=now),
        lambda: PAYMENT.schedule(now=now),
        lambda: PAYMENT.schedule(now=NOW, not_before=now),
        lambda: paystate.Window(now, 60, 60),
        lambda: paystate.Window(NOW, 60, 60).at(now=now),
        lambda: paystate.Listing(created_from=now),
        lambda: paystate.Payment("paid", created_at=now),
        lambda: paystate.Observation(completed_at=now),
        lambda: paystate.Token("t", expires_at=now),
        lambda: paystate.replay([PAYMENT], [(now, parse())], now=NOW),
        lambda: paystate.Timeline.rebuild([(now, parse())]),
    ]


def test_a_naive_datetime_is_refused() -> None:
    for call in calls(datetime(2025, 1, 20)):
        with pytest.raises(TypeError, match="a naive datetime names no moment"):
            call()


def test_other_types_are_refused() -> None:
    for wrong in ("2025-01-20T10:36:00Z", 1737369360, NOW.date()):
        for call in calls(wrong):
            with pytest.raises(TypeError, match="an aware datetime is needed"):
                call()


class Odd(tzinfo):
    """A zone of an odd offset, as no `timezone` has it."""

    def utcoffset(self, _: datetime | None) -> timedelta:
        return timedelta(hours=5, minutes=45, seconds=7)

    def dst(self, _: datetime | None) -> timedelta:
        return timedelta(0)

    def tzname(self, _: datetime | None) -> str:
        return "odd"


@pytest.mark.parametrize("zone", [timezone(timedelta(hours=-7)), timezone(timedelta(0), "GMT"), Odd()])
def test_any_zone_will_do(zone: tzinfo) -> None:
    assert PAYMENT.schedule(now=NOW.astimezone(zone)) == PAYMENT.schedule(now=NOW)


def test_a_zone_with_seasons_will_do() -> None:
    from zoneinfo import ZoneInfo

    try:
        zone = ZoneInfo("Europe/Paris")
    except Exception:
        pytest.skip("this machine has no time zones")
    twice = datetime(2025, 10, 26, 2, 30, tzinfo=zone)
    first, second = twice.replace(fold=0), twice.replace(fold=1)
    instant = [paystate.Payment("paid", created_at=at).created_at for at in (first, second)]
    assert instant == [
        datetime(2025, 10, 26, 0, 30, tzinfo=timezone.utc),
        datetime(2025, 10, 26, 1, 30, tzinfo=timezone.utc),
    ]


def test_what_comes_out_is_in_utc() -> None:
    at = parse().completed_at
    assert at == datetime(2025, 1, 20, 10, 35, 0, 250_000, tzinfo=timezone.utc)
    assert at is not None and at.tzinfo is timezone.utc


def test_the_ends_of_the_calendar() -> None:
    for at in (datetime.min, datetime.max.replace(microsecond=999_000)):
        aware = at.replace(tzinfo=timezone.utc)
        assert paystate.Payment("paid", created_at=aware).created_at == aware
    with pytest.raises(OverflowError):
        paystate.Payment("paid", created_at=datetime.max.replace(tzinfo=timezone(timedelta(hours=-1))))


def test_now_is_a_keyword_and_is_needed() -> None:
    with pytest.raises(TypeError):
        PAYMENT.schedule(NOW)
    with pytest.raises(TypeError):
        PAYMENT.schedule()


def test_the_countdown() -> None:
    left = paystate.Window(NOW, 60, 60).at(now=NOW + timedelta(milliseconds=1500))
    assert (left.stage, left.time_left) == ("window", timedelta(seconds=58, milliseconds=500))
    match left:
        case paystate.Schedule(stage="window", poll_at=None):
            pass
        case _:
            raise AssertionError(left)
