"""The jobs: each gives a public verb what a vector gives, and reads its fields back."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import paystate

from . import plain
from .plain import Json, account, instant, response


def query(provider: str, given: Json) -> Json:
    target = plain.target(given["target"])
    return plain.of_request(account(provider, given).query(target, now=instant(given["now"])))


def parse(provider: str, given: Json) -> Json:
    target = plain.target(given["target"])
    seen = account(provider, given).parse(target, *response(given), now=instant(given["now"]))
    return {"observation": plain.of_observation(seen)}


def create(provider: str, given: Json) -> Json:
    order = plain.order(given["order"])
    return plain.of_request(account(provider, given).create(order, now=instant(given["now"])))


def parse_created(provider: str, given: Json) -> Json:
    target = plain.target(given["target"])
    seen = account(provider, given).parse_created(target, *response(given), now=instant(given["now"]))
    return {"observation": plain.of_observation(seen)}


def list_(provider: str, given: Json) -> Json:
    listing = plain.listing(given.get("listing"))
    return plain.of_request(account(provider, given).list(listing, now=instant(given["now"])))


def page(provider: str, given: Json) -> Json:
    listing = plain.listing(given.get("listing"))
    return plain.of_page(account(provider, given).parse_page(listing, *response(given), now=instant(given["now"])))


def timeline(provider: str, given: Json) -> Json:
    target = plain.target(given["target"])
    read = account(provider, given).parse_timeline(target, *response(given), now=instant(given["now"]))
    return {"events": [plain.of_event(event) for event in read.events]}


def stream(provider: str, given: Json) -> Json:
    reader = account(provider, given)
    stream = reader.stream([plain.target(target) for target in given["targets"]])
    url, steps = stream.url, []
    for line in given["script"]:
        now = instant(line["at"])
        if "frame" in line:
            step = reader.stream_step(stream, "frame", line["frame"], now=now)
        else:
            event: Any = next(name for name in ("open", "tick", "close") if line.get(name))
            step = reader.stream_step(stream, event, now=now)
        steps.append(plain.of_step(step))
        stream = step.stream
    return {"url": url, "steps": steps}


def token(provider: str, given: Json) -> Json:
    """The request, or where there is a response, what it says."""
    now = instant(given["now"])
    if given.get("response") is None:
        return plain.of_request(account(provider, given).authorize(now=now))
    read = account(provider, given).parse_token(*response(given), now=now)
    times = {"expires_at": plain.of_time(read.expires_at), "renew_at": plain.of_time(read.renew_at)}
    return {"access_token": read.access_token, **times}


def webhook(provider: str, given: Json) -> Json:
    receipt = account(provider, given).receive(
        plain.headers(given), plain.body(given), now=instant(given["now"]), path=given.get("path")
    )
    return plain.of_receipt(receipt)


def config(provider: str, given: Json) -> Json:
    fields = {"key": given["key"], "value": given["value"]}
    request = account(provider, given).command("configure", None, fields, now=instant(given["now"]))
    return plain.of_request(request)


def command(provider: str, given: Json) -> Json:
    target, fields = plain.target(given.get("target")), plain.json_text(given.get("fields"))
    request = account(provider, given).command(given["name"], target, fields, now=instant(given["now"]))
    return plain.of_request(request)


def redirect(provider: str, given: Json) -> Json:
    return {"observation": plain.of_observation(account(provider, given).parse_redirect(given["url"]))}


def redirect_url(provider: str, given: Json) -> Json:
    return {"url": account(provider, given).build_redirect(given["url"], plain.seen(given["observation"]))}


def explain(_: str, given: Json) -> Json:
    explained = paystate.explain(given["provider"], given["subject"], given["word"])
    return {
        "status": explained.status,
        "known": explained.known,
        "stops_polling": explained.stops_polling,
        "may_still_change": explained.may_still_change,
    }


def advance(_: str, given: Json) -> Json:
    payment, done = plain.payment(given["payment"]), []
    for seen in given["observations"]:
        done.append(payment.advance(plain.seen(seen), now=instant(given["now"])))
        payment = done[-1].payment
    return {
        "status": payment.status,
        "steps": [progress.step for progress in done],
        "verdicts": [progress.verdict for progress in done],
        "actions": [progress.action for progress in done],
        "whys": [progress.why for progress in done],
        "held": [plain.of_money(progress.held) for progress in done],
        "poll_at": [plain.of_time(progress.poll_at) for progress in done],
        "payment": json.loads(payment.to_json(), parse_float=Decimal),
    }


def schedule(_: str, given: Json) -> Json:
    of = given["window"]
    window = paystate.Window(instant(of["created_at"]), of["window_s"], of["grace_s"])
    return plain.of_schedule(window.at(now=instant(given["now"])))


def plan(_: str, given: Json) -> Json:
    not_before = plain.given_instant(given.get("not_before"))
    payment = plain.payment(given["payment"])
    return plain.of_schedule(payment.schedule(now=instant(given["now"]), not_before=not_before))


def record(_: str, given: Json) -> Json:
    return stored(paystate.Payment.from_json(stored_text(given)).to_json())


def observation(_: str, given: Json) -> Json:
    return stored(paystate.Observation.from_json(stored_text(given)).to_json())


def stored_text(given: Json) -> str:
    """The stored form of a case: as JSON, or as text where a parser of JSON would change it."""
    of = given["json"]
    return of if isinstance(of, str) else json.dumps(of)


def stored(text: str) -> Json:
    return {"json": json.loads(text, parse_float=Decimal), "text": text}


JOBS: dict[str, Callable[[str, Json], Json]] = {
    "query": query,
    "parse": parse,
    "create": create,
    "parse_created": parse_created,
    "list": list_,
    "page": page,
    "timeline": timeline,
    "stream": stream,
    "token": token,
    "webhook": webhook,
    "config": config,
    "command": command,
    "redirect": redirect,
    "redirect_url": redirect_url,
    "explain": explain,
    "core/advance": advance,
    "core/schedule": schedule,
    "core/plan": plan,
    "core/record": record,
    "core/observation": observation,
}
"""Every job that this runner knows, by its name."""


def run(job: str, provider: str, given: Json) -> Any:
    """Runs one case: what the verb gave back, an error as data too."""
    try:
        return JOBS[job](provider, given)
    except paystate.Error as error:
        return plain.of_error(error)
