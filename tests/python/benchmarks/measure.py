"""Measures one installed build of the package: `python -m benchmarks.measure FILE` writes its figures as JSON.

All competitors run in one process, in turns, over the same distinct bodies in one shuffled order. Of each round the
ratio is taken, since what else runs on the machine changes from one to the next; what is told are medians of CPU time.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import msgspec
import paystate

from .by_hand import RIVALS, Four
from .corpus import COUNT, HEADERS, NOW, Answer, Corpus, Webhook, corpus

ROUNDS = int(os.environ.get("ROUNDS", "41"))
WARM = 5

Run = Callable[[], object]


def four_of(seen: paystate.Observation) -> Four:
    amount = seen.amount
    return (seen.id, seen.status, amount.value, amount.currency) if amount else (seen.id, seen.status, None, None)


def all_of(seen: paystate.Observation) -> tuple[Any, ...]:
    """Every field but `extra`, which is a mapping that is made when somebody reads it."""
    return (
        *(seen.provider, seen.subject, seen.source, seen.id, seen.reference, seen.native, seen.status, seen.amount),
        *(seen.received, seen.refunded, seen.fee, seen.transaction, seen.confirmations, seen.network, seen.address),
        *(seen.link, seen.payer, seen.created_at, seen.expires_at, seen.window_ends_at, seen.grace_ends_at),
        *(seen.completed_at, seen.failure, seen.notes),
    )


def flat(fields: tuple[Any, ...]) -> tuple[Any, ...]:
    """Those of `all_of` as the competitors give them: sums as their values, and one currency."""
    *head, amount, received, refunded, fee, transaction = fields[:12]
    value = [one and one.value for one in (amount, received, refunded, fee)]
    return (*head, *value, amount.currency, transaction, *fields[12:])


def measure(runs: dict[str, Run], calls: int, rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Seconds of CPU time a call of each competitor, of each round."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(WARM + rounds):
        for name in list(runs) if number % 2 else reversed(list(runs)):
            run = runs[name]
            start = process_time()
            run()
            spent = process_time() - start
            if number >= WARM:
                times[name].append(spent / calls)
    return times


def over(call: Callable[[Any], object], items: Iterable[object]) -> Run:
    every = list(items)

    def run() -> None:
        for item in every:
            call(item)

    return run


def result(what: str, provider: str, times: dict[str, list[float]]) -> list[dict[str, Any]]:
    """A line for each competitor: how many times as long as paystate it takes."""
    own = times["paystate"]
    rows: list[dict[str, Any]] = []
    for name, rounds in times.items():
        if name != "paystate":
            ratio = median(rival / mine for rival, mine in zip(rounds, own, strict=True))
            rows.append({"what": what, "beside": name, "provider": provider, "ratio": ratio, "us": median(own) * 1e6})
    return rows


def reading(bodies: Corpus) -> list[dict[str, Any]]:
    rival, parse, name = RIVALS[bodies.name], bodies.account.parse, bodies.name
    receive, answers, webhooks = bodies.account.receive, bodies.answers, bodies.webhooks
    raw = [answer.body for answer in answers]

    def parsed(answer: Answer) -> paystate.Observation:
        return parse(answer.target, 200, HEADERS, answer.body, now=NOW)

    def four(answer: Answer) -> Four:
        seen = parse(answer.target, 200, HEADERS, answer.body, now=NOW)
        amount = seen.amount
        return (seen.id, seen.status, amount.value, amount.currency) if amount else (seen.id, seen.status, None, None)

    def every(answer: Answer) -> tuple[Any, ...]:
        return all_of(parse(answer.target, 200, HEADERS, answer.body, now=NOW))

    def extra(answer: Answer) -> object:
        seen = parse(answer.target, 200, HEADERS, answer.body, now=NOW)
        return all_of(seen), seen.extra

    def received(webhook: Webhook) -> tuple[Any, Four]:
        receipt = receive(webhook.headers, webhook.body, now=NOW)
        return receipt.event_id, four_of(receipt.observations[0])

    # What they say must be the same, or their speed means nothing.
    for answer in answers:
        for said in (rival.json_four, rival.typed_four):
            assert said(answer.body) == four(answer), (said(answer.body), four(answer))
        for said in (rival.json_all, rival.typed_all):
            assert said(answer.body) == flat(every(answer)), (said(answer.body), flat(every(answer)))
        assert set(parsed(answer).extra) <= set(rival.typed_extra(answer.body))
    for webhook in webhooks:
        assert len(webhook.body) == 1024
        # Where an event has no id, the library takes what stands for one.
        id_of, fields = rival.receive(webhook.headers, webhook.body)
        assert id_of in (None, received(webhook)[0])
        assert fields == received(webhook)[1]

    rows = result(
        "id, status, amount, currency",
        name,
        measure(
            {
                "json and mapping": over(rival.json_four, raw),
                "msgspec and mapping": over(rival.typed_four, raw),
                "paystate": over(four, answers),
            },
            COUNT,
        ),
    )
    rows += result(
        "every field",
        name,
        measure(
            {
                "json and mapping": over(rival.json_all, raw),
                "msgspec and mapping": over(rival.typed_all, raw),
                "paystate": over(every, answers),
            },
            COUNT,
        ),
    )
    rows += result(
        "every field, and the provider's others",
        name,
        measure(
            {
                "msgspec and mapping, twice": over(lambda body: (rival.typed_all(body), rival.typed_extra(body)), raw),
                "paystate": over(extra, answers),
            },
            COUNT,
        ),
    )
    rows += result(
        "a webhook of 1 KiB verified and read",
        name,
        measure(
            {
                "hmac, json and mapping": over(lambda one: rival.receive(one.headers, one.body), webhooks),
                "paystate": over(received, webhooks),
            },
            COUNT,
        ),
    )
    return rows + in_bulk(bodies)


def in_bulk(bodies: Corpus) -> list[dict[str, Any]]:
    rival, account, name = RIVALS[bodies.name], bodies.account, bodies.name
    raw = [answer.body for answer in bodies.answers]
    answers = [(answer.target, 200, HEADERS, answer.body) for answer in bodies.answers]

    def many() -> list[Any]:
        return account.parse_many(answers, now=NOW)

    assert [four_of(seen) for seen in many()] == [rival.typed_four(body) for body in raw]
    rows = result(
        "parse_many, all answers as values",
        name,
        measure(
            {
                "a msgspec loop, every field": lambda: [rival.typed_all(body) for body in raw],
                "a msgspec loop, four fields": lambda: [rival.typed_four(body) for body in raw],
                "paystate": many,
            },
            COUNT,
        ),
    )
    return rows + result(
        "parse_many, then four fields of each",
        name,
        measure(
            {
                "a msgspec loop, four fields": lambda: [rival.typed_four(body) for body in raw],
                "paystate": lambda: [four_of(seen) for seen in many()],
            },
            COUNT,
        ),
    )


def judging(bodies: Corpus) -> dict[str, float]:
    """Microseconds of a call over one that does nothing."""

    class Nothing:
        def advance(self, seen: object, *, now: object) -> None: ...
        def schedule(self, *, now: object) -> None: ...

    account, nothing = bodies.account, Nothing()
    seen = [account.parse(one.target, 200, HEADERS, one.body, now=NOW) for one in bodies.answers]
    first = [account.open(one, now=NOW) for one in seen]
    later = [payment.advance(one, now=NOW).payment for payment, one in zip(first, seen, strict=True)]
    pairs, again = list(zip(first, seen, strict=True)), list(zip(later, seen, strict=True))
    times = measure(
        {
            "advance": over(lambda pair: pair[0].advance(pair[1], now=NOW), pairs),
            "advance, the same again": over(lambda pair: pair[0].advance(pair[1], now=NOW), again),
            "nothing": over(lambda pair: nothing.advance(pair[1], now=NOW), pairs),
            "schedule": over(lambda payment: payment.schedule(now=NOW), later),
            "no schedule": over(lambda payment: nothing.schedule(now=NOW), later),
        },
        COUNT,
    )
    empty = {"advance": "nothing", "advance, the same again": "nothing", "schedule": "no schedule"}
    return {
        name: median(a - b for a, b in zip(times[name], times[base], strict=True)) * 1e6 for name, base in empty.items()
    }


def importing() -> float:
    """Milliseconds of CPU time that `import paystate` takes in a fresh interpreter."""
    code = "from time import process_time as t; a = t(); import paystate; print(t() - a)"

    def run() -> float:
        return float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)

    run()
    return median(run() for _ in range(31)) * 1e3


def main() -> None:
    corpora = [corpus(profile) for profile in paystate.providers()]
    figures = {
        "python": platform.python_version(),
        "msgspec": msgspec.__version__,
        "paystate": paystate.__version__,
        "rows": [row for bodies in corpora for row in reading(bodies)],
        "calls": {bodies.name: judging(bodies) for bodies in corpora},
        "import_ms": importing(),
    }
    Path(sys.argv[1]).write_text(json.dumps(figures))


if __name__ == "__main__":
    main()
