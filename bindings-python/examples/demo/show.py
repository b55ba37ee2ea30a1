"""The page that the demo prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import get_args

import paystate
from paystate import types

from .documents import documents
from .facts import Facts
from .log import Order
from .paint import Sheet, Tone, bar
from .shop import Entry, Shop

TOLD = (
    "paid",
    "paid short, then topped up",
    "messages in the wrong order",
    "paid after it expired",
    "given up, and yet money moves",
    "refunded, and charged back on top",
    "the refund bounced",
    "half of it came, and no more",
    "a message of another order",
    "paid and failed at once",
    "a word that nobody knows",
    "a forged webhook",
    "the provider was down",
)
"""The stories that are told line by line."""

ACTIONS: dict[str, tuple[Tone, str]] = {
    "fulfill": ("good", "hand over what was bought"),
    "release": ("notice", "give back what was reserved"),
    "reverse": ("notice", "take back what was handed over"),
    "escalate": ("bad", "tell a person"),
    "wait": ("quiet", "nothing yet; ask again at `poll_at`"),
    "rest": ("quiet", "nothing, and nothing is expected"),
}
STEPS = {
    "advance": "forward",
    "late": "money after we gave up",
    "repeat": "the same status again",
    "stale": "an earlier state, delivered late",
    "revert": "back to an earlier state; by queries only",
    "conflict": "both cannot be true",
    "unknown": "a word that no table has",
    "aside": "about something else than the payment",
}
COLUMNS = (("time", 10), ("told by", 9), ("its word", 16), ("which means", 15), ("step", 10), ("so", 2))
VERDICTS = {
    "match": "exactly what was asked",
    "under": "less, or nothing yet",
    "over": "more",
    "other_currency": "in another currency",
    "other_payment": "for another payment",
    "unchecked": "nothing to compare",
}
REMEDIES = {
    "malformed": "keep the bytes, tell a person",
    "unauthentic": "answer 401, do nothing else",
    "refused": "ask again later",
    "misuse": "fix the call",
}


def page(shop: Shop, color: bool) -> str:
    """The whole page as one text."""
    sheet = Sheet(color)
    head(sheet, shop)
    documents(sheet)
    stories(sheet, shop)
    meanings(sheet, shop)
    judgments(sheet, shop)
    troubles(sheet, shop)
    end(sheet, shop)
    return sheet.page()


def head(sheet: Sheet, shop: Shop) -> None:
    names = [profile.name for profile in paystate.providers()]
    title, seed = "A day at a shop that is paid in many ways", f"seed {shop.day.seed}"
    sheet.line(("title", title), ("quiet", seed.rjust(80 - len(title))))
    sheet.line(("quiet", "─" * 80))
    seen = sum(entry.seen is not None for entry in shop.entries)
    sheet.text(
        f"{len(shop.day.orders):,} orders at {len(names)} providers ({', '.join(names)}), {len(shop.day.messages):,} "
        f"messages about them in each provider's own words, {seen:,} observations. No network, no clock.",
        indent=0,
    )


def stories(sheet: Sheet, shop: Shop) -> None:
    sheet.title("What becomes of an order")
    sheet.line(("quiet", "  " + "".join(head.ljust(width) for head, width in COLUMNS)))
    # Each from another provider than the one before, where it can be.
    last = ""
    for title in TOLD:
        orders = [order for order in shop.day.orders if order.story.title == title]
        if orders:
            order = next((order for order in orders if order.provider != last), orders[0])
            last = order.provider
            story(sheet, order, [entry for entry in shop.entries if entry.message.order is order])


def story(sheet: Sheet, order: Order, entries: list[Entry]) -> None:
    facts = order.facts
    sheet.line()
    sheet.line(
        ("blue", order.reference),
        ("title", f"  {order.story.title}"),
        ("quiet", f"  {facts.amount:,} {facts.currency} through {order.provider}"),
    )
    for entry in entries:
        time = f"  {entry.message.at:%H:%M:%S}  "
        if entry.progress and entry.seen:
            judged(sheet, time, facts, entry.seen, entry.progress)
        elif entry.error:
            what, *_ = str(entry.error).partition("; ")
            sheet.line(("quiet", time), f"{entry.message.channel:9}", ("bad", what))
            sheet.text(REMEDIES[entry.error.kind], indent=12, tone="quiet", mark="└ ")
        else:
            done = [
                name
                for name in ("fulfilled", "released", "reversed")
                if entry.message.line and name in entry.message.line.odd
            ]
            sheet.line(("quiet", time), f"{'person':9}", f"settled by hand: {', '.join(done)}")


def judged(sheet: Sheet, time: str, facts: Facts, seen: paystate.Observation, progress: paystate.Progress) -> None:
    tone, _ = ACTIONS[progress.action]
    said, means = seen.native or "(no word)", seen.status or "?"
    sheet.line(
        ("quiet", time),
        f"{seen.source:9}{said[:15]:16}",
        ("title", f"{means:15}"),
        ("quiet", f"{progress.step:10}"),
        (tone, progress.action),
    )
    if progress.action in ("wait", "rest") and progress.step not in ("late", "revert", "unknown"):
        return
    came = seen.received or seen.amount
    sums = ""
    if came and seen.status == "paid" and progress.verdict in ("under", "over", "other_currency"):
        sums = f" Asked: {facts.amount:,} {facts.currency}; came: {came.value:,} {came.currency}."
    held = f" {progress.held.value:,} {progress.held.currency} is still the payer's." if progress.held else ""
    sheet.text(progress.sentence + sums + held, indent=12, tone="quiet", mark="└ ")


def meanings(sheet: Sheet, shop: Shop) -> None:
    sheet.title("What the providers said, and what it means")
    names = [profile.name for profile in paystate.providers()]
    seen = [(entry.message.order.provider, entry.seen) for entry in shop.entries if entry.seen]
    counts = Counter((name, one.status) for name, one in seen if one.subject == "payment")
    others = Counter((name, one.subject) for name, one in seen if one.subject != "payment")
    most = max((counts | others).values())
    sheet.line(("quiet", " " * 15 + "".join(f"{name:>16}" for name in names)))
    for status in (*get_args(types.Status), None):
        row(sheet, status or "(unknown word)", [counts[name, status] for name in names], most)
    for subject in get_args(types.Subject)[1:]:
        if any(others[name, subject] for name in names):
            row(sheet, f"({subject})", [others[name, subject] for name in names], most)


def row(sheet: Sheet, label: str, counts: list[int], most: int) -> None:
    cells: list[str | tuple[Tone, str]] = [f"{label:15}"]
    for count in counts:
        cells.append(("blue", "   " + bar(count / most, 7)))
        cells.append(f"{count:>5} " if count else " " * 6)
    sheet.line(*cells)


def judgments(sheet: Sheet, shop: Shop) -> None:
    sheet.title("What to do about it")
    progresses = [entry.progress for entry in shop.entries if entry.progress]
    bars(sheet, Counter(one.action for one in progresses), {name: text for name, (_, text) in ACTIONS.items()})
    sheet.title("How each message relates to what was recorded")
    bars(sheet, Counter(one.step for one in progresses), STEPS)
    sheet.title("What came, compared with what was asked")
    bars(sheet, Counter(one.verdict for one in progresses), VERDICTS)


def bars(sheet: Sheet, counts: Counter[str], meanings: dict[str, str]) -> None:
    most = max(counts.values())
    for name, meaning in meanings.items():
        tone = ACTIONS.get(name, ("blue", ""))[0]
        share = bar(counts[name] / most, 16)
        sheet.line(f"{name:15}", (tone, share), f"{counts[name]:>6,}  ", ("quiet", meaning))


def troubles(sheet: Sheet, shop: Shop) -> None:
    sheet.title("What could not be read, by remedy")
    errors = [entry.error for entry in shop.entries if entry.error]
    for kind in get_args(types.ErrorKind):
        of_kind = [error for error in errors if error.kind == kind]
        reasons = Counter(error.reason or getattr(error, "category", "") for error in of_kind)
        why = ", ".join(f"{reason} {count}" for reason, count in sorted(reasons.items()))
        sheet.line(("bad", f"{kind:15}"), f"{len(of_kind):>3,}  ", f"{why:30}", ("quiet", REMEDIES[kind]))


def end(sheet: Sheet, shop: Shop) -> None:
    sheet.title("In the end")
    records = shop.records.values()
    phases = Counter(paystate.phase(record.status) for record in records)
    sheet.line(", ".join(f"{phases[phase]:,} {phase}" for phase in get_args(types.Phase)))
    sheet.text(f"handed over: {sums(record.asked for record in records if record.fulfilled)}", indent=0)
    held = [
        record.held
        for record in records
        if record.held and (record.released or paystate.phase(record.status) == "lost")
    ]
    if held:
        sheet.text(f"came without goods for it, and is still the payers': {sums(held)}", indent=0)
    twice = sum(count > 1 for count in given(shop.entries).values())
    tone: Tone = "bad" if twice else "good"
    sheet.line((tone, f"fulfilled, released or reversed twice: {twice or 'none'}"))


def sums(of: Iterable[paystate.Money | paystate.Asked | None]) -> str:
    amounts: dict[str, Decimal] = {}
    for one in of:
        if one:
            currency = one.currency or "?"
            value = one.value if isinstance(one, paystate.Money) else one.amount
            amounts[currency] = amounts.get(currency, Decimal(0)) + value
    return ", ".join(f"{amounts[currency]:,.2f} {currency}" for currency in sorted(amounts))


def given(entries: list[Entry]) -> Counter[tuple[str, str]]:
    """How often each action that is given once was given, by order."""
    once = ("fulfill", "release", "reverse")
    return Counter(
        (entry.message.order.reference, entry.progress.action)
        for entry in entries
        if entry.progress and entry.progress.action in once
    )
