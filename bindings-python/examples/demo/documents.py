"""Samples of each provider's own pages, and what they mean: the first part of the demo's page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import paystate

from .paint import Sheet, Tone
from .wire.pages import BYTES, PAGES, Pages, Sample

COLUMNS = (("a sample", 24), ("its word", 18), ("which means", 13), ("sum", 16), ("so", 7))


def documents(sheet: Sheet) -> None:
    """A line for each thing that is said in a sample."""
    sheet.title("Samples of their own pages, and what they mean")
    sheet.line(("quiet", "  What a page cuts short is completed, and some callbacks are made after it."))
    sheet.line()
    sheet.line(("quiet", "  " + "".join(head.ljust(width) for head, width in COLUMNS)))
    for profile in paystate.providers():
        sheet.line()
        sheet.line(("blue", profile.name))
        for sample in PAGES[profile.name].samples:
            what = sample.what
            for said, means, money, (tone, so) in lines(profile.name, PAGES[profile.name], sample):
                cells = zip((what, said, means, money), COLUMNS, strict=False)
                told = [shorten(cell, width - 1).ljust(width) for cell, (_, width) in cells]
                sheet.line(("quiet", "  " + told[0]), told[1], ("title", told[2]), told[3], (tone, so))
                what = ""


def shorten(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


Line = tuple[str, str, str, tuple[Tone, str]]


def lines(provider: str, pages: Pages, sample: Sample) -> Iterator[Line]:
    make: Any = paystate.Account  # each provider has a signature of its own
    account: paystate.Account = make(provider, **pages.options)
    now = pages.now + sample.late
    try:
        found = read(account, pages.target, sample, now)
    except paystate.Refused as error:
        so = "retry" if error.retryable else "fix it" if error.category == "invalid_request" else "query"
        yield error.code or "", "refused", error.category, ("notice", so)
    except paystate.Unauthentic as error:
        yield "", "unauthentic", "", ("bad", str(error.reply.status))
    else:
        for seen in found:
            if isinstance(seen, paystate.TimelineEvent):
                yield seen.native or "", seen.status or "?", f"at {seen.at:%H:%M:%S}", ("quiet", "")
            elif seen.subject != "payment":
                yield seen.native or "(no word)", seen.status or "?", sum_of(seen), ("quiet", seen.subject)
            else:
                action = account.open(seen, now=now).advance(seen, now=now).action
                tone: Tone = "good" if action == "fulfill" else "notice"
                yield seen.native or "(no word)", seen.status or "?", sum_of(seen), (tone, action)


def sum_of(seen: paystate.Observation) -> str:
    money = seen.received or seen.amount
    return f"{money.value:,} {money.currency or ''}" if money else ""


def read(
    account: paystate.Account, target: paystate.Target, sample: Sample, now: datetime
) -> list[paystate.Observation] | list[paystate.TimelineEvent]:
    """What the sample tells, by the verb that reads its like."""
    body = (BYTES / account.provider / sample.file).read_bytes()
    match sample.how:
        case "parse":
            return [account.parse(target, sample.http_status, sample.headers, body, now=now)]
        case "parse_created":
            return [account.parse_created(target, sample.http_status, sample.headers, body, now=now)]
        case "parse_page":
            page = account.parse_page(paystate.Listing(), sample.http_status, sample.headers, body, now=now)
            return list(page.observations)
        case "parse_timeline":
            return list(account.parse_timeline(target, sample.http_status, sample.headers, body, now=now).events)
        case "parse_redirect":
            return [account.parse_redirect(body.decode())]
        case "receive":
            path = sample.path or PAGES[account.provider].options.get("webhook_path")
            return list(account.receive(sample.headers, body, now=now, path=path).observations)
