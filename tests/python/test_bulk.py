"""Many at once: what a loop would give, without the loop."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import paystate
import pytest
from shop import ACCOUNT, ANSWER, LOOSE, NOW, order, parse

TARGET = paystate.Target(id="o-1")


def loop(answers: list[Any]) -> list[Any]:
    out: list[Any] = []
    for answer in answers:
        target, *rest = answer if isinstance(answer, tuple) else (None, 200, {}, answer)
        try:
            out.append(ACCOUNT.parse(target or paystate.Target(), *rest, now=NOW))
        except paystate.Error as error:
            out.append(error)
    return out


def test_parse_many_is_parse_many_times() -> None:
    bodies = [ANSWER.replace(b'"o-1"', b'"o-%d"' % i) for i in range(200)]
    answers: list[Any] = [
        *bodies,
        b"{",
        bytearray(ANSWER),
        (TARGET, 503, {"Retry-After": "7"}, b""),
        (order(), 200, [], ANSWER),
        (None, 200, {}, ANSWER),
        *bodies,
    ]
    many, looped = ACCOUNT.parse_many(answers, now=NOW), loop(answers)
    assert [type(one) for one in many] == [type(one) for one in looped]
    for one, other in zip(many, looped, strict=True):
        if isinstance(one, paystate.Error):
            assert (str(one), vars(one)) == (str(other), vars(other))
        else:
            assert one == other
    refused = many[202]
    assert isinstance(refused, paystate.Refused) and refused.retry_after_s == 7
    assert ACCOUNT.parse_many(iter(bodies), now=NOW) == looped[:200]
    assert ACCOUNT.parse_many([], now=NOW) == []


@pytest.mark.parametrize("answers", [None, 5, ["text"], [None], [(TARGET, 200)], [(TARGET, 200, {}, "")], [[]]])
def test_what_is_no_answer_is_refused(answers: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        ACCOUNT.parse_many(answers, now=NOW)


def log() -> tuple[list[paystate.Payment], list[paystate.Observation]]:
    records = [ACCOUNT.open(paystate.Order(f"R-{i}", paystate.Price("10.50", "USDT")), now=NOW) for i in range(20)]
    words = (b"pending", b"completed", b"completed", b"expired")
    seen = [
        parse(ANSWER.replace(b"R-1", b"R-%d" % i).replace(b"o-1", b"o-%d" % i).replace(b"completed", word, 1))
        for word in words
        for i in range(20)
    ]
    return records, seen


def test_replay_is_advancing_one_by_one() -> None:
    records, observations = log()
    replayed = paystate.replay(records, observations, now=NOW)
    expected = {record.reference: record for record in records}
    done = []
    for seen in observations:
        done.append(expected[seen.reference].advance(seen, now=NOW))
        expected[seen.reference] = done[-1].payment
    assert replayed.records == list(expected.values())
    assert replayed.progress == done
    assert sum(one is not None and one.action == "fulfill" for one in replayed.progress) == 20
    assert repr(replayed) == "<Replay of 80 observations over 20 records>"


def test_an_observation_of_none_of_them() -> None:
    records, _ = log()
    stranger = parse(ANSWER.replace(b"o-1", b"x").replace(b"R-1", b"R-x"))
    replayed = paystate.replay(iter(records), iter([stranger]), now=NOW)
    assert (replayed.records, replayed.progress) == (records, [None])
    assert paystate.replay([], [], now=NOW).records == []


def test_an_observation_can_say_when_it_was_seen() -> None:
    [record] = log()[0][1:2]
    at = NOW + timedelta(minutes=1)
    replayed = paystate.replay([record], [(at, parse())], now=NOW)
    assert replayed.records[0].changed_at == at
    wrong: Any
    for wrong in ([record, 1], [1], None):
        with pytest.raises(TypeError):
            LOOSE.replay(wrong, [], now=NOW)
    for wrong in ([1], [(at,)], [(at, record)], None):
        with pytest.raises((TypeError, ValueError)):
            LOOSE.replay([record], wrong, now=NOW)
